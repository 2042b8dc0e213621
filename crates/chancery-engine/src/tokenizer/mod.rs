//! From text to tokens: white space, special cases, affixes, URLs.
//!
//! The text is cut at white space into chunks. From each chunk prefixes and suffixes are peeled
//! until a special case or nothing remains to peel; the rest is kept whole if it is a URL, else
//! cut at infixes. A second pass puts together special cases that the affix rules cut apart.

mod affixes;
mod data;
mod special;
mod url;

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::lexeme::{Lexeme, Norms, is_space};
use affixes::Affixes;
use data::TokenizerData;
use special::SpecialCases;
use url::UrlPattern;

/// Chunks kept in one cache; a full cache is emptied.
const CACHE_LIMIT: usize = 1 << 16;

/// A token before any net has seen it. Offsets are bytes; attributes are string ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RawToken {
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Whether one space follows.
    pub(crate) space_after: bool,
    pub(crate) orth: u64,
    pub(crate) norm: u64,
    pub(crate) prefix: u64,
    pub(crate) suffix: u64,
    pub(crate) shape: u64,
    pub(crate) is_space: bool,
}

/// A token of a chunk: its length in bytes and what its letters say.
#[derive(Debug, Clone, Copy)]
struct Piece {
    length: u32,
    lexeme: Lexeme,
    /// Whether a special case may start here that only the second pass can see.
    starts_phrase: bool,
}

type Pieces = Vec<Piece>;
type Cache = FxHashMap<Box<str>, Pieces>;

/// Cuts text into tokens as the model was trained on them.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    norms: Norms,
    affixes: Affixes,
    url: UrlPattern,
    special: SpecialCases,
    /// Caches of chunks at rest; every running call holds one of its own.
    caches: Mutex<Vec<Cache>>,
}

/// Whether special cases are known yet: their own phrases are made without them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Special {
    Apply,
    Ignore,
}

impl Tokenizer {
    /// Builds a tokeniser from `tokenizer.json` and `lexeme_norm.tsv`; fails if either is not in
    /// its format.
    pub(crate) fn new(tokenizer_json: &str, lexeme_norm: &str) -> Result<Self, String> {
        let data: TokenizerData =
            serde_json::from_str(tokenizer_json).map_err(|error| error.to_string())?;
        let norms = Norms::new(&data.base_norms, lexeme_norm)?;
        let affixes = Affixes::new(&data.sets, data.prefixes, data.suffixes, data.infixes)?;
        let mut cases = FxHashMap::default();
        for (text, pieces) in &data.special_cases {
            let pieces = pieces.iter().map(|(word, norm)| piece(&norms, word, norm.as_deref()));
            cases.insert(Box::from(text.as_str()), pieces.collect());
        }
        let mut tokenizer = Self {
            norms,
            affixes,
            url: UrlPattern::new(data.url)?,
            special: SpecialCases::new(cases),
            caches: Mutex::default(),
        };
        tokenizer.add_phrases(data.special_cases.iter().map(|(text, _)| text.as_str()));
        Ok(tokenizer)
    }

    /// Adds to the second pass the special cases that affix rules or white space cut apart.
    fn add_phrases<'a>(&mut self, texts: impl Iterator<Item = &'a str>) {
        let is_cut = |text: &&str| {
            self.affixes.prefix(text) > 0
                || self.affixes.suffix(text) > 0
                || !self.affixes.infixes(text).is_empty()
                || text.contains(' ')
        };
        let phrases: Vec<Vec<u64>> = texts
            .filter(is_cut)
            .map(|text| {
                let mut orths = Vec::new();
                for (start, end, _) in Chunks::new(text) {
                    let pieces = self.tokenize_chunk(&text[start..end], Special::Ignore);
                    orths.extend(pieces.iter().map(|piece| piece.lexeme.orth));
                }
                orths
            })
            .collect();
        for phrase in phrases {
            self.special.add_phrase(phrase.into_iter());
        }
    }

    /// Tokens of a text, in order; with the single spaces between them they make up the text.
    pub(crate) fn tokenize(&self, text: &str) -> Vec<RawToken> {
        let mut cache = self.lock().pop().unwrap_or_default();
        let mut tokens = Vec::with_capacity(text.len() / 4);
        let mut starts = Vec::new();
        for (start, end, space_after) in Chunks::new(text) {
            let chunk = &text[start..end];
            if let Some(pieces) = cache.get(chunk) {
                push_chunk(&mut tokens, &mut starts, pieces, start);
            } else {
                let pieces = self.cached_chunk(chunk);
                push_chunk(&mut tokens, &mut starts, &pieces, start);
                if cache.len() >= CACHE_LIMIT {
                    cache.clear();
                }
                cache.insert(Box::from(chunk), pieces);
            }
            if let Some(last) = tokens.last_mut() {
                last.space_after = space_after;
            }
        }
        self.lock().push(cache);
        self.special.retokenize(text, &mut tokens, &starts);
        tokens
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Cache>> {
        // A cache is whole whenever it lies here, whatever happened to another thread.
        self.caches.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Pieces of a chunk, marked for the second pass.
    fn cached_chunk(&self, chunk: &str) -> Pieces {
        let mut pieces = match self.special.get(chunk) {
            Some(case) => case.to_vec(),
            None => self.tokenize_chunk(chunk, Special::Apply),
        };
        for piece in &mut pieces {
            piece.starts_phrase = self.special.starts_phrase(piece.lexeme.orth);
        }
        pieces
    }

    /// Peels affixes from a chunk that is no special case itself, then cuts what remains.
    fn tokenize_chunk(&self, chunk: &str, special: Special) -> Pieces {
        let case = |text: &str| match special {
            Special::Apply => self.special.get(text),
            Special::Ignore => None,
        };
        let mut pieces = Pieces::new();
        let mut suffixes = Pieces::new();
        let mut rest = chunk;
        while !rest.is_empty() && case(rest).is_none() {
            let before = rest.len();
            let (prefix, unprefixed) = rest.split_at(self.affixes.prefix(rest));
            if !prefix.is_empty() && case(unprefixed).is_some() {
                pieces.push(self.piece(prefix));
                rest = unprefixed;
                break;
            }
            let cut = self.affixes.suffix(unprefixed);
            let (unsuffixed, suffix) = rest.split_at(rest.len() - cut);
            if cut > 0 && case(unsuffixed).is_some() {
                suffixes.push(self.piece(suffix));
                rest = unsuffixed;
                break;
            }
            if !prefix.is_empty() {
                pieces.push(self.piece(prefix));
            }
            if cut > 0 {
                suffixes.push(self.piece(suffix));
            }
            rest = &rest[prefix.len()..rest.len() - cut];
            if rest.len() == before {
                break;
            }
        }
        match case(rest) {
            Some(case) => pieces.extend_from_slice(case),
            None => self.push_middle(rest, &mut pieces),
        }
        pieces.extend(suffixes.into_iter().rev());
        pieces
    }

    /// Cuts what affix peeling left at its infixes, unless it is a URL.
    fn push_middle(&self, rest: &str, pieces: &mut Pieces) {
        if self.url.is_match(rest) {
            pieces.push(self.piece(rest));
            return;
        }
        let mut start = 0;
        for infix in self.affixes.infixes(rest) {
            // An infix at the very start is no infix.
            if infix.start == 0 {
                continue;
            }
            if infix.start != start {
                pieces.push(self.piece(&rest[start..infix.start]));
            }
            pieces.push(self.piece(&rest[infix.clone()]));
            start = infix.end;
        }
        if start < rest.len() {
            pieces.push(self.piece(&rest[start..]));
        }
    }

    fn piece(&self, word: &str) -> Piece {
        piece(&self.norms, word, None)
    }
}

fn piece(norms: &Norms, word: &str, norm: Option<&str>) -> Piece {
    let lexeme = norms.lexeme(word, norm);
    Piece { length: word.len() as u32, lexeme, starts_phrase: false }
}

fn push_chunk(tokens: &mut Vec<RawToken>, starts: &mut Vec<usize>, pieces: &[Piece], at: usize) {
    let mut offset = at as u32;
    for piece in pieces {
        if piece.starts_phrase {
            starts.push(tokens.len());
        }
        offset = push_piece(tokens, piece, offset);
    }
}

/// Adds a token at a byte; gives the byte after it.
fn push_piece(tokens: &mut Vec<RawToken>, piece: &Piece, start: u32) -> u32 {
    let Lexeme { orth, norm, prefix, suffix, shape, is_space } = piece.lexeme;
    let end = start + piece.length;
    tokens.push(RawToken {
        start,
        end,
        space_after: false,
        orth,
        norm,
        prefix,
        suffix,
        shape,
        is_space,
    });
    end
}

/// Chunks of a text: runs of white space and runs of anything else, as byte ranges, each with
/// whether one space follows that belongs to no chunk.
struct Chunks<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Chunks<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }
}

impl Iterator for Chunks<'_> {
    type Item = (usize, usize, bool);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        let space = is_space(rest.chars().next()?);
        let length = rest.find(|c: char| is_space(c) != space).unwrap_or(rest.len());
        let (start, end) = (self.at, self.at + length);
        // A space that ends a run of words belongs to it; white space has no space after it.
        let space_after = !space && self.text[end..].starts_with(' ');
        self.at = end + usize::from(space_after);
        Some((start, end, space_after))
    }
}

#[cfg(test)]
mod tests;
