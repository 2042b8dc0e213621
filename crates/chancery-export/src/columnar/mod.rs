//! Parquet: nested columns with the types of the fields, written in row groups of bounded size.

mod arrays;
mod read;

use std::io::Write;
use std::sync::Arc;

use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{Field as ArrowField, Schema};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use serde_json::Value;

use crate::schema::{Field, Stands};
use crate::writer::ExportError;

pub(crate) use read::each_row;

/// Rows are made into columns so many at a time,
const BATCH_ROWS: usize = 4096;
/// or once their JSON is of so many bytes.
const BATCH_BYTES: usize = 4 << 20;
/// A row group ends once so many bytes of it wait to be written,
const GROUP_BYTES: usize = 16 << 20;
/// or after so many rows.
const GROUP_ROWS: usize = 1 << 20;

/// Writes rows as Parquet.
pub(crate) struct ParquetRows<W: Write + Send> {
    fields: Vec<&'static Field>,
    schema: Arc<Schema>,
    writer: ArrowWriter<W>,
    rows: Vec<Value>,
    bytes: usize,
}

impl<W: Write + Send> ParquetRows<W> {
    /// Starts a file with these fields.
    pub(crate) fn new(
        fields: &'static [Field],
        no_text: bool,
        out: W,
    ) -> Result<Self, ExportError> {
        let fields: Vec<&Field> = fields.iter().filter(|field| stands(field, no_text)).collect();
        let arrow: Vec<ArrowField> =
            fields.iter().map(|field| arrays::arrow_field(field, no_text)).collect();
        let schema = Arc::new(Schema::new(arrow));
        let properties = WriterProperties::builder()
            .set_created_by(concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned())
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(GROUP_ROWS))
            .build();
        let writer = ArrowWriter::try_new(out, Arc::clone(&schema), Some(properties))?;
        Ok(Self { fields, schema, writer, rows: Vec::new(), bytes: 0 })
    }

    /// Takes a row.
    pub(crate) fn row(&mut self, row: Value) -> Result<(), ExportError> {
        self.bytes += weight(&row);
        self.rows.push(row);
        if self.rows.len() >= BATCH_ROWS || self.bytes >= BATCH_BYTES {
            self.write()?;
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), ExportError> {
        let rows: Vec<Option<&Value>> = self.rows.iter().map(Some).collect();
        let columns: Vec<ArrayRef> = self
            .fields
            .iter()
            .zip(self.schema.fields())
            .map(|(field, arrow)| arrays::column(field, arrow.data_type(), &rows))
            .collect::<Result<_, _>>()?;
        self.writer.write(&RecordBatch::try_new(Arc::clone(&self.schema), columns)?)?;
        self.rows.clear();
        self.bytes = 0;
        if self.writer.in_progress_size() >= GROUP_BYTES {
            self.writer.flush()?;
        }
        Ok(())
    }

    /// Writes out what is still held, and the end of the file.
    pub(crate) fn finish(mut self) -> Result<(), ExportError> {
        if !self.rows.is_empty() {
            self.write()?;
        }
        let mut out = self.writer.into_inner()?;
        Ok(out.flush()?)
    }
}

/// Whether a field stands in a Parquet file.
fn stands(field: &Field, no_text: bool) -> bool {
    field.stands != Stands::WithoutText || no_text
}

/// About how many bytes a value has as JSON.
fn weight(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len() + 2,
        Value::Array(members) => members.iter().map(weight).sum::<usize>() + 2,
        Value::Object(object) => {
            object.iter().map(|(name, value)| name.len() + 4 + weight(value)).sum::<usize>() + 2
        }
        _ => 8,
    }
}
