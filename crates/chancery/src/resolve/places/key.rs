//! How names of places are compared. The build compiles the table with the same rule.

use std::borrow::Cow;

/// A name as it is compared: in plain letters, without case, full stops and hyphens.
pub(super) fn key(name: &str) -> String {
    let plain = if name.is_ascii() {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(any_ascii::any_ascii(&name.replace(['‑', '–', '\u{a0}'], " ")))
    };
    let mut out = String::with_capacity(plain.len() + 3);
    for c in plain.chars() {
        match c {
            '.' => {}
            '-' | ' ' => end_word(&mut out),
            '`' => out.push('\''),
            _ => out.push(c.to_ascii_lowercase()),
        }
    }
    end_word(&mut out);
    out.truncate(out.trim_end().len());
    out
}

/// Closes a word, written out where it is one of the short forms of place names.
fn end_word(out: &mut String) {
    let start = out.rfind(' ').map_or(0, |at| at + 1);
    let whole = match &out[start..] {
        "st" => "saint",
        "mt" => "mount",
        "ft" => "fort",
        _ => "",
    };
    if !whole.is_empty() {
        out.replace_range(start.., whole);
    }
    out.push(' ');
}
