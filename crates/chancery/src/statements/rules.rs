//! Tellings read off the tree by the frames of the codebook's cues.

use std::ops::Range;

use chancery_engine::{Dep, Doc, EntityKind, Pos};

use super::codebook::{Part, Slot};
use super::cues::{Cue, cue_at};
use super::frames;
use super::quotes::{Quoted, is_sentence, quoted, without};
use super::telling::Telling;
use super::tree::{Tree, overlap};

/// A cue with what hangs on it.
struct Found {
    /// The token quotations near it are given to; none for "according to".
    verb: Option<u32>,
    /// The verb of which the cue is object or predicate.
    carrier: Option<u32>,
    source: Option<Range<u32>>,
    cue: Vec<Range<u32>>,
    content: Vec<Range<u32>>,
}

/// The tellings of a text, in order of cue.
pub(crate) fn tellings(doc: &Doc) -> Vec<Telling> {
    let tree = Tree { doc };
    let quotes = quoted(doc);
    let mut found: Vec<Found> = (0..tree.len()).filter_map(|t| at(tree, t)).collect();
    for quote in quotes.iter().filter(|q| is_sentence(tree, q)) {
        give(tree, &quotes, quote, &mut found);
    }
    // "Expressed gratitude" is thanks, and not something said besides.
    let carriers: Vec<u32> =
        found.iter().filter(|f| !f.content.is_empty()).filter_map(|f| f.carrier).collect();
    let is_borne = |f: &Found| f.verb.is_some_and(|v| carriers.contains(&v));
    let told = found.into_iter().filter(|f| !f.content.is_empty() && !is_borne(f));
    told.map(|f| Telling { source: f.source, cue: f.cue, content: f.content }).collect()
}

fn at(tree: Tree<'_>, token: u32) -> Option<Found> {
    if let Some(cue) = cue_at(tree, token) {
        return by_frame(tree, &cue);
    }
    according_to(tree, token).or_else(|| before_colon(tree, token))
}

fn by_frame(tree: Tree<'_>, cue: &Cue) -> Option<Found> {
    let source = frames::source(tree, cue);
    let nominal = cue.word.part != Part::Verb;
    let impersonal = cue.carrier.is_some_and(|v| is_impersonal(tree, v));
    if source.is_none() && (nominal || !impersonal && !is_tag(tree, cue)) {
        return None;
    }
    let content = frames::content(tree, cue);
    let phrase = source.map(|s| frames::phrase(tree, s));
    let words = cue_words(tree, cue);
    let mut taken = words.clone();
    taken.extend(phrase.clone());
    let asks = cue.word.addressee.contains(&Slot::Object);
    let addressee = frames::infinitive(tree, cue).and_then(|(_, subject)| subject).filter(|_| asks);
    taken.extend(addressee.map(|s| tree.subtree(s)));
    if cue.word.content.contains(&Slot::Own) && content == Some(cue.token..cue.token + 1) {
        taken.clear();
    }
    let content = content.map_or_else(Vec::new, |c| parts(tree, c, &taken));
    let carrier = cue.carrier.filter(|&c| c != cue.token);
    Some(Found { verb: Some(cue.token), carrier, source: phrase, cue: words, content })
}

/// "It was announced that", "is reported to have left": nobody is named, and something is said.
fn is_impersonal(tree: Tree<'_>, verb: u32) -> bool {
    let subject = tree.with_dep(verb, &[Dep::Nsubjpass, Dep::Nsubj, Dep::Expl]).next();
    let it = subject.is_none_or(|s| tree.lower(s) == "it");
    let said = tree.with_dep(verb, &[Dep::Xcomp, Dep::Ccomp]).next().is_some();
    tree.is_passive(verb) && said && (it || tree.has_dep(verb, &[Dep::Xcomp]))
}

/// "Thank you", said in quotation marks.
fn is_tag(tree: Tree<'_>, cue: &Cue) -> bool {
    tree.lemma(cue.token) == "thank" && tree.subject(cue.token).is_none()
}

/// The parts of a content that other words part, without bare punctuation.
fn parts(tree: Tree<'_>, content: Range<u32>, taken: &[Range<u32>]) -> Vec<Range<u32>> {
    let real = |r: &Range<u32>| r.clone().any(|t| !matches!(tree.pos(t), Pos::Punct | Pos::Space));
    without(content, taken).into_iter().filter(real).collect()
}

/// The words of a cue: the verb with its auxiliaries, its fixed words, and its carrier.
fn cue_words(tree: Tree<'_>, cue: &Cue) -> Vec<Range<u32>> {
    let mut tokens = vec![cue.token];
    let verb = cue.carrier.unwrap_or(cue.token);
    tokens.push(verb);
    let helpers = [Dep::Aux, Dep::Auxpass, Dep::Neg, Dep::Prt];
    if cue.carrier.is_some() {
        tokens.extend(tree.with_dep(verb, &helpers).filter(|&t| t.abs_diff(verb) <= 4));
    }
    let fixed = &cue.word.words;
    match cue.word.part {
        Part::Verb => tokens.extend(tree.children(cue.token).filter(|&c| {
            c > cue.token && c <= cue.token + 4 && fixed[1..].contains(&tree.lower(c))
        })),
        _ => tokens.extend(cue.token + 1 - fixed.len() as u32..cue.token),
    }
    tokens.sort_unstable();
    tokens.dedup();
    runs(&tokens)
}

/// Tokens in order as ranges.
fn runs(tokens: &[u32]) -> Vec<Range<u32>> {
    let mut ranges: Vec<Range<u32>> = Vec::new();
    for &token in tokens {
        match ranges.last_mut() {
            Some(last) if last.end == token => last.end += 1,
            _ => ranges.push(token..token + 1),
        }
    }
    ranges
}

/// "According to X, ...": the rest of its clause.
fn according_to(tree: Tree<'_>, token: u32) -> Option<Found> {
    if tree.lower(token) != "according" || token + 2 >= tree.len() || tree.lower(token + 1) != "to"
    {
        return None;
    }
    let to = token + 1;
    let source = tree.with_dep(to, &[Dep::Pobj]).next()?;
    let phrase = tree.subtree(source);
    let mut top = tree.head(token);
    while !tree.is_verb(top) && tree.head(top) != top {
        top = tree.head(top);
    }
    let whole = if phrase.contains(&top) { tree.sentence(token) } else { tree.subtree(top) };
    let content = parts(tree, whole, &[token..to + 1, phrase.clone()]);
    Some(Found {
        verb: None,
        carrier: None,
        source: Some(phrase),
        cue: std::iter::once(token..to + 1).collect(),
        content,
    })
}

/// "Aho: The bridge stays", at the start of a line.
fn before_colon(tree: Tree<'_>, token: u32) -> Option<Found> {
    let start = tree.sentence(token).start;
    let short = tree.word(token) == ":" && token > start && token - start <= 6;
    let before = token.checked_sub(1)?;
    let name = tree.doc.entity_at(before).map(|e| e.kind);
    let quotation = token + 1 < tree.len() && matches!(tree.word(token + 1), "\"" | "“");
    let bare = name.is_none() && tree.pos(before) == Pos::Propn && quotation;
    let person = name == Some(EntityKind::Person) || bare;
    let only = (start..token).all(|t| matches!(tree.pos(t), Pos::Propn | Pos::Noun | Pos::Adj));
    let end = tree.sentence(token).end;
    // "Aho: 1,204" counts votes.
    let told = (token + 1..end).any(|t| !matches!(tree.pos(t), Pos::Num | Pos::Punct | Pos::Space));
    if !short || !person || !only || !told || token + 3 > end {
        return None;
    }
    let content = parts(tree, token + 1..end, &[]);
    let cue = std::iter::once(token..token + 1).collect();
    Some(Found { verb: Some(token), carrier: None, source: Some(start..token), cue, content })
}

/// Gives a quotation that no cue has by the tree to the cue nearest to it.
fn give(tree: Tree<'_>, quotes: &[Quoted], quote: &Quoted, found: &mut [Found]) {
    let outside = |f: &Found| f.cue.iter().all(|c| !overlap(c, &quote.tokens));
    let has = |f: &Found| f.content.iter().any(|c| overlap(c, &quote.tokens));
    if found.iter().any(|f| outside(f) && has(f)) {
        return;
    }
    let in_quote = |t: u32| quotes.iter().any(|q| q.tokens.contains(&t) && is_sentence(tree, q));
    let near = found.iter_mut().filter_map(|f| {
        let verb = f.verb.filter(|&v| outside(f) && !in_quote(v))?;
        (f.source.is_some() && is_near(tree, verb, &quote.tokens)).then_some((verb, f))
    });
    let distance = |v: u32| {
        let after = v.saturating_sub(quote.tokens.end.saturating_sub(1));
        after.max(quote.tokens.start.saturating_sub(v))
    };
    if let Some((_, nearest)) = near.min_by_key(|(v, _)| distance(*v)) {
        nearest.content.push(quote.tokens.clone());
        nearest.content.sort_by_key(|c| c.start);
    }
}

/// Whether a cue stands where the tag of a quotation may: in a sentence it touches, in a short
/// sentence right after it, or before a colon.
fn is_near(tree: Tree<'_>, verb: u32, quote: &Range<u32>) -> bool {
    let doc = tree.doc;
    let (first, last) = (doc.sentence_of(quote.start), doc.sentence_of(quote.end - 1));
    let of_verb = doc.sentence_of(verb);
    if (first..=last).contains(&of_verb) {
        return true;
    }
    let sentence = tree.sentence(verb);
    let tag = of_verb == last + 1
        && sentence.start <= quote.end
        && sentence.len() <= 14
        && verb <= sentence.start + 6;
    let colon = of_verb + 1 == first && doc.span(sentence).trim_end().ends_with(':');
    tag || colon
}
