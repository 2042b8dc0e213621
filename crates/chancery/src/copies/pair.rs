//! Whether one of two texts was taken from the other, and how.

use crate::nouns::{Copied, CopyKind, Document};

use super::Given;
use super::credit::{Cited, cited};
use super::measure::{Measure, measure};
use super::order::{is_official, precedence};
use super::words::{Word, words};

/// Share of a text's words that must be another's before it counts as a copy: most of it.
const MOST_OF_IT: f64 = 0.6;
/// The same, of a text that names the other.
const MOST_IF_CITED: f64 = 0.5;
/// Share of what is told, sentence by sentence, that makes a text a retelling.
const RETOLD: f64 = 0.75;
/// The same, of a text that names the other.
const RETOLD_IF_CITED: f64 = 0.55;
/// Share of a text's names that stand in the other in the same order, if it is told from it in
/// quite other words.
const ORDERED: f64 = 0.65;
/// The same, of a text that names the other.
const ORDERED_IF_CITED: f64 = 0.45;
/// Fewer words than this are held to be a copy only where all of them are the same.
const SHORT: usize = 25;
/// Fewer words than this tell too little to be told anew.
const TELLING: usize = 60;

/// Says whether one of the two was taken from the other. The answer does not depend on which is
/// named first, nor on any third text.
pub fn pair(one: &Given<'_>, other: &Given<'_>) -> Option<Copied> {
    if one.document.id == other.document.id {
        return None;
    }
    let first = precedence(one.document) <= precedence(other.document);
    let (source, taker) = if first { (one, other) } else { (other, one) };
    weigh(taker.document, &words(&taker.document.text), source).map(|(copied, _)| copied)
}

/// Weighs a taker, whose words are read already, against a source of higher precedence;
/// says also whether the taker names it.
pub(super) fn weigh(
    taker: &Document,
    telling: &[Word],
    source: &Given<'_>,
) -> Option<(Copied, bool)> {
    let measure = measure(telling, &words(&source.document.text));
    let cited = cited(taker, source.document);
    let kind = kind(taker, source.document, &measure, cited.is_some(), telling.len())?;
    let share = match kind {
        CopyKind::Reworded => {
            measure.retold.max(measure.in_order as f64 / measure.names.max(1) as f64)
        }
        _ => measure.taken,
    };
    let named = cited.is_some();
    let copied = Copied {
        document: taker.id.clone(),
        from: source.document.id.clone(),
        kind,
        share: (share * 1000.0).round() / 1000.0,
        why: why(taker, source.document, kind, share, cited.as_ref()),
        credit: cited.and_then(|cited| cited.evidence),
    };
    Some((copied, named))
}

fn kind(
    taker: &Document,
    source: &Document,
    measure: &Measure,
    cited: bool,
    words: usize,
) -> Option<CopyKind> {
    let exact = measure.unbroken && measure.taken.min(measure.given) >= 0.93;
    let template = measure.refilled >= 2 && measure.refilled * 40 > words;
    let whole = words >= SHORT || measure.taken.min(measure.given) >= 1.0;
    if words < 8 || !whole || template || another_occasion(taker, source, exact, words) {
        return None;
    }
    if measure.taken >= if cited { MOST_IF_CITED } else { MOST_OF_IT } {
        return Some(match measure.given {
            _ if is_official(source) && !is_official(taker) => CopyKind::Reprint,
            _ if exact => CopyKind::Exact,
            given if given.min(measure.taken) >= 0.75 => CopyKind::Near,
            _ => CopyKind::Abridged,
        });
    }
    let retold = words >= TELLING && told_anew(measure, cited);
    (retold && !of_one_voice(taker, source)).then_some(CopyKind::Reworded)
}

/// Whether the taker tells what the source tells, in other words.
fn told_anew(measure: &Measure, cited: bool) -> bool {
    let ordered = measure.in_order as f64 / measure.names.max(1) as f64;
    if cited {
        let in_order = measure.in_order >= 6 && ordered >= ORDERED_IF_CITED;
        return measure.retold >= RETOLD_IF_CITED || in_order;
    }
    let in_order = measure.in_order >= 12 && ordered >= ORDERED && measure.stems >= 0.25;
    measure.retold >= RETOLD || in_order
}

/// Two texts of one voice that are alike but not the same: two occasions in one form, unless they
/// stand at one address. A short form may even be the same twice.
fn another_occasion(taker: &Document, source: &Document, exact: bool, words: usize) -> bool {
    let edition = taker.url.is_some() && taker.url == source.url;
    let day = |document: &Document| document.published.as_ref()?.start?.date();
    let apart = day(taker).zip(day(source)).is_some_and(|(one, other)| one != other);
    of_one_voice(taker, source) && !edition && (!exact || (apart && words < 2 * SHORT))
}

/// Whether both are the same outlet's, or the same government's.
fn of_one_voice(taker: &Document, source: &Document) -> bool {
    let outlet = taker.outlet.is_some() && taker.outlet == source.outlet;
    outlet || (is_official(taker) && is_official(source) && taker.side == source.side)
}

fn why(
    taker: &Document,
    source: &Document,
    kind: CopyKind,
    share: f64,
    cited: Option<&Cited>,
) -> String {
    let percent = (share * 100.0).round();
    let mut why = match kind {
        CopyKind::Reworded => format!("{percent} % of what it tells is told there"),
        _ => format!("{percent} % of its words stand there"),
    };
    if let Some(cited) = cited {
        why.push_str("; ");
        why.push_str(&cited.how);
    }
    let day = |document: &Document| document.published.as_ref()?.start;
    match (day(taker), day(source)) {
        _ if is_official(source) && !is_official(taker) => {
            why.push_str("; the other is a government's own text");
        }
        (Some(later), Some(earlier)) if earlier < later => {
            why.push_str(&format!("; published {later}, the other {earlier}"));
        }
        _ => {}
    }
    why
}
