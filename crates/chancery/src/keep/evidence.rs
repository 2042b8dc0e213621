//! The evidence of a noun, field by field.

use crate::nouns::{
    Account, Commitment, Deed, Encounter, Evidence, Participant, Reply, Statement, Told, Topic,
    Via, When, Where,
};

/// Every piece of evidence in an account with the field it is for, in order of the fields.
pub(crate) fn account_evidence(account: &Account) -> Vec<(&'static str, &Evidence)> {
    let mut found: Vec<_> = account.evidence.iter().map(|e| ("contact", e)).collect();
    found.extend(account.via.iter().filter_map(via).map(|e| ("via", e)));
    found.extend(times_and_places(account.when.as_ref(), account.place.as_ref()));
    found.extend(people_and_topics(&account.participants, &account.topics));
    found.extend(account.outcomes.iter().map(|o| ("outcomes", &o.evidence)));
    for Reply { when, evidence, .. } in &account.replies {
        found.push(("replies", evidence));
        found.extend(when.as_ref().and_then(|w| w.evidence.as_ref()).map(|e| ("replies.when", e)));
    }
    for Told { when, place, evidence, .. } in &account.told {
        found.push(("told", evidence));
        found.extend(when.as_ref().and_then(|w| w.evidence.as_ref()).map(|e| ("told.when", e)));
        found.extend(place.as_ref().and_then(|p| p.evidence.as_ref()).map(|e| ("told.where", e)));
    }
    found
}

/// Every piece of evidence in an encounter's own fields, in order of the fields.
pub(crate) fn encounter_evidence(encounter: &Encounter) -> Vec<(&'static str, &Evidence)> {
    let mut found: Vec<_> =
        times_and_places(encounter.when.as_ref(), encounter.place.as_ref()).collect();
    found.extend(people_and_topics(&encounter.participants, &encounter.topics));
    found.extend(encounter.outcomes.iter().map(|o| ("outcomes", &o.evidence)));
    found
}

/// Every piece of evidence in a statement with the field it is for, in order of the fields.
pub(crate) fn statement_evidence(statement: &Statement) -> Vec<(&'static str, &Evidence)> {
    let mut found = vec![("statement", &statement.evidence)];
    found.extend(statement.via.iter().filter_map(via).map(|e| ("via", e)));
    found.extend(statement.cue.iter().map(|e| ("cue", e)));
    found.extend(statement.content.iter().map(|e| ("content", e)));
    found.extend(statement.occasion.iter().map(|e| ("occasion", e)));
    found.extend(times_and_places(statement.when.as_ref(), None));
    found.extend(statement.answers.iter().map(|answer| ("answers", &answer.evidence)));
    found
}

/// Every piece of evidence in a commitment with the field it is for, in order of the fields.
pub(crate) fn commitment_evidence(commitment: &Commitment) -> Vec<(&'static str, &Evidence)> {
    let mut found = vec![("commitment", &commitment.evidence), ("what", &commitment.what)];
    found.extend(commitment.figure.iter().map(|figure| ("figure", &figure.evidence)));
    let times = [("made_on", &commitment.made_on), ("due", &commitment.due)];
    for (field, when) in times {
        found.extend(when.as_ref().and_then(|w| w.evidence.as_ref()).map(|e| (field, e)));
    }
    found.extend(times_and_places(None, commitment.place.as_ref()));
    found.extend(commitment.condition.iter().map(|e| ("condition", e)));
    found.extend(commitment.according_to.iter().filter_map(via).map(|e| ("according_to", e)));
    found.extend(commitment.later.iter().map(|later| ("later", &later.evidence)));
    found
}

/// Every piece of evidence in a deed with the field it is for, in order of the fields.
pub(crate) fn deed_evidence(deed: &Deed) -> Vec<(&'static str, &Evidence)> {
    let mut found = vec![("what", &deed.what)];
    found.extend(deed.figure.iter().map(|figure| ("figure", &figure.evidence)));
    found.extend(times_and_places(deed.when.as_ref(), deed.place.as_ref()));
    found.extend(deed.according_to.iter().filter_map(via).map(|e| ("according_to", e)));
    found
}

fn via(link: &Via) -> Option<&Evidence> {
    link.evidence.as_ref()
}

fn times_and_places<'a>(
    when: Option<&'a When>,
    place: Option<&'a Where>,
) -> impl Iterator<Item = (&'static str, &'a Evidence)> {
    let when = when.and_then(|w| w.evidence.as_ref()).map(|e| ("when", e));
    let place = place.and_then(|p| p.evidence.as_ref()).map(|e| ("where", e));
    when.into_iter().chain(place)
}

fn people_and_topics<'a>(
    participants: &'a [Participant],
    topics: &'a [Topic],
) -> impl Iterator<Item = (&'static str, &'a Evidence)> {
    let people = participants.iter().map(|p| ("participants", &p.evidence));
    people.chain(topics.iter().map(|t| ("topics", &t.evidence)))
}
