//! Resolving: from the words of a text to the times and places they mean.

pub mod dateline;
pub mod places;
pub mod times;
