//! The sentences of an encounter with what each is about, and the verdicts of which each voice has
//! one value: how long it took, in which house, and who asked for it.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::json;

use super::denials::{Denial, denied};
use super::figures::{Figure, figures};
use super::initiative::{Event, initiator};
use super::keys::{Frequencies, Keys, alike, keys, one_subject};
use super::lengths::{self, length};
use super::said::{Parties, Said};
use super::silences::specific;
use super::venues::venue;
use super::verdict::{Relation, Saying, judged};
use super::voice::{Voice, side_of};
use super::words::Word;
use crate::nouns::{Field, FieldVerdict, Part, Side, Testimony, Verdict};

/// The sentences of an encounter with what each is about.
pub(super) struct Told<'v, 'a> {
    pub(super) voices: &'v [Voice<'a>],
    pub(super) parties: &'v Parties,
    /// All sentences of its documents; those that tell of something else are marked.
    pub(super) said: Vec<Said>,
    /// What each sentence is about.
    pub(super) keys: Vec<Keys>,
    /// What each sentence counts.
    pub(super) figures: Vec<Vec<Figure>>,
    /// What sentences of the encounter deny, by their places.
    pub(super) denials: Vec<(usize, Denial)>,
}

impl<'v, 'a> Told<'v, 'a> {
    pub(super) fn new(voices: &'v [Voice<'a>], parties: &'v Parties, said: Vec<Said>) -> Self {
        let frequencies = Frequencies::of(&said);
        let keys: Vec<Keys> = said.iter().map(|s| keys(&s.words, parties, &frequencies)).collect();
        let denials = (0..said.len())
            .filter(|&at| !said[at].apart)
            .flat_map(|at| denied(&said[at], parties).into_iter().map(move |denial| (at, denial)))
            .collect();
        let figures = said.iter().map(figures).collect();
        Self { voices, parties, said, keys, figures, denials }
    }

    /// What the telling is that a sentence stands in.
    pub(super) fn part(&self, said: &Said) -> Part {
        self.voices[said.voice].part
    }

    /// The places of the sentences that tell of the encounter as held or called off.
    pub(super) fn owned(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.said.len())
            .filter(|&at| !self.said[at].apart && self.part(&self.said[at]) != Part::Preview)
    }

    /// Whether two sentences are the words of two states.
    pub(super) fn opposed(&self, a: usize, b: usize) -> bool {
        let (one, other) = (self.said[a].state(), self.said[b].state());
        one.is_some() && other.is_some() && one != other
    }

    /// What each voice tells first of a value: each state, and each paper that tells it as news.
    fn sayings<T: Clone>(
        &self,
        value: impl Fn(&Said) -> Option<(T, serde_json::Value, String)>,
    ) -> Vec<Saying<'v, 'a, T>> {
        let mut seen: BTreeSet<(usize, String)> = BTreeSet::new();
        let mut found = Vec::new();
        for at in self.owned() {
            let said = &self.said[at];
            if said.state().is_none() && self.part(said) != Part::Account {
                continue;
            }
            let Some((value, exported, words)) = value(said) else { continue };
            // A voice's first word on it stands.
            if seen.insert((said.document, side_name(&said.side))) {
                found.push(self.saying(at, value, exported, words));
            }
        }
        found
    }

    /// A value a sentence tells.
    pub(super) fn saying<T>(
        &self,
        at: usize,
        value: T,
        exported: serde_json::Value,
        words: String,
    ) -> Saying<'v, 'a, T> {
        let said = &self.said[at];
        let voice = &self.voices[said.voice];
        let (origin, evidence) = (said.origin.clone(), said.evidence.clone());
        Saying { voice, origin, teller: self.teller(at), value, exported, words, evidence }
    }

    /// The verdict on how long it took.
    pub(super) fn duration(&self) -> Option<FieldVerdict> {
        let said = self.sayings(|s| {
            let length = length(s)?;
            Some((length.clone(), json!(length.words), length.words))
        });
        judged(Field::Duration, None, &said, self.voices.len(), |a, b| {
            if (a.value.minutes - b.value.minutes).abs() < 1.0 {
                Relation::Same
            } else if lengths::agree(&a.value, &b.value) {
                Relation::Compatible(format!("{} and {} differ by rounding only", a.words, b.words))
            } else {
                Relation::Contradicted(parted(a, b))
            }
        })
    }

    /// The verdict on the house it was held in, where two voices name houses of two sorts.
    pub(super) fn venue(&self) -> Option<FieldVerdict> {
        let said = self.sayings(|s| {
            let venue = s.state().and_then(|_| venue(s))?;
            Some((venue.clone(), json!(venue.words), venue.words))
        });
        let found = judged(Field::Where, None, &said, self.voices.len(), |a, b| {
            if a.value.sort == b.value.sort {
                Relation::Same
            } else {
                Relation::Contradicted(parted(a, b))
            }
        });
        found.filter(|it| it.verdict == Verdict::Contradicted)
    }

    /// The verdicts on who asked for it, and on who had it put off, as the sentences tell.
    pub(super) fn initiators(&self) -> Vec<FieldVerdict> {
        let of = |event: Event| self.initiator(event);
        [Event::Contact, Event::Delay].into_iter().filter_map(of).collect()
    }

    fn initiator(&self, event: Event) -> Option<FieldVerdict> {
        let said = self.sayings(|s| {
            let asked = initiator(s, self.parties).filter(|asked| asked.event == event)?;
            let code = asked.who.to_owned();
            let named = self.voices.iter().flat_map(|v| &v.account.participants);
            let mut of_side = named.filter(|p| p.country.as_deref() == Some(&code));
            let person = of_side.find(|p| p.actor.as_str().starts_with("person:"));
            let actor = person.map_or_else(|| format!("state:{code}"), |p| p.actor.to_string());
            let words = person.map_or_else(|| code.clone(), |p| format!("{code} ({})", p.name));
            Some((code, json!(actor), words))
        });
        let about = (event == Event::Delay).then(|| "that it be put off".to_owned());
        judged(Field::Initiator, about, &said, self.voices.len(), |a, b| {
            if a.value == b.value { Relation::Same } else { Relation::Contradicted(parted(a, b)) }
        })
    }

    /// Whether two sentences of different documents are about one subject.
    pub(super) fn one_subject(&self, a: usize, b: usize) -> bool {
        self.said[a].document != self.said[b].document && one_subject(&self.keys[a], &self.keys[b])
    }

    /// Share of one sentence's concepts in the other, the greater of both ways.
    pub(super) fn alike(&self, a: usize, b: usize) -> f64 {
        alike(&self.keys[a], &self.keys[b])
    }

    /// A sentence as a voice's testimony.
    pub(super) fn testimony(&self, at: usize) -> Testimony {
        let said = &self.said[at];
        Testimony {
            account: self.voices[said.voice].account.id.clone(),
            evidence: said.evidence.clone(),
        }
    }

    /// A subject in a few words of a sentence as they stand there: the stretch with most of its
    /// telling words, those that another sentence shares.
    pub(super) fn subject(&self, at: usize, other: Option<usize>) -> String {
        let telling: BTreeSet<&String> = specific(&self.keys[at])
            .filter(|k| other.is_none_or(|o| self.keys[o].contains_key(*k)))
            .collect();
        let said = &self.said[at];
        let tells = |word: &Word| super::keys::concepts(word).iter().any(|c| telling.contains(c));
        let Some(stretch) = fullest(&said.words, &tells) else { return String::new() };
        let offset = said.evidence.start;
        let words = &said.words[stretch];
        let (first, last) = (words[0].bytes.start, words[words.len() - 1].bytes.end);
        let text = said.evidence.text.get((first - offset) as usize..(last - offset) as usize);
        text.map(|it| it.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    }

    /// Whether a sentence stands in the own text of the state whose voice it is.
    pub(super) fn is_own_text(&self, at: usize) -> bool {
        let said = &self.said[at];
        side_of(self.voices[said.voice].telling.document) == said.side
    }

    /// Who tells a sentence, in words.
    pub(super) fn teller(&self, at: usize) -> String {
        let said = &self.said[at];
        let outlet = self.voices[said.voice].telling.document.outlet.as_deref();
        let outlet = outlet.unwrap_or("a report");
        match &said.side {
            Side::State(code) if self.is_own_text(at) => format!("{code}'s own text"),
            Side::State(code) => format!("{code} as told by {outlet}"),
            Side::Joint => "the joint text".to_owned(),
            Side::Third => outlet.to_owned(),
        }
    }
}

/// The stretch of a few words, with no stop inside, that holds most words that tell; of two the
/// shorter, then the first. It begins and ends with one.
fn fullest(words: &[Word], tells: &impl Fn(&Word) -> bool) -> Option<Range<usize>> {
    const MOST: usize = 7;
    let telling: Vec<bool> = words.iter().map(tells).collect();
    let mut best: Option<(usize, Range<usize>)> = None;
    for from in (0..words.len()).filter(|&at| telling[at]) {
        let unbroken = words[from + 1..].iter().take_while(|word| !word.after_stop).count();
        let reach = from + unbroken.min(MOST - 1);
        for to in (from..=reach).filter(|&at| telling[at]) {
            let count = telling[from..=to].iter().filter(|tells| **tells).count();
            let better = best.as_ref().is_none_or(|(most, held)| {
                count > *most || count == *most && to + 1 - from < held.len()
            });
            if better {
                best = Some((count, from..to + 1));
            }
        }
    }
    best.map(|(_, stretch)| stretch)
}

/// A side as a word by which sides are told apart.
pub(super) fn side_name(side: &Side) -> String {
    match side {
        Side::State(code) => code.clone(),
        Side::Third => "third".to_owned(),
        Side::Joint => "joint".to_owned(),
    }
}

/// Who has what, where two part.
pub(super) fn parted<T>(a: &Saying<'_, '_, T>, b: &Saying<'_, '_, T>) -> String {
    format!("{} has {}, {} has {}", a.teller, a.words, b.teller, b.words)
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn a_subject_is_the_stretch_with_most_of_its_words() {
        let text = "She raised the tolls, and asked for a revision of the fishing treaty.";
        let words = words(text, 0);
        let told = ["tolls", "revision", "fishing", "treaty"];
        let stretch = fullest(&words, &|word| told.contains(&word.text.as_str()));
        let found: Vec<&str> =
            words[stretch.expect("a stretch")].iter().map(|w| w.text.as_str()).collect();
        assert_eq!(found, ["revision", "of", "the", "fishing", "treaty"]);
    }
}
