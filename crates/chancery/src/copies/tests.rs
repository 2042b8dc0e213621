//! Texts of our own, and what was done with them.

use jiff::civil::{Date, date};

use super::*;
use crate::nouns::{CopyKind, DocumentKind, Side};
use crate::resolve::testing::page;

const STORY: &str = "The foreign ministers of Fiji and Tonga spent Tuesday afternoon in Suva going \
through a list of unfinished business that runs from fishing licences to the education of nurses. \
Neither delegation had promised much beforehand, and what they brought to the evening press \
briefing was a single sheet of paper with nine short points.\n\n\
The most practical of them allows trawlers registered in one country to land their catch in the \
other without a second inspection, provided that the papers are no older than ten days. Harbour \
masters have asked for this since the storm season of two years ago, when half a dozen boats lay \
at anchor off Nuku'alofa with spoiling tuna.\n\n\
Less was said about the telephone cable. Engineers put the price of a new branch at forty million \
dollars, and the Tongan treasury would like a third of that from its neighbour. The Fijian \
minister answered that her cabinet would look at the sum in August and not before.\n\n\
Both sides will meet again next spring, probably on Vava'u, where an exhibition of old outrigger \
canoes is to be opened at the same time.";

const OTHER: &str = "Prices of cocoa fell for the third week running as rain returned to the growing \
districts behind San Pedro, and brokers said that the harvest might after all reach last year's \
level. Exporters who had bought forward in April are now trying to sell their contracts, and the \
warehouses near the station are filling up again.\n\n\
A cooperative of small growers wrote to the ministry of agriculture on Monday to ask that the \
fixed price be held until the rains end. It has four thousand members and says that half of them \
could not pay school fees if the price were cut before the new term begins.";

const BOILERPLATE: &str = "For further information contact the press office on weekdays.\n\
Tel: +000 55 1234, Fax: +000 55 1235\npress@ministry.example\n\n\
Read also: What the islands want from the coming summit and why it matters to the whole region";

fn document(text: &str, outlet: &str, day: Option<Date>) -> Document {
    let mut document = page(text, day).document;
    document.id = DocumentId::of(format!("{outlet} {text}").as_bytes());
    document.outlet = Some(outlet.to_owned());
    document
}

fn found(documents: &[Document]) -> Vec<Copied> {
    let sketches: Vec<Sketch> = documents.iter().map(|d| sketch(&d.text)).collect();
    let given: Vec<Given<'_>> = documents
        .iter()
        .zip(&sketches)
        .map(|(document, sketch)| Given { document, sketch })
        .collect();
    copies(&given)
}

/// The taker's outlet, the source's and the kind.
fn told(documents: &[Document]) -> Vec<(&str, &str, CopyKind)> {
    let outlet = |id: &DocumentId| {
        let document = documents.iter().find(|document| document.id == *id).expect("of the set");
        document.outlet.as_deref().unwrap_or_default()
    };
    let told = |copy: &Copied| (outlet(&copy.document), outlet(&copy.from), copy.kind);
    let mut all: Vec<_> = found(documents).iter().map(told).collect();
    all.sort_unstable();
    all
}

const FIRST: Option<Date> = Some(date(2021, 6, 1));
const SECOND: Option<Date> = Some(date(2021, 6, 2));
const THIRD: Option<Date> = Some(date(2021, 6, 3));

#[test]
fn an_exact_copy_is_found_whatever_stands_around_it() {
    let printed = format!("The Reef Mirror\nSUVA, June 2\n\n{STORY}\n\n{BOILERPLATE}");
    let set = [document(STORY, "Lagoon Post", FIRST), document(&printed, "Reef Mirror", SECOND)];
    assert_eq!(told(&set), [("Reef Mirror", "Lagoon Post", CopyKind::Exact)]);
}

#[test]
fn a_shortened_text_goes_back_to_the_full_one() {
    let short = STORY.split("\n\n").take(2).collect::<Vec<_>>().join("\n\n");
    let set = [document(STORY, "Lagoon Post", FIRST), document(&short, "Reef Mirror", FIRST)];
    assert_eq!(told(&set), [("Reef Mirror", "Lagoon Post", CopyKind::Abridged)]);
}

#[test]
fn a_changed_word_here_and_there_is_a_near_copy() {
    let changed = STORY
        .replace("Tuesday", "yesterday")
        .replace("unfinished business", "open matters")
        .replace("Harbour masters have", "The harbour masters have long")
        .replace("not before", "no sooner");
    let set = [document(STORY, "Lagoon Post", FIRST), document(&changed, "Reef Mirror", SECOND)];
    assert_eq!(told(&set), [("Reef Mirror", "Lagoon Post", CopyKind::Near)]);
}

#[test]
fn a_governments_text_under_a_papers_head_is_a_reprint_even_if_dated_before() {
    let mut ministry = document(STORY, "Ministry of Foreign Affairs", SECOND);
    ministry.side = Some(Side::State("FJI".to_owned()));
    ministry.kind = DocumentKind::Readout;
    let printed = format!("In a statement published by the ministry it says:\n\n{STORY}");
    let set = [ministry, document(&printed, "Reef Mirror", FIRST)];
    assert_eq!(told(&set), [("Reef Mirror", "Ministry of Foreign Affairs", CopyKind::Reprint)]);
    assert!(found(&set)[0].credit.as_ref().is_some_and(|c| c.text.contains("statement published")));
}

#[test]
fn one_who_credits_another_took_from_it_whatever_the_days_say() {
    let credited = format!("{STORY}\n\nThis article first appeared in the Lagoon Post.");
    let set = [document(STORY, "Lagoon Post", SECOND), document(&credited, "Reef Mirror", FIRST)];
    assert_eq!(told(&set), [("Reef Mirror", "Lagoon Post", CopyKind::Exact)]);
}

#[test]
fn boilerplate_makes_no_copy() {
    let one = format!("{STORY}\n\n{BOILERPLATE}");
    let two = format!("{OTHER}\n\n{BOILERPLATE}");
    let set = [document(&one, "Lagoon Post", FIRST), document(&two, "Reef Mirror", SECOND)];
    assert_eq!(found(&set), []);
}

#[test]
fn two_readouts_in_one_form_are_two() {
    let form = |who: &str, land: &str, day: &str, matter: &str| {
        format!(
            "The President of the Republic held a telephone conversation today, {day}, with the \
             President of {land}, {who}. The two leaders exchanged views on bilateral relations and \
             on regional and international issues of common interest, in particular {matter}. The \
             President of the Republic thanked {who} for his call and invited him to pay a visit \
             at a convenient date. They agreed to remain in close contact."
        )
    };
    let set = [
        document(&form("Aro Belen", "Veria", "4 May", "the supply of gas"), "Presidency", FIRST),
        document(&form("Milo Tarn", "Ostia", "9 June", "pilgrims' visas"), "Presidency", SECOND),
    ];
    assert_eq!(found(&set), []);
}

#[test]
fn a_statement_quoted_by_both_makes_no_copy() {
    let quote = "\"We have decided to open the border at Kolo on the first day of every month, to \
        let traders pass without a visa for three days, and to name a commission that will look \
        into the complaints of herders who lost cattle in the dry season,\" the two presidents said";
    let one = format!(
        "{quote}. The crowd at the stadium had waited since dawn, and sellers of flags did good \
         business. Aides spoke of a warm lunch with grilled perch. An opposition deputy called the \
         affair a show for the voters of the north, who go to the polls in a month."
    );
    let two = format!(
        "Traders in Kolo greeted the news with doubt. {quote}. A shopkeeper, whose stall burned \
         down last year, wanted to know who would pay for it. Customs officers had received no \
         orders by nightfall, and lorries stood in line for two kilometres as on any other day."
    );
    let set = [document(&one, "Lagoon Post", FIRST), document(&two, "Reef Mirror", SECOND)];
    assert_eq!(found(&set), []);
}

#[test]
fn a_chain_leads_to_its_head() {
    let near =
        STORY.replace("single sheet", "lone sheet").replace("forty million", "forty-odd million");
    let nearer = near.replace("outrigger", "wooden").replace("spoiling", "rotting");
    let set = [
        document(STORY, "Lagoon Post", FIRST),
        document(&near, "Reef Mirror", SECOND),
        document(&nearer, "Coral Times", THIRD),
        document(OTHER, "Cocoa News", THIRD),
    ];
    let sketches: Vec<Sketch> = set.iter().map(|d| sketch(&d.text)).collect();
    let given: Vec<Given<'_>> =
        set.iter().zip(&sketches).map(|(document, sketch)| Given { document, sketch }).collect();
    let origins = origins(&given, &copies(&given));
    assert_eq!(origins[&set[2].id], set[0].id);
    assert_eq!(origins[&set[1].id], set[0].id);
    assert_eq!(origins[&set[3].id], set[3].id);
}

#[test]
fn pairs_do_not_depend_on_who_is_named_first() {
    let (one, two) = (document(STORY, "A Post", None), document(STORY, "B Post", None));
    let (s, t) = (sketch(&one.text), sketch(&two.text));
    let (one, two) = (Given { document: &one, sketch: &s }, Given { document: &two, sketch: &t });
    assert!(pair(&one, &two).is_some());
    assert_eq!(pair(&one, &two), pair(&two, &one));
    assert_eq!(pair(&one, &one), None);
}

#[test]
fn sketches_are_pinned() {
    let sketch = sketch("The minister of Fiji met her colleague of Tonga in Suva on Tuesday.");
    assert_eq!((sketch.words, sketch.body), (13, 4_887_377_646_026_476_584));
}

#[test]
fn an_edition_shows_what_changed() {
    let old = "The talks began on Monday and are to last three days, the ministry said.";
    let new =
        "The talks began on Tuesday and are to last three days, the ministry said on its page.";
    let kinds: Vec<(ChangeKind, String)> =
        changes(old, new).into_iter().map(|change| (change.kind, change.text)).collect();
    let is = |kind, text: &str| (kind, text.to_owned());
    assert_eq!(
        kinds,
        [
            is(ChangeKind::Kept, "The talks began on"),
            is(ChangeKind::Removed, "Monday"),
            is(ChangeKind::Added, "Tuesday"),
            is(ChangeKind::Kept, "and are to last three days, the ministry"),
            is(ChangeKind::Removed, "said."),
            is(ChangeKind::Added, "said on its page."),
        ]
    );
}

#[test]
fn the_later_text_of_an_address_is_an_edition_of_the_earlier() {
    let mut one = document(STORY, "Lagoon Post", FIRST);
    let mut two = document(&STORY.replace("nine", "ten"), "Lagoon Post", FIRST);
    one.url = Some("https://lagoon.example/a/1".to_owned());
    two.url = Some("https://www.lagoon.example/a/1/".to_owned());
    (one.retrieved, two.retrieved) = (Some("2021-06-01".to_owned()), Some("2021-06-04".to_owned()));
    let editions = editions(&[&two, &one]);
    assert_eq!(editions.into_iter().collect::<Vec<_>>(), [(two.id, one.id)]);
}
