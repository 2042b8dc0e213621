//! Where commitments stand, as settling left them: after all that was read, or after what was
//! published up to a day.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::civil::Date;

use super::browse::Asked;
use super::db::{AsValue, Value};
use super::overlaid::noun_line;
use super::turns::standing;
use super::{KeepError, Noun, Record};
use crate::commitments::ledger::{COUNTED, absence, is_pending};
use crate::judging::{Overlaid, Target};
use crate::nouns::{ActorId, Commitment, CommitmentId, DocumentId, Moment};
use crate::show::Standing;

/// So many commitments are taken out at a time.
const BATCH: usize = 500;
/// Of so many commitments told beside two states, one is taken to be between them.
const AMONG: usize = 4;

/// The day a document was published as a key that sorts; documents without one come last.
const DAY: &str = "(CASE WHEN d.published_end < 'X' AND length(d.published_end) >= 10
                         THEN substr(d.published_end, 1, 10) ELSE '~' END)";

impl Record {
    /// A commitment by id, as it stands.
    pub fn commitment(&self, id: &CommitmentId) -> Result<Option<Commitment>, KeepError> {
        Ok(self.commitments_by(std::slice::from_ref(id), None)?.pop())
    }

    /// Commitments as they stand on a day, or now, in the order of these ids. Those that are not
    /// there, or were judged not to be so, are left out.
    pub fn commitments_by(
        &self,
        ids: &[CommitmentId],
        on: Option<Date>,
    ) -> Result<Vec<Commitment>, KeepError> {
        let asked: Vec<&str> = ids.iter().map(CommitmentId::as_str).collect();
        let told = self.parsed_of("SELECT json FROM commitments WHERE id IN {ids}", &asked)?;
        let standing = self.after_turns(told, on)?.into_iter().filter(|it| !it.gone);
        let mut known: BTreeMap<CommitmentId, Commitment> =
            standing.map(|it| (it.noun.id.clone(), it.noun)).collect();
        Ok(ids.iter().filter_map(|id| known.remove(id)).collect())
    }

    /// The commitments of a document as they stand, in order of place.
    pub fn commitments_in(&self, document: &DocumentId) -> Result<Vec<Commitment>, KeepError> {
        let sql = "SELECT json FROM commitments WHERE document = ?1 ORDER BY first, id";
        let told = self.parsed(sql, [document.as_str()])?;
        let standing = self.after_turns(told, None)?.into_iter();
        Ok(standing.filter(|it| !it.gone).map(|it| it.noun).collect())
    }

    fn after_turns(
        &self,
        told: Vec<Commitment>,
        on: Option<Date>,
    ) -> Result<Vec<Overlaid<Commitment>>, KeepError> {
        standing(&self.db, self.bearing()?, told, on)
    }

    /// The export line of a commitment as it stands; none where it was judged not to be so.
    pub fn commitment_line(&self, it: &Commitment) -> Result<String, KeepError> {
        let judged = self.judged(Noun::Commitments, it.id.as_str())?;
        Ok(noun_line(it, &judged)?)
    }

    /// Hands every commitment as it stands to `take`, in order of the day it was told and its id.
    pub(super) fn each_commitment<E: From<KeepError>>(
        &self,
        mut take: impl FnMut(Commitment) -> Result<(), E>,
    ) -> Result<(), E> {
        let sql = format!(
            "SELECT c.json FROM commitments c JOIN documents d ON d.id = c.document
             ORDER BY {DAY}, c.id"
        );
        let mut waiting: Vec<Commitment> = Vec::new();
        let mut hand_on = |waiting: &mut Vec<Commitment>| {
            let standing = self.after_turns(std::mem::take(waiting), None)?.into_iter();
            standing.filter(|it| !it.gone).try_for_each(|it| take(it.noun))
        };
        self.each_row(&sql, |row| {
            let line = row.text(0).map_err(KeepError::from)?;
            waiting.push(serde_json::from_str(&line).map_err(KeepError::from)?);
            if waiting.len() < BATCH { Ok(()) } else { hand_on(&mut waiting) }
        })?;
        hand_on(&mut waiting)
    }

    /// The commitments told up to a day (or ever) in which every side takes part, each by a party
    /// of its own where there are two, as they stand on that day, in order of the day each was
    /// told. `read_to` is the day up to which the end of those is looked for of which nothing tells
    /// one; `latest` is how many of the last told are wanted, where not all are.
    pub fn ledger(
        &self,
        sides: &[BTreeSet<ActorId>],
        on: Option<Date>,
        read_to: Option<Date>,
        latest: Option<usize>,
    ) -> Result<Vec<Standing>, KeepError> {
        let ids = match (latest, states_of(sides), on) {
            (Some(latest), Some(states), None) => self.commitments_near(states, latest)?,
            _ => self.commitments_of_sides(sides, on)?,
        };
        let (wanted, mut counted) = (latest.unwrap_or(usize::MAX), Counted::default());
        let mut found: VecDeque<Standing> = VecDeque::new();
        for batch in ids.rchunks(BATCH.min(wanted)) {
            let mut told = self.commitments_by(batch, on)?;
            let countries = self.countries(&told)?;
            told.retain(|it| is_between(it, sides, &countries));
            for commitment in told.into_iter().rev().take(wanted - found.len()) {
                let absence = self.absence_of(&commitment, read_to, &mut counted)?;
                found.push_front(Standing { commitment, absence });
            }
            if found.len() == wanted {
                break;
            }
        }
        Ok(found.into())
    }

    /// Those that may be between some sides, in order of the day each was told. What is judged of
    /// a commitment may make it one of others.
    fn commitments_of_sides(
        &self,
        sides: &[BTreeSet<ActorId>],
        on: Option<Date>,
    ) -> Result<Vec<CommitmentId>, KeepError> {
        let mut asked = Asked::default();
        if let Some(on) = on {
            let on = asked.value(&on.to_string());
            asked.conditions.push(format!("({DAY} <= {on} OR {DAY} = '~')"));
        }
        let between: Vec<String> = sides.iter().map(|side| of_side(&mut asked, side)).collect();
        if !between.is_empty() {
            let judged: Vec<String> = self.judged_commitments()?;
            let judged = judged.iter().map(|id| asked.value(id)).collect::<Vec<_>>().join(", ");
            let judged = if judged.is_empty() { judged } else { format!(" OR c.id IN ({judged})") };
            let between = between.join(" INTERSECT ");
            asked.conditions.push(format!("(c.id IN ({between}){judged})"));
        }
        let sql = format!(
            "SELECT c.id FROM commitments c JOIN documents d ON d.id = c.document
             WHERE {} ORDER BY {DAY}, c.id",
            asked.all()
        );
        let values: Vec<Value<'_>> = asked.values.iter().map(AsValue::as_value).collect();
        self.rows(&sql, values.as_slice(), |row| Ok(CommitmentId(row.get(0)?)))
    }

    /// Those told last in documents that name two states, and those that are judged: the latest
    /// between the two are among them.
    fn commitments_near(
        &self,
        (one, other): (&str, &str),
        latest: usize,
    ) -> Result<Vec<CommitmentId>, KeepError> {
        let sql = format!(
            "SELECT c.id FROM document_pairs m JOIN commitments c ON c.document = m.document
             WHERE m.one = ?1 AND m.other = ?2
             ORDER BY m.day DESC, m.document DESC, c.id DESC LIMIT {}",
            latest.saturating_mul(AMONG)
        );
        let mut found: Vec<String> = self.column(&sql, [one, other])?;
        let judged: BTreeSet<String> = self.judged_commitments()?.into_iter().collect();
        found.retain(|id| !judged.contains(id));
        found.reverse();
        Ok(judged.into_iter().chain(found).map(CommitmentId).collect())
    }

    fn judged_commitments(&self) -> Result<Vec<String>, KeepError> {
        let judged = self.bearing()?.applied.on.keys().filter_map(|target| match target {
            Target::Commitment(id) => Some(id.0.clone()),
            _ => None,
        });
        Ok(judged.collect())
    }

    /// The states of the parties of commitments.
    fn countries(&self, told: &[Commitment]) -> Result<BTreeMap<ActorId, String>, KeepError> {
        let parties = told.iter().flat_map(|it| it.by.iter().chain(&it.to));
        let parties: Vec<&str> = parties.map(ActorId::as_str).collect();
        let sql = "SELECT id, country FROM actors WHERE id IN {ids} AND country IS NOT NULL";
        let rows = self
            .db
            .rows_of(sql, &parties, |row| Ok((ActorId(row.get(0)?), row.get::<String>(1)?)))?;
        Ok(rows.into_iter().collect())
    }

    /// The last day that a document was published on.
    pub fn read_to(&self) -> Result<Option<Date>, KeepError> {
        let sql = "SELECT published_end FROM documents
                   WHERE published_end < 'X' AND length(published_end) >= 10
                   ORDER BY published_end DESC LIMIT 1";
        let last: Option<String> = self.db.first(sql, [], |row| row.get(0))?;
        Ok(last.and_then(|last| last.parse::<Moment>().ok()).and_then(Moment::date))
    }

    /// That nothing tells the end of a commitment whose day has gone by: in how many of the
    /// documents up to a day that name both parties (those who bound themselves, where nobody is
    /// told to whom).
    pub fn absence(
        &self,
        commitment: &Commitment,
        on: Option<Date>,
    ) -> Result<Option<String>, KeepError> {
        self.absence_of(commitment, on, &mut Counted::default())
    }

    fn absence_of(
        &self,
        commitment: &Commitment,
        on: Option<Date>,
        counted: &mut Counted,
    ) -> Result<Option<String>, KeepError> {
        let due = commitment.due.as_ref().and_then(|due| due.end).and_then(Moment::last_day);
        let (Some(on), Some(due)) = (on, due) else { return Ok(None) };
        if due >= on || !is_pending(commitment) {
            return Ok(None);
        }
        let parties = (commitment.by.clone(), commitment.to.clone());
        let documents = match counted.get(&parties) {
            Some(count) => *count,
            None => self.documents_naming_both(&commitment.by, &commitment.to, on)?,
        };
        counted.insert(parties, documents);
        Ok(absence(commitment, documents, on))
    }

    /// How many documents that are dated up to a day name any of these actors, and any of others
    /// where there are any; of very many, [`COUNTED`] and one.
    fn documents_naming_both(
        &self,
        by: &[ActorId],
        to: &[ActorId],
        on: Date,
    ) -> Result<usize, KeepError> {
        if by.is_empty() {
            return Ok(0);
        }
        let mut asked = Asked::default();
        let states = |ids: &[ActorId]| ids.iter().any(|id| code(id).is_some());
        let from = if let Some((one, other)) = both_states(by, to) {
            // A state is named where its people are.
            let (one, other) = (asked.value(one), asked.value(other));
            format!("document_pairs x WHERE x.one = {one} AND x.other = {other}")
        } else {
            // Along those of whom there are fewer: a state is named the most often.
            let turned = states(by) && !states(to) && !to.is_empty();
            let (along, beside) = if turned { (to, by) } else { (by, to) };
            let ids = listed(&mut asked, along);
            let beside = (!beside.is_empty()).then(|| naming(&mut asked, beside));
            let beside = beside.map_or_else(String::new, |named| format!(" AND {named}"));
            format!("document_actors x WHERE x.actor IN ({ids}){beside}")
        };
        // Of one actor, or of a pair, a document has one row.
        let one_each = both_states(by, to).is_some() || by.len() == 1 && to.len() <= 1;
        let each = if one_each { "x.document" } else { "DISTINCT x.document" };
        // Behind every hour of the day.
        let until = asked.value(&format!("{on}~"));
        let sql = format!(
            "SELECT count(*) FROM (
                 SELECT {each} FROM {from} AND x.day <> '' AND x.day <= {until}
                 LIMIT {COUNTED} + 1) AS counted"
        );
        let values: Vec<Value<'_>> = asked.values.iter().map(AsValue::as_value).collect();
        let count: u32 = self.db.row(&sql, values.as_slice(), |row| row.get(0))?;
        Ok(count as usize)
    }
}

/// In how many documents parties are named, so that it is counted once.
type Counted = BTreeMap<(Vec<ActorId>, Vec<ActorId>), usize>;

/// The ISO alpha-3 code of a state.
fn code(id: &ActorId) -> Option<&str> {
    id.as_str().strip_prefix("state:")
}

/// The codes of two states in their order, where there are no others.
fn both_states<'i>(by: &'i [ActorId], to: &'i [ActorId]) -> Option<(&'i str, &'i str)> {
    let ([one], [other]) = (by, to) else { return None };
    let (one, other) = (code(one)?, code(other)?);
    (one != other).then(|| (one.min(other), one.max(other)))
}

/// The codes of two sides in their order, where both are states and nothing else.
fn states_of(sides: &[BTreeSet<ActorId>]) -> Option<(&str, &str)> {
    let only = |side| -> Option<&ActorId> { BTreeSet::first(side).filter(|_| side.len() == 1) };
    let [one, other] = sides else { return None };
    let (one, other) = (code(only(one)?)?, code(only(other)?)?);
    (one != other).then(|| (one.min(other), one.max(other)))
}

fn listed(asked: &mut Asked, ids: &[ActorId]) -> String {
    let places: Vec<String> = ids.iter().map(|id| asked.value(id.as_str())).collect();
    places.join(", ")
}

/// That a document (`x.document` in the query) names any of these actors.
fn naming(asked: &mut Asked, ids: &[ActorId]) -> String {
    let ids = listed(asked, ids);
    format!(
        "EXISTS (SELECT 1 FROM document_actors y
                 WHERE y.document = x.document AND y.actor IN ({ids}))"
    )
}

/// The commitments that somebody of a side is a party of, each as often as there are such.
fn of_side(asked: &mut Asked, side: &BTreeSet<ActorId>) -> String {
    let own: Vec<String> = side.iter().map(|id| asked.value(id.as_str())).collect();
    let mut ways = vec![format!(
        "SELECT x.commitment FROM commitment_actors x WHERE x.actor IN ({})",
        own.join(", ")
    )];
    let codes: Vec<String> =
        side.iter().filter_map(code).map(|country| asked.value(country)).collect();
    if !codes.is_empty() {
        ways.push(format!(
            "SELECT x.commitment FROM actors a JOIN commitment_actors x ON x.actor = a.id
             WHERE a.country IN ({})",
            codes.join(", ")
        ));
    }
    format!("SELECT s.commitment FROM ({}) AS s", ways.join(" UNION ALL "))
}

/// Whether every side takes part in a commitment, each by a party of its own where there are two.
fn is_between(
    commitment: &Commitment,
    sides: &[BTreeSet<ActorId>],
    countries: &BTreeMap<ActorId, String>,
) -> bool {
    let parties: Vec<&ActorId> = commitment.by.iter().chain(&commitment.to).collect();
    let is_of = |party: &ActorId, side: &BTreeSet<ActorId>| {
        let state = countries.get(party).map(|code| ActorId(format!("state:{code}")));
        side.contains(party) || state.is_some_and(|state| side.contains(&state))
    };
    let at = |side: &BTreeSet<ActorId>| -> BTreeSet<usize> {
        (0..parties.len()).filter(|&i| is_of(parties[i], side)).collect()
    };
    match sides {
        [] => true,
        [one] => !at(one).is_empty(),
        [one, other, ..] => {
            let (one, other) = (at(one), at(other));
            one.iter().any(|i| other.iter().any(|j| i != j))
        }
    }
}
