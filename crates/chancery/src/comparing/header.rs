//! Whose own text a document is, by the lines at its head.
//!
//! A ministry's release names the ministry above its text; a paper that reprints it leaves that
//! line where it was.

use super::nations::nation;
use super::words::{Word, words};
use crate::nouns::{Document, DocumentKind, Side};

/// Words of institutions that speak for a state, folded.
const INSTITUTIONS: &[&str] = &[
    "ministry",
    "ministerio",
    "ministere",
    "ministero",
    "ministerium",
    "ministria",
    "ministerstvo",
    "ministerul",
    "ministarstvo",
    "bundesministerium",
    "auswartiges",
    "government",
    "gobierno",
    "gouvernement",
    "governo",
    "cabinet",
    "presidency",
    "presidencia",
    "presidence",
    "presidenza",
    "chancellery",
    "kancelaria",
    "embassy",
    "premier",
    "elysee",
    "kremlin",
    "secretaria",
    "itamaraty",
];

/// The same in several words.
const PHRASES: &[&str] = &[
    "council of ministers",
    "department of foreign",
    "department of state",
    "state department",
    "office of the president",
    "office of the prime",
    "prime minister's office",
    "white house",
    "foreign office",
    "royal court",
    "royal palace",
    "administration of the president",
    "office of the spokesperson",
    "federal chancellor",
    "federal council",
    "office of the chancellor",
    "department of external",
    "foreign affairs and trade",
    "press service of the president",
    "foreign and commonwealth",
    "foreign, commonwealth",
    "global affairs",
    "downing street",
];

/// Words of the head lines of a joint text.
const JOINT: &[&str] = &[
    "joint statement",
    "joint communique",
    "joint declaration",
    "joint press",
    "joint minutes",
    "agreed minutes",
    "joint announcement",
    "joint readout",
];

/// Lines at the head that may say whose text it is.
const HEAD_LINES: usize = 3;
/// Bytes a line of a head has at most.
const LINE: usize = 140;

/// The voice of a document's own sentences.
pub(super) fn side_of(document: &Document) -> Side {
    if let Some(side @ (Side::State(_) | Side::Joint)) = &document.side {
        return side.clone();
    }
    let lines: Vec<&str> = head(document).collect();
    let folded: Vec<String> = lines.iter().map(|l| crate::resolve::fold(l)).collect();
    let joint = folded.iter().any(|l| JOINT.iter().any(|j| l.contains(j)));
    if document.kind == DocumentKind::JointStatement || joint {
        return Side::Joint;
    }
    let speaks = lines.iter().zip(&folded).find(|(line, folded)| is_institution(line, folded));
    let Some((line, _)) = speaks else { return Side::Third };
    let named = nation_in(line).or_else(|| lines.iter().find_map(|l| nation_in(l)));
    named.map_or(Side::Third, |code| Side::State(code.to_owned()))
}

/// The outlet and the first lines.
fn head(document: &Document) -> impl Iterator<Item = &str> {
    let lines = document.text.lines().map(str::trim).filter(|l| !l.is_empty());
    let lines = lines.take(HEAD_LINES).filter(|l| l.len() <= LINE);
    document.outlet.as_deref().into_iter().chain(lines)
}

/// Whether a line is the name of an institution of state: it has one of the words, and is no
/// sentence about one.
fn is_institution(line: &str, folded: &str) -> bool {
    let sentence = line.ends_with('.') || words(line, 0).iter().filter(|w| w.capital).count() < 2;
    let apostrophes = line.to_lowercase().replace('’', "'");
    let parts = words(line, 0);
    let starts = parts.iter().take(8).any(|w| INSTITUTIONS.contains(&w.text.as_str()));
    let titled = parts.iter().filter(|w| w.text.len() > 3).all(|w| w.capital || is_number(w));
    let phrase = PHRASES.iter().any(|p| folded.contains(p) || apostrophes.contains(p));
    !sentence && ((starts && titled) || phrase)
}

fn is_number(word: &Word) -> bool {
    word.text.starts_with(|c: char| c.is_ascii_digit())
}

fn nation_in(line: &str) -> Option<&'static str> {
    let parts = words(line, 0);
    (0..parts.len()).find_map(|at| nation(&parts[at..])).map(|(code, _)| code)
}
