//! To whom it is said.

use super::cues::Cue;
use super::frames;
use super::occasion::Occasions;
use super::speakers::speaker;
use super::text::Text;
use super::tree::is_first_person;
use crate::nouns::{Mention, MentionKind};

/// Whoever a cue is addressed to ("told reporters", "called on all partners to").
pub(crate) fn addressees(text: &Text<'_>, cue: &Cue, content: &[std::ops::Range<u32>]) -> Vec<Mention> {
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
    mentions.filter(|m| !is_first_person(&m.text)).collect()
}
