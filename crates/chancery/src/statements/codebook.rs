//! The pages of `codebook/acts` as data: which words do which act, and how they arrange who
//! speaks, to whom and what.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::codebook::nouns;
pub(crate) use crate::codebook::{bullets, section, table};
use crate::nouns::Act;

/// Part of speech of a cue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Verb,
    Noun,
    Adjective,
}

/// Where a cue has its content or its addressee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A clause with a subject, or a quotation.
    Clause,
    /// An infinitive.
    Infinitive,
    /// A clause in -ing.
    Gerund,
    /// The object.
    Object,
    /// The cue's own words, where nothing else is said ("would not comment").
    Own,
    /// The object with what it is called.
    Predicate,
    /// The object of this preposition.
    Prep(String),
}

/// A cue.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) act: Act,
    /// Lower-case words. The first of a verb and the last of a noun are matched by lemma; the
    /// others of a verb are looked for among its dependents.
    pub(crate) words: Vec<String>,
    pub(crate) part: Part,
    /// Does its act only when negated.
    pub(crate) negated: bool,
    /// Where its content stands, the best first.
    pub(crate) content: Vec<Slot>,
    /// Where whoever is spoken to stands.
    pub(crate) addressee: Vec<Slot>,
}

impl Word {
    fn key(&self) -> &str {
        let key = if self.part == Part::Verb { self.words.first() } else { self.words.last() };
        key.map_or("", String::as_str)
    }
}

/// Whose deed the content has to tell of for a sign to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Whose {
    Speaker,
    Any,
    /// Anywhere in the content, not only about its verb.
    Anywhere,
}

/// What a sign in the content looks like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Look {
    /// These lemmas in a row.
    Words(Vec<String>),
    /// A negated verb of the past, or a negated "there is".
    NegatedPast,
    /// An order.
    Imperative,
}

/// A sign in what is said that makes a mere telling another act.
#[derive(Debug)]
pub(crate) struct Sign {
    pub(crate) act: Act,
    pub(crate) look: Look,
    pub(crate) whose: Whose,
}

/// Everything the pages hold in tables.
#[derive(Debug, Default)]
pub(crate) struct Codebook {
    words: BTreeMap<String, Vec<Word>>,
    /// Signs in content; longer ones first.
    pub(crate) signs: Vec<Sign>,
    carriers: BTreeSet<String>,
    not: BTreeSet<(Act, String)>,
    no_deed: BTreeSet<(Act, String)>,
    speakers: BTreeSet<String>,
    persons: BTreeSet<String>,
    thoughts: BTreeSet<String>,
    with_objects: BTreeSet<String>,
}

const PAGES: [(Act, &str); 15] = [
    (Act::Deny, include_str!("../../../../codebook/acts/deny.md")),
    (Act::Doubt, include_str!("../../../../codebook/acts/doubt.md")),
    (Act::Confirm, include_str!("../../../../codebook/acts/confirm.md")),
    (Act::Correct, include_str!("../../../../codebook/acts/correct.md")),
    (Act::Decline, include_str!("../../../../codebook/acts/decline.md")),
    (Act::Promise, include_str!("../../../../codebook/acts/promise.md")),
    (Act::Request, include_str!("../../../../codebook/acts/request.md")),
    (Act::Invite, include_str!("../../../../codebook/acts/invite.md")),
    (Act::Accept, include_str!("../../../../codebook/acts/accept.md")),
    (Act::Thank, include_str!("../../../../codebook/acts/thank.md")),
    (Act::Praise, include_str!("../../../../codebook/acts/praise.md")),
    (Act::Criticise, include_str!("../../../../codebook/acts/criticise.md")),
    (Act::Warn, include_str!("../../../../codebook/acts/warn.md")),
    (Act::Threaten, include_str!("../../../../codebook/acts/threaten.md")),
    (Act::Say, include_str!("../../../../codebook/acts/say.md")),
];

static CODEBOOK: LazyLock<Codebook> = LazyLock::new(Codebook::read);

impl Codebook {
    /// The codebook this program was built with.
    pub(crate) fn get() -> &'static Codebook {
        &CODEBOOK
    }

    /// Cues that are looked up by this lemma, longer ones first.
    pub(crate) fn words(&self, lemma: &str) -> &[Word] {
        self.words.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether a verb only carries the word of saying that is its object.
    pub(crate) fn is_carrier(&self, lemma: &str) -> bool {
        self.carriers.contains(lemma)
    }

    /// Whether the page of an act shuts out a content or object of this head.
    pub(crate) fn is_shut_out(&self, act: Act, lemma: &str) -> bool {
        self.not.contains(&(act, lemma.to_owned()))
    }

    /// Whether a verb is for nothing that the act could be about ("will be glad").
    pub(crate) fn is_no_deed(&self, act: Act, lemma: &str) -> bool {
        self.no_deed.contains(&(act, lemma.to_owned()))
    }

    /// Whether a common noun is for somebody or something that speaks.
    pub(crate) fn may_speak(&self, noun: &str) -> bool {
        self.speakers.contains(noun) || self.persons.contains(noun)
    }

    /// Whether a word tells of thinking, wishing or doing, and not of saying.
    pub(crate) fn is_thought(&self, lemma: &str) -> bool {
        self.thoughts.contains(lemma)
    }

    /// Whether a verb of no page tells something by an object alone.
    pub(crate) fn takes_objects(&self, lemma: &str) -> bool {
        self.with_objects.contains(lemma)
    }

    /// Whether a common noun is for people.
    pub(crate) fn is_person(&self, noun: &str) -> bool {
        self.persons.contains(noun)
    }

    fn read() -> Self {
        let mut book = Self::default();
        book.persons.extend(nouns(include_str!("../../../../codebook/groups.md")));
        book.speakers.extend(nouns(include_str!("../../../../codebook/speakers.md")));
        for (act, page) in PAGES {
            book.read_words(act, section(page, "Words"), false);
            book.read_words(act, section(page, "Negated words"), true);
            book.signs.extend(table(section(page, "Said")).iter().map(|row| sign(act, row)));
            book.thoughts.extend(bullets(section(page, "No cues")));
            book.with_objects.extend(bullets(section(page, "With objects")));
            book.carriers.extend(bullets(section(page, "Carriers")));
            book.not.extend(bullets(section(page, "Not")).map(|word| (act, word)));
            book.no_deed.extend(bullets(section(page, "No deed")).map(|word| (act, word)));
        }
        for words in book.words.values_mut() {
            words.sort_by_key(|w| (std::cmp::Reverse(w.words.len()), !w.negated));
        }
        book.signs.sort_by_key(|s| std::cmp::Reverse(s.length()));
        book
    }

    fn read_words(&mut self, act: Act, section: &str, negated: bool) {
        for row in table(section) {
            let word = Word {
                act,
                words: row[0].split_whitespace().map(str::to_owned).collect(),
                part: part(&row[1]),
                negated,
                content: slots(&row[2]),
                addressee: slots(&row[3]),
            };
            self.words.entry(word.key().to_owned()).or_default().push(word);
        }
    }
}

impl Sign {
    fn length(&self) -> usize {
        if let Look::Words(words) = &self.look { words.len() } else { 1 }
    }
}

fn sign(act: Act, row: &[String]) -> Sign {
    let look = match row[0].as_str() {
        "negated past" => Look::NegatedPast,
        "imperative" => Look::Imperative,
        words => Look::Words(words.split_whitespace().map(str::to_owned).collect()),
    };
    let whose = match row[1].as_str() {
        "speaker" => Whose::Speaker,
        "any" => Whose::Any,
        "anywhere" => Whose::Anywhere,
        other => panic!("codebook: no subject `{other}`"),
    };
    Sign { act, look, whose }
}

fn part(name: &str) -> Part {
    match name {
        "verb" => Part::Verb,
        "noun" => Part::Noun,
        "adjective" => Part::Adjective,
        other => panic!("codebook: no part of speech `{other}`"),
    }
}

fn slots(cell: &str) -> Vec<Slot> {
    let names = cell.split(',').map(str::trim).filter(|name| !name.is_empty());
    names
        .map(|name| match name {
            "clause" => Slot::Clause,
            "infinitive" => Slot::Infinitive,
            "gerund" => Slot::Gerund,
            "object" => Slot::Object,
            "predicate" => Slot::Predicate,
            "self" => Slot::Own,
            preposition => Slot::Prep(preposition.to_owned()),
        })
        .collect()
}

/// The worked examples of every page: page, text, and what is to be found in it.
#[cfg(test)]
pub(crate) fn examples() -> Vec<(Act, String, String)> {
    let rows = |(act, page)| {
        table(section(page, "Examples"))
            .into_iter()
            .map(move |row| (act, row[0].clone(), row[1].clone()))
    };
    PAGES.into_iter().flat_map(rows).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_page_has_words_and_fifteen_examples() {
        for (act, page) in PAGES {
            assert!(!table(section(page, "Words")).is_empty(), "{act:?} has no words");
            let count = examples().iter().filter(|(a, ..)| *a == act).count();
            assert!(count >= 15, "{act:?} has {count} examples");
        }
    }

    #[test]
    fn longer_cues_come_first() {
        let calls: Vec<_> = Codebook::get().words("call").iter().map(|w| w.words.len()).collect();
        assert!(calls.is_sorted_by(|a, b| a >= b));
    }
}
