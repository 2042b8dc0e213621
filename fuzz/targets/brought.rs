//! Any bytes as a user's own list of actors: rows, reasons why a line is none, or one error.

#![no_main]

use chancery::bring::{Form, rows};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    for form in [Form::Csv, Form::JsonLines] {
        let mut last = 0;
        let _ = rows(data, form, &mut |line, _| {
            assert!(line >= last, "lines out of order");
            last = line;
        });
    }
});
