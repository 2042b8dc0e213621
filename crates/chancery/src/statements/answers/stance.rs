//! Words that may answer, and what stand they take.

use std::ops::Range;

use chancery_engine::Dep;

use super::super::text::Text;
use super::super::tree::Tree;
use super::answer_words;
use super::tables::{Phrase, Strength, Tables};
use super::who::Who;
use super::words::{Bag, Word, negated_clauses, same, stem, words};
use crate::nouns::{Act, AnswerKind, Evidence, Statement};

/// Words that may answer.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "marks that hang together in no way")]
pub(super) struct Unit {
    pub(super) bag: Bag,
    /// Stems of all words, those about it in its sentence among them.
    pub(super) stems: Vec<String>,
    pub(super) phrase: Option<&'static Phrase>,
    /// Whether the phrase stands at the cue.
    by_cue: bool,
    /// First word of what is said.
    pub(super) first: Option<String>,
    /// Who speaks, in lower case.
    pub(super) speaker: String,
    /// The same by who they are.
    pub(super) by: Who,
    /// Bytes of the answer.
    pub(super) span: Range<u32>,
    pub(super) document: String,
    pub(super) act: Act,
    /// The kind of answer that its own text shows it to be.
    found: Option<AnswerKind>,
    /// Whether the cue tells that somebody answers.
    pub(super) replies: bool,
    /// Whether what is said has no more than an object ("denied entry").
    pub(super) bare: bool,
    /// Whether it stands in the first sentence of its text.
    pub(super) heads: bool,
    /// "It was his deputy who": another is put in somebody's place.
    pub(super) cleft: bool,
    /// What the word alone says that opens it ("No.", "Correct, the Speaker said").
    pub(super) opening: Option<AnswerKind>,
}

impl Unit {
    /// A statement as an answer, by its own words alone.
    pub(super) fn of_statement(statement: &Statement) -> Self {
        Self::new(statement, &statement.content, &statement.evidence.text)
    }

    /// A statement as an answer to another text: what its own text made of it stands.
    pub(super) fn across(statement: &Statement) -> Self {
        let mut unit = Self::of_statement(statement);
        unit.found = statement.answers.first().map(|answer| answer.kind);
        unit
    }

    /// A statement as an answer, in its sentence.
    pub(super) fn in_text(text: &Text<'_>, statement: &Statement) -> Self {
        let tree = text.tree;
        let words = answer_words(statement);
        let first = tree.doc.token_at(words.start);
        let sentence = tree.sentence(first);
        let last = tree.doc.token_at(words.end.saturating_sub(1)) + 1;
        let short =
            statement.content.iter().map(|c| c.text.split_whitespace().count()).sum::<usize>();
        let end = if short <= 3 { sentence.end.max(last) } else { last };
        let lead = first.saturating_sub(3).max(sentence.start);
        let bytes = tree.doc.bytes(lead..end);
        let scope = &tree.doc.text[bytes.start as usize..bytes.end as usize];
        let mut unit = Self::new(statement, &statement.content, scope);
        unit.heads = sentence.start == 0;
        unit.bare = !statement.content.iter().any(|c| is_clause(tree, c));
        let said = unit.phrase.is_none_or(|p| unit.by_cue || p.words.len() > 1);
        if !said && !statement.content.iter().any(|c| unit.is_headed(tree, c)) {
            unit.phrase = None;
        }
        unit
    }

    /// Whether the one word of its phrase heads what is said, or is said of its subject ("the
    /// report is false"): deeper down it is told and does not answer.
    fn is_headed(&self, tree: Tree<'_>, content: &Evidence) -> bool {
        const OF_HEAD: [Dep; 10] = [
            Dep::Acomp,
            Dep::Attr,
            Dep::Oprd,
            Dep::Xcomp,
            Dep::Ccomp,
            Dep::Conj,
            Dep::Advmod,
            Dep::Dobj,
            Dep::Pobj,
            Dep::Prep,
        ];
        let tokens =
            tree.doc.token_at(content.start)..tree.doc.token_at(content.end.saturating_sub(1)) + 1;
        let heads = |t: u32| tree.head(t) == t || !tokens.contains(&tree.head(t));
        let is_it = |t: u32| {
            let stem = stem(&tree.lower(t));
            self.phrase.is_some_and(|p| p.words[0].contains(&stem))
        };
        let near = |t: u32| {
            let head = tree.head(t);
            heads(t)
                || OF_HEAD.contains(&tree.dep(t))
                    && (heads(head) || heads(tree.head(head)) && tree.dep(head) != Dep::Relcl)
        };
        tokens.clone().any(|t| is_it(t) && near(t) && tree.dep(t) != Dep::Amod)
    }

    /// Part of what somebody says.
    pub(super) fn of_part(statement: &Statement, part: &Evidence) -> Self {
        let mut unit = Self::new(statement, std::slice::from_ref(part), &part.text);
        unit.span = part.start..part.end;
        unit
    }

    fn new(statement: &Statement, content: &[Evidence], scope: &str) -> Self {
        let said: Vec<&str> = content.iter().map(|c| c.text.as_str()).collect();
        let said = said.join(" ");
        // "Had asked for nothing": the cue is part of what is told.
        let tells = matches!(statement.act, Act::Request | Act::Invite | Act::Promise);
        let cue: Vec<&str> = statement.cue.iter().map(|c| c.text.as_str()).collect();
        let all: Vec<String> = words(scope).iter().map(|w| stem(w)).collect();
        let cue: Vec<String> = cue.iter().flat_map(|c| words(c)).map(|w| stem(&w)).collect();
        let near = about(&all, &cue);
        let speaker: Vec<String> =
            statement.speaker.iter().map(|m| m.text.to_lowercase()).collect();
        let first = phrase_in(&near).filter(|p| p.strength != Strength::Claim || p.kind.is_none());
        let phrase = first.or_else(|| phrase_in(&all));
        let tables = Tables::get();
        let told = if tells { &statement.evidence.text } else { &said };
        let bag = if phrase.is_none() { Bag::of(&negated_clauses(told)) } else { Bag::of(told) };
        Self {
            bag,
            first: words(&said).into_iter().next(),
            by_cue: first.is_some(),
            phrase,
            replies: near.iter().any(|c| tables.replies.contains(c)),
            stems: all,
            speaker: speaker.join(" "),
            by: Who::of(&statement.speaker),
            span: answer_words(statement),
            document: statement.document.as_str().to_owned(),
            act: statement.act,
            bare: false,
            heads: false,
            cleft: is_cleft(&said),
            opening: opening(&said),
            found: None,
        }
    }

    pub(super) fn kind(&self) -> Option<AnswerKind> {
        self.found.or(self.opening).or(self.phrase.and_then(|p| p.kind))
    }

    /// Whether it says a word for a claim or points back ("rejects this", "the report").
    pub(super) fn has_object(&self) -> bool {
        self.bag.points_back || self.objects().next().is_some()
    }

    /// Whether its words answer only with what they are about ("denied entry", "denied the theft").
    pub(super) fn needs_object(&self) -> bool {
        let complete = self.opening.is_some() || self.phrase.is_some_and(|p| p.words.len() > 1);
        self.bare && !self.has_object() && !complete
    }

    /// Whether nothing but the answer is said ("No.", "He did not.", "A pack of lies").
    pub(super) fn is_whole_answer(&self) -> bool {
        let turned = self.bag.negated && self.bag.len() == 0;
        self.opening.is_some() || turned || self.phrase.is_some_and(|p| p.words.len() > 1)
    }

    /// Its words for a claim ("the report", "this figure").
    pub(super) fn objects(&self) -> impl Iterator<Item = &str> {
        let nouns = &Tables::get().claim_nouns;
        self.stems.iter().filter(|s| nouns.contains(*s)).map(String::as_str)
    }

    /// "Over access, and not over mackerel": one thing is put in the place of another.
    pub(super) fn puts_in_place(&self) -> bool {
        const BEFORE: [&str; 8] = ["in", "on", "at", "over", "by", "for", "from", "with"];
        let not = self.stems.iter().position(|s| s == "not");
        let instead = |at: usize| self.stems[at..].iter().take(6).any(|s| s == "but");
        not.is_some_and(instead)
            || self.stems.windows(2).any(|w| w[0] == "and" && w[1] == "not")
            || self.stems.windows(2).any(|w| w[0] == "not" && BEFORE.contains(&w[1].as_str()))
    }

    /// Whether what is said begins with a word for what was spoken of.
    pub(super) fn takes_up(&self) -> bool {
        const TAKEN: [&str; 6] = ["he", "she", "it", "they", "the", "that"];
        self.first.as_deref().is_some_and(|w| TAKEN.contains(&w))
    }

    /// Words that tell something beside the phrase that answers and words for claims.
    pub(super) fn substance(&self) -> usize {
        let nouns = &Tables::get().claim_nouns;
        let phrase =
            |s: &String| self.phrase.is_some_and(|p| p.words.iter().flatten().any(|w| same(w, s)));
        let tells = |w: &&Word| {
            let stem = stem(&w.shown);
            !phrase(&stem) && !nouns.contains(&stem)
        };
        self.bag.words.iter().filter(tells).count()
    }
}

/// Whether words tell that something is so: a verb with its subject, or one in -ing or in the
/// infinitive at their head.
fn is_clause(tree: Tree<'_>, content: &Evidence) -> bool {
    const SUBJECTS: [Dep; 4] = [Dep::Nsubj, Dep::Nsubjpass, Dep::Csubj, Dep::Expl];
    let tokens =
        tree.doc.token_at(content.start)..tree.doc.token_at(content.end.saturating_sub(1)) + 1;
    let opens = tokens.clone().take(2).any(|t| tree.is_verb(t));
    opens || tokens.into_iter().any(|t| SUBJECTS.contains(&tree.dep(t)))
}

/// What a text's first word tells by itself, where a mark cuts it off from the rest.
fn opening(said: &str) -> Option<AnswerKind> {
    let said = said.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let marks = |c: char| matches!(c, '.' | ',' | ';' | '!' | ':' | '\u{2014}' | '"' | '\u{201d}');
    let cut = said.find(marks).unwrap_or(said.len());
    Tables::get().openings.get(said[..cut].trim()).copied()
}

fn is_cleft(said: &str) -> bool {
    let words = words(said);
    let opens = words.first().is_some_and(|w| w == "it")
        && words.get(1).is_some_and(|w| w == "was" || w == "is");
    opens && words.iter().take(9).any(|w| w == "who")
}

/// The phrase that answers among words.
pub(super) fn answering_phrase(words_told: &str) -> Option<&'static Phrase> {
    let stems: Vec<String> = words(words_told).iter().map(|w| stem(w)).collect();
    phrase_in(&stems).filter(|p| p.kind.is_some())
}

/// The cue with the words before and after it.
fn about(all: &[String], cue: &[String]) -> Vec<String> {
    let Some(first) = cue.first() else { return Vec::new() };
    let Some(at) = all.iter().position(|s| s == first) else { return cue.to_vec() };
    let end = (at + cue.len() + 2).min(all.len());
    all[at.saturating_sub(3)..end].to_vec()
}

/// The longest phrase among words, of those alike the first in the text.
fn phrase_in(stems: &[String]) -> Option<&'static Phrase> {
    let phrases = &Tables::get().phrases;
    let found = phrases.iter().filter_map(|p| Some((p, p.position(stems)?)));
    let best = found.min_by_key(|(p, at)| (std::cmp::Reverse(p.words.len()), *at));
    best.map(|(p, _)| p)
}
