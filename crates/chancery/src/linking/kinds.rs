//! Which kinds of contact can be one contact told in two ways.

use super::sight::Sight;
use crate::nouns::{Channel, EncounterKind, Status};

/// How the kinds of two tellings go together.
pub(super) enum Fit {
    /// One kind, or two words for one; with the weight of it.
    Together(f64),
    /// Two contacts, with the reason.
    Apart(String),
}

/// Compares kind and channel.
pub(super) fn fit(a: &Sight<'_>, b: &Sight<'_>) -> Fit {
    use EncounterKind::{Call, Ceremony, Conference, Meeting, Message, Signing, Summit, Talks};
    let (x, y) = (a.contact().kind, b.contact().kind);
    if over_distance(a, b) || over_distance(b, a) {
        return Fit::Apart("one was over a distance, the other face to face".to_owned());
    }
    match (x.min(y), x.max(y)) {
        (Message, Message) => Fit::Together(0.3),
        (x, y) if x == y => Fit::Together(0.5),
        (Meeting, Talks) => Fit::Together(0.3),
        (Meeting | Call, Call | Talks) if a.remote() && b.remote() => Fit::Together(0.3),
        (Call, Talks) => Fit::Together(0.0),
        (Meeting, Summit) | (Summit, Talks) => Fit::Together(-0.2),
        (Summit, Conference) | (Ceremony, Signing) => Fit::Together(0.0),
        (Talks, Conference) => Fit::Together(-0.5),
        (Meeting, Conference) => Fit::Together(-1.0),
        (Meeting | Summit | Talks | Conference, Ceremony | Signing) => Fit::Together(-2.0),
        _ => Fit::Apart(apart(x, y)),
    }
}

fn over_distance(a: &Sight<'_>, b: &Sight<'_>) -> bool {
    let spoken = a.contact().kind != EncounterKind::Message;
    spoken && a.remote() && b.contact().channel == Some(Channel::InPerson)
}

fn apart(x: EncounterKind, y: EncounterKind) -> String {
    let (x, y) = (name(x), name(y));
    if y == "visit" || x == "visit" {
        let other = if x == "visit" { y } else { x };
        return format!("a {other} is not the visit that may hold it");
    }
    format!("a {x} and a {y}")
}

/// The name of a kind in words.
pub(super) fn name(kind: EncounterKind) -> &'static str {
    match kind {
        EncounterKind::Meeting => "meeting",
        EncounterKind::Call => "call",
        EncounterKind::Message => "message",
        EncounterKind::Visit => "visit",
        EncounterKind::Summit => "summit",
        EncounterKind::Talks => "round of talks",
        EncounterKind::Conference => "conference",
        EncounterKind::Ceremony => "ceremony",
        EncounterKind::Signing => "signing",
    }
}

/// Whether many are expected to take part.
pub(super) fn is_gathering(kind: EncounterKind) -> bool {
    matches!(kind, EncounterKind::Summit | EncounterKind::Conference)
}

/// Whether it is told as still to come, or as called off before it came.
pub(super) fn is_ahead(status: Status) -> bool {
    matches!(status, Status::Planned | Status::Postponed | Status::Cancelled)
}
