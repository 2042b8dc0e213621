//! Answers: which statement denies, doubts, corrects or confirms what somebody claims, or declines
//! to speak about it; `codebook/answers.md` says what counts and holds the words.

mod candidates;
mod score;
mod stance;
mod tables;
mod words;

use std::ops::Range;

use chancery_engine::{Dep, Doc};

use super::text::Text;
use super::tree::Tree;
use crate::nouns::{
    Act, Answer, AnswerKind, Evidence, Form, Page, Resolved, Statement, StatementId,
};
use candidates::{Claim, claims, unmarked};
use score::{Link, links};
use stance::Unit;
use tables::Strength;

/// Bytes of the reading from the first to the last of a statement's cue and content: its words as
/// an answer.
pub fn answer_words(statement: &Statement) -> Range<u32> {
    let all = || statement.cue.iter().chain(&statement.content);
    let start = all().map(|e| e.start).min().unwrap_or(statement.evidence.start);
    start..all().map(|e| e.end).max().unwrap_or(statement.evidence.end)
}

/// Bytes before and after an answer in which its claim is looked for, so that the work grows with
/// the text only.
const REACH: u32 = 1500;

/// Claims a text may tell for denials without a word of saying to be looked for: a page has fewer.
const MOST_CLAIMS: usize = 80;

/// The claims near some words.
fn near(claims: &[Claim], words: &Evidence) -> Vec<Claim> {
    let reach = words.start.saturating_sub(REACH)..words.end + REACH;
    claims.iter().filter(|claim| reach.contains(&claim.evidence.start)).cloned().collect()
}

/// Links the statements of one text that answer to the claims of the same text, and adds the
/// statements that only their answering shows (a headline "No talks on fish"). An answer whose
/// claim is nowhere told is kept with a score of 0 and its own words for evidence.
pub fn answers(page: &Page, doc: &Doc, resolved: &Resolved, statements: &mut Vec<Statement>) {
    let text = Text { page, tree: Tree { doc }, resolved };
    let claims = claims(&text, statements);
    let mut parts = Vec::new();
    for index in 0..statements.len() {
        if holds_an_answer(&text, statements, index) {
            continue;
        }
        let statement = &statements[index];
        let unit = Unit::in_text(&text, statement);
        let near = near(&claims, &statement.evidence);
        let (found, split) = match split(statement, &near) {
            Some((first, second)) => (vec![first], Some(second)),
            None => (best(&unit, &near), None),
        };
        let statement = &mut statements[index];
        if split.is_some() {
            statement.content.truncate(1);
        }
        if unit.kind().is_some() && (!found.is_empty() || stays_open(&unit)) {
            complete(&text, statement);
        }
        statement.answers = found.iter().map(|l| answer(l, &near)).collect();
        // A claim that the answer itself tells is nobody's statement.
        for answer in
            statement.answers.iter_mut().filter(|a| a.claim.as_ref() == Some(&statement.id))
        {
            answer.claim = None;
        }
        if statement.answers.is_empty() && stays_open(&unit) {
            statement.answers.extend(open(statement, &unit));
        }
        parts.extend(split);
    }
    if claims.len() <= MOST_CLAIMS {
        parts.extend(unspoken(&text, statements, &claims));
    }
    statements.extend(parts);
    drop_mutual(statements);
    statements.sort_by(|a, b| {
        let key =
            |s: &Statement| (s.evidence.start, std::cmp::Reverse(s.evidence.end), s.via.len());
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
}

/// Links statements to what earlier documents tell: those that answer nothing in their own text,
/// or whose claim there is nowhere told. The result does not depend on the order of `earlier`.
pub fn answers_across(statements: &mut [Statement], earlier: &[Statement]) {
    let mut claims: Vec<Claim> = earlier.iter().flat_map(Claim::of_statement).collect();
    claims.sort_by(|a, b| {
        let key = |c: &Claim| (c.evidence.document.clone(), c.evidence.start, c.evidence.end);
        key(a).cmp(&key(b)).then_with(|| a.statement.cmp(&b.statement))
    });
    for statement in statements {
        let linked = statement.answers.iter().any(|a| a.score > 0.0);
        if linked {
            continue;
        }
        let unit = Unit::of_statement(statement);
        let own = unit.phrase.is_some_and(|p| p.strength == Strength::Own);
        if own && statement.answers.is_empty() {
            // Looked at in its text and found no answer ("denied leave").
            continue;
        }
        let found = best(&unit, &claims);
        if !found.is_empty() {
            statement.answers = found.iter().map(|l| answer(l, &claims)).collect();
        }
    }
}

/// The best link; the best two where both of two claims are answered.
fn best(unit: &Unit, claims: &[Claim]) -> Vec<Link> {
    let mut found = links(unit, claims);
    let both = unit.stems.iter().any(|s| s == "both") && unit.kind().is_some();
    found.truncate(if both { 2 } else { 1 });
    found
}

/// Whether another statement told in this one's content is the answer ("according to the radio,
/// the minister denies it").
fn holds_an_answer(text: &Text<'_>, statements: &[Statement], index: usize) -> bool {
    let outer = &statements[index];
    let inner = statements.iter().enumerate().filter(|(i, s)| {
        let at = s.cue.first();
        let told = |c: &Evidence| at.is_some_and(|a| c.start <= a.start && a.end <= c.end);
        *i != index && outer.content.iter().any(told)
    });
    let mut inner = inner.map(|(_, s)| Unit::in_text(text, s));
    inner.any(|u| u.kind().is_some() && u.phrase.is_some_and(|p| p.strength != Strength::Claim))
}

/// Whether words answer even where nobody is told to have claimed anything.
fn stays_open(unit: &Unit) -> bool {
    let strength = unit.phrase.filter(|p| p.kind.is_some()).map(|p| p.strength);
    let own =
        strength == Some(Strength::Own) || strength == Some(Strength::Object) && unit.has_object();
    let declines = unit.kind() == Some(AnswerKind::Declines);
    own && (!unit.bare || unit.has_object() || declines)
}

fn answer(link: &Link, claims: &[Claim]) -> Answer {
    let claim = &claims[link.claim];
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
fn split(statement: &Statement, claims: &[Claim]) -> Option<(Link, Statement)> {
    let [first, second] = statement.content.as_slice() else { return None };
    let link = |part| best(&Unit::of_part(statement, part), claims).into_iter().next();
    let (one, two) = (link(first)?, link(second)?);
    let other = claims[one.claim].evidence != claims[two.claim].evidence;
    let near = claims[two.claim].evidence.end <= statement.evidence.start;
    let split = Statement {
        id: id(second),
        cue: Vec::new(),
        content: vec![second.clone()],
        answers: vec![answer(&two, claims)],
        evidence: second.clone(),
        ..statement.clone()
    };
    (other && near).then_some((one, split))
}

/// Of two that are taken to answer each other, only the more likely does.
fn drop_mutual(statements: &mut [Statement]) {
    let links: Vec<(StatementId, StatementId, f64)> = statements
        .iter()
        .flat_map(|s| s.answers.iter().map(move |a| (s, a)))
        .filter_map(|(s, a)| Some((s.id.clone(), a.claim.clone()?, a.score)))
        .collect();
    for statement in statements {
        let id = &statement.id;
        statement.answers.retain(|answer| {
            let back =
                links.iter().find(|(by, to, _)| Some(by) == answer.claim.as_ref() && to == id);
            back.is_none_or(|(by, _, score)| {
                answer.score > *score || (answer.score - score).abs() < f64::EPSILON && id > by
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
    if !rest.is_empty() && rest.len() < 14 && !spoken_after {
        statement.content.push(text.evidence(rest));
    }
    let all = answer_words(statement);
    let whole = tree.doc.token_at(all.start.min(speaker))
        ..tree.doc.token_at(all.end.max(statement.evidence.end).saturating_sub(1)) + 1;
    statement.evidence = text.evidence(whole);
}

/// Answers told without a word of saying: sentences, or parts of them after a semicolon, in which
/// no statement stands.
fn unspoken(text: &Text<'_>, statements: &[Statement], claims: &[Claim]) -> Vec<Statement> {
    let tree = text.tree;
    let parts = tree.doc.sentences.iter().flat_map(|s| segments(tree, s));
    let free = parts.filter(|s| !s.is_empty()).map(|s| text.evidence(s)).filter(|e| {
        !statements.iter().any(|s| s.evidence.start < e.end && e.start < s.evidence.end)
    });
    free.filter_map(|words| {
        let mut statement = unsaid(words);
        let unit = Unit::of_statement(&statement);
        let link = best(&unit, claims).into_iter().next()?;
        statement.act = act(link.kind);
        statement.answers = vec![answer(&link, claims)];
        Some(statement)
    })
    .collect()
}

/// A sentence parted at its semicolons; of one that opens with a quotation, the quotation.
fn segments(tree: Tree<'_>, sentence: &Range<u32>) -> Vec<Range<u32>> {
    let quote = |t: u32| matches!(tree.word(t), "\"" | "\u{201c}" | "\u{201d}" | "''" | "``");
    let opens = !sentence.is_empty() && quote(sentence.start);
    let closing = sentence.clone().skip(1).find(|&t| quote(t)).filter(|_| opens);
    if let Some(closing) = closing {
        return std::iter::once(sentence.start..closing + 1).collect();
    }
    let mut found = Vec::new();
    let mut start = sentence.start;
    for stop in sentence.clone().filter(|&t| tree.word(t) == ";").chain([sentence.end]) {
        found.push(unmarked(tree, start..stop));
        start = (stop + 1).min(sentence.end);
    }
    found
}

fn unsaid(words: Evidence) -> Statement {
    Statement {
        id: id(&words),
        document: words.document.clone(),
        speaker: Vec::new(),
        addressees: Vec::new(),
        via: Vec::new(),
        cue: Vec::new(),
        content: vec![words.clone()],
        act: Act::Say,
        form: Form::Indirect,
        quote: None,
        occasion: None,
        when: None,
        answers: Vec::new(),
        evidence: words,
    }
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
