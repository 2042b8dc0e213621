//! The earth as a flat picture: Natural Earth's land in Robinson's projection.

#![allow(clippy::cast_sign_loss, reason = "pixels and rows of a drawing are small numbers")]

use std::fmt::Write;
use std::sync::LazyLock;

/// Corners of the land, a ring a line, in tenths of a degree.
const LAND: &str = include_str!("../assets/earth/land.tsv");
/// Width of the picture; its height follows.
pub(crate) const WIDTH: f64 = 960.0;
/// Height of the picture, from the pole to 60 degrees south.
pub(crate) const HEIGHT: f64 = 424.0;
/// Below this the picture ends: nobody meets there.
const SOUTH: f64 = -60.0;

/// Robinson's table: for every five degrees of latitude the length of the parallel and its
/// distance from the equator.
const ROBINSON: [(f64, f64); 19] = [
    (1.0, 0.0),
    (0.9986, 0.062),
    (0.9954, 0.124),
    (0.99, 0.186),
    (0.9822, 0.248),
    (0.973, 0.31),
    (0.96, 0.372),
    (0.9427, 0.434),
    (0.9216, 0.4958),
    (0.8962, 0.5571),
    (0.8679, 0.6176),
    (0.835, 0.6769),
    (0.7986, 0.7346),
    (0.7597, 0.7903),
    (0.7186, 0.8435),
    (0.6732, 0.8936),
    (0.6213, 0.9394),
    (0.5722, 0.9761),
    (0.5322, 1.0),
];

/// Where a point of the earth lies on the picture.
pub(crate) fn projected(latitude: f64, longitude: f64) -> (f64, f64) {
    let high = latitude.abs().min(90.0) / 5.0;
    let row = (high.floor() as usize).min(ROBINSON.len() - 2);
    let part = high - row as f64;
    let ((x0, y0), (x1, y1)) = (ROBINSON[row], ROBINSON[row + 1]);
    let (length, distance) = (x0 + (x1 - x0) * part, y0 + (y1 - y0) * part);
    // Robinson's sphere is 0.8487 by half a turn wide, and 1.3523 from equator to pole.
    let radius = WIDTH / (2.0 * 0.8487 * std::f64::consts::PI);
    let x = WIDTH / 2.0 + radius * 0.8487 * length * longitude.to_radians();
    let y = radius * 1.3523 * (1.0 - distance * latitude.signum());
    (x, y)
}

/// The land as the data of an SVG path.
pub(crate) fn land() -> &'static str {
    static PATH: LazyLock<String> = LazyLock::new(|| LAND.lines().map(ring).collect());
    &PATH
}

fn ring(line: &str) -> String {
    let corner = |pair: &str| -> Option<(f64, f64)> {
        let (longitude, latitude) = pair.split_once(' ')?;
        Some((longitude.parse::<f64>().ok()? / 10.0, latitude.parse::<f64>().ok()? / 10.0))
    };
    let corners: Vec<(f64, f64)> = line.split('\t').filter_map(corner).collect();
    if corners.iter().all(|(_, latitude)| *latitude < SOUTH) {
        return String::new();
    }
    let mut path = String::new();
    let mut before: Option<f64> = None;
    for (longitude, latitude) in corners {
        let (x, y) = projected(latitude.max(SOUTH), longitude);
        // Over the edge of the picture no line is drawn.
        let goes_on = before.is_some_and(|before| (longitude - before).abs() < 180.0);
        let _ = write!(path, "{}{x:.1} {y:.1}", if goes_on { 'L' } else { 'M' });
        before = Some(longitude);
    }
    path.push('Z');
    path
}

/// A place to mark.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Spot {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) radius: f64,
    pub(crate) name: String,
    /// Where its name stands, where there is room for it.
    pub(crate) label: Option<(f64, f64, &'static str)>,
}

/// Gives as many spots a label as have room for one, the first before the later.
pub(crate) fn label(spots: &mut [Spot], letters: f64) {
    let mut taken: Vec<[f64; 4]> = Vec::new();
    for at in 0..spots.len() {
        let spot = &spots[at];
        let wide = spot.name.chars().count() as f64 * letters * 0.56;
        let (right, left) = (spot.x + spot.radius + 3.0, spot.x - spot.radius - 3.0);
        let tries = [(right, "start", right), (left, "end", left - wide)];
        let free = tries.into_iter().find(|(_, _, from)| {
            let own = [*from, spot.y - letters * 0.6, from + wide, spot.y + letters * 0.6];
            let inside = own[0] >= 0.0 && own[2] <= WIDTH && own[1] >= 0.0 && own[3] <= HEIGHT;
            let dots = spots.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, it)| {
                [it.x - it.radius, it.y - it.radius, it.x + it.radius, it.y + it.radius]
            });
            inside && !taken.iter().any(|other| overlap(&own, other))
                // A name over a small dot can be read; over a large one it cannot.
                && !dots.filter(|dot| dot[2] - dot[0] > 8.0).any(|dot| overlap(&own, &dot))
        });
        if let Some((x, anchor, from)) = free {
            let y = spot.y;
            taken.push([from, y - letters * 0.6, from + wide, y + letters * 0.6]);
            spots[at].label = Some((x, y + letters * 0.33, anchor));
        }
    }
}

fn overlap(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_lie_where_they_should() {
        let (x, y) = projected(0.0, 0.0);
        assert!((x - 480.0).abs() < 0.1 && (y - 243.5).abs() < 0.5, "{x} {y}");
        let (east, _) = projected(0.0, 180.0);
        assert!((east - WIDTH).abs() < 0.1);
        assert!(projected(60.0, 10.0).1 < projected(50.0, 10.0).1);
        assert!(projected(-60.0, 0.0).1 < HEIGHT);
    }

    #[test]
    fn the_land_is_a_path() {
        assert!(land().starts_with('M') && land().ends_with('Z'));
        assert!(land().len() > 20_000);
    }

    #[test]
    fn labels_leave_each_other_room() {
        let spot = |x: f64| Spot { x, y: 100.0, radius: 3.0, name: "Oslo".into(), label: None };
        let mut spots = [spot(100.0), spot(104.0), spot(300.0)];
        label(&mut spots, 12.0);
        assert!(spots[0].label.is_some() && spots[2].label.is_some());
        assert!(spots[1].label.is_none_or(|(_, _, anchor)| anchor == "end"));
    }
}
