//! The pages of commitments as data: which words make a pledge, a request, an invitation or a
//! plan, and what the words around them say of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::codebook::{bullets, items, section, table};
use crate::nouns::CommitmentKind;

/// How a word of commitment arranges who, to whom and what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Frame {
    /// Verb: its subject binds itself ("promise").
    Does,
    /// Verb: all who agree bind themselves ("agree to", "agree on").
    Agrees,
    /// Verb: its subject asks its object ("urge").
    Asks,
    /// Verb: its subject asks its object to come.
    Invites,
    /// Verb: the one it is planned for is its passive subject ("is scheduled to").
    Passive,
    /// Auxiliary: "will".
    Will,
    /// Auxiliary: "would", told by somebody.
    Would,
    /// "Is to".
    Be,
    /// Adjective or participle after "be": "is due to".
    Due,
    /// "Is going to".
    Going,
    /// Noun: "a promise to".
    Noun,
}

/// A word of commitment.
#[derive(Debug)]
pub(crate) struct Word {
    /// Lower-case words; the first is the lemma, a second one a preposition after it.
    pub(crate) words: Vec<String>,
    pub(crate) frame: Frame,
    pub(crate) kind: CommitmentKind,
    /// Prepositions before the one it is made to.
    pub(crate) joins: Vec<String>,
}

/// What a verb says of the commitment that is its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Governor {
    Made,
    Received,
    Accepted,
    Refused,
    Withdrawn,
    Past,
}

/// Everything the pages hold.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    words: BTreeMap<String, Vec<Word>>,
    /// By kind, words of what is none of it.
    not: BTreeMap<CommitmentKind, BTreeSet<String>>,
    governors: BTreeMap<String, Governor>,
    /// Markers of a condition as lower-case words, longest first.
    pub(crate) conditions: Vec<Vec<String>>,
    pub(crate) habits: BTreeSet<String>,
    pub(crate) carriers: BTreeSet<String>,
}

/// The page of each kind.
pub(crate) const PAGES: [(CommitmentKind, &str); 4] = [
    (CommitmentKind::Pledge, include_str!("../../../../codebook/commitments/pledge.md")),
    (CommitmentKind::Request, include_str!("../../../../codebook/commitments/request.md")),
    (CommitmentKind::Invitation, include_str!("../../../../codebook/commitments/invitation.md")),
    (CommitmentKind::Plan, include_str!("../../../../codebook/commitments/plan.md")),
];

const AROUND: &str = include_str!("../../../../codebook/commitments/words.md");

static BOOK: LazyLock<Pages> = LazyLock::new(Pages::read);

impl Pages {
    /// The pages this program was built with.
    pub(crate) fn get() -> &'static Pages {
        &BOOK
    }

    /// Words of commitment by their first word; those of two words come first.
    pub(crate) fn words(&self, lemma: &str) -> &[Word] {
        self.words.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// Whether a word heads what no commitment of a kind is about.
    pub(crate) fn is_none(&self, kind: CommitmentKind, lemma: &str) -> bool {
        self.not.get(&kind).is_some_and(|words| words.contains(lemma))
    }

    /// What a verb says of the commitment it governs.
    pub(crate) fn governor(&self, lemma: &str) -> Option<Governor> {
        self.governors.get(lemma).copied()
    }

    fn read() -> Self {
        let mut book = Self::default();
        for (kind, page) in PAGES {
            for row in table(section(page, "Words")) {
                let word = word(kind, &row);
                book.words.entry(word.words[0].clone()).or_default().push(word);
            }
            book.not.insert(kind, bullets(section(page, "Not")).collect());
        }
        for words in book.words.values_mut() {
            words.sort_by_key(|w| std::cmp::Reverse(w.words.len()));
        }
        let governors = table(section(AROUND, "Governors"));
        book.governors = governors.into_iter().map(|r| (r[0].clone(), governor(&r[1]))).collect();
        let conditions = bullets(section(AROUND, "Conditions"));
        book.conditions = conditions.map(|c| c.split(' ').map(str::to_owned).collect()).collect();
        book.conditions.sort_by_key(|words| std::cmp::Reverse(words.len()));
        book.habits.extend(bullets(section(AROUND, "Habits")));
        book.carriers.extend(bullets(section(AROUND, "Carriers")));
        book
    }
}

fn word(kind: CommitmentKind, row: &[String]) -> Word {
    Word {
        words: row[0].split(' ').map(str::to_owned).collect(),
        frame: frame(&row[1]),
        kind,
        joins: items(&row[2]),
    }
}

fn frame(name: &str) -> Frame {
    match name {
        "does" => Frame::Does,
        "agrees" => Frame::Agrees,
        "asks" => Frame::Asks,
        "invites" => Frame::Invites,
        "passive" => Frame::Passive,
        "will" => Frame::Will,
        "would" => Frame::Would,
        "be" => Frame::Be,
        "due" => Frame::Due,
        "going" => Frame::Going,
        "noun" => Frame::Noun,
        other => panic!("codebook: no frame `{other}`"),
    }
}

fn governor(name: &str) -> Governor {
    match name {
        "made" => Governor::Made,
        "received" => Governor::Received,
        "accepted" => Governor::Accepted,
        "refused" => Governor::Refused,
        "withdrawn" => Governor::Withdrawn,
        "past" => Governor::Past,
        other => panic!("codebook: no governor `{other}`"),
    }
}
