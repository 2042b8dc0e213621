//! What later documents tell of one commitment, in order of day.

use std::cmp::Ordering;

use jiff::ToSpan;
use jiff::civil::Date;

use serde::{Deserialize, Serialize};

use super::matching::{Known, Row, common, compared, same_place, span};
use crate::commitments::spoken::overlaps;
use crate::commitments::subject::{Doings, Subject};
use crate::nouns::{
    Account, Act, ActorId, AnswerKind, Commitment, CommitmentKind, CommitmentState, Deed, DeedKind,
    Evidence, Statement, Status,
};

/// How the reason of a turn that tells of a doing begins.
pub(crate) const DONE: &str = "told as done";

/// What a telling does to a commitment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Nothing: it is listed.
    Listed,
    /// Done.
    Done {
        /// After the day it was due.
        late: bool,
    },
    /// Another state.
    Becomes(CommitmentState),
}

/// A later telling that is of a commitment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Turn {
    /// The day its document was published.
    #[serde(with = "iso")]
    pub day: Date,
    /// What it does.
    pub effect: Effect,
    /// Why this text is taken to speak of the commitment, in words a person can read.
    pub why: String,
    /// The words.
    pub evidence: Evidence,
}

/// A day as it is written.
mod iso {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "so it is called")]
    pub(super) fn serialize<S: Serializer>(day: &Date, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(day)
    }

    pub(super) fn deserialize<'d, D: Deserializer<'d>>(from: D) -> Result<Date, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

/// The turns of a commitment, in no order.
pub(crate) fn turns(known: &Known<'_>, one: &Row<'_, Commitment>) -> Vec<Turn> {
    let Some(told) = one.day else { return Vec::new() };
    let near = known.near(one.it);
    let mut found: Vec<Turn> = Vec::new();
    let deeds = near.deeds.iter().map(|&at| &known.deeds[at]).filter(|d| d.day > Some(told));
    found.extend(deeds.filter_map(|deed| by_deed(known, one, deed)));
    let accounts = near.accounts.iter().map(|&at| &known.accounts[at]);
    let accounts = accounts.filter(|a| a.day > Some(told));
    found.extend(accounts.filter_map(|account| by_account(known, one, account)));
    let newer = near.commitments.iter().map(|&at| &known.commitments[at]);
    let newer = newer.filter(|c| c.day > Some(told));
    found.extend(newer.filter_map(|other| by_commitment(known, one, other)));
    let spoken = near.statements.iter().map(|&at| &known.statements[at]);
    let spoken = spoken.filter(|s| s.day > Some(told));
    found.extend(spoken.filter_map(|statement| by_statement(known, one, statement)));
    found
}

/// In order of day, document and place: one turn for each stretch of words and each thing a
/// document says; of two, the one that does more, or is told in more words.
pub(crate) fn in_order(mut found: Vec<Turn>) -> Vec<Turn> {
    let weight = |e: &Effect| match e {
        Effect::Listed => 2,
        Effect::Becomes(_) => 1,
        Effect::Done { .. } => 0,
    };
    found.sort_by(|a, b| {
        let key = |t: &Turn| (t.day, t.evidence.document.clone(), weight(&t.effect));
        let length = |t: &Turn| std::cmp::Reverse(t.evidence.end - t.evidence.start);
        let place = |t: &Turn| (length(t), t.evidence.start);
        (key(a), place(a), &a.why).cmp(&(key(b), place(b), &b.why))
    });
    let mut kept: Vec<Turn> = Vec::new();
    for turn in found {
        let told = |k: &Turn| {
            let again = k.effect == turn.effect && k.evidence.document == turn.evidence.document;
            again || overlaps(&k.evidence, &turn.evidence)
        };
        if !kept.iter().any(told) {
            kept.push(turn);
        }
    }
    kept.sort_by(|a, b| {
        let key = |t: &Turn| (t.day, t.evidence.document.clone(), t.evidence.start, t.evidence.end);
        key(a).cmp(&key(b))
    });
    kept
}

/// Doings that a person does in person.
fn in_person(subject: &Subject) -> bool {
    ["visit", "meet", "call"].iter().any(|&d| subject.doings.contains(d))
}

/// Whoever is to do it: the one asked or invited, else the one bound.
fn doers(commitment: &Commitment) -> &[ActorId] {
    let asked = matches!(commitment.kind, CommitmentKind::Request | CommitmentKind::Invitation);
    if asked && !commitment.to.is_empty() { &commitment.to } else { &commitment.by }
}

fn everybody(commitment: &Commitment) -> Vec<ActorId> {
    commitment.by.iter().chain(&commitment.to).cloned().collect()
}

/// Who has to be told as doing it: of a meeting or a call everybody, of a journey whoever
/// travels, of anything else one of those bound.
fn all_there(known: &Known<'_>, one: &Row<'_, Commitment>, present: &[ActorId]) -> bool {
    let mutual = ["meet", "call"].iter().any(|&d| one.subject.doings.contains(d));
    let everybody = everybody(one.it);
    let needed = if mutual { &everybody } else { doers(one.it) };
    !in_person(&one.subject) || known.people.covers(needed, present, true)
}

fn by_deed(known: &Known<'_>, one: &Row<'_, Commitment>, deed: &Row<'_, Deed>) -> Option<Turn> {
    let (commitment, people) = (one.it, known.people);
    if known.words_of_held(&commitment.evidence.document, &deed.it.what) {
        return None;
    }
    let personal = in_person(&one.subject);
    let all = everybody(commitment);
    let parties = match deed.it.kind {
        DeedKind::Done | DeedKind::NotDone => doers(commitment),
        _ => &all,
    };
    let named = if deed.it.by.is_empty() { &deed.it.parties } else { &deed.it.by };
    let party = people.shared(parties, named, personal).or_else(|| {
        // "The visit of A was put off by B": A's visit still.
        let turned = !matches!(deed.it.kind, DeedKind::Done | DeedKind::NotDone);
        people.shared(parties, &deed.it.parties, personal).filter(|_| turned)
    })?;
    let done = matches!(deed.it.kind, DeedKind::Done | DeedKind::NotDone);
    if done && !all_there(known, one, &deed.it.parties) {
        return None;
    }
    let subject = with_money(one);
    let places = [commitment.place.as_ref(), deed.it.place.as_ref()];
    let together = people.all_in(&all, &deed.it.parties, personal);
    let object = common([&subject, &deed.subject], places, together)?;
    let (effect, what) = effect_of_deed(known, one, deed)?;
    let why = format!("{what}: same party ({}), {object}", people.name(party));
    Some(Turn { day: deed.day?, effect, why, evidence: deed.it.what.clone() })
}

/// A sum pledged without a verb ("EUR 200 million for the port") is to be paid, given or sent.
fn with_money(one: &Row<'_, Commitment>) -> Subject {
    let mut subject = one.subject.clone();
    let money = |unit: &str| unit.len() == 3 && unit.chars().all(|c| c.is_ascii_uppercase());
    if one.it.figure.iter().any(|f| money(&f.unit)) {
        if subject.doings.is_empty() {
            subject.doings.extend(["pay", "give", "send"].map(str::to_owned));
        }
        subject.money = true;
    }
    subject
}

fn effect_of_deed(
    known: &Known<'_>,
    one: &Row<'_, Commitment>,
    deed: &Row<'_, Deed>,
) -> Option<(Effect, &'static str)> {
    let tellers = tellers(deed.it);
    // Who is to do it is the only one who says that it was done: its word proves nothing. What
    // is put off or refused only the parties can say.
    let told = known.people.shared(doers(one.it), &tellers, false).is_some();
    let foreign =
        !tellers.is_empty() && known.people.shared(&everybody(one.it), &tellers, false).is_none();
    if foreign && !matches!(deed.it.kind, DeedKind::Done | DeedKind::NotDone) {
        return Some((Effect::Listed, "somebody else says that it was put off or refused"));
    }
    Some(match deed.it.kind {
        DeedKind::NotDone => (Effect::Listed, "told as not done"),
        DeedKind::PutOff => (Effect::Becomes(CommitmentState::Late), "put off"),
        DeedKind::CalledOff => (Effect::Becomes(CommitmentState::Withdrawn), "called off"),
        DeedKind::Refused => (Effect::Becomes(CommitmentState::Withdrawn), "refused"),
        DeedKind::Denied => (Effect::Becomes(CommitmentState::Denied), "denied"),
        DeedKind::Done if told => (Effect::Listed, "said by the one bound to be done"),
        DeedKind::Done => {
            let late = late(one, span(deed.it.when.as_ref()), deed.day?)?;
            let part = compared(&one.it.figure, &deed.it.figure) == Some(Ordering::Less);
            if part {
                (Effect::Becomes(CommitmentState::Partly), "told as done in part")
            } else if late {
                (Effect::Done { late }, "told as done, after the day it was due")
            } else {
                (Effect::Done { late }, DONE)
            }
        }
    })
}

/// Who tells a deed, beyond the document.
fn tellers(deed: &Deed) -> Vec<ActorId> {
    deed.according_to.iter().skip(1).filter_map(|link| link.actor.clone()).collect()
}

/// Whether a doing came after the day due; `None` where it came before it could be this one, or,
/// of a contact, too long after.
fn late(
    one: &Row<'_, Commitment>,
    (from, to): (Option<Date>, Option<Date>),
    told: Date,
) -> Option<bool> {
    let (due_from, due_to) = span(one.it.due.as_ref());
    let (_, made) = span(one.it.made_on.as_ref());
    let last = to.or(from).unwrap_or(told);
    let known = due_to.or(made).filter(|_| in_person(&one.subject));
    let limit = known.and_then(|day| day.checked_add(1.year()).ok());
    let before = due_from.is_some_and(|due| last < due);
    let earlier = from.is_some() && made.is_some_and(|made| last < made);
    if before || earlier || limit.is_some_and(|limit| from.unwrap_or(last) > limit) {
        return None;
    }
    Some(due_to.is_some_and(|due| from.is_some_and(|from| from > due)))
}

fn by_account(
    known: &Known<'_>,
    one: &Row<'_, Commitment>,
    account: &Row<'_, Account>,
) -> Option<Turn> {
    let (commitment, people, told) = (one.it, known.people, account.it);
    // "They agreed to keep talking": the talks at which they agreed, told elsewhere, are not it.
    if known.tells_as_held(&commitment.evidence.document, &told.encounter) {
        return None;
    }
    let doings = Doings::get().of_contact(told.kind);
    let doing = one.subject.doings.intersection(&doings).next()?;
    let present: Vec<ActorId> = told.participants.iter().map(|p| p.actor.clone()).collect();
    let party = people.shared(doers(commitment), &present, true)?;
    let all = everybody(commitment);
    if !all_there(known, one, &present) {
        return None;
    }
    let place = match (&commitment.place, &told.place) {
        (Some(a), Some(b)) => Some(same_place(a, b)),
        _ => None,
    };
    // One party alone meets many: the other party or the place has to agree as well.
    let bound = place == Some(true) || people.all_in(&all, &present, true);
    if place == Some(false) || !bound {
        return None;
    }
    let effect = match told.status {
        Status::Held => Effect::Done { late: late(one, span(told.when.as_ref()), account.day?)? },
        Status::Postponed => Effect::Becomes(CommitmentState::Late),
        Status::Cancelled => Effect::Becomes(CommitmentState::Withdrawn),
        _ => return None,
    };
    let what = match effect {
        Effect::Done { late: true } => "told as done, after the day it was due",
        Effect::Done { .. } => DONE,
        Effect::Becomes(CommitmentState::Late) => "put off",
        _ => "called off",
    };
    let where_ = commitment.place.as_ref().filter(|_| place == Some(true));
    let where_ = where_.map_or_else(String::new, |p| format!(", same place ({})", p.name));
    let why = format!("{what}: same party ({}), same doing ({doing}){where_}", people.name(party));
    Some(Turn { day: account.day?, effect, why, evidence: told.evidence.first()?.clone() })
}

fn by_commitment(
    known: &Known<'_>,
    one: &Row<'_, Commitment>,
    other: &Row<'_, Commitment>,
) -> Option<Turn> {
    let (old, new, people) = (one.it, other.it, known.people);
    let personal = in_person(&one.subject);
    let places = [old.place.as_ref(), new.place.as_ref()];
    let together = people.all_in(&everybody(old), &everybody(new), personal);
    let object = common([&one.subject, &other.subject], places, together)?;
    let same_kind = old.kind == new.kind;
    let same_by = people.shared(&old.by, &new.by, personal);
    let turn = |effect, what: &str, party: &ActorId| {
        let why = format!("{what}: same party ({}), {object}", people.name(party));
        Some(Turn { day: other.day?, effect, why, evidence: new.evidence.clone() })
    };
    if let Some(party) = same_by.filter(|_| same_kind) {
        let answered = matches!(new.state, CommitmentState::Accepted | CommitmentState::Withdrawn);
        if answered {
            return turn(Effect::Becomes(new.state), "answered", party);
        }
        let another = differs(old, new)?;
        let what = format!("another {another} told later");
        return turn(Effect::Becomes(CommitmentState::Superseded), &what, party);
    }
    let asks = matches!(old.kind, CommitmentKind::Request | CommitmentKind::Invitation);
    let answers = matches!(new.kind, CommitmentKind::Pledge | CommitmentKind::Plan);
    let party = people.shared(&old.to, &new.by, personal).filter(|_| asks && answers)?;
    turn(Effect::Becomes(CommitmentState::Accepted), "plans or pledges what was asked", party)
}

/// What a newer commitment gives otherwise: the day it is due, or the figure.
fn differs(old: &Commitment, new: &Commitment) -> Option<&'static str> {
    let (a, b) = (span(old.due.as_ref()), span(new.due.as_ref()));
    let apart = |x: Option<Date>, y: Option<Date>| x.is_some() && y.is_some() && x > y;
    // Days that can both be so ("in May", "on 12 May") are no other day.
    let day = apart(a.0, b.1) || apart(b.0, a.1) || (a.0.is_none() && b.0.is_none() && a.1 != b.1);
    let told = (a.0.is_some() || a.1.is_some()) && (b.0.is_some() || b.1.is_some());
    if told && day {
        return Some("day");
    }
    let figure = compared(&old.figure, &new.figure).is_some_and(Ordering::is_ne);
    figure.then_some("figure")
}

fn by_statement(
    known: &Known<'_>,
    one: &Row<'_, Commitment>,
    statement: &Row<'_, Statement>,
) -> Option<Turn> {
    let (commitment, said, people) = (one.it, statement.it, known.people);
    let denies = said.answers.iter().any(|answer| {
        let claim = answer.claim.as_ref().and_then(|id| known.spans.get(id).copied());
        let of = |e: &Evidence| overlaps(e, &commitment.evidence);
        answer.kind == AnswerKind::Denies && (of(&answer.evidence) || claim.is_some_and(of))
    });
    let turn = |effect, why: String| {
        Some(Turn { day: statement.day?, effect, why, evidence: said.evidence.clone() })
    };
    if denies {
        let why = "a statement denies it".to_owned();
        return turn(Effect::Becomes(CommitmentState::Denied), why);
    }
    let speakers: Vec<ActorId> = said.speaker.iter().filter_map(|m| m.actor.clone()).collect();
    let party = people.shared(&commitment.to, &speakers, false);
    let party = party.filter(|_| said.act == Act::Accept)?;
    let places = [commitment.place.as_ref(), None];
    let object = common([&one.subject, &statement.subject], places, false)?;
    let why = format!("accepted: same party ({}), {object}", people.name(party));
    turn(Effect::Becomes(CommitmentState::Accepted), why)
}
