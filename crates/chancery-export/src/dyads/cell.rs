//! What is counted for one pair of states in one period.

use std::collections::BTreeSet;

use chancery::nouns::{Act, CommitmentKind, EncounterKind, Status};
use serde_json::{Map, Value, json};

/// Kinds of encounter with their names, in the order of the codebook.
const KINDS: [(EncounterKind, &str); 9] = [
    (EncounterKind::Meeting, "meeting"),
    (EncounterKind::Call, "call"),
    (EncounterKind::Message, "message"),
    (EncounterKind::Visit, "visit"),
    (EncounterKind::Summit, "summit"),
    (EncounterKind::Talks, "talks"),
    (EncounterKind::Conference, "conference"),
    (EncounterKind::Ceremony, "ceremony"),
    (EncounterKind::Signing, "signing"),
];

const STATUSES: [(Status, &str); 6] = [
    (Status::Planned, "planned"),
    (Status::Held, "held"),
    (Status::Postponed, "postponed"),
    (Status::Cancelled, "cancelled"),
    (Status::Denied, "denied"),
    (Status::Unclear, "unclear"),
];

const ACTS: [(Act, &str); 15] = [
    (Act::Say, "say"),
    (Act::Deny, "deny"),
    (Act::Doubt, "doubt"),
    (Act::Confirm, "confirm"),
    (Act::Correct, "correct"),
    (Act::Decline, "decline"),
    (Act::Promise, "promise"),
    (Act::Request, "request"),
    (Act::Invite, "invite"),
    (Act::Accept, "accept"),
    (Act::Thank, "thank"),
    (Act::Praise, "praise"),
    (Act::Criticise, "criticise"),
    (Act::Warn, "warn"),
    (Act::Threaten, "threaten"),
];

const COMMITMENTS: [(CommitmentKind, &str); 4] = [
    (CommitmentKind::Pledge, "pledge"),
    (CommitmentKind::Request, "request"),
    (CommitmentKind::Invitation, "invitation"),
    (CommitmentKind::Plan, "plan"),
];

/// The counts of a pair in a period.
#[derive(Debug, Clone, Default)]
pub(super) struct Cell {
    encounters: [[u32; STATUSES.len()]; KINDS.len()],
    many: u32,
    mutual: u32,
    acts: [u32; ACTS.len()],
    acts_by_publication: u32,
    commitments: [u32; COMMITMENTS.len()],
    commitments_by_publication: u32,
    /// The documents that tell it, by number.
    pub(super) documents: BTreeSet<u32>,
}

/// The place of a value among its kind.
fn place<T: PartialEq, const N: usize>(all: &[(T, &str); N], it: &T) -> usize {
    // Every list above holds all values of its enum; a test says so.
    all.iter().position(|(other, _)| other == it).unwrap_or_default()
}

impl Cell {
    pub(super) fn encounter(
        &mut self,
        kind: EncounterKind,
        status: Status,
        many: bool,
        mutual: bool,
    ) {
        self.encounters[place(&KINDS, &kind)][place(&STATUSES, &status)] += 1;
        self.many += u32::from(many);
        self.mutual += u32::from(mutual);
    }

    pub(super) fn statement(&mut self, act: Act, by_publication: bool) {
        self.acts[place(&ACTS, &act)] += 1;
        self.acts_by_publication += u32::from(by_publication);
    }

    pub(super) fn commitment(&mut self, kind: CommitmentKind, by_publication: bool) {
        self.commitments[place(&COMMITMENTS, &kind)] += 1;
        self.commitments_by_publication += u32::from(by_publication);
    }

    /// The counts as fields of a row; kinds that were not asked for are null.
    pub(super) fn fields(&self, row: &mut Map<String, Value>, kinds: &[EncounterKind]) {
        let held = place(&STATUSES, &Status::Held);
        let all: u32 = self.encounters.iter().flatten().sum();
        let held: u32 = self.encounters.iter().map(|statuses| statuses[held]).sum();
        let mut encounters = Map::new();
        let counts = [("all", all), ("held", held), ("many", self.many), ("mutual", self.mutual)];
        put(&mut encounters, counts);
        for ((kind, name), statuses) in KINDS.iter().zip(&self.encounters) {
            let mut counts = Map::new();
            put(&mut counts, STATUSES.iter().map(|(_, name)| *name).zip(*statuses));
            let asked = kinds.is_empty() || kinds.contains(kind);
            let counts = if asked { Value::Object(counts) } else { Value::Null };
            encounters.insert((*name).to_owned(), counts);
        }
        row.insert("encounters".to_owned(), encounters.into());
        let acts = ACTS.iter().map(|(_, name)| *name).zip(self.acts);
        row.insert("statements".to_owned(), summed(self.acts_by_publication, acts));
        let kinds = COMMITMENTS.iter().map(|(_, name)| *name).zip(self.commitments);
        row.insert("commitments".to_owned(), summed(self.commitments_by_publication, kinds));
        row.insert("documents".to_owned(), json!(self.documents.len()));
    }
}

fn put(object: &mut Map<String, Value>, counts: impl IntoIterator<Item = (&'static str, u32)>) {
    object.extend(counts.into_iter().map(|(name, count)| (name.to_owned(), count.into())));
}

fn summed(by_publication: u32, counts: impl Iterator<Item = (&'static str, u32)> + Clone) -> Value {
    let mut object = Map::new();
    let all: u32 = counts.clone().map(|(_, count)| count).sum();
    put(&mut object, [("all", all), ("by_publication", by_publication)]);
    put(&mut object, counts);
    object.into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{DYADS, Shape, at, table};
    use chancery::keep::Noun;

    /// The words of a field of a noun.
    fn words(noun: Noun, field: &str) -> &'static [&'static str] {
        match at(table(noun).fields, field).and_then(|chain| Some(chain.last()?.shape)) {
            Some(Shape::Word(words)) => words,
            _ => &[],
        }
    }

    #[test]
    fn every_kind_status_and_act_is_counted() {
        let names = |pairs: &[&'static str]| pairs.to_vec();
        assert_eq!(names(&KINDS.map(|it| it.1)), words(Noun::Encounters, "kind"));
        assert_eq!(names(&STATUSES.map(|it| it.1)), words(Noun::Encounters, "status"));
        assert_eq!(names(&ACTS.map(|it| it.1)), words(Noun::Statements, "act"));
        assert_eq!(names(&COMMITMENTS.map(|it| it.1)), words(Noun::Commitments, "kind"));
    }

    #[test]
    fn the_counts_are_those_described() {
        let mut row = Map::new();
        Cell::default().fields(&mut row, &[]);
        let row = Value::Object(row);
        for path in DYADS.columns.split_whitespace().filter(|path| path.contains('.')) {
            let counted = ["encounters", "statements", "commitments"]
                .iter()
                .any(|part| path.starts_with(&format!("{part}.")));
            let at = format!("/{}", path.replace('.', "/"));
            assert!(!counted || row.pointer(&at).is_some_and(Value::is_u64), "{path}");
        }
    }
}
