//! The columns: one for each voice, copies of its text folded in.

use super::Column;
use crate::briefs::cite::{Library, Sources};
use crate::briefs::voices::{is_own, teller, voice_with_side};
use crate::nouns::{Account, DocumentId, Side, Via};

/// A column for every voice of an origin. The accounts come in canonical order, so the head of a
/// chain of copies stands before those that took its words, where both tell of the encounter.
pub(crate) fn columns<'r>(
    accounts: &[&'r Account],
    library: &Library<'r>,
    sources: &mut Sources<'_>,
) -> Vec<Column> {
    let mut found: Vec<(Key<'r>, Column)> = Vec::new();
    for &account in accounts {
        let key = Key::of(account, library);
        let source = sources.number(&account.document);
        let Some((_, column)) = found.iter_mut().find(|(known, _)| *known == key) else {
            let voice = voice_with_side(account, library);
            let short = teller(account, library);
            let accounts = vec![account.id.clone()];
            found.push((key, Column { voice, short, source, copies: Vec::new(), accounts }));
            continue;
        };
        column.accounts.push(account.id.clone());
        if source == column.source || column.copies.contains(&source) {
            continue;
        }
        // A copy whose day is not known may stand before what it was taken from.
        if key.origin == &account.document {
            column.copies.insert(0, column.source);
            column.source = source;
            column.voice = voice_with_side(account, library);
            column.short = teller(account, library);
            column.accounts.rotate_right(1);
        } else {
            column.copies.push(source);
        }
    }
    found.into_iter().map(|(_, column)| column).collect()
}

/// What makes two accounts one voice: the text their words have in the end, the side, and whom
/// they cite.
#[derive(PartialEq)]
struct Key<'r> {
    origin: &'r DocumentId,
    side: &'r Side,
    cited: Vec<(&'r Option<crate::nouns::ActorId>, &'r Option<String>)>,
}

impl<'r> Key<'r> {
    fn of(account: &'r Account, library: &Library<'r>) -> Self {
        // Whom a state cites in its own text for its own word is no other voice.
        let own = matches!(account.side, Side::State(_)) && is_own(account, library);
        let cited: &[Via] = account.via.get(1..).filter(|_| !own).unwrap_or_default();
        Self {
            origin: library.origin(&account.document),
            side: &account.side,
            cited: cited.iter().map(|link| (&link.actor, &link.description)).collect(),
        }
    }
}
