//! Reading through the public interface: furniture, dates, broken input, size and depth.

use std::time::{Duration, Instant};

use chancery::nouns::{
    Block, BlockKind, DocumentId, DocumentKind, Moment, Page, PublishedBasis, Side,
};
use chancery::read::{
    Options, PART_BYTES, Problem, ProblemKind, Source, WHOLE_BYTES, read_bytes, read_stream,
};
use proptest::prelude::*;

fn read(name: &str, bytes: &[u8]) -> Vec<Result<Page, Problem>> {
    let source = Source { path: Some(name.to_owned()), ..Source::default() };
    let mut read = Vec::new();
    read_bytes(bytes, &source, &Options::default(), &mut |page| read.push(page));
    read
}

fn page(name: &str, text: &str) -> Page {
    let mut pages = read(name, text.as_bytes());
    assert_eq!(pages.len(), 1, "{name}: not one page");
    pages.remove(0).unwrap_or_else(|problem| panic!("{problem}"))
}

fn problem(name: &str, bytes: &[u8]) -> ProblemKind {
    match read(name, bytes).remove(0) {
        Ok(page) => panic!("a page was read: {}", page.reading.text),
        Err(problem) => problem.kind,
    }
}

fn words<'p>(page: &'p Page, block: &Block) -> &'p str {
    &page.reading.text[block.start as usize..block.end as usize]
}

fn blocks(page: &Page, kind: BlockKind) -> Vec<&str> {
    let blocks = page.reading.blocks.iter().filter(|block| block.kind == kind);
    blocks.map(|block| words(page, block)).collect()
}

fn published(page: &Page) -> Option<(String, PublishedBasis)> {
    let published = page.document.published.as_ref()?;
    Some((published.start.as_ref().map(Moment::to_string)?, published.basis))
}

fn has_note(page: &Page, code: &str) -> bool {
    page.document.notes.iter().any(|note| note.code == code)
}

const STORY: &str = "The foreign ministers of Norway and Chile met in Oslo on Monday to talk about \
                     fishing rights. They agreed to meet again in spring.";

#[test]
fn bars_of_headlines_and_stubs_are_cut_and_the_title_stays() {
    let text = format!(
        "Harbour Opens Again After Storm | Choir Wins Prize in Bergen | Rain to Stay |\n\n\
         Norway and Chile Talk About Fish\n\n{STORY}\n\nMore Stories"
    );
    let page = page("a.txt", &text);
    assert_eq!(page.document.title.as_deref(), Some("Norway and Chile Talk About Fish"));
    assert_eq!(blocks(&page, BlockKind::Body), [STORY]);
    assert_eq!(page.reading.cut.len(), 2);
    assert!(has_note(&page, "cut"));
}

#[test]
fn the_day_above_link_headings_is_the_page_clock() {
    let head = "Monday, 4 May 2026\n\nMost Read\n\nNorway and Chile Talk About Fish";
    let page = page("a.txt", &format!("{head}\n\n{STORY}"));
    assert_eq!(published(&page), None);
    assert_eq!(page.document.title.as_deref(), Some("Norway and Chile Talk About Fish"));
}

#[test]
fn contact_details_and_forms_are_cut_and_tell_the_side() {
    let text = format!(
        "{STORY}\n\nFor more, please write to:\n\n  1. Tel: (47) 22 24 36 00\n  2. Mail: \
         post@mfa.gov.cl\n\nCity Hall, Sea Street 3, Old Town, Santiago, Chile.\n\nWRITE TO US\n\n\
         Your name here\nYour note!"
    );
    let page = page("a.txt", &text);
    assert_eq!(blocks(&page, BlockKind::Body), [STORY]);
    assert_eq!(page.document.side, Some(Side::State("CHL".to_owned())));
    assert_eq!(page.reading.cut.len(), 7);
}

#[test]
fn labelled_days_and_captions_stand_apart() {
    let caption = "Anna Berg (L), minister of Norway, meets Luis Rojas in Oslo on May 4. NPB";
    let page = page("a.txt", &format!(" posted 2020-05-05 \n\n\n{caption}\n\n{STORY}\n"));
    assert_eq!(published(&page), Some(("2020-05-05".to_owned(), PublishedBasis::Text)));
    assert_eq!(blocks(&page, BlockKind::Caption), [caption]);
    assert_eq!(blocks(&page, BlockKind::Body), [STORY]);
    assert_eq!(page.document.title, None);
}

#[test]
fn a_line_of_day_and_place_under_the_title_is_the_dateline() {
    let title = "Minister Berg received Minister Rojas";
    let page = page("a.txt", &format!("{title}\nMay 4, 2020 13:40 Old Castle, Oslo\n{STORY}"));
    assert_eq!(published(&page), Some(("2020-05-04".to_owned(), PublishedBasis::Dateline)));
    assert_eq!(blocks(&page, BlockKind::Dateline).len(), 1);
    assert_eq!(blocks(&page, BlockKind::Title), [title]);
}

#[test]
fn lines_of_the_page_over_the_headline_are_no_title() {
    let story = "Prime Minister Anna Holm met the President of Sudland, Carl Berg, on Monday.";
    let over = [
        "Press office - Bergen, 3 May 2012",
        "BERGEN, May 3 (Harbour Wire) --",
        "Markets and Fish, no. 212 - 3 May 2012",
        "Bergen, 3 May 2012 (late night)",
        "PRESIDENT OF THE REPUBLIC OF SLOVENIA",
    ];
    for line in over {
        let page = page("page.txt", &format!("{line}\n\nHolm and Berg agree on fish\n\n{story}\n"));
        assert_eq!(page.document.title.as_deref(), Some("Holm and Berg agree on fish"), "{line}");
    }
    let asked = page("page.txt", &format!("Harbour Weekly\n\nWho needs a treaty?\n\n{story}\n"));
    assert_eq!(asked.document.title.as_deref(), Some("Who needs a treaty?"));
    // A day that is part of what a headline tells leaves it the headline.
    let told = format!("Statement of 3 May 2012 on fish\n\nThe text in full\n\n{story}\n");
    let title = page("page.txt", &told).document.title;
    assert_eq!(title.as_deref(), Some("Statement of 3 May 2012 on fish"));
}

#[test]
fn a_dateline_without_year_takes_it_from_the_address() {
    let source = Source {
        url: Some("https://news.example.org/2020/05/talks".to_owned()),
        path: Some("a.txt".to_owned()),
        ..Source::default()
    };
    let text = format!("OSLO, 4 May (NPB) — {STORY}");
    let mut dates = Vec::new();
    read_bytes(text.as_bytes(), &source, &Options::default(), &mut |page| {
        dates.push(published(&page.expect("a page")));
    });
    assert_eq!(dates, [Some(("2020-05-04".to_owned(), PublishedBasis::Dateline))]);
}

#[test]
fn html_gives_story_caption_and_metadata() {
    let html = format!(
        "<html lang=en><head><title>Norway and Chile talk about fish | Coast News</title>\
         <meta property='og:site_name' content='Coast News'>\
         <meta property='article:published_time' content='2020-05-05T08:00:00+02:00'>\
         <meta name=author content='Eva Lind'></head><body><nav><a href=/>Home</a></nav>\
         <article><h1>Norway and Chile talk about fish</h1><figure><img src=a>\
         <figcaption>The ministers shake hands in the old castle</figcaption></figure>\
         <p>{STORY}</p><p>The two had last met in Santiago a year ago, when a storm kept them in \
         the city for days. Fishing fleets of both states will be told in June.</p></article>\
         <footer>All rights with the paper</footer></body></html>"
    );
    let page = page("a.html", &html);
    assert_eq!(page.document.title.as_deref(), Some("Norway and Chile talk about fish"));
    assert_eq!(page.document.outlet.as_deref(), Some("Coast News"));
    assert_eq!(page.document.byline.as_deref(), Some("Eva Lind"));
    assert_eq!(published(&page), Some(("2020-05-05".to_owned(), PublishedBasis::Metadata)));
    assert_eq!(blocks(&page, BlockKind::Body).len(), 2);
    assert_eq!(blocks(&page, BlockKind::Caption).len(), 1);
    assert!(page.reading.cut.iter().any(|cut| cut.reason == "page footer"));
}

#[test]
fn lines_are_documents_and_broken_lines_are_told() {
    let good = serde_json::json!({
        "text": STORY, "title": "Talks", "date": "2020-05-05", "source": "TASS"
    });
    let markup = serde_json::json!({ "html": format!("<p>{STORY}</p>") });
    let good = good.to_string();
    let lines = format!("{good}\n{{broken\n\n{{\"title\": \"no text\"}}\n{markup}\n");
    let pages = read("a.jsonl", lines.as_bytes());
    assert_eq!(pages.len(), 4);
    let first = pages[0].as_ref().expect("a page");
    assert_eq!(first.document.id, DocumentId::of(good.as_bytes()));
    assert_eq!(first.document.side, Some(Side::State("RUS".to_owned())));
    assert_eq!(published(first), Some(("2020-05-05".to_owned(), PublishedBasis::Given)));
    let problems = pages.iter().filter_map(|page| page.as_ref().err());
    let places: Vec<&str> = problems.map(|problem| problem.place.as_str()).collect();
    assert_eq!(places, ["a.jsonl, line 2", "a.jsonl, line 4"]);
    assert!(pages[3].is_ok());
}

#[test]
fn exported_documents_can_be_read_back() {
    let text = format!("Minister Berg received Minister Rojas\n\nMay 4, 2020\n\n{STORY}");
    let first = page("a.txt", &text);
    let line = serde_json::to_string(&first.document).expect("a document is JSON");
    let second = page("export.jsonl", &line);
    assert_eq!(second.document.text, first.document.text);
    assert_eq!(second.document.title, first.document.title);
    assert_eq!(second.document.kind, first.document.kind);
    let day = |page: &Page| published(page).map(|published| published.0);
    assert_eq!(day(&second), day(&first));
}

#[test]
fn what_is_no_text_is_a_problem() {
    assert_eq!(problem("a.txt", b""), ProblemKind::Empty);
    assert_eq!(problem("a.txt", b" \n \n"), ProblemKind::Empty);
    assert_eq!(problem("a.txt", b"words\0\x01\x02"), ProblemKind::Binary);
    assert_eq!(problem("a.html", b"<html><script>x()</script></html>"), ProblemKind::NoText);
    assert_eq!(problem("a.jsonl", b"\n\n"), ProblemKind::Empty);
}

#[test]
fn broken_bytes_are_noted_and_the_rest_is_read() {
    let mut bytes = STORY.as_bytes().to_vec();
    bytes.splice(10..10, [0xFF, 0xC3]);
    let pages = read("a.txt", &bytes);
    let page = pages[0].as_ref().expect("a page");
    assert!(has_note(page, "invalid_utf8"));
    assert_eq!(page.document.id, DocumentId::of(&bytes));
}

#[test]
fn other_languages_are_kept_and_noted() {
    let text = "Les ministres des affaires étrangères de la Norvège et du Chili se sont \
                rencontrés lundi à Oslo pour parler des droits de pêche entre les deux pays.";
    let page = page("a.txt", text);
    assert_eq!(page.document.language.as_deref(), Some("fr"));
    assert!(has_note(&page, "unread_language"));
    assert_eq!(page.document.text, text);
}

#[test]
fn deep_nesting_is_flattened_quickly() {
    for (depth, seconds) in [(10_000, 1), (100_000, 2)] {
        let html = format!("<h1>Fish</h1>{}<p>{STORY}</p>", "<div>".repeat(depth));
        let start = Instant::now();
        let page = page("a.html", &html);
        assert!(start.elapsed() < Duration::from_secs(seconds), "{depth}: {:?}", start.elapsed());
        assert!(has_note(&page, "html_too_deep"));
        assert!(page.document.text.contains(STORY));
    }
}

#[test]
fn long_texts_come_in_parts_cut_at_paragraphs() {
    let paragraph = format!("{STORY}\n\n");
    let text = paragraph.repeat(WHOLE_BYTES / paragraph.len() + 10);
    let pages = read("a.txt", text.as_bytes()).into_iter().map_while(Result::ok);
    let pages: Vec<Page> = pages.collect();
    assert_eq!(pages.len(), WHOLE_BYTES / PART_BYTES + 1);
    assert!(pages.iter().all(|page| page.document.text.len() <= PART_BYTES));
    assert!(pages.iter().all(|page| has_note(page, "parts")));
    let kept: usize = pages.iter().map(|page| page.reading.blocks.len()).sum();
    assert_eq!(kept, text.matches(STORY).count());
}

#[test]
fn a_word_of_five_megabytes_is_read() {
    let word = "a".repeat(WHOLE_BYTES);
    let start = Instant::now();
    assert_eq!(page("a.txt", &word).document.text.len(), WHOLE_BYTES);
    assert!(start.elapsed() < Duration::from_secs(5));
}

#[test]
fn a_failing_reader_is_an_error_of_the_stream() {
    struct Failing;
    impl std::io::Read for Failing {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("gone"))
        }
    }
    let reader = std::io::BufReader::new(Failing);
    let read = read_stream(reader, &Source::default(), &Options::default(), &mut |_| {});
    assert!(read.is_err());
}

#[test]
fn kinds_are_told_by_form() {
    let kind = |text: &str| page("a.txt", text).document.kind;
    let joint = format!("Joint Statement of Norway and Chile\n\n{STORY}");
    assert_eq!(kind(&joint), DocumentKind::JointStatement);
    assert_eq!(kind(&format!("OSLO (NPB) - {STORY}")), DocumentKind::Wire);
    let talk = "QUESTION: Did you meet?\n\nMR BERG: We met.\n\nQUESTION: When was it?\n\n\
                MR BERG: It was on Monday.";
    assert_eq!(kind(talk), DocumentKind::Transcript);
}

/// All characters but white space, sorted.
fn ink<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<char> {
    let mut ink: Vec<char> = texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect();
    ink.sort_unstable();
    ink
}

/// Lines as pages have them, and any others.
fn any_line() -> impl Strategy<Value = String> {
    let known = [
        "",
        STORY,
        "More Stories",
        "Harbour Opens | Choir Wins | Rain Stays |",
        "Monday, 4 May 2026",
        "By Eva Lind | 4 May 2020",
        "Tel: +47 22 24 36 00",
        "The ministers shake hands (L) in Oslo. NPB/Eva Lind",
    ];
    prop_oneof![prop::sample::select(known.to_vec()).prop_map(str::to_owned), "\\PC{0,80}"]
}

proptest! {
    /// Every character of a plain text is in a block or in a cut, and blocks stand where they say.
    #[test]
    fn nothing_of_a_text_is_lost(lines in prop::collection::vec(any_line(), 0..14)) {
        let raw = lines.join("\n");
        for page in read("a.txt", raw.as_bytes()).into_iter().flatten() {
            let kept = page.reading.blocks.iter().map(|block| words(&page, block));
            let cut = page.reading.cut.iter().map(|cut| cut.text.as_str());
            prop_assert_eq!(ink(kept.chain(cut)), ink(std::iter::once(raw.as_str())));
            for block in &page.reading.blocks {
                let start = block.raw_start.expect("plain text") as usize;
                let length = (block.end - block.start) as usize;
                prop_assert_eq!(words(&page, block), raw[start..start + length].replace('\n', " "));
            }
        }
    }

    /// No bytes make the reader fail, whatever they are called.
    #[test]
    fn no_bytes_stop_the_reader(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        name in prop::sample::select(vec!["a.txt", "a.html", "a.jsonl"]),
    ) {
        prop_assert!(!read(name, &bytes).is_empty());
    }

    /// No markup makes the reader fail.
    #[test]
    fn no_markup_stops_the_reader(parts in prop::collection::vec(
        "(<(/)?(div|p|a|table|td|figcaption|h1|b|script|svg|math|template)( class=\"caption\")?>|[a-z]{1,8} |é|\\. |<!--|-->)",
        0..60,
    )) {
        prop_assert!(!read("a.html", parts.concat().as_bytes()).is_empty());
    }
}
