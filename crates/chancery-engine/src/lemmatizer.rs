//! Base forms by exceptions, suffix rules and an index of known words (drawn from WordNet 3.0,
//! whose notice stands in `models/en/LICENSE-WordNet`).
//!
//! The lemma depends on nothing but word, part of speech and morphology. That is why the original's
//! cache, keyed by these three, needs no counterpart here.

use rustc_hash::{FxHashMap, FxHashSet};
use smol_str::SmolStr;

use crate::doc::Token;
use crate::labels::Pos;
use crate::lexeme::{is_alpha, lower};

/// What is known of one part of speech.
#[derive(Debug, Default)]
struct Table {
    /// Suffix and what replaces it, in order.
    rules: Vec<(SmolStr, SmolStr)>,
    exceptions: FxHashMap<SmolStr, Vec<SmolStr>>,
    index: FxHashSet<SmolStr>,
}

/// The rule lemmatiser.
#[derive(Debug, Default)]
pub(crate) struct Lemmatizer {
    noun: Table,
    verb: Table,
    adj: Table,
    adv: Table,
    punct: Table,
}

/// Which part of a table a section of the data holds.
#[derive(Debug, Clone, Copy)]
enum Section {
    Rules,
    Exceptions,
    Index,
}

impl Lemmatizer {
    /// Reads `lemmas.txt`: sections `= rules noun`, then a line an entry, fields tab-separated.
    /// Fails on an unknown section or a rule that is no pair.
    pub(crate) fn new(data: &str) -> Result<Self, String> {
        let mut lemmatizer = Self::default();
        let (mut section, mut table) = (Section::Index, None);
        for line in data.lines() {
            if let Some(header) = line.strip_prefix("= ") {
                let (kind, pos) = header.split_once(' ').ok_or("a section without a name")?;
                section = section_kind(kind)?;
                table = Some(lemmatizer.table_named(pos)?);
                continue;
            }
            table.as_mut().ok_or("an entry before the first section")?.add(section, line)?;
        }
        Ok(lemmatizer)
    }

    fn table_named(&mut self, pos: &str) -> Result<&mut Table, String> {
        match pos {
            "noun" => Ok(&mut self.noun),
            "verb" => Ok(&mut self.verb),
            "adj" => Ok(&mut self.adj),
            "adv" => Ok(&mut self.adv),
            "punct" => Ok(&mut self.punct),
            _ => Err(format!("no lemma table is named {pos:?}")),
        }
    }

    /// Sets the lemma of every token that has none yet; part of speech and morphology must be set.
    pub(crate) fn apply(&self, text: &str, tokens: &mut [Token]) {
        for token in tokens.iter_mut().filter(|token| token.lemma.is_empty()) {
            let word = &text[token.start as usize..token.end as usize];
            token.lemma = self.lemma(word, token.pos, &token.morph);
        }
    }

    /// Base form of a word.
    fn lemma(&self, word: &str, pos: Pos, morph: &str) -> SmolStr {
        if is_base_form(pos, morph) {
            return lower(word);
        }
        match pos {
            Pos::Noun => self.noun.lemma(word),
            Pos::Verb => self.verb.lemma(word),
            Pos::Adj => self.adj.lemma(word),
            Pos::Adv => self.adv.lemma(word),
            Pos::Punct => self.punct.lemma(word),
            Pos::Propn => SmolStr::new(word),
            _ => lower(word),
        }
    }
}

impl Table {
    fn add(&mut self, section: Section, line: &str) -> Result<(), String> {
        let mut fields = line.split('\t').map(SmolStr::new);
        let first = fields.next().unwrap_or_default();
        match section {
            Section::Rules => {
                let replacement = fields.next().ok_or("a lemma rule without a replacement")?;
                self.rules.push((first, replacement));
            }
            Section::Exceptions => {
                self.exceptions.insert(first, fields.collect());
            }
            Section::Index => {
                self.index.insert(first);
            }
        }
        Ok(())
    }

    /// The first of: the last exception, a known word that a rule leads to (the last such rule
    /// wins), what else is no plain word, an unknown word, the word itself.
    fn lemma(&self, word: &str) -> SmolStr {
        let string = lower(word);
        let mut forms: Vec<SmolStr> = Vec::new();
        let mut unknown = None;
        for (old, new) in &self.rules {
            let Some(stem) = string.strip_suffix(old.as_str()) else {
                continue;
            };
            let form = SmolStr::from_iter([stem, new]);
            if form.is_empty() {
                continue;
            }
            if self.index.contains(&form) {
                forms.insert(0, form);
            } else if !form.chars().all(is_alpha) {
                forms.push(form);
            } else {
                unknown.get_or_insert(form);
            }
        }
        for form in self.exceptions.get(&string).into_iter().flatten() {
            if !forms.contains(form) {
                forms.insert(0, form.clone());
            }
        }
        forms.into_iter().next().or(unknown).unwrap_or_else(|| SmolStr::new(word))
    }
}

fn section_kind(name: &str) -> Result<Section, String> {
    match name {
        "rules" => Ok(Section::Rules),
        "exceptions" => Ok(Section::Exceptions),
        "index" => Ok(Section::Index),
        _ => Err(format!("unknown lemma section {name:?}")),
    }
}

/// Whether the morphology says that the word is its own base form.
fn is_base_form(pos: Pos, morph: &str) -> bool {
    let feature = |name: &str| {
        morph.split('|').find_map(|f| f.strip_prefix(name).and_then(|rest| rest.strip_prefix('=')))
    };
    let is = |name: &str, value: &str| feature(name) == Some(value);
    if is("VerbForm", "Inf") || is("Degree", "Pos") {
        return true;
    }
    match pos {
        Pos::Noun => is("Number", "Sing"),
        Pos::Verb => is("VerbForm", "Fin") && is("Tense", "Pres") && feature("Number").is_none(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemma(word: &str, pos: Pos, morph: &str) -> SmolStr {
        let data = include_str!("../../../models/en/lemmas.txt");
        Lemmatizer::new(data).unwrap().lemma(word, pos, morph)
    }

    #[test]
    fn rules_exceptions_and_the_index_lead_to_the_base() {
        assert_eq!(lemma("Treaties", Pos::Noun, "Number=Plur"), "treaty");
        assert_eq!(lemma("mice", Pos::Noun, "Number=Plur"), "mouse");
        assert_eq!(lemma("met", Pos::Verb, "Tense=Past|VerbForm=Fin"), "meet");
        assert_eq!(lemma("signing", Pos::Verb, "Aspect=Prog|Tense=Pres|VerbForm=Part"), "sign");
        assert_eq!(lemma("higher", Pos::Adj, "Degree=Cmp"), "high");
        assert_eq!(lemma("“", Pos::Punct, "PunctSide=Ini|PunctType=Quot"), "\"");
    }

    #[test]
    fn base_forms_and_names_are_left_alone() {
        assert_eq!(lemma("Gas", Pos::Noun, "Number=Sing"), "gas");
        assert_eq!(lemma("bus", Pos::Noun, "Number=Sing"), "bus");
        assert_eq!(lemma("Philippines", Pos::Propn, "Number=Plur"), "Philippines");
        assert_eq!(lemma("These", Pos::Pron, ""), "these");
        assert_eq!(lemma("\n ", Pos::Space, ""), "\n ");
    }

    #[test]
    fn broken_data_is_refused() {
        for data in ["cat\n", "= index verbs\n", "= rules noun\nno pair\n", "= noun\n"] {
            assert!(Lemmatizer::new(data).is_err(), "{data:?}");
        }
    }
}
