//! `chancery changes`: what entered the record since a day, and what that changed.

use std::collections::BTreeMap;

use anyhow::Result;
use chancery::nouns::EncounterId;
use chancery::show;
use jiff::civil::Date;
use serde_json::json;

use super::Context;
use crate::output::{print, print_json, width};
use crate::problem::Outcome;

pub(super) fn run(context: &Context, since: Date) -> Result<Outcome> {
    let record = context.settled()?;
    let ties = context.in_record(record.ties())?;
    let news = context.in_record(record.news(&since.to_string(), &ties))?;
    if context.json {
        print_json(news.documents.iter().map(|id| json!({ "document": id })))?;
        print_json(&news.encounters)?;
        return Ok(Outcome::Clean);
    }
    let cited = context.in_record(record.cited(news.documents.iter().cloned(), []))?;
    let ids: Vec<EncounterId> = news.encounters.iter().map(|it| it.encounter.clone()).collect();
    let stories = context.in_record(record.stories(&ids))?;
    let stories: BTreeMap<&EncounterId, _> =
        stories.iter().map(|story| (&story.encounter.id, story)).collect();
    print(&show::changes(&news, &cited, &stories, width()))?;
    Ok(Outcome::Clean)
}
