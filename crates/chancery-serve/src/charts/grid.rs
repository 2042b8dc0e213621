//! What comes up when, as dots in rows: the larger the more often.

use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

use super::{Chart, FIRST, INK, RULE, SOFT, cut, line, svg, width_of, write};

/// Height of a row.
const ROW: i32 = 28;
/// Room below for days.
const BELOW: i32 = 26;

/// A row: what, and how often in each stretch of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct GridRow {
    pub(crate) label: String,
    pub(crate) counts: Vec<u32>,
}

/// Rows over stretches of time with these labels.
pub(crate) fn grid(title: String, times: &[String], rows: &[GridRow]) -> Chart {
    let columns = ["subject", "when", "how often"].map(str::to_owned).to_vec();
    let told = rows.iter().flat_map(|row| {
        let some = row.counts.iter().zip(times).filter(|(count, _)| **count > 0);
        some.map(|(count, time)| vec![row.label.clone(), time.clone(), count.to_string()])
    });
    let told = told.collect();
    Chart::drawn(title, (columns, told), |width| draw(width, times, rows))
}

fn draw(width: i32, times: &[String], rows: &[GridRow]) -> String {
    let left = if width > 600 { 250 } else { 120 };
    let height = ROW * rows.len() as i32 + BELOW;
    let most = rows.iter().flat_map(|row| &row.counts).max().copied().unwrap_or(1).max(1);
    svg((width, height), |sheet| {
        let step = f64::from(width - left - 8) / times.len().max(1) as f64;
        let x = |at: usize| left + (step * (at as f64 + 0.5)) as i32;
        let largest = (step * 0.48).clamp(3.0, 11.0);
        for (at, row) in rows.iter().enumerate() {
            let y = ROW * at as i32 + ROW / 2;
            line(sheet, (left, y), (width - 8, y), RULE);
            write(sheet, &cut(&row.label, left - 10), (0, y), INK, HPos::Left);
            for (time, count) in row.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
                let size = largest * (f64::from(*count) / f64::from(most)).sqrt();
                let dot = Circle::new((x(time), y), size.max(2.5) as i32, FIRST.filled());
                let _ = sheet.draw(&dot);
            }
        }
        let mut free = left;
        for (at, time) in times.iter().enumerate() {
            let (middle, wide) = (x(at), width_of(time));
            if middle - wide / 2 >= free && middle + wide / 2 <= width {
                write(sheet, time, (middle, height - 10), SOFT, HPos::Center);
                free = middle + wide / 2 + 14;
            }
        }
    })
}
