//! How much speaks for it that words answer a claim.

use std::collections::BTreeSet;

use super::candidates::{Claim, Told};
use super::stance::Unit;
use super::tables::{Strength, Tables};
use super::window::Window;
use super::words::{Bag, Word, same, stem};
use crate::nouns::{Act, AnswerKind};

/// Least weight of a link.
const LEAST: f64 = 0.25;
/// Least share of common words where nothing but the words shows that a claim is answered.
const ALIKE: f64 = 0.3;
/// Share of common words from which an answer repeats what is told elsewhere.
const REPEATED: f64 = 0.2;

/// What a name weighs among the words in common.
const NAME: f64 = 0.6;

/// A link in the making.
#[derive(Debug, Clone)]
pub(super) struct Link {
    /// Place of the claim among the claims.
    pub(super) claim: usize,
    pub(super) kind: AnswerKind,
    pub(super) score: f64,
    pub(super) why: String,
    /// How much both have in common.
    overlap: f64,
    /// Whether the answer holds the claim.
    inside: bool,
}

/// What two stretches of words have in common.
struct Common {
    words: Vec<String>,
    /// Share of the answer's words, weighted by rarity.
    of_answer: f64,
    /// Share of the claim's.
    of_claim: f64,
    overlap: f64,
}

/// Whether words answer nothing, whatever is claimed: they only look like an answer, or lack the
/// object that would make them one.
pub(super) fn is_silent(unit: &Unit) -> bool {
    unit.phrase.is_some_and(|phrase| {
        phrase.kind.is_none() || phrase.strength == Strength::Object && !unit.has_object()
    })
}

/// The links of an answer, best first.
pub(super) fn links(unit: &Unit, window: &Window<'_>) -> Vec<Link> {
    if is_silent(unit) {
        return Vec::new();
    }
    let claims = 0..window.claims.len();
    let mut found: Vec<Link> = claims.filter_map(|index| link(unit, window, index)).collect();
    // What an answer repeats, somebody has told before.
    if found.iter().any(|l| !l.inside && l.overlap >= REPEATED) {
        found.retain(|l| !l.inside);
    }
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.claim.cmp(&b.claim)));
    found
}

fn link(unit: &Unit, window: &Window<'_>, index: usize) -> Option<Link> {
    let claim = window.claims[index];
    let here = claim.evidence.document.as_str() == unit.document;
    let inside = here && within(claim, unit);
    let held = claim.reported && unit.kind().is_some();
    if here && touches(claim, unit) && !held {
        return None;
    }
    let themselves = unit.stems.iter().any(|s| s.starts_with("themselv") || s.ends_with("self"));
    let same_words = !unit.speaker.is_empty() && unit.speaker == claim.source;
    if (same_words && here || unit.by.shares_actor(&claim.by)) && !themselves && !held {
        return None;
    }
    let common = common(unit, claim, window);
    let steps = if here { steps(unit, window, index) } else { 0 };
    let after = here && claim.span.start >= unit.span.end;
    let told = |c: &&Claim| c.told != Told::Plain && c.span.end <= unit.span.start;
    let order = match after {
        true if window.claims.iter().any(told) => Order::After,
        true => Order::First,
        false => Order::Before,
    };
    let place = Place { here, inside, order, steps };
    let kind = match unit.kind() {
        Some(kind) => explicit(unit, claim, &common, &place, kind)?,
        None => implicit(unit, claim, &common, &place).or_else(|| pointed(unit, claim, &place))?,
    };
    let (mut score, why) = weigh(unit, claim, &common, &place);
    // Where nothing but "retorted" shows an answer, other claims with words in common come first.
    if unit.kind().is_none() && common.words.is_empty() && common.overlap <= 0.0 {
        score -= 0.1;
    }
    let (inside, overlap) = (place.inside, common.overlap);
    (score >= LEAST).then_some(Link { claim: index, kind, score, why, overlap, inside })
}

/// Whether a claim stands before its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Before,
    After,
    /// After it, and no other claim before it.
    First,
}

/// Where a claim stands, seen from the answer.
struct Place {
    here: bool,
    inside: bool,
    order: Order,
    /// How many other claims stand between.
    steps: usize,
}

impl Place {
    fn is_after(&self) -> bool {
        self.order != Order::Before
    }
}

fn weigh(unit: &Unit, claim: &Claim, common: &Common, place: &Place) -> (f64, String) {
    let mut why = Vec::new();
    let mut score = 0.55 * common.overlap;
    if !common.words.is_empty() {
        why.push(format!("words in common: {}", common.words.join(", ")));
    }
    if place.inside {
        score += 0.35;
        why.push("the answer tells the claim itself".to_owned());
    } else if place.here {
        score += 0.25 / (1.0 + place.steps as f64 + if place.is_after() { 1.0 } else { 0.0 });
        if place.steps == 0 {
            why.push("no other claim stands between".to_owned());
        }
    }
    let vague = unit.has_object() && unit.substance() < 2;
    if unit.bag.points_back || unit.substance() == 0 || vague && unit.kind().is_some() {
        if place.order != Order::After {
            score += 0.25;
        }
        why.push("the answer points back".to_owned());
    }
    if names(unit, claim) {
        score += 0.1;
        why.push("it names who claims, or is spoken of in the claim".to_owned());
    }
    if takes_object(unit, claim) {
        score += 0.15;
        why.push("its noun is that of the claim".to_owned());
    }
    if unit.bag.negated != claim.bag.negated {
        score += 0.05;
        why.push("one is negated and the other not".to_owned());
    }
    if unit.kind().is_some() || unit.replies {
        score += 0.1;
        why.push("its words are those of an answer".to_owned());
    }
    if unit.is_whole_answer() {
        score += 0.15;
        why.push("they say nothing else".to_owned());
    }
    if unit.kind().is_none() && is_opposite(unit, claim) {
        score += 0.25;
        why.push("it tells the opposite".to_owned());
    }
    if claim.told == Told::Plain {
        score -= 0.15;
    }
    (score.clamp(0.0, 1.0), why.join("; "))
}

/// Whether words with a phrase that answers can be about a claim.
fn explicit(
    unit: &Unit,
    claim: &Claim,
    common: &Common,
    place: &Place,
    kind: AnswerKind,
) -> Option<AnswerKind> {
    let own = unit.phrase.is_some_and(|p| p.strength != Strength::Claim);
    let alike = common.overlap > 0.12;
    let complete = own && unit.bare && unit.phrase.is_some_and(|p| p.words.len() > 1);
    let vague =
        unit.has_object() || unit.substance() < 2 || kind == AnswerKind::Declines || complete;
    let fits = match claim.told {
        _ if place.inside => true,
        Told::Plain => {
            common.overlap > 0.3 || own && alike || own && place.here && takes_object(unit, claim)
        }
        Told::Said | Told::Clause => {
            if own && unit.needs_object() && kind != AnswerKind::Declines {
                alike
            } else {
                alike || vague && (place.order != Order::After || takes_object(unit, claim))
            }
        }
    };
    let put = unit.act == Act::Correct && !unit.replies
        || is_other(&unit.bag.figures, &claim.bag.figures) && unit.substance() < 3;
    let corrected = kind == AnswerKind::Denies && put;
    fits.then_some(if corrected { AnswerKind::Corrects } else { kind })
}

/// What words without such a phrase say of a claim, if they answer it.
fn implicit(unit: &Unit, claim: &Claim, common: &Common, place: &Place) -> Option<AnswerKind> {
    let (after, &Place { here, steps, .. }) = (place.is_after(), place);
    // What an editor corrects, his own paper had written.
    let editors = !claim.cue.is_empty() && is_paper(&claim.source);
    let said = !unit.speaker.is_empty() || editors;
    // A headline that denies is no claim that its own text answers; a text answers what it told
    // before.
    if claim.title && claim.bag.negated || after && !unit.heads {
        return None;
    }
    if claim.told == Told::Plain {
        let turned = unit.bag.negated && !claim.bag.negated && said;
        let alone = (claim.title || !here) && common.overlap >= ALIKE && common.words.len() > 1;
        return (alone && turned).then_some(AnswerKind::Denies);
    }
    if is_opposite(unit, claim) && !after && (!here || steps < 3) {
        return Some(AnswerKind::Denies);
    }
    // "He did not", "they did no such thing": nothing but the negation.
    if unit.bag.negated && unit.bag.len() == 0 && !after && here && steps == 0 {
        return Some(AnswerKind::Denies);
    }
    // "Said it was 31": nothing but a figure or day in the place of the claim's.
    let other = is_other(&unit.bag.figures, &claim.bag.figures)
        || is_other(&unit.bag.days, &claim.bag.days);
    if other && said && !after && here && steps == 0 && unit.bag.words.len() < 2 {
        return Some(AnswerKind::Corrects);
    }
    if common.words.is_empty() && !unit.replies && !unit.cleft {
        return None;
    }
    let enough = if said || unit.heads { 1 } else { 2 };
    let alike = common.overlap >= ALIKE && common.words.len() >= enough;
    let turned = unit.bag.negated && !claim.bag.negated;
    let least = if unit.replies { 0.2 } else { 0.25 };
    let close = said && common.of_claim >= if here && steps == 0 { 0.1 } else { least };
    if turned && (alike || close) {
        let put = unit.act == Act::Correct || unit.puts_in_place() || other;
        return Some(if put { AnswerKind::Corrects } else { AnswerKind::Denies });
    }
    if after || !said {
        return None;
    }
    let left_out = !claim.title && (claim.bag.negated || claim.bag.without);
    if unit.cleft && here && steps == 0 && !after {
        return Some(AnswerKind::Corrects);
    }
    if left_out && !unit.bag.negated && common.overlap >= 0.25 {
        return Some(AnswerKind::Denies);
    }
    let figures = is_other(&unit.bag.figures, &claim.bag.figures);
    let days = is_other(&unit.bag.days, &claim.bag.days);
    let replaced = unit.takes_up() && steps == 0 && common.of_answer < 0.99 && here;
    let short = unit.bag.len() <= 4 && common.overlap >= 0.25;
    if (figures || days) && alike
        || unit.act == Act::Correct && common.overlap > 0.1
        || replaced && short && !unit.bag.negated
    {
        return Some(AnswerKind::Corrects);
    }
    // One who promises or asks, or is of those who claim, does not say that it is so.
    let another = unit.act == Act::Say && claim.act == Act::Say && !unit.by.shares(&claim.by);
    if another && common.of_claim >= 0.75 && common.of_answer >= 0.4 && steps <= 2 {
        return Some(AnswerKind::Confirms);
    }
    (unit.replies && steps == 0 && here).then_some(AnswerKind::Denies)
}

/// Whether those who claim are a paper ("an earlier version of this article").
fn is_paper(source: &str) -> bool {
    const PAPERS: [&str; 5] = ["article", "version", "edition", "caption", "headline"];
    source.split_whitespace().any(|word| PAPERS.contains(&word))
}

/// "I never used those words": the act of a statement that says no more than what was said before.
fn pointed(unit: &Unit, claim: &Claim, place: &Place) -> Option<AnswerKind> {
    let vague = unit.objects().next().is_some() || unit.substance() < 2;
    let next = place.here && place.steps == 0;
    let kind = match unit.act {
        Act::Deny => AnswerKind::Denies,
        Act::Doubt => AnswerKind::Doubts,
        _ => return None,
    };
    (vague && next && claim.told != Told::Plain).then_some(kind)
}

/// Whether the answer has a figure that the claim has not, in the place of one.
fn is_other(answer: &BTreeSet<String>, claim: &BTreeSet<String>) -> bool {
    !claim.is_empty() && !answer.is_empty() && !answer.is_subset(claim)
}

/// What stands in the one, and its opposite in the other.
fn is_opposite(unit: &Unit, claim: &Claim) -> bool {
    let pairs = &Tables::get().opposites;
    let mut open = unit.bag.keys().flat_map(|a| claim.bag.keys().map(move |b| (a, b)));
    unit.bag.negated == claim.bag.negated
        && open.any(|(a, b)| pairs.contains(&(a.to_owned(), b.to_owned())))
}

/// Whether who speaks is spoken of in the claim, or who claims in the answer.
fn names(unit: &Unit, claim: &Claim) -> bool {
    let speaker = Bag::of(&unit.speaker);
    let source = Bag::of(&claim.source);
    unit.by.shares(&claim.about)
        || speaker.keys().any(|s| claim.bag.has(s))
        || source.keys().any(|s| unit.stems.iter().any(|u| same(u, s)))
}

/// "The announcement" and "announced", "the figure" and a claim with one: whether the noun that
/// the answer has for what it is about fits the claim.
fn takes_object(unit: &Unit, claim: &Claim) -> bool {
    let told = |noun: &str| claim.cue.iter().any(|cue| same(cue, noun));
    let counted = |noun: &str| {
        matches!(noun, "figur" | "number" | "sum" | "estimat") && !claim.bag.figures.is_empty()
    };
    unit.objects().any(|noun| told(noun) || counted(noun))
}

fn common(unit: &Unit, claim: &Claim, window: &Window<'_>) -> Common {
    // "The report", "such issues": a word for a claim is not what the claim tells.
    let empty = |word: &Word| Tables::get().claim_nouns.contains(&stem(&word.shown));
    let weight = |word: &Word| match word {
        word if empty(word) => 0.0,
        word if word.name => NAME * window.rarity(&word.key),
        word => window.rarity(&word.key),
    };
    let share = |from: &Bag, other: &Bag| {
        let all: f64 = from.words.iter().map(weight).sum();
        let shared: f64 = from.words.iter().filter(|w| other.has(&w.key)).map(weight).sum();
        let figures = from.figures.intersection(&other.figures).count() as f64;
        (shared + figures) / (all + from.figures.len() as f64).max(1e-9)
    };
    let shared = unit.bag.words.iter().filter(|w| !empty(w) && claim.bag.has(&w.key));
    let words = shared.map(|w| w.shown.clone()).collect();
    let (of_answer, of_claim) = (share(&unit.bag, &claim.bag), share(&claim.bag, &unit.bag));
    Common { words, of_answer, of_claim, overlap: (0.5 * of_answer + 0.5 * of_claim).min(1.0) }
}

/// How many other claims stand between.
fn steps(unit: &Unit, window: &Window<'_>, index: usize) -> usize {
    let claim = &window.claims[index].evidence;
    let between = if claim.start < unit.span.start {
        claim.end..unit.span.start
    } else {
        unit.span.end..claim.start
    };
    let inside = |c: &&&Claim| c.evidence.start >= between.start && c.evidence.end <= between.end;
    window.claims.iter().filter(|c| c.told != Told::Plain).filter(inside).count()
}

fn within(claim: &Claim, unit: &Unit) -> bool {
    unit.span.start <= claim.evidence.start && claim.evidence.end <= unit.span.end
}

fn touches(claim: &Claim, unit: &Unit) -> bool {
    claim.span.start < unit.span.end && unit.span.start < claim.span.end
}
