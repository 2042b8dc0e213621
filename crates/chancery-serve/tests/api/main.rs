//! The interface for programs, over a record of texts of our own in each database.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

#[path = "../record/mod.rs"]
mod record;

mod answers;
mod asked;
mod client;
mod hostile;
mod lists;
mod posting;
