//! References: how a word of contact points back to what was told before.

use chancery_engine::{Dep, Pos, Tag};

use super::codebook::{Codebook, Frame};
use super::triggers::Trigger;
use crate::scene::Scene;

/// How a telling points back to one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    /// "The meeting", "their talks": likely told before.
    Known,
    /// "Another meeting", "a second call": another one for certain.
    Other,
    /// No sign either way.
    Fresh,
}

/// How a word of contact points back.
pub(super) fn reference(scene: &Scene<'_>, trigger: &Trigger) -> Reference {
    // A gathering called by its name is that gathering, not the meeting told before.
    let named = trigger.word.frame == Frame::Gathering && scene.pos(trigger.token) == Pos::Propn;
    if scene.pos(trigger.token) == Pos::Verb && is_earlier(scene, trigger.token) {
        return Reference::Other;
    }
    if named || scene.pos(trigger.token) == Pos::Verb {
        return Reference::Fresh;
    }
    let mut reference =
        if names_another(scene, trigger) { Reference::Known } else { Reference::Fresh };
    for child in scene.with_dep(trigger.token, &[Dep::Det, Dep::Poss, Dep::Amod, Dep::Nummod]) {
        let word = scene.lower(child);
        let ordinal = matches!(
            word.as_str(),
            "another"
                | "second"
                | "third"
                | "next"
                | "last"
                | "previous"
                | "earlier"
                | "separate"
                | "new"
                | "other"
                | "recent"
        );
        if ordinal {
            return Reference::Other;
        }
        let definite = matches!(word.as_str(), "the" | "this" | "that" | "these" | "those")
            || scene.tag(child) == Tag::PrpPossessive;
        if definite {
            reference = Reference::Known;
        }
    }
    reference
}

/// "The two had met before": another contact than the one the text is at.
fn is_earlier(scene: &Scene<'_>, verb: u32) -> bool {
    let had = scene.with_dep(verb, &[Dep::Aux]).any(|a| scene.lower(a) == "had");
    let before = |t: u32| matches!(scene.lower(t).as_str(), "before" | "previously" | "earlier");
    had && scene.with_dep(verb, &[Dep::Advmod]).any(before)
}

/// "The meeting was the sixth dialogue": the predicate is what the subject is.
fn names_another(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let verb = scene.head(trigger.token);
    let book = Codebook::get();
    scene.dep(trigger.token) == Dep::Attr
        && scene.with_dep(verb, &[Dep::Nsubj]).any(|s| !book.words(scene.lemma(s)).is_empty())
}
