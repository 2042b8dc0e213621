//! What the accounts found say, held against the voices they answer to.

use chancery::nouns::{Account, Encounter, Participant, Role, When};
use jiff::civil::Date;

use super::gold::{Gold, GoldPerson};
use super::matching::{Mention, side};
use super::set::Set;
use crate::meetings::matching::names_agree;
use crate::meetings::score::Counts;
use crate::share::Share;

/// A time of this many days or more is coarse: "mid-November", "early March".
const COARSE: i32 = 7;
/// A coarse time found may cover at most so many days.
const MONTH: i32 = 31;

/// Counts over voices.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) participants: Counts,
    pub(crate) settled_participants: Counts,
    pub(crate) kind: Share,
    pub(crate) settled_kind: Share,
    pub(crate) day: Share,
    pub(crate) status: Share,
    pub(crate) side: Share,
    pub(crate) part: Share,
    pub(crate) errors: Vec<String>,
}

impl Tally {
    /// Counts one voice of an encounter.
    pub(crate) fn voice(&mut self, mention: &Mention<'_>, set: &Set) {
        let Some(voice) = mention.voice else { return };
        let Some(account) = mention.found.map(|at| &set.settled.accounts[at]) else {
            self.participants.missed += mention.gold.participants.len();
            self.settled_participants.missed += mention.gold.participants.len();
            self.error(mention, "account", &voice.words, "not found");
            return;
        };
        let kind = format!("{:?}", account.kind).to_lowercase();
        self.kind.count(kind == mention.gold.kind);
        if kind != mention.gold.kind {
            self.error(mention, "kind", &mention.gold.kind, &kind);
        }
        let status = format!("{:?}", account.status).to_lowercase();
        self.status.count(status == voice.status);
        if status != voice.status {
            self.error(mention, "status", &voice.status, &status);
        }
        self.side.count(side(&account.side) == voice.side);
        if side(&account.side) != voice.side {
            self.error(mention, "side", &voice.side, side(&account.side));
        }
        let told = voice.when.and_then(|[from, to]| Some([from.date()?, to.date()?]));
        self.day(mention, told, account.when.as_ref());
        let (counts, wrong) = participants(mention.gold, &account.participants);
        add(&mut self.participants, counts);
        for error in wrong {
            self.error(mention, "participants", "", &error);
        }
        if let Some(encounter) = set.encounter(&account.encounter) {
            self.settled(mention, encounter, account, set);
        }
    }

    fn settled(
        &mut self,
        mention: &Mention<'_>,
        encounter: &Encounter,
        account: &Account,
        set: &Set,
    ) {
        let kind = format!("{:?}", encounter.kind).to_lowercase();
        self.settled_kind.count(kind == mention.gold.kind);
        add(&mut self.settled_participants, participants(mention.gold, &encounter.participants).0);
        let contact = set.contact(account);
        let member = encounter.members.iter().find(|it| Some(&it.contact) == contact);
        let part = member.map(|it| format!("{:?}", it.part).to_lowercase()).unwrap_or_default();
        let role = mention.voice.map_or("", |voice| voice.role.as_str());
        self.part.count(part == role);
        if part != role {
            self.error(mention, "part", role, &part);
        }
    }

    fn day(&mut self, mention: &Mention<'_>, gold: Option<[Date; 2]>, found: Option<&When>) {
        let Some(gold) = gold else { return };
        let days = found.and_then(days);
        let right = days.is_some_and(|days| is_within(days, gold));
        self.day.count(right);
        if !right {
            let words = found.map(|it| (it.start, it.end));
            self.error(mention, "day", &format!("{gold:?}"), &format!("{words:?}"));
        }
    }

    fn error(&mut self, mention: &Mention<'_>, field: &str, gold: &str, found: &str) {
        let (folder, file) = (&mention.gold.id, &mention.document.file);
        let voice = mention.voice.map_or("", |voice| voice.side.as_str());
        self.errors.push(format!("{folder}/{file} ({voice})\t{field}\tgold {gold}\tfound {found}"));
    }
}

pub(crate) fn add(sum: &mut Counts, counts: Counts) {
    sum.hits += counts.hits;
    sum.missed += counts.missed;
    sum.wrong += counts.wrong;
}

/// Whether days found are those told: within them; where a coarse time is told, a time that
/// holds it and is no coarser than a month will do.
fn is_within(found: [Date; 2], gold: [Date; 2]) -> bool {
    let length = |days: [Date; 2]| days[0].until(days[1]).map_or(0, |span| span.get_days()) + 1;
    let inside = found[0] >= gold[0] && found[1] <= gold[1];
    let around = found[0] <= gold[0] && found[1] >= gold[1];
    inside || (length(gold) >= COARSE && around && length(found) <= MONTH)
}

/// First and last day of a time, where both are known.
fn days(when: &When) -> Option<[Date; 2]> {
    Some([when.start?.first_day()?, when.end?.last_day()?])
}

/// Leading participants found and missed, and false ones, named. Somebody of a delegation, and
/// the state or a body of a state that one of the leading participants belongs to, is not false.
fn participants(gold: &Gold, found: &[Participant]) -> (Counts, Vec<String>) {
    let mut counts = Counts::default();
    let mut errors = Vec::new();
    for person in &gold.participants {
        if found.iter().any(|it| is_same(person, it)) {
            counts.hits += 1;
        } else {
            counts.missed += 1;
            let names: Vec<&str> = found.iter().map(|it| it.name.as_str()).collect();
            errors.push(format!("missed {} among {names:?}", person.name));
        }
    }
    for person in found {
        let known = gold.participants.iter().any(|it| is_same(it, person));
        if !known && !is_beside(gold, person) {
            counts.wrong += 1;
            errors.push(format!("false {}", person.name));
        }
    }
    (counts, errors)
}

fn is_same(gold: &GoldPerson, found: &Participant) -> bool {
    names_agree(&gold.name, &found.name)
}

/// Whether somebody found, though no leading participant, is told in their company.
fn is_beside(gold: &Gold, found: &Participant) -> bool {
    let is_person = found.actor.as_str().starts_with("person:");
    let of_a_party = gold.participants.iter().any(|it| it.country == found.country);
    matches!(found.role, Role::Delegation | Role::Represented) || (!is_person && of_a_party)
}
