//! People's corrections: a log that is only added to, and its judgements laid over what was read.
//!
//! A judgement is fastened to words of a document ([`Anchor`]), never to a
//! row or an id. After every reading, by whatever cleaner and model, [`apply`] finds each one again
//! by its words: merges and splits become ties before contacts are linked, values are laid over
//! what was read, which stays visible ([`overlay`]), and what cannot be fastened is listed with the
//! reason, never dropped. [`check`] tells whether the chain of the log holds; [`fields`] says what
//! can be judged. Everything here is a pure function.

mod anchor;
mod fasten;
mod fields;
mod log;
mod overlay;
mod settled;
mod ties;
mod values;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use anchor::Reread;
use fasten::fasten;
use ties::Tying;

pub use anchor::quoted;
pub use fasten::Target;
pub use fields::{Emptied, Field, Shape, field_named, fields};
pub use log::{Broken, START, brought, check, hash_of, line_after, withdrawn};
pub use overlay::{Overlaid, overlay, without_evidence};
pub use settled::{judged_account, judged_encounter};
pub use values::{Lookup, value};

use crate::nouns::{
    Account, Anchor, Commitment, Document, DocumentId, EncounterId, Evidence, Judgeable, Judgement,
    ReadingId, Ruling, Said, Side, Statement, Ties,
};

/// What the present reading of a document tells.
#[derive(Debug, Clone, Copy)]
pub struct Told<'a> {
    /// The document.
    pub document: &'a Document,
    /// The reading.
    pub reading: &'a ReadingId,
    /// What each voice tells; `encounter` is the contact's id.
    pub accounts: &'a [Account],
    /// What was said.
    pub statements: &'a [Statement],
    /// What was promised.
    pub commitments: &'a [Commitment],
}

/// A judgement and what it is about in the present reading.
#[derive(Debug, Clone, PartialEq)]
pub struct Fastened {
    /// Place in the log.
    pub number: u32,
    /// The judgement.
    pub said: Said,
    /// What it is about.
    pub target: Target,
    /// The words it is fastened to, as they stand now.
    pub here: Evidence,
    /// The words that show the value.
    pub words: Option<Evidence>,
}

/// What a judgement decides on: a field, and which member where it holds many; the whole where
/// there is no field.
pub(crate) type Key = (Option<String>, Option<String>);

impl Fastened {
    /// What it decides on; none for merges and splits, which have an order of their own.
    fn said_key(&self) -> Option<Key> {
        let said = &self.said;
        if matches!(said.ruling, Ruling::Merge | Ruling::Split | Ruling::Withdraw) {
            return None;
        }
        let field = said.field.as_deref().and_then(|name| field_named(said.noun?, name));
        let member = field.and_then(|field| {
            let one = matches!(said.ruling, Ruling::Add | Ruling::Wrong);
            let key = field.shape.key().filter(|_| one)?;
            overlay::named(said.value.as_ref()?, key).map(str::to_owned)
        });
        Some((field.map(|field| field.name.to_owned()), member))
    }
}

/// Where a judgement stands in the present reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It counts.
    InForce,
    /// A later one counts in its place.
    Overruled(u32),
    /// It was taken back by another.
    Withdrawn(u32),
    /// What it is about could not be found again, and why: a person has to look.
    Review(String),
}

/// Judgements as they bear on the present readings.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Applied {
    /// Which contacts are one, and which are not.
    pub ties: Ties,
    /// What is judged of each thing, in order of the log.
    pub on: BTreeMap<Target, Vec<Fastened>>,
    /// Where each line of the log stands, by its number. Conflicts of values show once the
    /// things are put together: see [`Applied::standing`].
    standing: BTreeMap<u32, Standing>,
}

/// Finds every judgement of a log again in what is read now. The order of the documents leaves no
/// trace.
pub fn apply(log: &[Judgement], told: &BTreeMap<DocumentId, Told<'_>>) -> Applied {
    let mut finder = Finder { told, reread: BTreeMap::new() };
    let mut applied = Applied::default();
    let mut tying = Tying::default();
    for (line, withdrawn) in log.iter().zip(withdrawn(log)) {
        let standing = match (withdrawn, line.said.ruling) {
            (Some(by), _) => Standing::Withdrawn(by),
            (None, Ruling::Withdraw) => Standing::InForce,
            (None, _) => match finder.fasten(line, &mut tying) {
                Ok(fastened) => {
                    applied.on.entry(fastened.target.clone()).or_default().push(fastened);
                    Standing::InForce
                }
                Err(why) => Standing::Review(why),
            },
        };
        applied.standing.insert(line.number, standing);
    }
    overrule_ties(&mut applied, &tying.holding());
    applied.ties = tying.ties();
    applied
}

/// A merge or split of which nothing holds was undone by a later one on the same contacts.
fn overrule_ties(applied: &mut Applied, holding: &BTreeSet<u32>) {
    let tying: Vec<u32> = applied
        .on
        .values()
        .flatten()
        .filter(|it| matches!(it.said.ruling, Ruling::Merge | Ruling::Split))
        .map(|it| it.number)
        .collect();
    for number in &tying {
        if !holding.contains(number) {
            let later = tying.iter().copied().filter(|it| it > number).min();
            let standing = later.map_or(Standing::InForce, Standing::Overruled);
            applied.standing.insert(*number, standing);
        }
    }
}

/// Finds anchors, each document cut into words once.
struct Finder<'t, 'a> {
    told: &'t BTreeMap<DocumentId, Told<'a>>,
    reread: BTreeMap<&'t DocumentId, Reread>,
}

impl<'t, 'a> Finder<'t, 'a> {
    fn fasten(&mut self, line: &Judgement, tying: &mut Tying) -> Result<Fastened, String> {
        let said = &line.said;
        let noun = said.noun.ok_or("it does not say what it judges")?;
        check_value(noun, said)?;
        let (target, anchor) = match said.ruling {
            Ruling::Merge | Ruling::Split => self.tie(line, noun, tying)?,
            _ => self.first(noun, said)?,
        };
        let here = self.evidence(anchor)?;
        let words = match (&said.words, said.ruling) {
            (Some(words), Ruling::Add) => Some(self.evidence(words)?),
            // Without its words a value still counts.
            (Some(words), _) => self.evidence(words).ok(),
            (None, Ruling::Add) => return Err("it quotes no words for what it adds".to_owned()),
            (None, _) => None,
        };
        Ok(Fastened { number: line.number, said: said.clone(), target, here, words })
    }

    /// The first anchor that leads to something.
    fn first<'s>(
        &mut self,
        noun: Judgeable,
        said: &'s Said,
    ) -> Result<(Target, &'s Anchor), String> {
        let mut why = None;
        for anchor in &said.anchors {
            match self.target(noun, said, anchor) {
                Ok(target) => return Ok((target, anchor)),
                Err(error) => why = why.or(Some(error)),
            }
        }
        Err(why.unwrap_or_else(|| "it is fastened to no words".to_owned()))
    }

    /// A merge or split, tied.
    fn tie<'s>(
        &mut self,
        line: &'s Judgement,
        noun: Judgeable,
        tying: &mut Tying,
    ) -> Result<(Target, &'s Anchor), String> {
        let said = &line.said;
        let (anchor, others) = said.anchors.split_first().ok_or("it is fastened to no words")?;
        let Target::Contact(one) = self.target(noun, said, anchor)? else {
            return Err("only encounters are merged and split".to_owned());
        };
        let mut found = BTreeSet::new();
        let mut why = None;
        for other in others {
            match self.target(noun, said, other) {
                Ok(Target::Contact(other)) if other != one => drop(found.insert(other)),
                Ok(_) => why = Some("both are told as one by the same words now".to_owned()),
                Err(error) => why = Some(error),
            }
        }
        if found.is_empty() {
            return Err(why.unwrap_or_else(|| "the other side of it is not there".to_owned()));
        }
        let found: Vec<EncounterId> = found.into_iter().collect();
        if said.ruling == Ruling::Merge {
            for other in &found {
                tying.merge(line.number, &one, other);
            }
        } else {
            tying.split(line.number, &one, &found);
        }
        Ok((Target::Contact(one), anchor))
    }

    fn target(&mut self, noun: Judgeable, said: &Said, anchor: &Anchor) -> Result<Target, String> {
        let (told, reread) = self.document(&anchor.document)?;
        fasten(noun, said.side.as_ref(), anchor, told, reread)
    }

    /// The words of an anchor as they stand now; for a document as a whole, none of it.
    fn evidence(&mut self, anchor: &Anchor) -> Result<Evidence, String> {
        let (told, reread) = self.document(&anchor.document)?;
        let range = if anchor.words.is_empty() { 0..0 } else { reread.find(anchor)?.words };
        let text = told.document.text.get(range.start as usize..range.end as usize);
        Ok(Evidence {
            document: told.document.id.clone(),
            reading: told.reading.clone(),
            start: range.start,
            end: range.end,
            text: text.unwrap_or_default().to_owned(),
            reader: "judgement".to_owned(),
            version: String::new(),
            caption: false,
        })
    }

    fn document(&mut self, id: &DocumentId) -> Result<(&'t Told<'a>, &Reread), String> {
        let Some((id, told)) = self.told.get_key_value(id) else {
            return Err(format!("document {id} is not in this record"));
        };
        let reread = self.reread.entry(id).or_insert_with(|| Reread::new(&told.document.text));
        Ok((told, reread))
    }
}

/// The anchor by which a thing is found in the present reading, and nothing else; none where its
/// words are throughout those of another thing.
pub fn anchor_to(
    noun: Judgeable,
    side: Option<&Side>,
    target: &Target,
    told: &Told<'_>,
) -> Option<Anchor> {
    fasten::anchor_of(noun, side, target, told, &Reread::new(&told.document.text))
}

/// A value that no field of the noun can hold is a person's matter too.
fn check_value(noun: Judgeable, said: &Said) -> Result<(), String> {
    let Some(name) = said.field.as_deref() else { return Ok(()) };
    let field = field_named(noun, name)
        .ok_or_else(|| format!("{} has no field `{name}` to judge", noun.name()))?;
    match (said.ruling, &said.value) {
        (Ruling::Set | Ruling::Add, None) => Err("it gives no value".to_owned()),
        (Ruling::Set | Ruling::Add, Some(serde_json::Value::Array(all))) => {
            all.iter().try_for_each(|value| field.check(value))
        }
        (Ruling::Set | Ruling::Add, Some(value)) => field.check(value),
        _ => Ok(()),
    }
}

impl Applied {
    /// What is judged of any of these things, in order of the log.
    pub fn of(&self, targets: impl IntoIterator<Item = Target>) -> Vec<&Fastened> {
        let mut found: Vec<&Fastened> =
            targets.into_iter().filter_map(|target| self.on.get(&target)).flatten().collect();
        found.sort_by_key(|it| it.number);
        found
    }

    /// Whether a thing by itself was judged not to be so.
    pub fn is_gone(&self, target: &Target) -> bool {
        let whole = |it: &&Fastened| it.said.field.is_none();
        let decides = |it: &&Fastened| matches!(it.said.ruling, Ruling::NotSo | Ruling::Lock);
        let on = self.on.get(target).into_iter().flatten();
        on.filter(whole).rfind(decides).is_some_and(|it| it.said.ruling == Ruling::NotSo)
    }

    /// Where each line of the log stands, by number, once contacts are put together:
    /// `encounter_of` tells which encounter a contact is of.
    pub fn standing(
        &self,
        encounter_of: impl Fn(&EncounterId) -> EncounterId,
    ) -> BTreeMap<u32, Standing> {
        let mut standing = self.standing.clone();
        let mut last: BTreeMap<(Target, Key), u32> = BTreeMap::new();
        let mut all: Vec<&Fastened> = self.on.values().flatten().collect();
        all.sort_by_key(|it| std::cmp::Reverse(it.number));
        for it in all {
            let Some(key) = it.said_key() else { continue };
            let target = match &it.target {
                Target::Contact(contact) => Target::Contact(encounter_of(contact)),
                other => other.clone(),
            };
            match last.get(&(target.clone(), key.clone())) {
                Some(later) => drop(standing.insert(it.number, Standing::Overruled(*later))),
                None => drop(last.insert((target, key), it.number)),
            }
        }
        standing
    }
}
