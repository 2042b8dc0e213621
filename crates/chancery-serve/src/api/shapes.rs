//! The exports' own description of every field, as schemas of OpenAPI: what an answer holds is
//! what an export holds, told once.

use std::collections::BTreeMap;

use chancery::keep::Noun;
use chancery_export::schema::{Field, Shape, Stands, table};
use serde_json::{Map, Value, json};

use super::record::NOUNS;

/// Fields that are left out where they would say nothing.
const LEFT_OUT: [&str; 5] = ["judged", "overruled_by", "members", "capacities", "candidates"];

/// Schemas by name; a structure that many fields share is one of them.
#[derive(Default)]
pub(super) struct Schemas {
    made: Map<String, Value>,
    /// What the structures of fields are called.
    named: BTreeMap<String, &'static [Field]>,
}

/// The schema of every noun, and of a page of each.
pub(super) fn nouns() -> Map<String, Value> {
    let mut schemas = Schemas::default();
    for (noun, name) in NOUNS {
        let table = table(noun);
        let mut row = schemas.object(table.fields, noun == Noun::Encounters);
        row["description"] = json!(table.what);
        schemas.made.insert(name.to_owned(), row);
        schemas.made.insert(format!("{name}Page"), page(name));
    }
    schemas.made
}

/// A page of things.
pub(super) fn page(of: &str) -> Value {
    json!({
        "type": "object",
        "description": format!("a page of {of}"),
        "properties": {
            "items": {
                "type": "array",
                "items": { "$ref": format!("#/components/schemas/{of}") },
            },
            "next": {
                "type": ["string", "null"],
                "description": "address of the next page; null where this is the last",
            },
        },
        "required": ["items", "next"],
    })
}

impl Schemas {
    /// An object of these fields. What an encounter is made of always has its members.
    fn object(&mut self, fields: &'static [Field], members: bool) -> Value {
        let (mut properties, mut required) = (Map::new(), Vec::new());
        for field in fields.iter().filter(|field| field.stands == Stands::Always) {
            properties.insert(field.name.to_owned(), self.field(field));
            if !LEFT_OUT.contains(&field.name) || members && field.name == "members" {
                required.push(field.name);
            }
        }
        json!({ "type": "object", "properties": properties, "required": required })
    }

    fn field(&mut self, field: &'static Field) -> Value {
        let mut schema = self.shape(field.shape, field.name);
        if !field.null.is_empty() {
            schema = nullable(schema);
        }
        let unit = if field.unit.is_empty() { String::new() } else { format!(" ({})", field.unit) };
        let null = match field.null {
            "" => String::new(),
            null => format!("; null: {null}"),
        };
        if let Value::Object(map) = &mut schema {
            map.insert("description".to_owned(), json!(format!("{}{unit}{null}", field.what)));
        }
        schema
    }

    fn shape(&mut self, shape: Shape, name: &'static str) -> Value {
        match shape {
            Shape::Word(words) => json!({ "type": "string", "enum": words }),
            Shape::Json => json!({}),
            Shape::Integer => json!({ "type": "integer" }),
            Shape::Number => json!({ "type": "number" }),
            Shape::Flag => json!({ "type": "boolean" }),
            Shape::List(inner) => json!({ "type": "array", "items": self.shape(*inner, name) }),
            Shape::Struct(fields) => self.structure(fields, name),
            Shape::Key
            | Shape::Address
            | Shape::Text
            | Shape::FullText
            | Shape::Moment
            | Shape::Day
            | Shape::FirstDay(_)
            | Shape::LastDay(_) => json!({ "type": "string" }),
        }
    }

    /// A structure by its name, which it gets from the first field that holds it.
    fn structure(&mut self, fields: &'static [Field], name: &str) -> Value {
        let known = self.named.iter().find(|(_, known)| **known == fields);
        let name = if let Some((name, _)) = known {
            name.clone()
        } else {
            let name = self.free_name(name);
            self.named.insert(name.clone(), fields);
            let made = self.object(fields, false);
            self.made.insert(name.clone(), made);
            name
        };
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    fn free_name(&self, field: &str) -> String {
        let words = field.split('_').map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_uppercase() + rest
        });
        let name = format!("{}Value", words.collect::<String>());
        let more = (2..).map(|number| format!("{name}{number}"));
        let free = |name: &String| !self.named.contains_key(name);
        std::iter::once(name.clone()).chain(more).find(free).unwrap_or(name)
    }
}

/// The same, or null.
fn nullable(schema: Value) -> Value {
    match schema.get("type").and_then(Value::as_str) {
        Some(kind) => {
            let mut schema = schema.clone();
            schema["type"] = json!([kind, "null"]);
            if let Some(Value::Array(words)) = schema.get_mut("enum") {
                words.push(Value::Null);
            }
            schema
        }
        None if schema.get("$ref").is_some() => json!({ "oneOf": [schema, { "type": "null" }] }),
        None => schema,
    }
}
