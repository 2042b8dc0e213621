//! Documents and what is read of them, made up.

use std::collections::BTreeMap;

use chancery::commitments::ledger::Turn;
use chancery::nouns::{
    Account, Act, Actor, ActorId, ActorKind, Answer, AnswerKind, Basis, Block, BlockKind,
    Commitment, CommitmentId, Context, Document, DocumentId, DocumentKind, Encounter, Evidence,
    Mention, MentionKind, Moment, Page, Precision, Published, PublishedBasis, Reading, ReadingId,
    Side, Statement, StatementId, Ties, When,
};
use chancery::pipeline::ReadOutcome;
use chancery::settle::{Settled, settle};
use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::cast::{State, cast};
use super::seed::Seed;
use super::text::{Piece, Text, Told, word};
use super::voice::account;
use super::words::{add_plan, add_said, plan, said};

pub(super) const SUBJECTS: [(&str, Context); 12] = [
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
/// Makes documents.
pub(super) struct Maker {
    seed: Seed,
    states: Vec<State>,
    made: u64,
    /// The statement made last.
    said: Option<Statement>,
}

/// Two people who meet, of two states.
pub(super) struct Pair<'a> {
    pub(super) states: [&'a State; 2],
    pub(super) people: [&'a Actor; 2],
}

/// A telling under way.
pub(super) struct Draft {
    pub(super) text: Text,
    outlet: String,
    side: Option<Side>,
    kind: DocumentKind,
    pub(super) day: Date,
}

impl Maker {
    pub(super) fn new(seed: u64) -> Self {
        Self { seed: Seed::new(seed), states: cast(), made: 0, said: None }
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

    /// What the denials among these answer: each the statement made before it.
    pub(super) fn answers(
        &mut self,
        outcomes: &[ReadOutcome],
    ) -> BTreeMap<StatementId, Vec<Answer>> {
        let mut found = BTreeMap::new();
        for statement in outcomes.iter().flat_map(|it| &it.statements) {
            let claim = self.said.replace(statement.clone());
            let claim = claim.filter(|_| statement.act == Act::Deny);
            let Some(claim) = claim.filter(|it| it.document != statement.document) else {
                continue;
            };
            let answer = Answer {
                evidence: claim.content[0].clone(),
                claim: Some(claim.id),
                kind: AnswerKind::Denies,
                score: 0.5,
                why: "words in common".to_owned(),
            };
            found.insert(statement.id.clone(), vec![answer]);
        }
        found
    }

    /// What some of these documents tell later of the commitments of others.
    pub(super) fn turns(&self, made: &[ReadOutcome]) -> Vec<(CommitmentId, Turn)> {
        super::turns::turns(made, &mut Seed::new(self.made))
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
    pub(super) fn new(day: Date, side: Option<Side>, seed: &mut Seed) -> Self {
        let (outlet, kind) = match &side {
            Some(Side::State(code)) => (format!("Foreign Ministry {code}"), DocumentKind::Readout),
            _ => (OUTLETS[seed.ranked(OUTLETS.len())].to_owned(), DocumentKind::Report),
        };
        Self { text: Text::default(), outlet, side, kind, day }
    }

    pub(super) fn told(&self) -> Told {
        let text = self.text.0.clone();
        let reading = ReadingId::of("generated 1", &text);
        let head = format!("{}\n{}\n{text}", self.outlet, self.day);
        Told { document: DocumentId::of(head.as_bytes()), reading, text }
    }

    /// The document with who is named in it.
    pub(super) fn finished(
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

pub(super) fn on(day: Date, evidence: Option<Evidence>) -> When {
    When {
        start: Some(moment(day)),
        end: Some(moment(day)),
        precision: Precision::Day,
        basis: if evidence.is_some() { Basis::Explicit } else { Basis::Publication },
        evidence,
    }
}

pub(super) fn mention(told: &Told, piece: Piece, actor: &Actor) -> Mention {
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

/// What a copy has of its own.
type Parts = (
    Document,
    Vec<Mention>,
    Vec<Account>,
    Vec<Encounter>,
    Vec<Statement>,
    Vec<Commitment>,
    Vec<Actor>,
);

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

pub(super) fn told(outcome: &ReadOutcome) -> Told {
    Told {
        document: outcome.page.document.id.clone(),
        reading: outcome.page.reading.id.clone(),
        text: outcome.page.reading.text.clone(),
    }
}

/// Actors by id, each once, and mentions in order of place.
pub(super) fn ordered(mut outcome: ReadOutcome) -> ReadOutcome {
    outcome.actors.sort_by(|a, b| a.id.cmp(&b.id));
    outcome.actors.dedup_by(|a, b| a.id == b.id);
    outcome.mentions.sort_by_key(|it| (it.start, it.end));
    outcome
}
