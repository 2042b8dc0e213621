//! Sentences: what each voice says of the encounter, sentence by sentence.
//!
//! In a government's own text nearly every sentence tells of the encounter in its voice. A paper's
//! sentences are its own unless they say who tells them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::foreign::foreign;
use super::lists::{List, any_on, list};
use super::nations::{name_words, nation};
use super::voice::{Voice, side_of};
use super::words::{Word, words};
use super::{READER, VERSION, VOICES};
use crate::nouns::{Account, Evidence, Side, Telling};

/// A sentence and who says it.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// The account it is counted to.
    pub(super) voice: usize,
    /// Whose voice it is; in a paper it may be another than the account's.
    pub(super) side: Side,
    /// Where its words come from in the end.
    pub(super) origin: String,
    /// Which document, by its place among the members.
    pub(super) document: usize,
    /// Its words.
    pub(super) words: Vec<Word>,
    /// Where it stands.
    pub(super) evidence: Evidence,
    /// Whether a paper says whom it has it from.
    pub(super) relayed: bool,
    /// Whether it tells of another contact, and only shows what its voice speaks of at all.
    pub(super) apart: bool,
}

impl Said {
    /// The state whose voice it is.
    pub(super) fn state(&self) -> Option<&str> {
        match &self.side {
            Side::State(code) => Some(code),
            _ => None,
        }
    }

    /// The sentence in lower case.
    pub(super) fn lower(&self) -> String {
        self.evidence.text.to_lowercase()
    }
}

/// The states that take part, and the words that stand for each.
#[derive(Debug, Default)]
pub(super) struct Parties {
    pub(super) codes: BTreeSet<String>,
    /// Parts of participants' names.
    pub(super) names: BTreeMap<String, String>,
    /// Words of participants' offices, with the parties whose people hold one of the name.
    offices: BTreeMap<String, BTreeSet<String>>,
}

impl Parties {
    /// The parties of the encounter as all its voices have them.
    pub(super) fn of(voices: &[Voice<'_>]) -> Self {
        let mut found = Self::default();
        for participant in voices
            .iter()
            .flat_map(|v| v.account.participants.iter().chain(&v.telling.contact.participants))
        {
            let Some(code) = &participant.country else { continue };
            found.codes.insert(code.clone());
            for word in participant.office.iter().flat_map(|office| name_words(office)) {
                found.offices.entry(word).or_default().insert(code.clone());
            }
            if participant.actor.as_str().starts_with("person:") {
                for part in name_words(&participant.name) {
                    found.names.entry(part).or_insert_with(|| code.clone());
                }
            }
        }
        for voice in voices {
            if let Side::State(code) = side_of(voice.telling.document) {
                found.codes.insert(code);
            }
        }
        found
    }

    /// The party named at a word: by its state, or by a participant's name.
    pub(super) fn at(&self, words: &[Word]) -> Option<&str> {
        if let Some((code, _)) = nation(words) {
            return self.codes.get(code).map(String::as_str);
        }
        let first = words.first().filter(|w| w.capital)?;
        self.names.get(&first.text).map(String::as_str)
    }

    /// Whether a word is part of a party's name or of a participant's ("Solomon Islands").
    pub(super) fn named_at(&self, words: &[Word], at: usize) -> bool {
        const LONGEST: usize = 3;
        let covers = |from: usize| {
            nation(&words[from..])
                .is_some_and(|(code, used)| from + used > at && self.codes.contains(code))
        };
        self.at(&words[at..]).is_some() || (at.saturating_sub(LONGEST)..=at).any(covers)
    }

    /// The party whose people alone hold an office that a word names.
    pub(super) fn holding(&self, office: &str) -> Option<&str> {
        let holders = self.offices.get(office).filter(|holders| holders.len() == 1)?;
        holders.first().map(String::as_str)
    }

    /// The first party named in a stretch of words.
    pub(super) fn first_in(&self, words: &[Word]) -> Option<&str> {
        (0..words.len()).find_map(|at| self.at(&words[at..]))
    }
}

/// What all voices say, sentence by sentence, in the order of members and text.
pub(super) fn sentences(
    voices: &[Voice<'_>],
    tellings: &[Telling<'_>],
    parties: &Parties,
) -> Vec<Said> {
    let mut found = Vec::new();
    let mut documents: Vec<&str> = Vec::new();
    for (at, voice) in voices.iter().enumerate() {
        let id = voice.telling.document.id.as_str();
        if documents.contains(&id) {
            continue;
        }
        documents.push(id);
        let here: Vec<usize> =
            (at..voices.len()).filter(|&v| voices[v].telling.document.id.as_str() == id).collect();
        let foreign = foreign(voices, &here, tellings, parties);
        found.extend(of_document(voices, &here, &foreign, parties, documents.len() - 1));
    }
    found
}

/// The sentences of one document, each with its voice.
fn of_document(
    voices: &[Voice<'_>],
    here: &[usize],
    foreign: &[bool],
    parties: &Parties,
    document: usize,
) -> Vec<Said> {
    let first = &voices[here[0]];
    let text = &first.telling.document.text;
    let own = own_side(voices, here);
    let page = side_of(first.telling.document);
    let mut carried: Option<String> = None;
    let mut found = Vec::new();
    for (at, range) in first.telling.document.sentences.iter().enumerate() {
        let Some(sentence) = text.get(range[0] as usize..range[1] as usize) else { continue };
        if !sentence.trim_end().ends_with(['.', '!', '?', '"', '”', '’', ')']) {
            continue;
        }
        let words = words(sentence, range[0]);
        let (mut side, mut relayed) = (own.clone(), false);
        if page == Side::Third
            && let Some(code) = teller(&words, parties, carried.as_deref())
        {
            carried = Some(code.clone());
            (side, relayed) = (Side::State(code), true);
        }
        let voice = here.iter().copied().find(|&v| voices[v].account.side == side);
        let voice = voice.unwrap_or(here[0]);
        found.push(Said {
            origin: origin(voices, voice, &side, &own),
            voice,
            side,
            document,
            words,
            evidence: evidence(voices[voice].account, range[0], range[1], sentence),
            relayed,
            apart: foreign[at],
        });
    }
    found
}

/// The voice of a document's own sentences: where its page does not tell whose it is, the state
/// that alone speaks in it.
fn own_side(voices: &[Voice<'_>], here: &[usize]) -> Side {
    let page = side_of(voices[here[0]].telling.document);
    let first = &voices[here[0]].account.side;
    let alone = here.iter().all(|&v| voices[v].account.side == *first);
    if page == Side::Third && alone { first.clone() } else { page }
}

/// The origin of a sentence: a state's word told by a paper comes from that state.
fn origin(voices: &[Voice<'_>], at: usize, side: &Side, own: &Side) -> String {
    let Side::State(code) = side else { return voices[at].telling.origin.to_string() };
    if side == own {
        return voices[at].telling.origin.to_string();
    }
    let release = voices.iter().find(|v| side_of(v.telling.document) == *side);
    release.map_or_else(|| format!("state:{code}"), |v| v.telling.origin.to_string())
}

fn evidence(account: &Account, start: u32, end: u32, text: &str) -> Evidence {
    let reading = account.evidence.first().map(|e| e.reading.clone());
    Evidence {
        document: account.document.clone(),
        reading: reading.unwrap_or_else(|| crate::nouns::ReadingId(String::new())),
        start,
        end,
        text: text.to_owned(),
        reader: READER.to_owned(),
        version: VERSION.to_owned(),
        caption: false,
    }
}

/// Words that show that somebody tells something.
static TELLING: LazyLock<List> = LazyLock::new(|| list(VOICES, "Telling"));
/// Nouns for a text or body that tells.
static TELLERS: LazyLock<List> = LazyLock::new(|| list(VOICES, "Tellers"));

/// The state a paper's sentence is told by: named with a verb of telling, or carried over from
/// the sentences before ("It says also that").
fn teller(words: &[Word], parties: &Parties, carried: Option<&str>) -> Option<String> {
    if let Some(at) = words.windows(2).position(|w| w[0].text == "according" && w[1].text == "to") {
        let source = &words[at + 2..words.len().min(at + 9)];
        let named = parties.first_in(source);
        let known = any_on(source, &TELLERS);
        return named.or(carried.filter(|_| known)).map(str::to_owned);
    }
    for (at, word) in words.iter().enumerate() {
        if !word.is_on(&TELLING) {
            continue;
        }
        if let Some(found) = subject_before(&words[..at], parties, carried) {
            return Some(found.to_owned());
        }
        // ", says the Kenyan ministry".
        if word.after_stop {
            let after = &words[at + 1..words.len().min(at + 6)];
            let known = any_on(after, &TELLERS);
            if let Some(found) = parties.first_in(after).or(carried.filter(|_| known)) {
                return Some(found.to_owned());
            }
        }
    }
    by_its_account(words, carried)
}

/// The party that is the subject before a verb of telling: named in the same part of the
/// sentence, or stood for by "it" or "the ministry".
fn subject_before<'p>(
    before: &[Word],
    parties: &'p Parties,
    carried: Option<&'p str>,
) -> Option<&'p str> {
    const REACH: usize = 8;
    let part = before.iter().rposition(|w| w.after_stop).unwrap_or(0);
    let from = part.max(before.len().saturating_sub(REACH));
    let subject = &before[from..];
    if let Some(found) = parties.first_in(subject) {
        return Some(found);
    }
    let starts =
        subject.first().is_some_and(|w| matches!(w.text.as_str(), "it" | "they" | "he" | "she"));
    // "The ministry" points back; "Minister Aho", named and no party, is somebody else.
    let names_another =
        subject.windows(2).any(|w| w[0].is_on(&TELLERS) && w[1].capital && !w[1].is_on(&TELLERS));
    let stands = any_on(subject, &TELLERS) && !names_another;
    carried.filter(|_| starts || stands)
}

/// "By its account", "in its version": told by who told before.
fn by_its_account(words: &[Word], carried: Option<&str>) -> Option<String> {
    let its = words.windows(3).any(|w| {
        matches!(w[0].text.as_str(), "by" | "in" | "on")
            && w[1].text == "its"
            && w[2].is_on(&TELLERS)
    });
    carried.filter(|_| its).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{holds, parties};
    use super::*;

    #[test]
    fn every_example_has_its_teller() {
        let parties = parties();
        holds(VOICES, |text| teller(&words(text, 0), &parties, Some("FIN")).unwrap_or_default());
    }
}
