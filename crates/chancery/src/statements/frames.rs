//! How a cue arranges who speaks, to whom, and what.

use std::ops::Range;

use chancery_engine::{Dep, EntityKind, Pos, Tag};

use super::codebook::{Codebook, Part, Slot};
use super::cues::Cue;
use super::limits::Limits;
use super::tree::Tree;

/// Clauses that may hang on a cue.
const CLAUSES: [Dep; 5] = [Dep::Ccomp, Dep::Xcomp, Dep::Advcl, Dep::Acl, Dep::Relcl];

/// The head of the phrase for whoever speaks.
pub(crate) fn source(tree: Tree<'_>, cue: &Cue) -> Option<u32> {
    let Some(verb) = cue.carrier else { return owner(tree, cue) };
    let state = cue.word.part == Part::Adjective;
    if tree.is_passive(verb) && !state && !tree.is_contracted(verb) {
        let by = tree.objects_of(verb, "by").map(|(_, by)| by);
        return by.filter(|&b| may_speak(tree, b));
    }
    tree.subject(verb).filter(|&s| may_speak(tree, s))
}

/// Whether a noun is for somebody or something that speaks, and not for a flood or a task.
pub(crate) fn may_speak(tree: Tree<'_>, head: u32) -> bool {
    let lower = tree.lower(head);
    match tree.pos(head) {
        Pos::Pron => {
            !matches!(tree.tag(head), Tag::Wp | Tag::Wdt | Tag::Dt | Tag::Ex) && lower != "this"
        }
        Pos::Noun => {
            let lemma = tree.lemma(head);
            let codebook = Codebook::get();
            let listed = codebook.may_speak(&lemma) || codebook.may_speak(&lower);
            listed || is_actor_name(tree, head) || is_bare_name(tree, head)
        }
        Pos::Verb | Pos::Aux => false,
        // "One of the telephones" says no more than a telephone.
        Pos::Num => tree.objects_of(head, "of").is_none_or(|(_, of)| may_speak(tree, of)),
        _ => lower != "that",
    }
}

/// A name the tagger takes for a common noun: capitalised, singular, with nothing about it.
fn is_bare_name(tree: Tree<'_>, token: u32) -> bool {
    tree.word(token).starts_with(char::is_uppercase)
        && tree.tag(token) == Tag::Nn
        && tree.children(token).next().is_none()
}

/// Whose promise, denial or call a noun is.
fn owner(tree: Tree<'_>, cue: &Cue) -> Option<u32> {
    let noun = cue.token;
    let own = tree.with_dep(noun, &[Dep::Poss]).next();
    let by = || ["by", "from"].iter().find_map(|p| Some(tree.objects_of(noun, p)?.1));
    let of = || {
        let (_, object) = tree.objects_of(noun, "of")?;
        is_actor_name(tree, object).then_some(object)
    };
    own.or_else(by).or_else(of)
}

fn is_actor_name(tree: Tree<'_>, token: u32) -> bool {
    use EntityKind::{Group, Organisation, Person, Place};
    let named = tree.doc.entity_at(token).map(|e| e.kind);
    named.is_some_and(|k| matches!(k, Person | Organisation | Place | Group))
}

/// The words of a phrase, relative clauses left out.
pub(crate) fn phrase(tree: Tree<'_>, head: u32) -> Range<u32> {
    let whole = tree.subtree(head);
    let clause = [Dep::Relcl, Dep::Acl, Dep::Advcl, Dep::Punct];
    let cut = tree.with_dep(head, &clause).filter(|&c| c > head).map(|c| tree.subtree(c).start);
    whole.start..cut.min().unwrap_or(whole.end).max(head + 1)
}

/// Where the cue has its content by the tree, quotations apart.
pub(crate) fn content(tree: Tree<'_>, cue: &Cue) -> Option<Range<u32>> {
    let found = cue.word.content.iter().find_map(|slot| slot_content(tree, cue, slot))?;
    let head = found.clone().find(|&t| !found.contains(&tree.head(t)) || tree.head(t) == t)?;
    let book = Codebook::get();
    let person = tree.doc.entity_at(head).is_some_and(|e| e.kind == EntityKind::Person);
    if Limits::get().refuses(tree, cue.word, head) {
        return None;
    }
    let shut_out = book.is_shut_out(cue.word.act, &tree.lemma(head))
        || person && book.is_shut_out(cue.word.act, "a person");
    (!shut_out).then(|| untorn(tree, found))
}

/// A content without a verb of the past that belongs beside the cue, and the "and" before it.
fn untorn(tree: Tree<'_>, content: Range<u32>) -> Range<u32> {
    let mut verbs = content.clone().skip(1);
    let Some(torn) = verbs.find(|&t| tree.governor_over_infinitive(t).is_some()) else {
        return content;
    };
    let start = tree.subtree(torn).start.max(content.start + 1);
    let link = |t: u32| matches!(tree.pos(t), Pos::Cconj | Pos::Punct);
    let end = (content.start + 1..=start).rev().find(|&t| !link(t - 1)).unwrap_or(start);
    content.start..end
}

fn slot_content(tree: Tree<'_>, cue: &Cue, slot: &Slot) -> Option<Range<u32>> {
    match slot {
        Slot::Clause => clause(tree, cue),
        // "Would like partners to join", not "would like to join".
        Slot::Infinitive if tree.lemma(cue.token) == "like" => {
            let (verb, subject) = infinitive(tree, cue)?;
            subject.map(|s| tree.subtree(s).start..tree.subtree(verb).end)
        }
        Slot::Infinitive => infinitive(tree, cue).map(|(verb, _)| {
            let whole = tree.subtree(verb);
            let to = tree.with_dep(verb, &[Dep::Aux]).find(|&a| tree.tag(a) == Tag::To);
            let adverb = tree.with_dep(verb, &[Dep::Neg]).next();
            to.into_iter().chain(adverb).min().unwrap_or(whole.start)..whole.end
        }),
        Slot::Gerund => {
            let deps = [Dep::Xcomp, Dep::Ccomp, Dep::Pcomp, Dep::Advcl];
            let mut verbs = tree.with_dep(cue.token, &deps);
            verbs.find(|&v| v > cue.token && tree.is_gerund(v)).map(|v| tree.subtree(v))
        }
        Slot::Object => {
            let whole = tree.subtree(object(tree, cue)?);
            // "Denounced the decision as unjust".
            let as_what = tree.objects_of(cue.token, "as").map(|(_, what)| tree.subtree(what).end);
            Some(whole.start..as_what.unwrap_or(whole.end).max(whole.end))
        }
        Slot::Predicate => {
            let predicate = tree.with_dep(cue.token, &[Dep::Oprd]).next()?;
            let start = object(tree, cue).map_or(predicate, |o| tree.subtree(o).start);
            let end = tree.subtree(predicate).end;
            (start < end).then_some(start..end)
        }
        Slot::Own => Some(cue.token..cue.token + 1),
        Slot::Prep(word) => preposition(tree, cue, word),
    }
}

/// A content clause after or before the cue, or the clause a tag is set into ("the visit, he
/// confirmed, will take place").
fn clause(tree: Tree<'_>, cue: &Cue) -> Option<Range<u32>> {
    let deps: &[Dep] = match cue.word.part {
        Part::Noun => &[Dep::Acl, Dep::Ccomp],
        Part::Verb | Part::Adjective => &[Dep::Ccomp],
    };
    let asked = tree.lemma(cue.token) == "ask";
    let own = tree.with_dep(cue.token, deps).find(|&c| !tree.is_infinitive(c) && !asked);
    let finite = own.filter(|&c| cue.word.part != Part::Noun || tree.has_dep(c, &[Dep::Mark]));
    if let Some(verb) = finite {
        return Some(tree.subtree(verb));
    }
    let head = tree.head(cue.token);
    let inserted = tree.dep(cue.token) == Dep::Parataxis && head != cue.token;
    inserted.then(|| tree.subtree(head))
}

/// The infinitive a cue governs, and its own subject where it has one.
pub(crate) fn infinitive(tree: Tree<'_>, cue: &Cue) -> Option<(u32, Option<u32>)> {
    let noun = cue.word.part == Part::Noun;
    let under = |token: u32| {
        tree.with_dep(token, &CLAUSES).find(|&c| c > cue.token && tree.is_infinitive(c))
    };
    // "Asked those who live there to wait": parsers hang the infinitive on the relative clause.
    let relative = |c: &u32| {
        tree.with_dep(*c, &[Dep::Nsubj]).any(|s| matches!(tree.tag(s), Tag::Wp | Tag::Wdt))
    };
    let torn = || tree.with_dep(cue.token, &[Dep::Ccomp]).find(relative).and_then(under);
    let direct = under(cue.token).or_else(torn);
    let through_object = || {
        let objects = tree.with_dep(cue.token, &[Dep::Dobj, Dep::Dative]);
        let joined = cue.word.addressee.iter().filter_map(|slot| match slot {
            Slot::Prep(word) => tree.objects_of(cue.token, word).map(|(_, object)| object),
            _ => None,
        });
        objects.chain(joined).find_map(under)
    };
    let carried = || cue.carrier.filter(|_| noun).and_then(under);
    let verb = direct.or_else(through_object).or_else(carried)?;
    Some((verb, tree.with_dep(verb, &[Dep::Nsubj]).next().filter(|&s| s < verb)))
}

fn object(tree: Tree<'_>, cue: &Cue) -> Option<u32> {
    if tree.is_passive(cue.token) {
        return tree.with_dep(cue.token, &[Dep::Nsubjpass]).next();
    }
    let counted = |o: &u32| !cue.word.words[1..].contains(&tree.lemma(*o));
    let dative = tree.has_dep(cue.token, &[Dep::Dobj]);
    let mut objects = tree.with_dep(cue.token, &[Dep::Dobj]).filter(|o| *o > cue.token);
    let bare = || {
        // A second object without the first ("promised aid") is sometimes labelled so.
        tree.with_dep(cue.token, &[Dep::Dative, Dep::Oprd]).find(|&o| tree.pos(o) != Pos::Adp)
    };
    // "Rejected claims that ..." speaks of what was claimed.
    let of =
        |o: u32| if counted(&o) { Some(o) } else { Some(o).filter(|&o| tree.has_dep(o, &CLAUSES)) };
    objects.find_map(of).or_else(|| bare().filter(|_| !dative))
}

/// What stands under a preposition of the cue, of its object, or of its carrier.
fn preposition(tree: Tree<'_>, cue: &Cue, word: &str) -> Option<Range<u32>> {
    let objects = tree.with_dep(cue.token, &[Dep::Dobj, Dep::Dative]);
    let joined = ["to", "with", "on"].iter().filter_map(|p| tree.objects_of(cue.token, p));
    let carrier = cue.carrier.filter(|&c| c != cue.token);
    let through = carrier.iter().filter_map(|&c| tree.objects_of(c, "to").map(|(_, o)| o));
    let places: Vec<u32> = std::iter::once(cue.token)
        .chain(objects)
        .chain(joined.map(|(_, object)| object))
        .chain(carrier)
        .chain(through)
        .collect();
    let (_, object) = places.into_iter().find_map(|p| tree.objects_of(p, word))?;
    Some(tree.subtree(object))
}

/// The heads of the phrases for whoever is spoken to.
pub(crate) fn addressees(tree: Tree<'_>, cue: &Cue) -> Vec<u32> {
    let found = cue.word.addressee.iter().find_map(|slot| match slot {
        Slot::Object => spoken_to(tree, cue),
        Slot::Prep(word) => {
            let carrier = cue.carrier.unwrap_or(cue.token);
            let near = tree.objects_of(cue.token, word).or_else(|| tree.objects_of(carrier, word));
            near.map(|(_, object)| object)
        }
        _ => None,
    });
    found.map_or_else(Vec::new, |head| tree.conjuncts(head))
}

fn spoken_to(tree: Tree<'_>, cue: &Cue) -> Option<u32> {
    if tree.is_passive(cue.token) {
        return tree.subject(cue.token);
    }
    let dative = tree.with_dep(cue.token, &[Dep::Dative]).find(|&d| tree.pos(d) != Pos::Adp);
    let of_infinitive = || infinitive(tree, cue).and_then(|(_, subject)| subject);
    let object = || tree.with_dep(cue.token, &[Dep::Dobj]).find(|&o| o > cue.token);
    let given = cue.word.act == crate::nouns::Act::Promise;
    dative.or_else(of_infinitive).or_else(|| object().filter(|_| !given))
}

impl Tree<'_> {
    /// "He's said he will come", which parsers take for a passive.
    fn is_contracted(self, verb: u32) -> bool {
        let short = |a: u32| matches!(self.word(a), "'s" | "’s");
        self.with_dep(verb, &[Dep::Auxpass]).any(short) && self.has_dep(verb, &[Dep::Ccomp])
    }

    /// Whether a verb is an infinitive with "to".
    pub(crate) fn is_infinitive(self, verb: u32) -> bool {
        self.with_dep(verb, &[Dep::Aux]).any(|a| self.tag(a) == Tag::To)
    }

    fn is_gerund(self, verb: u32) -> bool {
        self.tag(verb) == Tag::Vbg
            || self.with_dep(verb, &[Dep::Aux, Dep::Auxpass]).any(|a| self.tag(a) == Tag::Vbg)
    }
}
