//! Does a row hold? Codes exist, dates are days, and no value breaks the line it is kept in.

use rustc_hash::FxHashSet;

use super::{RawRow, Row, RowKind};
use crate::nouns::{ActorId, Moment, Sector};
use crate::resolve::{Knowledge, fold, person_id, sector_of};

/// Checks rows, one after the other: an office may belong to a body that an earlier row tells of.
pub struct Checker<'k> {
    knowledge: &'k Knowledge,
    bodies: FxHashSet<String>,
    source: &'k str,
}

impl<'k> Checker<'k> {
    /// A checker over what is known already; `source` is noted on rows that name none.
    pub fn new(knowledge: &'k Knowledge, source: &'k str) -> Self {
        Self { knowledge, bodies: FxHashSet::default(), source }
    }

    /// The row with the id of its actor, or the reason why it cannot stand.
    pub fn check(&mut self, raw: RawRow) -> Result<(ActorId, Row), String> {
        let kind = match raw.kind.to_lowercase().as_str() {
            "" | "person" => RowKind::Person,
            "body" => RowKind::Body,
            "state" => RowKind::State,
            other => return Err(format!("kind `{other}` (known: person, body, state)")),
        };
        check_texts(&raw)?;
        let mut row = Row {
            kind,
            id: some(&raw.id),
            gender: gender(&raw.gender)?,
            country: some(&raw.country).map(|code| self.country(&code)).transpose()?,
            sector: some(&raw.sector).map(|code| sector(&code)).transpose()?,
            qid: some(&raw.qid).map(qid).transpose()?,
            called: some(&raw.called),
            source: some(&raw.source).or_else(|| some(self.source)),
            ..Row::default()
        };
        self.fill_office(&mut row, &raw)?;
        let actor = self.actor(&mut row, &raw.name)?;
        row.aliases = raw.aliases;
        row.name = raw.name;
        if kind == RowKind::Body {
            self.bodies.insert(actor.to_string());
        }
        Ok((actor, row))
    }

    fn country(&self, code: &str) -> Result<String, String> {
        let code = code.to_uppercase();
        match self.knowledge.state(&code) {
            Some(_) => Ok(code),
            None => Err(format!("country `{code}` is no ISO 3166 alpha-3 code of the tables")),
        }
    }

    /// Office, what it belongs to, and its dates.
    fn fill_office(&self, row: &mut Row, raw: &RawRow) -> Result<(), String> {
        let Some(told) = some(&raw.office) else {
            let dated = [&raw.of, &raw.from, &raw.to].iter().any(|cell| !cell.is_empty());
            return if dated { Err("`of` or dates without an office".to_owned()) } else { Ok(()) };
        };
        if row.kind == RowKind::Body {
            return Err("a body holds no office".to_owned());
        }
        let mut of = some(&raw.of).map(|of| self.owner(&of)).transpose()?;
        let named = self.knowledge.office_called(&told);
        let (office, own) = match named {
            Some((office, own)) => (office, own),
            // Free text that names no office tells nothing of one.
            None if raw.loose => return Ok(()),
            None => (told.to_lowercase(), None),
        };
        if row.kind == RowKind::State && of.is_none() {
            return Err("a state's office needs the body it belongs to (`of`)".to_owned());
        }
        of = own.or(of).or_else(|| row.country.clone());
        let state = of.clone().filter(|of| of.len() == 3);
        row.country = row.country.take().or(state);
        row.office = Some(office);
        row.of = of;
        row.from = moment("from", &raw.from, raw.loose)?;
        row.to = moment("to", &raw.to, raw.loose)?;
        let after =
            |from: Moment, to: Moment| super::tenure::first_day(from) > super::tenure::last_day(to);
        if row.from.zip(row.to).is_some_and(|(from, to)| after(from, to)) {
            return Err(format!("from {} is after to {}", raw.from, raw.to));
        }
        Ok(())
    }

    /// The state or body an office belongs to.
    fn owner(&self, of: &str) -> Result<String, String> {
        if let Ok(code) = self.country(of) {
            return Ok(code);
        }
        let id = prefixed("body:", of);
        let known =
            self.bodies.contains(&id) || self.knowledge.actor(&ActorId(id.clone())).is_some();
        known.then_some(id).ok_or_else(|| {
            format!(
                "of `{of}` is neither a state's code nor the id of a body known before this row"
            )
        })
    }

    /// The id of the actor told of.
    fn actor(&self, row: &mut Row, name: &str) -> Result<ActorId, String> {
        let given = row.id.clone();
        if let Some(id) = &given
            && !id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.:".contains(c))
        {
            return Err(format!("id `{id}` (letters, digits, `-`, `_`, `.` and `:` only)"));
        }
        let id = match (row.kind, given) {
            (RowKind::Person, Some(id)) => prefixed("person:", &id),
            (RowKind::Person, None) => person_id(name, row.country.as_deref()).0,
            (RowKind::Body, Some(id)) => prefixed("body:", &id),
            (RowKind::Body, None) => match self.knowledge.body_called(name) {
                Some(known) => known.to_string(),
                None => format!("body:{}", slug(name)),
            },
            (RowKind::State, id) => {
                let id = id.or_else(|| row.country.clone()).ok_or("a state needs its id")?;
                let code = self.country(id.strip_prefix("state:").unwrap_or(&id))?;
                row.country = Some(code.clone());
                format!("state:{code}")
            }
        };
        row.id = row.id.take().map(|_| id.clone());
        Ok(ActorId(id))
    }
}

/// Refuses what would break the line a value is kept in.
fn check_texts(raw: &RawRow) -> Result<(), String> {
    if raw.name.is_empty() {
        return Err("no name".to_owned());
    }
    let cells = [("name", &raw.name), ("called", &raw.called), ("office", &raw.office)];
    let cells = cells.into_iter().chain([("source", &raw.source)]);
    for (column, text) in cells.chain(raw.aliases.iter().map(|alias| ("aliases", alias))) {
        let breaks = |c: char| c.is_control() || c == '|' && column != "source";
        if text.chars().any(breaks) {
            return Err(format!("a tab, line end or `|` in {column}"));
        }
    }
    let letters = |text: &str| fold(text).chars().any(|c| c.is_ascii_alphanumeric());
    if raw.name.starts_with('#') || !letters(&raw.name) {
        return Err(format!("name `{}` is no name", raw.name));
    }
    if raw.office.contains(['@', '#', '!', ':']) {
        return Err(format!("`@`, `#`, `!` or `:` in office `{}`", raw.office));
    }
    Ok(())
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn prefixed(prefix: &str, id: &str) -> String {
    if id.starts_with(prefix) { id.to_owned() } else { format!("{prefix}{id}") }
}

fn slug(name: &str) -> String {
    let folded = fold(name);
    let words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

fn gender(text: &str) -> Result<Option<char>, String> {
    match text.to_lowercase().as_str() {
        "" => Ok(None),
        "f" | "female" => Ok(Some('f')),
        "m" | "male" => Ok(Some('m')),
        other => Err(format!("gender `{other}` (known: f, m)")),
    }
}

fn sector(code: &str) -> Result<Sector, String> {
    sector_of(&code.to_uppercase()).ok_or_else(|| format!("sector `{code}` is no PLOVER sector"))
}

fn qid(text: String) -> Result<String, String> {
    let digits = text.strip_prefix('Q').unwrap_or_default();
    let holds = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    if holds { Ok(text) } else { Err(format!("qid `{text}` is no Wikidata id (Q and digits)")) }
}

/// A year, month or day; of a loose text, what stands before the hour.
fn moment(column: &str, text: &str, loose: bool) -> Result<Option<Moment>, String> {
    let text = if loose { text.split(['T', ' ']).next().unwrap_or_default() } else { text };
    if text.is_empty() {
        return Ok(None);
    }
    let digits =
        |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split('-').collect();
    let form = parts.iter().zip([4, 2, 2]).all(|(part, count)| digits(part, count));
    let told: Option<Moment> = text.parse().ok().filter(|_| form && parts.len() <= 3);
    let whole = |m: Moment| Moment { month: m.month.or(Some(1)), day: m.day.or(Some(1)), ..m };
    match told.filter(|m| whole(*m).date().is_some()) {
        Some(moment) => Ok(Some(moment)),
        None => Err(format!("{column} `{text}` is no YYYY, YYYY-MM or YYYY-MM-DD")),
    }
}
