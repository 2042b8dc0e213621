//! What keeps a word of the codebook from telling that something is said: `codebook/limits.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chancery_engine::{EntityKind, Pos};

use super::codebook::{Word, bullets, section, table};
use super::tree::Tree;

/// The tables of the page.
pub(crate) struct Limits {
    refused: BTreeMap<String, BTreeSet<String>>,
    needed: BTreeMap<(String, String), BTreeSet<String>>,
    /// Words after ", not" with which nothing is corrected.
    pub(crate) no_contrast: BTreeSet<String>,
    /// Nouns under "no" that deny nothing.
    pub(crate) idle: BTreeSet<String>,
    pub(crate) idle_verbs: BTreeSet<String>,
    pub(crate) idle_adverbs: BTreeSet<String>,
    /// Verbs of sending and signing.
    pub(crate) talk: BTreeSet<String>,
    /// Texts that are sent.
    pub(crate) correspondence: BTreeSet<String>,
}

static LIMITS: LazyLock<Limits> = LazyLock::new(|| {
    let page = include_str!("../../../../codebook/limits.md");
    let words = |heading| bullets(section(page, heading)).collect();
    let cells = |cell: &str| cell.split(", ").map(str::to_owned).collect();
    let refused = table(section(page, "Refused"));
    let needed = table(section(page, "Needed"));
    Limits {
        refused: refused.into_iter().map(|row| (row[0].clone(), cells(&row[1]))).collect(),
        needed: needed
            .into_iter()
            .map(|row| ((row[0].clone(), row[1].clone()), cells(&row[2])))
            .collect(),
        no_contrast: words("No contrast"),
        idle: words("Idle"),
        idle_verbs: words("Idle verbs"),
        idle_adverbs: words("Idle adverbs"),
        talk: words("Talk"),
        correspondence: words("Correspondence"),
    }
});

impl Limits {
    pub(crate) fn get() -> &'static Self {
        &LIMITS
    }

    /// Whether a cue does not do its act to an object of this head.
    pub(crate) fn refuses(&self, tree: Tree<'_>, word: &Word, head: u32) -> bool {
        let key = (word.words.join(" "), format!("{:?}", word.act).to_lowercase());
        let lemma = tree.lemma(head);
        if self.needed.get(&key).is_some_and(|heads| !heads.contains(&lemma)) {
            return true;
        }
        let Some(heads) = self.refused.get(&word.words[0]) else { return false };
        let person = tree.doc.entity_at(head).is_some_and(|e| e.kind == EntityKind::Person);
        let pronoun = tree.pos(head) == Pos::Pron;
        heads.contains(&lemma)
            || person && heads.contains("a person")
            || pronoun && heads.contains("a pronoun")
    }
}
