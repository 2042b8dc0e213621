//! What single expressions come to. Sentences are our own; their parse is made by hand.

use chancery_engine::{Dep, Doc, Pos, Tag, Token};
use jiff::civil::date;

use super::*;
use crate::nouns::{
    Block, BlockKind, Document, DocumentId, DocumentKind, Moment, Published, PublishedBasis,
    Reading, ReadingId,
};

/// A parse in which every token hangs on one verb.
fn doc(text: &str, verb: &str, tag: Tag) -> Doc {
    let mut tokens: Vec<Token> = Vec::new();
    for piece in lex::pieces(text) {
        let word = &text[piece.start as usize..piece.end as usize];
        let is_verb = word == verb;
        tokens.push(Token {
            start: piece.start,
            end: piece.end,
            space_after: text[piece.end as usize..].starts_with(' '),
            lemma: word.to_lowercase().into(),
            pos: if is_verb { Pos::Verb } else { Pos::Noun },
            tag: if is_verb { tag } else { Tag::Nn },
            morph: "".into(),
            head: 0,
            dep: Dep::Unlabelled,
            sent_start: tokens.is_empty(),
        });
    }
    let head = tokens.iter().position(|t| t.pos == Pos::Verb).unwrap_or(0) as u32;
    tokens.iter_mut().for_each(|t| t.head = head);
    let sentences = vec![0..tokens.len() as u32];
    Doc { text: text.to_owned(), tokens, entities: Vec::new(), sentences }
}
