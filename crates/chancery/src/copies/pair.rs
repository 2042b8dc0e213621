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
/// Share of what is told that makes a text a retelling, though not one run is the same.
const RETOLD: f64 = 0.75;
/// The same, of a text that names the other.
const RETOLD_IF_CITED: f64 = 0.55;

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
    let share = if kind == CopyKind::Reworded { measure.retold } else { measure.taken };
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
    let exact = measure.taken >= 0.98 && measure.given >= 0.98;
    let template = measure.refilled >= 2 && measure.refilled * 40 > words;
    if words < 8 || template || (of_one_voice(taker, source) && !exact) {
        return None;
    }
    let most = if cited { MOST_IF_CITED } else { MOST_OF_IT };
    if measure.taken >= most {
        return Some(match measure.given {
            _ if is_official(source) && !is_official(taker) => CopyKind::Reprint,
            _ if exact => CopyKind::Exact,
            given if given >= 0.75 && measure.taken >= 0.75 => CopyKind::Near,
            _ => CopyKind::Abridged,
        });
    }
    let retold = if cited { RETOLD_IF_CITED } else { RETOLD };
    (measure.retold >= retold).then_some(CopyKind::Reworded)
}

/// Two of one government's own texts, days apart: likely two occasions in one form.
fn of_one_voice(taker: &Document, source: &Document) -> bool {
    let day = |document: &Document| document.published.as_ref()?.start?.date();
    let apart = match (day(taker), day(source)) {
        (Some(one), Some(other)) => (one - other).get_days().abs() > 1,
        _ => false,
    };
    is_official(taker) && is_official(source) && taker.side == source.side && apart
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
