//! Who is mentioned in a text.

use std::collections::BTreeMap;

use chancery_engine::Doc;
use jiff::civil::Date;

use super::draft::Draft;
use super::knowledge::Knowledge;
use super::people::{self, Setting};
use super::{
    attach, bodies, discourse, focus, misplaced, names, nominals, offices, states, titles,
};
use crate::nouns::{Actor, ActorId, Mention, Page, Side};

/// Every mention of an actor in a page, in order and never overlapping, and every actor
/// mentioned, by id.
///
/// `doc` is the parse of the page's cleaned text; offices are those of `day`, the day spoken of.
pub fn mentions(
    page: &Page,
    doc: &Doc,
    day: Option<Date>,
    knowledge: &Knowledge,
) -> (Vec<Mention>, Vec<Actor>) {
    let hits = knowledge.hits(doc);
    let titles = titles::titles(doc, knowledge, &hits);
    let mut named = names::names(doc, &hits, &titles, knowledge);
    attach::attach(doc, &mut named, &titles);
    let document = page.document.id.as_str();
    let text = |name: &names::Name| doc.span(name.tokens.clone()).to_owned();
    let setting = Setting {
        knowledge,
        titles: &titles,
        document: &document[..document.len().min(8)],
        day,
        states: focus::states_of(&hits, knowledge),
        sole: focus::sole_state(page, doc, &hits, knowledge),
        home: match &page.document.side {
            Some(Side::State(code)) => Some(code.as_str()),
            _ => None,
        },
        text: &text,
    };
    misplaced::release(&mut named, &setting);
    named.retain(|name| !name.doubtful || people::is_known(name, &setting));
    names::localities::remove(doc, &mut named, |name| people::is_known(name, &setting));
    let (persons, of_name) = people::link(&named, &setting);
    let scene = super::draft::Scene::new(doc, &hits, &setting, &named, (&persons, &of_name));
    let mut drafts = super::draft::person_drafts(&scene);
    drafts.extend(offices::office_drafts(&scene));
    drafts.extend(bodies::body_drafts(&scene));
    drafts.extend(nominals::unnamed_drafts(&scene));
    drafts.extend(states::state_drafts(&scene));
    let drafts = super::draft::without_overlaps(drafts);
    let drafts = discourse::with_references(&scene, drafts);
    finish(page, doc, drafts)
}

/// Drafts as mentions, and their actors.
fn finish(page: &Page, doc: &Doc, drafts: Vec<Draft>) -> (Vec<Mention>, Vec<Actor>) {
    let mut actors: BTreeMap<ActorId, Actor> = BTreeMap::new();
    let mut mentions = Vec::with_capacity(drafts.len());
    for draft in drafts {
        mentions.push(draft.mention(page, doc));
        for actor in draft.actors {
            actors.entry(actor.id.clone()).or_insert(actor);
        }
    }
    (mentions, actors.into_values().collect())
}

#[cfg(test)]
mod tests {
    use super::super::testing::read;
    use super::*;
    use crate::nouns::MentionKind;

    fn mention<'m>(found: &'m [Mention], text: &str) -> &'m Mention {
        let names = || found.iter().map(|m| m.text.as_str()).collect::<Vec<_>>();
        found.iter().find(|m| m.text == text).unwrap_or_else(|| panic!("{text} in {:?}", names()))
    }

    fn actor<'m>(found: &'m [Mention], text: &str) -> &'m str {
        mention(found, text).actor.as_ref().map_or("", |a| a.as_str())
    }

    #[test]
    fn a_titled_name_is_one_mention_with_office_and_state() {
        let found = read(
            "French President Emmanuel Macron received Chinese President Xi in Paris on Monday.",
            "2024-05-06",
            None,
        );
        let macron = mention(&found, "Emmanuel Macron");
        assert_eq!(actor(&found, "Emmanuel Macron"), "person:fra:emmanuel-macron");
        assert_eq!(
            (macron.office.as_deref(), macron.country.as_deref()),
            (Some("president"), Some("FRA"))
        );
        assert_eq!(actor(&found, "Xi"), "person:chn:xi-jinping");
        assert!(found.iter().all(|m| m.text != "French" && m.text != "Paris"));
    }

    #[test]
    fn a_name_inside_a_longer_name_is_another_person() {
        let found = read(
            "Mr Vaan Rusk chaired the council. Later, Mrs Mira Talo Vaan Rusk opened a school.",
            "2020-01-01",
            None,
        );
        assert_ne!(actor(&found, "Vaan Rusk"), actor(&found, "Mira Talo Vaan Rusk"));
    }

    #[test]
    fn nobody_is_taken_for_a_table_person_of_another_state() {
        let found = read("Peruvian Foreign Minister Sergei Lavrov spoke.", "2015-01-01", None);
        let lavrov = mention(&found, "Sergei Lavrov");
        assert_eq!(lavrov.country.as_deref(), Some("PER"));
        assert!(!actor(&found, "Sergei Lavrov").starts_with("person:rus"));
    }

    #[test]
    fn titles_after_the_name_belong_to_it() {
        let found = read(
            "Ana Petrescu, the Foreign Minister of Romania, arrived in Sofia.",
            "1998-03-01",
            None,
        );
        let minister = mention(&found, "Ana Petrescu");
        assert_eq!(minister.office.as_deref(), Some("foreign minister"));
        assert_eq!(minister.country.as_deref(), Some("ROU"));
    }

    #[test]
    fn former_and_acting_are_kept_and_capacities_counted() {
        let found = read(
            "Former President Lina Okoro met Acting President and Prime Minister Ivo Saric.",
            "2011-01-01",
            None,
        );
        assert_eq!(mention(&found, "Lina Okoro").office.as_deref(), Some("former president"));
        assert_eq!(mention(&found, "Ivo Saric").capacities.len(), 2);
    }

    #[test]
    fn an_honorific_decides_between_two_of_one_surname() {
        let found = read(
            "Mr Tadeo Ruiz and Mrs Carla Ruiz arrived in Lima. Mrs Ruiz spoke to the press.",
            "2001-01-01",
            None,
        );
        assert_eq!(actor(&found, "Ruiz"), actor(&found, "Carla Ruiz"));
    }

    #[test]
    fn an_office_alone_is_its_holder_in_the_text_or_on_the_day() {
        let found = read(
            "Prime Minister Anwar Ibrahim met the Singaporean Foreign Minister. The Prime Minister \
             thanked his guest.",
            "2024-06-01",
            None,
        );
        assert_eq!(actor(&found, "Prime Minister"), "person:mys:anwar-ibrahim");
        assert_eq!(actor(&found, "Singaporean Foreign Minister"), "person:sgp:vivian-balakrishnan");
        let before = read("The Singaporean Foreign Minister spoke.", "1970-06-01", None);
        let office = mention(&before, "Singaporean Foreign Minister");
        assert_eq!(office.kind, MentionKind::Office);
        assert_eq!(actor(&before, "Singaporean Foreign Minister"), "office:SGP:foreign-minister");
    }

    #[test]
    fn at_home_a_bare_office_is_the_states_own() {
        let found =
            read("The President met with Foreign Minister Ilse Brandt.", "1990-02-01", Some("AUT"));
        assert_eq!(mention(&found, "Ilse Brandt").country.as_deref(), Some("AUT"));
        assert_eq!(mention(&found, "President").country.as_deref(), Some("AUT"));
    }

    #[test]
    fn capitals_speak_for_states_and_lie_in_them() {
        let found =
            read("Moscow said on Friday that the talks in London were useful.", "2012-01-01", None);
        assert_eq!(actor(&found, "Moscow"), "state:RUS");
        assert!(found.iter().all(|m| m.text != "London"));
    }

    #[test]
    fn streets_and_airports_are_nobody() {
        let found = read(
            "The embassy on Marta Lindqvist Street is near John Okello Airport.",
            "2012-01-01",
            None,
        );
        assert!(found.iter().all(|m| !m.text.contains("Marta") && !m.text.contains("Okello")));
    }

    #[test]
    fn unnamed_sources_keep_their_description() {
        let found = read("A senior Iranian official said the visit went well.", "2012-01-01", None);
        let official = mention(&found, "senior Iranian official");
        assert_eq!(official.country.as_deref(), Some("IRN"));
        assert!(actor(&found, "senior Iranian official").starts_with("group:"));
    }

    #[test]
    fn the_two_leaders_are_the_two_just_named() {
        let found = read(
            "Chilean President Rosa Ibarra met Ghanaian President Kojo Addo. The two leaders signed \
             an agreement, and they praised it.",
            "1985-01-01",
            None,
        );
        let leaders = mention(&found, "The two leaders");
        assert_eq!(leaders.members.len(), 2);
        assert_eq!(mention(&found, "they").members, leaders.members);
    }
}
