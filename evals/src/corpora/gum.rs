//! GUM: CoNLL-U with the sentences' text, their paragraphs, and the TEI elements of their tokens.

use super::{Found, data};
use crate::reading::read_text;

/// A text with its dated times.
#[derive(Debug, Default)]
pub(crate) struct Dated {
    /// Day of creation, ISO.
    pub(crate) published: Option<String>,
    /// Sentences joined by a space, paragraphs by a blank line.
    pub(crate) text: String,
    /// Bytes of each TEI `date` and its `when`; `None` where it has bounds instead.
    pub(crate) dates: Vec<(std::ops::Range<u32>, Option<String>)>,
}

/// The text and its dated times.
pub(crate) fn dated(conllu: &str) -> Dated {
    let mut out = Dated::default();
    let (mut paragraph, mut at) = (false, 0);
    let mut open: Vec<(u32, Option<String>)> = Vec::new();
    for line in conllu.lines() {
        if let Some(day) = line.strip_prefix("# meta::dateCreated = ") {
            out.published = Some(day.to_owned());
        }
        paragraph |= line.starts_with("# newpar") && !line.starts_with("# newpar_block");
        if let Some(text) = line.strip_prefix("# text = ") {
            let gap = if out.text.is_empty() { "" } else { " " };
            out.text.push_str(if paragraph && !gap.is_empty() { "\n\n" } else { gap });
            (at, paragraph) = (out.text.len(), false);
            out.text.push_str(text);
        }
        let fields: Vec<&str> = line.split('\t').collect();
        let [id, form, .., misc] = fields.as_slice() else { continue };
        if !id.chars().all(|c| c.is_ascii_digit()) {
            continue;
        }
        let start = out.text[at..].find(form).map_or(at, |found| at + found);
        at = (start + form.len()).min(out.text.len());
        let tags = misc.split('|').find_map(|m| m.strip_prefix("XML=")).unwrap_or_default();
        for tag in tags.split_inclusive('>') {
            if tag.starts_with("<date ") {
                let when = tag.split_once("when:::\"").and_then(|(_, rest)| rest.split_once('"'));
                open.push((start as u32, when.map(|(value, _)| value.to_owned())));
            } else if tag == "</date>"
                && let Some((start, when)) = open.pop()
            {
                out.dates.push((start..at as u32, when));
            }
        }
    }
    out.dates.sort_by_key(|(range, _)| range.start);
    out
}

/// The text of a document: sentences joined by a space, paragraphs by a blank line.
pub(super) fn document(name: &str) -> anyhow::Result<Found> {
    let conllu = read_text(&data(&format!("gum_news/dep/{name}.conllu")))?;
    let dated = dated(&conllu);
    Ok((dated.published, dated.text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_with_offsets() {
        let token = |id: &str, form: &str, misc: &str| {
            format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}\n")
        };
        let conllu = [
            "# meta::dateCreated = 2019-04-02\n# newpar\n# text = In May 2018.\n".to_owned(),
            token("1", "In", "_"),
            token("2", "May", "XML=<date when:::\"2018-05\">"),
            token("3", "2018", "SpaceAfter=No|XML=</date>"),
            token("4", ".", "_"),
        ];
        let dated = dated(&conllu.concat());
        assert_eq!(dated.published.as_deref(), Some("2019-04-02"));
        assert_eq!(dated.dates, [(3..11, Some("2018-05".to_owned()))]);
    }
}
