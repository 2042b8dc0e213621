use super::super::codebook::{section, table};
use super::*;
use crate::pipeline::PageReader;
use crate::read::{Options, Source, read_bytes};

fn read(reader: &PageReader, text: &str) -> Vec<Statement> {
    let source = Source { published: Some("2024-05-15".to_owned()), ..Source::default() };
    let mut pages = Vec::new();
    read_bytes(text.as_bytes(), &source, &Options::default(), &mut |p| pages.push(p));
    let page = pages.pop().expect("a page").expect("a clean page");
    reader.read_page(page).statements
}

fn printed(statements: &[Statement]) -> String {
    let one = |a: &Answer| {
        let claim = if a.score > 0.0 { a.evidence.text.as_str() } else { "nobody" };
        format!("{}: {claim}", format!("{:?}", a.kind).to_lowercase())
    };
    let all: Vec<String> = statements.iter().flat_map(|s| &s.answers).map(one).collect();
    if all.is_empty() { "none".to_owned() } else { all.join("; ") }
}

#[test]
fn examples_of_the_page_give_what_they_say() {
    let reader = PageReader::new();
    let examples = table(section(tables::PAGE, "Examples"));
    assert!(examples.len() >= 15);
    let wrong: Vec<String> = examples
        .iter()
        .map(|row| (row, printed(&read(&reader, &row[0]))))
        .filter(|(row, found)| *found != row[1])
        .map(|(row, found)| format!("{}\n  expected {}\n  found    {found}", row[0], row[1]))
        .collect();
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_denial_finds_its_claim_in_an_earlier_text_whatever_the_order() {
    let reader = PageReader::new();
    let mut earlier = read(&reader, "A radio station said that Ghana had sold the lighthouse.");
    earlier.extend(read(&reader, "The mayor said that the market opens on Monday."));
    let mut reversed = earlier.clone();
    reversed.reverse();
    let new = read(&reader, "Ghana's ministry denied that the lighthouse had been sold.");
    let (mut one, mut two) = (new.clone(), new);
    answers_across(&mut one, &earlier);
    answers_across(&mut two, &reversed);
    assert_eq!(one, two);
    assert_eq!(printed(&one), "denies: Ghana had sold the lighthouse");
    assert_eq!(one[0].answers[0].claim, Some(earlier[0].id.clone()));
}
