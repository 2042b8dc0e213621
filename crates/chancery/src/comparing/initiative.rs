//! Initiative: who a voice says asked for the contact, rang, or had it put off. Who asks is read
//! as the agent of any word of asking: its owner ("at X's request"), its subject ("X had asked
//! for"), or the one after "by" and "from".

use std::sync::LazyLock;

use super::lists::{List, any_on, list};
use super::said::{Parties, Said};
use super::who::Speaker;
use super::words::Word;

const PAGE: &str = include_str!("../../../../codebook/verdicts/initiative.md");

/// The lists of the page.
struct Lists {
    nouns_of_asking: List,
    verbs_of_asking: List,
    asked_for: List,
    verbs_of_ringing_up: List,
    contact: List,
    verbs_of_putting_off: List,
    delay: List,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    nouns_of_asking: list(PAGE, "Nouns of asking"),
    verbs_of_asking: list(PAGE, "Verbs of asking"),
    asked_for: list(PAGE, "Asked for"),
    verbs_of_ringing_up: list(PAGE, "Verbs of ringing up"),
    contact: list(PAGE, "Contact"),
    verbs_of_putting_off: list(PAGE, "Verbs of putting off"),
    delay: list(PAGE, "Delay"),
});

/// What was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    /// The contact itself.
    Contact,
    /// That it be later, or not at all.
    Delay,
}

/// Who asked for what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Asked<'p> {
    /// The party that asked.
    pub(super) who: &'p str,
    /// What it asked for.
    pub(super) event: Event,
}

/// The party a sentence says the contact, or its delay, goes back to.
pub(super) fn initiator<'p>(said: &'p Said, parties: &'p Parties) -> Option<Asked<'p>> {
    let words = &said.words;
    let speaker = Speaker { own: said.state(), parties };
    let event = match (any_on(words, &LISTS.delay), any_on(words, &LISTS.contact)) {
        (true, _) => Event::Delay,
        (false, true) => Event::Contact,
        (false, false) => return None,
    };
    let who = (0..words.len()).find_map(|at| {
        let word = &words[at];
        if word.is_on(&LISTS.nouns_of_asking) {
            owner(words, at, speaker)
        } else if word.is_on(&LISTS.verbs_of_asking) {
            asker(words, at, speaker)
        } else if word.is_on(&LISTS.verbs_of_ringing_up) {
            rings(words, at, speaker)
        } else if word.text == "call" {
            caller(words, at, speaker)
        } else if word.is_on(&LISTS.verbs_of_putting_off) {
            puts_off(words, at, speaker)
        } else {
            None
        }
    })?;
    Some(Asked { who, event })
}

/// The words after a place, up to a stop or a number of words.
fn reach(words: &[Word], from: usize, most: usize) -> &[Word] {
    let after = words.get(from..words.len().min(from + most)).unwrap_or_default();
    let stop = after.iter().skip(1).position(|w| w.after_stop);
    &after[..stop.map_or(after.len(), |s| s + 1)]
}

fn text(words: &[Word], at: usize) -> &str {
    words.get(at).map_or("", |w| w.text.as_str())
}

/// Whose request it is: "at the request of the Kenyan side", "at the latter's request", "on whose
/// initiative", "the idea is Nairobi's".
fn owner<'p>(words: &[Word], at: usize, speaker: Speaker<'p>) -> Option<&'p str> {
    const REACH: usize = 9;
    let near = &words[at.saturating_sub(6)..at];
    let led = near
        .iter()
        .any(|w| matches!(w.text.as_str(), "at" | "on" | "upon" | "following" | "to" | "by"));
    if led && matches!(text(words, at + 1), "of" | "from" | "by") {
        return speaker.meant(reach(words, at + 2, REACH), &words[..at]);
    }
    match text(words, at.wrapping_sub(1)) {
        "whose" | "own" => return speaker.last_in(&words[..at - 1]).or(speaker.own),
        "our" | "my" => return speaker.own,
        _ => {}
    }
    let taken = near.iter().rposition(|w| matches!(w.text.as_str(), "took" | "taken" | "made"));
    if let Some(taken) = taken.filter(|t| near.len() - t < 4) {
        return speaker.subject(words, at - near.len() + taken);
    }
    if led && let Some(place) = near.iter().rposition(|w| w.possessive) {
        let place = at - near.len() + place;
        let from = place.saturating_sub(3);
        let from = (from..=place).rev().find(|&f| {
            matches!(
                words[f].text.as_str(),
                "at" | "on" | "upon" | "following" | "to" | "the" | "by"
            )
        });
        let phrase = &words[from.map_or(place, |f| (f + 1).min(place))..=place];
        return speaker.meant(phrase, &words[..place]);
    }
    belongs(words, at, speaker)
}

/// "The initiative came from Athens", "the proposal to meet was put forward by the premier", "the
/// idea is the minister's".
fn belongs<'p>(words: &[Word], at: usize, speaker: Speaker<'p>) -> Option<&'p str> {
    const FAR: usize = 20;
    let after = &words[at + 1..words.len().min(at + FAR)];
    let verb = after.iter().position(|w| {
        matches!(w.text.as_str(), "is" | "was" | "came" | "belonged" | "comes" | "lay")
    })?;
    let rest = &after[verb + 1..];
    let link =
        rest.iter().take(4).position(|w| matches!(w.text.as_str(), "by" | "from" | "with" | "to"));
    if let Some(link) = link {
        return speaker.meant(reach(rest, link + 1, 8), &words[..at]);
    }
    let owner = rest.iter().take(5).position(|w| w.possessive)?;
    speaker.parties.first_in(&rest[..=owner])
}

/// "X asked for a meeting", "the delay was asked for by Y".
fn asker<'p>(words: &[Word], at: usize, speaker: Speaker<'p>) -> Option<&'p str> {
    let verb = text(words, at);
    let (next, after) = (text(words, at + 1), text(words, at + 2));
    let by = if next == "by" {
        Some(at + 2)
    } else {
        (next == "for" && after == "by").then_some(at + 3)
    };
    let sought = |w: &Word| w.is_on(&LISTS.asked_for) || w.is_on(&LISTS.delay);
    if let Some(by) = by {
        let near = words[..at].iter().rev().take(8);
        let object = verb == "invited" || near.clone().any(|w| sought(w) || w.text == "which");
        return object.then(|| speaker.meant(reach(words, by, 9), &words[..at])).flatten();
    }
    let object = reach(words, at + 1, 7);
    let to_meet = object.windows(2).any(|w| {
        w[0].text == "to"
            && matches!(
                w[1].text.as_str(),
                "meet" | "speak" | "talk" | "postpone" | "defer" | "see" | "visit" | "come"
            )
    });
    // "Asked for the request to be met" seeks something else: the object comes at once.
    let direct = object.iter().take(if verb == "asked" { 5 } else { 4 }).any(sought);
    let put_through = object.windows(2).any(|w| {
        (w[0].text == "put" && w[1].text == "through")
            || (w[0].text == "be" && w[1].text == "received")
    });
    // "Had invited him"; whom one invites for another time is no matter of this contact.
    if verb == "invited" {
        let before = text(words, at.wrapping_sub(1));
        return (before == "had").then(|| speaker.subject(words, at)).flatten();
    }
    let asked_for = verb != "asked" || next == "for" || to_meet || put_through;
    // "Proposed a meeting of experts": of others, or still to come.
    let others = object
        .windows(2)
        .any(|w| sought(&w[0]) && matches!(w[1].text.as_str(), "of" | "between" | "in" | "among"));
    (asked_for && (direct || to_meet || put_through) && !others)
        .then(|| speaker.subject(words, at))
        .flatten()
}

/// "A telephoned B", "A was rung by B".
fn rings<'p>(words: &[Word], at: usize, speaker: Speaker<'p>) -> Option<&'p str> {
    let called = matches!(text(words, at), "called" | "calls");
    if called && !words.iter().any(|w| matches!(w.text.as_str(), "phone" | "telephone")) {
        return None;
    }
    let passive = at > 0 && matches!(text(words, at - 1), "was" | "been" | "were");
    if passive {
        return (text(words, at + 1) == "by")
            .then(|| speaker.meant(reach(words, at + 2, 8), &words[..at]))
            .flatten();
    }
    if matches!(text(words, at + 1), "on" | "for" | "upon") {
        return None;
    }
    let other = speaker.meant(reach(words, at + 1, 9), &words[..at])?;
    let ringing = speaker.subject(words, at).or(speaker.own)?;
    (ringing != other).then_some(ringing)
}

/// "X cancelled the talks", "was put off by Y".
fn puts_off<'p>(words: &[Word], at: usize, speaker: Speaker<'p>) -> Option<&'p str> {
    if text(words, at + 1) == "by" {
        return speaker.meant(reach(words, at + 2, 8), &words[..at]);
    }
    let denied = words[at.saturating_sub(3)..at].iter().chain(words.get(at + 1)).any(|w| {
        matches!(
            w.text.as_str(),
            "not" | "never" | "nothing" | "was" | "were" | "been" | "is" | "be"
        )
    });
    let active = at > 0 && !denied;
    active.then(|| speaker.subject(words, at)).flatten()
}

/// "X placed the call", "took a call from Y", "the call came from Z".
fn caller<'p>(words: &[Word], at: usize, speaker: Speaker<'p>) -> Option<&'p str> {
    let near = &words[at.saturating_sub(5)..at];
    let verb = |list: &[&str]| near.iter().rposition(|w| list.contains(&w.text.as_str()));
    if let Some(placed) = verb(&["placed", "made", "put"]) {
        let passive =
            near[..placed].last().is_some_and(|w| matches!(w.text.as_str(), "was" | "been"));
        return (!passive).then(|| speaker.subject(words, at - near.len() + placed)).flatten();
    }
    let taken =
        verb(&["took", "received", "accepted", "answered", "got", "takes", "receives"]).is_some();
    let (next, after) = (text(words, at + 1), text(words, at + 2));
    let from = match (next, after) {
        ("from", _) => taken.then_some(at + 2),
        ("came", "from") | ("placed" | "made", "by") => Some(at + 3),
        ("was", "placed" | "made") if text(words, at + 3) == "by" => Some(at + 4),
        _ => None,
    };
    speaker.meant(reach(words, from?, 9), &words[..at])
}

#[cfg(test)]
mod tests {
    use super::super::testing::{holds, parties, sentence};
    use super::*;

    #[test]
    fn every_example_has_its_initiator() {
        let parties = parties();
        holds(PAGE, |text| {
            let said = sentence(text, Some("NOR"));
            let Some(asked) = initiator(&said, &parties) else { return " | ".to_owned() };
            let what = if asked.event == Event::Contact { "contact" } else { "delay" };
            format!("{} | {what}", asked.who)
        });
    }
}
