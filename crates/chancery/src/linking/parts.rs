//! What each telling of an encounter is: its account, a preview, a later reference.

use super::kinds::is_ahead;
use super::sight::Sight;
use super::times::{DayNumber, number};
use crate::nouns::{DocumentKind, Part, Status};

/// The part of each member, in their order.
pub(super) fn parts(members: &[&Sight<'_>]) -> Vec<Part> {
    let day = day(members);
    members.iter().map(|member| part(member, day)).collect()
}

/// The last day of the encounter, as its best telling has it.
fn day(members: &[&Sight<'_>]) -> Option<DayNumber> {
    let dated = members.iter().filter(|m| m.span.known && m.span.grade.is_exact());
    let best = dated.min_by_key(|m| (is_ahead(m.contact().status), m.span.grade, m.span.to));
    best.map(|m| m.span.to)
}

fn part(member: &Sight<'_>, day: Option<DayNumber>) -> Part {
    // That it was put off or called off is news of it.
    if member.contact().status == Status::Planned {
        return Part::Preview;
    }
    let late = match (member.published(), day) {
        (Some(page), Some(day)) => Some(number(page) - day),
        _ => None,
    };
    if comes_back(member, late) { Part::Reference } else { Part::Account }
}

/// Whether a text about something else comes back to it. A readout is the record of what it
/// opens with, however late it is put out.
fn comes_back(member: &Sight<'_>, late: Option<DayNumber>) -> bool {
    const SOON: DayNumber = 2;
    const LONG_AFTER: DayNumber = 21;
    let own_record = matches!(
        member.document().kind,
        DocumentKind::Readout | DocumentKind::JointStatement | DocumentKind::Transcript
    );
    let words: usize = member.telling.accounts.iter().map(|a| a.evidence.len()).sum();
    let in_passing = !member.leads && words <= 2;
    match late {
        Some(days) if days >= LONG_AFTER => !(member.leads && own_record),
        Some(days) if days >= SOON => in_passing,
        Some(_) => false,
        None => in_passing,
    }
}
