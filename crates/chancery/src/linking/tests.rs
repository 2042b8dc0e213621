//! Tests of linking on texts of our own.
