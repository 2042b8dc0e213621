//! Who stands for a state at a contact that the text tells between states: "the delegations of A
//! and B met; they were headed by X and Y".
//!
//! Of the people of a state whom the text names, in this order: the one said to lead; the only one
//! near who holds the office of whoever is there for the other side ("she visited B; its president
//! X ..."), or the office the text gives ("the ministers of A and B"); the only officeholder, where
//! sentences near tell what he did.

use std::collections::BTreeSet;

use chancery_engine::Dep;

use super::arguments::{agents, is_passive};
use super::clusters::{Cluster, country};
use super::telling::{Party, Telling};
use crate::nouns::{ActorId, ActorKind, EncounterKind, Mention, MentionKind, Role, Status};
use crate::resolve::holds;
use crate::scene::Scene;

/// Adds to the contacts of states the persons who led for them.
pub(crate) fn add(scene: &Scene<'_>, tellings: &[Telling<'_>], clusters: &mut [Cluster]) {
    for at in 0..clusters.len() {
        let elsewhere: BTreeSet<ActorId> = clusters
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != at)
            .flat_map(|(_, c)| c.parties.iter().map(|p| p.actor.clone()))
            .collect();
        let invited = inviters(scene, tellings, &clusters[at]);
        clusters[at].parties.extend(invited);
        // Twice: who is found for one side tells of what level the other's is.
        for _ in 0..2 {
            let found = leaders(scene, tellings, &clusters[at], &elsewhere);
            clusters[at].parties.extend(found);
        }
    }
}

/// Whoever invited to a contact, or took the initiative for it, and is of a state for which nobody
/// else is told ("at the invitation of X").
fn inviters(scene: &Scene<'_>, tellings: &[Telling<'_>], cluster: &Cluster) -> Vec<Party> {
    let words = cluster.tellings.iter().flat_map(|&t| scene.sentence(tellings[t].trigger.token));
    let cue = |&w: &u32| matches!(scene.lemma(w), "invitation" | "initiative");
    let of = ["of".to_owned(), "from".to_owned()];
    let mut found: Vec<Party> = Vec::new();
    for word in words.filter(cue).filter(|&w| scene.dep(w) == Dep::Pobj) {
        let owner = scene.objects_of(word, &of).into_iter().next();
        let Some(mention) = owner.and_then(|o| scene.mention_of(o)) else { continue };
        let Some(code) = state_of(scene, mention).filter(|code| is_of(scene, mention, code)) else {
            continue;
        };
        let mut parties = cluster.parties.iter().chain(&found);
        let is_state =
            |p: &Party| scene.actor(&p.actor).is_some_and(|a| a.kind == ActorKind::State);
        let manned = parties.any(|p| !is_state(p) && country(scene, p).as_ref() == Some(&code));
        found.extend(party(scene, mention, Role::Host).filter(|_| !manned));
    }
    found
}

/// The state a mention's actor belongs to.
fn state_of(scene: &Scene<'_>, mention: u32) -> Option<String> {
    let mention = scene.mention(mention);
    let actor = mention.actor.as_ref().and_then(|id| scene.actor(id))?;
    actor.country.clone().or_else(|| mention.country.clone())
}

fn leaders(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    elsewhere: &BTreeSet<ActorId>,
) -> Vec<Party> {
    let kind = tellings[cluster.tellings[0]].kind;
    let attended = matches!(
        kind,
        EncounterKind::Talks
            | EncounterKind::Meeting
            | EncounterKind::Call
            | EncounterKind::Signing
            | EncounterKind::Visit
    );
    let unmanned = cluster.parties.iter().filter(|p| is_unmanned(scene, p, cluster));
    let states = unmanned.filter_map(|p| Some((country(scene, p)?, p.role)));
    let mut found = Vec::new();
    let near = around(scene, tellings, cluster, 1, 2);
    if let Some(code) = visited(scene, tellings, cluster) {
        let host = counterpart(scene, cluster, &near, &code).filter(|&m| is_ranked(scene, m));
        found.extend(host.and_then(|m| party(scene, m, Role::Host)));
    }
    for (code, role) in states.filter(|_| attended) {
        let wide = around(scene, tellings, cluster, 1, 4);
        let free = |m: &u32| {
            scene.mention(*m).actor.as_ref().is_some_and(|a| !elsewhere.contains(a))
                || acts_in(scene, *m, &around(scene, tellings, cluster, 0, 1))
        };
        let leader = match leading(scene, &wide, &code).as_slice() {
            [only] => Some(*only),
            [] => counterpart(scene, cluster, &reach(scene, tellings, cluster), &code)
                .or_else(|| only_officeholder(scene, &near, &code).filter(free)),
            _ => None,
        };
        found.extend(leader.and_then(|m| party(scene, m, role)));
    }
    found
}

fn party(scene: &Scene<'_>, mention: u32, role: Role) -> Option<Party> {
    let mention = scene.mention(mention).clone();
    Some(Party { actor: mention.actor.clone()?, mention, role })
}

/// Whether somebody is of those who receive guests of state: at the top, or of foreign affairs.
fn is_ranked(scene: &Scene<'_>, mention: u32) -> bool {
    let levels = levels(scene, scene.mention(mention));
    levels.iter().any(|level| matches!(level, Level::Top | Level::Foreign))
}

/// The sentences in which the other side may be named.
fn reach(scene: &Scene<'_>, tellings: &[Telling<'_>], cluster: &Cluster) -> BTreeSet<usize> {
    let visit = tellings[cluster.tellings[0]].kind == EncounterKind::Visit;
    around(scene, tellings, cluster, 2, if visit { 3 } else { 5 })
}

/// The state that a visit that took place leads to, where no party is of it.
fn visited(scene: &Scene<'_>, tellings: &[Telling<'_>], cluster: &Cluster) -> Option<String> {
    let of_visit =
        |&&t: &&usize| tellings[t].kind == EncounterKind::Visit && tellings[t].goal.is_some();
    let held = |&t: &usize| tellings[t].status == Status::Held;
    if !cluster.tellings.iter().all(held) {
        return None;
    }
    let &visit = cluster.tellings.iter().find(of_visit)?;
    let code = tellings[visit].goal?.place.country.clone()?;
    let told = cluster.parties.iter().any(|p| country(scene, p).as_ref() == Some(&code));
    (!told).then_some(code)
}

/// Whether a party is a state for which no person is told.
fn is_unmanned(scene: &Scene<'_>, party: &Party, cluster: &Cluster) -> bool {
    let is_state = |p: &Party| scene.actor(&p.actor).is_some_and(|a| a.kind == ActorKind::State);
    let code = country(scene, party);
    let others = cluster.parties.iter().filter(|p| !is_state(p));
    is_state(party) && code.is_some() && others.into_iter().all(|p| country(scene, p) != code)
}

/// The sentences of the tellings, with so many before and after each.
fn around(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    before: usize,
    after: usize,
) -> BTreeSet<usize> {
    let last = scene.doc.sentences.len();
    let near = |&t: &usize| {
        let at = tellings[t].sentence;
        at.saturating_sub(before)..(at + after + 1).min(last)
    };
    cluster.tellings.iter().flat_map(near).collect()
}

/// What an office is at the table: heads of state and of government talk to one another.
#[derive(Debug, PartialEq, Eq)]
enum Level<'o> {
    Top,
    Foreign,
    Same(&'o str),
}

fn level(office: &str) -> Option<Level<'_>> {
    let office = office.strip_prefix("acting ").unwrap_or(office);
    match office {
        "president" | "king" | "queen" | "emperor" | "emir" | "sultan" | "prime minister"
        | "chancellor" | "taoiseach" | "grand duke" | "supreme leader" | "pope" => Some(Level::Top),
        "foreign minister" | "secretary of state" => Some(Level::Foreign),
        "member of parliament" | "senator" | "leader" | "head" | "minister" => None,
        _ if office.starts_with("former ") || office.ends_with("-elect") => None,
        _ => Some(Level::Same(office)),
    }
}

/// The levels of the offices that a mention tells, or that its person is known to hold on the day
/// of the page.
fn levels<'m>(scene: &Scene<'m>, mention: &'m Mention) -> Vec<Level<'m>> {
    let day = scene.page.document.published.as_ref().and_then(|p| p.end?.date());
    let actor = mention.actor.as_ref().and_then(|id| scene.actor(id));
    let known = actor.filter(|a| a.kind == ActorKind::Person).map_or(&[][..], |a| &a.offices);
    let held = known.iter().filter(|h| day.is_some_and(|day| holds(h, day)));
    let told = mention.office.iter().chain(&mention.capacities).map(String::as_str);
    told.chain(held.map(|h| h.office.as_str())).filter_map(level).collect()
}

/// The only one of a state named near a contact who is of the level of somebody there for another
/// side, or of the office that the party's own words give.
fn counterpart(
    scene: &Scene<'_>,
    cluster: &Cluster,
    near: &BTreeSet<usize>,
    code: &str,
) -> Option<u32> {
    let wanted: Vec<Level<'_>> =
        cluster.parties.iter().flat_map(|p| levels(scene, &p.mention)).collect();
    let fits = |m: u32| levels(scene, scene.mention(m)).iter().any(|own| wanted.contains(own));
    let all = 0..u32::try_from(scene.resolved.mentions.len()).ok()?;
    let mut fitting = all.filter(|&m| is_near(scene, m, near) && is_of(scene, m, code) && fits(m));
    let first = fitting.next()?;
    let same = |m: u32| scene.mention(m).actor == scene.mention(first).actor;
    fitting.all(same).then_some(first)
}

fn is_near(scene: &Scene<'_>, mention: u32, sentences: &BTreeSet<usize>) -> bool {
    let token = scene.doc.token_at(scene.mention(mention).start);
    sentences.contains(&scene.doc.sentence_of(token))
}

/// The persons of a state that sentences say to have led: "were headed by A", "A led the
/// delegation", "under the chairmanship of A".
fn leading(scene: &Scene<'_>, sentences: &BTreeSet<usize>, code: &str) -> Vec<u32> {
    let tokens = sentences.iter().flat_map(|&s| scene.doc.sentences[s].clone());
    let mut found: Vec<u32> = Vec::new();
    let signer = |t: u32| signer_for(scene, t, code);
    for leader in tokens.flat_map(|t| leaders_by(scene, t).into_iter().chain(signer(t))) {
        let mention = scene.mention_of(leader).filter(|&m| is_officeholder(scene, m, code));
        let known = |m: u32| &scene.mention(m).actor;
        let new = |m: &u32| found.iter().all(|&f| known(f) != known(*m));
        if let Some(mention) = mention.filter(new) {
            found.push(mention);
        }
    }
    found
}

/// Whom a word of leading names.
fn leaders_by(scene: &Scene<'_>, token: u32) -> Vec<u32> {
    let lemma = scene.lemma(token);
    let of = ["of".to_owned()];
    if matches!(lemma, "chairmanship" | "leadership" | "head") && !scene.is_verb(token) {
        return scene.objects_of(token, &of);
    }
    let leads = matches!(lemma, "lead" | "head" | "chair" | "co-chair" | "preside" | "represent");
    if !leads || !scene.is_verb(token) {
        return Vec::new();
    }
    let by = agents(scene, token);
    let acted_on = is_passive(scene, token) || scene.dep(token) == Dep::Acl;
    if by.is_empty() && !acted_on { scene.subjects(token) } else { by }
}

/// "A signed for Chad and B for Niger": the name before "for" and its state.
fn signer_for(scene: &Scene<'_>, token: u32, code: &str) -> Option<u32> {
    let signs = || scene.sentence(token).any(|t| scene.lemma(t) == "sign");
    if scene.lower(token) != "for" || token == 0 || !signs() {
        return None;
    }
    let of_state = |t: &u32| {
        let mention = scene.mention_covering(*t).map(|m| scene.mention(m));
        let actor = mention.and_then(|m| m.actor.as_ref()).and_then(|id| scene.actor(id));
        actor.is_some_and(|a| a.kind == ActorKind::State && a.country.as_deref() == Some(code))
    };
    let end = (token + 3).min(scene.sentence(token).end);
    (token + 1..end).find(of_state)?;
    let verb = scene.lemma(token - 1) == "sign";
    if verb { scene.subjects(token - 1).first().copied() } else { Some(token - 1) }
}

/// The only officeholder of a state that a text names, where sentences tell what he did.
fn only_officeholder(scene: &Scene<'_>, sentences: &BTreeSet<usize>, code: &str) -> Option<u32> {
    let all = 0..u32::try_from(scene.resolved.mentions.len()).ok()?;
    let mut holders = all.filter(|&m| is_officeholder(scene, m, code));
    let first = holders.next()?;
    let same = |m: u32| scene.mention(m).actor == scene.mention(first).actor;
    let only = holders.all(same);
    (only && acts_in(scene, first, sentences)).then_some(first)
}

/// Whether somebody is the subject of one of these sentences.
fn acts_in(scene: &Scene<'_>, mention: u32, sentences: &BTreeSet<usize>) -> bool {
    let Some(actor) = scene.mention(mention).actor.as_ref() else { return false };
    scene.mentions_of(actor).any(|m| {
        let mut tokens = scene.doc.token_at(m.start)..scene.doc.token_at(m.end);
        sentences.contains(&scene.doc.sentence_of(tokens.start))
            && tokens.any(|t| matches!(scene.dep(t), Dep::Nsubj | Dep::Nsubjpass))
    })
}

/// Whether a mention names somebody in office of a state.
fn is_officeholder(scene: &Scene<'_>, mention: u32, code: &str) -> bool {
    is_of(scene, mention, code) && scene.mention(mention).kind == MentionKind::Name
}

/// Whether a mention stands for one person in office of a state.
fn is_of(scene: &Scene<'_>, mention: u32, code: &str) -> bool {
    let mention = scene.mention(mention);
    let Some(actor) = mention.actor.as_ref().and_then(|id| scene.actor(id)) else { return false };
    let of_state = actor.country.as_deref().or(mention.country.as_deref()) == Some(code);
    let public = mention.office.is_some() || !actor.offices.is_empty();
    let told =
        matches!(mention.kind, MentionKind::Name | MentionKind::Office | MentionKind::Nominal);
    of_state && public && actor.kind == ActorKind::Person && told
}
