//! Values on their way to PostgreSQL and back.

use std::borrow::Cow;
use std::error::Error;

use bytes::BytesMut;
use postgres::types::{IsNull, ToSql, Type, to_sql_checked};

use super::super::{DbError, Value};

/// The sign that stands before another where PostgreSQL could not hold it as it is: no text of a
/// database may hold a zero.
const ESCAPE: char = '\u{F8FE}';

/// A column of a row.
pub(crate) fn value(row: &postgres::Row, column: usize) -> Result<Value<'_>, DbError> {
    let sort = row.columns().get(column).map(postgres::Column::type_);
    let of = |number: Option<i64>| number.map_or(Value::Null, Value::Integer);
    Ok(match sort {
        Some(&Type::INT8) => of(row.try_get(column)?),
        Some(&Type::INT4) => of(row.try_get::<_, Option<i32>>(column)?.map(i64::from)),
        Some(&Type::BOOL) => of(row.try_get::<_, Option<bool>>(column)?.map(i64::from)),
        Some(&(Type::TEXT | Type::VARCHAR | Type::NAME)) => row
            .try_get::<_, Option<&str>>(column)?
            .map_or(Value::Null, |it| Value::Text(unescaped(it))),
        _ => return Err(DbError::Column { column, expected: "whole number or text" }),
    })
}

pub(super) fn bound<'v>(values: &'v [Value<'_>]) -> Vec<&'v (dyn ToSql + Sync)> {
    values.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

/// A column of many rows.
#[derive(Debug)]
pub(super) enum Array<'a> {
    Integers(Vec<Option<i64>>),
    Texts(Vec<Option<Cow<'a, str>>>),
}

impl<'a> Array<'a> {
    pub(super) fn of(rows: &'a [Vec<Value<'a>>], column: usize) -> Self {
        let values = || rows.iter().map(|row| &row[column]);
        if values().any(|value| matches!(value, Value::Integer(_))) {
            let integer = |value: &Value<'_>| match value {
                Value::Integer(number) => Some(*number),
                _ => None,
            };
            return Self::Integers(values().map(integer).collect());
        }
        let text = |value: &'a Value<'a>| match value {
            Value::Text(text) => Some(escaped(text)),
            _ => None,
        };
        Self::Texts(values().map(text).collect())
    }

    pub(super) fn sort(&self) -> &'static str {
        match self {
            Self::Integers(_) => "int8[]",
            Self::Texts(_) => "text[]",
        }
    }
}

type Written = Result<IsNull, Box<dyn Error + Sync + Send>>;

impl ToSql for Array<'_> {
    fn to_sql(&self, sort: &Type, out: &mut BytesMut) -> Written {
        match self {
            Self::Integers(numbers) => numbers.to_sql(sort, out),
            Self::Texts(texts) => texts.to_sql(sort, out),
        }
    }

    fn accepts(sort: &Type) -> bool {
        matches!(*sort, Type::INT8_ARRAY | Type::TEXT_ARRAY)
    }

    to_sql_checked!();
}

impl ToSql for Value<'_> {
    fn to_sql(&self, sort: &Type, out: &mut BytesMut) -> Written {
        match (self, sort) {
            (Self::Null, _) => Ok(IsNull::Yes),
            (Self::Integer(number), &Type::INT8) => number.to_sql(sort, out),
            (Self::Integer(number), &Type::INT4) => i32::try_from(*number)?.to_sql(sort, out),
            (Self::Integer(number), &Type::BOOL) => (*number != 0).to_sql(sort, out),
            (Self::Integer(number), _) => number.to_string().to_sql(sort, out),
            (Self::Text(text), _) => escaped(text).to_sql(sort, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A text as PostgreSQL can hold it.
fn escaped(text: &str) -> Cow<'_, str> {
    if !text.contains(['\0', ESCAPE]) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\0' => out.extend([ESCAPE, '0']),
            ESCAPE => out.extend([ESCAPE, ESCAPE]),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// A text as it was before it was [`escaped`].
fn unescaped(text: &str) -> Cow<'_, str> {
    if !text.contains(ESCAPE) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut signs = text.chars();
    while let Some(c) = signs.next() {
        match c {
            ESCAPE => out.extend(signs.next().map(|c| if c == '0' { '\0' } else { c })),
            _ => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn every_text_can_be_held(text in "[a\0\u{F8FE}0é]*") {
            let held = escaped(&text).into_owned();
            proptest::prop_assert!(!held.contains('\0'));
            proptest::prop_assert_eq!(unescaped(&held), text);
        }
    }
}
