//! Rows of a file with a JSON object on each line.

use serde_json::{Map, Value};

use super::follow_the_money::Entities;
use super::{COLUMNS, FileError, RawRow};

pub(super) fn rows(
    text: &str,
    take: &mut dyn FnMut(u64, Result<RawRow, String>),
) -> Result<(), FileError> {
    let mut entities = Entities::default();
    let mut first = true;
    for (line, json) in (1..).zip(text.lines()).filter(|(_, json)| !json.trim().is_empty()) {
        match serde_json::from_str(json) {
            Ok(Value::Object(object)) if object.contains_key("schema") => {
                entities.add(line, &object, take);
            }
            Ok(Value::Object(object)) => take(line, row(&object)),
            Ok(_) | Err(_) if first => return Err(FileError::NotJson(line)),
            Ok(_) => take(line, Err("not a JSON object".to_owned())),
            Err(error) => take(line, Err(format!("not JSON: {error}"))),
        }
        first = false;
    }
    entities.finish(take);
    Ok(())
}

fn row(object: &Map<String, Value>) -> Result<RawRow, String> {
    let mut row = RawRow::default();
    for (key, value) in object {
        if !COLUMNS.contains(&key.as_str()) {
            return Err(format!("unknown key `{key}`"));
        }
        match value {
            Value::Null => {}
            Value::String(text) => row.set(key, text),
            Value::Number(year) if matches!(key.as_str(), "from" | "to") => {
                row.set(key, &year.to_string());
            }
            Value::Array(names) if key == "aliases" => {
                let names = names.iter().map(|name| name.as_str().map(str::to_owned));
                row.aliases = names.collect::<Option<_>>().ok_or("an alias that is no text")?;
            }
            _ => return Err(format!("`{key}` is no text")),
        }
    }
    Ok(row)
}
