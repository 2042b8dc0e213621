//! Answers: which statement denies, doubts, corrects or confirms what somebody claims, or declines
//! to speak about it; `codebook/answers.md` says what counts and holds the words.

mod across;
mod candidates;
mod near;
mod score;
mod stance;
mod tables;
mod unspoken;
mod who;
mod window;
mod words;

use std::collections::BTreeMap;
use std::ops::Range;

use chancery_engine::{Dep, Doc};

use super::text::Text;
use super::tree::Tree;
use crate::nouns::{
    Act, Answer, AnswerKind, Evidence, Form, Page, Resolved, Statement, StatementId,
};
pub use across::{Answering, Claims, Told, lead};
use candidates::{claims, unmarked};
use near::Near;
use score::{Link, links};
use stance::Unit;
use tables::Strength;
use unspoken::unspoken;
use window::{Index, Window};

/// Bytes of the reading from the first to the last of a statement's cue and content: its words as
/// an answer.
///
/// Where a passive's subject is the claim ("that X was denied by Y"), it is no part of them.
pub fn answer_words(statement: &Statement) -> Range<u32> {
    if let Some(cue) = statement.cue.first().filter(|_| tells_its_claim(statement)) {
        return cue.start..statement.cue.iter().map(|c| c.end).max().unwrap_or(cue.end);
    }
    let all = || statement.cue.iter().chain(&statement.content);
    let start = all().map(|e| e.start).min().unwrap_or(statement.evidence.start);
    start..all().map(|e| e.end).max().unwrap_or(statement.evidence.end)
}

/// Whether what stands before the cue is the claim that is answered.
fn tells_its_claim(statement: &Statement) -> bool {
    const AUXILIARIES: [&str; 8] = ["is", "are", "was", "were", "has", "have", "had", "been"];
    let Some(cue) = statement.cue.first() else { return false };
    if !cue.text.split_whitespace().next().is_some_and(|w| AUXILIARIES.contains(&w)) {
        return false;
    }
    let before = |e: &Evidence| e.end <= cue.start;
    let told = |a: &Answer| {
        let (at, content) = (&a.evidence, statement.content.first());
        a.score > 0.0
            && at.end <= cue.start
            && content.is_some_and(|c| c.document == at.document && at.end >= c.start)
    };
    statement.content.iter().all(before) && statement.answers.iter().any(told)
}

/// Links the statements of one text that answer to the claims of the same text, and adds the
/// statements that only their answering shows (a headline "No talks on fish"). An answer whose
/// claim is nowhere told is kept with a score of 0 and its own words for evidence.
///
/// Each answer is weighed against the claims near it and the headline, so that the work grows
/// with the text.
pub fn answers(page: &Page, doc: &Doc, resolved: &Resolved, statements: &mut Vec<Statement>) {
    let text = Text { page, tree: Tree { doc }, resolved };
    let index = Index::of(claims(&text, statements));
    let near = Near::of(statements.iter().map(whole));
    let mut parts = Vec::new();
    for place in outer_first(statements) {
        let about = near.about(&whole(&statements[place]));
        let others: Vec<&Statement> =
            about.iter().filter(|&&o| o != place).map(|&o| &statements[o]).collect();
        if is_told_in_an_answer(&statements[place], &others)
            || holds_an_answer(&text, &statements[place], &others)
        {
            continue;
        }
        parts.extend(answered(&text, &mut statements[place], &index));
    }
    parts.extend(unspoken(&text, statements, &near, &index));
    statements.extend(parts);
    drop_mutual(statements);
    statements.sort_by(|a, b| {
        let key =
            |s: &Statement| (s.evidence.start, std::cmp::Reverse(s.evidence.end), s.via.len());
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
}

fn whole(statement: &Statement) -> Range<u32> {
    statement.evidence.start..statement.evidence.end
}

/// The places of statements, those that hold others before them.
fn outer_first(statements: &[Statement]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..statements.len()).collect();
    places.sort_by_key(|&p| {
        (statements[p].evidence.start, std::cmp::Reverse(statements[p].evidence.end), p)
    });
    places
}

/// Writes into a statement what it answers; gives back the second of two answers in one.
fn answered(text: &Text<'_>, statement: &mut Statement, index: &Index) -> Option<Statement> {
    let unit = Unit::in_text(text, statement);
    if let Some(answer) = passive(text, statement, &unit) {
        statement.answers = vec![answer];
        return None;
    }
    if unit.bare && unit.kind().is_some() {
        cut_asides(statement);
    }
    let window = index.window(&whole(statement));
    let (found, second) = match split(statement, &window) {
        Some((first, second)) => (vec![first], Some(second)),
        None => (best(&unit, &window), None),
    };
    if second.is_some() {
        statement.content.truncate(1);
    }
    if unit.kind().is_some() && (!found.is_empty() || stays_open(&unit)) {
        complete(text, statement);
    }
    statement.answers = found.iter().map(|l| answer(l, &window)).collect();
    // A claim that the answer itself tells is nobody's statement.
    for answer in statement.answers.iter_mut().filter(|a| a.claim.as_ref() == Some(&statement.id)) {
        answer.claim = None;
    }
    if statement.answers.is_empty() && stays_open(&unit) {
        statement.answers.extend(open(statement, &unit));
    }
    second
}

/// "Denied the theft but would not speak of it": what comes after the object answers no more.
fn cut_asides(statement: &mut Statement) {
    const ASIDES: [&str; 3] = [" but ", ", which ", ", who "];
    let quoted = statement.form == Form::Direct;
    let Some(content) = statement.content.last_mut().filter(|_| !quoted) else { return };
    let aside = ASIDES.iter().filter_map(|aside| content.text.find(aside)).min();
    if let Some(at) = aside.filter(|&at| at > 0) {
        content.text.truncate(at);
        content.end = content.start + at as u32;
    }
}

/// "That X was denied by Y": what is told before the passive is the claim.
fn passive(text: &Text<'_>, statement: &Statement, unit: &Unit) -> Option<Answer> {
    let tree = text.tree;
    let [content] = statement.content.as_slice() else { return None };
    let (first, cue) = (statement.cue.first()?, statement.cue.last()?);
    let verb = tree.doc.token_at(cue.end.saturating_sub(1));
    let own = unit.phrase.is_some_and(|p| p.strength == Strength::Own);
    let sentence = tree.sentence(verb);
    let clause = !sentence.is_empty() && tree.lower(sentence.start) == "that";
    let evidence = if clause {
        text.evidence(unmarked(tree, sentence.start + 1..tree.doc.token_at(first.start)))
    } else {
        content.clone()
    };
    let fits = own && (clause || !unit.bare) && content.end <= first.start;
    (fits && tree.is_passive(verb)).then_some(Answer {
        claim: None,
        kind: unit.kind()?,
        score: 0.6,
        why: "the answer tells the claim itself".to_owned(),
        evidence,
    })
}

/// The best link; the best two where both of two claims are answered.
fn best(unit: &Unit, window: &Window<'_>) -> Vec<Link> {
    let mut found = links(unit, window);
    let both = unit.stems.iter().any(|s| s == "both") && unit.kind().is_some();
    found.truncate(if both { 2 } else { 1 });
    found
}

/// Whether a statement is told in what another says by way of answer: the other answers.
fn is_told_in_an_answer(inner: &Statement, others: &[&Statement]) -> bool {
    let Some(at) = inner.cue.first() else { return false };
    let told = |c: &Evidence| c.start <= at.start && at.end <= c.end;
    others.iter().any(|o| !o.answers.is_empty() && o.content.iter().any(told))
}

/// Whether another statement told in this one's content is the answer ("according to the radio,
/// the minister denies it").
fn holds_an_answer(text: &Text<'_>, outer: &Statement, others: &[&Statement]) -> bool {
    let inner = others.iter().filter(|s| {
        let at = s.cue.first();
        let told = |c: &Evidence| at.is_some_and(|a| c.start <= a.start && a.end <= c.end);
        outer.content.iter().any(told) && !is_same_speaker(outer, s)
    });
    let mut inner = inner.map(|s| Unit::in_text(text, s));
    inner.any(|u| u.kind().is_some() && u.phrase.is_some_and(|p| p.strength != Strength::Claim))
}

/// "The admiral said that he could not confirm it": one speaker, whom the second time a pronoun
/// names.
fn is_same_speaker(outer: &Statement, inner: &Statement) -> bool {
    const PRONOUNS: [&str; 6] = ["he", "she", "it", "they", "we", "i"];
    let [teller, ..] = outer.speaker.as_slice() else { return false };
    let Some(one) = inner.speaker.first() else { return true };
    let named = teller.actor.is_some() && teller.actor == one.actor;
    named || PRONOUNS.contains(&one.text.to_lowercase().as_str())
}

/// Whether words answer even where nobody is told to have claimed anything.
fn stays_open(unit: &Unit) -> bool {
    let strength = unit.phrase.filter(|p| p.kind.is_some()).map(|p| p.strength);
    let own =
        strength == Some(Strength::Own) || strength == Some(Strength::Object) && unit.has_object();
    let declines = unit.kind() == Some(AnswerKind::Declines);
    own && (!unit.needs_object() || declines)
}

fn answer(link: &Link, window: &Window<'_>) -> Answer {
    let claim = window.claims[link.claim];
    Answer {
        claim: claim.statement.clone(),
        kind: link.kind,
        score: (link.score * 1000.0).round() / 1000.0,
        why: link.why.clone(),
        evidence: claim.evidence.clone(),
    }
}

/// An answer to what nobody is told to have claimed.
fn open(statement: &Statement, unit: &Unit) -> Option<Answer> {
    Some(Answer {
        claim: None,
        kind: unit.kind()?,
        score: 0.0,
        why: "nobody is told to have claimed it".to_owned(),
        evidence: statement.content.first()?.clone(),
    })
}

/// What somebody goes on to say about another claim ("as for the ferry, it was not sold"): the
/// link of what is said first, and a statement of its own for the second.
fn split(statement: &Statement, window: &Window<'_>) -> Option<(Link, Statement)> {
    let [first, second] = statement.content.as_slice() else { return None };
    let link = |part| best(&Unit::of_part(statement, part), window).into_iter().next();
    let (one, two) = (link(first)?, link(second)?);
    let claims = &window.claims;
    let other = claims[one.claim].evidence != claims[two.claim].evidence;
    let near = claims[two.claim].evidence.end <= statement.evidence.start;
    let split = Statement {
        id: id(second),
        cue: Vec::new(),
        content: vec![second.clone()],
        answers: vec![answer(&two, window)],
        evidence: second.clone(),
        ..statement.clone()
    };
    (other && near).then_some((one, split))
}

/// Of two that are taken to answer each other, only the more likely does.
fn drop_mutual(statements: &mut [Statement]) {
    let mut links: BTreeMap<(StatementId, StatementId), f64> = BTreeMap::new();
    for statement in statements.iter() {
        for answer in &statement.answers {
            if let Some(claim) = &answer.claim {
                links.insert((statement.id.clone(), claim.clone()), answer.score);
            }
        }
    }
    for statement in statements {
        let id = &statement.id;
        statement.answers.retain(|answer| {
            let Some(claim) = &answer.claim else { return true };
            let back = links.get(&(claim.clone(), id.clone()));
            back.is_none_or(|score| {
                answer.score > *score || (answer.score - score).abs() < f64::EPSILON && id > claim
            })
        });
    }
}

fn id(words: &Evidence) -> StatementId {
    let (start, end) = (words.start.to_string(), words.end.to_string());
    StatementId::derive(&[words.document.as_str(), &start, &end, "answer"])
}

/// "Corrected him", "neither confirmed nor denied it": what is said, and by which words, goes on
/// beyond the object and before the verb.
fn complete(text: &Text<'_>, statement: &mut Statement) {
    let tree = text.tree;
    let Some(cue) = statement.cue.first().map(|c| tree.doc.token_at(c.start)) else { return };
    let sentence = tree.sentence(cue);
    let lead = cue.saturating_sub(3).max(sentence.start)..cue;
    if let Some(neither) = lead.into_iter().find(|&t| tree.lower(t) == "neither") {
        let end = tree.doc.token_at(statement.cue[0].end.saturating_sub(1)) + 1;
        statement.cue[0] = text.evidence(neither..end);
    }
    let words: usize = statement.content.iter().map(|c| c.text.split_whitespace().count()).sum();
    let last = tree.doc.token_at(answer_words(statement).end.saturating_sub(1)) + 1;
    let rest = unmarked(tree, last..sentence.end.max(last));
    let speaker = statement.evidence.start;
    let before = unmarked(tree, sentence.start..tree.doc.token_at(speaker).max(sentence.start));
    if words > 2 {
        return;
    }
    if statement.act == Act::Correct && !before.is_empty() {
        statement.content.insert(0, text.evidence(before));
    }
    let spoken_after = tree.with_dep(cue, &[Dep::Nsubj]).any(|s| rest.contains(&s));
    let tells = rest.clone().any(|t| tree.is_verb(t)) || statement.content.is_empty();
    if tells && !rest.is_empty() && rest.len() < 14 && !spoken_after {
        statement.content.push(text.evidence(rest));
    }
    let all = answer_words(statement);
    let whole = tree.doc.token_at(all.start.min(speaker))
        ..tree.doc.token_at(all.end.max(statement.evidence.end).saturating_sub(1)) + 1;
    statement.evidence = text.evidence(whole);
}

fn act(kind: AnswerKind) -> Act {
    match kind {
        AnswerKind::Denies => Act::Deny,
        AnswerKind::Doubts => Act::Doubt,
        AnswerKind::Corrects => Act::Correct,
        AnswerKind::Confirms => Act::Confirm,
        AnswerKind::Declines => Act::Decline,
    }
}

#[cfg(test)]
mod tests;
