//! Full text search, and actors by name.

use askama::Template;
use axum::extract::State;
use chancery::keep::{Hit, Record};
use chancery::show::{plain, shortened};
use serde::Deserialize;

use super::parts::{Frame, address, day_words, said};
use super::{Answer, Asked, page, told};
use crate::link::{self, Link};
use crate::{App, Problem};

/// How many documents a page shows, and how many at most.
const STEP: u32 = 20;
const MOST: u32 = 200;
/// How many actors.
const ACTORS: usize = 8;

#[derive(Deserialize, Debug, Clone, Default)]
pub(super) struct Question {
    q: Option<String>,
    limit: Option<String>,
}

/// A document found.
struct Line {
    document: Link,
    outlet: String,
    day: String,
    /// Words around what was found, what was found marked.
    words: Vec<(String, bool)>,
    encounters: u32,
}

#[derive(Template)]
#[template(path = "search.html")]
struct Page {
    frame: Frame,
    actors: Vec<(Link, String)>,
    lines: Vec<Line>,
    more: Option<String>,
    /// All documents found, as a list and as a file.
    all: String,
    csv: String,
}

pub(super) async fn search(State(app): State<App>, Asked(asked): Asked<Question>) -> Answer {
    let filled = app.ask(move |record| filled(record, &asked)).await?;
    page(&filled)
}

fn filled(record: &Record, asked: &Question) -> Result<Page, Problem> {
    let query = told(asked.q.as_ref()).unwrap_or_default();
    let limit = told(asked.limit.as_ref()).and_then(|limit| limit.parse().ok()).unwrap_or(STEP);
    let limit = limit.clamp(1, MOST);
    let mut hits = record.search(&query, limit + 1)?;
    let more = hits.len() > limit as usize && limit < MOST;
    hits.truncate(limit as usize);
    let mut actors = Vec::new();
    if query.chars().count() > 2 {
        let named = record.actors_named(&query)?;
        let link = |actor: &chancery::nouns::Actor| {
            (Link::actor(&actor.id, &actor.name), said(&actor.kind))
        };
        actors = named.iter().take(ACTORS).map(link).collect();
    }
    let next = (limit + STEP).to_string();
    Ok(Page {
        more: more
            .then(|| address("/search", &[("q", Some(&query)), ("limit", Some(&next))], None)),
        all: address("/documents", &[("text", Some(&query))], None),
        csv: address("/documents.csv", &[("text", Some(&query))], None),
        frame: Frame { here: "search", query },
        actors,
        lines: hits.iter().map(line).collect(),
    })
}

fn line(hit: &Hit) -> Line {
    let title = hit.title.as_deref().map(plain).filter(|title| !title.is_empty());
    let text = title.unwrap_or_else(|| "Without a title".to_owned());
    Line {
        document: Link { href: link::document(&hit.document), text: shortened(&text, 200) },
        outlet: plain(hit.outlet.as_deref().unwrap_or_default()),
        day: hit.published.as_deref().map(day_words).unwrap_or_default(),
        words: marked(&plain(&hit.words)),
        encounters: hit.encounters,
    }
}

/// A snippet in pieces, those that were found marked: they stand in brackets.
fn marked(words: &str) -> Vec<(String, bool)> {
    let mut pieces = Vec::new();
    let mut rest = words;
    while let Some((before, inner)) = rest.split_once('[') {
        let Some((found, after)) = inner.split_once(']') else { break };
        pieces.push((before.to_owned(), false));
        pieces.push((found.to_owned(), true));
        rest = after;
    }
    pieces.push((rest.to_owned(), false));
    pieces
}

#[cfg(test)]
mod tests {
    use super::marked;

    #[test]
    fn what_was_found_is_marked() {
        let found = marked("they [met] in Oslo [x");
        let words: String = found.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(words, "they met in Oslo [x");
        assert_eq!(found[1], ("met".to_owned(), true));
    }
}
