//! Accounts and encounters as they are judged: what is judged of an account bears on the
//! comparison of its encounter.

use super::{Applied, Overlaid, Target, overlay};
use crate::comparing::compare;
use crate::nouns::{Account, Encounter, Judgeable, Linked, Member, Telling};

/// An account as it is judged; gone with its document too.
pub fn judged_account(account: &Account, applied: &Applied) -> Overlaid<Account> {
    let on = applied.of([Target::Account(account.id.clone())]);
    let judged = overlay(account.clone(), Judgeable::Account, &on);
    let gone = judged.gone || applied.is_gone(&Target::Document(account.document.clone()));
    Overlaid { gone, ..judged }
}

/// A settled encounter as it is judged. `tellings` are those of its members' documents, as read.
/// Where accounts are judged it is compared anew; where none is left it is gone.
pub fn judged_encounter(
    encounter: &Encounter,
    tellings: &[Telling<'_>],
    applied: &Applied,
) -> Overlaid<Encounter> {
    let contacts = || encounter.members.iter().map(|member| member.contact.clone());
    let none = encounter.members.is_empty();
    let alone = none.then(|| encounter.id.clone());
    let on = applied.of(contacts().chain(alone).map(Target::Contact));
    match recompared(encounter, tellings, applied) {
        Recompared::Same => overlay(encounter.clone(), Judgeable::Encounter, &on),
        Recompared::Anew(anew) => overlay(*anew, Judgeable::Encounter, &on),
        Recompared::Nothing => {
            Overlaid { gone: true, ..overlay(encounter.clone(), Judgeable::Encounter, &on) }
        }
    }
}

/// An encounter after its accounts were judged.
enum Recompared {
    /// Nothing is judged of them.
    Same,
    /// It was compared anew.
    Anew(Box<Encounter>),
    /// None of them is left.
    Nothing,
}

fn recompared(encounter: &Encounter, tellings: &[Telling<'_>], applied: &Applied) -> Recompared {
    let is_member = |telling: &Telling<'_>| {
        encounter.members.iter().any(|member| member.contact == telling.contact.id)
    };
    let judged: Vec<Vec<Overlaid<Account>>> = tellings
        .iter()
        .map(|it| it.accounts.iter().map(|account| judged_account(account, applied)).collect())
        .collect();
    let own = tellings.iter().zip(&judged).filter(|(telling, _)| is_member(telling));
    if own.clone().flat_map(|(_, all)| all).all(|it| it.judged.is_empty() && !it.gone) {
        return Recompared::Same;
    }
    let kept: Vec<Telling<'_>> = tellings
        .iter()
        .zip(&judged)
        .map(|(telling, accounts)| Telling {
            accounts: accounts.iter().filter(|it| !it.gone).map(|it| &it.noun).collect(),
            ..telling.clone()
        })
        .filter(|telling| !telling.accounts.is_empty())
        .collect();
    let is_kept = |member: &&Member| kept.iter().any(|it| it.contact.id == member.contact);
    let members: Vec<Member> = encounter.members.iter().filter(is_kept).cloned().collect();
    if members.is_empty() {
        return Recompared::Nothing;
    }
    let linked = Linked { id: encounter.id.clone(), members };
    let anew = compare(&linked, &kept);
    Recompared::Anew(Box::new(Encounter { relations: encounter.relations.clone(), ..anew }))
}
