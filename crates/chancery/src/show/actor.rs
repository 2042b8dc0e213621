//! Actors: one in full, and a list of them.

use super::encounter::encounters;
use super::layout::{heading, labelled, plain};
use super::table::table;
use super::words::word;
use crate::keep::Story;
use crate::nouns::{Actor, Agreement, OfficeHeld};
use crate::resolve::Finding;

/// Who it is, the offices with their dates, and the encounters it took part in.
pub fn actor(actor: &Actor, stories: &[Story], width: usize) -> String {
    let mut out = format!("{}\n\n", plain(&actor.name));
    labelled(&mut out, "actor", actor.id.as_str(), width);
    labelled(&mut out, "kind", &word(&actor.kind), width);
    labelled(&mut out, "country", actor.country.as_deref().unwrap_or_default(), width);
    labelled(&mut out, "sector", &actor.sector.map(|s| word(&s)).unwrap_or_default(), width);
    labelled(&mut out, "Wikidata", actor.qid.as_deref().unwrap_or_default(), width);
    let aliases: Vec<String> = actor.aliases.iter().map(|alias| plain(alias)).collect();
    labelled(&mut out, "also", &aliases.join("; "), width);
    if let Some(codes) = &actor.codes {
        let number = |name: &str, code: Option<u16>| code.map(|code| format!("{name} {code}"));
        let text = |name: &str, code: &Option<String>| code.as_ref().map(|c| format!("{name} {c}"));
        let all = [
            text("ISO2", &codes.iso2),
            text("numeric", &codes.numeric),
            number("COW", codes.cow),
            number("Gleditsch-Ward", codes.gleditsch_ward),
            text("FIPS", &codes.fips),
            text("CAMEO", &codes.cameo),
        ];
        labelled(
            &mut out,
            "codes",
            &all.into_iter().flatten().collect::<Vec<_>>().join(", "),
            width,
        );
    }
    if !actor.offices.is_empty() {
        heading(&mut out, "offices");
        let rows: Vec<Vec<String>> = actor.offices.iter().map(office).collect();
        out.push_str(&table(&["office", "of", "from", "to", "source"], &rows, width));
    }
    heading(&mut out, &format!("{} encounters", stories.len()));
    if !stories.is_empty() {
        out.push_str(&encounters(stories, width));
    }
    out
}

fn office(held: &OfficeHeld) -> Vec<String> {
    let day = |moment: Option<crate::nouns::Moment>| moment.map(|m| m.to_string());
    vec![
        plain(&held.office),
        held.of.clone().unwrap_or_default(),
        day(held.from).unwrap_or_default(),
        day(held.to).unwrap_or_default(),
        plain(&held.source),
    ]
}

/// A table of those a name may mean, with the reason for each; those whose names agree only in
/// part stand apart.
pub fn findings(found: &[Finding], width: usize) -> String {
    let (near, meant): (Vec<&Finding>, Vec<&Finding>) = found.iter().partition(|f| f.near_miss);
    let heads = ["who", "country", "offices", "why"];
    let rows = |found: &[&Finding]| found.iter().map(|f| finding(f)).collect::<Vec<_>>();
    let mut out = String::new();
    if !meant.is_empty() {
        out.push_str(&table(&heads, &rows(&meant), width));
    }
    if !near.is_empty() {
        let title = "near misses: the name agrees only in part";
        if meant.is_empty() {
            out.push_str("nobody of that whole name\n");
        }
        heading(&mut out, title);
        out.push_str(&table(&heads, &rows(&near), width));
    }
    out
}

fn finding(Finding { actor, why, .. }: &Finding) -> Vec<String> {
    let offices: Vec<String> = actor.offices.iter().map(office_words).collect();
    vec![
        format!("{}\n{}", plain(&actor.name), actor.id),
        actor.country.clone().unwrap_or_default(),
        offices.join("\n"),
        plain(why),
    ]
}

fn office_words(held: &OfficeHeld) -> String {
    let from = held.from.map(|m| m.to_string()).unwrap_or_default();
    let to = held.to.map(|m| m.to_string()).unwrap_or_default();
    let of = held.of.as_ref().map(|of| format!(" of {of}")).unwrap_or_default();
    let doubt = match held.agreement {
        Agreement::Agreed => "",
        Agreement::Single => ", one source",
        Agreement::Open => ", dates open",
    };
    format!("{}{of}, {from}–{to}\n· {}{doubt}", plain(&held.office), plain(&held.source))
}
