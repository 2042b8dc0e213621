//! A fresh folder, and the command run in it.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The nouns, as they are named on the command line.
pub(crate) const NOUNS: [&str; 8] = [
    "documents",
    "accounts",
    "encounters",
    "actors",
    "mentions",
    "statements",
    "commitments",
    "judgements",
];

/// A folder that is gone when dropped.
pub(crate) struct Folder(TempDir);

/// What a command printed, and how it ended.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// A folder with `count` short texts in `docs`.
    pub(crate) fn with_texts(count: usize) -> Self {
        let folder = Self::new();
        for number in 0..count {
            folder.write(&format!("docs/{number:03}.txt"), text(number));
        }
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The command with these arguments (set apart by spaces), not yet started.
    pub(crate) fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_chancery"));
        command.current_dir(self.0.path()).args(args.split_whitespace()).env("COLUMNS", "100");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, args: &str) -> Done {
        self.run_with(args, b"")
    }

    /// Runs with this on standard input.
    pub(crate) fn run_with(&self, args: &str, input: &[u8]) -> Done {
        let mut child = self.command(args).stdin(Stdio::piped()).spawn().unwrap();
        // A command that does not want its input closes it: no fault.
        let _ = child.stdin.take().unwrap().write_all(input);
        let done = child.wait_with_output().unwrap();
        Done {
            code: done.status.code().unwrap_or(-1),
            out: String::from_utf8(done.stdout).unwrap(),
            err: String::from_utf8(done.stderr).unwrap(),
        }
    }

    /// Every export line of every noun that is read into a record.
    pub(crate) fn exports(&self, record: &str) -> String {
        let told = NOUNS.into_iter().filter(|noun| *noun != "judgements");
        told.map(|noun| self.run(&format!("--record {record} export {noun}")).out).collect()
    }
}

/// A short report, another for each number.
pub(crate) fn text(number: usize) -> String {
    let (day, city) = (1 + number % 28, ["Oslo", "Bern", "Quito", "Accra"][number % 4]);
    format!(
        "{city}, {day} March 2021 - The president of Finland met the prime minister of Ghana in \
         {city} on {day} March 2021, her office said.\n\nThey spoke about trade for {} minutes. \
         The prime minister invited the president to Accra.\n",
        20 + number
    )
}
