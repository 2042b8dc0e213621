//! What is watched: feeds and folders, as they are given.

use std::path::PathBuf;
use std::time::Duration;

use jiff::SignedDuration;
use url::Url;

use crate::address;

/// A source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// As it was given; names it in the record.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// How often it is asked.
    pub every: Duration,
}

/// The sorts of sources.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A feed on the web.
    Feed(Url),
    /// A folder of files.
    Folder(PathBuf),
}

/// The least time between two looks.
const LEAST: Duration = Duration::from_secs(1);

impl Source {
    /// A source as a line gives it: an address or a folder, and perhaps `every 15m` after it.
    pub fn parse(line: &str, every: Duration) -> Result<Self, String> {
        let line = line.trim();
        let (name, every) = match line.rsplit_once(" every ") {
            Some((name, time)) => (name.trim_end(), duration(time)?),
            None => (line, every),
        };
        let kind = if name.contains("://") {
            Kind::Feed(address::parse(name).map_err(|problem| problem.to_string())?)
        } else {
            Kind::Folder(PathBuf::from(name))
        };
        Ok(Self { name: name.to_owned(), kind, every })
    }

    /// The sources of a list, one a line; `#` begins a remark. Fails with the number of a line
    /// that cannot be understood, and why.
    pub fn list(text: &str, every: Duration) -> Result<Vec<Self>, (usize, String)> {
        let lines = text.lines().zip(1..).map(|(line, number)| (line.trim(), number));
        let lines = lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#'));
        lines.map(|(line, number)| Self::parse(line, every).map_err(|why| (number, why))).collect()
    }
}

/// A time as people write it: `90s`, `15m`, `2h`, `1d`.
pub fn duration(text: &str) -> Result<Duration, String> {
    let days = text.trim().strip_suffix('d').and_then(|days| days.trim().parse::<u32>().ok());
    let parsed = match days {
        Some(days) => Ok(Duration::from_secs(u64::from(days) * 24 * 3600)),
        None => {
            text.trim().parse::<SignedDuration>().ok().and_then(|it| it.try_into().ok()).ok_or(())
        }
    };
    match parsed {
        Ok(duration) if duration >= LEAST => Ok(duration),
        _ => {
            Err(format!("`{}` is no time of a second or more, as 90s, 15m, 2h or 1d", text.trim()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_give_sources_and_their_times() {
        let every = Duration::from_mins(15);
        let text = "# feeds\nhttps://news.example/rss every 5m\n\n/srv/in box every 1d\nhttps://b.example/";
        let found = Source::list(text, every).unwrap();
        let seconds: Vec<u64> = found.iter().map(|it| it.every.as_secs()).collect();
        assert_eq!(seconds, [300, 86_400, 900]);
        assert_eq!(found[1].kind, Kind::Folder(PathBuf::from("/srv/in box")));
        assert_eq!(found[0].name, "https://news.example/rss");
    }

    #[test]
    fn a_bad_line_is_named() {
        let every = Duration::from_mins(15);
        let of = |text| Source::list(text, every).unwrap_err().0;
        assert_eq!(of("https://a.example/\nftp://b.example/"), 2);
        assert_eq!(of("https://a.example/ every soon"), 1);
        assert_eq!(of("https://a.example/ every 0s"), 1);
    }
}
