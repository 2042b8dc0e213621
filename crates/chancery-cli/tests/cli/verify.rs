//! Reading once more what was read.

use crate::folder::{Folder, text};

const READ: &str = "read --retrieved 2024-02-01";

#[test]
fn what_is_read_anew_comes_out_the_same_on_any_number_of_threads() {
    let folder = Folder::with_texts(24);
    let jsonl: Vec<String> = (50..60)
        .map(|number| {
            let outlet = if number % 2 == 0 { "Harbour Wire" } else { "The Post" };
            let line = serde_json::json!({
                "text": text(number), "outlet": outlet, "published": "2021-04-02",
                "title": "A visit", "url": format!("https://post.example/{number}"),
            });
            line.to_string()
        })
        .collect();
    folder.write("docs/more.jsonl", jsonl.join("\n"));
    assert_eq!(folder.run(&format!("{READ} docs")).code, 0);
    let done = folder.run("verify --reread --inputs docs --threads 1");
    assert_eq!((done.code, done.err.as_str()), (0, ""), "{done:?}");
    assert!(done.out.ends_with("34 documents read anew, 34 cleaned anew\n"), "{done:?}");
    let other = folder.run("verify --reread --inputs docs --threads 16");
    assert_eq!(done, other);
}

#[test]
fn what_reading_anew_gives_otherwise_is_named() {
    let folder = Folder::with_texts(3);
    assert_eq!(folder.run(&format!("{READ} docs")).code, 0);
    let record = rusqlite::Connection::open(folder.path("chancery.db")).unwrap();
    let spoil = "UPDATE mentions SET json = replace(json, '\"name\":\"', '\"name\":\"Old ')";
    assert!(record.execute(spoil, []).unwrap() > 0);
    let told = |threads: u32| folder.run(&format!("verify --reread --threads {threads}"));
    let done = told(1);
    assert_eq!(done.code, 1, "{done:?}");
    assert!(done.err.contains("this row was changed after it was written"), "{done:?}");
    assert!(done.err.contains(": name is `Old "), "{done:?}");
    assert_eq!(done, told(16));
    assert_eq!(folder.run("verify --inputs docs").code, 2);
}
