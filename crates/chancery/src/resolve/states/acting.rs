//! When a capital or a palace stands for the government: when it acts or is acted with, not when
//! it is where something happens.

use chancery_engine::{Dep, Doc, Pos, Tag};

use super::super::draft::Scene;
use super::super::lexicon::{Hit, Sense, StateWord, hit_at};
use super::super::titles::head_of;

/// Whether a city stands for the government: it says or does something, or something is done with
/// or by it.
pub(super) fn acts(scene: &Scene<'_>, hit: &Hit) -> bool {
    let doc = scene.doc;
    if is_linked(scene, hit) {
        return true;
    }
    let head = first_of_series(doc, head_of(doc, &hit.tokens));
    let token = &doc.tokens[head as usize];
    let governor = token.head;
    match token.dep {
        Dep::Nsubj => !is_scenery(doc, governor),
        Dep::Nsubjpass => !is_struck(doc, governor),
        Dep::Agent => true,
        Dep::Dobj | Dep::Dative => is_addressed(lemma(doc, governor).as_str()),
        Dep::Pobj => is_partner(doc, governor),
        Dep::Poss => {
            let owned = lemma(doc, governor);
            doc.tokens[governor as usize].pos == Pos::Noun && !is_of_town(&owned)
        }
        _ => false,
    }
}

/// Whether a palace or a street stands for the government.
pub(super) fn seat_acts(scene: &Scene<'_>, hit: &Hit) -> bool {
    let doc = scene.doc;
    let head = head_of(doc, &hit.tokens);
    let token = &doc.tokens[head as usize];
    let governor = lemma(doc, token.head);
    match token.dep {
        Dep::Compound | Dep::Nmod | Dep::Amod => !is_of_house(&governor),
        Dep::Poss => !is_of_house(&governor) && !is_of_town(&governor),
        Dep::Dobj => !is_entered(&governor),
        Dep::Pobj => acts(scene, hit) || !is_place(doc.word(token.head)),
        Dep::Nsubjpass => !is_struck(doc, token.head),
        Dep::Conj => acts(scene, hit) || !is_in_place(doc, head),
        _ => true,
    }
}

fn lemma(doc: &Doc, token: u32) -> String {
    doc.tokens[token as usize].lemma.to_lowercase()
}

fn first_of_series(doc: &Doc, mut head: u32) -> u32 {
    while doc.tokens[head as usize].dep == Dep::Conj && doc.tokens[head as usize].head != head {
        head = doc.tokens[head as usize].head;
    }
    head
}

fn is_in_place(doc: &Doc, head: u32) -> bool {
    let first = &doc.tokens[first_of_series(doc, head) as usize];
    first.dep == Dep::Pobj && is_place(doc.word(first.head))
}

/// Whether a preposition is one of place.
fn is_place(preposition: &str) -> bool {
    matches!(
        preposition.to_lowercase().as_str(),
        "in" | "at"
            | "to"
            | "from"
            | "near"
            | "outside"
            | "around"
            | "inside"
            | "through"
            | "into"
            | "behind"
            | "across"
            | "within"
            | "opposite"
            | "past"
            | "beside"
    )
}

/// "Moscow-backed", "the Riyadh-Tehran talks".
fn is_linked(scene: &Scene<'_>, hit: &Hit) -> bool {
    let doc = scene.doc;
    let after = hit.tokens.end;
    let joined =
        |t: u32| doc.tokens.get(t as usize).is_some_and(|_| matches!(doc.word(t), "-" | "–"));
    let state_at = |t: u32| {
        hit_at(scene.hits, t).is_some_and(|h| {
            matches!(
                h.sense,
                Sense::State(_, StateWord::Name | StateWord::Capital | StateWord::Seat)
            )
        })
    };
    let after_it = joined(after)
        && doc.tokens.get(after as usize + 1).is_some_and(|next| {
            is_done_by_a_state(doc.word(after + 1)) && next.tag != Tag::Nn || state_at(after + 1)
        });
    let before_it =
        hit.tokens.start > 1 && joined(hit.tokens.start - 1) && state_at(hit.tokens.start - 2);
    let travels = |t: u32| {
        let noun = doc.tokens.get(t as usize).map(|_| lemma(doc, t)).unwrap_or_default();
        is_way(&noun)
    };
    let end = if after_it { after + 2 } else { after };
    (after_it || before_it) && !travels(end)
}

/// What stands after a state and a dash: "Moscow-backed".
fn is_done_by_a_state(word: &str) -> bool {
    matches!(
        word,
        "backed"
            | "led"
            | "brokered"
            | "sponsored"
            | "drafted"
            | "proposed"
            | "mediated"
            | "controlled"
            | "appointed"
            | "installed"
            | "friendly"
            | "aligned"
            | "funded"
            | "supported"
            | "imposed"
            | "allied"
    )
}

/// "Doha is the capital", "Vienna lies on the Danube": a town.
fn is_scenery(doc: &Doc, verb: u32) -> bool {
    let town = |c: u32| {
        let child = &doc.tokens[c as usize];
        child.dep == Dep::Attr
            && matches!(
                child.lemma.as_str(),
                "city"
                    | "capital"
                    | "town"
                    | "venue"
                    | "place"
                    | "home"
                    | "seat"
                    | "setting"
                    | "port"
                    | "destination"
                    | "scene"
            )
    };
    let verb_lemma = lemma(doc, verb);
    let passage = |c: u32| {
        doc.tokens[c as usize].dep == Dep::Prep && matches!(doc.word(c), "in" | "on" | "under")
    };
    doc.children(verb).any(town)
        || matches!(verb_lemma.as_str(), "lie" | "burn" | "sprawl" | "bustle" | "wake")
        || verb_lemma == "be"
            && doc.children(verb).any(passage)
            && !doc
                .children(verb)
                .any(|c| matches!(doc.tokens[c as usize].dep, Dep::Acomp | Dep::Attr))
}

/// "Kabul was shelled": a town.
fn is_struck(doc: &Doc, verb: u32) -> bool {
    matches!(
        lemma(doc, verb).as_str(),
        "flood"
            | "shake"
            | "shell"
            | "bomb"
            | "bombard"
            | "locate"
            | "situate"
            | "rock"
            | "capture"
            | "hit"
            | "besiege"
            | "destroy"
            | "rebuild"
            | "evacuate"
            | "surround"
            | "paralyse"
            | "paralyze"
            | "decorate"
            | "occupy"
            | "liberate"
            | "choose"
            | "select"
    )
}

/// Verbs that are done to a government, not to a town.
fn is_addressed(verb: &str) -> bool {
    among(verb, ADDRESSED)
}

const ADDRESSED: &str = "urge accuse blame criticise criticize condemn warn ask tell thank press pressure support \
    back inform assure persuade push anger provoke threaten rebuke praise convince isolate \
    annoy irritate alarm challenge defy denounce counter notify contact help aid remind \
    encourage force compel oblige appease please punish reassure fault slam chide lambast \
    lambaste sanction embarrass worry unsettle infuriate enrage advise consult brief \
    antagonise antagonize offend upset deter contain engage trust mistrust distrust commend \
    suspect confront court woo concern implore beg petition credit invite summon allow \
    enable prompt lead";

/// What goes between two places.
fn is_way(noun: &str) -> bool {
    among(noun, WAY)
}

const WAY: &str = "flight train route railway road highway line distance pipeline travel journey motorway \
    rail corridor shuttle bus marathon";

/// Whether a preposition brings in somebody dealt with.
fn is_partner(doc: &Doc, preposition: u32) -> bool {
    let governor = doc.tokens[preposition as usize].head;
    let word = lemma(doc, governor);
    let of_dealing = || {
        is_dealing(&word)
            || doc
                .children(governor)
                .any(|c| doc.tokens[c as usize].dep == Dep::Dobj && is_dealing(&lemma(doc, c)))
    };
    match doc.word(preposition).to_lowercase().as_str() {
        "by" => doc.tokens[preposition as usize].dep == Dep::Agent || !is_moving(&word),
        "with" | "against" => true,
        "between" => !is_way(&word),
        "for" => !is_moving(&word) && !is_way(&word),
        "to" => of_dealing() && !is_moving(&word) || is_telling(&word),
        "from" | "of" | "on" | "towards" | "toward" => {
            of_dealing() && !is_moving(&word)
                || {
                    doc.word(preposition) == "on"
                        && matches!(word.as_str(), "call" | "rely" | "depend" | "impose")
                }
                || doc.word(preposition) == "of" && word == "ask"
        }
        _ => false,
    }
}

fn is_moving(word: &str) -> bool {
    among(word, MOVING)
}

const MOVING: &str = "leave depart head set embark sail fly bind make travel go come arrive return move bound \
    drive walk visit trip tour transfer recall journey";

fn is_telling(word: &str) -> bool {
    among(word, TELLING)
}

const TELLING: &str = "appeal complain apologise apologize protest reply respond signal belong loyal according \
    yield close hostile friendly accord concede listen object subservient beholden \
    unacceptable acceptable report answer";

/// Nouns for what passes between governments.
fn is_dealing(noun: &str) -> bool {
    among(noun, DEALING)
}

const DEALING: &str = "message letter appeal warning proposal offer note response reply request pressure aid \
    help threat ultimatum invitation concession ties tie signal support criticism reaction \
    order permission approval assurance guarantee demand sanction tariff attitude policy \
    position behalf stance view interest ally backing consent influence intention call \
    complaint apology objection protest statement comment loan weapon arms dependence \
    reliance independence opponent rapprochement answer word promise pledge recognition \
    gesture gift condolence congratulation denial resistance hostility accusation praise \
    condemnation embargo restriction commitment clarification explanation confirmation \
    representative loyalty threats instruction relation cooperation government leadership \
    strategy tone overture rebuke funding investment export import delivery blessing \
    decision silence";

/// What a town has and a government has not.
fn is_of_town(noun: &str) -> bool {
    among(noun, OF_TOWN)
}

const OF_TOWN: &str = "airport street mayor resident suburb subway metro square hotel district outskirt \
    outskirts museum university downtown population cathedral weather stadium exchange \
    center centre port police skyline traffic neighbourhood neighborhood station hospital \
    mosque church park harbour harbor quarter avenue citizen inhabitant palace theatre \
    theater opera restaurant market river bridge wall airspace opening zoo";

/// What a palace has or holds as a place.
fn is_of_house(noun: &str) -> bool {
    among(noun, OF_HOUSE)
}

const OF_HOUSE: &str = "lawn garden wall gate palace tower meeting ceremony dinner summit talk talks visit event \
    reception step tour hall room press cup lunch banquet fence clock cathedral driveway \
    luncheon visitor ground grounds roof ballroom library church balcony complex compound \
    building courtyard square office";

/// Verbs one does to a house.
fn is_entered(verb: &str) -> bool {
    among(verb, ENTERED)
}

const ENTERED: &str = "visit enter leave tour reach storm surround approach vacate occupy restore renovate \
    guard paint see depart open";

/// Whether a word is one of a list parted by blanks.
fn among(word: &str, list: &str) -> bool {
    list.split(' ').any(|known| known == word)
}
