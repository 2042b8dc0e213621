//! Lists as CSV, sent row by row: a page of the list at a time, so that neither a long list nor a
//! slow reader holds the record or fills the memory.

use std::io;

use axum::body::Body;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use chancery::keep::{Cursor, Noun, Page, Record};
use chancery_export::schema::table;
use chancery_export::{ExportError, Format, TableWriter};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

use crate::{App, Problem};

/// How many things are taken out of the record at a time.
pub(crate) const AT_ONCE: usize = 200;

/// The rows of a list. `page` gives the export lines behind a cursor.
pub(crate) fn answer<P>(app: App, noun: Noun, page: P) -> Response
where
    P: Fn(&Record, Option<&Cursor>) -> Result<Page<String>, Problem>
        + Send
        + Sync
        + Clone
        + 'static,
{
    let (send, receive) = mpsc::channel::<io::Result<Vec<u8>>>(2);
    tokio::spawn(async move {
        let mut after: Option<Cursor> = None;
        let mut first = true;
        loop {
            let (page, behind) = (page.clone(), after.clone());
            let asked = app.ask(move |record| {
                let found = page(record, behind.as_ref())?;
                Ok((rows(noun, &found.items, first)?, found.next))
            });
            let (piece, next) = match asked.await {
                Ok((bytes, next)) => (Ok(bytes), next),
                // The reader sees that the file ends before its end.
                Err(problem) => (Err(io::Error::other(problem)), None),
            };
            if send.send(piece).await.is_err() || next.is_none() {
                return;
            }
            (after, first) = (next, false);
        }
    });
    let file = format!("attachment; filename=\"{}.csv\"", noun.name());
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, file),
    ];
    (headers, Body::from_stream(ReceiverStream::new(receive))).into_response()
}

/// Export lines as rows, below the names of the columns at the beginning of a file.
fn rows(noun: Noun, lines: &[String], first: bool) -> Result<Vec<u8>, Problem> {
    let broken = |error: ExportError| Problem::broken(&error);
    let mut bytes = Vec::new();
    let writer = TableWriter::new(table(noun), Format::Csv, false, &mut bytes);
    let mut writer = writer.map_err(broken)?;
    for line in lines {
        writer.line(line).map_err(broken)?;
    }
    writer.finish().map_err(broken)?;
    if !first {
        // Names of columns hold no line ends.
        let names = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        bytes.drain(..names);
    }
    Ok(bytes)
}
