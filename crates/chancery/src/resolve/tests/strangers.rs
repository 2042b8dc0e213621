//! Nobody known becomes a stranger of another state, and no place or headline a person.

use super::super::testing::read;
use crate::nouns::Mention;

fn actor<'m>(found: &'m [Mention], text: &str) -> &'m str {
    let names = || found.iter().map(|m| m.text.as_str()).collect::<Vec<_>>();
    let mention = found.iter().find(|m| m.text == text);
    let mention = mention.unwrap_or_else(|| panic!("{text} in {:?}", names()));
    mention.actor.as_ref().map_or("", |a| a.as_str())
}

#[test]
fn a_whole_name_in_office_beats_the_title_of_another_state_beside_it() {
    let found = read(
        "At the dinner of the South African President, Narendra Modi praised his host. India will \
         send a ship.",
        "2023-08-23",
        None,
    );
    assert_eq!(actor(&found, "Narendra Modi"), "person:ind:narendra-modi");
    assert_eq!(actor(&found, "South African President"), "person:zaf:cyril-ramaphosa");
}

#[test]
fn a_title_ends_with_its_line() {
    let found = read(
        "Aide to see the Prime Minister of Malaysia\n\nPresident Vladimir Putin will fly to Kuala \
         Lumpur in spring.",
        "2003-03-04",
        Some("RUS"),
    );
    assert_eq!(actor(&found, "Vladimir Putin"), "person:rus:vladimir-putin");
}

#[test]
fn a_phrase_before_a_subject_is_no_title_of_it() {
    let found = read(
        "After his talks with the Italian Prime Minister, Mr Schallenberg spoke to reporters. \
         Alexander Schallenberg is the Austrian foreign minister.",
        "2022-03-04",
        None,
    );
    assert_eq!(actor(&found, "Schallenberg"), "person:aut:alexander-schallenberg");
}

#[test]
fn a_bare_office_may_be_of_a_state_spoken_of() {
    let found = read(
        "The Prime Minister was then the guest of President Aquino in Manila.",
        "2013-03-03",
        Some("MYS"),
    );
    assert!(actor(&found, "Aquino").starts_with("person:phl"));
}

#[test]
fn any_ministry_makes_a_minister() {
    let found = read("Minister Biruta returned to Kigali.", "2021-07-21", Some("RWA"));
    assert_eq!(actor(&found, "Biruta"), "person:rwa:vincent-biruta");
}

#[test]
fn words_used_as_a_place_are_nobody() {
    let found = read(
        "Two convoys left Ravno camp on Friday. In Ravno the tents are full, said Mr Okoth.",
        "2020-10-20",
        None,
    );
    assert!(found.iter().all(|m| !m.text.contains("Ravno")));
    assert!(found.iter().any(|m| m.text == "Okoth"));
}

#[test]
fn a_headline_in_capitals_gives_the_name_alone() {
    let found = read(
        "PRIME MINISTER OKORO HOLDS TALKS IN OSLO\n\nLina Okoro, the prime minister, came home on \
         Monday.",
        "2019-05-06",
        Some("NGA"),
    );
    assert_eq!(actor(&found, "OKORO"), actor(&found, "Lina Okoro"));
}

#[test]
fn letters_after_a_name_are_its_bearers() {
    let found = read("Prime Minister Tia Malu MP received guests.", "2015-05-06", Some("SLB"));
    assert!(found.iter().all(|m| m.text != "MP"));
}

#[test]
fn two_states_may_share_one_word_for_their_heads() {
    let found = read(
        "The Kyrgyz and the Tajik head of state signed a treaty in Bishkek.",
        "2025-03-15",
        None,
    );
    let both = found.iter().find(|m| m.members.len() == 2).expect("two holders");
    assert_eq!(both.members[0].as_str(), "person:kgz:sadyr-japarov");
}
