//! Values of fields in words.

use std::collections::BTreeMap;

use crate::briefs::cite::Library;
use crate::nouns::{
    Account, AccountId, ActorId, Field, FieldValue, Participant, Testimony, When, Where,
};
use crate::show::layout::plain;
use crate::show::words::{participant_words, when_words, where_words};

/// A value in words: of times, places and people better ones than any short form has.
pub(crate) fn value_words(
    accounts: &BTreeMap<&AccountId, &Account>,
    library: &Library<'_>,
    (field, value, by): (Field, &FieldValue, &Testimony),
) -> String {
    let json = || value.value.clone();
    let better = match field {
        Field::When => {
            serde_json::from_value::<When>(json()).ok().map(|when| when_words(Some(&when)))
        }
        Field::Where => {
            serde_json::from_value::<Where>(json()).ok().map(|place| where_words(Some(&place)))
        }
        Field::Participant => accounts.get(&by.account).and_then(|account| {
            let here = |person: &&Participant| person.evidence == by.evidence;
            account.participants.iter().find(here).map(participant_words)
        }),
        Field::Initiator => value.value.as_str().map(|id| library.name(&ActorId(id.to_owned()))),
        _ => None,
    };
    better.unwrap_or_else(|| plain(&value.words))
}
