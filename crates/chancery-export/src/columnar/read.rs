//! Parquet back to JSON values, to find where two files part.

use std::fs::File;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Float64Type, Int64Type};
use arrow_array::{Array, RecordBatchReader};
use arrow_schema::DataType;
use jiff::Span;
use jiff::civil::date;
use parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use serde_json::{Map, Value};

use crate::writer::ExportError;

/// Every row of a file that this program wrote, in order.
pub(crate) fn each_row(
    file: File,
) -> Result<impl Iterator<Item = Result<Value, ExportError>>, ExportError> {
    let reader = ParquetRecordBatchReaderBuilder::try_new(file)?.with_batch_size(256).build()?;
    let schema = reader.schema();
    let rows = reader.flat_map(move |batch| match batch {
        Err(error) => vec![Err(ExportError::from(error))],
        Ok(batch) => (0..batch.num_rows())
            .map(|row| {
                let columns = schema.fields().iter().zip(batch.columns());
                Ok(Value::Object(
                    columns
                        .map(|(field, column)| (field.name().clone(), value(column, row)))
                        .collect(),
                ))
            })
            .collect(),
    });
    Ok(rows)
}

fn value(array: &dyn Array, row: usize) -> Value {
    if array.is_null(row) {
        return Value::Null;
    }
    match array.data_type() {
        DataType::Utf8 => array.as_string::<i32>().value(row).into(),
        DataType::Int64 => array.as_primitive::<Int64Type>().value(row).into(),
        DataType::Float64 => array.as_primitive::<Float64Type>().value(row).into(),
        DataType::Boolean => array.as_boolean().value(row).into(),
        DataType::Date32 => {
            let days = i64::from(array.as_primitive::<Date32Type>().value(row));
            let span = Span::new().try_days(days);
            let day = span.and_then(|days| date(1970, 1, 1).checked_add(days));
            day.map_or(Value::Null, |day| day.to_string().into())
        }
        DataType::List(_) => {
            let members = array.as_list::<i32>().value(row);
            (0..members.len()).map(|member| value(&members, member)).collect()
        }
        DataType::Struct(fields) => {
            let columns = fields.iter().zip(array.as_struct().columns());
            let object: Map<String, Value> =
                columns.map(|(field, column)| (field.name().clone(), value(column, row))).collect();
            object.into()
        }
        // Such a column is of another program.
        other => format!("a column of type {other}").into(),
    }
}
