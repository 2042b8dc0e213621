//! What is said and pledged in made-up documents.

use chancery::nouns::{
    Act, Actor, Commitment, CommitmentId, CommitmentKind, CommitmentState, Form, Statement,
    StatementId,
};
use chancery::pipeline::ReadOutcome;
use jiff::ToSpan;
use jiff::civil::Date;

use super::made::{Pair, mention, on, told};
use super::seed::Seed;
use super::text::{Piece, Text, word};

const DOINGS: [&str; 6] = [
    "open a consulate in the south",
    "send a team of engineers",
    "pay for the new harbour",
    "lift the ban on imports",
    "share what it knows of the storm",
    "hold a joint exercise",
];

/// Pieces of a statement: speaker, cue, content.
pub(super) type Said = (Piece, Piece, Piece);

pub(super) fn said(text: &mut Text, who: &Actor, seed: &mut Seed) -> Said {
    let speaker = text.add(&who.name);
    text.add(" ");
    let cue = text.add(["said", "denied", "warned"][[0, 0, 0, 1, 2][seed.below(5)]]);
    text.add(" ");
    let content = format!("that the {} would not {}", word(seed), seed.of::<&str>(&DOINGS));
    let content = text.add(&content);
    text.add(". ");
    (speaker, cue, content)
}

pub(super) fn add_said(
    outcome: &mut ReadOutcome,
    said: Option<Said>,
    who: &Actor,
    to: Option<&Actor>,
    day: Date,
) {
    let Some((speaker, cue, content)) = said else { return };
    let told = told(outcome);
    let (start, end) = (cue.0.to_string(), cue.1.to_string());
    let words = told.evidence(cue);
    let addressee = |actor: &Actor| mention(&told, speaker, actor);
    outcome.statements.push(Statement {
        id: StatementId::derive(&[told.document.as_str(), &start, &end]),
        document: told.document.clone(),
        speaker: vec![mention(&told, speaker, who)],
        addressees: to.map(addressee).into_iter().collect(),
        via: vec![],
        act: match words.text.as_str() {
            "denied" => Act::Deny,
            "warned" => Act::Warn,
            _ => Act::Say,
        },
        cue: vec![words],
        content: vec![told.evidence(content)],
        form: Form::Indirect,
        quote: None,
        occasion: None,
        when: Some(on(day, None)),
        answers: vec![],
        evidence: told.evidence((speaker.0, content.1)),
    });
    outcome.mentions.push(mention(&told, speaker, who));
}

/// Pieces of a pledge: all of it, what is pledged, and how many days it is given.
pub(super) type Plan = (Piece, Piece, i64);

pub(super) fn plan(text: &mut Text, pair: &Pair<'_>, seed: &mut Seed) -> Plan {
    let start = text.end();
    text.add(&pair.states[0].actor.name);
    text.add(" promised ");
    text.add(&pair.states[1].actor.name);
    text.add(" to ");
    let what = text.add(seed.of::<&str>(&DOINGS));
    text.add(". ");
    ((start, what.1), what, 30 + i64::try_from(seed.below(300)).unwrap_or(0))
}

pub(super) fn add_plan(outcome: &mut ReadOutcome, plan: Option<Plan>, pair: &Pair<'_>, day: Date) {
    let Some((whole, what, days)) = plan else { return };
    let told = told(outcome);
    let (start, end) = (whole.0.to_string(), whole.1.to_string());
    outcome.commitments.push(Commitment {
        id: CommitmentId::derive(&[told.document.as_str(), &start, &end, "pledge"]),
        kind: CommitmentKind::Pledge,
        by: vec![pair.states[0].actor.id.clone()],
        to: vec![pair.states[1].actor.id.clone()],
        what: told.evidence(what),
        figure: vec![],
        made_on: Some(on(day, None)),
        due: Some(on(day.checked_add(days.days()).unwrap_or(day), None)),
        place: None,
        condition: None,
        state: CommitmentState::Open,
        according_to: vec![],
        evidence: told.evidence(whole),
        later: vec![],
    });
    for state in pair.states {
        outcome.actors.push(state.actor.clone());
    }
}
