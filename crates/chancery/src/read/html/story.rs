//! Which blocks of a page are the story: the main-content extractor's choice, laid back over the
//! page's own blocks, so that the words, their order and what was left out stay known.

use dom_query::Document;
use rs_trafilatura::page_type::PageType;
use rustc_hash::FxHashSet;

use super::segment::{HIDDEN, Segment, segments};
use super::trim;

/// Why a segment is left out; None where it belongs to the story.
pub(super) type Verdict = Option<&'static str>;

/// A block counts as chosen when so many letters (in bytes) at its start and at its end stand
/// together in the choice, even if the choice joins it with others.
const TOGETHER: usize = 30;

/// For each segment why it is left out; None for those of the story. The extractor is asked only
/// where the page is `small` enough for it.
pub(super) fn choose(html: &str, small: bool, url: Option<&str>, page: &[Segment]) -> Vec<Verdict> {
    let choice = if small { extract(html, url) } else { None };
    let mut verdicts = match choice {
        Some(choice) => overlay(&choice, page),
        None => by_region(page),
    };
    if !verdicts.contains(&None) {
        verdicts = by_region(page);
    }
    trim::trim(page, &mut verdicts);
    verdicts
}

/// Lays the extractor's blocks back over the page's own.
fn overlay(choice: &[String], page: &[Segment]) -> Vec<Verdict> {
    let chosen: Vec<String> = choice.iter().map(|text| letters(text)).collect();
    let joined = chosen.concat();
    let whole: FxHashSet<&str> = chosen.iter().map(String::as_str).collect();
    let runs: FxHashSet<&[u8]> = joined.as_bytes().windows(TOGETHER).collect();
    let among = |segment: &Segment| {
        let letters = letters(&segment.text);
        let ends = letters.as_bytes().first_chunk().zip(letters.as_bytes().last_chunk());
        let within = |(first, last): (&[u8; TOGETHER], &[u8; TOGETHER])| {
            runs.contains(first.as_slice()) && runs.contains(last.as_slice())
        };
        let shown = segment.region != Some(HIDDEN);
        shown && (whole.contains(letters.as_str()) || ends.is_some_and(within))
    };
    page.iter().map(|segment| if among(segment) { None } else { Some(outside(segment)) }).collect()
}

fn outside(segment: &Segment) -> &'static str {
    segment.region.unwrap_or("outside the main text")
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
fn by_region(page: &[Segment]) -> Vec<Verdict> {
    let story = |segment: &Segment| segment.region.is_none() && !segment.is_link();
    page.iter().map(|segment| if story(segment) { None } else { Some(outside(segment)) }).collect()
}

/// Letters and digits alone, lower-case: what two renderings of the same words share.
pub(super) fn letters_of(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase)
}

fn letters(text: &str) -> String {
    letters_of(text).collect()
}
