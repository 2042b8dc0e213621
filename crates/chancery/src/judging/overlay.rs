//! Judged values laid over what was read; what was read is kept beside them.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::fields::{Emptied, Field, Shape, field_named, fields};
use super::{Fastened, Key};
use crate::nouns::{Evidence, Judgeable, Judged, Ruling};

/// Name under which judged words stand in evidence.
const READER: &str = "judgement";

/// A noun as it is judged, with what was done to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlaid<T> {
    /// The noun.
    pub noun: T,
    /// What was judged, in order of the log; empty where nothing was.
    pub judged: Vec<Judged>,
    /// Whether the whole was judged not to be so.
    pub gone: bool,
}

/// Lays judgements (in order of the log) over a noun. A value that does not fit is left out; one
/// that was checked does.
pub fn overlay<T>(noun: T, of: Judgeable, judgements: &[&Fastened]) -> Overlaid<T>
where
    T: Serialize + DeserializeOwned,
{
    let read = match serde_json::to_value(&noun) {
        Ok(Value::Object(read)) if !judgements.is_empty() => read,
        _ => return Overlaid { noun, judged: Vec::new(), gone: false },
    };
    let mut now = Overlaid { noun, judged: Vec::new(), gone: false };
    let mut object = read.clone();
    for judgement in judgements {
        let mut next = object.clone();
        change(&mut next, of, judgement);
        let Ok(noun) = serde_json::from_value(Value::Object(next.clone())) else { continue };
        (now.noun, object) = (noun, next);
        now.gone = match (judgement.said.ruling, &judgement.said.field) {
            (Ruling::NotSo, _) => true,
            (Ruling::Lock, None) => false,
            _ => now.gone,
        };
        now.judged.push(judged(&read, of, judgement));
    }
    mark_overruled(&mut now.judged, judgements);
    now
}

fn judged(read: &Map<String, Value>, of: Judgeable, judgement: &Fastened) -> Judged {
    let said = &judgement.said;
    let field = said.field.as_deref().and_then(|name| field_named(of, name));
    let was = field.and_then(|field| {
        let stood = read.get(field.name)?;
        let member = match (said.ruling, field.shape.key(), &said.value) {
            (Ruling::Add | Ruling::Wrong, Some(key), Some(value)) => member(stood, key, value)?,
            _ => stood,
        };
        (!member.is_null()).then(|| without_evidence(member))
    });
    Judged {
        number: judgement.number,
        ruling: said.ruling,
        field: said.field.clone(),
        value: said.value.clone(),
        was,
        by: said.by.clone(),
        day: said.day,
        because: said.because.clone(),
        overruled_by: None,
    }
}

/// Marks every judgement on a field, or a member of it, on which there is a later one.
fn mark_overruled(judged: &mut [Judged], judgements: &[&Fastened]) {
    let mut last: BTreeMap<Key, u32> = BTreeMap::new();
    let keys: BTreeMap<u32, Key> =
        judgements.iter().filter_map(|it| Some((it.number, it.said_key()?))).collect();
    for it in judged.iter_mut().rev() {
        if let Some(key) = keys.get(&it.number) {
            it.overruled_by = last.get(key).copied();
            last.entry(key.clone()).or_insert(it.number);
        }
    }
}

fn change(object: &mut Map<String, Value>, of: Judgeable, judgement: &Fastened) {
    let said = &judgement.said;
    let value = said.value.clone().unwrap_or(Value::Null);
    let Some(name) = &said.field else {
        if let (Ruling::Lock, Value::Object(all)) = (said.ruling, &value) {
            for field in fields(of) {
                if let Some(stood) = all.get(field.name) {
                    lock(object, field, stood, &judgement.here);
                }
            }
        }
        return;
    };
    let Some(field) = field_named(of, name) else { return };
    match said.ruling {
        Ruling::Lock => lock(object, field, &value, &judgement.here),
        Ruling::Set => set(object, field, &value, judgement),
        Ruling::Add => add(object, field, &value, judgement),
        Ruling::Wrong => wrong(object, field, said.value.as_ref()),
        Ruling::Merge | Ruling::Split | Ruling::NotSo | Ruling::Withdraw => {}
    }
}

fn set(object: &mut Map<String, Value>, field: &Field, value: &Value, judgement: &Fastened) {
    let stands = object.get(field.name).unwrap_or(&Value::Null);
    if field.shape.is_list() {
        let given = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        let words = judgement.words.as_ref().or(first_words(stands).as_ref()).cloned();
        let words = words.unwrap_or_else(|| judgement.here.clone());
        let members = given.iter().map(|it| member_of(field.shape, it, &words, judgement.number));
        object.insert(field.name.to_owned(), members.collect());
        return;
    }
    if without_evidence(stands) == *value && judgement.words.is_none() {
        return;
    }
    let mut value = value.clone();
    if let (Value::Object(inner), Shape::When | Shape::Where) = (&mut value, field.shape) {
        let words = judgement.words.as_ref().map(|it| signed(it, judgement.number));
        inner.insert("evidence".to_owned(), words.map_or(Value::Null, |it| json!(it)));
    }
    object.insert(field.name.to_owned(), value);
}

fn add(object: &mut Map<String, Value>, field: &Field, value: &Value, judgement: &Fastened) {
    let (Some(key), Some(words)) = (field.shape.key(), &judgement.words) else { return };
    let new = member_of(field.shape, value, words, judgement.number);
    let Some(Value::Array(members)) = object.get_mut(field.name) else { return };
    let same = members.iter_mut().find(|it| named(it, key) == named(value, key));
    match same {
        Some(Value::Object(there)) => merge(there, value),
        Some(_) => {}
        None => members.push(new),
    }
}

fn wrong(object: &mut Map<String, Value>, field: &Field, value: Option<&Value>) {
    if let (Some(key), Some(Value::Array(members))) =
        (field.shape.key(), object.get_mut(field.name))
    {
        // Without a value all of it is wrong.
        members.retain(|it| value.is_some_and(|value| named(it, key) != named(value, key)));
        return;
    }
    let empty = match field.emptied {
        Some(Emptied::Unclear) => json!("unclear"),
        _ => Value::Null,
    };
    object.insert(field.name.to_owned(), empty);
}

/// Puts back what stood when it was locked, with the words it is read from now where it is read
/// still, and else with the words of the whole.
fn lock(object: &mut Map<String, Value>, field: &Field, stood: &Value, here: &Evidence) {
    let stands = object.get(field.name).cloned().unwrap_or(Value::Null);
    if without_evidence(&stands) == *stood {
        return;
    }
    let (Some(key), Value::Array(members)) = (field.shape.key(), stood) else {
        object.insert(field.name.to_owned(), stood.clone());
        return;
    };
    let put_back = |old: &Value| match member(&stands, key, old).cloned() {
        Some(Value::Object(mut there)) => {
            merge(&mut there, old);
            Value::Object(there)
        }
        Some(other) => other,
        None => with_words(field.shape, old.clone(), here),
    };
    object.insert(field.name.to_owned(), members.iter().map(put_back).collect());
}

/// Writes over an object what another one knows.
fn merge(there: &mut Map<String, Value>, value: &Value) {
    for (key, value) in value.as_object().into_iter().flatten() {
        if !value.is_null() {
            there.insert(key.clone(), value.clone());
        }
    }
}

fn member<'v>(list: &'v Value, key: &str, like: &Value) -> Option<&'v Value> {
    list.as_array()?.iter().find(|it| named(it, key) == named(like, key))
}

/// What a member of a list is told apart by: an id, a subject; a mention of nobody known by its
/// name.
pub(super) fn named<'v>(member: &'v Value, key: &str) -> Option<&'v str> {
    let of = |key: &str| member.get(key).and_then(Value::as_str);
    member.as_str().or_else(|| of(key)).or_else(|| of("name"))
}

/// A member of a list as it is exported, with the words that show it.
fn member_of(shape: Shape, given: &Value, words: &Evidence, number: u32) -> Value {
    with_words(shape, given.clone(), &signed(words, number))
}

fn with_words(shape: Shape, mut member: Value, words: &Evidence) -> Value {
    let Value::Object(object) = &mut member else { return member };
    let mut default = |key: &str, value: Value| {
        if object.get(key).is_none_or(Value::is_null) {
            object.insert(key.to_owned(), value);
        }
    };
    match shape {
        Shape::Mentions => {
            default("document", json!(words.document));
            default("start", json!(words.start));
            default("end", json!(words.end));
            default("text", json!(words.text));
            default("kind", json!("name"));
        }
        Shape::Participants => {
            default("role", json!("principal"));
            default("mention", json!(words.text));
            default("evidence", json!(words));
        }
        _ => default("evidence", json!(words)),
    }
    member
}

/// The words of the first member of a list.
fn first_words(list: &Value) -> Option<Evidence> {
    let first = list.as_array()?.first()?;
    serde_json::from_value(first.get("evidence")?.clone()).ok()
}

fn signed(words: &Evidence, number: u32) -> Evidence {
    Evidence { reader: READER.to_owned(), version: number.to_string(), ..words.clone() }
}

/// A value as it is written into a log: without the words of one reading.
pub fn without_evidence(value: &Value) -> Value {
    match value {
        Value::Object(object) => object
            .iter()
            .filter(|(key, _)| *key != "evidence")
            .map(|(key, value)| (key.clone(), without_evidence(value)))
            .collect(),
        Value::Array(members) => members.iter().map(without_evidence).collect(),
        other => other.clone(),
    }
}
