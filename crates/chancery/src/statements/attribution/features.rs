//! What the net sees of a token besides word vectors. Twin of `training/attribution/features.py`:
//! order and values must agree.

use chancery_engine::{Dep, Doc, EntityKind, Tag};

use super::lines::Line;

/// Numbers out of closed sets that a token has.
pub(super) const COUNT: usize = SIZES.len();

/// Values of each number, in order of its rows in the net's table.
const SIZES: [usize; 15] = [
    TAGS,
    DEPS,
    1 + 2 * EntityKind::ALL.len(),
    TAGS,
    DEPS,
    DEPS + 1,
    128,
    DEPS + 1,
    DEPS + 1,
    4,
    11,
    11,
    8,
    8,
    8,
];
const TAGS: usize = Tag::ALL.len();
const DEPS: usize = Dep::ALL.len();
/// Rows in the net's table of lemmas.
pub(super) const LEMMA_ROWS: usize = 8192;
const MAX_CLIMB: usize = 40;

/// Rows in the net's table of numbers.
pub(super) const NUMBER_ROWS: usize = {
    let (mut sum, mut i) = (0, 0);
    while i < COUNT {
        sum += SIZES[i];
        i += 1;
    }
    sum
};

/// A token's rows in the table of numbers and in the table of lemmas.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) numbers: [u16; COUNT],
    pub(super) lemma: [u16; 2],
}

/// What a line needs to know of the one before.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Before {
    /// It ended inside a quotation.
    pub(super) in_quotation: bool,
    has_marks: bool,
    ends_in_colon: bool,
}

/// The features of a line, and what the next line needs to know of it.
pub(super) struct Seen {
    pub(super) tokens: Vec<Token>,
    pub(super) after: Before,
}

/// All features of a line.
pub(super) fn features(doc: &Doc, line: &Line, before: Before, is_first: bool) -> Seen {
    let words: Vec<&str> = line.tokens.iter().map(|&t| doc.word(t)).collect();
    let (quotes, in_quotation) = quote_states(&words);
    let last = words.last().copied().unwrap_or_default();
    let context = Context {
        bits: dependents(line),
        left: edges(line, std::cmp::min),
        right: edges(line, std::cmp::max),
        since_opening: since(quotes.iter().copied(), Quote::Opening),
        until_closing: {
            let mut steps = since(quotes.iter().rev().copied(), Quote::Closing);
            steps.reverse();
            steps
        },
        line_before: usize::from(before.in_quotation) * 4
            + usize::from(before.has_marks) * 2
            + usize::from(before.ends_in_colon),
        place: usize::from(is_first) * 2
            + usize::from(matches!(last, "." | "?" | "!" | "”" | "\"")) * 4,
        quotes,
    };
    let token = |(i, word): (usize, &&str)| Token {
        numbers: rows(&context.numbers(doc, line, i, word)),
        lemma: lemma_rows(&doc.tokens[line.tokens[i] as usize].lemma),
    };
    let tokens = words.iter().enumerate().map(token).collect();
    let has_marks = context.quotes.iter().any(|q| *q > Quote::Inside);
    Seen { tokens, after: Before { in_quotation, has_marks, ends_in_colon: last == ":" } }
}

/// Columns of a line, worked out together.
struct Context {
    bits: Vec<usize>,
    left: Vec<usize>,
    right: Vec<usize>,
    quotes: Vec<Quote>,
    since_opening: Vec<usize>,
    until_closing: Vec<usize>,
    line_before: usize,
    place: usize,
}

impl Context {
    fn numbers(&self, doc: &Doc, line: &Line, i: usize, word: &str) -> [usize; COUNT] {
        let head = line.head[i];
        let up = line.head[head];
        [
            line.tag[i] as usize,
            line.dep[i] as usize,
            entity(doc, line.tokens[i]),
            line.tag[head] as usize,
            line.dep[head] as usize,
            if up == head { DEPS } else { line.dep[up] as usize },
            self.bits[i],
            self.left[i],
            self.right[i],
            self.quotes[i] as usize,
            self.since_opening[i],
            self.until_closing[i],
            self.line_before,
            self.place + usize::from(line.starts_sentence(i)),
            shape(word),
        ]
    }
}

/// Values as rows of the one table.
fn rows(values: &[usize; COUNT]) -> [u16; COUNT] {
    let mut offset = 0;
    std::array::from_fn(|k| {
        let row = offset + values[k];
        offset += SIZES[k];
        row as u16
    })
}

fn lemma_rows(lemma: &str) -> [u16; 2] {
    let hash = fnv(&lemma.to_lowercase());
    let rows = LEMMA_ROWS as u64;
    [(hash % rows) as u16, ((hash >> 32) % rows) as u16]
}

/// FNV-1a, 64 bits.
fn fnv(text: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    text.bytes().fold(0xcbf2_9ce4_8422_2325, step)
}

/// 0 outside entities; first and further tokens of each kind apart.
fn entity(doc: &Doc, token: u32) -> usize {
    doc.entity_at(token).map_or(0, |e| 1 + 2 * e.kind as usize + usize::from(e.start != token))
}

/// Which dependents each token has, as bits.
fn dependents(line: &Line) -> Vec<usize> {
    let mut bits = vec![0; line.len()];
    for (i, (&head, dep)) in line.head.iter().zip(&line.dep).enumerate() {
        let after = i > head;
        let bit = match dep {
            _ if head == i => 0,
            Dep::Nsubj | Dep::Nsubjpass => 1 << usize::from(after),
            Dep::Ccomp => 4 << usize::from(after),
            Dep::Xcomp if after => 16,
            Dep::Dobj if after => 32,
            Dep::Agent if after => 64,
            _ => 0,
        };
        bits[head] |= bit;
    }
    bits
}

/// For the token at which a subtree begins (with `min`) or ends (with `max`): the relation of the
/// highest token whose subtree does, unless that is the token itself.
fn edges(line: &Line, further: fn(usize, usize) -> usize) -> Vec<usize> {
    let mut bound: Vec<usize> = (0..line.len()).collect();
    for i in 0..line.len() {
        let mut at = i;
        for _ in 0..MAX_CLIMB {
            if line.head[at] == at {
                break;
            }
            at = line.head[at];
            bound[at] = further(bound[at], i);
        }
    }
    let highest = |i: usize| {
        let mut at = i;
        while line.head[at] != at && bound[line.head[at]] == i {
            at = line.head[at];
        }
        if at == i { DEPS } else { line.dep[at] as usize }
    };
    (0..line.len()).map(highest).collect()
}

fn shape(word: &str) -> usize {
    let has_upper = word.chars().any(char::is_uppercase);
    let has_lower = word.chars().any(char::is_lowercase);
    match word {
        _ if word.starts_with(|c: char| c.is_ascii_digit()) => 3,
        "," => 5,
        "." | "?" | "!" => 6,
        ":" | ";" | "—" | "–" | "-" | "--" => 7,
        _ if has_upper && !has_lower && word.chars().nth(1).is_some() => 1,
        _ if word.starts_with(char::is_uppercase) => 2,
        _ if has_lower && !has_upper => 4,
        _ => 0,
    }
}

/// A distance in ten steps; 0 stays 0.
pub(super) fn far(distance: usize) -> usize {
    match distance {
        0..6 => distance,
        6..9 => 6,
        9..14 => 7,
        14..22 => 8,
        _ => 9,
    }
}

/// Where a token stands towards quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Quote {
    Outside,
    Inside,
    Opening,
    Closing,
}

/// The state of each word, and whether a quotation is open at the end.
fn quote_states(words: &[&str]) -> (Vec<Quote>, bool) {
    let mut inside = false;
    let state = |word: &&str| {
        let (state, after) = match *word {
            "”" | "»" | "''" => (Quote::Closing, false),
            "\"" | "＂" if inside => (Quote::Closing, false),
            "“" | "‟" | "«" | "„" | "``" | "\"" | "＂" => (Quote::Opening, true),
            _ if inside => (Quote::Inside, true),
            _ => (Quote::Outside, false),
        };
        inside = after;
        state
    };
    let states = words.iter().map(state).collect();
    (states, inside)
}

/// Steps since the last such mark of the same quotation, 0 for none.
fn since(states: impl Iterator<Item = Quote>, mark: Quote) -> Vec<usize> {
    let mut last = None;
    let step = |(i, state): (usize, Quote)| {
        if state == Quote::Outside {
            last = None;
        }
        let steps = last.map_or(0, |last| far(i - last));
        if state > Quote::Inside {
            last = (state == mark).then_some(i);
        }
        steps
    };
    states.enumerate().map(step).collect()
}
