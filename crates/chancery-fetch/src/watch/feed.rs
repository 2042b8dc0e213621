//! What a feed lists: RSS, Atom or JSON.

use chancery::nouns::DocumentId;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use url::Url;

use crate::{Problem, address};

/// No more entries of one feed are looked at; feeds list some tens.
const MOST_ENTRIES: usize = 1000;

/// An entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Names it for good: the address of its page, else its own id.
    pub key: String,
    /// When it was last edited, by the feed: an instant, ISO, or empty.
    pub edited: String,
    /// The day of publication, by the feed.
    pub published: Option<Date>,
    /// Headline.
    pub title: Option<String>,
    /// Where it is.
    pub place: Place,
}

/// Where the words of an entry are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// On a page.
    Page(Url),
    /// In the feed itself, as HTML; it lists no page.
    Here(String),
}

/// The entries of a feed from an address, as it lists them. Those without page and words are
/// left out.
pub fn entries(bytes: &[u8], base: &Url) -> Result<Vec<Entry>, Problem> {
    let parser = feed_rs::parser::Builder::new()
        .base_uri(Some(base.as_str()))
        // Entries that have no id get none by chance.
        .id_generator(|_, _, _| String::new())
        .build();
    let feed = parser.parse(bytes).map_err(|error| Problem::NoFeed(error.to_string()))?;
    Ok(feed.entries.into_iter().take(MOST_ENTRIES).filter_map(|it| entry(it, base)).collect())
}

fn entry(entry: feed_rs::model::Entry, base: &Url) -> Option<Entry> {
    let place = if let Some(url) = page(&entry, base) {
        Place::Page(url)
    } else {
        let body = entry.content.and_then(|content| content.body);
        Place::Here(body.or(entry.summary.map(|text| text.content))?)
    };
    let key = match &place {
        Place::Page(url) => url.to_string(),
        Place::Here(_) if !entry.id.is_empty() => format!("{base} {}", entry.id),
        Place::Here(words) => format!("{base} {}", DocumentId::of(words.as_bytes())),
    };
    let instant = |seconds: i64| Timestamp::from_second(seconds).ok();
    let published = entry.published.or(entry.updated).and_then(|it| instant(it.timestamp()));
    let edited = entry.updated.and_then(|it| instant(it.timestamp()));
    Some(Entry {
        key,
        edited: edited.map(|it| it.to_string()).unwrap_or_default(),
        published: published.map(|it| it.to_zoned(TimeZone::UTC).date()),
        title: entry.title.map(|text| text.content).filter(|title| !title.trim().is_empty()),
        place,
    })
}

/// The page of an entry: its link that is no other form of it, else an id that is an address.
fn page(entry: &feed_rs::model::Entry, base: &Url) -> Option<Url> {
    let is_page = |rel: Option<&str>| matches!(rel, None | Some("" | "alternate"));
    let links = entry.links.iter().filter(|link| is_page(link.rel.as_deref()));
    let mut found =
        links.filter_map(|link| address::parse(base.join(&link.href).ok()?.as_str()).ok());
    found.next().or_else(|| address::parse(&entry.id).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<Entry> {
        entries(text.as_bytes(), &Url::parse("https://news.example/feeds/a").unwrap()).unwrap()
    }

    #[test]
    fn feeds_of_the_three_kinds_are_understood() {
        let rss = of("<?xml version='1.0'?><rss version='2.0'><channel><title>t</title>\
            <item><title>Talks</title><link>https://news.example/1</link>\
            <pubDate>Fri, 05 Mar 2021 23:30:00 +0000</pubDate></item>\
            <item><title>Here</title><guid isPermaLink='false'>x7</guid>\
            <description>&lt;p&gt;The ministers met.&lt;/p&gt;</description></item>\
            </channel></rss>");
        assert_eq!(rss[0].key, "https://news.example/1");
        assert_eq!(rss[0].title.as_deref(), Some("Talks"));
        assert_eq!(rss[0].published.unwrap().to_string(), "2021-03-05");
        assert_eq!(rss[0].edited, "2021-03-05T23:30:00Z");
        assert_eq!(rss[1].key, "https://news.example/feeds/a x7");
        assert_eq!(rss[1].place, Place::Here("<p>The ministers met.</p>".to_owned()));
        let atom = of("<feed xmlns='http://www.w3.org/2005/Atom'><title>t</title><id>f</id>\
            <updated>2021-03-06T00:00:00Z</updated><entry><id>e1</id><title>Call</title>\
            <link rel='enclosure' href='https://news.example/a.mp3'/><link href='/2#top'/>\
            <updated>2021-03-06T00:00:00Z</updated></entry></feed>");
        assert_eq!(atom[0].place, Place::Page(Url::parse("https://news.example/2").unwrap()));
        let json = of(r#"{"version": "https://jsonfeed.org/version/1.1", "title": "t", "items": [
            {"id": "3", "url": "https://news.example/3", "content_html": "<p>x",
             "date_published": "2021-03-07T00:00:00Z"}]}"#);
        assert_eq!(json[0].key, "https://news.example/3");
    }

    #[test]
    fn what_is_no_feed_is_said() {
        let base = Url::parse("https://news.example/").unwrap();
        for text in ["", "<html><p>x", "{}", "<rss><channel><item>", "\u{0}\u{1}"] {
            assert!(
                entries(text.as_bytes(), &base).is_err()
                    || entries(text.as_bytes(), &base).unwrap().is_empty()
            );
        }
        let bomb = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]>\
            <rss version='2.0'><channel><item><title>&b;&b;</title><link>https://x.example/1</link></item></channel></rss>";
        if let Ok(found) = entries(bomb.as_bytes(), &base) {
            assert!(found.iter().all(|it| it.title.as_deref().unwrap_or("").len() < 100));
        }
    }
}
