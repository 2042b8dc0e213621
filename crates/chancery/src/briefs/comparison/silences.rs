//! Silences: what one voice alone tells while others of weight tell nothing of it.

use super::rows::{is_alone, label};
use super::{Column, Laid, Silence, Silences};
use crate::briefs::cite::Sources;
use crate::nouns::{AccountId, FieldVerdict};

/// Columns of a sentence.
const SENTENCE: usize = 260;

/// What each voice alone tells, in order of the voices; subjects before outcomes.
pub(super) fn silences(
    laid: &Laid<'_>,
    columns: &[Column],
    sources: &mut Sources<'_>,
) -> Vec<Silences> {
    let mut found = Vec::new();
    for column in columns {
        let own = laid.encounter.fields.iter().filter(|told| is_alone(told));
        let told: Vec<Silence> =
            own.filter_map(|told| silence(told, column, columns, sources)).collect();
        if !told.is_empty() {
            found.push(Silences { voice: column.voice.clone(), told });
        }
    }
    found
}

fn silence(
    told: &FieldVerdict,
    column: &Column,
    columns: &[Column],
    sources: &mut Sources<'_>,
) -> Option<Silence> {
    let all = told.values.iter().flat_map(|value| &value.accounts);
    let by = all.into_iter().find(|it| column.accounts.contains(&it.account))?;
    let is_silent =
        |it: &&Column| it.accounts.iter().any(|id: &AccountId| told.silent.contains(id));
    let silent = columns.iter().filter(is_silent).map(|it| it.short.clone()).collect();
    Some(Silence { what: label(told), quote: sources.sentence(&by.evidence, SENTENCE), silent })
}
