//! The encounter gold, as `evals/gold/meetings/GUIDE.md` lays it down.

use serde::Deserialize;

use crate::reading::Span;

/// One annotated document.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Gold {
    pub(crate) doc: String,
    pub(crate) sha256: String,
    pub(crate) published: Option<String>,
    pub(crate) encounters: Vec<GoldEncounter>,
}

/// One annotated encounter.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldEncounter {
    pub(crate) kind: String,
    pub(crate) status: String,
    pub(crate) domestic: bool,
    pub(crate) optional: bool,
    pub(crate) anchors: Vec<Span>,
    pub(crate) participants: Vec<GoldParticipant>,
    pub(crate) when: Option<GoldWhen>,
    pub(crate) place: Option<GoldPlace>,
    pub(crate) initiator: Option<String>,
    pub(crate) topics: Vec<String>,
}

/// One annotated participant.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldParticipant {
    pub(crate) name: String,
    #[allow(dead_code, reason = "part of the form; participants are matched by words and name")]
    pub(crate) country: Option<String>,
    pub(crate) office: Option<String>,
    #[allow(dead_code, reason = "part of the form; roles are not among the measures")]
    pub(crate) role: String,
    pub(crate) optional: bool,
    pub(crate) spans: Vec<Span>,
}

/// An annotated time.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldWhen {
    pub(crate) start: Option<String>,
    #[allow(dead_code, reason = "part of the form; only single days are measured")]
    pub(crate) end: Option<String>,
    pub(crate) precision: String,
}

/// An annotated place.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct GoldPlace {
    /// Null where the text tells the country alone.
    pub(crate) name: Option<String>,
    pub(crate) country: Option<String>,
}

impl GoldEncounter {
    /// The day, where the gold knows one.
    pub(crate) fn day(&self) -> Option<&str> {
        let when = self.when.as_ref()?;
        when.start.as_deref().filter(|_| when.precision == "day")
    }
}
