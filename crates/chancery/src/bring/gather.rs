//! Kept rows as the tables that the resolver reads.

use super::{Row, RowKind};
use crate::nouns::{Actor, ActorId, ActorKind, Agreement, OfficeHeld};
use crate::resolve::{Brought, PersonLine};

/// Makes tables of rows that come in order of their actors.
#[derive(Default)]
pub struct Gathering {
    brought: Brought,
    actor: String,
    /// The rows of the actor, each with whether it leaves open what is so.
    rows: Vec<(Row, bool)>,
}

impl Gathering {
    /// Adds a row; `open` where it contradicts what was known.
    pub fn add(&mut self, actor: &str, row: Row, open: bool) {
        if self.actor != actor {
            self.close();
            actor.clone_into(&mut self.actor);
        }
        self.rows.push((row, open));
    }

    /// The tables.
    pub fn finish(mut self) -> Brought {
        self.close();
        self.brought
    }

    fn close(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        let Some((first, _)) = rows.first() else { return };
        match first.kind {
            RowKind::Person => self.person(&rows),
            kind => self.brought.actors.push(actor(&self.actor, kind, &rows)),
        }
    }

    /// A line for each source of a person's rows.
    fn person(&mut self, rows: &[(Row, bool)]) {
        let mut sources: Vec<Option<&String>> =
            rows.iter().map(|(r, _)| r.source.as_ref()).collect();
        sources.sort_unstable();
        sources.dedup();
        if self.brought.people.is_empty() {
            // The first line of a table is its header.
            self.brought.people.push('\n');
        }
        for source in sources {
            let own: Vec<&(Row, bool)> =
                rows.iter().filter(|(r, _)| r.source.as_ref() == source).collect();
            person_line(&self.actor, &own).write(&mut self.brought.people);
        }
    }
}

fn person_line(actor: &str, rows: &[&(Row, bool)]) -> PersonLine {
    let first = |value: fn(&Row) -> Option<&String>| {
        rows.iter().find_map(|(row, _)| value(row)).cloned().unwrap_or_default()
    };
    let name = rows[0].0.name.clone();
    let mut aliases: Vec<&str> = Vec::new();
    let names = rows.iter().flat_map(|(row, _)| std::iter::once(&row.name).chain(&row.aliases));
    for other in names.filter(|other| **other != name) {
        if !aliases.contains(&other.as_str()) {
            aliases.push(other);
        }
    }
    let offices: Vec<String> =
        rows.iter().filter_map(|(row, open)| office_cell(row, *open)).collect();
    PersonLine {
        aliases: aliases.join("|"),
        called: first(|row| row.called.as_ref()),
        gender: rows.iter().find_map(|(row, _)| row.gender).map(String::from).unwrap_or_default(),
        offices: offices.join("|"),
        source: first(|row| row.source.as_ref()),
        country: first(|row| row.country.as_ref()),
        qid: first(|row| row.qid.as_ref()),
        sector: rows.iter().find_map(|(row, _)| row.sector),
        id: ActorId(actor.to_owned()),
        name,
    }
}

/// An office as a table's cell has it.
fn office_cell(row: &Row, open: bool) -> Option<String> {
    let office = row.office.as_ref()?;
    let of = row.of.as_deref().unwrap_or_default();
    let [from, to] = [row.from, row.to].map(|m| m.map(|m| m.to_string()).unwrap_or_default());
    Some(format!("{office}@{of}:{from}..{to}{}", if open { "!" } else { "" }))
}

/// A body or state; of several names told of a state the latest stands first.
fn actor(id: &str, kind: RowKind, rows: &[(Row, bool)]) -> Actor {
    let shown = match kind {
        RowKind::State => &rows[rows.len() - 1].0,
        _ => &rows[0].0,
    };
    let mut aliases: Vec<String> = Vec::new();
    for name in rows.iter().flat_map(|(row, _)| std::iter::once(&row.name).chain(&row.aliases)) {
        if *name != shown.name && !aliases.contains(name) {
            aliases.push(name.clone());
        }
    }
    Actor {
        id: ActorId(id.to_owned()),
        kind: if kind == RowKind::State { ActorKind::State } else { ActorKind::Body },
        qid: rows.iter().find_map(|(row, _)| row.qid.clone()),
        name: shown.name.clone(),
        country: rows.iter().find_map(|(row, _)| row.country.clone()),
        codes: None,
        sector: rows.iter().find_map(|(row, _)| row.sector),
        aliases,
        offices: rows.iter().filter_map(|(row, open)| office_held(row, *open)).collect(),
    }
}

fn office_held(row: &Row, open: bool) -> Option<OfficeHeld> {
    Some(OfficeHeld {
        office: row.office.clone()?,
        of: row.of.clone(),
        from: row.from,
        to: row.to,
        agreement: if open { Agreement::Open } else { Agreement::Agreed },
        source: row.source.clone().unwrap_or_default(),
    })
}
