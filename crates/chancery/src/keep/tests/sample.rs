//! A document with one of every noun, made by hand.

use crate::nouns::*;
use crate::pipeline::ReadOutcome;

pub(super) const TEXT: &str =
    "King Olav met President Lund in Oslo on 3 May 2021, the palace said.";

/// What might be found in a text that holds `TEXT`.
pub(super) fn outcome(text: &str, path: &str) -> ReadOutcome {
    let reading = Reading {
        id: ReadingId::of("cleaner 1", text),
        cleaner: "cleaner 1".to_owned(),
        text: text.to_owned(),
        blocks: vec![],
        cut: vec![Cut { text: "Share".to_owned(), reason: "a link list".to_owned() }],
    };
    let document = document(text, path);
    let words = |words: &str| evidence(&document.id, &reading, words);
    let encounter = encounter(&document.id, &words);
    let account = account(&encounter, &document.id, &words);
    let encounter = Encounter { accounts: vec![account.id.clone()], ..encounter };
    let mention = mention(&document.id, &words("King Olav"));
    let statements = vec![statement(&document.id, &words)];
    let commitments = vec![commitment(&words)];
    let deeds = vec![deed(&document.id, &words)];
    ReadOutcome {
        page: Page { document, reading },
        mentions: vec![mention],
        actors: vec![actor("person:lund", "Ana Lund"), actor("person:olav", "Olav")],
        accounts: vec![account],
        encounters: vec![encounter],
        statements,
        commitments,
        deeds,
    }
}

fn document(text: &str, path: &str) -> Document {
    Document {
        id: DocumentId::of(text.as_bytes()),
        path: Some(path.to_owned()),
        url: None,
        outlet: Some("The Gazette".to_owned()),
        side: None,
        kind: DocumentKind::Report,
        title: Some("The king's guest".to_owned()),
        byline: None,
        credit: None,
        published: None,
        retrieved: Some("2024-02-01".to_owned()),
        language: Some("en".to_owned()),
        text: text.to_owned(),
        copies_of: vec![],
        edition_of: None,
        sentences: vec![[0, text.len() as u32]],
        notes: vec![],
    }
}

fn evidence(document: &DocumentId, reading: &Reading, words: &str) -> Evidence {
    let start = reading.text.find(words).unwrap();
    Evidence {
        document: document.clone(),
        reading: reading.id.clone(),
        start: start as u32,
        end: (start + words.len()) as u32,
        text: words.to_owned(),
        reader: "test".to_owned(),
        version: "1".to_owned(),
        caption: false,
    }
}

fn encounter(document: &DocumentId, words: &impl Fn(&str) -> Evidence) -> Encounter {
    let day: Option<Moment> = "2021-05-03".parse().ok();
    let person = |actor: &str, name: &str, office: &str, mention: &str| Participant {
        actor: ActorId(actor.to_owned()),
        name: name.to_owned(),
        office: Some(office.to_owned()),
        capacity: None,
        country: Some("NOR".to_owned()),
        role: Role::Principal,
        mention: mention.to_owned(),
        evidence: words(mention),
    };
    Encounter {
        id: EncounterId::derive(&[document.as_str(), "met"]),
        kind: EncounterKind::Meeting,
        channel: Some(Channel::InPerson),
        format: None,
        status: Status::Held,
        domestic: true,
        when: Some(When {
            start: day,
            end: day,
            precision: Precision::Day,
            basis: Basis::Explicit,
            evidence: Some(words("on 3 May 2021")),
        }),
        place: Some(Where {
            name: "Oslo".to_owned(),
            country: Some("NOR".to_owned()),
            geonames: Some(3_143_244),
            latitude: None,
            longitude: None,
            evidence: Some(words("in Oslo")),
        }),
        initiator: Some(ActorId("person:olav".to_owned())),
        duration: None,
        participants: vec![
            person("person:olav", "Olav", "king", "King Olav"),
            person("person:lund", "Ana Lund", "president", "President Lund"),
        ],
        topics: vec![],
        outcomes: vec![],
        series: None,
        first_known: Some(document.clone()),
        origins: 1,
        relations: vec![],
        accounts: vec![],
        members: vec![],
        fields: vec![],
    }
}

fn account(
    encounter: &Encounter,
    document: &DocumentId,
    words: &impl Fn(&str) -> Evidence,
) -> Account {
    Account {
        id: AccountId::derive(&[document.as_str(), "palace", "met"]),
        document: document.clone(),
        encounter: encounter.id.clone(),
        side: Side::State("NOR".to_owned()),
        via: vec![Via {
            actor: None,
            description: Some("the palace".to_owned()),
            basis: ViaBasis::Named,
            evidence: Some(words("the palace said")),
        }],
        kind: encounter.kind,
        channel: encounter.channel,
        status: encounter.status,
        when: encounter.when.clone(),
        place: encounter.place.clone(),
        participants: encounter.participants.clone(),
        initiator: None,
        duration: None,
        format: None,
        topics: vec![],
        outcomes: vec![],
        replies: vec![],
        told: vec![],
        evidence: vec![words("met")],
    }
}

fn mention(document: &DocumentId, words: &Evidence) -> Mention {
    Mention {
        document: document.clone(),
        actor: Some(ActorId("person:olav".to_owned())),
        name: "Olav".to_owned(),
        office: Some("king".to_owned()),
        country: Some("NOR".to_owned()),
        sector: None,
        start: words.start,
        end: words.end,
        text: words.text.clone(),
        kind: MentionKind::Name,
        members: vec![],
        capacities: vec![],
        candidates: vec![],
        head: 0,
    }
}

fn statement(document: &DocumentId, words: &impl Fn(&str) -> Evidence) -> Statement {
    Statement {
        id: StatementId::derive(&[document.as_str(), "said"]),
        document: document.clone(),
        speaker: vec![mention(document, &words("King Olav"))],
        addressees: vec![mention(document, &words("President Lund"))],
        via: vec![Via {
            actor: Some(ActorId("person:lund".to_owned())),
            description: None,
            basis: ViaBasis::Named,
            evidence: Some(words("the palace")),
        }],
        cue: vec![words("said")],
        content: vec![words("met President Lund"), words("in Oslo")],
        act: Act::Promise,
        form: Form::Indirect,
        quote: None,
        occasion: None,
        when: None,
        answers: vec![Answer {
            claim: None,
            kind: AnswerKind::Denies,
            score: 0.5,
            why: "the same words".to_owned(),
            evidence: words("on 3 May 2021"),
        }],
        evidence: words("King Olav met"),
    }
}

fn commitment(words: &impl Fn(&str) -> Evidence) -> Commitment {
    let what = words("met President Lund");
    let later = Later {
        state: CommitmentState::Kept,
        why: "told as done".to_owned(),
        evidence: words("met"),
    };
    Commitment {
        id: CommitmentId::derive(&[what.document.as_str(), "promised"]),
        kind: CommitmentKind::Pledge,
        by: vec![ActorId("person:olav".to_owned())],
        to: vec![ActorId("person:lund".to_owned())],
        figure: vec![Figure { value: 3.0, unit: "May".to_owned(), evidence: words("3 May") }],
        made_on: None,
        due: None,
        place: None,
        condition: Some(words("in Oslo")),
        state: CommitmentState::Kept,
        according_to: vec![],
        evidence: words("King Olav met President Lund"),
        what,
        later: vec![later],
    }
}

fn deed(document: &DocumentId, words: &impl Fn(&str) -> Evidence) -> Deed {
    Deed {
        document: document.clone(),
        kind: DeedKind::Done,
        by: vec![],
        parties: vec![],
        what: words("met"),
        figure: vec![],
        when: None,
        place: None,
        according_to: vec![],
    }
}

fn actor(id: &str, name: &str) -> Actor {
    Actor {
        id: ActorId(id.to_owned()),
        kind: ActorKind::Person,
        qid: None,
        name: name.to_owned(),
        country: Some("NOR".to_owned()),
        codes: None,
        sector: None,
        aliases: vec!["the guest".to_owned()],
        offices: vec![],
    }
}
