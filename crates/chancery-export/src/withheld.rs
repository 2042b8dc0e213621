//! Exports without text: what may be passed on of articles that are somebody else's.
//!
//! The text of a document is left out. Of all other words no more than [`LONGEST`] in a row are
//! left, with the hash of the whole beside those that stand in a text, so that whoever has the
//! article can find them and hold them against it. Ids, codes, addresses and the program's own
//! words stay whole.

use serde_json::{Map, Value};

use crate::schema::{Field, Shape};
use crate::text::sha256;

/// So many words of a text are left at most: runs of letters and digits.
pub const LONGEST: usize = 25;

/// So many characters are left at most, for scripts that set no words apart.
const LONGEST_CHARS: usize = 250;

/// What stands where words were left out.
const CUT: &str = " …";

/// Withholds text from a row.
pub fn withhold(row: &mut Value, fields: &[Field]) {
    match row {
        Value::Object(object) => withhold_fields(object, fields),
        Value::Array(members) => {
            for member in members {
                withhold(member, fields);
            }
        }
        other => shorten_all(other),
    }
}

fn withhold_fields(object: &mut Map<String, Value>, fields: &[Field]) {
    if fields.iter().any(|field| field.name == "text_sha256") {
        let hash = object.get("text").and_then(Value::as_str).map(sha256);
        if let Some(hash) = hash {
            object.insert("text_sha256".to_owned(), Value::String(hash));
        }
    }
    for (name, value) in object {
        let field = fields.iter().find(|field| field.name == name);
        match field.map(|field| (field.shape.innermost(), field.inner())) {
            Some((Shape::FullText, _)) => *value = Value::Null,
            Some((_, Some(inner))) => withhold(value, inner),
            Some((Shape::Text | Shape::Json, _)) | None => shorten_all(value),
            Some(_) => {}
        }
    }
}

/// Shortens every text in a value of any shape.
fn shorten_all(value: &mut Value) {
    match value {
        Value::String(text) => {
            if let Some(short) = shortened(text) {
                *text = short;
            }
        }
        Value::Array(members) => members.iter_mut().for_each(shorten_all),
        // Keys are names of fields.
        Value::Object(object) => object.values_mut().for_each(shorten_all),
        _ => {}
    }
}

/// The first words of a text that is too long; none where it is not.
pub(crate) fn shortened(text: &str) -> Option<String> {
    let (mut words, mut inside) = (0, false);
    for (number, (at, char)) in text.char_indices().enumerate() {
        let begins = char.is_alphanumeric() && !inside;
        inside = char.is_alphanumeric();
        words += usize::from(begins);
        if words > LONGEST || number >= LONGEST_CHARS {
            return Some(format!("{}{CUT}", text[..at].trim_end()));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::schema::table;
    use chancery::keep::Noun;

    #[test]
    fn the_text_of_a_document_is_left_out_and_its_hash_put_beside() {
        let mut row = json!({"id": "x", "url": "https://a.example/b", "text": "one two"});
        withhold(&mut row, table(Noun::Documents).fields);
        let hash = sha256("one two");
        let left = json!(
            {"id": "x", "url": "https://a.example/b", "text": null, "text_sha256": hash}
        );
        assert_eq!(row, left);
    }

    #[test]
    fn quotes_are_cut_wherever_they_stand() {
        let long = "word ".repeat(30);
        let evidence = json!({"start": 1, "end": 151, "text": long, "reader": "r"});
        let mut row = json!({
            "id": "sta-1",
            "content": [evidence],
            "judged": [{"value": {"what": long}, "because": long}],
            "unheard_of": long,
        });
        withhold(&mut row, table(Noun::Statements).fields);
        let cut = format!("{} …", "word ".repeat(25).trim_end());
        assert_eq!(row["content"][0]["text"], cut);
        assert_eq!(row["content"][0]["text_sha256"], sha256(&long));
        assert_eq!(row["judged"][0]["value"]["what"], cut);
        assert_eq!(row["judged"][0]["because"], cut);
        assert_eq!(row["unheard_of"], cut);
    }

    proptest! {
        #[test]
        fn nothing_longer_is_left_of_any_text(text in "\\PC{0,400}") {
            let left = shortened(&text).unwrap_or_else(|| text.clone());
            let words = left.split(|char: char| !char.is_alphanumeric());
            prop_assert!(words.filter(|word| !word.is_empty()).count() <= LONGEST);
            prop_assert!(left.chars().count() <= LONGEST_CHARS + CUT.chars().count());
            prop_assert!(text.starts_with(left.strip_suffix(CUT).unwrap_or(&left)));
        }
    }
}
