//! What a server allows robots like us.

use std::time::Duration;

use texting_robots::Robot;
use url::Url;

use crate::{Answer, Problem};

/// The name by which rules for this program are found.
const AGENT: &str = "chancery";

/// No more of a robots.txt is looked at (RFC 9309 asks for at least as much).
const MOST_BYTES: usize = 512 * 1024;

/// The longest pause between two requests that is heeded.
const LONGEST_PAUSE: Duration = Duration::from_mins(10);

/// The rules of one server.
#[derive(Debug)]
pub struct Rules {
    robot: Option<Robot>,
}

impl Rules {
    /// The rules of a robots.txt. What cannot be understood forbids nothing.
    pub fn parse(bytes: &[u8]) -> Self {
        let bytes = &bytes[..bytes.len().min(MOST_BYTES)];
        Self { robot: Robot::new(AGENT, bytes).ok() }
    }

    /// The rules that an answer gives: a server without a robots.txt allows all (RFC 9309), one
    /// that is in trouble allows nothing until it is out of it.
    pub(crate) fn of(answer: Result<Answer, Problem>) -> Result<Self, Problem> {
        match answer {
            Ok(Answer::Content(fetched)) => Ok(Self::parse(&fetched.bytes)),
            Ok(Answer::Unchanged | Answer::Moved(_)) | Err(Problem::Redirects(_)) => {
                Ok(Self { robot: None })
            }
            Err(Problem::Status { code, .. }) if (400..500).contains(&code) && code != 429 => {
                Ok(Self { robot: None })
            }
            Err(problem) => Err(Problem::NoRobots(Box::new(problem))),
        }
    }

    /// Whether an address may be fetched.
    pub fn allow(&self, url: &Url) -> bool {
        self.robot.as_ref().is_none_or(|robot| robot.allowed(url.as_str()))
    }

    /// The pause between two requests that the server asks for.
    pub fn pause(&self) -> Duration {
        let seconds = self.robot.as_ref().and_then(|robot| robot.delay).unwrap_or(0.0);
        Duration::try_from_secs_f32(seconds.max(0.0)).unwrap_or_default().min(LONGEST_PAUSE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_for_us_stand_above_those_for_all() {
        let rules = Rules::parse(
            b"User-agent: *\nDisallow: /\n\nUser-agent: Chancery\nCrawl-delay: 2\n\
              Disallow: /private\nAllow: /private/open\n",
        );
        let allow =
            |path: &str| rules.allow(&Url::parse("https://x.example").unwrap().join(path).unwrap());
        assert!(allow("/news/1") && allow("/private/open/2") && !allow("/private/3"));
        assert_eq!(rules.pause(), Duration::from_secs(2));
        assert!(
            !Rules::parse(b"User-agent: *\nDisallow: /")
                .allow(&Url::parse("https://x.example/a").unwrap())
        );
    }

    #[test]
    fn a_server_in_trouble_allows_nothing() {
        let status = |code| Err(Problem::Status { code, retry_after: None });
        assert!(Rules::of(status(404)).is_ok());
        assert!(Rules::of(status(503)).is_err());
        assert!(Rules::of(Err(Problem::CutShort)).is_err());
        assert!(Rules::parse(b"\0\xFF<html>").allow(&Url::parse("https://x.example/a").unwrap()));
    }
}
