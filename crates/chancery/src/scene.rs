//! One text with its parse and its mentions, and the questions the coder asks of them.

use std::collections::BTreeMap;
use std::ops::Range;

use chancery_engine::{Dep, Doc, Pos, Tag};

use crate::codebook::is_speech_verb;
use crate::nouns::{
    Actor, ActorId, ActorKind, BlockKind, Mention, MentionKind, Page, PlaceMention, Resolved,
    TimeMention,
};
use crate::tree::{self, Tree};

/// What the coder looks at.
pub(crate) struct Scene<'a> {
    pub(crate) page: &'a Page,
    pub(crate) doc: &'a Doc,
    pub(crate) resolved: &'a Resolved,
    /// Mention that covers each token, if any.
    mention_at: Vec<Option<u32>>,
    /// Mentions of each actor, in order.
    mentions_of: BTreeMap<&'a ActorId, Vec<u32>>,
    /// The words "speaking" and "addressing".
    pub(crate) speaking: Vec<u32>,
    /// First mention of the officeholder the text names most.
    pub(crate) protagonist: Option<u32>,
}

impl<'a> Scene<'a> {
    pub(crate) fn new(page: &'a Page, doc: &'a Doc, resolved: &'a Resolved) -> Self {
        let mut mention_at = vec![None; doc.tokens.len()];
        for (index, mention) in resolved.mentions.iter().enumerate() {
            for token in doc.token_at(mention.start)..doc.tokens.len() as u32 {
                if doc.tokens[token as usize].start >= mention.end {
                    break;
                }
                mention_at[token as usize] = Some(index as u32);
            }
        }
        let mut mentions_of: BTreeMap<&ActorId, Vec<u32>> = BTreeMap::new();
        for (index, mention) in (0..).zip(&resolved.mentions) {
            if let Some(actor) = &mention.actor {
                mentions_of.entry(actor).or_default().push(index);
            }
        }
        let speaks = |&t: &u32| {
            let word = doc.word(t);
            ["speaking", "addressing"].iter().any(|w| word.eq_ignore_ascii_case(w))
        };
        let speaking = (0..doc.tokens.len() as u32).filter(speaks).collect();
        let protagonist = protagonist(resolved, &mentions_of);
        Self { page, doc, resolved, mention_at, mentions_of, speaking, protagonist }
    }

    /// Whether a token stands in the headline.
    pub(crate) fn in_headline(&self, token: u32) -> bool {
        let at = self.doc.tokens[token as usize].start;
        self.page.reading.block_at(at).is_some_and(|b| b.kind == BlockKind::Title)
    }

    /// The mentions of an actor, in order.
    pub(crate) fn mentions_of(&self, actor: &ActorId) -> impl Iterator<Item = &'a Mention> {
        let indices = self.mentions_of.get(actor).into_iter().flatten();
        indices.map(|&m| self.mention(m))
    }

    /// Places whose words lie between two bytes, in order.
    pub(crate) fn places_in(&self, bytes: Range<u32>) -> impl Iterator<Item = &'a PlaceMention> {
        let places = &self.resolved.places;
        let first = places.partition_point(|p| p.start < bytes.start);
        let near = places[first..].iter().take_while(move |p| p.start < bytes.end);
        near.filter(move |p| p.end <= bytes.end)
    }

    pub(crate) fn mention(&self, index: u32) -> &'a Mention {
        &self.resolved.mentions[index as usize]
    }

    pub(crate) fn actor(&self, id: &ActorId) -> Option<&'a Actor> {
        let actors = &self.resolved.actors;
        actors.binary_search_by(|a| a.id.cmp(id)).ok().map(|i| &actors[i])
    }

    /// The mention that covers a token.
    pub(crate) fn mention_covering(&self, token: u32) -> Option<u32> {
        self.mention_at[token as usize]
    }

    /// The mention a noun phrase stands for: at its head, at the name that explains its head
    /// ("President of Finland, Sauli Niinistö"), or at the name its head is the title of
    /// ("Director of the Federal Police Anna Virtanen").
    pub(crate) fn mention_of(&self, head: u32) -> Option<u32> {
        let named = |t: u32| {
            self.mention_covering(t)
                .filter(|&m| self.mention(m).actor.is_some() || !self.mention(m).members.is_empty())
        };
        let explaining = || {
            let deps = [Dep::Appos, Dep::Compound, Dep::Nmod];
            let children: Vec<u32> = self.with_dep(head, &deps).collect();
            children
                .into_iter()
                .flat_map(|c| self.conjuncts(c))
                .find_map(|c| named(c).filter(|&m| self.pos(c) == Pos::Propn && self.is_person(m)))
        };
        self.titled_by(head)
            .or_else(|| named(head).filter(|&m| self.is_person(m)))
            .or_else(explaining)
            .or_else(|| named(head))
            .or_else(|| self.mention_covering(head))
    }

    fn is_person(&self, mention: u32) -> bool {
        let actor = self.mention(mention).actor.as_ref().and_then(|id| self.actor(id));
        actor.is_some_and(|a| a.kind == ActorKind::Person)
    }

    /// The person whose title begins at a noun and whose name follows before the next comma. The
    /// words are asked, not the tree: parsers often tear a long title from its name.
    fn titled_by(&self, noun: u32) -> Option<u32> {
        const REACH: u32 = 14;
        let end = self.sentence(noun).end.min(noun + REACH);
        if let Some(mention) = self.named_at(noun) {
            return Some(mention);
        }
        let mut following = (noun + 1..end).take_while(|&t| self.may_stand_in_title(t));
        let word = self.lower(noun);
        let titled = following.find_map(|t| {
            let mention = self.mention_covering(t).filter(|&m| self.is_person(m))?;
            let known = self.mention(mention);
            let mut titles = known.office.iter().chain(&known.capacities);
            let fits = titles.any(|o| o.split(' ').any(|w| w == word));
            // "Rebel chief A B": a noun for one person right before a name nothing else explains.
            let described = t == noun + 1 && known.office.is_none() && self.tag(noun) == Tag::Nn;
            (fits || described).then_some(mention)
        });
        titled.or_else(|| self.named_after_comma(noun))
    }

    /// The name of whoever bears the title that a noun is the head of ("the President of Finland,
    /// A B,").
    fn named_at(&self, noun: u32) -> Option<u32> {
        const REACH: usize = 3;
        let first = self.doc.tokens[noun as usize].end;
        let mentions = &self.resolved.mentions;
        let next = mentions.partition_point(|m| m.start < first);
        let named = |m: &Mention| m.head == noun && m.kind == MentionKind::Name;
        let found = mentions[next..].iter().take(REACH).position(named)?;
        Some((next + found) as u32).filter(|&m| self.is_person(m))
    }

    /// "The chief negotiator of the movement, A B,": the name in apposition.
    fn named_after_comma(&self, noun: u32) -> Option<u32> {
        const REACH: u32 = 14;
        let end = self.sentence(noun).end.min(noun + REACH);
        let comma = (noun + 1..end).find(|&t| !self.may_stand_in_title(t))?;
        let name = comma + 1;
        if self.lower(comma) != "," || name >= end || self.tag(noun) != Tag::Nn {
            return None;
        }
        let mention = self.mention_covering(name).filter(|&m| self.is_person(m))?;
        let known = self.mention(mention);
        let after = self.doc.token_at(known.end);
        let closed = after >= end || self.pos(after) == Pos::Punct;
        let bare = known.office.is_none() && known.kind == MentionKind::Name;
        (bare && closed && known.start == self.doc.tokens[name as usize].start).then_some(mention)
    }

    /// Whether a token may stand between the first word of a title and the name.
    fn may_stand_in_title(&self, token: u32) -> bool {
        match self.pos(token) {
            Pos::Propn | Pos::Noun | Pos::Adj | Pos::Det => true,
            Pos::Adp => matches!(self.lower(token).as_str(), "of" | "for"),
            Pos::Cconj => self.lower(token) == "and",
            Pos::Punct => self.lower(token) == "-",
            _ => false,
        }
    }

    /// Persons listed with one ("with A, Minister of Trade B and the King"): the names and offices right
    /// before and after it in the words, with only titles, commas and "and" between them. Again
    /// the words are asked: a tree seldom survives a list of long titles.
    pub(crate) fn listed_with(&self, mention: u32) -> Vec<u32> {
        let all = self.resolved.mentions.len() as u32;
        let mut found = Vec::new();
        let mut at = mention;
        while let Some(next) = (at + 1..all).find(|&m| self.is_person(m)) {
            if !self.in_one_list(at, next) {
                break;
            }
            found.push(next);
            at = next;
        }
        at = mention;
        while let Some(previous) = (0..at).rev().find(|&m| self.is_person(m)) {
            if !self.in_one_list(previous, at) {
                break;
            }
            found.push(previous);
            at = previous;
        }
        found
    }

    /// Whether two persons' names stand in one list, the first before the second.
    fn in_one_list(&self, first: u32, second: u32) -> bool {
        const REACH: u32 = 16;
        let (a, b) = (self.mention(first), self.mention(second));
        let between = self.doc.token_at(a.end)..self.doc.token_at(b.start);
        let listed = |m: &Mention| matches!(m.kind, MentionKind::Name | MentionKind::Office);
        let names = listed(a) && listed(b);
        if !names || between.is_empty() || between.len() as u32 > REACH {
            return false;
        }
        let link = |t: u32| matches!(self.lower(t).as_str(), "," | "and" | "&");
        let after_link = self.doc.token_at(b.start);
        let subject = (between.start..=after_link).any(|t| self.dep(t) == Dep::Nsubj)
            || self.dep(self.last_token(b)) == Dep::Nsubj;
        let linked = link(between.start) || self.dep(self.last_token(b)) == Dep::Conj;
        linked
            && !subject
            && between.clone().any(link)
            && between.into_iter().all(|t| link(t) || self.may_stand_in_title(t))
    }

    fn last_token(&self, mention: &Mention) -> u32 {
        self.doc.token_at(mention.end.saturating_sub(1))
    }

    /// The questions that need no mentions.
    fn tree(&self) -> Tree<'a> {
        Tree { doc: self.doc }
    }

    pub(crate) fn children(&self, token: u32) -> impl Iterator<Item = u32> + 'a {
        self.tree().children(token)
    }

    pub(crate) fn dep(&self, token: u32) -> Dep {
        self.tree().dep(token)
    }

    pub(crate) fn pos(&self, token: u32) -> Pos {
        self.tree().pos(token)
    }

    pub(crate) fn tag(&self, token: u32) -> Tag {
        self.tree().tag(token)
    }

    pub(crate) fn head(&self, token: u32) -> u32 {
        self.tree().head(token)
    }

    pub(crate) fn lemma(&self, token: u32) -> &str {
        &self.doc.tokens[token as usize].lemma
    }

    /// A verb with its particle, "put off"; without one its lemma.
    pub(crate) fn verb_name(&self, verb: u32) -> String {
        let particle = self.with_dep(verb, &[Dep::Prt]).next();
        match particle {
            Some(particle) => format!("{} {}", self.lemma(verb), self.lower(particle)),
            None => self.lemma(verb).to_owned(),
        }
    }

    pub(crate) fn lower(&self, token: u32) -> String {
        self.tree().lower(token)
    }

    pub(crate) fn is_verb(&self, token: u32) -> bool {
        self.tree().is_verb(token)
    }

    pub(crate) fn sentence(&self, token: u32) -> Range<u32> {
        self.tree().sentence(token)
    }

    /// Dependents with one of these labels, left to right.
    pub(crate) fn with_dep<'d>(
        &self,
        token: u32,
        deps: &'d [Dep],
    ) -> impl Iterator<Item = u32> + use<'a, 'd> {
        self.tree().with_dep(token, deps)
    }

    /// A token with everything coordinated to it.
    pub(crate) fn conjuncts(&self, token: u32) -> Vec<u32> {
        self.tree().conjuncts(token)
    }

    /// Objects of a token's prepositions, with the coordinated ones. Prepositions may stand one
    /// under the other ("in a call with").
    pub(crate) fn objects_of(&self, token: u32, prepositions: &[String]) -> Vec<u32> {
        let mut found = Vec::new();
        let own = self.with_dep(token, &[Dep::Prep, Dep::Agent, Dep::Dative]);
        // "Together with A", "along with A": the preposition hangs on the adverb.
        let jointly = |&a: &u32| matches!(self.lower(a).as_str(), "together" | "along" | "jointly");
        let adverbs = self.with_dep(token, &[Dep::Advmod]).filter(jointly);
        let under = adverbs.flat_map(|a| self.with_dep(a, &[Dep::Prep]));
        for prep in own.chain(under).collect::<Vec<_>>() {
            if prepositions.iter().any(|p| *p == self.lower(prep)) {
                for object in self.with_dep(prep, &[Dep::Pobj]) {
                    found.extend(self.conjuncts(object));
                }
            }
        }
        found
    }

    /// The subjects of a verb, looked for upwards where it has none of its own: a coordinated
    /// verb shares them, an infinitive takes its governor's, a participle the noun it stands by.
    pub(crate) fn subjects(&self, verb: u32) -> Vec<u32> {
        let mut at = verb;
        for _ in 0..6 {
            let own: Vec<u32> = self.with_dep(at, &[Dep::Nsubj, Dep::Nsubjpass]).collect();
            if let Some(&subject) = own.first() {
                return self.conjuncts(self.tree().antecedent(subject, at));
            }
            let head = self.head(at);
            match self.dep(at) {
                _ if head == at => return Vec::new(),
                // "She was among the first to call him": she called.
                Dep::Acl | Dep::Relcl if matches!(self.lemma(head), "first" | "last" | "one") => {
                    let Some(verb) = self.verb_above(head) else { return Vec::new() };
                    at = verb;
                }
                Dep::Acl => {
                    // "His visit to meet them": he meets them. "The envoy meeting them": the envoy.
                    let owners = self.with_dep(head, &[Dep::Poss]).collect::<Vec<_>>();
                    return if owners.is_empty() { self.conjuncts(head) } else { owners };
                }
                Dep::Xcomp | Dep::Ccomp if self.object_control(head) => {
                    let object = self.with_dep(head, &[Dep::Dobj]).next();
                    return object.map_or_else(Vec::new, |o| self.conjuncts(o));
                }
                Dep::Conj
                | Dep::Xcomp
                | Dep::Advcl
                | Dep::Pcomp
                | Dep::Ccomp
                | Dep::Prep
                | Dep::Aux
                | Dep::Auxpass => at = head,
                _ => return Vec::new(),
            }
        }
        Vec::new()
    }

    /// Whether the object of a verb does what its infinitive says ("asked him to meet").
    fn object_control(&self, verb: u32) -> bool {
        matches!(self.lemma(verb), "ask" | "urge" | "invite" | "tell" | "send" | "allow" | "want")
            && self.with_dep(verb, &[Dep::Dobj]).next().is_some()
    }

    /// The verb above a token, through prepositions, nouns and coordination.
    pub(crate) fn verb_above(&self, token: u32) -> Option<u32> {
        let mut at = token;
        for _ in 0..12 {
            let head = self.head(at);
            if head == at {
                return None;
            }
            if self.is_verb(head) {
                return Some(head);
            }
            at = head;
        }
        None
    }

    /// Whether a token is a verb of speech.
    pub(crate) fn is_speech(&self, token: u32) -> bool {
        self.pos(token) == Pos::Verb && is_speech_verb(self.lemma(token))
    }

    /// Whether a token is a pronoun of the first person.
    pub(crate) fn is_first_person(&self, token: u32) -> bool {
        tree::is_first_person(self.doc.word(token))
    }

    /// Whether the sentence speaks of a denial.
    pub(crate) fn is_denial(&self, token: u32) -> bool {
        let mut words = self.sentence(token);
        words.any(|t| matches!(self.lemma(t), "deny" | "denial" | "dismiss" | "refute"))
    }

    /// Times whose words lie between two tokens (end exclusive).
    pub(crate) fn times_in(&self, tokens: Range<u32>) -> impl Iterator<Item = &'a TimeMention> {
        let bytes = if tokens.is_empty() { 0..0 } else { self.doc.bytes(tokens) };
        let times = &self.resolved.times;
        let first = times.partition_point(|t| t.start < bytes.start);
        let near = times[first..].iter().take_while(move |t| t.start < bytes.end);
        near.filter(move |t| t.end <= bytes.end)
    }

    /// Whether a token is of the words of a time.
    pub(crate) fn in_time(&self, token: u32) -> bool {
        let at = self.doc.tokens[token as usize].start;
        let times = &self.resolved.times;
        let next = times.partition_point(|t| t.end <= at);
        times.get(next).is_some_and(|t| t.start <= at)
    }

    /// First and one-past-last token of the subtree under a token, within its sentence.
    pub(crate) fn subtree(&self, token: u32) -> Range<u32> {
        self.tree().subtree(token)
    }
}

/// The officeholder named most often, of equals the one named first; told at least twice.
fn protagonist(resolved: &Resolved, mentions_of: &BTreeMap<&ActorId, Vec<u32>>) -> Option<u32> {
    let named = |m: &&u32| {
        let mention = &resolved.mentions[**m as usize];
        mention.kind == MentionKind::Name && mention.office.is_some()
    };
    let told = mentions_of.values().filter_map(|mentions| {
        let count = mentions.iter().filter(named).count();
        let first = mentions.iter().find(named)?;
        (count >= 2).then_some((count, std::cmp::Reverse(*first)))
    });
    told.max().map(|(_, first)| first.0)
}
