//! What the extractor leaves around a story: links alone, labels, words that stand there twice,
//! bylines, and headings with nothing under them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::segment::{Segment, Shape};
use super::story::{Verdict, letters_of};
use crate::read::{date, furniture, text};

/// Teasers repeat the beginning of what stands above; this many letters show it.
const REPEATED: usize = 50;

/// Cuts more of what is kept so far, after filling the gaps the extractor left.
pub(super) fn trim(page: &[Segment], verdicts: &mut [Verdict]) {
    fill_gaps(page, verdicts);
    let mut times: FxHashMap<&str, usize> = FxHashMap::default();
    for segment in page {
        *times.entry(segment.text.as_str()).or_default() += 1;
    }
    for (segment, verdict) in page.iter().zip(verdicts.iter_mut()) {
        if verdict.is_none() && segment.shape != Shape::Caption {
            *verdict = alone(segment, times[segment.text.as_str()]);
        }
    }
    cut_repeats(page, verdicts);
    cut_end(page, verdicts);
}

/// Takes back up to four blocks that stand between two of the story in the same element.
fn fill_gaps(page: &[Segment], verdicts: &mut [Verdict]) {
    const LONGEST: usize = 4;
    let kept: Vec<usize> = (0..page.len()).filter(|&at| verdicts[at].is_none()).collect();
    for pair in kept.windows(2) {
        let (before, after) = (&page[pair[0]], &page[pair[1]]);
        if before.parent != after.parent || pair[1] - pair[0] > LONGEST + 1 {
            continue;
        }
        for at in pair[0] + 1..pair[1] {
            let segment = &page[at];
            if segment.parent == before.parent && segment.region.is_none() && !segment.is_link() {
                verdicts[at] = None;
            }
        }
    }
}

/// Why a block is no part of a story by itself.
fn alone(segment: &Segment, times: usize) -> Verdict {
    let words = text::word_count(&segment.text);
    let running = text::ends_as_sentence(&segment.text) && words >= 4;
    let flowing = matches!(segment.shape, Shape::Paragraph | Shape::Heading);
    if segment.is_link() && !running {
        Some("a link alone")
    } else if times > 1 && flowing && !running {
        Some("a label that stands there more than once")
    } else if furniture::byline(&segment.text).is_some() {
        Some("the byline")
    } else if segment.shape == Shape::Paragraph && words == 1 && !running {
        Some("a label of one word")
    } else if furniture::is_bar_run(&segment.text) {
        Some("headlines or links joined by bars")
    } else {
        None
    }
}

/// Cuts blocks that begin with the words another block above begins with (and what follows it).
fn cut_repeats(page: &[Segment], verdicts: &mut [Verdict]) {
    let open = |at: &usize| verdicts[*at].is_none() && page[*at].shape == Shape::Paragraph;
    let flowing: Vec<usize> = (0..page.len()).filter(open).collect();
    let mut beginnings: FxHashSet<String> = FxHashSet::default();
    for (order, &at) in flowing.iter().enumerate() {
        let mut beginning = String::new();
        for &next in &flowing[order..] {
            let missing = REPEATED - beginning.chars().count();
            beginning.extend(letters_of(&page[next].text).take(missing));
            if beginning.chars().count() == REPEATED {
                break;
            }
        }
        let own = letters_of(&page[at].text).take(REPEATED).count() == REPEATED;
        if own && beginnings.contains(&beginning) {
            verdicts[at] = Some("words that stand above already");
        }
        beginnings.insert(beginning);
    }
}

/// Below the last running text: cuts labels, days and headings.
fn cut_end(page: &[Segment], verdicts: &mut [Verdict]) {
    let kept = |at: &usize| verdicts[*at].is_none() && page[*at].shape != Shape::Caption;
    let kept: Vec<usize> = (0..page.len()).filter(kept).collect();
    for &at in kept.iter().rev() {
        let segment = &page[at];
        let words = text::word_count(&segment.text);
        let list = matches!(segment.shape, Shape::ListItem | Shape::Cell);
        if list || text::ends_as_sentence(&segment.text) && words >= 4 || words >= 20 {
            break;
        }
        verdicts[at] = Some("a heading or label with nothing under it");
    }
}

/// Whether a block only tells a day.
pub(super) fn is_dateline(segment: &Segment) -> bool {
    date::line(&segment.text).is_some()
}
