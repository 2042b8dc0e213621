//! The tricky sentences, held against what spaCy makes of them.

use serde::Deserialize;

use crate::attribute_ruler::AttributeRuler;
use crate::doc::Token;
use crate::labels::{Dep, Pos, Tag};
use crate::lemmatizer::Lemmatizer;
use crate::tokenizer::{RawToken, Tokenizer};

#[derive(Deserialize)]
struct Sentence {
    text: String,
    tokens: Vec<Row>,
}

/// Start, end, space after; orth, norm, prefix, suffix, shape; tag, relation, part of speech,
/// lemma, morphology.
type Row = (u32, u32, bool, u64, u64, u64, u64, u64, String, String, String, String, String);

fn sentences() -> Vec<Sentence> {
    let lines = include_str!("../tests/golden/expected.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn labelled(raw: &RawToken, row: &Row) -> Token {
    Token {
        start: raw.start,
        end: raw.end,
        space_after: raw.space_after,
        lemma: "".into(),
        pos: Pos::X,
        tag: Tag::from_name(&row.8).unwrap(),
        morph: "".into(),
        head: 0,
        dep: Dep::from_name(&row.9).unwrap(),
        sent_start: false,
    }
}

#[test]
fn tokens_and_their_ids_are_spacys() {
    let tokenizer = Tokenizer::new(
        include_str!("../../../models/en/tokenizer.json"),
        include_str!("../../../models/en/lexeme_norm.tsv"),
    )
    .unwrap();
    for Sentence { text, tokens } in sentences() {
        let found = tokenizer.tokenize(&text);
        let words = found.iter().map(|t| &text[t.start as usize..t.end as usize]);
        let expected = tokens.iter().map(|t| &text[t.0 as usize..t.1 as usize]);
        assert_eq!(words.collect::<Vec<_>>(), expected.collect::<Vec<_>>());
        for (t, e) in found.iter().zip(&tokens) {
            let ids = (t.start, t.end, t.space_after, t.orth, t.norm, t.prefix, t.suffix, t.shape);
            assert_eq!(ids, (e.0, e.1, e.2, e.3, e.4, e.5, e.6, e.7), "{text}");
        }
    }
}

#[test]
fn parts_of_speech_and_lemmas_are_spacys() {
    let tokenizer = Tokenizer::new(
        include_str!("../../../models/en/tokenizer.json"),
        include_str!("../../../models/en/lexeme_norm.tsv"),
    )
    .unwrap();
    let ruler =
        AttributeRuler::new(include_str!("../../../models/en/attribute_ruler.json")).unwrap();
    let lemmatizer = Lemmatizer::new(include_str!("../../../models/en/lemmas.txt")).unwrap();
    for Sentence { text, tokens: rows } in sentences() {
        let raw = tokenizer.tokenize(&text);
        let mut tokens: Vec<Token> = raw.iter().zip(&rows).map(|(t, r)| labelled(t, r)).collect();
        ruler.apply(&text, &mut tokens);
        lemmatizer.apply(&text, &mut tokens);
        for (token, row) in tokens.iter().zip(&rows) {
            let found = (token.pos.as_str(), token.lemma.as_str(), token.morph.as_str());
            assert_eq!(found, (row.10.as_str(), row.11.as_str(), row.12.as_str()), "{text}");
        }
    }
}
