//! Copies found, held against those annotated.

use std::collections::BTreeMap;

use super::gold::{Gold, TextId};
use super::set::Set;
use crate::meetings::score::Counts;
use crate::share::Share;

/// Counts over copies.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) copies: Counts,
    pub(crate) kind: Share,
    pub(crate) errors: Vec<String>,
}

/// Counts all of the set. A source found is right where it is the annotated one, or one that this
/// was itself taken from.
pub(crate) fn count(gold: &[Gold], set: &Set) -> Tally {
    let mut tally = Tally::default();
    let annotated = annotated(gold);
    let mut open: Vec<&TextId> = annotated.keys().collect();
    for copied in &set.settled.copied {
        let (Some(taker), Some(source)) = (set.text(&copied.document), set.text(&copied.from))
        else {
            continue;
        };
        let kind = format!("{:?}", copied.kind).to_lowercase();
        if is_source(&annotated, taker, source) {
            if let Some(at) = open.iter().position(|it| *it == taker) {
                open.remove(at);
                tally.copies.hits += 1;
                let told = annotated[taker].1.unwrap_or_default();
                tally.kind.count(told == kind);
                if told != kind {
                    tally
                        .errors
                        .push(format!("{}\tcopy kind\tgold {told}\tfound {kind}", name(taker)));
                }
            }
        } else {
            tally.copies.wrong += 1;
            let line = format!("false {kind} of {}: {}", name(source), copied.why);
            tally.errors.push(format!("{}\tcopy\t{line}", name(taker)));
        }
    }
    for missed in open {
        tally.copies.missed += 1;
        let (source, kind) = &annotated[missed];
        let line = format!("missed {} of {}", kind.unwrap_or_default(), name(source));
        tally.errors.push(format!("{}\tcopy\t{line}", name(missed)));
    }
    tally
}

type Annotated<'g> = BTreeMap<TextId, (TextId, Option<&'g str>)>;

/// Source and kind of every annotated copy.
fn annotated(gold: &[Gold]) -> Annotated<'_> {
    let mut all = BTreeMap::new();
    for encounter in gold {
        for document in &encounter.documents {
            if let Some(source) = encounter.copied(document) {
                let key = (encounter.id.clone(), document.file.clone());
                all.insert(key, (source, document.copy_kind.as_deref()));
            }
        }
    }
    all
}

fn is_source(annotated: &Annotated<'_>, taker: &TextId, source: &TextId) -> bool {
    let mut at = taker;
    // A chain is no longer than the set, whatever the gold says.
    for _ in 0..annotated.len() {
        let Some((next, _)) = annotated.get(at) else { return false };
        if next == source {
            return true;
        }
        at = next;
    }
    false
}

fn name(text: &TextId) -> String {
    format!("{}/{}", text.0, text.1)
}
