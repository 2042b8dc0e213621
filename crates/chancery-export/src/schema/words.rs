//! The fixed words that values are: those of the library's enums, as they are exported.

use super::Shape;

macro_rules! words {
    ($($name:ident: $kind:ty = $($word:literal)+;)+) => {
        $(pub(super) const $name: Shape = Shape::Word(&[$($word),+]);)+

        #[cfg(test)]
        mod tests {
            use super::*;

            /// That every word is one of its enum; that none is missing shows when a record is
            /// held against the shapes.
            #[test]
            fn the_words_are_those_of_the_library() {
                $(
                    let Shape::Word(words) = $name else { unreachable!() };
                    for word in words {
                        let value = serde_json::Value::String((*word).to_owned());
                        assert!(serde_json::from_value::<$kind>(value).is_ok(), "{word}");
                    }
                )+
            }
        }
    };
}

words! {
    DOCUMENT_KIND: chancery::nouns::DocumentKind = "wire" "report" "readout" "joint_statement"
        "press_release" "transcript" "speech" "social_post" "preview" "opinion" "correction"
        "unknown";
    PUBLISHED_BASIS: chancery::nouns::PublishedBasis = "given" "metadata" "url" "dateline" "text";
    PRECISION: chancery::nouns::Precision = "hour" "day" "week" "month" "quarter" "year" "bounds";
    BASIS: chancery::nouns::Basis = "explicit" "relative" "publication" "inferred";
    KIND: chancery::nouns::EncounterKind = "meeting" "call" "message" "visit" "summit" "talks"
        "conference" "ceremony" "signing";
    CHANNEL: chancery::nouns::Channel = "in_person" "phone" "video" "letter" "app";
    STATUS: chancery::nouns::Status = "planned" "held" "postponed" "cancelled" "denied" "unclear";
    ROLE: chancery::nouns::Role = "principal" "delegation" "host" "guest" "from" "to"
        "intermediary" "represented";
    VIA_BASIS: chancery::nouns::ViaBasis = "own_act" "participant" "document_cited" "named"
        "anonymous" "unattributed";
    OUTCOME_ACT: chancery::nouns::OutcomeAct = "agreed" "announced" "signed" "asked" "offered"
        "warned" "refused";
    INSTRUMENT_STATE: chancery::nouns::InstrumentState = "announced" "agreed" "signed" "ratified";
    RELATION: chancery::nouns::RelationKind = "part_of" "follows" "prepares" "repeats";
    PART: chancery::nouns::Part = "account" "preview" "reference";
    VERDICT: chancery::nouns::Verdict = "agreed" "one_origin" "compatible" "explained" "only"
        "contradicted";
    FIELD: chancery::nouns::Field = "kind" "channel" "status" "when" "where" "participant"
        "initiator" "duration" "format" "topic" "outcome" "number";
    ACTOR_KIND: chancery::nouns::ActorKind = "state" "person" "office" "body" "group";
    AGREEMENT: chancery::nouns::Agreement = "agreed" "single" "open";
    MENTION_KIND: chancery::nouns::MentionKind = "name" "office" "nominal" "pronoun" "demonym";
    ACT: chancery::nouns::Act = "say" "deny" "doubt" "confirm" "correct" "decline" "promise"
        "request" "invite" "accept" "thank" "praise" "criticise" "warn" "threaten";
    FORM: chancery::nouns::Form = "direct" "indirect" "mixed";
    QUOTE: chancery::nouns::Quote = "verbatim" "edited" "translated" "partial";
    ANSWER: chancery::nouns::AnswerKind = "denies" "doubts" "corrects" "confirms" "declines";
    COMMITMENT_KIND: chancery::nouns::CommitmentKind = "pledge" "request" "invitation" "plan";
    COMMITMENT_STATE: chancery::nouns::CommitmentState = "open" "accepted" "partly" "kept" "late"
        "withdrawn" "superseded" "denied";
    RULING: chancery::nouns::Ruling = "set" "wrong" "merge" "split" "not_so" "add" "lock"
        "withdraw";
    JUDGEABLE: chancery::nouns::Judgeable = "encounter" "account" "statement" "commitment"
        "document";
}
