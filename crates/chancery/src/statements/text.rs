//! One text with its parse, its mentions and its page.

use std::ops::Range;

use chancery_engine::{Dep, Pos};

use super::tree::Tree;
use super::{READER, VERSION};
use crate::nouns::{ActorKind, Evidence, Mention, Page, Resolved};

/// What the stage looks at.
pub(crate) struct Text<'a> {
    pub(crate) page: &'a Page,
    pub(crate) tree: Tree<'a>,
    pub(crate) resolved: &'a Resolved,
}

impl<'a> Text<'a> {
    /// The bytes of tokens, and the words there.
    pub(crate) fn evidence(&self, tokens: Range<u32>) -> Evidence {
        self.page.evidence(self.tree.doc.bytes(tokens), READER, VERSION)
    }

    /// The mentions that overlap a range of tokens, in order.
    pub(crate) fn mentions_in(&self, tokens: Range<u32>) -> &'a [Mention] {
        if tokens.is_empty() {
            return &[];
        }
        let bytes = self.tree.doc.bytes(tokens);
        let all = &self.resolved.mentions;
        let first = all.partition_point(|m| m.end <= bytes.start);
        let count = all[first..].partition_point(|m| m.start < bytes.end);
        &all[first..first + count]
    }

    pub(crate) fn mention_at(&self, token: u32) -> Option<&'a Mention> {
        self.mentions_in(token..token + 1).first()
    }

    /// Whether a token stands in the words for a time.
    pub(crate) fn is_time(&self, token: u32) -> bool {
        let at = self.tree.doc.tokens[token as usize].start;
        self.resolved.times.iter().any(|t| t.start <= at && at < t.end)
    }

    pub(crate) fn is_person(&self, mention: &Mention) -> bool {
        let actors = &self.resolved.actors;
        let found = mention
            .actor
            .as_ref()
            .and_then(|id| actors.binary_search_by(|a| a.id.cmp(id)).ok().map(|i| &actors[i]));
        found.is_some_and(|a| a.kind == ActorKind::Person)
    }

    /// The mention a noun phrase stands for: the person its head names or is the title of, else
    /// whoever its head names.
    pub(crate) fn mention_of(&self, head: u32, phrase: &Range<u32>) -> Option<&'a Mention> {
        let tree = self.tree;
        let at_head = self.mention_at(head);
        if at_head.is_some_and(|m| self.is_person(m)) {
            return at_head;
        }
        let explains = [Dep::Appos, Dep::Compound, Dep::Nmod];
        let named = tree
            .with_dep(head, &explains)
            .filter(|&c| phrase.contains(&c) && tree.pos(c) == Pos::Propn)
            .filter_map(|c| self.mention_at(c))
            .find(|m| self.is_person(m));
        let headed = || {
            let mut near = self.mentions_in(phrase.clone()).iter();
            near.find(|m| m.head == head && self.is_person(m))
        };
        named.or_else(headed).or(at_head)
    }
}
