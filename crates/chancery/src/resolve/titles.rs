//! Titles: the office words with all that belongs to them ("Indonesia's former foreign minister",
//! "acting President", "Chairman of the Board of Example Bank").

use std::ops::Range;

use chancery_engine::{Doc, EntityKind, Pos};

use super::knowledge::Knowledge;
use super::lexicon::{Hit, Sense, StateWord};
use super::names::opens_thing;
use super::office_table::{Office, OfficeWords};
use crate::nouns::{Actor, Sector};

/// How the office is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Current,
    Acting,
    Former,
    /// Held at the time told of ("then-President").
    Then,
    /// Not yet.
    Elect,
}

/// What the office belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Owner {
    /// A state or body of the tables, by its index.
    Known(u32),
    /// Words the tables do not know.
    Words(String),
}

/// A title and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Title {
    /// The whole phrase without its determiner.
    pub tokens: Range<u32>,
    /// The noun it turns on.
    pub head: u32,
    /// Index of the office.
    pub office: u32,
    pub standing: Standing,
    /// Whether "deputy", "assistant" or the like stands before it.
    pub deputy: bool,
    pub owner: Option<Owner>,
    pub plural: bool,
}

impl Title {
    /// The office in plain words, with what qualifies it.
    pub(crate) fn office_name(&self, knowledge: &Knowledge) -> String {
        let party = self.owner_actor(knowledge).is_some_and(|o| o.sector == Some(Sector::Pty));
        let plain = match self.office(knowledge).name.as_str() {
            "leader" | "head" | "chairman" if party => "party leader",
            plain => plain,
        };
        let deputy = if self.deputy { "deputy " } else { "" };
        match self.standing {
            Standing::Current | Standing::Then => format!("{deputy}{plain}"),
            Standing::Acting => format!("acting {deputy}{plain}"),
            Standing::Former => format!("former {deputy}{plain}"),
            Standing::Elect => format!("{deputy}{plain}-elect"),
        }
    }

    pub(crate) fn office<'k>(&self, knowledge: &'k Knowledge) -> &'k Office {
        knowledge.offices.at(self.office)
    }

    /// The known owner.
    pub(crate) fn owner_actor<'k>(&self, knowledge: &'k Knowledge) -> Option<&'k Actor> {
        match self.owner {
            Some(Owner::Known(index)) => Some(knowledge.at(index)),
            _ => None,
        }
    }

    /// ISO alpha-3 of the state it belongs to: the owner's, else the one state the title itself
    /// points to.
    pub(crate) fn country(&self, knowledge: &Knowledge) -> Option<String> {
        match &self.owner {
            Some(Owner::Known(index)) => knowledge.at(*index).country.clone(),
            Some(Owner::Words(_)) => None,
            None => match self.office(knowledge).states.as_slice() {
                [only] => Some((*only).to_owned()),
                _ => None,
            },
        }
    }

    /// Whether this is the office itself, held on the day spoken of.
    pub(crate) fn is_full(&self) -> bool {
        !self.deputy && matches!(self.standing, Standing::Current | Standing::Acting)
    }
}

/// Offices whose holder is sent: what follows "to" is where, not whose.
fn is_envoy(office: &str) -> bool {
    matches!(
        office,
        "ambassador"
            | "high commissioner"
            | "permanent representative"
            | "special envoy"
            | "envoy"
            | "consul general"
            | "consul"
            | "chargé d'affaires"
            | "military attaché"
    )
}

/// Every title of a text, in order.
pub(crate) fn titles(doc: &Doc, knowledge: &Knowledge, hits: &[Hit]) -> Vec<Title> {
    let words = knowledge.offices.find(doc);
    let mut out: Vec<Title> = Vec::new();
    for (i, office) in words.iter().enumerate() {
        let floor = out.last().map_or(0, |t| t.tokens.end);
        if office.tokens.start < floor || !is_nominal(doc, office) {
            continue;
        }
        let next = words.get(i + 1).map_or(doc.tokens.len() as u32, |w| w.tokens.start);
        out.push(title(doc, knowledge, hits, office, floor, next));
    }
    out
}

/// Whether the words stand as a noun (not "general" or "chief" as adjectives).
fn is_nominal(doc: &Doc, office: &OfficeWords) -> bool {
    let noun = |t: u32| matches!(doc.tokens[t as usize].pos, Pos::Noun | Pos::Propn);
    if office.tokens.len() == 1 {
        noun(office.tokens.start)
    } else {
        office.tokens.clone().any(noun)
    }
}

/// The token of a range whose head lies outside it.
pub(crate) fn head_of(doc: &Doc, tokens: &Range<u32>) -> u32 {
    let outside = |&t: &u32| {
        let head = doc.tokens[t as usize].head;
        head == t || !tokens.contains(&head)
    };
    tokens.clone().find(outside).unwrap_or(tokens.end - 1)
}

fn title(
    doc: &Doc,
    knowledge: &Knowledge,
    hits: &[Hit],
    words: &OfficeWords,
    floor: u32,
    next: u32,
) -> Title {
    let mut title = Title {
        tokens: words.tokens.clone(),
        head: head_of(doc, &words.tokens),
        office: words.office,
        standing: Standing::Current,
        deputy: false,
        owner: None,
        plural: words.plural,
    };
    read_left(doc, hits, floor, &mut title);
    read_right(doc, knowledge, hits, next, &mut title);
    title
}

/// Takes in what qualifies the office from the left: standing, deputy, owner.
fn read_left(doc: &Doc, hits: &[Hit], floor: u32, title: &mut Title) {
    while title.tokens.start > floor {
        let before = title.tokens.start - 1;
        let word = doc.word(before).to_lowercase();
        if title.owner.is_none()
            && let Some(hit) = owner_ending_at(doc, hits, title.tokens.start)
            && hit.tokens.start >= floor
        {
            title.owner = Some(Owner::Known(index_of(hit.sense)));
            title.tokens.start = hit.tokens.start;
            continue;
        }
        match word.as_str() {
            "acting" | "interim" | "caretaker" | "provisional" => title.standing = Standing::Acting,
            "former" | "ex" | "ex-" | "late" | "ousted" | "erstwhile" | "onetime" | "deposed" => {
                title.standing = Standing::Former;
            }
            "then" => title.standing = Standing::Then,
            "incoming" => title.standing = Standing::Elect,
            "deputy" | "vice" | "assistant" | "associate" => title.deputy = true,
            "outgoing" | "new" | "newly" | "elected" | "visiting" | "current" | "first"
            | "incumbent" | "present" | "second" | "senior" | "longtime" | "veteran"
            | "embattled" | "newly-elected" => {}
            "-" if before > floor && takes_hyphen(doc.word(before - 1)) => {}
            _ => return,
        }
        title.tokens.start = before;
    }
}

fn takes_hyphen(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "ex" | "then" | "vice" | "newly" | "former")
}

/// A state or body whose words end where the title begins, a possessive ending between allowed.
fn owner_ending_at<'h>(doc: &Doc, hits: &'h [Hit], at: u32) -> Option<&'h Hit> {
    let possessive = at > 0 && matches!(doc.word(at - 1), "'s" | "’s" | "'" | "’");
    let end = if possessive { at - 1 } else { at };
    let found = hits.binary_search_by_key(&end, |h| h.tokens.end).ok();
    found
        .map(|i| &hits[i])
        .filter(|h| in_one_sentence(doc, h.tokens.start, at))
        .filter(|h| matches!(h.sense, Sense::State(..) | Sense::Body(_)))
}

/// What ends one line owns nothing in the next ("... Brunei" above "President X met").
fn in_one_sentence(doc: &Doc, first: u32, second: u32) -> bool {
    let count = doc.tokens.len() as u32;
    second < count && doc.sentence_of(first) == doc.sentence_of(second)
}

fn index_of(sense: Sense) -> u32 {
    match sense {
        Sense::State(index, _) | Sense::Body(index) => index,
        Sense::Person | Sense::Nothing => u32::MAX,
    }
}

/// Takes in what follows the office: "-elect", "of the Republic of X", "to Y", "of Some Company".
fn read_right(doc: &Doc, knowledge: &Knowledge, hits: &[Hit], next: u32, title: &mut Title) {
    let count = doc.tokens.len() as u32;
    let word = |t: u32| if t < count { doc.word(t) } else { "" };
    if let Some(hit) = state_reaching_beyond(hits, &title.tokens) {
        title.owner = Some(Owner::Known(index_of(hit.sense)));
        title.tokens.end = hit.tokens.end;
    }
    let dash = u32::from(word(title.tokens.end) == "-");
    if is_elect(word(title.tokens.end + dash)) {
        title.standing = Standing::Elect;
        title.tokens.end += dash + 1;
    }
    while matches!(word(title.tokens.end), "of" | "to" | "for" | "in") {
        let preposition = title.tokens.end;
        let sent = is_envoy(&title.office(knowledge).name) && word(preposition) != "of";
        let mut at = preposition + 1;
        while matches!(word(at).to_lowercase().as_str(), "the" | "all") {
            at += 1;
        }
        if let Some(hit) = starting_at(hits, at).filter(|h| is_owner(h)) {
            if word(preposition) == "in" && opens_thing(doc, hit.tokens.end) {
                // "The German Chancellor in the Liechtenstein Palace".
                return;
            }
            if !sent && title.owner.is_none() {
                title.owner = Some(Owner::Known(index_of(hit.sense)));
            }
            let end = hit.tokens.end;
            title.tokens.end = end;
            if is_demonym(hit) {
                let rest = unknown_owner(doc, hits, end, next);
                let rest = rest.or_else(|| government_after(doc, knowledge, title, end));
                title.tokens.end = rest.unwrap_or(end);
                name_chamber(doc, knowledge, title, end);
            }
        } else if matches!(word(preposition), "of" | "for") && title.owner.is_none() {
            let Some(end) = unknown_owner(doc, hits, at, next) else { return };
            title.owner = Some(Owner::Words(doc.span(at..end).to_owned()));
            title.tokens.end = end;
        } else {
            return;
        }
    }
}

/// "President of the Republic of Chad": the state whose name begins with the title's last words.
fn state_reaching_beyond<'h>(hits: &'h [Hit], title: &Range<u32>) -> Option<&'h Hit> {
    let first = hits.partition_point(|h| h.tokens.start <= title.start);
    let inside = hits[first..].iter().take_while(|h| h.tokens.start < title.end);
    let mut states = inside.filter(|h| matches!(h.sense, Sense::State(..)));
    states.find(|h| h.tokens.end > title.end)
}

/// The hit whose words begin at a token.
fn starting_at(hits: &[Hit], token: u32) -> Option<&Hit> {
    hits.binary_search_by_key(&token, |h| h.tokens.start).ok().map(|i| &hits[i])
}

fn is_demonym(hit: &Hit) -> bool {
    matches!(hit.sense, Sense::State(_, StateWord::Demonym))
}

/// A word that with an adjective names a state ("the South African Republic").
fn is_state_noun(word: &str) -> bool {
    matches!(word, "Republic" | "Federation" | "Kingdom" | "Union" | "Government" | "State")
}

/// "Chairman of the Hungarian government": where the office of the government ends, if there is
/// one so called.
fn government_after(doc: &Doc, knowledge: &Knowledge, title: &Title, at: u32) -> Option<u32> {
    let word = doc.tokens.get(at as usize).map(|_| doc.word(at))?;
    let known = matches!(word, "government" | "parliament" | "cabinet" | "senate");
    let spelt = format!("{} of the {word}", title.office(knowledge).name);
    (known && knowledge.offices.titled(&spelt).is_some()).then_some(at + 1)
}

/// "President of the Thai Senate" is president of the senate.
fn name_chamber(doc: &Doc, knowledge: &Knowledge, title: &mut Title, owner_end: u32) {
    if owner_end < title.tokens.end {
        let chamber = doc.span(owner_end..title.tokens.end).to_lowercase();
        let office = &title.office(knowledge).name;
        let spelt = format!("{office} of the {chamber}");
        title.office = knowledge.offices.titled(&spelt).unwrap_or(title.office);
    }
}

fn is_elect(word: &str) -> bool {
    matches!(word, "elect" | "designate" | "Elect" | "Designate")
}

fn is_owner(hit: &Hit) -> bool {
    matches!(hit.sense, Sense::State(..) | Sense::Body(_))
}

/// Where a run of capitalised words that names an unknown owner ends; none if there is none.
fn unknown_owner(doc: &Doc, hits: &[Hit], start: u32, limit: u32) -> Option<u32> {
    let person_at = |t: u32| {
        doc.entity_at(t).is_some_and(|e| e.kind == EntityKind::Person && e.start == t)
            || starting_at(hits, t).is_some_and(|h| matches!(h.sense, Sense::Person))
    };
    let mut end = start;
    let mut at = start;
    while at < limit.min(start + 12) {
        let word = doc.word(at);
        let capital = word.starts_with(char::is_uppercase);
        if person_at(at) && !is_state_noun(word) || at > start && doc.tokens[at as usize].sent_start
        {
            break;
        }
        if capital {
            end = at + 1;
        } else if !matches!(word, "of" | "the" | "and" | "for" | "-" | "&") {
            break;
        }
        at += 1;
    }
    // A trailing "and the" belongs to what follows.
    (end > start).then_some(end)
}
