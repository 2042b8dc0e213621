//! Whose institution a name is: "Ministry of Foreign Affairs, State of Kuwait", "Royal Government
//! of Bhutan". The words of government and the names of states are tables; one state and one word
//! of government make a state's own voice.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::outlet::{Known, Voice};
use crate::nouns::Side;

/// Words of government, each as lower-case words.
static WORDS: LazyLock<Vec<Vec<String>>> = LazyLock::new(|| {
    let table = include_str!("../../../../data/outlets/institutions.tsv");
    rows(table).map(|row| words(row.split('\t').next().unwrap_or_default())).collect()
});

/// Words of the press: "The Ministry Post" is a paper.
const PRESS: &[&str] = &[
    "news",
    "times",
    "post",
    "herald",
    "daily",
    "weekly",
    "gazette",
    "tribune",
    "journal",
    "observer",
    "examiner",
    "ledger",
    "wire",
    "newspaper",
    "magazine",
    "radio",
    "tv",
    "television",
    "review",
    "chronicle",
    "courier",
    "telegraph",
    "dispatch",
    "reporter",
    "monitor",
    "mirror",
    "standard",
    "star",
    "guardian",
    "independent",
    "express",
    "mail",
    "bulletin",
    "echo",
    "sentinel",
    "agency",
];

/// Names as lower-case words, each with the code of its state.
type Names = Vec<(Vec<String>, &'static str)>;

/// Names of states, the longest first, with their codes.
static STATES: LazyLock<Names> = LazyLock::new(|| {
    let native = include_str!("../../../../data/outlets/native_names.tsv");
    // Name, other names, adjectives and seats of government; not capitals.
    let mut names = names_in(&[3, 4, 5, 8]);
    let pairs = rows(native).filter_map(|row| row.split_once('\t'));
    names.extend(pairs.map(|(name, code)| (words(name), code)));
    names.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    names
});

/// Capitals, for institutions whose name tells no state.
static CAPITALS: LazyLock<Names> = LazyLock::new(|| names_in(&[7]));

/// Seats of government.
static SEATS: LazyLock<Names> = LazyLock::new(|| names_in(&[8]));

/// The names in these columns of the table of states.
fn names_in(columns: &[usize]) -> Names {
    let known = include_str!("../../../../data/actors/states.tsv");
    let mut names = Names::new();
    for fields in rows(known).skip(1).map(|row| row.split('\t').collect::<Vec<_>>()) {
        for &column in columns {
            let cell = fields.get(column).copied().unwrap_or_default();
            names.extend(cell.split('|').map(|name| (words(name), fields[0])));
        }
    }
    names.retain(|(name, _)| !name.is_empty());
    names
}

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn words(text: &str) -> Vec<String> {
    let parts = text.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’' | '-' | '.')));
    let clean = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).replace('’', "'");
        let word = word.to_lowercase();
        word.strip_suffix("'s").map(str::to_owned).unwrap_or(word)
    };
    parts.map(clean).filter(|word| !word.is_empty()).collect()
}

fn holds(text: &[String], phrase: &[String]) -> bool {
    text.windows(phrase.len()).any(|window| window == phrase)
}

/// Whether a name is that of an institution of government, of whatever state.
pub(super) fn is_of_government(name: &str) -> bool {
    const LONGEST: usize = 20;
    let text = words(name);
    text.len() <= LONGEST
        && !text.iter().any(|word| PRESS.contains(&word.as_str()))
        && WORDS.iter().any(|phrase| holds(&text, phrase))
}

/// Whether a name is that of an institution: one of government, a seat of it, or a head's office.
pub(super) fn is_an_institution(name: &str) -> bool {
    let own = words(name);
    is_of_government(name) || is_a_seat(&own) || is_an_office(&own)
}

/// The state's voice that an institution's name is; `beside` is the line by the name, whose city
/// tells the state where the name does not.
pub(super) fn known(name: &str, beside: Option<&str>) -> Option<Known> {
    if !is_an_institution(name) {
        return None;
    }
    let own = words(name);
    let mut states = states_in(&STATES, own_words(&own));
    for line in [beside.map(words), Some(own)].into_iter().flatten() {
        if states.is_empty() {
            states = states_in(&CAPITALS, &line);
        }
    }
    let mut states = states.into_iter();
    let (state, other) = (states.next()?, states.next());
    let side = if other.is_some() { Side::Joint } else { Side::State(state.to_owned()) };
    Some(Known { name: name.to_owned(), side: Some(side), voice: Voice::Government })
}

/// Whether a name is that of a seat of government and nothing else: "Itamaraty".
fn is_a_seat(name: &[String]) -> bool {
    SEATS.iter().any(|(seat, _)| seat == name)
}

/// Whether a name is a head's office of a state and nothing else: "President of the Kyrgyz
/// Republic".
fn is_an_office(name: &[String]) -> bool {
    let of = name.iter().position(|word| word == "of");
    let Some((office, state)) = of.map(|at| (&name[..at], &name[at + 1..])) else { return false };
    let state = state.strip_prefix(&["the".to_owned()]).unwrap_or(state);
    let head = matches!(office, [one] if one == "president" || one == "chancellor" || one == "government")
        || matches!(office, [prime, minister] if prime == "prime" && minister == "minister");
    head && STATES.iter().any(|(known, _)| known == state)
}

/// The words that tell whose institution it is: of an embassy, those before where it is.
fn own_words(name: &[String]) -> &[String] {
    const SENT: &[&str] =
        &["embassy", "mission", "commission", "delegation", "ambassade", "embajada", "consulate"];
    let sent = name.iter().any(|word| SENT.contains(&word.as_str()));
    let host = name.iter().position(|w| matches!(w.as_str(), "in" | "to" | "au" | "en" | "auprès"));
    &name[..host.filter(|_| sent).unwrap_or(name.len())]
}

/// The states named, a name inside a longer one not counted ("Guinea" in "Papua New Guinea").
fn states_in(names: &Names, text: &[String]) -> BTreeSet<&'static str> {
    let mut free = text.to_vec();
    let mut found = BTreeSet::new();
    for (name, code) in names {
        let at = free.windows(name.len()).position(|window| window == name);
        if let Some(at) = at {
            free[at..at + name.len()].iter_mut().for_each(String::clear);
            found.insert(*code);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(name: &str, beside: Option<&str>) -> Option<Side> {
        known(name, beside).and_then(|known| known.side)
    }

    fn of(code: &str) -> Side {
        Side::State(code.to_owned())
    }

    #[test]
    fn a_word_of_government_and_a_state_make_a_voice() {
        assert_eq!(side("Ministry of Foreign Affairs, Kingdom of Bahrain", None), Some(of("BHR")));
        assert_eq!(side("Royal Danish Ministry of Foreign Affairs", None), Some(of("DNK")));
        assert_eq!(
            side("Ministère des Affaires étrangères, République gabonaise", None),
            Some(of("GAB"))
        );
        assert_eq!(side("PRIME MINISTER'S OFFICE OF PAPUA NEW GUINEA", None), Some(of("PNG")));
        assert_eq!(side("Embassy of Japan in Norway", None), Some(of("JPN")));
    }

    #[test]
    fn the_city_of_the_next_line_tells_the_state_where_the_name_does_not() {
        assert_eq!(
            side("Ministry of Foreign Affairs", Some("Tirana, 4 May 2011")),
            Some(of("ALB"))
        );
        assert_eq!(side("Ministry of Foreign Affairs", None), None);
    }

    #[test]
    fn the_office_of_a_head_is_an_institution_and_a_sentence_about_one_is_none() {
        assert!(is_an_institution("PRESIDENT OF THE REPUBLIC OF SLOVENIA"));
        assert!(is_an_institution("Press Secretary to the President"));
        assert!(!is_an_institution("President Berg in Oslo"));
    }

    #[test]
    fn papers_and_headlines_are_no_institutions() {
        assert_eq!(side("The Norway Ministry Times", None), None);
        assert_eq!(side("Norway and its neighbours", None), None);
        assert_eq!(side("Harbour Wire", Some("Oslo, 3 May 2012")), None);
    }

    #[test]
    fn an_institution_of_two_states_speaks_for_both() {
        let name = "Joint Ministry of Transport of Chad and Niger";
        assert_eq!(side(name, None), Some(Side::Joint));
    }
}
