//! Connections of clients that mean ill, or are slow.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops")]

mod record;

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::thread::sleep;
use std::time::{Duration, Instant};

use chancery::keep::Address;
use chancery_serve::{Limits, Options, serve};

const HEAD: Duration = Duration::from_secs(1);

/// Serves on a thread that ends with the process.
fn served(connections: usize, connections_each: usize) -> SocketAddr {
    let (send, receive) = std::sync::mpsc::channel();
    let record = Address::from(&record::shown().record);
    std::thread::spawn(move || {
        let options = Options {
            record,
            listen: "127.0.0.1:0".parse().unwrap(),
            limits: Limits { head: HEAD, connections, connections_each, ..Limits::default() },
            posting: None,
        };
        serve(&options, |address| send.send(address).unwrap()).unwrap();
    });
    receive.recv_timeout(Duration::from_mins(2)).unwrap()
}

fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    stream
}

/// The first line of the answer to a whole question; empty where the connection was closed.
fn asked(stream: &mut TcpStream) -> String {
    let ask = "GET /judgements HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let mut answer = [0; 15];
    let read = stream.write_all(ask.as_bytes()).and_then(|()| stream.read_exact(&mut answer));
    if read.is_err() { String::new() } else { String::from_utf8_lossy(&answer).into_owned() }
}

#[test]
fn a_head_that_comes_byte_by_byte_is_not_waited_for() {
    let address = served(100, 100);
    let mut slow = connect(address);
    let begun = Instant::now();
    let mut open = true;
    let head = "GET /judgements HTTP/1.1\r\nX-Long: ".bytes().chain(std::iter::repeat(b'a'));
    for byte in head {
        open = open && slow.write_all(&[byte]).is_ok();
        if !open || begun.elapsed() > 8 * HEAD {
            break;
        }
        sleep(Duration::from_millis(100));
    }
    assert!(!open, "still open after {:?}", begun.elapsed());
    assert!(begun.elapsed() > HEAD);
    // Others are answered meanwhile and after, over one connection as often as they ask.
    let mut other = connect(address);
    assert_eq!(asked(&mut other), "HTTP/1.1 200 OK");
}

#[test]
fn a_connection_without_a_question_is_closed() {
    let mut idle = connect(served(100, 100));
    let begun = Instant::now();
    let mut rest = Vec::new();
    assert_eq!(idle.read_to_end(&mut rest).unwrap_or(0), 0, "{rest:?}");
    assert!((HEAD / 2..8 * HEAD).contains(&begun.elapsed()), "{:?}", begun.elapsed());
}

#[test]
fn a_client_has_so_many_connections_and_no_more() {
    let address = served(100, 3);
    let held: Vec<TcpStream> = (0..3).map(|_| connect(address)).collect();
    sleep(HEAD / 4);
    assert_eq!(asked(&mut connect(address)), "");
    drop(held);
    sleep(HEAD / 4);
    assert_eq!(asked(&mut connect(address)), "HTTP/1.1 200 OK");
}

#[test]
fn where_there_is_no_room_clients_wait() {
    let address = served(2, 100);
    let held: Vec<TcpStream> = (0..2).map(|_| connect(address)).collect();
    // Those that ask nothing are closed in time, and make room.
    let begun = Instant::now();
    assert_eq!(asked(&mut connect(address)), "HTTP/1.1 200 OK");
    assert!(begun.elapsed() > HEAD / 2, "{:?}", begun.elapsed());
    drop(held);
}
