//! What may stand in an address: every parameter checked, unknown ones refused, so that a slip in
//! a filter never gives a longer list than was asked for.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use chancery::keep::Noun;
use chancery_export::schema::{Shape, at, table};
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::{KnownFormat, RefOr, Schema, SchemaFormat};
use utoipa::{PartialSchema, ToSchema};

use crate::{App, Problem};

/// How many things a page of a list holds where nothing is asked, and how many at most.
const ON_A_PAGE: u16 = 50;
const MOST: u16 = 200;

/// The query of an address.
pub(super) struct Asked<T>(pub(super) T);

impl<T: DeserializeOwned> FromRequestParts<App> for Asked<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Problem> {
        let query = parts.uri.query().unwrap_or_default();
        let asked = serde_html_form::from_str(query);
        asked.map(Self).map_err(|error| Problem::bad_question(error.to_string()))
    }
}

/// An id in a path.
pub(super) struct Id(pub(super) String);

impl FromRequestParts<App> for Id {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let found = Path::<String>::from_request_parts(parts, app).await;
        found
            .map(|Path(id)| Self(id))
            .map_err(|rejection| Problem::bad_question(rejection.body_text()))
    }
}

/// Two ids in a path.
pub(super) struct Ids(pub(super) [String; 2]);

impl FromRequestParts<App> for Ids {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let found = Path::<(String, String)>::from_request_parts(parts, app).await;
        found
            .map(|Path((one, other))| Self([one, other]))
            .map_err(|rejection| Problem::bad_question(rejection.body_text()))
    }
}

/// A state.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Country(pub(super) String);

impl TryFrom<String> for Country {
    type Error = String;

    fn try_from(code: String) -> Result<Self, String> {
        if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
            Ok(Self(code))
        } else {
            Err(format!("`{code}` is no code of a state; write ISO 3166 alpha-3, as NOR"))
        }
    }
}

/// A day, ISO.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Day(pub(super) Date);

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(day: String) -> Result<Self, String> {
        let parsed = day.parse().ok().filter(|_| day.len() == "2022-12-13".len());
        parsed.map(Self).ok_or_else(|| format!("`{day}` is no day; write 2022-12-13"))
    }
}

impl Day {
    /// A day as the record compares it.
    pub(super) fn text(day: Option<Self>) -> Option<String> {
        day.map(|day| day.0.to_string())
    }
}

/// How many things a page holds.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "u16")]
pub(super) struct Limit(u16);

impl TryFrom<u16> for Limit {
    type Error = String;

    fn try_from(limit: u16) -> Result<Self, String> {
        if (1..=MOST).contains(&limit) {
            Ok(Self(limit))
        } else {
            Err(format!("a page holds 1 to {MOST} things, not {limit}"))
        }
    }
}

impl Limit {
    /// As many as are asked for.
    pub(super) fn of(limit: Option<Self>) -> usize {
        usize::from(limit.map_or(ON_A_PAGE, |limit| limit.0))
    }
}

/// The text of a cursor, not yet looked into.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct CursorText(pub(super) String);

impl TryFrom<String> for CursorText {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if !text.is_empty() && text.bytes().all(hex) {
            Ok(Self(text))
        } else {
            Err("that is no cursor; take the one of `next`".to_owned())
        }
    }
}

/// What may be asked of a list: the fields that narrow it down, and which page of it.
macro_rules! listing {
    ($(#[$doc:meta])* pub(super) struct $name:ident { $($fields:tt)* }) => {
        $(#[$doc])*
        #[derive(serde::Deserialize, utoipa::IntoParams)]
        #[serde(deny_unknown_fields)]
        #[into_params(parameter_in = Query)]
        pub(super) struct $name {
            $($fields)*
            /// How many things a page holds
            #[param(inline)]
            limit: Option<crate::api::asked::Limit>,
            /// Where the page begins, as `next` of the page before has it
            #[param(inline)]
            cursor: Option<crate::api::asked::CursorText>,
        }
    };
}
pub(super) use listing;

/// Gives a type a shape of its own.
macro_rules! shaped {
    ($name:ty, $schema:expr) => {
        impl PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                $schema.into()
            }
        }
        impl ToSchema for $name {}
    };
}

/// Fixed words that a value may be: those of a field of the exports.
macro_rules! words {
    ($($name:ident: $noun:ident $field:literal;)+) => {$(
        #[derive(Debug, Clone, Deserialize)]
        #[serde(try_from = "String")]
        pub(super) struct $name(pub(super) String);

        impl TryFrom<String> for $name {
            type Error = String;

            fn try_from(word: String) -> Result<Self, String> {
                let words = words_of(Noun::$noun, $field);
                if words.contains(&word.as_str()) {
                    Ok(Self(word))
                } else {
                    Err(format!("`{word}` is none of {}", words.join(", ")))
                }
            }
        }

        shaped!($name, text().enum_values(Some(words_of(Noun::$noun, $field).iter().copied())));
    )+};
}

words! {
    DocumentKind: Documents "kind";
    EncounterKind: Encounters "kind";
    Status: Encounters "status";
    ActorKind: Actors "kind";
    Act: Statements "act";
    CommitmentKind: Commitments "kind";
    CommitmentState: Commitments "state";
}

shaped!(Country, text().pattern(Some("^[A-Z]{3}$")));
shaped!(CursorText, text().pattern(Some("^[0-9a-f]+$")));
shaped!(Day, {
    let date = SchemaFormat::KnownFormat(KnownFormat::Date);
    text().format(Some(date)).examples([serde_json::json!("2022-12-13")])
});
shaped!(Limit, {
    let whole = ObjectBuilder::new().schema_type(Type::Integer);
    let most = whole.minimum(Some(1)).maximum(Some(usize::from(MOST)));
    most.default(Some(ON_A_PAGE.into()))
});

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

/// The words a field of the exports may hold.
fn words_of(noun: Noun, field: &str) -> &'static [&'static str] {
    let chain = at(table(noun).fields, field).unwrap_or_default();
    match chain.last().map(|field| field.shape) {
        Some(Shape::Word(words)) => words,
        _ => &[],
    }
}
