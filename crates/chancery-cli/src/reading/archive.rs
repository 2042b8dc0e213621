//! Web archives: every page in them is a document.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use chancery_fetch::warc::Archive;

use super::feed::Outlet;

/// Whether a file is an archive, by its first bytes. Packed files are read as archives only.
pub(crate) fn is_archive(head: &[u8]) -> bool {
    head.starts_with(b"WARC/") || head.starts_with(&[0x1F, 0x8B])
}

/// Feeds the pages of an archive, one after the other; what is broken in it is told.
pub(super) fn feed(mut file: File, path: &Path, outlet: &mut Outlet<'_>) -> io::Result<()> {
    file.rewind()?;
    let file = Counted { file, bytes: outlet.counter() };
    let mut archive = Archive::open(file, outlet.limit())?;
    let path = path.to_string_lossy();
    while outlet.is_open() {
        match archive.next_page()? {
            None => break,
            Some(Ok(page)) => outlet.bytes(&page.bytes, &page.source(&path)),
            Some(Err(broken)) => {
                let place = format!("{path}, record {}", broken.record);
                outlet.problem(place, broken.why);
            }
        }
    }
    Ok(())
}

/// A file that counts what is read of it.
struct Counted<'a> {
    file: File,
    bytes: &'a Cell<u64>,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(buffer)?;
        self.bytes.set(self.bytes.get() + read as u64);
        Ok(read)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
