//! Answers that no statement tells: sentences, or parts of them, without a word of saying.

use std::ops::Range;

use chancery_engine::Dep;

use super::super::text::Text;
use super::super::tree::Tree;
use super::candidates::unmarked;
use super::near::Near;
use super::stance::{Unit, answers_by_itself};
use super::window::Index;
use super::{act, answer, best, id, open, stays_open};
use crate::nouns::{Act, Evidence, Form, Statement};

/// Answers told without a word of saying: sentences, or parts of them after a semicolon, in which
/// no statement stands.
pub(super) fn unspoken(
    text: &Text<'_>,
    statements: &[Statement],
    near: &Near,
    index: &Index,
) -> Vec<Statement> {
    let tree = text.tree;
    let parts = tree.doc.sentences.iter().flat_map(|s| segments(tree, s));
    let free = parts.filter(|s| !s.is_empty()).map(|s| text.evidence(s)).filter(|e| {
        let about = near.about(&(e.start..e.end)).into_iter().map(|s| &statements[s]);
        !about.into_iter().any(|s| s.evidence.start < e.end && e.start < s.evidence.end)
    });
    free.filter_map(|words| {
        let mut statement = performed(text, &words).unwrap_or_else(|| unsaid(words));
        let unit = Unit::in_text(text, &statement);
        let window = index.window(&unit.span);
        let link = best(&unit, &window).into_iter().next();
        statement.act = act(link.as_ref().map(|l| l.kind).or(unit.kind())?);
        match link {
            Some(link) => statement.answers = vec![answer(&link, &window)],
            None if statement.cue.is_empty() || !stays_open(&unit) => return None,
            None => statement.answers.extend(open(&statement, &unit)),
        }
        Some(statement)
    })
    .collect()
}

/// A sentence whose verb is itself a word that answers ("the owner denied having known it"): who
/// answers is its subject, and what he says comes after the verb.
fn performed(text: &Text<'_>, words: &Evidence) -> Option<Statement> {
    let tree = text.tree;
    let tokens = tree.doc.token_at(words.start)..tree.doc.token_at(words.end.saturating_sub(1)) + 1;
    let head = |t: u32| tree.head(t) == t || !tokens.contains(&tree.head(t));
    let verb = tokens.clone().find(|&t| head(t) && tree.is_verb(t))?;
    let subject = tree.with_dep(verb, &[Dep::Nsubj]).next()?;
    if !answers_by_itself(&tree.lower(verb)) || tree.is_negated(verb) {
        return None;
    }
    let rest = unmarked(tree, verb + 1..tokens.end);
    let cue = text.evidence(verb..verb + 1);
    let content = (!rest.is_empty()).then(|| text.evidence(rest));
    Some(Statement {
        speaker: text.mention_of(subject, &tree.subtree(subject)).cloned().into_iter().collect(),
        cue: vec![cue],
        content: content.into_iter().collect(),
        ..unsaid(words.clone())
    })
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
