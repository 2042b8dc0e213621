//! Full text search over the readings in force.

use super::{KeepError, Record};
use crate::nouns::DocumentId;

/// A document that holds the words asked for.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Hit {
    /// The document.
    pub document: DocumentId,
    /// Its headline.
    pub title: Option<String>,
    /// Its outlet.
    pub outlet: Option<String>,
    /// First day of its publication, ISO.
    pub published: Option<String>,
    /// Some of the text around the words; each found word stands in `[` and `]`.
    pub words: String,
    /// How many encounters it tells of.
    pub encounters: u32,
}

impl Record {
    /// The documents that hold all these words (in any form: `meet` finds `meetings`), the
    /// nearest first. Words in double quotes must stand together.
    pub fn search(&self, words: &str, limit: u32) -> Result<Vec<Hit>, KeepError> {
        let terms = terms(words);
        if terms.is_empty() {
            return Ok(Vec::new());
        }
        let mut hits = Vec::new();
        for (document, words) in self.db.find_words(&terms, limit)? {
            hits.extend(self.hit(&document, &words)?);
        }
        Ok(hits)
    }

    fn hit(&self, document: &str, words: &str) -> Result<Option<Hit>, KeepError> {
        let sql = "SELECT title, outlet, published_start,
                          (SELECT count(DISTINCT encounter) FROM accounts WHERE document = ?1)
                   FROM documents WHERE id = ?1";
        Ok(self.db.first(sql, [document], |row| {
            Ok(Hit {
                document: DocumentId(document.to_owned()),
                title: row.get(0)?,
                outlet: row.get(1)?,
                published: row.get(2)?,
                words: words.split_whitespace().collect::<Vec<_>>().join(" "),
                encounters: row.get(3)?,
            })
        })?)
    }
}

/// What is asked for: words, and words in double quotes as one. Nothing where no letter or digit
/// is left.
pub(super) fn terms(words: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    // A query of SQLite ends at a zero.
    let words = words.replace('\0', " ");
    // Odd pieces stood in double quotes.
    for (place, piece) in words.split('"').enumerate() {
        if place % 2 == 1 {
            terms.push(piece.to_owned());
        } else {
            terms.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    terms.retain(|term| term.chars().any(char::is_alphanumeric));
    terms
}

#[cfg(test)]
mod tests {
    use super::terms;

    #[test]
    fn signs_are_never_operators() {
        assert_eq!(terms("U.S.-led OR (x"), ["U.S.-led", "OR", "(x"]);
        assert_eq!(terms("the \"prime minister\""), ["the", "prime minister"]);
        assert!(terms("-- *").is_empty());
        assert_eq!(terms("a\0b"), ["a", "b"]);
    }
}
