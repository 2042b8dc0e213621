//! When a commitment was made, when and where it is to be done, and on what condition.

use std::ops::Range;

use chancery_engine::{Dep, Pos};
use jiff::civil::Date;

use super::cues::Telling;
use super::evidence;
use super::kinds::Pages;
use crate::nouns::{Basis, Moment, Precision, TimeMention, TimexKind, When, Where};
use crate::scene::Scene;

/// The times of a commitment: made, due.
pub(crate) fn times(scene: &Scene<'_>, telling: &Telling) -> (Option<When>, Option<When>) {
    let today = published(scene);
    let calendar =
        |t: &&TimeMention| t.when.is_some() && matches!(t.kind, TimexKind::Date | TimexKind::Time);
    let clause = scene.subtree(telling.verb);
    let reach = clause.start.min(telling.what.start)..clause.end.max(telling.what.end);
    let (mut made, mut due) = (None, None);
    for time in scene.times_in(reach).filter(calendar) {
        let Some(when) = worded(scene, time) else { continue };
        let token = scene.doc.token_at(time.start);
        let inside = telling.what.contains(&token);
        let past = is_past(&when, today);
        if past && made.is_none() && !in_own_noun(scene, token, telling) {
            made = Some(when);
        } else if !past && due.is_none() && (inside || today.is_some()) {
            due = Some(when);
        }
    }
    (made, due.or_else(|| before_event(scene, telling)))
}

/// The first time to come among some tokens.
pub(crate) fn due_in(scene: &Scene<'_>, tokens: Range<u32>) -> Option<When> {
    let today = published(scene);
    let mut times = scene.times_in(tokens).filter(|t| t.kind == TimexKind::Date);
    times.find_map(|t| worded(scene, t).filter(|when| !is_past(when, today)))
}

/// The first time gone by among some tokens.
pub(crate) fn past_in(scene: &Scene<'_>, tokens: Range<u32>) -> Option<When> {
    let today = published(scene);
    let mut times = scene.times_in(tokens).filter(|t| t.kind == TimexKind::Date);
    times.find_map(|t| worded(scene, t).filter(|when| is_past(when, today)))
}

/// A time inside a noun's phrase ("the treaty of May 2019") is that thing's.
fn in_own_noun(scene: &Scene<'_>, token: u32, telling: &Telling) -> bool {
    let prep = scene.head(token);
    let owner = scene.head(prep);
    telling.what.contains(&token)
        && scene.pos(prep) == Pos::Adp
        && !scene.is_verb(owner)
        && matches!(scene.lower(prep).as_str(), "of" | "from" | "since")
}

pub(crate) fn is_past(when: &When, today: Option<Date>) -> bool {
    let last = when.end.or(when.start).and_then(Moment::last_day);
    match (last, today) {
        (Some(last), Some(today)) => last <= today,
        _ => false,
    }
}

/// The day the page was published, where known to the day.
pub(crate) fn published(scene: &Scene<'_>) -> Option<Date> {
    scene.page.document.published.as_ref().and_then(|p| p.end.or(p.start)?.date())
}

/// A time with its words; what is to be done "before" it is bounded by the day before.
fn worded(scene: &Scene<'_>, time: &TimeMention) -> Option<When> {
    let mut when = time.when.clone()?;
    let token = scene.doc.token_at(time.start);
    let word = |back: u32| token.checked_sub(back).map_or_else(String::new, |t| scene.lower(t));
    let start = scene.doc.tokens[token as usize].start;
    if word(1) == "before" {
        let first = when.start.or(when.end).and_then(Moment::first_day);
        let end = first.and_then(|d| d.yesterday().ok()).map(Moment::day);
        let from = scene.doc.tokens[token as usize - 1].start;
        let words = Some(evidence(scene, from, time.end));
        when = When { start: None, end, precision: Precision::Bounds, evidence: words, ..when };
    } else {
        when.evidence = Some(evidence(scene, start.min(time.start), time.end));
    }
    Some(when)
}

/// "Before the summit": words without a day the text gives.
fn before_event(scene: &Scene<'_>, telling: &Telling) -> Option<When> {
    let prep = telling.what.clone().find(|&t| {
        let word = scene.lower(t);
        matches!(word.as_str(), "before" | "ahead") && scene.dep(t) != Dep::Mark
    })?;
    let range = super::cues::phrase(scene, prep);
    let range = prep..range.end.max(prep + 1);
    let bytes = scene.doc.bytes(range.clone());
    (range.len() > 1).then(|| When {
        start: None,
        end: None,
        precision: Precision::Bounds,
        basis: Basis::Inferred,
        evidence: Some(evidence(scene, bytes.start, bytes.end)),
    })
}

/// When it was told: not after the day the page was published.
pub(crate) fn told_by_page(scene: &Scene<'_>) -> Option<When> {
    let day = published(scene)?;
    let dateline = scene.page.reading.dateline();
    Some(When {
        start: None,
        end: Some(Moment::day(day)),
        precision: Precision::Bounds,
        basis: Basis::Publication,
        evidence: dateline.map(|b| evidence(scene, b.start, b.end)),
    })
}

/// Where it is to be done: a place after "in" or the like, or the goal of a journey.
pub(crate) fn place(scene: &Scene<'_>, what: Range<u32>, head: u32) -> Option<Where> {
    let bytes = scene.doc.bytes(what);
    let going = super::subject::Doings::get().is(scene.lemma(head), "visit");
    let found = scene.places_in(bytes).find(|p| {
        let token = scene.doc.token_at(p.end - 1);
        is_where(scene, token, going)
    })?;
    let mut place = found.place.clone();
    place.evidence = Some(evidence(scene, found.start, found.end));
    Some(place)
}

fn is_where(scene: &Scene<'_>, token: u32, going: bool) -> bool {
    let mut at = token;
    for _ in 0..4 {
        let head = scene.head(at);
        match scene.dep(at) {
            Dep::Pobj => {
                let word = scene.lower(head);
                let to = matches!(word.as_str(), "to" | "into" | "for");
                return matches!(word.as_str(), "in" | "at" | "on" | "near") || (to && going);
            }
            Dep::Dobj => return going,
            _ if head == at => return false,
            _ => at = head,
        }
    }
    false
}

/// On what condition: a clause or phrase of the sentence that opens with one of the markers.
pub(crate) fn condition(scene: &Scene<'_>, telling: &Telling) -> Option<Range<u32>> {
    let sentence = scene.sentence(telling.cue);
    sentence.clone().find_map(|token| {
        let words = Pages::get().conditions.iter().find(|words| {
            let end = token + words.len() as u32;
            end <= sentence.end && words.iter().zip(token..end).all(|(w, t)| *w == scene.lower(t))
        })?;
        let range = condition_at(scene, token, words.len() as u32)?;
        let apart = !range.contains(&telling.cue) && !range.contains(&telling.head);
        (apart && touches(scene, range.clone(), telling)).then_some(range)
    })
}

fn condition_at(scene: &Scene<'_>, token: u32, length: u32) -> Option<Range<u32>> {
    let head = scene.head(token);
    let clause = |verb: u32| {
        let end = super::cues::phrase(scene, verb).end;
        (scene.dep(verb) == Dep::Advcl && end > token + length).then_some(token..end)
    };
    let below = super::cues::phrase(scene, token);
    match scene.dep(token) {
        Dep::Mark | Dep::Advmod => clause(head).or_else(|| {
            // "As long as": the second "as" is the marker of the clause.
            (token..token + length).find_map(|t| clause(scene.head(t)))
        }),
        Dep::Advcl | Dep::Prep | Dep::Acl => Some(token..below.end.max(token + length + 1)),
        _ => None,
    }
}

/// Whether a condition hangs on the commitment: on its verb, its word, or what it is about.
fn touches(scene: &Scene<'_>, range: Range<u32>, telling: &Telling) -> bool {
    range.clone().any(|t| {
        let head = scene.head(t);
        !range.contains(&head)
            && (head == telling.verb || head == telling.head || telling.what.contains(&head))
    })
}
