//! On what occasion, in what language, and when something was said.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use chancery_engine::{Dep, Pos};

use super::codebook::{Codebook, bullets, section};
use super::text::Text;
use crate::nouns::{Basis, Evidence, Precision, Published, TimeMention, When};

/// The tables of `codebook/occasions.md`.
#[derive(Debug)]
pub(crate) struct Occasions {
    nouns: BTreeSet<String>,
    documents: BTreeSet<String>,
    findings: BTreeSet<String>,
    prepositions: BTreeSet<String>,
    translated: BTreeSet<String>,
    languages: BTreeSet<String>,
    hearsay: BTreeSet<String>,
}

static OCCASIONS: LazyLock<Occasions> = LazyLock::new(|| {
    let page = include_str!("../../../../codebook/occasions.md");
    let words = |heading| bullets(section(page, heading)).collect();
    Occasions {
        nouns: words("Occasions"),
        documents: words("Documents"),
        findings: words("Findings"),
        prepositions: words("Prepositions"),
        translated: words("Translated"),
        languages: words("Languages"),
        hearsay: words("Hearsay"),
    }
});

impl Occasions {
    pub(crate) fn get() -> &'static Self {
        &OCCASIONS
    }

    /// Whether a noun is for an occasion, and for no body that could be spoken to.
    pub(crate) fn is_gathering(&self, lemma: &str) -> bool {
        self.nouns.contains(lemma) && !Codebook::get().may_speak(lemma)
    }

    /// Whether an adverb tells that nobody is named for it.
    pub(crate) fn is_hearsay(&self, adverb: &str) -> bool {
        self.hearsay.contains(adverb)
    }

    /// Whether a noun is for a text or a body of figures whose maker speaks by it.
    pub(crate) fn has_maker(&self, lemma: &str) -> bool {
        self.is_document(lemma) || self.findings.contains(lemma)
    }

    /// Whether a noun is for a text that speaks for its issuer.
    pub(crate) fn is_document(&self, lemma: &str) -> bool {
        self.documents.contains(lemma)
    }
}

/// Tokens of the sentences a statement's cue and source stand in, what is said left out.
pub(crate) fn outside(text: &Text<'_>, anchors: &[Range<u32>], content: &[Range<u32>]) -> Vec<u32> {
    let doc = text.tree.doc;
    let mut sentences: Vec<usize> = anchors
        .iter()
        .flat_map(|r| [doc.sentence_of(r.start), doc.sentence_of(r.end - 1)])
        .collect();
    sentences.sort_unstable();
    sentences.dedup();
    let tokens = sentences.into_iter().flat_map(|s| doc.sentences[s].clone());
    tokens.filter(|t| !content.iter().any(|c| c.contains(t))).collect()
}

/// The occasion told near a cue: "at a joint press conference", "in a post on social media".
pub(crate) fn occasion(text: &Text<'_>, near: &[u32], cue: u32) -> Option<Evidence> {
    let tree = text.tree;
    let book = Occasions::get();
    let noun = |t: &u32| {
        let two = t.checked_sub(1).map(|b| format!("{} {}", tree.lower(b), tree.lemma(*t)));
        let fits = matches!(tree.pos(*t), Pos::Noun | Pos::Propn) && tree.dep(*t) != Dep::Compound;
        fits && (book.nouns.contains(&tree.lemma(*t))
            || two.is_some_and(|w| book.nouns.contains(&w)))
    };
    let placed = |t: &u32| {
        let over = tree.head(*t);
        let word = tree.lower(over);
        // "After the letter" is not in it.
        let elsewhere = matches!(word.as_str(), "after" | "before" | "following")
            && book.is_document(&tree.lemma(*t));
        let brought = tree.dep(*t) == Dep::Pobj && book.prepositions.contains(&word) && !elsewhere;
        let cited = tree.dep(*t) == Dep::Pobj && tree.lower(tree.head(over)) == "according";
        let speaks = tree.dep(*t) == Dep::Nsubj && book.is_document(&tree.lemma(*t));
        brought || cited || speaks || is_spoken_at(text, *t)
    };
    let found = near.iter().copied().filter(noun).filter(placed);
    // "In a post on social media": the whole of it, from its outermost noun.
    let best = found.min_by_key(|&t| (depth(text, t), t.abs_diff(cue)))?;
    Some(text.evidence(span(text, best, near)))
}

/// "Addressing the assembly", "told a press conference".
fn is_spoken_at(text: &Text<'_>, token: u32) -> bool {
    let over = text.tree.head(token);
    let told = matches!(text.tree.lemma(over).as_str(), "address" | "tell" | "inform");
    matches!(text.tree.dep(token), Dep::Dobj | Dep::Dative) && told
}

fn depth(text: &Text<'_>, token: u32) -> u32 {
    let (mut at, mut steps) = (token, 0);
    while text.tree.head(at) != at && steps < 40 {
        at = text.tree.head(at);
        steps += 1;
    }
    steps
}

/// The noun with what describes it, as far as that stands outside what is said.
fn span(text: &Text<'_>, noun: u32, near: &[u32]) -> Range<u32> {
    let tree = text.tree;
    let whole = tree.subtree(noun);
    let cut = tree
        .with_dep(noun, &[Dep::Relcl, Dep::Acl, Dep::Ccomp, Dep::Punct, Dep::Appos])
        .filter(|&c| c > noun)
        .map(|c| tree.subtree(c).start);
    let doc = tree.doc;
    // The day is told apart.
    let day = text.resolved.times.iter().find(|t| t.start >= doc.tokens[noun as usize].end);
    let day = day.map(|t| doc.token_at(t.start));
    let day = day.map(|t| if tree.pos(t - 1) == Pos::Adp { t - 1 } else { t });
    let end = cut.chain(day).min().unwrap_or(whole.end).min(whole.end);
    let end = end.max(noun + 1).min(noun + 13);
    let mut start = whole.start.min(noun);
    let mut end = (noun..end).take_while(|t| near.contains(t)).last().map_or(noun + 1, |t| t + 1);
    while end > noun + 1 && matches!(tree.pos(end - 1), Pos::Punct | Pos::Space) {
        end -= 1;
    }
    while start < noun && (!near.contains(&start) || tree.pos(start) == Pos::Punct) {
        start += 1;
    }
    start..end
}

/// Whether words near a cue tell that what is said was put from another language.
pub(crate) fn is_translated(text: &Text<'_>, near: &[u32]) -> bool {
    let tree = text.tree;
    let book = Occasions::get();
    near.iter().any(|&t| {
        let language = book.languages.contains(&tree.lower(t))
            && tree.dep(t) == Dep::Pobj
            && tree.lower(tree.head(t)) == "in";
        language || book.translated.contains(&tree.lemma(t))
    })
}

/// When it was said: the time told under the cue, else not after the document's day.
pub(crate) fn when(text: &Text<'_>, near: &[u32], cue: u32) -> Option<When> {
    let doc = text.tree.doc;
    let token = |t: &TimeMention| doc.token_at(t.start);
    let (Some(&first), Some(&last)) = (near.first(), near.last()) else {
        return text.page.document.published.as_ref().map(bounds);
    };
    let bytes = doc.bytes(first..last + 1);
    let times = text.resolved.times.iter().filter(|t| {
        t.when.as_ref().is_some_and(|w| may_be_saying(text, w))
            && bytes.start <= t.start
            && t.end <= bytes.end
            && near.contains(&token(t))
    });
    let told = times.filter(|t| is_of_cue(text, token(t), cue));
    let nearest = told.min_by_key(|t| token(t).abs_diff(cue));
    let when = nearest.and_then(|t| Some((t, t.when.clone()?)));
    when.map(|(time, when)| {
        let words = doc.token_at(time.start)..doc.token_at(time.end - 1) + 1;
        When { evidence: Some(text.evidence(words)), ..when }
    })
    .or_else(|| text.page.document.published.as_ref().map(bounds))
}

/// Whether something may have been said at a time: it is fine enough, and not after the text.
fn may_be_saying(text: &Text<'_>, when: &When) -> bool {
    let published = text.page.document.published.as_ref().and_then(|p| p.end);
    let later = published.zip(when.start).is_some_and(|(p, s)| s > p && s.year.is_some());
    when.precision <= Precision::Month && !later
}

/// Whether a time stands under the cue's clause and under no clause of its own ("said after the
/// talks that ended on Monday").
fn is_of_cue(text: &Text<'_>, time: u32, cue: u32) -> bool {
    let tree = text.tree;
    let (mut at, mut depth) = (time, 0);
    while tree.head(at) != at {
        if at == cue {
            return true;
        }
        let other = matches!(tree.lower(at).as_str(), "after" | "before" | "since" | "following");
        let noun = tree.pos(at) == Pos::Noun && tree.dep(at) == Dep::Pobj;
        let of_other = noun && depth > 1 && !Occasions::get().nouns.contains(&tree.lemma(at));
        if other || of_other || matches!(tree.dep(at), Dep::Relcl | Dep::Acl) {
            return false;
        }
        depth += 1;
        at = tree.head(at);
    }
    true
}

/// Said no later than it was published.
fn bounds(published: &Published) -> When {
    When {
        start: None,
        end: published.end,
        precision: Precision::Bounds,
        basis: Basis::Publication,
        evidence: None,
    }
}
