//! "His predecessor", "her successor as prime minister": by the tables, where they are certain.

use std::ops::Range;

use super::super::draft::{Draft, Scene};
use super::super::knowledge::holds;
use super::super::told::{Told, is_one_person};
use super::{possessor, without_determiner};
use crate::nouns::{Actor, Agreement, MentionKind, Moment, OfficeHeld};

/// Whoever came before or after the possessor.
pub(super) fn draft(
    scene: &Scene<'_>,
    told: &Told,
    phrase: Range<u32>,
    head: u32,
) -> Option<Draft> {
    let doc = scene.doc;
    let tokens = without_determiner(doc, phrase.clone());
    let own = possessor(scene, told, &phrase, head).filter(|d| is_one_person(d))?;
    let office = office_after(scene, head).or_else(|| own.office.clone())?;
    let office = office.trim_start_matches("acting ").trim_start_matches("former ").to_owned();
    let before = doc.tokens[head as usize].lemma.eq_ignore_ascii_case("predecessor");
    let actor = beside(scene, own, &office, before)?;
    let mut draft = Draft::of(doc, tokens, MentionKind::Nominal, &actor);
    draft.head = head;
    draft.office = before.then(|| format!("former {office}"));
    Some(draft)
}

/// The office "as" brings in ("his predecessor as finance minister").
fn office_after(scene: &Scene<'_>, head: u32) -> Option<String> {
    let as_word = scene.doc.tokens.get(head as usize + 1).map(|_| scene.doc.word(head + 1));
    let titles = scene.setting.titles;
    let next = titles.partition_point(|t| t.tokens.end <= head + 2);
    let title = titles.get(next).filter(|t| t.tokens.start <= head + 3)?;
    (as_word == Some("as")).then(|| title.office_name(scene.setting.knowledge))
}

/// Who held an office right before or after somebody: a row that is borne out, next to theirs, with
/// no other beginning on the same day.
fn beside(scene: &Scene<'_>, own: &Draft, office: &str, before: bool) -> Option<Actor> {
    let id = own.actor.as_ref()?;
    let country = own.country.as_deref()?;
    let mut terms: Vec<(Day, &OfficeHeld, &Actor)> = Vec::new();
    for actor in scene.setting.knowledge.holders(office, country) {
        let held = actor.offices.iter().filter(|h| h.is(office, country));
        terms.extend(held.filter_map(|h| Some((first(h.from?), h, actor))));
    }
    terms.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.2.id.cmp(&b.2.id)));
    let day = scene.setting.day?;
    let mine = terms.iter().position(|(_, h, a)| a.id == *id && holds(h, day)).or_else(|| {
        let mut own = (0..terms.len()).filter(|&i| terms[i].2.id == *id);
        own.next().filter(|_| own.next().is_none())
    })?;
    let at = if before { mine.checked_sub(1)? } else { mine + 1 };
    let (from, held, actor) = terms.get(at)?;
    let rivals = terms.iter().filter(|(day, ..)| day == from).count();
    let (earlier, later) = if before { (at, mine) } else { (mine, at) };
    let follows = terms[earlier].1.to.is_some_and(|to| {
        let (end, begin) = (first(to), terms[later].0);
        (begin.0 * 12 + i32::from(begin.1)) - (end.0 * 12 + i32::from(end.1)) <= 3
    });
    (rivals == 1 && follows && held.agreement == Agreement::Agreed && actor.id != *id)
        .then(|| (*actor).clone())
}

/// Year, month and day, the first where not known.
type Day = (i32, i8, i8);

fn first(moment: Moment) -> Day {
    let year = i32::from(moment.year.unwrap_or_default());
    (year, moment.month.unwrap_or(1), moment.day.unwrap_or(1))
}
