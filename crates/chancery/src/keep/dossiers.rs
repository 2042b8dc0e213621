//! What a brief on two actors is made from, taken out of the record.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::shelf::{actors_in, actors_of};
use super::turns::days_of;
use super::{KeepError, Record};
use crate::briefs::{Brief, Dealings, Party, Period, brief};
use crate::nouns::{
    Account, ActorId, Commitment, Copied, DocumentId, Encounter, EncounterId, Mention, Participant,
    Statement,
};
use crate::settle::settle;

/// On whom a brief is wanted, and how far it reaches.
#[derive(Debug, Clone, Copy)]
pub struct DossierOf<'a> {
    /// The two.
    pub parties: &'a [Party; 2],
    /// Nothing before this day.
    pub since: Option<Date>,
    /// Nothing after this day.
    pub until: Option<Date>,
    /// Only what documents published up to this day tell.
    pub known_on: Option<Date>,
    /// Leave nothing out.
    pub all: bool,
    /// Names of states.
    pub names: &'a BTreeMap<ActorId, String>,
    /// The last day any document was published.
    pub read_to: Option<Date>,
    /// Reach no further than so many of the latest encounters and documents.
    pub reach: Option<usize>,
}

/// What the record tells of encounters, as it stands or as it stood.
struct Told {
    encounters: Vec<Encounter>,
    accounts: Vec<Account>,
    /// Whose words were taken, where that was worked out anew.
    copied: Option<Vec<Copied>>,
}

impl Record {
    /// The brief on two actors.
    pub fn dossier(&self, of: &DossierOf<'_>) -> Result<Brief, KeepError> {
        let sides = of.parties.each_ref().map(|party| party.actors.clone());
        let commitments = self.ledger(&sides, of.known_on, of.known_on.or(of.read_to), of.reach)?;
        let naming = self.naming(of)?;
        let mut documents = naming.clone();
        let told = self.dealings(of, &mut documents)?;
        documents.extend(commitments.iter().flat_map(|it| cited_in(&it.commitment)));
        let (statements, mentions) = self.said_in(&naming)?;
        let claims = statements.iter().flat_map(|it| &it.answers);
        documents.extend(claims.map(|answer| answer.evidence.document.clone()));
        let mut actors = actors_of(&told.accounts);
        actors.extend(actors_in(commitments.iter().map(|it| &it.commitment)));
        let mut library = self.shelf(documents, actors, of.names.clone())?;
        if let Some(copied) = told.copied {
            library.copied = copied.into_iter().map(|it| (it.document.clone(), it)).collect();
        }
        Ok(brief(Dealings {
            parties: of.parties,
            period: Period {
                since: of.since,
                until: of.until,
                known_on: of.known_on,
                read_to: of.read_to,
            },
            encounters: &told.encounters,
            accounts: &told.accounts,
            statements: &statements,
            mentions: &mentions,
            commitments: &commitments,
            documents: naming.len(),
            library: library.library(),
            all: of.all,
        }))
    }

    /// The documents that name both, as far as they are known: the latest where there is a reach.
    fn naming(&self, of: &DossierOf<'_>) -> Result<BTreeSet<DocumentId>, KeepError> {
        let [one, other] = of.parties;
        let Some(reach) = of.reach else {
            let other = self.documents_of(&other.actors)?;
            let mut found = self.documents_of(&one.actors)?;
            found.retain(|id| other.contains(id));
            return self.known(of, found);
        };
        let latest = self.documents_naming(of.parties, of.until, reach)?;
        self.known(of, latest.into_iter().collect())
    }

    /// The settled encounters between the two. As the record stood on an earlier day, they are
    /// settled anew out of the documents known then; `documents` grows by those that tell of them.
    fn dealings(
        &self,
        of: &DossierOf<'_>,
        documents: &mut BTreeSet<DocumentId>,
    ) -> Result<Told, KeepError> {
        let mut ids: BTreeSet<EncounterId> = match of.reach {
            Some(reach) => self.latest_between(of.parties, of.until, reach)?.into_iter().collect(),
            None => self.encounters_between(of.parties)?.into_iter().map(|row| row.id).collect(),
        };
        ids.extend(self.touched_encounters()?);
        let ids: Vec<EncounterId> = ids.into_iter().collect();
        let mut encounters = self.encounters_of(&ids)?;
        encounters.retain(|it: &Encounter| concerns(of.parties, &it.participants));
        let members = encounters.iter().flat_map(|it| &it.members).map(|member| &member.document);
        documents.extend(self.known(of, members.cloned().collect())?);
        if of.known_on.is_some() {
            let told = self.as_told(documents.iter().cloned())?;
            let settled = settle(&told.documents, &told.contacts, &told.accounts, &self.ties()?);
            let (encounters, accounts) = (settled.encounters, settled.accounts);
            return Ok(Told { encounters, accounts, copied: Some(settled.copied) });
        }
        let ids: Vec<&str> = encounters.iter().map(|it| it.id.as_str()).collect();
        let accounts = self.accounts_of(&ids)?;
        Ok(Told { encounters, accounts, copied: None })
    }

    /// Those of some documents that were there on the day as of which is asked.
    fn known(
        &self,
        of: &DossierOf<'_>,
        documents: BTreeSet<DocumentId>,
    ) -> Result<BTreeSet<DocumentId>, KeepError> {
        let Some(on) = of.known_on else { return Ok(documents) };
        let ids: Vec<&str> = documents.iter().map(DocumentId::as_str).collect();
        let days = days_of(&self.db, &ids)?.into_iter();
        Ok(days.filter(|(_, day)| *day <= on).map(|(id, _)| id).collect())
    }

    /// What is said in some documents, with what it answers in whatever document, and whom they
    /// mention.
    fn said_in(
        &self,
        documents: &BTreeSet<DocumentId>,
    ) -> Result<(Vec<Statement>, Vec<Mention>), KeepError> {
        let ids: Vec<&str> = documents.iter().map(DocumentId::as_str).collect();
        Ok((self.answered(self.statements_of(&ids)?)?, self.mentions_of(&ids)?))
    }
}

/// Whether both are among the participants.
fn concerns(parties: &[Party; 2], people: &[Participant]) -> bool {
    let here =
        |party: &Party| people.iter().any(|it| party.holds(Some(&it.actor), it.country.as_deref()));
    parties.iter().all(here)
}

/// The documents that a commitment's words stand in.
fn cited_in(commitment: &Commitment) -> impl Iterator<Item = DocumentId> {
    let later = commitment.later.iter().map(|later| &later.evidence);
    std::iter::once(&commitment.evidence).chain(later).map(|evidence| evidence.document.clone())
}
