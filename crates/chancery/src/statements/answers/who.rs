//! Who is who in claims and answers, by the actors that mentions were resolved to.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::nouns::{ActorId, Mention};

/// Actors, and the states that they are of.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Who {
    actors: BTreeSet<ActorId>,
    states: BTreeSet<String>,
}

impl Who {
    /// Those whom mentions stand for.
    pub(super) fn of<'m>(mentions: impl IntoIterator<Item = &'m Mention>) -> Self {
        let mut who = Self::default();
        for mention in mentions {
            who.actors.extend(mention.actor.iter().chain(&mention.members).cloned());
            who.states.extend(mention.country.clone());
        }
        who
    }

    /// Those mentioned in some bytes of a document; `mentions` are the document's, in order.
    pub(super) fn within(mentions: &[Mention], bytes: Range<u32>) -> Self {
        let first = mentions.partition_point(|m| m.end <= bytes.start);
        Self::of(mentions[first..].iter().take_while(|m| m.start < bytes.end))
    }

    /// Whether both have an actor in common.
    pub(super) fn shares_actor(&self, other: &Self) -> bool {
        !self.actors.is_disjoint(&other.actors)
    }

    /// Whether both have an actor or a state in common.
    pub(super) fn shares(&self, other: &Self) -> bool {
        self.shares_actor(other) || !self.states.is_disjoint(&other.states)
    }

    /// How many actors and states both have in common.
    pub(super) fn in_common(&self, other: &Self) -> usize {
        self.actors.intersection(&other.actors).count()
            + self.states.intersection(&other.states).count()
    }
}
