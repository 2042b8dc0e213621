//! Which way a time points: back or ahead, by the verb that governs it.

use chancery_engine::{Dep, Doc, Pos, Tag};

/// Which way the words around a time point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Future,
    /// No verb decides it.
    Open,
}

/// Verbs whose time complement lies ahead even when they stand in the past ("was set for Monday").
const PLANNING: &[&str] = &[
    "schedule",
    "plan",
    "slate",
    "set",
    "postpone",
    "reschedule",
    "delay",
    "expect",
    "invite",
    "defer",
    "adjourn",
];

/// Verbs after which an infinitive tells what was done, not what is to come.
const FACTUAL: &[&str] = &["fail", "manage", "begin", "start", "continue", "have", "help", "use"];

/// The way the time on these tokens points.
pub(super) fn tense(doc: &Doc, first: u32, end: u32) -> Tense {
    let root = span_root(doc, first, end);
    let (mut at, mut under_noun) = (root, false);
    // A tree has no cycles, but a bound keeps a malformed one from holding us up.
    for _ in 0..64 {
        let token = &doc.tokens[at as usize];
        if at != root && matches!(token.lemma.as_str(), "until" | "till" | "deadline" | "upcoming")
        {
            return Tense::Future;
        }
        if matches!(token.pos, Pos::Verb | Pos::Aux)
            && let Some(tense) = verb_tense(doc, at, root)
        {
            // "spoke of the talks of 2 January": what was done was to speak.
            return if tense == Tense::Past && under_noun { Tense::Open } else { tense };
        }
        under_noun |= at != root && matches!(token.pos, Pos::Noun | Pos::Propn);
        if token.head == at {
            break;
        }
        at = token.head;
    }
    Tense::Open
}

/// The token of a span whose head lies outside it.
pub(super) fn span_root(doc: &Doc, first: u32, end: u32) -> u32 {
    let outside = |&t: &u32| {
        let head = doc.tokens[t as usize].head;
        head == t || !(first..end).contains(&head)
    };
    (first..end).find(outside).unwrap_or(first)
}

/// What one verb says about the time under it; null if its own head must be asked.
fn verb_tense(doc: &Doc, verb: u32, time: u32) -> Option<Tense> {
    let token = &doc.tokens[verb as usize];
    if PLANNING.contains(&token.lemma.as_str()) && is_goal(doc, verb, time) {
        return Some(Tense::Future);
    }
    let helpers: Vec<u32> = doc.children(verb).filter(|&c| is_helper(doc, c)).collect();
    let lemma = |t: u32| doc.tokens[t as usize].lemma.as_str();
    let modal = helpers.iter().any(|&h| doc.tokens[h as usize].tag == Tag::Md);
    let perfect = helpers.iter().any(|&h| lemma(h) == "have");
    if modal {
        return Some(if perfect { Tense::Past } else { Tense::Future });
    }
    if helpers.iter().any(|&h| doc.tokens[h as usize].tag == Tag::Vbd) || perfect {
        return Some(Tense::Past);
    }
    match token.tag {
        Tag::Vbd | Tag::Vbn => Some(Tense::Past),
        Tag::Vb => infinitive(doc, verb),
        Tag::Vbg if helpers.is_empty() => None,
        Tag::Vbg | Tag::Vbz | Tag::Vbp => Some(present(doc, verb)),
        _ => None,
    }
}

fn is_helper(doc: &Doc, token: u32) -> bool {
    matches!(doc.tokens[token as usize].dep, Dep::Aux | Dep::Auxpass)
}

/// Whether the time is what the verb plans for: not its bare "on Tuesday" of saying so.
fn is_goal(doc: &Doc, verb: u32, time: u32) -> bool {
    let mut at = time;
    while doc.tokens[at as usize].head != verb && doc.tokens[at as usize].head != at {
        at = doc.tokens[at as usize].head;
    }
    let passive = doc.children(verb).any(|c| doc.tokens[c as usize].dep == Dep::Auxpass);
    passive
        || matches!(doc.word(at).to_lowercase().as_str(), "for" | "to" | "until" | "till" | "by")
}

/// An infinitive looks ahead, unless what it hangs on tells it was done.
fn infinitive(doc: &Doc, verb: u32) -> Option<Tense> {
    let head = doc.tokens[verb as usize].head;
    let above = &doc.tokens[head as usize];
    let factual = head != verb && FACTUAL.contains(&above.lemma.as_str());
    let purpose = doc.tokens[verb as usize].dep == Dep::Advcl;
    if factual || purpose { None } else { Some(Tense::Future) }
}

/// The present looks ahead in running text; in a headline (a sentence without a full stop) it
/// tells what has happened.
fn present(doc: &Doc, verb: u32) -> Tense {
    let sentence = doc.sentences[doc.sentence_of(verb)].clone();
    let stopped = sentence
        .rev()
        .find(|&t| doc.tokens[t as usize].pos != Pos::Space)
        .is_some_and(|t| doc.tokens[t as usize].pos == Pos::Punct);
    if stopped { Tense::Future } else { Tense::Open }
}
