//! The `chancery` command.
//!
//! Exit 0: done; 1: done, with problems that are named on stderr; 2: could not run.

mod args;
mod commands;
mod output;
mod problem;
mod reading;
mod watching;

use std::process::ExitCode;

use clap::Parser;

fn main() -> ExitCode {
    let args = match args::Args::try_parse() {
        Ok(args) => args,
        // Help and version are no errors; clap knows where to print and how to leave.
        Err(stop) => stop.exit(),
    };
    match commands::run(args) {
        Ok(problem::Outcome::Clean) => ExitCode::SUCCESS,
        Ok(problem::Outcome::Problems) => ExitCode::from(1),
        Err(error) if problem::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{}", problem::message(&error));
            ExitCode::from(2)
        }
    }
}
