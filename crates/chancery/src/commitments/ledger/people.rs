//! Whether two ids stand for one party: the same actor, or a state and somebody who stands for it.

use std::collections::{BTreeMap, BTreeSet};

use crate::nouns::{Actor, ActorId, ActorKind};

/// Actors by id.
pub(crate) struct People<'r>(BTreeMap<&'r ActorId, &'r Actor>);

impl<'r> People<'r> {
    pub(crate) fn new(actors: &'r [Actor]) -> Self {
        // Of two rows of one id the greater in all its words is taken, whichever came first.
        let mut rows: Vec<&Actor> = actors.iter().collect();
        rows.sort_by(|a, b| (&a.id, &a.name, &a.country).cmp(&(&b.id, &b.name, &b.country)));
        Self(rows.into_iter().map(|a| (&a.id, a)).collect())
    }

    /// ISO alpha-3 code of the state an actor is or belongs to.
    pub(crate) fn country<'n>(&'n self, id: &'n ActorId) -> Option<&'n str> {
        let known = self.0.get(id).and_then(|a| a.country.as_deref());
        known.or_else(|| id.as_str().strip_prefix("state:"))
    }

    fn kind(&self, id: &ActorId) -> Option<ActorKind> {
        let known = self.0.get(id).map(|a| a.kind);
        known.or_else(|| id.as_str().starts_with("state:").then_some(ActorKind::State))
    }

    /// Name in common use.
    pub(crate) fn name<'n>(&'n self, id: &'n ActorId) -> &'n str {
        self.0.get(id).map_or(id.as_str(), |a| a.name.as_str())
    }

    /// What an actor is looked up by: its state, or itself where it has none. Whoever may be the
    /// same party has the same key.
    pub(crate) fn key(&self, id: &ActorId) -> String {
        let state = self.country(id).map(|code| format!("state:{code}"));
        state.unwrap_or_else(|| id.as_str().to_owned())
    }

    /// Whether two ids stand for one party. What a person does in person, nobody else of the
    /// state does in their place.
    pub(crate) fn same(&self, a: &ActorId, b: &ActorId, in_person: bool) -> bool {
        if a == b {
            return true;
        }
        let (Some(one), Some(other)) = (self.country(a), self.country(b)) else { return false };
        let state = |id: &ActorId| self.kind(id) == Some(ActorKind::State);
        let public = |id: &ActorId| self.kind(id) != Some(ActorKind::Group);
        let may = if in_person { state(a) || state(b) } else { public(a) && public(b) };
        one == other && may
    }

    /// The first party of one list that is also in the other.
    pub(crate) fn shared<'n>(
        &self,
        ours: &'n [ActorId],
        theirs: &[ActorId],
        in_person: bool,
    ) -> Option<&'n ActorId> {
        ours.iter().find(|a| theirs.iter().any(|b| self.same(a, b, in_person)))
    }

    /// Words of the names of whoever acts and of the persons beside: no part of what it is about.
    pub(crate) fn name_words(&self, by: &[ActorId], beside: &[ActorId]) -> BTreeSet<String> {
        let persons = beside.iter().filter(|id| self.kind(id) == Some(ActorKind::Person));
        let words = by.iter().chain(persons).flat_map(|id| self.name(id).split(' '));
        words.map(str::to_lowercase).collect()
    }

    /// Whether every one of several parties is also in the other list.
    pub(crate) fn all_in(&self, ours: &[ActorId], theirs: &[ActorId], in_person: bool) -> bool {
        ours.len() > 1 && self.covers(ours, theirs, in_person)
    }

    /// Whether every party of one list is also in the other.
    pub(crate) fn covers(&self, ours: &[ActorId], theirs: &[ActorId], in_person: bool) -> bool {
        ours.iter().all(|a| theirs.iter().any(|b| self.same(a, b, in_person)))
    }
}
