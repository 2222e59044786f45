//! `throughline schema`: what may stand in the author's files, for an editor.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Exit;
use super::screen::Screen;
use super::telling::Telling;
use crate::diag::Broken;
use crate::schema::{Kind, schema};
use crate::start;

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Arguments {
    /// Print the description of this kind of file instead
    #[arg(value_enum)]
    kind: Option<File>,

    /// The folder of the portfolio
    #[arg(long = "in", value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    folder: PathBuf,
}

const EXAMPLES: &str = "\
Examples:
  throughline schema                      put all three where the settings for VS Code that init writes look for them
  throughline schema portfolio            print the one of portfolio.yaml

They are JSON Schemas. Every editor that reads YAML by schemas can use them.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum File {
    /// portfolio.yaml
    Portfolio,
    /// The lines at the top of a reflection or a page
    FrontMatter,
    /// The lines at the top of a file in inquiries/
    Inquiry,
}

impl From<File> for Kind {
    fn from(file: File) -> Self {
        match file {
            File::Portfolio => Self::Portfolio,
            File::FrontMatter => Self::FrontMatter,
            File::Inquiry => Self::Inquiry,
        }
    }
}

/// Prints one, or writes all.
pub(super) fn run(arguments: &Arguments, screen: &mut Screen<'_>) -> Exit {
    if let Some(kind) = arguments.kind {
        screen.say(&schema(kind.into()));
        return Exit::Clean;
    }
    match write_all(arguments, screen) {
        Ok(()) => Exit::Clean,
        Err(broken) => {
            Telling { quiet: true, verbose: false }.broken(&broken, screen);
            Exit::Broken
        }
    }
}

fn write_all(arguments: &Arguments, screen: &mut Screen<'_>) -> Result<(), Broken> {
    for at in start::describe(&arguments.folder)? {
        screen.say(&format!("wrote {}\n", at.display()));
    }
    Ok(())
}
