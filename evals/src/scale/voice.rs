//! One voice on a made-up meeting: its words, and what is read of them.

use chancery::nouns::{
    Account, AccountId, Actor, Encounter, EncounterId, EncounterKind, Participant, Role, Side,
    Status, Topic, Where,
};
use chancery::pipeline::ReadOutcome;
use jiff::ToSpan;
use jiff::civil::Date;

use super::made::{Draft, Pair, SUBJECTS, on, ordered};
use super::seed::Seed;
use super::text::{Piece, Text, Told, word};
use super::words::{Plan, Said, add_plan, add_said, plan, said};

/// What a voice's words tell, piece by piece.
struct Written {
    title: String,
    status: Status,
    kind: EncounterKind,
    first: Piece,
    cue: Piece,
    second: Piece,
    /// Which of the pair is host.
    host: usize,
    place: Piece,
    when: Piece,
    topic: Piece,
    other: Piece,
    length: Option<Piece>,
    said: Option<Said>,
    plan: Option<Plan>,
}

/// One voice on a meeting.
pub(super) fn account(
    pair: &Pair<'_>,
    day: Date,
    subjects: [usize; 2],
    (at, number): (usize, u64),
    seed: &mut Seed,
) -> ReadOutcome {
    let side = side(pair, at, seed);
    let mut draft = Draft::new(day, Some(side.clone()).filter(|it| *it != Side::Third), seed);
    let later = i64::from(seed.hundred(40));
    draft.day = day.checked_add(later.days()).unwrap_or(day);
    let subjects = [subjects[0], subjects[at % 2]];
    let mut written = write(&mut draft.text, pair, day, subjects, seed);
    draft.text.add(&format!("File {number}."));
    let [a, b] = pair.people;
    let host = &pair.states[written.host].actor;
    let actors = vec![a.clone(), b.clone(), host.clone()];
    let named = [(written.first, a), (written.second, b), (written.place, host)];
    let mut outcome = draft.finished(written.title.clone(), actors, &named);
    let account = read(&draft.told(), &written, pair, (day, side, subjects), seed);
    outcome.encounters.push(alone(&account, account.encounter.clone()));
    outcome.accounts.push(account);
    add_said(&mut outcome, written.said.take(), b, Some(a), draft.day);
    add_plan(&mut outcome, written.plan.take(), pair, draft.day);
    ordered(outcome)
}

fn side(pair: &Pair<'_>, at: usize, seed: &mut Seed) -> Side {
    let code = |at: usize| pair.states[at].actor.country.clone().unwrap_or_default();
    match (at + seed.below(2)) % 4 {
        0 => Side::State(code(0)),
        2 => Side::State(code(1)),
        _ => Side::Third,
    }
}

/// Writes what a voice tells.
fn write(
    text: &mut Text,
    pair: &Pair<'_>,
    day: Date,
    subjects: [usize; 2],
    seed: &mut Seed,
) -> Written {
    let ahead = seed.hundred(8);
    let status = if ahead { Status::Planned } else { Status::Held };
    let kind = if seed.hundred(25) { EncounterKind::Call } else { EncounterKind::Meeting };
    let [a, b] = pair.people;
    let title = format!("{} and {} on {}", a.name, b.name, SUBJECTS[subjects[0]].0);
    text.add(&title);
    text.add("\n\n");
    let first = text.add(&a.name);
    text.add(if ahead { " will " } else { " " });
    let cue = text.add(match (kind, ahead) {
        (EncounterKind::Call, false) => "called",
        (EncounterKind::Call, true) => "call",
        (_, false) => "met",
        (_, true) => "meet",
    });
    text.add(" ");
    let second = text.add(&b.name);
    text.add(" in ");
    // Now and then voices differ on where it was.
    let host = usize::from(seed.hundred(8));
    let place = text.add(&pair.states[host].place.name);
    text.add(" on ");
    let when = text.add(&day.strftime("%-d %B %Y").to_string());
    text.add(". They spoke of ");
    let topic = text.add(SUBJECTS[subjects[0]].0);
    text.add(" and ");
    let other = text.add(SUBJECTS[subjects[1]].0);
    text.add(&format!(", with the {} on the table. ", word(seed)));
    let length = seed.hundred(30).then(|| length(text, seed));
    let said = seed.hundred(40).then(|| said(text, b, seed));
    let plan = seed.hundred(8).then(|| plan(text, pair, seed));
    Written {
        title,
        status,
        kind,
        first,
        cue,
        second,
        host,
        place,
        when,
        topic,
        other,
        length,
        said,
        plan,
    }
}

fn length(text: &mut Text, seed: &mut Seed) -> Piece {
    let piece = text.add(["Two hours", "Three hours"][usize::from(seed.hundred(15))]);
    text.add(" were set aside for it. ");
    piece
}

/// What is read of a voice's words.
fn read(
    told: &Told,
    written: &Written,
    pair: &Pair<'_>,
    (day, side, subjects): (Date, Side, [usize; 2]),
    seed: &mut Seed,
) -> Account {
    let (start, end) = (written.cue.0.to_string(), written.cue.1.to_string());
    let parts = [told.document.as_str(), &start, &end];
    let [a, b] = pair.people;
    Account {
        id: AccountId::derive(&parts),
        document: told.document.clone(),
        encounter: EncounterId::derive(&[parts[0], parts[1], parts[2], "meeting"]),
        side,
        via: vec![],
        kind: written.kind,
        channel: None,
        status: written.status,
        when: Some(on(day, Some(told.evidence(written.when)))),
        place: Some(Where {
            evidence: Some(told.evidence(written.place)),
            ..pair.states[written.host].place.clone()
        }),
        participants: vec![person(told, a, written.first), person(told, b, written.second)],
        initiator: None,
        duration: written.length.map(|piece| told.evidence(piece).text),
        format: None,
        topics: topics(told, written, subjects, seed),
        outcomes: vec![],
        replies: vec![],
        told: vec![],
        evidence: vec![told.evidence(written.cue)],
    }
}

fn person(told: &Told, actor: &Actor, piece: Piece) -> Participant {
    Participant {
        actor: actor.id.clone(),
        name: actor.name.clone(),
        office: actor.offices.first().map(|held| held.office.clone()),
        capacity: None,
        country: actor.country.clone(),
        role: Role::Principal,
        mention: actor.name.clone(),
        evidence: told.evidence(piece),
    }
}

fn topics(told: &Told, written: &Written, subjects: [usize; 2], seed: &mut Seed) -> Vec<Topic> {
    let subject = |at: usize, piece: Piece| Topic {
        context: Some(SUBJECTS[at].1),
        subject: SUBJECTS[at].0.to_owned(),
        evidence: told.evidence(piece),
    };
    let mut topics = vec![subject(subjects[0], written.topic)];
    if subjects[1] != subjects[0] && seed.hundred(50) {
        topics.push(subject(subjects[1], written.other));
    }
    topics
}

/// The contact as its document alone tells it.
fn alone(account: &Account, id: EncounterId) -> Encounter {
    Encounter {
        id,
        kind: account.kind,
        channel: None,
        format: None,
        status: account.status,
        domestic: false,
        when: account.when.clone(),
        place: account.place.clone(),
        initiator: None,
        duration: account.duration.clone(),
        participants: account.participants.clone(),
        topics: account.topics.clone(),
        outcomes: vec![],
        series: None,
        first_known: Some(account.document.clone()),
        origins: 1,
        relations: vec![],
        accounts: vec![account.id.clone()],
        members: vec![],
        fields: vec![],
    }
}
