//! The words of `codebook/verdicts.md` as sets of stems.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::words::{self, stem};
use crate::codebook::{bullets, items, section};

const PAGE: &str = include_str!("../../../../codebook/verdicts.md");

/// Everything the page holds in lists.
pub(super) struct Rules {
    /// Words that deny.
    pub(super) not: BTreeSet<String>,
    /// Words that, denied, say that something was not dealt with.
    pub(super) dealt: BTreeSet<String>,
    /// Words that, denied, say that nothing came of it.
    pub(super) outcome: BTreeSet<String>,
    /// Phrases that deny by themselves, lower case.
    pub(super) otherwise: Vec<String>,
    /// Words for those who take part.
    pub(super) actors: BTreeSet<String>,
    /// Words that tell something as dealt with or done.
    pub(super) asserts: BTreeSet<String>,
    /// Words that bring up a subject.
    pub(super) subjects: BTreeSet<String>,
    /// Words of courtesy.
    pub(super) courtesies: BTreeSet<String>,
    /// Words of the guests' day: coming and going, who is told of it afterwards.
    pub(super) programme: BTreeSet<String>,
    /// Words most accounts hold.
    pub(super) common: BTreeSet<String>,
    /// The word that stands for others, by stem.
    same: BTreeMap<String, Vec<String>>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let part = |heading: &str| {
        let text = PAGE.split_once(&format!("\n### {heading}\n")).map_or("", |(_, rest)| rest);
        text.split("\n#").next().unwrap_or_default().to_owned()
    };
    // The list is the last line of its part.
    let list = |text: &str| text.trim().lines().last().unwrap_or_default().to_owned();
    let stems = |text: &str| items(&list(text)).iter().map(|w| stem(w)).collect::<BTreeSet<_>>();
    let mut same: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in bullets(section(PAGE, "Same")) {
        let words = items(&row);
        let Some(head) = words.first() else { continue };
        for word in &words {
            let heads = same.entry(stem(word)).or_default();
            heads.push(format!("={head}"));
            heads.dedup();
        }
    }
    Rules {
        not: items(&list(&part("Not"))).iter().map(|w| words::fold_word(w)).collect(),
        dealt: stems(&part("Dealt with")),
        outcome: stems(&part("Come of it")),
        otherwise: items(&list(&part("Denied otherwise"))),
        actors: items(&list(section(PAGE, "Actors"))).into_iter().collect(),
        asserts: stems(section(PAGE, "Asserts")),
        subjects: stems(section(PAGE, "Subjects")),
        courtesies: stems(section(PAGE, "Courtesies")),
        programme: stems(section(PAGE, "Programme")),
        common: stems(section(PAGE, "Common")),
        same,
    }
});

impl Rules {
    /// The rules this program was built with.
    pub(super) fn get() -> &'static Self {
        &RULES
    }

    /// The concepts a stem stands for: those of its rows, else the stem itself.
    pub(super) fn concepts<'s>(&'s self, stem: &'s str) -> impl Iterator<Item = &'s str> {
        let rows = self.same.get(stem);
        let own = rows.is_none().then_some(stem);
        rows.into_iter().flatten().map(String::as_str).chain(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_the_page_is_read() {
        let rules = Rules::get();
        for list in [&rules.not, &rules.dealt, &rules.outcome, &rules.asserts, &rules.subjects] {
            assert!(list.len() > 10);
        }
        assert!(rules.courtesies.len() > 10 && rules.programme.len() > 10);
        assert!(rules.common.len() > 100);
        assert!(rules.otherwise.len() > 10 && rules.same.len() > 50);
    }
}
