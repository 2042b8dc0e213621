//! Citing: documents by number, and the words taken from them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::nouns::{
    ActorId, Copied, CopyKind, Document, DocumentId, DocumentKind, Evidence, ReadingId, Side,
};
use crate::show::layout::{plain, shortened};
use crate::show::words::{published_words, word};

/// Columns of a title where it stands for an outlet that is not known.
const TITLE: usize = 48;

/// Words of a source. All texts of a brief are without control characters; the marks of a format
/// are escaped where it is written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quote {
    /// The words, shortened where they are long.
    pub words: String,
    /// Number of the source, from 1.
    pub source: usize,
    /// The document.
    pub document: DocumentId,
    /// The reading of it that is cited.
    pub reading: ReadingId,
    /// First byte in that reading.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A numbered source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// Its number, from 1.
    pub number: usize,
    /// The document.
    pub document: DocumentId,
    /// Headline.
    pub title: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Whose voice it is, in words.
    pub side: Option<String>,
    /// What sort of text it is.
    pub kind: DocumentKind,
    /// Day of publication, in words.
    pub day: Option<String>,
    /// Address, or else path.
    pub address: Option<String>,
    /// Whose words it took, in words; null where it is nobody's copy.
    pub copy: Option<String>,
    /// Words of it, where no line quotes any.
    pub quote: Option<String>,
}

/// What evidence, ids and codes lead to.
#[derive(Debug, Clone, Copy)]
pub struct Library<'r> {
    /// The documents that may be cited.
    pub documents: &'r BTreeMap<DocumentId, Document>,
    /// Names of actors, those of states among them.
    pub names: &'r BTreeMap<ActorId, String>,
    /// Whose words each copy took.
    pub copied: &'r BTreeMap<DocumentId, Copied>,
}

impl<'r> Library<'r> {
    /// An actor's name, or its id where the name is not known.
    pub(super) fn name(&self, actor: &ActorId) -> String {
        self.names.get(actor).map_or_else(|| actor.to_string(), |name| plain(name))
    }

    /// A state's name by its ISO alpha-3 code, or the code where the name is not known.
    pub(super) fn state(&self, code: &str) -> String {
        let id = ActorId(format!("state:{code}"));
        self.names.get(&id).map_or_else(|| code.to_owned(), |name| plain(name))
    }

    /// The document whose words a document has in the end: its own id where it is no copy.
    pub(super) fn origin(&self, document: &'r DocumentId) -> &'r DocumentId {
        let mut at = document;
        // A chain is no longer than there are copies; the bound guards against a ring.
        for _ in 0..self.copied.len() {
            match self.copied.get(at) {
                Some(copied) => at = &copied.from,
                None => break,
            }
        }
        at
    }

    /// The whole sentence around some words; the words alone where no sentence holds them.
    pub(super) fn sentence(&self, evidence: &Evidence) -> String {
        let document = self.documents.get(&evidence.document);
        let text = document.and_then(|it| {
            let holds = |s: &&[u32; 2]| s[0] <= evidence.start && evidence.start < s[1];
            let sentence = it.sentences.iter().find(holds)?;
            it.text.get(sentence[0] as usize..sentence[1] as usize)
        });
        plain(text.unwrap_or(&evidence.text))
    }

    /// Who published a document, as a reader would name it.
    pub(super) fn outlet(&self, document: &DocumentId) -> String {
        let Some(it) = self.documents.get(document) else {
            return "a source that is not at hand".to_owned();
        };
        let title =
            || it.title.as_deref().map(|title| format!("“{}”", shortened(&plain(title), TITLE)));
        let file = || it.path.as_deref().and_then(|path| path.rsplit('/').next()).map(plain);
        it.outlet.as_deref().map(plain).or_else(title).or_else(file).unwrap_or("a report".into())
    }

    /// A side in words.
    pub(super) fn side(&self, side: &Side) -> String {
        match side {
            Side::State(code) => self.state(code),
            Side::Third => "third party".to_owned(),
            Side::Joint => "joint".to_owned(),
        }
    }
}

/// Documents numbered in the order in which they are first cited.
pub(super) struct Sources<'r> {
    library: Library<'r>,
    order: Vec<DocumentId>,
    /// The first words cited of a document that no line quotes.
    unquoted: BTreeMap<DocumentId, String>,
    quoted: BTreeSet<DocumentId>,
}

impl<'r> Sources<'r> {
    pub(super) fn new(library: Library<'r>) -> Self {
        Self { library, order: Vec::new(), unquoted: BTreeMap::new(), quoted: BTreeSet::new() }
    }

    /// The number of a document, its next one where it is cited for the first time.
    pub(super) fn number(&mut self, document: &DocumentId) -> usize {
        let known = self.order.iter().position(|it| it == document);
        let at = known.unwrap_or_else(|| {
            self.order.push(document.clone());
            self.order.len() - 1
        });
        at + 1
    }

    /// The number of the document some words stand in, for a line that does not quote them.
    pub(super) fn cite(&mut self, evidence: &Evidence) -> usize {
        let words = shortened(&plain(&evidence.text), 90);
        self.unquoted.entry(evidence.document.clone()).or_insert(words);
        self.number(&evidence.document)
    }

    /// Words as a quotation of at most so many columns.
    pub(super) fn quote(&mut self, evidence: &Evidence, columns: usize) -> Quote {
        self.quote_as(evidence, &plain(&evidence.text), columns)
    }

    /// The whole sentence around some words as a quotation of at most so many columns.
    pub(super) fn sentence(&mut self, evidence: &Evidence, columns: usize) -> Quote {
        let sentence = self.library.sentence(evidence);
        let words = if sentence.chars().count() <= columns {
            sentence
        } else {
            around(&sentence, &plain(&evidence.text), columns)
        };
        self.quote_as(evidence, &words, columns)
    }

    fn quote_as(&mut self, evidence: &Evidence, words: &str, columns: usize) -> Quote {
        self.quoted.insert(evidence.document.clone());
        Quote {
            words: shortened(words, columns),
            source: self.number(&evidence.document),
            document: evidence.document.clone(),
            reading: evidence.reading.clone(),
            start: evidence.start,
            end: evidence.end,
        }
    }

    /// All documents cited, in order of their numbers.
    pub(super) fn list(&mut self) -> Vec<SourceLine> {
        // Whom a copy was taken from is named by number, so it is cited too.
        let mut at = 0;
        while at < self.order.len() {
            if let Some(copied) = self.library.copied.get(&self.order[at]) {
                self.number(&copied.from);
            }
            at += 1;
        }
        self.order.iter().enumerate().map(|(at, id)| self.line(at + 1, id)).collect()
    }

    fn line(&self, number: usize, id: &DocumentId) -> SourceLine {
        let it = self.library.documents.get(id);
        let text = |value: Option<&String>| value.map(|text| plain(text));
        let quote = self.unquoted.get(id).filter(|_| !self.quoted.contains(id));
        SourceLine {
            number,
            document: id.clone(),
            title: text(it.and_then(|it| it.title.as_ref())),
            outlet: text(it.and_then(|it| it.outlet.as_ref())),
            side: it.and_then(|it| it.side.as_ref()).map(|side| self.library.side(side)),
            kind: it.map(|it| it.kind).unwrap_or_default(),
            day: it.and_then(|it| it.published.as_ref()).map(|p| published_words(Some(p))),
            address: text(it.and_then(|it| it.url.as_ref().or(it.path.as_ref()))),
            copy: self.library.copied.get(id).map(|copied| self.copy_words(copied)),
            quote: quote.cloned(),
        }
    }

    /// `near copy of [1]`.
    fn copy_words(&self, copied: &Copied) -> String {
        let from = self.order.iter().position(|it| *it == copied.from);
        let from = from.map_or_else(|| "another".to_owned(), |at| format!("[{}]", at + 1));
        match copied.kind {
            CopyKind::Reprint => format!("reprint of {from}"),
            kind => format!("{} copy of {from}", word(&kind)),
        }
    }
}

/// A part of a sentence around some words of it, cut at words, with ellipses.
fn around(sentence: &str, words: &str, columns: usize) -> String {
    let Some(found) = sentence.find(words) else {
        return sentence.to_owned();
    };
    let end = sentence[..found].chars().count() + words.chars().count();
    if end < columns {
        return sentence.to_owned();
    }
    // As much before the words as lets them stand whole, and half of the rest.
    let lead = columns.saturating_sub(words.chars().count() + 4) / 2;
    let before: Vec<char> = sentence[..found].chars().collect();
    let from = before.len().saturating_sub(lead);
    let cut: String = before[from..].iter().collect();
    let cut = cut.split_once(' ').map_or(cut.as_str(), |(_, rest)| rest);
    format!("…{cut}{}", &sentence[found..])
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn long_sentences_are_cut_around_the_words() {
        let sentence = "After a long day in the old town the two ministers spoke about the border.";
        assert_eq!(around(sentence, "long day", 40), sentence);
        let cut = around(sentence, "the border", 40);
        assert_eq!(cut, "…spoke about the border.");
    }
}
