//! What a page answers: it is read and kept, unless its bytes or its words are known.

use anyhow::Result;
use chancery::keep::{KeepError, Kept};
use chancery::nouns::{DocumentId, Moment, Page, Precision, Published, PublishedBasis};
use chancery::read::{Format, Options, Source, read_bytes};
use chancery_fetch::watch::Entry;
use chancery_fetch::{Answer, Problem, Url};
use jiff::Timestamp;

use super::Watcher;
use crate::reading::read_safely;

impl Watcher<'_> {
    pub(super) fn page_answered(
        &mut self,
        number: usize,
        entry: &Entry,
        url: &Url,
        answer: Result<Answer, Problem>,
    ) -> Result<()> {
        let fetched = match answer {
            Ok(Answer::Content(fetched)) => fetched,
            // Nothing conditional was asked, and what leads on was followed.
            Ok(Answer::Unchanged | Answer::Moved(_)) => {
                return self.page_failed(number, entry, url, &Problem::Nowhere);
            }
            Err(problem) => return self.page_failed(number, entry, url, &problem),
        };
        match fetched.source(&self.day()) {
            Err(problem) => self.page_failed(number, entry, url, &problem),
            Ok(source) => {
                self.read(number, entry, &fetched.bytes, &source)?;
                self.record.entry_done(&entry.key, &entry.edited)?;
                self.entry_closed(number, entry, true)
            }
        }
    }

    /// Reads an entry whose words stand in the feed.
    pub(super) fn read_here(&mut self, number: usize, entry: &Entry, words: &str) -> Result<()> {
        let source = Source {
            title: entry.title.clone(),
            published: entry.published.map(|day| day.to_string()),
            retrieved: Some(self.day()),
            format: Some(Format::Html),
            charset: Some("utf-8".to_owned()),
            ..Source::default()
        };
        self.read(number, entry, words.as_bytes(), &source)?;
        Ok(self.record.entry_done(&entry.key, &entry.edited)?)
    }

    fn read(&mut self, number: usize, entry: &Entry, bytes: &[u8], source: &Source) -> Result<()> {
        if !self.again() && self.record.knows(&DocumentId::of(bytes))? {
            self.done.known += 1;
            return Ok(());
        }
        let mut pages = Vec::new();
        read_bytes(bytes, source, &Options::default(), &mut |page| pages.push(page));
        let place = source.url.as_deref().unwrap_or(&entry.key);
        self.record.forget_problems(place)?;
        for page in pages {
            let kept = match page {
                Ok(page) => self.keep(number, dated(page, entry))?,
                Err(problem) => Err(format!("{} (hint: {})", problem.what, problem.hint)),
            };
            if let Err(why) = kept {
                self.record.keep_problem(place, &self.day(), &why)?;
                self.wrong(number, &format!("{place}: {why}"));
            }
        }
        Ok(())
    }

    /// Keeps a page, unless it is known. Gives the reason where it alone cannot be kept.
    fn keep(&mut self, number: usize, page: Page) -> Result<Result<(), String>> {
        let known = self.record.knows(&page.document.id)?;
        let url = page.document.url.as_deref();
        let same = url.map(|url| self.record.has_words(url, &page.reading.id)).transpose()?;
        // The same words under other bytes are no other document, nor the same one once more.
        let passed_by = if known { !self.again() } else { same == Some(true) };
        if passed_by {
            self.done.known += 1;
            return Ok(Ok(()));
        }
        let reader = self.reader;
        let outcome = match read_safely(page, &|page| reader.read_page(page)) {
            Ok(outcome) => outcome,
            Err(why) => return Ok(Err(why)),
        };
        match self.record.keep(&outcome, self.again()) {
            Ok(Kept::Known) => self.done.known += 1,
            Ok(Kept::New | Kept::Again) => self.told(number, &outcome),
            Err(KeepError::Db(error)) if error.is_fault_of_the_rows() => {
                return Ok(Err(format!("what was found does not hold together: {error}")));
            }
            Err(error) => return Err(error.into()),
        }
        Ok(Ok(()))
    }

    fn page_failed(
        &mut self,
        number: usize,
        entry: &Entry,
        url: &Url,
        problem: &Problem,
    ) -> Result<()> {
        self.heed(url, problem, Timestamp::now());
        // Left for the next time the feed is asked: that is no try in vain.
        if matches!(problem, Problem::Resting { .. }) {
            if self.options.read.is_some() {
                self.wrong(number, &format!("{url}: {problem}"));
            }
            return self.entry_closed(number, entry, false);
        }
        let again = if problem.may_pass() {
            self.record.entry_failed(&entry.key, &entry.edited)?
        } else {
            self.record.entry_done(&entry.key, &entry.edited)?;
            false
        };
        let (place, why) = (url.as_str(), problem.to_string());
        self.record.keep_problem(place, &self.day(), &why)?;
        let end = if again { "; tried again with its feed" } else { "" };
        self.wrong(number, &format!("{place}: {why}{end}"));
        self.entry_closed(number, entry, !again)
    }
}

/// A page that does not tell its day gets the feed's.
fn dated(mut page: Page, entry: &Entry) -> Page {
    if page.document.published.is_none() {
        page.document.published = entry.published.map(|day| Published {
            start: Some(Moment::day(day)),
            end: Some(Moment::day(day)),
            precision: Precision::Day,
            basis: PublishedBasis::Metadata,
        });
    }
    page
}
