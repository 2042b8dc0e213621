//! Who is meant: the party that some words of a voice stand for, by name, by title or by standing
//! to the speaker.

use std::sync::LazyLock;

use super::VOICES;
use super::lists::{List, list};
use super::said::Parties;
use super::words::Word;

/// Titles by which a government's own text calls its own people, and "we".
static OWN: LazyLock<List> = LazyLock::new(|| list(VOICES, "Own"));
/// Words that stand in a title beside another.
static BESIDE_TITLES: LazyLock<List> = LazyLock::new(|| list(VOICES, "Beside titles"));
/// Words for the one across the table.
static OTHER: LazyLock<List> = LazyLock::new(|| list(VOICES, "Other"));

/// Whose text it is, and who takes part.
#[derive(Clone, Copy)]
pub(super) struct Speaker<'p> {
    /// The state whose voice it is.
    pub(super) own: Option<&'p str>,
    /// Those who take part.
    pub(super) parties: &'p Parties,
}

impl<'p> Speaker<'p> {
    /// The party a phrase stands for: the first one named, else by title or standing.
    pub(super) fn meant(self, phrase: &[Word], before: &[Word]) -> Option<&'p str> {
        if let Some(named) = self.parties.first_in(phrase) {
            return Some(named);
        }
        let stranger =
            phrase.windows(2).any(|w| w[1].capital && w[0].is_on(&OWN) && !is_title(&w[1]));
        phrase.iter().find_map(|word| match word.text.as_str() {
            "latter" => self.last_in(before).or_else(|| self.other()),
            _ if word.is_on(&OTHER) => self.other(),
            title if word.is_on(&OWN) && !stranger => self.parties.holding(title).or(self.own),
            _ => None,
        })
    }

    /// The party last named in some words.
    pub(super) fn last_in(self, words: &[Word]) -> Option<&'p str> {
        (0..words.len()).rev().find_map(|at| self.parties.at(&words[at..]))
    }

    /// The subject of a verb: "who" points to the party last named, else the first party of the
    /// clause before it, else the one its title means.
    pub(super) fn subject(self, words: &[Word], verb: usize) -> Option<&'p str> {
        const REACH: usize = 14;
        let from = verb.saturating_sub(REACH);
        let clause = (from..verb).rev().find(|&at| {
            words[at].after_stop && self.parties.at(&words[at..]).is_none() && !is_title(&words[at])
        });
        let start = clause.unwrap_or(from);
        let relative =
            (start..verb).rev().find(|&at| matches!(words[at].text.as_str(), "who" | "which"));
        if let Some(relative) = relative {
            return self
                .last_in(&words[..relative])
                .or_else(|| self.meant(&words[..relative], &[]));
        }
        let clause = &words[start..verb];
        let pronoun =
            clause.first().is_some_and(|w| matches!(w.text.as_str(), "he" | "she" | "it"));
        self.meant(clause, &words[..start]).or_else(|| self.own.filter(|_| pronoun))
    }

    /// The other of two parties.
    fn other(self) -> Option<&'p str> {
        let own = self.own?;
        let mut others = self.parties.codes.iter().filter(|code| *code != own);
        let other = others.next()?;
        others.next().is_none().then_some(other.as_str())
    }
}

/// Whether a word may stand in a title.
fn is_title(word: &Word) -> bool {
    word.is_on(&OWN) || word.is_on(&BESIDE_TITLES)
}
