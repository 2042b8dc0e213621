//! What goes into a brief of two pages, and what is left out.

use crate::briefs::comparison::counted;

/// What was chosen, and how many were not.
pub(super) struct Chosen<T> {
    pub(super) items: Vec<T>,
    pub(super) left: usize,
}

/// The weightiest, in the order given. Of equal weight the later ones are taken: what is recent
/// matters more.
pub(super) fn chosen<T>(items: Vec<(usize, T)>, room: usize, all: bool) -> Chosen<T> {
    let mut ranked: Vec<usize> = (0..items.len()).collect();
    ranked.sort_by_key(|&at| std::cmp::Reverse((items[at].0, at)));
    let take = if all { items.len() } else { room };
    let mut kept: Vec<usize> = ranked.into_iter().take(take).collect();
    kept.sort_unstable();
    let left = items.len() - kept.len();
    let mut items: Vec<Option<T>> = items.into_iter().map(|(_, item)| Some(item)).collect();
    Chosen { items: kept.into_iter().filter_map(|at| items[at].take()).collect(), left }
}

/// The weightiest, in order of weight, the later of equals first.
pub(super) fn heaviest<T>(mut items: Vec<(usize, T)>, room: usize, all: bool) -> Chosen<T> {
    items.reverse();
    items.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    let left = if all { 0 } else { items.len().saturating_sub(room) };
    let keep = items.len() - left;
    Chosen { items: items.into_iter().take(keep).map(|(_, item)| item).collect(), left }
}

/// `3 more encounters of less weight are left out; --all shows them`.
pub(super) fn left_out(left: usize, noun: &str) -> Option<String> {
    let them = if left == 1 { "it" } else { "them" };
    let more = counted(left, &format!("more {noun}"));
    let are = if left == 1 { "is" } else { "are" };
    (left > 0).then(|| format!("{more} of less weight {are} left out; --all shows {them}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weightiest_stay_in_their_order() {
        let items = vec![(1, 'a'), (5, 'b'), (1, 'c'), (3, 'd')];
        let found = chosen(items.clone(), 3, false);
        assert_eq!((found.items, found.left), (vec!['b', 'c', 'd'], 1));
        assert_eq!(chosen(items.clone(), 1, true).items.len(), 4);
        assert_eq!(heaviest(items, 3, false).items, ['b', 'd', 'c']);
    }

    #[test]
    fn what_is_left_out_is_said() {
        assert_eq!(left_out(0, "encounter"), None);
        let one = "1 more encounter of less weight is left out; --all shows it";
        assert_eq!(left_out(1, "encounter").as_deref(), Some(one));
    }
}
