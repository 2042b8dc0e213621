//! Who speaks: the mentions a source stands for, or its description.

use std::ops::Range;

use chancery_engine::{Dep, Pos};

use super::codebook::Codebook;
use super::frames;
use super::occasion::Occasions;
use super::text::Text;
use super::tree::is_first_person;
use crate::nouns::{Mention, MentionKind};

/// The speakers a source names: one, or several who speak jointly.
pub(crate) fn speakers(text: &Text<'_>, source: &Range<u32>) -> Vec<Mention> {
    let head = head_of(text, source);
    let tree = text.tree;
    let listed = tree.conjuncts(head).into_iter().filter(|t| source.contains(t));
    let mut found: Vec<Mention> = Vec::new();
    for token in listed {
        let phrase = own_phrase(text, token, source);
        let speaker = speaker(text, token, &phrase);
        if found.iter().all(|f| (f.start, f.end) != (speaker.start, speaker.end)) {
            found.push(speaker);
        }
    }
    if let [only] = found.as_slice()
        && let Some(first) = joined_before(text, only)
    {
        found.insert(0, first);
    }
    found
}

/// "Aho and President Vogel pledged", where the tree has lost the first: a person at the start of
/// the clause whom only "and" or a comma and a title part from the second.
fn joined_before(text: &Text<'_>, second: &Mention) -> Option<Mention> {
    let tree = text.tree;
    if !text.is_person(second) || second.kind == MentionKind::Pronoun {
        return None;
    }
    let start = tree.doc.token_at(second.start);
    let sentence = tree.sentence(start);
    let first = text.mentions_in(sentence.start..start).iter().rfind(|m| text.is_person(m))?;
    let (from, to) = (tree.doc.token_at(first.start), tree.doc.token_at(first.end - 1) + 1);
    let between = to..start;
    let titles = between.clone().skip(1).all(|t| {
        matches!(tree.pos(t), Pos::Propn | Pos::Adj | Pos::Noun)
            && tree.word(t).starts_with(char::is_uppercase)
    });
    let link = !between.is_empty() && matches!(tree.lower(to).as_str(), "and" | "&" | ",");
    let opens = from == sentence.start
        || (sentence.start..from).all(|t| tree.pos(t) == Pos::Punct || tree.pos(t) == Pos::Space);
    let other = first.actor.is_some() && first.actor != second.actor;
    (link && titles && opens && other && between.len() <= 6).then(|| first.clone())
}

/// The token of a range that no other token of it governs.
pub(crate) fn head_of(text: &Text<'_>, range: &Range<u32>) -> u32 {
    let tree = text.tree;
    let mut outer = range.clone().filter(|&t| {
        let head = tree.head(t);
        !matches!(tree.pos(t), Pos::Punct | Pos::Space) && (head == t || !range.contains(&head))
    });
    outer.next().unwrap_or(range.start)
}

/// One speaker's words out of a list.
fn own_phrase(text: &Text<'_>, head: u32, source: &Range<u32>) -> Range<u32> {
    let tree = text.tree;
    let whole = tree.subtree(head);
    let parts = [Dep::Conj, Dep::Cc, Dep::Relcl, Dep::Acl];
    let cut = tree.with_dep(head, &parts).filter(|&c| c > head).map(|c| tree.subtree(c).start);
    let end = cut.min().unwrap_or(whole.end).min(source.end).max(head + 1);
    whole.start.max(source.start).min(head)..end
}

/// Whoever a phrase stands for; the issuer of a text that speaks; else its description.
pub(crate) fn speaker(text: &Text<'_>, head: u32, phrase: &Range<u32>) -> Mention {
    if Occasions::get().has_maker(&text.tree.lemma(head))
        && let Some(issuer) = issuer(text, head)
    {
        return issuer;
    }
    match text.mention_of(head, phrase) {
        Some(mention) if stands_at(text, mention, head, phrase) => mention.clone(),
        _ => described(text, head, phrase),
    }
}

/// A nationality before a noun ("Swiss officials") does not speak; the noun does.
fn stands_at(text: &Text<'_>, mention: &Mention, head: u32, phrase: &Range<u32>) -> bool {
    let at = &text.tree.doc.tokens[head as usize];
    let over_head = mention.start <= at.start && at.end <= mention.end;
    over_head
        || text.is_person(mention) && mention.start >= text.tree.doc.bytes(phrase.clone()).start
}

/// Who issued a text that is cited: whose it is, or whom "by", "from", a name before it or "of"
/// bring in.
fn issuer(text: &Text<'_>, noun: u32) -> Option<Mention> {
    let head = issuer_at(text, noun)?;
    let phrase = text.tree.subtree(head);
    let found = text.mention_of(head, &phrase).filter(|m| stands_at(text, m, head, &phrase));
    Some(found.cloned().unwrap_or_else(|| described(text, head, &phrase)))
}

/// The head of the phrase for whoever issued a text.
fn issuer_at(text: &Text<'_>, noun: u32) -> Option<u32> {
    let tree = text.tree;
    let book = Occasions::get();
    let own = tree.with_dep(noun, &[Dep::Poss]).find(|&p| {
        tree.pos(p) != Pos::Pron && frames::may_speak(tree, p) && !text.is_time(p)
            || text.mention_at(p).is_some()
    });
    let places: Vec<u32> =
        std::iter::once(noun).chain(tree.with_dep(noun, &[Dep::Acl, Dep::Relcl])).collect();
    let brought =
        |word: &str| places.iter().find_map(|&p| tree.objects_of(p, word)).map(|(_, o)| o);
    let maker = |&o: &u32| frames::may_speak(tree, o) || named_before(text, o).is_some();
    // "The results of a Harbour Daily poll"; "an analysis of the ministry" may be about it.
    let of = || {
        let object = brought("of")?;
        if book.has_maker(&tree.lemma(object)) {
            return issuer_at(text, object);
        }
        Some(object).filter(|o| book.is_document(&tree.lemma(noun)) && frames::may_speak(tree, *o))
    };
    let made = own.or_else(|| brought("by").filter(maker));
    let made = made.or_else(|| brought("from").filter(maker));
    made.or_else(|| named_before(text, noun)).or_else(of)
}

/// A name set before a noun ("a Harbour Daily poll").
fn named_before(text: &Text<'_>, noun: u32) -> Option<u32> {
    let tree = text.tree;
    let before = |&c: &u32| matches!(tree.dep(c), Dep::Compound | Dep::Nmod | Dep::Amod);
    let under = |c: &u32| tree.head(*c) == noun || tree.head(tree.head(*c)) == noun;
    let mut names = (tree.subtree(noun).start..noun).rev().filter(before).filter(under);
    // Taggers call the words of a title names too: before one, only somebody known counts.
    let title = tree.word(noun).starts_with(char::is_uppercase);
    names.find(|&c| {
        let known = text.mention_at(c).is_some_and(|m| m.kind != MentionKind::Demonym);
        (known || !title && tree.pos(c) == Pos::Propn) && !text.is_time(c)
    })
}

/// Somebody the text gives no name, kept in its words. Never given an actor here.
pub(crate) fn described(text: &Text<'_>, head: u32, phrase: &Range<u32>) -> Mention {
    let tree = text.tree;
    let pronoun = tree.pos(head) == Pos::Pron;
    let article = matches!(tree.lower(phrase.start).as_str(), "the" | "a" | "an");
    let start = if article && phrase.start < head { phrase.start + 1 } else { phrase.start };
    let last = phrase.end.min(head + 9);
    let words = if pronoun { head..head + 1 } else { trimmed(text, start..last) };
    let bytes = tree.doc.bytes(words.clone());
    let name = tree.doc.span(words).to_owned();
    let country = text.mentions_in(phrase.clone()).iter().find_map(|m| m.country.clone());
    Mention {
        document: text.page.document.id.clone(),
        actor: None,
        office: None,
        country,
        sector: None,
        start: bytes.start,
        end: bytes.end,
        text: name.clone(),
        name,
        kind: if pronoun { MentionKind::Pronoun } else { MentionKind::Nominal },
        members: Vec::new(),
        capacities: Vec::new(),
        candidates: Vec::new(),
        head,
    }
}

fn trimmed(text: &Text<'_>, mut words: Range<u32>) -> Range<u32> {
    let bare = |t: u32| matches!(text.tree.pos(t), Pos::Punct | Pos::Space);
    while words.len() > 1 && bare(words.end - 1) {
        words.end -= 1;
    }
    while words.len() > 1 && bare(words.start) {
        words.start += 1;
    }
    words
}

/// "I" and "we" in what somebody says are whoever says it.
pub(crate) fn stand_for_teller(speakers: &[Mention], teller: &[Mention]) -> Option<Vec<Mention>> {
    let [only] = speakers else { return None };
    let own = is_first_person(&only.text);
    let known = own && only.actor.is_none() && only.members.is_empty();
    (known && !teller.is_empty()).then(|| teller.iter().map(|m| put_in_place(m, only)).collect())
}

/// Whether a pronoun may stand for whoever spoke before: one person, and no pronoun of the text
/// gives that person the other gender.
pub(crate) fn may_go_on(text: &Text<'_>, before: &Mention, pronoun: &Mention) -> bool {
    let (male, female) = (["he", "his", "him"], ["she", "her", "hers"]);
    let (same, other) = match pronoun.text.to_lowercase().as_str() {
        "he" => (male, female),
        "she" => (female, male),
        _ => return false,
    };
    let one =
        before.members.is_empty() && (before.actor.is_none() || before.actor != pronoun.actor);
    let noun = text.tree.lemma(before.head);
    let unnamed = before.actor.is_none()
        && before.kind == MentionKind::Nominal
        && pronoun.actor.is_none()
        && Codebook::get().is_person(&noun);
    let person = text.is_person(before) || before.kind == MentionKind::Office || unnamed;
    // A single "her" may be another's, taken wrongly for this one's.
    let told = |words: &[&str]| {
        let all = text.resolved.mentions.iter();
        let own = all.filter(|m| m.actor.is_some() && m.actor == before.actor);
        own.filter(|m| words.contains(&m.text.to_lowercase().as_str())).count()
    };
    one && person && told(&other) <= told(&same)
}

/// An actor's mention at another place.
pub(crate) fn put_in_place(actor: &Mention, place: &Mention) -> Mention {
    Mention {
        text: place.text.clone(),
        start: place.start,
        end: place.end,
        head: place.head,
        kind: MentionKind::Pronoun,
        candidates: Vec::new(),
        capacities: Vec::new(),
        ..actor.clone()
    }
}

/// An actor at a token that stands for whoever speaks without a word for it.
pub(crate) fn at_token(text: &Text<'_>, actor: &Mention, token: u32) -> Mention {
    let bytes = text.tree.doc.bytes(token..token + 1);
    let words = text.tree.word(token).to_owned();
    let place =
        Mention { start: bytes.start, end: bytes.end, text: words, head: token, ..actor.clone() };
    put_in_place(actor, &place)
}

/// Whether two lists of speakers are the same actors.
pub(crate) fn same(a: &[Mention], b: &[Mention]) -> bool {
    let keys = |list: &[Mention]| -> Vec<String> {
        let mut keys: Vec<String> = list
            .iter()
            .flat_map(|m| match &m.actor {
                Some(actor) => vec![actor.to_string()],
                None if m.members.is_empty() => vec![format!("~{}", m.name.to_lowercase())],
                None => m.members.iter().map(ToString::to_string).collect(),
            })
            .collect();
        keys.sort();
        keys
    };
    !a.is_empty() && keys(a) == keys(b)
}
