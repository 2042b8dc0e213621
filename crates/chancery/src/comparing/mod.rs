//! Comparing: what the accounts of one encounter say together, and where they part.
//!
//! [`compare`] makes the record's encounter out of the documents linked to it. Every voice is
//! held against every other, field by field. `codebook/verdicts.md` defines the verdicts; the pages
//! in `codebook/verdicts` hold the words the rules go by, one page for each rule.

mod clashes;
mod counts;
mod denials;
#[cfg(test)]
mod examples;
mod fields;
mod figures;
mod foreign;
mod initiative;
mod keys;
mod lengths;
mod lists;
mod merge;
mod nations;
mod places;
mod said;
mod series;
mod silences;
mod subjects;
#[cfg(test)]
mod testing;
mod times;
mod times_told;
mod told;
mod venues;
mod verdict;
mod voice;
mod who;
mod words;

use crate::nouns::{Encounter, Linked, Telling};

/// Name under which this stage signs evidence of its own.
const READER: &str = "comparing";
/// Version of the rules; raised whenever they change.
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The page of who tells a sentence and whom its words mean.
const VOICES: &str = include_str!("../../../../codebook/verdicts/voices.md");

/// The record's encounter out of the tellings held to be of it.
///
/// Members are looked up among `tellings` by contact; the other tellings of the same documents
/// are used only to know which sentences tell of something else. A member that is not among them
/// is left out; without any the encounter has its id and nothing else.
pub fn compare(linked: &Linked, tellings: &[Telling<'_>]) -> Encounter {
    let voices = voice::voices(linked, tellings);
    let mut encounter = merge::merged(linked, &voices, tellings);
    encounter.series = encounter.series.or_else(|| series::series(&voices));
    let parties = said::Parties::of(&voices);
    let told = told::Told::new(&voices, &parties, said::sentences(&voices, tellings, &parties));
    encounter.fields = fields::fields(&encounter, &voices, &told);
    encounter
}

/// Whether two sentences of an encounter tell of one subject, by what they share alone: the test
/// that silences and denials rest on, where no other sentence of the encounter is known.
pub fn of_one_subject(one: &str, other: &str) -> bool {
    let sentences = [words::words(one, 0), words::words(other, 0)];
    let frequencies = keys::Frequencies::over(sentences.iter().map(Vec::as_slice));
    let parties = said::Parties::default();
    let [one, other] = sentences.map(|words| keys::keys(&words, &parties, &frequencies));
    keys::one_subject(&one, &other)
}

#[cfg(test)]
mod tests {
    use super::examples::outcome;
    use crate::nouns::{Encounter, Field, FieldVerdict, Verdict};
    use crate::pipeline::{PageReader, ReadOutcome};

    /// The first contacts of some texts, compared as one encounter.
    fn compared(texts: &[&str]) -> Encounter {
        let reader = PageReader::new();
        let read: Vec<ReadOutcome> =
            texts.iter().map(|t| outcome(&reader, t, "2011-05-04")).collect();
        super::examples::compared(&read.iter().collect::<Vec<_>>())
    }

    const NORWAY: &str = "Ministry of Foreign Affairs of Norway\nOslo, 4 May 2011\n\nMinister meets \
        Finnish colleague\n\nForeign Minister Jonas Gahr Støre met Finnish Foreign Minister \
        Alexander Stubb in Oslo today. The meeting lasted two hours. The ministers agreed that \
        six patrol boats will guard the herring grounds. The minister asked that the reindeer \
        fence at Kautokeino be mended.";
    const FINLAND: &str = "Ministry for Foreign Affairs of Finland\nHelsinki, 4 May 2011\n\nStubb in \
        Oslo\n\nForeign Minister Alexander Stubb met Norwegian Foreign Minister Jonas Gahr Støre \
        in Oslo today. The meeting lasted forty minutes. Four patrol boats will guard the herring \
        grounds. The Baltic cable was not discussed.";

    fn verdict(encounter: &Encounter, field: Field) -> Option<&FieldVerdict> {
        encounter.fields.iter().find(|f| f.field == field)
    }

    #[test]
    fn two_capitals_are_held_against_each_other() {
        let encounter = compared(&[NORWAY, FINLAND]);
        let of = |field: Field| verdict(&encounter, field).map(|f| f.verdict);
        assert_eq!(of(Field::Duration), Some(Verdict::Contradicted));
        assert_eq!(of(Field::Number), Some(Verdict::Contradicted));
        let stubb = encounter.fields.iter().find(|f| {
            f.field == Field::Participant && f.about.as_ref().is_some_and(|a| a.contains("Stubb"))
        });
        assert_eq!(stubb.map(|f| f.verdict), Some(Verdict::Agreed), "{:?}", encounter.participants);
        assert_eq!(
            of(Field::When),
            Some(Verdict::Agreed),
            "{:?}",
            verdict(&encounter, Field::When)
        );
        let mut silences = encounter.fields.iter().filter(|f| !f.silent.is_empty());
        assert!(silences.any(|f| f.values[0].words.contains("reindeer")));
    }

    #[test]
    fn sentences_of_one_subject_share_a_telling_word() {
        let one = "The ministers discussed the reindeer fence at Kautokeino.";
        assert!(super::of_one_subject(one, "The fence at Kautokeino will be mended."));
        assert!(!super::of_one_subject(one, "The ministers discussed the price of cod."));
        assert!(!super::of_one_subject(one, ""));
    }

    #[test]
    fn a_lone_text_agrees_with_nobody() {
        let encounter = compared(&[NORWAY]);
        assert_eq!(encounter.origins, 1);
        assert!(encounter.fields.iter().all(|f| f.verdict != Verdict::Agreed));
        assert!(encounter.fields.iter().all(|f| f.verdict != Verdict::Contradicted));
    }
}
