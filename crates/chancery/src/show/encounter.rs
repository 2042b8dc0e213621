//! Encounters: the table, and everything about one.

use std::collections::BTreeSet;

use std::fmt::Write;

use super::choices::choices;
use super::layout::{heading, labelled, plain, wrap};
use super::table::table;
use super::words::{
    Cites, NOT_TOLD, actor_words, evidence_words, participant_words, published_words, short_id,
    side_words, teller_words, via_words, when_words, where_words, word,
};
use crate::keep::Story;
use crate::nouns::{
    Account, ActorId, Channel, DocumentId, Encounter, Instrument, Mention, Outcome, Participant,
    Topic, Via, When, Where,
};

/// Width a column with an account wants.
const ACCOUNT: usize = 36;

/// A table of encounters: when, what, who, where, according to whom, and the id.
pub fn encounters(stories: &[Story], width: usize) -> String {
    let rows: Vec<Vec<String>> = stories.iter().map(row).collect();
    table(&["when", "what", "who", "where", "according to", "id"], &rows, width)
}

/// Tellers a row of the table names; the rest is counted.
const TELLERS: usize = 4;

fn row(story: &Story) -> Vec<String> {
    let encounter = &story.encounter;
    let who: Vec<String> = encounter.participants.iter().map(participant_words).collect();
    let mut seen = BTreeSet::new();
    let told = story.accounts.iter().map(|account| teller_words(account, story));
    let mut tellers: Vec<String> = told.filter(|teller| seen.insert(teller.clone())).collect();
    if tellers.len() > TELLERS {
        let more = tellers.split_off(TELLERS - 1).len();
        tellers.push(format!("and {more} more"));
    }
    // The narrow columns are wrapped beforehand, so that the names get what room is left.
    let narrow = |text: &str, width: usize| wrap(text, width).join("\n");
    vec![
        narrow(&when_words(encounter.when.as_ref()), 12),
        narrow(&what_words(encounter), 14),
        who.join("\n"),
        narrow(&where_words(encounter.place.as_ref()), 14),
        narrow(&tellers.join("\n"), 18),
        short_id(encounter.id.as_str()).to_owned(),
    ]
}

/// Kind and status, with the channel where the kind does not say it.
fn what_words(encounter: &Encounter) -> String {
    let mut words = vec![word(&encounter.kind), word(&encounter.status)];
    words.extend(encounter.channel.filter(|c| *c == Channel::Video).map(|c| word(&c)));
    words.extend(encounter.domestic.then(|| "domestic".to_owned()));
    words.join(", ")
}

/// Everything about one encounter, with the words behind each value, and the names in it that may
/// mean several.
pub fn encounter(story: &Story, names: &[Mention], width: usize) -> String {
    let it = &story.encounter;
    let mut out = format!("{}\n{}\n\n", it.id, what_words(it));
    labelled(&mut out, "when", &when_cell(it.when.as_ref(), story), width);
    labelled(&mut out, "where", &where_cell(it.place.as_ref(), story), width);
    labelled(&mut out, "who", &who_cell(&it.participants, story), width);
    let initiator = it.initiator.as_ref().map(|actor| actor_words(actor, story));
    labelled(&mut out, "initiator", &initiator.unwrap_or_default(), width);
    let channel = it.channel.map(|channel| word(&channel).replace('_', " "));
    labelled(&mut out, "channel", &channel.unwrap_or_default(), width);
    labelled(&mut out, "format", &plain(it.format.as_deref().unwrap_or_default()), width);
    labelled(&mut out, "duration", &plain(it.duration.as_deref().unwrap_or_default()), width);
    labelled(&mut out, "topics", &topics_cell(&it.topics, story), width);
    labelled(&mut out, "outcomes", &outcomes_cell(&it.outcomes, story), width);
    let relations: Vec<String> = it
        .relations
        .iter()
        .map(|it| format!("{} {}: {}", word(&it.kind).replace('_', " "), it.to, plain(&it.why)))
        .collect();
    labelled(&mut out, "relations", &relations.join("\n"), width);
    let first = it.first_known.as_ref().and_then(|id| story.sources.keys().position(|k| k == id));
    let first = first.map(|number| format!("[{}]", number + 1));
    labelled(&mut out, "first known", &first.unwrap_or_default(), width);
    accounts(&mut out, story, width);
    members(&mut out, story, width);
    choices(&mut out, names, width);
    sources(&mut out, story, width);
    out
}

/// The accounts side by side, as many in a table as the width holds.
fn accounts(out: &mut String, story: &Story, width: usize) {
    let count = story.accounts.len();
    heading(out, &if count == 1 { "1 account".to_owned() } else { format!("{count} accounts") });
    let beside = (width.saturating_sub(14) / ACCOUNT).max(1);
    for group in story.accounts.chunks(beside) {
        let columns: Vec<Vec<(&str, String)>> =
            group.iter().map(|account| account_cells(account, story)).collect();
        let Some(first) = columns.first() else { continue };
        let mut rows = Vec::new();
        for (line, (label, _)) in first.iter().enumerate() {
            let cells: Vec<String> = columns.iter().map(|column| column[line].1.clone()).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                rows.push(std::iter::once((*label).to_owned()).chain(cells).collect());
            }
        }
        let tellers: Vec<String> =
            group.iter().map(|account| teller_words(account, story)).collect();
        let heads: Vec<&str> =
            std::iter::once("").chain(tellers.iter().map(String::as_str)).collect();
        out.push_str(&table(&heads, &rows, width));
    }
}

/// Which documents tell it, as what, and why they are held to tell the same.
fn members(out: &mut String, story: &Story, width: usize) {
    let members = &story.encounter.members;
    if members.len() < 2 {
        return;
    }
    let origins = match story.encounter.origins {
        1 => "1 origin".to_owned(),
        count => format!("{count} origins"),
    };
    heading(out, &format!("told in {} documents, of {origins}", members.len()));
    let number = |document: &DocumentId| {
        let place = story.sources.keys().position(|id| id == document);
        place.map_or_else(|| "?".to_owned(), |place| (place + 1).to_string())
    };
    for member in members {
        let mut text = word(&member.part);
        let to = member.to.as_ref().and_then(|to| members.iter().find(|it| it.contact == *to));
        if let (Some(to), Some(score)) = (to, member.score) {
            let _ = write!(text, ", one with [{}] (weight {score:.2})", number(&to.document));
        }
        for reason in &member.reasons {
            let _ = write!(text, "\n{}", plain(reason));
        }
        labelled(out, &format!("[{}]", number(&member.document)), &text, width);
    }
}

/// The cells of an account, always the same labels in the same order.
fn account_cells<'a>(account: &Account, story: &Story) -> Vec<(&'a str, String)> {
    let words: Vec<String> = account.evidence.iter().map(|e| evidence_words(e, story)).collect();
    let channel = account.channel.map(|channel| format!(", {}", word(&channel).replace('_', " ")));
    let kind = format!("{}{}", word(&account.kind), channel.unwrap_or_default());
    let initiator = account.initiator.as_ref().map(|actor| actor_words(actor, story));
    vec![
        ("id", account.id.to_string()),
        ("side", side_words(&account.side)),
        ("via", via_cell(&account.via, story)),
        ("what", kind),
        ("status", word(&account.status)),
        ("words", words.join("\n")),
        ("when", when_cell(account.when.as_ref(), story)),
        ("where", where_cell(account.place.as_ref(), story)),
        ("who", who_cell(&account.participants, story)),
        ("initiator", initiator.unwrap_or_default()),
        ("format", plain(account.format.as_deref().unwrap_or_default())),
        ("duration", plain(account.duration.as_deref().unwrap_or_default())),
        ("topics", topics_cell(&account.topics, story)),
        ("outcomes", outcomes_cell(&account.outcomes, story)),
        ("replies", replies_cell(account, story)),
        ("told", told_cell(account, story)),
    ]
}

pub(super) fn via_cell(via: &[Via], cited: &impl Cites) -> String {
    let evidence = via.iter().filter_map(|link| link.evidence.as_ref());
    let words = evidence.map(|e| evidence_words(e, cited));
    std::iter::once(via_words(via, cited)).chain(words).collect::<Vec<_>>().join("\n")
}

pub(super) fn when_cell(when: Option<&When>, cited: &impl Cites) -> String {
    let Some(when) = when else {
        return NOT_TOLD.to_owned();
    };
    let basis = word(&when.basis);
    let evidence = when.evidence.as_ref().map(|e| format!("\n{}", evidence_words(e, cited)));
    format!("{} ({basis}){}", when_words(Some(when)), evidence.unwrap_or_default())
}

pub(super) fn where_cell(place: Option<&Where>, cited: &impl Cites) -> String {
    let Some(place) = place else {
        return NOT_TOLD.to_owned();
    };
    let known = place.geonames.map(|id| format!(" (GeoNames {id})")).unwrap_or_default();
    let evidence = place.evidence.as_ref().map(|e| format!("\n{}", evidence_words(e, cited)));
    format!("{}{known}{}", where_words(Some(place)), evidence.unwrap_or_default())
}

fn who_cell(people: &[Participant], story: &Story) -> String {
    let lines = people.iter().map(|person| {
        let evidence = evidence_words(&person.evidence, story);
        format!("{} {}\n{evidence}", participant_words(person), person.actor)
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn topics_cell(topics: &[Topic], story: &Story) -> String {
    let lines = topics.iter().map(|topic| {
        let context = topic.context.map(|context| format!(" ({})", word(&context)));
        let evidence = evidence_words(&topic.evidence, story);
        format!("{}{}\n{evidence}", plain(&topic.subject), context.unwrap_or_default())
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn outcomes_cell(outcomes: &[Outcome], story: &Story) -> String {
    let names = |ids: &[ActorId]| {
        ids.iter().map(|id| actor_words(id, story)).collect::<Vec<_>>().join(", ")
    };
    let lines = outcomes.iter().map(|outcome| {
        let to = Some(names(&outcome.to)).filter(|to| !to.is_empty());
        let to = to.map(|to| format!(", to {to}")).unwrap_or_default();
        let instrument = outcome.instrument.as_ref().map(instrument_words).unwrap_or_default();
        let words = evidence_words(&outcome.evidence, story);
        let what = plain(&outcome.text);
        format!("{} by {}{to}: {what}{instrument}\n{words}", word(&outcome.act), names(&outcome.by))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn instrument_words(instrument: &Instrument) -> String {
    let title = instrument.title.as_deref().map(|title| format!(", {}", plain(title)));
    format!(" ({} {}{})", instrument.kind, word(&instrument.state), title.unwrap_or_default())
}

fn replies_cell(account: &Account, story: &Story) -> String {
    let lines = account.replies.iter().map(|reply| {
        let by = reply.by.as_ref().map_or("somebody".to_owned(), |by| actor_words(by, story));
        let when = when_words(reply.when.as_ref());
        format!("by {by}, {when}\n{}", evidence_words(&reply.evidence, story))
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn told_cell(account: &Account, story: &Story) -> String {
    let lines = account.told.iter().map(|told| {
        let occasion = told.occasion.as_deref().map(plain);
        let place = Some(where_words(told.place.as_ref())).filter(|words| !words.is_empty());
        let when = told.when.as_ref().map(|when| when_words(Some(when)));
        let parts: Vec<String> = occasion.into_iter().chain(place).chain(when).collect();
        format!("{}\n{}", parts.join(", "), evidence_words(&told.evidence, story))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The documents cited, numbered as in the evidence.
pub(super) fn sources(out: &mut String, cited: &impl Cites, width: usize) {
    heading(out, "sources");
    for (number, (id, source)) in cited.sources().iter().enumerate() {
        let title = plain(source.title.as_deref().unwrap_or("without a title"));
        let day = published_words(source.published.as_ref());
        let outlet = plain(source.outlet.as_deref().unwrap_or_default());
        let place = plain(source.place.as_deref().unwrap_or_default());
        let about: Vec<String> =
            [outlet, day, place].into_iter().filter(|part| !part.is_empty()).collect();
        let text = format!("{title}\n{}\ndocument {id}", about.join(" · "));
        labelled(out, &format!("[{}]", number + 1), &text, width);
    }
}
