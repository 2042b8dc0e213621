//! What is counted: dealings of pairs of states, and how much was read.

use super::Shape::{Day, Flag, Struct};
use super::parts::{key, text, whole};
use super::{Field, Shape, Table};

const NOT_ASKED: &str = "this kind was not asked for";

const STATE: Shape = Struct(&[
    key("iso3", "ISO 3166 alpha-3"),
    key("iso2", "ISO 3166 alpha-2").null("none"),
    whole("cow", "code", "Correlates of War").null("none"),
    whole("gleditsch_ward", "code", "Gleditsch and Ward").null("none"),
    text("name", "name").null("not in the table of states"),
]);

/// How many encounters of one kind there are of each status.
const BY_STATUS: Shape = Struct(&[
    whole("planned", "encounters", "planned"),
    whole("held", "encounters", "held"),
    whole("postponed", "encounters", "postponed"),
    whole("cancelled", "encounters", "cancelled"),
    whole("denied", "encounters", "denied"),
    whole("unclear", "encounters", "unclear"),
]);

const fn of_kind(name: &'static str, what: &'static str) -> Field {
    Field::new(name, BY_STATUS, what).null(NOT_ASKED)
}

const ENCOUNTERS: Shape = Struct(&[
    whole("all", "encounters", "of any kind asked for and any status"),
    whole("held", "encounters", "held"),
    whole("many", "encounters", "of three states or more, counted for each of their pairs"),
    whole("mutual", "encounters", "without a direction: counted for both directions of a pair"),
    of_kind("meeting", "meetings"),
    of_kind("call", "calls"),
    of_kind("message", "messages"),
    of_kind("visit", "visits"),
    of_kind("summit", "summits"),
    of_kind("talks", "talks"),
    of_kind("conference", "conferences"),
    of_kind("ceremony", "ceremonies"),
    of_kind("signing", "signings"),
]);

const STATEMENTS: Shape = Struct(&[
    whole("all", "statements", "of any act"),
    whole("by_publication", "statements", "placed by the day of publication, no other being told"),
    whole("say", "statements", "say"),
    whole("deny", "statements", "deny"),
    whole("doubt", "statements", "doubt"),
    whole("confirm", "statements", "confirm"),
    whole("correct", "statements", "correct"),
    whole("decline", "statements", "decline"),
    whole("promise", "statements", "promise"),
    whole("request", "statements", "request"),
    whole("invite", "statements", "invite"),
    whole("accept", "statements", "accept"),
    whole("thank", "statements", "thank"),
    whole("praise", "statements", "praise"),
    whole("criticise", "statements", "criticise"),
    whole("warn", "statements", "warn"),
    whole("threaten", "statements", "threaten"),
]);

const COMMITMENTS: Shape = Struct(&[
    whole("all", "commitments", "of any kind"),
    whole("by_publication", "commitments", "placed by the day of publication, no other being told"),
    whole("pledge", "commitments", "pledges"),
    whole("request", "commitments", "requests"),
    whole("invitation", "commitments", "invitations"),
    whole("plan", "commitments", "plans"),
]);

const PERIOD: Field = key("period", "`2022-12-13`, `2022-12` or `2022`");
const START: Field = Field::new("start", Day, "first day of the period");
const END: Field = Field::new("end", Day, "last day of the period");

/// Dealings of pairs of states, a row for each pair and period.
pub const DYADS: Table = Table {
    name: "dyads",
    what: "a pair of states in a period",
    fields: &[
        PERIOD,
        START,
        END,
        Field::new("directed", Flag, "whether `a` acts and `b` is acted on"),
        Field::new("a", STATE, "the one state (undirected: the lesser ISO 3166 alpha-3)"),
        Field::new("b", STATE, "the other state"),
        Field::new("encounters", ENCOUNTERS, "encounters with both"),
        Field::new("statements", STATEMENTS, "statements of the one addressed to the other")
            .see("codebook/acts"),
        Field::new("commitments", COMMITMENTS, "commitments of the one towards the other")
            .see("codebook/commitments"),
        whole("documents", "documents", "documents that tell anything counted here"),
        whole("origins", "texts", "their independent origins: copies and editions are one"),
        whole("read", "documents", "documents read that were published in the period, of anything"),
    ],
    columns: "period start end directed a.iso3 a.iso2 a.cow a.gleditsch_ward a.name b.iso3 b.iso2 \
              b.cow b.gleditsch_ward b.name encounters.all encounters.held encounters.many \
              encounters.mutual encounters.meeting.planned encounters.meeting.held \
              encounters.meeting.postponed encounters.meeting.cancelled encounters.meeting.denied \
              encounters.meeting.unclear encounters.call.planned encounters.call.held \
              encounters.call.postponed encounters.call.cancelled encounters.call.denied \
              encounters.call.unclear encounters.message.planned encounters.message.held \
              encounters.message.postponed encounters.message.cancelled encounters.message.denied \
              encounters.message.unclear encounters.visit.planned encounters.visit.held \
              encounters.visit.postponed encounters.visit.cancelled encounters.visit.denied \
              encounters.visit.unclear encounters.summit.planned encounters.summit.held \
              encounters.summit.postponed encounters.summit.cancelled encounters.summit.denied \
              encounters.summit.unclear encounters.talks.planned encounters.talks.held \
              encounters.talks.postponed encounters.talks.cancelled encounters.talks.denied \
              encounters.talks.unclear encounters.conference.planned encounters.conference.held \
              encounters.conference.postponed encounters.conference.cancelled \
              encounters.conference.denied encounters.conference.unclear \
              encounters.ceremony.planned encounters.ceremony.held encounters.ceremony.postponed \
              encounters.ceremony.cancelled encounters.ceremony.denied encounters.ceremony.unclear \
              encounters.signing.planned encounters.signing.held encounters.signing.postponed \
              encounters.signing.cancelled encounters.signing.denied encounters.signing.unclear \
              statements.all statements.by_publication statements.say statements.deny \
              statements.doubt statements.confirm statements.correct statements.decline \
              statements.promise statements.request statements.invite statements.accept \
              statements.thank statements.praise statements.criticise statements.warn \
              statements.threaten commitments.all commitments.by_publication commitments.pledge \
              commitments.request commitments.invitation commitments.plan documents origins read",
    key: &["period", "a.iso3", "b.iso3"],
};

/// How much was read: a row for each outlet and period.
pub const COVERAGE: Table = Table {
    name: "coverage",
    what: "an outlet in a period",
    fields: &[
        PERIOD.null("no day of publication is known, or one coarser than the period"),
        START.null("`period` is null"),
        END.null("`period` is null"),
        text("outlet", "outlet").null("not known"),
        whole("documents", "documents", "documents published"),
        whole("copies", "documents", "of these, copies of others"),
        whole("telling", "documents", "of these, such as tell of an encounter"),
    ],
    columns: "period start end outlet documents copies telling",
    key: &[],
};
