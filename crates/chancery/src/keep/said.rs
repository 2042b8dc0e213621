//! What was said and promised: putting it into the record and taking it out.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::de::DeserializeOwned;

use super::db::{Params, params};
use super::findings::{add_evidence, bounds, day_key, word};
use super::rows::{Into, Rows};
use super::story::Cited;
use super::{KeepError, Noun, Record, commitment_evidence, statement_evidence};
use crate::nouns::{
    ActorId, Commitment, Deed, DocumentId, Evidence, Mention, Moment, Statement, StatementId,
};

/// Takes out the statements of a document.
pub(super) const STATEMENTS_OF: &str = "DELETE FROM statements WHERE document = ?1";
/// Takes out the commitments of a document.
pub(super) const COMMITMENTS_OF: &str = "DELETE FROM commitments WHERE document = ?1";

/// Takes out what a document told, whose id is the one parameter, and what answers it.
pub(super) const FORGET: &[&str] = &[
    "DELETE FROM answers WHERE document = ?1 OR told_in = ?1",
    "DELETE FROM turns WHERE document = ?1
     OR commitment IN (SELECT id FROM commitments WHERE document = ?1)",
    "DELETE FROM turn_keys WHERE document = ?1",
    "DELETE FROM statement_evidence
     WHERE statement IN (SELECT id FROM statements WHERE document = ?1)",
    "DELETE FROM statement_actors
     WHERE statement IN (SELECT id FROM statements WHERE document = ?1)",
    STATEMENTS_OF,
    "DELETE FROM commitment_evidence
     WHERE commitment IN (SELECT id FROM commitments WHERE document = ?1)",
    "DELETE FROM commitment_actors
     WHERE commitment IN (SELECT id FROM commitments WHERE document = ?1)",
    COMMITMENTS_OF,
    "DELETE FROM deeds WHERE document = ?1",
];

static STATEMENTS: Into = Into {
    table: "statements",
    columns: &["id", "document", "first", "act", "form", "start", "\"end\"", "json"],
    anew: false,
};
static STATEMENT_ACTORS: Into = Into {
    table: "statement_actors",
    columns: &["statement", "place", "part", "actor", "name", "country", "day"],
    anew: false,
};
static STATEMENT_EVIDENCE: Into = Into {
    table: "statement_evidence",
    columns: &["statement", "place", "field", "document", "reading", "start", "\"end\""],
    anew: false,
};
static COMMITMENTS: Into = Into {
    table: "commitments",
    columns: &[
        "id",
        "document",
        "first",
        "kind",
        "state",
        "due_start",
        "due_end",
        "json",
        "stands",
    ],
    anew: false,
};
static COMMITMENT_ACTORS: Into = Into {
    table: "commitment_actors",
    columns: &["commitment", "place", "part", "actor", "day"],
    anew: false,
};
static COMMITMENT_EVIDENCE: Into = Into {
    table: "commitment_evidence",
    columns: &["commitment", "place", "field", "document", "reading", "start", "\"end\""],
    anew: false,
};
static DEEDS: Into =
    Into { table: "deeds", columns: &["document", "place", "kind", "json"], anew: false };

pub(super) fn add_statement(rows: &mut Rows, statement: &Statement) -> Result<(), KeepError> {
    let id = statement.id.as_str();
    let (start, end) = bounds(statement.when.as_ref());
    rows.add(
        &STATEMENTS,
        &params![
            id,
            statement.document.as_str(),
            statement.evidence.start,
            word(&statement.act)?,
            word(&statement.form)?,
            start,
            end,
            serde_json::to_string(statement)?,
        ],
    );
    let speakers = statement.speaker.iter().map(|mention| ("speaker", mention));
    let addressees = statement.addressees.iter().map(|mention| ("addressee", mention));
    let day = day_key(start.as_deref());
    for (place, (part, mention)) in (0_u32..).zip(speakers.chain(addressees)) {
        let Mention { actor, name, country, .. } = mention;
        let actor = actor.as_ref().map(ActorId::as_str);
        rows.add(&STATEMENT_ACTORS, &params![id, place, part, actor, name, country, day]);
    }
    add_evidence(rows, &STATEMENT_EVIDENCE, id, &statement_evidence(statement));
    Ok(())
}

pub(super) fn add_commitment(
    rows: &mut Rows,
    document: &DocumentId,
    commitment: &Commitment,
) -> Result<(), KeepError> {
    let id = commitment.id.as_str();
    let (start, end) = bounds(commitment.due.as_ref());
    rows.add(
        &COMMITMENTS,
        &params![
            id,
            document.as_str(),
            commitment.evidence.start,
            word(&commitment.kind)?,
            word(&commitment.state)?,
            start,
            end,
            serde_json::to_string(commitment)?,
            word(&commitment.state)?,
        ],
    );
    let by = commitment.by.iter().map(|actor| ("by", actor));
    let to = commitment.to.iter().map(|actor| ("to", actor));
    let day = day_key(start.as_deref());
    for (place, (part, actor)) in (0_u32..).zip(by.chain(to)) {
        rows.add(&COMMITMENT_ACTORS, &params![id, place, part, actor.as_str(), day]);
    }
    add_evidence(rows, &COMMITMENT_EVIDENCE, id, &commitment_evidence(commitment));
    Ok(())
}

pub(super) fn add_deed(
    rows: &mut Rows,
    document: &DocumentId,
    place: u32,
    deed: &Deed,
) -> Result<(), KeepError> {
    let json = serde_json::to_string(deed)?;
    rows.add(&DEEDS, &params![document.as_str(), place, word(&deed.kind)?, json]);
    Ok(())
}

impl Record {
    /// A statement by id, with what it answers in earlier documents.
    pub fn statement(&self, id: &StatementId) -> Result<Option<Statement>, KeepError> {
        let read = self.noun("SELECT json FROM statements WHERE id = ?1", id.as_str())?;
        let read = self.answered(read.into_iter().collect())?.pop();
        Ok(read.map(|it| self.judged_statement(it)).transpose()?.map(|it| it.noun))
    }

    /// The statements of a document, in order of place.
    pub fn statements_in(&self, document: &DocumentId) -> Result<Vec<Statement>, KeepError> {
        let sql = "SELECT json FROM statements WHERE document = ?1 ORDER BY first, id";
        let told = self.answered(self.parsed(sql, [document.as_str()])?)?;
        self.as_judged(told, Self::judged_statement)
    }

    /// The statements of some documents as they alone tell them, in order of document and place.
    pub(super) fn statements_of(&self, ids: &[&str]) -> Result<Vec<Statement>, KeepError> {
        let sql = "SELECT json FROM statements WHERE document IN {ids}
                   ORDER BY document, first, id";
        self.as_judged(self.parsed_of(sql, ids)?, Self::judged_statement)
    }

    /// The statements of the documents published last, the latest document first.
    pub fn latest_statements(&self, limit: u32) -> Result<Vec<Statement>, KeepError> {
        let sql = "SELECT s.json FROM statements s JOIN documents d ON d.id = s.document
                   ORDER BY d.published_start IS NULL, d.published_start LIKE 'X%',
                            d.published_start DESC, s.document, s.first, s.id
                   LIMIT ?1";
        let told = self.answered(self.parsed(sql, [limit])?)?;
        self.as_judged(told, Self::judged_statement)
    }

    /// Every noun of a sort, in the order of its export.
    pub fn all<T: DeserializeOwned>(&self, noun: Noun) -> Result<Vec<T>, KeepError> {
        let mut found = Vec::new();
        self.each_line::<KeepError>(noun, |line| {
            found.push(serde_json::from_str(line)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// What is told as done, not done, put off or called off, in order of document and place.
    pub fn deeds(&self) -> Result<Vec<Deed>, KeepError> {
        self.parsed("SELECT json FROM deeds ORDER BY document, place", [])
    }

    /// The day each document was published; documents whose day is not known are left out.
    pub fn days(&self) -> Result<BTreeMap<DocumentId, Date>, KeepError> {
        let sql = "SELECT id, published_end FROM documents WHERE published_end IS NOT NULL";
        let rows: Vec<(String, String)> =
            self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let day = |text: &str| text.parse::<Moment>().ok().and_then(Moment::date);
        let known = rows.into_iter().filter_map(|(id, end)| Some((DocumentId(id), day(&end)?)));
        Ok(known.collect())
    }

    /// The documents that mention any of these actors.
    pub fn documents_with(&self, actors: &[ActorId]) -> Result<BTreeSet<DocumentId>, KeepError> {
        let mut found = BTreeSet::new();
        for actor in actors {
            let sql = "SELECT document FROM document_actors WHERE actor = ?1";
            found.extend(self.column(sql, [actor.as_str()])?.into_iter().map(DocumentId));
        }
        Ok(found)
    }

    /// What the evidence and ids of statements lead to.
    pub fn cited_by_statements<'s>(
        &self,
        told: impl IntoIterator<Item = &'s Statement>,
    ) -> Result<Cited, KeepError> {
        let (mut evidence, mut actors) = (Vec::new(), BTreeSet::new());
        for statement in told {
            evidence.extend(statement_evidence(statement));
            actors.extend(statement.via.iter().filter_map(|link| link.actor.clone()));
        }
        self.cited(documents(&evidence), actors)
    }

    /// What the evidence and ids of commitments lead to.
    pub fn cited_by_commitments(&self, told: &[Commitment]) -> Result<Cited, KeepError> {
        let evidence: Vec<_> = told.iter().flat_map(commitment_evidence).collect();
        let tellers =
            told.iter().flat_map(|it| &it.according_to).filter_map(|link| link.actor.as_ref());
        let parties = told.iter().flat_map(|it| it.by.iter().chain(&it.to));
        let actors: BTreeSet<ActorId> = parties.chain(tellers).cloned().collect();
        self.cited(documents(&evidence), actors)
    }

    /// The same of a query about many ids, which stand for `{ids}` in it.
    pub(super) fn parsed_of<T: DeserializeOwned>(
        &self,
        sql: &str,
        ids: &[&str],
    ) -> Result<Vec<T>, KeepError> {
        let lines: Vec<String> = self.db.rows_of(sql, ids, |row| row.get(0))?;
        Ok(lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?)
    }

    /// The first column of every row, as the noun it is.
    pub(super) fn parsed<T: DeserializeOwned>(
        &self,
        sql: &str,
        params: impl Params,
    ) -> Result<Vec<T>, KeepError> {
        let lines: Vec<String> = self.column(sql, params)?;
        Ok(lines.iter().map(|line| serde_json::from_str(line)).collect::<Result<_, _>>()?)
    }
}

fn documents(evidence: &[(&'static str, &Evidence)]) -> BTreeSet<DocumentId> {
    evidence.iter().map(|(_, evidence)| evidence.document.clone()).collect()
}
