//! Counts over time as stacked bars.

use plotters::style::text_anchor::HPos;

use super::{
    ALERT, Chart, FIRST, INK, RULE, SECOND, SOFT, THIRD, fill, line, svg, top, width_of, write,
};

const HEIGHT: i32 = 230;
/// Room at the left for numbers, above for the legend, below for days.
const LEFT: i32 = 34;
const ABOVE: i32 = 34;
const BELOW: i32 = 30;

/// One bar: its label and its parts from below, and how many of them call for attention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Bar {
    pub(crate) label: String,
    pub(crate) parts: [u32; 3],
    pub(crate) alerts: u32,
}

impl Bar {
    fn whole(&self) -> u32 {
        self.parts.iter().sum()
    }
}

/// Bars with the names of their three parts, and of what calls for attention.
pub(crate) fn bars(title: String, names: [&str; 4], bars: &[Bar]) -> Chart {
    let columns = ["when"].iter().chain(&names).map(|&name| name.to_owned()).collect();
    let row = |bar: &Bar| {
        let numbers = bar.parts.iter().chain([&bar.alerts]).map(ToString::to_string);
        std::iter::once(bar.label.clone()).chain(numbers).collect()
    };
    let rows = bars.iter().filter(|bar| bar.whole() > 0).map(row).collect();
    Chart::drawn(title, (columns, rows), |width| draw(width, names, bars))
}

fn draw(width: i32, names: [&str; 4], bars: &[Bar]) -> String {
    svg((width, HEIGHT), |sheet| {
        let most = top(bars.iter().map(Bar::whole).max().unwrap_or(1));
        let (floor, high) = (HEIGHT - BELOW, HEIGHT - BELOW - ABOVE);
        let y = |count: u32| floor - (count as i32 * high) / most as i32;
        for count in [0, most / 2, most] {
            if count == 0 || count * 2 == most || count == most {
                line(sheet, (LEFT, y(count)), (width - 2, y(count)), RULE);
                write(sheet, &count.to_string(), (LEFT - 6, y(count)), SOFT, HPos::Right);
            }
        }
        let step = f64::from(width - LEFT - 4) / bars.len().max(1) as f64;
        let x = |at: usize| LEFT + 2 + (step * at as f64) as i32;
        // Few bars stand apart rather than swell.
        let gap = (step * 0.2).max(step - 64.0).max(1.0) as i32;
        for (at, bar) in bars.iter().enumerate() {
            let (from, to) = (x(at) + gap / 2, (x(at + 1) - gap / 2 - 1).max(x(at) + gap / 2 + 2));
            let mut below = 0;
            for (part, colour) in bar.parts.iter().zip([FIRST, SECOND, THIRD]) {
                if *part > 0 {
                    fill(sheet, (from, y(below + part)), (to, y(below)), colour);
                }
                below += part;
            }
            if bar.alerts > 0 {
                write(sheet, "!", (i32::midpoint(from, to), y(below) - 9), ALERT, HPos::Center);
            }
        }
        labels(sheet, bars, width, floor, x);
        legend(sheet, names);
    })
}

/// As many labels below as have room.
fn labels(
    sheet: &super::Sheet<'_>,
    bars: &[Bar],
    width: i32,
    floor: i32,
    x: impl Fn(usize) -> i32,
) {
    let mut free = 0;
    for (at, bar) in bars.iter().enumerate() {
        let (middle, wide) = (i32::midpoint(x(at), x(at + 1)), width_of(&bar.label));
        let from = middle - wide / 2;
        if from >= free && from + wide <= width {
            write(sheet, &bar.label, (middle, floor + 16), INK, HPos::Center);
            free = from + wide + 14;
        }
    }
}

fn legend(sheet: &super::Sheet<'_>, names: [&str; 4]) {
    let mut at = 0;
    for (name, colour) in names.iter().zip([FIRST, SECOND, THIRD]) {
        fill(sheet, (at, 4), (at + 10, 14), colour);
        write(sheet, name, (at + 15, 9), INK, HPos::Left);
        at += 30 + width_of(name);
    }
    write(sheet, "!", (at + 2, 9), ALERT, HPos::Left);
    write(sheet, names[3], (at + 12, 9), INK, HPos::Left);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text_and_signs_are_escaped() {
        let bar = Bar { label: "<2019>".into(), parts: [3, 1, 0], alerts: 1 };
        let chart = bars("Counts".into(), ["held", "planned", "other", "contradicted"], &[bar]);
        assert!(chart.wide.contains("&lt;2019&gt;") && !chart.wide.contains("<2019>"));
        assert_eq!(chart.rows, [["<2019>", "3", "1", "0", "1"]]);
    }
}
