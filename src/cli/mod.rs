//! The command line: arguments in, words and an exit code out. One file per command.
//!
//! The only printer, and the only user of clap, annotate-snippets and indicatif. It decides nothing about a site:
//! it asks the pipeline, and shows what came of it.
#![allow(clippy::disallowed_methods, reason = "this room reads the environment, and shows what the others found")]

mod build;
mod check;
mod completions;
mod day;
mod doctor;
mod editor;
mod human;
mod init;
mod json;
mod listening;
mod man;
mod new;
mod options;
mod outside;
mod progress;
mod publish;
mod questions;
mod refusal;
mod schema;
mod screen;
mod serve;
mod summary;
mod telling;
mod watch;
mod why;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use screen::Screen;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// All is well, warnings or not.
    Clean = 0,
    /// There are errors in the author's files.
    Mistakes = 1,
    /// The command was used wrongly. Most of that is found by clap, which ends so too.
    Misused = 2,
    /// The world is broken: the disk is full, or closed to us.
    Broken = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Turns a folder of dated Markdown reflections into a linked static site.
#[derive(Debug, Parser)]
#[command(name = "throughline", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  throughline init my-portfolio           begin a portfolio in a folder of its own
  throughline new Reading shifts          begin a reflection of today
  throughline build                       build the portfolio in this folder into _site
  throughline build my-portfolio          build the one in my-portfolio
  throughline build --out /tmp/site       put the site elsewhere
  throughline serve --open                write, save, and see it in the browser
  throughline publish --dry-run           show what would be put on the web
  throughline check                       look for names of children, and more, before you share it
  throughline build --help                every option of a command";

#[derive(Debug, Subcommand)]
enum Command {
    /// Begin a portfolio, in a new folder or beside the texts you have
    Init(init::Arguments),
    /// Begin a reflection, a page or an inquiry
    New(new::Arguments),
    /// Build the site once
    Build(build::Arguments),
    /// Build the site, and build it again at every save
    Watch(watch::Arguments),
    /// Do the same, and show the site in the browser while you write
    Serve(serve::Arguments),
    /// Explain why a file is on the site, or why not
    Why(why::Arguments),
    /// Describe your files to your editor, so that it completes and explains what you may write
    Schema(schema::Arguments),
    /// Print the manual
    Man(man::Arguments),
    /// Put the site on the web, with git
    Publish(publish::Arguments),
    /// Tell what is missing for publishing, and how to mend it
    Doctor(doctor::Arguments),
    /// Look through the portfolio before you share it, for names of children first; no text is changed
    Check(check::Arguments),
    /// Print a script that completes throughline's commands in your shell
    Completions(completions::Arguments),
}

/// Runs the command that the process was started with.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(shown) => {
            // Help and version come this way too. Where they cannot be printed there is nowhere to say so.
            let _ = shown.print();
            return ExitCode::from(u8::try_from(shown.exit_code()).unwrap_or(2));
        }
    };
    let mut screen = Screen::standard();
    if let Some(mistake) = day::mistake() {
        refusal::remark(&mistake, &mut screen);
        return Exit::Misused.into();
    }
    let exit = match &arguments.command {
        Command::Init(arguments) => init::run(arguments, &mut screen),
        Command::New(arguments) => new::run(arguments, &mut screen),
        Command::Build(arguments) => build::run(arguments, &mut screen),
        Command::Watch(arguments) => watch::run(arguments, &mut screen),
        Command::Serve(arguments) => serve::run(arguments, &mut screen),
        Command::Why(arguments) => why::run(arguments, &mut screen),
        Command::Schema(arguments) => schema::run(arguments, &mut screen),
        Command::Man(arguments) => man::run(arguments, &mut screen),
        Command::Publish(arguments) => publish::run(arguments, &mut screen),
        Command::Doctor(arguments) => doctor::run(arguments, &mut screen),
        Command::Check(arguments) => check::run(arguments, &mut screen),
        Command::Completions(arguments) => completions::run(arguments, &mut screen),
    };
    if screen.is_broken() {
        screen.report("error: not all could be printed: the output is full or closed\n");
        return Exit::Broken.into();
    }
    exit.into()
}

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::Arguments;

    #[test]
    fn the_arguments_are_consistent() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_the_readme_types_is_understood() {
        let readme = include_str!("../../README.md");
        let typed: Vec<&str> = readme.lines().filter(|line| line.starts_with("throughline ")).collect();
        assert!(typed.len() > 6, "{typed:?}");
        for line in typed {
            assert!(Arguments::try_parse_from(line.split_whitespace()).is_ok(), "{line}");
        }
    }

    #[test]
    fn what_is_used_wrongly_ends_with_two() {
        let cases: &[(&[&str], i32)] = &[
            (&["throughline"], 2),
            (&["throughline", "bild"], 2),
            (&["throughline", "build", "--fromat", "json"], 2),
            (&["throughline", "build", "--format", "xml"], 2),
            (&["throughline", "build", "a", "b"], 2),
            (&["throughline", "build", "--quiet", "--verbose"], 2),
            (&["throughline", "build", "--base-url", "me.github.io"], 2),
            (&["throughline", "completions"], 2),
            (&["throughline", "--help"], 0),
            (&["throughline", "build", "--help"], 0),
            (&["throughline", "--version"], 0),
        ];
        for (arguments, code) in cases {
            let shown = Arguments::try_parse_from(*arguments).expect_err("nothing to run");
            assert_eq!(shown.exit_code(), *code, "{arguments:?}");
        }
    }
}
