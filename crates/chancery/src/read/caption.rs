//! Captions of pictures, by their form.

use std::sync::LazyLock;

use regex::Regex;
use rustc_hash::FxHashSet;

/// Marks of place in a picture: `(L)`, `(second from right)`, `left,`.
static PLACE: LazyLock<Regex> = LazyLock::new(|| {
    let form = r"\((?:[LRC]|(?i:left|right|cent(?:er|re)|top|bottom|front|(?:\w+ )?from (?:the )?(?:left|right)))\)|, (?:left|right|cent(?:er|re)), |(?i:^(?:from|clockwise from) (?:left|right|top)\b)";
    Regex::new(form).expect("a constant pattern")
});

/// A label of a picture at either end, or a credit in brackets at the end.
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let form = r"^(?i:(?:file )?photo|picture|image|caption)(?i: by| credit| courtesy)?\b ?[:/]|(?i:\(?\b(?:file )?(?:photo|picture|image)s?(?: credit)?(?: ?[:/] ?| by | courtesy )[^.]{2,60}\)?\.?)$|\((?:AP|AFP|[A-Z]{2,6}) (?:Photo|File)[^)]*\)$|^(?i:(?:file )?photo)s? by ";
    Regex::new(form).expect("a constant pattern")
});

/// Verbs in which captions show what is seen.
static SEEN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    "addresses arrive arrives attend attends delivers exchange exchanges greet greets holds is \
    are leave leaves listens looks meet meets pictured pose poses receives seen shake shakes \
    shaking sign signs sits speak speaking speaks stands talk talks walk walks waves welcomes"
        .split_whitespace()
        .collect()
});

/// Whether a short text has the form of a caption: marks of place in the picture, a picture's
/// label, or a scene in the present tense that ends in a credit without a full stop.
pub(super) fn has_form(text: &str) -> bool {
    let scene = shows_scene(text);
    LABEL.is_match(text) || (PLACE.is_match(text) && scene) || (scene && ends_in_credit(text))
}

fn shows_scene(text: &str) -> bool {
    let mut words = text
        .split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase());
    words.any(|word| SEEN.contains(word.as_str()))
}

/// Whether names without a full stop follow the last sentence: `... in Lyon. ABC/Ann Lee`.
fn ends_in_credit(text: &str) -> bool {
    if text.contains(['\u{201C}', '"']) {
        return false;
    }
    let Some((_, tail)) = text.rsplit_once(". ") else { return false };
    let words: Vec<&str> = tail.split_whitespace().collect();
    let name = |word: &&str| word.starts_with(|c: char| c.is_uppercase() || "/(&-".contains(c));
    (1..=5).contains(&words.len())
        && words.iter().all(name)
        && !tail.ends_with(['.', '!', '?', ':'])
}

#[cfg(test)]
mod tests {
    use super::has_form;

    #[test]
    fn captions_are_known_by_form() {
        for text in [
            "Ann Lee (L), minister of trade, meets with envoy Karl Voss in Lyon on May 3. ABC",
            "Ann Lee and Karl Voss shake hands in Lyon. Ann Miller/ABC",
            "File photo: the old harbour of Lyon",
            "The two ministers in Lyon. Photo: Ministry of Trade",
            "The two sign the pact (ABC Photo/Ann Miller)",
        ] {
            assert!(has_form(text), "{text}");
        }
    }

    #[test]
    fn sentences_and_headlines_are_no_captions() {
        for text in [
            "Ann Lee met Karl Voss in Lyon on May 3.",
            "\u{201C}The pact is ready. ABC will sign\u{201D}, she said.",
            "Ministers Meet In Lyon",
        ] {
            assert!(!has_form(text), "{text}");
        }
    }
}
