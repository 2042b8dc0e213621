//! Exports without text let no more than 25 words of a text out.

use std::collections::BTreeSet;

use crate::folder::{Folder, NOUNS};

/// A text with quotations, a condition and reasons far over what may be passed on.
fn long_text() -> String {
    let words = |from: u32, many: u32| {
        let word = |n: u32| format!("thing{n}");
        (from..from + many).map(word).collect::<Vec<_>>().join(" ")
    };
    format!(
        "Oslo, 3 March 2021 - The president of Finland met the prime minister of Ghana in Oslo on \
         3 March 2021, her office said. \"We will build a port of {} and we will not rest,\" the \
         prime minister said. The president of Finland promised to send {} by 1 June 2021 if \
         Ghana provides {}. They spoke about {} for 40 minutes. The prime minister told the \
         president that {} would never happen.\n\n{}.\n",
        words(0, 60),
        words(100, 50),
        words(200, 40),
        words(300, 45),
        words(400, 70),
        words(500, 300),
    )
}

/// Runs of letters and digits, in order.
fn words(text: &str) -> Vec<String> {
    let runs = text.split(|char: char| !char.is_alphanumeric());
    runs.filter(|run| !run.is_empty()).map(str::to_lowercase).collect()
}

/// Every run of so many words.
fn runs(text: &str, many: usize) -> BTreeSet<Vec<String>> {
    words(text).windows(many).map(<[String]>::to_vec).collect()
}

#[test]
fn no_more_than_25_words_in_a_row_get_out_of_any_noun() {
    let folder = Folder::with_texts(2);
    let text = long_text();
    folder.write("docs/long.txt", &text);
    assert_eq!(folder.run("read docs").code, 0);
    let statement = folder.run("export statements").out;
    let id = statement.split('"').nth(3).unwrap();
    let long = (0..60).map(|n| format!("thing{n}")).collect::<Vec<_>>().join("_");
    assert_eq!(folder.run(&format!("amend {id} --not-so --because {long} --by A.B")).code, 0);
    let forbidden = runs(&text, 26);
    let whole = folder.run("export documents").out;
    assert!(words(&whole).windows(26).any(|run| forbidden.contains(run)));
    let formats = ["jsonl", "csv"];
    let asked = NOUNS.into_iter().flat_map(|noun| {
        formats.map(|format| format!("export {noun} --format {format} --no-text"))
    });
    let others = ["export actors --format ftm --no-text", "export provenance", "dyads --by year"];
    for asked in asked.chain(others.map(str::to_owned)) {
        let done = folder.run(&asked);
        assert_eq!(done.code, 0, "{asked}: {}", done.err);
        let out = words(&done.out);
        let leak = out.windows(26).find(|run| forbidden.contains(*run));
        assert_eq!(leak, None, "{asked}");
    }
    let cut = folder.run("export statements --no-text").out
        + &folder.run("export judgements --no-text").out;
    assert!(cut.contains(" …") && cut.contains("text_sha256"), "{cut}");
}

#[test]
fn what_parquet_withholds_is_what_json_lines_withhold() {
    let folder = Folder::new();
    folder.write("docs/long.txt", long_text());
    assert_eq!(folder.run("read docs").code, 0);
    for noun in ["documents", "statements", "commitments", "mentions"] {
        for format in ["jsonl", "parquet"] {
            let export = format!("export {noun} --format {format} --no-text --out out/");
            assert_eq!(folder.run(&export).code, 0);
        }
        let lines = folder.read(&format!("out/{noun}.jsonl"));
        let parquet = folder.path(&format!("out/{noun}.parquet"));
        let rows = chancery_export::rows(&parquet).unwrap();
        assert_eq!(rows.len(), lines.lines().count());
        for (row, line) in rows.iter().zip(lines.lines()) {
            let line: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(row["text_sha256"], line["text_sha256"]);
            assert_eq!(row["evidence"]["text"], line["evidence"]["text"]);
            assert_eq!(row["text"], line["text"]);
        }
    }
}
