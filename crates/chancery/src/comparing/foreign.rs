//! Which sentences of a document tell of another contact than the one that is compared.

use std::collections::BTreeSet;

use super::said::Parties;
use super::times::days;
use super::voice::{Voice, side_of};
use crate::nouns::{Document, Part, Side, Status, Telling};

/// First bytes of words of contact, by whose they are.
struct Words {
    /// Of the contact compared.
    own: BTreeSet<u32>,
    /// Of contacts of other parties.
    strangers: Vec<u32>,
    /// Of other contacts of the same parties, on other days or still to come.
    others: Vec<u32>,
}

/// For each sentence, whether it tells of another contact: those that hold its words, in a paper
/// also those after it in its paragraph. What a text only comes back to, or looks ahead to, while
/// it leads with something else, owns the sentences that hold its words and those after them in
/// the paragraph, and no more.
pub(super) fn foreign(
    voices: &[Voice<'_>],
    here: &[usize],
    tellings: &[Telling<'_>],
    parties: &Parties,
) -> Vec<bool> {
    let document = voices[here[0]].telling.document;
    let words = words(voices, here, tellings, parties);
    let only_own = in_passing(voices, here, &words);
    let release = side_of(document) != Side::Third;
    let (mut theirs, mut mine) = (false, false);
    let mut found = Vec::new();
    for (at, range) in document.sentences.iter().enumerate() {
        let holds = |list: &[u32]| list.iter().any(|byte| (range[0]..range[1]).contains(byte));
        let own = words.own.range(range[0]..range[1]).next().is_some();
        let breaks = begins_paragraph(document, at);
        let stranger = holds(&words.strangers) && !own;
        let other = holds(&words.others) && !own;
        theirs = stranger || (theirs && !own && !breaks && !release);
        mine = own || (mine && !breaks && !stranger && !other);
        found.push(theirs || other || (only_own && !mine));
    }
    found
}

fn words(
    voices: &[Voice<'_>],
    here: &[usize],
    tellings: &[Telling<'_>],
    parties: &Parties,
) -> Words {
    let document = voices[here[0]].telling.document;
    let of = |telling: &Telling<'_>| -> Vec<u32> {
        telling.accounts.iter().flat_map(|a| a.evidence.iter().map(|e| e.start)).collect()
    };
    let evidence = here.iter().flat_map(|&v| &voices[v].account.evidence);
    let mut found = Words {
        own: evidence.map(|e| e.start).collect(),
        strangers: Vec::new(),
        others: Vec::new(),
    };
    let beside = tellings.iter().filter(|t| t.document.id == document.id);
    for telling in beside.filter(|t| voices.iter().all(|v| v.telling.contact.id != t.contact.id)) {
        if is_stranger(telling, parties) {
            found.strangers.extend(of(telling));
        } else if here.iter().all(|&v| at_another_time(telling, voices[v].telling)) {
            found.others.extend(of(telling));
        }
    }
    found
}

/// Whether the text leads with another contact and this one is told in passing: beforehand,
/// afterwards, or beside one of another time.
fn in_passing(voices: &[Voice<'_>], here: &[usize], words: &Words) -> bool {
    let first = words.own.first().copied().unwrap_or(0);
    let before = |list: &[u32]| list.iter().any(|byte| *byte < first);
    let weighty = here.iter().any(|&v| voices[v].part == Part::Account);
    before(&words.others) || (!weighty && before(&words.strangers))
}

fn begins_paragraph(document: &Document, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let gap = document.sentences[before][1] as usize..document.sentences[at][0] as usize;
    document.text.get(gap).is_some_and(|gap| gap.contains("\n\n"))
}

/// Whether a contact is of other parties: it lacks a party of this one and has another.
fn is_stranger(telling: &Telling<'_>, parties: &Parties) -> bool {
    let countries: BTreeSet<&str> =
        telling.contact.participants.iter().filter_map(|p| p.country.as_deref()).collect();
    let stranger = countries.iter().any(|c| !parties.codes.contains(*c));
    let lacking = parties.codes.iter().any(|c| !countries.contains(c.as_str()));
    stranger && lacking
}

/// Whether two contacts of one text cannot be parts of one whole: one is still to come and the
/// other took place, or their days exclude each other.
fn at_another_time(one: &Telling<'_>, other: &Telling<'_>) -> bool {
    let ahead = |t: &Telling<'_>| t.contact.status == Status::Planned;
    if ahead(one) != ahead(other) {
        return true;
    }
    let (Some(a), Some(b)) = (&one.contact.when, &other.contact.when) else { return false };
    !days(a).overlaps(days(b))
}
