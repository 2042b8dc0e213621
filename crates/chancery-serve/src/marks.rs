//! What was read of a text, marked in it. Marks overlap; the text is cut where any begins or
//! ends, and each part says all that it is.

use std::collections::BTreeSet;
use std::ops::Range;

/// What a mark says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Layer {
    /// Words of an encounter.
    Encounter,
    /// What was said, and the words that tell so.
    Statement,
    /// What was promised.
    Commitment,
    /// Who is meant.
    Name,
}

impl Layer {
    fn class(self) -> &'static str {
        match self {
            Self::Encounter => "m-encounter",
            Self::Statement => "m-statement",
            Self::Commitment => "m-commitment",
            Self::Name => "m-name",
        }
    }
}

/// Bytes of a text that were read as something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) layer: Layer,
    /// Where it leads; empty where nowhere.
    pub(crate) href: String,
    pub(crate) what: String,
}

/// A part of a text between two borders of marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) text: String,
    /// Classes; empty where nothing was read here.
    pub(crate) class: String,
    /// Where it leads; the innermost mark's.
    pub(crate) href: String,
    pub(crate) what: String,
    /// Its name as an anchor, where words begin here that are cited so.
    pub(crate) anchor: String,
}

/// A stretch of a text in parts. `cited` are the words an address asks for.
pub(crate) fn parts(
    text: &str,
    within: Range<u32>,
    marks: &[Mark],
    cited: Option<(u32, u32)>,
) -> Vec<Part> {
    let here: Vec<&Mark> =
        marks.iter().filter(|it| it.start < within.end && within.start < it.end).collect();
    let mut borders: BTreeSet<u32> = [within.start, within.end].into();
    let cuts = here.iter().flat_map(|it| [it.start, it.end]);
    let inside = |at: &u32| within.contains(at) && text.is_char_boundary(*at as usize);
    borders.extend(cuts.chain(cited.iter().flat_map(|(start, end)| [*start, *end])).filter(inside));
    let borders: Vec<u32> = borders.into_iter().collect();
    let piece = |pair: &[u32]| {
        let (start, end) = (pair[0], pair[1]);
        let over: Vec<&&Mark> =
            here.iter().filter(|it| it.start <= start && end <= it.end).collect();
        part(&text[start as usize..end as usize], start, &over, cited)
    };
    borders.windows(2).map(piece).collect()
}

fn part(text: &str, start: u32, over: &[&&Mark], cited: Option<(u32, u32)>) -> Part {
    let is_cited = cited.is_some_and(|(from, to)| from <= start && start < to);
    let mut classes: BTreeSet<&str> = over.iter().map(|mark| mark.layer.class()).collect();
    classes.extend(is_cited.then_some("m-cited"));
    let innermost = over
        .iter()
        .filter(|it| !it.href.is_empty())
        .max_by_key(|it| (it.layer == Layer::Name, std::cmp::Reverse(it.end - it.start)));
    let words: BTreeSet<&str> = over.iter().map(|mark| mark.what.as_str()).collect();
    let first = cited.filter(|(from, _)| *from == start);
    let begun = over.iter().filter(|mark| mark.start == start).map(|mark| (mark.start, mark.end));
    let anchor = first.or_else(|| begun.min_by_key(|(_, end)| *end));
    Part {
        text: text.to_owned(),
        class: classes.into_iter().collect::<Vec<_>>().join(" "),
        href: innermost.map(|mark| mark.href.clone()).unwrap_or_default(),
        what: words.into_iter().collect::<Vec<_>>().join("; "),
        anchor: anchor.map(|(from, to)| format!("b{from}-{to}")).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: u32, end: u32, layer: Layer) -> Mark {
        Mark { start, end, layer, href: format!("/{start}"), what: String::new() }
    }

    #[test]
    fn overlapping_marks_cut_the_text_and_lose_nothing() {
        let text = "Ana Lund met Per Vik in Oslo.";
        let marks = [mark(0, 20, Layer::Encounter), mark(13, 28, Layer::Statement)];
        let found = parts(text, 0..29, &marks, Some((4, 8)));
        let joined: String = found.iter().map(|part| part.text.as_str()).collect();
        assert_eq!(joined, text);
        let cited = found.iter().find(|part| part.anchor == "b4-8").unwrap();
        assert_eq!((cited.text.as_str(), cited.class.as_str()), ("Lund", "m-cited m-encounter"));
        assert!(found.iter().any(|part| part.class == "m-encounter m-statement"));
    }

    #[test]
    fn a_mark_inside_a_sign_cuts_nothing() {
        let found = parts("né", 0..3, &[mark(2, 3, Layer::Name)], None);
        assert_eq!(found.len(), 1);
    }
}
