//! Documents made of a seed: stories of invented words, other reports of the same events, copies
//! of several kinds, and sentences of no account at the end of many.

use chancery::nouns::{
    CopyKind, Document, DocumentId, DocumentKind, Moment, Precision, Published, PublishedBasis,
    Side,
};

/// A set of documents, each worked out from the seed and its number alone.
pub(crate) struct World {
    pub(crate) seed: u64,
    pub(crate) count: u32,
}

/// What a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// A story of its own, by a government or by the press.
    Own { official: bool },
    /// Another report of the event of an earlier document.
    SameEvent(u32),
    /// Taken from an earlier document.
    Taken(u32, CopyKind),
}

/// A row of pseudo-random numbers (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let value = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        value ^ (value >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn one_in(&mut self, bound: u64) -> bool {
        self.below(bound) == 0
    }

    /// Small numbers far more often than great ones, as words are used (Zipf's law, about).
    #[allow(clippy::cast_sign_loss, reason = "a power of a positive number")]
    fn ranked(&mut self, bound: u64) -> u64 {
        let share = self.below(1 << 32) as f64 / (1_u64 << 32) as f64;
        ((bound as f64).powf(share) as u64).saturating_sub(1).min(bound - 1)
    }
}

/// Different words of stories; names; papers; sentences of no account.
const WORDS: u64 = 20_000;
const NAMES: u64 = 30_000;
const OUTLETS: u64 = 400;
const BOILERPLATE: u64 = 12;

impl World {
    fn dice(&self, at: u32, what: u64) -> Dice {
        let mut dice = Dice(self.seed ^ (u64::from(at) << 8) ^ (what << 48));
        dice.next();
        dice
    }

    /// What the document of a number is.
    pub(crate) fn origin(&self, at: u32) -> Origin {
        let mut dice = self.dice(at, 1);
        let kind = match dice.below(100) {
            _ if at < 10 => return Origin::Own { official: at < 3 },
            0..8 => CopyKind::Exact,
            8..14 => CopyKind::Near,
            14..20 => CopyKind::Abridged,
            20..26 => CopyKind::Reworded,
            26..30 => CopyKind::Reprint,
            30..37 => return Origin::SameEvent(self.earlier(at, &mut dice, false)),
            37..52 => return Origin::Own { official: true },
            _ => return Origin::Own { official: false },
        };
        Origin::Taken(self.earlier(at, &mut dice, kind == CopyKind::Reprint), kind)
    }

    /// An earlier story of its own, by the press or by a government.
    fn earlier(&self, at: u32, dice: &mut Dice, official: bool) -> u32 {
        loop {
            let back = 1 + dice.below(u64::from(at.min(20_000))) as u32;
            let own = matches!(self.plainly(at - back), Some(of) if of == official);
            if own {
                return at - back;
            }
        }
    }

    /// Whether the story is its own, and if so a government's.
    fn plainly(&self, at: u32) -> Option<bool> {
        match self.dice(at, 1).below(100) {
            _ if at < 10 => Some(at < 3),
            37..52 => Some(true),
            52.. => Some(false),
            _ => None,
        }
    }

    /// A document but for its text.
    pub(crate) fn head(&self, at: u32) -> Document {
        let official = matches!(self.origin(at), Origin::Own { official: true });
        let day = |at: u32| 1 + u64::from(at) * 3000 / u64::from(self.count.max(20_000));
        let days = match self.origin(at) {
            Origin::Taken(from, _) | Origin::SameEvent(from) => {
                (day(from) + self.dice(at, 2).below(3)).max(day(from))
            }
            Origin::Own { .. } => day(at),
        };
        let moment = Moment {
            year: Some(2010 + (days / 336) as i16),
            month: Some(1 + (days / 28 % 12) as i8),
            day: Some(1 + (days % 28) as i8),
            hour: None,
        };
        Document {
            id: DocumentId(format!("{at:09}")),
            path: None,
            url: None,
            outlet: Some(self.outlet(at)),
            side: official.then(|| Side::State(format!("S{}", self.dice(at, 3).below(150)))),
            kind: if official { DocumentKind::Readout } else { DocumentKind::Unknown },
            title: None,
            byline: None,
            credit: None,
            published: Some(Published {
                start: Some(moment),
                end: Some(moment),
                precision: Precision::Day,
                basis: PublishedBasis::Given,
            }),
            retrieved: None,
            language: None,
            text: String::new(),
            copies_of: Vec::new(),
            edition_of: None,
            sentences: Vec::new(),
            notes: Vec::new(),
        }
    }

    fn outlet(&self, at: u32) -> String {
        let number = self.dice(at, 3).below(OUTLETS);
        let title = ["Post", "Herald", "Courier", "Observer"][number as usize % 4];
        format!("The {} {title}", name(NAMES + number))
    }

    /// A document with its text.
    pub(crate) fn document(&self, at: u32) -> Document {
        let mut dice = self.dice(at, 4);
        let mut text = match self.origin(at) {
            Origin::Own { .. } => self.story(at, at),
            Origin::SameEvent(event) => self.story(at, event),
            Origin::Taken(from, kind) => self.taken(from, kind, &mut dice),
        };
        if dice.below(5) < 2 {
            text.push_str("\n\n");
            text.push_str(&boilerplate(dice.below(BOILERPLATE)));
        }
        Document { text, ..self.head(at) }
    }

    /// A story of 150 to 600 words about an event: names of the event, and words of its matter.
    fn story(&self, at: u32, event: u32) -> String {
        let mut matter = self.dice(event, 5);
        let names: Vec<u64> = (0..8 + matter.below(14)).map(|_| matter.ranked(NAMES)).collect();
        let subjects: Vec<u64> = (0..30).map(|_| 200 + matter.below(WORDS - 200)).collect();
        let mut dice = self.dice(at, 6);
        let length = 150 + dice.below(451) as usize;
        let mut sentences: Vec<String> = Vec::new();
        let mut words = 0;
        while words < length {
            let count = 9 + dice.below(18) as usize;
            sentences.push(sentence(&mut dice, count, &names, &subjects));
            words += count;
        }
        paragraphs(&sentences)
    }

    fn taken(&self, from: u32, kind: CopyKind, dice: &mut Dice) -> String {
        let text = match self.origin(from) {
            Origin::SameEvent(event) => self.story(from, event),
            _ => self.story(from, from),
        };
        match kind {
            CopyKind::Exact => text,
            CopyKind::Near => each_word(&text, |word| dice.one_in(40).then(|| swapped(word, dice))),
            CopyKind::Abridged => abridged(&text, dice),
            CopyKind::Reworded => self.reworded(&text, from, dice),
            CopyKind::Reprint => {
                format!("In a statement published by the ministry it says:\n\n{text}")
            }
        }
    }

    /// Half of the words are others, some sentences are left out; two in three name the paper.
    fn reworded(&self, text: &str, from: u32, dice: &mut Dice) -> String {
        let kept: Vec<String> =
            sentences(text).filter(|_| !dice.one_in(7)).map(str::to_owned).collect();
        let other = each_word(&paragraphs(&kept), |word| {
            let plain = word.starts_with(char::is_lowercase);
            (plain && dice.one_in(2)).then(|| swapped(word, dice))
        });
        let paper = self.outlet(from);
        match dice.below(3) {
            0 => other,
            1 => format!(
                "According to {paper} it was so. {other}\n\nThe paper said that it had more."
            ),
            _ => format!(
                "{other}\n\n{paper} reported this first, and the newspaper said it had seen it."
            ),
        }
    }
}

/// Applies a change to each word; punctuation stays.
fn each_word(text: &str, mut change: impl FnMut(&str) -> Option<String>) -> String {
    let pieces = text.split_inclusive(|c: char| !c.is_alphanumeric());
    pieces
        .map(|piece| {
            let word = piece.trim_end_matches(|c: char| !c.is_alphanumeric());
            match change(word) {
                Some(other) if !word.is_empty() => other + &piece[word.len()..],
                _ => piece.to_owned(),
            }
        })
        .collect()
}

fn swapped(word: &str, dice: &mut Dice) -> String {
    if word.starts_with(char::is_uppercase) { word.to_owned() } else { plain(dice.ranked(WORDS)) }
}

/// The first two thirds to a third of the sentences, and now and then one is dropped.
fn abridged(text: &str, dice: &mut Dice) -> String {
    let all: Vec<&str> = sentences(text).collect();
    let kept = (all.len() * (35 + dice.below(30) as usize)).div_ceil(100).max(3);
    let chosen: Vec<String> = all[..kept.min(all.len())]
        .iter()
        .filter(|_| !dice.one_in(12))
        .map(|s| (*s).to_owned())
        .collect();
    paragraphs(&chosen)
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(". ").flat_map(|part| part.split("\n\n")).map(str::trim)
}

fn paragraphs(sentences: &[String]) -> String {
    let paragraphs: Vec<String> = sentences.chunks(3).map(|three| three.join(" ")).collect();
    paragraphs.join("\n\n")
}

fn sentence(dice: &mut Dice, count: usize, names: &[u64], subjects: &[u64]) -> String {
    let mut text = String::new();
    for at in 0..count {
        let word = match dice.below(10) {
            0 => name(names[dice.below(names.len() as u64) as usize]),
            1 | 2 => plain(subjects[dice.below(subjects.len() as u64) as usize]),
            _ => plain(dice.ranked(WORDS)),
        };
        if at > 0 {
            text.push(' ');
            text.push_str(&word);
        } else {
            text.push_str(&capital(&word));
        }
    }
    text + "."
}

/// Three sentences that many documents end in, outside any furniture a page would mark.
fn boilerplate(number: u64) -> String {
    let mut dice = Dice(number.wrapping_mul(977) ^ 0xb01e);
    let row: Vec<String> =
        (0..3).map(|_| sentence(&mut dice, 16, &[number, number + 40], &[number + 300])).collect();
    row.join(" ")
}

/// The word of a rank: the commonest are the language's own.
fn plain(rank: u64) -> String {
    const COMMON: [&str; 40] = [
        "the", "of", "to", "and", "in", "a", "that", "for", "on", "with", "was", "said", "by",
        "at", "as", "be", "from", "an", "has", "it", "is", "will", "had", "which", "have", "its",
        "their", "not", "were", "been", "who", "but", "after", "would", "he", "they", "this",
        "would", "also", "between",
    ];
    COMMON.get(rank as usize).map_or_else(|| syllables(rank), |word| (*word).to_owned())
}

fn name(number: u64) -> String {
    capital(&syllables(number.wrapping_mul(2_654_435_761) | 1 << 40))
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

fn syllables(number: u64) -> String {
    const PARTS: [&str; 32] = [
        "ba", "ko", "ri", "ta", "ven", "sol", "mar", "din", "ler", "no", "pe", "tra", "gu", "shi",
        "lan", "mo", "rek", "vi", "sa", "tor", "el", "fa", "ni", "du", "ol", "ke", "zan", "hu",
        "pri", "mel", "que", "wo",
    ];
    let mut dice = Dice(number);
    (0..2 + dice.below(3)).map(|_| PARTS[dice.below(32) as usize]).collect()
}
