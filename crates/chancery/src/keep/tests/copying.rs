//! Records copied from one database to another.

use std::collections::BTreeMap;

use super::super::copy::tables;
use super::*;

on_each_database! {
    a_copy_is_equal,
    what_is_there_is_not_written_over,
    every_column_is_copied,
}

/// A record with one of everything that documents, imports, judgements and problems bring.
fn full(new: &Fresh) -> Record {
    let mut record = new.record();
    for outcome in several() {
        record.keep(&outcome, false).unwrap();
    }
    settled(&mut record);
    record.keep(&outcome(TEXT, "again.txt"), false).unwrap();
    record.keep_problem("a.jsonl", "2024-02-01", "broken").unwrap();
    let import = Import {
        sha256: DocumentId::of(b"rows"),
        file: "rows.csv".to_owned(),
        day: "2024-02-01".to_owned(),
    };
    let row =
        ImportedRow { actor: ActorId("state:NOR".to_owned()), json: "{}".to_owned(), open: true };
    record.keep_import(&import, vec![row]).unwrap();
    record
}

fn a_copy_is_equal(new: &Fresh) {
    let from = full(new);
    let other = Fresh::sqlite();
    let address = new.address();
    for to in [other.record(), Record::create(&address).unwrap()] {
        let mut copied = to;
        let tables = copy(&from, &copied, &address).unwrap();
        assert!(tables.iter().all(CopiedTable::is_equal), "{tables:?}");
        assert_eq!(lines(&copied), lines(&from));
        assert_eq!(copied.search("palace", 99).unwrap().len(), 9);
        // And it goes on as the first would have.
        settled(&mut copied);
        copied.keep(&outcome(&format!("{TEXT} It rained."), "z.txt"), false).unwrap();
        settled(&mut copied);
        copied.remove(&DocumentId::of(TEXT.as_bytes())).unwrap();
        settled(&mut copied);
        let found = copied.verify().unwrap();
        assert!(found.iter().all(|it| it.noun == "imported actor"), "{found:?}");
    }
}

fn what_is_there_is_not_written_over(new: &Fresh) {
    let from = full(new);
    let to = full(new);
    let before = lines(&to);
    let error = copy(&from, &to, &new.address()).unwrap_err();
    assert!(matches!(error, KeepError::NotEmpty(_)), "{error}");
    assert_eq!(lines(&to), before);
}

fn every_column_is_copied(new: &Fresh) {
    let record = new.record();
    let sql = match new {
        Fresh::Sqlite(_) => {
            "SELECT t.name, c.name FROM sqlite_schema t, pragma_table_info(t.name) c
             WHERE t.type = 'table'"
        }
        Fresh::Postgresql { .. } => {
            "SELECT CAST(table_name AS TEXT), CAST(column_name AS TEXT)
             FROM information_schema.columns
             WHERE table_schema = current_schema() AND is_generated = 'NEVER'"
        }
    };
    let columns: Vec<(String, String)> =
        record.rows(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    let mut there: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in columns.into_iter().filter(|(table, _)| !table.starts_with("words")) {
        there.entry(table).or_default().push(column);
    }
    there.remove("format");
    let copied: BTreeMap<String, Vec<String>> = tables()
        .into_iter()
        .map(|(table, columns)| (table.to_owned(), columns.into_iter().map(String::from).collect()))
        .collect();
    let sorted = |tables: BTreeMap<String, Vec<String>>| -> BTreeMap<String, Vec<String>> {
        tables
            .into_iter()
            .map(|(table, mut columns)| {
                (table, {
                    columns.sort();
                    columns
                })
            })
            .collect()
    };
    assert_eq!(sorted(copied), sorted(there));
}
