//! Which states a text is about.

use std::collections::BTreeSet;

use chancery_engine::Doc;

use super::dateline::dateline;
use super::knowledge::Knowledge;
use super::lexicon::{Hit, Sense, StateWord};
use crate::nouns::{Block, BlockKind, Page};

/// The states a text speaks of, by their own words or by a body of theirs.
pub(super) fn states_of<'k>(hits: &[Hit], knowledge: &'k Knowledge) -> BTreeSet<&'k str> {
    let states = hits.iter().filter_map(|hit| match hit.sense {
        Sense::State(index, _) | Sense::Body(index) => knowledge.at(index).country.as_deref(),
        _ => None,
    });
    states.collect()
}

/// The state a text is about: the only one its headline names, else the only one it names by name,
/// people or capital at all, else the one whose capital its dateline gives.
pub(super) fn sole_state<'k>(
    page: &Page,
    doc: &Doc,
    hits: &[Hit],
    knowledge: &'k Knowledge,
) -> Option<&'k str> {
    let titles: Vec<&Block> =
        page.reading.blocks.iter().filter(|b| b.kind == BlockKind::Title).collect();
    let in_title = |hit: &&Hit| {
        let at = doc.tokens[hit.tokens.start as usize].start;
        titles.iter().any(|b| b.start <= at && at < b.end)
    };
    let only = |hits: &mut dyn Iterator<Item = &Hit>| {
        let mut found: BTreeSet<&'k str> = BTreeSet::new();
        for hit in hits {
            if let Sense::State(index, _) = hit.sense {
                found.extend(knowledge.at(index).country.as_deref());
            }
        }
        found.remove("EUE");
        (found.len(), found.pop_first())
    };
    let named = match only(&mut hits.iter().filter(in_title)) {
        (1, state) => state,
        (0, _) => Some(only(&mut hits.iter())).filter(|(count, _)| *count == 1).and_then(|o| o.1),
        _ => None,
    };
    named.or_else(|| dateline_state(page, doc, hits, knowledge))
}

/// The state whose capital the dateline of the story gives.
fn dateline_state<'k>(
    page: &Page,
    doc: &Doc,
    hits: &[Hit],
    knowledge: &'k Knowledge,
) -> Option<&'k str> {
    let body = page.reading.blocks.iter().find(|block| block.kind == BlockKind::Body)?;
    let line = dateline(&page.reading.text[body.start as usize..body.end as usize])?;
    let place = line.place?;
    let within = body.start + place.start..body.start + place.end;
    let hit =
        hits.iter().find(|hit| within.contains(&doc.tokens[hit.tokens.start as usize].start))?;
    match hit.sense {
        Sense::State(index, StateWord::Capital | StateWord::Seat) => {
            knowledge.at(index).country.as_deref()
        }
        _ => None,
    }
}
