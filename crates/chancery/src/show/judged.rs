//! What people judged: beside the thing, and as a log.

use std::fmt::Write;

use serde_json::Value;

use super::layout::{plain, wrap};
use super::table::table;
use super::words::word;
use crate::judging::Standing;
use crate::nouns::{Judged, Judgement, Ruling};

/// What was judged of a thing, one judgement after the other.
pub fn judged(all: &[Judged], width: usize) -> String {
    let mut out = String::new();
    for it in all {
        let (by, day) = (plain(&it.by), it.day);
        let mut text = format!(
            "amended by {by}, {day}: {}",
            what(it.ruling, it.field.as_deref(), it.value.as_ref())
        );
        if it.field.is_some() {
            text.push_str("; as read: ");
            text.push_str(&it.was.as_ref().map_or_else(|| "nothing".to_owned(), value));
        }
        let _ = write!(text, "; because {} (judgement {})", plain(&it.because), it.number);
        if let Some(later) = it.overruled_by {
            let _ = write!(text, "; overruled by judgement {later}");
        }
        for line in wrap(&text, width) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// What a judgement does, in words.
fn what(ruling: Ruling, field: Option<&str>, given: Option<&Value>) -> String {
    let field = field.unwrap_or("all of it");
    let given = given.map(value);
    match (ruling, given) {
        (Ruling::Set, given) => format!("{field} is {}", given.unwrap_or_default()),
        (Ruling::Add, given) => format!("{field} have {} too", given.unwrap_or_default()),
        (Ruling::Wrong, Some(given)) => format!("{field} have {given} wrongly"),
        (Ruling::Wrong, None) => format!("{field} is wrong"),
        (Ruling::Lock, _) => format!("{field} stays"),
        (Ruling::Merge, _) => "the same as another".to_owned(),
        (Ruling::Split, _) => "not the same as others".to_owned(),
        (Ruling::NotSo, _) => "not so".to_owned(),
        (Ruling::Withdraw, _) => "taken back".to_owned(),
    }
}

/// A value as people read it.
pub fn value(value: &Value) -> String {
    let of = |key: &str| value.get(key).and_then(Value::as_str);
    let words = match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(members) if members.is_empty() => "nothing".to_owned(),
        Value::Array(members) => members.iter().map(self::value).collect::<Vec<_>>().join(", "),
        Value::Object(_) => match (of("start"), of("end")) {
            (Some(start), Some(end)) if start == end => start.to_owned(),
            (Some(start), Some(end)) => format!("{start} to {end}"),
            (Some(start), None) => format!("not before {start}"),
            (None, Some(end)) => format!("not after {end}"),
            (None, None) => {
                let name = of("name").or_else(|| of("subject")).or_else(|| of("text"));
                name.map_or_else(|| value.to_string(), str::to_owned)
            }
        },
        other => other.to_string(),
    };
    plain(&words)
}

/// A new line of the log.
pub fn judgement(line: &Judgement) -> String {
    let said = &line.said;
    let noun = said.noun.map(|noun| format!("{}: ", noun.name())).unwrap_or_default();
    let what = what(said.ruling, said.field.as_deref(), said.value.as_ref());
    format!("judgement {}: {noun}{what}\n", line.number)
}

/// Where a judgement stands, in words.
pub fn standing(standing: &Standing) -> String {
    match standing {
        Standing::InForce => "in force".to_owned(),
        Standing::Overruled(by) => format!("overruled by {by}"),
        Standing::Withdrawn(by) => format!("taken back by {by}"),
        Standing::Review(why) => format!("for review: {}", plain(why)),
    }
}

/// The log, each line with where it stands.
pub fn judgements(log: &[(Judgement, Standing)], width: usize) -> String {
    let row = |(line, stands): &(Judgement, Standing)| {
        let said = &line.said;
        let noun = said.noun.map(|noun| word(&noun)).unwrap_or_default();
        let words = said.anchors.first().map(|anchor| plain(&anchor.sentence)).unwrap_or_default();
        vec![
            line.number.to_string(),
            said.day.to_string(),
            plain(&said.by),
            noun,
            what(said.ruling, said.field.as_deref(), said.value.as_ref()),
            plain(&said.because),
            words,
            standing(stands),
        ]
    };
    let rows: Vec<Vec<String>> = log.iter().map(row).collect();
    table(&["", "day", "by", "noun", "what", "because", "words", "stands"], &rows, width)
}
