//! The rows: a field each, with what every voice says of it.

use super::values::value_words;
use super::{Cell, Column, Laid, Row, Saying};
use crate::briefs::cite::Sources;
use crate::nouns::{Field, FieldVerdict, Verdict};
use crate::show::layout::{plain, shortened};

/// Columns of the words quoted in a cell.
const QUOTED: usize = 110;
/// Columns of what a row is about.
const ABOUT: usize = 70;

/// The rows in the order of the fields; participants on whom nobody differs share one.
pub(super) fn rows(laid: &Laid<'_>, columns: &[Column], sources: &mut Sources<'_>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for told in laid.encounter.fields.iter().filter(|told| has_row(told)) {
        let cells = cells(laid, told, columns, sources);
        let together = told.field == Field::Participant && is_alike(told.verdict);
        let shared = rows
            .iter_mut()
            .find(|row| together && row.field == Field::Participant && row.verdict == told.verdict);
        if let Some(row) = shared {
            for (cell, more) in row.cells.iter_mut().zip(cells) {
                cell.extend(more);
            }
            continue;
        }
        let label = if together { "who".to_owned() } else { label(told) };
        let (verdict, why) = (told.verdict, plain(&told.why));
        rows.push(Row { field: told.field, label, verdict, why, cells });
    }
    rows.sort_by_key(place);
    rows
}

fn is_alike(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Agreed | Verdict::OneOrigin)
}

/// Kind, channel and status stand above the table where nobody differs on them; what one voice
/// alone tells stands below it.
fn has_row(told: &FieldVerdict) -> bool {
    let differs =
        matches!(told.verdict, Verdict::Compatible | Verdict::Explained | Verdict::Contradicted);
    match told.field {
        Field::Kind | Field::Channel | Field::Status => differs,
        _ => !is_alone(told),
    }
}

/// Whether one voice alone tells it, and others of weight are silent.
pub(crate) fn is_alone(told: &FieldVerdict) -> bool {
    matches!(told.field, Field::Topic | Field::Outcome)
        && told.verdict == Verdict::Only
        && !told.silent.is_empty()
}

/// When and where before everything else; then in the order of the fields.
fn place(row: &Row) -> u8 {
    match row.field {
        Field::When => 0,
        Field::Where => 1,
        Field::Status => 2,
        Field::Kind => 3,
        Field::Channel => 4,
        Field::Participant => 5,
        Field::Initiator => 6,
        Field::Duration => 7,
        Field::Format => 8,
        Field::Topic => 9,
        Field::Outcome => 10,
        Field::Number => 11,
    }
}

/// The name of a field in words, with what it is about.
pub(crate) fn label(told: &FieldVerdict) -> String {
    let name = match told.field {
        Field::When => "when",
        Field::Where => "where",
        Field::Status => "whether it was held",
        Field::Kind => "what it was",
        Field::Channel => "by what channel",
        Field::Participant => "who",
        Field::Initiator => "who asked for it",
        Field::Duration => "how long",
        Field::Format => "in what form",
        Field::Topic => "subject",
        Field::Outcome => "outcome",
        Field::Number => "number",
    };
    let about = told.about.as_deref().map(|about| shortened(&plain(about), ABOUT));
    about.map_or_else(|| name.to_owned(), |about| format!("{name}: {about}"))
}

fn cells(
    laid: &Laid<'_>,
    told: &FieldVerdict,
    columns: &[Column],
    sources: &mut Sources<'_>,
) -> Vec<Cell> {
    columns.iter().map(|column| cell(laid, told, column, sources)).collect()
}

/// What a voice says: each value once, in the words of its first account.
fn cell(laid: &Laid<'_>, told: &FieldVerdict, column: &Column, sources: &mut Sources<'_>) -> Cell {
    let mut cell: Cell = Vec::new();
    for value in &told.values {
        let first = value.accounts.iter().find(|it| column.accounts.contains(&it.account));
        let Some(first) = first else { continue };
        let by = (told.field, value, first);
        let words = value_words(&laid.accounts, &laid.library, by);
        if cell.iter().all(|saying| saying.value != words) {
            cell.push(Saying { value: words, quote: sources.quote(&first.evidence, QUOTED) });
        }
    }
    cell
}
