//! What else a text tells of a contact: at whose initiative, how long, in what form, the answer
//! to a message, the occasion on which it was told.

use chancery_engine::{Dep, Pos};

use super::accounts::evidence;
use super::codebook::{Codebook, Part};
use super::telling::{Party, Telling};
use crate::nouns::{ActorId, ActorKind, EncounterKind, Reply, Role, TimeMention, TimexKind, Told};
use crate::scene::Scene;

/// At whose initiative: "at the invitation of A", "at A's request", "on the initiative of the
/// A side", "A had asked for the call"; the actor has to be a party or stand for one.
pub(crate) fn initiator(
    scene: &Scene<'_>,
    tellings: &[&Telling<'_>],
    parties: &[Party],
) -> Option<ActorId> {
    let named = tellings.iter().find_map(|t| {
        let mut words = scene.sentence(t.trigger.token);
        words.find_map(|w| {
            let cue = matches!(scene.lemma(w), "invitation" | "initiative" | "request");
            (cue && !answered(scene, w)).then(|| owner_among(scene, w, parties)).flatten()
        })
    });
    named.or_else(|| asked_by(scene, tellings, parties)).or_else(|| {
        // Who rings or writes begins it.
        let mut told = tellings.iter().flat_map(|t| &t.parties);
        told.find(|p| p.role == Role::From).map(|p| p.actor.clone())
    })
}

/// Whether the text only says what became of an invitation ("accepted the invitation").
fn answered(scene: &Scene<'_>, noun: u32) -> bool {
    let verb = scene.head(noun);
    scene.dep(noun) == Dep::Dobj && matches!(scene.lemma(verb), "accept" | "decline" | "reject")
}

/// "Aho had asked for the call": a verb of asking with a word of contact as its object, near the
/// tellings.
fn asked_by(scene: &Scene<'_>, tellings: &[&Telling<'_>], parties: &[Party]) -> Option<ActorId> {
    const NEAR: usize = 3;
    let first = tellings.iter().map(|t| t.sentence).min()?.saturating_sub(NEAR);
    let last = tellings.iter().map(|t| t.sentence).max()? + NEAR + 1;
    let sentences = first..last.min(scene.doc.sentences.len());
    let mut verbs = sentences.flat_map(|s| scene.doc.sentences[s].clone()).filter(|&v| {
        let asks = matches!(scene.lemma(v), "ask" | "request" | "initiate" | "propose" | "place");
        asks && scene.is_verb(v) && asks_for_contact(scene, v)
    });
    verbs.find_map(|verb| {
        let passive = scene.with_dep(verb, &[Dep::Nsubjpass]).next().is_some();
        let by = ["by".to_owned()];
        let askers = if passive { scene.objects_of(verb, &by) } else { scene.subjects(verb) };
        askers.into_iter().find_map(|t| party_at(scene, t, parties))
    })
}

fn asks_for_contact(scene: &Scene<'_>, verb: u32) -> bool {
    let objects = scene.with_dep(verb, &[Dep::Dobj, Dep::Nsubjpass]);
    let mut asked = objects.chain(scene.objects_of(verb, &["for".to_owned()]));
    asked.any(|o| {
        let words = Codebook::get().words(scene.lemma(o));
        words.iter().any(|w| w.part == Part::Noun)
    })
}

/// The party that owns an invitation, or that its owner stands for ("the French side").
fn owner_among(scene: &Scene<'_>, noun: u32, parties: &[Party]) -> Option<ActorId> {
    let of = ["of".to_owned(), "from".to_owned(), "by".to_owned()];
    let owners = scene.with_dep(noun, &[Dep::Poss, Dep::Amod, Dep::Compound]);
    let mut candidates = owners.chain(scene.objects_of(noun, &of));
    candidates.find_map(|candidate| {
        let mut tokens = std::iter::once(candidate).chain(scene.subtree(candidate));
        tokens.find_map(|token| party_at(scene, token, parties))
    })
}

/// The party a token stands for.
fn party_at(scene: &Scene<'_>, token: u32, parties: &[Party]) -> Option<ActorId> {
    let mention = scene.mention(scene.mention_of(token)?);
    let actor = mention.actor.as_ref()?;
    let exact = parties.iter().find(|p| p.actor == *actor);
    let state = scene.actor(actor).is_some_and(|a| a.kind == ActorKind::State);
    let represented = || {
        let same = |p: &&Party| super::clusters::country(scene, p) == mention.country;
        parties.iter().filter(|_| state).find(same)
    };
    exact.or_else(represented).map(|p| p.actor.clone())
}

/// How long: a duration that modifies the contact ("a two-hour meeting") or completes a verb it
/// is the subject of ("the call lasted an hour").
pub(crate) fn duration(scene: &Scene<'_>, tellings: &[&Telling<'_>]) -> Option<String> {
    tellings.iter().find_map(|t| {
        let noun = t.trigger.token;
        let times = scene.times_in(scene.sentence(noun));
        let mut lengths = times.filter(|time| time.kind == TimexKind::Duration);
        let length = lengths.find(|time| {
            let token = scene.doc.token_at(time.start);
            let before = token < noun && noun - token <= 6 && modifies(scene, token, noun);
            let after = t.carrier.is_some_and(|c| scene.lemma(c) == "last" && token > c);
            before || after
        })?;
        Some(scene.page.reading.text[length.start as usize..length.end as usize].to_owned())
    })
}

fn modifies(scene: &Scene<'_>, token: u32, noun: u32) -> bool {
    let mut at = token;
    for _ in 0..4 {
        if at == noun {
            return true;
        }
        at = scene.head(at);
    }
    false
}

/// In what form: adjectives and nouns of form before the word of contact.
pub(crate) fn format(scene: &Scene<'_>, tellings: &[&Telling<'_>]) -> Option<String> {
    const FORMS: [&str; 20] = [
        "state",
        "official",
        "working",
        "private",
        "unofficial",
        "informal",
        "courtesy",
        "bilateral",
        "trilateral",
        "multilateral",
        "one-on-one",
        "face-to-face",
        "closed-door",
        "virtual",
        "expanded",
        "restricted",
        "joint",
        "emergency",
        "extraordinary",
        "brief",
    ];
    tellings.iter().find_map(|t| {
        let noun = t.trigger.token;
        let first = scene.subtree(noun).start.max(noun.saturating_sub(6));
        (first..noun).find_map(|token| {
            let word = scene.lower(token);
            let hyphenated = || {
                let end = (token + 5).min(noun);
                FORMS.iter().find(|f| {
                    f.contains('-') && scene.doc.span(token..end).to_lowercase().starts_with(**f)
                })
            };
            let whole = FORMS.iter().find(|f| **f == word);
            whole.or_else(hyphenated).map(|f| (*f).to_owned())
        })
    })
}

/// Answers to a message: in its sentence or the next two, its addressee answers or replies.
pub(crate) fn replies(scene: &Scene<'_>, tellings: &[&Telling<'_>]) -> Vec<Reply> {
    let Some(message) = tellings.iter().find(|t| t.kind == EncounterKind::Message) else {
        return Vec::new();
    };
    let last = (message.sentence + 3).min(scene.doc.sentences.len());
    let tokens = (message.sentence..last).flat_map(|s| scene.doc.sentences[s].clone());
    let answers = tokens.filter(|&t| {
        scene.pos(t) == Pos::Verb
            && matches!(scene.lemma(t), "answer" | "reply" | "respond")
            && scene.with_dep(t, &[Dep::Neg]).next().is_none()
    });
    answers.map(|verb| reply(scene, message, verb)).collect()
}

fn reply(scene: &Scene<'_>, message: &Telling<'_>, verb: u32) -> Reply {
    let subject = scene.subjects(verb).into_iter().next().and_then(|s| scene.mention_of(s));
    let party = |role: Role| {
        let mut parties = message.parties.iter();
        parties.find(|p| p.role == role).map(|p| p.actor.clone())
    };
    // Nobody answers a message of his own: "he" told by the sender is the addressee.
    let by = subject.and_then(|m| scene.mention(m).actor.clone());
    let by = by.filter(|actor| party(Role::From).as_ref() != Some(actor));
    let clause = scene.subtree(verb);
    let bytes = scene.doc.bytes(verb..verb + 1);
    Reply {
        by: by.or_else(|| party(Role::To)),
        when: None,
        language: language_in(scene, clause),
        evidence: evidence(scene, bytes.start, bytes.end),
    }
}

/// ISO 639-1 code of a language named after "in".
fn language_in(scene: &Scene<'_>, mut tokens: std::ops::Range<u32>) -> Option<String> {
    tokens.find_map(|t| {
        let after_in = t > 0 && scene.lower(t - 1) == "in";
        after_in.then(|| language_code(scene.doc.word(t))).flatten()
    })
}

/// Languages by English name, from `data/languages.tsv`.
fn language_code(name: &str) -> Option<String> {
    let table = include_str!("../../../../data/languages.tsv");
    let row = table.lines().skip(1).find_map(|line| {
        let (language, code) = line.split_once('\t')?;
        language.eq_ignore_ascii_case(name).then_some(code)
    });
    row.map(str::to_owned)
}

/// The occasion of telling: "speaking at a graduation on Monday, A said": a clause of speaking
/// by the teller, in the text before the telling or around it.
pub(crate) fn told(scene: &Scene<'_>, tellings: &[&Telling<'_>]) -> Vec<Told> {
    let Some(teller) = tellings.iter().find_map(|t| t.voice.teller) else { return Vec::new() };
    let Some(actor) = &scene.mention(teller).actor else { return Vec::new() };
    let speaking = scene.speaking.iter();
    speaking.filter_map(|&verb| occasion(scene, verb, actor)).take(1).collect()
}

fn occasion(scene: &Scene<'_>, verb: u32, teller: &ActorId) -> Option<Told> {
    let speaker = scene.subjects(verb).into_iter().next().and_then(|s| scene.mention_of(s))?;
    if scene.mention(speaker).actor.as_ref() != Some(teller) {
        return None;
    }
    let at = scene
        .with_dep(verb, &[Dep::Prep])
        .find(|&p| matches!(scene.lower(p).as_str(), "at" | "during" | "in"));
    let object = at.and_then(|p| scene.with_dep(p, &[Dep::Pobj]).next())?;
    let phrase = scene.subtree(object);
    // Up to who speaks: parsers hang day and hall on the one verb or the other.
    let end = scene.doc.token_at(scene.mention(speaker).start).max(phrase.end);
    let clause = verb..end;
    let bytes = scene.doc.bytes(clause.clone());
    let dated = |t: &&TimeMention| {
        t.when.as_ref().is_some_and(|w| w.start.is_some_and(|m| m.year.is_some()))
    };
    let time =
        scene.times_in(clause).filter(dated).min_by_key(|t| t.when.as_ref().map(|w| w.precision));
    let place = scene.places_in(bytes.clone()).last();
    Some(Told {
        when: time.and_then(|t| t.when.clone()).map(|mut w| {
            w.evidence = time.map(|t| evidence(scene, t.start, t.end));
            w
        }),
        place: place.map(|p| {
            let mut place = p.place.clone();
            place.evidence = Some(evidence(scene, p.start, p.end));
            place
        }),
        occasion: Some(scene.doc.span(phrase).trim_end_matches([',', ' ']).to_owned()),
        evidence: evidence(scene, bytes.start, bytes.end),
    })
}
