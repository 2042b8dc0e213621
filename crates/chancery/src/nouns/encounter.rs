//! Contacts, and what each voice tells of them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    AccountId, ActorId, Context, DocumentId, EncounterId, Evidence, FieldVerdict, Member, When,
    Where,
};

/// Kind of contact; `codebook/encounters` defines each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "each kind has its page in codebook/encounters")]
pub enum EncounterKind {
    Meeting,
    Call,
    Message,
    Visit,
    Summit,
    Talks,
    Conference,
    Ceremony,
    Signing,
}

/// How the parties were in contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Channel {
    InPerson,
    Phone,
    Video,
    Letter,
    App,
}

/// Whether it took place, as the account has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Announced, scheduled or agreed to; never becomes held because its day went by.
    Planned,
    /// Told as having taken place.
    Held,
    /// Put off.
    Postponed,
    /// Called off.
    Cancelled,
    /// Said not to have taken place.
    Denied,
    /// Claimed only, or left open.
    Unclear,
}

/// What part a participant had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum Role {
    Principal,
    Delegation,
    Host,
    Guest,
    From,
    To,
    Intermediary,
    Represented,
}

/// Whose voice: a state's own (ISO alpha-3), a third party's, or a joint one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// A state's own voice.
    State(String),
    /// Neither party's.
    Third,
    /// The parties' together.
    Joint,
}

impl Serialize for Side {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Side::State(code) => code,
            Side::Third => "third",
            Side::Joint => "joint",
        })
    }
}

impl<'de> Deserialize<'de> for Side {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match String::deserialize(deserializer)?.as_str() {
            "third" => Side::Third,
            "joint" => Side::Joint,
            code => Side::State(code.to_owned()),
        })
    }
}

/// What a link in the chain of tellers rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ViaBasis {
    /// The teller tells its own act.
    OwnAct,
    /// The teller took part.
    Participant,
    /// A document is cited.
    DocumentCited,
    /// A named source.
    Named,
    /// An unnamed source.
    Anonymous,
    /// The text tells it without saying from whom.
    Unattributed,
}

/// One link in the chain of who told it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Via {
    /// The teller, where it is an actor.
    pub actor: Option<ActorId>,
    /// The teller in words, where it is not.
    pub description: Option<String>,
    /// What the link rests on.
    pub basis: ViaBasis,
    /// The words.
    pub evidence: Option<Evidence>,
}

/// Someone who took part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Participant {
    /// The actor.
    pub actor: ActorId,
    /// Name.
    pub name: String,
    /// Office held on the day.
    pub office: Option<String>,
    /// The office spoken in, where a person has several.
    pub capacity: Option<String>,
    /// ISO alpha-3 code.
    pub country: Option<String>,
    /// Part taken.
    pub role: Role,
    /// The words that name the participant.
    pub mention: String,
    /// Where they stand.
    pub evidence: Evidence,
}

/// A subject.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Topic {
    /// PLOVER context.
    pub context: Option<Context>,
    /// The subject in the text's words.
    pub subject: String,
    /// Where they stand.
    pub evidence: Evidence,
}

/// What came of an encounter, as a voice has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "codebook/outcomes.md defines each")]
pub enum OutcomeAct {
    Agreed,
    Announced,
    Signed,
    Asked,
    Offered,
    Warned,
    Refused,
}

/// How far a written instrument has come; each step needs its own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum InstrumentState {
    Announced,
    Agreed,
    Signed,
    Ratified,
}

/// A text two sides bind themselves by, or a sum of money one gives the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// What it is, in plain words ("agreement", "memorandum", "joint statement", "loan").
    pub kind: String,
    /// Its title, where the text gives one.
    pub title: Option<String>,
    /// How far it has come.
    pub state: InstrumentState,
}

/// Something agreed, announced, signed, asked, offered, warned of or refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What was done.
    pub act: OutcomeAct,
    /// Who did it.
    pub by: Vec<ActorId>,
    /// Towards whom.
    pub to: Vec<ActorId>,
    /// What, in the text's words.
    pub text: String,
    /// The instrument, where it is one.
    pub instrument: Option<Instrument>,
    /// Where the words stand.
    pub evidence: Evidence,
}

/// An answer to a message.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// Who answered.
    pub by: Option<ActorId>,
    /// When.
    pub when: Option<When>,
    /// Language of the answer, ISO 639-1.
    pub language: Option<String>,
    /// The words.
    pub evidence: Evidence,
}

/// The occasion on which a teller told it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// When it was told.
    pub when: Option<When>,
    /// Where it was told.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// The occasion in words.
    pub occasion: Option<String>,
    /// The words.
    pub evidence: Evidence,
}

/// How one encounter stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum RelationKind {
    PartOf,
    Follows,
    Prepares,
    Repeats,
}

/// A relation to another encounter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relation {
    /// The other encounter.
    pub to: EncounterId,
    /// How it stands to it.
    pub kind: RelationKind,
    /// Why, in words a person can read.
    #[serde(default)]
    pub why: String,
}

/// One voice in one document about one encounter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Account {
    /// Stable id.
    pub id: AccountId,
    /// The document.
    pub document: DocumentId,
    /// The encounter it is about.
    pub encounter: EncounterId,
    /// Whose voice.
    pub side: Side,
    /// Who told it, outermost first.
    pub via: Vec<Via>,
    /// Kind of contact as told.
    pub kind: EncounterKind,
    /// Channel, where told.
    pub channel: Option<Channel>,
    /// Whether it took place, as told.
    pub status: Status,
    /// When, as told.
    pub when: Option<When>,
    /// Where, as told.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// Who took part, as told.
    pub participants: Vec<Participant>,
    /// At whose initiative, where told.
    pub initiator: Option<ActorId>,
    /// How long, in the text's words.
    pub duration: Option<String>,
    /// In what form, in the text's words ("one-on-one", "working lunch").
    pub format: Option<String>,
    /// Subjects.
    pub topics: Vec<Topic>,
    /// What came of it.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Answers to a message.
    pub replies: Vec<Reply>,
    /// The occasions of telling.
    pub told: Vec<Told>,
    /// The words of contact that tell it, in order.
    pub evidence: Vec<Evidence>,
}

/// One real-world contact. A document by itself tells of contacts; settled with the other
/// documents of a record, each becomes an encounter with all its accounts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Encounter {
    /// Stable id.
    pub id: EncounterId,
    /// Kind of contact.
    pub kind: EncounterKind,
    /// Channel, where told.
    pub channel: Option<Channel>,
    /// Form, in the text's words.
    pub format: Option<String>,
    /// Whether it took place.
    pub status: Status,
    /// Whether all parties belong to one state.
    pub domestic: bool,
    /// When.
    pub when: Option<When>,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<Where>,
    /// At whose initiative.
    pub initiator: Option<ActorId>,
    /// How long.
    pub duration: Option<String>,
    /// Who took part.
    pub participants: Vec<Participant>,
    /// Subjects.
    pub topics: Vec<Topic>,
    /// What came of it.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Name of the series it is one of, as told ("annual consultations").
    #[serde(default)]
    pub series: Option<String>,
    /// The earliest document that tells it.
    pub first_known: Option<DocumentId>,
    /// How many independent origins its accounts have; copies of one text are one origin.
    #[serde(default)]
    pub origins: u32,
    /// Relations to other encounters.
    pub relations: Vec<Relation>,
    /// The accounts of it.
    pub accounts: Vec<AccountId>,
    /// The documents that tell it, and what ties them.
    #[serde(default)]
    pub members: Vec<Member>,
    /// What the accounts say of each field.
    #[serde(default)]
    pub fields: Vec<FieldVerdict>,
}
