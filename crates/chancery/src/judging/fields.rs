//! Which fields of a noun can be judged, and what their values look like.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::nouns::{
    Act, ActorId, Channel, CommitmentKind, CommitmentState, Context, DocumentKind, EncounterKind,
    Form, Instrument, Judgeable, OutcomeAct, Published, Quote, Role, Sector, Side, Status, When,
    Where,
};

/// How a field is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One word of a list of words (`call`, `held`).
    Word,
    /// Words of one's own.
    Text,
    /// A time.
    When,
    /// The day of publication.
    Published,
    /// A place.
    Where,
    /// An actor's id.
    Actor,
    /// Ids of actors.
    Actors,
    /// Words that stand for actors.
    Mentions,
    /// Participants.
    Participants,
    /// Subjects.
    Topics,
    /// What came of it.
    Outcomes,
}

impl Shape {
    /// Whether the field holds many, each of which is judged by itself.
    pub fn is_list(self) -> bool {
        self.key().is_some()
    }

    /// What members of the list are told apart by; the empty key for members that are plain ids.
    pub(super) fn key(self) -> Option<&'static str> {
        match self {
            Shape::Actors => Some(""),
            Shape::Mentions | Shape::Participants => Some("actor"),
            Shape::Topics => Some("subject"),
            Shape::Outcomes => Some("text"),
            _ => None,
        }
    }
}

/// A field that can be judged.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name, which is its key in the export.
    pub name: &'static str,
    /// How it is held.
    pub shape: Shape,
    /// What it holds once its value was judged wrong; null where a right one must be given.
    pub emptied: Option<Emptied>,
    check: fn(&Value) -> Result<(), String>,
}

/// What stands in a field whose value was judged wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emptied {
    /// Nothing.
    Null,
    /// That it is not clear.
    Unclear,
}

impl Field {
    /// What is wrong with a value (of a list: with a member) of this field.
    pub fn check(&self, value: &Value) -> Result<(), String> {
        (self.check)(value)
    }
}

fn fits<T: DeserializeOwned>(value: &Value) -> Result<(), String> {
    serde_json::from_value::<T>(value.clone()).map(|_| ()).map_err(|error| error.to_string())
}

/// A participant as it is given, without the words that name it.
#[derive(Deserialize)]
#[allow(dead_code, reason = "only its shape is asked for")]
struct GivenParticipant {
    actor: ActorId,
    name: String,
    office: Option<String>,
    capacity: Option<String>,
    country: Option<String>,
    role: Option<Role>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only its shape is asked for")]
struct GivenTopic {
    context: Option<Context>,
    subject: String,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only its shape is asked for")]
struct GivenOutcome {
    act: OutcomeAct,
    by: Vec<ActorId>,
    to: Vec<ActorId>,
    text: String,
    instrument: Option<Instrument>,
}

#[derive(Deserialize)]
#[allow(dead_code, reason = "only its shape is asked for")]
struct GivenMention {
    actor: Option<ActorId>,
    name: String,
    office: Option<String>,
    country: Option<String>,
    sector: Option<Sector>,
}

const fn field(
    name: &'static str,
    shape: Shape,
    emptied: Option<Emptied>,
    check: fn(&Value) -> Result<(), String>,
) -> Field {
    Field { name, shape, emptied, check }
}

const NULL: Option<Emptied> = Some(Emptied::Null);

/// Fields of encounters and of accounts.
const CONTACT: &[Field] = &[
    field("kind", Shape::Word, None, fits::<EncounterKind>),
    field("channel", Shape::Word, NULL, fits::<Channel>),
    field("status", Shape::Word, Some(Emptied::Unclear), fits::<Status>),
    field("when", Shape::When, NULL, fits::<When>),
    field("where", Shape::Where, NULL, fits::<Where>),
    field("initiator", Shape::Actor, NULL, fits::<ActorId>),
    field("duration", Shape::Text, NULL, fits::<String>),
    field("format", Shape::Text, NULL, fits::<String>),
    field("participants", Shape::Participants, NULL, fits::<GivenParticipant>),
    field("topics", Shape::Topics, NULL, fits::<GivenTopic>),
    field("outcomes", Shape::Outcomes, NULL, fits::<GivenOutcome>),
];

const STATEMENT: &[Field] = &[
    field("act", Shape::Word, None, fits::<Act>),
    field("form", Shape::Word, None, fits::<Form>),
    field("quote", Shape::Word, NULL, fits::<Quote>),
    field("when", Shape::When, NULL, fits::<When>),
    field("speaker", Shape::Mentions, NULL, fits::<GivenMention>),
    field("addressees", Shape::Mentions, NULL, fits::<GivenMention>),
];

const COMMITMENT: &[Field] = &[
    field("kind", Shape::Word, None, fits::<CommitmentKind>),
    field("by", Shape::Actors, NULL, fits::<ActorId>),
    field("to", Shape::Actors, NULL, fits::<ActorId>),
    field("made_on", Shape::When, NULL, fits::<When>),
    field("due", Shape::When, NULL, fits::<When>),
    field("where", Shape::Where, NULL, fits::<Where>),
    field("state", Shape::Word, None, fits::<CommitmentState>),
];

const DOCUMENT: &[Field] = &[
    field("kind", Shape::Word, None, fits::<DocumentKind>),
    field("title", Shape::Text, NULL, fits::<String>),
    field("byline", Shape::Text, NULL, fits::<String>),
    field("credit", Shape::Text, NULL, fits::<String>),
    field("outlet", Shape::Text, NULL, fits::<String>),
    field("side", Shape::Word, NULL, fits::<Side>),
    field("published", Shape::Published, NULL, fits::<Published>),
    field("language", Shape::Text, NULL, fits::<String>),
];

/// The fields of a noun that can be judged, in order of its export.
pub fn fields(noun: Judgeable) -> &'static [Field] {
    match noun {
        Judgeable::Encounter | Judgeable::Account => CONTACT,
        Judgeable::Statement => STATEMENT,
        Judgeable::Commitment => COMMITMENT,
        Judgeable::Document => DOCUMENT,
    }
}

/// A field by its name, in the singular too where it holds many.
pub fn field_named(noun: Judgeable, name: &str) -> Option<&'static Field> {
    let is = |field: &&Field| {
        field.name == name || field.shape.is_list() && field.name.trim_end_matches('s') == name
    };
    fields(noun).iter().find(is)
}
