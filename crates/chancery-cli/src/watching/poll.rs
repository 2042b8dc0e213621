//! What a feed answers: what it lists is put on the list, and its edition noted once that is done.

use std::time::Duration;

use anyhow::Result;
use chancery_fetch::watch::{Entry, Place, entries, retry_in, wait};
use chancery_fetch::{Answer, Asked, Fetched, Problem, Url};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Poll, Task, Watcher};

/// How long a host is left alone that is in trouble and does not say for how long.
const REST: Duration = Duration::from_secs(30);

impl Watcher<'_> {
    pub(super) fn feed_answered(
        &mut self,
        number: usize,
        url: &Url,
        answer: Result<Answer, Problem>,
    ) -> Result<()> {
        match answer {
            Ok(Answer::Content(fetched)) => self.listed(number, fetched),
            Ok(Answer::Unchanged) => {
                self.metrics.count(self.name(number), |it| it.unchanged += 1);
                self.answered_well(number)
            }
            Ok(Answer::Moved(_)) => self.feed_failed(number, url, &Problem::Nowhere),
            Err(problem) => self.feed_failed(number, url, &problem),
        }
    }

    /// Puts what a feed lists and the record does not have on the list.
    pub(super) fn listed(&mut self, number: usize, fetched: Fetched) -> Result<()> {
        let listed = match entries(&fetched.bytes, &fetched.url) {
            Ok(listed) => listed,
            Err(problem) => return self.feed_failed(number, &fetched.url, &problem),
        };
        let (etag, modified) = (fetched.etag, fetched.modified);
        self.standings[number].poll = Some(Poll { open: 1, failed: false, etag, modified });
        for entry in listed {
            if self.on_the_way.contains(&entry.key) {
                continue;
            }
            if !self.again() && !self.record.wants_entry(&entry.key, &entry.edited)? {
                self.done.known += 1;
                continue;
            }
            match entry.place.clone() {
                Place::Page(url) => {
                    self.on_the_way.insert(entry.key.clone());
                    self.opened(number);
                    self.desk.put(Asked::from(url), Task::Page(number, entry));
                }
                Place::Here(words) => self.read_here(number, &entry, &words)?,
            }
        }
        // The feed itself was the first thing open.
        self.closed(number, true)
    }

    fn opened(&mut self, number: usize) {
        if let Some(poll) = &mut self.standings[number].poll {
            poll.open += 1;
        }
    }

    /// One thing that a feed lists is done, or has to be tried again. With the last one, the
    /// feed is done.
    fn closed(&mut self, number: usize, done: bool) -> Result<()> {
        let Some(poll) = &mut self.standings[number].poll else { return Ok(()) };
        poll.open -= 1;
        poll.failed |= !done;
        if poll.open > 0 {
            return Ok(());
        }
        let poll = self.standings[number].poll.take().unwrap_or_default();
        if !poll.failed {
            let state = &mut self.standings[number].state;
            (state.etag, state.modified) = (poll.etag, poll.modified);
        }
        self.answered_well(number)
    }

    /// An entry is done, or has to be tried again.
    pub(super) fn entry_closed(&mut self, number: usize, entry: &Entry, done: bool) -> Result<()> {
        self.on_the_way.remove(&entry.key);
        self.closed(number, done)
    }

    fn answered_well(&mut self, number: usize) -> Result<()> {
        let now = Timestamp::now();
        let standing = &mut self.standings[number];
        if standing.state.failures > 0 {
            self.record.forget_problems(&standing.source.name)?;
        }
        standing.state.failures = 0;
        self.metrics.count(&standing.source.name, |it| {
            it.failures = 0;
            it.answered = now.as_second();
        });
        let every = standing.source.every;
        self.ask_again(number, now + every)
    }

    /// Notes when a source is to be asked again.
    fn ask_again(&mut self, number: usize, due: Timestamp) -> Result<()> {
        let standing = &mut self.standings[number];
        standing.due = (!self.options.once).then_some(due);
        // Whole seconds are enough, and read better.
        let due = Timestamp::from_second(due.as_second()).unwrap_or(due);
        standing.state.due = due.to_string();
        self.record.keep_watched(&standing.source.name, &standing.state)?;
        Ok(())
    }

    fn feed_failed(&mut self, number: usize, url: &Url, problem: &Problem) -> Result<()> {
        if self.options.read.is_some() {
            let (name, why) = (self.name(number).to_owned(), problem.to_string());
            self.record.keep_problem(&name, &self.day(), &why)?;
            self.wrong(number, &format!("{name}: {why}"));
            return Ok(());
        }
        let now = Timestamp::now();
        self.heed(url, problem, now);
        if let Problem::Resting { until } = problem {
            return self.ask_again(number, *until);
        }
        let standing = &mut self.standings[number];
        standing.state.failures = standing.state.failures.saturating_add(1);
        let failures = standing.state.failures;
        let pause = wait(standing.source.every, failures, retry_in(problem, now));
        self.metrics.count(&standing.source.name, |it| it.failures = failures);
        self.ask_again(number, now + pause)?;
        let again = self.standings[number].state.due.clone();
        let why = problem.to_string();
        self.record.keep_problem(&self.standings[number].source.name, &today(), &why)?;
        self.wrong(number, &format!("{why}; asked again {again}"));
        Ok(())
    }

    /// Leaves a host alone that refuses because it is in trouble.
    pub(super) fn heed(&mut self, url: &Url, problem: &Problem, now: Timestamp) {
        if matches!(problem, Problem::Status { code: 429 | 503, .. }) {
            self.desk.rest(url, now + retry_in(problem, now).unwrap_or(REST));
        }
    }
}

/// The day, UTC, ISO.
pub(super) fn today() -> String {
    Timestamp::now().to_zoned(TimeZone::UTC).date().to_string()
}
