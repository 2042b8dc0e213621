//! Statements: who said what.

pub mod attribution;
