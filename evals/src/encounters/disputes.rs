//! Contradictions and silences found, held against those annotated.

use chancery::nouns::{Encounter, EncounterId, Field, FieldVerdict, Testimony, Verdict};

use super::gold::{Dispute, Gold, Place, Quoted, Silence};
use super::matching::{Mention, side};
use super::set::{Set, overlap};
use crate::meetings::score::Counts;

/// Counts over contradictions and silences.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    pub(crate) contradictions: Counts,
    /// Contradictions found that are contradictions annotated: for precision.
    pub(crate) right: Counts,
    pub(crate) silences: Counts,
    /// Silences found that are silences annotated: for precision.
    pub(crate) right_silences: Counts,
    /// Differences with a known reason that are given as contradictions.
    pub(crate) explained_as_contradicted: usize,
    pub(crate) errors: Vec<String>,
}

/// A verdict found, and the encounters of the set that its encounter tells of.
struct Found<'a> {
    encounter: &'a Encounter,
    verdict: &'a FieldVerdict,
    clusters: Vec<&'a str>,
}

/// Counts all of the set.
pub(crate) fn count(gold: &[Gold], mentions: &[Mention<'_>], set: &Set) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let found = verdicts(mentions, set);
    let contradicted: Vec<&Found<'_>> =
        found.iter().filter(|it| it.verdict.verdict == Verdict::Contradicted).collect();
    let silent: Vec<&Found<'_>> = found.iter().filter(|it| !it.verdict.silent.is_empty()).collect();
    tally.contradictions(gold, &contradicted, set)?;
    tally.explained(gold, &contradicted, set)?;
    tally.silences(gold, &silent, set)?;
    Ok(tally)
}

fn verdicts<'a>(mentions: &'a [Mention<'_>], set: &'a Set) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for encounter in &set.settled.encounters {
        let clusters = clusters(&encounter.id, mentions, set);
        for verdict in &encounter.fields {
            found.push(Found { encounter, verdict, clusters: clusters.clone() });
        }
    }
    found
}

/// The annotated encounters, a voice of which was found as an account of this one.
fn clusters<'a>(id: &EncounterId, mentions: &'a [Mention<'_>], set: &Set) -> Vec<&'a str> {
    let told = mentions.iter().filter(|mention| {
        mention.voice.is_some()
            && mention.found.is_some_and(|at| set.settled.accounts[at].encounter == *id)
    });
    let mut clusters: Vec<&str> = told.map(|mention| mention.cluster.as_str()).collect();
    clusters.sort_unstable();
    clusters.dedup();
    clusters
}

impl Tally {
    fn contradictions(
        &mut self,
        gold: &[Gold],
        found: &[&Found<'_>],
        set: &Set,
    ) -> anyhow::Result<()> {
        let mut right = vec![false; found.len()];
        for encounter in gold {
            for dispute in &encounter.contradictions {
                let values = places(encounter, &dispute.values, set)?;
                let hit = mark(found, &mut right, &encounter.id, |it| {
                    same_field(dispute, it) || disputes(it, &values, set)
                });
                count_hit(&mut self.contradictions, hit);
                if !hit {
                    let words: Vec<&str> =
                        dispute.values.iter().map(|it| it.words.as_str()).collect();
                    let (field, why) = (&dispute.field, &dispute.why);
                    let line = format!("missed {field}: {why} {words:?}");
                    self.errors.push(format!("{}\tcontradiction\t{line}", encounter.id));
                }
            }
        }
        self.errors.extend(false_ones(&mut self.right, "contradiction", found, &right, set));
        Ok(())
    }

    fn explained(&mut self, gold: &[Gold], found: &[&Found<'_>], set: &Set) -> anyhow::Result<()> {
        for encounter in gold {
            for dispute in &encounter.explained {
                let values = places(encounter, &dispute.values, set)?;
                let wrong = found.iter().find(|it| {
                    it.clusters.contains(&encounter.id.as_str()) && disputes(it, &values, set)
                });
                if let Some(candidate) = wrong {
                    self.explained_as_contradicted += 1;
                    let line = format!("{}: {}", dispute.why, told(candidate.verdict));
                    self.errors.push(format!("{}\texplained\tcontradicted {line}", encounter.id));
                }
            }
        }
        Ok(())
    }

    fn silences(&mut self, gold: &[Gold], found: &[&Found<'_>], set: &Set) -> anyhow::Result<()> {
        let mut right = vec![false; found.len()];
        for encounter in gold {
            for silence in &encounter.silences {
                let told_by = places(encounter, &silence.told_by, set)?;
                let hit = mark(found, &mut right, &encounter.id, |it| {
                    touched(it, &told_by, set) > 0 && same_silent(silence, it, set)
                });
                count_hit(&mut self.silences, hit);
                if !hit {
                    let subject = &silence.subject;
                    self.errors.push(format!("{}\tsilence\tmissed {subject}", encounter.id));
                }
            }
        }
        self.errors.extend(false_ones(&mut self.right_silences, "silence", found, &right, set));
        Ok(())
    }
}

/// Marks what was found of an annotated encounter and is what is annotated; whether there is any.
fn mark(
    found: &[&Found<'_>],
    right: &mut [bool],
    encounter: &str,
    is_it: impl Fn(&Found<'_>) -> bool,
) -> bool {
    let mut hit = false;
    for (candidate, right) in found.iter().zip(right) {
        if candidate.clusters.contains(&encounter) && is_it(candidate) {
            (hit, *right) = (true, true);
        }
    }
    hit
}

/// Counts what was found as right or wrong; the wrong ones as errors.
fn false_ones(
    counts: &mut Counts,
    what: &str,
    found: &[&Found<'_>],
    right: &[bool],
    set: &Set,
) -> Vec<String> {
    let mut errors = Vec::new();
    for (candidate, right) in found.iter().zip(right) {
        if *right {
            counts.hits += 1;
        } else {
            counts.wrong += 1;
            let (label, told) = (label(candidate, set), told(candidate.verdict));
            errors.push(format!("{label}\t{what}\tfalse {told}"));
        }
    }
    errors
}

fn count_hit(counts: &mut Counts, hit: bool) {
    if hit {
        counts.hits += 1;
    } else {
        counts.missed += 1;
    }
}

/// The sentences in which the words stand.
fn places(gold: &Gold, quoted: &[Quoted], set: &Set) -> anyhow::Result<Vec<Place>> {
    quoted.iter().map(|it| Ok(set.sentences(&gold.place(&it.file, &it.words)?))).collect()
}

/// Whether both are of one field of which an encounter has a single value.
fn same_field(gold: &Dispute, found: &Found<'_>) -> bool {
    let field = match found.verdict.field {
        Field::When => "when",
        Field::Where => "where",
        Field::Initiator => "initiator",
        Field::Duration => "duration",
        Field::Status => "status",
        _ => return false,
    };
    gold.field == field
}

/// Whether what was found rests on the sentences of two values at least.
fn disputes(found: &Found<'_>, values: &[Place], set: &Set) -> bool {
    touched(found, values, set) >= 2
}

/// How many of the places the testimonies of a verdict touch.
fn touched(found: &Found<'_>, places: &[Place], set: &Set) -> usize {
    let told: Vec<Place> =
        testimonies(found.verdict).filter_map(|it| set.place(&it.evidence)).collect();
    let touches = |place: &&Place| {
        told.iter().any(|it| it.text == place.text && overlap(it.span, place.span))
    };
    places.iter().filter(touches).count()
}

/// Whether one of the accounts held to be silent is of a side that is.
fn same_silent(gold: &Silence, found: &Found<'_>, set: &Set) -> bool {
    let sides = found.verdict.silent.iter().filter_map(|id| set.account(id));
    sides.into_iter().any(|account| gold.silent.iter().any(|it| it.side == side(&account.side)))
}

fn testimonies(verdict: &FieldVerdict) -> impl Iterator<Item = &Testimony> {
    verdict.values.iter().flat_map(|value| &value.accounts)
}

/// The encounters of the set that a verdict concerns, or the first text that tells its own.
fn label(found: &Found<'_>, set: &Set) -> String {
    let text = || {
        let member = found.encounter.members.first();
        let text = member.and_then(|it| set.text(&it.document));
        text.map(|(folder, file)| format!("another contact of {folder}/{file}")).unwrap_or_default()
    };
    if found.clusters.is_empty() { text() } else { found.clusters.join(" + ") }
}

/// A verdict in a line.
fn told(verdict: &FieldVerdict) -> String {
    let values: Vec<String> = verdict
        .values
        .iter()
        .map(|value| {
            let words: Vec<&str> =
                value.accounts.iter().map(|it| it.evidence.text.as_str()).collect();
            format!("{} {words:?}", value.words)
        })
        .collect();
    let about = verdict.about.as_deref().unwrap_or_default();
    format!("{:?} {about} ({}): {}", verdict.field, verdict.why, values.join(" / "))
}
