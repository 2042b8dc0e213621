//! JSON values to columns.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Float64Array, Int64Array, ListArray, StringArray,
    StructArray,
};
use arrow_buffer::{NullBuffer, OffsetBuffer};
use arrow_schema::{DataType, Field as ArrowField, Fields};
use chancery::nouns::Moment;
use jiff::civil::{Date, date};
use serde_json::Value;

use super::stands;
use crate::schema::{Field, Shape};
use crate::writer::ExportError;

/// The field as Arrow has it. All may be null: what is unknown is null and nothing else.
pub(super) fn arrow_field(field: &Field, no_text: bool) -> ArrowField {
    ArrowField::new(field.name, data_type(field.shape, no_text), true)
}

fn data_type(shape: Shape, no_text: bool) -> DataType {
    match shape {
        Shape::Integer => DataType::Int64,
        Shape::Number => DataType::Float64,
        Shape::Flag => DataType::Boolean,
        Shape::Day | Shape::FirstDay(_) | Shape::LastDay(_) => DataType::Date32,
        Shape::Struct(fields) => {
            let inner = fields.iter().filter(|field| stands(field, no_text));
            DataType::Struct(inner.map(|field| arrow_field(field, no_text)).collect())
        }
        Shape::List(members) => {
            let member = ArrowField::new("item", data_type(*members, no_text), true);
            DataType::List(Arc::new(member))
        }
        Shape::Key
        | Shape::Address
        | Shape::Word(_)
        | Shape::Text
        | Shape::FullText
        | Shape::Json
        | Shape::Moment => DataType::Utf8,
    }
}

/// The column of a field over objects, some of which may be missing.
pub(super) fn column(
    field: &Field,
    kind: &DataType,
    objects: &[Option<&Value>],
) -> Result<ArrayRef, ExportError> {
    match field.shape {
        Shape::FirstDay(of) => Ok(days_of(of, objects, Moment::first_day)),
        Shape::LastDay(of) => Ok(days_of(of, objects, Moment::last_day)),
        shape => {
            let values: Vec<Option<&Value>> = objects
                .iter()
                .map(|object| object.and_then(|it| it.get(field.name)).filter(|it| !it.is_null()))
                .collect();
            // A list that is left out where it is empty is empty, not unknown.
            let present = matches!(shape, Shape::List(_))
                .then(|| objects.iter().map(Option::is_some).collect::<Vec<_>>());
            array(field.name, shape, kind, &values, present.as_deref())
        }
    }
}

fn array(
    name: &'static str,
    shape: Shape,
    kind: &DataType,
    values: &[Option<&Value>],
    present: Option<&[bool]>,
) -> Result<ArrayRef, ExportError> {
    Ok(match (shape, kind) {
        (Shape::Integer, _) => {
            let numbers = each(name, "whole number", values, Value::as_i64)?;
            Arc::new(Int64Array::from(numbers))
        }
        (Shape::Number, _) => {
            let numbers = each(name, "number", values, Value::as_f64)?;
            Arc::new(Float64Array::from(numbers))
        }
        (Shape::Flag, _) => {
            Arc::new(BooleanArray::from(each(name, "truth value", values, |value| {
                value.as_bool()
            })?))
        }
        (Shape::Day, _) => {
            let day = |value: &Value| Some(since_epoch(value.as_str()?.parse().ok()?));
            Arc::new(Date32Array::from(each(name, "day", values, day)?))
        }
        (Shape::Json, _) => {
            let texts = values.iter().map(|value| value.map(Value::to_string));
            Arc::new(StringArray::from(texts.collect::<Vec<_>>()))
        }
        (Shape::Struct(fields), DataType::Struct(kinds)) => structs(fields, kinds, values)?,
        (Shape::List(members), DataType::List(member)) => {
            list(name, *members, member, values, present)?
        }
        _ => Arc::new(StringArray::from(each(name, "text", values, Value::as_str)?)),
    })
}

/// Every value through a function, which gives none where the value is of another shape.
fn each<'v, T>(
    field: &'static str,
    wanted: &'static str,
    values: &[Option<&'v Value>],
    of: impl Fn(&'v Value) -> Option<T>,
) -> Result<Vec<Option<T>>, ExportError> {
    let wrong = |value: &Value| ExportError::Shape { field, value: value.to_string(), wanted };
    values
        .iter()
        .map(|value| value.map(|value| of(value).ok_or_else(|| wrong(value))).transpose())
        .collect()
}

fn structs(
    fields: &'static [Field],
    kinds: &Fields,
    values: &[Option<&Value>],
) -> Result<ArrayRef, ExportError> {
    let mut columns = Vec::with_capacity(kinds.len());
    for kind in kinds {
        let field = fields.iter().find(|field| field.name == kind.name());
        if let Some(field) = field {
            columns.push(column(field, kind.data_type(), values)?);
        }
    }
    let nulls: NullBuffer = values.iter().map(Option::is_some).collect::<Vec<_>>().into();
    Ok(Arc::new(StructArray::try_new(kinds.clone(), columns, Some(nulls))?))
}

fn list(
    name: &'static str,
    shape: Shape,
    member: &Arc<ArrowField>,
    values: &[Option<&Value>],
    present: Option<&[bool]>,
) -> Result<ArrayRef, ExportError> {
    let lists = each(name, "list", values, Value::as_array)?;
    let members: Vec<Option<&Value>> = lists
        .iter()
        .flatten()
        .flat_map(|list| list.iter().map(|it| (!it.is_null()).then_some(it)))
        .collect();
    let there = |(place, list): (usize, &Option<_>)| {
        list.is_some() || present.is_some_and(|present| present[place])
    };
    let nulls: NullBuffer = lists.iter().enumerate().map(there).collect::<Vec<_>>().into();
    let lengths = lists.iter().map(|list| list.map_or(0, Vec::len));
    let inner = array(name, shape, member.data_type(), &members, None)?;
    let offsets = OffsetBuffer::from_lengths(lengths);
    Ok(Arc::new(ListArray::try_new(Arc::clone(member), offsets, inner, Some(nulls))?))
}

/// The days that the moments of another field cover, where they have a year.
fn days_of(of: &str, objects: &[Option<&Value>], day: impl Fn(Moment) -> Option<Date>) -> ArrayRef {
    let moment = |object: &Value| object.get(of)?.as_str()?.parse::<Moment>().ok();
    let days = objects.iter().map(|object| object.and_then(moment).and_then(&day).map(since_epoch));
    Arc::new(days.collect::<Date32Array>())
}

/// Days since 1 January 1970.
fn since_epoch(day: Date) -> i32 {
    (day - date(1970, 1, 1)).get_days()
}
