//! Which blocks of a page are the story: the main-content extractor's choice, laid back over the
//! page's own blocks, so that the words, their order and what was left out stay known.

use dom_query::Document;
use rs_trafilatura::page_type::PageType;
use rustc_hash::FxHashSet;

use super::segment::{Segment, Shape, segments};

/// A block counts as chosen when at least this many of its letters stand together in the choice.
const TOGETHER: usize = 30;

/// For each segment, whether it belongs to the story.
pub(super) fn choose(html: &str, url: Option<&str>, page: &[Segment]) -> Vec<bool> {
    let Some(choice) = extract(html, url) else { return by_region(page) };
    let chosen: Vec<String> = choice.iter().map(|text| letters(text)).collect();
    let joined = chosen.concat();
    let whole: FxHashSet<&str> = chosen.iter().map(String::as_str).collect();
    let kept: Vec<bool> = page
        .iter()
        .map(|segment| {
            let letters = letters(&segment.text);
            whole.contains(letters.as_str())
                || (letters.len() >= TOGETHER && joined.contains(&letters))
        })
        .collect();
    if kept.contains(&true) { kept } else { by_region(page) }
}

/// The extractor's blocks; None where it finds nothing.
fn extract(html: &str, url: Option<&str>) -> Option<Vec<String>> {
    let options = rs_trafilatura::Options {
        url: url.map(str::to_owned),
        page_type: Some(PageType::Article),
        ..rs_trafilatura::Options::default()
    };
    // The extractor is not ours: should it ever panic on a page, the page is read without it.
    let result = std::panic::catch_unwind(|| rs_trafilatura::extract_with_options(html, &options));
    let found = result.ok()?.ok()?;
    let blocks: Vec<String> = match &found.content_html {
        Some(html) => {
            let document = Document::from(html.as_str());
            segments(&document).into_iter().map(|segment| segment.text).collect()
        }
        None => found.content_text.lines().map(str::to_owned).collect(),
    };
    (!blocks.is_empty()).then_some(blocks)
}

/// Without the extractor: all blocks that stand in no region of page furniture and are not links.
fn by_region(page: &[Segment]) -> Vec<bool> {
    page.iter()
        .map(|segment| {
            let links = segment.link_bytes * 2 > segment.text.len();
            segment.region.is_none() && !links && segment.shape != Shape::Caption
        })
        .collect()
}

/// Letters and digits alone, lower-case: what two renderings of the same words share.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
