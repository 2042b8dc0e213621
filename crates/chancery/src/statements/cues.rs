//! Words that tell that something is said, at their places in a text.

use chancery_engine::{Dep, Pos, Tag};

use super::codebook::{Codebook, Part, Word};
use super::frames;
use super::tree::{Tree, is_first_person};
use crate::nouns::Act;

/// A cue of the codebook at its place.
#[derive(Debug, Clone)]
pub(crate) struct Cue {
    /// The verb, noun or adjective.
    pub(crate) token: u32,
    pub(crate) word: &'static Word,
    /// The verb that carries tense and subject: itself, or that of which it is object or
    /// predicate.
    pub(crate) carrier: Option<u32>,
    pub(crate) negated: bool,
}

/// The cue at a token, if it is one and tells of something said.
pub(crate) fn cue_at(tree: Tree<'_>, token: u32) -> Option<Cue> {
    let cue = match_at(tree, token)?;
    is_told(tree, &cue).then_some(cue)
}

/// The cue at a token, told or not ("may ask").
pub(crate) fn match_at(tree: Tree<'_>, token: u32) -> Option<Cue> {
    let mut part = part_of(tree, token).filter(|_| !is_quality(tree, token))?;
    let mut words = Codebook::get().words(&tree.lemma(token));
    if part == Part::Verb && tree.has_dep(token, &[Dep::Auxpass]) {
        // "Was convinced", "is prepared to": a state as much as an adjective's.
        let states = Codebook::get().words(&tree.lower(token));
        if states.iter().any(|w| w.part == Part::Adjective) {
            (part, words) = (Part::Adjective, states);
        }
    }
    if words.is_empty() {
        return None;
    }
    let carrier = carrier(tree, token, part);
    let negated = carrier.is_some_and(|c| tree.is_negated(c)) || has_no(tree, token, carrier);
    let fits =
        |w: &&Word| w.part == part && (!w.negated || negated) && has_all_words(tree, token, w);
    let cue = |word| Cue { token, word, carrier, negated: negated && !word.negated };
    let fitting: Vec<&Word> = words.iter().filter(fits).collect();
    let first = *fitting.first()?;
    // "Agreed to come" accepts and "agreed that it rained" does not: the object decides.
    let with_content = || {
        let alike = fitting.iter().filter(|w| w.negated == first.negated);
        alike.map(|w| cue(w)).find(|c| frames::content(tree, c).is_some())
    };
    let chosen = if fitting.len() > 1 { with_content() } else { None };
    chosen.or_else(|| Some(cue(first)))
}

/// "Seek out", "back up": another verb than the page's.
fn has_other_particle(tree: Tree<'_>, token: u32, word: &Word) -> bool {
    tree.with_dep(token, &[Dep::Prt]).any(|p| !word.words.contains(&tree.lower(p)))
}

fn part_of(tree: Tree<'_>, token: u32) -> Option<Part> {
    match tree.pos(token) {
        Pos::Verb if tree.dep(token) == Dep::Amod => None,
        Pos::Verb => Some(Part::Verb),
        Pos::Noun if tree.dep(token) != Dep::Compound => Some(Part::Noun),
        Pos::Adj if tree.dep(token) == Dep::Acomp => Some(Part::Adjective),
        _ => None,
    }
}

/// "It is demanding and slow": a participle among adjectives.
fn is_quality(tree: Tree<'_>, token: u32) -> bool {
    tree.tag(token) == Tag::Vbg
        && tree.with_dep(token, &[Dep::Conj]).any(|c| tree.pos(c) == Pos::Adj)
}

/// The verb under which a cue has its subject and tense.
fn carrier(tree: Tree<'_>, token: u32, part: Part) -> Option<u32> {
    let head = tree.head(token);
    match part {
        Part::Verb => Some(token),
        Part::Adjective if tree.pos(token) == Pos::Verb => Some(token),
        Part::Adjective => Some(head),
        Part::Noun => {
            let carries = || Codebook::get().is_carrier(&tree.lemma(head));
            let object = matches!(tree.dep(token), Dep::Dobj | Dep::Nsubjpass);
            (object && carries()).then_some(head)
        }
    }
}

/// "Gave no promise": negated at the noun.
fn has_no(tree: Tree<'_>, token: u32, carrier: Option<u32>) -> bool {
    carrier != Some(token) && tree.with_dep(token, &[Dep::Det]).any(|d| tree.lower(d) == "no")
}

fn has_all_words(tree: Tree<'_>, token: u32, word: &Word) -> bool {
    if word.part == Part::Verb {
        if has_other_particle(tree, token, word) {
            return false;
        }
        let near = |w: &String| {
            tree.children(token).any(|c| tree.lower(c) == *w && c > token)
                || tree.with_dep(token, &[Dep::Dobj]).any(|o| tree.lemma(o) == *w)
        };
        return word.words[1..].iter().all(near);
    }
    let before = &word.words[..word.words.len() - 1];
    let Some(first) = token.checked_sub(before.len() as u32) else { return false };
    before.iter().zip(first..token).all(|(w, t)| *w == tree.lower(t))
}

/// Whether a cue tells of something that was said, and not of what may be.
fn is_told(tree: Tree<'_>, cue: &Cue) -> bool {
    let Some(verb) = cue.carrier else { return !cue.negated };
    let act = cue.word.act;
    if cue.negated && act != Act::Deny {
        return false;
    }
    let declines = cue.word.negated;
    let modal = tree.with_dep(verb, &[Dep::Aux]).any(|a| tree.tag(a) == Tag::Md);
    if modal && !declines && !is_polite(tree, verb) {
        return false;
    }
    let conditional = tree
        .with_dep(verb, &[Dep::Mark])
        .any(|m| matches!(tree.lower(m).as_str(), "if" | "unless" | "whether" | "before"));
    if is_nobody(tree, verb) || tree.lemma(cue.token) == "like" && !modal {
        return false;
    }
    // "The leaders invited to the summit" invite nobody.
    let suffered = tree.dep(verb) == Dep::Acl
        && tree.tag(verb) == Tag::Vbn
        && !tree.is_passive(verb)
        && !tree.has_dep(verb, &[Dep::Aux, Dep::Nsubj]);
    !conditional && !suffered && !is_order(tree, verb) && may_follow(tree, verb)
}

/// "Nobody thanked me", "no one said so".
fn is_nobody(tree: Tree<'_>, verb: u32) -> bool {
    tree.with_dep(verb, &[Dep::Nsubj]).any(|s| {
        let none = tree.with_dep(s, &[Dep::Det]).any(|d| tree.lower(d) == "no");
        none || matches!(tree.lower(s).as_str(), "nobody" | "none" | "neither")
    })
}

/// "I must thank", "we would urge": said by saying so.
fn is_polite(tree: Tree<'_>, verb: u32) -> bool {
    tree.subject(verb).is_some_and(|s| is_first_person(tree.word(s)))
        && tree
            .with_dep(verb, &[Dep::Aux])
            .any(|a| matches!(tree.lower(a).as_str(), "would" | "must" | "can" | "should" | "'d"))
}

/// "Ask the ministry": nobody is told to have asked. "Thank you" is thanks.
fn is_order(tree: Tree<'_>, verb: u32) -> bool {
    let base = matches!(tree.tag(verb), Tag::Vb | Tag::Vbp);
    base && tree.dep(verb) == Dep::Root
        && tree.subject(verb).is_none()
        && !tree.has_dep(verb, &[Dep::Aux])
        && tree.lemma(verb) != "thank"
}

/// An infinitive tells of something said only under few verbs ("went on to say").
fn may_follow(tree: Tree<'_>, verb: u32) -> bool {
    let mut at = verb;
    while tree.dep(at) == Dep::Conj
        && !tree.has_dep(at, &[Dep::Aux, Dep::Nsubj])
        && tree.governor_over_infinitive(at).is_none()
    {
        at = tree.head(at);
    }
    // "Thanked for offering" tells of no offer; "quoted as saying" tells of a saying.
    let gerund = tree.dep(at) == Dep::Pcomp;
    if gerund && !matches!(tree.lower(tree.head(at)).as_str(), "as" | "by" | "after") {
        return false;
    }
    let to = tree.with_dep(at, &[Dep::Aux]).any(|a| tree.tag(a) == Tag::To);
    let governor = tree.head(at);
    if !to || governor == at {
        return true;
    }
    let speaks = tree.subject(governor).is_some_and(|s| is_first_person(tree.word(s)));
    match tree.lemma(governor).as_str() {
        "go" | "continue" | "proceed" | "say" | "report" | "understand" | "take" | "hasten" => {
            tree.dep(at) != Dep::Acl
        }
        "want" | "like" | "wish" | "have" => speaks,
        _ => false,
    }
}
