//! The book's page of commands, `docs/commands.md`, made from the command line itself.

use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory};

use super::Args;

/// What stands above the commands.
const HEAD: &str = include_str!("manual_head.md");

/// The page: the options that all commands take, then a section a command.
fn page() -> String {
    let mut root = Args::command();
    root.build();
    let mut page = HEAD.to_owned();
    let common = |arg: &&Arg| arg.is_global_set() && !is_help(arg);
    page.push_str(&table(root.get_arguments().filter(common)));
    for command in root.get_subcommands().filter(|command| command.get_name() != "help") {
        section(&mut page, "chancery", command);
    }
    page
}

fn section(page: &mut String, path: &str, command: &Command) {
    let path = format!("{path} {}", command.get_name());
    let about = command.get_long_about().or(command.get_about());
    let about = about.map(ToString::to_string).unwrap_or_default();
    let _ = write!(page, "\n## `{path}`\n\n{}\n", escape(about.trim()));
    if !command.has_subcommands() {
        let usage = command.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").trim();
        let _ = write!(page, "\n```\n{usage}\n```\n");
    }
    let own = |arg: &&Arg| !arg.is_global_set() && !is_help(arg) && !arg.is_hide_set();
    let own = table(command.get_arguments().filter(own));
    if !own.is_empty() {
        let _ = write!(page, "\n{own}");
    }
    for inner in command.get_subcommands().filter(|command| command.get_name() != "help") {
        section(page, &path, inner);
    }
}

fn is_help(arg: &Arg) -> bool {
    matches!(arg.get_id().as_str(), "help" | "version")
}

/// A row for each argument; nothing where there is none.
fn table<'a>(args: impl Iterator<Item = &'a Arg>) -> String {
    let rows: String = args.map(row).collect();
    if rows.is_empty() { rows } else { format!("| option | does |\n|---|---|\n{rows}") }
}

fn row(arg: &Arg) -> String {
    let help = arg.get_long_help().or(arg.get_help()).map(ToString::to_string);
    let mut help = escape(&help.unwrap_or_default()).replace('\n', " ");
    let words: Vec<String> =
        arg.get_possible_values().iter().map(|value| format!("`{}`", value.get_name())).collect();
    if arg.get_action().takes_values() && !words.is_empty() {
        let _ = write!(help, ": {}", words.join(", "));
    }
    let default: Vec<_> = arg.get_default_values().iter().map(|it| it.to_string_lossy()).collect();
    if arg.get_action().takes_values() && !default.is_empty() {
        let _ = write!(help, " (default `{}`)", default.join(" "));
    }
    format!("| `{}` | {help} |\n", arg.to_string().replace('|', "\\|"))
}

/// Text of the help as it can stand in a cell of a table.
fn escape(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Run with `WRITE_DOCS=1` to write the page anew.
    #[test]
    fn the_book_lists_these_commands() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/commands.md");
        if std::env::var_os("WRITE_DOCS").is_some() {
            std::fs::write(path, page()).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), page());
    }

    #[test]
    fn every_command_has_a_section_and_says_what_it_does() {
        let page = page();
        for command in Args::command().get_subcommands() {
            let head = format!("\n## `chancery {}`\n\n", command.get_name());
            let after = page.split(&head).nth(1).unwrap_or_else(|| panic!("{head}"));
            assert!(after.starts_with(char::is_alphabetic), "{head}");
        }
    }
}
