//! `throughline why`: whether something is on the site, and why, in one paragraph.

use std::path::{Component, Path, PathBuf};

use clap::Args;

use super::screen::Screen;
use super::telling::Telling;
use super::{Exit, day, human};
use crate::pipeline::{self, Request};
use crate::why::{self, State};

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// A file of the portfolio, an address of the site, or a title
    #[arg(value_name = "FILE-OR-ADDRESS", required = true)]
    asked: Vec<String>,

    /// The folder of the portfolio
    #[arg(long = "in", value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    folder: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  throughline why reflections/2026-03-11-reading-shifts.md
  throughline why https://me.github.io/portfolio/about.html
  throughline why Reading shifts

The exit code is 0 when it is on the site, 1 when it is not.";

/// Explains.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    let telling = Telling { quiet: true, verbose: false };
    let request = Request { folder: arguments.folder.clone(), today: day::today(), ..Request::default() };
    match pipeline::look(&request) {
        Ok(draft) => match &draft.survey {
            Some(survey) => {
                let answer = why::answer(survey, &below(&arguments.folder, &arguments.asked.join(" ")));
                screen.say(&format!("{}\n", human::visible(&answer.words)));
                if answer.state >= State::Unlisted { Exit::Clean } else { Exit::Mistakes }
            }
            None => {
                telling.diagnostics(&draft.diagnostics, screen);
                Exit::Mistakes
            }
        },
        Err(broken) => {
            telling.broken(&broken, screen);
            Exit::Broken
        }
    }
}

/// A path as seen from the folder, where it was written as seen from here; anything else as it is.
fn below(folder: &Path, asked: &str) -> String {
    let whole = |path: &Path| std::path::absolute(path).map(|path| plain(&path)).unwrap_or_else(|_| path.to_owned());
    let (folder, path) = (whole(folder), whole(Path::new(asked)));
    match path.strip_prefix(&folder) {
        Ok(inside) if path.exists() => inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/"),
        _ => asked.to_owned(),
    }
}

/// A path without `.` and `..`, as it is written.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => drop(plain.pop()),
            Component::CurDir => {}
            part => plain.push(part),
        }
    }
    plain
}
