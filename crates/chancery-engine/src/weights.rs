//! The weights file: named tensors behind a JSON header.
//!
//! ```text
//! 8 bytes  "chancery"
//! u32      length of the header
//! header   {"tags": [...], "parser_moves": [...], "ner_moves": [...],
//!           "tensors": [{"name", "type", "shape", "offset"}]}
//! zeros    up to a multiple of 64, then the tensors, row-major and little-endian
//! ```

use half::f16;
use half::slice::HalfFloatSliceExt as _;
use serde::Deserialize;

const MAGIC: &[u8] = b"chancery";
const ALIGN: usize = 64;

/// Why a weights file cannot be read.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum WeightsError {
    /// The file does not begin as a weights file does.
    #[error("not a weights file")]
    Magic,
    /// The header is cut off or is no JSON of the right shape.
    #[error("the header of the weights file cannot be read")]
    Header,
    /// A tensor that the nets need is not there.
    #[error("the weights file has no tensor {0}")]
    Missing(String),
    /// A tensor is there, but of another type or size.
    #[error("tensor {0} is of the wrong type or size")]
    Shape(String),
    /// A label that the engine does not know.
    #[error("the weights file has an unknown label {0}")]
    Label(String),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Type {
    F32,
    F16,
    U16,
    U32,
    U8,
}

impl Type {
    const fn bytes(self) -> usize {
        match self {
            Type::F32 | Type::U32 => 4,
            Type::F16 | Type::U16 => 2,
            Type::U8 => 1,
        }
    }
}

#[derive(Debug, Deserialize)]
struct Entry {
    name: String,
    r#type: Type,
    shape: Vec<usize>,
    offset: usize,
}

#[derive(Debug, Deserialize)]
struct Header {
    #[serde(default)]
    tags: Vec<String>,
    #[serde(default)]
    parser_moves: Vec<String>,
    #[serde(default)]
    ner_moves: Vec<String>,
    tensors: Vec<Entry>,
}

/// An opened weights file.
#[derive(Debug)]
pub struct Weights {
    header: Header,
    data: &'static [u8],
}

impl Weights {
    /// Reads the header; the tensors stay where they are.
    pub fn open(bytes: &'static [u8]) -> Result<Self, WeightsError> {
        let rest = bytes.strip_prefix(MAGIC).ok_or(WeightsError::Magic)?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or(WeightsError::Header)?;
        let length = u32::from_le_bytes(*length) as usize;
        let header = rest.get(..length).ok_or(WeightsError::Header)?;
        let header: Header = serde_json::from_slice(header).map_err(|_| WeightsError::Header)?;
        let start = (MAGIC.len() + 4 + length).next_multiple_of(ALIGN);
        let data = bytes.get(start..).ok_or(WeightsError::Header)?;
        Ok(Self { header, data })
    }

    /// Names of the tags, in the order of their scores.
    pub(crate) fn tags(&self) -> &[String] {
        &self.header.tags
    }

    /// Names of the parser's actions, in the order of their scores.
    pub(crate) fn parser_moves(&self) -> &[String] {
        &self.header.parser_moves
    }

    /// Names of the entity recogniser's actions, in the order of their scores.
    pub(crate) fn ner_moves(&self) -> &[String] {
        &self.header.ner_moves
    }

    /// A tensor of numbers, as a table that is read row by row.
    pub fn table(&self, name: &str) -> Result<Table, WeightsError> {
        let (entry, bytes) = self.find(name)?;
        if !matches!(entry.r#type, Type::F16 | Type::F32) {
            return Err(WeightsError::Shape(name.to_owned()));
        }
        let width = *entry.shape.last().ok_or_else(|| WeightsError::Shape(name.to_owned()))?;
        Ok(Table { half: entry.r#type == Type::F16, width, bytes })
    }

    /// A tensor of numbers at full precision.
    pub fn floats(&self, name: &str) -> Result<Vec<f32>, WeightsError> {
        let table = self.table(name)?;
        let mut out = vec![0.0; table.rows() * table.width];
        for (row, out) in out.chunks_exact_mut(table.width).enumerate() {
            table.read(row, out);
        }
        Ok(out)
    }

    /// A tensor of 32-bit integers.
    pub fn u32s(&self, name: &str) -> Result<Vec<u32>, WeightsError> {
        let bytes = self.bytes_of(name, Type::U32)?;
        Ok(bytes.as_chunks().0.iter().map(|&b| u32::from_le_bytes(b)).collect())
    }

    /// The bytes of a tensor of 16-bit integers.
    pub(crate) fn u16_bytes(&self, name: &str) -> Result<&'static [[u8; 2]], WeightsError> {
        Ok(self.bytes_of(name, Type::U16)?.as_chunks().0)
    }

    /// A tensor of bytes.
    pub(crate) fn u8s(&self, name: &str) -> Result<&'static [u8], WeightsError> {
        self.bytes_of(name, Type::U8)
    }

    fn bytes_of(&self, name: &str, expected: Type) -> Result<&'static [u8], WeightsError> {
        let (entry, bytes) = self.find(name)?;
        if entry.r#type == expected { Ok(bytes) } else { Err(WeightsError::Shape(name.to_owned())) }
    }

    fn find(&self, name: &str) -> Result<(&Entry, &'static [u8]), WeightsError> {
        let entry = self.header.tensors.iter().find(|e| e.name == name);
        let entry = entry.ok_or_else(|| WeightsError::Missing(name.to_owned()))?;
        let size = entry.shape.iter().product::<usize>() * entry.r#type.bytes();
        let bytes = self.data.get(entry.offset..entry.offset + size);
        Ok((entry, bytes.ok_or_else(|| WeightsError::Shape(name.to_owned()))?))
    }
}

/// A table of numbers, left in the file at the precision it has there.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    half: bool,
    width: usize,
    bytes: &'static [u8],
}

impl Table {
    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.bytes.len() / (self.width * if self.half { 2 } else { 4 })
    }

    /// Reads one row into `out`, which is as wide as the table.
    ///
    /// # Panics
    /// If there is no such row.
    pub fn read(&self, row: usize, out: &mut [f32]) {
        let places = row * self.width..(row + 1) * self.width;
        if self.half {
            let values = &self.bytes.as_chunks().0[places];
            // Eight at a time, as the processor's own conversion takes them.
            for (out, values) in out.chunks_mut(8).zip(values.chunks(8)) {
                let mut half = [f16::ZERO; 8];
                for (half, &v) in half.iter_mut().zip(values) {
                    *half = f16::from_le_bytes(v);
                }
                half[..values.len()].convert_to_f32_slice(out);
            }
        } else {
            let values = &self.bytes.as_chunks().0[places];
            for (out, &v) in out.iter_mut().zip(values) {
                *out = f32::from_le_bytes(v);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Weights, WeightsError};

    #[test]
    fn refuses_what_is_no_weights_file() {
        assert_eq!(Weights::open(b"something").err(), Some(WeightsError::Magic));
        assert_eq!(Weights::open(b"chancery\xff\0\0\0{}").err(), Some(WeightsError::Header));
        assert_eq!(Weights::open(b"chancery\x02\0\0\0{}").err(), Some(WeightsError::Header));
    }
}
