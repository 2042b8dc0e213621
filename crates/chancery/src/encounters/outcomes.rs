//! What came of a contact: agreed, announced, signed, asked, offered, warned, refused; and the
//! instruments among it, each only as far as its own words tell. Announced is not signed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use chancery_engine::{Dep, Pos, Tag};

use super::accounts::evidence;
use super::clusters::{Cluster, country, distinct};
use super::telling::{Party, Telling};
use super::topics::sentences_up_to;
use crate::codebook::{bullets, section, table};
use crate::nouns::{
    ActorId, ActorKind, EncounterKind, Instrument, InstrumentState, MentionKind, Outcome,
    OutcomeAct,
};
use crate::scene::Scene;

const PAGE: &str = include_str!("../../../../codebook/outcomes.md");

struct Word {
    words: Vec<String>,
    act: OutcomeAct,
    state: InstrumentState,
}

struct Tables {
    /// By first word, longer ones first.
    words: BTreeMap<String, Vec<Word>>,
    of_instruments: BTreeSet<String>,
    instruments: BTreeMap<String, String>,
    together: BTreeSet<String>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut words: BTreeMap<String, Vec<Word>> = BTreeMap::new();
    for row in table(section(PAGE, "Words")) {
        let parts: Vec<String> = row[0].split(' ').map(str::to_owned).collect();
        let word = Word { act: named(&row[1]), state: named(&row[2]), words: parts.clone() };
        words.entry(parts[0].clone()).or_default().push(word);
    }
    for list in words.values_mut() {
        list.sort_by_key(|w| std::cmp::Reverse(w.words.len()));
    }
    let instruments = table(section(PAGE, "Instruments"));
    Tables {
        words,
        of_instruments: bullets(section(PAGE, "Objects")).collect(),
        instruments: instruments.into_iter().map(|r| (r[0].clone(), r[1].clone())).collect(),
        together: bullets(section(PAGE, "Together")).collect(),
    }
});

/// An act or a state by the name it has in exports.
fn named<T: serde::de::DeserializeOwned>(name: &str) -> T {
    serde_json::from_value(name.into()).expect("codebook names an act and a state")
}

/// Outcomes told in the sentences in which a voice tells of a contact, in order.
pub(crate) fn outcomes(
    scene: &Scene<'_>,
    tellings: &[Telling<'_>],
    cluster: &Cluster,
    told_by: &[usize],
) -> Vec<Outcome> {
    let parties = distinct(scene, &cluster.parties);
    // "They signed an agreement": what the parties of a contact sign there ends nothing.
    let sentences = sentences_up_to(scene, tellings, told_by, |at, telling| {
        let own = cluster.tellings.binary_search(&at).is_ok();
        !own && (telling.kind != EncounterKind::Signing || telling.parties.len() > 1)
    });
    let tokens = sentences.into_iter().flat_map(|s| scene.doc.sentences[s].clone());
    tokens.filter_map(|token| outcome_at(scene, &parties, token)).collect()
}

fn outcome_at(scene: &Scene<'_>, parties: &[&Party], verb: u32) -> Option<Outcome> {
    let words = TABLES.words.get(scene.lemma(verb)).filter(|_| scene.pos(verb) == Pos::Verb)?;
    let has = |w: &String| scene.children(verb).any(|c| scene.lower(c) == *w);
    let word = words.iter().find(|w| w.words[1..].iter().all(has))?;
    let ahead = outlook(scene, verb)?;
    let passive = is_passive(scene, verb);
    let by_words = ["by".to_owned()];
    let doers = if passive { scene.objects_of(verb, &by_words) } else { scene.subjects(verb) };
    let by = parties_at(scene, parties, &doers);
    let head = content(scene, parties, verb, word.act)?;
    let what = phrase(scene, head);
    let instrument = instrument_at(scene, head, what.clone(), word);
    let needed = TABLES.of_instruments.contains(scene.lemma(verb));
    if by.is_empty() || (needed && instrument.is_none()) || (ahead && instrument.is_none()) {
        return None;
    }
    let to = receivers(scene, parties, verb).into_iter().filter(|a| !by.contains(a)).collect();
    let told = scene.doc.bytes(what.clone());
    let whole = scene.doc.bytes(what.start.min(verb)..what.end.max(verb + 1));
    let instrument =
        instrument.filter(|_| !matches!(word.act, OutcomeAct::Refused | OutcomeAct::Warned));
    Some(Outcome {
        act: if ahead { OutcomeAct::Announced } else { word.act },
        by,
        to,
        text: scene.page.reading.text[told.start as usize..told.end as usize].to_owned(),
        instrument: instrument.map(|mut found| {
            if ahead {
                found.state = InstrumentState::Announced;
            }
            found
        }),
        evidence: evidence(scene, whole.start, whole.end),
    })
}

/// Whether a verb is told as still to come; `None` where it is not told as done nor to be done.
fn outlook(scene: &Scene<'_>, verb: u32) -> Option<bool> {
    let negated = scene.with_dep(verb, &[Dep::Neg]).next().is_some();
    let marked = scene
        .with_dep(verb, &[Dep::Mark])
        .any(|m| matches!(scene.lower(m).as_str(), "if" | "unless" | "whether"));
    if negated || marked || scene.sentence(verb).rev().take(3).any(|t| scene.doc.word(t) == "?") {
        return None;
    }
    if let Some(modal) = scene.with_dep(verb, &[Dep::Aux]).find(|&a| scene.tag(a) == Tag::Md) {
        return matches!(scene.lower(modal).as_str(), "will" | "shall").then_some(true);
    }
    let helped = scene.with_dep(verb, &[Dep::Aux, Dep::Auxpass]).next().is_some();
    let head = scene.head(verb);
    match scene.tag(verb) {
        Tag::Vbd | Tag::Vbz | Tag::Vbp => Some(false),
        Tag::Vbn if helped => Some(false),
        Tag::Vbn if scene.dep(verb) == Dep::Conj && head != verb => outlook(scene, head),
        _ => None,
    }
}

fn is_passive(scene: &Scene<'_>, verb: u32) -> bool {
    scene.with_dep(verb, &[Dep::Nsubjpass, Dep::Auxpass]).next().is_some()
}

/// The parties some tokens stand for: themselves, the state of one, or all of them.
fn parties_at(scene: &Scene<'_>, parties: &[&Party], tokens: &[u32]) -> Vec<ActorId> {
    let mut found: Vec<ActorId> = Vec::new();
    for &token in tokens {
        for party in parties.iter().filter(|p| stands_for(scene, p, token)) {
            if !found.contains(&party.actor) {
                found.push(party.actor.clone());
            }
        }
    }
    let together = |&t: &u32| {
        let plural = matches!(scene.tag(t), Tag::Nns | Tag::Prp | Tag::Dt | Tag::Cd | Tag::Nnps);
        plural && TABLES.together.contains(scene.lemma(t).to_lowercase().as_str())
    };
    if found.is_empty() && tokens.iter().any(|t| together(t) || is_they(scene, *t)) {
        return parties.iter().map(|p| p.actor.clone()).collect();
    }
    found
}

fn is_they(scene: &Scene<'_>, token: u32) -> bool {
    scene.lower(token) == "they"
}

fn stands_for(scene: &Scene<'_>, party: &Party, token: u32) -> bool {
    let Some(index) = scene.mention_of(token) else { return false };
    let mention = scene.mention(index);
    let state = mention
        .actor
        .as_ref()
        .and_then(|id| scene.actor(id))
        .is_some_and(|a| a.kind == ActorKind::State && mention.kind != MentionKind::Demonym);
    mention.actor.as_ref() == Some(&party.actor)
        || mention.members.contains(&party.actor)
        || (state && mention.country.is_some() && mention.country == country(scene, party))
}

/// To whom: parties among the objects of the verb.
fn receivers(scene: &Scene<'_>, parties: &[&Party], verb: u32) -> Vec<ActorId> {
    let objects = scene.with_dep(verb, &[Dep::Dobj, Dep::Dative]);
    let mut tokens: Vec<u32> = objects.flat_map(|o| scene.conjuncts(o)).collect();
    let words = ["to", "on", "upon", "with"].map(str::to_owned);
    tokens.extend(scene.objects_of(verb, &words));
    let clauses: Vec<u32> = scene.with_dep(verb, &[Dep::Ccomp, Dep::Xcomp]).collect();
    // "Asked him to open": the parser may take whom for the subject of the clause.
    tokens.extend(
        clauses
            .into_iter()
            .filter(|&c| has_to(scene, c))
            .flat_map(|c| scene.with_dep(c, &[Dep::Nsubj]).collect::<Vec<_>>()),
    );
    let named = tokens.into_iter().filter(|&t| scene.mention_of(t).is_some());
    parties_at(scene, parties, &named.collect::<Vec<_>>())
}

fn has_to(scene: &Scene<'_>, verb: u32) -> bool {
    scene.with_dep(verb, &[Dep::Aux]).any(|a| scene.tag(a) == Tag::To)
}

/// The head of what is agreed, signed, asked: a clause, an object, or what follows "on", "for",
/// "to" or "against".
fn content(scene: &Scene<'_>, parties: &[&Party], verb: u32, act: OutcomeAct) -> Option<u32> {
    let says = |&c: &u32| {
        let that = scene.dep(c) == Dep::Ccomp && act != OutcomeAct::Agreed;
        let to_come = scene.with_dep(c, &[Dep::Aux]).any(|a| scene.tag(a) == Tag::Md);
        let open = scene
            .with_dep(c, &[Dep::Mark, Dep::Advmod])
            .any(|m| matches!(scene.lower(m).as_str(), "whether" | "if" | "why" | "how" | "when"));
        let relative =
            scene.with_dep(c, &[Dep::Nsubj]).any(|s| matches!(scene.tag(s), Tag::Wp | Tag::Wdt));
        c > verb && scene.is_verb(c) && !open && !relative && (has_to(scene, c) || that || to_come)
    };
    let inner: Vec<u32> = std::iter::once(verb)
        .chain(scene.with_dep(verb, &[Dep::Dobj, Dep::Dative]))
        .flat_map(|o| scene.with_dep(o, &[Dep::Xcomp, Dep::Ccomp, Dep::Acl]).collect::<Vec<_>>())
        .collect();
    let clause = inner.into_iter().filter(says).min();
    let party = |t: u32| parties.iter().any(|p| stands_for(scene, p, t));
    let object = || {
        let deps = [Dep::Dobj, Dep::Nsubjpass];
        scene.with_dep(verb, &deps).find(|&o| !party(o) && scene.pos(o) != Pos::Pron)
    };
    // "Announced on Tuesday": a time is not what was announced.
    let after = || {
        let words = ["on", "for", "to", "against", "about"].map(str::to_owned);
        let told = scene.objects_of(verb, &words).into_iter();
        told.filter(|&o| scene.pos(o) != Pos::Pron && !scene.in_time(o)).find(|&o| !party(o))
    };
    clause.or_else(object).or_else(after)
}

/// A head with all below it, marks at its end left out; an infinitive from its "to" on, so that
/// whoever is asked stands outside.
fn phrase(scene: &Scene<'_>, head: u32) -> Range<u32> {
    let mut range = scene.subtree(head);
    if let Some(to) = scene.with_dep(head, &[Dep::Aux]).find(|&a| scene.tag(a) == Tag::To) {
        range.start = to;
    }
    while range.end > range.start + 1 && matches!(scene.pos(range.end - 1), Pos::Punct | Pos::Space)
    {
        range.end -= 1;
    }
    range
}

/// The instrument that is the head, or the object of the infinitive.
fn instrument_at(
    scene: &Scene<'_>,
    head: u32,
    what: Range<u32>,
    word: &Word,
) -> Option<Instrument> {
    let kind_of = |t: u32| {
        let lower = scene.lower(t);
        let names = &TABLES.instruments;
        names.get(scene.lemma(t)).or_else(|| names.get(&lower)).filter(|_| !is_mere(scene, t))
    };
    let clause = scene.is_verb(head);
    let candidates =
        if clause { scene.with_dep(head, &[Dep::Dobj]).collect() } else { scene.conjuncts(head) };
    let (token, kind) = candidates.into_iter().find_map(|t| Some((t, kind_of(t)?)))?;
    Some(Instrument {
        kind: kind.clone(),
        title: title(scene, token, what),
        state: if clause { InstrumentState::Announced } else { word.state },
    })
}

/// A statement is an instrument only where it is a joint one.
fn is_mere(scene: &Scene<'_>, token: u32) -> bool {
    scene.lemma(token) == "statement"
        && !scene.children(token).any(|c| matches!(scene.lower(c).as_str(), "joint" | "common"))
}

/// The title of an instrument written with capitals: "Treaty of Tallinn".
fn title(scene: &Scene<'_>, token: u32, what: Range<u32>) -> Option<String> {
    let capital = |t: u32| scene.doc.word(t).starts_with(char::is_uppercase);
    let small =
        |t: u32| matches!(scene.lower(t).as_str(), "of" | "on" | "for" | "and" | "the" | "in");
    if !capital(token) {
        return None;
    }
    let first = (what.start..token).rev().take_while(|&t| capital(t)).last().unwrap_or(token);
    let first = (first..=token).find(|&t| scene.pos(t) != Pos::Det).unwrap_or(token);
    let run = (token + 1..what.end).take_while(|&t| capital(t) || small(t));
    let last = run.filter(|&t| capital(t)).last().unwrap_or(token);
    (last > first).then(|| scene.doc.span(first..last + 1).to_owned())
}

/// The outcomes of several accounts, each stretch of words once, in order.
pub(crate) fn merged<'o>(outcomes: impl Iterator<Item = &'o Outcome>) -> Vec<Outcome> {
    let mut found: Vec<Outcome> = Vec::new();
    for outcome in outcomes {
        if found.iter().all(|o| o.evidence != outcome.evidence) {
            found.push(outcome.clone());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::PAGE;
    use crate::codebook::examples;
    use crate::nouns::{ActorId, Outcome};
    use crate::pipeline::{PageReader, ReadOutcome};
    use crate::read::{Options, Source, read_bytes};

    fn outcome(reader: &PageReader, text: &str) -> ReadOutcome {
        let source = Source { published: Some("2026-02-15".to_owned()), ..Source::default() };
        let mut pages = Vec::new();
        read_bytes(text.as_bytes(), &source, &Options::default(), &mut |p| pages.push(p));
        reader.read_page(pages.pop().expect("a page").expect("a clean page"))
    }

    /// "Act: who; what; to whom; instrument", as the page writes it.
    fn described(found: &ReadOutcome, one: &Outcome) -> String {
        let names = |ids: &[ActorId]| {
            let last = |id: &ActorId| {
                let actor = found.actors.iter().find(|a| a.id == *id);
                let name = actor.map_or(id.as_str(), |a| a.name.as_str());
                name.rsplit(' ').next().unwrap_or(name).to_owned()
            };
            ids.iter().map(last).collect::<Vec<_>>().join(", ")
        };
        let mut line = format!("{:?}: {}; {}", one.act, names(&one.by), one.text);
        line[..1].make_ascii_lowercase();
        if !one.to.is_empty() {
            line.push_str("; to ");
            line.push_str(&names(&one.to));
        }
        if let Some(it) = &one.instrument {
            let state = format!("{:?}", it.state).to_lowercase();
            line = format!("{line}; {} {state}", it.kind);
            line += &it.title.as_ref().map_or_else(String::new, |t| format!(", {t}"));
        }
        line
    }

    #[test]
    fn codebook_examples_give_what_they_say() {
        let reader = PageReader::new();
        let all = examples(PAGE);
        assert!(all.len() >= 15);
        let mut wrong = Vec::new();
        for (text, expected) in all {
            let found = outcome(&reader, &text);
            let told = found.accounts.iter().flat_map(|a| &a.outcomes);
            let mut got: Vec<String> = told.map(|o| described(&found, o)).collect();
            if got.is_empty() {
                got.push("none".to_owned());
            }
            if got != expected {
                wrong.push(format!("{text}\n  expected {expected:?}\n  found {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
