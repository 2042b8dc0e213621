//! Sentences in which one side tells of a contact without naming it: "Tallinn says that nine
//! points are settled", in an article on the talks.
//!
//! Such a sentence is that side's account of the contact the article is at: the one it names by
//! its parties or points back to, else the one told right before it. Where it speaks of a state
//! that has no part in that contact, it is told of something else.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use chancery_engine::Dep;

use super::accounts;
use super::clusters::{Cluster, country};
use super::codebook::{Codebook, Frame, Part, Word};
use super::references::Reference;
use super::telling::{Party, Telling};
use super::triggers::Trigger;
use super::voices::{Voice, speaker};
use crate::nouns::{
    ActorKind, EncounterKind, MentionKind, Sector, Side, Status, TimeMention, ViaBasis, When,
};
use crate::scene::Scene;

/// What stands in the place of a word of contact.
static NO_WORD: LazyLock<Word> = LazyLock::new(|| Word {
    words: Vec::new(),
    part: Part::Verb,
    frame: Frame::Topic,
    kind: EncounterKind::Talks,
    joins: Vec::new(),
    takes_object: false,
    two_states: false,
});

/// Whether a telling is of a side that does not name the contact.
pub(super) fn is_relay(telling: &Telling<'_>) -> bool {
    telling.trigger.word.words.is_empty()
}

/// A side that tells something in a sentence.
struct Teller {
    mention: u32,
    country: String,
    cue: u32,
    /// Whether a government speaks, not one of its people.
    official: bool,
}

/// Adds to the tellings those of sides that tell of a contact without naming it, and to each
/// cluster its own.
pub(crate) fn add<'a>(
    scene: &Scene<'a>,
    tellings: Vec<Telling<'a>>,
    clusters: &mut [Cluster],
) -> Vec<Telling<'a>> {
    let found = relays(scene, &tellings, clusters);
    let mut all: Vec<(Telling<'a>, Option<usize>)> =
        tellings.into_iter().map(|t| (t, None)).collect();
    let mut order: Vec<usize> = (0..all.len() + found.len()).collect();
    all.extend(found.into_iter().map(|(cluster, telling)| (telling, Some(cluster))));
    order.sort_by_key(|&i| (all[i].0.sentence, all[i].0.trigger.token));
    let mut place = vec![0; all.len()];
    for (now, &before) in order.iter().enumerate() {
        place[before] = now;
    }
    for cluster in clusters.iter_mut() {
        for telling in &mut cluster.tellings {
            *telling = place[*telling];
        }
    }
    for (before, (_, cluster)) in all.iter().enumerate() {
        if let Some(cluster) = cluster {
            clusters[*cluster].tellings.push(place[before]);
        }
    }
    for cluster in clusters.iter_mut() {
        cluster.tellings.sort_unstable();
    }
    let mut sorted: Vec<Option<Telling<'a>>> = all.into_iter().map(|(t, _)| Some(t)).collect();
    order.into_iter().filter_map(|i| sorted[i].take()).collect()
}

fn relays<'a>(
    scene: &Scene<'a>,
    tellings: &[Telling<'a>],
    clusters: &[Cluster],
) -> Vec<(usize, Telling<'a>)> {
    let mut found: Vec<(usize, Telling<'a>)> = Vec::new();
    for sentence in 0..scene.doc.sentences.len() {
        let Some(teller) = teller(scene, sentence) else { continue };
        let told = |&t: &usize| {
            let telling = &tellings[t];
            let same = side_of_voice(scene, telling).as_ref() == Some(&teller.country);
            telling.sentence == sentence && same
        };
        let told_here = clusters.iter().any(|c| c.tellings.iter().any(told));
        let own = Some(Side::State(teller.country.clone()));
        let contact_word = tellings.iter().any(|t| t.trigger.token == teller.cue);
        if scene.page.document.side == own || told_here || contact_word {
            continue;
        }
        let Some(at) = contact(scene, tellings, clusters, sentence, &teller) else { continue };
        if !may_relay(scene, tellings, &clusters[at], &teller) {
            continue;
        }
        let same = |t: &&Telling<'_>| side_of_voice(scene, t).as_ref() == Some(&teller.country);
        let before = clusters[at].tellings.iter().map(|&t| &tellings[t]).find(same);
        let relayed = found.iter().filter(|(c, _)| *c == at).map(|(_, t)| t).find(same);
        let spoken = before.or(relayed).and_then(|t| t.voice.teller);
        let telling = relay(scene, tellings, &clusters[at], &teller, spoken);
        found.push((at, telling));
    }
    found
}

/// A government may; of its people, those who took part or are told with their office. Whoever
/// acts in the contact itself ("took up his pen and told her") gives no account of it.
fn may_relay(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    teller: &Teller,
) -> bool {
    let mention = scene.mention(teller.mention);
    let is_teller = |p: &Party| Some(&p.actor) == mention.actor.as_ref();
    let sentence = scene.doc.sentence_of(teller.cue);
    let acts = cluster.tellings.iter().map(|&t| &tellings[t]).any(|t| {
        t.sentence == sentence
            && t.trigger.word.part == Part::Verb
            && t.voice.teller.is_none()
            && t.parties.iter().any(is_teller)
    });
    let known = mention.office.is_some() || cluster.parties.iter().any(is_teller);
    !acts && (teller.official || known)
}

/// The time of a contact that its text in its own voice tells, where that is one day only.
fn only_day<'a>(own: &[&Telling<'a>]) -> Option<&'a TimeMention> {
    let told = own.iter().filter(|t| t.voice.teller.is_none() && t.voice.unnamed.is_none());
    let days = |time: &TimeMention| time.when.as_ref().and_then(When::single_day);
    let mut times = told.filter_map(|t| t.own_time()).filter(|t| days(t).is_some());
    let first = times.next()?;
    times.all(|t| days(t) == days(first)).then_some(first)
}

/// The state whose voice tells a telling.
pub(crate) fn side_of_voice(scene: &Scene<'_>, telling: &Telling<'_>) -> Option<String> {
    let mention = scene.mention(telling.voice.teller?);
    let actor = mention.actor.as_ref().and_then(|id| scene.actor(id));
    actor.and_then(|a| a.country.clone()).or_else(|| mention.country.clone())
}

fn relay<'a>(
    scene: &Scene<'a>,
    tellings: &[Telling<'a>],
    cluster: &Cluster,
    teller: &Teller,
    spoken: Option<u32>,
) -> Telling<'a> {
    let own: Vec<&Telling<'a>> = cluster.tellings.iter().map(|&t| &tellings[t]).collect();
    Telling {
        trigger: Trigger { token: teller.cue, first: teller.cue, word: &NO_WORD },
        kind: accounts::kind(&own),
        channel: accounts::channel(&own),
        status: accounts::overall_status(scene, &own),
        parties: Vec::new(),
        goal: own.iter().find_map(|t| t.goal),
        time: only_day(&own),
        time_of_record: false,
        place: None,
        reference: Reference::Known,
        voice: Voice {
            teller: spoken.or(Some(teller.mention)),
            basis: Some(ViaBasis::Named),
            cue: Some(teller.cue),
            ..Voice::default()
        },
        negotiates: false,
        sentence: scene.doc.sentence_of(teller.cue),
        carrier: None,
    }
}

/// Who tells what a sentence says, where that is a side.
fn teller(scene: &Scene<'_>, sentence: usize) -> Option<Teller> {
    let tokens = scene.doc.sentences[sentence].clone();
    if scene.in_headline(tokens.start) {
        return None;
    }
    tokens.clone().find_map(|token| {
        let source = if scene.lower(token) == "according" {
            let to = scene.with_dep(token, &[Dep::Prep]).next().unwrap_or(token);
            scene.with_dep(to, &[Dep::Pobj]).next()
        } else {
            let subject = || speaker(scene, token);
            let version = || is_by_version(scene, token).then_some(token);
            tells(scene, token).then(subject).flatten().or_else(version)
        };
        // Two who speak together are no side's own voice.
        let alone = |noun: &u32| scene.with_dep(*noun, &[Dep::Conj]).next().is_none();
        side(scene, source.filter(alone)?, token)
    })
}

/// Verbs by which a government tells, besides the verbs of speech.
const RELAYING: [&str; 24] = [
    "speak", "describe", "hold", "insist", "put", "give", "call", "count", "name", "list", "have",
    "stress", "repeat", "recall", "welcome", "see", "let", "assure", "swear", "answer", "promise",
    "agree", "regard", "make",
];

fn tells(scene: &Scene<'_>, token: u32) -> bool {
    let lemma = scene.lemma(token);
    let other_voice = matches!(lemma, "deny" | "reply" | "post" | "publish");
    (scene.is_speech(token) && !other_voice)
        || (scene.is_verb(token)
            && RELAYING.contains(&lemma)
            && (lemma != "have" || has_a_version(scene, token)))
}

/// "Has another recollection", "had its own account".
fn has_a_version(scene: &Scene<'_>, verb: u32) -> bool {
    scene.with_dep(verb, &[Dep::Dobj]).any(|o| {
        matches!(scene.lemma(o), "recollection" | "version" | "account" | "view" | "memory")
    })
}

/// "By the account of Oslo", "on the Norwegian version".
fn is_by_version(scene: &Scene<'_>, noun: u32) -> bool {
    let version = matches!(scene.lemma(noun), "account" | "version" | "telling" | "count");
    let before = scene.lower(scene.head(noun));
    version && scene.dep(noun) == Dep::Pobj && matches!(before.as_str(), "by" | "on" | "in")
}

/// Nouns for those who speak for a state.
const GOVERNMENT: [&str; 34] = [
    "telling",
    "count",
    "staff",
    "people",
    "aide",
    "adviser",
    "entourage",
    "camp",
    "party",
    "cabinet",
    "source",
    "agency",
    "government",
    "ministry",
    "chancellery",
    "department",
    "palace",
    "presidency",
    "side",
    "embassy",
    "delegation",
    "spokesman",
    "spokeswoman",
    "spokesperson",
    "official",
    "diplomat",
    "statement",
    "readout",
    "communique",
    "note",
    "release",
    "account",
    "version",
    "office",
];

fn side(scene: &Scene<'_>, noun: u32, cue: u32) -> Option<Teller> {
    let government = GOVERNMENT.contains(&scene.lemma(noun).to_lowercase().as_str());
    let of = |mention: u32, official: bool| {
        let known = scene.mention(mention);
        let actor = known.actor.as_ref().and_then(|id| scene.actor(id));
        let country = actor.and_then(|a| a.country.clone()).or_else(|| known.country.clone())?;
        Some(Teller { mention, country, cue, official })
    };
    // "The government in Oslo" is that of the place, whichever was told of before.
    if government && let Some(teller) = seated(scene, noun, cue) {
        return Some(teller);
    }
    if let Some(mention) = scene.mention_of(noun)
        && let Some(id) = &scene.mention(mention).actor
        && let Some(actor) = scene.actor(id)
    {
        let official = match actor.kind {
            ActorKind::State => true,
            ActorKind::Body => actor.sector == Some(Sector::Gov) || government,
            ActorKind::Group => return None,
            ActorKind::Person | ActorKind::Office => false,
        };
        let says = scene.is_speech(cue) || matches!(scene.lemma(cue), "let" | "assure" | "swear");
        return (official || says).then(|| of(mention, official)).flatten();
    }
    if !government {
        return None;
    }
    let inside = scene.subtree(noun).filter_map(|t| scene.mention_covering(t));
    inside.into_iter().find_map(|m| of(m, true))
}

/// "The ministry in Oslo": whose, the place tells.
fn seated(scene: &Scene<'_>, noun: u32, cue: u32) -> Option<Teller> {
    let within = scene.objects_of(noun, &["in".to_owned()]).into_iter().next()?;
    let bytes = scene.doc.bytes(scene.subtree(within));
    let country = scene.places_in(bytes).find_map(|p| p.place.country.clone())?;
    let mention = (0..scene.resolved.mentions.len() as u32).find(|&m| {
        let known = scene.mention(m);
        let state = known.actor.as_ref().and_then(|id| scene.actor(id));
        state.is_some_and(|a| a.kind == ActorKind::State && a.country.as_ref() == Some(&country))
    });
    Some(Teller { mention: mention?, country, cue, official: true })
}

/// The contact a side's sentence is about, as a place among the clusters.
fn contact(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    clusters: &[Cluster],
    sentence: usize,
    teller: &Teller,
) -> Option<usize> {
    const NEAR: usize = 5;
    let takes_part = |c: &usize| {
        let states = states(scene, tellings, &clusters[*c]);
        (2..=4).contains(&states.len()) && states.contains(&teller.country)
    };
    let candidates: Vec<usize> = (0..clusters.len()).filter(takes_part).collect();
    let last = |c: usize| {
        let mut before = clusters[c].tellings.iter().rev().map(|&t| tellings[t].sentence);
        before.find(|&s| s <= sentence)
    };
    let named =
        |c: usize| speaks_of(scene, &states(scene, tellings, &clusters[c]), sentence, teller);
    // The contact told last before, of whatever parties: the text is still at it.
    let current = (0..clusters.len()).filter_map(|c| Some((last(c)?, c))).max();
    let (at, current) = current?;
    if candidates.contains(&current) {
        let about = named(current)?;
        let near = sentence - at <= NEAR || same_paragraph(scene, at, sentence);
        let stands = accounts_for(scene, tellings, &clusters[current]);
        return (about || (near && stands && teller.official)).then_some(current);
    }
    // Else the contact the text is mostly about, where the sentence speaks of it.
    let main = candidates.into_iter().max_by_key(|&c| {
        (clusters[c].tellings.len(), std::cmp::Reverse(clusters[c].tellings[0]))
    })?;
    let about = last(main).is_some() && named(main) == Some(true);
    (about && !same_paragraph(scene, at, sentence)).then_some(main)
}

/// Whether a contact is told as having taken place: of what is only planned, no side has yet an
/// account.
fn accounts_for(scene: &Scene<'_>, tellings: &[Telling<'_>], cluster: &Cluster) -> bool {
    let own: Vec<&Telling<'_>> = cluster.tellings.iter().map(|&t| &tellings[t]).collect();
    !matches!(accounts::overall_status(scene, &own), Status::Planned)
}

fn states(scene: &Scene<'_>, tellings: &[Telling<'_>], cluster: &Cluster) -> BTreeSet<String> {
    let goals = cluster.tellings.iter().filter_map(|&t| tellings[t].goal?.place.country.clone());
    cluster.parties.iter().filter_map(|p| country(scene, p)).chain(goals).collect()
}

/// Whether a sentence names the other side or points back to the contact; `None` where it speaks
/// of others only.
fn speaks_of(
    scene: &Scene<'_>,
    states: &BTreeSet<String>,
    sentence: usize,
    teller: &Teller,
) -> Option<bool> {
    let tokens = scene.doc.sentences[sentence].clone();
    let mentions = tokens.clone().filter_map(|t| scene.mention_covering(t));
    let countries = mentions.filter_map(|m| {
        let mention = scene.mention(m);
        let actor = mention.actor.as_ref().and_then(|id| scene.actor(id));
        let named = mention.kind != MentionKind::Pronoun;
        let of_actor = actor.and_then(|a| a.country.clone()).or_else(|| mention.country.clone());
        of_actor.filter(|_| named)
    });
    let spoken: BTreeSet<String> = countries.filter(|c| *c != teller.country).collect();
    if spoken.iter().any(|c| states.contains(c)) || tokens.clone().any(|t| points_back(scene, t)) {
        return Some(true);
    }
    spoken.is_empty().then_some(false)
}

/// "The two sides", "her guest", "the talks".
fn points_back(scene: &Scene<'_>, token: u32) -> bool {
    let lemma = scene.lemma(token).to_lowercase();
    let other = matches!(
        lemma.as_str(),
        "guest" | "host" | "visitor" | "counterpart" | "colleague" | "interlocutor"
    );
    let both = matches!(lemma.as_str(), "side" | "party" | "delegation" | "minister" | "leader")
        && (token > 0)
        && scene
            .with_dep(token, &[Dep::Det, Dep::Nummod, Dep::Predet])
            .any(|d| matches!(scene.lower(d).as_str(), "both" | "two"));
    let contact = Codebook::get()
        .words(&lemma)
        .iter()
        .any(|w| w.part == Part::Noun && !w.two_states)
        && scene.with_dep(token, &[Dep::Det, Dep::Poss]).any(|d| {
            matches!(scene.lower(d).as_str(), "the" | "this" | "that" | "these" | "their" | "its")
        });
    other || both || contact
}

/// Whether two sentences stand in one paragraph.
fn same_paragraph(scene: &Scene<'_>, first: usize, second: usize) -> bool {
    let start = |s: usize| scene.doc.bytes(scene.doc.sentences[s].clone()).start;
    let block = |s: usize| scene.page.reading.block_at(start(s)).map(|b| b.start);
    block(first).is_some() && block(first) == block(second)
}

#[cfg(test)]
mod tests {
    use crate::nouns::Side;
    use crate::pipeline::PageReader;
    use crate::read::{Options, Source, read_bytes};

    /// The sides whose accounts a text holds, in order.
    fn sides(text: &str) -> Vec<String> {
        let source = Source { published: Some("2022-05-20".to_owned()), ..Source::default() };
        let mut pages = Vec::new();
        read_bytes(text.as_bytes(), &source, &Options::default(), &mut |p| pages.push(p));
        let page = pages.pop().expect("a page").expect("a clean page");
        let accounts = PageReader::new().read_page(page).accounts;
        let side = |side: &Side| match side {
            Side::State(code) => code.clone(),
            Side::Third => "third".to_owned(),
            Side::Joint => "joint".to_owned(),
        };
        accounts.iter().map(|a| side(&a.side)).collect()
    }

    #[test]
    fn each_government_gives_its_account() {
        let text = "Harbour talks end\n\nPresident Niinistö met Prime Minister Kallas in Turku on \
                    Wednesday.\n\nEstonia's foreign ministry said that the two sides had settled \
                    the ferry line. According to the Finnish government, nothing was settled.\n";
        assert_eq!(sides(text), ["third", "EST", "FIN"]);
    }

    #[test]
    fn what_is_said_of_another_state_is_no_account() {
        let text = "Harbour talks end\n\nPresident Niinistö met Prime Minister Kallas in Turku on \
                    Wednesday.\n\nThe Finnish government said that Peru and Chile had raised their \
                    tariffs.\n";
        assert_eq!(sides(text), ["third"]);
    }
}
