//! What a stretch of text is about, as far as two texts can be held against each other: its
//! doings, its nouns and its names. Read off the words alone, so that what was kept long ago can
//! be compared without parsing it again.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::figures::is_currency;
use crate::codebook::{items, section, table};
use crate::nouns::{DeedKind, EncounterKind};

const PAGE: &str = include_str!("../../../../codebook/commitments/evidence.md");

/// The tables of `codebook/commitments/evidence.md`.
pub(crate) struct Doings {
    /// Words with the doings they tell.
    of: BTreeMap<String, BTreeSet<String>>,
    turns: BTreeMap<String, DeedKind>,
    contacts: BTreeMap<String, BTreeSet<String>>,
    stop: BTreeSet<String>,
    money: BTreeSet<String>,
}

static DOINGS: LazyLock<Doings> = LazyLock::new(|| {
    let mut of: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in table(section(PAGE, "Doings")) {
        for word in items(&row[1]) {
            of.entry(word).or_default().insert(row[0].clone());
        }
    }
    let turns = table(section(PAGE, "Turns"));
    let contacts = table(section(PAGE, "Contacts"));
    Doings {
        of,
        turns: turns.into_iter().map(|row| (row[0].clone(), turn(&row[1]))).collect(),
        contacts: contacts
            .into_iter()
            .map(|row| (row[0].clone(), items(&row[1]).into_iter().collect()))
            .collect(),
        stop: items(section(PAGE, "Stop")).into_iter().collect(),
        money: items(section(PAGE, "Money")).into_iter().collect(),
    }
});

fn turn(name: &str) -> DeedKind {
    match name {
        "put off" => DeedKind::PutOff,
        "called off" => DeedKind::CalledOff,
        "refused" => DeedKind::Refused,
        "not done" => DeedKind::NotDone,
        "denied" => DeedKind::Denied,
        other => panic!("codebook: no turn `{other}`"),
    }
}

impl Doings {
    pub(crate) fn get() -> &'static Doings {
        &DOINGS
    }

    /// Whether a word tells a doing.
    pub(crate) fn is(&self, word: &str, doing: &str) -> bool {
        self.of.get(word).is_some_and(|doings| doings.contains(doing))
    }

    /// Whether a word tells any doing.
    pub(crate) fn is_any(&self, word: &str) -> bool {
        self.of.contains_key(word)
    }

    /// What a verb, with its particle, says of what it governs.
    pub(crate) fn turn(&self, verb: &str) -> Option<DeedKind> {
        self.turns.get(verb).copied()
    }

    /// The doings a contact of some kind tells.
    pub(crate) fn of_contact(&self, kind: EncounterKind) -> BTreeSet<String> {
        let name = format!("{kind:?}").to_lowercase();
        self.contacts.get(&name).cloned().unwrap_or_default()
    }
}

/// Doings, nouns and names of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Subject {
    pub(crate) doings: BTreeSet<String>,
    /// Stems of words in lower case, doings and small words left out.
    pub(crate) nouns: BTreeSet<String>,
    /// Words with a capital, in lower case.
    pub(crate) names: BTreeSet<String>,
    /// Whether it names money.
    pub(crate) money: bool,
}

impl Subject {
    /// What a text is about; `without` are words of the parties' own names.
    pub(crate) fn of(text: &str, without: &BTreeSet<String>) -> Self {
        let book = Doings::get();
        let mut subject = Self::default();
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '’')) {
            let lower = word.to_lowercase();
            let plain = lower.trim_end_matches("'s").trim_end_matches("’s").trim_matches('\'');
            let counts = plain.len() > 1 && !plain.starts_with(|c: char| c.is_ascii_digit());
            let small = |word: &str| book.stop.contains(word) || without.contains(word);
            if !counts || small(plain) || small(&stem(plain)) {
                continue;
            }
            if let Some(doings) = book.of.get(plain).or_else(|| book.of.get(&stem(plain))) {
                subject.doings.extend(doings.iter().cloned());
            } else if book.money.contains(&stem(plain)) || is_currency(plain) {
                subject.money = true;
            } else if word.starts_with(char::is_uppercase) {
                subject.names.insert(plain.to_owned());
            } else {
                subject.nouns.insert(stem(plain));
            }
        }
        subject
    }
}

/// A word without its ending: enough to tell "ferries" and "ferry", "opened" and "open" alike.
fn stem(word: &str) -> String {
    let cut = |ending: &str, least: usize| {
        word.strip_suffix(ending).filter(|stem| stem.chars().count() >= least)
    };
    if let Some(stem) = cut("ies", 2) {
        return format!("{stem}y");
    }
    let stem = cut("ing", 4)
        .or_else(|| cut("ed", 4))
        .or_else(|| cut("s", 3).filter(|stem| !stem.ends_with('s')));
    stem.unwrap_or(word).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_has_doings_nouns_and_names() {
        let subject = Subject::of("to send 300 tonnes of grain to Kenya by June", &BTreeSet::new());
        let set = |words: &[&str]| words.iter().map(|&w| w.to_owned()).collect::<BTreeSet<_>>();
        assert_eq!(subject.doings, set(&["send"]));
        assert_eq!(subject.nouns, set(&["grain"]));
        assert_eq!(subject.names, set(&["kenya"]));
    }

    #[test]
    fn stems_of_one_word_agree() {
        for (a, b) in [("ferries", "ferry"), ("opened", "open"), ("harbours", "harbour")] {
            assert_eq!(stem(a), stem(b));
        }
    }
}
