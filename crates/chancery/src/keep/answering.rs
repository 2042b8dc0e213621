//! What statements answer in earlier documents, worked out anew for the documents that something
//! came or went before.
//!
//! A document is held against the [`NEAREST`] last of the documents published in the [`DAYS`] days
//! before it that name two states which it names (where it names no two, that name somebody whom
//! it names), and against the [`LATEST`] last of all. So a document changes the answers of no more
//! than those that come after it with fewer than as many between, and what is found is the same in
//! whatever order the documents came.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::rc::Rc;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::KeepError;
use super::db::{Transaction, params};
use super::findings::{owned, word};
use super::rows::{Into, Rows};
use crate::nouns::{Answer, DocumentId, Evidence, Mention, ReadingId, Statement, StatementId};
use crate::statements::answers::{Answering, Claims, Told, lead};

/// A document is held against so many earlier ones of the same states or people; few in tests, so
/// that they do not hold everything.
pub(super) const NEAREST: usize = if cfg!(test) { 3 } else { 100 };
/// And against so many of all that were published last before it.
pub(super) const LATEST: usize = if cfg!(test) { 2 } else { 30 };
/// So many days before it.
pub(super) const DAYS: i32 = 365;
/// So many documents are looked at together.
const BATCH: usize = 100;
/// About so many claims are held, so that documents of the same states need not be read again.
const HELD: usize = 20_000;

static ANSWERS: Into = Into {
    table: "answers",
    columns: &["statement", "place", "document", "told_in", "claim", "kind", "json"],
    anew: false,
};

/// What documents are found by: those that name the same two states, or the same actor; or all.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Named {
    Pair(String, String),
    Actor(String),
    Any,
}

impl Named {
    /// The table with the documents that name this, and the condition, of `?1` and `?2`.
    fn table(&self) -> (&'static str, &'static str) {
        match self {
            Self::Pair(..) => ("document_pairs", "one = ?1 AND other = ?2"),
            Self::Actor(_) => ("document_actors", "actor = ?1 AND actor = ?2"),
            Self::Any => (DATED, "?1 = ?2"),
        }
    }

    /// How many of them a document is held against.
    fn limit(&self) -> usize {
        if *self == Self::Any { LATEST } else { NEAREST }
    }

    fn values(&self) -> [&str; 2] {
        match self {
            Self::Pair(one, other) => [one, other],
            Self::Actor(actor) => [actor, actor],
            Self::Any => ["", ""],
        }
    }

    /// The documents that name this and are published from one day on and before another, whose
    /// whole day is known, the last first.
    fn last(
        &self,
        transaction: &Transaction<'_>,
        (from, until): (&str, &str),
    ) -> Result<Vec<(String, String)>, KeepError> {
        let (table, is_named) = self.table();
        let sql = format!(
            "SELECT day, document FROM {table} d
             WHERE {is_named} AND day >= ?3 AND day < ?4 AND length(day) >= 10
             ORDER BY day DESC, document DESC LIMIT {}",
            self.limit()
        );
        let [one, other] = self.values();
        let rows =
            transaction.rows(&sql, [one, other, from, until], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(rows?)
    }
}

/// A place in time at which a document came or went, for those that name what it names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Moved {
    named: Named,
    day: Date,
}

impl Moved {
    /// As it is marked when a document goes.
    fn parsed(mark: &str) -> Option<Self> {
        let mut words = mark.splitn(3, ' ');
        let (day, sort, rest) = (words.next()?, words.next()?, words.next()?);
        let named = match sort {
            "pair" => {
                let (one, other) = rest.split_once(' ')?;
                Named::Pair(one.to_owned(), other.to_owned())
            }
            "actor" => Named::Actor(rest.to_owned()),
            _ => Named::Any,
        };
        Some(Self { named, day: day.parse().ok()? })
    }

    /// Marks the documents whose answers may be others than before.
    fn mark(&self, transaction: &Transaction<'_>) -> Result<(), KeepError> {
        let (table, is_named) = self.named.table();
        let [one, other] = self.named.values();
        let from = after(self.day);
        let sql = format!(
            "SELECT day FROM {table} d
             WHERE {is_named} AND day >= ?3 AND length(day) >= 10
             ORDER BY day LIMIT 1 OFFSET {}",
            self.named.limit() - 1
        );
        let last: Option<String> =
            transaction.first(&sql, params![one, other, from], |row| row.get(0))?;
        let last = last.as_deref().and_then(day).unwrap_or(Date::MAX);
        let until = after(last.min(self.day.saturating_add(DAYS.days())));
        // Where two states are named, nothing is looked for by actors.
        let alone = match self.named {
            Named::Pair(..) | Named::Any => "true",
            Named::Actor(_) => {
                "NOT EXISTS (SELECT 1 FROM document_pairs q WHERE q.document = d.document)"
            }
        };
        let sql = format!(
            "INSERT INTO unsettled (what, id)
             SELECT 'answering', {ORDERED} FROM {table} d
             WHERE {is_named} AND day >= ?3 AND day < ?4 AND length(day) >= 10 AND {alone}
             ON CONFLICT DO NOTHING"
        );
        transaction.execute(&sql, params![one, other, from, until])?;
        Ok(())
    }
}

/// Every document with its day, as an index has them.
const DATED: &str = "(SELECT id AS document,
     CASE WHEN published_start < 'X' THEN published_start ELSE '' END AS day FROM documents)";

/// What a document stands under among those to be looked at: those that are held against the same
/// documents next to each other; its id comes last.
const ORDERED: &str = "coalesce((SELECT min(p.one || ' ' || p.other) FROM document_pairs p
     WHERE p.document = d.document), '') || ' ' || d.day || ' ' || d.document";

/// The first moment after a day.
fn after(day: Date) -> String {
    day.saturating_add(1.day()).to_string()
}

/// The day of a moment that is written out.
fn day(moment: &str) -> Option<Date> {
    moment.get(..10)?.parse().ok()
}

/// Brings the answers to earlier documents up to date.
pub(super) fn settle_answers(transaction: &Transaction<'_>) -> Result<(), KeepError> {
    mark_answering(transaction)?;
    let mut desk = Desk { transaction, held: BTreeMap::new(), order: VecDeque::new(), claims: 0 };
    let sql = format!(
        "SELECT id FROM unsettled WHERE what = 'answering' AND id > ?1 ORDER BY id LIMIT {BATCH}"
    );
    let mut last = String::new();
    loop {
        let marks: Vec<String> = transaction.column(&sql, [&last])?;
        let Some(end) = marks.last() else { return Ok(()) };
        last.clone_from(end);
        desk.settle(&marks)?;
    }
}

/// Marks the documents whose answers are to be looked for: those that came, and those after one
/// that came or went.
fn mark_answering(transaction: &Transaction<'_>) -> Result<(), KeepError> {
    let came = format!(
        "INSERT INTO unsettled (what, id) SELECT 'answering', {ORDERED}
         FROM (SELECT id AS document, published_start AS day FROM documents
               WHERE length(published_start) >= 10 AND published_start < 'X'
                 AND id IN (SELECT id FROM unsettled WHERE what = 'document')) d
         WHERE true ON CONFLICT DO NOTHING"
    );
    transaction.execute(&came, [])?;
    let all = "SELECT NOT EXISTS (SELECT 1 FROM documents d WHERE NOT EXISTS (
                   SELECT 1 FROM unsettled u WHERE u.what = 'document' AND u.id = d.id))";
    if transaction.row(all, [], |row| row.get(0))? {
        return Ok(());
    }
    for mark in transaction.column::<String>("SELECT id FROM unsettled WHERE what = 'went'", [])? {
        Moved::parsed(&mark).map_or(Ok(()), |moved| moved.mark(transaction))?;
    }
    let sql = format!(
        "SELECT id FROM unsettled WHERE what = 'document' AND id > ?1 ORDER BY id LIMIT {BATCH}"
    );
    let mut last = String::new();
    loop {
        let came: Vec<String> = transaction.column(&sql, [&last])?;
        let Some(end) = came.last() else { return Ok(()) };
        last.clone_from(end);
        let came: Vec<&str> = came.iter().map(String::as_str).collect();
        for moved in moved(transaction, &came)? {
            moved.mark(transaction)?;
        }
    }
}

/// Where some documents that are there may be answered.
fn moved(transaction: &Transaction<'_>, documents: &[&str]) -> Result<BTreeSet<Moved>, KeepError> {
    let mut found = BTreeSet::new();
    for (_, named, at) in naming(transaction, documents)? {
        found.extend(day(&at).map(|day| Moved { named, day }));
    }
    Ok(found)
}

/// Whom some documents name, and when: document, what is named, day.
fn naming(
    transaction: &Transaction<'_>,
    documents: &[&str],
) -> Result<Vec<(String, Named, String)>, KeepError> {
    let sql = "SELECT document, day, one, other FROM document_pairs WHERE document IN {ids}";
    let mut found = transaction.rows_of(sql, documents, |row| {
        Ok((row.get(0)?, Named::Pair(row.get(2)?, row.get(3)?), row.get(1)?))
    })?;
    let sql = "SELECT document, day, actor FROM document_actors WHERE document IN {ids}";
    found.extend(transaction.rows_of(sql, documents, |row| {
        Ok((row.get(0)?, Named::Actor(row.get(2)?), row.get(1)?))
    })?);
    let sql = "SELECT id, published_start FROM documents WHERE id IN {ids}
               AND published_start < 'X'";
    found.extend(
        transaction.rows_of(sql, documents, |row| Ok((row.get(0)?, Named::Any, row.get(1)?)))?,
    );
    Ok(found)
}

/// Marks the documents that have answered one that goes, or may have, before it does.
pub(super) fn mark_went(transaction: &Transaction<'_>, id: &DocumentId) -> Result<(), KeepError> {
    for sql in [
        "INSERT INTO unsettled (what, id)
         SELECT 'went', substr(day, 1, 10) || ' pair ' || one || ' ' || other FROM document_pairs
         WHERE document = ?1 AND length(day) >= 10 ON CONFLICT DO NOTHING",
        "INSERT INTO unsettled (what, id)
         SELECT 'went', substr(day, 1, 10) || ' actor ' || actor FROM document_actors
         WHERE document = ?1 AND length(day) >= 10 ON CONFLICT DO NOTHING",
        "INSERT INTO unsettled (what, id)
         SELECT 'went', substr(published_start, 1, 10) || ' any document' FROM documents
         WHERE id = ?1 AND length(published_start) >= 10 AND published_start < 'X'
         ON CONFLICT DO NOTHING",
        // What they tell may bear otherwise on commitments.
        "INSERT INTO unsettled (what, id)
         SELECT DISTINCT 'told', document FROM answers WHERE told_in = ?1 AND document <> ?1
         ON CONFLICT DO NOTHING",
    ] {
        transaction.execute(sql, [id.as_str()])?;
    }
    Ok(())
}

/// A document that may answer.
struct Open {
    document: String,
    day: Date,
    named: Vec<Named>,
    answering: Answering,
}

/// What a document's line says of where its sentences stand.
#[derive(Deserialize)]
struct Line {
    text: String,
    sentences: Vec<[u32; 2]>,
}

/// Where answers are looked for, with the claims of the documents that were looked at last.
struct Desk<'t> {
    transaction: &'t Transaction<'t>,
    held: BTreeMap<String, Rc<Claims>>,
    /// The same in the order in which they came.
    order: VecDeque<String>,
    /// How many claims are held.
    claims: usize,
}

impl Desk<'_> {
    /// Writes anew what some documents answer.
    fn settle(&mut self, marks: &[String]) -> Result<(), KeepError> {
        let ids: Vec<&str> = marks.iter().filter_map(|it| it.rsplit(' ').next()).collect();
        let mut rows = Rows::default();
        for open in self.open(marks, &ids)? {
            let earlier = self.earlier(&open)?;
            let own = self.claims(std::slice::from_ref(&open.document))?;
            let earlier = self.claims(&earlier)?;
            let earlier: Vec<&Claims> = earlier.iter().map(AsRef::as_ref).collect();
            for own in &own {
                for (statement, answers) in open.answering.answers(own, &earlier) {
                    add_answers(&mut rows, &open.document, &statement, &answers)?;
                }
            }
        }
        let before = self.written(&ids)?;
        self.transaction.execute_for("DELETE FROM answers WHERE document IN {ids}", &ids)?;
        rows.write(self.transaction)?;
        let now = self.written(&ids)?;
        // What they tell may bear otherwise on commitments.
        let changed: BTreeSet<&str> =
            before.symmetric_difference(&now).map(|(document, _)| document.as_str()).collect();
        let rows: Vec<_> = changed.into_iter().map(|id| owned(&["told", id])).collect();
        Ok(self.transaction.insert_new("unsettled", &["what", "id"], &rows)?)
    }

    /// What some documents are known to answer, by document.
    fn written(&self, ids: &[&str]) -> Result<BTreeSet<(String, String)>, KeepError> {
        let sql = "SELECT document, statement || ' ' || json FROM answers WHERE document IN {ids}";
        let rows = self.transaction.rows_of(sql, ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.into_iter().collect())
    }

    /// Those of some documents that may answer, in their order, with whom they name.
    fn open(&self, marks: &[String], ids: &[&str]) -> Result<Vec<Open>, KeepError> {
        let mut said: BTreeMap<String, Vec<Statement>> = self.of("statements", "first, id", ids)?;
        let mut named: BTreeMap<String, Vec<Named>> = BTreeMap::new();
        for (document, it, _) in naming(self.transaction, ids)? {
            named.entry(document).or_default().push(it);
        }
        let mut found = Vec::new();
        for mark in marks {
            let mut words = mark.rsplitn(3, ' ');
            let (Some(id), Some(at)) = (words.next(), words.next().and_then(day)) else { continue };
            let answering = Answering::of(&said.remove(id).unwrap_or_default());
            let mut named = named.remove(id).unwrap_or_default();
            if named.iter().any(|it| matches!(it, Named::Pair(..))) {
                named.retain(|it| !matches!(it, Named::Actor(_)));
            }
            if !answering.is_empty() {
                found.push(Open { document: id.to_owned(), day: at, named, answering });
            }
        }
        Ok(found)
    }

    /// The documents that one is held against, in order of day.
    fn earlier(&self, open: &Open) -> Result<Vec<String>, KeepError> {
        let until = open.day.to_string();
        let first = open.day.saturating_sub(DAYS.days()).to_string();
        let mut found: BTreeSet<(String, String)> = BTreeSet::new();
        let mut from = first.clone();
        for named in open.named.iter().filter(|it| **it != Named::Any) {
            found.extend(named.last(self.transaction, (&from, &until))?);
            while found.len() > NEAREST {
                found.pop_first();
            }
            if let Some((first, _)) = found.first().filter(|_| found.len() == NEAREST) {
                from.clone_from(first);
            }
        }
        found.extend(Named::Any.last(self.transaction, (&first, &until))?);
        Ok(found.into_iter().map(|(_, document)| document).collect())
    }

    /// The claims of some documents, in their order.
    fn claims(&mut self, documents: &[String]) -> Result<Vec<Rc<Claims>>, KeepError> {
        let new: Vec<&str> = documents
            .iter()
            .map(String::as_str)
            .filter(|id| !self.held.contains_key(*id))
            .collect();
        for (id, claims) in self.read(&new)? {
            self.claims += claims.len();
            self.order.push_back(id.clone());
            self.held.insert(id, Rc::new(claims));
        }
        let found = documents.iter().filter_map(|id| self.held.get(id).cloned()).collect();
        while self.claims > HELD
            && let Some(first) = self.order.pop_front()
        {
            self.claims -= self.held.remove(&first).map_or(0, |it| it.len());
        }
        Ok(found)
    }

    fn read(&self, ids: &[&str]) -> Result<Vec<(String, Claims)>, KeepError> {
        let statements: BTreeMap<String, Vec<Statement>> =
            self.of("statements", "first, id", ids)?;
        let mentions: BTreeMap<String, Vec<Mention>> = self.of("mentions", "place", ids)?;
        let sql = "SELECT id, reading, json FROM documents WHERE id IN {ids}";
        let rows: Vec<(String, String, String)> = self
            .transaction
            .rows_of(sql, ids, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut found = Vec::new();
        for (id, reading, line) in rows {
            let told = Told {
                statements: statements.get(&id).map_or(&[], Vec::as_slice),
                mentions: mentions.get(&id).map_or(&[], Vec::as_slice),
                lead: &lead_of(&id, reading, &line)?,
            };
            let claims = Claims::of(&told);
            found.push((id, claims));
        }
        Ok(found)
    }

    /// The nouns of some documents, by document, each in its order there.
    fn of<T: DeserializeOwned>(
        &self,
        table: &str,
        order: &str,
        ids: &[&str],
    ) -> Result<BTreeMap<String, Vec<T>>, KeepError> {
        let sql = format!(
            "SELECT document, json FROM {table} WHERE document IN {{ids}} ORDER BY document, {order}"
        );
        let rows: Vec<(String, String)> =
            self.transaction.rows_of(&sql, ids, |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut found: BTreeMap<String, Vec<T>> = BTreeMap::new();
        for (document, line) in rows {
            found.entry(document).or_default().push(serde_json::from_str(&line)?);
        }
        Ok(found)
    }
}

fn lead_of(id: &str, reading: String, line: &str) -> Result<Vec<Evidence>, KeepError> {
    let Line { text, sentences } = serde_json::from_str(line)?;
    Ok(lead(&DocumentId(id.to_owned()), &ReadingId(reading), &text, &sentences))
}

/// Adds what a statement of a document answers in earlier ones.
pub(super) fn add_answers(
    rows: &mut Rows,
    document: &str,
    statement: &StatementId,
    answers: &[Answer],
) -> Result<(), KeepError> {
    for (place, answer) in (0_u32..).zip(answers) {
        let Answer { claim, kind, evidence, .. } = answer;
        let json = serde_json::to_string(answer)?;
        rows.add(
            &ANSWERS,
            &params![
                statement.as_str(),
                place,
                document,
                evidence.document.as_str(),
                claim.as_ref().map(StatementId::as_str),
                word(kind)?,
                json
            ],
        );
    }
    Ok(())
}
