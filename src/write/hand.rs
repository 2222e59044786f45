//! The acts by which the output folder changes: the only ones, so that a test can stop after any of them.
//!
//! In: one path, and for a file its bytes. Out: the act done whole, or not done.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::broken;
use super::scan::{ENDING, TEMPORARY};
use crate::diag::Broken;
use crate::model::output::Output;

/// What can be done to the output folder.
pub(super) trait Hand: Sync {
    /// Makes a folder, and those above it; one that is there already is no error.
    fn make_folder(&self, at: &Path) -> io::Result<()>;
    /// Moves a folder with all that is in it to where nothing stands.
    fn move_folder(&self, from: &Path, at: &Path) -> io::Result<()>;
    /// Puts a file in place, whole: who looks sees the old bytes or the new ones.
    fn put(&self, at: &Path, output: &Output) -> Result<(), Broken>;
    /// Deletes a file.
    fn delete(&self, at: &Path) -> io::Result<()>;
    /// Deletes an empty folder.
    fn remove_folder(&self, at: &Path) -> io::Result<()>;
}

/// The real one.
pub(super) struct Disk;

impl Hand for Disk {
    fn make_folder(&self, at: &Path) -> io::Result<()> {
        std::fs::create_dir_all(at)
    }

    fn move_folder(&self, from: &Path, at: &Path) -> io::Result<()> {
        std::fs::rename(from, at)
    }

    fn put(&self, at: &Path, output: &Output) -> Result<(), Broken> {
        let unwritten = |e| broken("write", at, e);
        if let Output::Waiting { from, .. } = output {
            return std::fs::rename(from, at).map_err(unwritten);
        }
        let mut file = temporary_beside(at).map_err(unwritten)?;
        match output {
            Output::Bytes(bytes) => file.write_all(bytes).map_err(unwritten)?,
            Output::Copy { from, .. } => {
                let mut source = File::open(from).map_err(|e| broken("read", from, e))?;
                io::copy(&mut source, file.as_file_mut()).map_err(unwritten)?;
            }
            Output::Waiting { .. } | Output::Kept => {
                let cause = "it was taken away while the site was being built; build again";
                return Err(unwritten(io::Error::new(io::ErrorKind::NotFound, cause)));
            }
        }
        file.persist(at).map_err(|e| unwritten(e.error))?;
        Ok(())
    }

    fn delete(&self, at: &Path) -> io::Result<()> {
        std::fs::remove_file(at)
    }

    fn remove_folder(&self, at: &Path) -> io::Result<()> {
        std::fs::remove_dir(at)
    }
}

/// A temporary file in the folder of `at`, deleted when it is dropped.
///
/// It is opened like any new file: `tempfile`'s own way would let nobody but the author read it, and a server could not.
fn temporary_beside(at: &Path) -> io::Result<NamedTempFile> {
    let folder = at.parent().expect("a file of the site lies in the output folder");
    Builder::new()
        .prefix(TEMPORARY)
        .suffix(ENDING)
        .rand_bytes(8)
        .make_in(folder, |path| OpenOptions::new().write(true).create_new(true).open(path))
}
