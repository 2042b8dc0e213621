//! How long to leave a source alone.

use std::time::Duration;

use jiff::Timestamp;

use crate::problem::{Problem, RetryAfter};

/// The longest that a failing source is left alone by our own choice, unless it is asked more
/// seldom anyway.
const LONGEST: Duration = Duration::from_hours(24);

/// The longest that a server may ask to be left alone.
const LONGEST_ASKED: Duration = Duration::from_hours(7 * 24);

/// How long to wait until a source is asked again that is asked every so often, failed so many
/// times in a row, and whose server asked for a wait. It doubles with every failure; it has no
/// chance in it, so that the same failures give the same times.
pub fn wait(every: Duration, failures: u32, asked: Option<Duration>) -> Duration {
    let doubled = every.saturating_mul(1 << failures.min(16));
    let own = doubled.min(LONGEST.max(every));
    own.max(asked.unwrap_or_default().min(LONGEST_ASKED))
}

/// How long a server that refused asks to be left alone from now.
pub fn retry_in(problem: &Problem, now: Timestamp) -> Option<Duration> {
    let Problem::Status { retry_after, .. } = problem else { return None };
    Some(match (*retry_after)? {
        RetryAfter::Seconds(seconds) => Duration::from_secs(u64::from(seconds)),
        RetryAfter::Until(instant) => {
            Duration::from_secs(u64::try_from(instant - now.as_second()).unwrap_or(0))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_to_a_day_and_servers_are_heeded() {
        let minutes = |n: u64| Duration::from_mins(n);
        let waits: Vec<u64> =
            (0..9).map(|failures| wait(minutes(15), failures, None).as_secs() / 60).collect();
        assert_eq!(waits, [15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
        assert_eq!(wait(minutes(15), 1, Some(minutes(90))), minutes(90));
        assert_eq!(wait(minutes(15), u32::MAX, None), LONGEST);
        assert_eq!(wait(LONGEST * 3, 2, None), LONGEST * 3);
        assert_eq!(wait(minutes(1), 0, Some(LONGEST * 365)), LONGEST_ASKED);
    }

    #[test]
    fn a_day_of_return_is_a_wait() {
        let now = Timestamp::from_second(1000).unwrap();
        let of = |retry_after| Problem::Status { code: 503, retry_after: Some(retry_after) };
        assert_eq!(retry_in(&of(RetryAfter::Until(1060)), now), Some(Duration::from_mins(1)));
        assert_eq!(retry_in(&of(RetryAfter::Until(10)), now), Some(Duration::ZERO));
        assert_eq!(retry_in(&Problem::CutShort, now), None);
    }
}
