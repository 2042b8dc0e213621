//! Series: the name by which a voice counts the encounter among others of its sort ("the sixteenth
//! round of the ministerial talks", "annual consultations").

use std::sync::LazyLock;

use super::lists::{List, list};
use super::voice::Voice;
use super::words::{Word, is_function, words};
use crate::nouns::Part;
use crate::numerals::ordinal;

const PAGE: &str = include_str!("../../../../codebook/verdicts/series.md");

/// The lists of the page.
struct Lists {
    rounds: List,
    regular: List,
    ends: List,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists {
    rounds: list(PAGE, "Rounds"),
    regular: list(PAGE, "Regular"),
    ends: list(PAGE, "Ends"),
});

/// Words between an ordinal and the word for one of a series, at most.
const REACH: usize = 5;

/// The name of the series as told: that of the earliest voice of weight that tells one with a
/// number, else without.
pub(super) fn series(voices: &[Voice<'_>]) -> Option<String> {
    let told: Vec<(bool, String)> =
        voices.iter().filter(|v| v.part != Part::Reference).flat_map(told).collect();
    let numbered = told.iter().find(|(numbered, _)| *numbered);
    numbered.or(told.first()).map(|(_, name)| name.clone())
}

/// The names a voice tells in the sentences that hold its words of contact.
fn told(voice: &Voice<'_>) -> Vec<(bool, String)> {
    let document = voice.telling.document;
    let holds = |range: &[u32; 2], byte: u32| (range[0]..range[1]).contains(&byte);
    let own = |range: &&[u32; 2]| voice.account.evidence.iter().any(|e| holds(range, e.start));
    let sentences = document.sentences.iter().filter(own);
    let name = |range: &[u32; 2]| {
        let text = document.text.get(range[0] as usize..range[1] as usize)?;
        let (numbered, from, to) = name(&words(text, 0))?;
        Some((numbered, text.get(from as usize..to as usize)?.replace('\n', " ")))
    };
    sentences.filter_map(name).collect()
}

/// Whether a name has a number, and its bytes: the first of a sentence.
fn name(words: &[Word]) -> Option<(bool, u32, u32)> {
    (0..words.len()).find_map(|at| {
        let texts: Vec<&str> = words[at..].iter().take(2).map(|w| w.text.as_str()).collect();
        let (numbered, used) = match ordinal(&texts) {
            Some((number, used)) if number > 1 => (true, used),
            _ if words[at].is_on(&LISTS.regular) => (false, 1),
            _ => return None,
        };
        let after = &words[at + used..];
        let round = after
            .iter()
            .take(REACH)
            .take_while(|w| !w.after_stop && !is_function(&w.text))
            .position(|w| w.is_on(&LISTS.rounds))?;
        let last = at + used + round + of_what(&after[round + 1..]);
        Some((numbered, words[at].bytes.start, words[last].bytes.end))
    })
}

/// How many words after "round" tell of what: "of the ministerial talks of the two".
fn of_what(after: &[Word]) -> usize {
    const MOST: usize = 8;
    let opens = after.first().is_some_and(|w| w.text == "of" && !w.after_stop);
    if !opens {
        return 0;
    }
    let inside = |w: &Word| {
        let joins = matches!(w.text.as_str(), "of" | "the" | "and" | "on" | "for");
        !w.after_stop && (joins || !(is_function(&w.text) || w.is_on(&LISTS.ends)))
    };
    let length = after.iter().take(MOST).take_while(|w| inside(w)).count();
    let trailing = after[..length].iter().rev().take_while(|w| is_function(&w.text)).count();
    length - trailing
}

#[cfg(test)]
mod tests {
    use super::super::testing::holds;
    use super::*;

    #[test]
    fn every_example_has_its_name() {
        holds(PAGE, |text| {
            let found = name(&words(text, 0));
            found.map_or("", |(_, from, to)| &text[from as usize..to as usize]).to_owned()
        });
    }
}
