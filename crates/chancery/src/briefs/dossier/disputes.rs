//! Where the accounts cannot both be true.

use super::choice::{heaviest, left_out};
use super::{Desk, Item, Line, Section, SectionKind, id_of, which};
use crate::briefs::cite::Sources;
use crate::briefs::comparison::{label, value_words};
use crate::briefs::voices::{listed, teller};
use crate::nouns::{Encounter, Field, FieldValue, FieldVerdict, Verdict};
use crate::show::layout::plain;

/// How many disagreements two pages hold.
const ROOM: usize = 6;
/// Columns of a quotation.
const QUOTED: usize = 130;

/// The fields of an encounter that are contradicted.
pub(super) fn contradicted(encounter: &Encounter) -> impl Iterator<Item = &FieldVerdict> {
    encounter.fields.iter().filter(|told| told.verdict == Verdict::Contradicted)
}

/// Each contradiction with the words of both.
pub(super) fn disagreements(desk: &Desk<'_>, sources: &mut Sources<'_>) -> Section {
    let all = desk.encounters.iter().flat_map(|it| contradicted(it).map(move |told| (*it, told)));
    let weighed = all.map(|(it, told)| (weight(told.field), (it, told))).collect();
    let found = heaviest(weighed, ROOM, desk.given.all);
    let items = found.items.into_iter().map(|(it, told)| item(desk, it, told, sources));
    Section {
        kind: SectionKind::Disagreements,
        title: "Where accounts disagree".to_owned(),
        items: items.collect(),
        left_out: left_out(found.left, "disagreement"),
    }
}

/// What was agreed weighs more than where it was.
fn weight(field: Field) -> usize {
    match field {
        Field::Outcome | Field::Status => 5,
        Field::Topic => 4,
        Field::Initiator | Field::Number => 3,
        Field::When | Field::Where | Field::Participant => 2,
        Field::Kind | Field::Channel | Field::Duration | Field::Format => 1,
    }
}

fn item(
    desk: &Desk<'_>,
    encounter: &Encounter,
    told: &FieldVerdict,
    sources: &mut Sources<'_>,
) -> Item {
    let lines: Vec<Line> =
        told.values.iter().filter_map(|value| line(desk, told.field, value, sources)).collect();
    let why = Line::new("why both cannot be true", plain(&told.why), Vec::new());
    Item {
        day: which(encounter),
        head: label(told),
        lines: lines.into_iter().chain((!told.why.is_empty()).then_some(why)).collect(),
        id: id_of(&encounter.id),
    }
}

fn line(
    desk: &Desk<'_>,
    field: Field,
    value: &FieldValue,
    sources: &mut Sources<'_>,
) -> Option<Line> {
    let first = value.accounts.first()?;
    let mut tellers: Vec<String> = Vec::new();
    for by in &value.accounts {
        let Some(account) = desk.accounts.get(&by.account) else { continue };
        let name = teller(account, &desk.given.library);
        if !desk.is_copy(&account.document) && !tellers.contains(&name) {
            tellers.push(name);
        }
    }
    let words = value_words(&desk.accounts, &desk.given.library, (field, value, first));
    let quote = sources.quote(&first.evidence, QUOTED);
    Some(Line::new(format!("according to {}", listed(&tellers)), words, vec![quote]))
}
