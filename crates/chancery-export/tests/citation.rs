//! The citation of the program is that of its version.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

#[test]
fn the_citation_names_this_version() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../CITATION.cff");
    let text = std::fs::read_to_string(path).unwrap();
    let version = text.lines().find_map(|line| line.strip_prefix("version: "));
    assert_eq!(version, Some(env!("CARGO_PKG_VERSION")));
    for licence in "MIT OR Apache-2.0".split(" OR ") {
        assert!(text.lines().any(|line| line.trim_start_matches([' ', '-']) == licence));
    }
}
