//! Whether the tables tell who was met.

use chancery::nouns::{Actor, ActorKind, OfficeHeld};
use chancery::resolve::{Knowledge, holds};
use jiff::civil::Date;

use super::titled::{Office, Standing};

/// Somebody who was met.
#[derive(Debug)]
pub(crate) struct Leader {
    /// Where the gold says so, for the list of errors.
    pub(crate) at: String,
    pub(crate) name: String,
    /// None where the gold gives a name alone.
    pub(crate) office: Option<Office>,
    /// Codes of the states, or ids of bodies, the office may belong to.
    pub(crate) of: Vec<String>,
    /// Whether the gold says that it belongs there; if not, that is where they met.
    pub(crate) told: bool,
    /// First day of the meeting or stay.
    pub(crate) first: Date,
    /// Last day.
    pub(crate) last: Date,
}

/// Whether the tables tell who was met, and if not, why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Exactly one actor of that name held the office.
    Right,
    /// Nobody of that name ever held an office where they met, and exactly one held the office
    /// elsewhere.
    RightElsewhere,
    /// Nobody of that very name held it, and exactly one did whose name is spelt nearly so.
    RightSpelling,
    /// Nobody is called so.
    Nobody,
    /// Whoever is called so never held an office of that state or body.
    Elsewhere,
    /// Nobody called so did, but somebody of another name held this one on that day: the name is
    /// spelt another way, or the tables are wrong.
    OtherName(String),
    /// Whoever is called so held another office of that state or body.
    OtherOffice(String),
    /// Whoever is called so held offices there, but none on that day.
    OtherDay(String),
    /// More than one of that name held the office.
    Several(String),
    /// The tables have no state of that name.
    NoState,
}

impl Verdict {
    /// The reason in words; none where nothing is wrong.
    pub(crate) fn reason(&self) -> Option<&'static str> {
        match self {
            Verdict::Right | Verdict::RightElsewhere | Verdict::RightSpelling => None,
            Verdict::Nobody => Some("nobody of the name"),
            Verdict::Elsewhere => Some("nobody of the name with an office there"),
            Verdict::OtherName(_) => Some("held by another name"),
            Verdict::OtherOffice(_) => Some("other office"),
            Verdict::OtherDay(_) => Some("office not held that day"),
            Verdict::Several(_) => Some("several"),
            Verdict::NoState => Some("state not known"),
        }
    }

    /// What the tables have instead.
    pub(crate) fn instead(&self) -> &str {
        match self {
            Verdict::OtherName(have)
            | Verdict::OtherOffice(have)
            | Verdict::OtherDay(have)
            | Verdict::Several(have) => have,
            _ => "",
        }
    }
}

/// Looks a leader up by name, office, state and day.
pub(crate) fn judge(knowledge: &Knowledge, leader: &Leader) -> Verdict {
    if leader.of.is_empty() {
        return Verdict::NoState;
    }
    let mut found = knowledge.find(&leader.name, Some(leader.first));
    found.retain(|f| !f.near_miss);
    let persons = found.into_iter().map(|f| f.actor).filter(|a| a.kind == ActorKind::Person);
    let persons: Vec<Actor> = persons.collect();
    let right = |h: &OfficeHeld| named(knowledge, leader, h) && on_the_day(leader, h);
    let held = |a: &&Actor| a.offices.iter().any(|h| there(leader, h) && right(h));
    let fitting: Vec<&Actor> = persons.iter().filter(held).collect();
    match fitting.as_slice() {
        [_] => Verdict::Right,
        [] if spelt_nearly(knowledge, leader).len() == 1 => Verdict::RightSpelling,
        [] => match failure(knowledge, leader, &persons) {
            Verdict::Elsewhere if !leader.told => {
                let anywhere = persons.iter().filter(|a| a.offices.iter().any(right));
                if anywhere.count() == 1 { Verdict::RightElsewhere } else { Verdict::Elsewhere }
            }
            failure => failure,
        },
        _ => Verdict::Several(names(&fitting)),
    }
}

/// Why nobody fits of those who bear the name.
fn failure(knowledge: &Knowledge, leader: &Leader, persons: &[Actor]) -> Verdict {
    let offices = |a: &Actor, now: bool| {
        let there = a.offices.iter().filter(|h| there(leader, h));
        let there = there.filter(|h| !now || on_the_day(leader, h));
        there.map(|h| format!("{}: {}", a.name, tenure(h))).collect::<Vec<_>>()
    };
    let now: Vec<String> = persons.iter().flat_map(|a| offices(a, true)).collect();
    let ever: Vec<String> = persons.iter().flat_map(|a| offices(a, false)).collect();
    match (now.is_empty(), ever.is_empty()) {
        (false, _) => Verdict::OtherOffice(now.join("; ")),
        (true, false) => Verdict::OtherDay(ever.join("; ")),
        (true, true) => match holder(knowledge, leader) {
            Some(other) if persons.is_empty() || leader.told => {
                Verdict::OtherName(other.name.clone())
            }
            _ if persons.is_empty() => Verdict::Nobody,
            _ => Verdict::Elsewhere,
        },
    }
}

/// Whoever held the office on the first day, by any name.
fn holder<'k>(knowledge: &'k Knowledge, leader: &Leader) -> Option<&'k Actor> {
    let office = leader.office.as_ref()?;
    leader.of.iter().find_map(|of| knowledge.holder(&office.name, of, leader.first))
}

/// Whether an office belongs to the state or body it was met as.
fn there(leader: &Leader, held: &OfficeHeld) -> bool {
    held.of.as_ref().is_some_and(|of| leader.of.contains(of))
}

/// Whether it is the office the gold names; any where it names none.
fn named(knowledge: &Knowledge, leader: &Leader, held: &OfficeHeld) -> bool {
    leader
        .office
        .as_ref()
        .is_none_or(|told| told.words == held.office || knowledge.is_office(held, &told.name))
}

/// Whoever held the office and whose name is spelt nearly so.
fn spelt_nearly<'k>(knowledge: &'k Knowledge, leader: &Leader) -> Vec<&'k Actor> {
    let Some(office) = &leader.office else { return Vec::new() };
    let named = |of: &String| knowledge.holders_named(&leader.name, &office.name, of, leader.first);
    let mut found: Vec<&Actor> = leader.of.iter().flat_map(named).collect();
    found.sort_by(|a, b| a.id.cmp(&b.id));
    found.dedup_by(|a, b| a.id == b.id);
    found
}

/// Whether an office was held on the first or the last day, or, by somebody elect, is taken up
/// within a year.
fn on_the_day(leader: &Leader, held: &OfficeHeld) -> bool {
    let elect = leader.office.as_ref().is_some_and(|o| o.standing == Standing::Elect);
    let later = |months: i8| {
        let span = jiff::Span::new().months(months);
        leader.last.checked_add(span).is_ok_and(|day| holds(held, day))
    };
    holds(held, leader.first) || holds(held, leader.last) || elect && (1..=12).any(later)
}

fn tenure(held: &OfficeHeld) -> String {
    let end = |moment: Option<chancery::nouns::Moment>| {
        moment.map_or_else(String::new, |m| m.to_string())
    };
    let of = held.of.as_deref().unwrap_or_default();
    format!("{}@{of}:{}..{}", held.office, end(held.from), end(held.to))
}

fn names(actors: &[&Actor]) -> String {
    actors.iter().map(|a| a.name.as_str()).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use chancery::resolve::Brought;

    use super::super::titled::titled;
    use super::*;

    #[test]
    fn where_they_met_need_not_be_whom_they_served() {
        let served = |told| {
            let mut leader = leader("President Ilse Talo", "NOR", "1893-05-01");
            leader.1.told = told;
            judge(&leader.0, &leader.1)
        };
        assert_eq!(served(false), Verdict::RightElsewhere);
        assert_eq!(served(true), Verdict::Elsewhere);
    }

    const PEOPLE: &str = "name\tfamily\taliases\tgender\toffices\tsource\tcountry\tqid\n\
        Mira Orlan\t\t\tf\tprime minister@IRL:1891..1895\tx\tIRL\t\n\
        Ivo Orlan\t\t\tm\tking@NOR:1880..1895|crown prince@NOR:1870..1879\tx\tNOR\t\n\
        Ilse Talo\t\t\tf\tpresident@FIN:1892-03..1894\tx\tFIN\t\n";

    fn leader(words: &str, of: &str, day: &str) -> (Knowledge, Leader) {
        let brought = Brought { people: PEOPLE.to_owned(), ..Brought::default() };
        let knowledge = Knowledge::with(brought);
        let named = titled(words, &knowledge).remove(0);
        let day: Date = day.parse().expect("a day");
        let leader = Leader {
            at: String::new(),
            name: named.name,
            office: Some(named.office),
            of: vec![of.to_owned()],
            told: true,
            first: day,
            last: day,
        };
        (knowledge, leader)
    }

    fn verdict(words: &str, of: &str, day: &str) -> Verdict {
        let (knowledge, leader) = leader(words, of, day);
        judge(&knowledge, &leader)
    }

    #[test]
    fn one_person_of_the_name_has_to_hold_the_office() {
        assert_eq!(verdict("Taoiseach Mira Orlan", "IRL", "1892-05-01"), Verdict::Right);
        assert_eq!(verdict("Emir Orlan", "NOR", "1892-05-01"), Verdict::Right);
        assert_eq!(verdict("President-elect Ilse Talo", "FIN", "1891-12-01"), Verdict::Right);
        assert_eq!(verdict("President Zorba Quux", "FIN", "1891-12-01"), Verdict::Nobody);
        let spelt = verdict("President Ilse Brandt", "FIN", "1893-05-01");
        assert_eq!(spelt.instead(), "Ilse Talo");
        assert_eq!(verdict("President Orlan", "FIN", "1899-05-01"), Verdict::Elsewhere);
        let late = verdict("Prime Minister Orlan", "IRL", "1899-05-01");
        assert_eq!(late.reason(), Some("office not held that day"));
        assert_eq!(late.instead(), "Mira Orlan: prime minister@IRL:1891..1895");
        let other = verdict("Foreign Minister Orlan", "NOR", "1892-05-01");
        assert_eq!(other.reason(), Some("other office"));
    }
}
