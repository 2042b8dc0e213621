//! `chancery copy`: a whole record into a new one, proved equal.

use anyhow::Result;
use chancery::keep::{Address, Record, copy};

use super::{Context, known_address};
use crate::output::{print, print_json};
use crate::problem::{Outcome, of_record};

pub(super) fn run(context: &Context, from: &Address, to: &Address) -> Result<Outcome> {
    let (from, to) = (known_address(from)?, known_address(to)?);
    let source = Record::open(&from).map_err(|error| of_record(error, &from))?;
    let target = Record::create(&to).map_err(|error| of_record(error, &to))?;
    let copied = copy(&source, &target, &to).map_err(|error| of_record(error, &to))?;
    if context.json {
        print_json(&copied)?;
    }
    let unequal: Vec<_> = copied.iter().filter(|table| !table.is_equal()).collect();
    for table in &unequal {
        eprintln!(
            "chancery: {} differs: {} rows, sha256 {} became {} rows, sha256 {}",
            table.table, table.rows, table.sha256, table.rows_copied, table.sha256_copied
        );
    }
    if unequal.is_empty() && !context.json {
        let rows: u64 = copied.iter().map(|table| table.rows).sum();
        print(&format!("copied {from} to {to}\nequal: {rows} rows in {} tables\n", copied.len()))?;
        for table in copied.iter().filter(|table| table.rows > 0) {
            print(&format!("  {:<22} {:>9}  {}\n", table.table, table.rows, &table.sha256))?;
        }
    }
    Ok(Outcome::of(unequal.len()))
}
