//! Tellings: source, cue and content, by the codebook's frames and by the model.
//!
//! The model finds cues that no page lists, and does not look inside what somebody says; the
//! frames find tellings in tellings, and know what has only been planned or refused.

use std::ops::Range;

use chancery_engine::{Dep, Pos};

use super::attribution::Attribution;
use super::codebook::Codebook;
use super::cues::{cue_at, match_at};
use super::tree::{Tree, overlap};
use super::{frames, rules};
use crate::nouns::Act;

/// A source, the words that tell that it speaks, and what it says, in ranges of tokens.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Telling {
    /// Whoever speaks; none where the text does not tell.
    pub(crate) source: Option<Range<u32>>,
    /// The cue, in parts; none where a quotation stands by itself.
    pub(crate) cue: Vec<Range<u32>>,
    /// What is said, in parts.
    pub(crate) content: Vec<Range<u32>>,
}

/// The tellings of a text: those the frames read off the tree, and what the model has besides.
pub(crate) fn tellings(tree: Tree<'_>, model: &[Attribution]) -> Vec<Telling> {
    let mut found = rules::tellings(tree.doc);
    let by_rule = found.len();
    let cues: Vec<Range<u32>> = found.iter().flat_map(|f| f.cue.clone()).collect();
    for attribution in model {
        let Some(cue) = &attribution.cue else { continue };
        let same = found[..by_rule].iter_mut().find(|f| f.cue.iter().any(|c| overlap(c, cue)));
        match same {
            // The tree sometimes loses the subject; the model reads the words.
            Some(known) => {
                if known.source.is_none() && !is_passive(tree, cue) {
                    known.source.clone_from(&attribution.source);
                }
                lengthen(tree, known, &attribution.content, &cues);
            }
            None => found.extend(by_model(tree, attribution, cue)),
        }
    }
    found
}

/// Takes the model's content where it begins with that of the frame and goes on in the same
/// sentence past no other cue: a tree torn in the middle ends too soon.
fn lengthen(tree: Tree<'_>, known: &mut Telling, model: &[Range<u32>], cues: &[Range<u32>]) {
    let ([own], [longer]) = (known.content.as_slice(), model) else { return };
    let begins = own.start.abs_diff(longer.start) <= 1 && longer.end > own.end;
    let rest = own.end..longer.end;
    let free = |r: &Range<u32>| !overlap(r, &rest);
    let one = tree.sentence(own.start).contains(&(longer.end - 1));
    if begins && one && cues.iter().chain(&known.source).chain(&known.cue).all(free) {
        known.content = std::iter::once(own.start..longer.end).collect();
    }
}

/// How sure the model has to be of a cue that no page lists.
const SURE: f32 = 0.6;

/// What the model alone finds, where it is something said: no thought, no wish, nothing planned.
fn by_model(tree: Tree<'_>, found: &Attribution, cue: &Range<u32>) -> Option<Telling> {
    let source = found.source.clone()?;
    let speaks = source.clone().any(|t| names(tree, t) && frames::may_speak(tree, t));
    // Whatever has a clause for its content says it, be it a campaign or a clip.
    let clause = |r: &Range<u32>| {
        r.clone().any(|t| tree.is_verb(t) && tree.has_dep(t, &[Dep::Nsubj, Dep::Nsubjpass]))
    };
    let somebody = speaks || found.content.iter().any(clause);
    let book = Codebook::get();
    let thought = cue.clone().any(|t| {
        // The lemma of "hopes" comes out as "hop".
        let lower = tree.lower(t);
        let bare = lower.strip_suffix('s').unwrap_or(&lower);
        book.is_thought(&tree.lemma(t)) || book.is_thought(bare)
    });
    // A word of the pages that its frame turned down does what it does in no other way.
    let known = |t: u32| match_at(tree, t).map(|c| c.word.act);
    let untold = cue
        .clone()
        .any(|t| known(t).is_some_and(|act| act != Act::Say || cue_at(tree, t).is_none()));
    let untold = untold || is_suffered(tree, cue, &source);
    let tells = || cue.clone().any(|t| known(t).is_some() || book.takes_objects(&tree.lemma(t)));
    let said = somebody && found.score >= SURE && !thought && !untold;
    let said = said && (found.content.iter().any(|c| is_reported(tree, c)) || tells());
    said.then(|| Telling {
        source: Some(source),
        cue: std::iter::once(cue.clone()).collect(),
        content: found.content.clone(),
    })
}

/// "They were announced", "the plan, which is called": told of them, not by them. Whoever does
/// say it stands under "by".
fn is_suffered(tree: Tree<'_>, cue: &Range<u32>, source: &Range<u32>) -> bool {
    let agent = |t: u32| tree.objects_of(t, "by").is_some_and(|(_, by)| source.contains(&by));
    cue.clone().any(|t| tree.pos(t) == Pos::Verb && tree.is_passive(t) && !agent(t))
}

/// Whether what is said is told as said: a quotation, or a clause of its own. A bare object
/// ("eyed the seat") or an infinitive is what is done, under a verb that no page lists.
fn is_reported(tree: Tree<'_>, content: &Range<u32>) -> bool {
    let marks = |t: u32| matches!(tree.word(t), "\"" | "“" | "''" | "``");
    let first = content.start;
    if marks(first) || first.checked_sub(1).is_some_and(marks) {
        return true;
    }
    let outer = |t: &u32| tree.head(*t) == *t || !content.contains(&tree.head(*t));
    let clause = |v: u32| {
        let subjects = [Dep::Nsubj, Dep::Nsubjpass, Dep::Csubj, Dep::Expl];
        let relative = matches!(tree.dep(v), Dep::Relcl | Dep::Acl);
        tree.is_verb(v) && tree.has_dep(v, &subjects) && !tree.is_infinitive(v) && !relative
    };
    content.clone().filter(outer).any(clause)
}

/// Whether a cue is a passive verb, whose subject does not speak.
fn is_passive(tree: Tree<'_>, cue: &Range<u32>) -> bool {
    cue.clone().any(|t| tree.pos(t) == Pos::Verb && tree.is_passive(t))
}

/// Whether a token is a noun or pronoun.
fn names(tree: Tree<'_>, token: u32) -> bool {
    matches!(tree.pos(token), Pos::Noun | Pos::Propn | Pos::Pron)
}
