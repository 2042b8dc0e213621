//! Weighing a pair of tellings: points for and against, each with its reason.

use super::kinds::{self, Fit};
use super::parties::{self, Company};
use super::sight::Sight;
use super::states;
use super::times::{DayNumber, Grade, date, holds_month, in_words, month, number};
use super::words::likeness;
use super::{Scored, kinds::is_gathering};
use crate::clocks;
use crate::nouns::{MONTHS, Status, Where};
use crate::resolve::fold;

/// What was found of a pair.
#[derive(Debug, Clone, Default)]
pub(super) struct Weighed {
    /// Points in sum; 0 is as likely as not.
    pub(super) points: f64,
    /// Whether something puts it out of the question.
    pub(super) apart: bool,
    /// Reasons with their points.
    reasons: Vec<(f64, String)>,
}

/// Points of a pair before anything is known of it: most pairs are not one encounter.
const START: f64 = -3.5;
/// Points that no pair goes beyond, so that one tie does not outweigh all others.
const MOST: f64 = 4.0;

impl Weighed {
    fn add(&mut self, points: f64, reason: impl Into<String>) {
        self.points += points;
        self.reasons.push((points, reason.into()));
    }

    fn rule_out(&mut self, reason: impl Into<String>) {
        self.apart = true;
        self.reasons.push((-100.0, reason.into()));
    }

    /// Points within the bounds that the cut adds up.
    pub(super) fn bounded(&self) -> f64 {
        if self.apart { -MOST } else { self.points.clamp(-MOST, MOST) }
    }

    /// 0 to 1.
    pub(super) fn score(&self) -> f64 {
        if self.apart { 0.0 } else { 1.0 / (1.0 + (-self.bounded()).exp()) }
    }

    pub(super) fn scored(mut self) -> Scored {
        self.reasons.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()).then(a.1.cmp(&b.1)));
        let score = self.score();
        Scored { score, reasons: self.reasons.into_iter().map(|(_, words)| words).collect() }
    }
}

/// Weighs two tellings.
pub(super) fn weigh(a: &Sight<'_>, b: &Sight<'_>) -> Weighed {
    // One order for both, so that the weight is the pair's.
    let (a, b) = if a.id() <= b.id() { (a, b) } else { (b, a) };
    let mut found = Weighed { points: START, ..Weighed::default() };
    let company = parties::company(&a.parties, &b.parties);
    weigh_parties(&mut found, &company, a, b);
    match kinds::fit(a, b) {
        Fit::Together(points) => {
            let (x, y) = (a.contact().kind, b.contact().kind);
            let words = if x == y {
                format!("both tell of a {}", kinds::name(x))
            } else {
                format!("told as a {} and as a {}", kinds::name(x), kinds::name(y))
            };
            found.add(points, words);
        }
        Fit::Apart(reason) => found.rule_out(reason),
    }
    weigh_status(&mut found, a, b);
    weigh_time(&mut found, a, b);
    if !(a.remote() || b.remote()) {
        weigh_place(&mut found, a.contact().place.as_ref(), b.contact().place.as_ref());
    }
    weigh_words(&mut found, a, b);
    weigh_records(&mut found, a, b);
    if a.document().id == b.document().id {
        weigh_same_document(&mut found, &company, a, b);
    }
    found
}

fn weigh_parties(found: &mut Weighed, company: &Company, a: &Sight<'_>, b: &Sight<'_>) {
    if let Some((x, y)) = company.shared.iter().find_map(|s| s.differ.clone()) {
        found.add(-4.5, format!("other persons: {x} in one, {y} in the other"));
    }
    let shared = company.shared.len();
    let enough = company.sides[0].min(company.sides[1]).min(2);
    if shared < enough || shared == 0 {
        return found.rule_out("no two parties in common");
    }
    let weight = company.shared.iter().map(|s| s.weight).sum::<f64>() / shared as f64;
    let lone = if shared == 1 { 1.0 } else { 0.0 };
    found.add(4.0 * weight - 1.0 - lone, shared_words(company, weight));
    let extra = company.only[0].len() + company.only[1].len();
    if extra == 0 {
        return;
    }
    let many = is_gathering(a.contact().kind) && is_gathering(b.contact().kind) || shared > 2;
    let points = if many {
        -(extra as f64) / (shared + extra) as f64
    } else {
        -0.5 - 0.5 * extra.min(4) as f64
    };
    let names: Vec<&str> = company.only.iter().flatten().map(String::as_str).collect();
    found.add(points, format!("one of the two alone names {}", listed(&names)));
}

fn shared_words(company: &Company, weight: f64) -> String {
    let names: Vec<&str> = company.shared.iter().map(|s| s.name.as_str()).collect();
    match () {
        () if weight >= 0.8 => format!("the same parties: {}", listed(&names)),
        () if weight > 0.5 => format!("parties that go together: {}", listed(&names)),
        () => format!("the same states: {}", listed(&names)),
    }
}

/// Names in a row, not more than four.
fn listed(names: &[&str]) -> String {
    let shown = names.iter().take(4).copied().collect::<Vec<_>>().join(", ");
    match names.len() {
        0..=4 => shown,
        more => format!("{shown} and {} more", more - 4),
    }
}

fn weigh_status(found: &mut Weighed, a: &Sight<'_>, b: &Sight<'_>) {
    let (x, y) = (a.contact().status, b.contact().status);
    let off = |s: Status| matches!(s, Status::Cancelled | Status::Postponed);
    if (off(x) && y == Status::Held) || (off(y) && x == Status::Held) {
        found.add(-1.5, "put off or called off in one, held in the other");
    }
}

fn weigh_time(found: &mut Weighed, a: &Sight<'_>, b: &Sight<'_>) {
    let (x, y) = (&a.span, &b.span);
    if !(x.known && y.known) {
        return weigh_unknown(found, a, b);
    }
    let gap = (x.from - y.to).max(y.from - x.to).max(0);
    match (x.grade.is_exact(), y.grade.is_exact()) {
        (true, true) if gap == 0 => weigh_same_day(found, a, b),
        (true, true) => weigh_other_day(found, a, b, gap),
        _ if gap > 1 => {
            let far = gap > 7 || x.grade == Grade::Open || y.grade == Grade::Open;
            let words = format!("the times told exclude each other by {gap} days");
            if far { found.rule_out(words) } else { found.add(-1.0 - f64::from(gap) / 2.0, words) }
        }
        (true, false) => weigh_within(found, a, b),
        (false, true) => weigh_within(found, b, a),
        (false, false) => weigh_loose(found, a, b),
    }
}

/// Nothing bounds one of the two, or it lacks its year.
fn weigh_unknown(found: &mut Weighed, a: &Sight<'_>, b: &Sight<'_>) {
    let (vague, other) = if a.span.known { (b, a) } else { (a, b) };
    match vague.span.yearless {
        Some((m, d)) if other.span.known && other.span.grade.is_exact() => {
            let fits = date(other.span.from)
                .is_some_and(|x| x.month() == m && d.is_none_or(|d| (x.day() - d).abs() <= 1));
            if fits {
                found.add(1.5, "the same day of the year, told without the year");
            } else {
                found.rule_out("another day of the year");
            }
        }
        Some((m, _)) if other.span.known && other.span.grade == Grade::Wide => {
            let holds = holds_month(&other.span, m);
            if holds {
                found.add(0.8, "a day told without its year, in the time that the other tells");
            } else {
                found.rule_out("another time of the year");
            }
        }
        Some(day) if other.span.yearless == Some(day) => {
            found.add(1.0, "the same day of a year that neither tells");
        }
        _ => found.add(-0.5, "one of the two tells no time"),
    }
}

fn weigh_same_day(found: &mut Weighed, a: &Sight<'_>, b: &Sight<'_>) {
    let points = match a.span.grade.max(b.span.grade) {
        Grade::Told => 3.0,
        Grade::Reckoned => 2.7,
        _ => 2.3,
    };
    let day = a.span.from.max(b.span.from);
    found.add(points, format!("both on {}", in_words(day)));
    if let (Some(x), Some(y)) = (a.span.hour, b.span.hour)
        && a.home.is_some()
        && a.home == b.home
        && x.abs_diff(y) >= 2
    {
        found.add(-2.0, format!("at different hours: {x} and {y} o'clock"));
    }
}

fn weigh_other_day(found: &mut Weighed, a: &Sight<'_>, b: &Sight<'_>, gap: DayNumber) {
    if gap == 1
        && let Some((points, words)) = two_days_at_once(a, b)
    {
        return found.add(points, words);
    }
    let (first, second) = (a.span.from.min(b.span.from), a.span.from.max(b.span.from));
    let words = format!("different days: {} and {}", in_words(first), in_words(second));
    if same_teller(a, b) || gap > 7 || in_different_countries(a, b) {
        return found.rule_out(words);
    }
    let by_page = a.span.grade.max(b.span.grade) == Grade::Page;
    let points = match gap {
        1 => {
            if by_page {
                -0.3
            } else {
                -1.0
            }
        }
        2 => -2.0,
        3 => -2.7,
        _ => -3.5,
    };
    found.add(points, words);
}

/// Whether one outlet or one state tells both: it knows its own days apart.
fn same_teller(a: &Sight<'_>, b: &Sight<'_>) -> bool {
    let outlet = a.document().outlet.is_some() && a.document().outlet == b.document().outlet;
    outlet || (a.home.is_some() && a.home == b.home) || a.document().id == b.document().id
}

/// Whether both tell of people face to face, each in another country.
fn in_different_countries(a: &Sight<'_>, b: &Sight<'_>) -> bool {
    let country = |it: &Sight<'_>| it.contact().place.as_ref().and_then(|p| p.country.clone());
    let apart = matches!((country(a), country(b)), (Some(x), Some(y)) if x != y);
    apart && !(a.remote() || b.remote())
}

/// Two days that are one moment in two capitals.
fn two_days_at_once(a: &Sight<'_>, b: &Sight<'_>) -> Option<(f64, String)> {
    const BY_TELLER: f64 = 2.0;
    const BY_STRANGER: f64 = 0.5;
    let remote = a.remote() || b.remote();
    let (early, late) = if a.span.from < b.span.from { (a, b) } else { (b, a) };
    let seats: Vec<&str> = a.parties.iter().chain(&b.parties).filter_map(|p| p.country).collect();
    let (from, to): (Vec<&str>, Vec<&str>) = (
        early.home.map_or_else(|| seats.clone(), |h| vec![h]),
        late.home.map_or_else(|| seats.clone(), |h| vec![h]),
    );
    let pairs = from.iter().flat_map(|f| to.iter().map(move |t| (*f, *t)));
    let best = pairs
        .filter_map(|(f, t)| Some((clocks::ahead(t, f)?, f, t)))
        .max_by(|x, y| x.0.total_cmp(&y.0).then_with(|| (y.1, y.2).cmp(&(x.1, x.2))))?;
    let told_there = early.home.is_some() || late.home.is_some();
    // A call has the day of either line; a meeting has that of its place, told elsewhere only by
    // those far away.
    let least = match (remote, told_there) {
        (true, true) => 2.0,
        (true, false) => 5.0,
        (false, _) => 8.0,
    };
    let (ahead, west, east) = best;
    (ahead >= least).then(|| {
        let (west, east) = (clocks::clock(west)?.seat, clocks::clock(east)?.seat);
        let (d, e) = (date(early.span.to)?, date(late.span.from)?);
        let words = format!("{} {} in {west} is the {} in {east}", d.day(), month(d), nth(e.day()));
        Some((if told_there { BY_TELLER } else { BY_STRANGER }, words))
    })?
}

/// A day of the month as an ordinal.
fn nth(day: i8) -> String {
    let ending = match (day % 10, day / 10) {
        (1, tens) if tens != 1 => "st",
        (2, tens) if tens != 1 => "nd",
        (3, tens) if tens != 1 => "rd",
        _ => "th",
    };
    format!("{day}{ending}")
}

/// One tells the day, the other a longer time that holds it, or nearly.
fn weigh_within(found: &mut Weighed, exact: &Sight<'_>, wide: &Sight<'_>) {
    let day = in_words(exact.span.from);
    if wide.span.grade == Grade::Wide {
        let points = match wide.span.to - wide.span.from {
            0..=9 => 1.7,
            10..=31 => 1.0,
            32..=100 => 0.3,
            _ => -0.3,
        };
        return found.add(points, format!("{day} lies in the time that the other tells"));
    }
    weigh_in_words(found, exact, wide);
    let ahead = wide.contact().status == Status::Planned;
    let off = if ahead { exact.span.from - wide.span.from } else { wide.span.to - exact.span.to };
    let points = match off {
        ..=2 => 1.5,
        3..=7 => 0.8,
        8..=14 => 0.4,
        15..=31 => 0.0,
        32..=100 => -0.7,
        _ => -1.3,
    };
    let page = in_words(if ahead { wide.span.from + 1 } else { wide.span.to });
    let side = if ahead { "ahead of it" } else { "as past" };
    found.add(points, format!("on {day}; the other tells it {side} on {page}"));
}

/// The day is not told, but the words may name the month or the place of the other.
fn weigh_in_words(found: &mut Weighed, exact: &Sight<'_>, loose: &Sight<'_>) {
    let name = |m: i8| MONTHS[usize::from(m.unsigned_abs()) - 1];
    // "May" is more often a verb.
    let named: Vec<i8> = (1..=12).filter(|m| *m != 5 && loose.wording.contains(name(*m))).collect();
    if let (Some(day), false) = (date(exact.span.from), named.is_empty()) {
        if named.contains(&day.month()) {
            found.add(1.0, format!("names {}", month(day)));
        } else {
            found.add(-1.0, "names another month");
        }
    }
    let place = exact.contact().place.as_ref().filter(|_| loose.contact().place.is_none());
    if let Some(place) = place.filter(|place| loose.wording.contains(fold(&place.name).as_str())) {
        found.add(0.8, format!("names {}", place.name));
    }
}

/// Neither tells the day.
fn weigh_loose(found: &mut Weighed, a: &Sight<'_>, b: &Sight<'_>) {
    let (x, y) = (&a.span, &b.span);
    if x.grade == Grade::Wide && y.grade == Grade::Wide {
        let longer = (x.to - x.from).max(y.to - y.from);
        let points = if longer <= 31 { 0.8 } else { 0.0 };
        return found.add(points, "the times told go together");
    }
    let apart = match (a.published(), b.published()) {
        (Some(one), Some(other)) => number(one).abs_diff(number(other)),
        _ => return found.add(0.0, "neither tells the day"),
    };
    let points = match apart {
        0..=1 => 1.5,
        2..=3 => 0.8,
        4..=7 => 0.2,
        8..=31 => -0.3,
        _ => -1.0,
    };
    found.add(points, format!("neither tells the day; published {apart} days apart"));
}

fn weigh_place(found: &mut Weighed, a: Option<&Where>, b: Option<&Where>) {
    let (Some(a), Some(b)) = (a, b) else { return };
    let same_name = a.name.eq_ignore_ascii_case(&b.name);
    let same_id = a.geonames.is_some() && a.geonames == b.geonames;
    let countries = (a.country.as_deref(), b.country.as_deref());
    let is_country = |p: &Where| states::is_state(&p.name);
    match countries {
        _ if same_name || same_id => found.add(1.0, format!("both in {}", a.name)),
        (Some(x), Some(y)) if x != y => {
            found.add(-1.5, format!("different countries: {} and {}", a.name, b.name));
        }
        (Some(_), Some(_)) if is_country(a) || is_country(b) => {
            found.add(0.5, format!("{} and {} lie in one country", a.name, b.name));
        }
        (Some(_), Some(_)) => {
            found.add(-0.8, format!("different places: {} and {}", a.name, b.name));
        }
        _ => {}
    }
}

fn weigh_words(found: &mut Weighed, a: &Sight<'_>, b: &Sight<'_>) {
    let same = likeness(&a.wording, &b.wording);
    // Two records of one government open with the same form of words.
    let formal = a.official && b.official && a.home == b.home;
    if same >= 0.8 && a.wording.len() >= 8 && !formal {
        found.add(2.0, "told in the same words");
    }
    let shared: Vec<&str> = a.about.intersection(&b.about).map(smol_str::SmolStr::as_str).collect();
    let like = likeness(&a.about, &b.about);
    let enough = a.about.len() >= 6 && b.about.len() >= 6;
    if !shared.is_empty() {
        let shown = shared.iter().take(5).copied().collect::<Vec<_>>().join(", ");
        found.add(
            (like * 5.0).min(0.5 * shared.len() as f64).min(1.5),
            format!("both speak of: {shown}"),
        );
    } else if enough {
        found.add(-0.4, "nothing in common in what they speak of");
    }
    let titles = likeness(&a.title, &b.title);
    if a.leads && b.leads && titles >= 0.25 && a.document().id != b.document().id {
        found.add(titles.min(0.6), "headlines alike");
    }
}

/// A government puts out one record of one contact: two that open with one are of two, but for a
/// fuller version of the same.
fn weigh_records(found: &mut Weighed, a: &Sight<'_>, b: &Sight<'_>) {
    let record = |s: &Sight<'_>| s.official && s.leads && s.contact().status == Status::Held;
    let same_days = a.span.grade.max(b.span.grade) <= Grade::Reckoned
        && (a.span.from, a.span.to) == (b.span.from, b.span.to);
    let copies = a.telling.origin == b.telling.origin;
    let one_page_day = a.published() == b.published();
    if !(record(a) && record(b)) || a.home != b.home || copies || (same_days && !one_page_day) {
        return;
    }
    let telling = a.about.len() >= 5 && b.about.len() >= 5;
    // "Telephone conversation with the President" heads every such record.
    let titled = a.title.len() >= 3 && b.title.len() >= 3;
    let alike = (telling && likeness(&a.about, &b.about) >= 0.3)
        || (titled && likeness(&a.title, &b.title) >= 0.5);
    let points = if one_page_day { -3.6 } else { -4.2 };
    let points = if alike { points / 2.0 } else { points };
    found.add(points, "each is a record of its own by one government");
    let again = |s: &Sight<'_>| ["another", "continued"].iter().any(|w| s.wording.contains(*w));
    if again(a) != again(b) {
        found.add(-1.5, "one of the two is told as another one");
    }
}

/// A text that tells of two contacts held them apart, but for one told twice without anything
/// that differs.
fn weigh_same_document(found: &mut Weighed, company: &Company, a: &Sight<'_>, b: &Sight<'_>) {
    let whole = company.only.iter().all(Vec::is_empty)
        && company.sides == [company.shared.len(); 2]
        && company.shared.iter().all(|s| s.weight >= 0.5);
    let (x, y) = (a.contact(), b.contact());
    let days_differ = a.span.grade.is_exact()
        && b.span.grade.is_exact()
        && (a.span.from, a.span.to) != (b.span.from, b.span.to);
    let alike = x.kind == y.kind
        && kinds::is_ahead(x.status) == kinds::is_ahead(y.status)
        && !days_differ
        && (x.place.is_none()
            || y.place.is_none()
            || x.place.as_ref().map(|p| &p.name) == y.place.as_ref().map(|p| &p.name));
    if whole && alike {
        found.add(-1.5, "one text tells them one after the other");
    } else {
        found.rule_out("one text tells them apart");
    }
}
