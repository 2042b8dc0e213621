//! Questions asked of the parse.

use std::ops::Range;

use chancery_engine::{Dep, Doc, Pos, Tag};

/// A parsed text with shorthands.
#[derive(Clone, Copy)]
pub(crate) struct Tree<'a> {
    pub(crate) doc: &'a Doc,
}

impl<'a> Tree<'a> {
    pub(crate) fn len(self) -> u32 {
        self.doc.tokens.len() as u32
    }

    pub(crate) fn dep(self, token: u32) -> Dep {
        self.doc.tokens[token as usize].dep
    }

    pub(crate) fn pos(self, token: u32) -> Pos {
        self.doc.tokens[token as usize].pos
    }

    pub(crate) fn tag(self, token: u32) -> Tag {
        self.doc.tokens[token as usize].tag
    }

    pub(crate) fn head(self, token: u32) -> u32 {
        self.doc.tokens[token as usize].head
    }

    pub(crate) fn word(self, token: u32) -> &'a str {
        self.doc.word(token)
    }

    pub(crate) fn lower(self, token: u32) -> String {
        self.doc.word(token).to_lowercase()
    }

    /// Base form in lower case; "n't" as "not".
    pub(crate) fn lemma(self, token: u32) -> String {
        let lemma = self.doc.tokens[token as usize].lemma.to_lowercase();
        if lemma == "n't" { "not".to_owned() } else { lemma }
    }

    pub(crate) fn is_verb(self, token: u32) -> bool {
        matches!(self.pos(token), Pos::Verb | Pos::Aux)
    }

    pub(crate) fn children(self, token: u32) -> impl Iterator<Item = u32> + 'a {
        self.doc.children(token)
    }

    /// The dependents with one of these labels, left to right.
    pub(crate) fn with_dep<'d>(
        self,
        token: u32,
        deps: &'d [Dep],
    ) -> impl Iterator<Item = u32> + use<'a, 'd> {
        self.children(token).filter(move |&c| deps.contains(&self.dep(c)))
    }

    pub(crate) fn has_dep(self, token: u32, deps: &[Dep]) -> bool {
        self.with_dep(token, deps).next().is_some()
    }

    pub(crate) fn sentence(self, token: u32) -> Range<u32> {
        self.doc.sentences[self.doc.sentence_of(token)].clone()
    }

    /// Whether a token is another or stands under it.
    fn is_under(self, token: u32, ancestor: u32) -> bool {
        let mut at = token;
        while at != ancestor {
            let head = self.head(at);
            if head == at {
                return false;
            }
            at = head;
        }
        true
    }

    /// First to last token of what stands under a token, within its sentence.
    pub(crate) fn subtree(self, token: u32) -> Range<u32> {
        let sentence = self.sentence(token);
        let first = sentence.clone().find(|&t| self.is_under(t, token)).unwrap_or(token);
        let last = sentence.rev().find(|&t| self.is_under(t, token)).unwrap_or(token);
        first..last + 1
    }

    /// A token with everything coordinated to it.
    pub(crate) fn conjuncts(self, token: u32) -> Vec<u32> {
        let mut all = vec![token];
        let mut next = 0;
        while next < all.len() {
            all.extend(self.with_dep(all[next], &[Dep::Conj]));
            next += 1;
        }
        all
    }

    /// Objects of a token's prepositions of this word.
    pub(crate) fn objects_of(self, token: u32, preposition: &str) -> Option<(u32, u32)> {
        let preps = [Dep::Prep, Dep::Agent, Dep::Dative, Dep::Prt];
        let mut found = self.with_dep(token, &preps).filter(|&p| self.lower(p) == preposition);
        found.find_map(|p| {
            let object = self.with_dep(p, &[Dep::Pobj, Dep::Pcomp]).next()?;
            Some((p, object))
        })
    }

    /// Whether a verb is in the passive.
    pub(crate) fn is_passive(self, verb: u32) -> bool {
        self.has_dep(verb, &[Dep::Auxpass, Dep::Nsubjpass])
            || self.tag(verb) == Tag::Vbn
                && self.dep(verb) == Dep::Acl
                && self.objects_of(verb, "by").is_some()
    }

    /// Whether a clause is negated at its verb.
    pub(crate) fn is_negated(self, verb: u32) -> bool {
        self.children(verb).any(|c| {
            self.dep(c) == Dep::Neg || matches!(self.lower(c).as_str(), "never" | "neither" | "nor")
        })
    }

    /// The subject of a verb, looked for upwards where it has none of its own.
    pub(crate) fn subject(self, verb: u32) -> Option<u32> {
        let mut at = verb;
        for _ in 0..6 {
            if let Some(subject) = self.with_dep(at, &[Dep::Nsubj, Dep::Nsubjpass]).next() {
                return Some(self.antecedent(subject, at));
            }
            let head = self.head(at);
            if head == at {
                return None;
            }
            if let Some(governor) = self.governor_over_infinitive(at) {
                at = governor;
                continue;
            }
            match self.dep(at) {
                Dep::Acl => return Some(head),
                Dep::Xcomp | Dep::Ccomp | Dep::Pcomp if self.has_dep(head, &[Dep::Dobj]) => {
                    return self.with_dep(head, &[Dep::Dobj]).next();
                }
                // "Quoted him as saying": he says it.
                Dep::Pcomp if self.lower(head) == "as" => {
                    let object = self.with_dep(self.head(head), &[Dep::Dobj]).next();
                    if object.is_some() {
                        return object;
                    }
                }
                Dep::Conj
                | Dep::Xcomp
                | Dep::Advcl
                | Dep::Pcomp
                | Dep::Prep
                | Dep::Aux
                | Dep::Auxpass
                | Dep::Attr
                | Dep::Acomp => {}
                _ => return None,
            }
            at = head;
        }
        None
    }

    /// "Urged Norway to open the harbour and asked all to wait": the verb of the past that a parser
    /// hangs on the infinitive goes with the verb over it.
    pub(crate) fn governor_over_infinitive(self, verb: u32) -> Option<u32> {
        let infinitive = self.head(verb);
        let finite = |t: u32| self.tag(t) == Tag::Vbd && !self.has_dep(t, &[Dep::Nsubj]);
        let to = self.with_dep(infinitive, &[Dep::Aux]).any(|a| self.tag(a) == Tag::To);
        let governor = self.head(infinitive);
        let past = self.tag(governor) == Tag::Vbd && governor != infinitive;
        (self.dep(verb) == Dep::Conj && finite(verb) && to && past).then_some(governor)
    }

    /// The noun a relative pronoun stands for.
    pub(crate) fn antecedent(self, subject: u32, verb: u32) -> u32 {
        let relative = matches!(self.tag(subject), Tag::Wp | Tag::Wdt);
        let mut clause = verb;
        while relative && self.dep(clause) == Dep::Conj {
            clause = self.head(clause);
        }
        if relative && self.dep(clause) == Dep::Relcl { self.head(clause) } else { subject }
    }
}

/// Whether a word is a pronoun of the first person.
pub(crate) fn is_first_person(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "i" | "we" | "me" | "us" | "my" | "our")
}

/// Whether two ranges share a token.
pub(crate) fn overlap(a: &Range<u32>, b: &Range<u32>) -> bool {
    a.start < b.end && b.start < a.end
}
