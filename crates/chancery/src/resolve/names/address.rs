//! Forms of address before a name.

use chancery_engine::Doc;

use super::super::knowledge::Gender;

/// Forms of address, which are no part of a name, with the gender they tell.
const HONORIFICS: &[(&str, Option<Gender>)] = &[
    ("mr", Some(Gender::Male)),
    ("mr.", Some(Gender::Male)),
    ("messrs", Some(Gender::Male)),
    ("sir", Some(Gender::Male)),
    ("lord", Some(Gender::Male)),
    ("monsieur", Some(Gender::Male)),
    ("herr", Some(Gender::Male)),
    ("shri", Some(Gender::Male)),
    ("sheikh", Some(Gender::Male)),
    ("mrs", Some(Gender::Female)),
    ("mrs.", Some(Gender::Female)),
    ("ms", Some(Gender::Female)),
    ("ms.", Some(Gender::Female)),
    ("miss", Some(Gender::Female)),
    ("madam", Some(Gender::Female)),
    ("madame", Some(Gender::Female)),
    ("lady", Some(Gender::Female)),
    ("dame", Some(Gender::Female)),
    ("frau", Some(Gender::Female)),
    ("sheikha", Some(Gender::Female)),
    ("daw", Some(Gender::Female)),
    ("dr", None),
    ("dr.", None),
    ("prof", None),
    ("prof.", None),
    ("professor", None),
    ("h.e", None),
    ("h.e.", None),
    ("he", None),
    ("excellency", None),
    ("hon", None),
    ("hon.", None),
    ("honourable", None),
    ("honorable", None),
    ("comrade", None),
    ("samdech", None),
    ("techo", None),
    ("akka", None),
    ("moha", None),
    ("sena", None),
    ("padei", None),
    ("borvor", None),
    ("thipadei", None),
    ("thipadey", None),
    ("kitti", None),
    ("oknha", None),
    ("datuk", None),
    ("dato", None),
    ("tan", None),
    ("tun", None),
    ("haji", None),
    ("rev", None),
    ("rev.", None),
    ("father", None),
    ("highness", None),
    ("majesty", None),
    ("holiness", None),
    // Offices in other languages, as quoted texts have them.
    ("präsident", Some(Gender::Male)),
    ("presidente", None),
    ("président", Some(Gender::Male)),
    ("présidente", Some(Gender::Female)),
    ("prezidente", None),
    ("prezident", None),
    ("bundeskanzler", Some(Gender::Male)),
    ("bundeskanzlerin", Some(Gender::Female)),
    ("presiden", None),
    ("ministro", Some(Gender::Male)),
    ("ministra", Some(Gender::Female)),
    ("ministre", None),
    ("tuan", Some(Gender::Male)),
    ("puan", Some(Gender::Female)),
    ("señor", Some(Gender::Male)),
    ("señora", Some(Gender::Female)),
    ("senhor", Some(Gender::Male)),
    ("senhora", Some(Gender::Female)),
    ("signor", Some(Gender::Male)),
    ("signora", Some(Gender::Female)),
    ("hajji", Some(Gender::Male)),
    ("sayyid", Some(Gender::Male)),
    ("mullah", Some(Gender::Male)),
    ("ayatollah", Some(Gender::Male)),
    ("imam", Some(Gender::Male)),
    ("lyonpo", None),
    ("dasho", None),
    ("ratu", Some(Gender::Male)),
    ("alhaji", Some(Gender::Male)),
    ("hajia", Some(Gender::Female)),
    ("ustad", Some(Gender::Male)),
    ("don", Some(Gender::Male)),
    ("doña", Some(Gender::Female)),
];

/// A form of address.
pub(crate) struct Honorific {
    /// The gender it tells.
    pub gender: Option<Gender>,
}

/// The honorific a word is, if it is one.
pub(crate) fn honorific(word: &str) -> Option<Honorific> {
    let folded = word.to_lowercase();
    HONORIFICS.iter().find(|(known, _)| *known == folded).map(|&(_, gender)| Honorific { gender })
}

/// Whether a word that may be an honorific is one here: capitalised, and "HE" only in capitals
/// before a name.
pub(super) fn is_address(doc: &Doc, at: u32) -> bool {
    let word = doc.word(at);
    match word {
        "He" | "he" | "father" | "Tan" | "tan" => false,
        _ => word.starts_with(char::is_uppercase),
    }
}
