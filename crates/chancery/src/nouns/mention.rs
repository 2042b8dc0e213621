//! Words of a text that stand for somebody or for a time.

use serde::{Deserialize, Serialize};

use super::{Actor, ActorId, DocumentId, PlaceMention, Sector, When};

/// How a mention names its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// By name ("Angela Merkel", "France", "the African Union").
    Name,
    /// By office alone ("the foreign minister", "the Thai premier").
    Office,
    /// By description ("her host", "the two leaders", "a senior official").
    Nominal,
    /// By pronoun.
    Pronoun,
    /// By nationality adjective or noun ("the Japanese", "French").
    Demonym,
}

/// A reading of a mention that was weighed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Candidate {
    /// The actor.
    pub actor: ActorId,
    /// Weight, 0 to 1.
    pub score: f64,
    /// Why it was considered, in words a person can read.
    pub why: String,
}

/// Words that stand for an actor. Offsets are bytes into the reading.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The document.
    pub document: DocumentId,
    /// The actor meant; null where the text leaves it open.
    pub actor: Option<ActorId>,
    /// The actor's name, or the words.
    pub name: String,
    /// Office held on the day spoken of, as the text gives it or as the table knows it.
    pub office: Option<String>,
    /// ISO alpha-3 code.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<Sector>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// The words, titles and appositions left out.
    pub text: String,
    /// How the actor is named.
    pub kind: MentionKind,
    /// Members, where the words stand for several actors ("both presidents", "they").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<ActorId>,
    /// Every office the text itself gives this actor at this place ("party leader and president
    /// of the Senate" gives two).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capacities: Vec<String>,
    /// What was weighed, best first, where there was a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<Candidate>,
    /// Token whose subtree this mention heads (index into the parse).
    #[serde(skip)]
    pub head: u32,
}

/// Kind of time expression, after TIMEX3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TimexKind {
    /// A calendar date.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// A time named in a text. Offsets are bytes into the reading.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeMention {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Kind of expression.
    pub kind: TimexKind,
    /// TIMEX3 value (`2008-09-17`, `2008-W38`, `P3D`, `PRESENT_REF`).
    pub value: String,
    /// The calendar time meant, where it is one (evidence left empty: the span is here).
    pub when: Option<When>,
}

/// Everything resolved in one text, each list in order of place in the text.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Resolved {
    /// Who is mentioned.
    pub mentions: Vec<Mention>,
    /// Times named.
    pub times: Vec<TimeMention>,
    /// Places named.
    pub places: Vec<PlaceMention>,
    /// Every actor mentioned, known ones and those this text alone tells of, ordered by id.
    pub actors: Vec<Actor>,
}
