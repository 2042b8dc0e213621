//! Who tells that it was said.

use chancery_engine::Dep;

use super::occasion::Occasions;
use super::speakers::same;
use super::text::Text;
use crate::nouns::{Mention, Via, ViaBasis};

/// A telling about a telling: who tells, whom the inner one is by and to.
pub(crate) struct Link<'s> {
    pub(crate) tellers: &'s [Mention],
    pub(crate) inner_speakers: &'s [Mention],
    pub(crate) inner_addressees: &'s [Mention],
    /// Tokens of the teller's words, or of the cue where nobody is named.
    pub(crate) words: std::ops::Range<u32>,
}

/// The link of a chain for each teller.
pub(crate) fn links(text: &Text<'_>, link: &Link<'_>) -> Vec<Via> {
    if link.tellers.is_empty() {
        let evidence = Some(text.evidence(link.words.clone()));
        return vec![Via {
            actor: None,
            description: None,
            basis: ViaBasis::Unattributed,
            evidence,
        }];
    }
    link.tellers.iter().map(|teller| via(text, link, teller)).collect()
}

/// "Reportedly", "allegedly": told by nobody the text names.
pub(crate) fn hearsay(text: &Text<'_>, verb: u32) -> Option<Via> {
    let mut adverbs = text.tree.with_dep(verb, &[Dep::Advmod]);
    let word = adverbs.find(|&a| Occasions::get().is_hearsay(&text.tree.lower(a)))?;
    let evidence = Some(text.evidence(word..word + 1));
    Some(Via { actor: None, description: None, basis: ViaBasis::Unattributed, evidence })
}

fn via(text: &Text<'_>, link: &Link<'_>, teller: &Mention) -> Via {
    let named = teller.actor.is_some() || !teller.members.is_empty();
    let one = std::slice::from_ref(teller);
    let cited = link
        .words
        .clone()
        .find(|&t| Occasions::get().is_document(&text.tree.lemma(t)))
        .is_some_and(|t| super::speakers::head_of(text, &link.words) == t);
    let basis = if same(one, link.inner_speakers)
        || named && same(link.tellers, link.inner_speakers)
    {
        ViaBasis::OwnAct
    } else if named && link.inner_addressees.iter().any(|a| same(one, std::slice::from_ref(a))) {
        ViaBasis::Participant
    } else if cited {
        ViaBasis::DocumentCited
    } else if named {
        ViaBasis::Named
    } else {
        ViaBasis::Anonymous
    };
    let (first, last) =
        (text.tree.doc.token_at(teller.start), text.tree.doc.token_at(teller.end - 1));
    Via {
        actor: teller.actor.clone(),
        description: teller.actor.is_none().then(|| teller.name.clone()),
        basis,
        evidence: Some(text.evidence(first..last + 1)),
    }
}
