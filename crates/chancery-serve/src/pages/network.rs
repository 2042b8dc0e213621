//! Which states met which, as a ring and as a table.

#![allow(clippy::cast_sign_loss, reason = "signs that have room are few, and never less than none")]

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use chancery::keep::Pair;
use chancery::show::shortened;

use super::parts::Frame;
use super::{Answer, page};
use crate::App;

/// How many pairs are looked at.
const PAIRS: usize = 80;

/// How large the ring is drawn.
#[derive(Debug, Clone, Copy)]
struct Size {
    /// How many states stand in it.
    states: usize,
    width: f64,
    height: f64,
    radius: f64,
    letters: f64,
}

const WIDE: Size = Size { states: 22, width: 960.0, height: 600.0, radius: 215.0, letters: 15.0 };
const NARROW: Size = Size { states: 10, width: 480.0, height: 430.0, radius: 125.0, letters: 17.0 };

/// A ring with its lines.
struct Ring {
    class: &'static str,
    width: f64,
    height: f64,
    nodes: Vec<Node>,
    ties: Vec<Tie>,
}

/// A state on the ring.
struct Node {
    href: String,
    name: String,
    x: f64,
    y: f64,
    radius: f64,
    label_x: f64,
    label_y: f64,
    anchor: &'static str,
}

/// A line between two states.
struct Tie {
    path: String,
    width: f64,
    title: String,
}

/// A pair in the table.
struct Line {
    href: String,
    one: String,
    other: String,
    encounters: u32,
}

#[derive(Template)]
#[template(path = "network.html")]
struct Page {
    frame: Frame,
    rings: [Ring; 2],
    lines: Vec<Line>,
}

pub(super) async fn network(State(app): State<App>) -> Answer {
    let known = app.clone();
    let pairs: Arc<Vec<Pair>> = app
        .ask(move |record| known.worked_out(record, "pairs", || Ok(record.pairs_met(PAIRS)?)))
        .await?;
    let rings = [drawn(&app, &pairs, "wide", WIDE), drawn(&app, &pairs, "narrow", NARROW)];
    let line = |pair: &Pair| Line {
        href: format!("/dossier/{}/{}", pair.one, pair.other),
        one: app.state_name(&pair.one),
        other: app.state_name(&pair.other),
        encounters: pair.encounters,
    };
    let lines = pairs.iter().map(line).collect();
    page(&Page { frame: Frame::of("network"), rings, lines })
}

fn drawn(app: &App, pairs: &[Pair], class: &'static str, size: Size) -> Ring {
    let weights = ring(pairs, size.states);
    let nodes = nodes(app, &weights, size);
    let at: BTreeMap<&str, &Node> =
        weights.iter().map(|(code, _)| code.as_str()).zip(&nodes).collect();
    let most = pairs.first().map_or(1, |pair| pair.encounters);
    let ties = pairs.iter().filter_map(|pair| tie(app, pair, &at, (most, size))).collect();
    Ring { class, width: size.width, height: size.height, ties, nodes }
}

/// The states of the ring with their weight: neighbours on it met each other often.
fn ring(pairs: &[Pair], states: usize) -> Vec<(String, u32)> {
    let mut weights: BTreeMap<&str, u32> = BTreeMap::new();
    for pair in pairs {
        *weights.entry(&pair.one).or_default() += pair.encounters;
        *weights.entry(&pair.other).or_default() += pair.encounters;
    }
    let mut heaviest: Vec<(&str, u32)> = weights.into_iter().collect();
    heaviest.sort_by_key(|(code, weight)| (std::cmp::Reverse(*weight), *code));
    heaviest.truncate(states);
    let mut placed: Vec<(String, u32)> = Vec::new();
    let mut left = heaviest;
    while !left.is_empty() {
        let last = placed.last().map(|(code, _)| code.clone());
        let met = |code: &str| {
            let is = |pair: &&Pair| {
                last.as_deref().is_some_and(|last| {
                    (pair.one == last && pair.other == code)
                        || (pair.other == last && pair.one == code)
                })
            };
            pairs.iter().find(is).map_or(0, |pair| pair.encounters)
        };
        let next = (0..left.len()).max_by_key(|&at| (met(left[at].0), std::cmp::Reverse(at)));
        let Some(next) = next else { break };
        let (code, weight) = left.remove(next);
        placed.push((code.to_owned(), weight));
    }
    placed
}

fn nodes(app: &App, weights: &[(String, u32)], size: Size) -> Vec<Node> {
    let most = weights.iter().map(|(_, weight)| *weight).max().unwrap_or(1);
    let count = weights.len().max(1) as f64;
    let (middle, level) = (size.width / 2.0, size.height / 2.0);
    let node = |(at, (code, weight)): (usize, &(String, u32))| {
        let angle = std::f64::consts::TAU * at as f64 / count - std::f64::consts::FRAC_PI_2;
        let (cos, sin) = (angle.cos(), angle.sin());
        let radius = 4.0 + 9.0 * (f64::from(*weight) / f64::from(most)).sqrt();
        let label = size.radius + radius + 8.0;
        let x = middle + label * cos;
        let anchor = match cos {
            cos if cos > 0.12 => "start",
            cos if cos < -0.12 => "end",
            _ => "middle",
        };
        let room = if anchor == "middle" { middle } else { middle - (x - middle).abs() };
        Node {
            href: format!("/actor/state:{code}"),
            name: shortened(&app.state_name(code), (room / size.letters / 0.58) as usize),
            x: middle + size.radius * cos,
            y: level + size.radius * sin,
            radius,
            label_x: x,
            // At the poles of the ring a name stands below, or above, those beside it.
            label_y: level + (label + 24.0 * sin.abs().powi(12)) * sin + size.letters * 0.33,
            anchor,
        }
    };
    weights.iter().enumerate().map(node).collect()
}

fn tie(
    app: &App,
    pair: &Pair,
    at: &BTreeMap<&str, &Node>,
    (most, size): (u32, Size),
) -> Option<Tie> {
    let (one, other) = (at.get(pair.one.as_str())?, at.get(pair.other.as_str())?);
    let bend = |a: f64, b: f64, middle: f64| middle + (f64::midpoint(a, b) - middle) * 0.35;
    let x = bend(one.x, other.x, size.width / 2.0);
    let y = bend(one.y, other.y, size.height / 2.0);
    let noun = if pair.encounters == 1 { "encounter" } else { "encounters" };
    let (first, second) = (app.state_name(&pair.one), app.state_name(&pair.other));
    Some(Tie {
        path: format!("M{:.1} {:.1}Q{x:.1} {y:.1} {:.1} {:.1}", one.x, one.y, other.x, other.y),
        width: 1.0 + 7.0 * f64::from(pair.encounters) / f64::from(most.max(1)),
        title: format!("{first} and {second}: {} {noun}", pair.encounters),
    })
}
