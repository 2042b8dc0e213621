//! `PolNeAR`: plain texts, and brat files with the attributions. Of several annotations of one
//! text the first by name counts; a text that stands there twice is taken once.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use anyhow::Context;
use chancery_engine::Doc;

use super::{KINDS, Reader, Spans, Tally};
use crate::corpora::archive;

/// The split measured where the whole corpus is given, packed.
const SPLIT: &str = "data/dev/";

/// The parts of an attribution, in characters of the text: source, cue, content.
type Parts = [Vec<Range<usize>>; 3];

/// Measures every text of a split.
pub(super) fn measure(path: &Path, reader: &Reader, tally: &mut Tally) -> anyhow::Result<()> {
    let texts = files(path, "text", ".txt")?;
    let annotations = files(path, "attributions", ".ann")?;
    anyhow::ensure!(!texts.is_empty(), "{}: no texts", path.display());
    let mut seen = BTreeSet::new();
    for (name, text) in &texts {
        let of_text = |stem: &str| stem.rsplit_once('_').is_some_and(|(of, _)| of == name);
        let annotation = annotations.iter().find(|(stem, _)| of_text(stem));
        let Some((_, annotation)) = annotation else { continue };
        if !seen.insert(text) {
            continue;
        }
        let parts = brat(annotation).with_context(|| format!("cannot read {name}"))?;
        let doc = reader.parse(text);
        let places = |span: Range<u32>| span.start as usize..span.end as usize;
        let found = reader.spans(&doc).map(|spans| spans.into_iter().map(places).collect());
        let words = |span: &Range<usize>| {
            let bytes = doc.bytes(span.start as u32..span.end as u32);
            doc.text[bytes.start as usize..bytes.end as usize].to_owned()
        };
        tally.count(name, &gold(&doc, &parts), &found, words);
    }
    Ok(())
}

/// The files of a sort by name without ending: of a split's folder, or of the packed corpus.
fn files(path: &Path, folder: &str, ending: &str) -> anyhow::Result<BTreeMap<String, String>> {
    let stem = |name: &str| name.strip_suffix(ending).map(str::to_owned);
    if path.to_string_lossy().ends_with(".tar.xz") {
        let within = format!("{SPLIT}{folder}/");
        let files = archive(path, ending)?.into_iter();
        let named =
            files.filter_map(|(name, text)| Some((stem(name.strip_prefix(&within)?)?, text)));
        return Ok(named.collect());
    }
    let folder = path.join(folder);
    let mut found = BTreeMap::new();
    let cannot = || format!("cannot read {}", folder.display());
    for entry in std::fs::read_dir(&folder).with_context(cannot)? {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str().and_then(stem) {
            found.insert(name, std::fs::read_to_string(entry.path()).with_context(cannot)?);
        }
    }
    Ok(found)
}

/// The attributions of a brat file.
fn brat(file: &str) -> anyhow::Result<Vec<Parts>> {
    let mut bounds: BTreeMap<&str, (usize, Vec<Range<usize>>)> = BTreeMap::new();
    let mut events = Vec::new();
    for line in file.lines() {
        let mut columns = line.split('\t');
        let (Some(id), Some(about)) = (columns.next(), columns.next()) else { continue };
        if id.starts_with('E') {
            events.push(about);
        } else if id.starts_with('T') {
            let (kind, places) = about.split_once(' ').context("a span has no place")?;
            let Some(kind) = KINDS.iter().position(|k| kind.eq_ignore_ascii_case(k)) else {
                continue;
            };
            let places = places.split(';').map(place).collect::<anyhow::Result<_>>()?;
            bounds.insert(id, (kind, places));
        }
    }
    let mut found = Vec::new();
    for event in events {
        let mut parts = Parts::default();
        for (_, id) in event.split_whitespace().skip(1).filter_map(|part| part.split_once(':')) {
            if let Some((kind, places)) = bounds.get(id) {
                parts[*kind].extend(places.iter().cloned());
            }
        }
        found.push(parts);
    }
    Ok(found)
}

fn place(text: &str) -> anyhow::Result<Range<usize>> {
    let (start, end) = text.split_once(' ').context("a place has no end")?;
    Ok(start.parse()?..end.parse()?)
}

/// A token that is no white space: its number, its characters, its line.
struct Token {
    number: usize,
    characters: Range<usize>,
    line: usize,
}

fn tokens(doc: &Doc) -> Vec<Token> {
    let mut found = Vec::new();
    let (mut bytes, mut characters, mut line) = (0, 0, 0);
    for (number, token) in doc.tokens.iter().enumerate() {
        let (start, end) = (token.start as usize, token.end as usize);
        let between = &doc.text[bytes..start];
        line += between.matches(['\n', '\r']).count();
        characters += between.chars().count();
        let first = characters;
        let word = &doc.text[start..end];
        characters += word.chars().count();
        bytes = end;
        if word.trim().is_empty() {
            line += word.matches(['\n', '\r']).count();
        } else {
            found.push(Token { number, characters: first..characters, line });
        }
    }
    found
}

/// The spans of a text, in its tokens: a span ends with its line, every piece of an interrupted
/// one is a span, and where two attributions meet a cue stands before a source and a source
/// before a content.
fn gold(doc: &Doc, attributions: &[Parts]) -> Spans {
    let tokens = tokens(doc);
    // Kind of each token, and whether a span begins at it.
    let mut labels: Vec<Option<(usize, bool)>> = vec![None; tokens.len()];
    let [source, cue, content] = [0, 1, 2];
    for kind in [content, source, cue] {
        for parts in attributions {
            let mut before = None;
            for place in covered(&tokens, &parts[kind]) {
                let runs_on = before
                    .is_some_and(|b: usize| b + 1 == place && tokens[b].line == tokens[place].line);
                labels[place] = Some((kind, !runs_on));
                before = Some(place);
            }
        }
    }
    let mut spans = Spans::default();
    for (place, token) in tokens.iter().enumerate() {
        let Some((kind, begins)) = labels[place] else { continue };
        let before = place.checked_sub(1);
        let goes_on = before.is_some_and(|b| {
            tokens[b].line == token.line && labels[b].is_some_and(|(other, _)| other == kind)
        });
        match spans[kind].last_mut() {
            Some(span) if goes_on && !begins => span.end = token.number + 1,
            _ => spans[kind].push(token.number..token.number + 1),
        }
    }
    spans
}

/// The tokens that share a character with any of these places, in order.
fn covered(tokens: &[Token], places: &[Range<usize>]) -> BTreeSet<usize> {
    let of_place = |place: &Range<usize>| {
        let first = tokens.partition_point(|token| token.characters.end <= place.start);
        first..tokens.partition_point(|token| token.characters.start < place.end)
    };
    places.iter().flat_map(of_place).collect()
}

#[cfg(test)]
mod tests {
    use chancery::statements::attribution::Attributor;
    use chancery_engine::Engine;

    use super::*;

    #[test]
    fn spans_end_with_their_line_and_at_what_interrupts_them() {
        let reader = Reader { engine: Engine::english(), attributor: Attributor::embedded() };
        let doc = reader.parse("“Né,” Ana said, “we go.\nSoon.”");
        let file = "T1\tSource 6 9\tAna\nT2\tCue 10 14\tsaid\nT3\tContent 0 5;16 30\tx\n\
                    E1\tAttribution:T1 Source:T1 Cue:T2 Content:T3\n";
        let [source, cue, content] = gold(&doc, &brat(file).unwrap());
        let words = |span: &Range<usize>| {
            let bytes = doc.bytes(span.start as u32..span.end as u32);
            doc.text[bytes.start as usize..bytes.end as usize].to_owned()
        };
        assert_eq!(source.iter().map(words).collect::<Vec<_>>(), ["Ana"]);
        assert_eq!(cue.iter().map(words).collect::<Vec<_>>(), ["said"]);
        let content: Vec<String> = content.iter().map(words).collect();
        assert_eq!(content, ["“Né,”", "“we go.", "Soon.”"]);
    }
}
