//! What a page's markup says of itself: meta tags, linked data, and the elements that carry names
//! and days.

use dom_query::Document;
use serde_json::Value;

use super::super::date;
use super::super::page::Found;
use crate::nouns::PublishedBasis;

/// Reads all metadata; the draft of the result is empty.
pub(super) fn read(document: &Document) -> Found {
    let linked = linked_data(document);
    let mut found = Found {
        title: title(document, &linked),
        byline: byline(document, &linked),
        canonical: canonical(document),
        outlet: meta(document, &["og:site_name", "application-name", "twitter:app:name:iphone"])
            .or_else(|| text_at(&linked, &["publisher", "name"])),
        language: attribute(document, "html", "lang")
            .or_else(|| meta(document, &["og:locale", "language", "content-language"]))
            .or_else(|| text_at(&linked, &["inLanguage"])),
        section: meta(document, &["article:section", "section", "og:type"])
            .or_else(|| text_at(&linked, &["articleSection"])),
        ..Found::default()
    };
    if let Some(moment) = published(document, &linked) {
        found.dates.push((moment, PublishedBasis::Metadata));
    }
    found
}

fn published(document: &Document, linked: &[Value]) -> Option<crate::nouns::Moment> {
    const NAMES: &[&str] = &[
        "article:published_time",
        "article:published",
        "og:published_time",
        "datepublished",
        "date",
        "pubdate",
        "publishdate",
        "publish-date",
        "publish_date",
        "publication_date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "sailthru.date",
        "parsely-pub-date",
        "cxenseparse:recs:publishtime",
        "originalpublicationdate",
        "article.published",
        "article:post_date",
        "date.released",
    ];
    let parse = |text: String| date::parse(&text);
    meta(document, NAMES)
        .and_then(parse)
        .or_else(|| text_at(linked, &["datePublished"]).and_then(parse))
        .or_else(|| text_at(linked, &["dateCreated"]).and_then(parse))
        .or_else(|| marked_time(document))
}

/// The first element that is marked as the day of publication, or the first `time` of the story.
fn marked_time(document: &Document) -> Option<crate::nouns::Moment> {
    const PLACES: &[&str] = &[
        "[itemprop=datePublished]",
        "time[pubdate]",
        "article time",
        "main time",
        "header time",
        "time",
        "[class*=publish]",
        "[class*=date]",
        "[id*=date]",
    ];
    PLACES.iter().find_map(|place| {
        let selection = document.select(place);
        let node = *selection.nodes().first()?;
        let stated = node.attr("content").or_else(|| node.attr("datetime"));
        let stated = stated.and_then(|text| date::parse(&text));
        stated.or_else(|| {
            let text = node.text();
            let text: Vec<&str> = text.split_whitespace().collect();
            date::line(&text.join(" ")).map(|line| line.moment)
        })
    })
}

fn title(document: &Document, linked: &[Value]) -> Option<String> {
    let heading = document.select("h1");
    let headings: Vec<String> = heading.nodes().iter().filter_map(|h| clean(&h.text())).collect();
    let tag = document.select("head title").nodes().first().and_then(|tag| clean(&tag.text()));
    let shared = meta(document, &["og:title", "twitter:title", "dc.title", "title"]);
    // The h1 that the page's own title repeats is the headline; a lone h1 may be the site's name.
    let repeated = headings.iter().find(|heading| {
        heading.len() > 10
            && [&tag, &shared].into_iter().flatten().any(|title| title.contains(heading.as_str()))
    });
    repeated
        .cloned()
        .or_else(|| text_at(linked, &["headline"]))
        .or(shared)
        .or_else(|| headings.first().filter(|heading| heading.split(' ').count() > 3).cloned())
        .or_else(|| tag.map(|tag| without_site(&tag)))
        .or_else(|| headings.first().cloned())
}

/// Cuts the site's name, the last and shorter part after a bar or dash, off a page's title.
fn without_site(title: &str) -> String {
    let marks = [" | ", " - ", " – ", " — ", " :: ", " » "];
    let cut = marks.iter().filter_map(|mark| title.rfind(mark)).max();
    cut.filter(|&at| at * 2 > title.len()).map_or(title, |at| &title[..at]).trim().to_owned()
}

fn byline(document: &Document, linked: &[Value]) -> Option<String> {
    let named = text_at(linked, &["author", "name"]).or_else(|| text_at(linked, &["author"]));
    let tagged = || {
        meta(
            document,
            &[
                "author",
                "article:author_name",
                "dc.creator",
                "sailthru.author",
                "parsely-author",
                "byl",
            ],
        )
    };
    let marked = || {
        ["[rel=author]", "[itemprop=author]", "[class*=byline]"].iter().find_map(|place| {
            document.select(place).nodes().first().and_then(|node| clean(&node.text()))
        })
    };
    let name = named.or_else(tagged).or_else(marked)?;
    let name = name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(&name);
    let name = names_only(name);
    let fits = !name.is_empty() && name.len() <= 120 && !name.contains("://");
    fits.then(|| name.to_owned())
}

/// The names of a byline, without the bars, handles and days that follow.
fn names_only(byline: &str) -> &str {
    let day = date::dates_in(byline).first().map(|date| date.start);
    let mark = byline.find(['|', '@', '\u{2022}', '\u{B7}']);
    let time = ["Published", "Updated", "Posted"].iter().filter_map(|word| byline.find(word)).min();
    let end = [day, mark, time].into_iter().flatten().min().unwrap_or(byline.len());
    byline[..end].trim_end_matches([' ', ',', '-'])
}

fn canonical(document: &Document) -> Option<String> {
    let link = attribute(document, "link[rel=canonical]", "href");
    link.or_else(|| meta(document, &["og:url"])).filter(|url| url.contains("://"))
}

fn attribute(document: &Document, place: &str, name: &str) -> Option<String> {
    document.select(place).nodes().first().and_then(|node| clean(&node.attr(name)?))
}

/// The content of the first meta tag with one of these names, tried in their order.
fn meta(document: &Document, names: &[&str]) -> Option<String> {
    let tags = document.select("meta[content]");
    names.iter().find_map(|name| {
        tags.nodes().iter().find_map(|tag| {
            let keys = ["property", "name", "itemprop", "http-equiv"];
            let matches = keys.iter().any(|key| {
                tag.attr(key).is_some_and(|value| value.trim().eq_ignore_ascii_case(name))
            });
            if matches { clean(&tag.attr("content")?) } else { None }
        })
    })
}

fn clean(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// All objects of the page's linked data that describe an article or page, articles first.
fn linked_data(document: &Document) -> Vec<Value> {
    let scripts = document.select("script[type='application/ld+json']");
    let mut objects = Vec::new();
    for script in scripts.nodes() {
        let Ok(value) = serde_json::from_str::<Value>(script.text().trim()) else { continue };
        let mut open = vec![value];
        while let Some(value) = open.pop() {
            match value {
                Value::Array(values) => open.extend(values.into_iter().rev()),
                Value::Object(mut fields) => {
                    if let Some(graph) = fields.remove("@graph") {
                        open.push(graph);
                    }
                    objects.push(Value::Object(fields));
                }
                _ => {}
            }
        }
    }
    let is_story = |value: &Value| {
        let kind = value.get("@type").map(Value::to_string).unwrap_or_default();
        ["Article", "Posting", "Report", "Statement"].iter().any(|name| kind.contains(name))
    };
    let page =
        |value: &Value| value.get("@type").is_some_and(|kind| kind.to_string().contains("WebPage"));
    objects.retain(|value| is_story(value) || page(value));
    objects.sort_by_key(|value| !is_story(value));
    objects
}

/// The text at a path in the first object that has one; of arrays the first element.
fn text_at(objects: &[Value], path: &[&str]) -> Option<String> {
    objects.iter().find_map(|object| {
        let mut value = object;
        for key in path {
            value = value.get(key)?;
            if let Value::Array(values) = value {
                value = values.first()?;
            }
        }
        clean(value.as_str()?)
    })
}
