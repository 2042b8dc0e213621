//! The codebook as data: which words tell of which kind of contact, and how.
//!
//! The pages in `codebook/` are the rules; this module only reads their tables.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::codebook::{bullets, nouns, section, table};
use crate::nouns::{EncounterKind, Role, Status};

/// How a word of contact arranges its parties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Verb: both sides alike ("meet", "confer with").
    Mutual,
    /// Verb: host does it to guest ("receive").
    Receive,
    /// Verb: one contacts the other over a distance ("phone").
    Dial,
    /// Verb: one writes to the other.
    Send,
    /// Verb: one person sees another ("see", "call on").
    See,
    /// Verb: a traveller and a goal.
    Go,
    /// Verb: a guest and where time is spent ("spend a day in").
    Stay,
    /// Verb: a guest who is still to come ("is awaited in").
    Expect,
    /// Verb: parties sign an instrument.
    Sign,
    /// Verb: parties speak about its object ("discuss").
    Topic,
    /// Noun: a contact of its parties ("meeting").
    Event,
    /// Noun: a journey ("visit").
    Journey,
    /// Noun: something sent ("letter").
    Missive,
    /// Noun: a gathering that parties attend ("summit").
    Gathering,
    /// Noun: what a call goes over ("by telephone").
    Line,
}

/// Part of speech a word has to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Verb,
    Noun,
}

/// A word of contact.
#[derive(Debug)]
pub(crate) struct Word {
    /// Lower-case words. Of a noun the last is matched by lemma, those before it by form; of a
    /// verb the first by lemma, those after it among its dependents ("shake hands") or right after
    /// it ("come face to face").
    pub(crate) words: Vec<String>,
    pub(crate) part: Part,
    pub(crate) frame: Frame,
    pub(crate) kind: EncounterKind,
    /// Prepositions that introduce the other party.
    pub(crate) joins: Vec<String>,
    /// Whether its object is the other party.
    pub(crate) takes_object: bool,
    /// Whether it is of contact only where its own clause names parties of two states: "see",
    /// "raise".
    pub(crate) two_states: bool,
}

impl Word {
    /// The word it is looked up by: a verb's first, a noun's last.
    fn key(&self) -> &str {
        let key = if self.part == Part::Verb { self.words.first() } else { self.words.last() };
        key.map_or("", String::as_str)
    }
}

/// What a governing word says of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outlook {
    Status(Status),
    /// Wished for or possible: nothing to record.
    Open,
}

/// Everything the codebook pages hold in tables.
#[derive(Debug, Default)]
pub(crate) struct Codebook {
    /// Words of contact by the word they are looked up by; longest first.
    words: BTreeMap<String, Vec<Word>>,
    /// Phrases that are no contact, as lower-case words.
    not: Vec<Vec<String>>,
    /// What can be signed.
    pub(crate) instruments: Vec<String>,
    light: BTreeMap<String, Role>,
    outlook: BTreeMap<(String, bool), Outlook>,
    groups: BTreeSet<String>,
    /// Nouns that measure a contact ("round of talks").
    measures: BTreeSet<String>,
}

const PAGES: [(EncounterKind, &str); 9] = [
    (EncounterKind::Meeting, include_str!("../../../../codebook/encounters/meeting.md")),
    (EncounterKind::Call, include_str!("../../../../codebook/encounters/call.md")),
    (EncounterKind::Message, include_str!("../../../../codebook/encounters/message.md")),
    (EncounterKind::Visit, include_str!("../../../../codebook/encounters/visit.md")),
    (EncounterKind::Summit, include_str!("../../../../codebook/encounters/summit.md")),
    (EncounterKind::Talks, include_str!("../../../../codebook/encounters/talks.md")),
    (EncounterKind::Conference, include_str!("../../../../codebook/encounters/conference.md")),
    (EncounterKind::Ceremony, include_str!("../../../../codebook/encounters/ceremony.md")),
    (EncounterKind::Signing, include_str!("../../../../codebook/encounters/signing.md")),
];

static CODEBOOK: LazyLock<Codebook> = LazyLock::new(Codebook::read);

impl Codebook {
    /// The codebook this program was built with.
    pub(crate) fn get() -> &'static Codebook {
        &CODEBOOK
    }

    /// Words of contact that are looked up by this lemma.
    pub(crate) fn words(&self, lemma: &str) -> &[Word] {
        self.words.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Phrases that are no contact, each as lower-case words.
    pub(crate) fn not(&self) -> &[Vec<String>] {
        &self.not
    }

    /// The part a light verb gives its subject.
    pub(crate) fn light_verb(&self, lemma: &str) -> Option<Role> {
        self.light.get(lemma).copied()
    }

    /// What a governing verb says of the contact.
    pub(crate) fn verb_outlook(&self, lemma: &str) -> Option<Outlook> {
        self.outlook.get(&(lemma.to_owned(), true)).copied()
    }

    /// What an adjective before the contact says of it.
    pub(crate) fn adjective_outlook(&self, lemma: &str) -> Option<Outlook> {
        self.outlook.get(&(lemma.to_owned(), false)).copied()
    }

    /// Whether a noun is for people who may take part without a name.
    pub(crate) fn is_group_noun(&self, lemma: &str) -> bool {
        let singular = || match lemma.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => lemma.trim_end_matches('s').to_owned(),
        };
        self.groups.contains(lemma) || self.groups.contains(&singular())
    }

    /// Whether a noun measures a contact: "round" of "a round of talks".
    pub(crate) fn is_measure(&self, lemma: &str) -> bool {
        let singular = lemma.strip_suffix('s').unwrap_or(lemma);
        self.measures.contains(lemma) || self.measures.contains(singular)
    }

    fn read() -> Self {
        let mut book = Self::default();
        for (kind, page) in PAGES {
            book.read_page(kind, page);
        }
        for words in book.words.values_mut() {
            words.sort_by_key(|w| std::cmp::Reverse(w.words.len()));
        }
        for row in table(include_str!("../../../../codebook/light_verbs.md")) {
            book.light.insert(row[0].clone(), role(&row[1]));
        }
        for row in table(include_str!("../../../../codebook/status.md")) {
            book.outlook.insert((row[0].clone(), row[1] == "verb"), outlook(&row[2]));
        }
        book.groups = nouns(include_str!("../../../../codebook/groups.md")).collect();
        book.measures = nouns(include_str!("../../../../codebook/measures.md")).collect();
        book
    }

    fn read_page(&mut self, kind: EncounterKind, page: &str) {
        for row in table(section(page, "Words")) {
            let word = word(kind, &row);
            self.words.entry(word.key().to_owned()).or_default().push(word);
        }
        self.not.extend(bullets(section(page, "Not")).map(|phrase| split_words(&phrase)));
        self.instruments.extend(bullets(section(page, "Objects")));
    }
}

fn word(kind: EncounterKind, row: &[String]) -> Word {
    let joins: Vec<String> = row[3].split(',').map(|j| j.trim().to_owned()).collect();
    Word {
        words: split_words(&row[0]),
        part: if row[1] == "verb" { Part::Verb } else { Part::Noun },
        frame: frame(&row[2]),
        kind,
        takes_object: joins.iter().any(|j| j == "object"),
        two_states: joins.iter().any(|j| j == "two states"),
        joins: joins.into_iter().filter(|j| j != "object" && j != "two states").collect(),
    }
}

fn split_words(text: &str) -> Vec<String> {
    text.split_whitespace().map(str::to_lowercase).collect()
}

fn frame(name: &str) -> Frame {
    match name {
        "mutual" => Frame::Mutual,
        "receive" => Frame::Receive,
        "dial" => Frame::Dial,
        "send" => Frame::Send,
        "see" => Frame::See,
        "go" => Frame::Go,
        "stay" => Frame::Stay,
        "expect" => Frame::Expect,
        "sign" => Frame::Sign,
        "topic" => Frame::Topic,
        "event" => Frame::Event,
        "journey" => Frame::Journey,
        "missive" => Frame::Missive,
        "gathering" => Frame::Gathering,
        "line" => Frame::Line,
        other => panic!("codebook: no frame `{other}`"),
    }
}

fn role(name: &str) -> Role {
    match name {
        "principal" => Role::Principal,
        "host" => Role::Host,
        "from" => Role::From,
        "to" => Role::To,
        other => panic!("codebook: no role `{other}`"),
    }
}

fn outlook(name: &str) -> Outlook {
    match name {
        "planned" => Outlook::Status(Status::Planned),
        "cancelled" => Outlook::Status(Status::Cancelled),
        "postponed" => Outlook::Status(Status::Postponed),
        "denied" => Outlook::Status(Status::Denied),
        "claimed" => Outlook::Status(Status::Unclear),
        "open" => Outlook::Open,
        other => panic!("codebook: no status `{other}`"),
    }
}

/// The worked examples of every page: the text, and what is expected of it.
#[cfg(test)]
pub(crate) fn examples() -> Vec<(EncounterKind, String, String)> {
    let pages = PAGES.iter().flat_map(|(kind, page)| {
        crate::codebook::examples(page).into_iter().map(|(text, expected)| (*kind, text, expected))
    });
    pages.map(|(kind, text, expected)| (kind, text, expected.join("\n"))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_words_and_examples() {
        for (kind, page) in PAGES {
            assert!(!table(section(page, "Words")).is_empty(), "{kind:?} has no words");
            assert!(examples().iter().any(|(k, ..)| *k == kind), "{kind:?} has no examples");
        }
    }

    #[test]
    fn longer_words_come_first() {
        let calls = Codebook::get().words("call");
        assert!(calls[0].words.len() > 1);
        assert!(calls.windows(2).all(|two| two[0].words.len() >= two[1].words.len()));
    }
}
