//! Whether a short text holds a finite verb, without a parser: auxiliaries, irregular pasts, and
//! common verbs of news by their endings. It only has to tell headlines from labels.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

fn set(words: &'static str) -> FxHashSet<&'static str> {
    words.split_whitespace().collect()
}

/// Forms that are finite, or almost always so in news.
static FINITE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    set("am are aren't became began broke brought built bought came can can't cannot chose could \
    did didn't does doesn't don't drew fell felt flew found gave got grew had has have heard \
    held is isn't kept knew laid led left lost made may meant met might must paid rose said \
    sat saw says sent shall should shook sold sought spent spoke stood struck swore taught \
    thought told took understood was wasn't went were will withdrew won won't would wrote")
});

/// Common verbs of news in their base form; `-s` and `-es` after them count as finite.
static NEWS_VERBS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    set("accept accuse affirm agree announce appeal appoint approve arrive ask attend back become \
    begin bid bring call chair claim condemn confirm congratulate continue create cut decline \
    defend demand deny depart discuss end expand expect express face fall get give go grant \
    greet hail help hold host initiate insist invite join keep launch lead leave make mark \
    meet mourn name need offer open pay pledge praise promise propose push reaffirm receive \
    reinforce reject remain rise say see seek send set shake show sign speak start stress \
    strengthen summon support take talk tell thank threaten urge vow want warn welcome win \
    withdraw write")
});

/// Words before an `-ed` form that make it a participle ("the wanted man", "most visited").
static BEFORE_PARTICIPLE: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    set("a an and as be been being by for from in its most newly not of on or our recently the \
    their to with your")
});

/// Whether a text seems to hold a finite verb.
pub(super) fn seem_finite(text: &str) -> bool {
    let mut before = String::new();
    let words = text.split_whitespace().map(|word| {
        word.trim_matches(|c: char| !c.is_alphanumeric()).replace('\u{2019}', "'").to_lowercase()
    });
    for word in words.filter(|word| !word.is_empty()) {
        if FINITE.contains(word.as_str())
            || (!before.is_empty() && (is_third_person(&word) || is_past(&word, &before)))
        {
            return true;
        }
        before = word;
    }
    false
}

fn is_third_person(word: &str) -> bool {
    let known = |base: &str| NEWS_VERBS.contains(base);
    let ies = word.strip_suffix("ies").is_some_and(|stem| known(&format!("{stem}y")));
    ies || word.strip_suffix("es").is_some_and(known) || word.strip_suffix('s').is_some_and(known)
}

fn is_past(word: &str, before: &str) -> bool {
    let regular = word.len() >= 5 && word.ends_with("ed") && !word.ends_with("eed");
    regular && !BEFORE_PARTICIPLE.contains(before)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_have_verbs_and_labels_have_none() {
        for text in ["Minister Visited Lyon", "Envoys meets rivals", "He didn\u{2019}t come"] {
            assert!(seem_finite(text), "{text}");
        }
        for text in ["Linked Stories", "The Most Visited Pages", "Write your remark here!"] {
            assert!(!seem_finite(text), "{text}");
        }
    }
}
