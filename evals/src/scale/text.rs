//! A text that is put together piece by piece, and remembers where its pieces stand.

use chancery::nouns::{DocumentId, Evidence, ReadingId};

use super::seed::Seed;

/// Where a piece stands, in bytes.
pub(super) type Piece = (u32, u32);

/// What a cleaner would leave, and the pieces of it.
#[derive(Debug, Default, Clone)]
pub(super) struct Text(pub(super) String);

impl Text {
    /// Adds words.
    pub(super) fn add(&mut self, words: &str) -> Piece {
        let start = self.0.len() as u32;
        self.0.push_str(words);
        (start, self.0.len() as u32)
    }

    /// The words from the beginning of one piece to the end of another.
    pub(super) fn end(&self) -> u32 {
        self.0.len() as u32
    }
}

/// A finished text as evidence.
pub(super) struct Told {
    pub(super) document: DocumentId,
    pub(super) reading: ReadingId,
    pub(super) text: String,
}

impl Told {
    pub(super) fn evidence(&self, (start, end): Piece) -> Evidence {
        Evidence {
            document: self.document.clone(),
            reading: self.reading.clone(),
            start,
            end,
            text: self.text[start as usize..end as usize].to_owned(),
            reader: "generated".to_owned(),
            version: "1".to_owned(),
            caption: false,
        }
    }
}

/// A rare word: syllables, the first ranks the most often, some ten thousand in all.
pub(super) fn word(seed: &mut Seed) -> String {
    const HEADS: [&str; 24] = [
        "ba", "cor", "dal", "fen", "gri", "hol", "jas", "kel", "lom", "mar", "nev", "ost", "pra",
        "quin", "ros", "sel", "tor", "ul", "vas", "wen", "xan", "yor", "zel", "bru",
    ];
    const TAILS: [&str; 20] = [
        "den", "mar", "tic", "lor", "ness", "vor", "ta", "mine", "gar", "lund", "sen", "rick",
        "tal", "dor", "wick", "ham", "stad", "berg", "fal", "mont",
    ];
    let rank = seed.ranked(HEADS.len() * TAILS.len() * HEADS.len());
    let (head, rest) = (rank % HEADS.len(), rank / HEADS.len());
    let (tail, last) = (rest % TAILS.len(), rest / TAILS.len());
    let more = if last > 0 { HEADS[last % HEADS.len()] } else { "" };
    format!("{}{more}{}", HEADS[head], TAILS[tail])
}
