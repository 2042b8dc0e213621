//! Amounts in a stretch of text: a number, how many times, of what.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use chancery_engine::{Dep, Pos};

use super::evidence;
use crate::codebook::{items, section, table};
use crate::nouns::Figure;
use crate::scene::Scene;

pub(crate) const PAGE: &str = include_str!("../../../../codebook/figures.md");

/// A word or sign of money.
struct Money {
    words: Vec<String>,
    code: String,
    clear_for: Vec<String>,
    not_for: Vec<String>,
}

struct Tables {
    /// Longest words first.
    money: Vec<Money>,
    scales: Vec<(String, f64)>,
    numbers: Vec<String>,
    not_counted: BTreeSet<String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let upper = |cell: &str| items(cell).iter().map(|c| c.to_uppercase()).collect();
    let mut money: Vec<Money> = table(section(PAGE, "Money"))
        .into_iter()
        .map(|row| Money {
            words: row[0].split(' ').map(str::to_lowercase).collect(),
            code: row[1].clone(),
            clear_for: upper(&row[2]),
            not_for: upper(&row[3]),
        })
        .collect();
    money.sort_by_key(|m| std::cmp::Reverse(m.words.len()));
    let scale = |row: Vec<String>| {
        let times = row[1].parse().expect("codebook: a scale is a number");
        (row[0].clone(), times)
    };
    Tables {
        money,
        scales: table(section(PAGE, "Scales")).into_iter().map(scale).collect(),
        numbers: items(section(PAGE, "Numbers")),
        not_counted: items(section(PAGE, "Not counted")).into_iter().collect(),
    }
});

/// Whether a lower-case word names money ("dollars", "eur").
pub(crate) fn is_currency(word: &str) -> bool {
    let singular = word.strip_suffix('s').unwrap_or(word);
    TABLES.money.iter().filter_map(|m| m.words.last()).any(|w| w == word || w == singular)
}

/// The amounts told between two tokens, in order. `countries` are those of the parties: whose
/// money a dollar or a rupee is depends on them.
pub(crate) fn figures(
    scene: &Scene<'_>,
    tokens: Range<u32>,
    countries: &BTreeSet<String>,
) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut at = tokens.start;
    while at < tokens.end {
        match figure_at(scene, at..tokens.end, countries) {
            Some((figure, end)) => {
                found.push(figure);
                at = end;
            }
            None => at += 1,
        }
    }
    found
}

fn figure_at(
    scene: &Scene<'_>,
    tokens: Range<u32>,
    countries: &BTreeSet<String>,
) -> Option<(Figure, u32)> {
    let sign = money_at(scene, tokens.start, tokens.end, countries);
    let number_at = sign.as_ref().map_or(tokens.start, |(_, end)| *end);
    if number_at >= tokens.end {
        return None;
    }
    let (value, after) = number(scene, number_at, tokens.end)?;
    // The number of a time, or one in the name of somebody.
    if scene.in_time(number_at) || scene.mention_covering(number_at).is_some() {
        return None;
    }
    let (unit, end) = match sign {
        Some((unit, _)) => (unit, after),
        None => unit_after(scene, number_at, after, tokens.end, countries)?,
    };
    let bytes = scene.doc.bytes(tokens.start..end);
    let figure = Figure { value, unit, evidence: evidence(scene, bytes.start, bytes.end) };
    Some((figure, end))
}

/// A number with its scale, and where it ends.
fn number(scene: &Scene<'_>, at: u32, end: u32) -> Option<(f64, u32)> {
    let (mut value, mut next) = (plain_number(&scene.lower(at))?, at + 1);
    while next < end {
        let hyphen = scene.doc.word(next) == "-";
        let word = next + u32::from(hyphen && next + 1 < end);
        let Some(times) = scale(&scene.lower(word)) else { break };
        (value, next) = (value * times, word + 1);
    }
    Some((value, next))
}

fn scale(word: &str) -> Option<f64> {
    TABLES.scales.iter().find(|(name, _)| name == word).map(|(_, times)| *times)
}

/// "200", "1,500", "1.5bn", "five", "a" never.
fn plain_number(word: &str) -> Option<f64> {
    if let Some(place) = TABLES.numbers.iter().position(|n| n == word) {
        return Some(place as f64 + 2.0);
    }
    if let Some(times) = scale(word).filter(|_| word == "hundred" || word == "dozen") {
        return Some(times);
    }
    let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
    if !digits.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let suffix = &word[digits.len()..];
    let times = if suffix.is_empty() { 1.0 } else { scale(suffix)? };
    let value: f64 = digits.replace(',', "").parse().ok()?;
    Some(value * times)
}

/// Money named at a token: its code where clear, else its word; and where the words end.
fn money_at(
    scene: &Scene<'_>,
    at: u32,
    end: u32,
    countries: &BTreeSet<String>,
) -> Option<(String, u32)> {
    let same = |word: &String, token: u32| {
        let lower = scene.lower(token);
        lower == *word || lower.strip_suffix('s') == Some(word)
    };
    let names = |money: &&Money| {
        let last = at + money.words.len() as u32;
        last <= end && money.words.iter().zip(at..last).all(|(w, t)| same(w, t))
    };
    let meant: Vec<&Money> = TABLES.money.iter().filter(names).collect();
    let first = meant.first()?;
    let length = first.words.len();
    let among = |list: &[String]| list.iter().any(|c| countries.contains(c));
    let clear = meant
        .iter()
        .filter(|m| m.words.len() == length)
        .find(|m| (m.clear_for.is_empty() || among(&m.clear_for)) && !among(&m.not_for));
    let last = at + length as u32;
    let unit = clear.map_or_else(|| scene.doc.span(at..last).to_lowercase(), |m| m.code.clone());
    Some((unit, last))
}

/// What follows a number: per cent, money, or the noun counted.
fn unit_after(
    scene: &Scene<'_>,
    number: u32,
    after: u32,
    end: u32,
    countries: &BTreeSet<String>,
) -> Option<(String, u32)> {
    let word = |t: u32| if t < end { scene.lower(t) } else { String::new() };
    match (word(after).as_str(), word(after + 1).as_str()) {
        ("%" | "percent", _) => return Some(("%".to_owned(), after + 1)),
        ("per", "cent") => return Some(("%".to_owned(), after + 2)),
        _ => {}
    }
    if after < end
        && let Some(money) = money_at(scene, after, end, countries)
    {
        return Some(money);
    }
    counted(scene, number, after, end)
}

/// The noun a number counts: the first that ends a run of adjectives and names after it.
fn counted(scene: &Scene<'_>, number: u32, after: u32, end: u32) -> Option<(String, u32)> {
    const REACH: u32 = 5;
    let run = (after..end.min(after + REACH)).take_while(|&t| {
        let joins = matches!(scene.doc.word(t), "-" | "more" | "additional");
        joins || matches!(scene.pos(t), Pos::Adj | Pos::Noun | Pos::Propn | Pos::Num)
    });
    let last = run.filter(|&t| scene.pos(t) == Pos::Noun).last()?;
    let lemma = scene.lemma(last).to_lowercase();
    let timed = scene.in_time(last);
    let is_name = scene.dep(number) == Dep::Appos || scene.dep(number) == Dep::Nmod;
    let counts = !timed && !is_name && !TABLES.not_counted.contains(&lemma);
    counts.then(|| (scene.lower(last), last + 1))
}
