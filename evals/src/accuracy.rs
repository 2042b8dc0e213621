//! The book's page of figures, `docs/accuracy.md`, made from `evals/scores.csv`.

use std::fmt::Write as _;

use crate::scores::Score;
use crate::suite::Suite;

/// What stands above the tables.
const HEAD: &str = include_str!("accuracy_head.md");

/// The page for all figures of the file, a section a suite, in the order in which they begin there.
fn page(groups: &[Vec<Score>]) -> String {
    let suite = |group: &[Score]| group.first().map(|score| score.suite);
    let mut suites: Vec<Suite> = Vec::new();
    for suite in groups.iter().filter_map(|group| suite(group)) {
        if !suites.contains(&suite) {
            suites.push(suite);
        }
    }
    let mut page = HEAD.to_owned();
    for of in suites {
        let _ = write!(page, "\n## {}\n\n{}\n", name(of), about(of));
        groups
            .iter()
            .filter(|group| suite(group) == Some(of))
            .for_each(|it| page.push_str(&table(it)));
    }
    page
}

/// One gold with its figures; a missed target is set in bold.
fn table(group: &[Score]) -> String {
    let gold = group.first().map_or("", |score| score.gold.as_str());
    let mut table = format!("\n`{gold}`{}\n\n", origin(gold));
    table.push_str("| figure | measured | target | n |\n|---|---|---|---|\n");
    for score in group {
        let value = score.value.map_or("–".to_owned(), figure);
        let missed = score.threshold.zip(score.value).is_some_and(|(low, value)| value < low);
        let value = if missed { format!("**{value}**") } else { value };
        let target = score.threshold.map_or(String::new(), figure);
        let n = score.n.map_or(String::new(), |n| n.to_string());
        let _ = writeln!(table, "| {} | {value} | {target} | {n} |", score.metric);
    }
    table
}

/// Whose gold it is, and what it was used for.
fn origin(gold: &str) -> &'static str {
    let worked_on = ["dev", "seeds", "examples", "held"];
    let stem = gold.rsplit('/').next().unwrap_or(gold);
    let known = worked_on.iter().any(|word| stem.contains(word));
    match (gold.starts_with('$'), known) {
        (true, _) => ", made by others",
        (false, true) => ", **own**, worked on",
        (false, false) => ", **own**",
    }
}

/// Whole numbers as such, shares to three places, and what is near to 1 to six.
fn figure(value: f64) -> String {
    if value.fract() == 0.0 {
        format!("{value:.0}")
    } else if value > 0.9995 {
        format!("{value:.6}")
    } else {
        format!("{value:.3}")
    }
}

fn name(suite: Suite) -> String {
    format!("{suite:?}").chars().enumerate().fold(String::new(), |mut name, (at, c)| {
        if at > 0 && c.is_uppercase() {
            name.push('_');
        }
        name.extend(c.to_lowercase());
        name
    })
}

/// What a suite measures.
fn about(suite: Suite) -> &'static str {
    match suite {
        Suite::Parity => "Share of tokens and of their analyses equal to spaCy's.",
        Suite::Extraction => "The story of a page, by shingles of four words.",
        Suite::Timex => {
            "Expressions of time: their bounds, and the day, week, month or year meant."
        }
        Suite::Readouts => {
            "Kind of contact, states and persons of the Kremlin's readouts, held against the \
             editors' tags."
        }
        Suite::Places => "Places, within 161 km of where they lie.",
        Suite::Meetings => {
            "Encounters of unseen texts: found, by whom, when, where, in what status."
        }
        Suite::Encounters => {
            "One encounter in many documents: accounts found, linked, compared. `account_recall` is \
             the share of voices found; the fields are of each voice, what is not found counting as \
             wrong."
        }
        Suite::Actors => "Who is meant by a mention, as of its day.",
        Suite::Officeholders => {
            "Foreign leaders of the State Department's visits and travels: one person with the \
             right office on the day."
        }
        Suite::Attribution => "Source, cue and content of attributions, F1.",
        Suite::Statements => "Speaker and act of drawn statements, judged one by one.",
        Suite::Answers => "Which claim an answer is about.",
        Suite::Coreference => "Words that tell one event, over documents, gold mentions given.",
        Suite::Subjects => "Whether two sentences of two accounts tell of one subject.",
        Suite::KremlinPairs => "Readouts of one government near each other in time: apart or one.",
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// Run with `WRITE_DOCS=1` to write the page anew.
    #[test]
    fn the_page_of_figures_is_that_of_the_file() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let made = page(&crate::scores::read(&root.join("evals/scores.csv")).unwrap());
        let path = root.join("docs/accuracy.md");
        if std::env::var_os("WRITE_DOCS").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), made);
    }

    #[test]
    fn misses_are_bold_and_golds_of_others_are_named() {
        let score = |gold: &str, value: f64| Score {
            suite: Suite::KremlinPairs,
            gold: gold.to_owned(),
            metric: "f1".to_owned(),
            value: Some(value),
            threshold: Some(0.5),
            n: Some(3),
            note: String::new(),
        };
        let made = page(&[vec![score("$X/y", 0.4)], vec![score("evals/gold/z/dev.jsonl", 0.6)]]);
        assert!(made.contains("## kremlin_pairs"), "{made}");
        assert!(made.contains("`$X/y`, made by others"), "{made}");
        assert!(made.contains("| f1 | **0.400** | 0.500 | 3 |"), "{made}");
        assert!(made.contains("`evals/gold/z/dev.jsonl`, **own**, worked on"), "{made}");
    }
}
