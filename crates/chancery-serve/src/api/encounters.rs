//! Encounters, the accounts of them, and the two side by side.

use std::collections::BTreeSet;

use axum::extract::State;
use chancery::briefs::comparison;
use chancery::keep::{AccountFilter, Cursor, EncounterFilter, Noun, Record, ToldIn, actors_of};
use chancery::nouns::{DocumentId, EncounterId};

use super::answer::{Answer, Here, evidence, lines, missing, one, value};
use super::asked::{Asked, Country, Day, EncounterKind, Id, Status, listing};
use crate::App;

listing! {
    /// Which encounters.
    pub(super) struct EncountersAsked {
        /// State (ISO 3166 alpha-3) somebody of which takes part; given twice, both states
        #[serde(default)]
        #[param(inline, required = false)]
        country: Vec<Country>,
        /// Id of an actor that takes part; given twice, both
        #[serde(default)]
        #[param(required = false)]
        actor: Vec<String>,
        /// Kind of contact
        #[param(inline)]
        kind: Option<EncounterKind>,
        /// Whether it took place
        #[param(inline)]
        status: Option<Status>,
        /// Where: a state (ISO 3166 alpha-3) or the name of a place
        place: Option<String>,
        /// Only where accounts contradict each other
        contradicted: Option<bool>,
        /// Id of a document that tells of it
        document: Option<String>,
        /// Words that a document holds that tells of it
        text: Option<String>,
        /// On this day or later
        #[param(inline)]
        since: Option<Day>,
        /// Begun on this day or earlier
        #[param(inline)]
        until: Option<Day>,
    }
}

impl EncountersAsked {
    fn filter(&self) -> EncounterFilter {
        let place = self.place.clone();
        let (country, name) = match place {
            Some(place) if Country::try_from(place.clone()).is_ok() => (Some(place), None),
            place => (None, place),
        };
        EncounterFilter {
            countries: self.country.iter().map(|country| country.0.clone()).collect(),
            actors: self.actor.clone(),
            kind: self.kind.as_ref().map(|kind| kind.0.clone()),
            status: self.status.as_ref().map(|status| status.0.clone()),
            place: country,
            place_name: name,
            since: Day::text(self.since),
            until: Day::text(self.until),
            contradicted: self.contradicted == Some(true),
            told_in: ToldIn { document: self.document.clone(), words: self.text.clone() },
        }
    }
}

/// Encounters, the latest first
///
/// Those whose day is not known come last. Each is told with its participants, with what its
/// accounts say field by field, and with the words of every value.
#[utoipa::path(get, path = "/encounters", tag = "encounters", params(EncountersAsked),
    responses((status = 200, description = "a page of encounters",
        body = ref("#/components/schemas/EncounterPage"))))]
pub(super) async fn encounters(
    State(app): State<App>,
    Asked(asked): Asked<EncountersAsked>,
    here: Here,
) -> Answer {
    let filter = asked.filter();
    let page = move |record: &Record, after: Option<&Cursor>, limit: usize| {
        let found = record.encounters_page(&filter, after, limit)?;
        lines(record, Noun::Encounters, found.map(|id| id.0))
    };
    here.page(&app, asked.limit, asked.cursor, page).await
}

/// One encounter
///
/// The id of a contact that was settled into an encounter leads to it too.
#[utoipa::path(get, path = "/encounters/{id}", tag = "encounters",
    params(("id" = String, Path, description = "encounter")),
    responses((status = 200, description = "the encounter",
        body = ref("#/components/schemas/Encounter"))))]
pub(super) async fn encounter(State(app): State<App>, Id(id): Id) -> Answer {
    one(&app, Noun::Encounters, id).await
}

/// The accounts of an encounter side by side
///
/// The encounter with its fields and their verdicts, its accounts, the earliest published first,
/// and the documents cited, numbered.
#[utoipa::path(get, path = "/encounters/{id}/comparison", tag = "encounters",
    params(("id" = String, Path, description = "encounter")),
    responses((status = 200, description = "encounter, accounts and sources",
        body = ref("#/components/schemas/Comparison"))))]
pub(super) async fn compared(State(app): State<App>, Id(id): Id) -> Answer {
    let names = app.names().clone();
    let found = app.ask(move |record| {
        let Some(encounter) = record.encounter(&EncounterId(id.clone()))? else {
            return Err(missing(Noun::Encounters, &id));
        };
        let accounts = record.accounts(&encounter.id)?;
        let members = encounter.members.iter().map(|member| &member.document);
        let told = accounts.iter().map(|account| &account.document);
        let documents: BTreeSet<DocumentId> = members.chain(told).cloned().collect();
        let shelf = record.shelf(documents, actors_of(&accounts), names)?;
        let laid = comparison(&encounter, &accounts, shelf.library());
        let sources = &laid.sources;
        let all = serde_json::json!({
            "encounter": encounter, "accounts": accounts, "sources": sources,
        });
        Ok(all)
    });
    value(&found.await?)
}

listing! {
    /// Which accounts.
    pub(super) struct AccountsAsked {
        /// Id of the encounter it is about
        encounter: Option<String>,
        /// Id of the document that gives it
        document: Option<String>,
        /// Whose voice: a state (ISO 3166 alpha-3), `third` or `joint`
        side: Option<String>,
        /// State (ISO 3166 alpha-3) somebody of which takes part
        #[param(inline)]
        country: Option<Country>,
        /// Id of an actor that takes part
        actor: Option<String>,
        /// Kind of contact as told
        #[param(inline)]
        kind: Option<EncounterKind>,
        /// Whether it took place, as told
        #[param(inline)]
        status: Option<Status>,
        /// Words that the document holds
        text: Option<String>,
        /// Told to have been on this day or later
        #[param(inline)]
        since: Option<Day>,
        /// Told to have begun on this day or earlier
        #[param(inline)]
        until: Option<Day>,
    }
}

/// Accounts, by id
///
/// An account is what one voice in one document tells of one encounter.
#[utoipa::path(get, path = "/accounts", tag = "encounters", params(AccountsAsked),
    responses((status = 200, description = "a page of accounts",
        body = ref("#/components/schemas/AccountPage"))))]
pub(super) async fn accounts(
    State(app): State<App>,
    Asked(asked): Asked<AccountsAsked>,
    here: Here,
) -> Answer {
    let filter = AccountFilter {
        encounter: asked.encounter,
        side: asked.side,
        country: asked.country.map(|country| country.0),
        actor: asked.actor,
        kind: asked.kind.map(|kind| kind.0),
        status: asked.status.map(|status| status.0),
        since: Day::text(asked.since),
        until: Day::text(asked.until),
        told_in: ToldIn { document: asked.document, words: asked.text },
    };
    let page = move |record: &Record, after: Option<&Cursor>, limit: usize| {
        lines(record, Noun::Accounts, record.accounts_page(&filter, after, limit)?)
    };
    here.page(&app, asked.limit, asked.cursor, page).await
}

/// One account
#[utoipa::path(get, path = "/accounts/{id}", tag = "encounters",
    params(("id" = String, Path, description = "account")),
    responses((status = 200, description = "the account",
        body = ref("#/components/schemas/Account"))))]
pub(super) async fn account(State(app): State<App>, Id(id): Id) -> Answer {
    one(&app, Noun::Accounts, id).await
}

/// The words that the values of an encounter rest on, field by field
///
/// First those of its own fields, then what each account gives of each field compared.
#[utoipa::path(get, path = "/encounters/{id}/evidence", tag = "encounters",
    params(("id" = String, Path, description = "encounter")),
    responses((status = 200, description = "fields with their words",
        body = ref("#/components/schemas/Evidence"))))]
pub(super) async fn encounter_evidence(State(app): State<App>, Id(id): Id) -> Answer {
    evidence(&app, Noun::Encounters, id).await
}

/// The words that the values of an account rest on, field by field
#[utoipa::path(get, path = "/accounts/{id}/evidence", tag = "encounters",
    params(("id" = String, Path, description = "account")),
    responses((status = 200, description = "fields with their words",
        body = ref("#/components/schemas/Evidence"))))]
pub(super) async fn account_evidence(State(app): State<App>, Id(id): Id) -> Answer {
    evidence(&app, Noun::Accounts, id).await
}
