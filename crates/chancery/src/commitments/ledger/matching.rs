//! Whether two tellings are of one object: doings, nouns, names, places and figures.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Told;
use super::people::People;
use crate::commitments::spoken::overlaps;
use crate::commitments::subject::Subject;
use crate::nouns::{
    Account, Act, ActorId, AnswerKind, Commitment, Deed, DocumentId, EncounterId, Evidence, Figure,
    Moment, Statement, StatementId, Status, When, Where,
};
use crate::resolve::{StateRow, state_rows};

/// A row of the record with its day and what it is about.
#[derive(Debug)]
pub(crate) struct Row<'r, T> {
    pub(crate) it: &'r T,
    /// Day of its document.
    pub(crate) day: Option<Date>,
    pub(crate) subject: Subject,
}

/// Rows, each list looked up by party.
pub(crate) struct Known<'r> {
    pub(crate) people: &'r People<'r>,
    pub(crate) commitments: Vec<Row<'r, Commitment>>,
    pub(crate) deeds: Vec<Row<'r, Deed>>,
    pub(crate) accounts: Vec<Row<'r, Account>>,
    pub(crate) statements: Vec<Row<'r, Statement>>,
    /// Where every statement stands, for answers that name the claim by its id.
    pub(crate) spans: Spans<'r>,
    /// What each document tells as held, with its words.
    held: BTreeMap<&'r DocumentId, Vec<&'r Account>>,
    by_party: BTreeMap<String, Places>,
}

/// Places in the lists of [`Known`].
#[derive(Debug, Default, Clone)]
pub(crate) struct Places {
    pub(crate) commitments: BTreeSet<usize>,
    pub(crate) deeds: BTreeSet<usize>,
    pub(crate) accounts: BTreeSet<usize>,
    pub(crate) statements: BTreeSet<usize>,
}

/// Whether a statement can bear on a commitment.
pub(crate) fn moves(statement: &Statement) -> bool {
    statement.act == Act::Accept
        || statement.answers.iter().any(|answer| answer.kind == AnswerKind::Denies)
}

/// What a commitment is looked up by: its parties, and the document whose claim may be denied.
pub(crate) fn promised_under(people: &People<'_>, commitment: &Commitment) -> BTreeSet<String> {
    let parties = commitment.by.iter().chain(&commitment.to).map(|id| people.key(id));
    parties.chain([words_in(&commitment.evidence.document)]).collect()
}

/// What the later rows of each document are looked up by: a row and a commitment it bears on share
/// a key.
pub(crate) fn told_under(told: &Told<'_>) -> BTreeMap<DocumentId, BTreeSet<String>> {
    let people = People::new(told.actors);
    let spans = spans(told.statements);
    let mut found: BTreeMap<DocumentId, BTreeSet<String>> = BTreeMap::new();
    let mut put = |document: &DocumentId, keys: BTreeSet<String>| {
        found.entry(document.clone()).or_default().extend(keys);
    };
    for it in told.commitments {
        put(&it.evidence.document, under(&people, &it.by));
    }
    for it in told.deeds {
        put(&it.document, under(&people, &it.parties));
    }
    for it in told.accounts {
        put(&it.document, under(&people, it.participants.iter().map(|p| &p.actor)));
    }
    for it in told.statements.iter().filter(|it| moves(it)) {
        put(&it.document, said_under(&people, it, &spans));
    }
    found
}

fn under<'n>(
    people: &People<'_>,
    parties: impl IntoIterator<Item = &'n ActorId>,
) -> BTreeSet<String> {
    parties.into_iter().map(|id| people.key(id)).collect()
}

/// Whoever accepts, and where the words stand that are denied.
fn said_under(people: &People<'_>, it: &Statement, spans: &Spans<'_>) -> BTreeSet<String> {
    let speakers = it.speaker.iter().filter_map(|mention| mention.actor.as_ref());
    let mut keys = under(people, speakers);
    for answer in it.answers.iter().filter(|answer| answer.kind == AnswerKind::Denies) {
        let claim = answer.claim.as_ref().and_then(|id| spans.get(id).copied());
        let denied = [Some(&answer.evidence), claim].into_iter().flatten();
        keys.extend(denied.map(|words| words_in(&words.document)));
    }
    keys
}

fn words_in(document: &DocumentId) -> String {
    format!("words:{document}")
}

/// Where statements stand.
type Spans<'r> = BTreeMap<&'r StatementId, &'r Evidence>;

fn spans(statements: &[Statement]) -> Spans<'_> {
    statements.iter().map(|it| (&it.id, &it.evidence)).collect()
}

impl<'r> Known<'r> {
    pub(crate) fn new(told: &Told<'r>, people: &'r People<'r>) -> Self {
        let day = |id: &DocumentId| told.days.get(id).copied();
        let commitments = told.commitments.iter().map(|it| Row {
            day: day(&it.evidence.document),
            subject: Subject::of(&it.what.text, &people.name_words(&it.by, &it.to)),
            it,
        });
        let deeds = told.deeds.iter().map(|it| Row {
            day: day(&it.document),
            subject: Subject::of(&it.what.text, &people.name_words(&it.by, &it.parties)),
            it,
        });
        let accounts = told.accounts.iter();
        let accounts =
            accounts.map(|it| Row { day: day(&it.document), subject: Subject::default(), it });
        let statements = told.statements.iter().filter(|it| moves(it)).map(|it| Row {
            day: day(&it.document),
            subject: Subject::of(&joined(&it.content), &BTreeSet::new()),
            it,
        });
        let mut known = Self {
            people,
            commitments: commitments.collect(),
            deeds: deeds.collect(),
            accounts: accounts.collect(),
            statements: statements.collect(),
            held: held(told.accounts),
            spans: spans(told.statements),
            by_party: BTreeMap::new(),
        };
        known.index();
        known
    }

    /// Whether a document tells of an encounter as held: what is promised in it is still to come.
    pub(crate) fn tells_as_held(&self, document: &DocumentId, encounter: &EncounterId) -> bool {
        self.held_in(document).any(|account| account.encounter == *encounter)
    }

    /// Whether words tell of an encounter that a document tells as held.
    pub(crate) fn words_of_held(&self, document: &DocumentId, words: &Evidence) -> bool {
        self.held_in(&words.document).any(|account| {
            account.evidence.iter().any(|told| overlaps(told, words))
                && self.tells_as_held(document, &account.encounter)
        })
    }

    fn held_in(&self, document: &DocumentId) -> impl Iterator<Item = &'r Account> {
        self.held.get(document).into_iter().flatten().copied()
    }

    fn index(&mut self) {
        let people = self.people;
        let mut index: BTreeMap<String, Places> = BTreeMap::new();
        for (at, row) in self.commitments.iter().enumerate() {
            for key in under(people, &row.it.by) {
                index.entry(key).or_default().commitments.insert(at);
            }
        }
        for (at, row) in self.deeds.iter().enumerate() {
            for key in under(people, &row.it.parties) {
                index.entry(key).or_default().deeds.insert(at);
            }
        }
        for (at, row) in self.accounts.iter().enumerate() {
            for key in under(people, row.it.participants.iter().map(|p| &p.actor)) {
                index.entry(key).or_default().accounts.insert(at);
            }
        }
        for (at, row) in self.statements.iter().enumerate() {
            for key in said_under(people, row.it, &self.spans) {
                index.entry(key).or_default().statements.insert(at);
            }
        }
        self.by_party = index;
    }

    /// Places of the rows that share a key with a commitment.
    pub(crate) fn near(&self, commitment: &Commitment) -> Places {
        let mut near = Places::default();
        for key in promised_under(self.people, commitment) {
            if let Some(places) = self.by_party.get(&key) {
                near.commitments.extend(&places.commitments);
                near.deeds.extend(&places.deeds);
                near.accounts.extend(&places.accounts);
                near.statements.extend(&places.statements);
            }
        }
        near
    }
}

fn held(accounts: &[Account]) -> BTreeMap<&DocumentId, Vec<&Account>> {
    let mut held: BTreeMap<&DocumentId, Vec<&Account>> = BTreeMap::new();
    for account in accounts.iter().filter(|account| account.status == Status::Held) {
        held.entry(&account.document).or_default().push(account);
    }
    held
}

fn joined(spans: &[Evidence]) -> String {
    spans.iter().map(|s| s.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// What two tellings have in common, in words, `same_parties` where all parties of the one, and
/// more than one, are in the other; `None` where they are of different objects.
pub(crate) fn common(
    [a, b]: [&Subject; 2],
    places: [Option<&Where>; 2],
    same_parties: bool,
) -> Option<String> {
    let doings: Vec<&String> = a.doings.intersection(&b.doings).collect();
    if doings.is_empty() && !(a.doings.is_empty() || b.doings.is_empty()) {
        return None;
    }
    let place = match places {
        [Some(x), Some(y)] => Some(same_place(x, y)),
        _ => None,
    };
    if place == Some(false) {
        return None;
    }
    let nouns: Vec<&String> = a.nouns.intersection(&b.nouns).collect();
    let names: Vec<&String> = a.names.intersection(&b.names).collect();
    let apart = |x: &BTreeSet<String>, y: &BTreeSet<String>, shared: bool| {
        !x.is_empty() && !y.is_empty() && !shared
    };
    let same_place = place == Some(true);
    if apart(&a.names, &b.names, !names.is_empty() || same_place) {
        return None;
    }
    // Whoever travels or meets at a place did so whatever else the words tell of it; one may open
    // a school where an embassy was to be opened.
    let contact = ["visit", "meet", "call"].iter().any(|d| doings.iter().any(|x| x == d));
    if apart(&a.nouns, &b.nouns, !nouns.is_empty() || (same_place && contact)) {
        return None;
    }
    let money = a.money && b.money && !doings.is_empty();
    let bound = money || (same_parties && !doings.is_empty());
    let enough = !nouns.is_empty() || !names.is_empty() || same_place || bound;
    enough.then(|| in_words(&doings, &nouns, &names, places[0].filter(|_| same_place)))
}

fn in_words(
    doings: &[&String],
    nouns: &[&String],
    names: &[&String],
    place: Option<&Where>,
) -> String {
    let list = |words: &[&String]| words.iter().map(|w| w.as_str()).collect::<Vec<_>>().join(", ");
    let mut parts = Vec::new();
    if !doings.is_empty() {
        parts.push(format!("same doing ({})", list(doings)));
    }
    let object: Vec<&String> = nouns.iter().chain(names).copied().collect();
    if !object.is_empty() {
        parts.push(format!("same object ({})", list(&object)));
    }
    parts.extend(place.map(|p| format!("same place ({})", p.name)));
    parts.join(", ")
}

/// Whether two places may be one: the same, or one the country of the other.
pub(crate) fn same_place(a: &Where, b: &Where) -> bool {
    let same_point = a.geonames.is_some() && a.geonames == b.geonames;
    let is_country = |p: &Where| {
        let named = |row: StateRow| p.country.as_deref() == Some(row.iso3) && row.name == p.name;
        state_rows().any(named)
    };
    let same_country = a.country.is_some() && a.country == b.country;
    a.name == b.name || same_point || (same_country && (is_country(a) || is_country(b)))
}

/// Amounts of one unit in both: how the second stands to the first, the greatest of each.
pub(crate) fn compared(promised: &[Figure], done: &[Figure]) -> Option<std::cmp::Ordering> {
    promised.iter().find_map(|p| {
        let same = done.iter().filter(|d| d.unit == p.unit).map(|d| d.value);
        same.max_by(f64::total_cmp).map(|value| value.total_cmp(&p.value))
    })
}

/// First and last day of a time.
pub(crate) fn span(when: Option<&When>) -> (Option<Date>, Option<Date>) {
    let Some(when) = when else { return (None, None) };
    (when.start.and_then(Moment::first_day), when.end.and_then(Moment::last_day))
}
