//! The record as a whole, in numbers.

use std::collections::BTreeMap;

use crate::keep::{KeepError, Record};

/// How much there is of each noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sizes {
    /// Documents.
    pub documents: u32,
    /// Encounters.
    pub encounters: u32,
    /// Accounts.
    pub accounts: u32,
    /// Statements.
    pub statements: u32,
    /// Commitments.
    pub commitments: u32,
    /// Judgements.
    pub judgements: u32,
}

/// Two states, and in how many encounters somebody of each took part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// ISO alpha-3, the first in the alphabet.
    pub one: String,
    /// ISO alpha-3.
    pub other: String,
    /// How many encounters.
    pub encounters: u32,
}

/// A place, and how many encounters took place there.
#[derive(Debug, Clone, PartialEq)]
pub struct PlaceMet {
    /// Its name.
    pub name: String,
    /// State it lies in (ISO alpha-3).
    pub country: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// How many encounters.
    pub encounters: u32,
}

impl Record {
    /// A number that is another once documents were read or judgements made.
    pub fn stamp(&self) -> Result<(u32, u32), KeepError> {
        let sql = "SELECT (SELECT coalesce(max(number), 0) FROM readings),
                          (SELECT coalesce(max(number), 0) FROM judgements)";
        let rows = self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.into_iter().next().unwrap_or_default())
    }

    /// How much the record holds.
    pub fn sizes(&self) -> Result<Sizes, KeepError> {
        let sql = "SELECT what, count FROM tallies WHERE one = '' AND other = ''";
        let kept: BTreeMap<String, u32> =
            self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
        let count = |noun: &str| kept.get(noun).copied().unwrap_or_default();
        Ok(Sizes {
            documents: count("documents"),
            encounters: count("encounters"),
            accounts: count("accounts"),
            statements: count("statements"),
            commitments: count("commitments"),
            judgements: self.stamp()?.1,
        })
    }

    /// The last day any document was published, ISO.
    pub fn last_published(&self) -> Result<Option<String>, KeepError> {
        let sql = "SELECT max(published_end) FROM documents WHERE published_end < 'X'";
        Ok(self.column::<Option<String>>(sql, [])?.into_iter().next().flatten())
    }

    /// The states whose people took part in encounters, with how many, the most first.
    pub fn states_met(&self) -> Result<Vec<(String, u32)>, KeepError> {
        let sql = "SELECT one, count FROM tallies WHERE what = 'state' ORDER BY count DESC, one";
        self.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The places that most encounters took place at.
    pub fn places_met(&self, limit: usize) -> Result<Vec<PlaceMet>, KeepError> {
        let sql = format!(
            "SELECT one, other, count FROM tallies WHERE what = 'place'
             ORDER BY count DESC, one, other LIMIT {limit}"
        );
        let rows: Vec<(String, String, u32)> =
            self.rows(&sql, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let place = |(name, point, encounters): (String, String, u32)| {
            let mut parts = point.split(' ');
            let country = parts.next().filter(|code| *code != "-").map(str::to_owned);
            let latitude = parts.next()?.parse().ok()?;
            Some(PlaceMet {
                name,
                country,
                latitude,
                longitude: parts.next()?.parse().ok()?,
                encounters,
            })
        };
        Ok(rows.into_iter().filter_map(place).collect())
    }

    /// In how many encounters the place is a point.
    pub fn placed(&self) -> Result<u32, KeepError> {
        let sql =
            "SELECT CAST(coalesce(sum(count), 0) AS BIGINT) FROM tallies WHERE what = 'place'";
        Ok(self.column(sql, [])?.into_iter().next().unwrap_or_default())
    }

    /// The pairs of states that met most.
    pub fn pairs_met(&self, limit: usize) -> Result<Vec<Pair>, KeepError> {
        let sql = format!(
            "SELECT one, other, count FROM tallies WHERE what = 'pair'
             ORDER BY count DESC, one, other LIMIT {limit}"
        );
        self.rows(&sql, [], |row| {
            Ok(Pair { one: row.get(0)?, other: row.get(1)?, encounters: row.get(2)? })
        })
    }
}
