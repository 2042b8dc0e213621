//! Bodies of a state by pattern: "the Kenyan foreign ministry", "Kenya's Ministry of Foreign
//! Affairs" and "Foreign Ministry of Kenya" are one.

use std::ops::Range;

use chancery_engine::Doc;

use super::super::draft::{Draft, Scene};
use super::super::lexicon::{Hit, Sense, StateWord, hits_in};
use super::super::tables;
use super::kinds::{self, Kind};
use crate::nouns::{Actor, ActorId, ActorKind, MentionKind};

/// Bodies the tables know under a name of their own: state, kind, id.
const OF_TABLES: &[(&str, &str, &str)] = &[
    ("RUS", "foreign-ministry", "body:russian-foreign-ministry"),
    ("GBR", "foreign-ministry", "body:foreign-office"),
    ("IND", "foreign-ministry", "body:mea"),
    ("USA", "foreign-ministry", "body:us-state-department"),
    ("USA", "defense-ministry", "body:pentagon"),
    ("USA", "finance-ministry", "body:us-treasury"),
    ("USA", "justice-ministry", "body:doj"),
    ("USA", "congress", "body:us-congress"),
    ("USA", "senate", "body:us-senate"),
    ("USA", "house-of-representatives", "body:us-house"),
    ("USA", "supreme-court", "body:us-supreme-court"),
    ("USA", "security-council", "body:nsc"),
    ("USA", "central-bank", "body:fed"),
    ("GBR", "central-bank", "body:bank-of-england"),
    ("CHN", "army", "body:pla"),
    ("CHN", "armed-forces", "body:pla"),
    ("ISR", "army", "body:idf"),
    ("ISR", "armed-forces", "body:idf"),
    ("ISR", "parliament", "body:knesset"),
    ("UKR", "parliament", "body:verkhovna-rada"),
];

/// Mentions of bodies that belong to a state by their words.
pub(super) fn drafts(scene: &Scene<'_>) -> Vec<Draft> {
    let found = kinds::find(scene.doc);
    let known = found.into_iter().filter_map(|(tokens, kind)| draft(scene, tokens, kind));
    known.chain(banks(scene)).collect()
}

fn draft(scene: &Scene<'_>, words: Range<u32>, kind: &'static Kind) -> Option<Draft> {
    if words.clone().any(|t| scene.is_named(t)) || is_part_of_more(scene, &words) {
        return None;
    }
    let (tokens, state) = owned(scene, &words, kind)?;
    let actor = match kind.slug.as_str() {
        "embassy" | "consulate" => return mission(scene, tokens, kind, &state),
        _ => national(scene, kind, &state),
    };
    Some(Draft::of(scene.doc, tokens, MentionKind::Name, &actor))
}

/// Whether the words only open or modify a longer name: "Army Group", "a police officer".
fn is_part_of_more(scene: &Scene<'_>, words: &Range<u32>) -> bool {
    let doc = scene.doc;
    let head = &doc.tokens[words.end as usize - 1];
    let modifies = head.dep == chancery_engine::Dep::Compound
        && head.head >= words.end
        && head.head < words.end + 3;
    let of_person = |t: u32| {
        let lemma = doc.tokens[t as usize].lemma.to_lowercase();
        !matches!(
            lemma.as_str(),
            "spokesman" | "spokeswoman" | "spokesperson" | "statement" | "official" | "source"
        )
    };
    modifies && of_person(head.head)
}

/// The whole words with their owner before or after them, and the owner.
fn owned(scene: &Scene<'_>, words: &Range<u32>, kind: &Kind) -> Option<(Range<u32>, Actor)> {
    if let Some(hit) = owner_before(scene, words.start) {
        return Some((hit.tokens.start..words.end, state(scene, hit)?));
    }
    if let Some(hit) = owner_after(scene, words.end) {
        return Some((words.start..hit.tokens.end, state(scene, hit)?));
    }
    let state = bare_owner(scene, words, kind)?;
    Some((words.clone(), state))
}

/// A state's name, adjective or possessive before the words; "Royal", "Federal" may stand between.
fn owner_before<'s>(scene: &'s Scene<'_>, start: u32) -> Option<&'s Hit> {
    let doc = scene.doc;
    let mut at = start;
    while at > 0 && start - at < 3 && is_between(doc.word(at - 1)) {
        at -= 1;
    }
    let (mut end, mut possessive) = (at, false);
    if at > 0 && matches!(doc.word(at - 1), "'s" | "’s" | "'" | "’") {
        (end, possessive) = (at - 1, true);
    }
    let hit = hits_in(scene.hits, &(end.checked_sub(1)?..end)).next()?;
    let fits = match hit.sense {
        Sense::State(_, StateWord::Name | StateWord::Demonym) => true,
        Sense::State(_, StateWord::Capital) => possessive,
        _ => false,
    };
    let one = doc.sentence_of(hit.tokens.start) == doc.sentence_of(start);
    (fits && hit.tokens.end == end && one).then_some(hit)
}

fn is_between(word: &str) -> bool {
    matches!(
        word.to_lowercase().as_str(),
        "royal" | "federal" | "national" | "new" | "own" | "powerful" | "imperial" | "'s" | "’s"
    ) && !matches!(word, "'s" | "’s")
}

/// "... of Kenya", "of the Republic of Kenya".
fn owner_after<'s>(scene: &'s Scene<'_>, end: u32) -> Option<&'s Hit> {
    let doc = scene.doc;
    let word = |t: u32| doc.tokens.get(t as usize).map_or("", |_| doc.word(t));
    if !matches!(word(end), "of" | "in") {
        return None;
    }
    let at = end + 1 + u32::from(word(end + 1).eq_ignore_ascii_case("the"));
    let hit = hits_in(scene.hits, &(at..at + 1)).next()?;
    let name = matches!(hit.sense, Sense::State(_, StateWord::Name));
    (name && word(end) == "of" && hit.tokens.start == at).then_some(hit)
}

/// The state a bare word for a body belongs to: "its" is the state's that is told of before in the
/// sentence; else that of the only state the text is about.
fn bare_owner(scene: &Scene<'_>, words: &Range<u32>, kind: &Kind) -> Option<Actor> {
    let doc = scene.doc;
    let opening = words.start.checked_sub(1).map(|t| doc.word(t).to_lowercase());
    let knowledge = scene.setting.knowledge;
    match opening.as_deref() {
        Some("its" | "their") => {
            let sentence = doc.sentences[doc.sentence_of(words.start)].clone();
            let mut found: Vec<&Actor> = Vec::new();
            for hit in hits_in(scene.hits, &(sentence.start..words.start)) {
                if let Sense::State(index, StateWord::Name | StateWord::Capital) = hit.sense
                    && !found.iter().any(|a| a.id == knowledge.at(index).id)
                {
                    found.push(knowledge.at(index));
                }
            }
            match found.as_slice() {
                [only] => Some((*only).clone()),
                _ => None,
            }
        }
        Some(
            "a" | "an" | "another" | "any" | "no" | "each" | "every" | "his" | "her" | "'s" | "’s",
        ) => None,
        definite => {
            let capital = doc.word(words.start).starts_with(char::is_uppercase)
                && !doc.tokens[words.start as usize].sent_start;
            let the = definite == Some("the");
            let open = matches!(kind.slug.as_str(), "parliament" | "police" | "state-media");
            let own = kind.alone && (the || capital || open);
            let of_table = hits_in(scene.hits, words)
                .any(|h| matches!(h.sense, Sense::Body(_)) && h.tokens.start <= words.start);
            let iso3 = scene.setting.home.or(scene.setting.sole)?;
            (own && !of_table).then(|| knowledge.state(iso3).cloned())?
        }
    }
}

fn state(scene: &Scene<'_>, hit: &Hit) -> Option<Actor> {
    let Sense::State(index, _) = hit.sense else { return None };
    Some(scene.setting.knowledge.at(index).clone())
}

/// The body of that kind of a state: the tables' own, else one made on the spot, the same for every
/// text.
fn national(scene: &Scene<'_>, kind: &Kind, state: &Actor) -> Actor {
    let iso3 = state.country.as_deref().unwrap_or_default();
    let own = OF_TABLES.iter().find(|(of, slug, _)| *of == iso3 && *slug == kind.slug);
    if let Some(known) =
        own.and_then(|(.., id)| scene.setting.knowledge.actor(&ActorId((*id).to_owned())))
    {
        return known.clone();
    }
    let adjective = tables::states()
        .find(|row| row.iso3 == iso3)
        .and_then(|row| row.adjectives.first().copied());
    let mut aliases: Vec<String> =
        adjective.into_iter().map(|adjective| format!("{adjective} {}", kind.name)).collect();
    for form in &kind.others {
        aliases.extend(adjective.into_iter().map(|adjective| format!("{adjective} {form}")));
        aliases.push(format!("{form} of {}", state.name));
    }
    body(
        format!("body:{}:{}", iso3.to_lowercase(), kind.slug),
        format!("{} of {}", kind.name, state.name),
        aliases,
        kind,
        state,
    )
}

fn body(id: String, name: String, aliases: Vec<String>, kind: &Kind, state: &Actor) -> Actor {
    Actor {
        country: state.country.clone(),
        sector: Some(kind.sector),
        aliases,
        ..Actor::named(ActorId(id), ActorKind::Body, name)
    }
}

/// "The Japanese embassy in Lima": the mission of one state to another.
fn mission(scene: &Scene<'_>, tokens: Range<u32>, kind: &Kind, sender: &Actor) -> Option<Draft> {
    let doc = scene.doc;
    let word = |t: u32| doc.tokens.get(t as usize).map_or("", |_| doc.word(t));
    let at = tokens.end + 1 + u32::from(word(tokens.end + 1) == "the");
    let receiving = matches!(word(tokens.end), "in" | "to" | "at")
        .then(|| hits_in(scene.hits, &(at..at + 1)).next())
        .flatten()
        .filter(|h| h.tokens.start == at)
        .and_then(|h| Some((h.tokens.end, state(scene, h)?)));
    let from = sender.country.as_deref()?.to_lowercase();
    let plain = capital_first(&kind.slug);
    let (end, id, name) = match receiving {
        Some((end, to)) if to.id != sender.id => (
            end,
            format!("body:{from}:{}-to-{}", kind.slug, to.country.as_deref()?.to_lowercase()),
            format!("{plain} of {} in {}", sender.name, to.name),
        ),
        _ => (
            tokens.end,
            format!("body:{from}:{}", kind.slug),
            format!("{plain} of {}", sender.name),
        ),
    };
    let actor = body(id, name, Vec::new(), kind, sender);
    Some(Draft::of(scene.doc, tokens.start..end, MentionKind::Name, &actor))
}

fn capital_first(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |c| c.to_uppercase().chain(letters).collect())
}

/// "The Bank of Ghana", "Reserve Bank of India": the central bank.
fn banks(scene: &Scene<'_>) -> Vec<Draft> {
    let doc = scene.doc;
    let central = kinds::of_slug("central-bank");
    let found = scene.hits.iter().filter_map(|hit| {
        let Sense::State(index, StateWord::Name) = hit.sense else { return None };
        let the = u32::from(
            hit.tokens.start > 0 && doc.word(hit.tokens.start - 1).eq_ignore_ascii_case("the"),
        );
        let of = (hit.tokens.start).checked_sub(1 + the)?;
        let bank = of.checked_sub(1)?;
        let first = matches!(
            bank.checked_sub(1).map(|t| doc.word(t)),
            Some("Reserve" | "National" | "Central" | "State" | "People's")
        );
        let state = scene.setting.knowledge.at(index);
        let commercial = !first && COMMERCIAL.contains(&state.country.as_deref()?);
        let is_bank = doc.word(of) == "of" && doc.word(bank) == "Bank";
        if !is_bank || commercial || has_other_bank(doc, bank) {
            return None;
        }
        let actor = national(scene, central?, state);
        Some(Draft::of(doc, bank - u32::from(first)..hit.tokens.end, MentionKind::Name, &actor))
    });
    found.collect()
}

/// States whose "Bank of X" is a commercial one.
const COMMERCIAL: &[&str] = &["CHN", "IND", "IRL", "CYP", "TWN", "SGP"];

/// "Commercial Bank of X", "Development Bank of X" are no central banks.
fn has_other_bank(doc: &Doc, bank: u32) -> bool {
    let before = bank.checked_sub(1).map(|t| doc.word(t));
    before.is_some_and(|word| {
        word.starts_with(char::is_uppercase)
            && !matches!(word, "Reserve" | "National" | "Central" | "State" | "The")
    })
}

/// The body of the same kind in another state.
pub(crate) fn like(body: &Actor, state: &Actor, scene: &Scene<'_>) -> Option<Actor> {
    let table = OF_TABLES.iter().find(|(.., id)| *id == body.id.as_str()).map(|(_, slug, _)| *slug);
    let slug = table.or_else(|| body.id.as_str().rsplit_once(':').map(|(_, slug)| slug))?;
    Some(national(scene, kinds::of_slug(slug)?, state))
}
