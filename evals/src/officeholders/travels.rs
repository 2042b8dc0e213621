//! Leaders met on travels by presidents and secretaries of state: the remarks say with whom.

use anyhow::Context;
use chancery::resolve::{Knowledge, Rank, fold, name_parts};
use roxmltree::Node;

use super::judge::Leader;
use super::titled::{Standing, Titled, titled};
use super::{between, field, owners};

/// The state that travels.
const HOME: &str = "USA";

/// Words of a sentence that is about the dead.
const GRAVES: &[&str] = &["funeral", "memorial", "burial", "tomb", "grave", "coffin"];

/// Offices besides the highest whose holders are leaders met. Envoys, soldiers, members of
/// parliament and the travellers' own company are not.
const LEADING: &[&str] = &[
    "vice president",
    "deputy prime minister",
    "vice chancellor",
    "queen mother",
    "crown prince",
    "prince",
    "governor-general",
    "state councilor",
    "general secretary",
    "secretary-general",
    "high representative",
    "president of the european commission",
    "president of the european council",
    "president of the european parliament",
    "chairman",
    "chairperson",
    "chief executive",
    "leader",
    "party leader",
    "leader of the opposition",
    "speaker",
    "president of the senate",
    "president of the national assembly",
    "first minister",
];

/// The leaders named in some files of travels, in order.
pub(crate) fn leaders<'x>(
    files: impl Iterator<Item = &'x str>,
    knowledge: &Knowledge,
) -> anyhow::Result<Vec<Leader>> {
    let files: Vec<_> = files.map(roxmltree::Document::parse).collect::<Result<_, _>>()?;
    let trips = || files.iter().flat_map(|f| f.descendants().filter(|n| n.has_tag_name("trip")));
    let mut travellers: Vec<String> = trips().filter_map(|t| family(&field(t, "name"))).collect();
    travellers.sort_unstable();
    travellers.dedup();
    let found = trips().map(|trip| met(trip, &travellers, knowledge));
    Ok(found.collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Whoever the remarks of a trip name with a leader's title; the office belongs to the state or
/// body the remark names, else to the country travelled to.
fn met(
    trip: Node<'_, '_>,
    travellers: &[String],
    knowledge: &Knowledge,
) -> anyhow::Result<Vec<Leader>> {
    let at = format!("trip {}", field(trip, "id"));
    let (first, last) = between(trip).with_context(|| at.clone())?;
    let country = trip.children().find(|n| n.has_tag_name("country"));
    let host = country.map(|country| owners(country, knowledge)).unwrap_or_default();
    let remarks = field(trip, "remarks");
    let sentences = sentences(&remarks).into_iter().filter(|s| !is_of_the_dead(s));
    let named = sentences.flat_map(|s| titled(s, knowledge));
    let named = named.filter(|n| is_leader(n) && !is_own(n, travellers));
    let leader = |Titled { office, name }: Titled| {
        let told = office.of.is_some();
        let of = office.of.clone().map_or_else(|| host.clone(), |of| vec![of]);
        let at = format!("{at}\t{first}\t{} {name}, in {}", office.words, field(trip, "country"));
        Leader { at, name, office: Some(office), of, told, first, last }
    };
    Ok(named.map(leader).collect())
}

/// The sentences of some remarks; the stop behind an initial ends none.
fn sentences(remarks: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    for (stop, _) in remarks.match_indices(". ") {
        let word = remarks[start..stop].rsplit(' ').next().unwrap_or_default();
        if word.chars().count() > 1 {
            out.push(&remarks[start..=stop]);
            start = stop + 2;
        }
    }
    out.push(&remarks[start..]);
    out
}

fn is_of_the_dead(sentence: &str) -> bool {
    let sentence = sentence.to_lowercase();
    GRAVES.iter().any(|word| sentence.contains(word))
}

/// Whether a title is that of a leader in office or to be.
fn is_leader(named: &Titled) -> bool {
    let name = named.office.name.as_str();
    let high = named.office.rank.is_some_and(|rank| rank != Rank::Other);
    let counted = high || LEADING.contains(&name) || name.ends_with(" minister");
    counted && named.office.standing != Standing::Former
}

/// Whether it is one of the travellers, or somebody the remark calls American, as it does with
/// "Secretary of Defense".
fn is_own(named: &Titled, travellers: &[String]) -> bool {
    let home = named.office.of.as_deref() == Some(HOME);
    let travels = ["president", "vice president", "secretary of state"];
    let own = travels.contains(&named.office.name.as_str());
    let traveller = || family(&named.name).is_some_and(|f| travellers.contains(&f));
    let bare = named.office.of.is_none();
    home || bare && named.office.words == "secretary of defense" || bare && own && traveller()
}

/// The last part of a name, folded.
fn family(name: &str) -> Option<String> {
    name_parts(&fold(name)).last().map(ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_initial_ends_no_sentence() {
        let found = sentences("Met with Prime Minister K. Orlan. Gave a talk. ");
        assert_eq!(found, ["Met with Prime Minister K. Orlan.", "Gave a talk.", ""]);
    }

    #[test]
    fn leaders_met_are_read_off_the_remarks() {
        let xml = "<trips><trip><id>7</id><name>Ada B. Quux</name>\
            <start-date>1995-03-01</start-date><end-date>1995-03-02</end-date>\
            <country id=\"norway\">Norway</country>\
            <remarks>Accompanied President Quux. Met with King Orlan, Finnish\n   Foreign Minister \
            Talo and former Prime Minister Brandt. Attended the funeral of President Ruiz.\
            </remarks></trip></trips>";
        let knowledge = Knowledge::embedded();
        let found = leaders(std::iter::once(xml), &knowledge).expect("leaders");
        let found: Vec<_> = found.iter().map(|l| (l.name.as_str(), l.of.join(" "))).collect();
        assert_eq!(found, [("Orlan", "NOR".to_owned()), ("Talo", "FIN".to_owned())]);
    }
}
