//! Verdicts read off the sentences: lengths, initiative, figures, what is denied, and silences.

use std::collections::BTreeSet;

use serde_json::json;

use super::denials::{Denied, answers, asserts, denied, focus};
use super::figures::{Figure, agree, figures, same_kind, vaguely_same};
use super::initiative::initiator;
use super::keys::{ABOUT_ONE_THING, Frequencies, Keys, covered, keys, one_subject, touch};
use super::lengths::{self, length};
use super::said::{Parties, Said};
use super::silences::{specific, subject, touched};
use super::venues::venue;
use super::verdict::{Relation, Saying, judged};
use super::voice::Voice;
use super::voice::side_of;
use crate::nouns::{AccountId, Field, FieldValue, FieldVerdict, Part, Side, Testimony, Verdict};

/// Share of a subject's concepts another voice may hold and still be silent on it.
const STILL_SILENT: f64 = 0.34;
/// Share of a sentence's concepts in another from which on both touch one subject.
const ABOUT_ONE_SUBJECT: f64 = 0.12;

/// A sentence that denies.
struct Denies {
    /// Its place.
    at: usize,
    what: Denied,
    /// The concepts of the part of it that denies.
    keys: Keys,
    /// The concepts of what the denial is of.
    focus: BTreeSet<String>,
}

/// The sentences of an encounter with what each is about.
pub(super) struct Told<'v, 'a> {
    voices: &'v [Voice<'a>],
    parties: &'v Parties,
    said: Vec<Said>,
    keys: Vec<Keys>,
    /// What each sentence denies, and the concepts of that part of it.
    denials: Vec<Denies>,
}

impl<'v, 'a> Told<'v, 'a> {
    pub(super) fn new(voices: &'v [Voice<'a>], parties: &'v Parties, said: Vec<Said>) -> Self {
        let frequencies = Frequencies::of(&said);
        let keys: Vec<Keys> = said.iter().map(|s| keys(&s.words, parties, &frequencies)).collect();
        let denials: Vec<Denies> = (0..said.len())
            .filter_map(|at| {
                let denial = denied(&said[at])?;
                let words = &said[at].words;
                Some(Denies {
                    at,
                    what: denial.what,
                    keys: super::keys::keys(&words[..denial.end], parties, &frequencies),
                    focus: focus(words, denial, parties),
                })
            })
            .collect();
        Self { voices, parties, said, keys, denials }
    }

    fn part(&self, said: &Said) -> Part {
        self.voices[said.voice].part
    }

    /// Whether two sentences can be held against each other: neither is a plan, and they are not
    /// one side's nor of one origin.
    fn opposed(&self, a: &Said, b: &Said) -> bool {
        let third = a.side == Side::Third && b.side == Side::Third;
        self.part(a) != Part::Preview
            && self.part(b) != Part::Preview
            && ((a.side != b.side) || (third && a.origin != b.origin))
    }

    fn sayings<T: Clone>(
        &self,
        value: impl Fn(&Said) -> Option<(T, serde_json::Value, String)>,
    ) -> Vec<Saying<'v, 'a, T>> {
        let mut seen: BTreeSet<(usize, String)> = BTreeSet::new();
        let mut found = Vec::new();
        for said in &self.said {
            let Some((value, exported, words)) = value(said) else { continue };
            // A voice's first word on it stands.
            if self.part(said) == Part::Preview
                || !seen.insert((said.document, side_name(&said.side)))
            {
                continue;
            }
            let voice = &self.voices[said.voice];
            found.push(Saying {
                voice,
                origin: said.origin.clone(),
                teller: teller_name(voice, said),
                value,
                exported,
                words,
                evidence: said.evidence.clone(),
            });
        }
        found
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
            let venue = venue(s)?;
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

    /// The verdict on who asked for it, as the sentences tell.
    pub(super) fn initiator(&self) -> Option<FieldVerdict> {
        let said = self.sayings(|s| {
            let code = initiator(s, self.parties)?.to_owned();
            let named = self.voices.iter().flat_map(|v| &v.account.participants);
            let mut of_side = named.filter(|p| p.country.as_deref() == Some(&code));
            let person = of_side.find(|p| p.actor.as_str().starts_with("person:"));
            let actor = person.map_or_else(|| format!("state:{code}"), |p| p.actor.to_string());
            let words = person.map_or_else(|| code.clone(), |p| format!("{code} ({})", p.name));
            Some((code, json!(actor), words))
        });
        judged(Field::Initiator, None, &said, self.voices.len(), |a, b| {
            if a.value == b.value { Relation::Same } else { Relation::Contradicted(parted(a, b)) }
        })
    }

    /// Figures that count one thing, told by two voices or more.
    pub(super) fn numbers(&self) -> Vec<FieldVerdict> {
        let told: Vec<(usize, Figure)> = (0..self.said.len())
            .filter(|&s| self.part(&self.said[s]) != Part::Preview)
            .flat_map(|s| figures(&self.said[s]).into_iter().map(move |f| (s, f)))
            .collect();
        let mut used = vec![false; told.len()];
        let mut found = Vec::new();
        for at in 0..told.len() {
            if used[at] {
                continue;
            }
            let mut group: Vec<usize> = vec![at];
            for other in at + 1..told.len() {
                if !used[other] && self.one_thing(&told[at], &told[other]) {
                    group.push(other);
                }
            }
            let sides: BTreeSet<(String, &str)> = group
                .iter()
                .map(|&g| &self.said[told[g].0])
                .map(|s| (side_name(&s.side), s.origin.as_str()))
                .collect();
            if sides.len() < 2 {
                continue;
            }
            for &at in &group {
                used[at] = true;
            }
            found.extend(self.number(&group.iter().map(|&g| &told[g]).collect::<Vec<_>>()));
        }
        found
    }

    /// Whether two figures of different voices count one thing.
    fn one_thing(&self, (a, one): &(usize, Figure), (b, other): &(usize, Figure)) -> bool {
        let (here, there) = (&self.said[*a], &self.said[*b]);
        if here.side == there.side && here.document == there.document {
            return false;
        }
        let about =
            covered(&self.keys[*a], &self.keys[*b]).max(covered(&self.keys[*b], &self.keys[*a]));
        let near = touch(&self.keys[*a], &self.keys[*b]);
        same_kind(one, other)
            || (vaguely_same(one, other) && near && about >= ABOUT_ONE_THING / 2.0)
    }

    fn number(&self, group: &[&(usize, Figure)]) -> Option<FieldVerdict> {
        let sayings: Vec<Saying<'v, 'a, Figure>> = group
            .iter()
            .map(|(s, figure)| {
                let said = &self.said[*s];
                let voice = &self.voices[said.voice];
                Saying {
                    voice,
                    origin: said.origin.clone(),
                    teller: teller_name(voice, said),
                    value: figure.clone(),
                    exported: json!(figure.value),
                    words: format!("{} {}", figure.value, figure.words),
                    evidence: said.evidence.clone(),
                }
            })
            .collect();
        let about = group.first().map(|(_, f)| f.words.clone());
        judged(Field::Number, about, &sayings, self.voices.len(), |a, b| {
            if (a.value.value - b.value.value).abs() < f64::EPSILON {
                Relation::Same
            } else if agree(&a.value, &b.value) {
                Relation::Compatible(format!("{} and {} differ by rounding only", a.words, b.words))
            } else {
                Relation::Contradicted(parted(a, b))
            }
        })
    }

    /// What one voice says was dealt with or came about, and another denies.
    pub(super) fn denials(&self) -> Vec<FieldVerdict> {
        let mut found: Vec<FieldVerdict> = Vec::new();
        let mut settled: BTreeSet<usize> = BTreeSet::new();
        for denial in &self.denials {
            let at = &denial.at;
            if settled.contains(at) {
                continue;
            }
            let Some(answer) = self.answer(denial) else { continue };
            // Others who deny the same, and others who assert it.
            let alike: Vec<usize> = self
                .denials
                .iter()
                .filter(|other| {
                    other.at == *at
                        || (self.one_subject(other.at, *at) && self.answer(other).is_some())
                })
                .map(|other| other.at)
                .collect();
            let asserted: Vec<usize> = (0..self.said.len())
                .filter(|&s| {
                    s == answer
                        || (self.one_subject(s, answer)
                            && self.said[s].side == self.said[answer].side)
                })
                .filter(|s| !alike.contains(s))
                .collect();
            settled.extend(&alike);
            found.push(self.contradiction(denial.what.field(), &asserted, &alike));
        }
        found
    }

    /// The sentence of another side that best tells what a sentence denies.
    fn answer(&self, denial: &Denies) -> Option<usize> {
        let denying = &self.said[denial.at];
        let candidates = (0..self.said.len()).filter(|&s| {
            let other = &self.said[s];
            self.opposed(denying, other)
                && (denying.state().is_some() || other.state().is_some())
                && asserts(other)
                && self.denials.iter().all(|it| it.at != s)
        });
        let scored = candidates
            .filter_map(|s| Some((s, answers(&denial.keys, &denial.focus, &self.keys[s])?)));
        scored.rev_max().map(|(s, _)| s)
    }

    /// Whether two sentences of different documents are about one subject.
    fn one_subject(&self, a: usize, b: usize) -> bool {
        self.said[a].document != self.said[b].document && one_subject(&self.keys[a], &self.keys[b])
    }

    fn contradiction(&self, field: Field, asserted: &[usize], denied: &[usize]) -> FieldVerdict {
        let value = |sentences: &[usize], word: &str| {
            let first = &self.said[sentences[0]];
            FieldValue {
                value: json!(word),
                words: first.evidence.text.trim().to_owned(),
                accounts: sentences.iter().map(|&s| self.testimony(&self.said[s])).collect(),
            }
        };
        let (yes, no) = (&self.said[asserted[0]], &self.said[denied[0]]);
        FieldVerdict {
            field,
            about: Some(self.subject(denied[0], Some(asserted[0]))),
            verdict: Verdict::Contradicted,
            why: format!(
                "{} tells it, {} denies it",
                teller_name(&self.voices[yes.voice], yes),
                teller_name(&self.voices[no.voice], no)
            ),
            values: vec![value(asserted, "told"), value(denied, "denied")],
            silent: Vec::new(),
        }
    }

    fn testimony(&self, said: &Said) -> Testimony {
        Testimony {
            account: self.voices[said.voice].account.id.clone(),
            evidence: said.evidence.clone(),
        }
    }

    /// A subject in a few words of a sentence: its telling words, those another sentence shares
    /// first.
    fn subject(&self, at: usize, other: Option<usize>) -> String {
        const MOST: usize = 4;
        let telling: BTreeSet<&String> = specific(&self.keys[at])
            .filter(|k| other.is_none_or(|o| self.keys[o].contains_key(*k)))
            .collect();
        let words = self.said[at]
            .words
            .iter()
            .filter(|w| super::keys::concepts(w).iter().any(|c| telling.contains(c)));
        let mut found: Vec<&str> = Vec::new();
        for word in words {
            if !found.contains(&word.text.as_str()) && found.len() < MOST {
                found.push(&word.text);
            }
        }
        found.join(" ")
    }

    /// Subjects one state's own voice tells and another state's voice does not touch.
    pub(super) fn silences(&self, contradicted: &[FieldVerdict]) -> Vec<FieldVerdict> {
        let states: BTreeSet<&str> = self
            .said
            .iter()
            .filter(|s| self.part(s) == Part::Account)
            .filter_map(Said::state)
            .collect();
        let in_conflict = |s: &Said| {
            let values = contradicted
                .iter()
                .filter(|f| f.verdict == Verdict::Contradicted)
                .flat_map(|f| &f.values);
            values.flat_map(|v| &v.accounts).any(|t| t.evidence == s.evidence)
        };
        let mut found = Vec::new();
        let mut settled: BTreeSet<usize> = BTreeSet::new();
        for at in 0..self.said.len() {
            let said = &self.said[at];
            let Some(own) = said.state().filter(|_| self.part(said) == Part::Account) else {
                continue;
            };
            if settled.contains(&at)
                || in_conflict(said)
                || self.denials.iter().any(|it| it.at == at)
            {
                continue;
            }
            let own_text = self.is_own_text(said);
            let head = subject(said, &self.keys[at], self.parties, own_text);
            if head.len() < 2 {
                continue;
            }
            let others: Vec<&str> = states.iter().copied().filter(|s| *s != own).collect();
            let silent = others.iter().all(|state| self.is_silent(at, &head, state));
            if others.is_empty() || !silent {
                continue;
            }
            let alike: Vec<usize> = (0..self.said.len())
                .filter(|&s| {
                    s == at || (self.said[s].state() == Some(own) && self.one_subject(s, at))
                })
                .collect();
            settled.extend(&alike);
            found.push(self.silence(&alike, &self.accounts_of(&others)));
        }
        found
    }

    fn is_own_text(&self, said: &Said) -> bool {
        side_of(self.voices[said.voice].telling.document) == said.side
    }

    /// Whether no sentence of a state's voice touches what a sentence tells.
    fn is_silent(&self, at: usize, head: &[String], state: &str) -> bool {
        let theirs = (0..self.said.len()).filter(|&s| self.said[s].state() == Some(state));
        let of_state: Vec<usize> = theirs.collect();
        let all: BTreeSet<&str> =
            of_state.iter().flat_map(|&s| self.keys[s].keys().map(String::as_str)).collect();
        let whole: Vec<String> = specific(&self.keys[at]).cloned().collect();
        let near = |&s: &usize| {
            let sentence: BTreeSet<&str> = self.keys[s].keys().map(String::as_str).collect();
            let shared = touched(head, &sentence) * head.len() as f64;
            let about = covered(&self.keys[at], &self.keys[s]);
            shared >= 2.0
                || (shared >= 1.0 && about >= ABOUT_ONE_SUBJECT)
                || one_subject(&self.keys[at], &self.keys[s])
        };
        touched(&whole, &all) <= STILL_SILENT && !of_state.iter().any(near)
    }

    /// The accounts of weight that hold some states' voices.
    fn accounts_of(&self, states: &[&str]) -> Vec<AccountId> {
        let mut found: Vec<AccountId> = Vec::new();
        for said in &self.said {
            let account = &self.voices[said.voice].account.id;
            let of_state = said.state().is_some_and(|s| states.contains(&s));
            if of_state && self.part(said) == Part::Account && !found.contains(account) {
                found.push(account.clone());
            }
        }
        found
    }

    fn silence(&self, told: &[usize], silent: &[AccountId]) -> FieldVerdict {
        let first = &self.said[told[0]];
        let subject = self.subject(told[0], None);
        let teller = teller_name(&self.voices[first.voice], first);
        FieldVerdict {
            field: Field::Topic,
            about: Some(subject.clone()),
            verdict: Verdict::Only,
            why: format!("only {teller} tells of it; the other side does not touch it"),
            values: vec![FieldValue {
                value: json!(subject),
                words: first.evidence.text.trim().to_owned(),
                accounts: told.iter().map(|&s| self.testimony(&self.said[s])).collect(),
            }],
            silent: silent.to_vec(),
        }
    }
}

/// The best of scored sentences, the first of equals.
trait Best {
    fn rev_max(self) -> Option<(usize, f64)>;
}

impl<I: Iterator<Item = (usize, f64)>> Best for I {
    fn rev_max(self) -> Option<(usize, f64)> {
        self.reduce(|best, next| if next.1 > best.1 { next } else { best })
    }
}

fn side_name(side: &Side) -> String {
    match side {
        Side::State(code) => code.clone(),
        Side::Third => "third".to_owned(),
        Side::Joint => "joint".to_owned(),
    }
}

/// Who tells a sentence, in words.
fn teller_name(voice: &Voice<'_>, said: &Said) -> String {
    let outlet = voice.telling.document.outlet.as_deref().unwrap_or("a report");
    match &said.side {
        Side::State(code) if side_of(voice.telling.document) == said.side => {
            format!("{code}'s own text")
        }
        Side::State(code) => format!("{code} as told by {outlet}"),
        Side::Joint => "the joint text".to_owned(),
        Side::Third => outlet.to_owned(),
    }
}

fn parted<T>(a: &Saying<'_, '_, T>, b: &Saying<'_, '_, T>) -> String {
    format!("{} has {}, {} has {}", a.teller, a.words, b.teller, b.words)
}
