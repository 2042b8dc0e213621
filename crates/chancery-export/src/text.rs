//! JSON written in the order of the fields, and hashes as text.

use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::schema::{Field, Stands};

/// A row as one JSON line (without line end), its fields in the order of their description.
pub(crate) fn line(row: &Value, fields: &[Field]) -> String {
    let mut out = String::new();
    write(row, Some(fields), &mut out);
    out
}

fn write(value: &Value, fields: Option<&[Field]>, out: &mut String) {
    match (value, fields) {
        (Value::Object(object), Some(fields)) => {
            let known = fields.iter().filter(|field| field.stands != Stands::InParquet);
            let known = known.filter_map(|field| {
                object.get(field.name).map(|value| (field.name, value, field.inner()))
            });
            let other = object
                .iter()
                .filter(|(name, _)| fields.iter().all(|field| field.name != *name))
                .map(|(name, value)| (name.as_str(), value, None));
            let mut separator = '{';
            for (name, value, inner) in known.chain(other) {
                out.push(separator);
                out.push_str(&Value::from(name).to_string());
                out.push(':');
                write(value, inner, out);
                separator = ',';
            }
            out.push_str(if separator == '{' { "{}" } else { "}" });
        }
        (Value::Array(members), Some(fields)) => {
            out.push('[');
            for (place, member) in members.iter().enumerate() {
                if place > 0 {
                    out.push(',');
                }
                write(member, Some(fields), out);
            }
            out.push(']');
        }
        _ => out.push_str(&value.to_string()),
    }
}

/// The SHA-256 of some bytes, in hexadecimal.
pub(crate) fn sha256(bytes: impl AsRef<[u8]>) -> String {
    format!("{:x}", Sha256::digest(bytes))
}
