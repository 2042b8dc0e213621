//! Which sentences of a document tell of another contact than the one that is compared.

use std::collections::BTreeSet;

use super::said::Parties;
use super::times::days;
use super::voice::{Voice, side_of};
use crate::nouns::{Document, Part, Side, Status, Telling};

/// First bytes of words of contact, by whose they are.
#[derive(Default)]
struct Words {
    /// Of the contact compared.
    own: BTreeSet<u32>,
    /// Of contacts of other parties.
    strangers: BTreeSet<u32>,
    /// Of other contacts of the same parties, on other days or still to come.
    others: BTreeSet<u32>,
    /// Of contacts of the same parties that nothing tells apart by day.
    beside: BTreeSet<u32>,
    /// Whether the text is told for the sake of another contact.
    led_by_another: bool,
}

/// For each sentence, whether it tells of another contact. Those that hold words of contact are
/// that contact's. The others are the leading contact's; in a paper, up to the end of the
/// paragraph, the one's told last. A contact that does not lead its text, or that the text comes
/// back to only later, owns the sentences that hold its words and those after them in the
/// paragraph, and no more.
pub(super) fn foreign(
    voices: &[Voice<'_>],
    here: &[usize],
    tellings: &[Telling<'_>],
    parties: &Parties,
) -> Vec<bool> {
    let document = voices[here[0]].telling.document;
    let release = side_of(document) != Side::Third;
    let words = words(voices, here, tellings, parties, release);
    let weighty = here.iter().any(|&v| voices[v].part != Part::Reference);
    let only_own = words.led_by_another || !weighty;
    let (mut theirs, mut mine) = (false, false);
    let mut found = Vec::new();
    for (at, range) in document.sentences.iter().enumerate() {
        let holds = |list: &BTreeSet<u32>| list.range(range[0]..range[1]).next().is_some();
        let own = holds(&words.own);
        let breaks = begins_paragraph(document, at);
        let stranger = holds(&words.strangers) && !own;
        let other = holds(&words.others) && !own;
        let beside = holds(&words.beside) && !own && only_own;
        theirs = stranger || (theirs && !own && !breaks && !release);
        mine = own || (mine && weighty && !breaks && !stranger && !other && !beside);
        found.push(theirs || other || (only_own && !mine));
    }
    found
}

fn words(
    voices: &[Voice<'_>],
    here: &[usize],
    tellings: &[Telling<'_>],
    parties: &Parties,
    release: bool,
) -> Words {
    let document = voices[here[0]].telling.document;
    let of = |telling: &Telling<'_>| -> BTreeSet<u32> {
        telling.accounts.iter().flat_map(|a| a.evidence.iter().map(|e| e.start)).collect()
    };
    let evidence = here.iter().flat_map(|&v| &voices[v].account.evidence);
    let mut found = Words { own: evidence.map(|e| e.start).collect(), ..Words::default() };
    let beside = tellings.iter().filter(|t| t.document.id == document.id);
    let rank = |words: &BTreeSet<u32>, planned: bool| {
        (!planned, words.len(), std::cmp::Reverse(words.first().copied().unwrap_or(u32::MAX)))
    };
    let ahead = here.iter().all(|&v| voices[v].account.status == Status::Planned);
    let own_rank = rank(&found.own, ahead);
    for telling in beside.filter(|t| voices.iter().all(|v| v.telling.contact.id != t.contact.id)) {
        let theirs = of(telling);
        let planned = telling.contact.status == Status::Planned;
        found.led_by_another |= rank(&theirs, planned) > own_rank;
        if is_stranger(telling, parties) {
            found.strangers.extend(theirs);
        } else if here.iter().all(|&v| at_another_time(telling, voices[v].telling)) {
            // What a release says of the next meeting came of this one.
            if !(release && planned && !ahead) {
                found.others.extend(theirs);
            }
        } else {
            found.beside.extend(theirs);
        }
    }
    found
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
