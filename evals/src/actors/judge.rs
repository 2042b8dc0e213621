//! Whether the mention found means whom the gold says.

use chancery::nouns::{Actor, ActorId, ActorKind, Mention};
use chancery::pipeline::{PageReader, ReadOutcome};
use chancery::resolve::{fold, name_parts, names_agree};

use super::gold::{Gold, GoldActor, GoldKind, GoldOne};
use super::office::same_office;
use crate::reading::{Span, raw_span};

/// What was read in one gold text.
pub(crate) struct Judge<'r> {
    pub(crate) reader: &'r PageReader,
    pub(crate) outcome: &'r ReadOutcome,
}

impl Judge<'_> {
    /// The mention on the gold's words, else the one that shares most bytes with them.
    pub(crate) fn mention(&self, gold: &Gold) -> Option<&Mention> {
        let wanted = [gold.start, gold.end];
        let placed = self.outcome.mentions.iter().filter_map(|m| {
            let span = raw_span(&self.outcome.page.reading, m.start, m.end)?;
            let shared = shared(span, wanted);
            (shared > 0).then_some((shared, span, m))
        });
        let best = placed.min_by_key(|(shared, span, _)| {
            (*span != wanted, u32::MAX - shared, span[1] - span[0], span[0])
        });
        best.map(|(.., mention)| mention)
    }

    /// Whether the mention means whom the gold says; no mention means nobody.
    pub(crate) fn is_right(&self, gold: &Gold, mention: Option<&Mention>) -> bool {
        let meant = mention.map(meant).unwrap_or_default();
        match (&gold.actor, meant.as_slice()) {
            (None, meant) => meant.iter().all(|id| self.is_only_of_the_text(id)),
            (Some(GoldActor::One(one)), [only]) => self.is_it(one, only),
            (Some(GoldActor::One(_)), _) => false,
            (Some(GoldActor::Several { members }), meant) => {
                members.len() == meant.len()
                    && members.iter().all(|one| meant.iter().any(|id| self.is_it(one, id)))
                    && meant.iter().all(|id| members.iter().any(|one| self.is_it(one, id)))
            }
        }
    }

    /// Whether the mention gives the office, as the one it names or among its capacities.
    pub(crate) fn has_office(&self, mention: Option<&Mention>, office: &str) -> bool {
        let Some(mention) = mention else { return false };
        let mut told = mention.office.iter().chain(&mention.capacities);
        told.any(|told| same_office(self.reader, told, office))
    }

    /// An unnamed group, an office, or whoever no table knows.
    fn is_only_of_the_text(&self, id: &ActorId) -> bool {
        self.reader.knowledge().actor(id).is_none()
    }

    /// The actor as the text has it and as the tables have it.
    fn actors(&self, id: &ActorId) -> impl Iterator<Item = &Actor> {
        let of_text = self.outcome.actors.iter().find(|a| a.id == *id);
        of_text.into_iter().chain(self.reader.knowledge().actor(id))
    }

    fn is_it(&self, gold: &GoldOne, id: &ActorId) -> bool {
        let actors: Vec<&Actor> = self.actors(id).collect();
        let kind = actors.first().map(|a| a.kind);
        match (gold.kind, kind) {
            (GoldKind::Person, Some(ActorKind::Person)) => is_person(gold, &actors),
            (GoldKind::State, Some(ActorKind::State)) => {
                actors.iter().any(|a| a.country == gold.country)
            }
            (GoldKind::Body, Some(ActorKind::Body)) => is_body(gold, &actors),
            (GoldKind::Office, Some(ActorKind::Office)) => actors.iter().any(|a| {
                a.country == gold.country && same_office(self.reader, &a.name, &gold.name)
            }),
            _ => false,
        }
    }
}

/// Whoever a mention gives, one or several.
fn meant(mention: &Mention) -> Vec<&ActorId> {
    if mention.members.is_empty() {
        mention.actor.iter().collect()
    } else {
        mention.members.iter().collect()
    }
}

fn shared(a: Span, b: Span) -> u32 {
    a[1].min(b[1]).saturating_sub(a[0].max(b[0]))
}

fn names<'a>(actors: &'a [&Actor]) -> impl Iterator<Item = &'a str> {
    actors.iter().flat_map(|a| std::iter::once(&a.name).chain(&a.aliases)).map(String::as_str)
}

/// A name agrees, and so does the state: of citizenship, or one of an office held.
fn is_person(gold: &GoldOne, actors: &[&Actor]) -> bool {
    let serves = |a: &&Actor, code: &str| {
        let states = a.offices.iter().filter_map(|h| h.of.as_deref());
        states.chain(a.country.as_deref()).any(|c| c == code)
    };
    let country = gold.country.as_deref();
    country.is_none_or(|code| actors.iter().any(|a| serves(a, code)))
        && names(actors).any(|name| gold.names().any(|right| names_one(name, right)))
}

/// A name is the same, or agrees where the state is the same.
fn is_body(gold: &GoldOne, actors: &[&Actor]) -> bool {
    let equal = |name: &str| gold.names().any(|right| fold(right) == fold(name));
    let agrees = |name: &str| gold.names().any(|right| names_one(name, right));
    let home = actors.iter().any(|a| a.country == gold.country);
    names(actors).any(equal) || home && names(actors).any(agrees)
}

/// All parts of the shorter name agree: two at least, or the only one of each.
fn names_one(a: &str, b: &str) -> bool {
    let (a, b) = (name_parts(a), name_parts(b));
    let single = a.len() == 1 && b.len() == 1;
    names_agree(&a, &b, if single { 1 } else { 2 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_need_two_parts_or_are_single() {
        assert!(names_one("Ilse Maria Brandt", "Brandt, Ilse"));
        assert!(names_one("Brandt", "BRANDT"));
        assert!(!names_one("Brandt", "Ilse Brandt"));
        assert_eq!(shared([3, 9], [5, 20]), 4);
        assert_eq!(shared([3, 5], [5, 20]), 0);
    }

    #[test]
    fn the_closest_mention_is_judged() {
        let reader = PageReader::new();
        let text = "Berlin said on Friday that French President Emmanuel Macron would visit.";
        let source = chancery::read::Source {
            published: Some("2024-05-06".to_owned()),
            ..Default::default()
        };
        let page = crate::reading::page(text, &source).expect("a page");
        let outcome = reader.read_page(page);
        let judge = Judge { reader: &reader, outcome: &outcome };
        let gold = |mention: &str, actor: &str| -> Gold {
            let start = text.find(mention).expect("it is there");
            let line = format!(
                r#"{{"id": "1", "category": "", "day": "2024-05-06", "text": "{text}",
                "start": {start}, "end": {}, "mention": "{mention}", "actor": {actor},
                "office": "president"}}"#,
                start + mention.len()
            );
            serde_json::from_str(&line).expect("a line of gold")
        };
        let right = |gold: &Gold| judge.is_right(gold, judge.mention(gold));
        let state = r#"{"kind": "state", "name": "Germany", "country": "DEU"}"#;
        assert!(right(&gold("Berlin", state)));
        assert!(!right(&gold("Berlin", "null")));
        assert!(right(&gold("Friday", "null")));
        let person = r#"{"kind": "person", "name": "Emmanuel Macron", "country": "FRA"}"#;
        let macron = gold("President Emmanuel Macron", person);
        assert!(right(&macron));
        assert!(judge.has_office(judge.mention(&macron), "president"));
    }
}
