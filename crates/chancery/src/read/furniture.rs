//! Which pieces of a plain text are the story and which are page furniture, by layout: bars of
//! headlines, headings with nothing under them, contact details, forms, the page's own clock.

use std::sync::LazyLock;

use regex::Regex;

use super::date;
use super::institution;
use super::text::{Part, Piece};
use crate::nouns::{BlockKind, Moment, PublishedBasis};

/// What becomes of a piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays, as such a block.
    Keep(BlockKind),
    /// It is cut, for this reason.
    Cut(&'static str),
}

const BARS: Fate = Fate::Cut("headlines or links joined by bars");
const STUB: Fate = Fate::Cut("a heading with nothing under it");
const LINKS: Fate = Fate::Cut("headlines with no text under them");
const CLOCK: Fate = Fate::Cut("a day above the page's links, not the story's");
const CONTACT: Fate = Fate::Cut("contact details");
const FORM: Fate = Fate::Cut("a form to fill in");
const BYLINE: Fate = Fate::Cut("the byline");
const CREDIT: Fate = Fate::Cut("the credit line");

/// The fates of all pieces, and what the pieces tell of the document.
#[derive(Debug, Default)]
pub(super) struct Judged {
    pub(super) fates: Vec<Fate>,
    pub(super) dates: Vec<(Moment, PublishedBasis)>,
    pub(super) byline: Option<String>,
    pub(super) credit: Option<String>,
    /// Hosts of mail addresses in contact details.
    pub(super) contacts: Vec<String>,
    /// The name at the head of the page: an institution's or a paper's.
    pub(super) masthead: Option<String>,
}

/// Decides on every piece: the head above the first running text, the story, the end below it.
pub(super) fn judge(pieces: &[Piece<'_>], given_title: Option<&str>, part: Part) -> Judged {
    let mut judged =
        Judged { fates: vec![Fate::Keep(BlockKind::Body); pieces.len()], ..Judged::default() };
    let first = if part.first { story_start(pieces) } else { 0 };
    let end = if part.last { story_end(pieces, first) } else { pieces.len() };
    judge_story(pieces, first..end, &mut judged);
    if part.first {
        judge_head(pieces, first, given_title, &mut judged);
    }
    judge_end(pieces, end, &mut judged);
    judged
}

/// The first running piece; a question over running text asks as a headline does.
fn story_start(pieces: &[Piece<'_>]) -> usize {
    const LONGEST: usize = 10;
    let asks = |at: usize| {
        let below = pieces.get(at + 1).is_some_and(|next| next.is_running() || next.date.is_some());
        pieces[at].text.ends_with('?') && pieces[at].words <= LONGEST && below
    };
    let runs = |at: &usize| pieces[*at].is_running() && !asks(*at);
    (0..pieces.len()).find(runs).unwrap_or(pieces.len())
}

/// One past the last running piece; sentences of a form at the page's end are not the story's.
fn story_end(pieces: &[Piece<'_>], first: usize) -> usize {
    let last = |range: &[Piece<'_>]| range.iter().rposition(Piece::is_running);
    let end = last(pieces).map_or(first, |at| at + 1);
    let long = |piece: &Piece<'_>| piece.is_running() && piece.words >= 20;
    let form = (first + 1..end).find(|&at| {
        (is_prompt(&pieces[at]) || is_contact(&pieces[at])) && !pieces[at..].iter().any(long)
    });
    form.and_then(|at| last(&pieces[..at])).map_or(end, |at| at + 1)
}

fn judge_story(pieces: &[Piece<'_>], story: std::ops::Range<usize>, judged: &mut Judged) {
    for at in story.clone() {
        let piece = &pieces[at];
        let text_below = pieces[at + 1..story.end].first().is_some_and(Piece::is_running);
        judged.fates[at] = if is_bar_run(&piece.text) {
            BARS
        } else if piece.caption {
            Fate::Keep(BlockKind::Caption)
        } else if is_heading(piece) && text_below {
            Fate::Keep(BlockKind::Heading)
        } else {
            Fate::Keep(BlockKind::Body)
        };
    }
    // Four headlines and more in a row have no text of their own: a list of other stories.
    let mut at = story.start;
    while at < story.end {
        let headlines = |piece: &&Piece<'_>| is_heading(piece) && is_title_case(&piece.text);
        let run = pieces[at..story.end].iter().take_while(headlines).count();
        if run >= 4 {
            judged.fates[at..at + run].fill(LINKS);
        }
        at += run.max(1);
    }
}

/// The pieces above the first running text: title, captions, datelines, and the page's head.
fn judge_head(pieces: &[Piece<'_>], first: usize, given: Option<&str>, judged: &mut Judged) {
    let head = &pieces[..first];
    let title = headlines(head, given, judged);
    let mut stub_below = false;
    for at in (0..first).rev() {
        let piece = &head[at];
        if title != Some(at) && is_dated_label(head, at) {
            judged.fates[at] = Fate::Keep(BlockKind::Dateline);
            let days = date::dates_in(&piece.text).into_iter().map(|found| found.moment);
            let full = days.filter(|day| day.year.is_some());
            judged.dates.splice(0..0, full.map(|day| (day, PublishedBasis::Text)));
        } else if let Some(line) = piece.date {
            let after_title = title.map_or(given.is_some(), |title| at > title);
            let basis = if after_title { PublishedBasis::Dateline } else { PublishedBasis::Text };
            if !after_title && (stub_below || is_clock(line, pieces)) {
                judged.fates[at] = CLOCK;
            } else {
                judged.fates[at] = Fate::Keep(BlockKind::Dateline);
                judged.dates.insert(0, (line.moment, basis));
                judged.byline = judged.byline.take().or_else(|| byline(&piece.text));
            }
        } else if is_bar_run(&piece.text) {
            judged.fates[at] = BARS;
        } else if piece.caption {
            judged.fates[at] = Fate::Keep(BlockKind::Caption);
        } else if let Some(name) = byline(&piece.text) {
            judged.fates[at] = BYLINE;
            judged.byline = Some(name);
        } else if !is_headline(piece) && title != Some(at) {
            judged.fates[at] = STUB;
            stub_below = true;
        }
    }
}

/// Chooses the title among the headlines above the story, and says what the others are.
fn headlines(head: &[Piece<'_>], given: Option<&str>, judged: &mut Judged) -> Option<usize> {
    let plain = |piece: &Piece<'_>| {
        piece.date.is_none()
            && !is_bar_run(&piece.text)
            && !piece.caption
            && byline(&piece.text).is_none()
    };
    let mut runs: Vec<Vec<usize>> = vec![Vec::new()];
    let masthead = masthead(head, &plain);
    judged.masthead = masthead.map(|at| head[at].text.to_string());
    let of_the_page = |at: usize| plain(&head[at]) && !is_dated_label(head, at);
    for (at, piece) in head.iter().enumerate().filter(|(at, _)| of_the_page(*at)) {
        if Some(at) == masthead {
            judged.fates[at] = Fate::Keep(BlockKind::Heading);
        } else if is_headline(piece) {
            if let Some(run) = runs.last_mut() {
                run.push(at);
            }
        } else {
            runs.push(Vec::new());
        }
    }
    let run = runs.iter().rfind(|run| !run.is_empty()).cloned().unwrap_or_default();
    for &at in runs.iter().flatten() {
        judged.fates[at] = if run.contains(&at) { Fate::Keep(BlockKind::Heading) } else { LINKS };
    }
    if run.len() >= 4 {
        run[..run.len() - 1].iter().for_each(|&at| judged.fates[at] = LINKS);
    }
    let same = |at: &usize| given.is_some_and(|given| given.trim() == head[*at].text);
    let title = match given {
        Some(_) => (0..head.len()).rfind(same)?,
        None if run.len() >= 4 => *run.last()?,
        None => *run.first().or(head.iter().rposition(plain).as_ref())?,
    };
    judged.fates[title] = Fate::Keep(BlockKind::Title);
    Some(title)
}

/// The name at the head of a page that has its title below: an institution of government, or what
/// stands in the form of a name right above place and day ("Harbour Wire / Oslo, 3 May").
fn masthead(head: &[Piece<'_>], plain: &impl Fn(&Piece<'_>) -> bool) -> Option<usize> {
    const LONGEST: usize = 8;
    let at = head.iter().position(plain)?;
    let title_below = head[at + 1..].iter().any(|piece| plain(piece) && is_headline(piece));
    let above_day = head.get(at + 1).is_some_and(|next| next.date.is_some());
    let name = &head[at];
    let like_a_name = name.words <= LONGEST && !name.finite && is_title_case(&name.text);
    let of_government = institution::is_an_institution(&name.text) && !name.finite;
    (title_below && (of_government || (above_day && like_a_name))).then_some(at)
}

/// A line that tells whose page it is, or which edition, and the day, over the headline: "Press
/// office, Bergen, 3 May 2012", "BERGEN, May 3 (Harbour Wire) --". The day stands apart from the
/// other words, where in a headline it is part of what is told.
fn is_dated_label(head: &[Piece<'_>], at: usize) -> bool {
    const LONGEST: usize = 12;
    let piece = &head[at];
    let label = piece.date.is_none() && piece.words <= LONGEST && !piece.caption;
    let plain = |next: &Piece<'_>| is_headline(next) && next.date.is_none() && !next.caption;
    let open = !piece.text.ends_with(['.', '!', '?']);
    // "May" is a month here.
    let beside = date::words_beside(&piece.text).filter(|words| !super::verbs::seem_finite(words));
    label && open && beside.is_some() && head[at + 1..].iter().any(plain)
}

/// A day at the very top that begins with the weekday is the page's clock where all days the
/// story names lie long before it.
fn is_clock(line: date::DateLine, pieces: &[Piece<'_>]) -> bool {
    const LONG: i32 = 45;
    let Some(day) = line.moment.date().filter(|_| line.weekday_first) else { return false };
    let running = pieces.iter().filter(|piece| piece.is_running());
    let named = running.flat_map(|piece| date::dates_in(&piece.text));
    let latest = named.filter_map(|found| found.moment.date()).max();
    latest.is_some_and(|latest| (day - latest).get_days() > LONG)
}

/// The pieces below the last running text.
fn judge_end(pieces: &[Piece<'_>], end: usize, judged: &mut Judged) {
    let mut stub_above = false;
    for at in end..pieces.len() {
        let piece = &pieces[at];
        let beside = |other: usize| pieces.get(other).is_some_and(is_contact);
        let by_contact = at > end && (beside(at - 1) || beside(at + 1)) || beside(at + 1);
        let fate = if is_bar_run(&piece.text) {
            BARS
        } else if is_contact(piece) || (by_contact && is_address_or_lead(piece)) {
            judged.contacts.extend(mail_host(&piece.text));
            CONTACT
        } else if is_prompt(piece) {
            FORM
        } else if let Some(line) = piece.date.filter(|_| !stub_above) {
            judged.dates.push((line.moment, PublishedBasis::Text));
            Fate::Keep(BlockKind::Dateline)
        } else if let Some(name) = byline(&piece.text) {
            judged.byline = judged.byline.take().or(Some(name));
            BYLINE
        } else if let Some(name) = credit(&piece.text) {
            judged.credit = judged.credit.take().or(Some(name));
            CREDIT
        } else if piece.caption {
            Fate::Keep(BlockKind::Caption)
        } else if is_stub(piece) {
            STUB
        } else if stub_above && !(piece.is_running() && piece.words >= 20) {
            LINKS
        } else {
            Fate::Keep(BlockKind::Body)
        };
        stub_above |= matches!(fate, STUB | FORM);
        judged.fates[at] = fate;
    }
}

/// Headlines or links on one line, set apart by bars: two bars and more, or one at the end.
pub(super) fn is_bar_run(text: &str) -> bool {
    for bar in ["|", " \u{2022} ", " \u{B7} ", " \u{BB} "] {
        let bars = text.matches(bar).count();
        if bars < 2 && !(bars == 1 && bar == "|" && text.trim_end().ends_with(bar)) {
            continue;
        }
        let links: Vec<&str> =
            text.split(bar).map(str::trim).filter(|link| !link.is_empty()).collect();
        let sentences = links.iter().filter(|link| link.ends_with('.')).count();
        let short = links.iter().all(|link| link.split_whitespace().count() <= 25);
        if short && sentences * 3 <= links.len() && date::line(text).is_none() {
            return true;
        }
    }
    false
}

/// A label rather than a headline: few words, no verb, no end of a sentence.
fn is_stub(piece: &Piece<'_>) -> bool {
    let first = piece.text.chars().find(|c| c.is_alphanumeric());
    let upper = first.is_some_and(|c| c.is_uppercase() || c.is_numeric());
    piece.words <= 6 && !piece.terminal && !piece.finite && upper && !is_list_item(&piece.text)
}

/// Long enough for a headline, or with a verb.
fn is_headline(piece: &Piece<'_>) -> bool {
    piece.words >= 5 || (piece.finite && piece.words >= 3)
}

/// Stands over text rather than in it.
fn is_heading(piece: &Piece<'_>) -> bool {
    let open = piece.text.ends_with([':', ';', ',', '-']);
    let upper = piece.text.starts_with(|c: char| c.is_uppercase() || c.is_numeric());
    !piece.terminal && piece.words <= 14 && upper && !open && !is_list_item(&piece.text)
}

fn is_title_case(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().filter(|word| word.len() > 3).collect();
    let upper = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    words.len() >= 3 && upper * 10 >= words.len() * 8
}

fn is_list_item(text: &str) -> bool {
    static MARK: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:[-*•–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)])\s")
            .expect("a constant pattern")
    });
    MARK.is_match(text)
}

static MAIL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[\w.+-]+@(?<host>[\w-]+(?:\.[\w-]+)+)").expect("a constant pattern")
});

fn mail_host(text: &str) -> Option<String> {
    MAIL.captures(text).map(|captures| captures["host"].to_lowercase())
}

/// A mail address, telephone number or link with hardly a word beside it.
fn is_contact(piece: &Piece<'_>) -> bool {
    static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(
            r"(?:\+\d|\(\+?\d{2,4}\)|\b\d{2,5})(?:[ .-]?\(?\d{2,5}\)?){2,}|\bwww\.|https?://",
        )
        .expect("a constant pattern")
    });
    if piece.text.len() > 300 || piece.is_running() || piece.date.is_some() {
        return false;
    }
    let words = piece.text.split_whitespace();
    let plain = words.filter(|word| word.chars().all(|c| c.is_alphabetic() || c == ',')).count();
    plain <= 8 && (MAIL.is_match(&piece.text) || NUMBER.is_match(&piece.text))
}

/// What stands around a number to call: a street address, or words leading to it.
fn is_address_or_lead(piece: &Piece<'_>) -> bool {
    let street =
        piece.text.contains(|c: char| c.is_ascii_digit()) && piece.text.matches(',').count() >= 2;
    !piece.finite && (street || (piece.words <= 10 && piece.text.ends_with(':')))
}

/// Asks the reader to fill something in: few words to "you" without a statement, or a field's
/// label.
fn is_prompt(piece: &Piece<'_>) -> bool {
    let label = piece.words <= 4
        && (piece.text.ends_with('*') || piece.text.ends_with("*:") || piece.text.ends_with(":*"));
    let to_reader = piece.text.split_whitespace().any(|word| word.eq_ignore_ascii_case("your"));
    label || (piece.words <= 8 && to_reader && !super::verbs::seem_finite(&piece.text))
}

/// The names in a line `By Ann Lee`, or `By Ann Lee | 4 May 2021`.
pub(super) fn byline(text: &str) -> Option<String> {
    let rest = text.strip_prefix("By ").or_else(|| text.strip_prefix("BY "))?;
    let names = rest.split(['|', '•', '·']).next()?;
    let names = date::dates_in(names).first().map_or(names, |date| &names[..date.start]);
    let names = names.trim().trim_end_matches([',', '-', '–', '.']).trim_end();
    let words = names.split_whitespace().collect::<Vec<_>>();
    let name = |word: &&str| {
        word.starts_with(char::is_uppercase) || matches!(*word, "and" | "de" | "van" | "al" | "in")
    };
    ((1..=8).contains(&words.len()) && words.iter().all(name)).then(|| names.to_owned())
}

/// A credit alone on its line: `(ABC)`, `- ABC`, `ABC/Lyon Post`.
fn credit(text: &str) -> Option<String> {
    let bracketed = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let dashed = text.strip_prefix(['-', '–', '—']).map(str::trim);
    let capitals = (text.len() >= 2
        && text.len() <= 12
        && text.chars().all(|c| c.is_ascii_uppercase() || c == '/'))
    .then_some(text);
    let name = bracketed.or(dashed).or(capitals)?;
    let short = name.split_whitespace().count() <= 4 && name.starts_with(char::is_uppercase);
    (short && !name.ends_with('.')).then(|| name.to_owned())
}
