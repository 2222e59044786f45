//! Whether a path lies where it is said to: a link on the way may lead anywhere.

use std::io::{self, ErrorKind};
use std::path::Path;

use super::broken;
use crate::diag::Broken;

/// Whether a link on the way to `path`, as far as that is there, leads out of `folder`.
#[must_use]
pub fn leads_out(folder: &Path, path: &Path) -> bool {
    let Ok(home) = folder.canonicalize() else { return false };
    let there = path.ancestors().find_map(|above| above.canonicalize().ok());
    there.is_some_and(|there| !there.starts_with(&home))
}

/// That no link leads out of the folder on the way to `path`: what is made must lie where it is said to.
///
/// # Errors
/// When one does.
pub fn stays_inside(folder: &Path, path: &Path) -> Result<(), Broken> {
    match leads_out(folder, path) {
        true => {
            let cause = io::Error::new(ErrorKind::InvalidInput, "a link on the way leads out of the folder");
            Err(broken("write into", path, cause))
        }
        false => Ok(()),
    }
}
