//! Titles that stand beside a name and are not its bearer's.
//!
//! The whole name of somebody who was at the top of a state the text speaks of, on the day spoken
//! of, tells more than a title of another state beside it: "at the dinner for the Peruvian
//! President, X" leaves X who he is. In a text that says nothing of X's state, X is a namesake.

use super::fold::same_part;
use super::knowledge::Known;
use super::names::Name;
use super::people::Setting;
use super::titles::Title;
use super::weigh::{is_exact, is_near, is_senior};

/// Takes from names the titles of other states that their bearers cannot have; a title left over
/// stands for its own holder.
pub(crate) fn release(names: &mut [Name], setting: &Setting<'_>) {
    let bearers: Vec<Option<&Known>> =
        (0..names.len()).map(|n| bearer(names, n, setting)).collect();
    for (name, known) in names.iter_mut().zip(bearers) {
        let Some(known) = known else { continue };
        name.titles.retain(|&t| !is_of_another(&setting.titles[t], known, setting));
    }
}

/// Whom a name must mean by itself: somebody then at the top, known by this whole name, or by a
/// part of a whole name of the same text.
fn bearer<'k>(names: &[Name], n: usize, setting: &Setting<'k>) -> Option<&'k Known> {
    let name = &names[n];
    if let [part] = name.parts.as_slice() {
        let mut whole = names.iter().filter(|other| {
            other.parts.len() > 1 && other.parts.iter().any(|p| same_part(p, part))
        });
        let first = whole.next()?;
        let one = whole.all(|other| other.parts == first.parts);
        return one.then(|| at_the_top(first, setting)).flatten();
    }
    at_the_top(name, setting)
}

/// The only one of a whole name who was then at the top of a state the text speaks of.
fn at_the_top<'k>(name: &Name, setting: &Setting<'k>) -> Option<&'k Known> {
    let named = setting.knowledge.persons_named(&name.parts);
    let mut fitting = named.into_iter().filter(|known| {
        let actor = &known.actor;
        let home = setting.home.is_some() && setting.home == actor.country.as_deref();
        is_exact(actor, name) && is_senior(setting, actor) && (home || is_near(setting, actor))
    });
    let only = fitting.next()?;
    fitting.next().is_none().then_some(only)
}

/// Whether a title is of a state that was never somebody's.
fn is_of_another(title: &Title, known: &Known, setting: &Setting<'_>) -> bool {
    let state = title.country(setting.knowledge);
    state.is_some_and(|state| !known.is_of(&state))
}
