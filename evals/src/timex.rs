//! Times; gold is MEANTIME XML (its sentences 0-5 only are annotated), `TimeML`, or GUM's CoNLL-U
//! (dates of the calendar only: no lengths, no recurring times, nothing vague).
//!
//! `span_f1`: found and gold spans paired in order where they overlap. `value_f1`: paired, and the
//! TIMEX3 values equal. `day_value_f1`: the same over dates at day, week, month or year only.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use chancery::nouns::{TimeMention, TimexKind};
use chancery::resolve::times::times;
use chancery_engine::Engine;

use crate::corpora::{archive, gum, meantime, page};
use crate::reading::read_text;
use crate::report::Report;

/// One annotated text.
struct Gold {
    name: String,
    text: String,
    published: Option<String>,
    /// One past the last byte that was annotated.
    annotated: u32,
    times: Vec<GoldTime>,
    /// Whether only dates of the calendar were annotated.
    dates_only: bool,
}

/// One annotated time, in bytes.
struct GoldTime {
    start: u32,
    end: u32,
    date: bool,
    /// TIMEX3 value; `None` where the gold has bounds instead, which only the span is scored on.
    value: Option<String>,
}

/// Measures the times of every gold text.
pub(crate) fn measure(gold: &Path) -> anyhow::Result<Report> {
    let engine = Engine::english();
    let mut tally = Tally::default();
    for (name, xml) in files(gold)? {
        let gold = read(&name, &xml).with_context(|| format!("cannot read {name}"))?;
        let doc = engine.parse(&gold.text);
        let mut found = times(&page(&gold.text, gold.published.as_deref()), &doc);
        found.retain(|t| t.end <= gold.annotated && (!gold.dates_only || is_dated(t)));
        tally.compare(&gold, &found);
    }
    Ok(tally.report())
}

/// The XML files of a path, by name: a file, a folder with its folders, or a .tar.xz.
fn files(path: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    if path.to_string_lossy().ends_with(".tar.xz") {
        return archive(path, ".xml");
    }
    let mut out = BTreeMap::new();
    let mut open = vec![path.to_owned()];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            for entry in std::fs::read_dir(&path)? {
                open.push(entry?.path());
            }
        } else if path.extension().is_some_and(|e| e == "xml" || e == "tml" || e == "conllu") {
            out.insert(path.to_string_lossy().into_owned(), read_text(&path)?);
        }
    }
    Ok(out)
}

fn read(name: &str, xml: &str) -> anyhow::Result<Gold> {
    let conllu = Path::new(name).extension().is_some_and(|e| e == "conllu");
    let name = name.rsplit('/').next().unwrap_or(name).to_owned();
    if conllu {
        return Ok(read_gum(name, xml));
    }
    let xml = roxmltree::Document::parse(xml)?;
    if xml.root_element().has_tag_name("TimeML") {
        return read_timeml(name, &xml);
    }
    let rebuilt = meantime::rebuild(&xml);
    let annotated = rebuilt.tokens.values().filter(|(sentence, _)| *sentence <= 5);
    let annotated = annotated.map(|(_, range)| range.end).max().unwrap_or(0);
    let mut times: Vec<GoldTime> = xml
        .descendants()
        .filter(|n| n.has_tag_name("TIMEX3"))
        .filter_map(|node| meantime_time(&node, &rebuilt))
        .filter(|t| t.end <= annotated)
        .collect();
    times.sort_by_key(|t| t.start);
    let published = meantime::created(&xml);
    Ok(Gold { name, text: rebuilt.text, published, annotated, times, dates_only: false })
}

/// An annotation with tokens of its own; null for times the annotators only concluded.
fn meantime_time(timex: &roxmltree::Node<'_, '_>, rebuilt: &meantime::Rebuilt) -> Option<GoldTime> {
    let tokens: Vec<_> = timex
        .children()
        .filter_map(|anchor| anchor.attribute("t_id")?.parse().ok())
        .filter_map(|id: u32| rebuilt.tokens.get(&id))
        .collect();
    let start = tokens.iter().map(|(_, range)| range.start).min()?;
    let end = tokens.iter().map(|(_, range)| range.end).max()?;
    Some(GoldTime {
        start,
        end,
        date: timex.attribute("type") == Some("DATE"),
        value: Some(timex.attribute("value").unwrap_or_default().to_owned()),
    })
}

/// `TimeML`: annotations inside the text.
fn read_timeml(name: String, xml: &roxmltree::Document<'_>) -> anyhow::Result<Gold> {
    let body = xml.descendants().find(|n| n.has_tag_name("TEXT")).context("it has no TEXT")?;
    let created = xml.descendants().find(|n| n.has_tag_name("DCT"));
    let created = created.and_then(|n| n.descendants().find(|n| n.has_tag_name("TIMEX3")));
    let mut text = String::new();
    let mut times = Vec::new();
    for node in body.descendants().filter(roxmltree::Node::is_text) {
        let start = text.len() as u32;
        text.push_str(node.text().unwrap_or_default());
        let annotation = node.ancestors().find(|n| n.has_tag_name("TIMEX3"));
        let attribute = |name| annotation.and_then(|t| t.attribute(name));
        if let Some(value) = attribute("value") {
            let date = attribute("type") == Some("DATE");
            let value = Some(value.to_owned());
            times.push(GoldTime { start, end: text.len() as u32, date, value });
        }
    }
    let published =
        created.and_then(|t| t.attribute("value")).map(|value| value.chars().take(10).collect());
    let annotated = text.len() as u32;
    Ok(Gold { name, annotated, text, published, times, dates_only: false })
}

/// GUM: TEI dates on the tokens; a year left out is written `--12-13` there.
fn read_gum(name: String, conllu: &str) -> Gold {
    let dated = gum::dated(conllu);
    let times = dated.dates.into_iter().map(|(range, when)| GoldTime {
        start: range.start,
        end: range.end,
        date: true,
        value: when.map(|w| w.strip_prefix("--").map_or(w.clone(), |rest| format!("XXXX-{rest}"))),
    });
    Gold {
        name,
        annotated: dated.text.len() as u32,
        text: dated.text,
        published: dated.published,
        times: times.collect(),
        dates_only: true,
    }
}

/// Whether a time is a date of the calendar, its year perhaps unknown.
fn is_dated(time: &TimeMention) -> bool {
    let year = time.value.replacen("XXXX-", "0000-", 1);
    time.kind == TimexKind::Date && (is_calendar(&time.value) || is_calendar(&year))
}

/// Hits, gold items and found items of one figure.
#[derive(Default)]
struct Count {
    hits: usize,
    gold: usize,
    found: usize,
}

impl Count {
    fn f1(&self) -> f64 {
        match self.gold + self.found {
            0 => 0.0,
            both => 2.0 * self.hits as f64 / both as f64,
        }
    }
}

#[derive(Default)]
struct Tally {
    spans: Count,
    values: Count,
    days: Count,
    errors: Vec<String>,
}

impl Tally {
    fn compare(&mut self, gold: &Gold, found: &[TimeMention]) {
        let mut free: Vec<bool> = vec![true; found.len()];
        // Found times whose gold has bounds only: neither right nor wrong in value.
        let mut unscored = Vec::new();
        for time in &gold.times {
            let calendar = time.date && time.value.as_deref().is_some_and(is_calendar);
            self.spans.gold += 1;
            self.values.gold += usize::from(time.value.is_some());
            self.days.gold += usize::from(calendar);
            let pair = (0..found.len())
                .find(|&f| free[f] && found[f].start < time.end && time.start < found[f].end);
            let want = time.value.as_deref().unwrap_or_default();
            if let Some(f) = pair {
                free[f] = false;
                self.spans.hits += 1;
                let equal = found[f].value == want;
                self.values.hits += usize::from(equal);
                let both = calendar && found[f].kind == TimexKind::Date;
                self.days.hits += usize::from(equal && both);
                if time.value.is_none() {
                    unscored.push(f);
                } else if !equal {
                    self.error(gold, "value", time.start, time.end, want, &found[f].value);
                }
            } else {
                self.error(gold, "missed", time.start, time.end, want, "");
            }
        }
        for (f, (time, free)) in found.iter().zip(free).enumerate() {
            let scored = !unscored.contains(&f);
            let calendar = time.kind == TimexKind::Date && is_calendar(&time.value);
            self.spans.found += 1;
            self.values.found += usize::from(scored);
            self.days.found += usize::from(scored && calendar);
            if free {
                self.error(gold, "spurious", time.start, time.end, "", &time.value);
            }
        }
    }

    fn error(&mut self, gold: &Gold, what: &str, start: u32, end: u32, want: &str, got: &str) {
        let (name, words) = (&gold.name, &gold.text[start as usize..end as usize]);
        let words = words.replace('\n', " ");
        self.errors.push(format!("{name}\t{start}\t{what}\t{words}\t{want}\t{got}"));
    }

    fn report(self) -> Report {
        Report {
            suite: "timex",
            n: self.spans.gold,
            metrics: vec![
                ("span_f1", self.spans.f1()),
                ("value_f1", self.values.f1()),
                ("day_value_f1", self.days.f1()),
            ],
            remarks: Vec::new(),
            errors: self.errors,
        }
    }
}

/// A value at day, week, month or year: `2008-09-17`, `2008-W38`, `2008-09`, `2008`.
fn is_calendar(value: &str) -> bool {
    let shape: String = value.chars().map(|c| if c.is_ascii_digit() { 'd' } else { c }).collect();
    matches!(shape.as_str(), "dddd-dd-dd" | "dddd-Wdd" | "dddd-dd" | "dddd")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timeml_is_read_with_offsets() {
        let xml = r#"<TimeML><DCT><TIMEX3 type="DATE" value="2019-04-02T10:00"/></DCT>
            <TEXT>They met on <TIMEX3 type="DATE" value="2019-04-01">Monday</TIMEX3>.</TEXT></TimeML>"#;
        let gold = read("a.tml", xml).expect("it is well formed");
        assert_eq!(gold.published.as_deref(), Some("2019-04-02"));
        let time = &gold.times[0];
        assert_eq!(&gold.text[time.start as usize..time.end as usize], "Monday");
    }

    #[test]
    fn values_finer_than_a_day_are_no_calendar_values() {
        assert!(is_calendar("2008-W38") && is_calendar("1998"));
        assert!(!is_calendar("2008-09-17TMO") && !is_calendar("XXXX-12-13"));
    }
}
