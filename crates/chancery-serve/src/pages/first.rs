//! Who said it first: the chain of those who took a text's words.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use chancery::keep::{Kin, Noun, Record};
use chancery::nouns::DocumentId;
use chancery::show::plain;

use super::parts::{DocumentLine, Frame, said};
use super::{Answer, Found, by_first_signs, page};
use crate::App;
use crate::Problem;
use crate::link;

/// A document in the chain.
struct Link {
    line: DocumentLine,
    /// How far it is from the first.
    depth: usize,
    how: String,
    share: String,
    why: String,
    credit: Option<(String, String)>,
    here: bool,
}

#[derive(Template)]
#[template(path = "first.html")]
struct Page {
    frame: Frame,
    title: String,
    document: String,
    outlets: usize,
    chain: Vec<Link>,
}

pub(super) async fn first(State(app): State<App>, Path(id): Path<String>) -> Answer {
    app.ask(move |record| filled(record, &id)).await?.answer(|it| page(&it))
}

fn filled(record: &Record, id: &str) -> Result<Found<Page>, Problem> {
    let id = DocumentId(id.to_owned());
    let kin = record.kin(&id)?;
    let Some(own) = kin.iter().find(|kin| kin.row.id == id) else {
        return match record.document(&id)? {
            Some(_) => Ok(Found::Elsewhere(link::document(&id))),
            None => by_first_signs(record, Noun::Documents, id.as_str()).map(Found::Elsewhere),
        };
    };
    let title = DocumentLine::of(&own.row).title;
    let mut outlets: Vec<&String> = kin.iter().filter_map(|kin| kin.row.outlet.as_ref()).collect();
    outlets.sort();
    outlets.dedup();
    Ok(Found::Here(Page {
        frame: Frame::of("documents"),
        title,
        document: link::document(&id),
        outlets: outlets.len(),
        chain: chain(&kin, &id),
    }))
}

/// The documents as a tree, each below the one it took its words from.
fn chain(kin: &[Kin], here: &DocumentId) -> Vec<Link> {
    let mut below: BTreeMap<Option<&DocumentId>, Vec<&Kin>> = BTreeMap::new();
    for it in kin {
        let from = it.copied.as_ref().map(|copied| &copied.from);
        let from = from.filter(|from| kin.iter().any(|kin| kin.row.id == **from));
        below.entry(from).or_default().push(it);
    }
    let mut found = Vec::new();
    let mut open: Vec<(usize, &Kin)> =
        below.get(&None).into_iter().flatten().rev().map(|kin| (0, *kin)).collect();
    while let Some((depth, it)) = open.pop() {
        // A ring of copies would never end.
        if found.len() >= kin.len() {
            break;
        }
        found.push(line(it, depth, here));
        let next = below.get(&Some(&it.row.id)).into_iter().flatten().rev();
        open.extend(next.map(|kin| (depth + 1, *kin)));
    }
    found
}

fn line(it: &Kin, depth: usize, here: &DocumentId) -> Link {
    let copied = it.copied.as_ref();
    let credit = copied.and_then(|copied| copied.credit.as_ref());
    Link {
        line: DocumentLine::of(&it.row),
        depth: depth.min(6),
        how: copied.map(|copied| format!("{} copy", said(&copied.kind))).unwrap_or_default(),
        share: copied.map(|copied| format!("{:.0} %", copied.share * 100.0)).unwrap_or_default(),
        why: copied.map(|copied| plain(&copied.why)).unwrap_or_default(),
        credit: credit.map(|credit| (plain(&credit.text), link::words(credit))),
        here: it.row.id == *here,
    }
}
