//! Calendar days as pages write them: inside lines, in addresses, before a story.

use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};

use crate::nouns::Moment;

/// A day found in a text, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateFound {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Month and day are known; the year may not be.
    pub(super) moment: Moment,
}

/// A line that only tells a day, with at most a label before it and a time and place after.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateLine {
    pub(super) moment: Moment,
    /// Whether it begins with the weekday, as the clock line of a page does.
    pub(super) weekday_first: bool,
}

const MONTH: &str = "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|\
                     sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?";

static FORMS: LazyLock<[Regex; 4]> = LazyLock::new(|| {
    [
        r"\b(?<y>[12]\d{3})(?:-(?<m>\d{1,2})-(?<d>\d{1,2})|/(?<m2>\d{1,2})/(?<d2>\d{1,2}))(?:T\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?".to_owned(),
        format!(r"(?i)\b(?<d>\d{{1,2}})(?:st|nd|rd|th)?[ -](?:of )?(?<mon>{MONTH})\b\.?(?:,? ?-?(?<y>[12]\d{{3}})\b)?"),
        format!(r"(?i)\b(?<mon>{MONTH})\b\.? (?<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?<y>[12]\d{{3}})\b)?"),
        r"\b(?<d>\d{1,2})[./](?<m>\d{1,2})[./](?<y>[12]\d{3})\b".to_owned(),
    ]
    .map(|form| Regex::new(&form).expect("a constant pattern"))
});

static TIME: LazyLock<Regex> = LazyLock::new(|| {
    let form = r"(?i)\b(?:at )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]\.?m\b\.?)?(?: ?(?:gmt|utc|[a-z]{1,3}st|[a-z]{1,3}dt)(?:[+-]\d{1,2})?\b)?";
    Regex::new(form).expect("a constant pattern")
});

static WEEKDAY: LazyLock<Regex> = LazyLock::new(|| {
    let form = r"(?i)\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?,?";
    Regex::new(form).expect("a constant pattern")
});

/// All days in a text, in order, without overlaps.
pub(super) fn dates_in(text: &str) -> Vec<DateFound> {
    let mut found: Vec<DateFound> = FORMS
        .iter()
        .flat_map(|form| form.captures_iter(text).filter_map(|captures| date_of(&captures)))
        .collect();
    found.sort_by_key(|date| (date.start, std::cmp::Reverse(date.end)));
    let mut free = 0;
    found.retain(|date| {
        let fits = date.start >= free;
        free = if fits { date.end } else { free };
        fits
    });
    found
}

fn date_of(captures: &Captures<'_>) -> Option<DateFound> {
    let whole = captures.get(0)?;
    let number = |names: &[&str]| -> Option<i16> {
        names.iter().find_map(|name| captures.name(name))?.as_str().parse().ok()
    };
    let day = i8::try_from(number(&["d", "d2"])?).ok()?;
    let month = match captures.name("mon") {
        Some(name) => month_number(name.as_str())?,
        None => i8::try_from(number(&["m", "m2"])?).ok()?,
    };
    let year = number(&["y"]);
    // 29 February may stand without its year.
    Date::new(year.unwrap_or(2000), month, day).ok()?;
    let ambiguous = whole.as_str().contains('/') && captures.name("m").is_some() && day <= 12;
    let moment = Moment { year, month: Some(month), day: Some(day), hour: None };
    (!ambiguous).then_some(DateFound { start: whole.start(), end: whole.end(), moment })
}

fn month_number(name: &str) -> Option<i8> {
    const STARTS: [&str; 12] =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let start = name.get(..3)?.to_ascii_lowercase();
    (1..).zip(STARTS).find(|(_, month)| *month == start).map(|(number, _)| number)
}

/// The first full day in a text that is given as a date; or a year, or year and month.
pub(super) fn parse(text: &str) -> Option<Moment> {
    let full = dates_in(text).into_iter().map(|date| date.moment).find(|day| day.year.is_some());
    full.or_else(|| compact(text.trim())).or_else(|| {
        let moment: Moment = text.trim().parse().ok()?;
        let month = moment.month.is_none_or(|month| (1..=12).contains(&month));
        (month && moment.day.is_none() && moment.hour.is_none()).then_some(moment)
    })
}

/// `20241204`, and longer stamps that begin so.
fn compact(text: &str) -> Option<Moment> {
    let digits = text.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let date =
        Date::new(digits[..4].parse().ok()?, digits[4..6].parse().ok()?, digits[6..].parse().ok()?);
    date.ok().filter(|date| (1900..2100).contains(&date.year())).map(Moment::day)
}

/// The day (or month) in the path of an address: `/2022/12/13/`, `2022-12-13`, `20221213`.
pub(super) fn in_url(url: &str) -> Option<Moment> {
    static PATH: LazyLock<Regex> = LazyLock::new(|| {
        let form = r"[/_-](?<y>(?:19|20)\d\d)[/_-](?<m>0?[1-9]|1[0-2])(?:[/_-](?<d>[0-2]?\d|3[01]))?(?:[/_.?-]|$)|[/_-](?<c>(?:19|20)\d{6})(?:\D|$)";
        Regex::new(form).expect("a constant pattern")
    });
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.find('/').map_or("", |slash| &path[slash..]);
    let captures = PATH.captures(path)?;
    if let Some(digits) = captures.name("c") {
        return compact(digits.as_str());
    }
    let number = |name| captures.name(name).and_then(|part| part.as_str().parse().ok());
    let (year, month) = (number("y")?, i8::try_from(number("m")?).ok()?);
    let day = number("d").and_then(|day: i16| Date::new(year, month, day as i8).ok());
    Some(Moment { year: Some(year), month: Some(month), day: day.map(Date::day), hour: None })
}

/// The other words of a line whose first day stands apart from them: after a mark and before one,
/// or at an end of the line.
pub(super) fn words_beside(text: &str) -> Option<String> {
    const MARKS: &[char] = &[',', '-', '\u{2013}', '\u{2014}', '|', '.', ':', ';', '(', '\u{2022}'];
    let found = dates_in(text).into_iter().next()?;
    let before = WEEKDAY.replace_all(&text[..found.start], " ").trim_end().to_owned();
    let after = text[found.end..].trim_start();
    let apart = (before.is_empty() || before.ends_with(MARKS))
        && (after.is_empty() || after.starts_with(MARKS));
    apart.then(|| format!("{before} {after}"))
}

/// Understands a line that only tells a day.
pub(super) fn line(text: &str) -> Option<DateLine> {
    let text = text.trim();
    if text.len() > 140 {
        return None;
    }
    let found = *dates_in(text).iter().find(|date| date.moment.year.is_some())?;
    let before = WEEKDAY.replace_all(&text[..found.start], " ");
    let after = TIME.replace_all(&text[found.end..], " ");
    let after = WEEKDAY.replace_all(&after, " ");
    let words = |part: &str| {
        part.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count()
    };
    let label = text[..found.start].contains(['|', ':', '•', '·']) || text.starts_with("By ");
    let short_before = words(&before) <= if label { 8 } else { 2 };
    // Words after the day are a time and a place, never the rest of a sentence.
    let place = after.split_whitespace().all(|word| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_none_or(|c| c.is_uppercase() || c.is_numeric()) || word.len() <= 3
    });
    let sentence = words(&after) > 0 && text.ends_with(['.', '!', '?', ':']);
    let weekday_first = WEEKDAY.find(text).is_some_and(|day| day.start() == 0);
    (short_before && place && words(&after) <= 8 && !sentence)
        .then_some(DateLine { moment: found.moment, weekday_first })
}

/// The day in the dateline a story begins with: `PARIS, 14 December (Agency) - ...`.
pub(super) fn dateline(story: &str) -> Option<Moment> {
    let (head, _) = story.char_indices().nth(110).map_or((story, ""), |(at, _)| story.split_at(at));
    let end = ["—", "–", " -- ", " - ", ": "].iter().filter_map(|dash| head.find(dash)).min()?;
    let head = &head[..end];
    let found = *dates_in(head).first()?;
    let outside = [&head[..found.start], &head[found.end..]];
    // Besides the day only names: places, an agency.
    let names = outside.iter().flat_map(|part| part.split_whitespace()).all(|word| {
        let first = word.chars().find(|c| c.is_alphanumeric());
        first.is_none_or(char::is_uppercase) || matches!(word, "de" | "of" | "la" | "el" | "al")
    });
    (found.start > 0 && names).then_some(found.moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(moment: Option<Moment>) -> Option<String> {
        moment.map(|moment| moment.to_string())
    }

    #[test]
    fn days_are_found_in_many_forms() {
        let text = "On 3rd of May 2021, Dec. 4, 2024, 2020-02-29T10:00:00Z, 31.12.1999, May 6";
        let days: Vec<String> = dates_in(text).iter().map(|date| date.moment.to_string()).collect();
        assert_eq!(days, ["2021-05-03", "2024-12-04", "2020-02-29", "1999-12-31", "XXXX-05-06"]);
        assert!(dates_in("on 30 February 2021 or 04/05/2021").is_empty());
    }

    #[test]
    fn given_dates_may_be_coarse() {
        assert_eq!(shown(parse("2024")), Some("2024".to_owned()));
        assert_eq!(shown(parse("20241204T1010")), Some("2024-12-04".to_owned()));
        assert_eq!(parse("soon"), None);
    }

    #[test]
    fn addresses_hold_days() {
        let day = |url| shown(in_url(url));
        assert_eq!(day("https://a.org/2022/12/13/talks"), Some("2022-12-13".to_owned()));
        assert_eq!(day("https://a.org/news/2022/12/talks"), Some("2022-12".to_owned()));
        assert_eq!(day("https://a.org/w_20221213.htm"), Some("2022-12-13".to_owned()));
        assert_eq!(day("https://a.org/news/41233"), None);
    }

    #[test]
    fn date_lines_are_short_and_hold_no_sentence() {
        let day = |text| shown(line(text).map(|line| line.moment));
        assert_eq!(day(" posted 2024-12-04 "), Some("2024-12-04".to_owned()));
        assert_eq!(day("May 2, 2003 13:40 Old Harbour, Lyon"), Some("2003-05-02".to_owned()));
        assert_eq!(day("By Ann Lee | 4 May 2021, 10:20 am GMT"), Some("2021-05-04".to_owned()));
        assert_eq!(day("On 4 May 2021 the two met in Lyon."), None);
        assert_eq!(day("The ministers will meet on 4 May 2021"), None);
        assert!(line("Monday, 4 May 2021").is_some_and(|line| line.weekday_first));
    }

    #[test]
    fn datelines_name_places_and_agencies_only() {
        assert_eq!(
            shown(dateline("LYON, 14 May (ABC) — They met.")),
            Some("XXXX-05-14".to_owned())
        );
        assert_eq!(
            shown(dateline("LYON, May 14, 2020 -- They met.")),
            Some("2020-05-14".to_owned())
        );
        assert_eq!(dateline("The talks of 14 May failed: nobody came."), None);
    }
}
