//! Equality with spaCy, token by token; gold is CoNLL-U written by spaCy from the same text.
//!
//! A gold token is equal if the engine has one at the same bytes. The other figures are shares of
//! the equal tokens: `heads` whose heads stand at the same bytes, `labels`, `tags` (with part of
//! speech and features), `lemmas`, and `entities` (kind and place in the entity).

use std::path::Path;

use anyhow::Context;
use chancery_engine::{Doc, Engine, EntityKind, Token, conllu};

use crate::report::Report;

/// Begins each text of a gold file.
const NEWDOC: &str = "# newdoc id = ";

/// What is compared of an equal token.
const FIELDS: [&str; 5] = ["heads", "labels", "tags", "lemmas", "entities"];

/// Compares the engine's reading of every gold text with spaCy's.
pub(crate) fn measure(gold: &Path, weights: Option<&Path>) -> anyhow::Result<Report> {
    let engine = match weights {
        None => Engine::english(),
        Some(path) => Engine::with_weights(read(path)?.leak())?,
    };
    let gold = String::from_utf8(read(gold)?).context("the gold is not UTF-8")?;
    let mut tally = Tally::default();
    for text in texts(&gold) {
        let (id, expected) = conllu::read(text)?;
        let found = engine.parse(&expected.text);
        tally.compare(&id, &expected, &found);
    }
    Ok(tally.report())
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// The texts of a gold file, each from its identifier up to the next.
fn texts(gold: &str) -> impl Iterator<Item = &str> {
    let mut rest = gold;
    std::iter::from_fn(move || {
        let start = rest.find(NEWDOC)?;
        let text = &rest[start..];
        let end = text[1..].find("\n# newdoc id = ").map_or(text.len(), |at| at + 2);
        rest = &text[end..];
        Some(&text[..end])
    })
}

#[derive(Default)]
struct Tally {
    tokens: usize,
    equal_tokens: usize,
    equal_fields: [usize; FIELDS.len()],
    errors: Vec<String>,
}

impl Tally {
    fn compare(&mut self, id: &str, expected: &Doc, found: &Doc) {
        self.tokens += expected.tokens.len();
        let mut others = found.tokens.iter().enumerate().peekable();
        for (index, token) in expected.tokens.iter().enumerate() {
            while others.next_if(|(_, other)| other.start < token.start).is_some() {}
            let other = others.next_if(|(_, other)| bytes(other) == bytes(token));
            let Some((other, _)) = other else {
                self.error(id, expected, index, "tokens", "another cut", "");
                continue;
            };
            self.equal_tokens += 1;
            let (gold, seen) = (fields(expected, index), fields(found, other));
            for (field, (gold, seen)) in gold.iter().zip(&seen).enumerate() {
                if gold == seen {
                    self.equal_fields[field] += 1;
                } else {
                    self.error(id, expected, index, FIELDS[field], gold, seen);
                }
            }
        }
    }

    /// One line: text, byte, word, what differs, spaCy's value, the engine's.
    fn error(&mut self, id: &str, doc: &Doc, index: usize, field: &str, gold: &str, seen: &str) {
        let (start, word) = (doc.tokens[index].start, doc.word(index as u32));
        self.errors.push(format!("{id}\t{start}\t{word:?}\t{field}\t{gold}\t{seen}"));
    }

    fn report(self) -> Report {
        let share = |part: usize, of: usize| part as f64 / of.max(1) as f64;
        let mut metrics = vec![("tokens", share(self.equal_tokens, self.tokens))];
        let shares = self.equal_fields.map(|equal| share(equal, self.equal_tokens));
        metrics.extend(FIELDS.into_iter().zip(shares));
        metrics.push(("n_tokens", self.tokens as f64));
        Report {
            suite: "parity",
            n: self.tokens,
            metrics,
            remarks: Vec::new(),
            errors: self.errors,
        }
    }
}

fn bytes(token: &Token) -> (u32, u32) {
    (token.start, token.end)
}

/// The values of [`FIELDS`].
fn fields(doc: &Doc, index: usize) -> [String; FIELDS.len()] {
    let token = &doc.tokens[index];
    let (start, end) = bytes(&doc.tokens[token.head as usize]);
    [
        format!("{start}-{end}"),
        token.dep.to_string(),
        format!("{} {} {}", token.tag, token.pos, token.morph),
        token.lemma.to_string(),
        entity(doc, index as u32).map_or("O".to_owned(), |(place, kind)| format!("{place}-{kind}")),
    ]
}

/// The entity that a token is in, and whether it begins it.
fn entity(doc: &Doc, token: u32) -> Option<(char, EntityKind)> {
    let entity = doc.entities.get(doc.entities.partition_point(|e| e.end <= token))?;
    (entity.start <= token).then_some((if entity.start == token { 'B' } else { 'I' }, entity.kind))
}

#[cfg(test)]
mod tests {
    use super::{Tally, texts};
    use chancery_engine::Engine;

    #[test]
    fn texts_are_cut_at_their_identifiers() {
        let gold = "# newdoc id = a\nx\n\n# newdoc id = b\n\n# newdoc id = c\ny\n";
        let found: Vec<&str> = texts(gold).collect();
        assert_eq!(found.len(), 3);
        assert_eq!(found.concat(), gold);
    }

    #[test]
    fn a_reading_equals_itself_and_nothing_else() {
        let engine = Engine::english();
        let doc = engine.parse("The envoy left Vienna on Monday.");
        let mut other = doc.clone();
        other.tokens[1].lemma = "envoys".into();
        let mut tally = Tally::default();
        tally.compare("a", &doc, &doc);
        assert!(tally.errors.is_empty());
        tally.compare("a", &doc, &other);
        assert_eq!(tally.errors, ["a\t4\t\"envoy\"\tlemmas\tenvoy\tenvoys"]);
    }
}
