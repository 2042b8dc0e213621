//! One encounter: its accounts side by side, every value with its words.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use chancery::briefs::{self, Comparison, Quote, SourceLine, comparison};
use chancery::keep::{Noun, Record, Shelf, actors_of};
use chancery::nouns::{
    DocumentId, Encounter, EncounterId, Judged, Part, Participant, RelationKind, Verdict,
};
use chancery::show::{plain, shortened};

use super::parts::{EncounterLine, Frame, capital, said};
use super::{Answer, Found, by_first_signs, page};
use crate::link::{self, Link};
use crate::{App, Problem};

/// At most so many signs of a sentence stand on each side of what is quoted.
const BESIDE: usize = 260;

#[derive(Template)]
#[template(path = "encounter.html")]
struct Page {
    frame: Frame,
    id: String,
    title: String,
    laid: Comparison,
    /// The documents cited, for the sentences around what is quoted.
    shelf: Shelf,
    /// Whether there are too many voices to stand in a table.
    many: bool,
    people: Vec<Person>,
    related: Vec<Related>,
    judged: Vec<JudgedLine>,
    /// Address of the dossier of the two states, where two take part.
    dossier: Option<Link>,
}

/// Words in their sentence.
struct Sentence {
    before: String,
    words: String,
    after: String,
}

/// A participant.
struct Person {
    who: Link,
    about: String,
}

/// An encounter that stands in a relation to this one.
struct Related {
    how: &'static str,
    line: EncounterLine,
}

/// What a person judged.
pub(super) struct JudgedLine {
    pub(super) number: u32,
    pub(super) what: String,
    pub(super) by: String,
    pub(super) because: String,
}

impl JudgedLine {
    pub(super) fn of(it: &Judged) -> Self {
        let value = |value: &Option<serde_json::Value>| value.as_ref().map(chancery::show::value);
        let field = it.field.as_deref().unwrap_or("all of it").replace('_', " ");
        let was = value(&it.was).map(|was| format!("; as read: {was}")).unwrap_or_default();
        let now = value(&it.value).map(|now| format!(" {now}")).unwrap_or_default();
        Self {
            number: it.number,
            what: plain(&format!("{} {field}{now}{was}", said(&it.ruling))),
            by: format!("{}, {}", plain(&it.by), it.day),
            because: plain(&it.because),
        }
    }
}

pub(super) async fn encounter(State(app): State<App>, Path(id): Path<String>) -> Answer {
    let known = app.clone();
    app.ask(move |record| filled(&known, record, &id)).await?.answer(|it| page(&it))
}

fn filled(app: &App, record: &Record, id: &str) -> Result<Found<Page>, Problem> {
    let Some(it) = record.encounter(&EncounterId(id.to_owned()))? else {
        return by_first_signs(record, Noun::Encounters, id).map(Found::Elsewhere);
    };
    if it.id.as_str() != id {
        return Ok(Found::Elsewhere(link::encounter(&it.id)));
    }
    let accounts = record.accounts(&it.id)?;
    let members = it.members.iter().map(|member| &member.document);
    let documents: BTreeSet<DocumentId> =
        members.chain(accounts.iter().map(|account| &account.document)).cloned().collect();
    let shelf = record.shelf(documents, actors_of(&accounts), app.names().clone())?;
    let laid = comparison(&it, &accounts, shelf.library());
    let mut judged = record.judged(Noun::Encounters, id)?;
    for account in &it.accounts {
        judged.extend(record.judged(Noun::Accounts, account.as_str())?);
    }
    Ok(Found::Here(Page {
        frame: Frame::of("encounters"),
        id: id.to_owned(),
        title: title(&it),
        many: laid.columns.len() > 4,
        people: people(&it),
        related: related(record, &it)?,
        judged: judged.iter().map(JudgedLine::of).collect(),
        dossier: dossier(app, &it),
        laid,
        shelf,
    }))
}

/// `Meeting of Ana Lund and Per Vik`.
fn title(it: &Encounter) -> String {
    let kind = capital(&said(&it.kind));
    let mut names: Vec<String> = Vec::new();
    for person in &it.participants {
        let name = plain(&person.name);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let more = names.len().saturating_sub(4);
    names.truncate(4);
    let who = match (names.split_last(), more) {
        (None, _) => "people not named".to_owned(),
        (Some(_), more) if more > 0 => format!("{} and {more} more", names.join(", ")),
        (Some((last, [])), _) => last.clone(),
        (Some((last, rest)), _) => format!("{} and {last}", rest.join(", ")),
    };
    format!("{kind} of {who}")
}

fn people(it: &Encounter) -> Vec<Person> {
    let about = |person: &Participant| {
        let office = person.capacity.as_ref().or(person.office.as_ref()).map(|it| plain(it));
        let office = office.filter(|office| *office != plain(&person.name));
        let state = person.actor.as_str().starts_with("state:");
        let country = person.country.clone().filter(|_| !state);
        let role = Some(said(&person.role)).filter(|role| role != "principal");
        [office, country, role].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    let person =
        |it: &Participant| Person { who: Link::actor(&it.actor, &it.name), about: about(it) };
    it.participants.iter().map(person).collect()
}

fn related(record: &Record, it: &Encounter) -> Result<Vec<Related>, Problem> {
    let mut found = Vec::new();
    for relation in &it.relations {
        let how = match relation.kind {
            RelationKind::PartOf => "part of",
            RelationKind::Follows => "follows",
            RelationKind::Prepares => "prepares",
            RelationKind::Repeats => "repeats",
        };
        let other = record.encounter(&relation.to)?;
        found.extend(other.map(|other| Related { how, line: EncounterLine::of(&other) }));
    }
    Ok(found)
}

/// The dossier of the two states whose people met.
fn dossier(app: &App, it: &Encounter) -> Option<Link> {
    let states: BTreeSet<&String> =
        it.participants.iter().filter_map(|person| person.country.as_ref()).collect();
    let mut states = states.into_iter();
    let (one, other) = (states.next()?, states.next()?);
    states.next().is_none().then(|| Link {
        href: format!("/dossier/{}/{}", link::encoded(one), link::encoded(other)),
        text: format!("{} and {}", app.state_name(one), app.state_name(other)),
    })
}

/// The white space between two parts of a sentence.
fn blank(sign: Option<char>) -> &'static str {
    if sign.is_some_and(char::is_whitespace) { " " } else { "" }
}

/// The end of a text.
fn tail(text: &str) -> String {
    let signs = text.chars().count();
    let cut = signs.saturating_sub(BESIDE);
    let end: String = text.chars().skip(cut).collect();
    if cut > 0 { format!("…{end}") } else { end }
}

#[allow(clippy::unused_self, reason = "templates call these as methods")]
impl Page {
    fn verdict_words(&self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Agreed => "agreed",
            Verdict::OneOrigin => "one origin",
            Verdict::Compatible => "compatible",
            Verdict::Explained => "explained",
            Verdict::Only => "one voice only",
            Verdict::Contradicted => "contradicted",
        }
    }

    fn verdict_class(&self, verdict: Verdict) -> String {
        chancery::show::word(&verdict)
    }

    fn quote_at(&self, quote: &Quote) -> String {
        link::quote(quote)
    }

    /// The whole sentence around some words; the words alone where no sentence holds them.
    fn sentence(&self, quote: &Quote) -> Sentence {
        let alone =
            || Sentence { before: String::new(), words: quote.words.clone(), after: String::new() };
        let Some(it) = self.shelf.documents.get(&quote.document) else { return alone() };
        let holds = |of: &&[u32; 2]| of[0] <= quote.start && quote.end <= of[1];
        let Some(&[start, end]) = it.sentences.iter().find(holds) else { return alone() };
        let text = |from: u32, to: u32| it.text.get(from as usize..to as usize);
        match (text(start, quote.start), text(quote.start, quote.end), text(quote.end, end)) {
            (Some(before), Some(words), Some(after)) => Sentence {
                before: format!("{}{}", tail(&plain(before)), blank(before.chars().next_back())),
                words: plain(words),
                after: format!(
                    "{}{}",
                    blank(after.chars().next()),
                    shortened(&plain(after), BESIDE)
                ),
            },
            _ => alone(),
        }
    }

    fn document_at(&self, source: &SourceLine) -> String {
        link::document(&source.document)
    }

    fn part(&self, apart: &briefs::Apart) -> &'static str {
        match apart.part {
            Part::Preview => "Announced before",
            Part::Reference => "Mentioned later",
            Part::Account => "Told",
        }
    }

    fn kind(&self, source: &SourceLine) -> String {
        said(&source.kind)
    }

    /// The number of documents that tell with a column's words.
    fn copies(&self, column: &briefs::Column) -> String {
        match column.copies.len() {
            0 => String::new(),
            1 => "1 copy of its text".to_owned(),
            n => format!("{n} copies of its text"),
        }
    }
}
