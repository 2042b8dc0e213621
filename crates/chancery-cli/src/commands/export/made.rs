//! Making what was asked for out of a record.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::Result;
use chancery::keep::{Noun, Record};
use chancery::nouns::{Actor, ActorId, DocumentId};
use chancery::resolve::Knowledge;
use chancery_export::dyads::{Dyads, Settings};
use chancery_export::schema::{COVERAGE, DYADS, table};
use chancery_export::{Agent, FtmWriter, Manifest, ProvenanceWriter, TableWriter};
use serde_json::Value;

use super::asked::{Asked, Counted};

/// What was made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::commands) struct Made {
    /// Rows.
    pub(in crate::commands) lines: u64,
    /// What could not be counted, by reason.
    pub(in crate::commands) left_out: BTreeMap<String, u64>,
}

/// Makes it.
pub(in crate::commands) fn make(
    record: &Record,
    asked: &Asked,
    out: impl Write + Send,
) -> Result<Made> {
    let lines = match asked {
        Asked::Export { table: noun, format, no_text, .. } => {
            let mut writer = TableWriter::new(table(*noun), *format, *no_text, out)?;
            let mut lines = 0;
            record.each_line::<anyhow::Error>(*noun, |line| {
                lines += 1;
                Ok(writer.line(line)?)
            })?;
            writer.finish()?;
            lines
        }
        Asked::FollowTheMoney { no_text, .. } => follow_the_money(record, *no_text, out)?,
        Asked::Provenance { .. } => provenance(record, out)?,
        Asked::Dyads { table, format, settings, .. } => {
            let dyads = counted(record, settings)?;
            return counts(record, &dyads, *table, |described| {
                Ok(TableWriter::new(described, *format, false, out)?)
            });
        }
    };
    Ok(Made { lines, left_out: BTreeMap::new() })
}

/// Counts pairs of states.
pub(in crate::commands) fn counted(record: &Record, settings: &Settings) -> Result<Dyads> {
    let mut dyads = Dyads::new(settings.clone());
    let each = |noun: Noun, take: &mut dyn FnMut(&str) -> Result<()>| {
        record.each_line::<anyhow::Error>(noun, |line| take(line))
    };
    each(Noun::Documents, &mut |line| {
        dyads.document(&serde_json::from_str(line)?);
        Ok(())
    })?;
    each(Noun::Actors, &mut |line| {
        dyads.actor(&serde_json::from_str(line)?);
        Ok(())
    })?;
    each(Noun::Encounters, &mut |line| {
        dyads.encounter(&serde_json::from_str(line)?);
        Ok(())
    })?;
    each(Noun::Statements, &mut |line| {
        dyads.statement(&serde_json::from_str(line)?);
        Ok(())
    })?;
    each(Noun::Commitments, &mut |line| {
        dyads.commitment(&serde_json::from_str(line)?);
        Ok(())
    })?;
    Ok(dyads)
}

/// Writes one table of counts.
pub(in crate::commands) fn counts<W: Write + Send>(
    record: &Record,
    dyads: &Dyads,
    wanted: Counted,
    writer: impl FnOnce(&'static chancery_export::schema::Table) -> Result<TableWriter<W>>,
) -> Result<Made> {
    let mut lines = 0;
    match wanted {
        Counted::Dyads => {
            let knowledge = Knowledge::with(record.brought()?);
            let mut writer = writer(&DYADS)?;
            dyads.each_row::<anyhow::Error>(
                |iso3| knowledge.state(iso3),
                |row| {
                    lines += 1;
                    Ok(writer.row(row)?)
                },
            )?;
            writer.finish()?;
            Ok(Made { lines, left_out: dyads.left_out() })
        }
        Counted::Coverage => {
            let mut writer = writer(&COVERAGE)?;
            dyads.each_coverage::<anyhow::Error>(|row| {
                lines += 1;
                Ok(writer.row(row)?)
            })?;
            writer.finish()?;
            Ok(Made { lines, left_out: BTreeMap::new() })
        }
    }
}

fn follow_the_money(record: &Record, no_text: bool, out: impl Write) -> Result<u64> {
    let knowledge = Knowledge::with(record.brought()?);
    let mut writer = FtmWriter::new(out, no_text);
    record.each_line::<anyhow::Error>(Noun::Actors, |line| {
        let actor: Actor = serde_json::from_str(line)?;
        Ok(writer.actor(&actor, |iso3| knowledge.actor(&ActorId(format!("state:{iso3}"))))?)
    })?;
    Ok(writer.finish()?)
}

fn provenance(record: &Record, out: impl Write) -> Result<u64> {
    let Manifest { version, ingredients, .. } = super::files::manifest(record, false)?;
    let mut writer = ProvenanceWriter::new(out, &Agent { version, ingredients })?;
    record.each_line::<anyhow::Error>(Noun::Documents, |line| {
        let row: Value = serde_json::from_str(line)?;
        let id = DocumentId(row["id"].as_str().unwrap_or_default().to_owned());
        let Some(reading) = record.reading(&id)? else { return Ok(()) };
        Ok(writer.document(&row, reading.id.as_str(), &reading.cleaner)?)
    })?;
    for noun in [Noun::Accounts, Noun::Statements, Noun::Commitments, Noun::Encounters] {
        record.each_line::<anyhow::Error>(noun, |line| {
            Ok(writer.noun(noun, &serde_json::from_str(line)?)?)
        })?;
    }
    Ok(writer.finish()?)
}
