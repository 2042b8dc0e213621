//! What became of made-up commitments: some are told as kept, late or called off by later
//! documents, most by none.

use chancery::commitments::ledger::{Effect, Turn};
use chancery::nouns::{CommitmentId, CommitmentState, Evidence};
use chancery::pipeline::ReadOutcome;
use jiff::civil::Date;

use super::made::told;
use super::seed::Seed;

/// The turns that some documents tell of each other's commitments.
pub(super) fn turns(made: &[ReadOutcome], seed: &mut Seed) -> Vec<(CommitmentId, Turn)> {
    let mut dated: Vec<(Date, &ReadOutcome)> =
        made.iter().filter_map(|it| Some((day(it)?, it))).collect();
    dated.sort_by(|a, b| (a.0, &a.1.page.document.id).cmp(&(b.0, &b.1.page.document.id)));
    let mut found = Vec::new();
    for (at, (_, outcome)) in dated.iter().enumerate() {
        for commitment in &outcome.commitments {
            // Of one promise up to three later documents tell.
            let told = [0, 0, 0, 0, 0, 0, 1, 1, 2, 3][seed.below(10)];
            for _ in 0..told {
                let later = at + 1 + seed.below(dated.len() - at);
                let Some((day, later)) = dated.get(later).filter(|(day, _)| *day > dated[at].0)
                else {
                    continue;
                };
                found.push((commitment.id.clone(), turn(*day, later, seed)));
            }
        }
    }
    found
}

fn day(outcome: &ReadOutcome) -> Option<Date> {
    outcome.page.document.published.as_ref()?.end?.date()
}

fn turn(day: Date, later: &ReadOutcome, seed: &mut Seed) -> Turn {
    let (effect, why) = match seed.below(10) {
        0..4 => (Effect::Done { late: false }, "told as done"),
        4 => (Effect::Done { late: true }, "told as done, after the day it was due"),
        5 => (Effect::Becomes(CommitmentState::Partly), "told as done in part"),
        6 => (Effect::Becomes(CommitmentState::Late), "put off"),
        7 => (Effect::Becomes(CommitmentState::Withdrawn), "called off"),
        _ => (Effect::Listed, "told as not done"),
    };
    Turn { day, effect, why: format!("{why}: same party, same doing"), evidence: head(later) }
}

/// The headline of a document.
fn head(of: &ReadOutcome) -> Evidence {
    let told = told(of);
    let end = told.text.find("\n\n").unwrap_or(told.text.len());
    told.evidence((0, u32::try_from(end).unwrap_or(u32::MAX)))
}
