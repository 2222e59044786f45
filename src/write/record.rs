//! A small file of ours among the author's: the one thing beside new texts that is written there, and only when it is asked for.

use std::path::Path;

use super::hand::{Disk, Hand};
use crate::diag::Broken;
use crate::model::output::Output;

/// Puts a file into the portfolio, whole. Whoever calls has read what stands there, and knows it for ours.
///
/// # Errors
/// When it cannot be written.
pub fn record(root: &Path, name: &str, text: String) -> Result<(), Broken> {
    Disk.put(&root.join(name), &Output::Bytes(text.into_bytes()))
}
