//! Contacts as the gold gives them, in place of those read: what linking and comparing would
//! come to if every account were found. A diagnosis for the set that is worked with, no figure
//! of the program.

use std::collections::BTreeMap;

use chancery::nouns::{
    Account, AccountId, ActorId, Channel, Encounter, EncounterId, EncounterKind, Evidence, Moment,
    Participant, Precision, Role, Side, Status, Via, ViaBasis, When,
};
use chancery::pipeline::ReadOutcome;
use serde::de::DeserializeOwned;

use super::gold::{Gold, GoldDocument, Voice};
use crate::meetings::matching::names_agree;

/// Puts the contacts that the gold tells of a text in place of those that were read. What the
/// gold does not tell of one, its place and the day of another's, stays as it was read.
pub(crate) fn give(all: &[Gold], gold: &Gold, document: &GoldDocument, read: &mut ReadOutcome) {
    let mut told: BTreeMap<&str, Vec<Account>> = BTreeMap::new();
    for voice in &document.voices {
        let account = of_voice(gold, voice, read);
        told.entry(&gold.id).or_default().extend(account);
    }
    for other in &document.others {
        let known = all.iter().find(|it| it.id == other.encounter);
        let kind = known.map(|it| it.kind.as_str()).or(other.kind.as_deref());
        let account = blank(read, &other.words, word(kind.unwrap_or("meeting")));
        let account = account.map(|account| {
            let people = known.map(|it| people(it, &account.evidence[0], read));
            let people = people.unwrap_or_else(|| named(&account.evidence[0], read));
            let ahead = known.is_some_and(|it| is_to_come(it, document));
            let status = if ahead { Status::Planned } else { account.status };
            Account { participants: people, status, ..account }
        });
        told.entry(&other.encounter).or_default().extend(account);
    }
    read.accounts.clear();
    read.encounters.clear();
    for (cluster, accounts) in told {
        let Some(first) = accounts.first() else { continue };
        let id = EncounterId::derive(&["given", first.document.as_str(), cluster]);
        read.encounters.push(contact(id.clone(), &accounts));
        read.accounts
            .extend(accounts.into_iter().map(|it| Account { encounter: id.clone(), ..it }));
    }
}

/// Whether a text was put out before an encounter.
fn is_to_come(gold: &Gold, document: &GoldDocument) -> bool {
    let first = gold.when.and_then(|days| days[0].date());
    let page = document.published.as_deref().and_then(|it| it.parse::<Moment>().ok()?.date());
    first.zip(page).is_some_and(|(first, page)| first > page)
}

fn of_voice(gold: &Gold, voice: &Voice, read: &ReadOutcome) -> Option<Account> {
    let account = blank(read, &voice.words, word(&gold.kind)?)?;
    let clause = account.evidence[0].clone();
    let side = match voice.side.as_str() {
        "third" => Side::Third,
        "joint" => Side::Joint,
        code => Side::State(code.to_owned()),
    };
    let own = read.page.document.side.clone().unwrap_or(Side::Third) == side;
    let links = if matches!(side, Side::State(_)) && !own { 2 } else { 0 };
    Some(Account {
        id: AccountId::derive(&["given", clause.document.as_str(), &voice.side, &voice.words]),
        via: vec![teller(&clause); links],
        side,
        channel: gold.channel.as_deref().and_then(word::<Channel>),
        status: word(&voice.status).unwrap_or(account.status),
        when: voice.when.map(|days| when(days, &clause)),
        participants: people(gold, &clause, read),
        ..account
    })
}

/// A word of the gold as the noun it names.
fn word<T: DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(name.into()).ok()
}

fn teller(clause: &Evidence) -> Via {
    Via {
        actor: None,
        description: Some("the side's word".to_owned()),
        basis: ViaBasis::Named,
        evidence: Some(clause.clone()),
    }
}

fn when([start, end]: [Moment; 2], clause: &Evidence) -> When {
    let days = start.date().zip(end.date()).map(|(a, b)| (b - a).get_days());
    let precision = match days {
        Some(0..=5) => Precision::Day,
        _ => Precision::Bounds,
    };
    let basis = chancery::nouns::Basis::Explicit;
    When { start: Some(start), end: Some(end), precision, basis, evidence: Some(clause.clone()) }
}

/// An account of the words, with what was read at them.
fn blank(read: &ReadOutcome, words: &str, kind: Option<EncounterKind>) -> Option<Account> {
    let document = &read.page.document;
    let start = document.text.find(words)? as u32;
    let end = start + words.len() as u32;
    let clause = Evidence {
        document: document.id.clone(),
        reading: read.page.reading.id.clone(),
        start,
        end,
        text: words.to_owned(),
        reader: "gold".to_owned(),
        version: "1".to_owned(),
        caption: false,
    };
    let here = |it: &&Account| it.evidence.iter().any(|e| e.start < end && start < e.end);
    let found = read.accounts.iter().find(here);
    Some(Account {
        id: AccountId::derive(&["given", document.id.as_str(), words]),
        document: document.id.clone(),
        encounter: EncounterId::derive(&["given", words]),
        side: document.side.clone().unwrap_or(Side::Third),
        via: Vec::new(),
        kind: kind.or(found.map(|it| it.kind)).unwrap_or(EncounterKind::Meeting),
        channel: None,
        status: found.map_or(Status::Held, |it| it.status),
        when: found.and_then(|it| it.when.clone()),
        place: found.and_then(|it| it.place.clone()),
        participants: Vec::new(),
        initiator: None,
        duration: None,
        format: found.and_then(|it| it.format.clone()),
        topics: found.map(|it| it.topics.clone()).unwrap_or_default(),
        outcomes: found.map(|it| it.outcomes.clone()).unwrap_or_default(),
        replies: Vec::new(),
        told: Vec::new(),
        evidence: vec![clause],
    })
}

/// The leading participants, each by the actor a mention of the text was found to mean.
fn people(gold: &Gold, clause: &Evidence, read: &ReadOutcome) -> Vec<Participant> {
    let participant = |person: &super::gold::GoldPerson| {
        let named = read.mentions.iter().find(|it| {
            let actor = it.actor.as_ref().map_or("", ActorId::as_str);
            actor.starts_with("person:") && names_agree(&it.name, &person.name)
        });
        let actor = named.and_then(|it| it.actor.clone());
        let slug = chancery::resolve::fold(&person.name).replace(' ', "-");
        Participant {
            // Whom the text does not name is known to it alone, as a reader would have it.
            actor: actor.unwrap_or_else(|| ActorId(format!("person:{}:{slug}", clause.document))),
            name: person.name.clone(),
            office: named.and_then(|it| it.office.clone()),
            capacity: None,
            country: person.country.clone(),
            role: Role::Principal,
            mention: named.map_or_else(|| clause.text.clone(), |it| it.text.clone()),
            evidence: named.map_or_else(|| clause.clone(), |it| at(clause, it)),
        }
    };
    gold.participants.iter().map(participant).collect()
}

/// Whom the words themselves name.
fn named(clause: &Evidence, read: &ReadOutcome) -> Vec<Participant> {
    let within = read.mentions.iter().filter(|it| clause.start <= it.start && it.end <= clause.end);
    let participant = |mention: &chancery::nouns::Mention| {
        Some(Participant {
            actor: mention.actor.clone()?,
            name: mention.name.clone(),
            office: mention.office.clone(),
            capacity: None,
            country: mention.country.clone(),
            role: Role::Principal,
            mention: mention.text.clone(),
            evidence: at(clause, mention),
        })
    };
    let mut found: Vec<Participant> = Vec::new();
    for participant in within.filter_map(participant) {
        if found.iter().all(|it| it.actor != participant.actor) {
            found.push(participant);
        }
    }
    found
}

fn at(clause: &Evidence, mention: &chancery::nouns::Mention) -> Evidence {
    Evidence {
        start: mention.start,
        end: mention.end,
        text: mention.text.clone(),
        ..clause.clone()
    }
}

/// The contact that some accounts of one text tell.
fn contact(id: EncounterId, accounts: &[Account]) -> Encounter {
    let first = &accounts[0];
    Encounter {
        id,
        kind: first.kind,
        channel: first.channel,
        format: first.format.clone(),
        status: first.status,
        domestic: false,
        when: accounts.iter().find_map(|it| it.when.clone()),
        place: accounts.iter().find_map(|it| it.place.clone()),
        initiator: None,
        duration: None,
        participants: first.participants.clone(),
        topics: first.topics.clone(),
        outcomes: first.outcomes.clone(),
        series: None,
        first_known: Some(first.document.clone()),
        origins: 1,
        relations: Vec::new(),
        accounts: accounts.iter().map(|it| it.id.clone()).collect(),
        members: Vec::new(),
        fields: Vec::new(),
    }
}
