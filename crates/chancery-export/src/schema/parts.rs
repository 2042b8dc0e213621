//! What several nouns have in common.

use super::Shape::{
    Address, Day, FirstDay, Flag, Integer, Json, Key, LastDay, List, Moment, Number, Struct, Text,
};
use super::words::{
    AGREEMENT, ANSWER, BASIS, COMMITMENT_STATE, FIELD, INSTRUMENT_STATE, MENTION_KIND, OUTCOME_ACT,
    PART, PRECISION, PUBLISHED_BASIS, RELATION, ROLE, RULING, VERDICT, VIA_BASIS,
};
use super::{Field, Shape, Stands};

pub(super) const fn key(name: &'static str, what: &'static str) -> Field {
    Field::new(name, Key, what)
}

pub(super) const fn text(name: &'static str, what: &'static str) -> Field {
    Field::new(name, Text, what)
}

pub(super) const fn address(name: &'static str, what: &'static str) -> Field {
    Field::new(name, Address, what)
}

pub(super) const fn one_of(name: &'static str, words: Shape, what: &'static str) -> Field {
    Field::new(name, words, what)
}

pub(super) const fn whole(name: &'static str, unit: &'static str, what: &'static str) -> Field {
    Field::new(name, Integer, what).unit(unit)
}

pub(super) const fn fields(
    name: &'static str,
    fields: &'static Shape,
    what: &'static str,
) -> Field {
    Field::new(name, *fields, what)
}

pub(super) const fn list(name: &'static str, of: &'static Shape, what: &'static str) -> Field {
    Field::new(name, List(of), what)
}

const BYTES: &str = "bytes into the reading";
const NOT_TOLD: &str = "not told";
const NOT_KNOWN: &str = "not known";

const START: Field = whole("start", BYTES, "first byte");
const END: Field = whole("end", BYTES, "one past the last byte");
const WORDS: Field = text("text", "the words");
const WORDS_SHA256: Field = key("text_sha256", "SHA-256 of the whole of the words")
    .null("there are no words")
    .only(Stands::WithoutText);

pub(super) const EVIDENCE: Shape = Struct(&[
    key("document", "document"),
    key("reading", "reading the offsets point into"),
    START,
    END,
    WORDS,
    WORDS_SHA256,
    key("reader", "rule or model that read them"),
    key("version", "version of that reader"),
    Field::new("caption", Flag, "whether they stand in a caption"),
]);

const fn evidence() -> Field {
    fields("evidence", &EVIDENCE, "the words it rests on")
}

const MOMENT_START: Field = Field::new("start", Moment, "not before").null("open or not known");
const MOMENT_END: Field = Field::new("end", Moment, "not after").null("open or not known");
const FIRST: Field = Field::new("first_day", FirstDay("start"), "first day of `start`")
    .null("`start` is null or has no year")
    .only(Stands::InParquet);
const LAST: Field = Field::new("last_day", LastDay("end"), "last day of `end`")
    .null("`end` is null or has no year")
    .only(Stands::InParquet);
const FINE: Field = one_of("precision", PRECISION, "how fine it is known");

pub(super) const WHEN: Shape = Struct(&[
    MOMENT_START,
    MOMENT_END,
    FIRST,
    LAST,
    FINE,
    one_of("basis", BASIS, "on what it rests"),
    evidence().null("worked out"),
]);

pub(super) const PUBLISHED: Shape = Struct(&[
    MOMENT_START,
    MOMENT_END,
    FIRST,
    LAST,
    FINE,
    one_of("basis", PUBLISHED_BASIS, "on what it rests"),
]);

pub(super) const fn when(name: &'static str, what: &'static str) -> Field {
    fields(name, &WHEN, what).null(NOT_TOLD)
}

pub(super) const WHERE: Shape = Struct(&[
    text("name", "name in common English use, or the words of the text"),
    key("country", "country, ISO 3166 alpha-3").null(NOT_KNOWN),
    whole("geonames", "id", "GeoNames id").null("not in the gazetteer"),
    Field::new("latitude", Number, "latitude").unit("degrees north").null(NOT_KNOWN),
    Field::new("longitude", Number, "longitude").unit("degrees east").null(NOT_KNOWN),
    evidence().null("worked out"),
]);

pub(super) const fn place(what: &'static str) -> Field {
    fields("where", &WHERE, what).null(NOT_TOLD)
}

const VIA: Shape = Struct(&[
    key("actor", "the teller, where it is an actor").null("no known actor"),
    text("description", "the teller in words").null("the teller is an actor"),
    one_of("basis", VIA_BASIS, "on what the link rests"),
    evidence().null("nothing tells it but the whole document"),
]);

pub(super) const fn via(name: &'static str) -> Field {
    list(name, &VIA, "who tells it, outermost first")
}

const PARTICIPANT: Shape = Struct(&[
    key("actor", "actor"),
    text("name", "name"),
    text("office", "office held on the day").null("none known"),
    text("capacity", "the office spoken in, where there are several").null(NOT_TOLD),
    key("country", "country, ISO 3166 alpha-3").null("of no state"),
    one_of("role", ROLE, "part taken"),
    text("mention", "the words that name the participant"),
    evidence(),
]);

pub(super) const PARTICIPANTS: Field = list("participants", &PARTICIPANT, "who took part");

const TOPIC: Shape = Struct(&[
    key("context", "PLOVER context").null("none fits").see("codebook/contexts.md"),
    text("subject", "the subject in the text's words"),
    evidence(),
]);

pub(super) const TOPICS: Field = list("topics", &TOPIC, "what it was about");

const INSTRUMENT: Shape = Struct(&[
    text("kind", "what it is"),
    text("title", "its title").null(NOT_TOLD),
    one_of("state", INSTRUMENT_STATE, "how far it has come"),
]);

const OUTCOME: Shape = Struct(&[
    one_of("act", OUTCOME_ACT, "what was done").see("codebook/outcomes.md"),
    list("by", &Key, "who did it: actors"),
    list("to", &Key, "towards whom: actors"),
    text("text", "what, in the text's words"),
    WORDS_SHA256,
    fields("instrument", &INSTRUMENT, "the written instrument").null("it is none"),
    evidence(),
]);

pub(super) const OUTCOMES: Field = list("outcomes", &OUTCOME, "what came of it");

const REPLY: Shape = Struct(&[
    key("by", "who answered: actor").null(NOT_TOLD),
    when("when", "when"),
    key("language", "language of the answer, ISO 639-1").null(NOT_TOLD),
    evidence(),
]);

pub(super) const REPLIES: Field = list("replies", &REPLY, "answers to a message");

const TOLD_ON: Shape = Struct(&[
    when("when", "when it was told"),
    place("where it was told"),
    text("occasion", "the occasion, in the text's words").null(NOT_TOLD),
    evidence(),
]);

pub(super) const TOLD: Field = list("told", &TOLD_ON, "occasions on which it was told");

const RELATED: Shape = Struct(&[
    key("to", "the other encounter"),
    one_of("kind", RELATION, "how this one stands to it"),
    text("why", "why, in words"),
]);

pub(super) const RELATIONS: Field = list("relations", &RELATED, "relations to other encounters");

const MEMBER: Shape = Struct(&[
    key("contact", "id of the contact as that document alone tells it; leads to the encounter"),
    key("document", "document"),
    one_of("part", PART, "what the telling is"),
    key("to", "the contact of another document it is tied to most").null("the first, or alone"),
    Field::new("score", Number, "weight of that tie").unit("0 to 1").null("tied to none"),
    list("reasons", &Text, "what speaks for the tie and against it"),
]);

pub(super) const MEMBERS: Field =
    list("members", &MEMBER, "tellings, each of one document, and what ties them");

const TESTIMONY: Shape = Struct(&[key("account", "account"), evidence()]);

const VALUE: Shape = Struct(&[
    Field::new("value", Json, "the value as it is exported elsewhere").null("nothing is given"),
    text("words", "the value in words"),
    list("accounts", &TESTIMONY, "who gives it"),
]);

const COMPARED: Shape = Struct(&[
    one_of("field", FIELD, "field"),
    text("about", "which one, where there are many").null("there is one"),
    one_of("verdict", VERDICT, "how the values stand to each other").see("codebook/verdicts.md"),
    text("why", "why"),
    list("values", &VALUE, "the values, the best founded first"),
    list("silent", &Key, "accounts of other sides that tell nothing of it"),
]);

pub(super) const FIELDS: Field = list("fields", &COMPARED, "what the accounts say, field by field");

const NAMED: &[Field] = &[
    key("document", "document"),
    key("actor", "actor meant").null("the text leaves it open"),
    text("name", "the actor's name, or the words"),
    text("office", "office on the day spoken of").null("none known"),
    key("country", "country, ISO 3166 alpha-3").null("of no state"),
    key("sector", "PLOVER sector").null(NOT_KNOWN),
    START,
    END,
    WORDS,
    WORDS_SHA256,
    one_of("kind", MENTION_KIND, "how the actor is named"),
    list("members", &Key, "members, where several are meant: actors"),
    list("capacities", &Text, "every office the text gives at this place"),
    list("candidates", &CANDIDATE, "who was weighed, best first"),
];

const CANDIDATE: Shape = Struct(&[
    key("actor", "actor"),
    Field::new("score", Number, "weight").unit("0 to 1"),
    text("why", "why it was considered"),
]);

pub(super) const MENTION_FIELDS: &[Field] = NAMED;
const MENTION: Shape = Struct(NAMED);

pub(super) const fn mentions(name: &'static str, what: &'static str) -> Field {
    list(name, &MENTION, what)
}

const ANSWERED: Shape = Struct(&[
    key("claim", "the statement answered").null("the claim is nobody's statement"),
    one_of("kind", ANSWER, "how it is answered").see("codebook/answers.md"),
    Field::new("score", Number, "weight of the link").unit("0 to 1"),
    text("why", "what speaks for the link"),
    fields("evidence", &EVIDENCE, "the words of the claim"),
]);

pub(super) const ANSWERS: Field = list("answers", &ANSWERED, "what it answers");

const AMOUNT: Shape = Struct(&[
    Field::new("value", Number, "the number").unit("as `unit` says"),
    text("unit", "ISO 4217 code, `%`, or the noun counted"),
    evidence(),
]);

pub(super) const FIGURE: Field =
    list("figure", &AMOUNT, "amounts in it").see("codebook/figures.md");

const LATER_TOLD: Shape = Struct(&[
    one_of("state", COMMITMENT_STATE, "what it became"),
    text("why", "why the text is taken to speak of it"),
    key("document", "document"),
    key("reading", "reading the offsets point into"),
    START,
    END,
    WORDS,
    WORDS_SHA256,
    key("reader", "rule or model that read them"),
    key("version", "version of that reader"),
    Field::new("caption", Flag, "whether they stand in a caption"),
]);

pub(super) const LATER: Field =
    list("later", &LATER_TOLD, "later texts that changed where it stands, in order of day");

const OFFICE: Shape = Struct(&[
    text("office", "the office in plain words"),
    key("of", "state (ISO 3166 alpha-3) or body it belongs to").null(NOT_KNOWN),
    Field::new("from", Moment, "held from").null(NOT_KNOWN),
    Field::new("from_day", FirstDay("from"), "first day of `from`")
        .null("`from` is null")
        .only(Stands::InParquet),
    Field::new("to", Moment, "held until").null("held still, or not known"),
    Field::new("to_day", LastDay("to"), "last day of `to`")
        .null("`to` is null")
        .only(Stands::InParquet),
    one_of("agreement", AGREEMENT, "how far sources bear it out"),
    text("source", "where the row comes from"),
]);

pub(super) const OFFICES: Field = list("offices", &OFFICE, "offices held, with dates");

pub(super) const CODES: Shape = Struct(&[
    key("iso2", "ISO 3166 alpha-2").null("none"),
    key("numeric", "ISO 3166 numeric, three digits").null("none"),
    whole("cow", "code", "Correlates of War").null("none"),
    whole("gleditsch_ward", "code", "Gleditsch and Ward").null("none"),
    key("fips", "FIPS 10-4").null("none"),
    key("cameo", "CAMEO country code").null("none"),
]);

const NOTE: Shape =
    Struct(&[key("code", "short name of the matter"), text("text", "what happened")]);

pub(super) const NOTES: Field = list("notes", &NOTE, "what a reader should know");

const JUDGED_FIELD: Shape = Struct(&[
    whole("number", "place in the log", "the judgement"),
    one_of("ruling", RULING, "what it does"),
    text("field", "field judged").null("the whole is judged"),
    Field::new("value", Json, "value given").null("none is given"),
    Field::new("was", Json, "what the program reads there now").null("nothing"),
    text("by", "who judged"),
    Field::new("day", Moment, "when"),
    text("because", "for what reason"),
    whole("overruled_by", "place in the log", "the later judgement that counts instead")
        .null("it counts"),
]);

pub(super) const JUDGED: Field = list("judged", &JUDGED_FIELD, "what people judged of it");

pub(super) const ANCHOR: Shape = Struct(&[
    key("document", "SHA-256 of the raw bytes"),
    text("sentence", "the sentence, white space as single blanks"),
    text("words", "the words in it"),
    whole("occurrence", "from 0", "which of equal sentences"),
    whole("nth", "from 0", "which of equal words"),
    whole("told", "things", "how many things of that noun the sentence told"),
    text("beside", "other words of the same thing").null("not needed"),
]);

const SPAN: Shape = List(&Integer);
pub(super) const SENTENCES: Field =
    list("sentences", &SPAN, "sentences: first byte, one past the last").unit(BYTES);
pub(super) const RETRIEVED: Field =
    Field::new("retrieved", Day, "day of reading it in").null("not given");
