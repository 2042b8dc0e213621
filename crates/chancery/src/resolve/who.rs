//! Who is mentioned in a text.

use std::collections::BTreeMap;

use chancery_engine::Doc;

use super::draft::Draft;
use super::knowledge::Knowledge;
use super::people::{self, Setting};
use super::{bodies, names, nominals, offices, pronouns, states, titles};
use crate::nouns::{Actor, ActorId, Mention, Page, Side};

/// Every mention of an actor in a page, in order and never overlapping, and every actor
/// mentioned, by id.
///
/// `doc` is the parse of the page's cleaned text; the day spoken of is the day of publication.
pub fn mentions(page: &Page, doc: &Doc, knowledge: &Knowledge) -> (Vec<Mention>, Vec<Actor>) {
    let hits = knowledge.hits(doc);
    let titles = titles::titles(doc, knowledge, &hits);
    let mut named = names::names(doc, &hits, &titles);
    names::attach(doc, &mut named, &titles);
    let document = page.document.id.as_str();
    let text = |name: &names::Name| doc.span(name.tokens.clone()).to_owned();
    let setting = Setting {
        knowledge,
        titles: &titles,
        document: &document[..document.len().min(8)],
        day: page
            .document
            .published
            .as_ref()
            .and_then(|p| p.start)
            .and_then(crate::nouns::Moment::date),
        home: match &page.document.side {
            Some(Side::State(code)) => Some(code.as_str()),
            _ => None,
        },
        text: &text,
    };
    let (persons, of_name) = people::link(&named, &setting);
    let scene = super::draft::Scene {
        doc,
        hits: &hits,
        setting: &setting,
        names: &named,
        persons: &persons,
        of_name: &of_name,
    };
    let mut drafts = super::draft::person_drafts(&scene);
    drafts.extend(offices::office_drafts(&scene));
    drafts.extend(bodies::body_drafts(&scene));
    drafts.extend(states::state_drafts(&scene));
    drafts.extend(nominals::nominal_drafts(&scene));
    let mut drafts = super::draft::without_overlaps(drafts);
    drafts.extend(pronouns::pronoun_drafts(&scene, &drafts));
    let drafts = super::draft::without_overlaps(drafts);
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
