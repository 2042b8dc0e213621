//! Which of two texts can have taken from the other: one order over all texts, so that chains never
//! run in a circle.

use crate::nouns::{Document, DocumentKind, Side};

use super::credit::credits_another;

/// The place of a document in the order of taking, as a string that sorts: what credits another
/// comes after what does not, a government's own text before the press, then by day of publication
/// (unknown last), wires before papers, the longer text first (it may be abridged, seldom
/// lengthened), last by id.
pub fn precedence(document: &Document) -> String {
    let day = document.published.as_ref().and_then(|when| when.start.or(when.end));
    let day = day.filter(|day| day.year.is_some()).map(|day| day.to_string());
    format!(
        "{}{} {} {} {:08} {}",
        u8::from(credits_another(document)),
        u8::from(!is_official(document)),
        day.as_deref().unwrap_or("9999"),
        u8::from(document.kind != DocumentKind::Wire),
        99_999_999 - document.text.len().min(99_999_999),
        document.id
    )
}

/// Whether the document is the own text of a government or of the parties together.
pub fn is_official(document: &Document) -> bool {
    let told = matches!(document.side, Some(Side::State(_) | Side::Joint));
    let own = matches!(
        document.kind,
        DocumentKind::Readout | DocumentKind::JointStatement | DocumentKind::PressRelease
    );
    own || (told && document.kind != DocumentKind::Wire)
}
