//! From an anchor to what a reading tells at its words: found by the words themselves, or else by
//! the sentence they stand in.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Told;
use super::anchor::{Place, Reread};
use super::words::{same, words};
use crate::keep::{account_evidence, commitment_evidence, statement_evidence};
use crate::nouns::{
    Account, AccountId, Anchor, CommitmentId, DocumentId, EncounterId, Evidence, Judgeable, Side,
    StatementId,
};

/// What a judgement is about, in the present reading.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
    /// A contact as one document tells it; it leads to its encounter.
    Contact(EncounterId),
    /// An account.
    Account(AccountId),
    /// A statement.
    Statement(StatementId),
    /// A commitment.
    Commitment(CommitmentId),
    /// A document.
    Document(DocumentId),
}

impl Target {
    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Target::Contact(id) => id.as_str(),
            Target::Account(id) => id.as_str(),
            Target::Statement(id) => id.as_str(),
            Target::Commitment(id) => id.as_str(),
            Target::Document(id) => id.as_str(),
        }
    }
}

/// Something a reading tells: the words it is told by, and all others behind it.
struct Candidate<'a> {
    target: Target,
    by: Vec<Range<u32>>,
    evidence: Vec<&'a Evidence>,
}

impl<'a> Candidate<'a> {
    fn new(target: Target, by: Vec<&'a Evidence>, all: Vec<(&'static str, &'a Evidence)>) -> Self {
        let evidence = all.into_iter().map(|(_, evidence)| evidence).collect();
        Self { target, by: by.into_iter().map(|it| it.start..it.end).collect(), evidence }
    }

    fn equals(&self, range: &Range<u32>) -> bool {
        self.by.contains(range)
    }

    fn overlaps(&self, range: &Range<u32>) -> bool {
        self.by.iter().any(|own| own.start < range.end && range.start < own.end)
    }

    fn has_words(&self, quoted: &str) -> bool {
        let quoted = words(quoted);
        self.evidence.iter().any(|it| same(&words(&it.text), &quoted))
    }
}

/// What stands at an anchor of this noun, or why that cannot be told.
pub(super) fn fasten(
    noun: Judgeable,
    side: Option<&Side>,
    anchor: &Anchor,
    told: &Told<'_>,
    reread: &Reread,
) -> Result<Target, String> {
    if noun == Judgeable::Document {
        return Ok(Target::Document(anchor.document.clone()));
    }
    let place = reread.find(anchor)?;
    let mut all = candidates(noun, told);
    let in_sentence = all.iter().filter(|it| it.overlaps(&place.sentence)).count() as u32;
    if let Some(beside) = &anchor.beside {
        narrow(&mut all, |it| it.has_words(beside));
    }
    if let (Judgeable::Account, Some(side)) = (noun, side) {
        let of_side = |it: &Candidate<'_>| {
            let account = told.accounts.iter().find(|a| a.id.as_str() == it.target.id());
            account.is_some_and(|account| account.side == *side)
        };
        narrow(&mut all, of_side);
    }
    choose(noun, &all, &place, in_sentence == anchor.told)
}

/// Keeps those that are meant, unless none is.
fn narrow(all: &mut Vec<Candidate<'_>>, is_meant: impl Fn(&Candidate<'_>) -> bool) {
    if all.iter().any(&is_meant) {
        all.retain(is_meant);
    }
}

/// The one thing told in exactly these words; or, where the sentence tells `as_many` things as on
/// the day of judging, the one told over them, or in their sentence. Where one of several is no
/// longer told, what is left may be another.
fn choose(
    noun: Judgeable,
    all: &[Candidate<'_>],
    place: &Place,
    as_many: bool,
) -> Result<Target, String> {
    let name = noun.name();
    let tests: [&dyn Fn(&Candidate<'_>) -> bool; 3] =
        [&|it| it.equals(&place.words), &|it| it.overlaps(&place.words), &|it| {
            it.overlaps(&place.sentence)
        }];
    for is_there in tests.into_iter().take(if as_many { 3 } else { 1 }) {
        let mut there = all.iter().filter(|it| is_there(it));
        match (there.next(), there.count()) {
            (Some(one), 0) => return Ok(one.target.clone()),
            (Some(_), more) => {
                let count = more + 1;
                let what = "are told there, and which is meant is not clear";
                return Err(format!("{count} {name}s {what}"));
            }
            (None, _) => {}
        }
    }
    Err(if all.iter().any(|it| it.overlaps(&place.sentence)) {
        format!("its words stand, but another number of {name}s is told in their sentence now")
    } else {
        format!("its words stand, but no {name} is told there any more")
    })
}

fn candidates<'a>(noun: Judgeable, told: &Told<'a>) -> Vec<Candidate<'a>> {
    match noun {
        Judgeable::Encounter => contacts(told.accounts),
        Judgeable::Account => told.accounts.iter().map(of_account).collect(),
        Judgeable::Statement => {
            let of = |it: &'a crate::nouns::Statement| {
                let cue = it.cue.iter().chain(it.cue.is_empty().then_some(&it.evidence));
                let target = Target::Statement(it.id.clone());
                Candidate::new(target, cue.collect(), statement_evidence(it))
            };
            told.statements.iter().map(of).collect()
        }
        Judgeable::Commitment => {
            let of = |it: &'a crate::nouns::Commitment| {
                let target = Target::Commitment(it.id.clone());
                Candidate::new(target, vec![&it.evidence], commitment_evidence(it))
            };
            told.commitments.iter().map(of).collect()
        }
        Judgeable::Document => Vec::new(),
    }
}

fn of_account(account: &Account) -> Candidate<'_> {
    let target = Target::Account(account.id.clone());
    Candidate::new(target, account.evidence.iter().collect(), account_evidence(account))
}

/// The contacts that accounts tell of, each told by the words of all its voices.
fn contacts(accounts: &[Account]) -> Vec<Candidate<'_>> {
    let mut found: BTreeMap<&EncounterId, Candidate<'_>> = BTreeMap::new();
    for account in accounts {
        let target = Target::Contact(account.encounter.clone());
        let empty = || Candidate::new(target, Vec::new(), Vec::new());
        let contact = found.entry(&account.encounter).or_insert_with(empty);
        let more = of_account(account);
        contact.by.extend(more.by);
        contact.evidence.extend(more.evidence);
    }
    found.into_values().collect()
}

/// Words of a thing by which an anchor finds it and nothing else: its own first, then with other
/// words of it beside. None where its words are those of another thing throughout.
pub(super) fn anchor_of(
    noun: Judgeable,
    side: Option<&Side>,
    target: &Target,
    told: &Told<'_>,
    reread: &Reread,
) -> Option<Anchor> {
    if noun == Judgeable::Document {
        return Some(super::anchor::whole(told.document));
    }
    let all = candidates(noun, told);
    let own = all.iter().find(|it| it.target == *target)?;
    let finds = |anchor: &Anchor| {
        fasten(noun, side, anchor, told, reread).is_ok_and(|found| found == *target)
    };
    let counted = |at: &Range<u32>| {
        let anchor = super::anchor::anchor(told.document, at.clone())?;
        let sentence = reread.find(&anchor).ok()?.sentence;
        let told = all.iter().filter(|it| it.overlaps(&sentence)).count() as u32;
        Some(Anchor { told, ..anchor })
    };
    let plain = || own.by.iter().filter_map(counted);
    let with = || {
        plain().flat_map(|anchor| {
            own.evidence.iter().map(move |it| Anchor {
                beside: Some(super::words::in_one_line(&it.text)),
                ..anchor.clone()
            })
        })
    };
    plain().find(finds).or_else(|| with().find(finds))
}
