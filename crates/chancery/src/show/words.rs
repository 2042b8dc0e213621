//! Values in words.

use std::collections::BTreeMap;

use serde::Serialize;

use super::layout::{plain, shortened};
use crate::keep::{Cited, Source, Story};
use crate::nouns::{
    Account, ActorId, DocumentId, Evidence, Moment, Participant, Precision, Published, Role, Side,
    Via, ViaBasis, When, Where,
};

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Where the evidence and the ids of what is printed lead to.
pub(super) trait Cites {
    /// The documents cited.
    fn sources(&self) -> &BTreeMap<DocumentId, Source>;
    /// Names of the actors referred to by id.
    fn names(&self) -> &BTreeMap<ActorId, String>;
}

impl Cites for Story {
    fn sources(&self) -> &BTreeMap<DocumentId, Source> {
        &self.sources
    }

    fn names(&self) -> &BTreeMap<ActorId, String> {
        &self.names
    }
}

impl Cites for Cited {
    fn sources(&self) -> &BTreeMap<DocumentId, Source> {
        &self.sources
    }

    fn names(&self) -> &BTreeMap<ActorId, String> {
        &self.names
    }
}

/// What stands where a text does not tell.
pub(super) const NOT_TOLD: &str = "not told";

/// A time as a person writes it: `13 Dec 2022`, `13 Dec (year not told)`, `Dec 2022`,
/// `by 13 Dec 2022`, `13–15 Dec 2022`.
pub fn when_words(when: Option<&When>) -> String {
    when.map_or_else(
        || NOT_TOLD.to_owned(),
        |when| time_words(when.start, when.end, when.precision),
    )
}

/// A publication day in words; empty where it is not known.
pub fn published_words(published: Option<&Published>) -> String {
    published.map_or_else(String::new, |p| time_words(p.start, p.end, p.precision))
}

fn time_words(start: Option<Moment>, end: Option<Moment>, precision: Precision) -> String {
    let yearless = start.or(end).is_some_and(|moment| moment.year.is_none());
    let words = match (start, end, precision) {
        (None, None, _) => NOT_TOLD.to_owned(),
        (Some(start), None, _) => format!("from {}", moment_words(start)),
        (None, Some(end), _) => format!("by {}", moment_words(end)),
        (Some(start), Some(_), Precision::Year) if same_year(start, end) => year_words(start),
        (Some(start), Some(_), Precision::Month) if same_month(start, end) => {
            moment_words(Moment { day: None, hour: None, ..start })
        }
        (Some(start), Some(_), Precision::Quarter) => {
            let quarter = start.month.map_or(1, |month| (month - 1) / 3 + 1);
            format!("Q{quarter} {}", year_words(start)).trim_end().to_owned()
        }
        (Some(start), Some(_), Precision::Week) => format!("week of {}", moment_words(start)),
        (Some(start), Some(end), _) if start == end => moment_words(start),
        (Some(start), Some(end), _) => range_words(start, end),
    };
    if yearless { format!("{words} (year not told)") } else { words }
}

fn same_year(start: Moment, end: Option<Moment>) -> bool {
    end.is_some_and(|end| end.year == start.year)
}

fn same_month(start: Moment, end: Option<Moment>) -> bool {
    same_year(start, end) && end.is_some_and(|end| end.month == start.month)
}

/// Two different moments, the common part said once.
fn range_words(start: Moment, end: Moment) -> String {
    match (start.day, end.day) {
        (Some(first), Some(_)) if same_month(start, Some(end)) && start.hour.is_none() => {
            format!("{first}–{}", moment_words(end))
        }
        _ if same_year(start, Some(end)) => {
            format!("{} – {}", moment_words(Moment { year: None, ..start }), moment_words(end))
        }
        _ => format!("{} – {}", moment_words(start), moment_words(end)),
    }
}

fn year_words(moment: Moment) -> String {
    moment.year.map_or_else(String::new, |year| year.to_string())
}

fn moment_words(moment: Moment) -> String {
    let month =
        moment.month.and_then(|month| MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?));
    let mut parts = Vec::new();
    parts.extend(moment.day.map(|day| day.to_string()));
    parts.extend(month.map(|&month| month.to_owned()));
    parts.extend(moment.year.map(|year| year.to_string()));
    let words = parts.join(" ");
    match moment.hour {
        Some(hour) => format!("{words}, {hour:02}h"),
        None => words,
    }
}

/// A place with its country: `Geneva, CHE`; empty where none is told.
pub fn where_words(place: Option<&Where>) -> String {
    let Some(place) = place else {
        return String::new();
    };
    let name = plain(&place.name);
    match &place.country {
        Some(country) => format!("{name}, {country}"),
        None => name,
    }
}

/// A participant in one line: `Ana Lund (president, NOR; host)`.
pub fn participant_words(person: &Participant) -> String {
    let name = plain(&person.name);
    let told = person.capacity.as_ref().or(person.office.as_ref()).map(|office| plain(office));
    // Who is named by the office alone needs it once only.
    let told = told.filter(|office| *office != name);
    // A state's own name needs no code behind it.
    let state = person.actor.as_str().starts_with("state:");
    let country = person.country.clone().filter(|_| !state);
    let role = (person.role != Role::Principal).then(|| word(&person.role));
    let about: Vec<String> = told.into_iter().chain(country).collect();
    let about: Vec<String> =
        (!about.is_empty()).then(|| about.join(", ")).into_iter().chain(role).collect();
    if about.is_empty() { name } else { format!("{name} ({})", about.join("; ")) }
}

/// Who tells an account: the outermost teller that is named or described, else the outlet.
pub(super) fn teller_words(account: &Account, story: &Story) -> String {
    let named = account.via.iter().find(|link| link.basis != ViaBasis::Unattributed);
    let teller = named.and_then(|link| link_words(link, story));
    let source = story.sources.get(&account.document);
    let teller = teller.or_else(|| source.and_then(outlet_words));
    match (teller, &account.side) {
        (Some(teller), Side::Third) => teller,
        (Some(teller), side) => format!("{teller} ({})", side_words(side)),
        (None, Side::Third) => short_id(account.document.as_str()).to_owned(),
        (None, side) => side_words(side),
    }
}

/// The chain of tellers, outermost first.
pub(super) fn via_words(via: &[Via], cited: &impl Cites) -> String {
    let links = via.iter().map(|link| {
        let teller = link_words(link, cited).unwrap_or_else(|| "the text".to_owned());
        format!("{teller} ({})", word(&link.basis).replace('_', " "))
    });
    links.collect::<Vec<_>>().join(" ← ")
}

fn link_words(link: &Via, cited: &impl Cites) -> Option<String> {
    let actor = link.actor.as_ref().map(|actor| actor_words(actor, cited));
    actor.or_else(|| link.description.as_deref().map(plain))
}

fn outlet_words(source: &Source) -> Option<String> {
    let file = source.place.as_deref().and_then(|place| place.rsplit('/').next());
    let title = source.title.as_deref().map(|title| shortened(title, 44));
    source.outlet.as_deref().map(plain).or(title).or_else(|| file.map(plain))
}

/// An actor's name, or its id where the name is not known.
pub(super) fn actor_words(actor: &ActorId, cited: &impl Cites) -> String {
    cited.names().get(actor).map_or_else(|| actor.to_string(), |name| plain(name))
}

/// A side in words.
pub(super) fn side_words(side: &Side) -> String {
    match side {
        Side::State(code) => code.clone(),
        Side::Third => "third party".to_owned(),
        Side::Joint => "joint".to_owned(),
    }
}

/// Quoted words with the number of their source and their bytes: `“met in Oslo” [1] 20–31`.
pub(super) fn evidence_words(evidence: &Evidence, cited: &impl Cites) -> String {
    let number = cited.sources().keys().position(|id| *id == evidence.document);
    let source = number.map_or_else(|| "?".to_owned(), |number| (number + 1).to_string());
    let caption = if evidence.caption { ", caption" } else { "" };
    format!("“{}” [{source}] {}–{}{caption}", plain(&evidence.text), evidence.start, evidence.end)
}

/// An id short enough for a table and long enough to be told apart: `show` takes it.
pub fn short_id(id: &str) -> &str {
    let length = match id.split_once('-') {
        Some((prefix, _)) if prefix.len() <= 3 => prefix.len() + 9,
        _ => 12,
    };
    id.get(..length).unwrap_or(id)
}

/// The exported word of an enum without fields.
pub fn word(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nouns::Basis;

    fn when(start: &str, end: &str, precision: Precision) -> String {
        let moment = |text: &str| (!text.is_empty()).then(|| text.parse().unwrap());
        let (start, end) = (moment(start), moment(end));
        when_words(Some(&When { start, end, precision, basis: Basis::Explicit, evidence: None }))
    }

    #[test]
    fn times_read_like_prose() {
        assert_eq!(when("2022-12-13", "2022-12-13", Precision::Day), "13 Dec 2022");
        assert_eq!(when("XXXX-12-13", "XXXX-12-13", Precision::Day), "13 Dec (year not told)");
        assert_eq!(when("2022-12-13T15", "2022-12-13T15", Precision::Hour), "13 Dec 2022, 15h");
        assert_eq!(when("2022-12-01", "2022-12-31", Precision::Month), "Dec 2022");
        assert_eq!(when("2022-12", "2022-12", Precision::Month), "Dec 2022");
        assert_eq!(when("2022-10-01", "2022-12-31", Precision::Quarter), "Q4 2022");
        assert_eq!(when("2022-01-01", "2022-12-31", Precision::Year), "2022");
        assert_eq!(when("2022-12-12", "2022-12-18", Precision::Week), "week of 12 Dec 2022");
        assert_eq!(when("2022-12-13", "2022-12-15", Precision::Day), "13–15 Dec 2022");
        assert_eq!(when("2022-11-28", "2022-12-02", Precision::Bounds), "28 Nov – 2 Dec 2022");
        assert_eq!(when("", "2022-12-13", Precision::Bounds), "by 13 Dec 2022");
        assert_eq!(when("2022", "", Precision::Bounds), "from 2022");
        assert_eq!(when("", "", Precision::Bounds), "not told");
    }

    #[test]
    fn short_ids_keep_their_prefix() {
        assert_eq!(short_id("enc-0123456789abcdef"), "enc-01234567");
        assert_eq!(short_id("e3b0c44298fc1c149afbf4c8"), "e3b0c44298fc");
        assert_eq!(short_id("abc"), "abc");
    }
}
