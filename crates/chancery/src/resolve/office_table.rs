//! Titles and the offices they name, from `offices.tsv` and `portfolios.tsv`.

use std::ops::Range;

use chancery_engine::Doc;
use rustc_hash::FxHashMap;

use super::lexicon::{Case, Lexicon};
use super::tables;
use crate::nouns::Sector;

/// Standing of an office in its state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rank {
    /// Head of state.
    HeadOfState,
    /// Head of government.
    HeadOfGovernment,
    /// The foreign minister, by whatever title.
    Foreign,
    /// Any other.
    Other,
}

/// An office by its plain name.
#[derive(Debug, Clone)]
pub(crate) struct Office {
    /// Plain name without the state.
    pub name: String,
    pub rank: Rank,
    pub sector: Option<Sector>,
    /// States the title alone points to; one of them only if it is the only one.
    pub states: Vec<&'static str>,
}

/// Words of a title found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfficeWords {
    pub tokens: Range<u32>,
    /// Index into the table.
    pub office: u32,
    /// Whether several holders are meant ("the foreign ministers").
    pub plural: bool,
}

/// The offices and the automaton over their titles.
pub(crate) struct OfficeTable {
    offices: Vec<Office>,
    by_name: FxHashMap<String, u32>,
    titles: Lexicon<(u32, bool)>,
}

impl OfficeTable {
    pub(crate) fn embedded() -> Self {
        let mut offices = Vec::new();
        let mut titles: Vec<(String, (u32, bool))> = Vec::new();
        for row in tables::offices() {
            let index = offices.len() as u32;
            for phrase in &row.phrases {
                titles.push(((*phrase).to_owned(), (index, false)));
                titles.push((plural(phrase), (index, true)));
            }
            offices.push(Office {
                name: row.office.to_owned(),
                rank: rank(row.rank),
                sector: row.sector,
                states: row.states,
            });
        }
        for row in tables::portfolios() {
            let name = format!("{} minister", row.portfolio);
            let known = offices.iter().position(|o| o.name == name);
            let index = known.unwrap_or(offices.len()) as u32;
            if known.is_none() {
                let sector = Some(Sector::Gov);
                offices.push(Office { name, rank: Rank::Other, sector, states: Vec::new() });
            }
            for form in row.forms {
                titles.extend(ministers(form, index));
            }
        }
        let by_name = (0..).zip(&offices).map(|(i, o)| (o.name.clone(), i)).collect();
        Self { offices, by_name, titles: Lexicon::new(titles.into_iter(), Case::Ignored) }
    }

    /// The office at an index.
    pub(crate) fn at(&self, index: u32) -> &Office {
        &self.offices[index as usize]
    }

    /// The office of that plain name.
    pub(crate) fn named(&self, name: &str) -> Option<&Office> {
        self.by_name.get(name).map(|&i| self.at(i))
    }

    /// The office that a whole title in lower case names.
    pub(crate) fn titled(&self, title: &str) -> Option<u32> {
        self.titles.meaning(title).map(|(office, _)| office)
    }

    /// The same, where the title is not in the plural.
    pub(crate) fn titled_one(&self, title: &str) -> Option<u32> {
        self.titles.meaning(title).filter(|(_, plural)| !plural).map(|(office, _)| office)
    }

    /// Whether one person alone holds the office of that plain name at a time.
    pub(crate) fn is_sole(&self, name: &str) -> bool {
        const OTHERS: [&str; 10] = [
            "defense minister",
            "finance minister",
            "treasury secretary",
            "chancellor of the exchequer",
            "secretary-general",
            "director-general",
            "high representative",
            "central bank governor",
            "speaker",
            "chair",
        ];
        let ranked = self.named(name).is_some_and(|office| office.rank != Rank::Other);
        ranked && name != "co-prince" || OTHERS.contains(&name)
    }

    /// Titles in a text, the longest from left to right.
    pub(crate) fn find(&self, doc: &Doc) -> Vec<OfficeWords> {
        let found = self.titles.find(doc).into_iter();
        found.map(|(tokens, (office, plural))| OfficeWords { tokens, office, plural }).collect()
    }
}

fn rank(code: &str) -> Rank {
    match code {
        "head_of_state" => Rank::HeadOfState,
        "head_of_government" => Rank::HeadOfGovernment,
        "foreign" => Rank::Foreign,
        _ => Rank::Other,
    }
}

/// The phrase with its head in the plural: the word before the first "of" or "for", else the last.
fn plural(phrase: &str) -> String {
    let cut = [" of ", " for ", " to "].iter().filter_map(|p| phrase.find(p)).min();
    let (head, rest) = phrase.split_at(cut.unwrap_or(phrase.len()));
    match head {
        h if h.ends_with("man") => format!("{}men{rest}", &h[..h.len() - 3]),
        h if h.ends_with('y') && !h.ends_with("ey") => format!("{}ies{rest}", &h[..h.len() - 1]),
        h => format!("{h}s{rest}"),
    }
}

/// The ways of naming the minister of one field.
fn ministers(form: &str, office: u32) -> Vec<(String, (u32, bool))> {
    let mut out = Vec::new();
    for (title, plural) in [("minister", false), ("ministers", true)] {
        let phrases = [
            format!("{form} {title}"),
            format!("{title} of {form}"),
            format!("{title} for {form}"),
            format!("{title} of the {form}"),
        ];
        out.extend(phrases.into_iter().map(|phrase| (phrase, (office, plural))));
    }
    out
}
