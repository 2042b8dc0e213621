//! The tokeniser's data file, `tokenizer.json`.

use serde::Deserialize;

/// The whole file.
#[derive(Debug, Deserialize)]
pub(super) struct TokenizerData {
    pub(super) sets: Vec<Vec<(u32, u32)>>,
    pub(super) prefixes: Vec<RuleData>,
    pub(super) suffixes: Vec<RuleData>,
    pub(super) infixes: Vec<RuleData>,
    pub(super) url: UrlData,
    pub(super) special_cases: Vec<(String, Vec<SpecialPiece>)>,
    pub(super) base_norms: Vec<(String, String)>,
}

/// A word of a special case, and its norm if it is not the word's usual one.
pub(super) type SpecialPiece = (String, Option<String>);

/// One affix rule. Exactly one of `literals`, `set` and `dots` is given; numbers name sets.
#[derive(Debug, Deserialize)]
pub(super) struct RuleData {
    #[serde(default)]
    pub(super) behind: Vec<usize>,
    pub(super) ahead: Option<usize>,
    #[serde(default)]
    pub(super) ahead_absent: bool,
    pub(super) literals: Option<Vec<String>>,
    pub(super) set: Option<usize>,
    #[serde(default)]
    pub(super) dots: bool,
}

/// The URL pattern over bytes, and the byte that stands for each character beyond ASCII, as the
/// first characters of runs.
#[derive(Debug, Deserialize)]
pub(super) struct UrlData {
    pub(super) pattern: String,
    pub(super) classes: Vec<(u32, u8)>,
}
