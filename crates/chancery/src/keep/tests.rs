//! The record as a whole, on hand-built nouns.

use super::*;
