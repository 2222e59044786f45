//! A folder for what is needed only for a while, such as a site that goes elsewhere.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tempfile::{Builder, TempDir};

use super::broken;
use crate::diag::Broken;

/// A folder among the system's temporary ones, closed to others. It goes, with all that is in it, when it is dropped.
#[derive(Debug)]
pub struct Passing {
    folder: TempDir,
}

impl Passing {
    /// Makes one.
    ///
    /// # Errors
    /// When the disk is full, or closed to us.
    pub fn new() -> Result<Self, Broken> {
        let among = std::env::temp_dir();
        let folder = Builder::new().prefix("throughline-").tempdir_in(&among);
        Ok(Self { folder: folder.map_err(|e| broken("write into", &among, e))? })
    }

    /// The path of something in it, which need not be there.
    #[must_use]
    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a copy of a file into it, if there is such a file; gives where.
    ///
    /// # Errors
    /// When it cannot be read, or the disk is full.
    pub fn copy(&self, from: &Path, name: &str) -> Result<PathBuf, Broken> {
        let at = self.at(name);
        match std::fs::copy(from, &at) {
            Err(e) if e.kind() != ErrorKind::NotFound => Err(broken("copy", from, e)),
            _ => Ok(at),
        }
    }
}
