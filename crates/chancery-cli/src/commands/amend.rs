//! `chancery amend`: what people correct in the record, as a log that is only added to.

use std::io::BufRead;
use std::path::Path;

use anyhow::{Context as _, Result};
use chancery::judging::{
    self, Field, Lookup, Shape, check, field_named, fields, hash_of, quoted, without_evidence,
};
use chancery::keep::{Record, Subject};
use chancery::nouns::{
    Actor, ActorId, Anchor, DocumentId, Judgeable, Judgement, Moment, Ruling, Said,
};
use chancery::resolve::Knowledge;
use chancery::resolve::places::Gazetteer;
use chancery::show;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::Value;

use super::{Context, show::find};
use crate::args::AmendArgs;
use crate::output::{print, print_json, width};
use crate::problem::{Outcome, hinted};

pub(super) fn run(context: &Context, args: &AmendArgs) -> Result<Outcome> {
    let mut record = context.settled()?;
    if args.list {
        return list(context, &record, args.review);
    }
    if let Some(file) = &args.from {
        return bring(context, &mut record, file);
    }
    let mut lines = Vec::new();
    for said in said(context, &record, args)? {
        keep_actors(context, &mut record, &said)?;
        lines.push(context.in_record(record.judge(said))?);
    }
    context.settle(&mut record)?;
    if context.json {
        print_json(&lines)?;
    } else {
        let words: Vec<String> = lines.iter().map(show::judgement).collect();
        print(&words.concat())?;
    }
    warn_of_review(context, &record, &lines)
}

/// Names on stderr the new lines that could not be fastened here.
fn warn_of_review(context: &Context, record: &Record, lines: &[Judgement]) -> Result<Outcome> {
    let standing = context.in_record(record.standing())?;
    let mut problems = 0;
    for line in lines {
        if let Some(judging::Standing::Review(why)) = standing.get(&line.number) {
            eprintln!("chancery: judgement {} is for review: {why}", line.number);
            problems += 1;
        }
    }
    Ok(Outcome::of(problems))
}

fn list(context: &Context, record: &Record, review: bool) -> Result<Outcome> {
    let standing = context.in_record(record.standing())?;
    let mut log = Vec::new();
    for line in context.in_record(record.judgements())? {
        let stands = standing.get(&line.number).cloned().unwrap_or(judging::Standing::InForce);
        if !review || matches!(stands, judging::Standing::Review(_)) {
            log.push((line, stands));
        }
    }
    if context.json {
        let line = |(line, stands): &(Judgement, judging::Standing)| {
            let mut value = serde_json::to_value(line).unwrap_or_default();
            value["standing"] = show::standing(stands).into();
            value
        };
        print_json(log.iter().map(line))?;
    } else if log.is_empty() {
        print(if review { "nothing to review\n" } else { "no judgements\n" })?;
    } else {
        print(&show::judgements(&log, width()))?;
    }
    Ok(Outcome::Clean)
}

/// Adds what a log of another record holds.
fn bring(context: &Context, record: &mut Record, file: &Path) -> Result<Outcome> {
    let name = file.display();
    let open = std::fs::File::open(file).with_context(|| format!("cannot read {name}"))?;
    let mut log: Vec<Judgement> = Vec::new();
    for (at, line) in (1..).zip(std::io::BufReader::new(open).lines()) {
        let line = line.with_context(|| format!("cannot read {name}"))?;
        let read: Judgement = serde_json::from_str(&line).map_err(|error| {
            let what = format!("{name}, line {at}: no judgement: {error}");
            hinted(what, "write the file with `chancery export judgements`")
        })?;
        if hash_of(&read.previous, &read.said) != read.hash {
            let what = format!("{name}, line {at}: its words are not those that were written");
            return Err(hinted(what, "export the log again; nothing was brought in"));
        }
        log.push(read);
    }
    for broken in check(&log) {
        eprintln!("chancery: {name}, line {}: {}", broken.line, broken.what);
    }
    for line in &log {
        keep_actors(context, record, &line.said)?;
    }
    let added = context.in_record(record.bring_judgements(&log))?;
    context.settle(record)?;
    let known = log.len() - added.len();
    if context.json {
        print_json(&added)?;
    } else {
        print(&format!("{} judgements brought in, {known} known already\n", added.len()))?;
    }
    let broken = check(&log).len();
    let review = warn_of_review(context, record, &added)?;
    Ok(if broken > 0 { Outcome::Problems } else { review })
}

/// The actors that a value names are kept, so that their ids lead somewhere.
fn keep_actors(context: &Context, record: &mut Record, said: &Said) -> Result<()> {
    let mut ids = Vec::new();
    actor_ids(said.value.as_ref().unwrap_or(&Value::Null), &mut ids);
    if ids.is_empty() {
        return Ok(());
    }
    let knowledge = Knowledge::with(context.in_record(record.brought())?);
    for id in ids {
        let told = context.in_record(record.actor(&id))?;
        if let Some(actor) = told.or_else(|| knowledge.actor(&id).cloned()) {
            context.in_record(record.keep_judged_actor(&actor))?;
        }
    }
    Ok(())
}

/// Every id of an actor in a value.
fn actor_ids(value: &Value, found: &mut Vec<ActorId>) {
    match value {
        Value::String(text)
            if ["state:", "person:", "body:", "office:", "group:"]
                .iter()
                .any(|kind| text.starts_with(kind)) =>
        {
            found.push(ActorId(text.clone()));
        }
        Value::Array(members) => members.iter().for_each(|it| actor_ids(it, found)),
        Value::Object(object) => object.values().for_each(|it| actor_ids(it, found)),
        _ => {}
    }
}

/// What the command line judges: one line, or one for each telling that is split off.
fn said(context: &Context, record: &Record, args: &AmendArgs) -> Result<Vec<Said>> {
    let blank = blank(args)?;
    if let Some(number) = args.withdraw {
        let log = context.in_record(record.judgements())?;
        let line = log.iter().find(|line| line.number == number).ok_or_else(|| {
            hinted(format!("the log has no line {number}"), "`chancery amend --list` prints it")
        })?;
        let withdraws = Some(line.hash.clone());
        return Ok(vec![Said { ruling: Ruling::Withdraw, withdraws, ..blank }]);
    }
    let Some(target) = &args.target else {
        let hint = "give an id: `chancery show` prints them; or --list, --from, --withdraw";
        return Err(hinted("it is not told what to amend", hint));
    };
    let subject = subject(context, record, target)?;
    if let Some(document) = &args.split {
        return split(context, record, &subject, document, &blank);
    }
    let anchors = anchors(context, record, &subject)?;
    let said = Said { noun: Some(subject.noun), side: subject.side.clone(), anchors, ..blank };
    if let Some(other) = &args.merge {
        return Ok(vec![merge(context, record, &subject, other, said)?]);
    }
    if args.not_so {
        return Ok(vec![Said { ruling: Ruling::NotSo, ..said }]);
    }
    let Some(name) = &args.field else {
        if args.lock {
            return Ok(vec![Said { ruling: Ruling::Lock, value: Some(all(&subject)), ..said }]);
        }
        let what = format!("it is not told what to amend in {}", subject.id);
        return Err(hinted(what, "give FIELD and VALUE, or --not-so, --merge, --split, --lock"));
    };
    let field = field_named(subject.noun, name).ok_or_else(|| no_field(subject.noun, name))?;
    Ok(vec![on_field(context, record, &subject, field, args, said)?])
}

/// A judgement that says nothing yet, by this person on this day.
fn blank(args: &AmendArgs) -> Result<Said> {
    let given = |text: &Option<String>| text.as_deref().map(str::trim).map(str::to_owned);
    let filled = |text: Option<String>| text.filter(|text| !text.is_empty());
    let by = filled(given(&args.by))
        .ok_or_else(|| hinted("it is not told who judges", "give --by NAME"))?;
    let because = filled(given(&args.because))
        .ok_or_else(|| hinted("it is not told why", "give --because TEXT"))?;
    let today = || Timestamp::now().to_zoned(TimeZone::UTC).date();
    Ok(Said {
        ruling: Ruling::Set,
        noun: None,
        anchors: Vec::new(),
        side: None,
        field: None,
        value: None,
        was: None,
        words: None,
        withdraws: None,
        because,
        by,
        day: Moment::day(args.day.unwrap_or_else(today)),
        brought: None,
    })
}

fn no_field(noun: Judgeable, name: &str) -> anyhow::Error {
    let known: Vec<&str> = fields(noun).iter().map(|field| field.name).collect();
    let what =
        format!("a {} has no field `{name}` to judge, only {}", noun.name(), known.join(", "));
    hinted(what, "`chancery export NOUN` shows what each field holds")
}

/// What an id, or its first signs, stands for.
fn subject(context: &Context, record: &Record, id: &str) -> Result<Subject> {
    let (noun, id) = find(context, record, id)?;
    context.in_record(record.subject(noun, &id))?.ok_or_else(|| {
        let what = format!("{id} is one of the {}, which are not judged", noun.name());
        hinted(what, "judge an encounter, account, statement, commitment or document")
    })
}

fn anchors(context: &Context, record: &Record, subject: &Subject) -> Result<Vec<Anchor>> {
    let side = subject.side.as_ref();
    let found = context.in_record(record.anchors(subject.noun, side, &subject.targets))?;
    if found.is_empty() {
        let what = format!("{} has no words of its own to fasten a judgement to", subject.id);
        return Err(hinted(what, "judge what else is told in the same words, or the document"));
    }
    Ok(found)
}

fn merge(
    context: &Context,
    record: &Record,
    subject: &Subject,
    other: &str,
    said: Said,
) -> Result<Said> {
    let other = self::subject(context, record, other)?;
    if subject.noun != Judgeable::Encounter || other.noun != Judgeable::Encounter {
        return Err(hinted("only encounters are merged", "give the ids of two encounters"));
    }
    if subject.id == other.id {
        let what = format!("{} is one encounter already", subject.id);
        return Err(hinted(what, "give the ids of two"));
    }
    let theirs = anchors(context, record, &other)?;
    let both = said.anchors.into_iter().take(1).chain(theirs.into_iter().take(1)).collect();
    Ok(Said { ruling: Ruling::Merge, anchors: both, ..said })
}

/// One line for each telling of the encounter that a document holds.
fn split(
    context: &Context,
    record: &Record,
    subject: &Subject,
    document: &str,
    blank: &Said,
) -> Result<Vec<Said>> {
    let starts = |(_, own): &&(judging::Target, DocumentId)| own.as_str().starts_with(document);
    let (own, others): (Vec<_>, Vec<_>) = subject.targets.iter().partition(starts);
    let whose = format!("encounter {}", subject.id);
    if subject.noun != Judgeable::Encounter || own.is_empty() || others.is_empty() {
        let what = format!("document {document} is not one of several that tell of {whose}");
        return Err(hinted(what, "`chancery show ID` prints the documents of an encounter"));
    }
    let mut lines = Vec::new();
    for one in own {
        let all: Vec<_> = std::iter::once(one).chain(others.iter().copied()).collect();
        let mut found = Vec::new();
        for target in all {
            let target = std::slice::from_ref(target);
            found.extend(context.in_record(record.anchors(Judgeable::Encounter, None, target))?);
        }
        let noun = Some(Judgeable::Encounter);
        lines.push(Said { ruling: Ruling::Split, noun, anchors: found, ..blank.clone() });
    }
    Ok(lines)
}

/// What stands in every field, to be locked.
fn all(subject: &Subject) -> Value {
    let field = |field: &Field| Some((field.name.to_owned(), subject.now.get(field.name)?.clone()));
    fields(subject.noun).iter().filter_map(field).collect()
}

fn on_field(
    context: &Context,
    record: &Record,
    subject: &Subject,
    field: &'static Field,
    args: &AmendArgs,
    said: Said,
) -> Result<Said> {
    let stands = subject.now.get(field.name).cloned().unwrap_or_default();
    let was = subject.read.get(field.name).filter(|was| !was.is_null()).cloned();
    let name = Some(field.name.to_owned());
    let said = Said { field: name, was, ..said };
    if args.lock {
        return Ok(Said { ruling: Ruling::Lock, value: Some(stands), ..said });
    }
    if args.wrong {
        let value = wrong(field, &stands, args.value.as_deref())?;
        return Ok(Said { ruling: Ruling::Wrong, value, ..said });
    }
    let many = matches!(field.shape, Shape::Participants | Shape::Topics | Shape::Outcomes);
    if args.add != many && (many || !field.shape.is_list()) {
        let what = format!("`{}` holds {}", field.name, if many { "many" } else { "one value" });
        let hint = if many {
            "add one with --add FIELD VALUE --words TEXT, take one out with --wrong FIELD VALUE"
        } else {
            "give its right value without --add"
        };
        return Err(hinted(what, hint));
    }
    let words = words(context, record, subject, args)?;
    let value = value(context, record, subject, field, args)?;
    let (ruling, value) = match (args.add, field.shape.is_list()) {
        (true, _) => (Ruling::Add, value),
        (false, true) => (Ruling::Set, Value::Array(vec![value])),
        (false, false) => (Ruling::Set, value),
    };
    Ok(Said { ruling, value: Some(value), words, ..said })
}

/// What is wrong: nothing more to say of one value; of many, which one.
fn wrong(field: &Field, stands: &Value, which: Option<&str>) -> Result<Option<Value>> {
    let Value::Array(members) = stands else {
        if field.emptied.is_none() {
            let what = format!("`{}` cannot be left open", field.name);
            return Err(hinted(what, "give the right value: amend ID FIELD VALUE"));
        }
        if stands.is_null() {
            let what = format!("`{}` has no value that could be wrong", field.name);
            return Err(hinted(what, "`chancery show ID` prints what stands"));
        }
        return Ok(None);
    };
    let is = |member: &&Value| {
        let texts = ["actor", "name", "subject", "text"].map(|key| member.get(key));
        let own = std::iter::once(Some(*member)).chain(texts).flatten().filter_map(Value::as_str);
        which.is_some_and(|which| own.into_iter().any(|it| it.eq_ignore_ascii_case(which.trim())))
    };
    members.iter().find(is).cloned().map(Some).ok_or_else(|| {
        let there: Vec<String> = members.iter().map(show::value).collect();
        let what = match which {
            Some(which) => format!("`{which}` is none of its {}: {}", field.name, there.join("; ")),
            None => format!("it is not told which of {}: {}", field.name, there.join("; ")),
        };
        hinted(what, "give one of these after the field")
    })
}

/// The words that show the value, found in a document that tells of the thing.
fn words(
    context: &Context,
    record: &Record,
    subject: &Subject,
    args: &AmendArgs,
) -> Result<Option<Anchor>> {
    let Some(quote) = &args.words else {
        if args.add {
            let hint = "quote the document: --words TEXT";
            return Err(hinted("what is added has no words that show it", hint));
        }
        return Ok(None);
    };
    for (_, id) in &subject.targets {
        let document = context.in_record(record.document(id))?;
        if let Some(anchor) = document.and_then(|document| quoted(&document, quote)) {
            return Ok(Some(anchor));
        }
    }
    let what = format!("\"{quote}\" stands in no document that tells of {}", subject.id);
    Err(hinted(what, "quote the document word for word; `chancery search` finds words"))
}

fn value(
    context: &Context,
    record: &Record,
    subject: &Subject,
    field: &Field,
    args: &AmendArgs,
) -> Result<Value> {
    let text = args.value.as_deref().unwrap_or_default();
    let knowledge = Knowledge::with(context.in_record(record.brought())?);
    let gazetteer = Gazetteer::embedded();
    let day = subject.day;
    let actor = |name: &str| actor(record, &knowledge, name, day);
    let place = |name: &str| gazetteer.called(name);
    let lookup = Lookup { actor: &actor, place: &place, day };
    let found = judging::value(field, text, args.words.as_deref(), &lookup).map_err(|what| {
        hinted(
            format!("{}, field `{}`: {what}", subject.id, field.name),
            "give the value as `chancery export` writes it; docs/judgements.md lists the fields",
        )
    })?;
    Ok(without_evidence(&found))
}

/// The one actor of an id or a name.
fn actor(
    record: &Record,
    knowledge: &Knowledge,
    name: &str,
    day: Option<jiff::civil::Date>,
) -> Result<Actor, String> {
    let id = ActorId(name.to_owned());
    let told = record.actor(&id).map_err(|error| error.to_string())?;
    if let Some(actor) = told.or_else(|| knowledge.actor(&id).cloned()) {
        return Ok(actor);
    }
    let known = knowledge.find(name, day).into_iter().filter(|it| !it.near_miss);
    let mut found: Vec<Actor> = known.map(|it| it.actor).collect();
    let told = record.actors_named(name).map_err(|error| error.to_string())?;
    found.extend(told.into_iter().filter(|it| it.name.eq_ignore_ascii_case(name)));
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    match found.len() {
        0 => {
            Err(format!("nobody called `{name}` is known: `chancery actors import` brings them in"))
        }
        1 => Ok(found.swap_remove(0)),
        _ => {
            let ids: Vec<String> = found.iter().take(8).map(|it| it.id.to_string()).collect();
            Err(format!("`{name}` may be any of {}: give the id", ids.join(", ")))
        }
    }
}
