//! Which place a name means. Sentences are our own; their parse is made by hand.

use chancery_engine::{Dep, Doc, Entity, EntityKind, Pos, Tag, Token};

use super::*;
use crate::resolve::testing::page;

/// A parse with these entities, each given by its words; every capitalised word a name.
fn doc(text: &str, entities: &[(&str, EntityKind)]) -> Doc {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let bare = word.trim_end_matches(['.', ',']);
        for part in [bare, &word[bare.len()..]].into_iter().filter(|p| !p.is_empty()) {
            let capital = part.starts_with(char::is_uppercase);
            let start = at as u32;
            at += part.len();
            tokens.push(Token {
                start,
                end: at as u32,
                space_after: text[at..].starts_with(' '),
                lemma: part.to_lowercase().into(),
                pos: if capital { Pos::Propn } else { Pos::Noun },
                tag: Tag::Nn,
                morph: "".into(),
                head: 0,
                dep: Dep::Unlabelled,
                sent_start: tokens.is_empty(),
            });
        }
        at += 1;
    }
    let sentences = std::iter::once(0..tokens.len() as u32).collect();
    let mut doc = Doc { text: text.to_owned(), tokens, entities: Vec::new(), sentences };
    for (words, kind) in entities {
        let start = text.find(words).expect("the words stand in the text") as u32;
        let end = doc.token_at(start + words.len() as u32 - 1) + 1;
        doc.entities.push(Entity { start: doc.token_at(start), end, kind: *kind });
    }
    doc.entities.sort_by_key(|e| e.start);
    doc
}

/// "words=Name/COUNTRY" of every place found.
fn read(text: &str, entities: &[(&str, EntityKind)]) -> Vec<String> {
    let found = places(&page(text, None), &doc(text, entities), &Gazetteer::embedded());
    found
        .iter()
        .map(|p| {
            let words = &text[p.start as usize..p.end as usize];
            let country = p.place.country.as_deref().unwrap_or("?");
            format!("{words}={}/{country}", p.place.name)
        })
        .collect()
}

const GPE: EntityKind = EntityKind::Place;

#[test]
fn the_larger_place_of_a_name() {
    let text = "The envoys met in Paris and then in Moscow.";
    let found = read(text, &[("Paris", GPE), ("Moscow", GPE)]);
    assert_eq!(found, ["Paris=Paris/FRA", "Moscow=Moscow/RUS"]);
}

#[test]
fn a_qualifier_decides_and_is_remembered() {
    let text = "He spoke in Paris, Texas, before he left Paris.";
    let doc = doc(text, &[("Paris", GPE), ("Texas", GPE)]);
    let mut doc = doc;
    doc.entities.push(Entity { start: 10, end: 11, kind: GPE });
    let found = places(&page(text, None), &doc, &Gazetteer::embedded());
    let countries: Vec<_> = found.iter().map(|p| p.place.country.as_deref()).collect();
    assert_eq!(countries, [Some("USA"); 3]);
}

#[test]
fn a_region_beside_its_city_is_no_country() {
    let found = read("They met in Atlanta, Georgia.", &[("Atlanta", GPE), ("Georgia", GPE)]);
    assert_eq!(found, ["Atlanta=Atlanta/USA", "Georgia=Georgia/USA"]);
    let found = read("They met in Georgia.", &[("Georgia", GPE)]);
    assert_eq!(found, ["Georgia=Georgia/GEO"]);
}

#[test]
fn countries_side_by_side_do_not_qualify_each_other() {
    let found = read("They flew to France, Germany.", &[("France", GPE), ("Germany", GPE)]);
    assert_eq!(found, ["France=France/FRA", "Germany=Germany/DEU"]);
}

#[test]
fn the_text_s_country_tips_the_balance() {
    let text = "The Lebanese delegation stopped in Tripoli.";
    let found = read(text, &[("Lebanese", EntityKind::Group), ("Tripoli", GPE)]);
    assert_eq!(found.len(), 1);
    let found = read("The talks in Tripoli ended.", &[("Tripoli", GPE)]);
    assert_eq!(found, ["Tripoli=Tripoli/LBY"]);
}

#[test]
fn a_name_after_a_preposition_needs_no_entity() {
    assert_eq!(read("They met at Camp David.", &[]), ["Camp David=Camp David/USA"]);
    assert_eq!(
        read("They met in the Great Hall of the People.", &[]),
        ["Great Hall of the People=Great Hall of the People/CHN"]
    );
    assert_eq!(
        read("A letter went to Paris Jones.", &[("Paris Jones", EntityKind::Person)]),
        [""; 0]
    );
}

#[test]
fn an_unknown_place_keeps_its_words() {
    let found = read("They met in Qwertyville.", &[("Qwertyville", GPE)]);
    assert_eq!(found, ["Qwertyville=Qwertyville/?"]);
}

#[test]
fn a_dateline_is_a_place() {
    let found = read("PHNOM PENH, 14 Dec (Desk) — The premiers met.", &[]);
    assert_eq!(found, ["PHNOM PENH=Phnom Penh/KHM"]);
}

#[test]
fn a_town_needs_its_country() {
    let text = "The Polish envoy spoke in Kock.";
    let found = read(text, &[("Polish", EntityKind::Group), ("Kock", GPE)]);
    assert_eq!(found, ["Kock=Kock/POL"]);
    let text = "The Chilean envoy spoke in Kock.";
    let found = read(text, &[("Chilean", EntityKind::Group), ("Kock", GPE)]);
    assert_eq!(found, ["Kock=Kock/?"]);
}

#[test]
fn a_month_or_a_person_is_no_town() {
    let british = ("British", EntityKind::Group);
    let text = "The British envoy left in March.";
    assert_eq!(read(text, &[british, ("March", EntityKind::Date)]), [""; 0]);
    let text = "Tom Wells met the British envoy. A letter went to Wells.";
    assert_eq!(read(text, &[british, ("Tom Wells", EntityKind::Person)]), [""; 0]);
}

#[test]
fn a_list_of_countries_does_not_qualify() {
    let text = "They flew to Niger, Nigeria and Togo.";
    let found = read(text, &[("Niger", GPE), ("Nigeria", GPE), ("Togo", GPE)]);
    assert_eq!(found[0], "Niger=Niger/NER");
}

#[test]
fn the_word_beside_a_name_tells_its_kind() {
    assert_eq!(read("He rules New York state.", &[("New York", GPE)]), ["New York=New York/USA"]);
    let found = read("He rules New York city.", &[("New York", GPE)]);
    assert_eq!(found, ["New York=New York City/USA"]);
}

#[test]
fn other_places_of_the_text_decide() {
    let text = "They drove from Atlanta, Texas, by way of Dallas to Paris.";
    let found = read(text, &[("Atlanta", GPE), ("Texas", GPE), ("Dallas", GPE), ("Paris", GPE)]);
    assert_eq!(found[0], "Atlanta=Atlanta/USA");
    let text = "The Lebanese envoy went from Beirut to Tripoli.";
    let found = read(text, &[("Lebanese", EntityKind::Group), ("Beirut", GPE), ("Tripoli", GPE)]);
    assert_eq!(found[1], "Tripoli=Tripoli/LBN");
}

#[test]
fn a_hall_stands_in_the_city_it_is_named_after() {
    let text = "They met at Seoul City Hall.";
    let found = read(text, &[("Seoul City Hall", EntityKind::Facility)]);
    assert_eq!(found, ["Seoul City Hall=Seoul City Hall/KOR"]);
}

#[test]
fn a_well_known_venue_is_no_small_town() {
    let text = "The American envoy spoke at the White House.";
    let american = ("American", EntityKind::Group);
    let doc = doc(text, &[american, ("White House", EntityKind::Facility)]);
    let found = places(&page(text, None), &doc, &Gazetteer::embedded());
    assert!(found[0].place.latitude.is_some_and(|north| (north - 38.9).abs() < 0.1));
}

#[test]
fn what_the_parser_never_takes_for_a_place_is_no_town() {
    let american = ("American", EntityKind::Group);
    assert_eq!(read("The American envoy spoke in Stanford.", &[american]), [""; 0]);
}
