//! Reading.

use smol_str::SmolStr;
use thiserror::Error;

use super::escape::unescape;
use crate::doc::{Doc, Entity, Token};
use crate::labels::{Dep, EntityKind, Pos, Tag};

/// Columns of a token's line.
const COLUMNS: usize = 10;

/// Why a text is not the CoNLL-U of one parsed text.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {reason}")]
pub struct ConlluError {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub reason: String,
}

/// Identifier and parsed text of a CoNLL-U file, as [`write`](super::write()) gives it. Offsets in
/// MISC may be missing, but not wrong; `# text` is not looked at, for the forms say the same.
pub fn read(conllu: &str) -> Result<(String, Doc), ConlluError> {
    let mut reader = Reader::default();
    for (number, line) in (1..).zip(conllu.lines()) {
        reader.line(line).map_err(|reason| ConlluError { line: number, reason })?;
    }
    let last = conllu.lines().count();
    reader.end_sentence().map_err(|reason| ConlluError { line: last, reason })?;
    Ok((reader.id, reader.doc))
}

#[derive(Default)]
struct Reader {
    id: String,
    doc: Doc,
    /// First token of the sentence being read.
    first: u32,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if line.is_empty() {
            return self.end_sentence();
        }
        if let Some(id) = line.strip_prefix("# newdoc id = ") {
            self.id = unescape(id).ok_or("an unknown escape in the identifier")?;
        }
        if line.starts_with('#') { Ok(()) } else { self.token(line) }
    }

    fn token(&mut self, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let columns: [&str; COLUMNS] = columns.try_into().map_err(|found: Vec<_>| {
            format!("{COLUMNS} columns expected, {} found", found.len())
        })?;
        let [id, form, lemma, pos, tag, morph, head, dep, _, misc] = columns;
        let index = self.doc.tokens.len() as u32;
        if id.parse() != Ok(index - self.first + 1) {
            return Err(format!("token {} expected, {id:?} found", index - self.first + 1));
        }
        let form = unescape(form).filter(|f| !f.is_empty()).ok_or("a form that is no text")?;
        let lemma = if lemma == "_" { Some(String::new()) } else { unescape(lemma) };
        let start = self.doc.text.len() as u32;
        self.doc.text.push_str(&form);
        let end = self.doc.text.len() as u32;
        let space_after = self.misc(misc, start, end)?;
        self.doc.text.push_str(if space_after { " " } else { "" });
        self.doc.tokens.push(Token {
            start,
            end,
            space_after,
            lemma: lemma.ok_or("an unknown escape in the lemma")?.into(),
            pos: Pos::from_name(pos).ok_or_else(|| unknown("part of speech", pos))?,
            tag: Tag::from_name(tag).ok_or_else(|| unknown("tag", tag))?,
            morph: if morph == "_" { SmolStr::default() } else { SmolStr::new(morph) },
            head: self.head(head, index)?,
            dep: Dep::from_name(dep).ok_or_else(|| unknown("relation", dep))?,
            sent_start: index == self.first,
        });
        Ok(())
    }

    /// A head as an index into the text; whether it exists is seen at the end of the sentence.
    fn head(&self, head: &str, index: u32) -> Result<u32, String> {
        match head.parse::<u32>() {
            Ok(0) => Ok(index),
            Ok(head) => self.first.checked_add(head - 1).ok_or_else(|| unknown("head", "too far")),
            Err(_) => Err(unknown("head", head)),
        }
    }

    /// Takes the entity from MISC and says whether a space follows.
    fn misc(&mut self, misc: &str, start: u32, end: u32) -> Result<bool, String> {
        let mut space_after = true;
        for field in misc.split('|') {
            match field.split_once('=') {
                Some(("SpaceAfter", "No")) => space_after = false,
                Some(("NER", label)) => self.entity(label)?,
                Some(("Start", at)) if at.parse() != Ok(start) => return Err(shifted(at, start)),
                Some(("End", at)) if at.parse() != Ok(end) => return Err(shifted(at, end)),
                _ => {}
            }
        }
        Ok(space_after)
    }

    /// Starts an entity at the token being read, or lets the last one go on.
    fn entity(&mut self, label: &str) -> Result<(), String> {
        let start = self.doc.tokens.len() as u32;
        let (place, kind) = label.split_once('-').ok_or_else(|| unknown("entity", label))?;
        let kind = EntityKind::from_name(kind).ok_or_else(|| unknown("entity", label))?;
        let open = self.doc.entities.last_mut().filter(|e| e.end == start && e.kind == kind);
        match (place, open) {
            ("B", _) => self.doc.entities.push(Entity { start, end: start + 1, kind }),
            ("I", Some(open)) => open.end += 1,
            _ => return Err(format!("{label} goes on with no such entity")),
        }
        Ok(())
    }

    fn end_sentence(&mut self) -> Result<(), String> {
        let end = self.doc.tokens.len() as u32;
        if end == self.first {
            return Ok(());
        }
        let tokens = &self.doc.tokens[self.first as usize..];
        if tokens.iter().any(|token| token.head >= end) {
            return Err("a head lies beyond the sentence".to_owned());
        }
        self.doc.sentences.push(self.first..end);
        self.first = end;
        Ok(())
    }
}

fn unknown(what: &str, name: &str) -> String {
    format!("unknown {what} {name:?}")
}

fn shifted(found: &str, at: u32) -> String {
    format!("the forms put at byte {at} what the line puts at {found}")
}
