//! Whom to ask next: never two requests at a time to one host, never sooner than it wants, and
//! nothing that its robots.txt asks not to. Every request is one job; where an answer leads on,
//! that is a job of its own.

use std::collections::{BTreeMap, VecDeque};
use std::ops::Bound;
use std::time::Duration;

use jiff::Timestamp;
use url::Url;

use super::Rules;
use crate::client::MOST_REDIRECTS;
use crate::{Answer, Asked, Problem};

/// How long the rules of a server hold.
const RULES_HOLD: Duration = Duration::from_hours(6);

/// How long a server is left alone whose rules could not be had.
const NO_RULES_HOLD: Duration = Duration::from_mins(10);

/// The longest that something waits for a host that wants to be left alone.
const PATIENCE: Duration = Duration::from_mins(15);

/// Something to be asked, for a purpose of the caller's.
#[derive(Debug)]
struct Task<T> {
    asked: Asked,
    hops: u32,
    purpose: Purpose<T>,
}

#[derive(Debug)]
enum Purpose<T> {
    /// The rules of a site.
    Rules(String),
    /// Something of the caller's.
    Own(T),
}

/// One request, to be made now.
#[derive(Debug)]
pub struct Job<T>(Task<T>);

impl<T> Job<T> {
    /// What to ask.
    pub fn asked(&self) -> &Asked {
        &self.0.asked
    }
}

/// What comes next.
#[derive(Debug)]
pub enum Next<T> {
    /// A request to make.
    Job(Job<T>),
    /// Something that cannot be asked.
    Refused(T, Url, Problem),
}

/// A host, and what is to be asked of it.
#[derive(Debug)]
struct Host<T> {
    queue: VecDeque<Task<T>>,
    busy: bool,
    free_from: Timestamp,
}

/// The rules of a site, and until when they hold.
#[derive(Debug)]
struct Known {
    rules: Result<Rules, Problem>,
    until: Timestamp,
}

/// All hosts and what is to be asked of them.
#[derive(Debug)]
pub struct Desk<T> {
    hosts: BTreeMap<String, Host<T>>,
    sites: BTreeMap<String, Known>,
    pause: Duration,
    /// The host asked last; the one after it is next.
    last: String,
}

impl<T> Desk<T> {
    /// A desk that lets so much time go by between two requests to one host, at least.
    pub fn new(pause: Duration) -> Self {
        Self { hosts: BTreeMap::new(), sites: BTreeMap::new(), pause, last: String::new() }
    }

    /// Puts something on the list.
    pub fn put(&mut self, asked: Asked, what: T) {
        let task = Task { asked, hops: 0, purpose: Purpose::Own(what) };
        self.host(&task.asked.url).queue.push_back(task);
    }

    /// How many things are on the list.
    pub fn waiting(&self) -> usize {
        self.hosts.values().map(|host| host.queue.len()).sum()
    }

    /// What can be asked now, if anything can.
    pub fn next(&mut self, now: Timestamp) -> Option<Next<T>> {
        let after = (Bound::Excluded(self.last.clone()), Bound::Unbounded);
        let round = self.hosts.range(after).chain(self.hosts.range(..=self.last.clone()));
        let is_ready = |host: &Host<T>| {
            !host.busy && !host.queue.is_empty() && (host.free_from <= now || rests(host, now))
        };
        let name = round.into_iter().find(|(_, host)| is_ready(host))?.0.clone();
        let host = self.hosts.get_mut(&name)?;
        let task = host.queue.pop_front()?;
        self.last.clone_from(&name);
        if rests(host, now) {
            let until = host.free_from;
            return refused(task, Problem::Resting { until });
        }
        let site = site_of(&task.asked.url);
        if matches!(task.purpose, Purpose::Rules(_)) {
            host.busy = true;
            return Some(Next::Job(Job(task)));
        }
        match self.sites.get(&site).filter(|known| known.until > now).map(|known| &known.rules) {
            None => {
                let robots = Task {
                    asked: robots_txt(&task.asked.url).into(),
                    hops: 0,
                    purpose: Purpose::Rules(site),
                };
                host.queue.push_front(task);
                host.busy = true;
                Some(Next::Job(Job(robots)))
            }
            Some(Ok(rules)) if rules.allow(&task.asked.url) => {
                host.busy = true;
                Some(Next::Job(Job(task)))
            }
            Some(Ok(_)) => refused(task, Problem::Robots),
            Some(Err(problem)) => {
                let problem = problem.clone();
                refused(task, problem)
            }
        }
    }

    /// Takes a job back with its answer. What is the caller's comes back, unless it leads on.
    pub fn done(
        &mut self,
        job: Job<T>,
        answer: Result<Answer, Problem>,
        now: Timestamp,
    ) -> Option<(T, Url, Result<Answer, Problem>)> {
        let Job(mut task) = job;
        let from = task.asked.url.clone();
        let answer = match answer {
            Ok(Answer::Moved(url)) if task.hops < MOST_REDIRECTS => {
                task.asked.url = url;
                task.hops += 1;
                self.release(&from, now);
                self.host(&task.asked.url).queue.push_front(task);
                return None;
            }
            Ok(Answer::Moved(_)) => Err(Problem::Redirects(MOST_REDIRECTS)),
            answer => answer,
        };
        let own = match task.purpose {
            Purpose::Own(what) => Some((what, task.asked.url, answer)),
            Purpose::Rules(site) => {
                let rules = Rules::of(answer);
                let hold = if rules.is_ok() { RULES_HOLD } else { NO_RULES_HOLD };
                self.sites.insert(site, Known { rules, until: now + hold });
                None
            }
        };
        self.release(&from, now);
        own
    }

    /// Leaves the host of an address alone until an instant.
    pub fn rest(&mut self, url: &Url, until: Timestamp) {
        let host = self.host(url);
        host.free_from = host.free_from.max(until);
    }

    /// The host has answered: it is free after its pause. Hosts of which nothing is wanted and
    /// rules that no longer hold are forgotten.
    fn release(&mut self, url: &Url, now: Timestamp) {
        let rules = self.sites.get(&site_of(url)).and_then(|known| known.rules.as_ref().ok());
        let pause = self.pause.max(rules.map(Rules::pause).unwrap_or_default());
        let host = self.host(url);
        host.busy = false;
        host.free_from = host.free_from.max(now + pause);
        self.sites.retain(|_, known| known.until > now);
        self.hosts.retain(|_, host| host.busy || !host.queue.is_empty() || host.free_from > now);
    }

    fn host(&mut self, url: &Url) -> &mut Host<T> {
        self.hosts.entry(host_of(url)).or_insert_with(|| Host {
            queue: VecDeque::new(),
            busy: false,
            free_from: Timestamp::MIN,
        })
    }
}

/// Whether a host wants to be left alone for longer than anything waits.
fn rests<T>(host: &Host<T>, now: Timestamp) -> bool {
    host.free_from > now + PATIENCE
}

fn refused<T>(task: Task<T>, problem: Problem) -> Option<Next<T>> {
    match task.purpose {
        Purpose::Own(what) => Some(Next::Refused(what, task.asked.url, problem)),
        Purpose::Rules(_) => None,
    }
}

/// The host as one server: `http` and `https` of it are one, other ports are others.
fn host_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    url.port().map_or(host.to_owned(), |port| format!("{host}:{port}"))
}

/// The site that has one robots.txt.
fn site_of(url: &Url) -> String {
    url.origin().ascii_serialization()
}

fn robots_txt(url: &Url) -> Url {
    let mut robots = url.clone();
    robots.set_path("/robots.txt");
    robots.set_query(None);
    robots
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Fetched, Media};

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn content(text: &str) -> Answer {
        Answer::Content(Fetched {
            url: url("https://a.example/"),
            media: Media::parse(None),
            bytes: text.as_bytes().to_vec(),
            etag: None,
            modified: None,
        })
    }

    fn job(desk: &mut Desk<u8>, second: i64) -> Job<u8> {
        match desk.next(at(second)) {
            Some(Next::Job(job)) => job,
            other => panic!("{other:?}"),
        }
    }

    /// A desk that has asked the host for its rules.
    fn desk_with(robots: &str, pages: &[&str]) -> Desk<u8> {
        let mut desk = Desk::new(Duration::from_secs(1));
        for (number, page) in (0..).zip(pages) {
            desk.put(url(page).into(), number);
        }
        let robots_job = job(&mut desk, 0);
        assert!(robots_job.asked().url.path() == "/robots.txt");
        assert!(desk.done(robots_job, Ok(content(robots)), at(0)).is_none());
        desk
    }

    #[test]
    fn one_request_at_a_time_to_a_host_and_a_pause_between() {
        let mut desk = desk_with("", &["https://a.example/1", "https://a.example/2"]);
        assert!(desk.next(at(0)).is_none(), "the pause");
        let first = job(&mut desk, 1);
        assert!(desk.next(at(9)).is_none(), "one is on its way");
        assert_eq!(desk.done(first, Ok(content("x")), at(10)).unwrap().0, 0);
        assert!(desk.next(at(10)).is_none());
        assert_eq!(job(&mut desk, 11).asked().url.path(), "/2");
        assert_eq!(desk.waiting(), 0);
    }

    #[test]
    fn rules_are_heeded() {
        let mut desk = desk_with(
            "User-agent: *\nDisallow: /no\nCrawl-delay: 5",
            &["https://a.example/no/1", "https://a.example/2"],
        );
        assert!(desk.next(at(4)).is_none());
        let Some(Next::Refused(0, _, Problem::Robots)) = desk.next(at(5)) else { panic!() };
        assert_eq!(job(&mut desk, 5).asked().url.path(), "/2");
    }

    #[test]
    fn without_rules_nothing_is_asked_for_a_while() {
        let mut desk = Desk::new(Duration::ZERO);
        desk.put(url("https://a.example/1").into(), 1);
        let robots = job(&mut desk, 0);
        let trouble = Err(Problem::Status { code: 500, retry_after: None });
        assert!(desk.done(robots, trouble, at(0)).is_none());
        let Some(Next::Refused(1, _, Problem::NoRobots(_))) = desk.next(at(1)) else { panic!() };
        desk.put(url("https://a.example/1").into(), 1);
        assert_eq!(job(&mut desk, 700).asked().url.path(), "/robots.txt");
    }

    #[test]
    fn where_an_answer_leads_is_asked_by_its_own_rules() {
        let mut desk = desk_with("", &["https://a.example/1"]);
        let first = job(&mut desk, 1);
        let moved = Ok(Answer::Moved(url("https://b.example/2")));
        assert!(desk.done(first, moved, at(1)).is_none());
        assert_eq!(job(&mut desk, 1).asked().url.as_str(), "https://b.example/robots.txt");
    }

    #[test]
    fn nothing_leads_on_for_ever() {
        let mut desk = desk_with("", &["https://a.example/0"]);
        for hop in 1.. {
            let asked = job(&mut desk, hop * 10);
            let moved = Ok(Answer::Moved(url(&format!("https://a.example/{hop}"))));
            if let Some((0, _, answer)) = desk.done(asked, moved, at(hop * 10)) {
                assert_eq!((hop, answer), (6, Err(Problem::Redirects(5))));
                return;
            }
        }
    }

    #[test]
    fn hosts_take_turns() {
        let mut desk = Desk::new(Duration::ZERO);
        for page in ["https://a.example/1", "https://b.example/1"] {
            desk.put(url(page).into(), 1);
        }
        let hosts = [job(&mut desk, 0), job(&mut desk, 0)].map(|job| host_of(&job.asked().url));
        assert_eq!(hosts, ["a.example", "b.example"]);
    }

    #[test]
    fn a_host_that_wants_it_is_left_alone() {
        let mut desk = desk_with("", &["https://a.example/1"]);
        desk.rest(&url("https://a.example/"), at(100));
        assert!(desk.next(at(50)).is_none());
        desk.rest(&url("https://a.example/"), at(5000));
        let Some(Next::Refused(0, _, Problem::Resting { until })) = desk.next(at(100)) else {
            panic!()
        };
        assert_eq!(until, at(5000));
    }
}
