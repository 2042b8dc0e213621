//! Credits: the lines and words by which a text names where it has its words from.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::nouns::{Document, Evidence, ReadingId};
use crate::read::CLEANER;

use super::order::is_official;

/// A source named by a taker.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Cited {
    /// How, in words a person can read.
    pub(super) how: String,
    /// The words, where they stand in the text.
    pub(super) evidence: Option<Evidence>,
}

/// Whether a line does nothing but credit another paper.
pub(super) fn is_credit_line(line: &str) -> bool {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let form = r"(?ix)^[\W_]*(?:(?:re)?printed\ (?:from|with|by)|republished|reproduced|
            (?:this|the)\ (?:article|story|text|report|piece|item|dispatch|statement|release)\ (?:above\ |below\ )?(?:has\ |was\ |is\ |had\ )?(?:been\ )?(?:first|originally|carried|published|reprinted|republished|reproduced|taken|appeared|supplied|provided|distributed)|
            (?:first|originally)\ (?:published|appeared|printed)|by\ arrangement\ with|courtesy\ of|
            (?:text|source|credit)s?\ ?:\ ?\S|from\ (?:the\ )?\p{Lu}|with\ agencies|agencies\b|
            carried\ (?:here|from|by)|shortened\ from|abridged|condensed|adapted\ from|taken\ from|syndicated)";
        Regex::new(form).expect("a fixed pattern")
    });
    let count = line.split_whitespace().count();
    let bare_from =
        line.trim_start().get(..4).is_some_and(|head| head.eq_ignore_ascii_case("from"));
    count <= if bare_from { 10 } else { 30 } && PATTERN.is_match(line)
}

/// Whether the document says of itself that its words are another's.
pub(super) fn credits_another(document: &Document) -> bool {
    let own = document.outlet.as_deref().unwrap_or_default().to_lowercase();
    let line = document.credit.as_deref().map(str::to_lowercase);
    let credited = line.is_some_and(|line| {
        let itself = !own.is_empty() && (own.contains(&line) || line.contains(&own));
        !line.is_empty() && !itself
    });
    let lines = || document.text.lines().any(is_credit_line);
    !is_official(document) && (credited || lines() || tells_after_the_press(document))
}

/// Whether the text keeps pointing to a paper or an agency as the one that tells it.
fn tells_after_the_press(document: &Document) -> bool {
    static PATTERN: LazyLock<Regex> = LazyLock::new(|| {
        let telling = r"(?:reports?|reported|says|said|writes|wrote|notes?|noted|recalls?|recalled|quotes?|quoted|adds?|added|finds?|describes?|described|tells|told|puts|according)";
        let paper = r"(?:paper|newspaper|daily|weekly|magazine|(?:news |wire )?agency|broadcaster|news site|website|channel|station|radio)";
        let title = r"(?:Times|Post|Herald|Tribune|Gazette|Examiner|Dispatch|Observer|News|Courier|Monitor|Journal|Chronicle|Telegraph|Paper|Daily|Review|Press|Agency|Mirror|Star|Sun|Standard|Guardian|Independent|Mail|Today|Express|Bulletin|Register|Sentinel|Echo|Globe|Citizen|Reporter|Weekly|Service|Radio|Television|TV|Reuters|AFP|AP|dpa|TASS|Interfax|Xinhua|Kyodo|Yonhap|ANSA|EFE)";
        let form = format!(
            r"\b{paper} (?:\w+ly |also |then )?{telling}\b|\b{title}\b,? (?:has |had |also |newspaper |news agency |of \w+ )*{telling}\b|(?:[Aa]ccording to|told|cited by|quoted by) (?:the |The |a )?(?:\p{{Lu}}[\w'’-]+ )*{title}\b|\b[Tt]he (?:[\w-]+ )?{paper}['’]s (?:account|report|story|version)\b|[Aa]ccording to the (?:\w+ )?{paper}\b"
        );
        Regex::new(&form).expect("a fixed pattern")
    });
    PATTERN.find_iter(&document.text).take(2).count() == 2
}

/// The words by which a taker names this source.
pub(super) fn cited(taker: &Document, source: &Document) -> Option<Cited> {
    let name = source.outlet.as_deref().map(str::trim).filter(|name| name.chars().count() >= 2);
    let name = name.map(|name| name.strip_prefix("The ").unwrap_or(name));
    let name = name.filter(|name| taker.outlet.as_deref().is_none_or(|own| !own.contains(name)));
    let heads = [("credit line", &taker.credit), ("byline", &taker.byline)];
    for (head, line) in heads {
        if let (Some(name), Some(line)) = (name, line)
            && place_of(line, name).is_some()
        {
            return Some(Cited { how: format!("its {head} names {name}"), evidence: None });
        }
    }
    let named = name.and_then(|name| Some((name, place_of(&taker.text, name)?)));
    if let Some((name, at)) = named {
        let evidence = evidence(taker, clause(&taker.text, at, at + name.len()));
        return Some(Cited { how: format!("it names {name}"), evidence: Some(evidence) });
    }
    let told = is_official(source).then(|| TOLD.find(&taker.text)).flatten()?;
    let evidence = evidence(taker, told.range());
    Some(Cited {
        how: "it says that the words are a government's".to_owned(),
        evidence: Some(evidence),
    })
}

/// Where the name stands in the text as whole words.
fn place_of(text: &str, name: &str) -> Option<usize> {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(name).map(|(at, _)| at).find(|at| {
        !inside(text[..*at].chars().next_back()) && !inside(text[at + name.len()..].chars().next())
    })
}

static TOLD: LazyLock<Regex> = LazyLock::new(|| {
    let form = r"(?i)\b(?:in an? (?:written )?(?:statement|readout|communiqué|press release|note|release)\b[^.\n]{0,60}|(?:the )?(?:statement|readout|communiqué|press release|release)(?: [^.\n]{0,40})? (?:said|says|reads|read|published|issued)\b|according to (?:the|a|an) [^.\n]{0,60}\b(?:ministry|presidency|government|embassy|chancellery|press service|office|statement|readout)\b|\b(?:ministry|presidency|government|embassy|chancellery|press service|spokes(?:man|woman|person)) (?:said|reported|announced|informed)\b|(?:statement|text|release|communiqué) (?:issued|published|released|distributed|circulated) by\b[^.\n]{0,60})";
    Regex::new(form).expect("a fixed pattern")
});

/// The sentence or line around a name, no more than a few words of it on either side.
fn clause(text: &str, start: usize, end: usize) -> Range<usize> {
    const WORDS: usize = 12;
    let before = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let before = text[before..start].rfind(". ").map_or(before, |at| before + at + 2);
    let words = text[before..start].rmatch_indices(' ').nth(WORDS);
    let first = words.map_or(before, |(at, _)| before + at + 1);
    let line = text[end..].find('\n').map_or(text.len(), |at| end + at);
    let stop = text[end..line].find(". ").map_or(line, |at| end + at + 1);
    let last = text[end..stop].match_indices(' ').nth(WORDS).map_or(stop, |(at, _)| end + at);
    first..last
}

fn evidence(document: &Document, Range { start, end }: Range<usize>) -> Evidence {
    Evidence {
        document: document.id.clone(),
        reading: ReadingId::of(CLEANER, &document.text),
        start: start as u32,
        end: end as u32,
        text: document.text[start..end].to_owned(),
        reader: "copies/credit".to_owned(),
        version: "1".to_owned(),
        caption: false,
    }
}
