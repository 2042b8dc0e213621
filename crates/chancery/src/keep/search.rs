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
        let Some(query) = query(words) else {
            return Ok(Vec::new());
        };
        let sql = "SELECT d.id, d.title, d.outlet, d.published_start,
                          snippet(words, 0, '[', ']', '…', 24),
                          (SELECT count(DISTINCT encounter) FROM accounts WHERE document = d.id)
                   FROM words JOIN readings r ON r.number = words.rowid
                   JOIN documents d ON d.id = r.document AND d.reading = r.id
                   WHERE words MATCH ?1 ORDER BY round(bm25(words), 6), d.id LIMIT ?2";
        self.rows(sql, rusqlite::params![query, limit], |row| {
            Ok(Hit {
                document: DocumentId(row.get(0)?),
                title: row.get(1)?,
                outlet: row.get(2)?,
                published: row.get(3)?,
                words: row.get::<_, String>(4)?.split_whitespace().collect::<Vec<_>>().join(" "),
                encounters: row.get(5)?,
            })
        })
    }
}

/// The query as the index wants it: every word quoted, so that no sign in it is taken for an
/// operator. Nothing is asked where no letter or digit is left.
fn query(words: &str) -> Option<String> {
    let mut terms: Vec<String> = Vec::new();
    // Odd pieces stood in double quotes.
    for (place, piece) in words.split('"').enumerate() {
        if place % 2 == 1 {
            terms.push(piece.to_owned());
        } else {
            terms.extend(piece.split_whitespace().map(str::to_owned));
        }
    }
    terms.retain(|term| term.chars().any(char::is_alphanumeric));
    let quoted: Vec<String> = terms.iter().map(|term| format!("\"{term}\"")).collect();
    (!quoted.is_empty()).then(|| quoted.join(" "))
}

#[cfg(test)]
mod tests {
    use super::query;

    #[test]
    fn signs_are_never_operators() {
        assert_eq!(query("U.S.-led OR (x"), Some("\"U.S.-led\" \"OR\" \"(x\"".to_owned()));
        assert_eq!(query("the \"prime minister\""), Some("\"the\" \"prime minister\"".to_owned()));
        assert_eq!(query("-- *"), None);
    }
}
