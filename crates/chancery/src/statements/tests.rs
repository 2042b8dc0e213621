use super::codebook::examples;
use super::*;
use crate::nouns::{Act, Form, Page, Quote, ViaBasis};
use crate::pipeline::{PageReader, parse_blocks};
use crate::read::{Options, Source, read_bytes};
use crate::resolve::places::Gazetteer;
use crate::resolve::resolve;

struct Reader {
    reader: PageReader,
    gazetteer: Gazetteer,
}

impl Reader {
    fn new() -> Self {
        Self { reader: PageReader::new(), gazetteer: Gazetteer::embedded() }
    }

    fn read(&self, text: &str) -> (Page, Vec<Statement>) {
        let source = Source { published: Some("2024-05-15".to_owned()), ..Source::default() };
        let mut pages = Vec::new();
        read_bytes(text.as_bytes(), &source, &Options::default(), &mut |p| pages.push(p));
        let page = pages.pop().expect("a page").expect("a clean page");
        let doc = parse_blocks(self.reader.engine(), &page.reading);
        let resolved = resolve(&page, &doc, self.reader.knowledge(), &self.gazetteer);
        let found = statements(&page, &doc, &resolved);
        (page, found)
    }
}

fn names(mentions: &[crate::nouns::Mention]) -> String {
    mentions.iter().map(|m| m.name.clone()).collect::<Vec<_>>().join(", ")
}

fn printed(found: &[Statement]) -> String {
    let one = |s: &Statement| format!("{:?}: {}", s.act, names(&s.speaker)).to_lowercase();
    if found.is_empty() { "none".to_owned() } else { found.iter().map(one).collect::<Vec<_>>().join("; ") }
}

fn agrees(expected: &str, found: &[Statement]) -> bool {
    if expected == "none" {
        return found.is_empty();
    }
    let parts: Vec<&str> = expected.split("; ").collect();
    parts.len() == found.len()
        && parts.iter().zip(found).all(|(part, s)| {
            let (act, speakers) = part.split_once(": ").expect("act: speakers");
            let speakers: Vec<&str> = speakers.split(", ").collect();
            format!("{:?}", s.act).to_lowercase() == act
                && speakers.len() == s.speaker.len()
                && speakers.iter().zip(&s.speaker).all(|(n, m)| m.name.ends_with(n))
        })
}

#[test]
fn codebook_examples_give_what_they_say() {
    let reader = Reader::new();
    let wrong: Vec<String> = examples()
        .into_iter()
        .filter_map(|(act, text, expected)| {
            let (_, found) = reader.read(&text);
            (!agrees(&expected, &found)).then(|| {
                format!("{act:?}: {text}\n  expected {expected}\n  found    {}", printed(&found))
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
#[ignore = "prints what is found in the files named"]
fn print_files() {
    let reader = Reader::new();
    for path in std::env::var("STATEMENTS_OF").unwrap_or_default().split(':') {
        let text = std::fs::read_to_string(path).expect("a file");
        println!("=== {path}");
        for s in reader.read(&text).1 {
            let words = |e: &[crate::nouns::Evidence]| {
                e.iter().map(|e| e.text.clone()).collect::<Vec<_>>().join(" | ")
            };
            println!(
                "{:?} {:?} {:?} [{}] -> [{}] via {:?}\n   cue: {}\n   content: {}\n   at {:?} when {:?}",
                s.act, s.form, s.quote, names(&s.speaker), names(&s.addressees),
                s.via.iter().map(|v| (v.actor.clone(), v.description.clone(), v.basis)).collect::<Vec<_>>(),
                words(&s.cue), words(&s.content), s.occasion.map(|o| o.text),
                s.when.map(|w| (w.start.map(|m| m.to_string()), w.end.map(|m| m.to_string()))),
            );
        }
    }
}
