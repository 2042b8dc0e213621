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

/// What statements of a text answer in earlier texts, the earliest first.
fn across(answering: &[Statement], earlier: &[&[Statement]]) -> Vec<Answer> {
    let claims =
        |&statements: &&[Statement]| Claims::of(&Told { statements, mentions: &[], lead: &[] });
    let earlier: Vec<Claims> = earlier.iter().map(claims).collect();
    let earlier: Vec<&Claims> = earlier.iter().collect();
    let found = Answering::of(answering).answers(&claims(&answering), &earlier);
    found.into_iter().flat_map(|(_, answers)| answers).collect()
}

#[test]
fn a_denial_finds_its_claim_in_an_earlier_text() {
    let reader = PageReader::new();
    let claim = read(&reader, "A radio station said that Ghana had sold the lighthouse.");
    let other = read(&reader, "The mayor said that the market opens on Monday.");
    let denial = read(&reader, "Ghana's ministry denied that the lighthouse had been sold.");
    let found = across(&denial, &[&claim, &other]);
    assert_eq!(found[0].claim, Some(claim[0].id.clone()));
    assert_eq!(found[0].evidence.text, "Ghana had sold the lighthouse");
    assert_eq!(found[0].kind, AnswerKind::Denies);
    assert_eq!(across(&denial, &[&other, &claim]), found);
    assert_eq!(across(&denial, &[&other]), []);
}

#[test]
fn two_papers_that_tell_the_same_do_not_answer_each_other() {
    let reader = PageReader::new();
    let one = read(&reader, "A radio station said that Ghana had sold the lighthouse.");
    let two = read(&reader, "A Lagos paper said that Ghana had sold the lighthouse.");
    assert_eq!(across(&two, &[&one]), []);
}
