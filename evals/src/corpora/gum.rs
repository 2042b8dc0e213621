//! GUM: CoNLL-U with the sentences' text and their paragraphs.

use super::{Found, data, read_text};

/// The text of a document: sentences joined by a space, paragraphs by a blank line.
pub(super) fn document(name: &str) -> anyhow::Result<Found> {
    let conllu = read_text(&data(&format!("gum_news/dep/{name}.conllu")))?;
    let mut published = None;
    let mut paragraphs: Vec<Vec<&str>> = Vec::new();
    for line in conllu.lines() {
        if let Some(day) = line.strip_prefix("# meta::dateCreated = ") {
            published = Some(day.to_owned());
        }
        if line.starts_with("# newpar") && !line.starts_with("# newpar_block") {
            paragraphs.push(Vec::new());
        }
        if let Some(text) = line.strip_prefix("# text = ") {
            match paragraphs.last_mut() {
                Some(paragraph) => paragraph.push(text),
                None => paragraphs.push(vec![text]),
            }
        }
    }
    let paragraphs: Vec<String> =
        paragraphs.iter().filter(|p| !p.is_empty()).map(|p| p.join(" ")).collect();
    Ok((published, paragraphs.join("\n\n")))
}
