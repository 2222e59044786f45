//! The descriptions of the author's files, put where editors look for them. They belong to the program: each time, the newest take the place
//! of those that were there.

use std::path::{Path, PathBuf};

use crate::diag::Broken;
use crate::schema::{Kind, schema};
use crate::write;

/// Puts the schema of every kind of file into the portfolio in `folder`; gives where they stand.
///
/// # Errors
/// When they cannot be written, or the folder is not there.
pub fn describe(folder: &Path) -> Result<Vec<PathBuf>, Broken> {
    let put = |kind: Kind| write::schema(folder, &format!("{}.json", kind.name()), schema(kind).into_bytes());
    Kind::ALL.into_iter().map(put).collect()
}
