//! Values as people type them, checked and brought to the form in which they are exported.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::fields::{Field, Shape};
use super::overlay::without_evidence;
use crate::nouns::{Actor, Basis, Moment, Precision, Published, PublishedBasis, When, Where};
use crate::resolve::holds;

/// How names are looked up.
pub struct Lookup<'a> {
    /// The one actor of a name or id, or why there is none.
    pub actor: &'a dyn Fn(&str) -> Result<Actor, String>,
    /// The place of a name, "Paris" or "Paris, USA".
    pub place: &'a dyn Fn(&str) -> Option<Where>,
    /// The day by which offices are told.
    pub day: Option<Date>,
}

/// The value of a field that a text stands for; of a field that holds many, of one member.
/// `quoted` are the words of the document that show it. The error says what is wrong and what
/// would be right.
pub fn value(
    field: &Field,
    text: &str,
    quoted: Option<&str>,
    lookup: &Lookup<'_>,
) -> Result<Value, String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(format!("`{}` is given no value", field.name));
    }
    let found = match field.shape {
        Shape::Word => json!(if field.name == "side" { text.to_owned() } else { as_word(text) }),
        Shape::Text => json!(text),
        Shape::When => json!(when(text)?),
        Shape::Published => json!(published(text)?),
        Shape::Where => json!(place(text, lookup)?),
        Shape::Actor | Shape::Actors => json!((lookup.actor)(text)?.id),
        Shape::Mentions => mention(&(lookup.actor)(text)?, lookup.day),
        Shape::Participants => participant(text, lookup)?,
        Shape::Topics => topic(text),
        Shape::Outcomes => {
            json!({ "act": as_word(text), "by": [], "to": [], "text": quoted.unwrap_or(text),
                    "instrument": null })
        }
    };
    let found = without_evidence(&found);
    field.check(&found).map_err(|error| format!("`{text}` is no {}: {error}", field.name))?;
    Ok(found)
}

fn as_word(text: &str) -> String {
    text.to_lowercase().replace([' ', '-'], "_")
}

/// A day, month or year, or two with a slash between.
fn when(text: &str) -> Result<When, String> {
    let (first, last) = text.split_once('/').unwrap_or((text, text));
    let (start, end) = (moment(first)?, moment(last)?);
    if end < start {
        return Err(format!("`{text}` ends before it begins: give the earlier day first"));
    }
    let precision = match (first == last, start.month, start.day, start.hour) {
        (false, ..) => Precision::Bounds,
        (_, None, ..) => Precision::Year,
        (_, _, None, _) => Precision::Month,
        (_, _, _, None) => Precision::Day,
        _ => Precision::Hour,
    };
    let (start, end) = (Some(start), Some(end));
    Ok(When { start, end, precision, basis: Basis::Explicit, evidence: None })
}

fn published(text: &str) -> Result<Published, String> {
    let When { start, end, precision, .. } = when(text)?;
    Ok(Published { start, end, precision, basis: PublishedBasis::Given })
}

fn moment(text: &str) -> Result<Moment, String> {
    let found: Moment = text.trim().parse().map_err(|error| format!("{error}"))?;
    let month = found.month.unwrap_or(1);
    // A year with a 29 February, where none is told.
    let day = Date::new(found.year.unwrap_or(2000), month, found.day.unwrap_or(1));
    if day.is_err() || found.hour.is_some_and(|hour| !(0..24).contains(&hour)) {
        return Err(format!("`{text}` is not in the calendar: give YYYY-MM-DD, YYYY-MM or YYYY"));
    }
    Ok(found)
}

/// A place of the gazetteer; one that it does not know is taken at its word where a country is
/// given with it.
fn place(text: &str, lookup: &Lookup<'_>) -> Result<Where, String> {
    if let Some(found) = (lookup.place)(text) {
        return Ok(found);
    }
    let country = text.rsplit_once(',').map(|(name, country)| (name.trim(), country.trim()));
    match country {
        Some((name, code)) if code.len() == 3 && code.chars().all(|c| c.is_ascii_uppercase()) => {
            Ok(Where {
                name: name.to_owned(),
                country: Some(code.to_owned()),
                geonames: None,
                latitude: None,
                longitude: None,
                evidence: None,
            })
        }
        _ => Err(format!(
            "no place `{text}` is known: give its country too, by its three letters (`{text}, FRA`)"
        )),
    }
}

/// "NAME" or "NAME as ROLE".
fn participant(text: &str, lookup: &Lookup<'_>) -> Result<Value, String> {
    let (name, role) = match text.rsplit_once(" as ") {
        Some((name, role)) => (name, Some(as_word(role))),
        None => (text, None),
    };
    let actor = (lookup.actor)(name.trim())?;
    Ok(json!({
        "actor": actor.id, "name": actor.name, "office": office(&actor, lookup.day),
        "capacity": null, "country": actor.country, "role": role,
    }))
}

fn mention(actor: &Actor, day: Option<Date>) -> Value {
    json!({
        "actor": actor.id, "name": actor.name, "office": office(actor, day),
        "country": actor.country, "sector": actor.sector,
    })
}

/// The office an actor held on a day.
fn office(actor: &Actor, day: Option<Date>) -> Option<&str> {
    let held = actor.offices.iter().find(|held| day.is_some_and(|day| holds(held, day)));
    held.map(|held| held.office.as_str())
}

/// "SUBJECT" or "CONTEXT: SUBJECT".
fn topic(text: &str) -> Value {
    let parts = text.split_once(':').map(|(context, subject)| (as_word(context), subject.trim()));
    match parts {
        Some((context, subject))
            if serde_json::from_value::<crate::nouns::Context>(json!(context)).is_ok() =>
        {
            json!({ "context": context, "subject": subject })
        }
        _ => json!({ "context": null, "subject": text }),
    }
}
