//! Unpacking what was packed for the way, never beyond a limit.

use std::io::{self, Read};

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use crate::Problem;

/// More codings than this laid over each other are a joke, and no good one.
const MOST_CODINGS: usize = 2;

/// Undoes the codings of a `Content-Encoding`, in turn, each to at most `limit` bytes.
pub(crate) fn unpack(bytes: Vec<u8>, codings: &str, limit: u64) -> Result<Vec<u8>, Problem> {
    let codings: Vec<String> = codings
        .split(',')
        .map(|coding| coding.trim().to_ascii_lowercase())
        .filter(|coding| !matches!(coding.as_str(), "" | "identity"))
        .collect();
    if codings.len() > MOST_CODINGS {
        return Err(Problem::Packing(codings.join(", ")));
    }
    // The last one was laid over the others.
    codings.iter().rev().try_fold(bytes, |bytes, coding| one(&bytes, coding, limit))
}

fn one(bytes: &[u8], coding: &str, limit: u64) -> Result<Vec<u8>, Problem> {
    let unpacked = match coding {
        "gzip" | "x-gzip" => bounded(MultiGzDecoder::new(bytes), limit),
        "br" => bounded(Decompressor::new(bytes, 4096), limit),
        "deflate" if is_zlib(bytes) => bounded(ZlibDecoder::new(bytes), limit),
        "deflate" => bounded(DeflateDecoder::new(bytes), limit),
        _ => return Err(Problem::Packing(coding.to_owned())),
    };
    let unpacked = unpacked.map_err(|_| Problem::Packing(coding.to_owned()))?;
    if unpacked.len() as u64 > limit { Err(Problem::Bomb(limit)) } else { Ok(unpacked) }
}

/// Reads one byte more than the limit at most.
fn bounded(reader: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// `deflate` means zlib, but some send it bare.
fn is_zlib(bytes: &[u8]) -> bool {
    let [first, second, ..] = *bytes else { return false };
    first & 0x0F == 8 && u16::from_be_bytes([first, second]).is_multiple_of(31)
}

/// Joins the chunks of a chunked body, to at most `limit` bytes; none where it is not chunked
/// after all (archives keep some bodies joined under their old head).
pub(crate) fn join_chunks(mut bytes: &[u8], limit: u64) -> Option<Vec<u8>> {
    let mut joined = Vec::new();
    loop {
        let Ok(httparse::Status::Complete((start, size))) = httparse::parse_chunk_size(bytes)
        else {
            return None;
        };
        let chunk = bytes.get(start..)?;
        if size == 0 {
            return Some(joined);
        }
        let size = usize::try_from(size).ok()?;
        joined.extend_from_slice(chunk.get(..size)?);
        if joined.len() as u64 > limit {
            return Some(joined);
        }
        bytes = chunk.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn every_coding_is_undone() {
        let text = b"the ministers met".as_slice();
        let mut zlib = ZlibEncoder::new(Vec::new(), Compression::fast());
        zlib.write_all(text).unwrap();
        let mut bare = DeflateEncoder::new(Vec::new(), Compression::fast());
        bare.write_all(text).unwrap();
        assert_eq!(unpack(gzip(text), "gzip", 100).unwrap(), text);
        assert_eq!(unpack(gzip(&gzip(text)), "gzip, x-gzip", 100).unwrap(), text);
        assert_eq!(unpack(zlib.finish().unwrap(), "deflate", 100).unwrap(), text);
        assert_eq!(unpack(bare.finish().unwrap(), "Deflate", 100).unwrap(), text);
        // "the ministers met", stored: a brotli stream of one uncompressed block.
        let stored = [&[0x00, 0x01, 0x10], text, &[0x03]].concat();
        assert_eq!(unpack(stored, "br", 100).unwrap(), text);
        assert_eq!(unpack(text.to_vec(), "identity", 100).unwrap(), text);
    }

    #[test]
    fn a_bomb_goes_no_further_than_the_limit() {
        let bomb = gzip(&vec![0; 10_000_000]);
        assert!(bomb.len() < 20_000);
        assert_eq!(unpack(bomb, "gzip", 1_000_000), Err(Problem::Bomb(1_000_000)));
    }

    #[test]
    fn what_cannot_be_undone_is_said() {
        assert!(matches!(unpack(b"words".to_vec(), "gzip", 9), Err(Problem::Packing(_))));
        assert!(matches!(unpack(b"words".to_vec(), "zstd", 9), Err(Problem::Packing(_))));
        let three = "gzip,gzip,gzip";
        assert!(matches!(unpack(gzip(b"x"), three, 9), Err(Problem::Packing(_))));
    }

    #[test]
    fn chunks_are_joined() {
        let joined = |bytes: &[u8]| join_chunks(bytes, 100);
        assert_eq!(joined(b"4\r\nPari\r\n1;x=y\r\ns\r\n0\r\n\r\n").unwrap(), b"Paris");
        assert_eq!(joined(b"<html>"), None);
        assert_eq!(joined(b"4\r\nPa"), None);
    }
}
