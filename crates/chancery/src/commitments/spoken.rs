//! What statements and encounters add: promises told by the act of a statement alone, speakers,
//! and plans told by a planned contact.

use std::collections::BTreeSet;

use chancery_engine::Pos;

use super::parties::members;
use super::{due, evidence, figures, id, tellers, words};
use crate::nouns::{
    Account, Act, ActorId, Basis, Commitment, CommitmentKind, CommitmentState, Encounter,
    EncounterKind, Evidence, Role, Statement, Status, When,
};
use crate::scene::Scene;

/// Brings in statements that promise, request or invite: where the tree told the commitment,
/// the statement's speaker and addressees stand; where it did not, a new one is told.
pub(crate) fn merge(scene: &Scene<'_>, statements: &[Statement], found: &mut Vec<Commitment>) {
    for statement in statements {
        let Some(kind) = kind_of(statement.act) else { continue };
        let speakers = distinct(&statement.speaker);
        let same = |c: &&mut Commitment| {
            c.kind == kind && statement.cue.iter().any(|cue| overlaps(cue, &c.evidence))
        };
        if let Some(known) = found.iter_mut().find(same) {
            if known.to.is_empty() {
                known.to = distinct(&statement.addressees);
            }
            continue;
        }
        // Told already, if as another kind ("said that he would visit" is a plan by its page).
        let told = statement.content.iter().chain(&statement.cue).any(|span| {
            let of = |c: &Commitment| c.kind == kind || c.by.iter().any(|a| speakers.contains(a));
            found.iter().any(|c| overlaps(span, &c.evidence) && of(c))
        });
        if !told && !speakers.is_empty() && is_made(scene, statement) {
            found.extend(from_statement(scene, statement, kind, speakers));
        }
    }
}

/// Whether the cue of a statement is told as done: not as a habit, possible or denied.
fn is_made(scene: &Scene<'_>, statement: &Statement) -> bool {
    let tokens = statement
        .cue
        .iter()
        .flat_map(|cue| scene.doc.token_at(cue.start)..scene.doc.token_at(cue.end - 1) + 1);
    let mut verbs = tokens.filter(|&t| scene.pos(t) == Pos::Verb);
    verbs.all(|verb| super::mood::is_made(scene, verb))
}

fn kind_of(act: Act) -> Option<CommitmentKind> {
    match act {
        Act::Promise => Some(CommitmentKind::Pledge),
        Act::Request => Some(CommitmentKind::Request),
        Act::Invite => Some(CommitmentKind::Invitation),
        _ => None,
    }
}

fn distinct(mentions: &[crate::nouns::Mention]) -> Vec<ActorId> {
    let mut found: Vec<ActorId> = Vec::new();
    for actor in mentions.iter().flat_map(members) {
        if !found.contains(&actor) {
            found.push(actor);
        }
    }
    found
}

pub(crate) fn overlaps(a: &Evidence, b: &Evidence) -> bool {
    a.start < b.end && b.start < a.end && a.document == b.document
}

fn from_statement(
    scene: &Scene<'_>,
    statement: &Statement,
    kind: CommitmentKind,
    by: Vec<ActorId>,
) -> Option<Commitment> {
    let content = statement.content.iter().max_by_key(|c| c.end - c.start)?;
    let tokens = scene.doc.token_at(content.start)..scene.doc.token_at(content.end - 1) + 1;
    let to = distinct(&statement.addressees);
    let countries: BTreeSet<String> =
        by.iter().chain(&to).filter_map(|a| super::parties::country(scene, a)).collect();
    let mut according_to = vec![tellers::document(scene)];
    according_to.extend(statement.via.iter().filter(|v| v.evidence.is_some()).cloned());
    Some(Commitment {
        id: id(&statement.evidence, kind),
        kind,
        by,
        to,
        what: content.clone(),
        figure: figures::figures(scene, tokens.clone(), &countries),
        made_on: statement.when.clone().or_else(|| due::told_by_page(scene)),
        due: due::due_in(scene, tokens.clone()),
        place: None,
        condition: None,
        state: CommitmentState::Open,
        according_to,
        evidence: statement.evidence.clone(),
        later: Vec::new(),
    })
}

/// A planned contact is a plan of its parties: it fills what a told plan leaves open, or is one.
pub(crate) fn add_planned(
    scene: &Scene<'_>,
    (encounters, accounts): (&[Encounter], &[Account]),
    found: &mut Vec<Commitment>,
) {
    for account in accounts.iter().filter(|a| a.status == Status::Planned) {
        let Some(cue) = account.evidence.first() else { continue };
        let told = found.iter_mut().find(|c| {
            overlaps(cue, &c.evidence) || account.evidence.iter().any(|e| overlaps(e, &c.what))
        });
        if let Some(told) = told {
            let ahead = due_of(scene, account);
            if ahead.is_some() || account.when.is_none() {
                told.place = told.place.take().or_else(|| account.place.clone());
            }
            told.due = told.due.take().or(ahead);
        } else if encounters.iter().any(|e| is_plan_abroad(e, account)) {
            found.extend(from_account(scene, account));
        }
    }
}

fn is_plan_abroad(encounter: &Encounter, account: &Account) -> bool {
    encounter.id == account.encounter && !encounter.domestic && encounter.status == Status::Planned
}

/// The time of a planned contact, where the text gives it one to come.
fn due_of(scene: &Scene<'_>, account: &Account) -> Option<When> {
    let told = |when: &When| when.basis != Basis::Publication;
    let today = due::published(scene);
    account.when.clone().filter(|when| told(when) && !due::is_past(when, today))
}

/// Who plans a contact: of a visit its guests, else all parties.
fn planners(account: &Account) -> Vec<ActorId> {
    let visit = account.kind == EncounterKind::Visit;
    let plans = |role: Role| !visit || matches!(role, Role::Guest | Role::Principal | Role::From);
    let parties = account.participants.iter().filter(|p| plans(p.role));
    parties.map(|p| p.actor.clone()).collect()
}

fn from_account(scene: &Scene<'_>, account: &Account) -> Option<Commitment> {
    let cue = account.evidence.first()?;
    let token = scene.doc.token_at(cue.start);
    let head =
        if scene.is_verb(token) { Some(token) } else { Some(scene.doc.token_at(cue.end - 1)) }?;
    let phrase = super::cues::phrase(scene, head);
    let start = if scene.is_verb(head) { head } else { phrase.start };
    let what = words(scene, start..phrase.end.max(head + 1));
    let by = planners(account);
    let whole = evidence(scene, what.start.min(cue.start), what.end.max(cue.end));
    (!by.is_empty()).then(|| Commitment {
        id: id(&whole, CommitmentKind::Plan),
        kind: CommitmentKind::Plan,
        by,
        to: Vec::new(),
        what,
        figure: Vec::new(),
        made_on: due::told_by_page(scene),
        due: due_of(scene, account),
        place: account.place.clone(),
        condition: None,
        state: CommitmentState::Open,
        according_to: account.via.clone(),
        evidence: whole,
        later: Vec::new(),
    })
}
