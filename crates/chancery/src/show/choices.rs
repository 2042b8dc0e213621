//! Names that may mean several people, and what was weighed.

use super::layout::{heading, plain};
use super::table::table;
use crate::nouns::{Candidate, Mention};

/// How many names are shown.
const SHOWN: usize = 8;

/// A section with every name that left a choice: who was taken, and everybody weighed with score
/// and reason. Nothing where there was no choice.
pub(super) fn choices(out: &mut String, mentions: &[Mention], width: usize) {
    if mentions.is_empty() {
        return;
    }
    heading(out, "names that may mean several");
    let rows: Vec<Vec<String>> = mentions.iter().take(SHOWN).map(row).collect();
    out.push_str(&table(&["name", "taken for", "weighed"], &rows, width));
    if mentions.len() > SHOWN {
        out.push_str("and ");
        out.push_str(&(mentions.len() - SHOWN).to_string());
        out.push_str(" more\n");
    }
}

fn row(mention: &Mention) -> Vec<String> {
    let own = |id: &&crate::nouns::ActorId| mention.candidates.iter().any(|c| c.actor == **id);
    let taken = mention.actor.as_ref().filter(own);
    let weighed: Vec<String> = mention.candidates.iter().map(candidate).collect();
    vec![
        format!("“{}” {}–{}", plain(&mention.text), mention.start, mention.end),
        taken.map_or_else(|| "left open".to_owned(), ToString::to_string),
        weighed.join("\n"),
    ]
}

fn candidate(Candidate { actor, score, why }: &Candidate) -> String {
    format!("{score:.2} {actor}: {}", plain(why))
}
