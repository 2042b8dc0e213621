//! The encounters between the two, in order of time.

use std::collections::BTreeSet;

use super::choice::{chosen, left_out};
use super::party::day_words;
use super::{Desk, Item, Line, Section, SectionKind, id_of};
use crate::briefs::Column;
use crate::briefs::cite::{Quote, Sources};
use crate::briefs::comparison::{columns, counted, parties, what, when_told, where_told};
use crate::briefs::voices::{cited, listed, teller};
use crate::nouns::{
    Account, Encounter, EncounterKind, Evidence, Field, FieldVerdict, Moment, Outcome, OutcomeAct,
    Part, Side, Status, Verdict,
};
use crate::show::words::word;

/// How many encounters two pages hold.
const ROOM: usize = 9;
/// How many announcements without a later word.
const UNHEARD: usize = 4;
/// How many outcomes of one encounter.
const OUTCOMES: usize = 2;
/// Columns of a quotation.
const QUOTED: usize = 150;

/// What took place, was put off, called off or is still to come.
pub(super) fn timeline(desk: &Desk<'_>, sources: &mut Sources<'_>) -> Section {
    let told = desk.encounters.iter().filter(|it| !has_no_later_word(desk, it));
    let weighed = told.map(|it| (weight(it), *it)).collect();
    let found = chosen(weighed, ROOM, desk.given.all);
    Section {
        kind: SectionKind::Timeline,
        title: "Timeline".to_owned(),
        items: found.items.into_iter().map(|it| item(desk, it, sources)).collect(),
        left_out: left_out(found.left, "encounter"),
    }
}

/// What was announced for a day that has gone by.
pub(super) fn no_later_word(desk: &Desk<'_>, sources: &mut Sources<'_>) -> Section {
    let told = desk.encounters.iter().filter(|it| has_no_later_word(desk, it));
    let weighed = told.map(|it| (weight(it), *it)).collect();
    let found = chosen(weighed, UNHEARD, desk.given.all);
    let items = found.items.into_iter().map(|it| {
        let mut item = item(desk, it, sources);
        let read = counted(desk.given.documents, "document");
        let to = desk.given.period.as_of().map(day_words).unwrap_or_default();
        let words = format!("no later word in {read} that name both, read to {to}");
        item.head = format!("announced: {}", item.head);
        item.lines.push(Line::new("", words, Vec::new()));
        item
    });
    Section {
        kind: SectionKind::NoLaterWord,
        title: "Announced, no later word".to_owned(),
        items: items.collect(),
        left_out: left_out(found.left, "announcement"),
    }
}

/// Whether it is told as planned only, and its last day has gone by.
pub(super) fn has_no_later_word(desk: &Desk<'_>, encounter: &Encounter) -> bool {
    let end = encounter.when.as_ref().and_then(|when| when.end).and_then(Moment::last_day);
    let passed = end.zip(desk.given.period.as_of()).is_some_and(|(end, now)| end < now);
    encounter.status == Status::Planned && passed
}

/// What an encounter weighs: contradictions first, then what came of it, then who tells it.
fn weight(encounter: &Encounter) -> usize {
    let contradicted = super::disputes::contradicted(encounter).count().min(4);
    let outcomes = encounter.outcomes.len().min(4);
    let kind = match encounter.kind {
        EncounterKind::Summit | EncounterKind::Signing => 4,
        EncounterKind::Visit | EncounterKind::Talks => 3,
        EncounterKind::Meeting | EncounterKind::Call => 2,
        _ => 1,
    };
    8 * contradicted + 3 * outcomes + 2 * encounter.origins.min(4) as usize + kind
}

fn item(desk: &Desk<'_>, encounter: &Encounter, sources: &mut Sources<'_>) -> Item {
    let place = where_told(encounter).map(|place| format!(", {place}"));
    let what = what(encounter);
    let head = format!("{what}{}: {}", place.unwrap_or_default(), parties(encounter));
    let mut lines = vec![told_by(desk, encounter, sources)];
    let told = outcomes(desk, encounter);
    let room = if desk.given.all { told.len() } else { OUTCOMES };
    let more = told.len().saturating_sub(room);
    lines.extend(told.into_iter().take(room).map(|it| it.line(sources)));
    if more > 0 {
        let id = id_of(&encounter.id);
        let words = format!("{}; chancery compare {id}", counted(more, "more outcome"));
        lines.push(Line::new("", words, Vec::new()));
    }
    Item { day: when_told(encounter), head, lines, id: id_of(&encounter.id) }
}

/// Who tells it, by how many origins, and the words of the first.
fn told_by(desk: &Desk<'_>, encounter: &Encounter, sources: &mut Sources<'_>) -> Line {
    let accounts = desk.weighed(encounter);
    let library = desk.given.library;
    // The quotation stands first, so that its source has the lower number.
    let first = best(desk, encounter, &accounts);
    let evidence = first.and_then(|account| account.evidence.first());
    let quotes: Vec<Quote> = evidence.map(|it| sources.sentence(it, QUOTED)).into_iter().collect();
    let columns = columns(&accounts, &library, sources);
    for evidence in accounts.iter().filter_map(|account| account.evidence.first()) {
        sources.cite(evidence);
    }
    let names = tellers(desk, &columns);
    let mut text = according_to(encounter, &names);
    if !quotes.is_empty() {
        text.push(':');
    }
    Line::new("", text, quotes)
}

/// `according to A alone`, `told by A and B, 2 independent origins`, `as announced by A`.
fn according_to(encounter: &Encounter, names: &[String]) -> String {
    let tells = |part: Part| encounter.members.iter().any(|member| member.part == part);
    let who = listed(names);
    if !tells(Part::Account) && tells(Part::Reference) {
        return format!("according to what was mentioned later by {who}");
    }
    if !tells(Part::Account) && tells(Part::Preview) {
        return format!("as announced by {who}");
    }
    match (names.len(), encounter.origins) {
        (0 | 1, _) if who.contains(", citing ") => format!("according to one text alone, {who}"),
        (0 | 1, _) => format!("according to {who} alone"),
        (_, 0 | 1) => format!("according to {who}, all of one origin"),
        (_, origins) => format!("told by {who}, {origins} independent origins"),
    }
}

/// The tellers with the numbers of their sources; voices of one document are named together.
fn tellers(desk: &Desk<'_>, columns: &[Column]) -> Vec<String> {
    let library = &desk.given.library;
    let mut sources: Vec<usize> = columns.iter().map(|column| column.source).collect();
    let mut seen = BTreeSet::new();
    sources.retain(|source| seen.insert(*source));
    let named = sources.into_iter().filter_map(|source| {
        let of_source = columns.iter().filter(|column| column.source == source);
        let first = of_source.clone().filter_map(|column| column.accounts.first());
        let accounts: Vec<&Account> =
            first.filter_map(|id| desk.accounts.get(id).copied()).collect();
        let copies: Vec<String> =
            of_source.flat_map(|it| &it.copies).map(|number| format!("[{number}]")).collect();
        let copies = match copies.as_slice() {
            [] => String::new(),
            copies => format!(" (copied in {})", listed(copies)),
        };
        let name = match accounts.as_slice() {
            [] => return None,
            [one] => format!("{} [{source}]", teller(one, library)),
            [one, ..] => {
                let outlet = library.outlet(&one.document);
                let mut cited: Vec<String> =
                    accounts.iter().filter_map(|account| cited(account, library)).collect();
                cited.dedup();
                format!("{outlet} [{source}], citing {}", listed(&cited))
            }
        };
        Some(format!("{}{copies}", name.trim_end_matches(", citing ")))
    });
    named.collect()
}

/// The account that is quoted: one that tells it with the status it has; a side's own text before
/// others.
fn best<'r>(
    desk: &Desk<'_>,
    encounter: &Encounter,
    accounts: &[&'r Account],
) -> Option<&'r Account> {
    let own = |account: &Account| match &account.side {
        Side::State(code) => {
            account.via.len() < 2
                && desk.given.parties.iter().any(|party| party.voices.contains(code))
        }
        Side::Joint => true,
        Side::Third => false,
    };
    let alike = |account: &Account| account.status == encounter.status;
    let mut ranked: Vec<&Account> = accounts.to_vec();
    ranked.sort_by_key(|account| (!alike(account), !own(account)));
    ranked.first().copied()
}

/// Something that came of an encounter, and who tells it.
struct Told<'r> {
    act: Option<OutcomeAct>,
    tellers: Vec<String>,
    evidence: Vec<&'r Evidence>,
}

impl Told<'_> {
    fn line(self, sources: &mut Sources<'_>) -> Line {
        let act = self.act.map(|act| word(&act)).unwrap_or_default();
        let label = match self.tellers.len() {
            0 | 1 => format!("{act}, according to {}", listed(&self.tellers)),
            _ => format!("{act}, as {} tell alike", listed(&self.tellers)),
        };
        let quotes = self.evidence.iter().take(2).map(|it| sources.quote(it, QUOTED)).collect();
        Line::new(label.trim_start_matches(", ").to_owned(), "", quotes)
    }
}

/// What came of it, as the voices have it: what is agreed first, then signed before said. What is
/// contradicted stands elsewhere.
fn outcomes<'r>(desk: &Desk<'r>, encounter: &'r Encounter) -> Vec<Told<'r>> {
    let verdicts: Vec<&FieldVerdict> =
        encounter.fields.iter().filter(|told| told.field == Field::Outcome).collect();
    let mut found: Vec<Told<'r>> = if verdicts.is_empty() {
        let mut accounts = desk.weighed(encounter);
        // Of two voices with the same words, the side's is named before the paper's.
        accounts.sort_by_key(|account| account.side == Side::Third);
        let mut seen: Vec<&Evidence> = Vec::new();
        accounts
            .into_iter()
            .filter(|account| !desk.is_copy(&account.document))
            .flat_map(|account| account.outcomes.iter().map(move |it| (account, it)))
            .filter(|(_, it)| {
                let new = !seen.contains(&&it.evidence);
                seen.push(&it.evidence);
                new
            })
            .map(|(account, it)| Told {
                act: Some(it.act),
                tellers: vec![teller(account, &desk.given.library)],
                evidence: vec![&it.evidence],
            })
            .collect()
    } else {
        let open = verdicts.into_iter().filter(|told| told.verdict != Verdict::Contradicted);
        open.map(|verdict| by_verdict(desk, verdict)).collect()
    };
    found.sort_by_key(|it| (it.tellers.len() < 2, it.act.map_or(u8::MAX, rank)));
    found
}

fn by_verdict<'r>(desk: &Desk<'r>, verdict: &'r FieldVerdict) -> Told<'r> {
    let mut told = Told { act: None, tellers: Vec::new(), evidence: Vec::new() };
    let mut seen = BTreeSet::new();
    for by in verdict.values.iter().flat_map(|value| &value.accounts) {
        let Some(account) = desk.accounts.get(&by.account) else { continue };
        let here = |outcome: &&Outcome| outcome.evidence == by.evidence;
        told.act = told.act.or_else(|| account.outcomes.iter().find(here).map(|it| it.act));
        let name = teller(account, &desk.given.library);
        if !desk.is_copy(&account.document) && seen.insert(name.clone()) {
            told.tellers.push(name);
            told.evidence.push(&by.evidence);
        }
    }
    told
}

fn rank(act: OutcomeAct) -> u8 {
    match act {
        OutcomeAct::Signed => 0,
        OutcomeAct::Agreed => 1,
        OutcomeAct::Refused => 2,
        OutcomeAct::Warned => 3,
        OutcomeAct::Announced => 4,
        OutcomeAct::Offered => 5,
        OutcomeAct::Asked => 6,
    }
}
