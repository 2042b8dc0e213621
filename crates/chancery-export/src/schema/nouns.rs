//! The nouns.

use super::Shape::{Flag, FullText, Json, Key, Moment, Text};
use super::parts::{
    ANCHOR, ANSWERS, CODES, EVIDENCE, FIELDS, FIGURE, JUDGED, LATER, MEMBERS, MENTION_FIELDS,
    NOTES, OFFICES, OUTCOMES, PARTICIPANTS, PUBLISHED, RELATIONS, REPLIES, RETRIEVED, SENTENCES,
    TOLD, TOPICS, address, fields, key, list, mentions, one_of, place, text, via, when, whole,
};
use super::words::{
    ACT, ACTOR_KIND, CHANNEL, COMMITMENT_KIND, COMMITMENT_STATE, DOCUMENT_KIND, FORM, JUDGEABLE,
    KIND, QUOTE, RULING, STATUS,
};
use super::{Field, Stands, Table};

/// The words a noun of a document rests on.
const RESTS_ON: Field = fields("evidence", &EVIDENCE, "the whole of it");

pub(super) const DOCUMENTS: Table = Table {
    name: "documents",
    what: "a text as fetched",
    fields: &[
        key("id", "SHA-256 of the raw bytes"),
        address("path", "where the file lay (first of several in byte order)").null("no file"),
        address("url", "address").null("not known"),
        text("outlet", "outlet").null("not known"),
        key("side", "whose voice the outlet is: ISO 3166 alpha-3, third, joint").null("not known"),
        one_of("kind", DOCUMENT_KIND, "sort of text"),
        text("title", "headline").null("none"),
        text("byline", "author line").null("none"),
        text("credit", "credit line").null("none"),
        fields("published", &PUBLISHED, "when it was published").null("not known"),
        RETRIEVED,
        key("language", "ISO 639-1").null("not known"),
        Field::new("text", FullText, "the cleaned text").null("withheld"),
        key("text_sha256", "SHA-256 of the cleaned text").only(Stands::WithoutText),
        list("copies_of", &Key, "documents it copies"),
        key("edition_of", "the earlier edition at the same address").null("none"),
        SENTENCES,
        NOTES,
        JUDGED,
    ],
    columns: "id path url outlet side kind title byline credit published.start published.end \
              published.precision published.basis retrieved language copies_of edition_of \
              notes.code notes.text sentences text judged.field judged.was judged.by \
              judged.because",
    key: &["id"],
};

pub(super) const ACCOUNTS: Table = Table {
    name: "accounts",
    what: "one voice in one document about one encounter",
    fields: &[
        key("id", "id"),
        key("document", "document"),
        key("encounter", "encounter it is about"),
        key("side", "whose voice: ISO 3166 alpha-3, third, joint"),
        via("via"),
        one_of("kind", KIND, "kind of contact as told").see("codebook/encounters"),
        one_of("channel", CHANNEL, "channel").null("not told"),
        one_of("status", STATUS, "whether it took place, as told").see("codebook/status.md"),
        when("when", "when, as told"),
        place("where, as told"),
        PARTICIPANTS,
        key("initiator", "at whose initiative: actor").null("not told"),
        text("duration", "how long, in the text's words").null("not told"),
        text("format", "form, in the text's words").null("not told"),
        TOPICS,
        OUTCOMES,
        REPLIES,
        TOLD,
        list("evidence", &EVIDENCE, "the words of contact, in order"),
        JUDGED,
    ],
    columns: "id document encounter side via.actor via.description via.basis kind channel status \
              when.start when.end when.precision when.basis when.evidence.start when.evidence.end \
              when.evidence.text where.name where.country where.geonames where.latitude \
              where.longitude where.evidence.start where.evidence.end where.evidence.text \
              participants.actor participants.name participants.office participants.capacity \
              participants.country participants.role participants.mention \
              participants.evidence.start participants.evidence.end initiator duration format \
              topics.context topics.subject outcomes.act outcomes.by outcomes.to outcomes.text \
              outcomes.instrument.kind outcomes.instrument.title outcomes.instrument.state \
              replies.by replies.when.start replies.language told.when.start told.where.name \
              told.occasion evidence.reading evidence.start evidence.end evidence.text \
              evidence.reader evidence.version judged.field judged.was judged.by judged.because",
    key: &["id"],
};

pub(super) const ENCOUNTERS: Table = Table {
    name: "encounters",
    what: "one real-world contact",
    fields: &[
        key("id", "id"),
        one_of("kind", KIND, "kind of contact").see("codebook/encounters"),
        one_of("channel", CHANNEL, "channel").null("not told"),
        text("format", "form, in the text's words").null("not told"),
        one_of("status", STATUS, "whether it took place").see("codebook/status.md"),
        Field::new("domestic", Flag, "whether all parties belong to one state"),
        when("when", "when"),
        place("where"),
        key("initiator", "at whose initiative: actor").null("not told"),
        text("duration", "how long, in the text's words").null("not told"),
        PARTICIPANTS,
        TOPICS,
        OUTCOMES,
        text("series", "name of the series it is one of").null("not told"),
        key("first_known", "the earliest document that tells it").null("not known"),
        whole("origins", "texts", "independent origins of its accounts; copies are one"),
        RELATIONS,
        list("accounts", &Key, "accounts of it"),
        MEMBERS,
        FIELDS,
        JUDGED,
    ],
    columns: "id kind channel format status domestic when.start when.end when.precision when.basis \
              where.name where.country where.geonames where.latitude where.longitude initiator \
              duration participants.actor participants.name participants.office \
              participants.capacity participants.country participants.role topics.context \
              topics.subject outcomes.act outcomes.by outcomes.to outcomes.text \
              outcomes.instrument.kind outcomes.instrument.title outcomes.instrument.state series \
              first_known origins relations.to relations.kind relations.why accounts members.contact \
              members.document members.part members.to members.score fields.field fields.about \
              fields.verdict fields.why fields.values.words judged.field judged.was judged.by \
              judged.because",
    key: &["id"],
};

pub(super) const ACTORS: Table = Table {
    name: "actors",
    what: "somebody or something that acts, mentioned in the record",
    fields: &[
        key("id", "id"),
        one_of("kind", ACTOR_KIND, "what it is"),
        key("qid", "Wikidata id").null("not known"),
        text("name", "name in common English use, or the description of an unnamed one"),
        key("country", "state it belongs to, ISO 3166 alpha-3").null("of no state"),
        fields("codes", &CODES, "codes of a state").null("no state"),
        key("sector", "PLOVER sector").null("not known"),
        list("aliases", &Text, "other names"),
        OFFICES,
    ],
    columns: "id kind qid name country codes.iso2 codes.numeric codes.cow codes.gleditsch_ward \
              codes.fips codes.cameo sector aliases offices.office offices.of offices.from \
              offices.to offices.source",
    key: &["id"],
};

pub(super) const MENTIONS: Table = Table {
    name: "mentions",
    what: "words that stand for an actor",
    fields: MENTION_FIELDS,
    columns: "document actor name office country sector start end text kind members capacities",
    key: &[],
};

pub(super) const STATEMENTS: Table = Table {
    name: "statements",
    what: "what one source is told to have said",
    fields: &[
        key("id", "id"),
        key("document", "document"),
        mentions("speaker", "who said it"),
        mentions("addressees", "to whom"),
        via("via"),
        list("cue", &EVIDENCE, "the words that tell of saying"),
        list("content", &EVIDENCE, "what is said, in parts"),
        one_of("act", ACT, "what is done by saying it").see("codebook/acts"),
        one_of("form", FORM, "whether the words are the speaker's"),
        one_of("quote", QUOTE, "how far quoted words are the speaker's").null("nothing is quoted"),
        fields("occasion", &EVIDENCE, "on what occasion")
            .null("not told")
            .see("codebook/occasions.md"),
        when("when", "when it was said"),
        ANSWERS,
        RESTS_ON,
        JUDGED,
    ],
    columns: "id document speaker.actor speaker.name speaker.office speaker.country speaker.start \
              speaker.end speaker.text addressees.actor addressees.name addressees.country \
              addressees.text via.actor via.description via.basis cue.start cue.end cue.text \
              content.start content.end content.text act form quote occasion.text when.start \
              when.end when.precision when.basis answers.claim answers.kind answers.score \
              answers.why answers.evidence.text evidence.reading evidence.start evidence.end \
              evidence.text evidence.reader evidence.version judged.field judged.was judged.by \
              judged.because",
    key: &["id"],
};

pub(super) const COMMITMENTS: Table = Table {
    name: "commitments",
    what: "a pledge, request, invitation or plan, and where it stands",
    fields: &[
        key("id", "id"),
        one_of("kind", COMMITMENT_KIND, "kind").see("codebook/commitments"),
        list("by", &Key, "who pledges, asks, invites or plans: actors"),
        list("to", &Key, "to whom: actors"),
        fields("what", &EVIDENCE, "what, in the text's words"),
        FIGURE,
        when("made_on", "when it was made"),
        when("due", "when it is to be done"),
        place("where it is to be done"),
        fields("condition", &EVIDENCE, "on what condition").null("not told"),
        one_of("state", COMMITMENT_STATE, "where it stands after all that was read")
            .see("codebook/commitments/evidence.md"),
        via("according_to"),
        RESTS_ON,
        LATER,
        JUDGED,
    ],
    columns: "id kind by to what.start what.end what.text figure.value figure.unit \
              figure.evidence.text made_on.start made_on.end made_on.precision made_on.basis \
              due.start due.end due.precision due.basis due.evidence.text where.name where.country \
              where.geonames condition.text state according_to.actor according_to.description \
              according_to.basis evidence.document evidence.reading evidence.start evidence.end \
              evidence.text evidence.reader evidence.version later.state later.why later.document \
              later.start later.end later.text judged.field judged.was judged.by judged.because",
    key: &["id"],
};

pub(super) const JUDGEMENTS: Table = Table {
    name: "judgements",
    what: "a line of the log of people's corrections",
    fields: &[
        whole("number", "from 1", "place in the log"),
        key("previous", "hash of the line before"),
        key("hash", "hash of this line"),
        one_of("ruling", RULING, "what is done"),
        one_of("noun", JUDGEABLE, "noun judged").null("a line is taken back"),
        list("anchors", &ANCHOR, "where the words of what is judged stand"),
        key("side", "whose voice, for an account").null("no account"),
        text("field", "field").null("the whole is judged"),
        Field::new("value", Json, "value given").null("none is given"),
        Field::new("was", Json, "what the program had at that time").null("nothing"),
        fields("words", &ANCHOR, "the words that show the value").null("none are given"),
        key("withdraws", "hash of the line taken back").null("none"),
        text("because", "reason"),
        text("by", "who judged"),
        Field::new("day", Moment, "day"),
        key("brought", "hash in the log it was brought from").null("written here"),
    ],
    columns: "number ruling noun anchors.document anchors.sentence anchors.words field value was \
              words.document words.words withdraws because by day brought previous hash",
    key: &["number"],
};
