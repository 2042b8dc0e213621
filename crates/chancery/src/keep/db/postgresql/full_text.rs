//! Full text in PostgreSQL: pieces of a reading as vectors of stems.

use std::borrow::Cow;

use super::super::{Damage, DbError, RANKED, Value};
use super::{Postgresql, stems};

pub(in crate::keep::db) const UNINDEX: &str = "DELETE FROM words WHERE reading IN (
    SELECT number FROM readings WHERE document = ?1)";

impl Postgresql {
    pub(in crate::keep::db) fn index_words(&self, readings: &[(i64, &str)]) -> Result<(), DbError> {
        let mut rows = Vec::new();
        for (reading, text) in readings {
            let pieces = stems::vectors(text);
            let long = i64::from(pieces.len() > 1);
            for (place, vector) in (0..).zip(pieces) {
                rows.push(vec![
                    Value::Integer(*reading),
                    Value::Integer(place),
                    Value::Integer(long),
                    Value::Text(Cow::Owned(vector)),
                ]);
            }
        }
        self.with_arrays(4, &rows, |arrays| {
            format!(
                "INSERT INTO words (reading, place, long, vector)
                 SELECT new.reading, new.place, new.long, CAST(new.vector AS tsvector)
                 FROM unnest({arrays}) AS new (reading, place, long, vector)"
            )
        })
    }

    pub(in crate::keep::db) fn find_words(
        &self,
        terms: &[String],
        limit: u32,
    ) -> Result<Vec<(String, String)>, DbError> {
        let stems: Vec<Vec<String>> = terms.iter().map(|term| stems::stems(term)).collect();
        let queries: Vec<String> = terms.iter().map(|term| stems::query(term)).collect();
        let mut values = vec![
            Value::Integer(i64::from(limit)),
            Value::Text(queries.join(" & ").into()),
            Value::Text(queries.join(" | ").into()),
        ];
        let sql = found_sql(queries.len());
        if queries.len() > 1 {
            values.extend(queries.into_iter().map(|query| Value::Text(query.into())));
        }
        self.rows(&sql, &values, |row| {
            Ok((row.get::<String>(0)?, stems::snippet(&row.text(1)?, &stems)))
        })
    }

    pub(in crate::keep::db) fn damages(&self) -> Result<Vec<Damage>, DbError> {
        let mut found = Vec::new();
        let sql = "SELECT d.id, r.number, r.text FROM documents d
                   JOIN readings r ON r.document = d.id AND r.id = d.reading ORDER BY d.id";
        self.each::<DbError>(sql, &[], |row| {
            let id: String = row.get(0)?;
            if !self.is_indexed(row.get(1)?, &row.text(2)?)? {
                found.push((
                    "document",
                    id,
                    "its reading is not in the full text index".to_owned(),
                ));
            }
            Ok(())
        })?;
        let sql = "SELECT DISTINCT w.reading FROM words w WHERE NOT EXISTS (
                       SELECT 1 FROM readings r
                       JOIN documents d ON d.id = r.document AND d.reading = r.id
                       WHERE r.number = w.reading) ORDER BY 1";
        let what = "the index holds words of no reading in force";
        found.extend(self.rows(sql, &[], |row| {
            Ok(("words", row.get::<i64>(0)?.to_string(), what.to_owned()))
        })?);
        Ok(found)
    }

    /// Whether the index holds of a reading what its text gives.
    fn is_indexed(&self, reading: i64, text: &str) -> Result<bool, DbError> {
        let pieces = stems::vectors(text);
        let count = "SELECT count(*) FROM words WHERE reading = ?1";
        let held: Vec<i64> = self.rows(count, &[Value::Integer(reading)], |row| row.get(0))?;
        if held.iter().all(|count| usize::try_from(*count) != Ok(pieces.len())) {
            return Ok(false);
        }
        for (place, vector) in (0..).zip(pieces) {
            let sql = "SELECT vector = CAST(CAST(?3 AS TEXT) AS tsvector) FROM words
                       WHERE reading = ?1 AND place = ?2";
            let values =
                [Value::Integer(reading), Value::Integer(place), Value::Text(vector.into())];
            if self.rows(sql, &values, |row| row.get::<bool>(0))? != [true] {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Documents by so many terms, the nearest first.
fn found_sql(terms: usize) -> String {
    let found = pieces_sql(terms, 2, 4, Some(RANKED));
    format!(
        "WITH found AS MATERIALIZED (
             SELECT f.reading FROM ({found}) f ORDER BY f.reading DESC LIMIT {RANKED}
         ), ranked AS (
             SELECT d.id, r.number, (
                 SELECT round(CAST(sum(ts_rank(w.vector, {any}, 1)) AS numeric), 6)
                 FROM words w WHERE w.reading = r.number) AS rank
             FROM readings r JOIN documents d ON d.id = r.document AND d.reading = r.id
             WHERE r.number IN (SELECT reading FROM found)
             ORDER BY rank DESC, d.id LIMIT ?1)
         SELECT k.id, r.text FROM ranked k JOIN readings r ON r.number = k.number
         ORDER BY k.rank DESC, k.id",
        any = "CAST(CAST(?3 AS TEXT) AS tsquery)"
    )
}

/// A query for documents by terms.
pub(in crate::keep::db) fn holding(terms: &[String], first: usize) -> (String, Vec<String>) {
    let queries: Vec<String> = terms.iter().map(|term| stems::query(term)).collect();
    let sql = format!(
        "SELECT h.id FROM readings r JOIN documents h ON h.id = r.document AND h.reading = r.id
         WHERE r.number IN ({})",
        pieces_sql(queries.len(), first, first + 1, None)
    );
    let mut values = vec![queries.join(" & ")];
    if queries.len() > 1 {
        values.extend(queries);
    }
    (sql, values)
}

/// Readings by so many terms: those with a piece that holds all of them (the value at `all`), and
/// long ones whose pieces hold them together (the values from `each`). Of the former only so many
/// of the latest, where that is asked: of words that every text holds, the rest is not looked at.
fn pieces_sql(terms: usize, all: usize, each: usize, latest: Option<i64>) -> String {
    let query = |at: usize| format!("CAST(CAST(?{at} AS TEXT) AS tsquery)");
    let latest = latest.map(|most| format!(" ORDER BY reading DESC LIMIT {most}"));
    let found = format!(
        "(SELECT DISTINCT reading FROM words WHERE vector @@ {}{})",
        query(all),
        latest.unwrap_or_default()
    );
    if terms < 2 {
        return found;
    }
    let pieces = (each..each + terms)
        .map(|at| format!("SELECT reading FROM words WHERE long = 1 AND vector @@ {}", query(at)));
    format!("{found} UNION ({})", pieces.collect::<Vec<_>>().join(" INTERSECT "))
}
