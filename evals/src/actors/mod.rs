//! Suite `actors`: whom single mentions mean, each in a short text of its own with a day of
//! publication; gold is JSON lines as `evals/gold/actors/GUIDE.md` lays them down.
//!
//! Each text is read as any text is, through all stages. Judged is the mention on the gold's
//! words, else the one that shares most bytes with them. A person is right by name and, where
//! the gold gives one, by a state they belong to or served; a state by its code; a body by name;
//! an office by state and plain name; a plural by all of its members and no other. Where the gold
//! has nobody, whoever is not in the tables is as good as nobody.
//!
//! `accuracy`: right ones of all, with the ends of its 95 % interval after Wilson;
//! `accuracy_null`: the same where the gold has nobody; `coverage`: share of the others for which
//! any actor was given; `office_accuracy`: share of the gold's offices of persons that the
//! mention gives in the same plain words.

mod gold;
mod judge;
mod office;

use std::path::Path;

use anyhow::Context;
use chancery::nouns::Mention;
use chancery::pipeline::PageReader;
use chancery::read::Source;

use crate::reading::page;
use crate::report::Report;
use crate::share::Share;
use gold::{Gold, GoldActor, GoldKind};
use judge::Judge;

/// Measures every line of the gold.
pub(crate) fn measure(path: &Path) -> anyhow::Result<Report> {
    let gold = gold::read(path)?;
    let reader = PageReader::new();
    let mut tally = Tally::default();
    for line in &gold {
        let source = Source { published: Some(line.day.clone()), ..Source::default() };
        let page = page(&line.text, &source).with_context(|| line.id.clone())?;
        let outcome = reader.read_page(page);
        tally.score(line, &Judge { reader: &reader, outcome: &outcome });
    }
    Ok(tally.report())
}

/// All counts of the suite.
#[derive(Default)]
struct Tally {
    all: Share,
    null: Share,
    given: Share,
    office: Share,
    errors: Vec<String>,
}

impl Tally {
    fn score(&mut self, gold: &Gold, judge: &Judge<'_>) {
        let mention = judge.mention(gold);
        let right = judge.is_right(gold, mention);
        self.all.count(right);
        if gold.actor.is_none() {
            self.null.count(right);
        } else {
            let given = |m: &Mention| m.actor.is_some() || !m.members.is_empty();
            self.given.count(mention.is_some_and(given));
        }
        if !right {
            self.errors.push(error(gold, "actor", mention));
        }
        if let (Some(office), true) = (&gold.office, is_person(gold)) {
            let right = judge.has_office(mention, office);
            self.office.count(right);
            if !right {
                self.errors.push(error(gold, "office", mention));
            }
        }
    }

    fn report(self) -> Report {
        let (low, high) = self.all.interval();
        Report {
            suite: "actors",
            n: self.all.all,
            metrics: vec![
                ("accuracy", self.all.value()),
                ("coverage", self.given.value()),
                ("accuracy_low", low),
                ("accuracy_high", high),
                ("accuracy_null", self.null.value()),
                ("office_accuracy", self.office.value()),
                ("n_null", self.null.all as f64),
                ("n_office", self.office.all as f64),
            ],
            remarks: Vec::new(),
            errors: self.errors,
        }
    }
}

fn is_person(gold: &Gold) -> bool {
    matches!(&gold.actor, Some(GoldActor::One(one)) if one.kind == GoldKind::Person)
}

fn error(gold: &Gold, what: &str, mention: Option<&Mention>) -> String {
    let wanted = gold.actor.as_ref().map_or_else(|| "nobody".to_owned(), GoldActor::label);
    let office = gold.office.as_deref().unwrap_or("none");
    let found = mention.map_or_else(
        || "no mention".to_owned(),
        |m| format!("\u{201c}{}\u{201d} {:?} {:?} {:?}", m.text, m.actor, m.members, m.office),
    );
    let Gold { id, category, mention, .. } = gold;
    format!("{id}\t{category}\t{what}\t{mention}\tgold {wanted}, {office}\tfound {found}")
}
