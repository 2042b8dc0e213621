//! Judgements: made, shown, left out, taken back, carried to another record, never lost.

use crate::folder::Folder;
use serde_json::Value;

const WHO: &str = "--because seen --by Ada --day 2026-02-03";

fn with_meetings() -> Folder {
    let folder = Folder::with_texts(3);
    assert_eq!(folder.run("read docs").code, 0);
    folder
}

fn export(folder: &Folder, args: &str) -> Vec<Value> {
    let done = folder.run(&format!("export {args}"));
    assert_eq!(done.code, 0, "{}", done.err);
    done.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn first_id(folder: &Folder) -> String {
    export(folder, "encounters")[0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_value_is_amended_shown_left_out_and_taken_back() {
    let folder = with_meetings();
    let read = folder.run("export encounters").out;
    let id = first_id(&folder);
    let done = folder.run(&format!("amend {id} when 2021-05-06 {WHO}"));
    assert_eq!(done.code, 0, "{}", done.err);
    let amended =
        &export(&folder, "encounters").into_iter().find(|it| it["id"] == id.as_str()).unwrap();
    assert_eq!(amended["when"]["start"], "2021-05-06");
    assert_eq!(amended["judged"][0]["by"], "Ada");
    assert!(amended["judged"][0]["was"]["start"].is_string());
    assert_eq!(folder.run("export encounters --as-read").out, read);
    let shown = folder.run(&format!("show {id}")).out;
    assert!(shown.contains("amended by Ada, 2026-02-03: when is 2021-05-06; as read:"), "{shown}");
    // Read once more, the judgement is found again.
    assert_eq!(folder.run("read docs --again").code, 0);
    assert!(folder.run("export encounters").out.contains("2021-05-06"));
    assert_eq!(folder.run(&format!("amend --withdraw 1 {WHO}")).code, 0);
    assert_eq!(folder.run("export encounters").out, read);
    assert!(folder.run("amend --list").out.contains("taken back by 2"));
    assert_eq!(folder.run("verify").code, 0);
}

#[test]
fn what_is_not_so_leaves_the_exports_and_stays_in_the_log() {
    let folder = with_meetings();
    let (id, before) = (first_id(&folder), export(&folder, "encounters").len());
    assert_eq!(folder.run(&format!("amend {id} --not-so {WHO}")).code, 0);
    assert_eq!(export(&folder, "encounters").len(), before - 1);
    assert!(folder.run(&format!("show {id}")).out.contains("amended by Ada"));
    assert!(folder.run("amend --list").out.contains("not so"));
}

#[test]
fn two_encounters_are_merged_and_left_apart_as_read() {
    let folder = Folder::new();
    folder.write(
        "docs/a.txt",
        "OSLO, 3 March 2021 - The foreign ministers of Norway and Chile met in Oslo on \
         Wednesday to talk about fishing rights.\n",
    );
    folder.write(
        "docs/b.txt",
        "ACCRA, 9 May 2022 - The presidents of Ghana and Finland met in Accra on Monday to talk \
         about trade in cocoa.\n",
    );
    assert_eq!(folder.run("read docs").code, 0);
    let read = folder.run("export encounters").out;
    let all = export(&folder, "encounters");
    let (one, other) = (all[0]["id"].as_str().unwrap(), all[1]["id"].as_str().unwrap());
    let done = folder.run(&format!("amend {one} --merge {other} {WHO}"));
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(export(&folder, "encounters").len(), all.len() - 1);
    assert_eq!(folder.run("export encounters --as-read").out, read);
    assert_eq!(folder.run("verify").code, 0);
    assert_eq!(folder.run(&format!("amend --withdraw 1 {WHO}")).code, 0);
    assert_eq!(folder.run("export encounters").out, read);
}

#[test]
fn a_telling_is_split_off() {
    let folder = with_meetings();
    let read = folder.run("export encounters").out;
    let all = export(&folder, "encounters");
    let joined = all.iter().find(|it| it["members"].as_array().unwrap().len() > 1).unwrap();
    let (id, member) = (joined["id"].as_str().unwrap(), &joined["members"][0]);
    let document = member["document"].as_str().unwrap();
    let done = folder.run(&format!("amend {id} --split {document} {WHO}"));
    assert_eq!(done.code, 0, "{}", done.err);
    assert_eq!(export(&folder, "encounters").len(), all.len() + 1);
    assert_eq!(folder.run("read docs --again").code, 0);
    assert_eq!(export(&folder, "encounters").len(), all.len() + 1);
    assert_eq!(folder.run("export encounters --as-read").out, read);
    assert_eq!(folder.run("verify").code, 0);
}

#[test]
fn a_log_goes_to_another_record_once_and_waits_there_for_its_documents() {
    let folder = with_meetings();
    let id = first_id(&folder);
    assert_eq!(folder.run(&format!("amend {id} status unclear {WHO}")).code, 0);
    let exported = folder.run("export encounters").out;
    folder.write("log.jsonl", folder.run("export judgements").out);
    folder.write("empty/a.txt", "A text of another matter.\n");
    assert_eq!(folder.run("read empty --record other.db").code, 0);
    let done = folder.run("amend --from log.jsonl --record other.db");
    assert_eq!(done.code, 1);
    assert!(done.err.contains("is for review: document"), "{}", done.err);
    let again = folder.run("amend --from log.jsonl --record other.db");
    assert_eq!((again.code, again.out.as_str()), (0, "0 judgements brought in, 1 known already\n"));
    assert_eq!(folder.run("read docs --record other.db").code, 0);
    assert_eq!(folder.run("export encounters --record other.db").out, exported);
    assert_eq!(folder.run("amend --list --review --record other.db").out, "nothing to review\n");
}

#[test]
fn a_changed_line_is_named_and_a_bad_value_refused() {
    let folder = with_meetings();
    let id = first_id(&folder);
    for (args, says) in [
        (format!("{id} when 2021-13-40 {WHO}"), "not in the calendar"),
        (format!("{id} kind feast {WHO}"), "expected one of"),
        (format!("{id} colour red {WHO}"), "no field `colour`"),
        (format!("{id} initiator Nobody {WHO}"), "nobody called `Nobody`"),
        (format!("{id} status held --by Ada"), "--because"),
    ] {
        let done = folder.run(&format!("amend {args}"));
        assert_eq!(done.code, 2, "{args}");
        assert!(done.err.contains(says), "{}", done.err);
        assert_eq!(done.err.lines().count(), 1);
    }
    assert_eq!(folder.run(&format!("amend {id} status unclear {WHO}")).code, 0);
    let record = rusqlite::Connection::open(folder.path("chancery.db")).unwrap();
    let change = "UPDATE judgements SET json = replace(json, 'seen', 'known')";
    assert!(record.execute(change, []).is_err());
    assert!(record.execute("DELETE FROM judgements", []).is_err());
    record.execute("DROP TRIGGER judgements_are_not_changed", []).unwrap();
    record.execute(change, []).unwrap();
    drop(record);
    let verified = folder.run("verify");
    assert_eq!(verified.code, 1);
    assert!(verified.err.contains("judgement line 1: its words are not"), "{}", verified.err);
}
