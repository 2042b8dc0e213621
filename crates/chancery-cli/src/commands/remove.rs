//! `chancery remove`: a document out of the record, with all that was found in it.

use anyhow::Result;
use chancery::keep::Noun;
use chancery::nouns::DocumentId;

use super::Context;
use crate::output::{print, print_json};
use crate::problem::{Outcome, hinted};

pub(super) fn run(context: &Context, document: &str) -> Result<Outcome> {
    let mut record = context.open()?;
    let mut found = context.in_record(record.ids_like(document))?;
    found.retain(|(noun, _)| *noun == Noun::Documents);
    let id = match found.as_slice() {
        [(_, id)] => DocumentId(id.clone()),
        [] => {
            let what = format!("no document `{document}` in {}", context.record);
            return Err(hinted(what, "`chancery search WORDS` prints ids of documents"));
        }
        _ => {
            let ids: Vec<&str> = found.iter().map(|(_, id)| id.as_str()).collect();
            let what = format!("`{document}` may be any of {}", ids.join(", "));
            return Err(hinted(what, "give more of the id"));
        }
    };
    context.in_record(record.remove(&id))?;
    context.settle(&mut record)?;
    if context.json {
        print_json([serde_json::json!({ "removed": id })])?;
    } else {
        print(&format!("removed document {id}\n"))?;
    }
    Ok(Outcome::Clean)
}
