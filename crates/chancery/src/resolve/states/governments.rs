//! Governments named after who leads them: "the Biden administration", "Merkel's government".

use std::ops::Range;

use chancery_engine::Dep;

use super::super::draft::{Draft, Scene};
use super::super::fold::{name_parts, same_part};
use super::super::knowledge::{Knowledge, holds};
use super::super::office_table::Rank;
use crate::nouns::{Actor, MentionKind, OfficeHeld};

/// Mentions of states by the name of who leads them.
pub(super) fn government_drafts(scene: &Scene<'_>) -> Vec<Draft> {
    let tokens = 0..scene.doc.tokens.len() as u32;
    tokens.filter_map(|t| draft(scene, t)).collect()
}

fn draft(scene: &Scene<'_>, head: u32) -> Option<Draft> {
    let doc = scene.doc;
    let noun = doc.word(head).to_lowercase();
    let house = noun == "house" && head > 0 && doc.word(head - 1) == "White";
    let government = matches!(
        noun.as_str(),
        "administration" | "government" | "cabinet" | "regime" | "junta" | "presidency"
    );
    let modifies = doc.tokens[head as usize].dep == Dep::Compound;
    if !house && (modifies || !government) {
        return None;
    }
    let end = head - u32::from(house);
    let (name, possessive) = name_before(scene, end)?;
    let words = doc.span(name.clone());
    let state = led_by(scene, words)?;
    let start = if possessive { end } else { name.start };
    let mut draft = Draft::of(doc, start..head + 1, MentionKind::Nominal, &state);
    draft.head = head;
    Some(draft)
}

/// The capitalised words before a token, and whether a possessive stands between.
fn name_before(scene: &Scene<'_>, end: u32) -> Option<(Range<u32>, bool)> {
    let doc = scene.doc;
    let ending = end.checked_sub(1).map(|t| doc.word(t));
    let possessive = matches!(ending, Some("'s" | "’s" | "'" | "’"));
    let end = end - u32::from(possessive);
    let mut start = end;
    while start > 0 && end - start < 3 {
        let word = doc.word(start - 1);
        let opens = doc.tokens[start as usize - 1].sent_start && !possessive && end > start;
        if !word.starts_with(char::is_uppercase) || matches!(word, "The" | "A") || opens {
            break;
        }
        start -= 1;
    }
    let stated = super::super::lexicon::hits_in(scene.hits, &(start..end))
        .any(|h| !matches!(h.sense, super::super::lexicon::Sense::Person));
    (start < end && !stated).then_some((start..end, possessive))
}

fn is_at_the_top(knowledge: &Knowledge, held: &OfficeHeld) -> bool {
    let office = knowledge.offices.named(&held.office);
    office.is_some_and(|o| matches!(o.rank, Rank::HeadOfState | Rank::HeadOfGovernment))
}

/// The state that somebody of that name leads on the day, or led, if only one state is meant.
fn led_by(scene: &Scene<'_>, words: &str) -> Option<Actor> {
    let knowledge = scene.setting.knowledge;
    let parts = name_parts(words);
    let first = parts.first()?;
    let told = scene.persons.iter().filter(|p| {
        name_parts(&p.name).iter().any(|part| same_part(part, parts.last().unwrap_or(first)))
    });
    let mut told: Vec<&str> = told.filter_map(|p| p.country.as_deref()).collect();
    told.dedup();
    if let [only] = told.as_slice() {
        return knowledge.state(only).cloned();
    }
    let named = knowledge.persons_named(&parts);
    let on_day = |h: &OfficeHeld| scene.setting.day.is_some_and(|day| holds(h, day));
    let led = |held: &dyn Fn(&OfficeHeld) -> bool| {
        let offices = named.iter().flat_map(|known| &known.actor.offices);
        let mut found: Vec<&str> = Vec::new();
        for of in offices.filter(|h| is_at_the_top(knowledge, h) && held(h)) {
            found.extend(of.of.as_deref().filter(|of| !found.contains(of)));
        }
        found
    };
    let (now, ever) = (led(&on_day), led(&|_| true));
    let spoken: Vec<&str> =
        ever.iter().copied().filter(|of| scene.setting.states.contains(of)).collect();
    let only = [now, spoken, ever].into_iter().find(|found| found.len() == 1)?;
    knowledge.state(only[0]).cloned()
}
