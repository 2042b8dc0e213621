//! Whose title is whose: titles before a name, in apposition after it, and predicated of it.

use chancery_engine::{Dep, Doc};

use super::names::{Name, honorific};
use super::titles::Title;

/// Gives every title to the name it belongs to.
pub(crate) fn attach(doc: &Doc, names: &mut [Name], titles: &[Title]) {
    let mut taken = vec![false; titles.len()];
    for name in names.iter_mut() {
        let mut at = start_of_address(doc, name.tokens.start);
        while let Some(i) = title_before(doc, titles, at, !name.titles.is_empty()) {
            let chained = !name.titles.is_empty();
            if taken[i] || chained && !joins(doc, titles, i, at) {
                break;
            }
            taken[i] = true;
            name.titles.push(i);
            at = titles[i].tokens.start;
        }
    }
    for name in names.iter_mut() {
        let mut at = name.tokens.end;
        while let Some(i) = title_after(doc, titles, at) {
            let listed = name.titles.iter().any(|&t| titles[t].tokens.end <= name.tokens.start)
                && doc.word(titles[i].tokens.start - 1) == "the";
            if taken[i] || listed || !is_apposition(doc, titles, i, at) {
                break;
            }
            taken[i] = true;
            name.titles.push(i);
            at = titles[i].tokens.end;
        }
    }
    for (i, title) in titles.iter().enumerate().filter(|(i, _)| !taken[*i]) {
        if let Some(subject) = predicated(doc, title)
            && let next = names.partition_point(|n| n.tokens.end <= subject)
            && let Some(name) = names.get_mut(next).filter(|n| n.tokens.contains(&subject))
        {
            name.titles.push(i);
        }
    }
}

/// Where the honorifics before a name begin.
fn start_of_address(doc: &Doc, mut at: u32) -> u32 {
    while at > 0
        && (honorific(doc.word(at - 1)).is_some()
            || at > 1 && matches!(doc.word(at - 1), "His" | "Her") && at < doc.tokens.len() as u32)
    {
        at -= 1;
    }
    at
}

/// The singular title that ends at a token, a comma between allowed after "of" phrases.
fn title_before(doc: &Doc, titles: &[Title], at: u32, chained: bool) -> Option<usize> {
    let comma = at > 0 && doc.word(at - 1) == ",";
    let and = chained && at > 0 && matches!(doc.word(at - 1), "and" | "&");
    let first = titles.partition_point(|t| t.tokens.end + 1 < at);
    let near = titles[first..].iter().take_while(|t| t.tokens.end <= at);
    let found = near.enumerate().find(|(_, t)| {
        !t.plural
            && (t.tokens.end == at
                || comma
                    && t.tokens.end + 1 == at
                    && (starts_noun_phrase(doc, t) || t.owner.is_some())
                || and && t.tokens.end + 1 == at)
    });
    found.map(|(i, _)| first + i)
}

/// Whether a title further left belongs to the same person: "Acting President and Prime Minister
/// X", but not "the President and Prime Minister X".
fn joins(doc: &Doc, titles: &[Title], i: usize, at: u32) -> bool {
    let title = &titles[i];
    let determined = title.tokens.start > 0
        && matches!(doc.word(title.tokens.start - 1).to_lowercase().as_str(), "the" | "both");
    title.tokens.end == at || title.tokens.end + 1 == at && !determined
}

/// Whether a title opens its phrase with a determiner ("the Foreign Minister of Y, X").
fn starts_noun_phrase(doc: &Doc, title: &Title) -> bool {
    let start = title.tokens.start;
    start > 0 && matches!(doc.word(start - 1).to_lowercase().as_str(), "the" | "its")
}

/// The title that stands in apposition after a token: ", the Foreign Minister of Y", "(president)",
/// "(L), leader of Z".
fn title_after(doc: &Doc, titles: &[Title], end: u32) -> Option<usize> {
    let count = doc.tokens.len() as u32;
    let word = |t: u32| if t < count { doc.word(t) } else { "" };
    let mut at = end;
    if word(at) == "(" && matches!(word(at + 2), ")") && word(at + 1).chars().count() <= 6 {
        at += 3;
    }
    if !matches!(word(at), "," | "(" | "and" | "–" | "—") {
        return None;
    }
    at += 1;
    if word(at + 1) == "," && word(at).chars().all(|c| c.is_ascii_digit()) {
        at += 2;
    }
    while matches!(
        word(at).to_lowercase().as_str(),
        "the" | "a" | "an" | "its" | "also" | "who" | "is" | "was" | "currently"
    ) {
        at += 1;
    }
    let found = titles.binary_search_by_key(&at, |t| t.tokens.start).ok();
    found.filter(|&i| !titles[i].plural)
}

/// Whether the title found after a name is about that name: nobody else's name follows it, and a
/// second title needs "and".
fn is_apposition(doc: &Doc, titles: &[Title], i: usize, at: u32) -> bool {
    let title = &titles[i];
    let and = doc.word(at) == "and";
    let undetermined = doc.word(at + 1).to_lowercase() != "the";
    let same_sentence = doc.sentence_of(at) == doc.sentence_of(title.tokens.start);
    let ends_title = titles.binary_search_by_key(&at, |t| t.tokens.end).is_ok();
    let own = !and || (ends_title && undetermined);
    own && same_sentence
}

/// The subject of which a title is predicated ("X is the president of Y").
fn predicated(doc: &Doc, title: &Title) -> Option<u32> {
    let token = &doc.tokens[title.head as usize];
    if token.dep != Dep::Attr || title.plural {
        return None;
    }
    let verb = token.head;
    let copula = matches!(doc.tokens[verb as usize].lemma.as_str(), "be" | "become" | "remain");
    let subject = doc.children(verb).find(|&c| doc.tokens[c as usize].dep == Dep::Nsubj);
    subject.filter(|_| copula)
}
