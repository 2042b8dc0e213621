//! What may have been answered: claims told in a text, by somebody or by nobody.

use std::ops::Range;

use chancery_engine::{Dep, Pos};

use super::super::codebook::Codebook;
use super::super::text::Text;
use super::super::tree::{Tree, is_first_person, overlap};
use super::answer_words;
use super::near::Near;
use super::tables::Tables;
use super::who::Who;
use super::words::{Bag, stem, words};
use crate::nouns::{Act, BlockKind, Evidence, Mention, Statement, StatementId};

/// How a claim is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Told {
    /// Said by somebody.
    Said,
    /// In a clause of the reporter's ("reports that", "the press has it that").
    Clause,
    /// As a sentence of the text, or its headline.
    Plain,
}

/// A claim that may have been answered.
#[derive(Debug, Clone)]
pub(super) struct Claim {
    pub(super) statement: Option<StatementId>,
    pub(super) evidence: Evidence,
    pub(super) bag: Bag,
    /// Who says it, in lower case; empty where nobody does.
    pub(super) source: String,
    /// The same by who they are.
    pub(super) by: Who,
    /// Whom it speaks of.
    pub(super) about: Who,
    /// Stems of the words that tell that it is said.
    pub(super) cue: Vec<String>,
    pub(super) told: Told,
    /// What is done by saying it.
    pub(super) act: Act,
    /// Whether the text speaks of it as of a claim ("rumours that"), so that an answer may hold it.
    pub(super) reported: bool,
    /// Whether it is the headline.
    pub(super) title: bool,
    /// Bytes by which answers are told from it: all of the statement, or the claim.
    pub(super) span: Range<u32>,
}

impl Claim {
    /// The claim that a statement makes, each part of what is said apart; `mentions` are those of
    /// its document, in order.
    pub(super) fn of_statement(statement: &Statement, mentions: &[Mention]) -> Vec<Self> {
        let silent = matches!(statement.act, Act::Decline | Act::Thank | Act::Correct);
        if silent || statement.content.is_empty() {
            return Vec::new();
        }
        let source: Vec<String> = statement.speaker.iter().map(|m| m.text.to_lowercase()).collect();
        let span = answer_words(statement);
        let cue = statement.cue.iter().flat_map(|c| words(&c.text)).map(|w| stem(&w));
        let cue: Vec<String> = cue.collect();
        let claim = |evidence: Evidence| Self {
            statement: Some(statement.id.clone()),
            bag: Bag::of(&evidence.text),
            by: Who::of(&statement.speaker),
            about: Who::within(mentions, evidence.start..evidence.end),
            evidence,
            source: source.join(" "),
            cue: cue.clone(),
            told: Told::Said,
            act: statement.act,
            reported: false,
            title: false,
            span: span.clone(),
        };
        let parts = statement.content.iter().flat_map(parts);
        parts.map(claim).filter(|c| c.bag.len() > 0 && c.evidence.text.contains(' ')).collect()
    }

    /// A claim that stands in a text as nobody's statement, if it tells enough.
    pub(super) fn of_words(
        evidence: Evidence,
        told: Told,
        title: bool,
        mentions: &[Mention],
    ) -> Option<Self> {
        let bag = Bag::of(&evidence.text);
        let enough = bag.len() > 2 || (title || told == Told::Clause) && bag.len() > 1;
        enough.then(|| Claim { bag, title, ..Self::bare(evidence, told, mentions) })
    }

    /// Words as a claim of nobody's, without what they are compared by.
    fn bare(evidence: Evidence, told: Told, mentions: &[Mention]) -> Self {
        let span = evidence.start..evidence.end;
        Claim {
            statement: None,
            about: Who::within(mentions, span.clone()),
            evidence,
            bag: Bag::default(),
            source: String::new(),
            by: Who::default(),
            cue: Vec::new(),
            told,
            act: Act::Say,
            reported: false,
            title: false,
            span,
        }
    }
}

/// "That X and that Y": two claims.
fn parts(whole: &Evidence) -> Vec<Evidence> {
    const JOINT: &str = " and that ";
    let Some(at) = whole.text.find(JOINT) else { return vec![whole.clone()] };
    let (first, second) = (&whole.text[..at], &whole.text[at + JOINT.len()..]);
    let cut = |text: &str, start: u32| Evidence {
        start,
        end: start + text.len() as u32,
        text: text.to_owned(),
        ..whole.clone()
    };
    vec![cut(first, whole.start), cut(second, whole.start + (at + JOINT.len()) as u32)]
}

/// The claims of a text: of its statements, of its clauses, and its sentences.
pub(super) fn claims(text: &Text<'_>, statements: &[Statement]) -> Vec<Claim> {
    let mentions = &text.resolved.mentions;
    // What is told within what somebody says is part of his claim ("said that it recalled its
    // envoy").
    let near = Near::of(statements.iter().map(|s| s.evidence.start..s.evidence.end));
    let inner = |s: &Statement| {
        let told = |c: &Evidence| c.start <= s.evidence.start && s.evidence.end <= c.end;
        let about = near.about(&(s.evidence.start..s.evidence.end));
        about
            .into_iter()
            .any(|o| statements[o].id != s.id && statements[o].content.iter().any(told))
    };
    let asked = questions(text.tree);
    // "Did the minister threaten to": what is asked, nobody has said.
    let inverted = |s: &Statement| {
        let at = text.tree.doc.token_at(s.evidence.start);
        asked.iter().any(|q| q.start == at)
            && s.cue.first().is_some_and(|c| text.tree.doc.token_at(c.start) <= at)
    };
    let outer = statements.iter().filter(|s| !inner(s) && !inverted(s));
    let mut found: Vec<Claim> = outer.flat_map(|s| Claim::of_statement(s, mentions)).collect();
    found.extend(asked.into_iter().filter_map(|q| claim(text, q, Told::Clause)));
    found.extend(clauses(text.tree).into_iter().filter_map(|(tokens, reported)| {
        let claim = claim(text, tokens, Told::Clause)?;
        let single = parts(&claim.evidence).len() == 1;
        single.then_some(Claim { reported, ..claim })
    }));
    found.extend(named(text.tree).into_iter().filter_map(|tokens| {
        let claim = claim(text, tokens, Told::Clause)?;
        Some(Claim { reported: true, ..claim })
    }));
    found.extend(figures(text));
    found.extend(sourced(text.tree).into_iter().filter_map(|c| claim(text, c, Told::Clause)));
    found.extend(listed(text.tree).into_iter().filter_map(|c| claim(text, c, Told::Clause)));
    for sentence in &text.tree.doc.sentences {
        let tokens = unmarked(text.tree, sentence.clone());
        found.extend(claim(text, tokens, Told::Plain));
    }
    once(found)
}

/// Of claims that stand for the same words the first, and no sentence in which one is told.
fn once(found: Vec<Claim>) -> Vec<Claim> {
    let mut kept: Vec<Claim> = Vec::new();
    let mut near = Near::default();
    for claim in found {
        let bytes = claim.evidence.start..claim.evidence.end;
        let about = near.about(&bytes);
        let twin = about.iter().copied().find(|&k| {
            let kept = &kept[k].evidence;
            kept.start == bytes.start && kept.end == bytes.end
        });
        let told = |&k: &usize| {
            let kept = &kept[k].evidence;
            kept.start < bytes.end && bytes.start < kept.end
        };
        if let Some(twin) = twin {
            kept[twin].reported |= claim.reported;
        } else if claim.told != Told::Plain || !about.iter().any(told) {
            near.add(kept.len(), &bytes);
            kept.push(claim);
        }
    }
    kept
}

fn claim(text: &Text<'_>, tokens: Range<u32>, told: Told) -> Option<Claim> {
    if tokens.is_empty() {
        return None;
    }
    let evidence = text.evidence(tokens);
    let block = text.page.reading.block_at(evidence.start);
    let title = block.is_some_and(|b| b.kind == BlockKind::Title);
    Claim::of_words(evidence, told, title, &text.resolved.mentions)
}

/// A range without the marks about it.
pub(super) fn unmarked(tree: Tree<'_>, range: Range<u32>) -> Range<u32> {
    let bare = |t: u32| matches!(tree.pos(t), Pos::Punct | Pos::Space);
    let (mut start, mut end) = (range.start, range.end);
    while start < end && bare(start) {
        start += 1;
    }
    while end > start && bare(end - 1) {
        end -= 1;
    }
    start..end
}

/// Clauses that tell what somebody has it that; coordinate ones apart as well.
fn clauses(tree: Tree<'_>) -> Vec<(Range<u32>, bool)> {
    let nouns = &Tables::get().claim_nouns;
    let mut found = Vec::new();
    for verb in (0..tree.len()).filter(|&t| tree.is_verb(t)) {
        let head = tree.head(verb);
        let noun = nouns.contains(&stem(&tree.lower(head)));
        let marked = |word: &str| tree.with_dep(verb, &[Dep::Mark]).any(|m| tree.lower(m) == word);
        let that = marked("that") || marked("whether") && tree.lemma(head) == "ask";
        let told = match tree.dep(verb) {
            Dep::Acl | Dep::Ccomp | Dep::Relcl if noun => that,
            Dep::Csubj | Dep::Csubjpass => true,
            Dep::Ccomp => tree.is_verb(head) && (that || verb < head || is_telling(tree, head)),
            _ => false,
        };
        if told && tree.sentence(verb).contains(&head) {
            let subject_noun = |s: u32| nouns.contains(&stem(&tree.lower(s)));
            let noun = noun
                || is_attributed(tree, head)
                || tree.with_dep(head, &[Dep::Nsubj]).any(subject_noun);
            let subject = matches!(tree.dep(verb), Dep::Csubj | Dep::Csubjpass);
            found.extend(split(tree, verb).into_iter().map(|c| (c, noun || subject)));
        }
        if is_as_told(tree, verb) {
            found.extend(before_or_after(tree, verb).map(|c| (c, true)));
        }
        if tree.lemma(verb) == "speak" {
            let of = tree.objects_of(verb, "of");
            found.extend(of.map(|(_, o)| (unmarked(tree, tree.subtree(o)), false)));
        }
    }
    found
}

/// "As your paper reported": whether a clause tells who says what its sentence tells.
fn is_as_told(tree: Tree<'_>, verb: u32) -> bool {
    let marked = |t: u32| tree.lower(t) == "as";
    let subject = tree.with_dep(verb, &[Dep::Nsubj]).next();
    matches!(tree.dep(verb), Dep::Advcl)
        && is_telling(tree, verb)
        && tree.with_dep(verb, &[Dep::Mark, Dep::Advmod]).any(marked)
        && subject.is_some_and(|s| !is_first_person(tree.word(s)))
}

/// Whether a clause goes with one that tells who says it ("it is not true that X, as some write").
fn is_attributed(tree: Tree<'_>, verb: u32) -> bool {
    let sentence = tree.sentence(verb);
    sentence.into_iter().any(|t| tree.is_verb(t) && is_as_told(tree, t))
}

/// What stands beside a clause in its sentence: what comes after it where it opens the sentence.
fn before_or_after(tree: Tree<'_>, verb: u32) -> Option<Range<u32>> {
    let (sentence, clause) = (tree.sentence(verb), tree.subtree(verb));
    let before = unmarked(tree, sentence.start..clause.start);
    let after = unmarked(tree, clause.end..sentence.end);
    [before, after].into_iter().find(|r| r.clone().any(|t| tree.is_verb(t)))
}

/// What is claimed as a noun phrase: "talk of a coup", "accused of the theft".
fn named(tree: Tree<'_>) -> Vec<Range<u32>> {
    let nouns = &Tables::get().report_nouns;
    let report = |t: u32| matches!(tree.pos(t), Pos::Noun) && nouns.contains(&stem(&tree.lower(t)));
    let heads = (0..tree.len()).filter(|&t| report(t) || tree.lemma(t) == "accuse");
    let told = |head: u32| {
        let of = ["of", "about"].iter().find_map(|p| tree.objects_of(head, p));
        of.map(|(_, object)| unmarked(tree, tree.subtree(object)))
    };
    heads.filter_map(told).filter(|range| range.len() > 1).collect()
}

/// "According to the consulate the convoy left": what stands after the source.
fn sourced(tree: Tree<'_>) -> Vec<Range<u32>> {
    let opens = |s: &&Range<u32>| s.len() > 4 && tree.lower(s.start) == "according";
    let told = |sentence: &Range<u32>| {
        let (_, source) = tree.objects_of(sentence.start, "to")?;
        let rest = unmarked(tree, tree.subtree(source).end.min(sentence.end)..sentence.end);
        rest.clone().any(|t| tree.is_verb(t)).then_some(rest)
    };
    tree.doc.sentences.iter().filter(opens).filter_map(told).collect()
}

/// "Cairo puts the debt at two billion": the figure, compared by all that its clause tells.
fn figures(text: &Text<'_>) -> Vec<Claim> {
    let tree = text.tree;
    let verbs = (0..tree.len()).filter(|&t| matches!(tree.lemma(t).as_str(), "put" | "estimate"));
    verbs
        .filter_map(|verb| {
            let object = tree.with_dep(verb, &[Dep::Dobj]).next()?;
            let (_, figure) = tree.objects_of(verb, "at")?;
            let told = text.evidence(tree.subtree(figure));
            let span = text.evidence(tree.subtree(verb));
            let about = text.evidence(tree.subtree(object));
            let bag = Bag::of(&format!("{} {}", about.text, told.text));
            let mentions = &text.resolved.mentions;
            let has_figure = !bag.figures.is_empty();
            has_figure.then(|| Claim {
                bag,
                about: Who::within(mentions, about.start..about.end),
                span: span.start..span.end,
                ..Claim::bare(told, Told::Clause, mentions)
            })
        })
        .collect()
}

/// Questions that yes or no would answer: the words from the verb before its subject, or a
/// headline's.
fn questions(tree: Tree<'_>) -> Vec<Range<u32>> {
    let sentences = tree.doc.sentences.iter();
    let asked = sentences.filter(|s| !s.is_empty() && tree.word(s.end - 1) == "?");
    asked.filter_map(|s| question(tree, s)).collect()
}

fn question(tree: Tree<'_>, sentence: &Range<u32>) -> Option<Range<u32>> {
    const WH: [&str; 9] = ["who", "what", "when", "where", "why", "how", "which", "whom", "whose"];
    let label = sentence.clone().take(6).find(|&t| tree.word(t) == ":").map(|t| t + 1);
    let all = unmarked(tree, label.unwrap_or(sentence.start)..sentence.end);
    let asks = |t: u32| WH.contains(&tree.lower(t).as_str());
    let subject = |t: u32| matches!(tree.dep(t), Dep::Nsubj | Dep::Nsubjpass | Dep::Expl);
    let opens = |&t: &u32| subject(t) || matches!(tree.pos(t), Pos::Verb | Pos::Aux);
    let first = all.clone().find(opens).filter(|&t| tree.pos(t) == Pos::Aux);
    let start = first.unwrap_or(all.start);
    let asked = !all.clone().take(3).any(asks) && all.end > start + 2;
    asked.then_some(start..all.end)
}

fn is_telling(tree: Tree<'_>, verb: u32) -> bool {
    let words = Codebook::get().words(&tree.lemma(verb));
    words.iter().any(|w| matches!(w.act, Act::Say | Act::Criticise | Act::Confirm))
}

/// A clause without "that", whole and, where verbs are joined in it, each part.
fn split(tree: Tree<'_>, verb: u32) -> Vec<Range<u32>> {
    let mut whole = tree.subtree(verb);
    if tree.lower(whole.start) == "that" {
        whole.start += 1;
    }
    let joined = |v: &u32| tree.is_verb(*v);
    let second = tree.with_dep(verb, &[Dep::Conj]).find(joined);
    let Some(second) = second else { return vec![unmarked(tree, whole)] };
    let late = tree.subtree(second);
    let cc = tree.with_dep(verb, &[Dep::Cc]).filter(|&c| c < late.start).last();
    let own = tree.has_dep(second, &[Dep::Nsubj, Dep::Nsubjpass]);
    let from = if own { whole.start } else { verb };
    let first = unmarked(tree, from..cc.unwrap_or(late.start).max(from));
    let mut second = unmarked(tree, late.start..late.end);
    if tree.lower(second.start) == "that" {
        second.start += 1;
    }
    [first, second].into_iter().filter(|r| r.len() > 1 && overlap(r, &whole)).collect()
}

/// What stands after a colon ("two things: X, and Y"), each part of it.
fn listed(tree: Tree<'_>) -> Vec<Range<u32>> {
    let mut found = Vec::new();
    for sentence in &tree.doc.sentences {
        let Some(colon) = sentence.clone().find(|&t| tree.word(t) == ":") else { continue };
        let rest = unmarked(tree, colon + 1..sentence.end);
        if colon == sentence.start || !rest.clone().any(|t| tree.is_verb(t)) {
            continue;
        }
        let joint = rest
            .clone()
            .find(|&t| t > rest.start && tree.word(t - 1) == "," && tree.lower(t) == "and");
        match joint {
            Some(and) => {
                found.push(unmarked(tree, rest.start..and));
                found.push(unmarked(tree, and + 1..rest.end));
            }
            None => found.push(rest),
        }
    }
    found
}
