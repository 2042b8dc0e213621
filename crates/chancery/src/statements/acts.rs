//! What is done by saying it: by the cue, and where the cue only says, by what is said.

use std::ops::Range;

use chancery_engine::{Dep, Pos, Tag};

use super::codebook::{Codebook, Look, Sign, Whose};
use super::cues::Cue;
use super::limits::Limits;
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
            book.is_no_deed(sign.act, &self.text.tree.lemma(self.deed()))
        };
        let idle = sign.whose == Whose::Speaker && self.is_supposed(sign);
        looks
            && !idle
            && !is_question(self.text.tree, self.root)
            && (sign.whose != Whose::Speaker || self.is_speakers_own())
            && !shut_out()
    }

    /// What is to be done: "going to pay" pays.
    fn deed(&self) -> u32 {
        let tree = self.text.tree;
        let going = tree.lemma(self.root) == "go";
        let next = || tree.with_dep(self.root, &[Dep::Xcomp]).next();
        if going { next().unwrap_or(self.root) } else { self.root }
    }

    /// "I would pay", "would pay if asked": what would be, unless "would" is "will" told of the
    /// past.
    fn is_supposed(&self, sign: &Sign) -> bool {
        let tree = self.text.tree;
        let Look::Words(words) = &sign.look else { return false };
        let mut clauses = tree.with_dep(self.root, &[Dep::Advcl]);
        let conditional =
            clauses.any(|c| tree.with_dep(c, &[Dep::Mark]).any(|m| tree.lower(m) == "if"));
        words[0] == "would" && (self.form == Form::Direct || conditional)
    }

    /// Whether these words stand in a row, one of them the main verb or right under it.
    fn has_words(&self, words: &[String], whose: Whose) -> bool {
        let tree = self.text.tree;
        let length = words.len() as u32;
        let fits = |start: u32| {
            let mut pairs = words.iter().zip(start..start + length);
            let next = start + length;
            let contrast = words[0] != ","
                || next < tree.len() && !Limits::get().no_contrast.contains(&tree.lower(next));
            contrast && pairs.all(|(w, t)| *w == tree.lemma(t) || *w == tree.lower(t))
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
        let parts = [Dep::Attr, Dep::Dobj, Dep::Nsubj, Dep::Nsubjpass];
        let limits = Limits::get();
        let idle = tree.with_dep(verb, &parts).any(|o| limits.idle.contains(&tree.lemma(o)))
            || tree.children(verb).any(|c| limits.idle_adverbs.contains(&tree.lower(c)))
            || limits.idle_verbs.contains(&tree.lemma(verb)) && self.is_speakers_own();
        if idle {
            return false;
        }
        let nobody = |o: u32| {
            matches!(tree.lower(o).as_str(), "nobody" | "none" | "nothing")
                || tree.lower(o) == "one" && o > 0 && tree.lower(o - 1) == "no"
        };
        let no = tree.with_dep(verb, &parts).any(|o| {
            matches!(tree.dep(o), Dep::Nsubj | Dep::Nsubjpass) && nobody(o)
                || tree.with_dep(o, &[Dep::Det]).any(|d| tree.lower(d) == "no")
        });
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
        if self.speakers.iter().any(|s| speaks_for(tree, s, subject, meant)) {
            return true;
        }
        let lower = tree.lower(subject);
        let pronoun = matches!(lower.as_str(), "he" | "she" | "they");
        let Some(meant) = meant else { return pronoun };
        let actor = meant.actor.as_ref();
        let same = |s: &Mention| actor.is_some() && s.actor.as_ref() == actor;
        self.speakers.iter().any(same) || pronoun && actor.is_none() && meant.members.is_empty()
    }
}

/// Whether somebody in office binds his state or its government by saying what it will do.
fn speaks_for(tree: Tree<'_>, speaker: &Mention, subject: u32, meant: Option<&Mention>) -> bool {
    let Some(country) = speaker.country.as_ref().filter(|_| speaker.office.is_some()) else {
        return false;
    };
    let state = meant.and_then(|m| m.actor.as_ref());
    let own = state.is_some_and(|a| a.to_string() == format!("state:{country}"));
    let bare = meant.is_none_or(|m| m.actor.is_none());
    let body = matches!(tree.lemma(subject).as_str(), "government" | "administration" | "cabinet");
    own || bare && body && tree.with_dep(subject, &[Dep::Amod]).next().is_none()
}

/// Whether a sentence is put as a question.
pub(crate) fn is_question(tree: Tree<'_>, token: u32) -> bool {
    let mark = |t: u32| !matches!(tree.pos(t), Pos::Punct | Pos::Space);
    let mut last = tree.sentence(token).rev().take_while(|&t| !mark(t));
    last.any(|t| tree.word(t) == "?")
}
