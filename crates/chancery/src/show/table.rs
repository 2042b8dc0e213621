//! Tables drawn with light lines, fitted to a width.

use super::layout::{pad, width_of, wrap};

/// No column is made narrower than this while others can give.
const NARROWEST: usize = 8;

/// Draws a table at most `width` columns wide where that is possible at all. Cells wrap at words;
/// a line end in a cell is kept. Between rows a line is drawn as soon as any row takes several.
pub fn table(heads: &[&str], rows: &[Vec<String>], width: usize) -> String {
    let widths = fitted(heads, rows, width);
    let wrapped: Vec<Vec<Vec<String>>> = rows
        .iter()
        .map(|row| row.iter().zip(&widths).map(|(cell, &w)| wrap(cell, w)).collect())
        .collect();
    let tall = wrapped.iter().any(|row| row.iter().any(|cell| cell.len() > 1));
    let mut out = rule('┌', '┬', '┐', &widths);
    let head: Vec<Vec<String>> =
        heads.iter().zip(&widths).map(|(cell, &width)| wrap(cell, width)).collect();
    draw(&mut out, &head, &widths);
    out.push_str(&rule('├', '┼', '┤', &widths));
    for (number, row) in wrapped.iter().enumerate() {
        if tall && number > 0 {
            out.push_str(&rule('├', '┼', '┤', &widths));
        }
        draw(&mut out, row, &widths);
    }
    out.push_str(&rule('└', '┴', '┘', &widths));
    out
}

/// The width of each column: what its cells want, less what the widest must give.
fn fitted(heads: &[&str], rows: &[Vec<String>], width: usize) -> Vec<usize> {
    let widest_line = |cell: &str| cell.lines().map(width_of).max().unwrap_or(0);
    let mut widths: Vec<usize> = (0..heads.len())
        .map(|column| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| widest_line(cell));
            cells.max().unwrap_or(0).max(width_of(heads[column])).max(1)
        })
        .collect();
    let room = width.saturating_sub(3 * heads.len() + 1);
    while widths.iter().sum::<usize>() > room {
        let Some(widest) = widths.iter_mut().max().filter(|w| **w > NARROWEST) else {
            break;
        };
        *widest -= 1;
    }
    widths
}

fn rule(left: char, middle: char, right: char, widths: &[usize]) -> String {
    let dashes: Vec<String> = widths.iter().map(|width| "─".repeat(width + 2)).collect();
    format!("{left}{}{right}\n", dashes.join(&middle.to_string()))
}

fn draw(out: &mut String, row: &[Vec<String>], widths: &[usize]) {
    let height = row.iter().map(Vec::len).max().unwrap_or(1).max(1);
    for line in 0..height {
        for (cell, &width) in row.iter().zip(widths) {
            let words = cell.get(line).map_or("", String::as_str);
            out.push_str("│ ");
            out.push_str(&pad(words, width));
            out.push(' ');
        }
        out.push_str("│\n");
    }
}

#[cfg(test)]
mod tests {
    use super::table;
    use crate::show::layout::width_of;

    #[test]
    fn columns_fit_the_width() {
        let rows = vec![
            vec!["13 Dec 2022".to_owned(), "one two three four five six seven".to_owned()],
            vec![
                "2022".to_owned(),
                "習近平 meets 安倍晋三 in 北京 for a very long talk".to_owned(),
            ],
        ];
        let drawn = table(&["when", "what"], &rows, 40);
        assert!(drawn.lines().all(|line| width_of(line) == 40), "{drawn}");
        assert_eq!(drawn.lines().count(), 10, "{drawn}");
    }

    #[test]
    fn a_short_table_is_no_wider_than_it_must_be() {
        let drawn = table(&["a", "b"], &[vec!["x".to_owned(), "yy".to_owned()]], 80);
        assert_eq!(drawn, "┌───┬────┐\n│ a │ b  │\n├───┼────┤\n│ x │ yy │\n└───┴────┘\n");
    }
}
