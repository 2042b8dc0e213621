//! A killed run loses nothing, and a second one goes on.

use std::collections::BTreeSet;
use std::thread::sleep;
use std::time::Instant;

use chancery::keep::Record;
use chancery::nouns::DocumentId;

use crate::folder::Folder;

/// So many texts are read.
const TEXTS: usize = 240;
/// A run is killed at most so often.
const KILLS: u32 = 40;

/// The documents that are kept, none where nothing is there yet.
fn kept(folder: &Folder) -> BTreeSet<DocumentId> {
    let path = folder.path("killed.db");
    let record = path.exists().then(|| Record::create(path.as_path()).unwrap());
    record.map_or_else(BTreeSet::new, |it| it.document_ids().unwrap().into_iter().collect())
}

#[test]
fn a_killed_run_goes_on_where_it_stopped() {
    let folder = Folder::with_texts(TEXTS);
    let read = |record: &str| format!("read --retrieved 2024-02-01 --record {record} docs");
    let begun = Instant::now();
    assert_eq!(folder.run(&read("whole.db")).code, 0);
    let whole = begun.elapsed();
    let (mut before, mut chance, mut kills) = (BTreeSet::new(), 7_u64, 0_u32);
    while before.len() < TEXTS && kills < KILLS {
        let mut child = folder.command(&read("killed.db")).spawn().unwrap();
        // Moments that look like chance, each a little later in the run: while starting, reading,
        // keeping or settling.
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963);
        let share = (5 + 3 * kills + ((chance >> 33) % 10) as u32).min(95);
        sleep(whole * share / 100);
        child.kill().unwrap();
        child.wait().unwrap();
        kills += 1;
        let now = kept(&folder);
        assert!(now.is_superset(&before), "lost {:?}", before.difference(&now));
        before = now;
        if kills % 5 == 0 && folder.path("killed.db").exists() {
            let verified = folder.run("--record killed.db verify");
            assert_eq!(verified.code, 0, "{verified:?}");
        }
    }
    assert!(kills > 1, "it was never killed while there was something to do");
    assert_eq!(folder.run(&read("killed.db")).code, 0);
    assert_eq!(folder.run("--record killed.db verify --reread").code, 0);
    assert_eq!(folder.exports("killed.db"), folder.exports("whole.db"));
}
