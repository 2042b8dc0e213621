//! Tests of linking on contacts of our own making.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Scored, keys, link, relations, score};
use crate::nouns::{
    Account, AccountId, ActorId, Basis, Document, DocumentId, DocumentKind, Encounter, EncounterId,
    EncounterKind, Evidence, Linked, Moment, Part, Participant, Precision, Published,
    PublishedBasis, ReadingId, RelationKind, Role, Side, Status, Telling, Ties, Topic, When, Where,
};

/// A document with one contact, as the tests tell it.
#[derive(Debug)]
struct Tale {
    document: Document,
    contact: Encounter,
    accounts: Vec<Account>,
}

impl Tale {
    fn telling(&self) -> Telling<'_> {
        Telling {
            contact: &self.contact,
            accounts: self.accounts.iter().collect(),
            document: &self.document,
            origin: &self.document.id,
        }
    }

    fn on(mut self, day: &str) -> Self {
        self.contact.when = Some(when(day, day, Precision::Day));
        self
    }

    fn between(mut self, from: &str, to: &str, precision: Precision) -> Self {
        self.contact.when = Some(when(from, to, precision));
        self
    }

    fn told_by_state(mut self, state: &str) -> Self {
        self.document.side = Some(Side::State(state.to_owned()));
        self
    }

    fn status(mut self, status: Status) -> Self {
        self.contact.status = status;
        self
    }

    fn at(mut self, place: &str, country: &str) -> Self {
        self.contact.place = Some(Where {
            name: place.to_owned(),
            country: Some(country.to_owned()),
            geonames: None,
            latitude: None,
            longitude: None,
            evidence: None,
        });
        self
    }

    fn about(mut self, subject: &str) -> Self {
        let evidence = self.accounts[0].evidence[0].clone();
        self.contact.topics = vec![Topic { context: None, subject: subject.to_owned(), evidence }];
        self
    }

    fn in_document(mut self, other: &Tale) -> Self {
        self.document = other.document.clone();
        self
    }
}

/// A page published on a day that tells a contact of these parties; parties are
/// `name/office/ISO3`, a state's name standing for itself where it has no office.
fn tale(name: &str, kind: EncounterKind, published: &str, parties: &[&str]) -> Tale {
    let id = DocumentId::of(name.as_bytes());
    let text = format!("{name}1 {name}2 {name}3 tells it.");
    let evidence = Evidence {
        document: id.clone(),
        reading: ReadingId::of("test", &text),
        start: 0,
        end: 4,
        text: text[..4].to_owned(),
        reader: "test".to_owned(),
        version: "0".to_owned(),
        caption: false,
    };
    let participants: Vec<Participant> = parties.iter().map(|p| party(p, &evidence)).collect();
    let contact_id = EncounterId::derive(&[name, "contact"]);
    let contact = contact(contact_id, kind, participants);
    let account = account(&contact, &id, evidence);
    Tale { document: document(id, text, published), contact, accounts: vec![account] }
}

fn party(told: &str, evidence: &Evidence) -> Participant {
    let parts: Vec<&str> = told.split('/').collect();
    let (name, office, state) = (parts[0], parts[1], parts[2]);
    let actor = if office.is_empty() {
        format!("state:{state}")
    } else {
        format!("person:{}:{}", state.to_lowercase(), name.to_lowercase().replace(' ', "-"))
    };
    Participant {
        actor: ActorId(actor),
        name: name.to_owned(),
        office: (!office.is_empty()).then(|| office.to_owned()),
        capacity: None,
        country: Some(state.to_owned()),
        role: Role::Principal,
        mention: name.to_owned(),
        evidence: evidence.clone(),
    }
}

fn document(id: DocumentId, text: String, published: &str) -> Document {
    let day: Moment = published.parse().expect("a day");
    let length = text.len() as u32;
    Document {
        id,
        path: None,
        url: None,
        outlet: None,
        side: None,
        kind: DocumentKind::Report,
        title: None,
        byline: None,
        credit: None,
        published: Some(Published {
            start: Some(day),
            end: Some(day),
            precision: Precision::Day,
            basis: PublishedBasis::Given,
        }),
        retrieved: None,
        language: Some("en".to_owned()),
        text,
        copies_of: Vec::new(),
        edition_of: None,
        sentences: vec![[0, length]],
        notes: Vec::new(),
    }
}

fn contact(id: EncounterId, kind: EncounterKind, participants: Vec<Participant>) -> Encounter {
    Encounter {
        id,
        kind,
        channel: None,
        format: None,
        status: Status::Held,
        domestic: false,
        when: None,
        place: None,
        initiator: None,
        duration: None,
        participants,
        topics: Vec::new(),
        outcomes: Vec::new(),
        series: None,
        first_known: None,
        origins: 1,
        relations: Vec::new(),
        accounts: Vec::new(),
        members: Vec::new(),
        fields: Vec::new(),
    }
}

fn account(contact: &Encounter, document: &DocumentId, evidence: Evidence) -> Account {
    Account {
        id: AccountId::derive(&[contact.id.as_str()]),
        document: document.clone(),
        encounter: contact.id.clone(),
        side: Side::Third,
        via: Vec::new(),
        kind: contact.kind,
        channel: None,
        status: contact.status,
        when: None,
        place: None,
        participants: contact.participants.clone(),
        initiator: None,
        duration: None,
        format: None,
        topics: Vec::new(),
        outcomes: Vec::new(),
        replies: Vec::new(),
        told: Vec::new(),
        evidence: vec![evidence],
    }
}

fn when(from: &str, to: &str, precision: Precision) -> When {
    When {
        start: Some(from.parse().expect("a moment")),
        end: Some(to.parse().expect("a moment")),
        precision,
        basis: Basis::Explicit,
        evidence: None,
    }
}

const NORTH: &str = "Ada Lind/president/USA";
const EAST: &str = "Bo Chen/president/CHN";

fn scored(a: &Tale, b: &Tale) -> Scored {
    let (there, back) = (score(&a.telling(), &b.telling()), score(&b.telling(), &a.telling()));
    assert_eq!(there, back, "the weight is the pair's");
    if there.score > 0.0 {
        let shared = keys(&a.telling()).intersection(&keys(&b.telling())).count();
        assert!(shared > 0, "likely pairs share a key");
    }
    there
}

fn linked(tales: &[Tale], ties: &Ties) -> Vec<Linked> {
    let tellings: Vec<Telling<'_>> = tales.iter().map(Tale::telling).collect();
    link(&tellings, ties)
}

/// The members of each encounter by the names of the tales, in order.
fn groups(tales: &[Tale], ties: &Ties) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = linked(tales, ties)
        .iter()
        .map(|l| {
            let place =
                |id: &EncounterId| tales.iter().position(|t| t.contact.id == *id).expect("a tale");
            let mut group: Vec<usize> = l.members.iter().map(|m| place(&m.contact)).collect();
            group.sort_unstable();
            group
        })
        .collect();
    groups.sort();
    groups
}

#[test]
fn one_call_told_by_two_capitals_on_two_days_is_one() {
    let west = tale("west", EncounterKind::Call, "2013-11-15", &[NORTH, EAST])
        .on("2013-11-15")
        .told_by_state("USA");
    let east = tale("east", EncounterKind::Call, "2013-11-16", &[EAST, NORTH])
        .on("2013-11-16")
        .told_by_state("CHN");
    let found = scored(&west, &east);
    assert!(found.score > 0.7, "{found:?}");
    assert!(
        found.reasons.contains(&"15 November in Washington is the 16th in Beijing".to_owned()),
        "{:?}",
        found.reasons
    );
}

#[test]
fn days_the_wrong_way_round_are_no_time_zone() {
    let east = tale("east", EncounterKind::Call, "2013-11-15", &[EAST, NORTH])
        .on("2013-11-15")
        .told_by_state("CHN");
    let west = tale("west", EncounterKind::Call, "2013-11-16", &[NORTH, EAST])
        .on("2013-11-16")
        .told_by_state("USA");
    let found = scored(&west, &east);
    assert!(found.reasons.iter().any(|r| r.starts_with("different days")), "{found:?}");
}

#[test]
fn two_calls_of_one_week_told_by_one_capital_are_two() {
    let first = tale("a", EncounterKind::Call, "2014-05-03", &[NORTH, EAST])
        .on("2014-05-03")
        .told_by_state("USA")
        .about("fisheries");
    let second = tale("b", EncounterKind::Call, "2014-05-05", &[NORTH, EAST])
        .on("2014-05-05")
        .told_by_state("USA")
        .about("fisheries");
    let found = scored(&first, &second);
    assert!((found.score - 0.0).abs() < 1e-9);
    assert!(found.reasons.contains(&"different days: 3 May 2014 and 5 May 2014".to_owned()));
}

#[test]
fn one_government_has_one_readout_for_one_call() {
    let readout = |name: &str, published: &str| {
        tale(name, EncounterKind::Call, published, &[NORTH, EAST]).told_by_state("USA")
    };
    let first = readout("a", "2014-05-03").about("fisheries");
    let second = readout("b", "2014-05-04").about("visas for students");
    let found = scored(&first, &second);
    assert!(found.score < super::FLOOR, "{found:?}");
}

#[test]
fn a_call_and_a_visit_after_it_are_two() {
    let call = tale("call", EncounterKind::Call, "2014-05-03", &[NORTH, EAST]).on("2014-05-03");
    let visit = tale("visit", EncounterKind::Visit, "2014-05-04", &[NORTH, "China//CHN"])
        .on("2014-05-04")
        .at("Beijing", "CHN");
    assert!((scored(&call, &visit).score - 0.0).abs() < 1e-9);
}

#[test]
fn other_ministers_of_the_same_states_are_another_meeting() {
    let one = tale("one", EncounterKind::Meeting, "2014-05-03", &[NORTH, EAST]).on("2014-05-03");
    let two = tale(
        "two",
        EncounterKind::Meeting,
        "2014-05-03",
        &["Cy Holt/minister of defence/USA", "Di Wang/minister of defence/CHN"],
    )
    .on("2014-05-03");
    assert!(scored(&one, &two).score < super::FLOOR);
}

#[test]
fn a_preview_an_account_and_a_later_reference_are_one() {
    let preview = tale("preview", EncounterKind::Meeting, "2014-05-01", &[NORTH, EAST])
        .on("2014-05-03")
        .status(Status::Planned);
    let account =
        tale("account", EncounterKind::Meeting, "2014-05-04", &[NORTH, EAST]).on("2014-05-03");
    let mut later = tale("later", EncounterKind::Meeting, "2014-09-20", &[NORTH, EAST]).between(
        "2014-05",
        "2014-05",
        Precision::Month,
    );
    later.document.sentences.insert(0, [0, 0]);
    let tales = [preview, account, later];
    let found = linked(&tales, &Ties::default());
    assert_eq!(found.len(), 1, "{found:?}");
    let parts: Vec<Part> = found[0].members.iter().map(|m| m.part).collect();
    assert_eq!(parts, [Part::Preview, Part::Account, Part::Reference]);
    assert_eq!(found[0].id, tales[0].contact.id, "the first published gives the id");
    assert!(found[0].members[0].to.is_none() && found[0].members[1].to.is_some());
}

#[test]
fn a_plan_told_after_the_day_is_of_another_meeting() {
    let held = tale("held", EncounterKind::Meeting, "2014-05-04", &[NORTH, EAST]).on("2014-05-03");
    let next =
        tale("next", EncounterKind::Meeting, "2014-05-20", &[NORTH, EAST]).status(Status::Planned);
    assert!((scored(&held, &next).score - 0.0).abs() < 1e-9);
}

#[test]
fn what_one_text_tells_apart_stays_apart() {
    let first = tale("page", EncounterKind::Meeting, "2014-05-04", &[NORTH, EAST]).on("2014-05-03");
    let mut second = tale("other", EncounterKind::Meeting, "2014-05-04", &[NORTH, EAST])
        .on("2014-05-04")
        .in_document(&first);
    second.contact.id = EncounterId::derive(&["second"]);
    assert!((scored(&first, &second).score - 0.0).abs() < 1e-9);
}

#[test]
fn a_day_without_its_year_goes_with_the_year_told_elsewhere() {
    let mut day = tale("day", EncounterKind::Meeting, "2014-05-04", &[NORTH, EAST]).between(
        "XXXX-12-13",
        "XXXX-12-13",
        Precision::Day,
    );
    day.document.published = None;
    let year = tale("year", EncounterKind::Meeting, "2014-05-04", &[NORTH, EAST]).between(
        "2013",
        "2013",
        Precision::Year,
    );
    let found = scored(&day, &year);
    assert!(found.score > 0.5, "{found:?}");
}

#[test]
fn people_tie_and_part() {
    let one = tale("one", EncounterKind::Call, "2014-05-04", &[NORTH, EAST]).on("2014-05-03");
    let two = tale("two", EncounterKind::Call, "2014-05-04", &[NORTH, EAST]).on("2014-05-03");
    let far = tale("far", EncounterKind::Visit, "2016-01-01", &["Eve Roy/king/FRA", "Peru//PER"]);
    let tales = [one, two, far];
    assert_eq!(groups(&tales, &Ties::default()), [vec![0, 1], vec![2]]);
    let pair = |a: usize, b: usize| {
        let (a, b) = (tales[a].contact.id.clone(), tales[b].contact.id.clone());
        if a < b { (a, b) } else { (b, a) }
    };
    let ties = Ties { together: [pair(0, 2)].into(), apart: [pair(0, 1)].into() };
    assert_eq!(groups(&tales, &ties), [vec![0, 2], vec![1]]);
}

#[test]
fn a_visit_holds_its_meeting_and_a_call_prepares_it() {
    let call = tale("call", EncounterKind::Call, "2014-04-20", &[NORTH, EAST])
        .on("2014-04-20")
        .about("the upcoming visit to Beijing");
    let visit = tale("visit", EncounterKind::Visit, "2014-05-05", &[NORTH, "China//CHN"])
        .between("2014-05-02", "2014-05-05", Precision::Day)
        .at("China", "CHN");
    let meeting = tale("meeting", EncounterKind::Meeting, "2014-05-04", &[NORTH, EAST])
        .on("2014-05-03")
        .at("Beijing", "CHN");
    let all = [call.contact, visit.contact, meeting.contact];
    let found = relations(&all);
    let has = |of: usize, kind: RelationKind, to: usize| {
        found.iter().any(|(e, r)| *e == all[of].id && r.kind == kind && r.to == all[to].id)
    };
    assert!(has(2, RelationKind::PartOf, 1), "{found:?}");
    assert!(has(0, RelationKind::Prepares, 1), "{found:?}");
    assert!(has(1, RelationKind::Follows, 0), "{found:?}");
}

/// A small world of tellings with near-ties: few leaders, few days, all kinds.
fn world() -> impl Strategy<Value = Vec<Tale>> {
    let one = (0..3_usize, 0..3_usize, 1..12_u8, 0..4_u8, 0..3_usize);
    prop::collection::vec(one, 1..24).prop_map(|seeds| {
        let leaders = [
            [NORTH, EAST, "France//FRA"],
            ["United States//USA", EAST, NORTH],
            [NORTH, "China//CHN", "Eve Roy/king/FRA"],
        ];
        let kinds = [EncounterKind::Call, EncounterKind::Meeting, EncounterKind::Visit];
        let tale_of = |(i, (who, kind, day, off, state)): (usize, _)| {
            let parties: [&str; 3] = leaders[who];
            let page = format!("2014-05-{:02}", day + off);
            let told = tale(&format!("tale {i}"), kinds[kind], &page, &parties[..2]);
            let told = told.told_by_state(["USA", "CHN", "FRA"][state]);
            if off == 3 { told } else { told.on(&format!("2014-05-{day:02}")) }
        };
        seeds.into_iter().enumerate().map(tale_of).collect()
    })
}

proptest! {
    #[test]
    fn the_order_of_tellings_does_not_matter(tales in world(), turn in 0..24_usize) {
        let forward: Vec<Telling<'_>> = tales.iter().map(Tale::telling).collect();
        let mut shuffled: Vec<Telling<'_>> = tales.iter().rev().map(Tale::telling).collect();
        let by = turn % tales.len();
        shuffled.rotate_left(by);
        prop_assert_eq!(link(&forward, &Ties::default()), link(&shuffled, &Ties::default()));
    }

    #[test]
    fn every_telling_is_in_one_encounter(tales in world()) {
        let found = linked(&tales, &Ties::default());
        let members: Vec<_> = found.iter().flat_map(|l| l.members.iter().map(|m| &m.contact)).collect();
        let distinct: BTreeSet<_> = members.iter().collect();
        prop_assert_eq!(members.len(), tales.len());
        prop_assert_eq!(distinct.len(), tales.len());
    }

    /// What comes in touches only what it can be linked to.
    #[test]
    fn an_arrival_leaves_other_components_as_they_were(tales in world()) {
        let all = linked(&tales, &Ties::default());
        let far = tale("far", EncounterKind::Call, "2011-01-01", &["Eve Roy/king/PER", "Peru//FRA"]);
        let mut more: Vec<Telling<'_>> = tales.iter().map(Tale::telling).collect();
        more.push(far.telling());
        let now: Vec<Linked> = link(&more, &Ties::default());
        prop_assert!(all.iter().all(|l| now.contains(l)));
    }
}
