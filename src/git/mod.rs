//! The git on the machine: the only code that runs it.
//!
//! In: a folder, and what is wanted of its repository. Out: typed answers, or a [`Failure`] with what was attempted and git's own words.
//! Git is asked as a program asks it, never as a person does: no prompt, no pager, no words in another language, and nothing taken over from
//! a git that may have started this process.

mod converse;
mod failure;
mod history;
mod holdings;
mod hooks;
mod id;
mod objects;
mod remotes;
mod repository;
mod run;
mod sources;
mod tellings;

pub use failure::{Failure, Why};
pub use history::{Span, Version};
pub use holdings::Holdings;
pub use id::Id;
pub use objects::{Changes, Entry};
pub use remotes::{Remote, Upstream, usual};
pub use repository::{Busy, Head, Missing, Repository};
pub use sources::{Gathered, LeftOut, Named};
pub use tellings::{Label, Told};

use run::Git;

/// The version of the git on the machine: `2.47.3`.
///
/// # Errors
/// When there is none, or it does not run.
pub fn version() -> Result<String, Failure> {
    let said = Git::anywhere().text("tell its version", &["version"])?;
    Ok(said.split_whitespace().nth(2).unwrap_or(&said).to_owned())
}
