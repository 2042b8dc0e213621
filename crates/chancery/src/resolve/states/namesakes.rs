//! Words for a state that mean something else here: a part of a federal state ("Georgia" beside
//! Atlanta), a person ("Jordan" where the text tells of Michael Jordan).

use super::super::draft::{Draft, Scene};
use super::super::fold::{fold, same_part};
use super::super::lexicon::{Hit, Sense, StateWord};
use super::super::people::Person;
use crate::nouns::MentionKind;

/// Who or what else is meant.
pub(super) enum Namesake<'s> {
    /// Nobody: a province.
    Province,
    /// A person of the text.
    Person(&'s Person),
}

impl Namesake<'_> {
    pub(super) fn draft(&self, scene: &Scene<'_>, hit: &Hit) -> Option<Draft> {
        match self {
            Self::Province => None,
            Self::Person(person) => {
                Some(Draft::person(scene.doc, hit.tokens.clone(), MentionKind::Name, person))
            }
        }
    }
}

/// States with a namesake elsewhere: what near the word speaks for the namesake.
const PROVINCES: &[(&str, &[&str])] = &[
    (
        "GEO",
        &[
            "atlanta",
            "savannah",
            "augusta",
            "macon",
            "alabama",
            "florida",
            "tennessee",
            "carolina",
            "texas",
            "arizona",
            "nevada",
            "michigan",
            "pennsylvania",
            "wisconsin",
            "ohio",
            "governor",
            "senator",
            "senators",
            "county",
            "legislature",
            "congressman",
            "congresswoman",
            "republican",
            "democrat",
            "republicans",
            "democrats",
            "runoff",
            "gov.",
            "u.s.",
            "peach",
        ],
    ),
    ("LUX", &["arlon", "bastogne", "walloon", "wallonia", "province"]),
    ("MEX", &["edomex", "toluca"]),
];

/// What else a state's name means here, where the state itself is not spoken of by people or
/// capital.
pub(super) fn namesake<'s>(scene: &'s Scene<'_>, hit: &Hit) -> Option<Namesake<'s>> {
    let Sense::State(index, _) = hit.sense else { return None };
    let spoken = scene.hits.iter().any(|h| {
        matches!(h.sense, Sense::State(i, StateWord::Demonym | StateWord::Capital) if i == index)
    });
    if spoken || is_dealt_with(scene, hit) {
        return None;
    }
    let iso3 = scene.setting.knowledge.at(index).country.as_deref()?;
    if is_province(scene, hit, iso3) {
        return Some(Namesake::Province);
    }
    let word = smol_str::SmolStr::from(fold(scene.doc.span(hit.tokens.clone())));
    let bearer = scene.persons.iter().find(|p| {
        let parts = super::super::fold::name_parts(&p.name);
        parts.len() > 1 && parts.iter().any(|part| same_part(part, &word))
    });
    bearer.filter(|_| hit.tokens.len() == 1).map(Namesake::Person)
}

/// "Relations with Jordan": a person has none.
fn is_dealt_with(scene: &Scene<'_>, hit: &Hit) -> bool {
    let doc = scene.doc;
    let token = &doc.tokens[hit.tokens.start as usize];
    let in_place = doc.word(token.head).eq_ignore_ascii_case("in");
    in_place && scene.persons.iter().any(|p| p.name.contains(doc.word(hit.tokens.start)))
}

/// Whether words near it speak of the province.
fn is_province(scene: &Scene<'_>, hit: &Hit, iso3: &str) -> bool {
    let Some((_, marks)) = PROVINCES.iter().find(|(code, _)| *code == iso3) else { return false };
    let doc = scene.doc;
    let here = doc.sentence_of(hit.tokens.start);
    let first = doc.sentences[here.saturating_sub(2)].start;
    let last = doc.sentences[(here + 2).min(doc.sentences.len() - 1)].end;
    (first..last).any(|t| marks.contains(&doc.word(t).to_lowercase().as_str()))
}
