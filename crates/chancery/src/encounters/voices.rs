//! According to whom: the voice that tells a contact.

use chancery_engine::Dep;

use super::quotes::{Quote, clauses_above, may_tell, speaker_at};
use crate::nouns::{TimeMention, ViaBasis};
use crate::scene::Scene;

/// The innermost teller of a clause.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Voice {
    /// The mention that tells it.
    pub(crate) teller: Option<u32>,
    /// A teller the text does not let us name, in its words (token range).
    pub(crate) unnamed: Option<(u32, u32)>,
    pub(crate) basis: Option<ViaBasis>,
    /// The token that shows the attribution: the verb of speech or "according".
    pub(crate) cue: Option<u32>,
    /// The day of the document cited ("a release issued on 12 November"), as start byte of the
    /// time's words.
    pub(crate) document_day: Option<u32>,
}

/// The voice a token is told by: the speaker of its quotation, the subject of a speech verb
/// above its clause, or whom "according to" names.
pub(crate) fn voice_of(scene: &Scene<'_>, quotes: &[Quote], token: u32) -> Voice {
    if let Some(speaker) = speaker_at(quotes, token) {
        return named(speaker, token);
    }
    according_to(scene, token).or_else(|| reported(scene, token)).unwrap_or_default()
}

fn named(teller: u32, cue: u32) -> Voice {
    Voice { teller: Some(teller), basis: Some(ViaBasis::Named), cue: Some(cue), ..Voice::default() }
}

/// "X said that A met B": the verb of contact lies in the content clause of the verb of speech.
fn reported(scene: &Scene<'_>, token: u32) -> Option<Voice> {
    let mut below = token;
    for verb in std::iter::once(token).chain(clauses_above(scene, token)) {
        if verb != token && scene.is_speech(verb) && is_content(scene, below, verb) {
            let subject = speaker(scene, verb)?;
            return Some(teller(scene, subject, verb));
        }
        below = verb;
    }
    None
}

/// The subject of a verb of speech; "the ministry, in an account published last night, says": where
/// the tree gave it to a participle, that one's.
pub(crate) fn speaker(scene: &Scene<'_>, verb: u32) -> Option<u32> {
    let own = scene.subjects(verb).into_iter().next();
    own.or_else(|| {
        let before = scene.with_dep(verb, &[Dep::Ccomp, Dep::Advcl]).filter(|&c| c < verb);
        before.flat_map(|c| scene.with_dep(c, &[Dep::Nsubj])).next()
    })
}

/// Whether a clause is the content of a verb of speech (directly, or with the speech tag put
/// after or into it).
fn is_content(scene: &Scene<'_>, clause: u32, verb: u32) -> bool {
    let mut at = clause;
    while scene.head(at) != verb && scene.head(at) != at {
        at = scene.head(at);
    }
    matches!(scene.dep(at), Dep::Ccomp | Dep::Xcomp | Dep::Pcomp | Dep::Parataxis | Dep::Dobj)
}

fn according_to(scene: &Scene<'_>, token: u32) -> Option<Voice> {
    let cue = scene.sentence(token).find(|&t| scene.lower(t) == "according")?;
    let to = scene.with_dep(cue, &[Dep::Prep]).next().unwrap_or(cue);
    let source = scene.with_dep(to, &[Dep::Pobj]).next()?;
    let mut voice = teller(scene, source, cue);
    if is_document(scene, source) {
        voice.basis = Some(ViaBasis::DocumentCited);
        voice.teller = issuer(scene, source);
        voice.document_day = day_of(scene, source).map(|t| t.start);
    }
    Some(voice)
}

fn teller(scene: &Scene<'_>, subject: u32, cue: u32) -> Voice {
    let mention = scene.mention_of(subject).filter(|&m| may_tell(scene, m));
    match mention {
        Some(index) if scene.mention(index).actor.is_some() => named(index, cue),
        _ => {
            let words = scene.subtree(subject);
            let words = (words.start, words.end.min(subject + 1));
            Voice {
                unnamed: Some(words),
                basis: Some(ViaBasis::Anonymous),
                cue: Some(cue),
                ..Voice::default()
            }
        }
    }
}

/// Whether a noun is a text somebody issues.
fn is_document(scene: &Scene<'_>, noun: u32) -> bool {
    matches!(
        scene.lemma(noun),
        "release"
            | "statement"
            | "readout"
            | "communique"
            | "communiqué"
            | "post"
            | "report"
            | "note"
            | "transcript"
            | "summary"
    )
}

/// Who issued a cited document: the first actor named in its phrase.
fn issuer(scene: &Scene<'_>, noun: u32) -> Option<u32> {
    let tokens = scene.subtree(noun);
    tokens.filter_map(|t| scene.mention_covering(t)).find(|&m| scene.mention(m).actor.is_some())
}

/// The day in a cited document's phrase that comes before its subject ("issued on 12 November
/// on the meeting").
fn day_of<'a>(scene: &Scene<'a>, noun: u32) -> Option<&'a TimeMention> {
    scene
        .times_in(scene.subtree(noun))
        .find(|t| t.when.as_ref().is_some_and(|w| w.single_day().is_some()))
}
