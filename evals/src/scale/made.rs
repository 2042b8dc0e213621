//! Documents and what is read of them, made up.

use chancery::nouns::*;
use chancery::pipeline::ReadOutcome;
use chancery::settle::{Settled, settle};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::cast::{State, cast};
use super::seed::Seed;
use super::text::{Piece, Text, Told, word};

const SUBJECTS: [(&str, Context); 12] = [
    ("fishing quotas", Context::NaturalResource),
    ("trade in steel", Context::Economic),
    ("the border crossing", Context::Territory),
    ("a prisoner exchange", Context::HumanSecurity),
    ("grain exports", Context::Economic),
    ("the ceasefire", Context::Military),
    ("visas for students", Context::Migration),
    ("arms deliveries", Context::Military),
    ("a gas pipeline", Context::NaturalResource),
    ("climate finance", Context::Environment),
    ("the fight against smuggling", Context::Crime),
    ("vaccines", Context::Health),
];
const OUTLETS: [&str; 30] = [
    "Harbour Wire",
    "The Gazette",
    "Morning Ledger",
    "Northern Herald",
    "City Dispatch",
    "The Courier",
    "Daily Beacon",
    "Evening Mail",
    "The Observer Post",
    "River Tribune",
    "Coastal News",
    "The Standard Wire",
    "Central Press",
    "The Chronicle",
    "Island Times",
    "Valley Record",
    "The Monitor Daily",
    "Capital Review",
    "Union Post",
    "The Examiner",
    "Frontier News",
    "The Argus",
    "Lakeside Journal",
    "People's Voice",
    "The Sentinel",
    "Market Watcher",
    "World Desk",
    "The Bulletin",
    "Plain Dealer Wire",
    "The Lantern",
];
const DOINGS: [&str; 6] = [
    "open a consulate in the south",
    "send a team of engineers",
    "pay for the new harbour",
    "lift the ban on imports",
    "share what it knows of the storm",
    "hold a joint exercise",
];

/// Makes documents.
pub(super) struct Maker {
    seed: Seed,
    states: Vec<State>,
    made: u64,
}

/// Two people who meet, of two states.
struct Pair<'a> {
    states: [&'a State; 2],
    people: [&'a Actor; 2],
}

/// A telling under way.
struct Draft {
    text: Text,
    outlet: String,
    side: Option<Side>,
    kind: DocumentKind,
    day: Date,
}

impl Maker {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed: Seed::new(seed), states: cast(), made: 0 }
    }

    /// The documents that tell of one encounter, and what they are settled into.
    pub(super) fn story(&mut self) -> (Vec<ReadOutcome>, Settled) {
        let mut seed = Seed::new(self.seed.next());
        let pair = Pair::drawn(&self.states, &mut seed);
        let day = drawn_day(&mut seed);
        let subjects = [seed.below(SUBJECTS.len()), seed.below(SUBJECTS.len())];
        let count = match seed.below(100) {
            0..80 => 1,
            80..92 => 2,
            92..97 => 3,
            _ => 4 + seed.below(6),
        };
        let mut told: Vec<ReadOutcome> = Vec::new();
        for at in 0..count {
            self.made += 1;
            let copied = told.first().filter(|_| at > 0 && seed.hundred(25));
            let one = match copied {
                Some(first) => again(first, self.made, &mut seed),
                None => account(&pair, day, subjects, (at, self.made), &mut seed),
            };
            told.push(one);
        }
        let documents: Vec<Document> = told.iter().map(|it| it.page.document.clone()).collect();
        let contacts: Vec<Encounter> = told.iter().flat_map(|it| it.encounters.clone()).collect();
        let accounts: Vec<Account> = told.iter().flat_map(|it| it.accounts.clone()).collect();
        let settled = settle(&documents, &contacts, &accounts, &Ties::default());
        (told, settled)
    }

    /// A document that tells of no encounter.
    pub(super) fn beside(&mut self) -> ReadOutcome {
        let mut seed = Seed::new(self.seed.next());
        self.made += 1;
        let pair = Pair::drawn(&self.states, &mut seed);
        let mut draft = Draft::new(drawn_day(&mut seed), None, &mut seed);
        let title = format!("{} weighs {}", pair.states[0].actor.name, word(&mut seed));
        draft.text.add(&title);
        draft.text.add("\n\n");
        let who = draft.text.add(&pair.people[0].name);
        draft.text.add(&format!(" spoke to the press about the {} of ", word(&mut seed)));
        let other = draft.text.add(&pair.states[1].actor.name);
        let (one, two) = (word(&mut seed), word(&mut seed));
        draft.text.add(&format!(" and its {one}, the {two} agency reported. "));
        let said = seed.hundred(25).then(|| said(&mut draft.text, pair.people[0], &mut seed));
        let plan = seed.hundred(5).then(|| plan(&mut draft.text, &pair, &mut seed));
        draft.text.add(&format!("File {}.", self.made));
        let actors = vec![pair.people[0].clone(), pair.states[1].actor.clone()];
        let places = [(who, pair.people[0]), (other, &pair.states[1].actor)];
        let mut outcome = draft.finished(title, actors, &places);
        add_said(&mut outcome, said, pair.people[0], None, draft.day);
        add_plan(&mut outcome, plan, &pair, draft.day);
        if seed.hundred(20) {
            outcome.actors.push(group(&outcome.page.document.id, pair.states[1]));
        }
        ordered(outcome)
    }
}

impl<'a> Pair<'a> {
    fn drawn(states: &'a [State], seed: &mut Seed) -> Self {
        let one = seed.ranked(states.len());
        let mut other = seed.ranked(states.len());
        if other == one {
            other = (one + 1) % states.len();
        }
        let states = [&states[one], &states[other]];
        let person =
            |state: &'a State, seed: &mut Seed| &state.people[seed.ranked(state.people.len())];
        let people = [person(states[0], seed), person(states[1], seed)];
        Self { states, people }
    }
}

/// Later days the more often, as records grow.
fn drawn_day(seed: &mut Seed) -> Date {
    let back = (seed.share() * seed.share() * 9000.0) as i64;
    date(2026, 10, 1).checked_sub(back.days()).unwrap_or(date(2000, 1, 1))
}

impl Draft {
    fn new(day: Date, side: Option<Side>, seed: &mut Seed) -> Self {
        let (outlet, kind) = match &side {
            Some(Side::State(code)) => (format!("Foreign Ministry {code}"), DocumentKind::Readout),
            _ => (OUTLETS[seed.ranked(OUTLETS.len())].to_owned(), DocumentKind::Report),
        };
        Self { text: Text::default(), outlet, side, kind, day }
    }

    fn told(&self) -> Told {
        let text = self.text.0.clone();
        let reading = ReadingId::of("generated 1", &text);
        let head = format!("{}\n{}\n{text}", self.outlet, self.day);
        Told { document: DocumentId::of(head.as_bytes()), reading, text }
    }

    /// The document with who is named in it.
    fn finished(
        &self,
        title: String,
        actors: Vec<Actor>,
        named: &[(Piece, &Actor)],
    ) -> ReadOutcome {
        let told = self.told();
        let end = told.text.len() as u32;
        let head = told.text.find("\n\n").unwrap_or(0) as u32;
        let mentions = named.iter().map(|(piece, actor)| mention(&told, *piece, actor));
        let document = Document {
            id: told.document.clone(),
            path: Some(format!("made/{}.txt", &told.document.as_str()[..12])),
            url: None,
            outlet: Some(self.outlet.clone()),
            side: self.side.clone(),
            kind: self.kind,
            title: Some(title),
            byline: None,
            credit: None,
            published: Some(Published {
                start: Some(moment(self.day)),
                end: Some(moment(self.day)),
                precision: Precision::Day,
                basis: PublishedBasis::Given,
            }),
            retrieved: Some("2026-11-22".to_owned()),
            language: Some("en".to_owned()),
            text: told.text.clone(),
            copies_of: vec![],
            edition_of: None,
            sentences: vec![[0, head], [head + 2, end]],
            notes: vec![],
        };
        let block = |start, end, kind| Block { start, end, kind, raw_start: None };
        let reading = Reading {
            id: told.reading.clone(),
            cleaner: "generated 1".to_owned(),
            text: told.text.clone(),
            blocks: vec![block(0, head, BlockKind::Title), block(head + 2, end, BlockKind::Body)],
            cut: vec![],
        };
        ReadOutcome {
            mentions: mentions.collect(),
            page: Page { document, reading },
            actors,
            accounts: vec![],
            encounters: vec![],
            statements: vec![],
            commitments: vec![],
            deeds: vec![],
        }
    }
}

fn moment(day: Date) -> Moment {
    day.to_string().parse().expect("a day is a moment")
}

fn on(day: Date, evidence: Option<Evidence>) -> When {
    When {
        start: Some(moment(day)),
        end: Some(moment(day)),
        precision: Precision::Day,
        basis: if evidence.is_some() { Basis::Explicit } else { Basis::Publication },
        evidence,
    }
}

fn mention(told: &Told, piece: Piece, actor: &Actor) -> Mention {
    Mention {
        document: told.document.clone(),
        actor: Some(actor.id.clone()),
        name: actor.name.clone(),
        office: actor.offices.first().map(|held| held.office.clone()),
        country: actor.country.clone(),
        sector: actor.sector,
        start: piece.0,
        end: piece.1,
        text: told.text[piece.0 as usize..piece.1 as usize].to_owned(),
        kind: MentionKind::Name,
        members: vec![],
        capacities: vec![],
        candidates: vec![],
        head: 0,
    }
}

/// Somebody unnamed, whom this document alone knows.
fn group(document: &DocumentId, of: &State) -> Actor {
    let code = of.actor.country.clone().unwrap_or_default();
    let id =
        ActorId(format!("group:{}:officials-{}", &document.as_str()[..8], code.to_lowercase()));
    let name = format!("officials of {}", of.actor.name);
    Actor { country: Some(code), ..Actor::named(id, ActorKind::Group, name) }
}

/// One voice on a meeting.
fn account(
    pair: &Pair<'_>,
    day: Date,
    subjects: [usize; 2],
    (at, number): (usize, u64),
    seed: &mut Seed,
) -> ReadOutcome {
    let code = |at: usize| pair.states[at].actor.country.clone().unwrap_or_default();
    let side = match (at + seed.below(2)) % 4 {
        0 => Side::State(code(0)),
        1 => Side::Third,
        2 => Side::State(code(1)),
        _ => Side::Third,
    };
    let mut draft = Draft::new(day, Some(side.clone()).filter(|it| *it != Side::Third), seed);
    let later = i64::from(seed.hundred(40));
    draft.day = day.checked_add(later.days()).unwrap_or(day);
    let ahead = seed.hundred(8);
    let status = if ahead { Status::Planned } else { Status::Held };
    let kind = if seed.hundred(25) { EncounterKind::Call } else { EncounterKind::Meeting };
    let [a, b] = pair.people;
    let text = &mut draft.text;
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
    let other = text.add(SUBJECTS[subjects[at % 2]].0);
    text.add(&format!(", with the {} on the table. ", word(seed)));
    let length = seed.hundred(30).then(|| {
        let piece = text.add(["Two hours", "Three hours"][usize::from(seed.hundred(15))]);
        text.add(" were set aside for it. ");
        piece
    });
    let said = seed.hundred(40).then(|| said(text, b, seed));
    let plan = seed.hundred(8).then(|| plan(text, pair, seed));
    text.add(&format!("File {number}."));
    let actors = vec![a.clone(), b.clone(), pair.states[host].actor.clone()];
    let named = [(first, a), (second, b), (place, &pair.states[host].actor)];
    let mut outcome = draft.finished(title, actors, &named);
    let told = draft.told();
    let person = |actor: &Actor, piece: Piece| Participant {
        actor: actor.id.clone(),
        name: actor.name.clone(),
        office: actor.offices.first().map(|held| held.office.clone()),
        capacity: None,
        country: actor.country.clone(),
        role: Role::Principal,
        mention: actor.name.clone(),
        evidence: told.evidence(piece),
    };
    let evidence = told.evidence(cue);
    let (start, end) = (cue.0.to_string(), cue.1.to_string());
    let parts = [told.document.as_str(), &start, &end];
    let id = EncounterId::derive(&[parts[0], parts[1], parts[2], "meeting"]);
    let subject = |at: usize, piece: Piece| Topic {
        context: Some(SUBJECTS[at].1),
        subject: SUBJECTS[at].0.to_owned(),
        evidence: told.evidence(piece),
    };
    let mut topics = vec![subject(subjects[0], topic)];
    if subjects[at % 2] != subjects[0] && seed.hundred(50) {
        topics.push(subject(subjects[at % 2], other));
    }
    let account = Account {
        id: AccountId::derive(&[parts[0], parts[1], parts[2]]),
        document: told.document.clone(),
        encounter: id.clone(),
        side,
        via: vec![],
        kind,
        channel: None,
        status,
        when: Some(on(day, Some(told.evidence(when)))),
        place: Some(Where {
            evidence: Some(told.evidence(place)),
            ..pair.states[host].place.clone()
        }),
        participants: vec![person(a, first), person(b, second)],
        initiator: None,
        duration: length.map(|piece| told.evidence(piece).text),
        format: None,
        topics,
        outcomes: vec![],
        replies: vec![],
        told: vec![],
        evidence: vec![evidence],
    };
    outcome.encounters.push(alone(&account, id));
    outcome.accounts.push(account);
    add_said(&mut outcome, said, b, Some(a), draft.day);
    add_plan(&mut outcome, plan, pair, draft.day);
    ordered(outcome)
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

/// The same words under another head.
fn again(first: &ReadOutcome, number: u64, seed: &mut Seed) -> ReadOutcome {
    let outlet = OUTLETS[seed.ranked(OUTLETS.len())].to_owned();
    let old = first.page.document.id.clone();
    let id = DocumentId::of(format!("{outlet} {number} {old}").as_bytes());
    let line = serde_json::to_string(&(
        &first.page.document,
        &first.mentions,
        &first.accounts,
        &first.encounters,
        &first.statements,
        &first.commitments,
        &first.actors,
    ));
    let mut line = line.expect("nouns are JSON").replace(old.as_str(), id.as_str());
    let ids = first.accounts.iter().map(|it| &it.id.0);
    let ids = ids.chain(first.encounters.iter().map(|it| &it.id.0));
    let ids = ids.chain(first.statements.iter().map(|it| &it.id.0));
    for own in ids.chain(first.commitments.iter().map(|it| &it.id.0)) {
        let new = DocumentId::of(format!("{id}{own}").as_bytes());
        line = line.replace(own.as_str(), &format!("{}{}", &own[..4], &new.as_str()[..16]));
    }
    type Parts = (
        Document,
        Vec<Mention>,
        Vec<Account>,
        Vec<Encounter>,
        Vec<Statement>,
        Vec<Commitment>,
        Vec<Actor>,
    );
    let parts: Parts = serde_json::from_str(&line).expect("it was written just now");
    let (mut document, mentions, accounts, encounters, statements, commitments, actors) = parts;
    document.outlet = Some(outlet);
    document.kind = DocumentKind::Report;
    document.side = None;
    document.path = Some(format!("made/{}.txt", &id.as_str()[..12]));
    let reading = first.page.reading.clone();
    ReadOutcome {
        page: Page { document, reading },
        mentions,
        actors,
        accounts,
        encounters,
        statements,
        commitments,
        deeds: vec![],
    }
}

/// Pieces of a statement: speaker, cue, content.
type Said = (Piece, Piece, Piece);

fn said(text: &mut Text, who: &Actor, seed: &mut Seed) -> Said {
    let speaker = text.add(&who.name);
    text.add(" ");
    let cue = text.add(["said", "denied", "warned"][[0, 0, 0, 1, 2][seed.below(5)]]);
    text.add(" ");
    let content = format!("that the {} would not {}", word(seed), seed.of::<&str>(&DOINGS));
    let content = text.add(&content);
    text.add(". ");
    (speaker, cue, content)
}

fn add_said(
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
type Plan = (Piece, Piece, i64);

fn plan(text: &mut Text, pair: &Pair<'_>, seed: &mut Seed) -> Plan {
    let start = text.end();
    text.add(&pair.states[0].actor.name);
    text.add(" promised ");
    text.add(&pair.states[1].actor.name);
    text.add(" to ");
    let what = text.add(seed.of::<&str>(&DOINGS));
    text.add(". ");
    ((start, what.1), what, 30 + seed.below(300) as i64)
}

fn add_plan(outcome: &mut ReadOutcome, plan: Option<Plan>, pair: &Pair<'_>, day: Date) {
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

fn told(outcome: &ReadOutcome) -> Told {
    Told {
        document: outcome.page.document.id.clone(),
        reading: outcome.page.reading.id.clone(),
        text: outcome.page.reading.text.clone(),
    }
}

/// Actors by id, each once, and mentions in order of place.
fn ordered(mut outcome: ReadOutcome) -> ReadOutcome {
    outcome.actors.sort_by(|a, b| a.id.cmp(&b.id));
    outcome.actors.dedup_by(|a, b| a.id == b.id);
    outcome.mentions.sort_by_key(|it| (it.start, it.end));
    outcome
}
