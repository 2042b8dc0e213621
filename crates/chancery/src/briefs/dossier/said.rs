//! Statements that matter: denials, warnings, threats, requests, and what they answer.

use super::choice::{heaviest, left_out};
use super::party::{day_of, day_words};
use super::{Dealings, Desk, Item, Line, Party, Section, SectionKind, is_copy};
use crate::briefs::cite::{Library, Sources};
use crate::briefs::voices::listed;
use crate::nouns::{Act, Answer, AnswerKind, Mention, Side, Statement};
use crate::show::layout::plain;
use crate::show::words::short_id;

/// How many statements two pages hold.
const ROOM: usize = 6;
/// Columns of what was said.
const SAID: usize = 200;

/// The statements of weight by one of the two that concern the other, in order of day. What a
/// copy tells once more is left out.
pub(super) fn between<'r>(given: &Dealings<'r>) -> Vec<&'r Statement> {
    let [one, other] = given.parties;
    let by = |it: &Statement, party: &Party| it.speaker.iter().any(|m| is_of(m, party));
    let concerns = |it: &Statement, party: &Party| {
        let inside = |m: &&Mention| {
            let e = &it.evidence;
            m.document == e.document && m.start >= e.start && m.end <= e.end
        };
        it.addressees.iter().chain(given.mentions.iter().filter(inside)).any(|m| is_of(m, party))
    };
    let day = |it: &Statement| given.library.documents.get(&it.document).and_then(day_of);
    let mut found: Vec<&Statement> = given
        .statements
        .iter()
        .filter(|it| weight(it) > 0 && !is_copy(&given.library, &it.document))
        .filter(|it| (by(it, one) && concerns(it, other)) || (by(it, other) && concerns(it, one)))
        .filter(|it| given.library.documents.contains_key(&it.document))
        .filter(|it| given.period.covers(it.when.as_ref(), day(it)))
        .collect();
    // A headline says over what the text says with more words.
    let own: Vec<&Statement> =
        found.iter().copied().filter(|it| !is_headline(&given.library, it)).collect();
    found.retain(|it| {
        let again = |other: &&Statement| other.document == it.document && other.act == it.act;
        !is_headline(&given.library, it) || !own.iter().any(again)
    });
    found.sort_by_key(|it| (day(it), &it.document, it.evidence.start, &it.id));
    found
}

/// Whether a statement stands in the headline of its document.
fn is_headline(library: &Library<'_>, statement: &Statement) -> bool {
    library.documents.get(&statement.document).is_some_and(|it| {
        let title = it.title.as_deref().unwrap_or_default();
        it.text.starts_with(title) && (statement.evidence.start as usize) < title.len()
    })
}

fn is_of(mention: &Mention, party: &Party) -> bool {
    party.holds(mention.actor.as_ref(), mention.country.as_deref())
}

/// What a statement weighs; 0 for those a brief has no room for.
fn weight(statement: &Statement) -> usize {
    let act = match statement.act {
        Act::Threaten => 6,
        Act::Warn | Act::Deny => 5,
        Act::Request => 3,
        Act::Doubt | Act::Correct | Act::Decline => 2,
        Act::Confirm if !statement.answers.is_empty() => 1,
        _ => return 0,
    };
    act + 2 * usize::from(!statement.answers.is_empty())
}

/// The statements, the weightiest first.
pub(super) fn statements(desk: &Desk<'_>, sources: &mut Sources<'_>) -> Section {
    let weighed = desk.statements.iter().map(|it| (weight(it), *it)).collect();
    let found = heaviest(weighed, ROOM, desk.given.all);
    Section {
        kind: SectionKind::Statements,
        title: "Statements that matter".to_owned(),
        items: found.items.into_iter().map(|it| item(desk, it, sources)).collect(),
        left_out: left_out(found.left, "statement"),
    }
}

fn item(desk: &Desk<'_>, it: &Statement, sources: &mut Sources<'_>) -> Item {
    let day = desk.given.library.documents.get(&it.document).and_then(day_of).map(day_words);
    let told = told_by(desk, it, sources);
    let quotes = it.content.iter().take(2).map(|e| sources.quote(e, SAID)).collect();
    let whole = it.content.is_empty().then(|| sources.quote(&it.evidence, SAID));
    let mut lines = vec![Line::new("", "", quotes)];
    lines[0].quotes.extend(whole);
    lines.extend(it.answers.iter().map(|answer| answered(desk, answer, sources)));
    Item {
        day: day.unwrap_or_else(|| "day not known".to_owned()),
        head: format!("{} {}{told}", speakers(&it.speaker), act_words(it.act)),
        lines,
        id: short_id(it.id.as_str()).to_owned(),
    }
}

fn speakers(speakers: &[Mention]) -> String {
    let name = |m: &Mention| {
        let office = m.office.as_deref().map(plain).filter(|office| *office != m.name);
        let about: Vec<String> = office.into_iter().chain(m.country.clone()).collect();
        let state = m.actor.as_ref().is_some_and(|id| id.as_str().starts_with("state:"));
        if about.is_empty() || state {
            plain(&m.name)
        } else {
            format!("{} ({})", plain(&m.name), about.join(", "))
        }
    };
    let names: Vec<String> = speakers.iter().map(name).collect();
    if names.is_empty() { "somebody".to_owned() } else { listed(&names) }
}

fn act_words(act: Act) -> &'static str {
    match act {
        Act::Threaten => "threatened",
        Act::Warn => "warned",
        Act::Deny => "denied",
        Act::Request => "asked",
        Act::Doubt => "doubted",
        Act::Correct => "corrected",
        Act::Decline => "would not say",
        Act::Confirm => "confirmed",
        _ => "said",
    }
}

/// Who tells that it was said, where it is not the speaker's own side.
fn told_by(desk: &Desk<'_>, it: &Statement, sources: &mut Sources<'_>) -> String {
    let library = &desk.given.library;
    let side = library.documents.get(&it.document).and_then(|document| document.side.as_ref());
    let own = |m: &Mention| match side {
        Some(Side::State(code)) => m.country.as_ref() == Some(code),
        _ => false,
    };
    let number = sources.number(&it.document);
    if it.speaker.iter().any(own) {
        return String::new();
    }
    format!(", according to {} [{number}]", library.outlet(&it.document))
}

/// Whose claim is answered, with its words.
fn answered(desk: &Desk<'_>, answer: &Answer, sources: &mut Sources<'_>) -> Line {
    let claim = answer.claim.as_ref();
    let claim = claim.and_then(|id| desk.given.statements.iter().find(|it| it.id == *id));
    let whose = claim.map_or_else(
        || "what the text tells".to_owned(),
        |claim| format!("the words of {}", speakers(&claim.speaker)),
    );
    let kind = match answer.kind {
        AnswerKind::Denies => "denies",
        AnswerKind::Doubts => "doubts",
        AnswerKind::Corrects => "corrects",
        AnswerKind::Confirms => "confirms",
        AnswerKind::Declines => "will not say of",
    };
    Line::new(format!("{kind} {whose}"), "", vec![sources.quote(&answer.evidence, SAID)])
}
