//! Who is meant where a speaker is told by a pronoun, an office or a text: by the sentence before,
//! by an apposition, by whoever wrote it.

use std::ops::Range;

use chancery_engine::{Dep, Pos, Tag};

use super::codebook::Codebook;
use super::cues::match_at;
use super::frames;
use super::limits::Limits;
use super::occasion::Occasions;
use super::speakers::{may_go_on, put_in_place, speaker, speakers};
use super::text::Text;
use super::tree::Tree;
use crate::nouns::{Mention, MentionKind};

/// Whoever a lone speaker stands for, where the text tells better than its own words.
pub(crate) fn meant(text: &Text<'_>, speaker: &Mention) -> Option<Vec<Mention>> {
    let first = text.tree.doc.token_at(speaker.start);
    let open = speaker.actor.is_none() && speaker.members.is_empty();
    match speaker.text.to_lowercase().as_str() {
        "they" | "both" | "the two" => several(text, first, speaker),
        "he" | "she" if open => one(text, first, speaker).map(|m| vec![m]),
        "it" if open => body(text, first, speaker).map(|m| vec![m]),
        _ if speaker.kind == MentionKind::Nominal && open => {
            let one = || {
                let found = named_before_time(text, speaker).or_else(|| surname(text, speaker));
                found.or_else(|| holder(text, speaker)).or_else(|| known_body(text, speaker))
            };
            author(text, speaker).or_else(|| one().map(|m| vec![m]))
        }
        _ if speaker.kind == MentionKind::Name && open => surname(text, speaker).map(|m| vec![m]),
        _ if is_office(speaker) => holder(text, speaker).map(|m| vec![m]),
        _ => None,
    }
}

fn is_office(mention: &Mention) -> bool {
    mention.actor.as_ref().is_some_and(|a| a.to_string().starts_with("office:"))
        || mention.kind == MentionKind::Office && mention.actor.is_none()
}

/// Subjects of the sentences before a token, nearest first.
fn subjects_before(text: &Text<'_>, token: u32, reach: usize) -> Vec<u32> {
    let tree = text.tree;
    let own = tree.doc.sentence_of(token);
    let before = (own.saturating_sub(reach)..own).rev();
    before.filter_map(|s| main_subject(tree, tree.doc.sentences[s].clone())).collect()
}

/// The subject of a sentence's main clause.
fn main_subject(tree: Tree<'_>, sentence: Range<u32>) -> Option<u32> {
    let root = sentence.clone().find(|&t| tree.head(t) == t && tree.is_verb(t))?;
    tree.with_dep(root, &[Dep::Nsubj, Dep::Nsubjpass]).next()
}

/// "They": the joint subject of the sentence before, or its plural one.
fn several(text: &Text<'_>, token: u32, pronoun: &Mention) -> Option<Vec<Mention>> {
    let open = pronoun.actor.is_none() && pronoun.members.is_empty();
    let subject = subjects_before(text, token, 1).into_iter().next();
    let named = subject.map_or_else(Vec::new, |s| joint(text, s));
    if named.len() > 1 {
        return Some(named.iter().map(|m| put_in_place(m, pronoun)).collect());
    }
    several_told(text, subject?, pronoun).or_else(|| {
        let earlier = open.then(|| parties(text, token))?;
        (earlier.len() > 1).then(|| earlier.iter().map(|m| put_in_place(m, pronoun)).collect())
    })
}

/// "They" of the sentence before's plural subject.
fn several_told(text: &Text<'_>, subject: u32, pronoun: &Mention) -> Option<Vec<Mention>> {
    let tree = text.tree;
    let open = pronoun.actor.is_none() && pronoun.members.is_empty();
    let plural = matches!(tree.tag(subject), Tag::Nns | Tag::Nnps);
    let group = Codebook::get().may_speak(&tree.lemma(subject));
    let known = text.mention_at(subject).is_some_and(|m| !m.members.is_empty());
    let other = tree.pos(subject) != Pos::Pron;
    (open && other && (known || group && plural)).then(|| {
        let phrase = frames::phrase(tree, subject);
        vec![put_in_place(&speaker(text, subject, &phrase), pronoun)]
    })
}

/// Sentences of a text that is about one meeting of those its first sentence names.
const READOUT: usize = 25;

/// "It was agreed": by the parties of the meeting, where the text is about one.
pub(crate) fn of_the_meeting(text: &Text<'_>, token: u32) -> Vec<Mention> {
    if text.tree.doc.sentences.len() > READOUT {
        return Vec::new();
    }
    parties(text, token)
}

/// The parties that earlier sentences name side by side, or the two persons of the first sentence.
fn parties(text: &Text<'_>, token: u32) -> Vec<Mention> {
    let tree = text.tree;
    let subjects = subjects_before(text, token, 4).into_iter();
    let side_by_side = subjects.map(|s| joint(text, s)).find(|found| found.len() > 1);
    side_by_side.unwrap_or_else(|| {
        let mut found: Vec<Mention> = Vec::new();
        if tree.doc.sentences.len() > READOUT {
            return found;
        }
        let first = tree.doc.sentences.first().cloned().unwrap_or(0..0);
        for mention in text.mentions_in(first).iter().filter(|m| text.is_person(m)) {
            if found.iter().all(|f| f.actor != mention.actor) {
                found.push(mention.clone());
            }
        }
        if found.len() == 2 { found } else { Vec::new() }
    })
}

/// The persons and bodies of a coordinated phrase, none where one of them is nobody known.
fn joint(text: &Text<'_>, head: u32) -> Vec<Mention> {
    let found = speakers(text, &frames::phrase(text.tree, head));
    if found.iter().all(|m| m.actor.is_some()) { found } else { Vec::new() }
}

/// "He" whom nothing tells apart: the last subject that is a person.
fn one(text: &Text<'_>, token: u32, pronoun: &Mention) -> Option<Mention> {
    let subjects = subjects_before(text, token, 3).into_iter();
    let mut persons = subjects.filter_map(|s| {
        let phrase = frames::phrase(text.tree, s);
        text.mention_of(s, &phrase).filter(|m| text.is_person(m))
    });
    persons.find(|m| may_go_on(text, m, pronoun)).map(|m| put_in_place(m, pronoun))
}

/// "It": the body or state that is the last subject.
fn body(text: &Text<'_>, token: u32, pronoun: &Mention) -> Option<Mention> {
    let subject = subjects_before(text, token, 1).into_iter().next()?;
    let phrase = frames::phrase(text.tree, subject);
    let found = speaker(text, subject, &phrase);
    let some = found.actor.is_some() && !text.is_person(&found);
    some.then(|| put_in_place(&found, pronoun))
}

/// "The minister": the person of that office near by, named before, in apposition or in the next
/// sentence.
fn holder(text: &Text<'_>, office: &Mention) -> Option<Mention> {
    let tree = text.tree;
    let head = office.head;
    let lemma = tree.lemma(head);
    let definite = tree
        .with_dep(head, &[Dep::Det, Dep::Poss])
        .all(|d| matches!(tree.lower(d).as_str(), "the" | "his" | "her" | "its" | "their"))
        && (tree.has_dep(head, &[Dep::Det]) || is_office(office));
    let single = matches!(tree.tag(head), Tag::Nn | Tag::Nnp);
    if !definite || !single || !Codebook::get().is_person(&lemma) {
        return None;
    }
    let next = tree.doc.sentence_of(head) + 1;
    let end = tree.doc.sentences.get(next).map_or(tree.len(), |s| s.end);
    let fits = |m: &&Mention| {
        let country =
            office.country.is_none() || m.country.is_none() || m.country == office.country;
        m.kind != MentionKind::Pronoun && text.is_person(m) && country && holds(text, m, &lemma)
    };
    // "The former minister", "the Finnish leader" take up whoever was spoken of.
    let former = office.name.to_lowercase().starts_with("former ") || lemma == "leader";
    let last = || {
        let subjects = subjects_before(text, head, 3).into_iter();
        let person = |s| text.mention_of(s, &frames::phrase(tree, s)).filter(|m| text.is_person(m));
        let country = |m: &&Mention| {
            office.country.is_none() || m.country.is_none() || m.country == office.country
        };
        subjects.filter_map(person).find(country)
    };
    let before = text.mentions_in(0..head).iter().rev().find(fits);
    let after = || text.mentions_in(head..end).iter().find(fits);
    let found = before.or_else(after).or_else(|| last().filter(|_| former));
    found.map(|m| Mention { kind: MentionKind::Office, ..put_in_place(m, office) })
}

/// Whether a person stands in the text with an office of this word: before the name, in
/// apposition, or as what the person is said to be.
fn holds(text: &Text<'_>, person: &Mention, office: &str) -> bool {
    let tree = text.tree;
    let last = |told: &str| told.split_whitespace().last() == Some(office);
    if person.office.as_deref().is_some_and(last) || person.capacities.iter().any(|c| last(c)) {
        return true;
    }
    let at = tree.doc.token_at(person.end - 1);
    let explains = [Dep::Appos, Dep::Compound, Dep::Nmod];
    let near = tree.with_dep(at, &explains);
    let over = matches!(tree.dep(at), Dep::Appos).then(|| tree.head(at));
    let is = matches!(tree.dep(at), Dep::Nsubj).then(|| tree.head(at));
    let predicate = is.into_iter().flat_map(|v| tree.with_dep(v, &[Dep::Attr]));
    near.chain(over).chain(predicate).any(|t| tree.lemma(t) == office)
}

/// Who wrote, sent or signed a text that speaks.
fn author(text: &Text<'_>, document: &Mention) -> Option<Vec<Mention>> {
    let tree = text.tree;
    let lemma = tree.lemma(document.head);
    if !Occasions::get().has_maker(&lemma) {
        return None;
    }
    let limits = Limits::get();
    let sent = limits.correspondence.contains(&lemma);
    let same = |t: &u32| {
        let other = tree.lemma(*t);
        other == lemma || sent && limits.correspondence.contains(&other)
    };
    let definite = tree
        .with_dep(document.head, &[Dep::Det, Dep::Poss])
        .any(|d| matches!(tree.lower(d).as_str(), "the" | "this" | "that" | "his" | "her" | "its"));
    let before = || (0..document.head).rev().filter(same).find_map(|t| writer(text, t));
    let told = writer(text, document.head).or_else(|| before().filter(|_| definite));
    let congratulates = || {
        let verbs: &[&str] =
            if sent { &["send", "congratulate", "post", "write"] } else { &["post", "write"] };
        let own = tree.doc.sentence_of(document.head);
        let reach = if sent { usize::MAX } else { 2 };
        let near = |t: &u32| definite && own - tree.doc.sentence_of(*t) <= reach;
        let mut found = (0..document.head)
            .rev()
            .filter(|&t| verbs.contains(&tree.lemma(t).as_str()) && tree.is_verb(t));
        found.find(near).and_then(|v| tree.subject(v))
    };
    let head = told.or_else(congratulates)?;
    let found = speakers(text, &frames::phrase(tree, head));
    let named = |m: Mention| if is_office(&m) { holder(text, &m).unwrap_or(m) } else { m };
    let found: Vec<Mention> = found.into_iter().map(named).collect();
    let named = |m: &Mention| m.actor.is_some() || !m.members.is_empty() || is_body_of(text, m);
    let known = found.iter().all(named);
    known.then(|| {
        let put = |m: &Mention| Mention { kind: MentionKind::Nominal, ..put_in_place(m, document) };
        found.iter().map(put).collect()
    })
}

/// "Aho's office": a body that is told by whose it is.
fn is_body_of(text: &Text<'_>, mention: &Mention) -> bool {
    let tree = text.tree;
    let whose = tree.with_dep(mention.head, &[Dep::Poss]).any(|p| text.mention_at(p).is_some());
    let lemma = tree.lemma(mention.head);
    whose && Codebook::get().may_speak(&lemma) && !Codebook::get().is_person(&lemma)
}

/// The head of the phrase for whoever a text is told to come from.
fn writer(text: &Text<'_>, noun: u32) -> Option<u32> {
    let tree = text.tree;
    let own = tree.with_dep(noun, &[Dep::Poss]).next();
    let by = || ["by", "from"].iter().find_map(|p| Some(tree.objects_of(noun, p)?.1));
    let sent = || {
        let verb = tree.head(noun);
        let object = matches!(tree.dep(noun), Dep::Dobj | Dep::Nsubjpass);
        let talks = object && Limits::get().talk.contains(&tree.lemma(verb));
        if !talks {
            return None;
        }
        if tree.is_passive(verb) {
            return tree.objects_of(verb, "by").map(|(_, by)| by);
        }
        tree.subject(verb)
    };
    // "Aho said in a statement".
    let said_in = || {
        let place = tree.head(noun);
        let inside = tree.dep(noun) == Dep::Pobj && tree.lower(place) == "in";
        let verb = Some(tree.head(place)).filter(|&v| inside && tree.is_verb(v))?;
        let cue = match_at(tree, verb).filter(|c| c.carrier == Some(verb))?;
        (!tree.is_passive(verb)).then(|| frames::source(tree, &cue)).flatten()
    };
    own.or_else(by)
        .or_else(sent)
        .or_else(said_in)
        .filter(|&head| text.mention_at(head).is_some() || tree.has_dep(head, &[Dep::Poss]))
}

/// "Aho Sunday night told": parsers take the time for the speaker.
fn named_before_time(text: &Text<'_>, speaker: &Mention) -> Option<Mention> {
    let time = text.is_time(speaker.head);
    let first = text.tree.doc.token_at(speaker.start);
    let found = text.mentions_in(first..speaker.head).iter().find(|m| text.is_person(m));
    let found = found.cloned();
    found.filter(|_| time).or_else(|| surname_at(text, first).filter(|_| time))
}

/// A name that was not taken for a person's: that of the person who bears it elsewhere.
fn surname(text: &Text<'_>, speaker: &Mention) -> Option<Mention> {
    let name = text.tree.pos(speaker.head) == Pos::Propn;
    let others = [Dep::Compound, Dep::Det, Dep::Amod, Dep::Poss, Dep::Nmod];
    let alone = !text.tree.has_dep(speaker.head, &others);
    let found = surname_at(text, speaker.head).filter(|_| name && alone)?;
    Some(Mention { kind: MentionKind::Name, ..put_in_place(&found, speaker) })
}

/// The person most often named in full whose last name a token is.
fn surname_at(text: &Text<'_>, token: u32) -> Option<Mention> {
    let word = text.tree.word(token);
    let bears = |m: &&Mention| {
        text.is_person(m)
            && m.kind == MentionKind::Name
            && m.name.split_whitespace().next_back() == Some(word)
    };
    let all: Vec<&Mention> = text.resolved.mentions.iter().filter(bears).collect();
    let count = |m: &Mention| all.iter().filter(|other| other.actor == m.actor).count();
    let most = all.iter().map(|m| count(m)).max()?;
    all.iter().find(|m| count(m) == most).map(|m| (*m).clone())
}

/// "The department": the body of that word named before.
fn known_body(text: &Text<'_>, speaker: &Mention) -> Option<Mention> {
    let tree = text.tree;
    let head = speaker.head;
    let definite = tree.with_dep(head, &[Dep::Det]).any(|d| tree.lower(d) == "the");
    let bare = !tree.has_dep(head, &[Dep::Compound, Dep::Nmod, Dep::Amod, Dep::Prep, Dep::Poss]);
    let lemma = tree.lemma(head);
    let single = matches!(tree.tag(head), Tag::Nn | Tag::Nnp);
    if !definite || !bare || !single || Codebook::get().is_person(&lemma) && !is_body(&lemma) {
        return None;
    }
    let mut before = text.mentions_in(0..head).iter().rev();
    let named = |m: &&Mention| {
        let words = m.text.to_lowercase();
        m.actor.is_some()
            && m.kind == MentionKind::Name
            && !text.is_person(m)
            && words.split_whitespace().any(|w| w == lemma)
    };
    let found = before.find(named).cloned().or_else(|| {
        let general =
            matches!(lemma.as_str(), "agency" | "company" | "organisation" | "organization");
        let first = tree.doc.sentence_of(head).saturating_sub(2);
        let near = text.mentions_in(tree.doc.sentences[first].start..head).iter().rev();
        let mut bodies = near.filter(|m| {
            general && m.actor.as_ref().is_some_and(|a| a.to_string().starts_with("body:"))
        });
        bodies.next().cloned()
    });
    found.map(|m| Mention { kind: MentionKind::Nominal, ..put_in_place(&m, speaker) })
}

/// Groups that are named as bodies are.
fn is_body(lemma: &str) -> bool {
    matches!(
        lemma,
        "committee" | "commission" | "council" | "board" | "party" | "group" | "team" | "authority"
    )
}
