//! Puts items back into the order of the input.

use std::collections::BTreeMap;

use super::Item;

/// Holds items back until all before them have come.
#[derive(Default)]
pub(super) struct Order {
    next: u64,
    waiting: BTreeMap<u64, Item>,
}

impl Order {
    /// Takes an item in.
    pub(super) fn put(&mut self, item: Item) {
        self.waiting.insert(item.number, item);
    }

    /// The next item in order, if it has come.
    pub(super) fn next(&mut self) -> Option<Item> {
        let item = self.waiting.remove(&self.next)?;
        self.next += 1;
        Some(item)
    }
}
