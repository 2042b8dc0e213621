//! Offices named without their holder: "the Foreign Minister", "the US President", "the
//! presidents of X and Y".

use super::draft::{Draft, Scene};
use super::office_table::Rank;
use super::people::{Person, is_leader};
use super::titles::{Owner, Title};
use crate::nouns::{Actor, ActorId, ActorKind, Agreement, MentionKind, OfficeHeld, Sector};

/// Mentions by office alone.
pub(crate) fn office_drafts(scene: &Scene<'_>) -> Vec<Draft> {
    let free = scene.free_titles();
    free.filter(|title| !is_inside_name(scene, title)).filter_map(|t| draft(scene, t)).collect()
}

fn is_inside_name(scene: &Scene<'_>, title: &Title) -> bool {
    title.tokens.clone().any(|t| scene.is_named(t))
}

fn draft(scene: &Scene<'_>, title: &Title) -> Option<Draft> {
    let determiner = scene.determiner(title.tokens.start);
    if title.plural {
        return Some(plural(scene, title));
    }
    match determiner.as_deref() {
        Some("a" | "an" | "some") => Some(unnamed(scene, title)),
        // "His foreign minister" is told by whoever is meant by "his".
        Some("his" | "her" | "their" | "our") => None,
        Some(_) => Some(definite(scene, title)),
        None if scene.doc.span(title.tokens.clone()).ends_with('.') => None,
        None if title.owner.is_some() || is_capital(scene, title) => Some(definite(scene, title)),
        None => None,
    }
}

/// Whether the office is capitalised as if it were a name; an abbreviation needs its name.
fn is_capital(scene: &Scene<'_>, title: &Title) -> bool {
    scene.doc.word(title.head).starts_with(char::is_uppercase)
        && !scene.doc.tokens[title.head as usize].sent_start
}

/// "A senior official", "a Thai minister": nobody in particular.
fn unnamed(scene: &Scene<'_>, title: &Title) -> Draft {
    let country = title.country(scene.setting.knowledge);
    let mut draft =
        Draft::unnamed(scene.doc, title.tokens.clone(), scene.setting.document, country);
    draft.office = Some(title.office_name(scene.setting.knowledge));
    draft
}

/// The holder: whoever of the text has the office, else of the tables on the day, else the office
/// itself.
fn definite(scene: &Scene<'_>, title: &Title) -> Draft {
    let setting = scene.setting;
    let name = title.office_name(setting.knowledge);
    let country = title.country(setting.knowledge);
    let mut draft = if let Some(person) = holder_in_text(scene, title, country.as_deref()) {
        Draft::person(scene.doc, title.tokens.clone(), MentionKind::Office, person)
    } else {
        let state = country.or_else(|| assumed_country(scene, title));
        let actor = holder_in_tables(scene, title, state.as_deref())
            .unwrap_or_else(|| office_actor(scene, title, &name, state.as_deref()));
        let mut draft = Draft::of(scene.doc, title.tokens.clone(), MentionKind::Office, &actor);
        draft.country = state.or(draft.country);
        draft.sector = title.office(setting.knowledge).sector;
        draft
    };
    draft.head = title.head;
    draft.office = Some(name);
    draft
}

/// In a state's own text a bare office of government is that state's.
fn assumed_country(scene: &Scene<'_>, title: &Title) -> Option<String> {
    let government = title.office(scene.setting.knowledge).sector == Some(Sector::Gov);
    let home = scene.setting.home.filter(|_| title.owner.is_none() && government);
    home.map(str::to_owned)
}

/// The person of the text who has the office; at home first where the text is a state's own.
fn holder_in_text<'s>(
    scene: &'s Scene<'_>,
    title: &Title,
    country: Option<&str>,
) -> Option<&'s Person> {
    if matches!(title.owner, Some(Owner::Words(_))) {
        return None;
    }
    let has = |p: &Person, state: Option<&str>| {
        state.is_none_or(|c| p.country.as_deref() == Some(c)) && bears(scene, p, title)
    };
    let at = title.tokens.start;
    match country {
        Some(c) => scene.nearest_person(at, |p| has(p, Some(c))),
        None => scene
            .setting
            .home
            .and_then(|home| scene.nearest_person(at, |p| has(p, Some(home))))
            .or_else(|| scene.nearest_person(at, |p| has(p, None))),
    }
}

/// Whether a person of the text bears the office a title names.
fn bears(scene: &Scene<'_>, person: &Person, title: &Title) -> bool {
    let knowledge = scene.setting.knowledge;
    let name = title.office_name(knowledge);
    let told = person.titles.iter().any(|&t| {
        let other = &scene.setting.titles[t];
        other.office_name(knowledge) == name
            && (title.owner.is_none() || other.owner.is_none() || other.owner == title.owner)
            && !of_other_style(scene, title, other)
    });
    let top = |office: &str| {
        knowledge
            .offices
            .named(office)
            .is_some_and(|o| matches!(o.rank, Rank::HeadOfState | Rank::HeadOfGovernment))
    };
    let leads = is_leader(&title.office(knowledge).name)
        && title.country(knowledge).is_some()
        && person.office.as_deref().is_some_and(top);
    told || person.titles.is_empty() && person.office.as_deref() == Some(name.as_str()) || leads
}

/// "The Foreign Secretary" is not the "Foreign Minister" told of before, though the offices are
/// alike: states style theirs one way or the other.
fn of_other_style(scene: &Scene<'_>, a: &Title, b: &Title) -> bool {
    let words = [a, b].map(|t| scene.doc.word(t.head).to_lowercase());
    let style = |w: &String| matches!(w.as_str(), "secretary" | "minister");
    words.iter().all(style) && words[0] != words[1]
}

/// Whoever the tables have in the office on the day of publication.
fn holder_in_tables(scene: &Scene<'_>, title: &Title, state: Option<&str>) -> Option<Actor> {
    let setting = scene.setting;
    let of = match title.owner_actor(setting.knowledge) {
        Some(body) if body.kind == ActorKind::Body => body.id.as_str(),
        _ => state?,
    };
    let office = &title.office(setting.knowledge).name;
    let current = title.is_full();
    setting.day.filter(|_| current).and_then(|d| setting.knowledge.holder(office, of, d)).cloned()
}

/// The office as an actor of its own: of its state where that is told, else of this text.
fn office_actor(scene: &Scene<'_>, title: &Title, name: &str, state: Option<&str>) -> Actor {
    let of = match (title.owner_actor(scene.setting.knowledge), state) {
        (Some(body), _) if body.kind == ActorKind::Body => body.id.as_str(),
        (_, Some(state)) => state,
        _ => scene.setting.document,
    };
    Actor {
        id: ActorId(format!("office:{of}:{}", name.replace(' ', "-"))),
        kind: ActorKind::Office,
        qid: None,
        name: name.to_owned(),
        country: state.map(str::to_owned),
        codes: None,
        sector: title.office(scene.setting.knowledge).sector,
        aliases: Vec::new(),
        offices: vec![OfficeHeld {
            office: name.to_owned(),
            of: state.map(str::to_owned),
            from: None,
            to: None,
            agreement: Agreement::Agreed,
            source: "text".to_owned(),
        }],
    }
}

/// "The presidents", "the foreign ministers of X and Y": the persons of the text who bear the
/// office, where there are two or more.
fn plural(scene: &Scene<'_>, title: &Title) -> Draft {
    let knowledge = scene.setting.knowledge;
    let name = title.office_name(knowledge);
    let mut draft = Draft::open(scene.doc, title.tokens.clone(), MentionKind::Nominal);
    draft.head = title.head;
    draft.sector = title.office(knowledge).sector;
    let bearers = scene.persons_near(title.tokens.start).filter(|p| {
        let told = p.titles.iter().any(|&t| scene.setting.titles[t].office_name(knowledge) == name);
        told || p.office.as_deref() == Some(name.as_str())
    });
    let bearers: Vec<&Person> = bearers.collect();
    if bearers.len() >= 2 {
        draft.members = bearers.iter().map(|p| p.actor.id.clone()).collect();
    }
    draft.office = Some(name);
    draft
}
