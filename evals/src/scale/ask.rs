//! The smallest client of HTTP/1.1 that keeps its connection: what a browser costs a service is
//! the service's time, not the client's.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_mins(1);

/// A connection to a service.
pub(super) struct Client {
    service: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
}

impl Client {
    pub(super) fn new(service: SocketAddr) -> Self {
        Self { service, stream: None }
    }

    /// Asks for a path; gives back status, headers and body.
    pub(super) fn get(&mut self, path: &str) -> io::Result<(u16, String, Vec<u8>)> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.service)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(PATIENCE))?;
            self.stream = Some(BufReader::new(stream));
        }
        let answer = self.asked(path);
        if answer.is_err() {
            self.stream = None;
        }
        answer
    }

    fn asked(&mut self, path: &str) -> io::Result<(u16, String, Vec<u8>)> {
        let Some(stream) = self.stream.as_mut() else {
            return Err(io::ErrorKind::NotConnected.into());
        };
        let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        stream.get_mut().write_all(request.as_bytes())?;
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if stream.read_line(&mut head)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).unwrap_or(0);
        let field = |name: &str| {
            let line = head.lines().find(|line| line.to_ascii_lowercase().starts_with(name));
            line.and_then(|line| line.split_once(':')).map(|(_, value)| value.trim().to_owned())
        };
        let mut body = Vec::new();
        if let Some(length) = field("content-length").and_then(|it| it.parse().ok()) {
            body.resize(length, 0);
            stream.read_exact(&mut body)?;
        } else if field("transfer-encoding").is_some() {
            chunks(stream, &mut body)?;
        }
        Ok((status, head, body))
    }
}

fn chunks(stream: &mut BufReader<TcpStream>, body: &mut Vec<u8>) -> io::Result<()> {
    loop {
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let size = usize::from_str_radix(line.trim(), 16).map_err(io::Error::other)?;
        let start = body.len();
        body.resize(start + size + 2, 0);
        stream.read_exact(&mut body[start..])?;
        body.truncate(start + size);
        if size == 0 {
            return Ok(());
        }
    }
}
