//! Datelines: "PHNOM PENH, 14 Dec (Agency) —" before a story.

use std::ops::Range;

use super::times;
use crate::nouns::Moment;

/// What the words before a story say of where and when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// The place, in bytes of the text given.
    pub place: Option<Range<u32>>,
    /// The day; its year null where the line does not give it.
    pub moment: Option<Moment>,
    /// One past the last byte of the dateline, the dash included.
    pub end: u32,
}

/// How far into a paragraph the dash of a dateline may stand, in bytes.
const REACH: usize = 90;

/// The dateline a paragraph opens with, if it opens with one.
pub(crate) fn dateline(text: &str) -> Option<Dateline> {
    let (dash, end) = dash(text).or_else(|| stop_after_day(text))?;
    let head = &text[..dash];
    let (moment, day) = match times::day_in(head) {
        Some((moment, range)) => (Some(moment), range),
        None => (None, dash as u32..dash as u32),
    };
    let agency = head.find(['(', '/', '[']).unwrap_or(head.len());
    let stop = agency.min(day.start as usize);
    let place = place_in(&head[..stop]);
    (place.is_some() || moment.is_some()).then_some(Dateline { place, moment, end: end as u32 })
}

/// Where the dash of the dateline begins and ends: a long dash, or a short one between spaces.
fn dash(text: &str) -> Option<(usize, usize)> {
    let line = &text[..text.find('\n').unwrap_or(text.len())];
    let dashes = ["—", "–", "--", " - "];
    let (at, sign) = dashes.iter().filter_map(|d| Some((line.find(d)?, d))).min_by_key(|f| f.0)?;
    (at > 0 && at <= REACH).then_some((at, at + sign.len()))
}

/// "ASMARA, 9 July 2018. The", "OSLO, 3 May: The": a place in capitals and a day, set apart by a
/// stop or a colon.
fn stop_after_day(text: &str) -> Option<(usize, usize)> {
    let first = text.split([' ', ',']).next()?;
    let capitals = first.chars().count() > 2 && first.chars().all(char::is_uppercase);
    let stops = [": ", ". "].iter().filter_map(|s| text.find(s)).filter(|&at| at <= REACH);
    let at = stops.min().filter(|_| capitals)?;
    let (_, day) = times::day_in(&text[..at])?;
    (day.end as usize == at).then_some((at, at + 1))
}

/// A place at the start: words in capitals, or one or two names set apart by a comma.
fn place_in(head: &str) -> Option<Range<u32>> {
    let place = head.trim_end_matches([' ', ',', '.', ':']);
    let words: Vec<&str> = place.split_whitespace().collect();
    let named = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase) || matches!(*word, "de" | "of" | "al")
    };
    let all = !words.is_empty() && words.len() <= 6 && words.iter().all(named);
    let first = words.first()?;
    let capitals = first.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase);
    // Mixed case is a dateline's only where the line holds a day or an agency besides.
    let set_apart = head.len() > place.len() && head[place.len()..].contains(',');
    let start = (head.len() - head.trim_start().len()) as u32;
    (all && (capitals || set_apart || words.len() <= 2)).then_some(start..place.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Option<&str>, Option<String>) {
        let line = dateline(text);
        let place = line.as_ref().and_then(|l| l.place.clone());
        let moment = line.and_then(|l| l.moment).map(|m| m.to_string());
        (place.map(|p| &text[p.start as usize..p.end as usize]), moment)
    }

    #[test]
    fn place_and_day_before_a_dash() {
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(
            read("VIENTIANE, 14 Dec (Newswire) — The two premiers met."),
            (Some("VIENTIANE"), day("XXXX-12-14"))
        );
        assert_eq!(read("OSLO – Talks ended."), (Some("OSLO"), None));
        assert_eq!(
            read("ADDIS ABABA, Ethiopia, March 3, 2021 (Desk) -- Envoys arrived."),
            (Some("ADDIS ABABA, Ethiopia"), day("2021-03-03"))
        );
        assert_eq!(read("The minister arrived - late as ever - for dinner."), (None, None));
        assert_eq!(read("No dash stands in this line."), (None, None));
    }
}
