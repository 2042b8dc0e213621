//! From tellings to statements in the making: what is said in full, by whom, under whom.

use std::ops::Range;

use chancery_engine::{Pos, Tag};

use super::codebook::Part;
use super::cues::{Cue, match_at};
use super::occasion::Occasions;
use super::quotes::{Quoted, complete, is_sentence, quoted, without};
use super::telling::Telling;
use super::text::Text;
use super::tree::{Tree, is_first_person, overlap};
use super::turns::turns;
use super::{acts, addressees, antecedents, occasion, speakers, standing};
use crate::nouns::{Act, Form, Mention, MentionKind, Quote};

/// A statement in the making. Ranges are of tokens.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) source: Option<Range<u32>>,
    pub(crate) cue_words: Vec<Range<u32>>,
    pub(crate) cue: Option<Cue>,
    pub(crate) content: Vec<Range<u32>>,
    pub(crate) speakers: Vec<Mention>,
    pub(crate) addressees: Vec<Mention>,
    pub(crate) act: Act,
    pub(crate) form: Form,
    /// `Partial` where phrases only are quoted, else `Verbatim`; the rest is told by the words.
    pub(crate) quote: Option<Quote>,
    /// The statement whose content tells this one.
    pub(crate) parent: Option<usize>,
    /// Whether its act was given to its parent, of which it is the whole.
    pub(crate) merged: bool,
}

impl Draft {
    fn new(tree: Tree<'_>, quotes: &[Quoted], found: Telling) -> Self {
        let cue = best_cue(tree, &found.cue);
        let content = found.content.into_iter().filter_map(|c| trimmed(tree, quotes, c)).collect();
        Self {
            source: found.source.filter(|s| !s.is_empty()),
            cue_words: found.cue.into_iter().filter(|c| !c.is_empty()).collect(),
            cue,
            content,
            speakers: Vec::new(),
            addressees: Vec::new(),
            act: Act::Say,
            form: Form::Indirect,
            quote: None,
            parent: None,
            merged: false,
        }
    }

    /// The token by which the statement is placed: its cue's, else its first.
    pub(crate) fn anchor(&self) -> u32 {
        let words = || self.cue_words.first().or(self.content.first()).map_or(0, |c| c.start);
        self.cue.as_ref().map_or_else(words, |c| c.carrier.unwrap_or(c.token))
    }

    /// Cue and source, or what is said where there is neither.
    pub(crate) fn anchors(&self) -> Vec<Range<u32>> {
        self.cue_words.iter().chain(&self.source).cloned().collect()
    }

    /// From its first token to its last.
    pub(crate) fn whole(&self) -> Range<u32> {
        let all = || self.cue_words.iter().chain(&self.content).chain(&self.source);
        let start = all().map(|r| r.start).min().unwrap_or(0);
        start..all().map(|r| r.end).max().unwrap_or(start)
    }

    /// Puts whoever is meant in the place of a pronoun, an office or a text that speaks.
    fn name_antecedent(&mut self, text: &Text<'_>) {
        if let [only] = self.speakers.as_slice()
            && let Some(meant) = antecedents::meant(text, only)
        {
            self.speakers = meant;
        }
    }

    /// "It was agreed that": the parties of the meeting that the text tells of.
    fn name_parties(&mut self, text: &Text<'_>) {
        let tree = text.tree;
        let verb = self.cue.as_ref().and_then(|c| c.carrier).filter(|&v| tree.is_passive(v));
        let it = |v: u32| tree.subject(v).is_some_and(|s| tree.lower(s) == "it");
        if let Some(verb) = verb.filter(|&v| self.speakers.is_empty() && it(v)) {
            let parties = antecedents::of_the_meeting(text, verb);
            self.speakers = parties.iter().map(|m| speakers::at_token(text, m, verb)).collect();
        }
    }

    fn length(&self) -> usize {
        self.content.iter().map(ExactSizeIterator::len).sum()
    }

    fn says(&self, token: u32) -> bool {
        self.content.iter().any(|c| c.contains(&token))
    }
}

/// The statements of a text in the making, outer ones before those they tell of.
pub(crate) fn drafts(text: &Text<'_>, mut found: Vec<Telling>) -> Vec<Draft> {
    let tree = text.tree;
    let quotes = quoted(tree.doc);
    complete(tree, &quotes, &mut found);
    let drafts = found.into_iter().map(|f| Draft::new(tree, &quotes, f));
    let mut drafts: Vec<Draft> = drafts.filter(|d| !d.content.is_empty()).collect();
    drafts.sort_by_key(|d| (std::cmp::Reverse(d.length()), d.anchor()));
    nest(tree, &quotes, &mut drafts);
    standing::carry(text, &quotes, &mut drafts);
    for index in 0..drafts.len() {
        fill(text, &quotes, &mut drafts, index);
    }
    let turns = turns(text);
    standing::give_turns(text, &turns, &mut drafts);
    keep_speaking(text, &mut drafts);
    for draft in drafts.iter_mut().filter(|d| d.parent.is_none()) {
        draft.name_antecedent(text);
    }
    for index in 0..drafts.len() {
        standing::speak_for(text, &turns, &mut drafts, index);
        merge(text, &mut drafts, index);
    }
    for index in 0..drafts.len() {
        let draft = &drafts[index];
        let idle = is_undone(&drafts, index)
            || standing::is_aside(draft)
            || standing::only_asks(tree, draft);
        drafts[index].merged |= idle;
    }
    standing::told_by_texts(text, &mut drafts);
    drafts
}

/// The word of the codebook among a cue's words: the noun or adjective before the verb that only
/// carries it.
fn best_cue(tree: Tree<'_>, words: &[Range<u32>]) -> Option<Cue> {
    let all = || words.iter().cloned().flatten().filter_map(|t| match_at(tree, t));
    all().find(|c| c.word.part != Part::Verb).or_else(|| all().next())
}

/// A range without the marks, commas and "that" about it; none where nothing is left.
fn trimmed(tree: Tree<'_>, quotes: &[Quoted], range: Range<u32>) -> Option<Range<u32>> {
    let mut inner = range;
    let cut = quotes.iter().find(|q| q.tokens.end == inner.end + 1);
    if cut.is_some_and(|q| inner.start < q.tokens.start && q.tokens.start < inner.end) {
        inner.end += 1;
    }
    let falls = |t: u32, inner: &Range<u32>| is_bare(tree, t) && is_loose(quotes, t, inner);
    loop {
        let before = inner.clone();
        if inner.is_empty() {
            return None;
        }
        let first = inner.start;
        let that = tree.lower(first) == "that" && inner.len() > 1 && !tree.is_verb(first + 1);
        if that || falls(first, &inner) || tree.word(first) == "." {
            inner.start += 1;
        }
        if !inner.is_empty() && falls(inner.end - 1, &inner) {
            inner.end -= 1;
        }
        if inner == before {
            break;
        }
    }
    let in_marks = quotes.iter().any(|q| q.tokens.contains(&(inner.end - 1)));
    if !in_marks && inner.len() > 1 && tree.word(inner.end - 1) == "." {
        inner.end -= 1;
    }
    // "However", cut off from the rest, is the reporter's.
    let link = [Pos::Punct, Pos::Space, Pos::Sconj, Pos::Cconj];
    let real = inner.clone().any(|t| !link.contains(&tree.pos(t)));
    let however = inner.len() == 1 && tree.pos(inner.start) == Pos::Adv && !in_marks;
    (real && !however).then_some(inner)
}

/// Whether a token is a mark by itself, and none that ends a sentence or stands in one.
fn is_bare(tree: Tree<'_>, token: u32) -> bool {
    match tree.word(token) {
        "." | "!" | "?" | ")" | "(" | "[" | "]" | "..." | "…" | "'s" => false,
        _ => matches!(tree.pos(token), Pos::Punct | Pos::Space),
    }
}

/// Whether a mark may go: it stays where its other half stays inside.
fn is_loose(quotes: &[Quoted], token: u32, inner: &Range<u32>) -> bool {
    let quote = quotes.iter().find(|q| q.tokens.start == token || q.tokens.end == token + 1);
    quote.is_none_or(|q| {
        q.tokens.start <= inner.start && q.tokens.end + 1 >= inner.end
            || !inner.contains(&q.tokens.start)
            || q.tokens.end > inner.end
    })
}

/// Finds the statement each is told in: the shortest whose content holds its cue. Longer ones
/// come first, so that no two tell each other.
fn nest(tree: Tree<'_>, quotes: &[Quoted], drafts: &mut [Draft]) {
    for inner in 0..drafts.len() {
        let anchor = drafts[inner].anchor();
        let own = !drafts[inner].cue_words.is_empty();
        let holds = |o: &usize| own && drafts[*o].says(anchor);
        let Some(outer) = (0..inner).rev().find(holds) else { continue };
        drafts[inner].parent = Some(outer);
        // "Promised, according to Y, to pay": Y's words are no part of the promise.
        let teller = drafts[outer].anchors();
        let content = std::mem::take(&mut drafts[inner].content);
        let parts = content.iter().flat_map(|c| without(c.clone(), &teller));
        let parts: Vec<_> = parts.filter_map(|c| trimmed(tree, quotes, c)).collect();
        drafts[inner].content = if parts.is_empty() { content } else { parts };
    }
}

fn fill(text: &Text<'_>, quotes: &[Quoted], drafts: &mut [Draft], index: usize) {
    let draft = &drafts[index];
    let named = draft.source.as_ref().map_or_else(Vec::new, |s| speakers::speakers(text, s));
    let addressed =
        draft.cue.iter().flat_map(|c| addressees::addressees(text, c, &draft.content, &named));
    let addressed: Vec<Mention> = addressed.collect();
    let (form, quote) = form(text.tree, quotes, draft);
    let act = acts::act(text, draft.cue.as_ref(), &draft.content, &named, form);
    let draft = &mut drafts[index];
    (draft.speakers, draft.addressees, draft.act) = (named, addressed, act);
    draft.name_parties(text);
    let pronoun = draft.speakers.iter().any(|s| s.kind == MentionKind::Pronoun);
    if !pronoun {
        draft.name_antecedent(text);
    }
    (draft.form, draft.quote) = (form, quote);
}

/// Whether what is said stands in quotation marks that the cue stands outside of.
fn form(tree: Tree<'_>, quotes: &[Quoted], draft: &Draft) -> (Form, Option<Quote>) {
    let anchor = draft.anchor();
    let unsaid = draft.cue_words.is_empty();
    let counts = |q: &&Quoted| unsaid || !q.tokens.contains(&anchor);
    let own: Vec<&Quoted> = quotes
        .iter()
        .filter(counts)
        .filter(|q| draft.content.iter().any(|c| overlap(c, &q.tokens)))
        .collect();
    let word = |t: &u32| !matches!(tree.pos(*t), Pos::Punct | Pos::Space);
    let words = draft.content.iter().cloned().flatten().filter(word);
    let (marked, bare): (Vec<u32>, Vec<u32>) =
        words.partition(|t| own.iter().any(|q| q.tokens.contains(t)));
    if marked.is_empty() {
        return (Form::Indirect, None);
    }
    let form = if bare.is_empty() { Form::Direct } else { Form::Mixed };
    let phrases = own.iter().all(|q| !is_sentence(tree, q));
    let partial = form == Form::Mixed && phrases;
    (form, Some(if partial { Quote::Partial } else { Quote::Verbatim }))
}

/// How far quoted words are the speaker's, by brackets, gaps, and words of translation.
pub(crate) fn quote_kind(text: &Text<'_>, draft: &Draft, quote: Quote, near: &[u32]) -> Quote {
    if occasion::is_translated(text, near) {
        return Quote::Translated;
    }
    let tree = text.tree;
    let edited = |t: u32| matches!(tree.word(t), "[" | "]" | "..." | "…" | "[...]" | "[…]");
    let bracket = |t: u32| tree.word(t).starts_with('[') || tree.word(t).ends_with(']');
    let any = draft.content.iter().cloned().flatten().any(|t| edited(t) || bracket(t));
    if any { Quote::Edited } else { quote }
}

/// "Denied having promised": told as not having been said. "Rejected his call" leaves the call.
fn is_undone(drafts: &[Draft], index: usize) -> bool {
    let noun = drafts[index].cue.as_ref().is_some_and(|c| c.word.part == Part::Noun);
    let undone = |o: usize| matches!(drafts[o].act, Act::Deny | Act::Doubt | Act::Decline);
    let above = drafts[index].parent;
    above.is_some_and(|o| drafts[o].merged && is_undone(drafts, o) || undone(o) && !noun)
}

/// "He said" goes on with whoever spoke last, where nobody was named since but in what was said:
/// a name inside quotation marks is seldom who speaks next.
fn keep_speaking(text: &Text<'_>, drafts: &mut [Draft]) {
    let mut order: Vec<usize> = (0..drafts.len()).filter(|&i| drafts[i].parent.is_none()).collect();
    order.sort_by_key(|&i| drafts[i].anchor());
    let mut last: Option<(u32, Mention)> = None;
    for &index in &order {
        let draft = &drafts[index];
        let anchor = draft.anchor();
        let [speaker] = draft.speakers.as_slice() else { continue };
        let text_speaks = Occasions::get().has_maker(&text.tree.lemma(speaker.head));
        if is_first_person(&speaker.text) || text_speaks {
            continue;
        }
        if let Some((since, before)) = &last
            && speakers::may_go_on(text, before, speaker)
            && !is_named_between(text, drafts, *since..anchor.max(*since), speaker)
        {
            let put = speakers::put_in_place(before, speaker);
            drafts[index].speakers = vec![put.clone()];
            last = Some((text.tree.sentence(anchor).start, put));
        } else {
            last = Some((text.tree.sentence(anchor).start, speaker.clone()));
        }
    }
    for index in 0..drafts.len() {
        let named = drafts[index].parent.and_then(|outer| {
            let (inner, teller) = (&drafts[index], &drafts[outer]);
            speakers::stand_for_teller(&inner.speakers, &teller.speakers)
                .or_else(|| speaks_of_self(text, inner, teller))
                .or_else(|| speaks_of_another(inner, teller))
        });
        if let Some(named) = named {
            drafts[index].speakers = named;
        }
    }
}

/// "X said he had invited Y": the subject of what is said is whoever says it, unless the one
/// spoken to is meant.
fn speaks_of_self(text: &Text<'_>, inner: &Draft, teller: &Draft) -> Option<Vec<Mention>> {
    let ([pronoun], [speaker]) = (inner.speakers.as_slice(), teller.speakers.as_slice()) else {
        return None;
    };
    let root = acts::main_verb(text.tree, &teller.content)?;
    let subject = text.tree.subject(root)?;
    let same_word = text.tree.lower(subject) == pronoun.text.to_lowercase();
    let reported = teller.form != Form::Direct && pronoun.kind == MentionKind::Pronoun;
    let other = teller.addressees.iter().any(|a| a.actor.is_some() && a.actor == pronoun.actor);
    let fits = same_word && reported && !other && speakers::may_go_on(text, speaker, pronoun);
    fits.then(|| vec![speakers::put_in_place(speaker, pronoun)])
}

/// "'He promised two ships', X said": in one's own words "he" is another, whom the text leaves
/// open.
fn speaks_of_another(inner: &Draft, teller: &Draft) -> Option<Vec<Mention>> {
    let [pronoun] = inner.speakers.as_slice() else { return None };
    let direct = teller.form == Form::Direct && is_third_person(&pronoun.text);
    let open = addressees::not_oneself(pronoun.clone(), &teller.speakers);
    (direct && open.actor != pronoun.actor).then(|| vec![open])
}

/// Whether the actor a pronoun was taken for is named between two tokens outside what is said.
fn is_named_between(
    text: &Text<'_>,
    drafts: &[Draft],
    tokens: Range<u32>,
    speaker: &Mention,
) -> bool {
    let mut named = text.mentions_in(tokens).iter().filter(|m| {
        m.kind != MentionKind::Pronoun && m.actor.is_some() && m.actor == speaker.actor
    });
    let outside = |m: &&Mention| {
        let at = text.tree.doc.token_at(m.start);
        !drafts.iter().any(|d| d.parent.is_none() && d.says(at))
    };
    named.any(|m| outside(&m))
}

/// "Said he was grateful", "'We call on all sides', he said": one act, not two. Told of the past
/// in one's own words ("'I thanked him', he said") it stays another.
fn merge(text: &Text<'_>, drafts: &mut [Draft], index: usize) {
    let (Some(outer), Some(cue)) = (drafts[index].parent, drafts[index].cue.clone()) else {
        return;
    };
    let (inner, teller) = (&drafts[index], &drafts[outer]);
    let verb = cue.carrier.unwrap_or(cue.token);
    let root = acts::main_verb(text.tree, &teller.content);
    let open = teller.cue.as_ref().is_some_and(|c| match c.word.act {
        Act::Say => !c.word.negated,
        // "Reaffirmed its commitment to" binds again.
        Act::Confirm => cue.word.part == Part::Noun,
        _ => false,
    });
    let central = root == Some(verb) || root == Some(cue.token) || governs(text.tree, root, verb);
    let same = speakers::same(&inner.speakers, &teller.speakers)
        || inner.speakers.iter().all(|s| s.actor.is_none() && is_third_person(&s.text))
            && inner.speakers.len() == 1
        || inner.source.is_none();
    if !open || !central || !same || inner.act == Act::Say || !is_now(text.tree, verb, teller.form)
    {
        return;
    }
    let (act, addressees) = (inner.act, inner.addressees.clone());
    drafts[outer].act = act;
    drafts[outer].addressees.extend(addressees);
    drafts[index].merged = true;
    let above = drafts[index].parent;
    for draft in drafts.iter_mut().filter(|d| d.parent == Some(index)) {
        draft.parent = above;
    }
}

fn is_third_person(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "he" | "she" | "they" | "it" | "his" | "her" | "their" | "its"
    )
}

/// "Would like to thank": the infinitive is what is done.
fn governs(tree: Tree<'_>, root: Option<u32>, verb: u32) -> bool {
    let polite = |r: u32| matches!(tree.lemma(r).as_str(), "like" | "want" | "wish");
    root.is_some_and(|r| polite(r) && tree.head(verb) == r)
}

/// Whether the inner act is done by the very saying: in the present, or in reported speech in any
/// tense but the pluperfect.
fn is_now(tree: Tree<'_>, verb: u32, form: Form) -> bool {
    let had = tree.children(verb).any(|c| c < verb && tree.lower(c) == "had");
    let past = tree.tag(verb) == Tag::Vbd
        || tree.children(verb).any(|c| c < verb && matches!(tree.lower(c).as_str(), "did" | "was"));
    match form {
        Form::Direct => !past && !had,
        Form::Indirect | Form::Mixed => !had,
    }
}
