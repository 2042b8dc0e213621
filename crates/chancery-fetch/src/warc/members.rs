//! A packed archive: one gzip member after the other. A garbled member ends where it breaks, and
//! the next one is looked for.

use std::io::{self, BufRead, Read, Seek, SeekFrom};

use flate2::bufread::GzDecoder;

/// What a member begins with.
pub(super) const MAGIC: [u8; 3] = [0x1F, 0x8B, 0x08];

/// Stands where a garbled member broke off: a line that no archive holds.
pub(super) const BREAK: &[u8] = b"\0garbled\r\n";

/// The same, set apart from what came before it.
const BREAK_APART: &[u8] = b"\r\n\r\n\0garbled\r\n";

/// The members, unpacked, as one stream.
pub(super) struct Members<R> {
    /// None once all have been read.
    member: Option<GzDecoder<R>>,
    /// Where the member begins.
    start: u64,
    /// What is still to be given of a break.
    pending: &'static [u8],
}

impl<R: BufRead + Seek> Members<R> {
    pub(super) fn new(mut reader: R) -> io::Result<Self> {
        let start = reader.stream_position()?;
        Ok(Self { member: Some(GzDecoder::new(reader)), start, pending: &[] })
    }

    /// Goes on with the member that begins where the reader stands, if one does.
    fn go_on(&mut self, mut reader: R) -> io::Result<()> {
        self.start = reader.stream_position()?;
        if !reader.fill_buf()?.is_empty() {
            self.member = Some(GzDecoder::new(reader));
        }
        Ok(())
    }

    /// Goes on with the first member that begins after the start of the broken one, if there is
    /// one.
    fn find_next(&mut self, mut reader: R) -> io::Result<()> {
        let mut at = self.start + 1;
        reader.seek(SeekFrom::Start(at))?;
        let mut last = [0; 3];
        loop {
            let buffer = reader.fill_buf()?;
            if buffer.is_empty() {
                return self.go_on(reader);
            }
            let found = buffer.iter().position(|&byte| {
                last = [last[1], last[2], byte];
                last == MAGIC
            });
            let used = found.map_or(buffer.len(), |place| place + 1);
            reader.consume(used);
            at += used as u64;
            if found.is_some() {
                reader.seek(SeekFrom::Start(at - MAGIC.len() as u64))?;
                return self.go_on(reader);
            }
        }
    }
}

impl<R: BufRead + Seek> Read for Members<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.pending.is_empty() {
                return self.pending.read(buffer);
            }
            let Some(mut member) = self.member.take() else { return Ok(0) };
            match member.read(buffer) {
                Ok(0) => self.go_on(member.into_inner())?,
                Ok(read) => {
                    self.member = Some(member);
                    return Ok(read);
                }
                Err(_) => {
                    self.pending = BREAK_APART;
                    self.find_next(member.into_inner())?;
                }
            }
        }
    }
}
