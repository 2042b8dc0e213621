//! Whether somebody held the office a text names: offices go by different titles from state to
//! state, and names are spelt in many ways.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::super::fold::{name_parts, near_part};
use super::super::office_table::Rank;
use super::{Knowledge, holds, roster::Known};
use crate::nouns::{Actor, OfficeHeld};

/// Offices of a crowned head: one office under the styles of their countries. A queen may be a
/// king's wife.
const CROWNS: &[&str] = &["king", "emperor", "emir", "sultan", "grand duke", "prince"];

/// Offices of whoever leads a party, or a movement.
const LEADERS: &[&str] = &[
    "party leader",
    "leader of the opposition",
    "general secretary",
    "leader",
    "supreme leader",
    "head",
    "chair",
    "chairperson",
];

impl Knowledge {
    /// Whether an office of the tables is the one a text names by its plain name: the same, the
    /// same under that state's or body's own style ("President" of the government of Spain), or a
    /// broader word for it ("leader").
    pub fn is_office(&self, held: &OfficeHeld, told: &str) -> bool {
        let office = held.office.as_str();
        let ranks = [office, told].map(|o| self.offices.named(o).map(|o| o.rank));
        // "Secretary of state" is a foreign minister in the United States alone.
        let of = held.of.as_deref().unwrap_or_default();
        let states = self.offices.named(told).map_or(&[][..], |o| o.states.as_slice());
        let here = states.is_empty() || states.contains(&of);
        let one_rank = here && matches!(ranks[0], Some(Rank::HeadOfGovernment | Rank::Foreign));
        office == told
            || one_rank && ranks[0] == ranks[1]
            || CROWNS.contains(&office) && CROWNS.contains(&told)
            || self.is_styled(held, told)
            || is_broader(told, office, ranks[0])
    }

    /// Whether the state or body of an office has it under that title.
    fn is_styled(&self, held: &OfficeHeld, told: &str) -> bool {
        let Some(of) = held.of.as_deref() else { return false };
        let styles = self.styles.iter().filter(|style| style.of == of && style.title == told);
        styles.into_iter().any(|style| style.offices.contains(&held.office.as_str()))
    }

    /// Persons who held the office of a state or body on a day and whose name is these parts,
    /// spelt otherwise or misspelt.
    pub(crate) fn holders_near(
        &self,
        parts: &[SmolStr],
        office: &str,
        of: &str,
        day: Date,
    ) -> Vec<&Actor> {
        let held = |known: &Known| {
            let mut own = known.actor.offices.iter().filter(|h| h.of.as_deref() == Some(of));
            own.any(|h| self.is_office(h, office) && holds(h, day))
        };
        let near = self.people.of_owner(of).into_iter().map(|p| self.people.at(p));
        let fitting = near.filter(|known| held(known) && self.is_spelt_nearly(known, parts));
        fitting.map(|known| &known.actor).collect()
    }

    /// Persons who held the office of a state or body on a day and are called so; if nobody is,
    /// those whose name is spelt nearly so.
    pub fn holders_named(&self, name: &str, office: &str, of: &str, day: Date) -> Vec<&Actor> {
        let parts = name_parts(name);
        let called = self.persons_named(&parts).into_iter().map(|known| &known.actor);
        let held = |h: &OfficeHeld| {
            h.of.as_deref() == Some(of) && self.is_office(h, office) && holds(h, day)
        };
        let called: Vec<&Actor> = called.filter(|a| a.offices.iter().any(held)).collect();
        if called.is_empty() { self.holders_near(&parts, office, of, day) } else { called }
    }

    /// Whether a name may be a person's, spelt otherwise or misspelt: the family name nearly the
    /// same, and of the rest nothing that speaks against it unless few share that family name.
    fn is_spelt_nearly(&self, known: &Known, parts: &[SmolStr]) -> bool {
        let is_called = |part: &&SmolStr| known.called.iter().any(|own| near_part(own, part));
        let Some(own) = parts.iter().find(is_called) else {
            return false;
        };
        let rest = parts.iter().filter(|part| *part != own);
        let fits = |part: &SmolStr| known.parts.iter().flatten().any(|k| near_part(k, part));
        let strange = rest.clone().filter(|part| !fits(part)).count();
        strange == 0 || strange < rest.count() || self.is_rare(own, known)
    }

    /// Whether nobody else of the person's state is known by that family name.
    fn is_rare(&self, family: &SmolStr, known: &Known) -> bool {
        let alike = self.people.called(family).into_iter().map(|p| self.people.at(p));
        let same_state = alike.filter(|other| other.actor.country == known.actor.country);
        same_state.count() <= 1
    }
}

/// Whether a title is a broader word for an office: "leader" for whoever is at the top, "chairman"
/// for a chair, "justice minister" where the tables say "minister".
fn is_broader(told: &str, held: &str, rank: Option<Rank>) -> bool {
    let top = matches!(rank, Some(Rank::HeadOfState | Rank::HeadOfGovernment));
    match told {
        "leader" | "head" => top || LEADERS.contains(&held),
        "party leader" | "leader of the opposition" => {
            matches!(held, "leader of the opposition" | "party leader" | "general secretary")
        }
        "chairman" | "chairperson" => {
            matches!(held, "chair" | "chairperson" | "chairman" | "party leader")
        }
        "speaker" => held == "president of the national assembly",
        "president of the national assembly" => held == "speaker",
        "president" => held == "president of the body",
        "ambassador" => held.starts_with("ambassador to "),
        "envoy" => held == "special envoy",
        _ => held == "minister" && told.ends_with(" minister") && told != "prime minister",
    }
}
