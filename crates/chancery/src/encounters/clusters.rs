//! Which tellings of one text are of one and the same contact.

use std::ops::Range;

use super::references::Reference;
use super::telling::{Party, Telling, is_public};
use crate::nouns::{ActorId, ActorKind, EncounterKind, Status, When};
use crate::scene::Scene;

/// Tellings of one contact, by index, in order of text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cluster {
    pub(crate) tellings: Vec<usize>,
    pub(crate) parties: Vec<Party>,
}

/// Groups tellings: first those that name their parties, then those that point back.
pub(crate) fn clusters(scene: &Scene<'_>, tellings: &[Telling<'_>]) -> Vec<Cluster> {
    let mut found: Vec<Cluster> = Vec::new();
    let mut cluster_of: Vec<Option<usize>> = vec![None; tellings.len()];
    let (full, partial): (Vec<usize>, Vec<usize>) =
        (0..tellings.len()).partition(|&t| names_its_parties(&tellings[t]));
    for telling in full {
        let best = best(scene, tellings, (&found, &cluster_of), telling);
        match best {
            Some(cluster) => add(&mut found[cluster], tellings, telling),
            None => found.push(new_cluster(tellings, telling)),
        }
        cluster_of[telling] = best.or(Some(found.len() - 1));
    }
    for telling in partial {
        if let Some(cluster) = best(scene, tellings, (&found, &cluster_of), telling) {
            add(&mut found[cluster], tellings, telling);
            cluster_of[telling] = Some(cluster);
        }
    }
    for cluster in &mut found {
        cluster.tellings.sort_unstable();
    }
    found.retain(|c| is_encounter(scene, tellings, c));
    found.sort_by_key(|c| c.tellings[0]);
    found
}

fn names_its_parties(telling: &Telling<'_>) -> bool {
    let attended = matches!(telling.kind, EncounterKind::Summit | EncounterKind::Conference);
    telling.parties.len() >= 2
        || (telling.kind == EncounterKind::Visit
            && telling.goal.is_some()
            && !telling.parties.is_empty())
        || (attended && !telling.parties.is_empty())
}

fn new_cluster(tellings: &[Telling<'_>], telling: usize) -> Cluster {
    Cluster { tellings: vec![telling], parties: tellings[telling].parties.clone() }
}

fn add(cluster: &mut Cluster, tellings: &[Telling<'_>], telling: usize) {
    cluster.tellings.push(telling);
    for party in &tellings[telling].parties {
        let known = |p: &Party| {
            p.actor == party.actor
                || (is_group(p)
                    && is_group(party)
                    && p.mention.text.eq_ignore_ascii_case(&party.mention.text))
        };
        if !cluster.parties.iter().any(known) {
            cluster.parties.push(party.clone());
        }
    }
}

/// The cluster a telling belongs to: the best match, of equal ones the nearest.
fn best(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    (clusters, cluster_of): (&[Cluster], &[Option<usize>]),
    telling: usize,
) -> Option<usize> {
    let mut near: Vec<usize> =
        cluster_of[told_near(tellings, telling)].iter().flatten().copied().collect();
    near.sort_unstable();
    near.dedup();
    let scored = near.into_iter().filter_map(|i| {
        let cluster = &clusters[i];
        let score = matches(scene, tellings, cluster, &tellings[telling])?;
        let nearest = cluster.tellings.iter().map(|t| distance(*t, telling)).min()?;
        Some((score, std::cmp::Reverse(nearest), i))
    });
    scored.max().map(|(_, _, i)| i)
}

/// The tellings near one: what is told so far away is told anew. A report is shorter than that;
/// in a collection the work then grows with the text only.
fn told_near(tellings: &[Telling<'_>], telling: usize) -> Range<usize> {
    const REACH: usize = 200;
    let sentence = tellings[telling].sentence;
    let first = tellings.partition_point(|t| t.sentence + REACH < sentence);
    first..tellings.partition_point(|t| t.sentence <= sentence + REACH)
}

/// Tellings before count nearer than tellings after: words point back.
fn distance(cluster: usize, telling: usize) -> usize {
    if cluster < telling { 2 * (telling - cluster) } else { 2 * (cluster - telling) + 1 }
}

/// How well a telling fits a cluster, more is better; `None` where it cannot be the same contact.
fn matches(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    telling: &Telling<'_>,
) -> Option<u32> {
    let same_time = cluster.tellings.iter().any(|&t| times_equal(&tellings[t], telling));
    if excludes(tellings, cluster, telling, same_time) {
        return None;
    }
    let known = telling.reference == Reference::Known;
    let same = |p: &Party, q: &Party| same_party(scene, p, q) && !is_manned(scene, cluster, q, p);
    let takes_part = |p: &&Party| cluster.parties.iter().any(|q| same(p, q));
    let shared = telling.parties.iter().filter(takes_part).count();
    let enough = match telling.parties.len() {
        0 => known && near(tellings, cluster, telling),
        1 => shared == 1 && (known || same_time || telling.kind == EncounterKind::Visit),
        _ if known && attends(scene, telling) => near(tellings, cluster, telling),
        _ => {
            shared >= 2
                || (shared == 1 && telling.kind == EncounterKind::Visit)
                || (shared == 1 && spells_out(tellings, cluster, telling))
        }
    };
    enough.then(|| 4 * shared as u32 + 2 * u32::from(same_time) + u32::from(known))
}

/// Whether a telling cannot be of a cluster's contact, whoever takes part.
fn excludes(
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    telling: &Telling<'_>,
    same_time: bool,
) -> bool {
    let members = || cluster.tellings.iter().map(|&t| &tellings[t]);
    let undated = members().all(|m| when(m).is_none());
    let of_another_kind = !members().any(|m| kinds_agree(m.kind, telling.kind));
    let of_another_status = telling.reference != Reference::Known
        && !members().any(|m| statuses_agree(m.status, telling.status));
    of_another_kind
        || of_another_status
        || members().any(|m| times_exclude(m, telling) || goals_exclude(m, telling))
        || (telling.reference == Reference::Other && !same_time)
        || (undated && when(telling).is_some() && !follows(tellings, cluster, telling))
}

/// A telling with a day of its own belongs to a contact told without one only where the text is
/// still at it: right after, or under a headline that tells it.
fn follows(tellings: &[Telling<'_>], cluster: &Cluster, telling: &Telling<'_>) -> bool {
    const REACH: usize = 3;
    let headline = |t: &usize| tellings[*t].sentence == 0;
    let near = |t: &usize| tellings[*t].sentence.abs_diff(telling.sentence) <= REACH;
    telling.reference == Reference::Known || cluster.tellings.iter().any(|t| headline(t) || near(t))
}

/// "A, B and C also attended the meeting": whoever attends what was told before took part in it.
fn attends(scene: &Scene<'_>, telling: &Telling<'_>) -> bool {
    telling.carrier.is_some_and(|verb| {
        matches!(scene.lemma(verb), "attend" | "join" | "involve" | "participate" | "include")
    })
}

/// A headline that tells of an unnamed group ("met with business leaders") is spelled out by the
/// first sentences of the story, which name its members or describe it anew.
fn spells_out(tellings: &[Telling<'_>], cluster: &Cluster, telling: &Telling<'_>) -> bool {
    const OPENING: usize = 3;
    let headline = cluster.tellings.iter().any(|&t| {
        tellings[t].sentence == 0
            && tellings[t].kind == telling.kind
            && tellings[t].parties.iter().any(is_group)
    });
    headline && telling.sentence <= OPENING && telling.time.is_none()
}

/// Words that point back do so within a few paragraphs.
fn near(tellings: &[Telling<'_>], cluster: &Cluster, telling: &Telling<'_>) -> bool {
    const REACH: usize = 12;
    cluster.tellings.iter().any(|&t| tellings[t].sentence.abs_diff(telling.sentence) <= REACH)
}

fn kinds_agree(a: EncounterKind, b: EncounterKind) -> bool {
    use EncounterKind::{Call, Ceremony, Conference, Meeting, Signing, Summit, Talks};
    a == b
        || matches!(
            (a, b),
            (Meeting | Call | Summit, Talks)
                | (Talks, Meeting | Call | Summit)
                | (Meeting | Conference, Summit)
                | (Summit, Meeting | Conference)
                | (Signing, Ceremony)
                | (Ceremony, Signing)
        )
}

fn statuses_agree(a: Status, b: Status) -> bool {
    // A denial is an account of the contact it denies.
    let told = |s| matches!(s, Status::Held | Status::Unclear | Status::Denied);
    a == b || (told(a) && told(b)) || !(told(a) || told(b))
}

fn when<'a>(telling: &Telling<'a>) -> Option<&'a When> {
    telling.own_time().and_then(|t| t.when.as_ref())
}

fn times_exclude(a: &Telling<'_>, b: &Telling<'_>) -> bool {
    let (Some(a), Some(b)) = (when(a), when(b)) else { return false };
    let before = |x: &When, y: &When| match (x.end, y.start) {
        (Some(end), Some(start)) if end.year.is_some() && start.year.is_some() => {
            end.to_string() < start.to_string() && !start.to_string().starts_with(&end.to_string())
        }
        (Some(end), Some(start)) => (end.month, end.day) != (start.month, start.day),
        _ => false,
    };
    before(a, b) || before(b, a)
}

fn times_equal(a: &Telling<'_>, b: &Telling<'_>) -> bool {
    matches!((when(a), when(b)), (Some(a), Some(b)) if a.start == b.start && a.end == b.end)
}

fn goals_exclude(a: &Telling<'_>, b: &Telling<'_>) -> bool {
    let country = |t: &Telling<'_>| t.goal.and_then(|g| g.place.country.clone());
    matches!((country(a), country(b)), (Some(a), Some(b)) if a != b)
}

/// Whether two parties may be one: the same actor, or a state and somebody who stands for it.
fn same_party(scene: &Scene<'_>, a: &Party, b: &Party) -> bool {
    a.actor == b.actor
        || stands_for(scene, a, b)
        || stands_for(scene, b, a)
        || (is_group(a) && is_group(b) && a.mention.text.eq_ignore_ascii_case(&b.mention.text))
}

/// Whether a state of a contact is there by somebody else: nobody new stands for it then.
fn is_manned(scene: &Scene<'_>, cluster: &Cluster, state: &Party, person: &Party) -> bool {
    let others = cluster.parties.iter().filter(|q| q.actor != person.actor);
    stands_for(scene, state, person) && others.into_iter().any(|q| stands_for(scene, state, q))
}

/// Whether a party is known by description only.
fn is_group(party: &Party) -> bool {
    party.actor.as_str().starts_with("group:")
}

fn stands_for(scene: &Scene<'_>, state: &Party, person: &Party) -> bool {
    let kind = |p: &Party| scene.actor(&p.actor).map(|a| a.kind);
    if kind(state) == Some(ActorKind::Office) && kind(person) == Some(ActorKind::Person) {
        // "The crown prince", not resolved by name: whoever is told by that office.
        let (office, held) = (state.mention.office.as_ref(), person.mention.office.as_ref());
        let (a, b) = (country(scene, state), country(scene, person));
        return office.is_some() && office == held && (a.is_none() || b.is_none() || a == b);
    }
    let whole = matches!(kind(state), Some(ActorKind::State));
    let part = !matches!(kind(person), Some(ActorKind::State) | None);
    whole
        && part
        && country(scene, state).is_some()
        && country(scene, state) == country(scene, person)
}

/// The country a party belongs to.
pub(crate) fn country(scene: &Scene<'_>, party: &Party) -> Option<String> {
    let of_actor = scene.actor(&party.actor).and_then(|a| a.country.clone());
    of_actor.or_else(|| party.mention.country.clone())
}

/// Whether what was gathered is an encounter: two parties apart from each other, one of them in
/// public affairs, or an attendee of an international body's gathering.
fn is_encounter(scene: &Scene<'_>, tellings: &[Telling<'_>], cluster: &Cluster) -> bool {
    let parties = distinct(scene, &cluster.parties);
    let public = parties.iter().any(|p| is_public(scene, p));
    let first = &tellings[cluster.tellings[0]];
    match first.kind {
        EncounterKind::Visit => public && is_journey_abroad(scene, tellings, cluster, &parties),
        EncounterKind::Summit | EncounterKind::Conference if parties.len() == 1 => {
            let attends = scene.actor(&parties[0].actor).is_none_or(|a| a.kind != ActorKind::Body);
            public
                && attends
                && cluster.tellings.iter().any(|&t| of_international_body(scene, &tellings[t]))
        }
        _ => public && parties.len() >= 2,
    }
}

/// Parties less the states whose own people are told as taking part.
pub(crate) fn distinct<'p>(scene: &Scene<'_>, parties: &'p [Party]) -> Vec<&'p Party> {
    let represented =
        |p: &Party| parties.iter().any(|q| p.actor != q.actor && stands_for(scene, p, q));
    parties.iter().filter(|p| !represented(p)).collect()
}

fn is_journey_abroad(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    parties: &[&Party],
) -> bool {
    let goal = cluster.tellings.iter().find_map(|&t| tellings[t].goal?.place.country.clone());
    let homes: Vec<String> = parties.iter().filter_map(|p| country(scene, p)).collect();
    match goal {
        // Of an official whose country the text does not tell, the journey tells enough.
        Some(goal) => homes.is_empty() || homes.iter().any(|home| *home != goal),
        None => parties.len() >= 2 && homes.iter().any(|h| *h != homes[0]),
    }
}

/// Whether the name of the gathering holds an international body.
fn of_international_body(scene: &Scene<'_>, telling: &Telling<'_>) -> bool {
    let tokens = scene.subtree(telling.trigger.token);
    tokens.filter_map(|t| scene.mention_covering(t)).any(|m| {
        let actor = scene.mention(m).actor.as_ref().and_then(|id| scene.actor(id));
        actor.is_some_and(|a| a.sector == Some(crate::nouns::Sector::Igo))
    })
}

/// The parties of one telling, or of its contact where it only points back; for a state its
/// people, where the contact is told with them elsewhere.
pub(crate) fn parties_told<'t>(
    scene: &Scene<'_>,
    cluster: &'t Cluster,
    told: &'t [ActorId],
) -> Vec<&'t Party> {
    let own: Vec<&Party> = cluster.parties.iter().filter(|p| told.contains(&p.actor)).collect();
    if own.len() < 2 {
        return cluster.parties.iter().collect();
    }
    let named = |p: &&Party| own.iter().any(|q| q.actor == p.actor || stands_for(scene, q, p));
    cluster.parties.iter().filter(named).collect()
}
