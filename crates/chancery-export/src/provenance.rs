//! Provenance in the words of PROV-O, as JSON-LD: which document and reading each account,
//! statement, commitment and encounter came from, by which program with which ingredients, and
//! what people judged.
//!
//! No words of a text stand in it: offsets alone. Every node has a line of its own.

use std::collections::BTreeSet;
use std::io::Write;

use chancery::keep::Noun;
use serde_json::{Value, json};

use crate::manifest::Part;
use crate::writer::ExportError;

/// The program that read, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Version.
    pub version: String,
    /// Models, tables, codebook pages.
    pub ingredients: Vec<Part>,
}

/// Writes the nodes of a graph.
pub struct ProvenanceWriter<W: Write> {
    out: W,
    lines: u64,
    version: String,
    /// Readings that have a node.
    readings: BTreeSet<String>,
    /// Judgements that have one.
    judgements: BTreeSet<u64>,
}

fn of(noun: &str, id: &str) -> String {
    format!("chancery:{noun}/{id}")
}

fn context() -> Value {
    let refers = |to: &str| json!({ "@id": to, "@type": "@id" });
    json!({
        "prov": "http://www.w3.org/ns/prov#",
        "dcterms": "http://purl.org/dc/terms/",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "chancery": "urn:chancery:",
        "label": "rdfs:label",
        "sha256": "chancery:sha256",
        "start": "chancery:firstByte",
        "end": "chancery:endByte",
        "reader": "chancery:reader",
        "words": { "@id": "chancery:words" },
        "reading": refers("chancery:reading"),
        "atLocation": refers("prov:atLocation"),
        "wasDerivedFrom": refers("prov:wasDerivedFrom"),
        "wasRevisionOf": refers("prov:wasRevisionOf"),
        "wasQuotedFrom": refers("prov:wasQuotedFrom"),
        "wasGeneratedBy": refers("prov:wasGeneratedBy"),
        "wasAssociatedWith": refers("prov:wasAssociatedWith"),
        "wasInfluencedBy": refers("prov:wasInfluencedBy"),
        "used": refers("prov:used"),
        "hadMember": refers("prov:hadMember"),
        "publisher": "dcterms:publisher",
        "issued": "dcterms:issued",
        "version": "dcterms:hasVersion",
    })
}

impl<W: Write> ProvenanceWriter<W> {
    /// Starts a graph with the program and its ingredients.
    pub fn new(mut out: W, agent: &Agent) -> Result<Self, ExportError> {
        write!(out, "{{\"@context\":{},\n\"@graph\":[", context())?;
        let (readings, judgements) = (BTreeSet::new(), BTreeSet::new());
        let mut it = Self { out, lines: 0, version: agent.version.clone(), readings, judgements };
        it.node(&json!({
            "@id": it.program(),
            "@type": "prov:SoftwareAgent",
            "label": "chancery",
            "version": agent.version,
        }))?;
        let parts: Vec<String> =
            agent.ingredients.iter().map(|part| of("ingredient", &address(&part.name))).collect();
        for (part, id) in agent.ingredients.iter().zip(&parts) {
            it.node(&json!({
                "@id": id, "@type": "prov:Entity", "label": part.name, "sha256": part.sha256,
            }))?;
        }
        it.node(&json!({
            "@id": it.plan(), "@type": ["prov:Collection", "prov:Plan"], "hadMember": parts,
        }))?;
        it.node(&json!({
            "@id": "chancery:activity/settling",
            "@type": "prov:Activity",
            "label": "putting together what documents tell of one encounter",
            "wasAssociatedWith": it.program(),
            "used": it.plan(),
        }))?;
        Ok(it)
    }

    fn program(&self) -> String {
        of("program", &self.version)
    }

    fn plan(&self) -> String {
        of("ingredients", &self.version)
    }

    fn node(&mut self, node: &Value) -> Result<(), ExportError> {
        let separator = if self.lines == 0 { "" } else { "," };
        self.lines += 1;
        Ok(write!(self.out, "{separator}\n{node}")?)
    }

    /// Writes a document, its reading in force, and the act of reading it.
    pub fn document(
        &mut self,
        row: &Value,
        reading: &str,
        cleaner: &str,
    ) -> Result<(), ExportError> {
        let id = text(row, "/id");
        let mut node = json!({ "@id": of("document", id), "@type": "prov:Entity", "sha256": id });
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value {
                node[name] = value.into();
            }
        };
        let there = |path: &str| row.pointer(path).and_then(Value::as_str).map(str::to_owned);
        put("atLocation", there("/url"));
        put("publisher", there("/outlet"));
        put("issued", there("/published/start"));
        put("wasRevisionOf", there("/edition_of").map(|id| of("document", &id)));
        let copied: Vec<String> = row["copies_of"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|id| Some(of("document", id.as_str()?)))
            .collect();
        if !copied.is_empty() {
            node["wasQuotedFrom"] = copied.into();
        }
        self.node(&node)?;
        self.node(&json!({
            "@id": of("activity", &format!("reading-{id}")),
            "@type": "prov:Activity",
            "used": [of("document", id), self.plan()],
            "wasAssociatedWith": self.program(),
        }))?;
        self.reading(reading, id, Some(cleaner))?;
        self.judged(row)
    }

    fn reading(
        &mut self,
        reading: &str,
        document: &str,
        cleaner: Option<&str>,
    ) -> Result<(), ExportError> {
        if !self.readings.insert(reading.to_owned()) {
            return Ok(());
        }
        let mut node = json!({
            "@id": of("reading", reading),
            "@type": "prov:Entity",
            "sha256": reading,
            "wasDerivedFrom": of("document", document),
            "wasGeneratedBy": of("activity", &format!("reading-{document}")),
        });
        if let Some(cleaner) = cleaner {
            node["reader"] = cleaner.into();
        }
        self.node(&node)
    }

    /// Writes an account, statement, commitment or encounter.
    pub fn noun(&mut self, noun: Noun, row: &Value) -> Result<(), ExportError> {
        let id = text(row, "/id");
        if noun == Noun::Encounters {
            return self.encounter(id, row);
        }
        let one = match noun {
            Noun::Accounts => "account",
            Noun::Statements => "statement",
            _ => "commitment",
        };
        let mut spans = Vec::new();
        spans_in(row, &mut spans);
        for span in &spans {
            self.reading(&span.reading, &span.document, None)?;
        }
        let readings: BTreeSet<String> =
            spans.iter().map(|span| of("reading", &span.reading)).collect();
        let documents: BTreeSet<&str> = spans.iter().map(|span| span.document.as_str()).collect();
        let acts = documents.into_iter().map(|id| of("activity", &format!("reading-{id}")));
        let words: BTreeSet<Words<'_>> = spans.iter().map(Span::words).collect();
        let words: Vec<Value> = words.into_iter().map(|words| words.value()).collect();
        let mut node = json!({
            "@id": of(one, id),
            "@type": ["prov:Entity", format!("chancery:{one}")],
            "wasDerivedFrom": readings,
            "wasGeneratedBy": acts.collect::<Vec<_>>(),
            "words": words,
        });
        influences(row, &mut node);
        self.node(&node)?;
        self.judged(row)
    }

    fn encounter(&mut self, id: &str, row: &Value) -> Result<(), ExportError> {
        let accounts = row["accounts"].as_array().into_iter().flatten().filter_map(Value::as_str);
        let mut node = json!({
            "@id": of("encounter", id),
            "@type": ["prov:Entity", "chancery:encounter"],
            "wasDerivedFrom": accounts.map(|id| of("account", id)).collect::<Vec<_>>(),
            "wasGeneratedBy": "chancery:activity/settling",
        });
        influences(row, &mut node);
        self.node(&node)?;
        self.judged(row)
    }

    /// Writes the judgements of a noun that have no node yet.
    fn judged(&mut self, row: &Value) -> Result<(), ExportError> {
        for judged in row["judged"].as_array().into_iter().flatten() {
            let Some(number) = judged["number"].as_u64() else { continue };
            if !self.judgements.insert(number) {
                continue;
            }
            let person = of("person", &address(text(judged, "/by")));
            self.node(&json!({
                "@id": person, "@type": ["prov:Agent", "prov:Person"], "label": judged["by"],
            }))?;
            self.node(&json!({
                "@id": of("judgement", &number.to_string()),
                "@type": "prov:Activity",
                "label": judged["ruling"],
                "issued": judged["day"],
                "wasAssociatedWith": person,
            }))?;
        }
        Ok(())
    }

    /// Ends the graph; gives back how many nodes there are.
    pub fn finish(mut self) -> Result<u64, ExportError> {
        self.out.write_all(b"\n]}\n")?;
        self.out.flush()?;
        Ok(self.lines)
    }
}

/// Notes on a node which judgements lie over it.
fn influences(row: &Value, node: &mut Value) {
    let judged = row["judged"].as_array().into_iter().flatten();
    let numbers = judged.filter_map(|it| it["number"].as_u64());
    let judgements: Vec<String> =
        numbers.map(|number| of("judgement", &number.to_string())).collect();
    if !judgements.is_empty() {
        node["wasInfluencedBy"] = judgements.into();
    }
}

/// The words behind a value.
#[derive(Debug, Clone)]
struct Span {
    document: String,
    reading: String,
    start: u64,
    end: u64,
    reader: String,
}

/// What a node says of them.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Words<'s> {
    reading: &'s str,
    start: u64,
    end: u64,
    reader: &'s str,
}

impl Span {
    fn words(&self) -> Words<'_> {
        let Self { reading, start, end, reader, .. } = self;
        Words { reading, start: *start, end: *end, reader }
    }
}

impl Words<'_> {
    fn value(&self) -> Value {
        json!({
            "reading": of("reading", self.reading), "start": self.start, "end": self.end,
            "reader": self.reader,
        })
    }
}

/// Gathers every evidence in a value.
fn spans_in(value: &Value, found: &mut Vec<Span>) {
    match value {
        Value::Array(members) => members.iter().for_each(|member| spans_in(member, found)),
        Value::Object(object) => {
            if let (Some(start), Some(end), Some(reading)) =
                (value["start"].as_u64(), value["end"].as_u64(), value["reading"].as_str())
            {
                found.push(Span {
                    document: text(value, "/document").to_owned(),
                    reading: reading.to_owned(),
                    start,
                    end,
                    reader: text(value, "/reader").to_owned(),
                });
            }
            object.values().for_each(|value| spans_in(value, found));
        }
        _ => {}
    }
}

fn text<'v>(row: &'v Value, path: &str) -> &'v str {
    row.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

/// A name as part of an address.
fn address(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/".contains(&byte);
    name.bytes()
        .map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}
