//! Which account found is which account annotated.
//!
//! Within a text, an account answers to a voice where its words of contact, or else other words
//! behind it, stand in the voice's clause or in a sentence that the clause touches. Where a text
//! tells the encounter in several voices, the side must be the same; otherwise it speaks for the
//! pair. The strongest pairs first, each account and each voice once.

use chancery::nouns::{Account, Side};

use super::gold::{Gold, GoldDocument, Place, Voice};
use super::set::{Set, overlap};

/// One annotated telling: a voice on the folder's encounter, or a mention of another contact.
pub(crate) struct Mention<'g> {
    pub(crate) gold: &'g Gold,
    pub(crate) document: &'g GoldDocument,
    /// The voice, for the folder's own encounter.
    pub(crate) voice: Option<&'g Voice>,
    /// Which encounter: a folder of the set, or a name that holds in this text alone.
    pub(crate) cluster: String,
    pub(crate) place: Place,
    /// The account found for it, as a place in the settled accounts.
    pub(crate) found: Option<usize>,
}

/// Every annotated telling of the set with the account found for it.
pub(crate) fn mentions<'g>(gold: &'g [Gold], set: &Set) -> anyhow::Result<Vec<Mention<'g>>> {
    let mut all = Vec::new();
    for encounter in gold {
        for document in &encounter.documents {
            let mut of_text = annotated(gold, encounter, document)?;
            pair(&mut of_text, set);
            all.extend(of_text);
        }
    }
    Ok(all)
}

fn annotated<'g>(
    all: &'g [Gold],
    gold: &'g Gold,
    document: &'g GoldDocument,
) -> anyhow::Result<Vec<Mention<'g>>> {
    let mut mentions = Vec::new();
    let mention = |voice, cluster, words: &str| -> anyhow::Result<Mention<'g>> {
        let place = gold.place(&document.file, words)?;
        Ok(Mention { gold, document, voice, cluster, place, found: None })
    };
    for voice in &document.voices {
        mentions.push(mention(Some(voice), gold.id.clone(), &voice.words)?);
    }
    for other in &document.others {
        let known = all.iter().any(|it| it.id == other.encounter);
        let local = || format!("{}/{}#{}", gold.id, document.file, other.encounter);
        let cluster = if known { other.encounter.clone() } else { local() };
        mentions.push(mention(None, cluster, &other.words)?);
    }
    Ok(mentions)
}

/// Gives the annotated tellings of one text their accounts.
fn pair(mentions: &mut [Mention<'_>], set: &Set) {
    let Some(first) = mentions.first() else { return };
    let text = first.place.text.clone();
    let Some(document) = set.document(&text).cloned() else { return };
    let mut pairs = Vec::new();
    for (at, account) in set.settled.accounts.iter().enumerate() {
        if account.document != document {
            continue;
        }
        for (number, mention) in mentions.iter().enumerate() {
            let strength = strength(mention, account, set);
            if strength > 0 {
                pairs.push((std::cmp::Reverse(strength), number, at));
            }
        }
    }
    pairs.sort_unstable();
    for (_, number, at) in pairs {
        let taken = mentions.iter().any(|mention| mention.found == Some(at));
        if !taken && mentions[number].found.is_none() {
            mentions[number].found = Some(at);
        }
    }
}

/// How strongly an account answers to what is annotated; 0 if not at all.
fn strength(mention: &Mention<'_>, account: &Account, set: &Set) -> u32 {
    let same_side = mention.voice.is_some_and(|voice| side(&account.side) == voice.side);
    let several = mention.document.voices.len() > 1;
    if mention.voice.is_some() && several && !same_side {
        return 0;
    }
    let sentence = set.sentences(&mention.place);
    let contact: Vec<Place> = account.evidence.iter().filter_map(|e| set.place(e)).collect();
    let other: Vec<Place> = behind(account).filter_map(|e| set.place(e)).collect();
    let hits = |places: &[Place], at: &Place| {
        places.iter().filter(|it| it.text == at.text && overlap(it.span, at.span)).count().min(4)
    };
    let points = 16 * hits(&contact, &mention.place)
        + 8 * hits(&contact, &sentence)
        + 2 * hits(&other, &mention.place)
        + hits(&other, &sentence);
    // Whom the sentence names alone says nothing of which contact it tells.
    if hits(&contact, &sentence) == 0 && hits(&other, &mention.place) < 2 {
        return 0;
    }
    points as u32 + if same_side { 6 } else { 0 }
}

/// The words behind the fields of an account, its words of contact left out.
fn behind(account: &Account) -> impl Iterator<Item = &chancery::nouns::Evidence> {
    let when = account.when.iter().filter_map(|it| it.evidence.as_ref());
    let place = account.place.iter().filter_map(|it| it.evidence.as_ref());
    let via = account.via.iter().filter_map(|it| it.evidence.as_ref());
    let people = account.participants.iter().map(|it| &it.evidence);
    let topics = account.topics.iter().map(|it| &it.evidence);
    let outcomes = account.outcomes.iter().map(|it| &it.evidence);
    when.chain(place).chain(via).chain(people).chain(topics).chain(outcomes)
}

/// A side by its exported word.
pub(crate) fn side(side: &Side) -> &str {
    match side {
        Side::State(code) => code,
        Side::Third => "third",
        Side::Joint => "joint",
    }
}
