//! Statements of sentences and short texts, by the rules and by the model.

use super::attribution::Attributor;
use super::codebook::examples;
use super::*;
use crate::nouns::{Act, Form, Page, Quote, ViaBasis};
use crate::pipeline::{PageReader, parse_blocks};
use crate::read::{Options, Source, read_bytes};
use crate::resolve::places::Gazetteer;
use crate::resolve::resolve;

struct Reader {
    pages: PageReader,
    gazetteer: Gazetteer,
    attributor: Attributor,
}

impl Reader {
    fn new() -> Self {
        Self {
            pages: PageReader::new(),
            gazetteer: Gazetteer::embedded(),
            attributor: Attributor::embedded(),
        }
    }

    fn read(&self, text: &str) -> (Page, Vec<Statement>) {
        let source = Source { published: Some("2024-05-15".to_owned()), ..Source::default() };
        let mut pages = Vec::new();
        read_bytes(text.as_bytes(), &source, &Options::default(), &mut |p| pages.push(p));
        let page = pages.pop().expect("a page").expect("a clean page");
        let doc = parse_blocks(self.pages.engine(), &page.reading);
        let resolved = resolve(&page, &doc, self.pages.knowledge(), &self.gazetteer);
        let told = self.attributor.attributions(self.pages.engine(), &doc);
        let found = statements(&page, &doc, &resolved, &told);
        (page, found)
    }
}

fn names(mentions: &[crate::nouns::Mention]) -> String {
    mentions.iter().map(|m| m.name.clone()).collect::<Vec<_>>().join(", ")
}

fn printed(found: &[Statement]) -> String {
    let one = |s: &Statement| format!("{:?}: {}", s.act, names(&s.speaker)).to_lowercase();
    if found.is_empty() {
        "none".to_owned()
    } else {
        found.iter().map(one).collect::<Vec<_>>().join("; ")
    }
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

fn words(evidence: &[crate::nouns::Evidence]) -> String {
    evidence.iter().map(|e| e.text.clone()).collect::<Vec<_>>().join(" | ")
}

/// One statement in a line: act, speakers, addressees, content.
fn line(s: &Statement) -> String {
    let to = names(&s.addressees);
    let to = if to.is_empty() { String::new() } else { format!(" to {to}") };
    format!("{:?} by {}{to}: {}", s.act, names(&s.speaker), words(&s.content))
}

fn lines(text: &str) -> Vec<String> {
    Reader::new().read(text).1.iter().map(line).collect()
}

fn one(text: &str) -> Statement {
    let mut found = Reader::new().read(text).1;
    assert_eq!(found.len(), 1, "{}", printed(&found));
    found.remove(0)
}

#[test]
fn a_quotation_over_two_paragraphs_is_one_speakers() {
    let found = lines(
        "“The ice was thin. Nobody should have gone out.\n\n“We waited a day,” Prime Minister \
         Kaja Kallas said in Tallinn.",
    );
    assert_eq!(
        found,
        ["Say by Kaja Kallas: The ice was thin. Nobody should have gone out. | We waited a day"]
    );
}

#[test]
fn quoted_sentences_after_a_tag_belong_to_it() {
    let found = lines(
        "Foreign Minister Mika Aho spoke in Turku. \"The road is open,\" he said. \"The lorries \
         are on their way.\"",
    );
    assert_eq!(found, ["Say by Mika Aho: The road is open | The lorries are on their way."]);
}

#[test]
fn a_quotation_never_closed_is_kept() {
    let found = lines(
        "Foreign Minister Mika Aho said: “The road is open.\n\nThe ministers went home by train.",
    );
    assert_eq!(found, ["Say by Mika Aho: The road is open."]);
}

#[test]
fn a_quotation_split_by_its_tag_is_one() {
    let s = one("“We have,” President Emmanuel Macron said through an interpreter, “no plans.”");
    assert_eq!(words(&s.content), "We have | no plans.");
    assert_eq!((s.form, s.quote), (Form::Direct, Some(Quote::Translated)));
}

#[test]
fn brackets_and_gaps_are_the_editors() {
    for text in [
        "“[The treaty] is dead,” President Emmanuel Macron said.",
        "“We waited ... for two days,” President Emmanuel Macron said.",
    ] {
        assert_eq!(one(text).quote, Some(Quote::Edited), "{text}");
    }
}

#[test]
fn a_language_named_at_the_cue_tells_of_translation() {
    let s = one("“The road is open,” President Emmanuel Macron wrote in French on Facebook.");
    assert_eq!(s.quote, Some(Quote::Translated));
    assert_eq!(s.occasion.map(|o| o.text), Some("Facebook".to_owned()));
}

#[test]
fn a_quoted_phrase_is_partial() {
    let s = one("President Emmanuel Macron said the talks were “frank and useful”.");
    assert_eq!((s.form, s.quote), (Form::Mixed, Some(Quote::Partial)));
    assert_eq!(words(&s.content), "the talks were “frank and useful”");
}

#[test]
fn joint_speakers_stand_side_by_side() {
    let s = one("President Emmanuel Macron and Chancellor Olaf Scholz urged Russia to withdraw.");
    assert_eq!(line(&s), "Request by Emmanuel Macron, Olaf Scholz to Russia: to withdraw");
}

#[test]
fn a_statement_speaks_for_its_issuer() {
    let s = one("A statement by the German foreign ministry said the envoy had left.");
    assert_eq!(names(&s.speaker), "Foreign Ministry of Germany");
    let occasion = s.occasion.map(|o| o.text);
    assert_eq!(occasion.as_deref(), Some("A statement by the German foreign ministry"));
}

#[test]
fn what_something_is_called_is_said() {
    let s = one("President Emmanuel Macron called the meeting a “frank” conversation.");
    assert_eq!(words(&s.content), "the meeting a “frank” conversation");
}

#[test]
fn unnamed_speakers_keep_their_description_and_stay_apart() {
    let found = Reader::new()
        .read("A senior official said the price would rise. Another senior official said it would fall.")
        .1;
    assert_eq!(names(&found[0].speaker), "senior official");
    assert_eq!(names(&found[1].speaker), "Another senior official");
    assert_ne!(found[0].speaker[0].start, found[1].speaker[0].start);
}

#[test]
fn the_passive_turns_speaker_and_addressee() {
    let s = one(
        "Prime Minister Kaja Kallas was told by President Emmanuel Macron that the train was late.",
    );
    assert_eq!(line(&s), "Say by Emmanuel Macron to Kaja Kallas: the train was late");
}

#[test]
fn a_chain_has_every_teller_outermost_first() {
    let found = Reader::new()
        .read(
            "The Daily Courier reported that President Emmanuel Macron told reporters that Prime \
             Minister Kaja Kallas had promised to send grain.",
        )
        .1;
    let last = found.last().expect("a statement");
    assert_eq!(line(last), "Promise by Kaja Kallas: to send grain");
    let told: Vec<_> = last.via.iter().map(|v| (v.basis, v.actor.is_some())).collect();
    assert_eq!(told, [(ViaBasis::Named, true), (ViaBasis::Named, true)]);
    assert_eq!(last.via[1].evidence.as_ref().map(|e| e.text.as_str()), Some("Emmanuel Macron"));
}

#[test]
fn what_is_told_according_to_another_is_the_others_telling() {
    let found = Reader::new()
        .read("According to President Emmanuel Macron, Prime Minister Kaja Kallas promised a ship.")
        .1;
    let promise = found.iter().find(|s| s.act == Act::Promise).expect("a promise");
    assert_eq!(names(&promise.speaker), "Kaja Kallas");
    assert_eq!(promise.via.len(), 1);
    assert_eq!(promise.via[0].basis, ViaBasis::Named);
}

#[test]
fn ones_own_promise_told_is_ones_own_act() {
    let found =
        Reader::new().read("“I promised Estonia two ships,” President Emmanuel Macron said.").1;
    let promise = found.iter().find(|s| s.act == Act::Promise).expect("a promise");
    assert_eq!(names(&promise.speaker), "Emmanuel Macron");
    assert_eq!(promise.via[0].basis, ViaBasis::OwnAct);
}

#[test]
fn he_in_ones_own_words_is_another() {
    let found =
        Reader::new().read("“He promised Estonia two ships,” President Emmanuel Macron said.").1;
    let promise = found.iter().find(|s| s.act == Act::Promise).expect("a promise");
    assert_eq!((names(&promise.speaker).as_str(), &promise.speaker[0].actor), ("He", &None));
}

#[test]
fn what_is_denied_is_nobodys_promise() {
    let s =
        one("President Emmanuel Macron denied that Prime Minister Kaja Kallas had promised aid.");
    assert_eq!(s.act, Act::Deny);
}

#[test]
fn a_name_inside_the_quotation_is_not_he_who_said_it() {
    let found = lines(
        "President Mika Aho spoke on Monday about President Emmanuel Macron of France. Aho said \
         the talks were long.\n\n“I thanked Emmanuel Macron for the lunch,” he said.",
    );
    assert!(found.iter().any(|l| l.starts_with("Say by Mika Aho: I thanked")), "{found:?}");
    assert!(found.iter().any(|l| l.starts_with("Thank by Mika Aho")), "{found:?}");
}

#[test]
fn occasion_and_day_are_told_near_the_cue() {
    let s = one(
        "Speaking at a joint press conference on Tuesday, President Emmanuel Macron said the road \
         was open.",
    );
    assert_eq!(s.occasion.map(|o| o.text), Some("a joint press conference".to_owned()));
    let when = s.when.expect("a day");
    assert_eq!(when.start.map(|m| m.to_string()), Some("2024-05-14".to_owned()));
}

#[test]
fn without_a_day_the_text_bounds_it() {
    let when = one("President Emmanuel Macron said the road was open.").when.expect("bounds");
    assert_eq!(when.start, None);
    assert_eq!(when.end.map(|m| m.to_string()), Some("2024-05-15".to_owned()));
    assert_eq!(when.basis, crate::nouns::Basis::Publication);
}

#[test]
fn the_day_of_what_is_told_is_not_the_day_of_telling() {
    let when = one("President Emmanuel Macron said the road had opened on 3 May.").when;
    assert_eq!(when.expect("bounds").start, None);
}

#[test]
fn hearsay_stands_in_the_chain() {
    let s = one("President Emmanuel Macron reportedly said that the road was open.");
    assert_eq!(s.via[0].basis, ViaBasis::Unattributed);
}

/// Whatever the text, every span lies in the reading and says what stands there.
fn holds(page: &Page, found: &[Statement]) -> bool {
    let text = &page.reading.text;
    found.iter().all(|s| {
        let whole = std::iter::once(&s.evidence).chain(&s.occasion);
        let all = whole.chain(&s.cue).chain(&s.content);
        let spans =
            all.clone().all(|e| text.get(e.start as usize..e.end as usize) == Some(&e.text));
        let said = !s.content.is_empty() && s.content.iter().all(|c| !c.text.trim().is_empty());
        let mentions = s.speaker.iter().chain(&s.addressees);
        spans && said && mentions.clone().all(|m| m.start < m.end && m.end as usize <= text.len())
    })
}

#[test]
fn any_text_is_read_without_harm() {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, TestRunner};
    let pieces = [
        "President Emmanuel Macron",
        " said ",
        "that ",
        "the road was open",
        ", ",
        ". ",
        "“",
        "”",
        "\"",
        "'",
        "‘",
        "’",
        "\n\n",
        " he said",
        " according to ",
        "told reporters ",
        "denied ",
        "had promised to send grain",
        "[",
        "]",
        "...",
        " and ",
        "Prime Minister Kaja Kallas",
        ": ",
        "was told by ",
        "his promise to ",
        "in French ",
        "«",
        "»",
        "on Monday ",
        "é",
        "😀",
    ];
    let reader = Reader::new();
    let mut runner = TestRunner::new(Config::with_cases(300));
    let texts = prop::collection::vec(prop::sample::select(pieces.to_vec()), 1..40)
        .prop_map(|p| format!("Story. {}", p.concat()));
    runner
        .run(&texts, |text| {
            let (page, found) = reader.read(&text);
            prop_assert!(holds(&page, &found), "{text:?}\n{}", printed(&found));
            Ok(())
        })
        .expect("no text does harm");
}

#[test]
fn what_is_said_in_a_turn_is_the_turns_persons() {
    let found = lines(
        "President of Finland Mika Aho: Good morning.\n\nI want to thank you for the ships.\n\n\
         President of Estonia Kaja Kallas: We value this. I would like to thank you \
         for the grain.",
    );
    let thanks: Vec<_> = found.iter().filter(|l| l.starts_with("Thank")).collect();
    assert_eq!(thanks.len(), 2, "{found:?}");
    assert!(thanks[0].contains("by Mika Aho"), "{found:?}");
    assert!(thanks[1].contains("by Kaja Kallas"), "{found:?}");
}

#[test]
fn they_are_those_who_stood_side_by_side() {
    let found = lines(
        "Prime Minister Kaja Kallas and Foreign Minister Mika Aho met in Turku. They praised the \
         new bridge.",
    );
    assert_eq!(found, ["Praise by Kaja Kallas, Mika Aho: the new bridge"]);
}

#[test]
fn a_message_speaks_for_whoever_sent_it() {
    let found = one(
        "Foreign Minister Mika Aho sent Norway a message.\n\nThe message said that the bridge \
         would open in spring.",
    );
    assert_eq!(names(&found.speaker), "Mika Aho");
}

#[test]
fn a_quotation_after_a_colon_is_the_subjects() {
    let found = one("Foreign Minister Mika Aho shrugged: \"The bridge was never going to last.\"");
    assert_eq!(names(&found.speaker), "Mika Aho");
}

#[test]
fn whoever_speaks_for_a_state_binds_it() {
    let found = lines("Foreign Minister Mika Aho said that Finland was ready to send two ships.");
    assert_eq!(found, ["Promise by Mika Aho: Finland was ready to send two ships"]);
}
