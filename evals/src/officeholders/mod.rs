//! Suite `officeholders`: whether the tables tell who was met, by name, office, state and day.
//!
//! Gold are the State Department's lists of visits by foreign leaders
//! (`usdos_visits/visits.tar.xz`) and of travels abroad by presidents and secretaries of state
//! (`usdos_travels/travels.tar.xz`), from which the tables import nothing. Of the travels, whoever
//! the remarks name with a leader's title counts; plurals ("Presidents X and Y"), former holders
//! and sentences about funerals do not, nor do the travellers themselves.
//!
//! A leader is right where, of the persons [`Knowledge::find`] gives for the name, exactly one
//! held that office of that state or body on the first or the last day. The state is the one the
//! entry names; in the travels the one the remark names, else the one travelled to, else, where
//! nobody of the name ever held an office there, any in which exactly one of the name does. Head of
//! government and foreign minister are the same office under any title, and so are crowned heads.
//! Whoever is elect has to take the office up within a year.
//!
//! `visits_share`, `travels_share`: right ones of all since 1990; with years, of those that began
//! in them.

mod judge;
mod titled;
mod travels;
mod visits;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use chancery::resolve::Knowledge;
use jiff::civil::Date;
use roxmltree::Node;

use crate::corpora;
use crate::report::Report;
use crate::share::Share;
use judge::{Leader, Verdict, judge};

/// First year that is measured.
const FIRST: i16 = 1990;

/// Measures the visits and travels in a folder that holds both.
pub(crate) fn measure(folder: &Path) -> anyhow::Result<Report> {
    let knowledge = Knowledge::embedded();
    let open = |path: &str| corpora::archive(&folder.join(path), ".xml");
    let mut visitors = Vec::new();
    for (name, xml) in open("usdos_visits/visits.tar.xz")? {
        visitors.extend(visits::leaders(&xml, &knowledge).with_context(|| name)?);
    }
    let files = open("usdos_travels/travels.tar.xz")?;
    let trips = files.iter().filter(|(name, _)| name.contains("-travels/"));
    let hosts = travels::leaders(trips.map(|(_, xml)| xml.as_str()), &knowledge)?;
    let [visits, travels] = [visitors, hosts].map(|leaders| Tally::of(&leaders, &knowledge));
    Ok(report(visits, travels))
}

/// Counts over one of the two lists.
#[derive(Default)]
struct Tally {
    all: Share,
    until_2013: Share,
    until_2024: Share,
    reasons: BTreeMap<&'static str, usize>,
    /// Those right by the very name.
    exact: Share,
    /// Right ones whose state the gold does not name and who did not serve where they met.
    elsewhere: usize,
    errors: Vec<String>,
}

impl Tally {
    fn of(leaders: &[Leader], knowledge: &Knowledge) -> Self {
        let mut tally = Self::default();
        for leader in leaders.iter().filter(|l| l.first.year() >= FIRST) {
            tally.score(leader, knowledge);
        }
        tally
    }

    fn score(&mut self, leader: &Leader, knowledge: &Knowledge) {
        let verdict = judge(knowledge, leader);
        let reason = verdict.reason();
        self.elsewhere += usize::from(verdict == Verdict::RightElsewhere);
        self.all.count(reason.is_none());
        self.exact.count(reason.is_none() && verdict != Verdict::RightSpelling);
        for (share, until) in [(&mut self.until_2013, 2013), (&mut self.until_2024, 2024)] {
            if leader.first.year() <= until {
                share.count(reason.is_none());
            }
        }
        if let Some(reason) = reason {
            *self.reasons.entry(reason).or_default() += 1;
            let of = leader.of.join(" ");
            self.errors.push(format!("{reason}\t{of}\t{}\t{}", leader.at, verdict.instead()));
        }
    }

    /// How many were missed for each reason.
    fn remarks(&self, list: &str) -> Vec<String> {
        let remark = |(reason, count): (&&str, &usize)| format!("{list} missed: {count} {reason}");
        let elsewhere = format!("{list} right: {} met outside their state", self.elsewhere);
        self.reasons.iter().map(remark).chain([elsewhere]).collect()
    }
}

fn report(visits: Tally, travels: Tally) -> Report {
    let mut remarks = visits.remarks("visits");
    remarks.extend(travels.remarks("travels"));
    Report {
        suite: "officeholders",
        n: visits.all.all + travels.all.all,
        metrics: vec![
            ("visits_share", visits.all.value()),
            ("visits_share_1990_2013", visits.until_2013.value()),
            ("visits_share_1990_2024", visits.until_2024.value()),
            ("travels_share", travels.all.value()),
            ("travels_share_1990_2013", travels.until_2013.value()),
            ("travels_share_1990_2024", travels.until_2024.value()),
            ("visits_share_by_name", visits.exact.value()),
            ("travels_share_by_name", travels.exact.value()),
            ("n_visits", visits.all.all as f64),
            ("n_visits_1990_2013", visits.until_2013.all as f64),
            ("n_visits_1990_2024", visits.until_2024.all as f64),
            ("n_travels", travels.all.all as f64),
            ("n_travels_1990_2013", travels.until_2013.all as f64),
            ("n_travels_1990_2024", travels.until_2024.all as f64),
        ],
        remarks,
        errors: visits.errors.into_iter().chain(travels.errors).collect(),
    }
}

/// The text of a child, its white space made single spaces.
fn field(node: Node<'_, '_>, name: &str) -> String {
    let child = node.children().find(|n| n.has_tag_name(name));
    let texts = child
        .into_iter()
        .flat_map(|c| c.descendants().filter(Node::is_text).filter_map(|n| n.text()));
    texts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// First and last day of an entry.
fn between(entry: Node<'_, '_>) -> anyhow::Result<(Date, Date)> {
    let day = |name| -> anyhow::Result<Date> { Ok(field(entry, name).parse()?) };
    let first = day("start-date")?;
    Ok((first, day("end-date").unwrap_or(first)))
}

/// Codes of the states that an element's words or its id name: "Korea, Republic of", `russia`.
fn owners(element: Node<'_, '_>, knowledge: &Knowledge) -> Vec<String> {
    let words = element.text().unwrap_or_default().replace('\u{2019}', "'");
    let words = words.split('(').next().unwrap_or_default().trim();
    let turned = words.split_once(", ").map(|(name, form)| format!("{form} {name}"));
    let id = element.attribute("id").unwrap_or_default();
    let spelt = capitalised(id.split('-'));
    let named = capitalised(id.rsplit('-'));
    let mut found: Vec<String> = [Some(words.to_owned()), turned, Some(spelt), Some(named)]
        .into_iter()
        .flatten()
        .filter_map(|name| knowledge.owner_called(&name))
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn capitalised<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at(word.chars().next().map_or(0, char::len_utf8));
        first.to_uppercase() + rest
    };
    words.map(capital).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_known_by_the_words_or_the_id() {
        let knowledge = Knowledge::embedded();
        let of = |xml: &str| {
            let xml = roxmltree::Document::parse(xml).expect("xml");
            owners(xml.root_element(), &knowledge)
        };
        assert_eq!(of("<from id=\"korea-south\">Korea, Republic of</from>"), ["KOR"]);
        assert_eq!(of("<from id=\"holy-see\">Vatican City</from>"), ["VAT"]);
        assert_eq!(of("<from id=\"russia\">U.S.S.R.</from>"), ["RUS", "SUN"]);
    }
}
