//! Rows of a CSV file.

use super::{COLUMNS, FileError, RawRow};

pub(super) fn rows(
    text: &str,
    take: &mut dyn FnMut(u64, Result<RawRow, String>),
) -> Result<(), FileError> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    // Neither can fail: the bytes are in memory, and are UTF-8.
    let header = reader.headers().cloned().unwrap_or_default();
    let columns: Vec<String> = header.iter().map(|c| c.trim().to_lowercase()).collect();
    check(&columns)?;
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) if record.len() == columns.len() => {
                let mut row = RawRow::default();
                for (column, cell) in columns.iter().zip(&record) {
                    row.set(column, cell);
                }
                take(record.position().map_or(line, csv::Position::line), Ok(row));
            }
            Ok(true) => {
                let line = record.position().map_or(line, csv::Position::line);
                let why = format!("{} cells where the header has {}", record.len(), columns.len());
                take(line, Err(why));
            }
            Err(error) => take(line, Err(error.to_string())),
        }
    }
}

fn check(columns: &[String]) -> Result<(), FileError> {
    if columns.iter().all(|column| !COLUMNS.contains(&column.as_str())) {
        return Err(FileError::NoName);
    }
    for (number, column) in columns.iter().enumerate() {
        if !COLUMNS.contains(&column.as_str()) {
            return Err(FileError::UnknownColumn(column.clone()));
        }
        if columns[..number].contains(column) {
            return Err(FileError::Twice(column.clone()));
        }
    }
    let named = columns.iter().any(|column| column == "name");
    if named { Ok(()) } else { Err(FileError::NoName) }
}
