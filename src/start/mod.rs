//! Where sources begin: the files of a new portfolio, and new texts. The one room that writes what an author goes on with.
//!
//! In: a folder, and what is wanted in it. Out: files that were not there before, and what became of each. A file that stands already is never
//! touched. The day of today is an argument, and so is every answer: this room asks nobody and prints nothing.
#![allow(
    clippy::disallowed_methods,
    reason = "this room is the one that writes sources, and reads the author's own templates"
)]

mod fill;
mod ground;
mod kind;
mod known;
mod paper;
mod portfolio;
mod schemas;
mod settings;
mod sheet;
mod template;

pub use ground::Ground;
pub use kind::Kind;
pub use known::{Known, KnownInquiry, Promise};
pub use portfolio::{Program, Started, StartedFile, WORKFLOW, portfolio};
pub use schemas::describe;
pub use settings::{Answers, mistake_in};
pub use sheet::{Begun, Wish, begin};

use crate::diag::{Broken, Diagnostic};

/// Why something could not be begun.
#[derive(Debug)]
pub enum Refusal {
    /// For a reason that the author can mend.
    Mistake(Box<Diagnostic>),
    /// The world is broken.
    Broken(Broken),
}

impl From<Broken> for Refusal {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl From<Diagnostic> for Refusal {
    fn from(mistake: Diagnostic) -> Self {
        Self::Mistake(Box::new(mistake))
    }
}
