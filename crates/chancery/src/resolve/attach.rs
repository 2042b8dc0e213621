//! Whose title is whose: titles before a name, in apposition after it, and predicated of it.
//!
//! A title belongs to the name that it modifies: never to a name of another line or sentence, not
//! to the subject that only follows a phrase it ends ("after talks with the President, X said"),
//! and in a series of titles each with its name after it ("A, X, B, Y") not to the name before.

use chancery_engine::{Dep, Doc};

use super::names::{Name, honorific};
use super::titles::{Title, head_of};

/// Gives every title to the name it belongs to.
pub(crate) fn attach(doc: &Doc, names: &mut [Name], titles: &[Title]) {
    let mut taken = vec![false; titles.len()];
    for name in names.iter_mut() {
        take_before(doc, name, titles, &mut taken);
    }
    let starts: Vec<u32> = names.iter().map(|n| start_of_address(doc, n.tokens.start)).collect();
    for name in names.iter_mut() {
        take_after(doc, name, titles, &starts, &mut taken);
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

/// Gives a name the titles that lead up to it.
fn take_before(doc: &Doc, name: &mut Name, titles: &[Title], taken: &mut [bool]) {
    let mut at = start_of_address(doc, name.tokens.start);
    while let Some(i) = title_before(doc, titles, at, !name.titles.is_empty()) {
        let chained = !name.titles.is_empty();
        if taken[i] || chained && !joins(doc, titles, i, at) {
            break;
        }
        let ends_phrase = !chained && is_of_phrase_before(doc, &titles[i], name);
        if ends_phrase || !in_one_line(doc, titles[i].tokens.end - 1, at) {
            break;
        }
        taken[i] = true;
        name.titles.push(i);
        at = titles[i].tokens.start;
    }
}

/// Gives a name the titles that follow it: right after it, or in apposition.
fn take_after(doc: &Doc, name: &mut Name, titles: &[Title], starts: &[u32], taken: &mut [bool]) {
    let mut at = name.tokens.end;
    while let Some(i) = title_after(doc, titles, at).filter(|&i| !taken[i]) {
        let title = &titles[i];
        if title.tokens.start != at {
            let listed = name.titles.iter().any(|&t| titles[t].tokens.end <= name.tokens.start)
                && doc.word(title.tokens.start - 1) == "the";
            let of_next = listed_first(doc, titles, name) && name_follows(doc, starts, title);
            if listed || of_next || !is_apposition(doc, titles, i, at) {
                break;
            }
        }
        taken[i] = true;
        name.titles.push(i);
        at = title.tokens.end;
    }
}

/// Whether two tokens stand in one sentence with no line's end between them.
fn in_one_line(doc: &Doc, first: u32, second: u32) -> bool {
    let (first_of, second_of) = (doc.sentence_of(first), doc.sentence_of(second));
    first_of == second_of && !doc.span(first..second + 1).contains('\n')
}

/// Whether a title only ends the phrase before a name that begins a clause: "after talks with the
/// Italian Prime Minister, X told".
fn is_of_phrase_before(doc: &Doc, title: &Title, name: &Name) -> bool {
    let apart = title.tokens.end < name.tokens.start && doc.word(title.tokens.end) == ",";
    let dep = |t: u32| doc.tokens[t as usize].dep;
    let head = head_of(doc, &name.tokens);
    apart
        && matches!(dep(head), Dep::Nsubj | Dep::Nsubjpass)
        && matches!(dep(title.head), Dep::Pobj | Dep::Dobj)
        && doc.tokens[head as usize].head != title.head
}

/// Whether a name closes an item of a series of titles, each before its name ("the minister, X").
fn listed_first(doc: &Doc, titles: &[Title], name: &Name) -> bool {
    name.titles.iter().any(|&t| {
        let end = titles[t].tokens.end;
        end < name.tokens.start && doc.word(end) == ","
    })
}

/// Whether a comma and a name follow a title.
fn name_follows(doc: &Doc, starts: &[u32], title: &Title) -> bool {
    let end = title.tokens.end;
    (end as usize) < doc.tokens.len()
        && doc.word(end) == ","
        && starts.binary_search(&(end + 1)).is_ok()
}

/// Where the honorifics before a name begin.
fn start_of_address(doc: &Doc, mut at: u32) -> u32 {
    // The engine cuts "Hon." in two, and the sentence with it.
    if at > 1 && doc.word(at - 1) == "." && doc.word(at - 2).eq_ignore_ascii_case("hon") {
        at -= 2;
    }
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
    if matches!(word(at), "MP" | "M.P." | "MEP") {
        // Letters after a name are its bearer's.
        return titles.binary_search_by_key(&at, |t| t.tokens.start).ok();
    }
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
