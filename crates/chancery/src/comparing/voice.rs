//! Voices: the accounts of an encounter, each with the origin its words have.

use std::collections::BTreeMap;

use crate::nouns::{Account, Document, DocumentId, Linked, Member, Part, Side, Telling};

/// One account of the encounter and what is known of who tells it.
#[derive(Debug, Clone)]
pub(super) struct Voice<'a> {
    /// The account.
    pub(super) account: &'a Account,
    /// The document's telling it belongs to.
    pub(super) telling: &'a Telling<'a>,
    /// What the telling is.
    pub(super) part: Part,
    /// Where its words come from in the end. Voices with the same origin are no two witnesses.
    pub(super) origin: String,
}

impl Voice<'_> {
    /// Whether it tells the encounter as news or as its record.
    pub(super) fn has_weight(&self) -> bool {
        self.part == Part::Account
    }

    /// Whether it is a state's own voice.
    pub(super) fn state(&self) -> Option<&str> {
        match &self.account.side {
            Side::State(code) => Some(code),
            _ => None,
        }
    }

    /// Whether the document is the side's own.
    pub(super) fn is_own(&self) -> bool {
        is_own(self.account, self.telling.document)
    }

    /// The voice in words: "a report", "CHL's own text", "CHL as a report has it".
    pub(super) fn name(&self) -> String {
        let outlet = self.telling.document.outlet.as_deref().unwrap_or("a report");
        match &self.account.side {
            Side::State(code) if self.is_own() => format!("{code}'s own text"),
            Side::State(code) => format!("{code} as told by {outlet}"),
            Side::Joint => "the joint text".to_owned(),
            Side::Third => outlet.to_owned(),
        }
    }
}

/// Whether an account is a side's own word: told in a text of its own, be it as what that side
/// says, or by nobody else.
fn is_own(account: &Account, document: &Document) -> bool {
    account.via.len() < 2 || side_of(document) == account.side
}

/// The voice of a document's own sentences.
pub(super) fn side_of(document: &Document) -> Side {
    document.side.clone().unwrap_or(Side::Third)
}

/// The telling of a member.
fn telling_of<'a>(member: &Member, tellings: &'a [Telling<'a>]) -> Option<&'a Telling<'a>> {
    tellings.iter().find(|t| t.contact.id == member.contact)
}

/// The members with their tellings, in canonical order.
pub(super) fn members<'a>(
    linked: &'a Linked,
    tellings: &'a [Telling<'a>],
) -> Vec<(&'a Member, &'a Telling<'a>)> {
    let found = linked.members.iter().filter_map(|m| Some((m, telling_of(m, tellings)?)));
    found.collect()
}

/// The voices of all members, in canonical order.
pub(super) fn voices<'a>(linked: &'a Linked, tellings: &'a [Telling<'a>]) -> Vec<Voice<'a>> {
    let members = members(linked, tellings);
    let releases = releases(&members);
    let mut found: Vec<Voice<'a>> = Vec::new();
    for (member, telling) in members {
        for &account in &telling.accounts {
            let origin = origin(account, telling, &releases);
            found.push(Voice { account, telling, part: member.part, origin });
        }
    }
    found
}

/// The origin of the first own text of each state.
fn releases<'a>(members: &[(&'a Member, &'a Telling<'a>)]) -> BTreeMap<&'a str, &'a DocumentId> {
    let mut found = BTreeMap::new();
    for (_, telling) in members {
        for account in &telling.accounts {
            if let (Side::State(code), true) = (&account.side, is_own(account, telling.document)) {
                found.entry(code.as_str()).or_insert(telling.origin);
            }
        }
    }
    found
}

/// Where an account's words come from: a government's word in a paper is the government's, be it
/// told from its release or from its mouth.
fn origin(
    account: &Account,
    telling: &Telling<'_>,
    releases: &BTreeMap<&str, &DocumentId>,
) -> String {
    match &account.side {
        Side::State(code) if !is_own(account, telling.document) => {
            match releases.get(code.as_str()) {
                Some(release) => release.to_string(),
                None => format!("state:{code}"),
            }
        }
        _ => telling.origin.to_string(),
    }
}
