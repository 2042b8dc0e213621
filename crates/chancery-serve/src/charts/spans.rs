//! Times something lasted, one below the other.

use plotters::style::text_anchor::HPos;

use super::{Chart, FIRST, INK, RULE, SOFT, cut, fill, line, svg, width_of, write};

/// Height of a row: its label above its bar.
const ROW: i32 = 36;
/// Room below for years.
const BELOW: i32 = 24;
/// The most rows that are drawn.
const ROWS: usize = 24;

/// Something that lasted, in years with their fractions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Span {
    pub(crate) label: String,
    pub(crate) from: f64,
    /// None where it lasts.
    pub(crate) to: Option<f64>,
}

/// Times one below the other, the earliest first.
pub(crate) fn spans(all: &[Span]) -> Chart {
    let mut all = all.to_vec();
    all.sort_by(|a, b| a.from.total_cmp(&b.from).then_with(|| a.label.cmp(&b.label)));
    let hidden = all.len().saturating_sub(ROWS);
    let all = all.split_off(hidden);
    let year = |at: f64| format!("{:.0}", at.floor());
    let row = |span: &Span| {
        vec![span.label.clone(), year(span.from), span.to.map_or_else(String::new, year)]
    };
    let columns = ["office", "from", "until"].map(str::to_owned).to_vec();
    let rows = all.iter().map(row).collect();
    Chart::drawn("Offices over time".to_owned(), (columns, rows), |width| draw(width, &all))
}

fn draw(width: i32, all: &[Span]) -> String {
    let height = ROW * all.len() as i32 + BELOW;
    let first = all.iter().map(|span| span.from).fold(f64::MAX, f64::min).floor();
    let ends = all.iter().map(|span| span.to.unwrap_or(span.from + 1.0));
    let last = ends.fold(first + 1.0, f64::max).ceil();
    svg((width, height), |sheet| {
        let x = |year: f64| 2 + (f64::from(width - 8) * (year - first) / (last - first)) as i32;
        let mut free = 0;
        for year in first as i32..=last as i32 {
            let (at, wide) = (x(f64::from(year)), width_of("2000"));
            if at - wide / 2 >= free && at + wide / 2 <= width {
                line(sheet, (at, 0), (at, height - BELOW), RULE);
                write(sheet, &year.to_string(), (at, height - 10), SOFT, HPos::Center);
                free = at + wide + 12;
            }
        }
        for (at, span) in all.iter().enumerate() {
            let y = ROW * at as i32;
            let (from, to) = (x(span.from), span.to.map_or(width - 6, x));
            fill(sheet, (from, y + 20), (to.max(from + 3), y + 30), FIRST);
            let label = cut(&span.label, width - 6);
            let start = from.min(width - 6 - width_of(&label)).max(0);
            write(sheet, &label, (start, y + 10), INK, HPos::Left);
        }
    })
}
