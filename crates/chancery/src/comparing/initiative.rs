//! Initiative: who a voice says asked for the contact, called for it or put it off.

use super::said::{Parties, Said};
use super::words::Word;

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
];
/// Verbs of asking, in the past.
const VERBS: &[&str] = &["requested", "initiated", "sought", "proposed", "solicited", "arranged"];
/// Verbs of ringing up.
const RINGS: &[&str] = &["telephoned", "phoned", "rang", "called", "telephones", "phones", "calls"];
/// Words for the contact that is asked for.
const CONTACT: &[&str] = &[
    "meeting",
    "call",
    "conversation",
    "talks",
    "talk",
    "visit",
    "session",
    "contact",
    "encounter",
    "exchange",
    "postponement",
    "deferred",
    "postponed",
    "round",
    "consultations",
    "summit",
    "telephone",
    "phone",
    "phoned",
    "telephoned",
    "spoke",
    "met",
    "held",
    "travelled",
    "arrived",
    "interview",
    "initiative",
    "format",
    "received",
    "visited",
    "gathering",
    "discussion",
    "audience",
    "place",
    "came",
    "welcomed",
    "cancelled",
    "met",
];

/// The party a sentence says the contact goes back to.
pub(super) fn initiator<'p>(said: &'p Said, parties: &'p Parties) -> Option<&'p str> {
    let words = &said.words;
    let own = said.state();
    if !words.iter().any(|w| CONTACT.contains(&w.text.as_str())) {
        return None;
    }
    (0..words.len()).find_map(|at| {
        let text = words[at].text.as_str();
        if NOUNS.contains(&text) {
            owner(words, at, parties, own)
        } else if VERBS.contains(&text) {
            asker(words, at, parties, own)
        } else if text == "asked" && words.get(at + 1).is_some_and(|w| w.text == "for") {
            let sought = &words[at + 2..words.len().min(at + 6)];
            let contact = sought.iter().any(|w| {
                matches!(
                    w.text.as_str(),
                    "call" | "meeting" | "conversation" | "talks" | "audience" | "contact"
                )
            });
            contact.then(|| before(words, at, parties, own)).flatten()
        } else if text == "placed" && words[at + 1..].iter().take(4).any(|w| w.text == "call") {
            before(words, at, parties, own)
        } else if RINGS.contains(&text) {
            rings(words, at, parties, own)
        } else if text == "received" && from_call(&words[at + 1..]) {
            parties.first_in(&words[at + 1..words.len().min(at + 14)])
        } else {
            None
        }
    })
}

/// Whose request it is: "at the request of the Kenyan side", "at Nairobi's request".
fn owner<'p>(
    words: &[Word],
    at: usize,
    parties: &'p Parties,
    own: Option<&'p str>,
) -> Option<&'p str> {
    const REACH: usize = 9;
    let led = words[at.saturating_sub(5)..at].iter().any(|w| {
        matches!(w.text.as_str(), "at" | "on" | "upon" | "to" | "the" | "by" | "following")
    });
    let after = &words[at + 1..];
    let linked = after.first().is_some_and(|w| matches!(w.text.as_str(), "of" | "from" | "by"));
    if led && linked {
        let reach = &after[1..after.len().min(REACH)];
        return parties.first_in(reach).or_else(|| ours(reach, own));
    }
    let owner = &words[at.saturating_sub(4)..at];
    if let Some(found) =
        owner.iter().position(|w| w.possessive).and_then(|p| parties.first_in(&owner[p..=p]))
    {
        return Some(found);
    }
    // "The initiative was the Greek minister's", "the initiative came from Athens".
    let came = after.iter().take(8).any(|w| matches!(w.text.as_str(), "was" | "came" | "belonged"));
    (words[at].text == "initiative" && came)
        .then(|| parties.first_in(&after[..after.len().min(10)]))
        .flatten()
}

/// "The minister", "our side" in a state's own text is its own.
fn ours<'p>(words: &[Word], own: Option<&'p str>) -> Option<&'p str> {
    let first = words.iter().take(3).any(|w| {
        matches!(w.text.as_str(), "our" | "minister" | "president" | "prime" | "secretary")
    });
    own.filter(|_| first)
}

fn asker<'p>(
    words: &[Word],
    at: usize,
    parties: &'p Parties,
    own: Option<&'p str>,
) -> Option<&'p str> {
    let contact = |w: &Word| {
        matches!(
            w.text.as_str(),
            "call"
                | "meeting"
                | "conversation"
                | "talks"
                | "contact"
                | "visit"
                | "exchange"
                | "which"
        )
    };
    if words.get(at + 1).is_some_and(|w| w.text == "by") {
        let near = words[..at].iter().rev().take(6).any(contact);
        return near.then(|| parties.first_in(&words[at + 2..words.len().min(at + 10)])).flatten();
    }
    let sought = words[at + 1..].iter().take(3).any(|w| contact(w) && w.text != "which");
    sought.then(|| before(words, at, parties, own)).flatten()
}

/// The party last named before a verb; in its own text "the minister" is its own.
fn before<'p>(
    words: &[Word],
    at: usize,
    parties: &'p Parties,
    own: Option<&'p str>,
) -> Option<&'p str> {
    let part = words[..at]
        .iter()
        .rposition(|w| w.after_stop && parties.at(std::slice::from_ref(w)).is_none());
    let subject = &words[part.filter(|p| at - p < 4).map_or(0, |_| 0)..at];
    parties.first_in(subject).or(own)
}

/// "A telephoned B": two parties, the verb between them.
fn rings<'p>(
    words: &[Word],
    at: usize,
    parties: &'p Parties,
    own: Option<&'p str>,
) -> Option<&'p str> {
    let called = words[at].text == "called" || words[at].text == "calls";
    let after = &words[at + 1..words.len().min(at + 8)];
    let other = parties.first_in(after)?;
    let on = after.first().is_some_and(|w| matches!(w.text.as_str(), "on" | "for" | "upon"));
    let passive = at > 0 && matches!(words[at - 1].text.as_str(), "was" | "been" | "were");
    if passive && after.first().is_some_and(|w| w.text == "by") {
        return Some(other);
    }
    if on
        || passive
        || (called && !words.iter().any(|w| matches!(w.text.as_str(), "phone" | "telephone")))
    {
        return None;
    }
    let ringing = before(words, at, parties, own)?;
    (ringing != other).then_some(ringing)
}

/// "Received a telephone call from".
fn from_call(words: &[Word]) -> bool {
    let call = words.iter().take(4).position(|w| w.text == "call");
    call.is_some_and(|c| words.get(c + 1).is_some_and(|w| w.text == "from"))
}
