//! Whether words of commitment tell of one made: not denied, possible, wished for or habitual.

use chancery_engine::{Dep, Tag};

use super::kinds::Pages;
use crate::scene::Scene;

/// Whether a verb of commitment is told as done.
pub(crate) fn is_made(scene: &Scene<'_>, verb: u32) -> bool {
    if negated(scene, verb) || is_habit(scene, verb) || is_question(scene, verb) {
        return false;
    }
    if hypothetical(scene, verb) || disclaimed(scene, verb) || modal(scene, verb).is_some() {
        return false;
    }
    if !has_to(scene, verb) && scene.tag(verb) != Tag::Vbg {
        return true;
    }
    carried(scene, verb)
}

/// "Went on to promise" is told as done; "refused to promise", "to promise" are not. A
/// participle is as its verb is ("speaking in Oslo, promising ...").
fn carried(scene: &Scene<'_>, verb: u32) -> bool {
    let head = scene.head(verb);
    if head == verb || !scene.is_verb(head) {
        return scene.tag(verb) == Tag::Vbg && head != verb;
    }
    let carrier = Pages::get().carriers.contains(scene.lemma(head));
    match scene.dep(verb) {
        Dep::Conj => is_made(scene, head),
        Dep::Xcomp => carrier && is_made(scene, head),
        Dep::Advcl if scene.tag(verb) == Tag::Vbg => is_made(scene, head),
        // "Is asking", "has been urging".
        _ => scene.tag(verb) == Tag::Vbg && scene.dep(verb) != Dep::Pcomp,
    }
}

/// The modal of a verb, or the one it shares with the verb it is joined to.
pub(crate) fn modal(scene: &Scene<'_>, verb: u32) -> Option<u32> {
    let own = scene.with_dep(verb, &[Dep::Aux]).find(|&a| scene.tag(a) == Tag::Md);
    own.or_else(|| {
        let head = scene.head(verb);
        let shares = scene.dep(verb) == Dep::Conj && scene.tag(verb) == Tag::Vb;
        (shares && scene.is_verb(head)).then(|| modal(scene, head)).flatten()
    })
}

/// Whether a verb, or the one it shares its negation with, is negated.
pub(crate) fn negated(scene: &Scene<'_>, verb: u32) -> bool {
    let never = |a: u32| matches!(scene.lower(a).as_str(), "never" | "hardly");
    let none = |s: u32| {
        let mut determiners = scene.with_dep(s, &[Dep::Det]);
        determiners.any(|d| matches!(scene.lower(d).as_str(), "no" | "neither"))
    };
    scene.with_dep(verb, &[Dep::Neg]).next().is_some()
        || scene.with_dep(verb, &[Dep::Advmod]).any(never)
        || scene.with_dep(verb, &[Dep::Nsubj, Dep::Nsubjpass]).any(none)
}

/// "Often promises", "used to promise", "invites them every year".
fn is_habit(scene: &Scene<'_>, verb: u32) -> bool {
    let pages = Pages::get();
    let adverb = scene
        .with_dep(verb, &[Dep::Advmod])
        .any(|a| pages.habits.contains(scene.lower(a).as_str()));
    let used = scene.dep(verb) == Dep::Xcomp && scene.lemma(scene.head(verb)) == "use";
    let every = scene
        .with_dep(verb, &[Dep::Npadvmod])
        .any(|n| scene.with_dep(n, &[Dep::Det]).any(|d| scene.lower(d) == "every"));
    adverb || used || every
}

fn is_question(scene: &Scene<'_>, verb: u32) -> bool {
    let sentence = scene.sentence(verb);
    sentence.rev().take(3).any(|t| scene.doc.word(t) == "?")
}

/// Whether a verb stands in a clause of "if", "unless" or "whether".
pub(crate) fn hypothetical(scene: &Scene<'_>, verb: u32) -> bool {
    let marked = |v: u32| {
        let mut marks = scene.with_dep(v, &[Dep::Mark]);
        marks.any(|m| matches!(scene.lower(m).as_str(), "if" | "unless" | "whether"))
    };
    let mut at = verb;
    for _ in 0..12 {
        if marked(at) {
            return true;
        }
        let head = scene.head(at);
        if head == at {
            break;
        }
        at = head;
    }
    false
}

/// Whether the clause is what somebody denies or doubts, or what a wish or a mere report is about.
pub(crate) fn disclaimed(scene: &Scene<'_>, verb: u32) -> bool {
    const DISCLAIMS: [&str; 12] = [
        "deny", "doubt", "refuse", "decline", "hope", "wish", "want", "expect", "dismiss",
        "wonder", "fail", "reject",
    ];
    const CLAIMS: [&str; 6] = ["report", "claim", "allegation", "rumour", "rumor", "suggestion"];
    let mut at = verb;
    for _ in 0..6 {
        let head = scene.head(at);
        let content = [Dep::Ccomp, Dep::Xcomp, Dep::Pcomp, Dep::Dobj, Dep::Conj, Dep::Acl];
        if head == at || !content.contains(&scene.dep(at)) {
            return false;
        }
        let claim = !scene.is_verb(head) && CLAIMS.contains(&scene.lemma(head));
        if claim || (scene.dep(at) != Dep::Conj && DISCLAIMS.contains(&scene.lemma(head))) {
            return true;
        }
        at = head;
    }
    false
}

/// Whether a verb is an infinitive with "to".
pub(crate) fn has_to(scene: &Scene<'_>, verb: u32) -> bool {
    scene.with_dep(verb, &[Dep::Aux]).any(|a| scene.tag(a) == Tag::To)
}

/// Whether a plan's verb of doing stands: not negated, asked about, hypothetical or disclaimed.
pub(crate) fn stands(scene: &Scene<'_>, verb: u32) -> bool {
    let conditional = scene
        .with_dep(verb, &[Dep::Mark])
        .any(|m| matches!(scene.lower(m).as_str(), "if" | "unless" | "whether"));
    !(negated(scene, verb)
        || is_question(scene, verb)
        || conditional
        || disclaimed(scene, verb)
        || is_habit(scene, verb))
}

/// Whether the clause of a verb is told by somebody in the past ("said he would").
pub(crate) fn is_reported(scene: &Scene<'_>, verb: u32) -> bool {
    let mut at = verb;
    while scene.dep(at) == Dep::Conj && scene.head(at) != at {
        at = scene.head(at);
    }
    let head = scene.head(at);
    scene.dep(at) == Dep::Ccomp && scene.is_speech(head)
}
