//! The shapes of everything that is exported: one description of every field, from which the
//! columns of CSV, the schema of Parquet, the data dictionary and the data package are made.
//!
//! The JSON lines themselves are the nouns of the library; a test holds these shapes against
//! lines of a record, so that no field can be forgotten here.

mod counts;
mod nouns;
mod parts;
mod words;

use chancery::keep::Noun;

pub use counts::{COVERAGE, DYADS};

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// An id, a hash, a code of a table, the name of a rule: no words of a text.
    Key,
    /// An address or a path.
    Address,
    /// One of these words, which the program has from its codebook.
    Word(&'static [&'static str]),
    /// Words: of a text, of the program about it, or of a person who judged.
    Text,
    /// A whole text, which an export without text withholds.
    FullText,
    /// Any JSON, in CSV and Parquet as the text of it.
    Json,
    /// A point of the calendar as EDTF: `2022`, `2022-12`, `2022-12-13T15`, `XXXX-12-13`.
    Moment,
    /// A calendar day.
    Day,
    /// The first day that the moment in the field of this name covers.
    FirstDay(&'static str),
    /// The last day that the moment in the field of this name covers.
    LastDay(&'static str),
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// Fields of its own.
    Struct(&'static [Field]),
    /// Any number of values of one shape.
    List(&'static Shape),
}

/// In which exports a field stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// In all.
    Always,
    /// In Parquet alone, worked out from another field.
    InParquet,
    /// In exports without text alone.
    WithoutText,
}

/// A field and what it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What its value is.
    pub shape: Shape,
    /// What it holds, in words.
    pub what: &'static str,
    /// What a number counts or measures; empty where it is none.
    pub unit: &'static str,
    /// What null says; empty where it never stands there.
    pub null: &'static str,
    /// The page of the codebook that defines its values; empty where there is none.
    pub codebook: &'static str,
    /// In which exports it stands.
    pub stands: Stands,
}

impl Field {
    pub(crate) const fn new(name: &'static str, shape: Shape, what: &'static str) -> Self {
        let (unit, null, codebook, stands) = ("", "", "", Stands::Always);
        Self { name, shape, what, unit, null, codebook, stands }
    }

    /// It may be null, which says this.
    pub(crate) const fn null(self, null: &'static str) -> Self {
        Self { null, ..self }
    }

    /// It is a number of these.
    pub(crate) const fn unit(self, unit: &'static str) -> Self {
        Self { unit, ..self }
    }

    /// This page of the codebook defines it.
    pub(crate) const fn see(self, codebook: &'static str) -> Self {
        Self { codebook, ..self }
    }

    /// It stands in these exports alone.
    pub(crate) const fn only(self, stands: Stands) -> Self {
        Self { stands, ..self }
    }

    /// The fields of its value, or of the members of its list.
    pub fn inner(&self) -> Option<&'static [Field]> {
        self.shape.inner()
    }
}

impl Shape {
    fn inner(self) -> Option<&'static [Field]> {
        match self {
            Self::Struct(fields) => Some(fields),
            Self::List(members) => members.inner(),
            _ => None,
        }
    }

    /// What a value is that stands at the end of all lists.
    #[must_use]
    pub fn innermost(self) -> Self {
        match self {
            Self::List(members) => members.innermost(),
            other => other,
        }
    }

    /// How many lists stand around it.
    pub fn lists(self) -> usize {
        match self {
            Self::List(members) => 1 + members.lists(),
            _ => 0,
        }
    }
}

/// A table that can be exported: what its rows hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// Its name, in the plural.
    pub name: &'static str,
    /// What a row is.
    pub what: &'static str,
    /// The fields of a row, in order.
    pub fields: &'static [Field],
    /// The columns of CSV: dotted paths to fields, in order, set apart by blanks.
    pub columns: &'static str,
    /// The fields that tell a row from all others; empty where nothing does.
    pub key: &'static [&'static str],
}

/// The table of a noun.
pub fn table(noun: Noun) -> &'static Table {
    match noun {
        Noun::Documents => &nouns::DOCUMENTS,
        Noun::Accounts => &nouns::ACCOUNTS,
        Noun::Encounters => &nouns::ENCOUNTERS,
        Noun::Actors => &nouns::ACTORS,
        Noun::Mentions => &nouns::MENTIONS,
        Noun::Statements => &nouns::STATEMENTS,
        Noun::Commitments => &nouns::COMMITMENTS,
        Noun::Judgements => &nouns::JUDGEMENTS,
    }
}

/// Every table, nouns first.
pub fn tables() -> Vec<&'static Table> {
    Noun::ALL.into_iter().map(table).chain([&DYADS, &COVERAGE]).collect()
}

/// A field at the end of a path, with the fields on the way.
pub fn at(fields: &'static [Field], path: &str) -> Option<Vec<&'static Field>> {
    let (first, rest) = path.split_once('.').unwrap_or((path, ""));
    let field = fields.iter().find(|field| field.name == first)?;
    if rest.is_empty() {
        return Some(vec![field]);
    }
    let mut chain = vec![field];
    chain.extend(at(field.inner()?, rest)?);
    Some(chain)
}

/// What the value at the end of a path holds, from the outermost field inwards.
pub fn described(chain: &[&Field]) -> String {
    chain.iter().map(|field| field.what).collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_leads_to_a_value() {
        for table in tables() {
            for path in table.columns.split_whitespace() {
                let chain = at(table.fields, path);
                let last = chain.as_ref().and_then(|chain| chain.last());
                assert!(last.is_some_and(|it| it.inner().is_none()), "{}: {path}", table.name);
            }
            assert!(table.key.iter().all(|path| at(table.fields, path).is_some()));
        }
    }

    #[test]
    fn numbers_have_units_and_names_are_told_once() {
        fn check(table: &str, fields: &[Field]) {
            for (place, field) in fields.iter().enumerate() {
                let number = matches!(field.shape.innermost(), Shape::Integer | Shape::Number);
                assert_eq!(number, !field.unit.is_empty(), "{table}: {}", field.name);
                assert!(!field.what.is_empty(), "{table}: {}", field.name);
                assert!(fields[..place].iter().all(|other| other.name != field.name));
                check(table, field.inner().unwrap_or_default());
            }
        }
        for table in tables() {
            check(table.name, table.fields);
        }
    }
}
