//! Documents a page at a time, and those a document belongs with.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::encounters::state;
use super::told_in::{Tellings, ToldIn};
use super::{Asked, Cursor, List, Marks, Page, day, text};
use crate::briefs::Party;
use crate::keep::{KeepError, Record};
use crate::nouns::{Account, Copied, DocumentId, Reading, ReadingId};

/// At most so many kin of a document.
const KIN: usize = 200;

/// Which documents.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DocumentFilter {
    /// Outlet, as it names itself.
    pub outlet: Option<String>,
    /// Kind, as exported.
    pub kind: Option<String>,
    /// Id of an actor it names.
    pub actor: Option<String>,
    /// Published not before this day.
    pub since: Option<String>,
    /// Published not after this day.
    pub until: Option<String>,
    /// State (ISO alpha-3) that is named, or somebody of it.
    pub country: Option<String>,
    /// Language, ISO 639-1.
    pub language: Option<String>,
    /// It, or its words.
    pub told_in: ToldIn,
}

/// A document without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRow {
    /// Its id.
    pub id: DocumentId,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Kind, as exported.
    pub kind: String,
    /// First day of publication, ISO; empty where none with its year is known.
    pub day: String,
    /// Whether its words are another's.
    pub copy: bool,
}

/// A document of the same words, and from which of them it took them.
#[derive(Debug, Clone, PartialEq)]
pub struct Kin {
    /// The document.
    pub row: DocumentRow,
    /// Whose words it took; none for the one the chain begins with.
    pub copied: Option<Copied>,
}

const TELLINGS: Tellings = Tellings { table: "documents", thing: "id", document: "id" };
const DOCUMENTS: List = List { table: "documents", letter: "d", day: "d.published_start" };
const BY_ACTOR: Marks = Marks { table: "document_actors", thing: "document", column: "actor" };

impl Record {
    /// Documents by their day of publication, the latest first, the undated last.
    pub fn documents_page(
        &self,
        filter: &DocumentFilter,
        after: Option<&Cursor>,
        limit: usize,
    ) -> Result<Page<DocumentRow>, KeepError> {
        let mut asked = Asked::default();
        asked.is("d.outlet", filter.outlet.as_ref());
        asked.is("d.kind", filter.kind.as_ref());
        asked.is("d.language", filter.language.as_ref());
        asked.of_country("document_actors", "document", "d.id", filter.country.as_ref());
        self.told_in(&mut asked, "d.id", TELLINGS, &filter.told_in);
        let marked = filter.actor.iter().map(|it| (BY_ACTOR, it.clone())).collect();
        let days = (filter.since.as_ref(), filter.until.as_ref());
        let page = self.walked(DOCUMENTS, asked, marked, days, after, limit)?;
        let ids: Vec<&str> = page.items.iter().map(String::as_str).collect();
        let sql = format!("SELECT {} FROM documents d WHERE d.id IN {{ids}}", columns());
        let rows: Vec<Vec<Option<String>>> =
            self.db.rows_of(&sql, &ids, |row| (0..6).map(|column| row.get(column)).collect())?;
        let mut rows: BTreeMap<String, DocumentRow> =
            rows.into_iter().map(row).map(|row| (row.id.0.clone(), row)).collect();
        let items = page.items.iter().filter_map(|id| rows.remove(id)).collect();
        Ok(Page { items, next: page.next })
    }

    /// The documents whose words go back to the same one, the earliest published first.
    pub fn kin(&self, id: &DocumentId) -> Result<Vec<Kin>, KeepError> {
        let kin = self.alike(id, "origin")?.into_iter();
        kin.map(|row| Ok(Kin { copied: self.copied(&row.id)?, row })).collect()
    }

    /// The documents found at the same address, the earliest published first.
    pub fn editions(&self, id: &DocumentId) -> Result<Vec<DocumentRow>, KeepError> {
        self.alike(id, "address")
    }

    /// The documents that have the same in a column, the earliest published first.
    fn alike(&self, id: &DocumentId, column: &str) -> Result<Vec<DocumentRow>, KeepError> {
        let mut asked = Asked::default();
        let place = asked.value(id.as_str());
        let sql = format!(
            "SELECT {} FROM documents d
             WHERE d.{column} = (SELECT o.{column} FROM documents o WHERE o.id = {place})
             ORDER BY d.published_start IS NULL, d.published_start, d.id LIMIT {KIN}",
            columns()
        );
        Ok(self.listed(&sql, &asked, 6)?.into_iter().map(row).collect())
    }

    /// A reading of a document, be it in force or an older one that is cited.
    pub fn reading_of(
        &self,
        document: &DocumentId,
        reading: &ReadingId,
    ) -> Result<Option<Reading>, KeepError> {
        let sql = "SELECT cleaner, text, blocks, cut FROM readings
                   WHERE document = ?1 AND id = ?2";
        let rows: Vec<(String, String, String, String)> =
            self.rows(sql, [document.as_str(), reading.as_str()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
            })?;
        let Some((cleaner, text, blocks, cut)) = rows.into_iter().next() else { return Ok(None) };
        let (blocks, cut) = (serde_json::from_str(&blocks)?, serde_json::from_str(&cut)?);
        Ok(Some(Reading { id: reading.clone(), cleaner, text, blocks, cut }))
    }

    /// The accounts a document gives, as they are judged, in order of their ids.
    pub fn accounts_in(&self, document: &DocumentId) -> Result<Vec<Account>, KeepError> {
        let sql = "SELECT json FROM accounts WHERE document = ?1 ORDER BY id";
        let mut found = Vec::new();
        for account in self.parsed::<Account>(sql, [document.as_str()])? {
            let judged = self.judged_account(account)?;
            found.extend((!judged.gone).then_some(judged.noun));
        }
        Ok(found)
    }

    /// The latest documents (up to a day, where one is given) that name two parties, or anybody of a
    /// state among them.
    pub fn documents_naming(
        &self,
        parties: &[Party; 2],
        until: Option<Date>,
        limit: usize,
    ) -> Result<Vec<DocumentId>, KeepError> {
        let [one, other] = parties;
        let mut asked = Asked::default();
        if let Some(until) = until {
            // Behind every hour of the day.
            let until = asked.value(&format!("{until}~"));
            asked.conditions.push(format!("m.day <= {until}"));
        }
        let from = match (state(one), state(other)) {
            (Some(one), Some(other)) if one != other => {
                let (first, second) = (asked.value(one.min(other)), asked.value(one.max(other)));
                asked.conditions.push(format!("m.one = {first} AND m.other = {second}"));
                "document_pairs m"
            }
            _ => {
                // Along the one who is no state: of a state there are more.
                let (along, beside) =
                    if state(one).is_some() { (other, one) } else { (one, other) };
                let ways: Vec<String> =
                    along.actors.iter().map(|it| asked.value(it.as_str())).collect();
                asked.conditions.push(format!("m.actor IN ({})", ways.join(", ")));
                let who = named(&mut asked, beside);
                let here = format!("EXISTS (SELECT 1 {who} AND x.document = m.document)");
                asked.conditions.push(here);
                "document_actors m"
            }
        };
        let sql = format!(
            "SELECT DISTINCT m.document, m.day FROM {from} WHERE {}
             ORDER BY m.day DESC, m.document DESC LIMIT {limit}",
            asked.all()
        );
        let rows = self.listed(&sql, &asked, 1)?.into_iter();
        Ok(rows.map(|mut row| DocumentId(text(&mut row, 0))).collect())
    }
}

/// Where documents that name somebody of a party come from.
fn named(asked: &mut Asked, party: &Party) -> String {
    let mut ways = Vec::new();
    for actor in &party.actors {
        let place = asked.value(actor.as_str());
        ways.push(format!("x.actor = {place}"));
        if let Some(code) = actor.as_str().strip_prefix("state:") {
            let place = asked.value(code);
            let people = format!("SELECT a.id FROM actors a WHERE a.country = {place}");
            ways.push(format!("x.actor IN ({people})"));
        }
    }
    let who = if ways.is_empty() { "1 = 0".to_owned() } else { ways.join(" OR ") };
    format!("FROM document_actors x WHERE ({who})")
}

fn columns() -> String {
    let day = day("d.published_start");
    format!("d.id, d.title, d.outlet, d.kind, CASE WHEN d.origin <> d.id THEN 'copy' END, {day}")
}

fn row(mut row: Vec<Option<String>>) -> DocumentRow {
    DocumentRow {
        id: DocumentId(text(&mut row, 0)),
        title: row[1].take(),
        outlet: row[2].take(),
        kind: text(&mut row, 3),
        copy: row[4].is_some(),
        day: text(&mut row, 5),
    }
}
