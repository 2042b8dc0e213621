//! Widths, wrapping and labelled lines.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns before the text of a labelled line.
const LABEL: usize = 12;

/// Columns that a line takes on a terminal.
pub(crate) fn width_of(text: &str) -> usize {
    text.width()
}

/// Text from a document as it may be printed: control characters (which could steer a terminal)
/// and runs of white space become single spaces.
pub fn plain(text: &str) -> String {
    let clean: String = text.chars().map(|c| if steers(c) { ' ' } else { c }).collect();
    clean.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Control characters, and marks that turn the direction of writing.
fn steers(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The start of a text, cut at `width` columns with an ellipsis.
pub fn shortened(text: &str, width: usize) -> String {
    if width_of(text) <= width {
        return text.to_owned();
    }
    let mut out = String::new();
    for c in text.chars() {
        if width_of(&out) + c.width().unwrap_or(0) >= width {
            break;
        }
        out.push(c);
    }
    format!("{}…", out.trim_end())
}

/// Pads a line to a width.
pub(crate) fn pad(line: &str, width: usize) -> String {
    format!("{line}{}", " ".repeat(width.saturating_sub(width_of(line))))
}

/// Breaks a text into lines of at most `width` columns, at words where it can.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    text.lines().flat_map(|line| wrap_line(line, width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut current = String::new();
    for word in line.split(' ').filter(|word| !word.is_empty()) {
        let gap = usize::from(!current.is_empty());
        if width_of(&current) + gap + width_of(word) <= width {
            if gap > 0 {
                current.push(' ');
            }
            current.push_str(word);
            continue;
        }
        if !current.is_empty() {
            lines.push(std::mem::take(&mut current));
        }
        for c in word.chars() {
            if width_of(&current) + c.width().unwrap_or(0) > width {
                lines.push(std::mem::take(&mut current));
            }
            current.push(c);
        }
    }
    lines.push(current);
    lines
}

/// Adds a labelled text, wrapped with a hanging indent; nothing where the text is empty.
pub(crate) fn labelled(out: &mut String, label: &str, text: &str, width: usize) {
    if text.is_empty() {
        return;
    }
    let lines = wrap(text, width.saturating_sub(LABEL).max(20));
    for (number, line) in lines.iter().enumerate() {
        let label = if number == 0 { label } else { "" };
        out.push_str(&pad(label, LABEL.max(width_of(label) + 1)));
        out.push_str(line);
        out.push('\n');
    }
}

/// Adds a heading with an empty line before it.
pub(crate) fn heading(out: &mut String, text: &str) {
    out.push('\n');
    out.push_str(text);
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_wrap_and_long_ones_break() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("東京大阪", 5), ["東京", "大阪"]);
    }

    #[test]
    fn texts_cannot_steer_the_terminal() {
        assert_eq!(plain("a\u{1b}[31mb\n\tc\u{202e}d"), "a [31mb c d");
    }

    #[test]
    fn labels_hang() {
        let mut out = String::new();
        labelled(&mut out, "who", "Ana Lund, president of a country", 34);
        assert_eq!(out, "who         Ana Lund, president of\n            a country\n");
    }
}
