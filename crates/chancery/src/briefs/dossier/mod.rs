//! What two actors had to do with each other: selected by weight, told with its sources.
//!
//! Nothing is told as a fact that one voice only claims, and what is planned is told as planned.

mod alone;
mod choice;
mod counts;
mod disputes;
mod party;
mod promises;
mod said;
mod timeline;

use std::collections::BTreeMap;

use serde::Serialize;

use super::cite::{Library, Quote, SourceLine, Sources};
use super::comparison::{when_told, where_told};
use crate::nouns::{
    Account, AccountId, DocumentId, Encounter, EncounterId, Mention, Part, Statement,
};
use crate::show::Standing;
pub use party::{Party, Period};

/// A brief on two actors.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Brief {
    /// The two, in words.
    pub parties: [String; 2],
    /// The time it covers and the day as of which it stands, in words.
    pub period: String,
    /// How much there is, in one paragraph.
    pub counts: String,
    /// The parts, each with what was left out of it.
    pub sections: Vec<Section>,
    /// The documents cited.
    pub sources: Vec<SourceLine>,
}

/// Which part of a brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Encounters in order of time.
    Timeline,
    /// What was announced for a day that has gone by, with no later word.
    NoLaterWord,
    /// Values that cannot both be true.
    Disagreements,
    /// What one side alone mentions.
    Alone,
    /// Denials, warnings, threats, requests.
    Statements,
    /// Pledges, requests, invitations, plans.
    Commitments,
}

/// A part of a brief.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    /// Which.
    pub kind: SectionKind,
    /// Its heading.
    pub title: String,
    /// Its entries.
    pub items: Vec<Item>,
    /// What was left out and how to see it, in a line.
    pub left_out: Option<String>,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Item {
    /// The day, in words.
    pub day: String,
    /// What it is, in a line.
    pub head: String,
    /// What is told of it.
    pub lines: Vec<Line>,
    /// Id of the encounter, statement or commitment.
    pub id: String,
}

/// A line of an entry: by whom or of what, what, and the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// By whom or of what; empty where the text says it.
    pub label: String,
    /// What is told; empty where the quotation says it.
    pub text: String,
    /// The words.
    pub quotes: Vec<Quote>,
}

impl Line {
    fn new(label: impl Into<String>, text: impl Into<String>, quotes: Vec<Quote>) -> Self {
        Self { label: label.into(), text: text.into(), quotes }
    }
}

/// What a brief is made from. The order of each list is of no matter.
#[derive(Debug, Clone, Copy)]
pub struct Dealings<'r> {
    /// The two actors.
    pub parties: &'r [Party; 2],
    /// The time asked for.
    pub period: Period,
    /// Settled encounters; those not between the two are passed by.
    pub encounters: &'r [Encounter],
    /// Their accounts.
    pub accounts: &'r [Account],
    /// Statements; those of which the other side is no part are passed by.
    pub statements: &'r [Statement],
    /// Whom the texts mention, to know which statements concern the other side.
    pub mentions: &'r [Mention],
    /// The commitments between the two, as they stand.
    pub commitments: &'r [Standing],
    /// How many of the documents read name both.
    pub documents: usize,
    /// What evidence and ids lead to.
    pub library: Library<'r>,
    /// Leave nothing out.
    pub all: bool,
}

/// What the parts of a brief are made from: the encounters between the two in order of time.
struct Desk<'r> {
    given: Dealings<'r>,
    accounts: BTreeMap<&'r AccountId, &'r Account>,
    encounters: Vec<&'r Encounter>,
    /// The statements that count, in order of day.
    statements: Vec<&'r Statement>,
}

impl<'r> Desk<'r> {
    fn new(given: Dealings<'r>) -> Self {
        let [one, other] = given.parties;
        let mut encounters: Vec<&Encounter> = given
            .encounters
            .iter()
            .filter(|it| party::meet(one, other, &it.participants))
            .filter(|it| given.period.covers(it.when.as_ref(), first_day(it, given.library)))
            .collect();
        encounters.sort_by_cached_key(|it| {
            let start = it.when.as_ref().and_then(|when| when.start.or(when.end));
            (start.is_none(), start.map(|start| start.to_string()), it.id.clone())
        });
        let accounts = given.accounts.iter().map(|it| (&it.id, it)).collect();
        let statements = said::between(&given);
        Self { given, accounts, encounters, statements }
    }

    /// The accounts of weight of an encounter, in canonical order; all where none is.
    fn weighed(&self, encounter: &Encounter) -> Vec<&'r Account> {
        let all: Vec<&Account> =
            encounter.accounts.iter().filter_map(|id| self.accounts.get(id).copied()).collect();
        let of_weight = |id: &DocumentId| {
            encounter.members.iter().any(|it| it.document == *id && it.part == Part::Account)
        };
        let weighed: Vec<&Account> =
            all.iter().copied().filter(|account| of_weight(&account.document)).collect();
        if weighed.is_empty() { all } else { weighed }
    }

    /// Whether a document took its words from another that is at hand too.
    fn is_copy(&self, document: &DocumentId) -> bool {
        is_copy(&self.given.library, document)
    }
}

fn is_copy(library: &Library<'_>, document: &DocumentId) -> bool {
    let from = library.copied.get(document).map(|copied| &copied.from);
    from.is_some_and(|from| library.documents.contains_key(from))
}

/// The day a document that tells an encounter was published first.
fn first_day(encounter: &Encounter, library: Library<'_>) -> Option<jiff::civil::Date> {
    let first = encounter.first_known.as_ref()?;
    party::day_of(library.documents.get(first)?)
}

/// The brief on two actors.
pub fn brief(given: Dealings<'_>) -> Brief {
    let desk = Desk::new(given);
    let mut sources = Sources::new(given.library);
    let sections = vec![
        timeline::timeline(&desk, &mut sources),
        timeline::no_later_word(&desk, &mut sources),
        disputes::disagreements(&desk, &mut sources),
        alone::alone(&desk, &mut sources),
        said::statements(&desk, &mut sources),
        promises::commitments(&desk, &mut sources),
    ];
    Brief {
        parties: given.parties.each_ref().map(|party| party.name.clone()),
        period: given.period.words(),
        counts: counts::counts(&desk),
        sections: sections.into_iter().filter(|section| !section.items.is_empty()).collect(),
        sources: sources.list(),
    }
}

/// Which encounter, in few words: `talks, Crete, 10–12 Nov 2017`.
fn which(encounter: &Encounter) -> String {
    let kind = crate::show::words::word(&encounter.kind);
    let parts = [Some(kind), where_told(encounter), Some(when_told(encounter))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn id_of(encounter: &EncounterId) -> String {
    crate::show::words::short_id(encounter.as_str()).to_owned()
}
