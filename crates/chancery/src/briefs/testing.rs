//! Small nouns for tests.
