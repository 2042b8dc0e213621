//! Writing.

use std::fmt::Write;
use std::ops::Range;

use super::escape::{Space, escape_into, push_code};
use crate::doc::{Doc, Entity, Token};

/// The CoNLL-U of a text under an identifier. Every head must lie in its token's own sentence, as
/// it does in whatever the engine gives.
pub fn write(id: &str, doc: &Doc) -> String {
    let mut out = String::with_capacity(doc.text.len() * 12 + 64);
    comment(&mut out, "newdoc id", id);
    let mut entities = doc.entities.iter().copied().peekable();
    for (number, sentence) in (1..).zip(&doc.sentences) {
        if number > 1 {
            out.push('\n');
        }
        comment(&mut out, "sent_id", &format!("{id}-{number}"));
        comment(&mut out, "text", doc.span(sentence.clone()));
        for index in sentence.clone() {
            while entities.next_if(|entity| entity.end <= index).is_some() {}
            let entity = entities.peek().filter(|entity| entity.start <= index);
            row(&mut out, doc, sentence, index, entity);
        }
    }
    out.push('\n');
    out
}

fn comment(out: &mut String, key: &str, value: &str) {
    out.push_str("# ");
    out.push_str(key);
    out.push_str(" = ");
    escape_into(out, value, Space::Keep);
    out.push('\n');
}

/// One token's line.
fn row(out: &mut String, doc: &Doc, sentence: &Range<u32>, index: u32, entity: Option<&Entity>) {
    let token = &doc.tokens[index as usize];
    let id = index - sentence.start + 1;
    let head = if token.head == index { 0 } else { token.head - sentence.start + 1 };
    push(out, format_args!("{id}\t"));
    escape_into(out, doc.word(index), Space::Escape);
    out.push('\t');
    lemma(out, &token.lemma);
    let morph = if token.morph.is_empty() { "_" } else { &token.morph };
    let (pos, tag, dep) = (token.pos, token.tag, token.dep);
    push(out, format_args!("\t{pos}\t{tag}\t{morph}\t{head}\t{dep}\t_\t"));
    misc(out, token, index, entity);
    out.push('\n');
}

fn lemma(out: &mut String, lemma: &str) {
    match lemma {
        "" => out.push('_'),
        "_" => push_code(out, '_'),
        _ => escape_into(out, lemma, Space::Escape),
    }
}

fn misc(out: &mut String, token: &Token, index: u32, entity: Option<&Entity>) {
    push(out, format_args!("Start={}|End={}", token.start, token.end));
    if let Some(entity) = entity {
        let place = if entity.start == index { 'B' } else { 'I' };
        push(out, format_args!("|NER={place}-{}", entity.kind));
    }
    if !token.space_after {
        out.push_str("|SpaceAfter=No");
    }
}

fn push(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("writing to a string cannot fail");
}
