//! Which encounter found is which encounter annotated.

use chancery::nouns::{Account, Encounter, Participant};

use super::gold::{GoldEncounter, GoldParticipant};
use crate::reading::Span;

/// What was found, with its spans in bytes of the text as it stands in its corpus.
pub(crate) struct Found<'a> {
    pub(crate) encounter: &'a Encounter,
    /// Words of contact.
    pub(crate) triggers: Vec<Span>,
    /// Spans of each participant's mention.
    pub(crate) mentions: Vec<Option<Span>>,
}

impl<'a> Found<'a> {
    /// Gathers an encounter with the words its accounts rest on. `raw` turns offsets of the
    /// reading into offsets of the corpus text.
    pub(crate) fn new(
        encounter: &'a Encounter,
        accounts: &[Account],
        raw: &dyn Fn(u32, u32) -> Option<Span>,
    ) -> Self {
        let own = accounts.iter().filter(|a| a.encounter == encounter.id);
        let triggers = own.flat_map(|a| &a.evidence).filter_map(|e| raw(e.start, e.end)).collect();
        let mention = |p: &Participant| raw(p.evidence.start, p.evidence.end);
        Self { encounter, triggers, mentions: encounter.participants.iter().map(mention).collect() }
    }
}

fn overlap(a: Span, b: Span) -> bool {
    a[0] < b[1] && b[0] < a[1]
}

/// Words this near each other tell it in one breath: about a clause.
const NEAR: u32 = 80;

fn nearly(a: Span, b: Span) -> bool {
    a[0] < b[1] + NEAR && b[0] < a[1] + NEAR
}

/// Whether a participant found is the one annotated: by its words, or by name where all parts of
/// the shorter name are in the longer.
pub(crate) fn same_participant(
    gold: &GoldParticipant,
    found: &Participant,
    mention: Option<Span>,
) -> bool {
    let words = mention.is_some_and(|m| gold.spans.iter().any(|s| overlap(*s, m)));
    words || names_agree(&gold.name, &found.name)
}

/// Whether all folded parts of the shorter name occur in the longer.
pub(crate) fn names_agree(a: &str, b: &str) -> bool {
    let (a, b) = (parts(a), parts(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    !short.is_empty() && short.iter().all(|p| long.contains(p))
}

fn parts(name: &str) -> Vec<String> {
    let folded = chancery::resolve::fold(name);
    let words =
        folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty() && *w != "the");
    words.map(str::to_owned).collect()
}

/// How strongly an encounter found answers to one annotated; 0 if not at all.
pub(crate) fn strength(gold: &GoldEncounter, found: &Found<'_>) -> u32 {
    let hits =
        found.triggers.iter().filter(|t| gold.anchors.iter().any(|a| overlap(*a, **t))).count();
    let close =
        found.triggers.iter().filter(|t| gold.anchors.iter().any(|a| nearly(*a, **t))).count();
    let shared = shared_participants(gold, found);
    let kind = u32::from(format!("{:?}", found.encounter.kind).to_lowercase() == gold.kind);
    match (hits, close, shared) {
        (0, 0, _) | (_, _, 0) | (0, _, 1) => 0,
        _ => 8 * hits as u32 + 4 * shared as u32 + close as u32 + 12 * kind,
    }
}

fn shared_participants(gold: &GoldEncounter, found: &Found<'_>) -> usize {
    let participants = found.encounter.participants.iter().zip(&found.mentions);
    participants
        .filter(|(p, m)| gold.participants.iter().any(|g| same_participant(g, p, **m)))
        .count()
}

/// Pairs (annotated, found), the strongest first, each used once.
pub(crate) fn pairs(gold: &[GoldEncounter], found: &[Found<'_>]) -> Vec<(usize, usize)> {
    let mut all: Vec<(u32, usize, usize)> = Vec::new();
    for (g, annotated) in gold.iter().enumerate() {
        for (f, candidate) in found.iter().enumerate() {
            let strength = strength(annotated, candidate);
            if strength > 0 {
                all.push((strength, g, f));
            }
        }
    }
    all.sort_by_key(|&(strength, g, f)| (std::cmp::Reverse(strength), g, f));
    let mut taken: Vec<(usize, usize)> = Vec::new();
    for (_, g, f) in all {
        if taken.iter().all(|&(tg, tf)| tg != g && tf != f) {
            taken.push((g, f));
        }
    }
    taken
}
