//! Whether a contact took place: tense, mood, negation and the words that govern it.

use chancery_engine::{Dep, Tag};

use super::codebook::{Codebook, Frame, Outlook, Part};
use super::triggers::Trigger;
use crate::nouns::Status;
use crate::scene::Scene;

/// What the text says of the contact's taking place; `None` where there is nothing to record
/// (a wish, a hypothesis, a habit).
pub(crate) fn status(scene: &Scene<'_>, trigger: &Trigger, carrier: Option<u32>) -> Option<Status> {
    match trigger.word.part {
        Part::Verb => verb_status(scene, trigger.token),
        Part::Noun => noun_status(scene, trigger, carrier),
    }
}

fn noun_status(scene: &Scene<'_>, trigger: &Trigger, carrier: Option<u32>) -> Option<Status> {
    let noun = trigger.token;
    for child in scene.with_dep(noun, &[Dep::Amod, Dep::Det, Dep::Neg, Dep::Acl]) {
        let lemma = scene.lower(child);
        if lemma == "no" {
            return Some(Status::Denied);
        }
        if lemma == "any" {
            return None;
        }
        match Codebook::get().adjective_outlook(&lemma) {
            Some(Outlook::Status(status)) => return Some(status),
            Some(Outlook::Open) => return None,
            None => {}
        }
        if scene.dep(child) == Dep::Acl
            && let Some(Outlook::Status(status)) =
                Codebook::get().verb_outlook(&scene.verb_name(child))
        {
            return Some(status);
        }
    }
    if prepared(scene, noun) {
        return Some(Status::Planned);
    }
    let Some(verb) = carrier else { return Some(Status::Held) };
    if !carries(scene, noun, verb) {
        return Some(adverbial_status(scene, noun, verb));
    }
    let cannot = matches!(modal(scene, verb).as_deref(), Some("can" | "ca" | "could"));
    if cannot && negated(scene, verb) && matches!(scene.lemma(verb), "take" | "hold" | "happen") {
        // "The talks cannot take place".
        return Some(Status::Cancelled);
    }
    match Codebook::get().verb_outlook(&scene.verb_name(verb)) {
        Some(Outlook::Open) => None,
        Some(Outlook::Status(status)) if negated(scene, verb) => Some(not(status)),
        Some(Outlook::Status(status)) => Some(status),
        None => verb_status(scene, verb),
    }
}

/// "Preparations for the summit", "plans for a visit".
fn prepared(scene: &Scene<'_>, noun: u32) -> bool {
    let above = scene.head(scene.head(noun));
    scene.dep(noun) == Dep::Pobj
        && matches!(scene.lemma(above), "preparation" | "plan" | "schedule" | "arrangement")
}

/// Whether the verb's mood is the noun's: the noun is its subject or object.
fn carries(scene: &Scene<'_>, noun: u32, verb: u32) -> bool {
    let direct = scene.head(noun) == verb
        && matches!(scene.dep(noun), Dep::Dobj | Dep::Nsubj | Dep::Nsubjpass | Dep::Attr);
    let light = Codebook::get().light_verb(scene.lemma(verb)).is_some()
        || Codebook::get().verb_outlook(&scene.verb_name(verb)).is_some();
    // "Agreed on a meeting" plans it; "agreed in a meeting" took place there.
    let object = matches!(scene.lower(scene.head(noun)).as_str(), "on" | "to" | "for" | "of");
    let through = object && scene.head(scene.head(noun)) == verb && scene.dep(noun) == Dep::Pobj;
    direct || (through && light)
}

/// "Said at the meeting": held. "Will travel for talks": as the verb has it.
fn adverbial_status(scene: &Scene<'_>, noun: u32, verb: u32) -> Status {
    let preposition = scene.lower(scene.head(noun));
    let over = matches!(preposition.as_str(), "after" | "following" | "since" | "from");
    match verb_status(scene, verb) {
        Some(Status::Planned) if !over => Status::Planned,
        _ if preposition == "ahead" => Status::Planned,
        _ => Status::Held,
    }
}

fn verb_status(scene: &Scene<'_>, verb: u32) -> Option<Status> {
    if is_conditional(scene, verb) || is_habit(scene, verb) {
        return None;
    }
    let modal = modal(scene, verb);
    if let Some(modal) = &modal {
        return match modal.as_str() {
            "will" | "'ll" | "’ll" | "shall" if negated(scene, verb) => Some(Status::Cancelled),
            "will" | "'ll" | "’ll" | "shall" => Some(Status::Planned),
            "would" if is_reported(scene, verb) => Some(Status::Planned),
            _ => None,
        };
    }
    if scene.tag(verb) == Tag::Vb && infinitive(scene, verb) {
        return infinitive_status(scene, verb);
    }
    if negated(scene, verb) {
        return Some(Status::Denied);
    }
    if is_about_to(scene, verb) {
        return Some(Status::Planned);
    }
    if let Some(head) = governs_participle(scene, verb) {
        return verb_status(scene, head);
    }
    if let Some(status) = status_by_claim(scene, verb) {
        return Some(status);
    }
    match governing_outlook(scene, verb) {
        Some(Outlook::Open) => None,
        Some(Outlook::Status(status)) => Some(status),
        None => Some(Status::Held),
    }
}

fn modal(scene: &Scene<'_>, verb: u32) -> Option<String> {
    let own = scene.with_dep(verb, &[Dep::Aux]).find(|&a| scene.tag(a) == Tag::Md);
    own.map(|a| scene.lower(a)).or_else(|| {
        let shares = scene.dep(verb) == Dep::Conj && scene.tag(verb) == Tag::Vb;
        let head = scene.head(verb);
        (shares && scene.is_verb(head)).then(|| modal(scene, head)).flatten()
    })
}

fn negated(scene: &Scene<'_>, verb: u32) -> bool {
    scene.with_dep(verb, &[Dep::Neg]).next().is_some()
        || scene.with_dep(verb, &[Dep::Advmod]).any(|a| scene.lower(a) == "never")
        || has_no_subject(scene, verb)
}

/// "No minister had come", "neither side met".
fn has_no_subject(scene: &Scene<'_>, verb: u32) -> bool {
    let mut subjects = scene.with_dep(verb, &[Dep::Nsubj, Dep::Nsubjpass]);
    subjects.any(|s| {
        let mut determiners = scene.with_dep(s, &[Dep::Det]);
        determiners.any(|d| matches!(scene.lower(d).as_str(), "no" | "neither"))
    })
}

fn infinitive(scene: &Scene<'_>, verb: u32) -> bool {
    scene.with_dep(verb, &[Dep::Aux]).any(|a| scene.tag(a) == Tag::To)
        || (scene.dep(verb) == Dep::Conj && infinitive(scene, scene.head(verb)))
}

/// "To meet": after a plan, planned; after a wish, nothing; after a journey told as made, held;
/// in a headline ("Aho to meet Vogel"), planned.
fn infinitive_status(scene: &Scene<'_>, verb: u32) -> Option<Status> {
    let head = scene.head(verb);
    if head == verb {
        return Some(Status::Planned);
    }
    if let Some(outlook) = outlook_of(scene, head) {
        return match outlook {
            Outlook::Status(status) => Some(status),
            Outlook::Open => None,
        };
    }
    if matches!(scene.lemma(head), "first" | "last" | "one") {
        // "Was among the first to call him": as it is told that she was.
        return scene.verb_above(head).and_then(|above| verb_status(scene, above));
    }
    if !scene.is_verb(head) {
        // "The visit to meet them" tells of a meeting as it tells of the visit.
        let journey =
            Codebook::get().words(scene.lemma(head)).iter().any(|w| w.frame == Frame::Journey);
        return journey.then_some(Status::Held);
    }
    match scene.dep(verb) {
        Dep::Advcl => verb_status(scene, head),
        Dep::Xcomp if matches!(scene.lemma(head), "be" | "go") => Some(Status::Planned),
        Dep::Xcomp
            if matches!(scene.lemma(head), "continue" | "begin" | "start" | "manage" | "come") =>
        {
            verb_status(scene, head)
        }
        _ => None,
    }
}

fn outlook_of(scene: &Scene<'_>, word: u32) -> Option<Outlook> {
    let book = Codebook::get();
    if scene.is_verb(word) {
        book.verb_outlook(&scene.verb_name(word)).or_else(|| {
            // "is due to meet", "was unable to meet": the adjective decides.
            let adjective = scene.with_dep(word, &[Dep::Acomp, Dep::Oprd]).next()?;
            book.adjective_outlook(&scene.lower(adjective))
        })
    } else {
        book.adjective_outlook(&scene.lower(word))
            .or_else(|| book.verb_outlook(&scene.verb_name(word)))
    }
}

/// The outlook of a verb that governs this one as its complement ("agreed on meeting", "denied
/// that he met").
fn governing_outlook(scene: &Scene<'_>, verb: u32) -> Option<Outlook> {
    let head = scene.head(verb);
    let complement = matches!(scene.dep(verb), Dep::Xcomp | Dep::Pcomp);
    let denied = scene.dep(verb) == Dep::Ccomp && scene.lemma(head) == "deny";
    if head == verb || !(complement || denied) {
        return None;
    }
    outlook_of(scene, head)
}

/// "Is to begin", "are due to meet", "is set for".
fn is_about_to(scene: &Scene<'_>, verb: u32) -> bool {
    let book = Codebook::get();
    let present = matches!(scene.tag(verb), Tag::Vbz | Tag::Vbp);
    let to_do = || scene.with_dep(verb, &[Dep::Xcomp]).any(|x| infinitive(scene, x));
    let due = || {
        let mut predicates = scene.with_dep(verb, &[Dep::Acomp, Dep::Oprd]);
        predicates.any(|p| {
            book.adjective_outlook(&scene.lower(p)) == Some(Outlook::Status(Status::Planned))
        })
    };
    scene.lemma(verb) == "be" && ((present && to_do()) || due())
}

/// "The visit is to begin on Monday, followed by talks": a participle without a helper shares
/// the time of the verb it hangs on.
fn governs_participle(scene: &Scene<'_>, verb: u32) -> Option<u32> {
    let bare = matches!(scene.tag(verb), Tag::Vbg | Tag::Vbn)
        && scene.dep(verb) == Dep::Advcl
        && scene.with_dep(verb, &[Dep::Aux, Dep::Auxpass]).next().is_none();
    let head = scene.head(verb);
    let ahead = bare && scene.is_verb(head) && verb_status(scene, head) == Some(Status::Planned);
    ahead.then_some(head)
}

/// "Denied reports that they met": denied; "reports that they met": a claim.
fn status_by_claim(scene: &Scene<'_>, verb: u32) -> Option<Status> {
    const CLAIMS: [&str; 6] = ["report", "claim", "allegation", "rumour", "rumor", "suggestion"];
    let noun = scene.head(verb);
    let content = matches!(scene.dep(verb), Dep::Acl | Dep::Ccomp | Dep::Relcl);
    if !content || scene.is_verb(noun) || !CLAIMS.contains(&scene.lemma(noun)) {
        return None;
    }
    let governor = scene.verb_above(noun);
    let denied = governor.is_some_and(|v| matches!(scene.lemma(v), "deny" | "dismiss" | "reject"));
    Some(if denied { Status::Denied } else { Status::Unclear })
}

/// "If they meet", "unless", "whether".
fn is_conditional(scene: &Scene<'_>, verb: u32) -> bool {
    scene
        .with_dep(verb, &[Dep::Mark])
        .any(|m| matches!(scene.lower(m).as_str(), "if" | "unless" | "whether"))
}

fn is_habit(scene: &Scene<'_>, verb: u32) -> bool {
    scene.with_dep(verb, &[Dep::Advmod]).any(|a| {
        matches!(
            scene.lower(a).as_str(),
            "often" | "regularly" | "usually" | "frequently" | "always" | "sometimes"
        )
    })
}

/// Whether the clause is the content of somebody's speech in the past ("said he would meet").
fn is_reported(scene: &Scene<'_>, verb: u32) -> bool {
    let head = scene.head(verb);
    scene.dep(verb) == Dep::Ccomp && matches!(scene.tag(head), Tag::Vbd | Tag::Vbn)
}

fn not(status: Status) -> Status {
    match status {
        Status::Planned => Status::Cancelled,
        Status::Cancelled | Status::Postponed => Status::Planned,
        other => other,
    }
}
