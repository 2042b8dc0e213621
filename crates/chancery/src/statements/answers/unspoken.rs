//! Answers that no statement tells: sentences, or parts of them, without a word of saying.

use std::ops::Range;

use chancery_engine::{Dep, Pos};

use super::super::codebook::Codebook;
use super::super::text::Text;
use super::super::tree::Tree;
use super::super::turns::turns;
use super::candidates::unmarked;
use super::near::Near;
use super::stance::{Unit, answering_phrase};
use super::tables::Tables;
use super::window::Index;
use super::words::stem;
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
    let turns = turns(text);
    let spoken = |sentence: &Range<u32>| {
        let turn = turns.iter().map(|turn| turn.words.start).find(|at| sentence.contains(at));
        turn.or_else(|| after_label(tree, sentence)).unwrap_or(sentence.start)..sentence.end
    };
    let parts = tree.doc.sentences.iter().flat_map(|s| segments(tree, &spoken(s)));
    let free = parts.filter(|s| !s.is_empty()).map(|s| text.evidence(s)).filter(|e| {
        let about = near.about(&(e.start..e.end)).into_iter().map(|s| &statements[s]);
        !about.into_iter().any(|s| s.evidence.start < e.end && e.start < s.evidence.end)
    });
    free.filter(|words| !text.page.document.text[words.end as usize..].starts_with('?'))
        .filter_map(|words| {
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

/// Where what is said begins after a name and a colon ("@port: Correct").
fn after_label(tree: Tree<'_>, sentence: &Range<u32>) -> Option<u32> {
    const NAMES: [Pos; 6] = [Pos::Propn, Pos::Noun, Pos::Punct, Pos::X, Pos::Space, Pos::Sym];
    let colon = sentence.clone().take(5).find(|&t| tree.word(t) == ":")?;
    let name = (sentence.start..colon).all(|t| NAMES.contains(&tree.pos(t)));
    (name && colon > sentence.start && colon + 1 < sentence.end).then_some(colon + 1)
}

/// A sentence whose predicate holds words that answer ("the owner was not to be drawn", "a pack
/// of lies, says the palace"): who answers is its subject.
fn performed(text: &Text<'_>, words: &Evidence) -> Option<Statement> {
    let tree = text.tree;
    let tokens = tree.doc.token_at(words.start)..tree.doc.token_at(words.end.saturating_sub(1)) + 1;
    let head = |t: u32| tree.head(t) == t || !tokens.contains(&tree.head(t));
    let heads = |t: u32| matches!(tree.pos(t), Pos::Verb | Pos::Aux);
    let root = tokens.clone().find(|&t| head(t) && heads(t));
    let tag = |&t: &u32| tree.is_verb(t) && is_speech(&tree.lemma(t));
    let verb = root.or_else(|| tokens.clone().find(tag))?;
    let subject = tree.with_dep(verb, &[Dep::Nsubj, Dep::Nsubjpass]).next()?;
    let phrase = tree.subtree(subject);
    let speaker = text.mention_of(subject, &phrase);
    let is_claim = Tables::get().claim_nouns.contains(&stem(&tree.lower(subject)));
    let points = tree.pos(subject) == Pos::Pron && speaker.is_none();
    let party = !is_claim && !points;
    let told = party.then(|| predicate(text, verb, &phrase, &tokens)).flatten();
    let told = told.or_else(|| tagged(text, verb, &phrase, &tokens))?;
    let mut spans = vec![told.cue.clone()];
    spans.extend(told.content.clone());
    let whole = text.evidence(
        spans.iter().map(|p| p.start).min()?.min(phrase.start)
            ..spans.iter().map(|p| p.end).max()?.max(phrase.end),
    );
    Some(Statement {
        speaker: speaker.cloned().into_iter().collect(),
        cue: vec![text.evidence(told.cue)],
        content: told.content.into_iter().map(|c| text.evidence(c)).collect(),
        ..unsaid(whole)
    })
}

/// What a sentence tells to have been said, in tokens.
struct Predicate {
    cue: Range<u32>,
    content: Option<Range<u32>>,
}

/// The predicate of a subject before it, where it holds words that answer.
fn predicate(
    text: &Text<'_>,
    verb: u32,
    subject: &Range<u32>,
    tokens: &Range<u32>,
) -> Option<Predicate> {
    let tree = text.tree;
    let own = [Dep::Aux, Dep::Auxpass, Dep::Neg, Dep::Advmod, Dep::Preconj];
    let before = tree.with_dep(verb, &own).filter(|&t| t >= subject.end && t < verb);
    let start = before.min().unwrap_or(verb);
    if subject.end > verb {
        return None;
    }
    // The particle and the negation belong to the verb ("is not", "laughed off").
    let after = |t: &u32| matches!(tree.dep(*t), Dep::Prt | Dep::Neg);
    let end = (verb + 1..tokens.end).take_while(after).last().map_or(verb + 1, |t| t + 1);
    let aside = |&t: &u32| {
        tree.word(t) == ","
            && t + 1 < tokens.end
            && matches!(tree.lower(t + 1).as_str(), "which" | "who")
    };
    let last = (end..tokens.end).find(aside).unwrap_or(tokens.end);
    let rest = unmarked(tree, end..last.max(end));
    let all = text.evidence(start..rest.end.max(end)).text;
    let phrase = answering_phrase(&all)?;
    let by_verb = phrase.words.iter().any(|any| any.contains(&stem(&tree.lower(verb))));
    (!is_to_come(tree, verb, by_verb))
        .then(|| Predicate { cue: start..end, content: (!rest.is_empty()).then_some(rest) })
}

/// Whether an answer is only to come ("may deny it", "is expected to confirm it"): `by_verb` where
/// the verb is itself a word of the answer ("declined to say").
fn is_to_come(tree: Tree<'_>, verb: u32, by_verb: bool) -> bool {
    const MODALS: [&str; 7] = ["may", "might", "will", "would", "should", "shall", "must"];
    let is = |t: u32, words: &[&str]| words.contains(&tree.lower(t).as_str());
    let modal = tree.with_dep(verb, &[Dep::Aux]).any(|t| is(t, &MODALS));
    let infinitive = |x: u32| tree.with_dep(x, &[Dep::Aux]).any(|t| is(t, &["to"]));
    let further = tree.with_dep(verb, &[Dep::Xcomp]).any(infinitive);
    modal && !tree.is_negated(verb) || further && !by_verb
}

/// What stands before "commented the palace" or "the palace commented" in its sentence, where
/// it holds words that answer.
fn tagged(
    text: &Text<'_>,
    verb: u32,
    subject: &Range<u32>,
    tokens: &Range<u32>,
) -> Option<Predicate> {
    let tree = text.tree;
    let told = unmarked(tree, tokens.start..subject.start.min(verb).max(tokens.start));
    // "After the fake report, the minister resigned" tells what was done.
    let told_of = |t: u32| matches!(tree.pos(t), Pos::Adp | Pos::Sconj | Pos::Adv | Pos::Part);
    let cut = !told.is_empty() && tree.word(told.end) == "," && !told_of(told.start);
    if told.is_empty() || !cut && !is_speech(&tree.lemma(verb)) {
        return None;
    }
    answering_phrase(&text.evidence(told.clone()).text)
        .map(|_| Predicate { cue: verb..verb + 1, content: Some(told) })
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

fn is_speech(lemma: &str) -> bool {
    Tables::get().replies.contains(&stem(lemma)) || !Codebook::get().words(lemma).is_empty()
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
