//! Pairs of states, counted.

use serde_json::Value;

use crate::folder::Folder;

fn rows(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A meeting in March, a call in May at one side's initiative; nothing in April.
fn read() -> Folder {
    let folder = Folder::with_texts(1);
    let call = "Helsinki, 5 May 2021 - The president of Finland phoned the prime minister of \
                Ghana on 5 May 2021, her office said. They spoke about trade.\n";
    folder.write("docs/call.txt", call);
    assert_eq!(folder.run("read docs").code, 0);
    folder
}

#[test]
fn pairs_that_had_nothing_to_do_with_each_other_have_rows_of_zeros() {
    let folder = read();
    let done = folder.run("dyads --by month --format jsonl --states Finland,GHA,SWE");
    let rows = rows(&done.out);
    let periods: Vec<&Value> = rows.iter().map(|row| &row["period"]).collect();
    assert_eq!(rows.len(), 9, "{periods:?}");
    let of = |period: &str, b: &str| {
        let found = rows.iter().find(|row| {
            row["period"] == period && row["a"]["iso3"] == "FIN" && row["b"]["iso3"] == b
        });
        found.unwrap().clone()
    };
    let march = of("2021-03", "GHA");
    assert_eq!(march["encounters"]["meeting"]["held"], 1);
    assert_eq!(
        (&march["documents"], &march["origins"], &march["read"]),
        (&1.into(), &1.into(), &1.into())
    );
    assert_eq!(march["a"]["cow"], 375);
    assert_eq!(march["b"]["gleditsch_ward"], 452);
    assert_eq!(of("2021-05", "GHA")["encounters"]["call"]["held"], 1);
    let april = of("2021-04", "GHA");
    assert_eq!((&april["encounters"]["all"], &april["read"]), (&0.into(), &0.into()));
    assert_eq!(of("2021-03", "SWE")["encounters"]["all"], 0);
}

#[test]
fn kinds_not_asked_for_are_null_and_coarse_times_are_left_out() {
    let folder = read();
    let done = folder
        .run("dyads --by day --kinds call --format jsonl --since 2021-05-05 --states FIN,GHA");
    let rows = rows(&done.out);
    assert_eq!(rows.len(), 1, "{}", done.out);
    assert_eq!(rows[0]["encounters"]["all"], 1);
    assert!(rows[0]["encounters"]["meeting"].is_null());
}

#[test]
fn directed_pairs_stand_both_ways() {
    let folder = read();
    let done = folder.run("dyads --by year --directed --format jsonl --states FIN,GHA");
    let rows = rows(&done.out);
    assert_eq!(rows.len(), 2);
    let calls: Vec<&Value> = rows.iter().map(|row| &row["encounters"]["call"]["held"]).collect();
    let mutual: Vec<&Value> = rows.iter().map(|row| &row["encounters"]["mutual"]).collect();
    assert_eq!(calls, [1, 0], "{}", done.out);
    assert_eq!(mutual, [1, 1], "{}", done.out);
}

#[test]
fn coverage_lies_beside_the_counts_and_both_can_be_made_again() {
    let folder = read();
    assert_eq!(folder.run("dyads --by month --format csv --out out").code, 0);
    let coverage = folder.read("out/coverage.csv");
    let expected = ["2021-03,2021-03-01,2021-03-31,,1,0,1", "2021-04,2021-04-01,2021-04-30,,0,0,0"];
    for row in expected {
        assert!(coverage.lines().any(|line| line == row), "{coverage}");
    }
    let package: Value = serde_json::from_str(&folder.read("out/datapackage.json")).unwrap();
    assert_eq!(package["resources"].as_array().unwrap().len(), 2);
    assert_eq!(folder.run("replicate out").code, 0);
    assert_eq!(folder.run("dyads --states Ruritania").code, 2);
    assert_eq!(folder.run("dyads --coverage --format csv").out, coverage);
}
