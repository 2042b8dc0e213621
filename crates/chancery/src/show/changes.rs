//! What entered the record since a day.

use std::collections::BTreeMap;

use super::encounter::encounters;
use super::layout::{heading, plain, wrap};
use super::table::table;
use super::words::{published_words, short_id, word};
use crate::keep::{Change, ChangedEncounter, Cited, News, Story, VerdictChange};
use crate::nouns::{EncounterId, Verdict};

/// The documents, the encounters that are contradicted anew, those that are new, and those that
/// changed, each with what changed.
pub fn changes(
    news: &News,
    cited: &Cited,
    stories: &BTreeMap<&EncounterId, &Story>,
    width: usize,
) -> String {
    let mut out = match news.documents.len() {
        1 => "1 document came in\n".to_owned(),
        count => format!("{count} documents came in\n"),
    };
    documents(&mut out, cited, width);
    let told = |wanted: fn(&ChangedEncounter) -> bool| -> Vec<&ChangedEncounter> {
        news.encounters.iter().filter(|it| wanted(it)).collect()
    };
    section(&mut out, "contradicted anew", &told(|it| !it.contradicted.is_empty()), stories, width);
    let new = |it: &ChangedEncounter| it.contradicted.is_empty() && it.change == Change::New;
    section(&mut out, "new", &told(new), stories, width);
    let grown = |it: &ChangedEncounter| it.contradicted.is_empty() && it.change == Change::Changed;
    section(&mut out, "changed", &told(grown), stories, width);
    out
}

fn documents(out: &mut String, cited: &Cited, width: usize) {
    let rows: Vec<Vec<String>> = cited
        .sources
        .iter()
        .map(|(id, source)| {
            vec![
                published_words(source.published.as_ref()),
                plain(source.title.as_deref().unwrap_or("without a title")),
                plain(source.outlet.as_deref().unwrap_or_default()),
                short_id(id.as_str()).to_owned(),
            ]
        })
        .collect();
    if !rows.is_empty() {
        out.push_str(&table(&["published", "document", "outlet", "id"], &rows, width));
    }
}

fn section(
    out: &mut String,
    title: &str,
    changed: &[&ChangedEncounter],
    stories: &BTreeMap<&EncounterId, &Story>,
    width: usize,
) {
    if changed.is_empty() {
        return;
    }
    heading(out, &format!("{title}: {}", changed.len()));
    for it in changed {
        let story = stories.get(&it.encounter).map(|story| (*story).clone());
        out.push_str(&encounters(story.as_slice(), width));
        for line in lines(it) {
            for part in wrap(&line, width.saturating_sub(2)) {
                out.push_str(&format!("  {part}\n"));
            }
        }
    }
}

/// What changed, a line each.
fn lines(it: &ChangedEncounter) -> Vec<String> {
    let mut lines = Vec::new();
    if it.change == Change::Changed && !it.accounts.is_empty() {
        let count = it.accounts.len();
        lines.push(if count == 1 {
            "1 new account".to_owned()
        } else {
            format!("{count} new accounts")
        });
    }
    if !it.merged.is_empty() {
        let ids: Vec<&str> = it.merged.iter().map(|id| short_id(id.as_str())).collect();
        lines.push(format!("one encounter now: {}", ids.join(", ")));
    }
    lines.extend(it.status_before.map(|status| format!("status was {}", word(&status))));
    lines.extend(it.contradicted.iter().chain(&it.verdicts).map(verdict_line));
    lines
}

fn verdict_line(change: &VerdictChange) -> String {
    let about = change.about.as_deref().map(|about| format!(" ({})", plain(about)));
    let field = format!("{}{}", word(&change.field), about.unwrap_or_default());
    let words = |verdict: &Verdict| word(verdict).replace('_', " ");
    let before = change.before.as_ref().map(|it| format!(", was {}", words(it)));
    let after = words(&change.after);
    format!("{field}: {after}{}: {}", before.unwrap_or_default(), plain(&change.why))
}
