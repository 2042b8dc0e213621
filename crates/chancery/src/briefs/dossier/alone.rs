//! What each side alone mentions of their encounters.

use super::choice::{heaviest, left_out};
use super::{Desk, Item, Line, Party, Section, SectionKind, id_of, which};
use crate::briefs::cite::Sources;
use crate::briefs::comparison::{is_alone, label};
use crate::briefs::voices::teller;
use crate::nouns::{Encounter, Field, FieldVerdict, Side, Testimony};

/// How many of one side two pages hold.
const ROOM: usize = 3;
/// Columns of a sentence.
const SENTENCE: usize = 170;

/// For each of the two, what its own voice tells and nobody else does.
pub(super) fn alone(desk: &Desk<'_>, sources: &mut Sources<'_>) -> Section {
    let mut items = Vec::new();
    let mut left = 0;
    for party in desk.given.parties {
        let found = heaviest(told_by(desk, party), ROOM, desk.given.all);
        left += found.left;
        for (encounter, told, by) in found.items {
            let account = desk.accounts.get(&by.account);
            let name = account.map(|account| teller(account, &desk.given.library));
            let head = format!("{} alone: {}", name.unwrap_or_default(), label(told));
            let quote = sources.sentence(&by.evidence, SENTENCE);
            let lines = vec![Line::new("", "", vec![quote])];
            items.push(Item { day: which(encounter), head, lines, id: id_of(&encounter.id) });
        }
    }
    Section {
        kind: SectionKind::Alone,
        title: "What one side alone mentions".to_owned(),
        items,
        left_out: left_out(left, "such matter"),
    }
}

/// What a party's own voice alone tells, by weight: outcomes before subjects.
fn told_by<'r>(
    desk: &Desk<'r>,
    party: &Party,
) -> Vec<(usize, (&'r Encounter, &'r FieldVerdict, &'r Testimony))> {
    let mut found = Vec::new();
    for encounter in &desk.encounters {
        for told in encounter.fields.iter().filter(|told| is_alone(told)) {
            let mut by = told.values.iter().flat_map(|value| &value.accounts);
            let own = by.find(|by| is_voice_of(desk, by, party));
            let weight = if told.field == Field::Outcome { 2 } else { 1 };
            found.extend(own.map(|by| (weight, (*encounter, told, by))));
        }
    }
    found
}

fn is_voice_of(desk: &Desk<'_>, by: &Testimony, party: &Party) -> bool {
    desk.accounts.get(&by.account).is_some_and(|account| match &account.side {
        Side::State(code) => party.voices.contains(code),
        Side::Third | Side::Joint => false,
    })
}
