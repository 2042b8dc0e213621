//! Whose voice an outlet is, by its address or name: the table of outlets in `data/outlets`, and
//! the official domains of states.

use std::sync::LazyLock;

use crate::nouns::Side;

/// Who speaks through an outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// A head of state or government, a ministry, a mission.
    Government,
    /// A medium owned and directed by a state.
    StateMedia,
    /// A party, a body, an agency, a paper, a think tank or a society: none of them a state's voice,
    /// wherever it is at home.
    Independent,
}

/// An outlet whose side is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) name: String,
    pub(super) side: Option<Side>,
    pub(super) voice: Voice,
}

struct Row {
    domain: &'static str,
    name: &'static str,
    /// The state it is at home in; empty for what belongs to none.
    state: &'static str,
    voice: Voice,
}

static OUTLETS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let table = include_str!("../../../../data/outlets/outlets.tsv");
    rows(table).filter_map(row).collect()
});

static COUNTRY_DOMAINS: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let table = include_str!("../../../../data/outlets/cctld.tsv");
    rows(table).filter_map(|line| line.split_once('\t')).collect()
});

fn rows(table: &'static str) -> impl Iterator<Item = &'static str> {
    table.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn row(line: &'static str) -> Option<Row> {
    let mut fields = line.split('\t');
    let (domain, name, state) = (fields.next()?, fields.next()?, fields.next()?);
    let voice = match fields.next()? {
        "government" => Voice::Government,
        "state_media" => Voice::StateMedia,
        "party" | "body" | "wire" | "independent" | "think_tank" | "ngo" => Voice::Independent,
        _ => return None,
    };
    Some(Row { domain, name, state, voice })
}

/// The host of an address, lower-case, without user, port and `www`.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?.split(':').next()?.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    host.contains('.').then(|| host.to_owned())
}

/// Looks an outlet up by the host of its address, else by its name.
pub(super) fn known(url: Option<&str>, name: Option<&str>) -> Option<Known> {
    let by_host = url.and_then(host).and_then(|host| of_host(&host));
    by_host.or_else(|| {
        let name = name?.trim();
        let row = spellings(name).find_map(row_named);
        row.map(of_row).or_else(|| of_host(&name.to_lowercase()))
    })
}

fn row_named(name: &str) -> Option<&'static Row> {
    OUTLETS.iter().find(|row| row.name.eq_ignore_ascii_case(name))
}

/// A name, and the parts of one with its short form in brackets: "Emirates News Agency (WAM)".
fn spellings(name: &str) -> impl Iterator<Item = &str> {
    let bracketed = name.strip_suffix(')').and_then(|rest| rest.split_once('('));
    let parts = bracketed.map(|(long, short)| [long.trim(), short.trim()]);
    std::iter::once(name).chain(parts.into_iter().flatten())
}

/// The state a host speaks for.
pub(super) fn side_of_host(host: &str) -> Option<Side> {
    let known = of_host(host).filter(|known| known.voice != Voice::Independent);
    known.and_then(|known| known.side)
}

fn of_row(row: &Row) -> Known {
    let side = match row.voice {
        Voice::Government | Voice::StateMedia => Side::State(row.state.to_owned()),
        Voice::Independent => Side::Third,
    };
    Known { name: row.name.to_owned(), side: Some(side), voice: row.voice }
}

fn of_host(host: &str) -> Option<Known> {
    let within = |domain: &str| {
        host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    let rows = OUTLETS.iter().filter(|row| within(row.domain));
    if let Some(row) = rows.max_by_key(|row| row.domain.len()) {
        return Some(of_row(row));
    }
    let labels: Vec<&str> = host.rsplit('.').collect();
    let state = match labels[..] {
        ["gov" | "mil", _, ..] => "USA",
        [country, "gov" | "go" | "gob" | "gouv" | "govt" | "gub" | "mil", ..] => {
            COUNTRY_DOMAINS.iter().find(|(domain, _)| *domain == country)?.1
        }
        _ => return None,
    };
    let side = Some(Side::State(state.to_owned()));
    Some(Known { name: host.to_owned(), side, voice: Voice::Government })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(url: &str) -> Option<String> {
        match known(Some(url), None)?.side? {
            Side::State(code) => Some(code),
            Side::Third | Side::Joint => None,
        }
    }

    #[test]
    fn every_row_is_whole_and_every_home_a_state() {
        let table = include_str!("../../../../data/outlets/outlets.tsv");
        assert_eq!(OUTLETS.len(), rows(table).count());
        let homeless = |row: &Row| row.state.is_empty() && row.voice == Voice::Independent;
        assert!(OUTLETS.iter().all(|row| row.state.len() == 3 || homeless(row)));
    }

    #[test]
    fn an_independent_paper_is_no_states_voice() {
        let paper = known(Some("https://www.lemonde.fr/a"), None).expect("in the table");
        assert_eq!((paper.side, paper.voice), (Some(Side::Third), Voice::Independent));
        assert_eq!(side_of_host("lemonde.fr"), None);
        assert_eq!(side("https://press.un.org/en/a"), None);
    }

    #[test]
    fn sides_are_told_by_the_host() {
        assert_eq!(side("http://en.kremlin.ru/events/1").as_deref(), Some("RUS"));
        assert_eq!(side("https://www.mofa.gov.xx/a"), None);
        assert_eq!(side("https://www.foreign.gov.bb/a").as_deref(), Some("BRB"));
        assert_eq!(side("https://notkremlin.ru/a"), None);
        assert_eq!(side("https://treasury.gov:443/x").as_deref(), Some("USA"));
        let wam = known(None, Some("Emirates News Agency (WAM)")).and_then(|known| known.side);
        assert_eq!(wam, Some(Side::State("ARE".to_owned())));
        assert_eq!(known(None, Some("tass")).map(|known| known.name), Some("TASS".to_owned()));
    }
}
