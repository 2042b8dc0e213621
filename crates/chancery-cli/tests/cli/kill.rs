//! A killed run loses nothing, and a second one goes on.

use std::thread::sleep;
use std::time::Instant;

use crate::folder::Folder;

#[test]
fn a_killed_run_goes_on_where_it_stopped() {
    let folder = Folder::with_texts(120);
    let read = |record: &str| format!("read --retrieved 2024-02-01 --record {record} docs");
    let begun = Instant::now();
    assert_eq!(folder.run(&read("whole.db")).code, 0);
    let step = begun.elapsed() / 9;
    for kills in 1..9 {
        let mut child = folder.command(&read("killed.db")).spawn().unwrap();
        sleep(step * kills / 2);
        child.kill().unwrap();
        child.wait().unwrap();
        if folder.path("killed.db").exists() {
            let verified = folder.run("--record killed.db verify");
            assert_eq!(verified.code, 0, "{verified:?}");
        }
    }
    assert_eq!(folder.run(&read("killed.db")).code, 0);
    assert_eq!(folder.exports("killed.db"), folder.exports("whole.db"));
}
