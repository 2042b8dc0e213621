//! To whom it is said.

use std::ops::Range;

use super::cues::Cue;
use super::frames;
use super::occasion::Occasions;
use super::speakers::speaker;
use super::text::Text;
use super::tree::is_first_person;
use crate::nouns::{Mention, MentionKind};

/// Whoever a cue is addressed to ("told reporters", "called on all partners to").
pub(crate) fn addressees(
    text: &Text<'_>,
    cue: &Cue,
    content: &[Range<u32>],
    speakers: &[Mention],
) -> Vec<Mention> {
    let heads = frames::addressees(text.tree, cue);
    let mentions = heads.into_iter().filter_map(|head| {
        let phrase = frames::phrase(text.tree, head);
        let found = speaker(text, head, &phrase);
        if Occasions::get().is_gathering(&text.tree.lemma(head)) {
            return None;
        }
        // What is praised or promised is no addressee unless it is somebody.
        let said = content.iter().any(|c| c.contains(&head));
        let somebody = found.actor.is_some() || !found.members.is_empty();
        (!said || somebody && found.kind != MentionKind::Demonym).then_some(found)
    });
    let others = mentions.map(|m| not_oneself(m, speakers));
    others.filter(|m| !is_first_person(&m.text)).collect()
}

/// "She asked him": nobody asks oneself, so the pronoun means another, whom the text leaves open.
pub(crate) fn not_oneself(mention: Mention, speakers: &[Mention]) -> Mention {
    let same = speakers.iter().any(|s| s.actor.is_some() && s.actor == mention.actor);
    if !same || mention.kind != MentionKind::Pronoun {
        return mention;
    }
    Mention {
        actor: None,
        name: mention.text.clone(),
        office: None,
        country: None,
        sector: None,
        ..mention
    }
}
