//! Rows into files.

use std::io::Write;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::columnar::ParquetRows;
use crate::flat::{Column, cell, columns};
use crate::schema::Table;
use crate::text::line;
use crate::withheld::withhold;

/// What can go wrong while rows are written or read.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A line that is no JSON.
    #[error("an export line is damaged")]
    Json(#[from] serde_json::Error),
    /// A value that is not what the description of its field says.
    #[error("{field} holds {value}, which is no {wanted}")]
    Shape {
        /// The field.
        field: &'static str,
        /// What it holds, as JSON.
        value: String,
        /// What it should hold.
        wanted: &'static str,
    },
    /// Rows of CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// Columns of Parquet.
    #[error(transparent)]
    Parquet(#[from] parquet::errors::ParquetError),
    /// Columns in memory.
    #[error(transparent)]
    Arrow(#[from] arrow_schema::ArrowError),
    /// The file written to or read from.
    #[error("the file could not be written or read")]
    Io(#[from] std::io::Error),
}

/// Form of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// JSON lines.
    Jsonl,
    /// Comma separated values.
    Csv,
    /// Apache Parquet.
    Parquet,
}

impl Format {
    /// The ending of files of this form, and its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Jsonl => "jsonl",
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }
}

/// Writes the rows of one table, in the order in which they come. What is held of them at a time
/// is bounded.
pub struct TableWriter<W: Write + Send> {
    table: &'static Table,
    no_text: bool,
    rows: Rows<W>,
}

enum Rows<W: Write + Send> {
    Jsonl(W),
    Csv(Box<csv::Writer<W>>, Vec<Column>),
    Parquet(Box<ParquetRows<W>>),
}

impl<W: Write + Send> TableWriter<W> {
    /// Starts a table; with `no_text`, text is withheld from it.
    pub fn new(
        table: &'static Table,
        format: Format,
        no_text: bool,
        out: W,
    ) -> Result<Self, ExportError> {
        let rows = match format {
            Format::Jsonl => Rows::Jsonl(out),
            Format::Csv => {
                let columns = columns(table, no_text);
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(columns.iter().map(|column| &column.path))?;
                Rows::Csv(Box::new(writer), columns)
            }
            Format::Parquet => {
                Rows::Parquet(Box::new(ParquetRows::new(table.fields, no_text, out)?))
            }
        };
        Ok(Self { table, no_text, rows })
    }

    /// Writes a row that stands there as a JSON line. As JSON lines with all text it is written
    /// byte for byte.
    pub fn line(&mut self, text: &str) -> Result<(), ExportError> {
        match &mut self.rows {
            Rows::Jsonl(out) if !self.no_text => {
                out.write_all(text.as_bytes())?;
                Ok(out.write_all(b"\n")?)
            }
            _ => self.row(serde_json::from_str(text)?),
        }
    }

    /// Writes a row.
    pub fn row(&mut self, mut row: Value) -> Result<(), ExportError> {
        if self.no_text {
            withhold(&mut row, self.table.fields);
        }
        match &mut self.rows {
            Rows::Jsonl(out) => {
                out.write_all(line(&row, self.table.fields).as_bytes())?;
                Ok(out.write_all(b"\n")?)
            }
            Rows::Csv(writer, columns) => {
                let cells = columns.iter().map(|column| cell(&row, &column.path));
                Ok(writer.write_record(cells)?)
            }
            Rows::Parquet(rows) => rows.row(row),
        }
    }

    /// Writes out what is still held.
    pub fn finish(self) -> Result<(), ExportError> {
        match self.rows {
            Rows::Jsonl(mut out) => Ok(out.flush()?),
            Rows::Csv(mut writer, _) => Ok(writer.flush()?),
            Rows::Parquet(rows) => rows.finish(),
        }
    }
}
