//! How much there is, in one paragraph.

use std::fmt::Write;

use std::collections::BTreeSet;

use super::Desk;
use super::disputes::contradicted;
use super::promises::{is_overdue, is_pending, listed_once};
use super::timeline::has_no_later_word;
use crate::briefs::comparison::counted;
use crate::briefs::voices::listed;
use crate::nouns::{Act, DocumentId, Status};

/// The paragraph that opens a brief.
pub(super) fn counts(desk: &Desk<'_>) -> String {
    let told = encounters(desk);
    let said = statements(desk);
    let promised = commitments(desk);
    format!("{told} {said} {promised}")
}

fn encounters(desk: &Desk<'_>) -> String {
    let members = desk.encounters.iter().flat_map(|it| desk.weighed(it));
    let documents: BTreeSet<&DocumentId> = members.map(|account| &account.document).collect();
    let origins: BTreeSet<&DocumentId> =
        documents.iter().map(|id| desk.given.library.origin(id)).collect();
    let count = |status: Status| desk.encounters.iter().filter(|it| it.status == status).count();
    let kinds: Vec<String> = [
        (count(Status::Held), "held"),
        (count(Status::Planned), "planned"),
        (count(Status::Postponed), "postponed"),
        (count(Status::Cancelled), "cancelled"),
        (count(Status::Denied), "denied"),
        (count(Status::Unclear), "unclear"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, word)| format!("{count} {word}"))
    .collect();
    if desk.encounters.is_empty() {
        return "No encounter between the two is told.".to_owned();
    }
    let contradictions: usize = desk.encounters.iter().map(|it| contradicted(it).count()).sum();
    let unheard = desk.encounters.iter().filter(|it| has_no_later_word(desk, it)).count();
    let mut text = format!(
        "{} ({}) are told by {} of {}; {}.",
        counted(desk.encounters.len(), "encounter"),
        kinds.join(", "),
        counted(documents.len(), "document"),
        counted(origins.len(), "independent origin"),
        match contradictions {
            0 => "the accounts do not contradict each other".to_owned(),
            n => format!("the accounts contradict each other on {}", counted(n, "point")),
        },
    );
    if desk.encounters.len() == 1 {
        text = text.replacen(") are told", ") is told", 1);
    }
    if unheard > 0 {
        let words = counted(unheard, "announced encounter");
        let _ = write!(text, " Of {words} whose day has gone by there is no later word.");
    }
    text
}

fn statements(desk: &Desk<'_>) -> String {
    let count = |act: Act| desk.statements.iter().filter(|it| it.act == act).count();
    let acts: Vec<String> = [
        (count(Act::Deny), "denial"),
        (count(Act::Warn), "warning"),
        (count(Act::Threaten), "threat"),
        (count(Act::Request), "request"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, noun)| counted(count, noun))
    .collect();
    if acts.is_empty() {
        return "No denial, warning, threat or request of one to the other is told.".to_owned();
    }
    format!("One side told the other, or of the other, {}.", listed(&acts))
}

fn commitments(desk: &Desk<'_>) -> String {
    let all = listed_once(desk);
    if all.is_empty() {
        return "No commitment between them is told.".to_owned();
    }
    let pending = all.iter().filter(|it| is_pending(it)).count();
    let overdue = all.iter().filter(|it| is_overdue(it)).count();
    let due = match overdue {
        0 => String::new(),
        _ if overdue == pending => ", its day gone by".to_owned(),
        1 => ", the day of 1 of these gone by".to_owned(),
        n => format!(", the days of {n} of these gone by"),
    };
    let count = counted(all.len(), "commitment");
    match (all.len(), pending) {
        (1, 1) => format!("{count} stands open{due}."),
        (all, pending) if all == pending => format!("{count} stand open{due}."),
        (_, 0) => format!("Of {count}, none stands open."),
        (_, 1) => format!("Of {count}, 1 stands open{due}."),
        _ => format!("Of {count}, {pending} stand open{due}."),
    }
}
