//! Commitments between the two, and where they stand.

use super::choice::{heaviest, left_out};
use super::{Desk, Item, Line, Section, SectionKind};
use crate::briefs::cite::Sources;
use crate::briefs::voices::listed;
use crate::nouns::{ActorId, Commitment, CommitmentKind, CommitmentState, ViaBasis};
use crate::show::Standing;
use crate::show::layout::plain;
use crate::show::words::short_id;
use crate::show::words::{when_words, word};

/// How many commitments two pages hold.
const ROOM: usize = 8;
/// Columns of a quotation.
const QUOTED: usize = 170;

/// Whether nothing tells the end of it, and its day has gone by.
pub(super) fn is_overdue(standing: &Standing) -> bool {
    standing.absence.is_some()
}

/// Whether it is still to be done.
pub(super) fn is_pending(standing: &Standing) -> bool {
    use CommitmentState::{Accepted, Late, Open, Partly};
    matches!(standing.commitment.state, Open | Accepted | Partly | Late)
}

/// The commitments, the overdue and the open first. What a copy tells once more is left out.
pub(super) fn commitments(desk: &Desk<'_>, sources: &mut Sources<'_>) -> Section {
    let found = heaviest(
        listed_once(desk).into_iter().map(|it| (weight(it), it)).collect(),
        ROOM,
        desk.given.all,
    );
    Section {
        kind: SectionKind::Commitments,
        title: "Commitments".to_owned(),
        items: found.items.into_iter().map(|it| item(desk, it, sources)).collect(),
        left_out: left_out(found.left, "commitment"),
    }
}

/// The commitments of documents that are nobody's copy.
pub(super) fn listed_once<'r>(desk: &Desk<'r>) -> Vec<&'r Standing> {
    let own = |it: &&Standing| !desk.is_copy(&it.commitment.evidence.document);
    desk.given.commitments.iter().filter(own).collect()
}

fn weight(standing: &Standing) -> usize {
    use CommitmentState::{Denied, Kept, Superseded, Withdrawn};
    let it = &standing.commitment;
    let state = match it.state {
        _ if is_overdue(standing) => 10,
        _ if is_pending(standing) => 6,
        Denied | Withdrawn => 5,
        Kept => 3,
        Superseded => 0,
        _ => 1,
    };
    let kind = match it.kind {
        CommitmentKind::Pledge => 3,
        CommitmentKind::Request => 2,
        CommitmentKind::Invitation | CommitmentKind::Plan => 1,
    };
    let firm = usize::from(!it.figure.is_empty()) + usize::from(it.due.is_some());
    state + kind + firm
}

fn item(desk: &Desk<'_>, standing: &Standing, sources: &mut Sources<'_>) -> Item {
    let it = &standing.commitment;
    let mut lines = vec![Line::new("", "", vec![sources.quote(&it.evidence, QUOTED)])];
    lines[0].label = according_to(desk, it);
    for later in &it.later {
        let label = format!("later {}", word(&later.state));
        let quote = sources.quote(&later.evidence, QUOTED);
        lines.push(Line::new(label, plain(&later.why), vec![quote]));
    }
    lines.extend(standing.absence.as_deref().map(|text| Line::new("", plain(text), Vec::new())));
    let due = it.due.as_ref().map(|due| format!("due {}", when_words(Some(due))));
    let made = it.made_on.as_ref().map(|made| format!("made {}", when_words(Some(made))));
    let overdue = if is_overdue(standing) { ", its day gone by" } else { "" };
    let to = Some(names(desk, &it.to)).filter(|to| !to.is_empty());
    let to = to.map(|to| format!(" to {to}")).unwrap_or_default();
    Item {
        day: due.or(made).unwrap_or_else(|| "no day told".to_owned()),
        head: format!(
            "{}{to}: {}, {}{overdue}",
            names(desk, &it.by),
            word(&it.kind),
            word(&it.state)
        ),
        lines,
        id: short_id(it.id.as_str()).to_owned(),
    }
}

fn names(desk: &Desk<'_>, actors: &[ActorId]) -> String {
    let names: Vec<String> = actors.iter().map(|id| desk.given.library.name(id)).collect();
    listed(&names)
}

/// Who tells of it.
fn according_to(desk: &Desk<'_>, it: &Commitment) -> String {
    let library = &desk.given.library;
    let named = it.according_to.iter().filter(|link| link.basis != ViaBasis::Unattributed);
    let tellers: Vec<String> = named
        .filter_map(|link| {
            let actor = link.actor.as_ref().map(|id| library.name(id));
            actor.or_else(|| link.description.as_deref().map(plain))
        })
        .collect();
    let outlet = library.outlet(&it.evidence.document);
    match tellers.last().filter(|teller| **teller != outlet) {
        Some(teller) => format!("according to {teller}, in {outlet}"),
        None => format!("according to {outlet}"),
    }
}
