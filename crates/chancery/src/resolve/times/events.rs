//! Times told from an event of the text ("the day before the summit"): tied to the day that the
//! same text gives the event, where it gives it one.

use chancery_engine::{Dep, Doc, Pos};
use jiff::civil::Date;

use super::anchor::{Tied, moved};
use super::expr::{Expr, Found};
use super::lex::Piece;
use super::{bytes, tense, tokens};
use crate::nouns::{Basis, Moment, TimexKind};

/// Events of an office's calendar, in the singular.
const EVENTS: &[&str] = &[
    "summit",
    "talk",
    "meeting",
    "conference",
    "forum",
    "session",
    "negotiation",
    "consultation",
    "dialogue",
    "election",
    "vote",
    "referendum",
    "inauguration",
    "ceremony",
    "signing",
    "visit",
    "trip",
    "funeral",
    "hearing",
    "runoff",
    "congress",
    "assembly",
];

/// Verbs that say of an event when it is.
const TAKING_PLACE: &[&str] = &[
    "be", "hold", "take", "open", "begin", "start", "convene", "happen", "occur", "host", "attend",
    "schedule", "plan", "set", "meet", "gather",
];

/// Longest event, in days: a longer stretch beside it is no date of its own.
const LONGEST: i32 = 14;

/// Whether a word, in lower case, names an event.
pub(super) fn is_event(word: &str) -> bool {
    EVENTS.contains(&singular(word))
}

fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// An event and the days the text gives it.
#[derive(Debug, PartialEq, Eq)]
struct Dated {
    name: Name,
    first: Date,
    last: Date,
}

/// What an event is called: "the NATO summit" is `summit`, of `nato`.
#[derive(Debug, PartialEq, Eq)]
struct Name {
    noun: String,
    proper: Vec<String>,
}

impl Name {
    fn of(doc: &Doc, noun: u32) -> Self {
        let proper = |&t: &u32| {
            let token = &doc.tokens[t as usize];
            token.head == noun
                && t < noun
                && matches!(token.dep, Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Poss)
                && matches!(token.pos, Pos::Propn | Pos::Adj)
                && doc.word(t).starts_with(char::is_uppercase)
        };
        let sentence = &doc.sentences[doc.sentence_of(noun)];
        Self {
            noun: singular(&doc.word(noun).to_lowercase()).to_owned(),
            proper: (sentence.start..noun)
                .filter(proper)
                .map(|t| doc.word(t).to_lowercase())
                .collect(),
        }
    }

    /// Whether an event so called may be meant: by the same noun, and a name of it where there is
    /// any.
    fn may_mean(&self, other: &Self) -> bool {
        let shared = self.proper.iter().any(|name| other.proper.contains(name));
        self.noun == other.noun && (self.proper.is_empty() || shared)
    }
}

/// Ties what is told from an event; `None` in the place of what has no event with one date and
/// says no length either.
pub(super) fn tie(
    found: &[Found],
    pieces: &[Piece],
    doc: &Doc,
    tied: Vec<Tied>,
) -> Vec<Option<Tied>> {
    if !found.iter().any(|f| matches!(f.expr, Expr::Beside { .. })) {
        return tied.into_iter().map(Some).collect();
    }
    let dated: Vec<Dated> =
        found.iter().zip(&tied).filter_map(|(f, tied)| dated(f, tied, pieces, doc)).collect();
    found
        .iter()
        .zip(tied)
        .map(|(f, tied)| {
            let Expr::Beside { by, unit, event, counted } = f.expr else { return Some(tied) };
            let (noun, _) = tokens(doc, &(pieces[event].start..pieces[event].end));
            let day = day_of(&Name::of(doc, noun), by, &dated);
            match day.and_then(|day| moved(unit, day, by)) {
                Some(period) => Some(Tied {
                    kind: TimexKind::Date,
                    value: period.value(),
                    when: period.when(Basis::Relative),
                    period: Some(period),
                }),
                None => counted.then_some(tied),
            }
        })
        .collect()
}

/// The day to count from: the first of the event for what came before, else its last. None where
/// the text dates several.
fn day_of(name: &Name, by: i32, dated: &[Dated]) -> Option<Date> {
    let mut days = dated
        .iter()
        .filter(|d| name.may_mean(&d.name))
        .map(|d| if by < 0 { d.first } else { d.last });
    let day = days.next()?;
    days.all(|other| other == day).then_some(day)
}

/// The event a date is said of: it hangs on the event's noun, or on the verb that says when the
/// event is.
fn dated(found: &Found, tied: &Tied, pieces: &[Piece], doc: &Doc) -> Option<Dated> {
    if tied.kind != TimexKind::Date || matches!(found.expr, Expr::Beside { .. }) {
        return None;
    }
    let when = tied.when.as_ref()?;
    let (first, last) = (when.start.and_then(Moment::date)?, when.end.and_then(Moment::date)?);
    let short = last.since(first).is_ok_and(|span| (0..=LONGEST).contains(&span.get_days()));
    // A week or a month is said of an event, too, but not which of its days.
    let to_the_day = tied.value.len() == "2022-11-13".len();
    if !short || !to_the_day {
        return None;
    }
    let (start, end) = tokens(doc, &bytes(found, pieces));
    let noun = event_of(doc, tense::span_root(doc, start, end))?;
    Some(Dated { name: Name::of(doc, noun), first, last })
}

/// The noun of the event that a time's root depends on.
fn event_of(doc: &Doc, root: u32) -> Option<u32> {
    let mut at = root;
    for _ in 0..4 {
        let head = doc.tokens[at as usize].head;
        if head == at {
            return None;
        }
        at = head;
        let token = &doc.tokens[at as usize];
        match token.pos {
            Pos::Noun | Pos::Propn if is_event(&doc.word(at).to_lowercase()) => return Some(at),
            Pos::Verb | Pos::Aux => return said_of(doc, at),
            _ => {}
        }
    }
    None
}

/// The event that a verb says takes place: its subject or its object.
fn said_of(doc: &Doc, verb: u32) -> Option<u32> {
    if !TAKING_PLACE.contains(&doc.tokens[verb as usize].lemma.as_str()) {
        return None;
    }
    let mut sentence = doc.sentences[doc.sentence_of(verb)].clone();
    sentence.find(|&t| {
        let token = &doc.tokens[t as usize];
        token.head == verb
            && matches!(token.dep, Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj)
            && is_event(&doc.word(t).to_lowercase())
    })
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use chancery_engine::Engine;
    use jiff::civil::date;

    use super::super::times;
    use crate::resolve::testing::page;

    /// "words: value" of every time, on Wednesday 16 November 2022, by the real parser.
    fn read(text: &str) -> Vec<String> {
        static ENGINE: LazyLock<Engine> = LazyLock::new(Engine::english);
        let found = times(&page(text, Some(date(2022, 11, 16))), &ENGINE.parse(text));
        let words = |start: u32, end: u32| &text[start as usize..end as usize];
        found.iter().map(|t| format!("{}: {}", words(t.start, t.end), t.value)).collect()
    }

    fn holds(text: &str, expected: &str) {
        let found = read(text);
        assert!(found.iter().any(|f| f == expected), "{expected} is not in {found:?}");
    }

    #[test]
    fn the_day_of_the_event_is_counted_from() {
        let summit = "The summit will be held in Lima on 21 November 2022.";
        for (told, expected) in [
            ("The ministers will dine on the eve of the summit.", "the eve: 2022-11-20"),
            ("The ministers will dine the day before the summit.", "the day: 2022-11-20"),
            ("The ministers will dine a day after the summit.", "a day: 2022-11-22"),
            ("The ministers will dine three days after the summit.", "three days: 2022-11-24"),
        ] {
            holds(&format!("{summit} {told}"), expected);
        }
    }

    #[test]
    fn the_date_may_stand_in_the_same_sentence_or_later() {
        holds("They spoke the day before the talks on 3 October 2022.", "the day: 2022-10-02");
        let text = "They spoke two days after the election. The election was on 3 October 2022.";
        holds(text, "two days: 2022-10-05");
    }

    #[test]
    fn an_event_of_several_days_has_two_edges() {
        let text = "The conference takes place from 21 to 23 November 2022.";
        holds(&format!("{text} They meet on the eve of the conference."), "the eve: 2022-11-20");
        holds(&format!("{text} They meet the day after the conference."), "the day: 2022-11-24");
    }

    #[test]
    fn no_value_without_one_date() {
        assert_eq!(read("The ministers dined on the eve of the summit."), [""; 0]);
        let two = "The summit was held on 2 May 2022. Another summit was held on 9 June 2022. \
                   The ministers dined on the eve of the summit.";
        assert!(!read(two).iter().any(|f| f.starts_with("the eve")));
        assert_eq!(read("They spoke two days after the election."), ["two days: P2D"]);
    }

    #[test]
    fn a_named_event_is_not_another() {
        let text =
            "The NATO summit was held on 2 May 2022. They dined on the eve of the ASEAN summit.";
        assert!(!read(text).iter().any(|f| f.starts_with("the eve")));
    }
}
