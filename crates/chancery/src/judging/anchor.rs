//! Anchors: where words stand, in terms that outlive a reading; and finding them again.

use std::ops::Range;

use super::words::{Word, bytes, in_one_line, places, words};
use crate::nouns::{Anchor, Document};

/// Fewest words of a sentence by which it is known where the rest of it has gone.
const FEWEST: usize = 4;

/// Where an anchor was found, in bytes of a reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The sentence, or what is left of it.
    pub(super) sentence: Range<u32>,
    /// The words.
    pub(super) words: Range<u32>,
}

/// The anchor of a range of bytes of a document: its sentence, and the words as far as they stand
/// in it. None where no word stands there.
pub(super) fn anchor(document: &Document, range: Range<u32>) -> Option<Anchor> {
    let inside = |s: &&[u32; 2]| s[0] <= range.start && range.start < s[1];
    let [from, to] =
        document.sentences.iter().find(inside).copied().unwrap_or([range.start, range.end]);
    let sentence = document.text.get(from as usize..to as usize)?;
    let quoted = document.text.get(range.start as usize..range.end.min(to) as usize)?;
    let (run, inner) = (words(sentence), words(quoted));
    let before = document.text.get(..from as usize)?;
    let lead = sentence.get(..(range.start - from) as usize)?;
    Some(Anchor {
        document: document.id.clone(),
        sentence: in_one_line(sentence),
        words: in_one_line(quoted),
        occurrence: places(&run, &words(before)).len() as u32,
        nth: places(&inner, &run).iter().position(|&at| at >= words(lead).len())? as u32,
        told: 0,
        beside: None,
    })
}

/// The anchor of a document as a whole.
pub(super) fn whole(document: &Document) -> Anchor {
    Anchor {
        document: document.id.clone(),
        sentence: String::new(),
        words: String::new(),
        occurrence: 0,
        nth: 0,
        told: 0,
        beside: None,
    }
}

/// The anchor of words that a person quotes from a document: they must stand in it, and where
/// they stand more than once the first is meant.
pub fn quoted(document: &Document, quote: &str) -> Option<Anchor> {
    let text = words(&document.text);
    let run = words(quote);
    let at = *places(&run, &text).first()?;
    anchor(document, bytes(&text[at..at + run.len()])?)
}

/// A reading cut into words, to find anchors in.
#[derive(Debug)]
pub(super) struct Reread {
    words: Vec<Word>,
}

impl Reread {
    pub(super) fn new(text: &str) -> Self {
        Self { words: words(text) }
    }

    /// Where an anchor's words stand, or why that cannot be told.
    pub(super) fn find(&self, anchor: &Anchor) -> Result<Place, String> {
        let sentence = words(&anchor.sentence);
        let run = words(&anchor.words);
        let inner = places(&run, &sentence);
        let Some(&first) = inner.get(anchor.nth as usize) else {
            return Err("its words are not in its own sentence".to_owned());
        };
        let whole = places(&sentence, &self.words);
        let at = match (whole.get(anchor.occurrence as usize), whole.len()) {
            (Some(&at), _) => Some(at),
            (None, 1) => whole.first().copied(),
            (None, 0) => None,
            (None, many) => {
                let what = "times now, and which is meant is not clear";
                return Err(format!("its sentence stands {many} {what}"));
            }
        };
        if let Some(at) = at {
            return Ok(self.place(at..at + sentence.len(), at + first, run.len()));
        }
        self.piece(&sentence, first, run.len()).ok_or_else(|| {
            format!("its words no longer stand in the reading: \"{}\"", anchor.words)
        })
    }

    /// The longest piece of a sentence, its words among it, that stands in the text once; at
    /// least half of the sentence.
    fn piece(&self, sentence: &[Word], first: usize, count: usize) -> Option<Place> {
        let least = (sentence.len() / 2).max(FEWEST).max(count);
        for length in (least..sentence.len()).rev() {
            let earliest = (first + count).saturating_sub(length);
            for from in earliest..=first.min(sentence.len() - length) {
                if let [at] = places(&sentence[from..from + length], &self.words)[..] {
                    return Some(self.place(at..at + length, at + first - from, count));
                }
            }
        }
        None
    }

    fn place(&self, sentence: Range<usize>, first: usize, count: usize) -> Place {
        let range = |run: &[Word]| bytes(run).unwrap_or_default();
        Place {
            sentence: range(&self.words[sentence]),
            words: range(&self.words[first..first + count]),
        }
    }
}
