//! From a word of contact to the tokens that stand for its parties.

use chancery_engine::{Dep, Pos};

use super::codebook::{Codebook, Frame};
use super::journeys::{expecting_verb, going_verb, journey_noun, staying_verb};
use super::triggers::Trigger;
use crate::nouns::{ActorKind, MentionKind, Role, Sector};
use crate::scene::Scene;

/// A token that stands for a party, and the part it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slot {
    pub(crate) token: u32,
    pub(crate) role: Role,
}

/// The tokens that fill a contact's places.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    pub(crate) parties: Vec<Slot>,
    /// Tokens that name the goal of a journey.
    pub(crate) goals: Vec<u32>,
    /// The verb that carries tense and modality for it.
    pub(crate) carrier: Option<u32>,
}

impl Slots {
    pub(super) fn add(&mut self, tokens: impl IntoIterator<Item = u32>, role: Role) {
        for token in tokens {
            if !self.parties.iter().any(|s| s.token == token) {
                self.parties.push(Slot { token, role });
            }
        }
    }
}

/// Reads the parties of a contact off the tree.
pub(crate) fn slots(scene: &Scene<'_>, trigger: &Trigger) -> Option<Slots> {
    let mut slots = Slots::default();
    match trigger.word.frame {
        Frame::Mutual | Frame::Topic => mutual_verb(scene, trigger, &mut slots),
        Frame::Receive => directed_verb(scene, trigger, &mut slots, Role::Host, Role::Guest),
        Frame::Dial | Frame::Send => dialling_verb(scene, trigger, &mut slots)?,
        Frame::See => seeing_verb(scene, trigger, &mut slots)?,
        Frame::Go => going_verb(scene, trigger, &mut slots),
        Frame::Stay => staying_verb(scene, trigger, &mut slots)?,
        Frame::Expect => expecting_verb(scene, trigger, &mut slots)?,
        Frame::Sign => signing_verb(scene, trigger, &mut slots)?,
        Frame::Event | Frame::Gathering => event_noun(scene, trigger, &mut slots),
        Frame::Line => over_a_line(scene, trigger, &mut slots)?,
        Frame::Journey => journey_noun(scene, trigger, &mut slots),
        Frame::Missive => missive_noun(scene, trigger, &mut slots),
    }
    Some(slots)
}

pub(super) fn is_passive(scene: &Scene<'_>, verb: u32) -> bool {
    scene.with_dep(verb, &[Dep::Nsubjpass, Dep::Auxpass]).next().is_some()
}

pub(super) fn direct_objects(scene: &Scene<'_>, verb: u32) -> Vec<u32> {
    let objects = scene.with_dep(verb, &[Dep::Dobj, Dep::Dative]);
    objects.filter(|&o| scene.pos(o) != Pos::Adp).flat_map(|o| scene.conjuncts(o)).collect()
}

pub(super) fn agents(scene: &Scene<'_>, verb: u32) -> Vec<u32> {
    scene.objects_of(verb, &["by".to_owned()])
}

fn mutual_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let verb = trigger.token;
    slots.carrier = Some(verb);
    slots.add(scene.subjects(verb), Role::Principal);
    if trigger.word.takes_object {
        slots.add(direct_objects(scene, verb), Role::Principal);
    }
    slots.add(joined(scene, trigger), Role::Principal);
    // "discussed the war with Aho": the preposition may hang on the object.
    for object in scene.with_dep(verb, &[Dep::Dobj]).collect::<Vec<_>>() {
        if trigger.word.frame == Frame::Topic {
            slots.add(scene.objects_of(object, &trigger.word.joins), Role::Principal);
        }
    }
    if is_passive(scene, verb) {
        slots.add(agents(scene, verb), Role::Principal);
    }
}

/// The other side after a preposition. Whom one speaks "to" is a person: before a parliament one
/// gives a speech.
fn joined(scene: &Scene<'_>, trigger: &Trigger) -> Vec<u32> {
    let verb = trigger.token;
    let (to, others): (Vec<String>, Vec<String>) =
        trigger.word.joins.iter().cloned().partition(|j| j == "to");
    let mut found = scene.objects_of(verb, &others);
    found.extend(scene.objects_of(verb, &to).into_iter().filter(|&t| is_person(scene, t)));
    found
}

fn directed_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots, from: Role, to: Role) {
    let verb = trigger.token;
    slots.carrier = Some(verb);
    if is_passive(scene, verb) {
        slots.add(scene.subjects(verb), to);
        slots.add(agents(scene, verb), from);
    } else {
        slots.add(scene.subjects(verb), from);
        let objects = direct_objects(scene, verb);
        let late = if objects.is_empty() { late_object(scene, verb) } else { None };
        slots.add(objects.into_iter().chain(late), to);
    }
}

/// "Received this evening, at the palace, the President": the tree loses an object that stands so
/// late, and hangs it on the verb as anything else, or on what stands between.
fn late_object(scene: &Scene<'_>, verb: u32) -> Option<u32> {
    let lost = |t: u32| {
        matches!(scene.dep(t), Dep::Npadvmod | Dep::Appos | Dep::Unlabelled | Dep::Oprd | Dep::Attr)
    };
    let after = verb + 1..scene.sentence(verb).end;
    after.filter(|&t| lost(t) && scene.verb_above(t) == Some(verb)).find(|&t| is_person(scene, t))
}

/// "Called him a liar", "called on her to act", "called for calm" are no calls.
fn dialling_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) -> Option<()> {
    let verb = trigger.token;
    let says_what = [Dep::Oprd, Dep::Ccomp, Dep::Attr, Dep::Acomp, Dep::Prt];
    if trigger.word.frame == Frame::Dial {
        let other_sense = scene.with_dep(verb, &says_what).next().is_some()
            || calls_on_or_for(scene, verb)
            || is_passive(scene, verb);
        if other_sense {
            return None;
        }
    }
    directed_verb(scene, trigger, slots, Role::From, Role::To);
    // "Called Finland a partner", with the predicate lost by the parser: states are not rung up.
    let state = |t: u32| {
        let actor = scene.mention_of(t).and_then(|m| scene.mention(m).actor.as_ref());
        actor.and_then(|id| scene.actor(id)).is_some_and(|a| a.kind == ActorKind::State)
    };
    if slots.parties.iter().any(|s| s.role == Role::To && state(s.token)) {
        return None;
    }
    slots.parties.retain(|s| trigger.word.takes_object || s.role != Role::To);
    slots.add(scene.objects_of(verb, &trigger.word.joins), Role::To);
    if trigger.word.frame == Frame::Send && slots.parties.iter().all(|s| s.role != Role::To) {
        // "Took up her pen and told Aho": whom it is told is written to.
        for told in scene.with_dep(verb, &[Dep::Conj]).filter(|&v| scene.is_speech(v)) {
            slots.add(direct_objects(scene, told), Role::To);
        }
    }
    Some(())
}

/// "Saw the commissioner", "called on the president": a person sees a person. Whoever sees a
/// threat, sees somebody arrive or calls on somebody to act sees nobody.
fn seeing_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) -> Option<()> {
    let verb = trigger.token;
    let says_what = [Dep::Oprd, Dep::Ccomp, Dep::Attr, Dep::Acomp, Dep::Prt, Dep::Xcomp];
    let as_what = scene.objects_of(verb, &["as".to_owned()]);
    let asked = |t: u32| scene.with_dep(t, &[Dep::Xcomp, Dep::Advcl, Dep::Acl]).next().is_some();
    if scene.with_dep(verb, &says_what).next().is_some() || !as_what.is_empty() {
        return None;
    }
    let passive = is_passive(scene, verb);
    let mut objects =
        if trigger.word.takes_object { direct_objects(scene, verb) } else { Vec::new() };
    objects.extend(scene.objects_of(verb, &trigger.word.joins));
    if passive || objects.iter().any(|&o| asked(o)) {
        return None;
    }
    slots.carrier = Some(verb);
    let persons = |tokens: Vec<u32>| tokens.into_iter().filter(|&t| is_person(scene, t));
    slots.add(persons(scene.subjects(verb)).collect::<Vec<_>>(), Role::Principal);
    slots.add(persons(objects).collect::<Vec<_>>(), Role::Principal);
    Some(())
}

/// Whether a token stands for somebody by name or office.
fn is_person(scene: &Scene<'_>, token: u32) -> bool {
    let mention = scene.mention_of(token).map(|m| scene.mention(m));
    let actor = mention.and_then(|m| m.actor.as_ref()).and_then(|id| scene.actor(id));
    actor.is_some_and(|a| matches!(a.kind, ActorKind::Person | ActorKind::Office))
}

/// "Congratulated him by telephone", "spoke over a video link": whatever is said over a line is
/// said in a call.
fn over_a_line(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) -> Option<()> {
    let prep = scene.head(trigger.token);
    let above = scene.head(prep);
    // "Had each other in person on the line": the tree hangs the line on the person.
    let verb = if trigger.word.two_states && !scene.is_verb(above) {
        scene.verb_above(above)?
    } else {
        above
    };
    let over = trigger.word.joins.contains(&scene.lower(prep));
    if !over || scene.dep(trigger.token) != Dep::Pobj || !scene.is_verb(verb) {
        return None;
    }
    slots.carrier = Some(verb);
    slots.add(scene.subjects(verb), Role::Principal);
    slots.add(direct_objects(scene, verb), Role::Principal);
    slots.add(scene.objects_of(verb, &["with".to_owned(), "to".to_owned()]), Role::Principal);
    if is_passive(scene, verb) {
        slots.add(agents(scene, verb), Role::Principal);
    }
    Some(())
}

/// "Called on them to act", "called for calm"; "called on Friday" is a call still.
fn calls_on_or_for(scene: &Scene<'_>, verb: u32) -> bool {
    let words = ["on".to_owned(), "for".to_owned()];
    let objects = scene.objects_of(verb, &words);
    objects.into_iter().any(|o| {
        let at = scene.doc.tokens[o as usize].start;
        let times = &scene.resolved.times;
        let next = times.partition_point(|t| t.end <= at);
        times.get(next).is_none_or(|t| t.start > at)
    })
}

fn signing_verb(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) -> Option<()> {
    let verb = trigger.token;
    let instruments = &Codebook::get().instruments;
    let is_instrument = |t: u32| {
        let lemma = scene.lemma(t).to_lowercase();
        instruments.iter().any(|i| *i == lemma || lemma.strip_suffix('s') == Some(i))
    };
    let passive = is_passive(scene, verb);
    let things = if passive { scene.subjects(verb) } else { direct_objects(scene, verb) };
    let to = if trigger.word.words.len() > 1 { vec!["to".to_owned()] } else { Vec::new() };
    let mut things = things.into_iter().chain(scene.objects_of(verb, &to));
    // "Signed on Thursday, beside the envoy, a memorandum": the tree loses what stands so late.
    // "Signed it", where two sign.
    let signs_it = |t: u32| matches!(scene.lower(t).as_str(), "it" | "them");
    let two = !passive && scene.subjects(verb).len() >= 2;
    let it = direct_objects(scene, verb).into_iter().find(|&t| two && signs_it(t));
    let late = |&t: &u32| matches!(scene.dep(t), Dep::Appos | Dep::Dobj | Dep::Npadvmod);
    let after = verb + 1..scene.sentence(verb).end;
    let thing = things.find(|&t| is_instrument(t)).or(it).or_else(|| {
        after.filter(late).find(|&t| is_instrument(t) && scene.verb_above(t) == Some(verb))
    })?;
    slots.carrier = Some(verb);
    let signers = if passive { agents(scene, verb) } else { scene.subjects(verb) };
    slots.add(signers, Role::Principal);
    let between = ["with", "between", "beside", "alongside"].map(str::to_owned);
    slots.add(scene.objects_of(verb, &between), Role::Principal);
    slots.add(scene.objects_of(thing, &between), Role::Principal);
    slots.add(together_with(scene, verb), Role::Principal);
    Some(())
}

/// "Signed the paper on trade together with A": by the words, as the tree hangs "with" on whatever
/// stands before it.
fn together_with(scene: &Scene<'_>, verb: u32) -> Vec<u32> {
    let after = verb + 2..scene.sentence(verb).end;
    let mut with = after.filter(|&t| {
        scene.lower(t) == "with" && matches!(scene.lower(t - 1).as_str(), "together" | "along")
    });
    let object = with
        .find(|&t| scene.verb_above(t) == Some(verb))
        .and_then(|t| scene.with_dep(t, &[Dep::Pobj]).next())
        .or_else(|| object_of_adverb(scene, verb));
    object.map_or_else(Vec::new, |o| scene.conjuncts(o))
}

/// The object that the tree gives to "together" itself.
fn object_of_adverb(scene: &Scene<'_>, verb: u32) -> Option<u32> {
    let mut after = verb + 1..scene.sentence(verb).end;
    let adverb =
        after.find(|&t| scene.lower(t) == "together" && scene.verb_above(t) == Some(verb))?;
    scene.with_dep(adverb, &[Dep::Pobj]).next()
}

/// Parties of "the talks between A and B", "A's meeting with B", "Russian-American summit",
/// "A held talks with B", "at a meeting with B, A said".
fn event_noun(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let mut joins = trigger.word.joins.clone();
    joins.retain(|join| join != "between" || !is_told_by_subject(scene, trigger.token));
    for noun in measured(scene, trigger.token) {
        slots.add(scene.objects_of(noun, &joins), Role::Principal);
        slots.add(owners(scene, noun), Role::Principal);
    }
    slots.add(named_before(scene, trigger), Role::Principal);
    carried(scene, trigger, slots);
    told_in_relative_clause(scene, trigger, slots);
    // "A meeting was held between A and B", "held talks with B": the preposition may hang on the verb.
    if let Some(carrier) = slots.carrier.filter(|&c| is_light(scene, c).is_some()) {
        slots.add(scene.objects_of(carrier, &trigger.word.joins), Role::Principal);
        if slots.parties.is_empty() {
            slots.add(between_late(scene, trigger), Role::Principal);
        }
        if trigger.word.frame == Frame::Gathering || is_passive(scene, carrier) {
            slots.add(agents(scene, carrier), Role::Principal);
        }
    }
}

/// "A conversation took place this evening, Friday, between A and B": wherever the tree hangs it,
/// there is nothing else that could be between them.
fn between_late(scene: &Scene<'_>, trigger: &Trigger) -> Vec<u32> {
    let after = trigger.token + 1..scene.sentence(trigger.token).end;
    let mut preps = after.filter(|&t| scene.lower(t) == "between");
    let Some(between) = preps.next().filter(|_| scene.dep(trigger.token) == Dep::Nsubj) else {
        return Vec::new();
    };
    scene.with_dep(between, &[Dep::Pobj]).flat_map(|o| scene.conjuncts(o)).collect()
}

/// "A and B finished talks between ministers": the subject tells whose ministers.
fn is_told_by_subject(scene: &Scene<'_>, noun: u32) -> bool {
    let named = |t: u32| {
        let mention = scene.mention_of(t).map(|m| scene.mention(m));
        mention.map_or(0, |m| match (m.kind, &m.actor) {
            (_, None) => m.members.len(),
            (MentionKind::Nominal, _) => 0,
            _ => 1,
        })
    };
    let between = scene.objects_of(noun, &["between".to_owned()]);
    let carrier = scene.verb_above(head_of_series(scene, noun));
    let subjects = carrier.map_or_else(Vec::new, |verb| scene.subjects(verb));
    !between.is_empty()
        && between.into_iter().all(|t| named(t) == 0)
        && subjects.into_iter().map(named).sum::<usize>() >= 2
}

/// A noun with the nouns that measure it: "talks" and "round" of "a round of talks".
fn measured(scene: &Scene<'_>, noun: u32) -> Vec<u32> {
    let mut all = vec![noun];
    while let Some(measure) = measure_of(scene, all[all.len() - 1]) {
        all.push(measure);
    }
    all
}

/// The noun that measures another: "round of talks", "two days of consultations".
fn measure_of(scene: &Scene<'_>, noun: u32) -> Option<u32> {
    let of = scene.head(noun);
    let measure = scene.head(of);
    let is_of = scene.dep(noun) == Dep::Pobj && scene.lower(of) == "of";
    (is_of && Codebook::get().is_measure(&scene.lemma(measure).to_lowercase())).then_some(measure)
}

/// "The talks she had with her colleague": who had them, and with whom.
fn told_in_relative_clause(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let relative = scene.with_dep(trigger.token, &[Dep::Relcl]);
    let Some(verb) = relative.into_iter().find(|&v| is_light(scene, v).is_some()) else { return };
    let who = scene.subjects(verb).into_iter().filter(|&s| s != trigger.token);
    slots.add(who.collect::<Vec<_>>(), Role::Principal);
    slots.add(scene.objects_of(verb, &trigger.word.joins), Role::Principal);
    if slots.carrier.is_none_or(|c| is_light(scene, c).is_none()) {
        slots.carrier = Some(verb);
    }
}

fn missive_noun(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let noun = trigger.token;
    slots.add(scene.objects_of(noun, &["to".to_owned()]), Role::To);
    slots.add(scene.objects_of(noun, &["from".to_owned()]), Role::From);
    slots.add(owners(scene, noun), Role::From);
    let Some(verb) = scene.verb_above(noun) else { return };
    slots.carrier = Some(verb);
    let sender_known = slots.parties.iter().any(|s| s.role == Role::From);
    if scene.dep(noun) == Dep::Pobj && scene.lower(scene.head(noun)) == "in" && !sender_known {
        // "Called it off in a letter to Aho": who acts wrote it.
        slots.add(scene.subjects(verb), Role::From);
        return;
    }
    let Some(part) = is_light(scene, verb) else { return };
    let other = if part == Role::To { "from" } else { "to" };
    let counterpart = if part == Role::To { Role::From } else { Role::To };
    let sender_known = slots.parties.iter().any(|s| s.role == part);
    if !sender_known && matches!(scene.dep(noun), Dep::Dobj | Dep::Attr) {
        slots.add(scene.subjects(verb), part);
    }
    slots.add(scene.objects_of(verb, &[other.to_owned()]), counterpart);
    let datives = scene.with_dep(verb, &[Dep::Dative]).filter(|&d| scene.pos(d) != Pos::Adp);
    slots.add(datives.collect::<Vec<_>>(), counterpart);
}

/// Possessors: "his talks", "the minister's visit".
pub(super) fn owners(scene: &Scene<'_>, noun: u32) -> Vec<u32> {
    let own: Vec<u32> =
        scene.with_dep(noun, &[Dep::Poss]).flat_map(|p| scene.conjuncts(p)).collect();
    let above = scene.head(scene.head(noun));
    let planned = scene.dep(noun) == Dep::Pobj
        && matches!(scene.lemma(above), "plan" | "preparation" | "schedule" | "arrangement");
    if own.is_empty() && planned {
        // "Her plans for a visit": whose plans, whose visit.
        return scene.with_dep(above, &[Dep::Poss]).collect();
    }
    own
}

/// Names standing before the noun inside its phrase: "US-Russia talks", "Trump-Putin meeting".
fn named_before(scene: &Scene<'_>, trigger: &Trigger) -> Vec<u32> {
    let noun = trigger.token;
    let first = scene.subtree(noun).start;
    let mut found: Vec<u32> = Vec::new();
    let mut last_mention = None;
    for token in first..trigger.first {
        let inside_clause = scene.is_verb(token) && scene.dep(token) != Dep::Amod;
        if inside_clause {
            return Vec::new();
        }
        let own_words = scene.mention_covering(noun);
        let mention = scene.mention_covering(token).filter(|m| Some(*m) != own_words);
        let host_body = trigger.word.frame == Frame::Gathering
            && mention.is_some_and(|m| is_international_body(scene, m));
        if mention.is_some() && mention != last_mention && !is_owner(scene, token) && !host_body {
            found.push(token);
        }
        last_mention = mention;
    }
    found
}

/// The body a gathering is named after is no attendee of it ("the NATO summit").
fn is_international_body(scene: &Scene<'_>, mention: u32) -> bool {
    let actor = scene.mention(mention).actor.as_ref().and_then(|id| scene.actor(id));
    actor.is_some_and(|a| a.sector == Some(Sector::Igo))
}

fn is_owner(scene: &Scene<'_>, token: u32) -> bool {
    scene.dep(token) == Dep::Poss
}

/// The part a light verb gives its subject, if it is one.
fn is_light(scene: &Scene<'_>, verb: u32) -> Option<Role> {
    Codebook::get().light_verb(scene.lemma(verb))
}

/// Finds the verb that carries the noun, and takes its subject as a party where the noun is its
/// object or subject complement, or stands in an adverbial of it ("during a meeting with B").
pub(super) fn carried(scene: &Scene<'_>, trigger: &Trigger, slots: &mut Slots) {
    let noun = head_of_series(scene, trigger.token);
    let Some(verb) = scene.verb_above(noun) else { return };
    slots.carrier = Some(verb);
    let light = is_light(scene, verb);
    let has_owner = slots.parties.iter().any(|s| is_owner(scene, s.token));
    let between = scene.with_dep(trigger.token, &[Dep::Prep]).any(|p| scene.lower(p) == "between")
        && !is_told_by_subject(scene, trigger.token)
        || is_of_a_level(scene, trigger.token, verb);
    match scene.dep(noun) {
        Dep::Dobj | Dep::Attr if light.is_some() && !between => {
            slots.add(scene.subjects(verb), light.unwrap_or(Role::Principal));
        }
        Dep::Pobj if !has_owner && !between && adverbial_of(scene, noun, verb) => {
            let passive_guest = is_passive(scene, verb) && light.is_none();
            if !passive_guest {
                slots.add(scene.subjects(verb), Role::Principal);
            }
        }
        _ => {}
    }
}

/// "They agreed to hold talks at the level of ministers": others will meet than those who agreed.
fn is_of_a_level(scene: &Scene<'_>, noun: u32, verb: u32) -> bool {
    let at = ["at".to_owned(), "on".to_owned()];
    let objects = [noun, verb].into_iter().flat_map(|t| scene.objects_of(t, &at));
    objects.into_iter().any(|o| {
        let of = scene.with_dep(o, &[Dep::Prep]).any(|p| scene.lower(p) == "of");
        scene.lemma(o) == "level" && of
    })
}

/// "The visit and the talks": the tree hangs later members of a series on the first.
fn head_of_series(scene: &Scene<'_>, noun: u32) -> u32 {
    let mut at = noun;
    loop {
        let head = scene.head(at);
        let member = scene.dep(at) == Dep::Conj && !scene.is_verb(head);
        let example = scene.dep(at) == Dep::Pobj
            && matches!(scene.lower(head).as_str(), "including" | "like")
            && !scene.is_verb(scene.head(head));
        match (member, example) {
            (true, _) => at = head,
            // "Attend three events, including the summit": the summit is attended.
            (_, true) => at = scene.head(head),
            _ => match measure_of(scene, at) {
                Some(measure) => at = measure,
                None => return at,
            },
        }
    }
}

/// Whether the noun stands in a time or place adverbial of the verb.
fn adverbial_of(scene: &Scene<'_>, noun: u32, verb: u32) -> bool {
    let prep = scene.head(noun);
    let adverbial =
        ["at", "in", "during", "after", "before", "following", "on", "for", "to", "from"];
    let above = scene.head(prep);
    // "Took part in the talks", "led the delegation in the talks": by way of the object.
    let by_way = scene.dep(above) == Dep::Dobj
        && scene.head(above) == verb
        && matches!(scene.lemma(above), "part" | "delegation" | "team" | "side");
    (above == verb || by_way) && adverbial.contains(&scene.lower(prep).as_str())
}
