//! Initiative: who a voice says asked for the contact, rang, or had it put off. Who asks is read
//! as the agent of any word of asking: its owner ("at X's request"), its subject ("X had asked
//! for"), or the one after "by" and "from".

use super::said::{Parties, Said};
use super::who::Speaker;
use super::words::Word;

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

/// Nouns of asking.
const NOUNS: &[&str] = &[
    "request",
    "initiative",
    "invitation",
    "wish",
    "suggestion",
    "proposal",
    "behest",
    "instance",
    "insistence",
    "demand",
    "idea",
    "asking",
    "urging",
    "desire",
    "appeal",
    "approach",
    "overture",
    "step",
    "move",
];
/// Verbs of asking, in the past.
const ASKED: &[&str] = &[
    "requested",
    "initiated",
    "sought",
    "proposed",
    "solicited",
    "arranged",
    "suggested",
    "wanted",
    "convened",
    "asked",
    "invited",
];
/// Verbs of ringing up.
const RANG: &[&str] = &[
    "telephoned",
    "phoned",
    "rang",
    "called",
    "telephones",
    "phones",
    "calls",
    "rung",
    "dialled",
    "dialed",
];
/// Words for the contact that is asked for.
const CONTACT: &[&str] = &[
    "meeting",
    "meetings",
    "call",
    "conversation",
    "talks",
    "talk",
    "visit",
    "session",
    "contact",
    "encounter",
    "exchange",
    "round",
    "consultations",
    "summit",
    "telephone",
    "phone",
    "phoned",
    "telephoned",
    "spoke",
    "met",
    "meet",
    "travelled",
    "arrived",
    "interview",
    "format",
    "received",
    "visited",
    "gathering",
    "discussion",
    "audience",
    "came",
    "rang",
    "appointment",
    "conferred",
];
/// Verbs of putting it off, in the past.
const PUT_OFF: &[&str] = &[
    "cancelled",
    "canceled",
    "postponed",
    "deferred",
    "withdrew",
    "adjourned",
    "suspended",
    "delayed",
];
/// Words for its being put off, and for what is asked for then.
const DELAY: &[&str] = &[
    "postponed",
    "postponement",
    "deferred",
    "deferral",
    "delay",
    "delayed",
    "cancelled",
    "cancellation",
    "canceled",
    "off",
    "later",
    "adjourned",
    "adjournment",
    "suspended",
    "pause",
    "interruption",
    "break",
];
/// Words that may follow a verb of asking as what is asked for.
const SOUGHT: &[&str] = &[
    "meeting",
    "call",
    "conversation",
    "talks",
    "contact",
    "visit",
    "exchange",
    "audience",
    "interview",
    "appointment",
    "time",
    "through",
    "consultations",
    "session",
    "encounter",
    "summit",
];

/// The party a sentence says the contact, or its delay, goes back to.
pub(super) fn initiator<'p>(said: &'p Said, parties: &'p Parties) -> Option<Asked<'p>> {
    let words = &said.words;
    let speaker = Speaker { own: said.state(), parties };
    let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.text.as_str()));
    let event = match (has(DELAY), has(CONTACT)) {
        (true, _) => Event::Delay,
        (false, true) => Event::Contact,
        (false, false) => return None,
    };
    let who = (0..words.len()).find_map(|at| {
        let text = words[at].text.as_str();
        if NOUNS.contains(&text) {
            owner(words, at, speaker)
        } else if ASKED.contains(&text) {
            asker(words, at, speaker)
        } else if RANG.contains(&text) {
            rings(words, at, speaker)
        } else if text == "call" {
            caller(words, at, speaker)
        } else if PUT_OFF.contains(&text) {
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
    let sought = |w: &Word| SOUGHT.contains(&w.text.as_str()) || DELAY.contains(&w.text.as_str());
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
