//! Addresses of things. What an address names stays: ids, and bytes of a reading.

use std::fmt::Write;

use chancery::briefs;
use chancery::nouns::{
    ActorId, CommitmentId, DocumentId, EncounterId, Evidence, ReadingId, StatementId,
};

/// A place to go to, and what it is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Link {
    /// The address.
    pub(crate) href: String,
    /// Its name.
    pub(crate) text: String,
}

impl Link {
    /// An actor by name.
    pub(crate) fn actor(id: &ActorId, name: &str) -> Self {
        Self { href: actor(id), text: chancery::show::plain(name) }
    }
}

/// A text as part of an address.
pub(crate) fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b':') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// An actor's page.
pub(crate) fn actor(id: &ActorId) -> String {
    format!("/actor/{}", encoded(id.as_str()))
}

/// An encounter's page.
pub(crate) fn encounter(id: &EncounterId) -> String {
    format!("/encounter/{}", encoded(id.as_str()))
}

/// A document's page.
pub(crate) fn document(id: &DocumentId) -> String {
    format!("/document/{}", encoded(id.as_str()))
}

/// A statement's page.
pub(crate) fn statement(id: &StatementId) -> String {
    format!("/statement/{}", encoded(id.as_str()))
}

/// A commitment's page.
pub(crate) fn commitment(id: &CommitmentId) -> String {
    format!("/commitment/{}", encoded(id.as_str()))
}

/// Words where they stand.
pub(crate) fn words(it: &Evidence) -> String {
    place(&it.document, &it.reading, it.start, it.end)
}

/// The words of a quotation where they stand.
pub(crate) fn quote(it: &briefs::Quote) -> String {
    place(&it.document, &it.reading, it.start, it.end)
}

/// Bytes of a reading where they stand. The reading is part of the address, so that it leads to
/// the same words after the document was read anew.
fn place(id: &DocumentId, reading: &ReadingId, start: u32, end: u32) -> String {
    let reading = encoded(reading.as_str());
    format!("{}?reading={reading}&words={start}-{end}#b{start}-{end}", document(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_sign_of_an_id_steers_an_address() {
        assert_eq!(
            actor(&ActorId("person:a b/?#\"<é".into())),
            "/actor/person:a%20b%2F%3F%23%22%3C%C3%A9"
        );
    }
}
