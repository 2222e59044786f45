//! The options that several commands have, each written once: which folder, where to, how to report, and how much.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::telling::Telling;

/// Which portfolio, and how much is said of it.
#[derive(Debug, Args)]
pub(super) struct Portfolio {
    /// The folder of the portfolio
    #[arg(default_value = ".", hide_default_value = true)]
    pub folder: PathBuf,

    /// Print errors and warnings only
    #[arg(long, short)]
    pub quiet: bool,

    /// Print every message in full, and how long each step took
    #[arg(long, short, conflicts_with = "quiet")]
    pub verbose: bool,
}

impl Portfolio {
    /// How much is said.
    pub fn telling(&self) -> Telling {
        Telling { quiet: self.quiet, verbose: self.verbose }
    }
}

/// Where the site goes.
#[derive(Debug, Args)]
pub(super) struct Destination {
    /// Put the site into DIR instead of _site in the portfolio
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// What counts as an error, and for whom it is reported.
#[derive(Debug, Args)]
pub(super) struct Reporting {
    /// Take warnings for errors
    #[arg(long)]
    pub strict: bool,

    /// How to report: for people, or one JSON object a line for editors
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    pub format: Format,
}

/// How a command reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// In sentences, with the lines that they are about.
    Human,
    /// One object a line.
    Json,
}
