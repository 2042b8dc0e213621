//! Names cut short: a lone word that is part of the full name of one person of the text means that
//! person, whatever the parser took it for.
//!
//! The parser knows "Hassan Rouhani" for a person and takes "Rouhani" ten words on for a firm or a
//! town. Within one text a word of a full name told there stands for that person, if it is part
//! of one person's name only and no state or known body is called so.

use std::collections::{BTreeMap, BTreeSet};

use chancery_engine::{Doc, Pos};

use super::fold::fold;
use crate::nouns::{Actor, ActorId, ActorKind, Mention, MentionKind};

/// Points lone parts of full names at their persons: mentions that were taken for bodies of the
/// text, and capitalised words that were not taken for anybody.
pub(crate) fn join_partial_names(doc: &Doc, mentions: &mut Vec<Mention>, actors: &mut Vec<Actor>) {
    let whole = full_names(mentions, actors);
    let meant = |text: &str| whole.get(&fold(text)).and_then(Option::as_ref);
    for mention in mentions.iter_mut().filter(|m| is_local_body(m, actors)) {
        if let Some(person) = meant(possessor(&mention.text)) {
            *mention = short_of(mention.start, mention.end, mention.head, &mention.text, person);
        }
    }
    let mut found = Vec::new();
    for (index, token) in (0..).zip(&doc.tokens) {
        let word = &doc.text[token.start as usize..token.end as usize];
        let name_like = token.pos == Pos::Propn && word.starts_with(char::is_uppercase);
        if let (true, Some(person)) = (name_like && is_free(mentions, token.start), meant(word)) {
            found.push(short_of(token.start, token.end, index, word, person));
        }
    }
    mentions.extend(found);
    mentions.sort_by_key(|m| m.start);
    drop_unmentioned(mentions, actors);
}

/// Parts of the full names told in a text, folded, each with a mention of the person; null where
/// two persons share it.
fn full_names(mentions: &[Mention], actors: &[Actor]) -> BTreeMap<String, Option<Mention>> {
    let mut parts: BTreeMap<String, Option<Mention>> = BTreeMap::new();
    let full = mentions.iter().filter(|m| {
        m.kind == MentionKind::Name
            && m.text.contains(' ')
            && kind_of(m, actors) == Some(ActorKind::Person)
    });
    for mention in full {
        for word in mention.text.split(' ').filter(|w| w.chars().count() > 2) {
            let known = parts.entry(fold(word)).or_insert_with(|| Some(mention.clone()));
            if known.as_ref().is_some_and(|k| k.actor != mention.actor) {
                *known = None;
            }
        }
    }
    parts
}

fn kind_of(mention: &Mention, actors: &[Actor]) -> Option<ActorKind> {
    let id = mention.actor.as_ref()?;
    actors.binary_search_by(|a| a.id.cmp(id)).ok().map(|i| actors[i].kind)
}

/// A lone word taken for a body or person that only this text knows.
fn is_local_body(mention: &Mention, actors: &[Actor]) -> bool {
    let lone = !possessor(&mention.text).contains(' ');
    let kind = kind_of(mention, actors);
    lone && mention.actor.as_ref().is_some_and(ActorId::names_its_owner)
        && mention.office.is_none()
        && matches!(kind, Some(ActorKind::Body | ActorKind::Person))
        && mention.kind == MentionKind::Name
}

fn possessor(text: &str) -> &str {
    text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).unwrap_or(text)
}

/// A mention of a person by part of the name, with what the full mention tells of the person.
fn short_of(start: u32, end: u32, head: u32, text: &str, person: &Mention) -> Mention {
    Mention { start, end, head, text: text.to_owned(), candidates: Vec::new(), ..person.clone() }
}

fn is_free(mentions: &[Mention], byte: u32) -> bool {
    let next = mentions.partition_point(|m| m.end <= byte);
    mentions.get(next).is_none_or(|m| m.start > byte)
}

/// Actors of this text that nothing mentions any more.
fn drop_unmentioned(mentions: &[Mention], actors: &mut Vec<Actor>) {
    let named: BTreeSet<&ActorId> =
        mentions.iter().flat_map(|m| m.actor.iter().chain(&m.members)).collect();
    actors.retain(|a| named.contains(&a.id));
}
