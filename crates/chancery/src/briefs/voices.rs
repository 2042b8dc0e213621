//! Voices in words: whose an account is, and by which text.

use super::cite::Library;
use crate::nouns::{Account, DocumentKind, Side, Via, ViaBasis};
use crate::show::layout::plain;

/// `France, by its own readout (Foreign Ministry)`, `France, as told by Harbour Wire`,
/// `Harbour Wire`.
pub(super) fn voice(account: &Account, library: &Library<'_>) -> String {
    let outlet = library.outlet(&account.document);
    let teller = inner_teller(&account.via, library);
    match &account.side {
        Side::State(code) => {
            let state = library.state(code);
            if is_own(account, library) {
                return format!("{state}, by its own {} ({outlet})", text_word(account, library));
            }
            match teller.filter(|teller| *teller != state && *teller != outlet) {
                Some(teller) => format!("{state} ({teller}), as told by {outlet}"),
                None => format!("{state}, as told by {outlet}"),
            }
        }
        Side::Joint => format!("both sides, by their joint text ({outlet})"),
        Side::Third => match teller.filter(|teller| *teller != outlet) {
            Some(teller) => format!("{outlet}, citing {teller}"),
            None => outlet,
        },
    }
}

/// The voice with what it is in brackets where that is not told: `Harbour Wire (third party)`.
pub(super) fn voice_with_side(account: &Account, library: &Library<'_>) -> String {
    let voice = voice(account, library);
    match account.side {
        Side::Third => format!("{voice} (third party)"),
        _ => voice,
    }
}

/// Whether a state tells it in a text of its own, be it as what that state says.
pub(super) fn is_own(account: &Account, library: &Library<'_>) -> bool {
    let page = library.documents.get(&account.document).and_then(|it| it.side.as_ref());
    account.via.len() < 2 || page == Some(&account.side)
}

/// The last of the tellers that is named or described.
fn inner_teller(via: &[Via], library: &Library<'_>) -> Option<String> {
    let named = via.iter().rev().find(|link| link.basis != ViaBasis::Unattributed)?;
    let actor = named.actor.as_ref().map(|actor| library.name(actor));
    actor.or_else(|| named.description.as_deref().map(plain))
}

fn text_word(account: &Account, library: &Library<'_>) -> &'static str {
    match library.documents.get(&account.document).map(|it| it.kind) {
        Some(DocumentKind::Readout) => "readout",
        Some(DocumentKind::PressRelease) => "press release",
        Some(DocumentKind::Transcript) => "transcript",
        Some(DocumentKind::Speech) => "speech",
        Some(DocumentKind::SocialPost) => "post",
        _ => "text",
    }
}

/// Whom a line says something according to: `France`, `France (as told by Harbour Wire)`,
/// `Harbour Wire`.
pub(super) fn teller(account: &Account, library: &Library<'_>) -> String {
    match &account.side {
        Side::State(code) if is_own(account, library) => library.state(code),
        Side::State(code) => {
            format!("{} (as told by {})", library.state(code), library.outlet(&account.document))
        }
        Side::Joint => "both sides' joint text".to_owned(),
        Side::Third => voice(account, library),
    }
}

/// Whom a document cites, where an account in it is another's.
pub(super) fn cited(account: &Account, library: &Library<'_>) -> Option<String> {
    match &account.side {
        Side::State(code) => Some(library.state(code)),
        Side::Joint => None,
        Side::Third => inner_teller(&account.via, library),
    }
}

/// Names as prose lists them: `A`, `A and B`, `A, B and C`.
pub(super) fn listed(names: &[String]) -> String {
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}
