//! Visits by foreign leaders, as the Office of the Historian lists them.

use anyhow::Context;
use chancery::resolve::Knowledge;
use roxmltree::Node;

use super::judge::Leader;
use super::titled::{titled, untitled};
use super::{between, field, owners};

/// The leaders of one file of visits, in order.
pub(crate) fn leaders(xml: &str, knowledge: &Knowledge) -> anyhow::Result<Vec<Leader>> {
    let xml = roxmltree::Document::parse(xml)?;
    let visits = xml.descendants().filter(|n| n.has_tag_name("visit"));
    let found = visits.map(|visit| visitors(visit, knowledge));
    Ok(found.collect::<anyhow::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// Whoever came: usually one, sometimes two with a title each; a name without a title is one.
fn visitors(visit: Node<'_, '_>, knowledge: &Knowledge) -> anyhow::Result<Vec<Leader>> {
    let visitor = field(visit, "visitor");
    let at = format!("visit {}", field(visit, "id"));
    let (first, last) = between(visit).with_context(|| at.clone())?;
    let from = visit.children().find(|n| n.has_tag_name("from"));
    let home = from.map(|from| owners(from, knowledge)).unwrap_or_default();
    let leader = |name, office| {
        let at = format!("{at}\t{first}\t{visitor}");
        Leader { at, name, office, of: home.clone(), told: true, first, last }
    };
    // "Jose (Pepe) Orlan" is one name.
    let named = titled(&visitor.replace(['(', ')'], ""), knowledge);
    if named.is_empty() {
        return Ok(vec![leader(untitled(&visitor), None)]);
    }
    Ok(named.into_iter().map(|n| leader(n.name, Some(n.office))).collect())
}
