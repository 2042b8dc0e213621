//! Does the record still say what was read?
//!
//! What was read is held against its seal, row by row; what repeats a line, against the line;
//! every quoted span, against its reading; what is settled, against settling it anew; and every
//! id must lead somewhere. `docs/verify.md` lists what each column is covered by.

mod compare;
mod document;
mod others;
mod reread;
mod settled;

use serde::Serialize;

use super::{KeepError, Record};
use crate::bring::Row;
use crate::nouns::{DocumentId, Evidence, Mention};

pub use reread::{ReadBy, Reread};

/// Something in the record that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Difference {
    /// Sort of thing: `reading`, `document`, `account`, ..., or the table of a row.
    pub noun: &'static str,
    /// Its id; of a row, what names it.
    pub id: String,
    /// What differs.
    pub what: String,
}

impl Record {
    /// Looks at everything in the record: the file itself, every row against its seal and its
    /// line, the hash of every reading, the words of every piece of evidence, that every id leads
    /// somewhere, and that what is settled follows from what was read. Nothing found is good.
    pub fn verify(&self) -> Result<Vec<Difference>, KeepError> {
        let mut found = Vec::new();
        self.verify_database(&mut found)?;
        let sql = "SELECT id FROM documents UNION SELECT document FROM readings
                   UNION SELECT id FROM seals WHERE what = 'documents' ORDER BY 1";
        for document in self.column::<String>(sql, [])? {
            self.verify_document(&DocumentId(document), &mut found)?;
        }
        self.verify_settled(&mut found)?;
        self.verify_references(&mut found)?;
        self.verify_others(&mut found)?;
        self.verify_imported(&mut found)?;
        self.verify_judgements(&mut found)?;
        Ok(found)
    }

    /// The rows the user brought in.
    fn verify_imported(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        self.each_imported(|actor, line, _| {
            parsed::<Row>("imported actor", actor, line, found);
            Ok(())
        })
    }

    /// The file and its index, below the nouns.
    fn verify_database(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        let damages = self.db.damages()?.into_iter();
        found.extend(damages.map(|(noun, id, what)| Difference { noun, id, what }));
        Ok(())
    }

    /// Ids that lead nowhere.
    fn verify_references(&self, found: &mut Vec<Difference>) -> Result<(), KeepError> {
        let checks = [
            (
                "account",
                "SELECT a.id, 'no contact ' || a.contact FROM accounts a
                 WHERE a.contact IS NOT NULL AND NOT EXISTS (SELECT 1 FROM contacts x WHERE x.id = a.contact) ORDER BY 1",
            ),
            (
                "account",
                "SELECT p.account, 'no actor ' || p.actor FROM account_participants p
                 WHERE p.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors x WHERE x.id = p.actor) ORDER BY p.account, p.place",
            ),
            (
                "encounter",
                "SELECT p.encounter, 'no actor ' || p.actor FROM encounter_participants p
                 WHERE p.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors x WHERE x.id = p.actor) ORDER BY p.encounter, p.place",
            ),
            (
                "encounter",
                "SELECT id, 'no document ' || first_known FROM encounters
                 WHERE first_known IS NOT NULL
                   AND NOT EXISTS (SELECT 1 FROM documents d WHERE d.id = first_known) ORDER BY 1",
            ),
            (
                "mention",
                "SELECT m.document, 'no actor ' || m.actor FROM mentions m
                 WHERE m.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors x WHERE x.id = m.actor) ORDER BY m.document, m.place",
            ),
        ];
        for &(noun, sql) in checks.iter().chain(SAID) {
            for (id, what) in self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))? {
                found.push(Difference { noun, id, what });
            }
        }
        Ok(())
    }

    /// Whether a table holds a row of this id.
    pub(super) fn holds(&self, table: &str, id: &str) -> Result<bool, KeepError> {
        let sql = format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE id = ?1)");
        Ok(self.db.row(&sql, [id], |row| row.get(0))?)
    }
}

/// Ids in what was said and promised that lead nowhere.
const SAID: &[(&str, &str)] = &[
    (
        "statement",
        "SELECT p.statement, 'no actor ' || p.actor FROM statement_actors p
         WHERE p.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors x WHERE x.id = p.actor) ORDER BY p.statement, p.place",
    ),
    (
        "commitment",
        "SELECT p.commitment, 'no actor ' || p.actor FROM commitment_actors p
         WHERE p.actor IS NOT NULL AND NOT EXISTS (SELECT 1 FROM actors x WHERE x.id = p.actor) ORDER BY p.commitment, p.place",
    ),
];

pub(super) fn push(found: &mut Vec<Difference>, noun: &'static str, id: &str, what: String) {
    found.push(Difference { noun, id: id.to_owned(), what });
}

pub(super) fn parsed<T: serde::de::DeserializeOwned>(
    noun: &'static str,
    id: &str,
    line: &str,
    found: &mut Vec<Difference>,
) -> Option<T> {
    serde_json::from_str(line)
        .map_err(|error| push(found, noun, id, format!("its line cannot be read: {error}")))
        .ok()
}

/// A mention whose words are not those of its text.
fn check_mention(
    noun: &'static str,
    id: &str,
    mention: &Mention,
    text: &str,
    found: &mut Vec<Difference>,
) {
    let (start, end) = (mention.start, mention.end);
    if text.get(start as usize..end as usize) != Some(mention.text.as_str()) {
        push(found, noun, id, format!("the words at {start}-{end} are not `{}`", mention.text));
    }
}

/// Evidence in this document whose words are not those of the reading. Evidence in another
/// document is checked with that document's own nouns.
pub(super) fn check_words<'t>(
    noun: &'static str,
    id: &str,
    evidence: &[(&'static str, &Evidence)],
    document: &DocumentId,
    text_of: &impl Fn(&str) -> Option<&'t str>,
    found: &mut Vec<Difference>,
) {
    for (field, evidence) in evidence.iter().filter(|(_, e)| e.document == *document) {
        let Some(text) = text_of(evidence.reading.as_str()) else {
            push(found, noun, id, format!("{field}: no reading {}", evidence.reading));
            continue;
        };
        let (start, end) = (evidence.start, evidence.end);
        if text.get(start as usize..end as usize) != Some(evidence.text.as_str()) {
            let what = format!("{field}: the words at {start}-{end} are not `{}`", evidence.text);
            push(found, noun, id, what);
        }
    }
}
