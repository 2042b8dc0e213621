//! From tellings to the record's nouns: one encounter a contact, one account a voice.

use super::clusters::{Cluster, country, distinct, parties_told};
use super::details::{duration, format, initiator, replies, told};
use super::outcomes::outcomes;
use super::references::Reference;
use super::relays::is_relay;
use super::setting::heads_a_record;
use super::telling::{Party, Telling};
use super::topics::topics;
use super::{READER, VERSION};
use crate::nouns::{
    Account, AccountId, ActorId, Basis, Channel, DocumentKind, Encounter, EncounterId,
    EncounterKind, Evidence, Mention, MentionKind, Moment, Participant, Precision, Role, Side,
    Status, Via, ViaBasis, When, Where,
};
use crate::scene::Scene;

/// An encounter with its accounts, as one text tells them.
pub(crate) fn record(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
) -> (Encounter, Vec<Account>) {
    let id = encounter_id(scene, tellings, cluster);
    let accounts: Vec<Account> = voices(scene, tellings, cluster)
        .into_iter()
        .map(|told| account(scene, tellings, cluster, &told, &id))
        .collect();
    (encounter(scene, tellings, cluster, id, &accounts), accounts)
}

/// Evidence for a byte range of the reading.
pub(crate) fn evidence(scene: &Scene<'_>, start: u32, end: u32) -> Evidence {
    scene.page.evidence(start..end, READER, VERSION)
}

fn trigger_evidence(scene: &Scene<'_>, telling: &Telling<'_>) -> Evidence {
    let bytes = scene.doc.bytes(telling.trigger.first..telling.trigger.token + 1);
    evidence(scene, bytes.start, bytes.end)
}

fn encounter_id(scene: &Scene<'_>, tellings: &[Telling<'_>], cluster: &Cluster) -> EncounterId {
    let first = trigger_evidence(scene, &tellings[cluster.tellings[0]]);
    let (start, end) = (first.start.to_string(), first.end.to_string());
    EncounterId::derive(&[first.document.as_str(), &start, &end])
}

/// Who tells it, as a key: the actor, the words of an unnamed one, or nobody.
fn voice_key(scene: &Scene<'_>, telling: &Telling<'_>) -> String {
    let voice = &telling.voice;
    if let Some(mention) = voice.teller.map(|m| scene.mention(m)) {
        let of_state = || mention.country.as_ref().map(|c| format!("side:{c}"));
        return mention
            .actor
            .as_ref()
            .map(ToString::to_string)
            .or_else(of_state)
            .unwrap_or_default();
    }
    voice.unnamed.map_or_else(String::new, |(s, e)| scene.doc.span(s..e).to_lowercase())
}

/// Tellings by voice, in order of first word.
fn voices(scene: &Scene<'_>, tellings: &[Telling<'_>], cluster: &Cluster) -> Vec<Vec<usize>> {
    let mut groups: Vec<(String, Vec<usize>)> = Vec::new();
    for &telling in &cluster.tellings {
        let key = voice_key(scene, &tellings[telling]);
        match groups.iter_mut().find(|(k, _)| *k == key) {
            Some((_, group)) => group.push(telling),
            None => groups.push((key, vec![telling])),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn account(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    told_by: &[usize],
    encounter: &EncounterId,
) -> Account {
    let own: Vec<&Telling<'_>> = told_by.iter().map(|&t| &tellings[t]).collect();
    let first = trigger_evidence(scene, own[0]);
    let key = voice_key(scene, own[0]);
    // Who leads or invites is told with the contact, not by one of its words.
    let led = cluster
        .parties
        .iter()
        .map(|p| &p.actor)
        .filter(|actor| cluster.tellings.iter().all(|&t| !tellings[t].has(actor)));
    let named = own.iter().flat_map(|t| t.parties.iter().map(|p| &p.actor));
    let actors: Vec<ActorId> = named.chain(led).cloned().collect();
    let parties = parties_told(scene, cluster, &actors);
    let (start, end) = (first.start.to_string(), first.end.to_string());
    Account {
        id: AccountId::derive(&[first.document.as_str(), &key, &start, &end]),
        document: first.document.clone(),
        encounter: encounter.clone(),
        side: side(scene, own[0]),
        via: via(scene, own[0]),
        kind: kind(&own),
        channel: channel(&own),
        status: overall_status(scene, &own),
        when: when(scene, &own),
        place: place(scene, &own),
        participants: participants(scene, &parties, &own),
        initiator: initiator(scene, &own, &cluster.parties),
        duration: duration(scene, &own),
        format: format(scene, &own),
        topics: topics(scene, tellings, cluster, told_by),
        outcomes: outcomes(scene, tellings, cluster, told_by),
        replies: replies(scene, &own),
        told: told(scene, &own),
        evidence: own.iter().map(|t| trigger_evidence(scene, t)).collect(),
    }
}

/// The encounter as its accounts together tell it: the text's own voice first.
fn encounter(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    id: EncounterId,
    accounts: &[Account],
) -> Encounter {
    let all: Vec<&Telling<'_>> = cluster.tellings.iter().map(|&t| &tellings[t]).collect();
    let mut ordered: Vec<&Account> = accounts.iter().collect();
    ordered.sort_by_key(|a| a.via.len());
    let parties: Vec<&Party> = cluster.parties.iter().collect();
    let participants = participants(scene, &parties, &all);
    Encounter {
        id,
        kind: kind(&all),
        channel: channel(&all),
        format: ordered.iter().find_map(|a| a.format.clone()),
        status: ahead_of_page(scene, overall_status(scene, &all), &ordered),
        domestic: is_domestic(&participants),
        when: ordered.iter().filter_map(|a| a.when.clone()).min_by_key(|w| w.precision),
        place: ordered.iter().find_map(|a| a.place.clone()),
        initiator: ordered.iter().find_map(|a| a.initiator.clone()),
        duration: ordered.iter().find_map(|a| a.duration.clone()),
        topics: super::topics::merged(ordered.iter().flat_map(|a| &a.topics)),
        outcomes: super::outcomes::merged(ordered.iter().flat_map(|a| &a.outcomes)),
        participants,
        series: None,
        first_known: Some(scene.page.document.id.clone()),
        origins: 1,
        relations: Vec::new(),
        accounts: accounts.iter().map(|a| a.id.clone()).collect(),
        members: Vec::new(),
        fields: Vec::new(),
    }
}

/// What the page tells as held on a day after its own is planned.
fn ahead_of_page(scene: &Scene<'_>, status: Status, accounts: &[&Account]) -> Status {
    let page = scene.page.document.published.as_ref().and_then(|p| p.end?.date());
    let days = accounts.iter().filter_map(|a| a.when.as_ref()?.start?.date());
    match (page, days.min()) {
        (Some(page), Some(day)) if status == Status::Held && day > page => Status::Planned,
        _ => status,
    }
}

/// Whether all parties are known to belong to one state.
fn is_domestic(participants: &[Participant]) -> bool {
    let mut countries = participants.iter().map(|p| p.country.as_ref());
    let Some(Some(first)) = countries.next() else { return false };
    countries.all(|c| c == Some(first))
}

/// Talks told elsewhere as a meeting or a call are that, unless they are rounds, negotiations or
/// consultations, at which one meets; else the kind told first.
pub(super) fn kind(tellings: &[&Telling<'_>]) -> EncounterKind {
    let specific = tellings.iter().map(|t| t.kind).find(|k| *k != EncounterKind::Talks);
    match specific {
        Some(EncounterKind::Meeting) if tellings.iter().any(|t| t.negotiates) => {
            EncounterKind::Talks
        }
        specific => specific.unwrap_or(EncounterKind::Talks),
    }
}

pub(super) fn channel(tellings: &[&Telling<'_>]) -> Option<Channel> {
    tellings.iter().find_map(|t| t.channel)
}

/// What somebody denies does not stand as held; what is held is no plan any more; the last word
/// on a plan stands.
pub(super) fn overall_status(scene: &Scene<'_>, tellings: &[&Telling<'_>]) -> Status {
    // "The visit" merely points back; how it stands is told where the parties or the time are.
    let telling_more =
        |t: &&&Telling<'_>| t.reference != Reference::Known || t.status != Status::Held;
    // A heading without a verb names the contact only: how it stands, the story tells.
    let names_only = |t: &Telling<'_>| t.carrier.is_none() && scene.in_headline(t.trigger.token);
    let stories: Vec<&Telling<'_>> = tellings.iter().copied().filter(|t| !names_only(t)).collect();
    let tellings = if stories.is_empty() { tellings } else { &stories };
    let weighty: Vec<&&Telling<'_>> = tellings.iter().filter(telling_more).collect();
    let all: Vec<&&Telling<'_>> = tellings.iter().collect();
    let heard = if weighty.is_empty() { all } else { weighty };
    let any = |s: Status| heard.iter().any(|t| t.status == s);
    let order =
        [Status::Denied, Status::Held, Status::Cancelled, Status::Postponed, Status::Planned];
    order.into_iter().find(|s| any(*s)).unwrap_or(Status::Unclear)
}

/// The finest time told, the first of equals; a cited release bounds a held contact by its day;
/// a dateline dates what the headline tells.
fn when(scene: &Scene<'_>, tellings: &[&Telling<'_>]) -> Option<When> {
    let explicit = tellings.iter().filter_map(|t| {
        let time = t.own_time()?;
        let mut when = time.when.clone()?;
        when.evidence = Some(evidence(scene, time.start, time.end));
        Some((t.time_of_record, when))
    });
    explicit
        .min_by_key(|(of_record, when)| (*of_record, when.precision))
        .map(|(_, when)| when)
        .or_else(|| tellings.iter().find_map(|t| bounded_by_release(scene, t)))
        .or_else(|| {
            // The page's day is of its own telling, not of what it relays.
            tellings.iter().filter(|t| !is_relay(t)).find_map(|t| dated_by_page(scene, t))
        })
}

fn bounded_by_release(scene: &Scene<'_>, telling: &Telling<'_>) -> Option<When> {
    let start = telling.voice.document_day.filter(|_| telling.status == Status::Held)?;
    let time = scene.resolved.times.iter().find(|t| t.start == start)?;
    let day = time.when.as_ref()?.single_day()?;
    Some(When {
        start: None,
        end: Some(Moment::day(day)),
        precision: Precision::Bounds,
        basis: Basis::Publication,
        evidence: Some(evidence(scene, time.start, time.end)),
    })
}

/// A headline contact of a page: on the dateline's day; without a dateline, not after the
/// publication day.
fn dated_by_page(scene: &Scene<'_>, telling: &Telling<'_>) -> Option<When> {
    let published = scene.page.document.published.as_ref()?;
    let day = published.start.filter(|_| published.precision == Precision::Day)?.date()?;
    let dateline = scene.page.reading.dateline();
    let headline = scene.in_headline(telling.trigger.token);
    if telling.status != Status::Held || !(headline || telling.sentence < 4) {
        return None;
    }
    // Headline, dateline, first sentence: what they tell is what the page is the record of.
    let leads = headline || telling.sentence <= 2;
    let exact = leads && dateline.is_some_and(|b| is_readout(scene) || heads_a_record(scene, b));
    let words = dateline.map(|b| evidence(scene, b.start, b.end));
    Some(When {
        start: exact.then(|| Moment::day(day)),
        end: Some(Moment::day(day)),
        precision: if exact { Precision::Day } else { Precision::Bounds },
        basis: Basis::Publication,
        evidence: words.or_else(|| Some(trigger_evidence(scene, telling))),
    })
}

fn is_readout(scene: &Scene<'_>) -> bool {
    let document = &scene.page.document;
    matches!(
        document.kind,
        DocumentKind::Readout | DocumentKind::PressRelease | DocumentKind::Transcript
    ) || matches!(document.side, Some(Side::State(_)))
}

/// The place told; for the headline contact of a readout, its dateline's place.
fn place(scene: &Scene<'_>, tellings: &[&Telling<'_>]) -> Option<Where> {
    // Callers and correspondents are in two places; the contact is in none.
    if matches!(kind(tellings), EncounterKind::Call | EncounterKind::Message) {
        return None;
    }
    let told = tellings.iter().find_map(|t| t.place);
    let from_dateline = || {
        let dateline = scene.page.reading.dateline()?;
        let leads = tellings.iter().any(|t| t.sentence < 4);
        let inside = scene.resolved.places.iter();
        let here = leads && (is_readout(scene) || heads_a_record(scene, dateline));
        let mut here_told = inside
            .filter(|p| here && p.start >= dateline.start && p.end <= dateline.end)
            .collect::<Vec<_>>();
        // "The Kremlin, Moscow": the city is the place, its hall the finer word.
        here_told.sort_by_key(|p| p.place.geonames.is_none());
        here_told.into_iter().next()
    };
    let found = told.or_else(from_dateline)?;
    let mut place = found.place.clone();
    place.evidence = Some(evidence(scene, found.start, found.end));
    Some(place)
}

fn participants(scene: &Scene<'_>, parties: &[&Party], own: &[&Telling<'_>]) -> Vec<Participant> {
    let owned: Vec<Party> = parties.iter().map(|p| (*p).clone()).collect();
    let mut found: Vec<Participant> =
        distinct(scene, &owned).into_iter().map(|p| participant(scene, p)).collect();
    if let Some(goal) = own.iter().find_map(|t| t.goal.filter(|_| t.kind == EncounterKind::Visit)) {
        found.extend(visited_state(scene, goal, &found, own));
    }
    found
}

fn participant(scene: &Scene<'_>, party: &Party) -> Participant {
    let mention = naming_mention(scene, party);
    let actor = scene.actor(&party.actor);
    let capacities = best_office(scene, party);
    Participant {
        actor: party.actor.clone(),
        name: actor.map_or_else(|| mention.name.clone(), |a| a.name.clone()),
        office: capacities.first().cloned(),
        capacity: (capacities.len() > 1).then(|| capacities.join("; ")),
        country: country(scene, party),
        role: party.role,
        mention: mention.text.clone(),
        evidence: evidence(scene, mention.start, mention.end),
    }
}

/// The mention that names a party best: by name where the text does so anywhere.
fn naming_mention<'a>(scene: &Scene<'a>, party: &'a Party) -> &'a Mention {
    let own = &party.mention;
    let by_name = |m: &&Mention| m.kind == MentionKind::Name;
    if own.kind == MentionKind::Name && own.actor.as_ref() == Some(&party.actor) {
        return own;
    }
    scene.mentions_of(&party.actor).find(by_name).unwrap_or(own)
}

/// Offices the text gives a party, the mention's own first.
fn best_office(scene: &Scene<'_>, party: &Party) -> Vec<String> {
    let own = &party.mention;
    let all = scene.mentions_of(&party.actor);
    let mut offices: Vec<String> = Vec::new();
    let mine = (own.actor.as_ref() == Some(&party.actor)).then_some(own);
    for mention in mine.into_iter().chain(all) {
        for office in mention.office.iter().chain(&mention.capacities) {
            if !offices.contains(office) {
                offices.push(office.clone());
            }
        }
    }
    offices
}

/// The state a journey leads to, as host, unless the words of contact themselves tell of its people
/// as taking part.
fn visited_state(
    scene: &Scene<'_>,
    goal: &crate::nouns::PlaceMention,
    told: &[Participant],
    own: &[&Telling<'_>],
) -> Option<Participant> {
    let country = goal.place.country.clone()?;
    let id = ActorId(format!("state:{country}"));
    let by_words = |p: &Participant| p.actor == id || own.iter().any(|t| t.has(&p.actor));
    if told.iter().any(|p| p.country.as_deref() == Some(&country) && by_words(p)) {
        return None;
    }
    let name = scene.actor(&id).map_or_else(|| goal.place.name.clone(), |a| a.name.clone());
    Some(Participant {
        actor: id,
        name,
        office: None,
        capacity: None,
        country: Some(country),
        role: Role::Host,
        mention: scene.page.reading.text[goal.start as usize..goal.end as usize].to_owned(),
        evidence: evidence(scene, goal.start, goal.end),
    })
}

/// Whose voice: a teller's own state's, else the document's, else a third party's.
fn side(scene: &Scene<'_>, telling: &Telling<'_>) -> Side {
    let voice = &telling.voice;
    if let Some(mention) = voice.teller.map(|m| scene.mention(m)) {
        let actor = mention.actor.as_ref().and_then(|id| scene.actor(id));
        let country = actor.and_then(|a| a.country.clone()).or_else(|| mention.country.clone());
        return country.map_or(Side::Third, Side::State);
    }
    let own = &scene.page.document.side;
    if voice.unnamed.is_some() && !matches!(own, Some(Side::State(_))) {
        return Side::Third;
    }
    if scene.page.document.kind == DocumentKind::JointStatement {
        return Side::Joint;
    }
    scene.page.document.side.clone().unwrap_or(Side::Third)
}

/// The chain of tellers: the document, then whom it tells it from.
fn via(scene: &Scene<'_>, telling: &Telling<'_>) -> Vec<Via> {
    let voice = &telling.voice;
    let outlet = scene.page.document.outlet.clone();
    let own_act = matches!(scene.page.document.side, Some(Side::State(_)));
    let outer = if own_act { ViaBasis::OwnAct } else { ViaBasis::Unattributed };
    let cue = voice.cue.map(|t| scene.doc.bytes(t..t + 1)).map(|b| evidence(scene, b.start, b.end));
    let document = Via { actor: None, description: outlet, basis: outer, evidence: None };
    let teller = voice.teller.map(|m| {
        let mention = scene.mention(m);
        let takes_part = mention.actor.as_ref().is_some_and(|a| telling.has(a));
        let basis =
            if takes_part { ViaBasis::Participant } else { voice.basis.unwrap_or(ViaBasis::Named) };
        Via {
            actor: mention.actor.clone(),
            description: Some(mention.name.clone()),
            basis,
            evidence: Some(evidence(scene, mention.start, mention.end)),
        }
    });
    let unnamed = voice.unnamed.map(|(s, e)| Via {
        actor: None,
        description: Some(scene.doc.span(s..e).to_owned()),
        basis: ViaBasis::Anonymous,
        evidence: cue,
    });
    match teller.or(unnamed) {
        Some(inner) => vec![document, inner],
        None => vec![document],
    }
}
