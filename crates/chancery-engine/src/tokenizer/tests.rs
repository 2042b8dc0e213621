//! Where words begin and end.

use super::*;

const DATA: &str = include_str!("../../../../models/en/tokenizer.json");
const NORMS: &str = include_str!("../../../../models/en/lexeme_norm.tsv");

fn words(text: &str) -> Vec<&str> {
    let tokens = Tokenizer::new(DATA, NORMS).unwrap().tokenize(text);
    tokens.iter().map(|t| &text[t.start as usize..t.end as usize]).collect()
}

#[test]
fn tokens_and_spaces_make_up_the_text() {
    let tokenizer = Tokenizer::new(DATA, NORMS).unwrap();
    for text in ["", " ", "  a", "a ", "a  ", "\n\na \n b\u{a0}c", "é—(“x”)...", " \u{3000}\t"]
    {
        let mut rebuilt = String::new();
        for token in tokenizer.tokenize(text) {
            rebuilt.push_str(&text[token.start as usize..token.end as usize]);
            rebuilt.push_str(if token.space_after { " " } else { "" });
        }
        assert_eq!(rebuilt, text);
    }
}

#[test]
fn affixes_and_special_cases_are_cut() {
    assert_eq!(words("(don't)"), ["(", "do", "n't", ")"]);
    assert_eq!(words("U.S.-led, 5km"), ["U.S.-led", ",", "5", "km"]);
    assert_eq!(words("well-known/x"), ["well", "-", "known", "/", "x"]);
    assert_eq!(words("Wait...what?"), ["Wait", "...", "what", "?"]);
}

#[test]
fn a_url_stays_whole_but_a_private_address_does_not() {
    assert_eq!(
        words("(https://a-b.example.org/x?y=1-2)."),
        ["(", "https://a-b.example.org/x?y=1-2", ")", "."]
    );
    let tokenizer = Tokenizer::new(DATA, NORMS).unwrap();
    for (text, url) in [
        ("8.8.8.8:80/a-b", true),
        ("10.8.8.8:80/a", false),
        ("172.20.1.1", false),
        ("172.40.1.1", true),
        ("192.168.1.1", false),
        ("169.253.1.1", true),
        ("Tokio.Osaka", false),
        ("bücher.example", true),
    ] {
        assert_eq!(tokenizer.url.is_match(text), url, "{text}");
    }
}

#[test]
fn a_full_or_shared_cache_changes_nothing() {
    let tokenizer = Tokenizer::new(DATA, NORMS).unwrap();
    let first = tokenizer.tokenize("She can't (won't) pay $5.");
    assert_eq!(tokenizer.tokenize("She can't (won't) pay $5."), first);
    let text: Vec<String> = (0..CACHE_LIMIT + 10).map(|i| format!("w{i}")).collect();
    assert_eq!(tokenizer.tokenize(&text.join(" ")).len(), CACHE_LIMIT + 10);
    assert_eq!(tokenizer.tokenize("She can't (won't) pay $5."), first);
}
