//! The site onto the disk: only what differs is written, only what is ours is deleted.
//!
//! In: an [`OutputTree`](crate::model::output::OutputTree) and the output folder. Out: a folder that holds the tree, and every stranger's file as it was.
//! [`inspect`] and [`Prepared::new`] look before anything is touched; `plan` decides, without touching; `hand` touches. Pages may go to the disk
//! while others are still made ([`Ahead`]); they wait there in a temporary folder.
//!
//! One process writes at a time ([`Turn`]). Killed at any moment, it leaves every file whole: a file comes by a temporary name and a rename. And it leaves no file
//! of ours unknown: the manifest names a file before it is written and forgets it after it is deleted.
#![allow(clippy::disallowed_methods, reason = "this room is the one that writes")]

mod ahead;
mod bring;
mod caches;
mod hand;
mod inside;
mod inspect;
mod manifest;
mod passing;
mod plan;
mod prepared;
mod record;
mod scan;
mod standing;
#[cfg(test)]
mod tests;
mod turn;

use std::io;
use std::path::Path;

use crate::diag::Broken;

pub use ahead::Ahead;
pub use caches::{cache, forget, schema};
pub use inside::{leads_out, stays_inside};
pub use inspect::inspect;
pub use passing::Passing;
pub use prepared::Prepared;
pub use record::record;
pub use standing::{Standing, Tidy, manifest_in, standing};
pub use turn::Turn;

/// What a write did, in files of the site; the manifest is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were new or had other bytes.
    pub written: usize,
    /// Files that stood there with the same bytes, and were not touched.
    pub unchanged: usize,
    /// Files of an earlier build that the site no longer has.
    pub deleted: usize,
}

fn broken(act: &'static str, path: &Path, cause: io::Error) -> Broken {
    Broken { act, path: path.display().to_string(), cause }
}
