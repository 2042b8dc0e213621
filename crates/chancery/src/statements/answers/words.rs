//! Words as they are compared: without endings, by their class, stop words apart from what is told.

use std::collections::{BTreeMap, BTreeSet};

use super::tables::Tables;

/// A word that tells something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Its class, or else its stem: two words with the same key are taken for one.
    pub(super) key: String,
    /// As it stands in the text, in lower case.
    pub(super) shown: String,
    /// Whether it stands with a capital, as names do: it tells rather who than what.
    pub(super) name: bool,
}

/// What a stretch of words is compared by.
#[derive(Debug, Clone, Default)]
pub(super) struct Bag {
    /// The words that tell something, in order, each key once.
    pub(super) words: Vec<Word>,
    /// Numbers, as digits.
    pub(super) figures: BTreeSet<String>,
    /// Weekdays and months.
    pub(super) days: BTreeSet<String>,
    pub(super) negated: bool,
    /// Whether something is told to have been left out ("without warning").
    pub(super) without: bool,
    /// Whether a word points back ("that", "it").
    pub(super) points_back: bool,
}

impl Bag {
    pub(super) fn of(text: &str) -> Self {
        let tables = Tables::get();
        let mut bag = Self::default();
        let titled = is_in_capitals(text);
        for (at, (word, capital)) in words_as_told(text).into_iter().enumerate() {
            bag.without |= word == "without";
            bag.negated |= tables.negations.contains(&word);
            bag.points_back |=
                matches!(word.as_str(), "that" | "this" | "it" | "those" | "them" | "such" | "so");
            if let Some(figure) = figure(&word) {
                bag.figures.insert(figure);
            } else if tables.days.contains(&word) {
                bag.days.insert(word);
            } else if !tables.stop.contains(&word) {
                let key = tables.key(stem(&word));
                if !bag.words.iter().any(|w| w.key == key) {
                    let name = capital && at > 0 && !titled;
                    bag.words.push(Word { key, shown: word, name });
                }
            }
        }
        bag
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(|w| w.key.as_str())
    }

    /// Whether it has a word that is the same as one of this key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.keys().any(|k| same(k, key))
    }

    /// How many words, figures and days.
    pub(super) fn len(&self) -> usize {
        self.words.len() + self.figures.len() + self.days.len()
    }
}

/// The words of a text in lower case; "n't" as "not", possessive endings left out.
pub(super) fn words(text: &str) -> Vec<String> {
    words_as_told(text).into_iter().map(|(word, _)| word).collect()
}

/// The same, each with whether it begins with a capital.
fn words_as_told(text: &str) -> Vec<(String, bool)> {
    let text = text.replace('\u{2019}', "'").replace("n't", " not");
    let bare = text.split(|c: char| !(c.is_alphanumeric() || c == '\'' || c == '.' || c == ','));
    let clean = bare.map(|w| {
        let w = w.trim_matches(|c: char| !c.is_alphanumeric());
        let capital = w.starts_with(char::is_uppercase);
        let w = w.to_lowercase();
        (w.strip_suffix("'s").unwrap_or(&w).to_owned(), capital)
    });
    clean.filter(|(w, _)| !w.is_empty()).collect()
}

/// Whether most words begin with a capital, as in headlines: then capitals tell nothing.
fn is_in_capitals(text: &str) -> bool {
    let words = words_as_told(text);
    words.iter().filter(|(_, capital)| *capital).count() * 10 > words.len() * 7
}

/// The clauses of what is said in which something is negated, joined; all of it where none is or
/// there is but one: a negation reaches no further than its clause.
pub(super) fn negated_clauses(said: &str) -> String {
    const JOINTS: [&str; 11] = [
        ". ",
        "; ",
        "? ",
        "! ",
        " but ",
        " and only ",
        ", while ",
        " because ",
        ", who ",
        ", whom ",
        ", which ",
    ];
    let mut clauses = vec![said];
    for joint in JOINTS {
        clauses = clauses.into_iter().flat_map(|clause| clause.split(joint)).collect();
    }
    let negations = &Tables::get().negations;
    clauses.retain(|clause| words(clause).iter().any(|word| negations.contains(word)));
    if clauses.is_empty() { said.to_owned() } else { clauses.join(" ") }
}

fn figure(word: &str) -> Option<String> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(word.replace(',', ""));
    }
    Tables::get().figures.get(word).cloned()
}

/// A word without its ending.
pub(super) fn stem(word: &str) -> String {
    stem_with(&Tables::get().forms, word)
}

/// A word without its ending; `forms` are the irregular ones.
pub(super) fn stem_with(forms: &BTreeMap<String, String>, word: &str) -> String {
    let word = forms.get(word).map_or(word, String::as_str);
    let long = |stem: &&str| stem.chars().count() >= 3;
    if let Some(stem) = word.strip_suffix("ies").or_else(|| word.strip_suffix("ied")).filter(long) {
        return format!("{stem}y");
    }
    let endings = ["ing", "ed", "es", "s"];
    let ends = |e: &&&str| !(**e == "s" && word.ends_with("ss"));
    let cut = endings.iter().filter(ends).find_map(|e| word.strip_suffix(e).filter(long));
    let stem = cut.unwrap_or(word);
    let stem = stem.strip_suffix('e').filter(long).unwrap_or(stem);
    let mut back = stem.chars().rev();
    let doubled = matches!((back.next(), back.next()), (Some(a), Some(b)) if a == b && !"aeioulsf".contains(a));
    if doubled && cut.is_some() { stem[..stem.len() - 1].to_owned() } else { stem.to_owned() }
}

/// Whether two keys are of one word or name ("Togo" and "Togolese").
pub(super) fn same(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let longer = a.chars().count().max(b.chars().count());
    shared >= 4 && shared * 5 >= longer * 3
}
