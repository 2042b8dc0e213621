//! The kind of contact a readout's title tells, without the program's help.
//!
//! | kind | words of the title |
//! |---|---|
//! | call | telephone, telephoned, phone, phoned: "spoke by telephone", "telephone conversation" |
//! | meeting | met, meet, meets, meeting, meetings: "met with", "Meeting with" |
//! | talks | talks, negotiations: "held talks with", "talks were held" |
//!
//! Words of the other kinds (visit, summit, conference, forum, message, letter, telegram,
//! ceremony, signing) tell too little: a title with one may be about a press conference after
//! talks, or a meeting with a conference's delegates. Such a title is left out, and so is one
//! with words of two kinds or of none.

use chancery::nouns::EncounterKind;

/// Words that tell a kind.
const TELLING: [(EncounterKind, &[&str]); 3] = [
    (EncounterKind::Call, &["telephone", "telephoned", "phone", "phoned"]),
    (EncounterKind::Meeting, &["met", "meet", "meets", "meeting", "meetings"]),
    (EncounterKind::Talks, &["talks", "negotiations"]),
];

/// Words that leave the kind open.
const BLURRING: &[&str] = &[
    "visit",
    "visits",
    "visited",
    "visiting",
    "summit",
    "conference",
    "forum",
    "message",
    "messages",
    "letter",
    "letters",
    "telegram",
    "ceremony",
    "signed",
    "signing",
];

/// The kind, where the title clearly tells one.
pub(super) fn told(title: &str) -> Option<EncounterKind> {
    let title = title.to_lowercase();
    let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).collect();
    let any = |of: &[&str]| words.iter().any(|word| of.contains(word));
    let mut told = TELLING.iter().filter(|(_, of)| any(of)).map(|(kind, _)| *kind);
    let only = told.next().filter(|_| told.next().is_none())?;
    (!any(BLURRING)).then_some(only)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_clear_titles_tell_a_kind() {
        assert_eq!(told("President Aho spoke by phone with Ms Vogel"), Some(EncounterKind::Call));
        assert_eq!(told("Telephone conversation with Eva Vogel"), Some(EncounterKind::Call));
        assert_eq!(told("Meeting with Eva Vogel"), Some(EncounterKind::Meeting));
        assert_eq!(told("President Aho met with Eva Vogel"), Some(EncounterKind::Meeting));
        assert_eq!(told("Finnish-German talks"), Some(EncounterKind::Talks));
        assert_eq!(told("Press conference after the talks"), None, "a conference or talks");
        assert_eq!(told("They met and telephoned"), None, "two kinds");
        assert_eq!(told("President Aho spoke with Eva Vogel"), None, "no kind");
    }
}
