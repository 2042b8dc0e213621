//! Names in headlines of capitals alone ("PRESIDENT AHO LEAVES FOR OSLO"), where no capital tells
//! a name from the words after it.

use std::collections::BTreeSet;

use chancery_engine::Doc;
use smol_str::SmolStr;

use super::super::fold::part_key;
use super::super::knowledge::Knowledge;
use super::super::lexicon::Hit;
use super::{Name, name};

/// Cuts names of capitals alone to the words with which names of the text itself, or of the
/// tables, bear them out.
pub(super) fn cut(doc: &Doc, hits: &[Hit], knowledge: &Knowledge, names: &mut [Name]) {
    let (loud, plain): (Vec<usize>, Vec<usize>) =
        (0..names.len()).partition(|&n| names[n].tokens.len() > 1 && is_loud(doc, &names[n]));
    let borne: BTreeSet<SmolStr> =
        plain.iter().flat_map(|&n| names[n].parts.iter().map(|p| part_key(p))).collect();
    for n in loud {
        let tokens = names[n].tokens.clone();
        let parts = |t: u32| super::name_parts(doc.word(t));
        let is_borne = |t: u32| parts(t).iter().any(|p| borne.contains(&part_key(p)));
        let is_known = |t: u32| parts(t).first().is_some_and(|p| knowledge.is_known_as(p));
        let own = tokens.clone().take_while(|&t| is_borne(t)).count();
        let kept = match own {
            0 if is_known(tokens.start) && !knows_whole(knowledge, &names[n]) => 1,
            0 => continue,
            own => own,
        };
        names[n] = Name {
            doubtful: names[n].doubtful,
            ..name(doc, hits, tokens.start..tokens.start + kept as u32)
        };
    }
}

fn knows_whole(knowledge: &Knowledge, name: &Name) -> bool {
    !knowledge.persons_named(&name.parts).is_empty()
}

/// Whether a name stands in a line of capitals alone.
fn is_loud(doc: &Doc, name: &Name) -> bool {
    let at = doc.tokens[name.tokens.start as usize].start as usize;
    let start = doc.text[..at].rfind('\n').map_or(0, |n| n + 1);
    let end = doc.text[at..].find('\n').map_or(doc.text.len(), |n| at + n);
    !doc.text[start..end].contains(char::is_lowercase)
}
