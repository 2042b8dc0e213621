//! Which tellings stand as statements of their own, and whose they are where one speaks for
//! another.

use std::ops::Range;

use chancery_engine::{Dep, Pos};

use super::acts::is_question;
use super::carriers::{Carrier, carrier};
use super::codebook::{Codebook, Part};
use super::draft::Draft;
use super::occasion::Occasions;
use super::speakers::{at_token, put_in_place, same};
use super::text::Text;
use super::tree::{Tree, is_first_person};
use super::turns::{Turn, turn_at};
use crate::nouns::{Act, Form, Mention};
use crate::quotes::{Quoted, starts_paragraph};

/// Gives quotations without a word of saying to whoever their sentence names, and joins those
/// that only go on to what was said before. A title quoted in somebody's sentence is dropped.
pub(crate) fn carry(text: &Text<'_>, quotes: &[Quoted], drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let draft = &drafts[index];
        if !draft.cue_words.is_empty() || draft.source.is_some() {
            continue;
        }
        let first = draft.content[0].start;
        let quote = quotes.iter().find(|q| q.tokens.contains(&first));
        let start = quote.map_or(first, |q| q.tokens.start);
        match carrier(text, quotes, start) {
            Carrier::Speaker(source) => drafts[index].source = Some(source),
            Carrier::Link => go_on(text.tree, drafts, index, start),
            Carrier::Embedded => drafts[index].merged = true,
            Carrier::Alone if !starts_paragraph(text.tree.doc, start) => {
                go_on(text.tree, drafts, index, start);
            }
            Carrier::Alone => {}
        }
    }
}

/// Joins a quotation to the statement that ends right before its sentence.
fn go_on(tree: Tree<'_>, drafts: &mut [Draft], index: usize, start: u32) {
    let sentence = tree.doc.sentence_of(start);
    let marks = |t: u32| matches!(tree.word(t), "\"" | "“" | "”" | "''" | "``");
    let quoted = |d: &Draft| {
        let near = d.whole().start.saturating_sub(1)..d.whole().end;
        !d.cue_words.is_empty() && d.source.is_some() && near.clone().any(marks)
    };
    let before = |d: &Draft| {
        let end = d.whole().end;
        quoted(d) && end <= start && tree.doc.sentence_of(end - 1) + 1 == sentence
    };
    let found = (0..drafts.len()).filter(|&i| i != index && before(&drafts[i]));
    let Some(last) = found.max_by_key(|&i| drafts[i].whole().end) else { return };
    let content: Vec<Range<u32>> = std::mem::take(&mut drafts[index].content);
    drafts[last].content.extend(content.iter().cloned());
    drafts[index].content = content;
    drafts[index].merged = true;
}

/// What a person says of oneself in a turn of a transcript is that person's.
pub(crate) fn give_turns(text: &Text<'_>, turns: &[Turn], drafts: &mut [Draft]) {
    for index in 0..drafts.len() {
        let draft = &drafts[index];
        let own = matches!(draft.speakers.as_slice(), [only] if is_first_person(&only.text));
        let thanks = draft.speakers.is_empty() && draft.act == Act::Thank;
        let teller = draft.parent.map(|outer| drafts[outer].speakers.clone());
        let teller = teller.filter(|t| !t.is_empty());
        let turn = || turn_at(turns, draft.anchor()).and_then(|t| t.person.clone());
        let whole = draft.anchor();
        let place = draft.speakers.first().cloned();
        let given = match teller {
            Some(tellers) if thanks => tellers,
            None if own || thanks => turn().into_iter().collect(),
            _ => continue,
        };
        if given.is_empty() {
            continue;
        }
        let at = |m: &Mention| match &place {
            Some(place) => put_in_place(m, place),
            None => at_token(text, m, whole),
        };
        drafts[index].speakers = given.iter().map(at).collect();
    }
}

/// "Said Russia was ready to help": whoever speaks for a state or body binds it. What another
/// person is said to be ready for is nobody's promise.
pub(crate) fn speak_for(text: &Text<'_>, turns: &[Turn], drafts: &mut [Draft], index: usize) {
    let draft = &drafts[index];
    if !is_readiness(text.tree, draft) || draft.merged {
        return;
    }
    let own = |s: &Mention| is_first_person(&s.text);
    let Some(outer) = draft.parent else {
        let turn = turn_at(turns, draft.anchor()).and_then(|t| t.person.clone());
        match turn {
            _ if draft.speakers.iter().all(own) => {}
            Some(person) if bodies(text, &draft.speakers) => {
                let put = draft.speakers.iter().map(|s| put_in_place(&person, s)).collect();
                drafts[index].speakers = put;
            }
            _ => drafts[index].merged |= !draft.speakers.iter().any(|s| is_turns(turns, draft, s)),
        }
        return;
    };
    let (inner, teller) = (&draft.speakers, &drafts[outer].speakers);
    let open = |s: &Mention| s.actor.is_none() && s.members.is_empty() && is_pronoun(&s.text);
    if inner.is_empty() || same(inner, teller) || inner.iter().all(own) || inner.iter().all(open) {
        return;
    }
    let binds = teller.iter().all(|t| inner.iter().all(|s| may_bind(t, s)));
    if bodies(text, inner) && binds && !teller.is_empty() {
        let put = teller.iter().map(|t| put_in_place(t, &inner[0])).collect();
        drafts[index].speakers = put;
    } else {
        drafts[index].merged = true;
    }
}

/// Whether a speaker is the one whose turn it is.
fn is_turns(turns: &[Turn], draft: &Draft, speaker: &Mention) -> bool {
    let turn = turn_at(turns, draft.anchor()).and_then(|t| t.person.as_ref());
    turn.is_some_and(|p| p.actor.is_some() && p.actor == speaker.actor)
}

fn is_pronoun(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "he" | "she" | "they" | "it")
}

/// Words for a state of mind ("ready", "readiness") that no verb of saying carries.
fn is_readiness(tree: Tree<'_>, draft: &Draft) -> bool {
    let Some(cue) = draft.cue.as_ref().filter(|c| c.word.act == Act::Promise) else {
        return false;
    };
    let states = ["commitment", "readiness", "willingness"];
    let noun = cue.carrier.is_none() && states.contains(&tree.lemma(cue.token).as_str());
    cue.word.part == Part::Adjective || cue.word.part == Part::Noun && noun
}

/// Whether all are states, bodies or groups, and no persons.
fn bodies(text: &Text<'_>, speakers: &[Mention]) -> bool {
    let body = |s: &Mention| {
        let noun = Codebook::get().may_speak(&text.tree.lemma(s.head));
        !text.is_person(s) && s.members.is_empty() && (s.actor.is_some() || noun)
    };
    !speakers.is_empty() && speakers.iter().all(body)
}

/// Whether a person may speak for a state: not where it is known for another's.
fn may_bind(teller: &Mention, body: &Mention) -> bool {
    let state = body.actor.as_ref().map(ToString::to_string);
    let state = state.as_deref().and_then(|s| s.strip_prefix("state:"));
    state.is_none_or(|s| teller.country.as_deref().is_none_or(|own| own == s))
}

/// Whether all that is said is asked: no claim, and nothing that others are to do.
pub(crate) fn only_asks(tree: Tree<'_>, draft: &Draft) -> bool {
    let said = draft.act == Act::Say && draft.form == Form::Direct;
    let asked = draft.act == Act::Request && draft.form == Form::Direct && {
        draft.cue.as_ref().is_some_and(|c| tree.lemma(c.token) == "ask")
    };
    let words = draft.content.iter().cloned().flatten();
    let mut words = words.filter(|&t| !matches!(tree.pos(t), Pos::Punct | Pos::Space));
    let all = words.clone().next().is_some() && words.all(|t| is_question(tree, t));
    (said || asked) && all
}

/// "'... and I did not know him', she said": a state of mind told on the way is not said.
pub(crate) fn is_aside(draft: &Draft) -> bool {
    let own = draft.speakers.iter().all(|s| is_first_person(&s.text));
    let mind = draft.cue.as_ref().is_some_and(|c| {
        c.word.act == Act::Doubt && (c.word.negated || c.word.words[0] == "wonder")
    });
    draft.parent.is_some() && !draft.merged && own && mind
}

/// Sentences from one mention of a text that speaks to the next, with what it tells between.
const ONE_TEXT: usize = 12;

/// "The message acknowledges ... Aho promised ... The message highlights ...": what others are
/// told to say between two mentions of a text is told by whoever wrote it.
pub(crate) fn told_by_texts(text: &Text<'_>, drafts: &mut [Draft]) {
    let tree = text.tree;
    let cited = |d: &Draft| {
        let head = d.source.as_ref().map(|s| super::speakers::head_of(text, s))?;
        let definite = tree.with_dep(head, &[Dep::Det]).any(|t| tree.lower(t) == "the");
        let document = Occasions::get().is_document(&tree.lemma(head));
        (d.parent.is_none() && !d.merged && definite && document).then(|| tree.lemma(head))
    };
    let mut texts: Vec<(u32, usize, String)> = (0..drafts.len())
        .filter_map(|i| Some((drafts[i].anchor(), i, cited(&drafts[i])?)))
        .collect();
    texts.sort();
    for pair in texts.windows(2) {
        let ((first, outer, word), (last, _, again)) = (&pair[0], &pair[1]);
        let near = tree.doc.sentence_of(*last) - tree.doc.sentence_of(*first) <= ONE_TEXT;
        if word != again || !near {
            continue;
        }
        let teller = drafts[*outer].speakers.clone();
        let between = |d: &Draft| {
            let apart = tree.doc.sentence_of(d.anchor()) > tree.doc.sentence_of(*first);
            apart && d.anchor() < *last && d.parent.is_none() && !same(&d.speakers, &teller)
        };
        for draft in drafts.iter_mut().filter(|d| between(d)) {
            draft.parent = Some(*outer);
        }
    }
}
