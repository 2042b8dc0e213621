//! Statements: who is told to have said what, to whom, on what occasion, and who tells it.
//!
//! Attribution finds source, cue and content; quotation marks say how far the content goes; the
//! codebook says what is done by saying it. What somebody says is never taken for what happened.

mod acts;
mod addressees;
pub mod answers;
mod antecedents;
pub mod attribution;
mod carriers;
mod codebook;
mod cues;
mod draft;
mod frames;
mod limits;
mod occasion;
mod quotes;
mod rules;
mod speakers;
mod standing;
mod telling;
mod text;
mod turns;
mod via;

use std::collections::BTreeSet;

use chancery_engine::{Doc, Pos};

use crate::nouns::{Act, Form, Page, Resolved, Statement, StatementId, Via};
use crate::tree::{self, Tree};
use attribution::Attribution;
use draft::Draft;
use text::Text;

/// Name under which this stage signs its evidence.
pub(crate) const READER: &str = "statements";
/// Version of the rules; raised whenever they change.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The statements of a parsed and resolved text, in order of first word.
///
/// `told` are the model's attributions of the same text.
pub fn statements(
    page: &Page,
    doc: &Doc,
    resolved: &Resolved,
    told: &[Attribution],
) -> Vec<Statement> {
    let text = Text { page, tree: Tree { doc }, resolved };
    let drafts = draft::drafts(&text, telling::tellings(text.tree, told));
    let kept = (0..drafts.len()).filter(|&i| !drafts[i].merged);
    let mut found: Vec<Statement> = kept.map(|i| statement(&text, &drafts, i)).collect();
    inherit_occasions(&mut found);
    found.sort_by(|a, b| {
        let end = |s: &Statement| std::cmp::Reverse(s.evidence.end);
        let key = |s: &Statement| (s.evidence.start, end(s), s.via.len());
        key(a).cmp(&key(b)).then_with(|| a.id.cmp(&b.id))
    });
    found.dedup_by(|a, b| a.id == b.id);
    found
}

/// Sentences of a text that is no more than a note, a letter or a correction.
const SHORT_NOTE: usize = 15;

/// Score from which plain words are taken for an answer of their own.
const SURE_ANSWER: f64 = 0.5;

/// What the answers of a text have added is given to whose turn it is. The reporter's own words
/// are nobody's statement, unless they head the text ("No talks on fish").
pub(crate) fn settle(page: &Page, doc: &Doc, resolved: &Resolved, statements: &mut Vec<Statement>) {
    let text = Text { page, tree: Tree { doc }, resolved };
    let turns = turns::turns(&text);
    let bare = |s: &Statement| {
        s.cue.is_empty() && s.speaker.is_empty() && s.via.is_empty() && s.form == Form::Indirect
    };
    for statement in statements.iter_mut().filter(|s| bare(s)) {
        let turn = turns::turn_at(&turns, doc.token_at(statement.evidence.start));
        statement.speaker.extend(turn.and_then(|t| t.person.clone()));
    }
    let heads = |s: &Statement| doc.sentence_of(doc.token_at(s.evidence.start)) == 0;
    // A short note answers in its own words.
    let note = doc.sentences.len() <= SHORT_NOTE;
    let sure = |s: &Statement| s.answers.iter().any(|a| a.score >= SURE_ANSWER);
    statements.retain(|s| !bare(s) || heads(s) || note && sure(s));
    statements.retain(|s| !tells_nothing(doc, s));
    let kept: BTreeSet<StatementId> = statements.iter().map(|s| s.id.clone()).collect();
    for answer in statements.iter_mut().flat_map(|s| &mut s.answers) {
        answer.claim = answer.claim.take().filter(|claim| kept.contains(claim));
    }
}

/// Whether nobody who is known says what nothing but a pronoun tells ("presidents promised each
/// other", "they asked for it"). What is denied or confirmed may be no more than that.
fn tells_nothing(doc: &Doc, statement: &Statement) -> bool {
    let answers = !statement.answers.is_empty()
        || matches!(
            statement.act,
            Act::Deny | Act::Doubt | Act::Confirm | Act::Correct | Act::Decline
        );
    let known = statement.speaker.iter().any(|it| it.actor.is_some() || !it.members.is_empty());
    let points = |at: u32| {
        let token = &doc.tokens[at as usize];
        matches!(token.pos, Pos::Pron | Pos::Det | Pos::Punct) || token.lemma == "other"
    };
    let mut spans =
        statement.content.iter().map(|it| doc.token_at(it.start)..=doc.token_at(it.end - 1));
    let indirect = statement.form == Form::Indirect && !statement.content.is_empty();
    indirect && !answers && !known && spans.all(|mut span| span.all(points))
}

fn statement(text: &Text<'_>, drafts: &[Draft], index: usize) -> Statement {
    let draft = &drafts[index];
    let anchor = draft.anchor();
    let others = drafts.iter().flat_map(|d| &d.content).filter(|c| !c.contains(&anchor));
    let said: Vec<_> = draft.content.iter().chain(others).cloned().collect();
    let near = occasion::outside(text, &draft.anchors(), &said);
    let all = draft.whole();
    let evidence = text.evidence(all);
    let cue: Vec<_> = draft.cue_words.iter().map(|c| text.evidence(c.clone())).collect();
    let content: Vec<_> = draft.content.iter().map(|c| text.evidence(c.clone())).collect();
    let named = cue.first().unwrap_or(&content[0]);
    let (start, end) = (named.start.to_string(), named.end.to_string());
    Statement {
        id: StatementId::derive(&[evidence.document.as_str(), &start, &end]),
        document: evidence.document.clone(),
        speaker: draft.speakers.clone(),
        addressees: draft.addressees.clone(),
        via: chain(text, drafts, index),
        cue,
        content,
        act: draft.act,
        form: draft.form,
        quote: draft.quote.map(|q| draft::quote_kind(text, draft, q, &near)),
        occasion: occasion::occasion(text, &near, anchor),
        when: occasion::when(text, &near, anchor),
        answers: Vec::new(),
        evidence,
    }
}

/// Everybody who tells of a statement, outermost first.
fn chain(text: &Text<'_>, drafts: &[Draft], index: usize) -> Vec<Via> {
    let mut links = Vec::new();
    let mut inner = index;
    while let Some(outer) = drafts[inner].parent {
        let (teller, told) = (&drafts[outer], &drafts[inner]);
        let link = via::Link {
            tellers: &teller.speakers,
            inner_speakers: &told.speakers,
            inner_addressees: &told.addressees,
            words: teller.source.clone().unwrap_or_else(|| teller.whole()),
        };
        links.push(via::links(text, &link));
        inner = outer;
    }
    let mut chain: Vec<Via> = links.into_iter().rev().flatten().collect();
    chain.extend(via::hearsay(text, drafts[index].anchor()));
    chain
}

/// How many characters on a speaker may go on without the occasion being told again.
const SAME_OCCASION: u32 = 400;

/// What somebody goes on to say right after is said on the same occasion.
fn inherit_occasions(found: &mut [Statement]) {
    found.sort_by_key(|s| s.evidence.start);
    for index in 1..found.len() {
        let (before, rest) = found.split_at_mut(index);
        let (last, next) = (&before[index - 1], &mut rest[0]);
        let near = next.evidence.start.saturating_sub(last.evidence.end) < SAME_OCCASION;
        let direct = last.via.is_empty() && next.via.is_empty();
        if next.occasion.is_none() && direct && near && speakers::same(&last.speaker, &next.speaker)
        {
            next.occasion.clone_from(&last.occasion);
        }
    }
}

#[cfg(test)]
mod tests;
