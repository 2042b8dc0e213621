//! Every dependency comes from crates.io and can be had under licences that `deny.toml` allows.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[test]
fn every_dependency_may_be_released_with() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let deny = std::fs::read_to_string(root.join("deny.toml")).expect("deny.toml is there");
    let allowed = allowed(&deny);
    assert!(allowed.contains("MIT") && allowed.contains("Apache-2.0"));
    let refused: Vec<String> =
        packages(&root).iter().filter_map(|package| refusal(package, &allowed)).collect();
    assert!(refused.is_empty(), "{}", refused.join("\n"));
}

/// The packages built on this kind of machine, as cargo tells of them.
fn packages(root: &Path) -> Vec<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let platform = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let mut command = Command::new(cargo);
    command.current_dir(root).args(["metadata", "--format-version=1", "--locked"]);
    if cfg!(all(target_os = "linux", target_env = "gnu")) {
        // Without this, cargo fetches what other systems need.
        command.args(["--filter-platform", &platform]);
    }
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo writes JSON");
    metadata["packages"].as_array().expect("there are packages").clone()
}

/// Why a package may not be used; none where it may.
fn refusal(package: &Value, allowed: &BTreeSet<&str>) -> Option<String> {
    let name = package["name"].as_str().unwrap_or_default();
    let source = package["source"].as_str();
    if source.is_some_and(|source| source != CRATES_IO) {
        return Some(format!("{name} comes from {source:?}"));
    }
    let licence = package["license"].as_str().unwrap_or_default();
    (!satisfied(licence, allowed)).then(|| format!("{name} is licensed {licence:?}"))
}

/// The quoted names of the list `allow` in deny.toml.
fn allowed(deny: &str) -> BTreeSet<&str> {
    let list = deny.split_once("allow = [").and_then(|(_, rest)| rest.split_once(']'));
    let (list, _) = list.expect("deny.toml has a list of licences");
    list.split('"').skip(1).step_by(2).collect()
}

/// Whether a licence expression can be met with the allowed licences alone.
fn satisfied(expression: &str, allowed: &BTreeSet<&str>) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    any_of(&mut words, allowed) && words.next().is_none()
}

type Words<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any_of(words: &mut Words<'_>, allowed: &BTreeSet<&str>) -> bool {
    let mut met = all_of(words, allowed);
    while words.next_if_eq(&"OR").is_some() {
        met |= all_of(words, allowed);
    }
    met
}

fn all_of(words: &mut Words<'_>, allowed: &BTreeSet<&str>) -> bool {
    let mut met = one(words, allowed);
    while words.next_if_eq(&"AND").is_some() {
        met &= one(words, allowed);
    }
    met
}

fn one(words: &mut Words<'_>, allowed: &BTreeSet<&str>) -> bool {
    match words.next() {
        Some("(") => any_of(words, allowed) && words.next() == Some(")"),
        Some(licence) if words.next_if_eq(&"WITH").is_some() => {
            let exception = words.next().unwrap_or_default();
            allowed.contains(format!("{licence} WITH {exception}").as_str())
        }
        Some(licence) => allowed.contains(licence),
        None => false,
    }
}

#[test]
fn expressions_are_read_as_they_are_meant() {
    let allowed = BTreeSet::from(["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"]);
    for met in ["MIT", "GPL-3.0 OR MIT", "MIT/X", "(X OR MIT) AND ISC", "X OR MIT AND ISC"] {
        assert!(satisfied(met, &allowed), "{met}");
    }
    assert!(satisfied("Apache-2.0 WITH LLVM-exception", &allowed));
    for unmet in ["", "X", "MIT AND X", "(X OR MIT) AND X", "Apache-2.0", "MIT X"] {
        assert!(!satisfied(unmet, &allowed), "{unmet}");
    }
}
