//! MEANTIME: XML of tokens with annotations that point at them; the running text is rebuilt.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use anyhow::Context;

use super::{Found, archive, data};

/// A text rebuilt from its tokens.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Rebuilt {
    /// Title, date line and the rest as paragraphs.
    pub(crate) text: String,
    /// Sentence number and bytes of each token, by the token's id.
    pub(crate) tokens: BTreeMap<u32, (u32, Range<u32>)>,
}

/// The text of a name and the day of its creation.
pub(super) fn document(name: &str) -> anyhow::Result<Found> {
    static FILES: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    let files = if let Some(files) = FILES.get() {
        files
    } else {
        let files = archive(&data("meantime_en/meantime_en_intra_cross.tar.xz"), ".xml")?;
        FILES.get_or_init(|| files)
    };
    let end = format!("/{name}.xml");
    let (_, xml) = files
        .iter()
        .find(|(path, _)| path.contains("intra") && path.ends_with(&end))
        .context("no such text")?;
    let xml = roxmltree::Document::parse(xml)?;
    Ok((created(&xml), rebuild(&xml).text))
}

/// The day of creation a document states.
pub(crate) fn created(xml: &roxmltree::Document<'_>) -> Option<String> {
    xml.descendants()
        .filter(|n| n.has_tag_name("TIMEX3"))
        .find(|n| n.attribute("functionInDocument") == Some("CREATION_TIME"))
        .and_then(|n| n.attribute("value"))
        .map(|value| value.chars().take(10).collect())
}

/// Puts the tokens back together.
pub(crate) fn rebuild(xml: &roxmltree::Document<'_>) -> Rebuilt {
    let mut sentences: BTreeMap<u32, Vec<(u32, &str)>> = BTreeMap::new();
    for token in xml.root_element().children().filter(|n| n.has_tag_name("token")) {
        let number = |name| token.attribute(name).and_then(|v| v.parse::<u32>().ok());
        if let (Some(sentence), Some(id)) = (number("sentence"), number("t_id")) {
            sentences.entry(sentence).or_default().push((id, token.text().unwrap_or("")));
        }
    }
    let mut out = Rebuilt::default();
    for (place, (sentence, tokens)) in sentences.iter().enumerate() {
        // Title and date line are paragraphs; the rest is one.
        out.text.push_str(["", "\n\n", "\n\n"].get(place).copied().unwrap_or(" "));
        out.push(*sentence, tokens);
    }
    out
}

/// Tokens that cling to the one before them.
const CLINGS: &[&str] = &[
    ".", ",", ";", ":", "!", "?", ")", "]", "%", "'s", "n't", "'re", "'ve", "'ll", "'d", "'m",
    "’s", "”", "'",
];

/// Tokens the next one clings to.
const OPENS: &[&str] = &["(", "[", "$", "£", "€", "“", "#"];

impl Rebuilt {
    /// Adds one sentence. Straight quotation marks open and close by turns.
    fn push(&mut self, sentence: u32, tokens: &[(u32, &str)]) {
        let (mut quoted, mut glue) = (false, true);
        for &(id, token) in tokens {
            let closes = token == "\"" && quoted;
            if !glue && !closes && !CLINGS.contains(&token) {
                self.text.push(' ');
            }
            let start = self.text.len() as u32;
            self.text.push_str(token);
            self.tokens.insert(id, (sentence, start..self.text.len() as u32));
            if token == "\"" {
                quoted = !quoted;
                glue = quoted;
            } else {
                glue = OPENS.contains(&token);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_joined_as_they_were_printed() {
        let mut out = Rebuilt::default();
        let tokens = ["He", "said", "\"", "it", "'s", "late", "\"", "(", "twice", ")", "."];
        let tokens: Vec<(u32, &str)> = (0..).zip(tokens).collect();
        out.push(2, &tokens);
        assert_eq!(out.text, "He said \"it's late\" (twice).");
        assert_eq!(out.tokens[&5], (2, 14..18));
    }
}
