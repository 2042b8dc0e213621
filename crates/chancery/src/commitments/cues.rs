//! Words of commitment in a text, with who makes it, to whom, and what.

use std::ops::Range;

use chancery_engine::{Dep, Pos, Tag};

use super::kinds::{Frame, Governor, Pages, Word};
use super::mood;
use super::parties::{actors, any_public};
use crate::nouns::{ActorId, CommitmentKind, CommitmentState};
use crate::scene::Scene;

/// One commitment as its sentence tells it.
#[derive(Debug, Clone)]
pub(crate) struct Telling {
    pub(crate) kind: CommitmentKind,
    /// The word of commitment; of a plan with "will", the auxiliary.
    pub(crate) cue: u32,
    /// The verb whose clause tells it.
    pub(crate) verb: u32,
    pub(crate) by: Vec<ActorId>,
    pub(crate) to: Vec<ActorId>,
    /// What, as tokens.
    pub(crate) what: Range<u32>,
    /// The head of `what`.
    pub(crate) head: u32,
    pub(crate) state: CommitmentState,
}

/// Every commitment told, in order of its word.
pub(crate) fn tellings(scene: &Scene<'_>) -> Vec<Telling> {
    let tokens = 0..scene.doc.tokens.len() as u32;
    let mut found: Vec<Telling> = tokens.filter_map(|token| telling_at(scene, token)).collect();
    // "Agreed that the border would open": one commitment, told by the outer word.
    let mut kept: Vec<Telling> = Vec::new();
    for telling in found.drain(..) {
        if kept.iter().all(|k| !k.what.contains(&telling.cue)) {
            kept.push(telling);
        }
    }
    kept
}

fn telling_at(scene: &Scene<'_>, token: u32) -> Option<Telling> {
    let words = Pages::get().words(&scene.lemma(token).to_lowercase());
    words.iter().find_map(|word| {
        let fits = fits(scene, token, word);
        let mut telling = if fits { read(scene, token, word) } else { None }?;
        telling.by.dedup();
        let told = any_public(scene, &telling.by) && !telling.what.is_empty();
        told.then_some(telling)
    })
}

fn fits(scene: &Scene<'_>, token: u32, word: &Word) -> bool {
    let verb = scene.pos(token) == Pos::Verb;
    let part = match word.frame {
        Frame::Will | Frame::Would => scene.tag(token) == Tag::Md,
        Frame::Be => scene.is_verb(token) && scene.pos(token) != Pos::Part,
        Frame::Due => matches!(scene.pos(token), Pos::Adj | Pos::Verb),
        Frame::Noun => scene.pos(token) == Pos::Noun,
        _ => verb,
    };
    let after = |w: &String| scene.children(token).any(|c| scene.lower(c) == *w);
    part && word.words[1..].iter().all(after)
}

fn read(scene: &Scene<'_>, token: u32, word: &Word) -> Option<Telling> {
    match word.frame {
        Frame::Does => does(scene, token, word),
        Frame::Agrees => agrees(scene, token, word),
        Frame::Asks => asks(scene, token, word),
        Frame::Invites => invites(scene, token, word),
        Frame::Passive => passive(scene, token, word),
        Frame::Will | Frame::Would => will(scene, token, word),
        Frame::Be | Frame::Due | Frame::Going => is_to(scene, token, word),
        Frame::Noun => noun(scene, token, word),
    }
}

fn telling(scene: &Scene<'_>, token: u32, word: &Word, by: &[u32], to: &[u32]) -> Telling {
    let by = actors(scene, by);
    let to = actors(scene, to).into_iter().filter(|a| !by.contains(a)).collect();
    Telling {
        kind: word.kind,
        cue: token,
        verb: token,
        by,
        to,
        what: token..token,
        head: token,
        state: CommitmentState::Open,
    }
}

fn with_content(scene: &Scene<'_>, mut telling: Telling, head: u32) -> Telling {
    telling.head = head;
    telling.what = phrase(scene, head);
    telling
}

/// A head with all below it, punctuation at its end left out; of a coordination all members.
pub(crate) fn phrase(scene: &Scene<'_>, head: u32) -> Range<u32> {
    let mut range = scene.subtree(head);
    while range.end > range.start && matches!(scene.pos(range.end - 1), Pos::Punct | Pos::Space) {
        range.end -= 1;
    }
    while range.start < range.end && matches!(scene.pos(range.start), Pos::Punct | Pos::Space) {
        range.start += 1;
    }
    range
}

fn is_passive(scene: &Scene<'_>, verb: u32) -> bool {
    scene.with_dep(verb, &[Dep::Nsubjpass, Dep::Auxpass]).next().is_some()
}

fn doers(scene: &Scene<'_>, verb: u32) -> Vec<u32> {
    if is_passive(scene, verb) {
        scene.objects_of(verb, &["by".to_owned()])
    } else {
        scene.subjects(verb)
    }
}

/// Tokens of parties among the objects of a verb: bare ones, and those after its joins.
fn receivers(scene: &Scene<'_>, verb: u32, joins: &[String]) -> Vec<u32> {
    let bare = scene.with_dep(verb, &[Dep::Dobj, Dep::Dative]);
    let bare = bare.filter(|&o| scene.pos(o) != Pos::Adp && is_party(scene, o));
    let mut found: Vec<u32> = bare.flat_map(|o| scene.conjuncts(o)).collect();
    if is_passive(scene, verb) {
        let subjects = scene.with_dep(verb, &[Dep::Nsubjpass]);
        found.extend(subjects.flat_map(|s| scene.conjuncts(s)));
    }
    found.extend(scene.objects_of(verb, joins).into_iter().filter(|&o| is_party(scene, o)));
    found
}

/// Whether a token stands for somebody.
fn is_party(scene: &Scene<'_>, token: u32) -> bool {
    scene.mention_of(token).is_some_and(|m| {
        let mention = scene.mention(m);
        mention.actor.is_some() || !mention.members.is_empty()
    })
}

/// The clause that says what: an infinitive or a that-clause of the verb or of its object.
fn clause(scene: &Scene<'_>, verb: u32) -> Option<u32> {
    let objects = scene.with_dep(verb, &[Dep::Dobj, Dep::Dative, Dep::Nsubjpass, Dep::Prep]);
    let mut owners: Vec<u32> = vec![verb];
    for object in objects {
        owners.push(object);
        owners.extend(scene.with_dep(object, &[Dep::Pobj]));
    }
    let says = |c: &u32| {
        let that = scene.dep(*c) == Dep::Ccomp;
        let relative =
            scene.with_dep(*c, &[Dep::Nsubj]).any(|s| matches!(scene.tag(s), Tag::Wp | Tag::Wdt));
        *c > verb && scene.is_verb(*c) && !relative && (mood::has_to(scene, *c) || that)
    };
    let deps = [Dep::Xcomp, Dep::Ccomp, Dep::Acl, Dep::Advcl, Dep::Relcl, Dep::Pcomp];
    owners.iter().flat_map(|&o| scene.with_dep(o, &deps).collect::<Vec<_>>()).filter(says).min()
}

/// The thing that says what: an object that is nobody, or what follows "for", "on" or "to".
fn thing(scene: &Scene<'_>, verb: u32, prepositions: &[&str]) -> Option<u32> {
    let object = scene.with_dep(verb, &[Dep::Dobj]).find(|&o| !is_person(scene, o));
    object.or_else(|| {
        let words: Vec<String> = prepositions.iter().map(|&p| p.to_owned()).collect();
        let after = scene.objects_of(verb, &words);
        after.into_iter().find(|&o| !is_person(scene, o) && o > verb)
    })
}

fn is_person(scene: &Scene<'_>, token: u32) -> bool {
    is_party(scene, token) || scene.pos(token) == Pos::Pron
}

fn does(scene: &Scene<'_>, verb: u32, word: &Word) -> Option<Telling> {
    if !mood::is_made(scene, verb) || is_past_plan(scene, verb, word) {
        return None;
    }
    let doers = doers(scene, verb);
    let base = telling(scene, verb, word, &doers, &receivers(scene, verb, &word.joins));
    let gerund = || {
        let preps = scene.with_dep(verb, &[Dep::Prep]);
        preps.flat_map(|p| scene.with_dep(p, &[Dep::Pcomp]).collect::<Vec<_>>()).next()
    };
    let told = clause(scene, verb).or_else(gerund);
    let head = told.or_else(|| thing(scene, verb, &["on", "for"]))?;
    let mut base = with_content(scene, base, head);
    if told.is_none() {
        base.what.end = with_purpose(scene, verb, base.what.end);
    }
    Some(base)
}

/// "Pledged EUR 200 million for the port": what it is for belongs to what is pledged, wherever
/// the parser hangs it.
fn with_purpose(scene: &Scene<'_>, verb: u32, end: u32) -> u32 {
    let after = scene.with_dep(verb, &[Dep::Prep]).find(|&p| p == end);
    let purpose = after.filter(|&p| matches!(scene.lower(p).as_str(), "for" | "towards" | "in"));
    purpose.map_or(end, |p| phrase(scene, p).end)
}

/// "Had planned to visit": a plan no more.
fn is_past_plan(scene: &Scene<'_>, verb: u32, word: &Word) -> bool {
    let had = |a: u32| scene.lower(a) == "had";
    word.kind == CommitmentKind::Plan && scene.with_dep(verb, &[Dep::Aux]).any(had)
}

/// "Agreed to", "agreed on", "agreed that ... would": not "agreed with" or "agreed that it is".
fn agrees(scene: &Scene<'_>, verb: u32, word: &Word) -> Option<Telling> {
    if !mood::is_made(scene, verb) {
        return None;
    }
    let with = scene.objects_of(verb, &word.joins);
    let base = telling(scene, verb, word, &doers(scene, verb), &with);
    let to_come = |c: &u32| mood::has_to(scene, *c) || mood::modal(scene, *c).is_some();
    let on = || {
        let words = ["on".to_owned(), "upon".to_owned(), "to".to_owned()];
        scene.objects_of(verb, &words).into_iter().next()
    };
    let pcomp = || {
        let on = scene.with_dep(verb, &[Dep::Prep]).find(|&p| scene.lower(p) == "on")?;
        scene.with_dep(on, &[Dep::Pcomp]).next()
    };
    let head = clause(scene, verb).filter(to_come).or_else(on).or_else(pcomp)?;
    let binds = !Pages::get().is_none(word.kind, scene.lemma(head));
    binds.then(|| with_content(scene, base, head))
}

fn asks(scene: &Scene<'_>, verb: u32, word: &Word) -> Option<Telling> {
    if !mood::is_made(scene, verb) {
        return None;
    }
    let doers = doers(scene, verb);
    let calls_for = word.words.last().is_some_and(|w| w == "for");
    let joins: Vec<String> = word.joins.iter().chain(&word.words[1..]).cloned().collect();
    let to = if calls_for { Vec::new() } else { receivers(scene, verb, &joins) };
    let mut base = telling(scene, verb, word, &doers, &to);
    let whether = |c: &u32| {
        let mut marks = scene.with_dep(*c, &[Dep::Mark, Dep::Advmod]);
        marks.any(|m| matches!(scene.lower(m).as_str(), "whether" | "if" | "why" | "how" | "when"))
    };
    let content = clause(scene, verb);
    if content.as_ref().is_some_and(whether) {
        return None;
    }
    let named = || thing(scene, verb, if calls_for { &["for"] } else { &["for", "on"] });
    let head = content.or_else(named)?;
    if let (true, Some(content)) = (base.to.is_empty(), content) {
        // "Demanded that B return the ship": who is to do it is asked.
        let asked: Vec<u32> = scene.with_dep(content, &[Dep::Nsubj]).collect();
        let asked = actors(scene, &asked);
        base.to = asked.into_iter().filter(|a| !base.by.contains(a)).collect();
    }
    if base.to.is_empty() && !calls_for {
        // "Proposed a summit with B": B is asked.
        let with = scene.objects_of(head, &word.joins);
        let asked = actors(scene, &with);
        base.to = asked.into_iter().filter(|a| !base.by.contains(a)).collect();
    }
    Some(with_content(scene, base, head))
}

fn invites(scene: &Scene<'_>, verb: u32, word: &Word) -> Option<Telling> {
    if !mood::is_made(scene, verb) {
        return None;
    }
    let guests = receivers(scene, verb, &[]);
    let base = telling(scene, verb, word, &doers(scene, verb), &guests);
    let goal = |owner: u32| {
        let to = ["to".to_owned(), "for".to_owned()];
        let preps: Vec<u32> = scene.with_dep(owner, &[Dep::Prep, Dep::Dative]).collect();
        preps.into_iter().find(|&p| to.contains(&scene.lower(p)) && p > verb)
    };
    let goals = || std::iter::once(verb).chain(guests.iter().copied()).find_map(goal);
    let head = clause(scene, verb).or_else(goals).or_else(|| guests.first().copied())?;
    (!base.to.is_empty()).then(|| with_content(scene, base, head))
}

/// "The minister is scheduled to visit".
fn passive(scene: &Scene<'_>, verb: u32, word: &Word) -> Option<Telling> {
    if !is_passive(scene, verb) || in_past(scene, verb) || !mood::is_made(scene, verb) {
        return None;
    }
    let subjects = scene.subjects(verb);
    let head = scene.with_dep(verb, &[Dep::Xcomp]).find(|&x| mood::has_to(scene, x))?;
    Some(with_content(scene, telling(scene, verb, word, &subjects, &[]), head))
}

fn in_past(scene: &Scene<'_>, verb: u32) -> bool {
    let past = |a: u32| matches!(scene.lower(a).as_str(), "was" | "were" | "had");
    past(verb) || scene.with_dep(verb, &[Dep::Aux, Dep::Auxpass]).any(past)
}

/// "Will visit", "said that he would visit".
fn will(scene: &Scene<'_>, modal: u32, word: &Word) -> Option<Telling> {
    let verb = scene.head(modal);
    let told = word.frame == Frame::Will || mood::is_reported(scene, verb);
    if !told || !scene.is_verb(verb) || !is_done_by_will(scene, verb) {
        return None;
    }
    let to = scene.with_dep(verb, &[Dep::Dative]).flat_map(|d| {
        let inner: Vec<u32> = scene.with_dep(d, &[Dep::Pobj]).collect();
        if inner.is_empty() { vec![d] } else { inner }
    });
    let to: Vec<u32> = to.collect();
    let mut base = telling(scene, modal, word, &doers(scene, verb), &to);
    base.verb = verb;
    base.head = verb;
    let whole = phrase(scene, verb);
    base.what = verb..whole.end.max(verb + 1);
    Some(base)
}

/// Whether a verb is something one can plan, told as such.
fn is_done_by_will(scene: &Scene<'_>, verb: u32) -> bool {
    mood::stands(scene, verb) && !Pages::get().is_none(CommitmentKind::Plan, scene.lemma(verb))
}

/// "Is to pay", "is due to sign", "is going to close".
fn is_to(scene: &Scene<'_>, token: u32, word: &Word) -> Option<Telling> {
    let be = match word.frame {
        Frame::Due if scene.pos(token) == Pos::Adj => scene.head(token),
        _ => token,
    };
    let head = scene
        .with_dep(token, &[Dep::Xcomp])
        .chain(scene.with_dep(be, &[Dep::Xcomp]))
        .find(|&x| mood::has_to(scene, x) && scene.tag(x) == Tag::Vb)?;
    let going = word.frame != Frame::Going || scene.tag(token) == Tag::Vbg;
    let now = !in_past(scene, be) && mood::stands(scene, be) && mood::modal(scene, be).is_none();
    let plans = going && now && is_done_by_will(scene, head);
    let bare = word.frame != Frame::Be || !has_predicate(scene, token);
    let subjects = scene.subjects(be);
    let mut found = telling(scene, token, word, &subjects, &[]);
    found.verb = be;
    (plans && bare).then(|| with_content(scene, found, head))
}

/// "Is ready to pay", "is a reason to pay": not "is to pay".
fn has_predicate(scene: &Scene<'_>, be: u32) -> bool {
    scene.with_dep(be, &[Dep::Acomp, Dep::Attr, Dep::Oprd]).next().is_some()
}

/// "Its promise to pay", "extended an invitation to B", "accepted the invitation of A".
fn noun(scene: &Scene<'_>, noun: u32, word: &Word) -> Option<Telling> {
    let verb = scene.verb_above(noun).filter(|_| scene.dep(noun) != Dep::Pobj);
    let object = matches!(scene.dep(noun), Dep::Dobj | Dep::Nsubjpass);
    let governor = verb.filter(|_| object).and_then(|v| Pages::get().governor(scene.lemma(v)))?;
    let verb = verb.filter(|&v| mood::is_made(scene, v) && governor != Governor::Past)?;
    let owner_words = ["of".to_owned(), "from".to_owned(), "by".to_owned()];
    let mut owners: Vec<u32> = scene.with_dep(noun, &[Dep::Poss]).collect();
    owners.extend(scene.objects_of(noun, &owner_words));
    owners.retain(|&o| is_party(scene, o));
    let mut named = scene.objects_of(noun, &word.joins);
    named.extend(scene.objects_of(verb, &word.joins));
    named.extend(scene.with_dep(verb, &[Dep::Dative]).filter(|&d| scene.pos(d) != Pos::Adp));
    named.retain(|&t| is_party(scene, t));
    let subjects = doers(scene, verb);
    let (by, to, state) = match governor {
        Governor::Made if owners.is_empty() => (subjects, named, CommitmentState::Open),
        Governor::Made => (owners, named, CommitmentState::Open),
        Governor::Withdrawn if owners.is_empty() => (subjects, named, CommitmentState::Withdrawn),
        Governor::Withdrawn => (owners, named, CommitmentState::Withdrawn),
        Governor::Received => (owners, subjects, CommitmentState::Open),
        Governor::Accepted => (owners, subjects, CommitmentState::Accepted),
        Governor::Refused => (owners, subjects, CommitmentState::Withdrawn),
        Governor::Past => return None,
    };
    let mut base = telling(scene, noun, word, &by, &to);
    (base.state, base.verb) = (state, verb);
    let head = content_of_noun(scene, noun, verb, word.kind)?;
    Some(with_content(scene, base, head))
}

/// What a noun of commitment is about: its infinitive, or what follows "of", "for" or "to".
fn content_of_noun(scene: &Scene<'_>, noun: u32, verb: u32, kind: CommitmentKind) -> Option<u32> {
    let below = scene.subtree(noun);
    let inside = below.clone().find(|&t| t > noun && mood::has_to(scene, t));
    let beside = || clause(scene, verb).filter(|&c| c > noun);
    let after = || {
        let words = ["of".to_owned(), "for".to_owned(), "to".to_owned()];
        scene.objects_of(noun, &words).into_iter().find(|&o| !is_person(scene, o))
    };
    let doing = || {
        let preps: Vec<u32> = scene.with_dep(noun, &[Dep::Prep]).collect();
        preps.into_iter().flat_map(|p| scene.with_dep(p, &[Dep::Pcomp]).collect::<Vec<_>>()).next()
    };
    let bare = kind == CommitmentKind::Invitation && below.len() > 1;
    inside.or_else(doing).or_else(beside).or_else(after).or(Some(noun).filter(|_| bare))
}
