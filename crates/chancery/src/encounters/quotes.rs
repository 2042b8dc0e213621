//! Who speaks inside quotation marks, so that "I" and "we" are somebody.

use std::ops::Range;

use chancery_engine::Dep;

use crate::nouns::MentionKind;
use crate::quotes::{Quoted, quoted};
use crate::scene::Scene;

/// A quotation and the mention that speaks it. Tokens, marks included.
#[derive(Debug, Clone)]
pub(crate) struct Quote {
    pub(crate) tokens: Range<u32>,
    pub(crate) speaker: Option<u32>,
}

/// Quotations of a text, in order.
pub(crate) fn quotes(scene: &Scene<'_>) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    for Quoted { tokens, .. } in quoted(scene.doc) {
        let speaker = speaker_near(scene, &tokens).or_else(|| {
            let previous = found.last()?;
            let adjoining = scene.doc.sentence_of(tokens.start)
                <= scene.doc.sentence_of(previous.tokens.end - 1) + 1;
            adjoining.then_some(previous.speaker).flatten()
        });
        found.push(Quote { tokens, speaker });
    }
    found
}

/// The speaker of the quotation that holds a token.
pub(crate) fn speaker_at(quotes: &[Quote], token: u32) -> Option<u32> {
    let next = quotes.partition_point(|q| q.tokens.end <= token);
    quotes.get(next).filter(|q| q.tokens.contains(&token)).and_then(|q| q.speaker)
}

/// The subject of a speech verb in the sentences the quotation touches, outside it, or in the
/// sentence right after.
fn speaker_near(scene: &Scene<'_>, quote: &Range<u32>) -> Option<u32> {
    let first = scene.doc.sentence_of(quote.start);
    let last = scene.doc.sentence_of(quote.end - 1);
    let after = (last + 1 < scene.doc.sentences.len()).then_some(last + 1);
    let here = (first..=last).find_map(|s| speech_subject(scene, s, quote));
    here.or_else(|| after.and_then(|s| tag_after(scene, s, quote))).or_else(|| {
        let before = first.checked_sub(1)?;
        let ends_open =
            scene.doc.span(scene.doc.sentences[before].clone()).trim_end().ends_with(':');
        ends_open.then(|| speech_subject(scene, before, quote)).flatten()
    })
}

/// A short sentence that only says who spoke ("he said.").
fn tag_after(scene: &Scene<'_>, sentence: usize, quote: &Range<u32>) -> Option<u32> {
    let tokens = scene.doc.sentences[sentence].clone();
    let short = tokens.end - tokens.start <= 12 && tokens.start <= quote.end + 1;
    short.then(|| speech_subject(scene, sentence, quote)).flatten()
}

fn speech_subject(scene: &Scene<'_>, sentence: usize, quote: &Range<u32>) -> Option<u32> {
    let outside = scene.doc.sentences[sentence].clone().filter(|t| !quote.contains(t));
    outside.filter(|&t| scene.is_speech(t)).find_map(|verb| {
        let subject = scene.subjects(verb).into_iter().next()?;
        let mention = scene.mention_of(subject).filter(|_| !quote.contains(&subject))?;
        scene.mention(mention).actor.is_some().then_some(mention)
    })
}

/// Whether a mention may speak for a side: a name, an office or a government.
pub(crate) fn may_tell(scene: &Scene<'_>, mention: u32) -> bool {
    scene.mention(mention).kind != MentionKind::Demonym
}

/// The clause a token stands in: the verbs above it, innermost first.
pub(crate) fn clauses_above(scene: &Scene<'_>, token: u32) -> Vec<u32> {
    let mut verbs = Vec::new();
    let mut at = token;
    for _ in 0..24 {
        let head = scene.head(at);
        if head == at {
            break;
        }
        if scene.is_verb(head) && scene.dep(at) != Dep::Conj {
            verbs.push(head);
        }
        at = head;
    }
    verbs
}
