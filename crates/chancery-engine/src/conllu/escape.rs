//! Characters that cannot stand in a column or a comment, written as backslash sequences.

use std::fmt::Write;

/// What becomes of a plain space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Keep,
    Escape,
}

/// Adds a text to a line so that it takes up neither tab nor line end.
pub(super) fn escape_into(line: &mut String, text: &str, space: Space) {
    for c in text.chars() {
        match c {
            ' ' if space == Space::Escape => line.push_str("\\s"),
            ' ' => line.push(c),
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            '\r' => line.push_str("\\r"),
            _ if c.is_control() || c.is_whitespace() => push_code(line, c),
            _ => line.push(c),
        }
    }
}

/// Adds the backslash sequence of any character.
pub(super) fn push_code(line: &mut String, c: char) {
    write!(line, "\\u{{{:x}}}", u32::from(c)).expect("writing to a string cannot fail");
}

/// The text that was escaped; nothing if a sequence is unknown or cut off.
pub(super) fn unescape(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let kind = after.chars().next()?;
        rest = &after[kind.len_utf8()..];
        plain.push(match kind {
            's' => ' ',
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            '\\' => '\\',
            'u' => {
                let (code, after) = rest.strip_prefix('{')?.split_once('}')?;
                rest = after;
                char::from_u32(u32::from_str_radix(code, 16).ok()?)?
            }
            _ => return None,
        });
    }
    plain.push_str(rest);
    Some(plain)
}
