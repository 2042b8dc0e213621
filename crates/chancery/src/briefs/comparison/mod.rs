//! The accounts of one encounter side by side, field by field.

mod columns;
mod rows;
mod silences;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::cite::{Library, Quote, SourceLine, Sources};
use super::voices::{listed, voice};
use crate::nouns::{
    Account, AccountId, Channel, Encounter, EncounterId, Field, FieldVerdict, Member, Part, Verdict,
};
use crate::show::layout::plain;
use crate::show::words::{when_words, word};
pub(super) use columns::columns;
use rows::rows;
pub(super) use rows::{is_alone, label};
use silences::silences;
pub(super) use values::value_words;

/// One encounter, laid out for reading.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// The encounter.
    pub encounter: EncounterId,
    /// What it was, in words: `talks, held`.
    pub what: String,
    /// Who took part, in words.
    pub who: String,
    /// When and where, in words.
    pub setting: String,
    /// How many documents and independent origins, and how many verdicts of weight, in words.
    pub counts: String,
    /// The voices side by side.
    pub columns: Vec<Column>,
    /// The fields, each with a cell for every column.
    pub rows: Vec<Row>,
    /// What one voice alone tells while others of weight are silent.
    pub silences: Vec<Silences>,
    /// Tellings that are no accounts: what was announced, and what later texts come back to.
    pub apart: Vec<Apart>,
    /// The documents cited.
    pub sources: Vec<SourceLine>,
}

/// A voice: one account and those that took its words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Column {
    /// Whose voice, and by which text.
    pub voice: String,
    /// The same in few words: `France`, `Harbour Wire`.
    pub short: String,
    /// Number of its source.
    pub source: usize,
    /// Numbers of the sources that took its words.
    pub copies: Vec<usize>,
    /// The accounts in it.
    pub accounts: Vec<AccountId>,
}

/// A field.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Row {
    /// Which.
    pub field: Field,
    /// Its name in words, with what it is about: `who: Ana Lund`.
    pub label: String,
    /// How the voices stand to each other.
    pub verdict: Verdict,
    /// Why, in words.
    pub why: String,
    /// One for each column.
    pub cells: Vec<Cell>,
}

/// What a voice says of a field; empty where it says nothing.
pub type Cell = Vec<Saying>;

/// A value, with the words that give it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Saying {
    /// The value in words.
    pub value: String,
    /// The words of the source.
    pub quote: Quote,
}

impl Saying {
    /// Whether the source's words say no more than the value does.
    pub fn says_the_same(&self) -> bool {
        let folded = |text: &str| text.to_lowercase();
        folded(&self.value).starts_with(&folded(self.quote.words.trim_end_matches('…')))
    }
}

/// What one voice alone tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Silences {
    /// Whose voice.
    pub voice: String,
    /// What it tells, subjects first.
    pub told: Vec<Silence>,
}

/// Something one voice alone tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Silence {
    /// Subject or outcome, in words.
    pub what: String,
    /// The sentence that tells it.
    pub quote: Quote,
    /// The voices that are silent on it.
    pub silent: Vec<String>,
}

/// A telling that is no account of weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apart {
    /// Whether it came before or after.
    pub part: Part,
    /// Whose voice, what it tells and when, in words.
    pub what: String,
    /// What else it tells that the verdicts take account of: `how long: two hours`.
    pub values: Vec<String>,
    /// Its words.
    pub quote: Quote,
}

/// What the parts of a comparison are made from.
struct Laid<'r> {
    encounter: &'r Encounter,
    accounts: BTreeMap<&'r AccountId, &'r Account>,
    library: Library<'r>,
}

impl<'r> Laid<'r> {
    /// The accounts of some members, in the members' order.
    fn told_in(&self, part: impl Fn(&Member) -> bool) -> Vec<&'r Account> {
        let ordered = |member: &'r Member| {
            let of = self.encounter.accounts.iter().filter_map(|id| self.accounts.get(id).copied());
            of.filter(|account| account.document == member.document)
        };
        let mut seen = BTreeSet::new();
        let members = self.encounter.members.iter().filter(|member| part(member));
        let told = members.flat_map(ordered);
        told.filter(|account| seen.insert(&account.id)).collect()
    }

    /// The accounts that are held against each other: those of weight, or all where none is.
    fn weighed(&self) -> Vec<&'r Account> {
        if self.encounter.members.is_empty() {
            return self.accounts.values().copied().collect();
        }
        let told = self.told_in(|member| member.part == Part::Account);
        if told.is_empty() { self.told_in(|_| true) } else { told }
    }
}

/// The comparison of an encounter. `accounts` are those of the encounter; others are passed by.
pub fn comparison(encounter: &Encounter, accounts: &[Account], library: Library<'_>) -> Comparison {
    let accounts = accounts.iter().map(|account| (&account.id, account)).collect();
    let laid = Laid { encounter, accounts, library };
    let mut sources = Sources::new(library);
    let weighed = laid.weighed();
    let columns = columns(&weighed, &laid.library, &mut sources);
    let rows = rows(&laid, &columns, &mut sources);
    let silences = silences(&laid, &columns, &mut sources);
    let apart = apart(&laid, &weighed, &mut sources);
    let when = when_told(encounter);
    let setting = where_told(encounter).map_or_else(|| when.clone(), |at| format!("{when}, {at}"));
    let sources = sources.list();
    Comparison {
        encounter: encounter.id.clone(),
        what: what(encounter),
        who: parties(encounter),
        setting,
        counts: counts(encounter, &sources, &rows, &silences),
        columns,
        rows,
        silences,
        apart,
        sources,
    }
}

/// What it was and whether it took place: `talks, held`, `call by video, planned`.
pub fn what(encounter: &Encounter) -> String {
    let kind = word(&encounter.kind);
    let status = if is_disputed(encounter, Field::Status) {
        "whether it was held is disputed".to_owned()
    } else {
        word(&encounter.status)
    };
    let by = match encounter.channel {
        Some(Channel::Video) => " by video",
        Some(Channel::App) => " by app",
        _ => "",
    };
    let domestic = if encounter.domestic { ", domestic" } else { "" };
    format!("{kind}{by}, {status}{domestic}")
}

/// Whether voices contradict each other on a field, so that no value of it may be told as a fact.
pub(super) fn is_disputed(encounter: &Encounter, field: Field) -> bool {
    let told = |it: &FieldVerdict| it.field == field && it.verdict == Verdict::Contradicted;
    encounter.fields.iter().any(told)
}

/// When it was, in words; marked where that is disputed.
pub fn when_told(encounter: &Encounter) -> String {
    let Some(when) = &encounter.when else { return "day not told".to_owned() };
    let disputed = if is_disputed(encounter, Field::When) { " (disputed)" } else { "" };
    format!("{}{disputed}", when_words(Some(when)))
}

/// Where it was, in words, the country left out; marked where that is disputed.
pub fn where_told(encounter: &Encounter) -> Option<String> {
    let place = encounter.place.as_ref()?;
    let disputed = if is_disputed(encounter, Field::Where) { " (disputed)" } else { "" };
    Some(format!("{}{disputed}", plain(&place.name)))
}

/// The participants by name and state.
pub fn parties(encounter: &Encounter) -> String {
    let name = |it: &crate::nouns::Participant| {
        let state = it.actor.as_str().starts_with("state:");
        let name = plain(&it.name);
        let country = it.country.as_ref().filter(|_| !state);
        country.map_or_else(|| name.clone(), |code| format!("{name} ({code})"))
    };
    let names: Vec<String> = encounter.participants.iter().map(name).collect();
    if names.is_empty() { "parties not told".to_owned() } else { listed(&names) }
}

/// `7 documents, 3 independent origins; 2 fields contradicted, 5 agreed`.
fn counts(
    encounter: &Encounter,
    sources: &[SourceLine],
    rows: &[Row],
    silences: &[Silences],
) -> String {
    let documents: BTreeSet<_> = encounter.members.iter().map(|it| &it.document).collect();
    let documents = if documents.is_empty() { sources.len() } else { documents.len() };
    let of = |verdict: Verdict| rows.iter().filter(|row| row.verdict == verdict).count();
    let alone = silences.iter().map(|it| it.told.len()).sum();
    let verdicts: Vec<String> = [
        (of(Verdict::Contradicted), "field", "contradicted"),
        (of(Verdict::Agreed), "field", "agreed"),
        (alone, "matter", "told by one voice alone"),
    ]
    .into_iter()
    .filter(|(count, ..)| *count > 0)
    .map(|(count, noun, words)| format!("{} {words}", counted(count, noun)))
    .collect();
    let told = format!(
        "{}, {}",
        counted(documents, "document"),
        counted(encounter.origins.max(1) as usize, "independent origin")
    );
    if verdicts.is_empty() { told } else { format!("{told}; {}", verdicts.join(", ")) }
}

/// `1 document`, `2 documents`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// What an account gives to the verdicts, beside who took part, when, and whether it was held.
fn values_of(laid: &Laid<'_>, account: &Account) -> Vec<String> {
    let beside = |told: &&FieldVerdict| {
        !matches!(told.field, Field::Participant | Field::When | Field::Status)
    };
    let mut found = Vec::new();
    for told in laid.encounter.fields.iter().filter(beside) {
        for value in &told.values {
            let own = value.accounts.iter().find(|by| by.account == account.id);
            let words =
                own.map(|by| value_words(&laid.accounts, &laid.library, (told.field, value, by)));
            found.extend(words.map(|words| format!("{}: {words}", label(told))));
        }
    }
    found
}

/// Previews and later references, unless they are all there is.
fn apart(laid: &Laid<'_>, weighed: &[&Account], sources: &mut Sources<'_>) -> Vec<Apart> {
    let mut found = Vec::new();
    for part in [Part::Preview, Part::Reference] {
        for account in laid.told_in(|member| member.part == part) {
            let Some(evidence) = account.evidence.first() else { continue };
            if weighed.iter().any(|it| it.id == account.id) {
                continue;
            }
            let when = when_words(account.when.as_ref());
            let status = word(&account.status);
            let what = format!("{}: {status}, {when}", voice(account, &laid.library));
            let values = values_of(laid, account);
            found.push(Apart { part, what, values, quote: sources.sentence(evidence, 200) });
        }
    }
    found
}
