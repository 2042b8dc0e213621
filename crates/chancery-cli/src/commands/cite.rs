//! `chancery show ID --cite bibtex`: how to cite a thing of the record.

use anyhow::Result;
use chancery::keep::{Noun, Record};
use chancery::nouns::{Account, DocumentId, EncounterId, Evidence, StatementId};
use chancery_export::{Citable, bibtex};

use super::{Context, show};
use crate::output::print;
use crate::problem::{Outcome, hinted};

pub(super) fn run(context: &Context, id: &str) -> Result<Outcome> {
    let record = context.settled()?;
    let (noun, id) = show::find(context, &record, id)?;
    let entry = context.in_record(citable(&record, noun, id))?;
    let Some(entry) = entry else {
        let hint = "give the id of an encounter, an account, a document or a statement";
        return Err(hinted("this cannot be cited", hint));
    };
    print(&bibtex(&entry))?;
    Ok(Outcome::Clean)
}

fn citable(
    record: &Record,
    noun: Noun,
    id: String,
) -> Result<Option<Citable>, chancery::keep::KeepError> {
    match noun {
        Noun::Documents => of_document(record, &DocumentId(id.clone()), id),
        Noun::Statements => match record.statement(&StatementId(id.clone()))? {
            Some(it) => of_words(record, &it.evidence, id),
            None => Ok(None),
        },
        Noun::Encounters => of_encounter(record, &EncounterId(id.clone()), None, id),
        Noun::Accounts => match record.encounter_of(&id)? {
            Some(encounter) => of_encounter(record, &encounter, Some(&id), id.clone()),
            None => Ok(None),
        },
        Noun::Actors | Noun::Mentions | Noun::Commitments | Noun::Judgements => Ok(None),
    }
}

/// An encounter by the first of its accounts, or by the one named.
fn of_encounter(
    record: &Record,
    encounter: &EncounterId,
    account: Option<&str>,
    id: String,
) -> Result<Option<Citable>, chancery::keep::KeepError> {
    let accounts = record.accounts(encounter)?;
    let wanted = |it: &&Account| account.is_none_or(|id| it.id.as_str() == id);
    let Some(words) = accounts.iter().find(wanted).and_then(|it| it.evidence.first()) else {
        return Ok(None);
    };
    let documents: std::collections::BTreeSet<&DocumentId> =
        accounts.iter().map(|it| &it.document).collect();
    let others = if account.is_none() { documents.len().saturating_sub(1) } else { 0 };
    Ok(of_words(record, words, id)?.map(|it| Citable { others, ..it }))
}

fn of_words(
    record: &Record,
    words: &Evidence,
    id: String,
) -> Result<Option<Citable>, chancery::keep::KeepError> {
    let found = of_document(record, &words.document, id)?;
    Ok(found.map(|it| Citable {
        reading: words.reading.0.clone(),
        span: Some((words.start, words.end)),
        ..it
    }))
}

fn of_document(
    record: &Record,
    document: &DocumentId,
    id: String,
) -> Result<Option<Citable>, chancery::keep::KeepError> {
    let (Some(it), Some(reading)) = (record.document(document)?, record.reading(document)?) else {
        return Ok(None);
    };
    Ok(Some(Citable {
        id,
        title: it.title,
        byline: it.byline,
        outlet: it.outlet,
        published: it.published.and_then(|when| when.start.or(when.end)),
        url: it.url,
        retrieved: it.retrieved,
        document: it.id.0,
        reading: reading.id.0,
        span: None,
        others: 0,
    }))
}
