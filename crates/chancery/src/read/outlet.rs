//! Whose voice an outlet is, by its address or name: the table of government sites and state media
//! in `data/outlets`, and the official domains of states.

use std::sync::LazyLock;

use crate::nouns::Side;

/// Who speaks through an outlet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Voice {
    /// A head of state or government, a ministry, a mission.
    Government,
    /// A medium owned and directed by a state.
    StateMedia,
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
        let row = OUTLETS.iter().find(|row| row.name.eq_ignore_ascii_case(name));
        row.map(of_row).or_else(|| of_host(&name.to_lowercase()))
    })
}

/// The state a host speaks for.
pub(super) fn side_of_host(host: &str) -> Option<Side> {
    of_host(host).and_then(|known| known.side)
}

fn of_row(row: &Row) -> Known {
    let side = Some(Side::State(row.state.to_owned()));
    Known { name: row.name.to_owned(), side, voice: row.voice }
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
    fn every_row_is_whole_and_every_side_a_state() {
        let table = include_str!("../../../../data/outlets/outlets.tsv");
        assert_eq!(OUTLETS.len(), rows(table).count());
        assert!(OUTLETS.iter().all(|row| row.state.len() == 3));
    }

    #[test]
    fn sides_are_told_by_the_host() {
        assert_eq!(side("http://en.kremlin.ru/events/1").as_deref(), Some("RUS"));
        assert_eq!(side("https://www.mofa.gov.xx/a"), None);
        assert_eq!(side("https://www.foreign.gov.bb/a").as_deref(), Some("BRB"));
        assert_eq!(side("https://notkremlin.ru/a"), None);
        assert_eq!(side("https://treasury.gov:443/x").as_deref(), Some("USA"));
        assert_eq!(known(None, Some("tass")).map(|known| known.name), Some("TASS".to_owned()));
    }
}
