//! How much of one text's words, and of what they tell, stands in another.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::sketch::run;
use super::words::Word;

/// Words of the shortest run that counts as taken.
const RUN: usize = 5;
/// Fewer own words than this tell nothing; then quoted ones are counted too.
const OWN: usize = 30;
/// Longest gap between two runs that counts as a blank of a form, in words.
const GAP: usize = 16;

/// What two texts have in common. Shares run from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Measure {
    /// Share of the taker's words that stand in runs of the source. Words that both quote are
    /// left out of account: they are a third's.
    pub(super) taken: f64,
    /// Share of the source's words that stand in runs of the taker, counted likewise.
    pub(super) given: f64,
    /// Names and numbers that are others in the same form of words.
    pub(super) refilled: usize,
    /// Whether nothing is left out or put in between the first common word and the last.
    pub(super) unbroken: bool,
    /// Share of what the taker's sentences tell that sentences of the source tell.
    pub(super) retold: f64,
    /// Names and numbers of the taker that the source has in the same order.
    pub(super) in_order: usize,
    /// Names and numbers of the taker, each once.
    pub(super) names: usize,
    /// Share of the taker's other stems that the source has.
    pub(super) stems: f64,
}

/// Measures a taker against a source.
pub(super) fn measure(taker: &[Word], source: &[Word]) -> Measure {
    let marks = Marks::of(taker, source);
    let firsts = firsts(source);
    let names = firsts_of_names(taker);
    Measure {
        taken: share(&marks.taker),
        given: share(&marks.source),
        refilled: refilled(taker, source, &marks),
        unbroken: unbroken(&marks.taker) && unbroken(&marks.source),
        retold: retold(taker, source),
        in_order: in_order(&names, &firsts),
        names: names.len(),
        stems: stems(taker, &firsts),
    }
}

/// How a word stands in the other text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// It does not.
    Alone,
    /// In a run, at this place of the other text.
    At(u32),
    /// In a run, and both quote it.
    Quoted,
}

struct Marks {
    taker: Vec<Mark>,
    source: Vec<Mark>,
}

impl Marks {
    fn of(taker: &[Word], source: &[Word]) -> Self {
        let mut marks =
            Self { taker: vec![Mark::Alone; taker.len()], source: vec![Mark::Alone; source.len()] };
        let mut places: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (at, window) in source.windows(RUN).enumerate() {
            places.entry(run(window)).or_default().push(at as u32);
        }
        let mut next = 0;
        for (at, window) in taker.windows(RUN).enumerate() {
            let Some(found) = places.get(&run(window)) else { continue };
            // The place that carries the run before on, else the first.
            let place = found.iter().copied().find(|p| *p == next).unwrap_or(found[0]);
            next = place + 1;
            for step in 0..RUN {
                marks.meet(taker, source, at + step, place as usize + step);
            }
        }
        marks
    }

    fn meet(&mut self, taker: &[Word], source: &[Word], at: usize, place: usize) {
        let quoted = taker[at].quoted && source[place].quoted;
        if self.taker[at] == Mark::Alone {
            self.taker[at] = if quoted { Mark::Quoted } else { Mark::At(place as u32) };
        }
        self.source[place] = if quoted { Mark::Quoted } else { Mark::At(at as u32) };
    }
}

/// Share of the words that stand in the other text, without those that both quote.
fn share(marks: &[Mark]) -> f64 {
    let count = |kind: fn(&Mark) -> bool| marks.iter().filter(|mark| kind(mark)).count();
    let met = count(|mark| matches!(mark, Mark::At(_)));
    let quoted = count(|mark| *mark == Mark::Quoted);
    let own = marks.len() - quoted;
    match own {
        _ if marks.is_empty() => 0.0,
        OWN.. => met as f64 / own as f64,
        _ => (met + quoted) as f64 / marks.len() as f64,
    }
}

fn unbroken(marks: &[Mark]) -> bool {
    let met = |mark: &Mark| *mark != Mark::Alone;
    match (marks.iter().position(met), marks.iter().rposition(met)) {
        (Some(first), Some(last)) => marks[first..=last].iter().all(met),
        _ => false,
    }
}

/// Counts the names and numbers that differ in gaps between runs, short on both sides.
fn refilled(taker: &[Word], source: &[Word], marks: &Marks) -> usize {
    let place = |(at, mark): (usize, &Mark)| match mark {
        Mark::At(place) => Some((at, *place as usize)),
        _ => None,
    };
    let met: Vec<(usize, usize)> = marks.taker.iter().enumerate().filter_map(place).collect();
    let other = |two: &[(usize, usize)]| {
        let ((a, p), (b, q)) = (two[0], two[1]);
        let short = b > a + 1 && b - a <= GAP && q > p + 1 && q - p <= GAP;
        if short { other_fill(&taker[a + 1..b], &source[p + 1..q]) } else { 0 }
    };
    met.windows(2).map(other).sum()
}

/// Names and numbers of each that the other has not, paired off.
fn other_fill(one: &[Word], other: &[Word]) -> usize {
    let fills = |words: &[Word]| -> BTreeSet<u64> {
        words.iter().filter(|word| word.filled).map(|word| word.hash).collect()
    };
    let (one, other) = (fills(one), fills(other));
    one.difference(&other).count().min(other.difference(&one).count())
}

/// Names weigh less than the words around them: two reports of one event share them anyway.
fn weight(word: &Word) -> f64 {
    if word.filled { 0.5 } else { 1.0 }
}

/// Share of the weight of the taker's sentences of which a sentence of the source, or two that
/// follow each other, hold at least half.
fn retold(taker: &[Word], source: &[Word]) -> f64 {
    let source: Vec<FxHashSet<u64>> = sentences(source)
        .map(|words| words.iter().map(|word| word.stem).filter(|stem| *stem != 0).collect())
        .collect();
    let (mut all, mut held) = (0.0, 0.0);
    for sentence in sentences(taker) {
        let telling: Vec<&Word> = sentence.iter().filter(|word| word.stem != 0).collect();
        let total: f64 = telling.iter().map(|word| weight(word)).sum();
        let found = |at: usize| -> f64 {
            let near = &source[at..source.len().min(at + 2)];
            let has = |word: &&&Word| near.iter().any(|stems| stems.contains(&word.stem));
            telling.iter().filter(has).map(|word| weight(word)).sum()
        };
        let best = (0..source.len()).map(found).fold(0.0, f64::max);
        all += total;
        held += if best >= 0.5 * total { best } else { 0.0 };
    }
    if all > 0.0 { held / all } else { 0.0 }
}

fn sentences(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words.chunk_by(|a, b| a.sentence == b.sentence)
}

/// Each stem with the place it stands at first.
fn firsts(words: &[Word]) -> FxHashMap<u64, u32> {
    let mut firsts = FxHashMap::default();
    for (at, word) in words.iter().enumerate().filter(|(_, word)| word.stem != 0) {
        firsts.entry(word.stem).or_insert(at as u32);
    }
    firsts
}

/// The stems of names and numbers in the order they stand at first.
fn firsts_of_names(words: &[Word]) -> Vec<u64> {
    let mut seen = FxHashSet::default();
    let names = words.iter().filter(|word| word.filled && word.stem != 0).map(|word| word.stem);
    names.filter(|stem| seen.insert(*stem)).collect()
}

/// Length of the longest row of names that the source has in the same order. Reports of one event
/// share its names; one told from another brings them up one after the other as that does.
fn in_order(names: &[u64], source: &FxHashMap<u64, u32>) -> usize {
    let mut rows: Vec<u32> = Vec::new();
    for place in names.iter().filter_map(|stem| source.get(stem)) {
        let at = rows.partition_point(|last| last < place);
        if at == rows.len() { rows.push(*place) } else { rows[at] = *place }
    }
    rows.len()
}

/// Share of the taker's stems, names left out, that the source has.
fn stems(taker: &[Word], source: &FxHashMap<u64, u32>) -> f64 {
    let stems: BTreeSet<u64> =
        taker.iter().filter(|word| !word.filled && word.stem != 0).map(|word| word.stem).collect();
    let met = stems.iter().filter(|stem| source.contains_key(stem)).count();
    if stems.is_empty() { 0.0 } else { met as f64 / stems.len() as f64 }
}
