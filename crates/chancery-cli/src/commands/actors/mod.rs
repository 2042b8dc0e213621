//! `chancery actors`: the knowledge of who is who.

mod import;

use anyhow::Result;
use chancery::nouns::{Actor, Moment, OfficeHeld};
use chancery::resolve::{Finding, Knowledge};
use jiff::civil::Date;

use super::Context;
use crate::args::ActorsCommand;
use crate::output::{print, print_json, width};
use crate::problem::Outcome;

pub(super) fn run(context: &Context, command: &ActorsCommand) -> Result<Outcome> {
    match command {
        ActorsCommand::Find { name, on } => find(context, &name.join(" "), *on),
        ActorsCommand::Import(args) => import::run(context, args),
    }
}

fn find(context: &Context, name: &str, on: Option<Date>) -> Result<Outcome> {
    let record = context.if_there()?;
    let brought = record.as_ref().map(|record| context.in_record(record.brought())).transpose()?;
    let knowledge = Knowledge::with(brought.unwrap_or_default());
    let mut found = knowledge.find(name, on);
    // The knowledge serves without a record; a record adds whom its own texts tell of.
    if let Some(record) = record {
        let told = context.in_record(record.actors_named(name))?.into_iter();
        let told: Vec<Actor> =
            told.filter(|actor| found.iter().all(|known| known.actor.id != actor.id)).collect();
        let at = found.partition_point(|finding| !finding.near_miss);
        found.splice(
            at..at,
            told.into_iter().map(|actor| {
                let why = "is told of in the record's own texts".to_owned();
                Finding { actor, why, near_miss: false }
            }),
        );
    }
    if let Some(day) = on {
        for Finding { actor, .. } in &mut found {
            actor.offices.retain(|held| is_held(held, day));
        }
    }
    show(context, &found)?;
    Ok(Outcome::Clean)
}

fn show(context: &Context, found: &[Finding]) -> Result<()> {
    if context.json {
        print_json(found)?;
    } else if found.is_empty() {
        print("nobody of that name\n")?;
    } else {
        print(&chancery::show::findings(found, width()))?;
    }
    Ok(())
}

/// Whether an office was held on a day, as far as its bounds are known.
fn is_held(held: &OfficeHeld, day: Date) -> bool {
    let begun = held.from.is_none_or(|from| prefix(from, day) >= from);
    let over = held.to.is_some_and(|to| prefix(to, day) > to);
    begun && !over
}

/// The day, as coarse as a bound is: a bound of a year covers all its days.
fn prefix(bound: Moment, day: Date) -> Moment {
    let Moment { year, month, day, .. } = Moment::day(day);
    Moment { year, month: bound.month.and(month), day: bound.day.and(day), hour: None }
}

#[cfg(test)]
mod tests {
    use chancery::nouns::Agreement;

    use super::*;

    #[test]
    fn bounds_cover_their_days() {
        let held = |from: &str, to: &str| OfficeHeld {
            office: "president".to_owned(),
            of: None,
            from: from.parse().ok(),
            to: to.parse().ok(),
            agreement: Agreement::Agreed,
            source: "test".to_owned(),
        };
        let day = "2022-05-14".parse().unwrap();
        assert!(is_held(&held("2017", ""), day));
        assert!(is_held(&held("2022", "2022"), day));
        assert!(is_held(&held("2022-05-14", "2022-05"), day));
        assert!(!is_held(&held("2022-05-15", ""), day));
        assert!(!is_held(&held("2017", "2021"), day));
        assert!(!is_held(&held("2017", "2022-05-13"), day));
    }
}
