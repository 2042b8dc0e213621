//! What is done by saying it: by the cue, and where the cue only says, by what is said.

use std::ops::Range;

use chancery_engine::{Dep, Pos, Tag};

use super::codebook::{Codebook, Look, Sign, Whose};
use super::cues::Cue;
use super::quotes::inside;
use super::text::Text;
use super::tree::{Tree, is_first_person};
use crate::nouns::{Act, Form, Mention};

/// The act of a statement.
pub(crate) fn act(
    text: &Text<'_>,
    cue: Option<&Cue>,
    content: &[Range<u32>],
    speakers: &[Mention],
    form: Form,
) -> Act {
    let by_cue = cue.map_or(Act::Say, |c| if c.negated { Act::Say } else { c.word.act });
    if by_cue != Act::Say {
        return by_cue;
    }
    let Some(root) = main_verb(text.tree, content) else { return Act::Say };
    let said = Said { text, content, root, speakers, form };
    let signs = &Codebook::get().signs;
    signs.iter().find(|s| said.shows(s)).map_or(Act::Say, |s| s.act)
}

/// The main verb of what is said: of its first part that has one.
pub(crate) fn main_verb(tree: Tree<'_>, content: &[Range<u32>]) -> Option<u32> {
    let roots: Vec<u32> = content.iter().filter_map(|c| root(tree, c)).collect();
    roots.iter().copied().find(|&r| tree.is_verb(r)).or(roots.first().copied())
}

/// The main verb of a content: the first of its words that nothing in it governs, or the main
/// verb of its first sentence.
fn root(tree: Tree<'_>, content: &Range<u32>) -> Option<u32> {
    let inner = inside(tree.doc, content);
    let mut tops = inner.clone().filter(|&t| {
        let head = tree.head(t);
        let top = head == t || !inner.contains(&head);
        top && !matches!(tree.pos(t), Pos::Punct | Pos::Space | Pos::Sconj | Pos::Cconj)
    });
    let first = tops.clone().next();
    tops.find(|&t| tree.is_verb(t)).or(first)
}

/// What is said, with its main verb.
struct Said<'s, 'a> {
    text: &'s Text<'a>,
    content: &'s [Range<u32>],
    root: u32,
    speakers: &'s [Mention],
    form: Form,
}

impl Said<'_, '_> {
    fn shows(&self, sign: &Sign) -> bool {
        let looks = match &sign.look {
            Look::Words(words) => self.has_words(words, sign.whose),
            Look::NegatedPast => self.is_negated_past(),
            Look::Imperative => self.is_imperative(),
        };
        let shut_out = || {
            let book = Codebook::get();
            book.is_no_deed(sign.act, &self.text.tree.lemma(self.root))
        };
        looks && (sign.whose != Whose::Speaker || self.is_speakers_own()) && !shut_out()
    }

    /// Whether these words stand in a row, one of them the main verb or right under it.
    fn has_words(&self, words: &[String], whose: Whose) -> bool {
        let tree = self.text.tree;
        let length = words.len() as u32;
        let fits = |start: u32| {
            let mut pairs = words.iter().zip(start..start + length);
            pairs.all(|(w, t)| *w == tree.lemma(t) || *w == tree.lower(t))
        };
        let central = |start: u32| {
            (start..start + length).any(|t| t == self.root || tree.head(t) == self.root)
        };
        self.content.iter().any(|c| {
            let last = c.end.saturating_sub(length - 1);
            (c.start..last).any(|s| fits(s) && (whose == Whose::Anywhere || central(s)))
        })
    }

    /// "There was no", "never met", "did not discuss": that something was, or was done, is
    /// denied. What somebody does not know or will not do is not.
    fn is_negated_past(&self) -> bool {
        let tree = self.text.tree;
        let verb = self.root;
        let helpers: Vec<u32> = tree.with_dep(verb, &[Dep::Aux, Dep::Auxpass]).collect();
        if helpers.iter().any(|&a| tree.tag(a) == Tag::Md) {
            return false;
        }
        let past = |t: u32| matches!(tree.tag(t), Tag::Vbd) || tree.lower(t) == "had";
        let perfect = helpers.iter().any(|&a| tree.lemma(a) == "have");
        let was = past(verb) || perfect || helpers.iter().any(|&a| past(a));
        let there = tree.has_dep(verb, &[Dep::Expl]);
        let no = tree
            .with_dep(verb, &[Dep::Attr, Dep::Dobj, Dep::Nsubj, Dep::Nsubjpass])
            .any(|o| tree.with_dep(o, &[Dep::Det]).any(|d| tree.lower(d) == "no"));
        let state = tree.lemma(verb) == "be" && !there;
        (tree.is_negated(verb) || no) && (was && !state || there)
    }

    fn is_imperative(&self) -> bool {
        let tree = self.text.tree;
        let first = self.content.first().map(|c| inside(tree.doc, c).start);
        let subject = [Dep::Nsubj, Dep::Nsubjpass, Dep::Expl, Dep::Aux, Dep::Csubj];
        matches!(tree.tag(self.root), Tag::Vb | Tag::Vbp)
            && first == Some(self.root)
            && self.form == Form::Direct
            && !tree.has_dep(self.root, &subject)
            && tree.lemma(self.root) != "thank"
    }

    /// Whether the main verb's subject is whoever speaks.
    fn is_speakers_own(&self) -> bool {
        let tree = self.text.tree;
        let Some(subject) = tree.with_dep(self.root, &[Dep::Nsubj]).next() else { return false };
        if is_first_person(tree.word(subject)) {
            return true;
        }
        let meant = self.text.mention_at(subject);
        let lower = tree.lower(subject);
        let pronoun = matches!(lower.as_str(), "he" | "she" | "they");
        let Some(meant) = meant else { return pronoun };
        let actor = meant.actor.as_ref();
        let same = |s: &Mention| actor.is_some() && s.actor.as_ref() == actor;
        self.speakers.iter().any(same) || pronoun && actor.is_none() && meant.members.is_empty()
    }
}
