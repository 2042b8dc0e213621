//! Whom descriptions, pronouns, offices, states and bodies mean, in sentences of many regions and
//! years.

mod bodies;
mod nominals;
mod offices;
mod pronouns;
mod states;
mod strangers;

use super::testing;
use crate::nouns::Mention;

/// The mentions of a text published on a day; after `@` the day may give whose voice it is.
fn read(text: &str, day: &str) -> Vec<Mention> {
    let (day, side) = day.split_once('@').map_or((day, None), |(day, side)| (day, Some(side)));
    testing::read(text, day, side)
}

/// What a mention means: its actor's id (that of this text without the text's own part), or those
/// of its members joined by " + ".
fn meant(mention: &Mention) -> String {
    let own = &mention.document.as_str()[..8];
    let plain = |id: &str| id.replace(&format!(":{own}"), "");
    match mention.members.as_slice() {
        [] => mention.actor.as_ref().map_or(String::new(), |id| plain(id.as_str())),
        members => {
            let mut ids: Vec<String> = members.iter().map(|id| plain(id.as_str())).collect();
            ids.sort();
            ids.join(" + ")
        }
    }
}

/// Checks whom words of a text mean: the first mention over the words, or the one numbered after
/// `#`; "" for nobody.
fn failures(text: &str, day: &str, wanted: &[(&str, &str)]) -> Vec<String> {
    let found = read(text, day);
    let mut failures = Vec::new();
    for (words, right) in wanted {
        let (words, number) = words
            .split_once('#')
            .map_or((*words, 1), |(words, number)| (words, number.parse().expect("a number")));
        let words = words.to_lowercase();
        let mut like = found.iter().filter(|m| m.text.to_lowercase() == words);
        let meaning = like.nth(number - 1).map(meant).unwrap_or_default();
        if meaning != *right {
            let all: Vec<String> =
                found.iter().map(|m| format!("{} = {}", m.text, meant(m))).collect();
            failures.push(format!(
                "{words:?}#{number} is {meaning:?}, not {right:?}\n  in {text}\n  {}",
                all.join("; ")
            ));
        }
    }
    failures
}

/// One text with its day and whom its words mean.
type Case<'a> = (&'a str, &'a str, &'a [(&'a str, &'a str)]);

fn check(cases: &[Case<'_>]) {
    let failed: Vec<String> =
        cases.iter().flat_map(|(text, day, wanted)| failures(text, day, wanted)).collect();
    assert!(failed.is_empty(), "{} wrong:\n{}", failed.len(), failed.join("\n"));
}
