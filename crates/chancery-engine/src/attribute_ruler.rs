//! From tag, word and dependency to part of speech, morphology and, for some words, the lemma.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use smol_str::SmolStr;

use crate::doc::Token;
use crate::labels::{Dep, Pos, Tag};
use crate::lexeme::{is_space, lower};

/// One rule of `attribute_ruler.json`.
#[derive(Debug, Deserialize)]
struct RuleData {
    tokens: Vec<ConditionData>,
    index: usize,
    set: AssignmentData,
}

/// What one token must be; absent fields hold for every token.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ConditionData {
    lower: Option<Vec<SmolStr>>,
    tag: Option<Vec<String>>,
    tag_not: Vec<String>,
    dep: Option<Vec<String>>,
    dep_not: Vec<String>,
    is_space: Option<bool>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct AssignmentData {
    pos: Option<String>,
    morph: Option<SmolStr>,
    lemma: Option<SmolStr>,
    tag: Option<String>,
    dep: Option<String>,
}

/// What one token must be, with sets of labels as bits.
#[derive(Debug)]
struct Condition {
    /// Lower-cased words, any of them; empty for every word.
    lower: Vec<SmolStr>,
    tags: u64,
    deps: u64,
    is_space: Option<bool>,
}

/// What a rule sets on its token.
#[derive(Debug)]
struct Assignment {
    pos: Option<Pos>,
    morph: Option<SmolStr>,
    lemma: Option<SmolStr>,
    tag: Option<Tag>,
    dep: Option<Dep>,
}

#[derive(Debug)]
struct Rule {
    conditions: Vec<Condition>,
    /// Which of the tokens matched is changed.
    index: usize,
    assignment: Assignment,
}

/// The rules, found by the tag or the word of their first token.
#[derive(Debug)]
pub(crate) struct AttributeRuler {
    rules: Vec<Rule>,
    /// By tag, rules that hold for any word.
    by_tag: Vec<Vec<u16>>,
    /// By lower-cased word, rules that ask for it.
    by_word: FxHashMap<SmolStr, Vec<u16>>,
    /// Bytes of the longest word of `by_word`.
    longest_word: usize,
}

impl AttributeRuler {
    /// Reads `attribute_ruler.json`; fails if it is not in its format or sets an unknown label.
    pub(crate) fn new(json: &str) -> Result<Self, String> {
        let data: Vec<RuleData> = serde_json::from_str(json).map_err(|error| error.to_string())?;
        let rules = data.into_iter().map(rule).collect::<Result<Vec<_>, _>>()?;
        let mut by_tag = vec![Vec::new(); Tag::ALL.len()];
        let mut by_word: FxHashMap<SmolStr, Vec<u16>> = FxHashMap::default();
        for (id, rule) in (0u16..).zip(&rules) {
            let first = &rule.conditions[0];
            for word in &first.lower {
                by_word.entry(word.clone()).or_default().push(id);
            }
            if first.lower.is_empty() {
                let tags = Tag::ALL.iter().filter(|&&tag| first.tags >> tag as u64 & 1 == 1);
                tags.for_each(|&tag| by_tag[tag as usize].push(id));
            }
        }
        let longest_word = by_word.keys().map(SmolStr::len).max().unwrap_or(0);
        Ok(Self { rules, by_tag, by_word, longest_word })
    }

    /// Sets part of speech and morphology of every token, and the lemma where a rule knows it
    /// (elsewhere it is left empty); tags and dependencies must be there, and are made those of
    /// white space on white space.
    pub(crate) fn apply(&self, text: &str, tokens: &mut [Token]) {
        let mut matches = Vec::with_capacity(tokens.len() * 2);
        for start in 0..tokens.len() {
            self.match_from(text, tokens, start, &mut matches);
        }
        // Later rules are stronger.
        matches.sort_unstable();
        for token in &mut *tokens {
            (token.pos, token.morph, token.lemma) =
                (Pos::X, SmolStr::default(), SmolStr::default());
        }
        for (id, start) in matches {
            let rule = &self.rules[id as usize];
            rule.assignment.apply(&mut tokens[start as usize + rule.index]);
        }
    }

    /// Adds the rules that match at a token, each with that token.
    fn match_from(&self, text: &str, tokens: &[Token], start: usize, found: &mut Vec<(u16, u32)>) {
        let token = &tokens[start];
        let word = word(text, token);
        // Most words are longer than any that a rule names.
        let short = !word.is_ascii() || word.len() <= self.longest_word;
        let by_word = short.then(|| self.by_word.get(&lower(word))).flatten();
        let candidates =
            self.by_tag[token.tag as usize].iter().chain(by_word.into_iter().flatten());
        for &id in candidates {
            let conditions = &self.rules[id as usize].conditions;
            let window = tokens.get(start..start + conditions.len());
            let holds = window.is_some_and(|w| {
                conditions.iter().zip(w).enumerate().all(|(i, (condition, token))| {
                    condition.holds(text, token) && (i == 0 || condition.holds_word(text, token))
                })
            });
            if holds {
                found.push((id, start as u32));
            }
        }
    }
}

fn word<'a>(text: &'a str, token: &Token) -> &'a str {
    &text[token.start as usize..token.end as usize]
}

impl Condition {
    /// Whether labels and white space are as asked; the word is not looked at.
    fn holds(&self, text: &str, token: &Token) -> bool {
        self.tags >> token.tag as u64 & 1 == 1
            && self.deps >> token.dep as u64 & 1 == 1
            && self.is_space.is_none_or(|space| word(text, token).starts_with(is_space) == space)
    }

    /// Whether the word is one of those asked for.
    fn holds_word(&self, text: &str, token: &Token) -> bool {
        self.lower.is_empty() || self.lower.contains(&lower(word(text, token)))
    }
}

impl Assignment {
    fn apply(&self, token: &mut Token) {
        token.pos = self.pos.unwrap_or(token.pos);
        token.tag = self.tag.unwrap_or(token.tag);
        token.dep = self.dep.unwrap_or(token.dep);
        if let Some(morph) = &self.morph {
            token.morph = morph.clone();
        }
        if let Some(lemma) = &self.lemma {
            token.lemma = lemma.clone();
        }
    }
}

fn rule(data: RuleData) -> Result<Rule, String> {
    if data.index >= data.tokens.len() {
        return Err("a ruler rule changes a token that it does not match".to_owned());
    }
    let label = |name: &str| format!("unknown label {name:?} in a ruler rule");
    let set = data.set;
    let assignment = Assignment {
        pos: set.pos.map(|n| Pos::from_name(&n).ok_or_else(|| label(&n))).transpose()?,
        morph: set.morph,
        lemma: set.lemma,
        tag: set.tag.map(|n| Tag::from_name(&n).ok_or_else(|| label(&n))).transpose()?,
        dep: set.dep.map(|n| Dep::from_name(&n).ok_or_else(|| label(&n))).transpose()?,
    };
    let conditions = data.tokens.into_iter().map(condition).collect();
    Ok(Rule { conditions, index: data.index, assignment })
}

fn condition(data: ConditionData) -> Condition {
    let tag = |name: &String| Tag::from_name(name).map(|tag| tag as u64);
    let dep = |name: &String| Dep::from_name(name).map(|dep| dep as u64);
    Condition {
        lower: data.lower.unwrap_or_default(),
        tags: label_set(data.tag.as_deref(), &data.tag_not, tag),
        deps: label_set(data.dep.as_deref(), &data.dep_not, dep),
        is_space: data.is_space,
    }
}

/// Labels allowed and not forbidden, as bits. The rules name some labels that the nets never give;
/// those drop out.
fn label_set(
    allowed: Option<&[String]>,
    forbidden: &[String],
    bit: impl Fn(&String) -> Option<u64>,
) -> u64 {
    let bits = |names: &[String]| names.iter().filter_map(&bit).fold(0, |set, b| set | 1 << b);
    allowed.map_or(u64::MAX, bits) & !bits(forbidden)
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = include_str!("../../../models/en/attribute_ruler.json");

    fn token(start: u32, end: u32, tag: Tag, dep: Dep) -> Token {
        Token {
            start,
            end,
            space_after: false,
            lemma: "left over".into(),
            pos: Pos::Adj,
            tag,
            morph: SmolStr::default(),
            head: 0,
            dep,
            sent_start: false,
        }
    }

    #[test]
    fn words_tags_and_neighbours_decide() {
        let text = "She ai n't it\n";
        let mut tokens = [
            token(0, 3, Tag::Prp, Dep::Nsubj),
            token(4, 6, Tag::Vbz, Dep::Aux),
            token(7, 10, Tag::Rb, Dep::Neg),
            token(11, 13, Tag::Prp, Dep::Dobj),
            token(13, 14, Tag::Nn, Dep::Punct),
        ];
        AttributeRuler::new(DATA).unwrap().apply(text, &mut tokens);
        let pos = tokens.each_ref().map(|t| t.pos);
        assert_eq!(pos, [Pos::Pron, Pos::Aux, Pos::Part, Pos::Pron, Pos::Space]);
        let lemma = tokens.each_ref().map(|t| t.lemma.as_str());
        assert_eq!(lemma, ["she", "be", "not", "it", ""]);
        assert!(tokens[3].morph.starts_with("Case=Acc"));
        assert_eq!((tokens[4].tag, tokens[4].dep), (Tag::Space, Dep::Unlabelled));
    }

    #[test]
    fn every_tag_has_a_part_of_speech() {
        let ruler = AttributeRuler::new(DATA).unwrap();
        for &tag in Tag::ALL {
            let sets = |id: &u16| ruler.rules[*id as usize].assignment.pos.is_some();
            assert!(ruler.by_tag[tag as usize].iter().any(sets), "{tag}");
        }
        assert!(AttributeRuler::new("[{}]").is_err());
    }
}
