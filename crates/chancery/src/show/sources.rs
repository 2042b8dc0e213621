//! Numbered sources of a brief, in words.

use super::layout::labelled;
use super::words::{short_id, word};
use crate::briefs::SourceLine;
use crate::nouns::DocumentKind;

/// What is told of a source beside its title and address: outlet, side, sort of text, day, copy.
pub(super) fn about(source: &SourceLine) -> Vec<String> {
    let kind = (source.kind != DocumentKind::Unknown).then(|| word(&source.kind).replace('_', " "));
    let day = source.day.clone().unwrap_or_else(|| "day not known".to_owned());
    let outlet = source.outlet.clone().filter(|outlet| Some(outlet) != source.title.as_ref());
    let parts = [outlet, source.side.clone(), kind, Some(day), source.copy.clone()];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect()
}

/// The title, or what stands for it.
pub(super) fn title(source: &SourceLine) -> &str {
    source.title.as_deref().unwrap_or("without a title")
}

/// The address where it is one a browser may follow; a text must not bring in any other.
pub(super) fn link(source: &SourceLine) -> Option<&str> {
    let address = source.address.as_deref()?;
    let is_web = address.starts_with("https://") || address.starts_with("http://");
    is_web.then_some(address)
}

/// The sources as lines of text.
pub(super) fn sources(out: &mut String, sources: &[SourceLine], width: usize) {
    for source in sources {
        let id = format!("document {}", short_id(source.document.as_str()));
        let about = about(source).into_iter().chain([id]).collect::<Vec<_>>().join(" · ");
        let mut lines = vec![title(source).to_owned(), about];
        lines.extend(source.address.clone());
        lines.extend(source.quote.as_ref().map(|quote| format!("“{quote}”")));
        labelled(out, &format!("[{}]", source.number), &lines.join("\n"), width);
    }
}
