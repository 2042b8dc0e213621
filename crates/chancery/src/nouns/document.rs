//! One text as fetched, and its reading.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{DocumentId, Evidence, Moment, Precision, ReadingId, Side};

/// What sort of text a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum DocumentKind {
    Wire,
    Report,
    Readout,
    JointStatement,
    PressRelease,
    Transcript,
    Speech,
    SocialPost,
    Preview,
    Opinion,
    Correction,
    #[default]
    Unknown,
}

/// What a publication day rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedBasis {
    /// The caller gave it (a field of a JSON line).
    Given,
    /// The page's metadata.
    Metadata,
    /// The address.
    Url,
    /// The dateline of the story.
    Dateline,
    /// Another place in the text.
    Text,
}

/// When a document was published: a `when` whose basis is one of its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Not before.
    pub start: Option<Moment>,
    /// Not after.
    pub end: Option<Moment>,
    /// How fine.
    pub precision: Precision,
    /// On what it rests.
    pub basis: PublishedBasis,
}

/// Something the reader of a record should know about a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Short fixed name of the matter: `cut`, `invalid_utf8`, `unread_language`, `parts`, ...
    pub code: String,
    /// What happened, in a sentence.
    pub text: String,
}

/// One text as fetched.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// SHA-256 of the raw bytes.
    pub id: DocumentId,
    /// Where the file lay.
    pub path: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Outlet, as the page or its address names it.
    pub outlet: Option<String>,
    /// Whose voice the outlet is.
    pub side: Option<Side>,
    /// Sort of text.
    pub kind: DocumentKind,
    /// Headline.
    pub title: Option<String>,
    /// Author line.
    pub byline: Option<String>,
    /// Credit line of an agency or another paper.
    pub credit: Option<String>,
    /// Publication day.
    pub published: Option<Published>,
    /// Day of reading it in, given by the caller.
    pub retrieved: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// The cleaned text.
    pub text: String,
    /// Documents this one copies.
    pub copies_of: Vec<DocumentId>,
    /// The earlier edition at the same address.
    pub edition_of: Option<DocumentId>,
    /// Sentences as byte ranges into the text.
    pub sentences: Vec<[u32; 2]>,
    /// What a reader should know.
    pub notes: Vec<Note>,
}

/// What a block of a reading is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The headline.
    Title,
    /// A heading or lead-in inside the text.
    Heading,
    /// Running text.
    Body,
    /// A caption of a picture.
    Caption,
    /// A line that gives place and day before the story.
    Dateline,
}

/// A block of a reading, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: BlockKind,
    /// First byte of the same words in the decoded raw text, where they stand there verbatim
    /// (plain text); null for markup.
    pub raw_start: Option<u32>,
}

/// Something left out of the reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// The words left out.
    pub text: String,
    /// Why: the layout evidence, in a few words.
    pub reason: String,
}

/// The cleaned text of a document and how it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Hash of cleaner and text.
    pub id: ReadingId,
    /// Name and version of the cleaner.
    pub cleaner: String,
    /// The cleaned text; blocks are set apart by blank lines.
    pub text: String,
    /// Its blocks in order.
    pub blocks: Vec<Block>,
    /// What was left out, in order.
    pub cut: Vec<Cut>,
}

impl Reading {
    /// The line that gives place and day before the story, if there is one.
    pub fn dateline(&self) -> Option<&Block> {
        self.blocks.iter().find(|b| b.kind == BlockKind::Dateline)
    }

    /// The block that holds a byte.
    pub fn block_at(&self, byte: u32) -> Option<&Block> {
        let after = self.blocks.partition_point(|b| b.start <= byte);
        self.blocks[..after].last().filter(|b| byte < b.end)
    }
}

/// A document with its reading: what the reading stage hands on.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// The document.
    pub document: Document,
    /// Its reading.
    pub reading: Reading,
}

impl Page {
    /// Evidence for a byte range of the reading, by a reader of a version. The bytes lie in the
    /// reading, at the edges of characters.
    pub fn evidence(&self, bytes: Range<u32>, reader: &str, version: &str) -> Evidence {
        let reading = &self.reading;
        Evidence {
            document: self.document.id.clone(),
            reading: reading.id.clone(),
            start: bytes.start,
            end: bytes.end,
            text: reading.text[bytes.start as usize..bytes.end as usize].to_owned(),
            reader: reader.to_owned(),
            version: version.to_owned(),
            caption: reading.block_at(bytes.start).is_some_and(|b| b.kind == BlockKind::Caption),
        }
    }
}
