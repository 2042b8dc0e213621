//! Who heads a body, and who chairs one: "the NATO chief", "the EU foreign policy chief", "the
//! ASEAN chair", "the bloc's top diplomat", "the top US diplomat".

use std::ops::Range;

use chancery_engine::Doc;

use super::super::draft::{Draft, Scene};
use super::super::lexicon::{Hit, Sense, StateWord, hits_in};
use super::holders::{holder_like, office_of};
use crate::nouns::{Actor, ActorKind, MentionKind, Sector};

/// What the head of a body is, by the body's id: office, and the state or body that has it in the
/// tables where that is another.
const HEADS: &[(&str, &str, &str)] = &[
    ("body:un", "secretary-general", ""),
    ("body:nato", "secretary-general", ""),
    ("body:asean", "secretary-general", ""),
    ("body:oas", "secretary-general", ""),
    ("body:commonwealth", "secretary-general", ""),
    ("body:arab-league", "secretary-general", ""),
    ("body:osce", "secretary-general", ""),
    ("body:oic", "secretary-general", ""),
    ("body:gcc", "secretary-general", ""),
    ("body:sco", "secretary-general", ""),
    ("body:csto", "secretary-general", ""),
    ("body:opec", "secretary-general", ""),
    ("body:interpol", "secretary-general", ""),
    ("body:council-of-europe", "secretary-general", ""),
    ("body:oecd", "secretary-general", ""),
    ("body:cis", "executive secretary", ""),
    ("body:sadc", "executive secretary", ""),
    ("body:imf", "managing director", ""),
    ("body:world-bank", "world bank president", ""),
    ("body:who", "director-general", ""),
    ("body:wto", "director-general", ""),
    ("body:iaea", "director-general", ""),
    ("body:unesco", "director-general", ""),
    ("body:ilo", "director-general", ""),
    ("body:fao", "director-general", ""),
    ("body:opcw", "director-general", ""),
    ("body:iom", "director-general", ""),
    ("body:unicef", "executive director", ""),
    ("body:wfp", "executive director", ""),
    ("body:unhcr", "high commissioner", ""),
    ("body:ohchr", "high commissioner", ""),
    ("body:au", "chairperson", ""),
    ("body:ecb", "central bank governor", ""),
    ("body:fed", "central bank governor", ""),
    ("body:european-commission", "president of the european commission", "EUE"),
    ("body:european-council", "president of the european council", "EUE"),
    ("body:european-parliament", "president of the european parliament", "EUE"),
];

/// Bodies whose chair goes round from state to state.
const CHAIRED: &[&str] = &[
    "body:asean",
    "body:g7",
    "body:g8",
    "body:g20",
    "body:au",
    "body:osce",
    "body:sco",
    "body:brics",
    "body:apec",
    "body:unsc",
    "body:council-of-the-eu",
    "body:mercosur",
    "body:saarc",
    "body:gcc",
    "body:cis",
    "body:igad",
    "body:sadc",
    "body:ecowas",
    "body:visegrad",
    "body:nam",
    "body:arctic-council",
    "body:g77",
    "body:quad",
    "body:celac",
    "body:bimstec",
    "body:pif",
    "body:unasur",
    "body:caricom",
    "body:turkic-council",
    "body:csto",
    "body:eaeu",
    "EUE",
];

/// Mentions of who heads or chairs a body, and of a state's top diplomat.
pub(super) fn drafts(scene: &Scene<'_>) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = scene.hits.iter().filter_map(|hit| draft(scene, hit)).collect();
    drafts.extend((0..scene.doc.tokens.len() as u32).filter_map(|t| of_the_bloc(scene, t)));
    // Phrases of the table of titles swallow the body's name ("UN chief").
    drafts.extend(scene.free_titles().filter_map(|title| {
        let mut inside = hits_in(scene.hits, &title.tokens);
        let body = inside.find_map(|h| body(scene, h))?;
        let plain = title.office(scene.setting.knowledge);
        let head = matches!(
            plain.name.as_str(),
            "secretary-general"
                | "managing director"
                | "high representative"
                | "world bank president"
        );
        (head && title.is_full() && !title.plural).then(|| {
            let own = head_of(key(body)).filter(|(office, _)| *office == plain.name);
            held(scene, title.tokens.clone(), &plain.name, own.map_or(key(body), |(_, of)| of))
        })
    }));
    drafts.retain(|d| !d.tokens.clone().any(|t| scene.is_named(t)));
    drafts
}

/// The id of a body, or the code of a state that is a body too.
fn key(actor: &Actor) -> &str {
    match actor.kind {
        ActorKind::State => actor.country.as_deref().unwrap_or_default(),
        _ => actor.id.as_str(),
    }
}

/// What the head of a body is, and the state or body that has the office in the tables.
pub(crate) fn head_of(body: &str) -> Option<(&'static str, &'static str)> {
    let (id, office, of) = HEADS.iter().find(|(id, ..)| *id == body)?;
    Some((office, if of.is_empty() { id } else { of }))
}

/// The body a hit names; the European Union is one.
fn body<'s>(scene: &'s Scene<'_>, hit: &Hit) -> Option<&'s Actor> {
    match hit.sense {
        Sense::Body(index) => Some(scene.setting.knowledge.at(index)),
        Sense::State(index, StateWord::Name) => {
            Some(scene.setting.knowledge.at(index)).filter(|a| a.country.as_deref() == Some("EUE"))
        }
        _ => None,
    }
}

fn draft(scene: &Scene<'_>, hit: &Hit) -> Option<Draft> {
    if let Some(found) = top_diplomat(scene, hit) {
        return Some(found);
    }
    let body = body(scene, hit)?;
    let doc = scene.doc;
    let after = after_possessive(doc, hit.tokens.end);
    if let Some(end) = chair_end(doc, after) {
        return chair(scene, hit.tokens.start..end, body);
    }
    if let Some(start) = chair_of(doc, hit.tokens.start) {
        return chair(scene, start..hit.tokens.end, body);
    }
    if key(body) == "EUE" {
        let end = foreign_chief_end(doc, after)?;
        return Some(held(scene, hit.tokens.start..end, "high representative", "EUE"));
    }
    let (office, of) = head_of(key(body))?;
    let tokens = match lower(doc, after).as_str() {
        "chief" | "head" | "boss" => hit.tokens.start..after + 1,
        _ => head_of_body(doc, hit.tokens.start)?..hit.tokens.end,
    };
    Some(held(scene, tokens, office, of))
}

fn lower(doc: &Doc, token: u32) -> String {
    doc.tokens.get(token as usize).map_or(String::new(), |_| doc.word(token).to_lowercase())
}

fn after_possessive(doc: &Doc, at: u32) -> u32 {
    at + u32::from(matches!(lower(doc, at).as_str(), "'s" | "’s" | "'" | "’"))
}

/// "Head of NATO", "chief of the UN".
fn head_of_body(doc: &Doc, start: u32) -> Option<u32> {
    let the = u32::from(start > 0 && lower(doc, start - 1) == "the");
    let of = start.checked_sub(1 + the)?;
    let head = of.checked_sub(1)?;
    (lower(doc, of) == "of" && matches!(lower(doc, head).as_str(), "head" | "chief" | "boss"))
        .then_some(head)
}

/// Where words for a chair that begin at a token end: "chair", "rotating presidency".
fn chair_end(doc: &Doc, at: u32) -> Option<u32> {
    let mut at = at;
    while matches!(lower(doc, at).as_str(), "rotating" | "current" | "council" | "six-month") {
        at += 1;
    }
    is_chair(&lower(doc, at)).then_some(at + 1)
}

fn is_chair(word: &str) -> bool {
    matches!(
        word,
        "chair" | "presidency" | "chairmanship" | "chairman" | "chairperson" | "president"
    )
}

/// "Chair of ASEAN", "the rotating presidency of the EU".
fn chair_of(doc: &Doc, start: u32) -> Option<u32> {
    let the = u32::from(start > 0 && lower(doc, start - 1) == "the");
    let of = start.checked_sub(1 + the)?;
    let chair = of.checked_sub(1)?;
    (lower(doc, of) == "of" && is_chair(&lower(doc, chair)) && lower(doc, chair) != "president")
        .then_some(chair)
}

/// The state in a body's chair on the day.
fn chair(scene: &Scene<'_>, tokens: Range<u32>, body: &Actor) -> Option<Draft> {
    let doc = scene.doc;
    let tokens = without_article(doc, tokens);
    let id = key(body);
    let words = doc.span(tokens.clone()).to_lowercase();
    // The European Union's president is one of a person's offices; its presidency is a state's.
    let person = id == "EUE" && words.ends_with("president");
    if !CHAIRED.contains(&id) || person {
        return None;
    }
    let ids: &[&str] = match id {
        "EUE" | "body:council-of-the-eu" => &["EUE", "body:council-of-the-eu", "body:eu"],
        _ => &[],
    };
    let mut ids = std::iter::once(id).chain(ids.iter().copied());
    let day = scene.setting.day?;
    let state = ids.find_map(|id| scene.setting.knowledge.holder("chair", id, day));
    let state = state.filter(|a| a.kind == ActorKind::State);
    let office = || office_of(id, "chair", None, Some(Sector::Igo));
    let actor = state.cloned().unwrap_or_else(office);
    let mut draft = Draft::of(doc, tokens, MentionKind::Office, &actor);
    draft.office = Some("chair".to_owned());
    Some(draft)
}

/// "Foreign policy chief", "top diplomat" and the like after the Union's name.
fn foreign_chief_end(doc: &Doc, at: u32) -> Option<u32> {
    let word = |n: u32| lower(doc, at + n);
    if matches!(word(0).as_str(), "foreign") && word(1) == "policy" {
        return matches!(word(2).as_str(), "chief" | "head" | "boss" | "supremo").then_some(at + 3);
    }
    if word(0) == "foreign" && matches!(word(1).as_str(), "minister") {
        return None;
    }
    let top = matches!(word(0).as_str(), "top" | "chief") && word(1) == "diplomat";
    top.then_some(at + 2)
}

fn without_article(doc: &Doc, tokens: Range<u32>) -> Range<u32> {
    tokens.start + u32::from(lower(doc, tokens.start) == "the")..tokens.end
}

/// A mention of whoever holds an office of a body on the day, else of the office.
fn held(scene: &Scene<'_>, tokens: Range<u32>, office: &str, of: &str) -> Draft {
    let knowledge = scene.setting.knowledge;
    let tokens = without_article(scene.doc, tokens);
    let holder = scene.setting.day.and_then(|day| knowledge.holder(office, of, day)).cloned();
    let told = holder.or_else(|| {
        // One person of the text may bear it though the tables do not know.
        let mut bearers = scene.persons.iter().filter(|p| p.office.as_deref() == Some(office));
        let only = bearers.next().map(|p| p.actor.clone());
        only.filter(|_| bearers.next().is_none())
    });
    let country = Some(of).filter(|of| of.len() == 3);
    let actor = told.unwrap_or_else(|| office_of(of, office, country, Some(Sector::Igo)));
    let mut draft = Draft::of(scene.doc, tokens, MentionKind::Office, &actor);
    draft.office = Some(office.to_owned());
    draft
}

/// "The bloc's top diplomat", "the alliance's chief": of the one such body the text speaks of.
fn of_the_bloc(scene: &Scene<'_>, at: u32) -> Option<Draft> {
    let doc = scene.doc;
    let group = lower(doc, at);
    if !matches!(group.as_str(), "bloc" | "alliance" | "union" | "organisation" | "organization") {
        return None;
    }
    let after = after_possessive(doc, at + 1);
    let before = scene.hits[..scene.hits.partition_point(|h| h.tokens.end <= at)].iter().rev();
    let last = before
        .filter_map(|h| body(scene, h))
        .find(|b| key(b) == "EUE" || head_of(key(b)).is_some() || CHAIRED.contains(&key(b)))?;
    if after > at + 1
        && key(last) == "EUE"
        && let Some(end) = foreign_chief_end(doc, after)
    {
        return Some(held(scene, at..end, "high representative", "EUE"));
    }
    if let Some(end) = chair_end(doc, after).filter(|_| after > at + 1) {
        return chair(scene, at..end, last);
    }
    let (office, of) = head_of(key(last))?;
    matches!(lower(doc, after).as_str(), "chief" | "head" | "boss")
        .then(|| held(scene, at..after + 1, office, of))
}

/// "The top US diplomat", "the head of Chinese diplomacy": the foreign minister.
fn top_diplomat(scene: &Scene<'_>, hit: &Hit) -> Option<Draft> {
    let doc = scene.doc;
    let Sense::State(index, StateWord::Name | StateWord::Demonym) = hit.sense else { return None };
    let before = hit.tokens.start.checked_sub(1)?;
    let the = before.checked_sub(1).map(|t| lower(doc, t));
    let top = matches!(lower(doc, before).as_str(), "top" | "chief")
        && lower(doc, hit.tokens.end) == "diplomat"
        && the.as_deref() == Some("the");
    let diplomacy = after_possessive(doc, hit.tokens.end);
    let heads = lower(doc, diplomacy) == "diplomacy";
    let tokens = match head_of_body(doc, hit.tokens.start) {
        _ if top => before..hit.tokens.end + 1,
        Some(head) if heads => head..diplomacy + 1,
        _ => return None,
    };
    let state = scene.setting.knowledge.at(index).country.as_deref()?;
    if state == "EUE" {
        return Some(held(scene, tokens, "high representative", "EUE"));
    }
    let holder = holder_like(scene, "foreign minister", state, None);
    Some(holder.draft(scene, tokens, MentionKind::Office))
}
