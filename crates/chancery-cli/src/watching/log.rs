//! What is told while watching: a line for each document, and for each thing that went wrong.

use chancery::pipeline::ReadOutcome;
use jiff::Timestamp;

use super::Watcher;
use crate::reading::UNREAD_LANGUAGE;

/// Signs of a document's id that are shown.
const SHOWN: usize = 12;

/// A line of the log: day and time (UTC), source, and the rest.
pub(super) fn line(source: &str, rest: &str) -> String {
    let now = Timestamp::now().strftime("%Y-%m-%d %H:%M:%S");
    plain(&format!("{now} {source} {rest}"))
}

/// What was found in a document.
pub(super) fn found(outcome: &ReadOutcome) -> String {
    let document = &outcome.page.document;
    let id = document.id.as_str().get(..SHOWN).unwrap_or_default();
    if document.notes.iter().any(|note| note.code == UNREAD_LANGUAGE) {
        return format!("{id} in a language that is not read");
    }
    let counted = |count: usize, noun: &str| match count {
        0 => None,
        1 => Some(format!("1 {noun}")),
        _ => Some(format!("{count} {noun}s")),
    };
    let parts = [
        counted(outcome.encounters.len(), "contact"),
        counted(outcome.statements.len(), "statement"),
        counted(outcome.commitments.len(), "commitment"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let what = if parts.is_empty() { "nothing found".to_owned() } else { parts.join(", ") };
    format!("{id} {what}")
}

/// Text from elsewhere on one line, without signs that steer a terminal or turn its lines round.
fn plain(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    text.replace(|c: char| c.is_control() || turns(c), " ")
}

impl Watcher<'_> {
    /// Tells of a document that was kept, and counts it.
    pub(super) fn told(&mut self, number: usize, outcome: &ReadOutcome) {
        let listed = self.options.read.as_ref().map_or(0, |read| read.listed);
        self.done.count(outcome, listed);
        if self.options.read.is_none() {
            self.say(self.name(number), &found(outcome));
            self.unsettled.get_or_insert_with(std::time::Instant::now);
        }
        let contacts = outcome.encounters.len() as u64;
        self.metrics.count(self.name(number), |it| {
            it.documents += 1;
            it.contacts += contacts;
        });
    }

    /// Tells of something that went wrong, and counts it.
    pub(super) fn wrong(&mut self, number: usize, what: &str) {
        self.say(self.name(number), what);
        self.done.problems += 1;
        self.metrics.count(self.name(number), |it| it.problems += 1);
    }

    /// Tells which sources are not asked because they are to be left alone.
    pub(super) fn tell_resting(&self) {
        for standing in self.standings.iter().filter(|it| it.due.is_none()) {
            let (due, failures) = (&standing.state.due, standing.state.failures);
            let rest = format!("failed {failures} times in a row: not asked before {due}");
            self.say(&standing.source.name, &rest);
        }
    }

    /// Prints a line about a source; `read` names what it is about in the line itself.
    pub(super) fn say(&self, source: &str, what: &str) {
        self.progress.say(&match &self.options.read {
            None => line(source, what),
            Some(_) => format!("chancery: {}", plain(what)),
        });
    }
}
