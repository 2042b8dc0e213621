//! What sort of text a document is, by its form, its title and its outlet.

use std::sync::LazyLock;

use regex::Regex;

use super::outlet::{self, Voice};
use super::page::Found;
use crate::nouns::{BlockKind, DocumentKind};

struct Patterns {
    correction: Regex,
    joint: Regex,
    transcript: Regex,
    readout: Regex,
    contact: Regex,
    speech: Regex,
    release: Regex,
    opinion: Regex,
    speaker: Regex,
    wire: Regex,
}

static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let new = |form: &str| Regex::new(form).expect("a constant pattern");
    Patterns {
        correction: new(r"(?i)^(?:correction|corrected|clarification|refile)\b|\(corrected\)$"),
        joint: new(
            r"(?i)\b(?:joint|agreed) (?:[\w-]+ ){0,3}(?:statement|communiqu|declaration|minutes|announcement)",
        ),
        transcript: new(
            r"(?i)\b(?:transcript|press (?:conference|briefing|availability)|questions and answers|interview)\b",
        ),
        readout: new(r"(?i)\bread-?out\b"),
        contact: new(
            r"(?i)\b(?:call|met|meets?|meeting|spoke|spoken|conversation|talks?|conversed|telephoned?|phoned?|received)\b",
        ),
        speech: new(
            r"(?i)^(?:remarks|speech|address|opening remarks|statement by|keynote|toast)\b|\b(?:remarks|speech|address) (?:by|at|to|of)\b",
        ),
        release: new(
            r"(?i)\b(?:press|media|news) (?:release|statement|communiqu)|\bfor immediate release\b",
        ),
        opinion: new(r"(?i)\b(?:opinion|op-?ed|editorial|commentary|viewpoint|analysis)\b"),
        speaker: new(
            r"^(?:Q|A|QUESTION|ANSWER|Question|Answer|[A-Z][A-Z.' -]{2,40}(?: \([^)]*\))?|(?:Mr|Ms|Mrs|President|Secretary|Minister)\.? [A-Z][\w.' -]{1,40}):\s",
        ),
        wire: new(
            r"^[A-Z][\p{L}.,' ]{1,60}\((?:Reuters|AP|AFP|UPI|dpa|ANSA|EFE|IANS|ANI|Xinhua|TASS|KUNA|MENA|[A-Z]{2,6})\)",
        ),
    }
});

/// Guesses the kind; `Unknown` where nothing in form or outlet tells.
pub(super) fn guess(title: Option<&str>, found: &Found, voice: Option<Voice>) -> DocumentKind {
    let patterns = &*PATTERNS;
    let title = title.unwrap_or_default();
    let blocks = || {
        let bodies = found.draft.blocks.iter().filter(|block| block.kind == BlockKind::Body);
        bodies.map(|block| found.draft.words(block))
    };
    let labels = blocks().take(400).filter(|text| patterns.speaker.is_match(text)).count();
    let opening = blocks().next().unwrap_or_default();
    let label = found.section.as_deref().unwrap_or_default();
    let head = found.draft.blocks.iter().take_while(|block| block.kind != BlockKind::Body);
    let released =
        head.map(|block| found.draft.words(block)).any(|text| patterns.release.is_match(text));
    if patterns.correction.is_match(title) {
        DocumentKind::Correction
    } else if patterns.joint.is_match(title) {
        DocumentKind::JointStatement
    } else if labels >= 3 || (labels >= 1 && patterns.transcript.is_match(title)) {
        DocumentKind::Transcript
    } else if patterns.readout.is_match(title) {
        DocumentKind::Readout
    } else if patterns.speech.is_match(title) {
        DocumentKind::Speech
    } else if voice == Some(Voice::Government) {
        government(title, opening)
    } else if released || patterns.release.is_match(label) || official_contact(found) {
        DocumentKind::PressRelease
    } else if patterns.opinion.is_match(label)
        || patterns.opinion.is_match(title.split(':').next().unwrap_or_default())
            && title.contains(':')
    {
        DocumentKind::Opinion
    } else if patterns.wire.is_match(opening) {
        DocumentKind::Wire
    } else if voice.is_some() || !title.is_empty() && blocks().next().is_some() {
        DocumentKind::Report
    } else {
        DocumentKind::Unknown
    }
}

/// Contact details of a government's office under the text.
fn official_contact(found: &Found) -> bool {
    found.contacts.iter().any(|host| outlet::side_of_host(host).is_some())
}

/// A government's own page: a readout tells of a contact, all else is a release.
fn government(title: &str, opening: &str) -> DocumentKind {
    let first = opening.split(". ").next().unwrap_or_default();
    let contact = &PATTERNS.contact;
    if contact.is_match(title) || (title.is_empty() && contact.is_match(first)) {
        DocumentKind::Readout
    } else {
        DocumentKind::PressRelease
    }
}
