//! Coreference of events: which words of event, in one text or in many, tell one event.
//!
//! Two words are held to tell one event when they are forms of one word and their sentences are
//! about the same things; words of two texts, only if the texts are about the same things as
//! well. What a sentence is about is measured by its words of content, each weighed by how few
//! texts have it (cosine of TF-IDF vectors; Cybulska and Vossen 2015, "Bag of events", find
//! that a text's own company of words is the strongest sign there is).

use std::collections::{BTreeMap, BTreeSet};

/// Likeness of two sentences of one text from which they tell one event.
const SENTENCES_WITHIN: f64 = 0.1;
/// Likeness of two sentences of two texts.
const SENTENCES_ACROSS: f64 = 0.1;
/// Likeness of the two texts.
const TEXTS: f64 = 0.35;

/// A word of event and the words of content (lemmas) of its sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventWord {
    /// Number of the text, an index into the texts given with it.
    pub text: usize,
    /// Lemma of the word, in lower case.
    pub lemma: String,
    /// Lemmas of the words of content of its sentence.
    pub sentence: BTreeSet<String>,
}

/// Chains of events: for each word, the index of the first word of its chain. `texts` are the
/// lemmas of the words of content of each text. A function of the words as given: the order of
/// texts decides only which index names a chain.
pub fn chains(words: &[EventWord], texts: &[BTreeSet<String>]) -> Vec<usize> {
    let weights = Weights::of(texts);
    let mut chains: Vec<usize> = (0..words.len()).collect();
    let mut by_lemma: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, word) in words.iter().enumerate() {
        by_lemma.entry(&word.lemma).or_default().push(index);
    }
    let mut alike = BTreeMap::new();
    for same in by_lemma.values() {
        for (place, &one) in same.iter().enumerate() {
            for &other in &same[place + 1..] {
                let (a, b) = (&words[one], &words[other]);
                let within = a.text == b.text;
                let near = within
                    || *alike
                        .entry((a.text, b.text))
                        .or_insert_with(|| weights.cosine(&texts[a.text], &texts[b.text]) >= TEXTS);
                let enough = if within { SENTENCES_WITHIN } else { SENTENCES_ACROSS };
                if near && weights.cosine(&a.sentence, &b.sentence) >= enough {
                    join(&mut chains, one, other);
                }
            }
        }
    }
    (0..words.len()).map(|index| head(&chains, index)).collect()
}

/// Follows a chain to its first word.
fn head(chains: &[usize], mut index: usize) -> usize {
    while chains[index] != index {
        index = chains[index];
    }
    index
}

/// Makes two chains one, named by the first word of both.
fn join(chains: &mut [usize], one: usize, other: usize) {
    let (one, other) = (head(chains, one), head(chains, other));
    chains[one.max(other)] = one.min(other);
}

/// How much each word tells: the logarithm of texts by texts that have it.
struct Weights<'a> {
    squares: BTreeMap<&'a str, f64>,
}

impl<'a> Weights<'a> {
    fn of(texts: &'a [BTreeSet<String>]) -> Self {
        let mut counts: BTreeMap<&str, f64> = BTreeMap::new();
        for word in texts.iter().flatten() {
            *counts.entry(word).or_default() += 1.0;
        }
        let all = texts.len() as f64;
        let squares = counts.into_iter().map(|(word, n)| (word, (all / n).ln().powi(2)));
        Self { squares: squares.collect() }
    }

    /// Sum of squared weights.
    fn norm<'w>(&self, words: impl Iterator<Item = &'w String>) -> f64 {
        words.filter_map(|word| self.squares.get(word.as_str())).sum()
    }

    /// Cosine of two sets of words, 0 to 1; 0 where neither tells anything.
    fn cosine(&self, one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
        let shared = self.norm(one.intersection(other));
        let both = (self.norm(one.iter()) * self.norm(other.iter())).sqrt();
        if both == 0.0 { 0.0 } else { shared / both }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(words: &str) -> BTreeSet<String> {
        words.split(' ').map(str::to_owned).collect()
    }

    fn word(text: usize, lemma: &str, sentence: &str) -> EventWord {
        EventWord { text, lemma: lemma.to_owned(), sentence: set(sentence) }
    }

    /// Two texts on one treaty, one on a flood.
    fn texts() -> Vec<BTreeSet<String>> {
        vec![
            set("envoy sign treaty border oslo minister river"),
            set("envoy sign treaty border oslo king bridge"),
            set("flood river sign warn village rain dam"),
            set("football cup goal keeper team coach fan"),
        ]
    }

    #[test]
    fn one_event_told_in_two_texts_is_one_chain() {
        let words = [
            word(0, "sign", "envoy sign treaty oslo"),
            word(1, "sign", "envoy sign border treaty"),
            word(1, "visit", "king visit oslo"),
        ];
        assert_eq!(chains(&words, &texts()), [0, 0, 2]);
    }

    #[test]
    fn the_same_word_of_texts_about_other_things_is_another_event() {
        let words = [word(0, "sign", "envoy sign treaty oslo"), word(2, "sign", "river sign rain")];
        assert_eq!(chains(&words, &texts()), [0, 1]);
    }

    #[test]
    fn sentences_of_one_text_that_share_nothing_tell_two_events() {
        let words = [word(0, "sign", "envoy sign treaty"), word(0, "sign", "minister river")];
        assert_eq!(chains(&words, &texts()), [0, 1]);
    }

    #[test]
    fn chains_do_not_depend_on_the_order_of_words() {
        let words = [
            word(0, "sign", "envoy sign treaty oslo"),
            word(2, "sign", "river sign rain"),
            word(1, "sign", "envoy sign border treaty"),
        ];
        let turned: Vec<EventWord> = words.iter().rev().cloned().collect();
        let pairs = |chains: Vec<usize>| (chains[0] == chains[2], chains[0] == chains[1]);
        assert_eq!(pairs(chains(&words, &texts())), (true, false));
        let back: Vec<usize> = chains(&turned, &texts()).into_iter().rev().collect();
        assert_eq!(pairs(back), (true, false));
    }
}
