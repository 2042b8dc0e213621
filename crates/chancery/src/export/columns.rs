//! The columns of each noun.

use crate::keep::Noun;

/// A column: the dotted path of its value in the JSON line, and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column {
    /// Path and name, `when.start`.
    pub path: &'static str,
    /// What it holds.
    pub what: &'static str,
}

/// The columns of a noun, in order.
pub fn columns(noun: Noun) -> &'static [Column] {
    match noun {
        Noun::Documents => DOCUMENTS,
        Noun::Accounts => ACCOUNTS,
        Noun::Encounters => ENCOUNTERS,
        Noun::Actors => ACTORS,
        Noun::Mentions => MENTIONS,
        Noun::Statements => STATEMENTS,
        Noun::Commitments => COMMITMENTS,
        Noun::Judgements => JUDGEMENTS,
    }
}

/// Declares columns, one a line: path, then what it holds.
macro_rules! columns {
    ($($name:ident { $($path:literal: $what:literal,)+ })+) => {$(
        const $name: &[Column] = &[$(Column { path: $path, what: $what },)+];
    )+};
}

columns! {
    DOCUMENTS {
        "id": "SHA-256 of the raw bytes",
        "path": "where the file lay (first of several in byte order)",
        "url": "address",
        "outlet": "outlet",
        "side": "whose voice the outlet is: ISO alpha-3, third, joint",
        "kind": "sort of text",
        "title": "headline",
        "byline": "author line",
        "credit": "credit line",
        "published.start": "published not before",
        "published.end": "published not after",
        "published.precision": "how fine",
        "published.basis": "on what the day rests",
        "retrieved": "day of reading it in",
        "language": "ISO 639-1",
        "copies_of": "documents it copies",
        "edition_of": "earlier edition at the same address",
        "notes.code": "notes, short",
        "notes.text": "notes in a sentence each",
        "sentences": "byte ranges into the text, start-end",
        "text": "the cleaned text",
        "judged.field": "fields that people judged",
        "judged.was": "what the program reads there",
        "judged.by": "who judged",
        "judged.because": "for what reason",
    }
    ACCOUNTS {
        "id": "id",
        "document": "document",
        "encounter": "encounter it is about",
        "side": "whose voice: ISO alpha-3, third, joint",
        "via.actor": "tellers, outermost first: actors",
        "via.description": "tellers in words, where they are no known actors",
        "via.basis": "on what each link rests",
        "kind": "kind of contact as told",
        "channel": "channel",
        "status": "whether it took place, as told",
        "when.start": "not before",
        "when.end": "not after",
        "when.precision": "how fine",
        "when.basis": "on what the time rests",
        "when.evidence.start": "first byte of the words of time",
        "when.evidence.end": "one past their last byte",
        "when.evidence.text": "the words of time",
        "where.name": "place",
        "where.country": "ISO alpha-3",
        "where.geonames": "GeoNames id",
        "where.latitude": "degrees north",
        "where.longitude": "degrees east",
        "where.evidence.start": "first byte of the words of place",
        "where.evidence.end": "one past their last byte",
        "where.evidence.text": "the words of place",
        "participants.actor": "participants: actors",
        "participants.name": "their names",
        "participants.office": "their offices on the day",
        "participants.capacity": "the office each spoke in",
        "participants.country": "ISO alpha-3",
        "participants.role": "part taken",
        "participants.mention": "the words that name each",
        "participants.evidence.start": "first byte of those words",
        "participants.evidence.end": "one past their last byte",
        "initiator": "at whose initiative",
        "duration": "how long, in the text's words",
        "format": "form, in the text's words",
        "topics.context": "subjects: PLOVER contexts",
        "topics.subject": "subjects in the text's words",
        "outcomes.act": "what came of it: acts",
        "outcomes.by": "by whom",
        "outcomes.to": "towards whom",
        "outcomes.text": "what, in the text's words",
        "outcomes.instrument.kind": "the instrument, where it is one",
        "outcomes.instrument.title": "its title",
        "outcomes.instrument.state": "how far it has come",
        "replies.by": "who answered",
        "replies.when.start": "when",
        "replies.language": "in which language",
        "told.when.start": "when it was told",
        "told.where.name": "where it was told",
        "told.occasion": "on what occasion",
        "evidence.reading": "reading of the words of contact",
        "evidence.start": "first byte of each",
        "evidence.end": "one past the last byte of each",
        "evidence.text": "the words of contact",
        "evidence.reader": "rule or model that read each",
        "evidence.version": "version of that reader",
        "judged.field": "fields that people judged",
        "judged.was": "what the program reads there",
        "judged.by": "who judged",
        "judged.because": "for what reason",
    }
    ENCOUNTERS {
        "id": "id",
        "kind": "kind of contact",
        "channel": "channel",
        "format": "form, in the text's words",
        "status": "whether it took place",
        "domestic": "whether all parties belong to one state",
        "when.start": "not before",
        "when.end": "not after",
        "when.precision": "how fine",
        "when.basis": "on what the time rests",
        "where.name": "place",
        "where.country": "ISO alpha-3",
        "where.geonames": "GeoNames id",
        "where.latitude": "degrees north",
        "where.longitude": "degrees east",
        "initiator": "at whose initiative",
        "duration": "how long, in the text's words",
        "participants.actor": "participants: actors",
        "participants.name": "their names",
        "participants.office": "their offices on the day",
        "participants.capacity": "the office each spoke in",
        "participants.country": "ISO alpha-3",
        "participants.role": "part taken",
        "topics.context": "subjects: PLOVER contexts",
        "topics.subject": "subjects in the text's words",
        "outcomes.act": "what came of it: acts",
        "outcomes.by": "by whom",
        "outcomes.to": "towards whom",
        "outcomes.text": "what, in the text's words",
        "outcomes.instrument.kind": "the instrument, where it is one",
        "outcomes.instrument.title": "its title",
        "outcomes.instrument.state": "how far it has come",
        "series": "name of the series it is one of",
        "first_known": "earliest document that tells it",
        "origins": "how many independent origins its accounts have",
        "relations.to": "related encounters",
        "relations.kind": "how it stands to each",
        "accounts": "accounts of it",
        "members.contact": "tellings, each of one document: ids, which lead to this encounter",
        "members.document": "their documents",
        "members.part": "what each is: account, preview, reference",
        "members.to": "the telling that each is tied to most",
        "members.score": "weight of that tie, 0 to 1",
        "fields.field": "fields compared",
        "fields.about": "which one, where there are many of a field",
        "fields.verdict": "how the accounts stand to each other on each",
        "fields.why": "why",
        "fields.values.words": "the values told, field by field",
        "judged.field": "fields that people judged",
        "judged.was": "what the program reads there",
        "judged.by": "who judged",
        "judged.because": "for what reason",
    }
    ACTORS {
        "id": "id",
        "kind": "what it is",
        "qid": "Wikidata id",
        "name": "name in common English use",
        "country": "ISO alpha-3",
        "codes.iso2": "ISO alpha-2",
        "codes.numeric": "ISO numeric",
        "codes.cow": "Correlates of War",
        "codes.gleditsch_ward": "Gleditsch and Ward",
        "codes.fips": "FIPS 10-4",
        "sector": "PLOVER sector",
        "aliases": "other names",
        "offices.office": "offices",
        "offices.of": "of which state or body",
        "offices.from": "held from",
        "offices.to": "held until",
        "offices.source": "where the row comes from",
    }
    MENTIONS {
        "document": "document",
        "actor": "actor meant",
        "name": "its name, or the words",
        "office": "office on the day spoken of",
        "country": "ISO alpha-3",
        "sector": "PLOVER sector",
        "start": "first byte",
        "end": "one past the last byte",
        "text": "the words",
        "kind": "how the actor is named",
        "members": "members, where several are meant",
        "capacities": "every office the text gives at this place",
    }
    STATEMENTS {
        "id": "id",
        "document": "document",
        "speaker.actor": "who said it: actors",
        "speaker.name": "their names, or the words",
        "speaker.office": "their offices on the day spoken of",
        "speaker.country": "ISO alpha-3",
        "speaker.start": "first byte of the words that name each",
        "speaker.end": "one past their last byte",
        "speaker.text": "those words",
        "addressees.actor": "to whom: actors",
        "addressees.name": "their names, or the words",
        "addressees.country": "ISO alpha-3",
        "addressees.text": "the words that name each",
        "via.actor": "who tells that it was said, outermost first: actors",
        "via.description": "tellers in words, where they are no known actors",
        "via.basis": "on what each link rests",
        "cue.start": "first byte of the words that tell of saying",
        "cue.end": "one past their last byte",
        "cue.text": "the words that tell of saying",
        "content.start": "first byte of each part of what is said",
        "content.end": "one past the last byte of each",
        "content.text": "what is said",
        "act": "what is done by saying it",
        "form": "whether the words are the speaker's",
        "quote": "how far quoted words are the speaker's",
        "occasion.text": "on what occasion, in the text's words",
        "when.start": "said not before",
        "when.end": "said not after",
        "when.precision": "how fine",
        "when.basis": "on what the time rests",
        "answers.claim": "statements answered",
        "answers.kind": "how each is answered",
        "answers.score": "weight of each link, 0 to 1",
        "answers.why": "what speaks for each link",
        "answers.evidence.text": "the words of each claim",
        "evidence.reading": "reading of the words",
        "evidence.start": "first byte of the whole",
        "evidence.end": "one past its last byte",
        "evidence.text": "the whole",
        "evidence.reader": "rule or model that read it",
        "evidence.version": "version of that reader",
        "judged.field": "fields that people judged",
        "judged.was": "what the program reads there",
        "judged.by": "who judged",
        "judged.because": "for what reason",
    }
    COMMITMENTS {
        "id": "id",
        "kind": "kind",
        "by": "who pledges, asks, invites or plans: actors",
        "to": "to whom: actors",
        "what.start": "first byte of what is promised",
        "what.end": "one past its last byte",
        "what.text": "what is promised, in the text's words",
        "figure.value": "amounts in it",
        "figure.unit": "their units",
        "figure.evidence.text": "their words",
        "made_on.start": "made not before",
        "made_on.end": "made not after",
        "made_on.precision": "how fine",
        "made_on.basis": "on what the day rests",
        "due.start": "due not before",
        "due.end": "due not after",
        "due.precision": "how fine",
        "due.basis": "on what the day rests",
        "due.evidence.text": "the words of the day due",
        "where.name": "place",
        "where.country": "ISO alpha-3",
        "where.geonames": "GeoNames id",
        "condition.text": "on what condition, in the text's words",
        "state": "where it stands after all that was read",
        "according_to.actor": "who tells of it, outermost first: actors",
        "according_to.description": "tellers in words, where they are no known actors",
        "according_to.basis": "on what each link rests",
        "evidence.document": "document",
        "evidence.reading": "reading of the words",
        "evidence.start": "first byte of the words",
        "evidence.end": "one past their last byte",
        "evidence.text": "the words",
        "evidence.reader": "rule or model that read them",
        "evidence.version": "version of that reader",
        "later.state": "what it became, in order of day",
        "later.why": "why each text is taken to speak of it",
        "later.document": "document of each",
        "later.start": "first byte of the words of each",
        "later.end": "one past their last byte",
        "later.text": "the words of each",
        "judged.field": "fields that people judged",
        "judged.was": "what the program reads there",
        "judged.by": "who judged",
        "judged.because": "for what reason",
    }
    JUDGEMENTS {
        "number": "place in the log",
        "ruling": "what is done: set, wrong, merge, split, not_so, add, lock, withdraw",
        "noun": "noun judged",
        "anchors.document": "documents it is fastened to",
        "anchors.sentence": "sentences in them",
        "anchors.words": "words in those",
        "field": "field",
        "value": "value given",
        "was": "what the program had at that time",
        "words.document": "document whose words show the value",
        "words.words": "those words",
        "withdraws": "hash of the line taken back",
        "because": "reason",
        "by": "who judged",
        "day": "day",
        "brought": "hash in the log it was brought from",
        "previous": "hash of the line before",
        "hash": "hash of this line",
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use super::*;

    /// The page of the documentation that lists the columns.
    fn page() -> String {
        let mut out = String::from(
            "# Columns of the CSV exports\n\n\
             One row for each line of the JSON export, in the same order; dotted names are paths \
             into that line.\nA list is one cell, its members joined by `|` (a `|` or `\\` inside \
             a member is written `\\|` or `\\\\`); a member that is null is empty.\n\
             Null is an empty cell. Offsets are bytes into the text of the document.\n",
        );
        for noun in Noun::ALL {
            let _ = write!(out, "\n## {}\n\n| column | holds |\n|---|---|\n", noun.name());
            for column in columns(noun) {
                let _ = writeln!(out, "| `{}` | {} |", column.path, column.what);
            }
        }
        out
    }

    /// Run with `WRITE_DOCS=1` to write the page anew.
    #[test]
    fn the_documentation_lists_these_columns() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/csv.md");
        if std::env::var_os("WRITE_DOCS").is_some() {
            std::fs::write(path, page()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), page());
    }
}
