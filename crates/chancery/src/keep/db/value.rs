//! What goes into a query and what comes out of it.

use std::borrow::Cow;

use super::DbError;
use super::{postgresql, sqlite};

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value<'a> {
    Null,
    /// A whole number, or a truth as 0 or 1.
    Integer(i64),
    Text(Cow<'a, str>),
}

impl Value<'_> {
    /// The same, on its own.
    pub(crate) fn into_owned(self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(number),
            Self::Text(text) => Value::Text(Cow::Owned(text.into_owned())),
        }
    }
}

/// What can be handed to a query.
pub(crate) trait AsValue {
    fn as_value(&self) -> Value<'_>;
}

impl AsValue for Value<'_> {
    fn as_value(&self) -> Value<'_> {
        match self {
            Self::Null => Value::Null,
            Self::Integer(number) => Value::Integer(*number),
            Self::Text(text) => Value::Text(Cow::Borrowed(text)),
        }
    }
}

impl AsValue for str {
    fn as_value(&self) -> Value<'_> {
        Value::Text(Cow::Borrowed(self))
    }
}

impl AsValue for String {
    fn as_value(&self) -> Value<'_> {
        self.as_str().as_value()
    }
}

impl AsValue for i64 {
    fn as_value(&self) -> Value<'_> {
        Value::Integer(*self)
    }
}

impl AsValue for u32 {
    fn as_value(&self) -> Value<'_> {
        Value::Integer(i64::from(*self))
    }
}

impl AsValue for bool {
    fn as_value(&self) -> Value<'_> {
        Value::Integer(i64::from(*self))
    }
}

impl<T: AsValue> AsValue for Option<T> {
    fn as_value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Null, AsValue::as_value)
    }
}

impl<T: AsValue + ?Sized> AsValue for &T {
    fn as_value(&self) -> Value<'_> {
        (**self).as_value()
    }
}

/// What a query is given for `?1`, `?2`, ...: an array of one sort, or [`params!`].
pub(crate) trait Params {
    fn values(&self) -> Vec<Value<'_>>;
}

impl Params for [Value<'static>; 0] {
    fn values(&self) -> Vec<Value<'_>> {
        Vec::new()
    }
}

impl Params for &[Value<'_>] {
    fn values(&self) -> Vec<Value<'_>> {
        self.iter().map(AsValue::as_value).collect()
    }
}

/// An impl for every length but none, so that `[]` is of one type only.
macro_rules! params_of {
    ($($length:literal)*) => {$(
        impl<T: AsValue> Params for [T; $length] {
            fn values(&self) -> Vec<Value<'_>> {
                self.iter().map(AsValue::as_value).collect()
            }
        }
    )*};
}
params_of!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);

/// Values of several sorts for `?1`, `?2`, ...
macro_rules! params {
    ($($value:expr),* $(,)?) => { [$($crate::keep::db::AsValue::as_value(&$value)),*] };
}
pub(crate) use params;

/// A row that a query gave.
pub(crate) enum Row<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgresql(&'a ::postgres::Row),
}

impl Row<'_> {
    /// The value of a column, counted from 0.
    pub(crate) fn get<T: FromValue>(&self, column: usize) -> Result<T, DbError> {
        T::from_value(self.value(column)?)
            .ok_or(DbError::Column { column, expected: std::any::type_name::<T>() })
    }

    /// The text of a column, where it is.
    pub(crate) fn text(&self, column: usize) -> Result<Cow<'_, str>, DbError> {
        match self.value(column)? {
            Value::Text(text) => Ok(text),
            _ => Err(DbError::Column { column, expected: "text" }),
        }
    }

    pub(crate) fn value(&self, column: usize) -> Result<Value<'_>, DbError> {
        match self {
            Self::Sqlite(row) => sqlite::value(row, column),
            Self::Postgresql(row) => postgresql::value(row, column),
        }
    }
}

/// What a column can be read as.
pub(crate) trait FromValue: Sized {
    fn from_value(value: Value<'_>) -> Option<Self>;
}

impl FromValue for String {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Text(text) => Some(text.into_owned()),
            _ => None,
        }
    }
}

impl FromValue for i64 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Integer(number) => Some(number),
            _ => None,
        }
    }
}

impl FromValue for u32 {
    fn from_value(value: Value<'_>) -> Option<Self> {
        i64::from_value(value).and_then(|number| Self::try_from(number).ok())
    }
}

impl FromValue for bool {
    fn from_value(value: Value<'_>) -> Option<Self> {
        i64::from_value(value).map(|number| number != 0)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: Value<'_>) -> Option<Self> {
        match value {
            Value::Null => Some(None),
            value => T::from_value(value).map(Some),
        }
    }
}
