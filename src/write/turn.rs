//! Whose turn it is to write: one process at a time, so that none takes for a leftover what another has waiting.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_millis(20);

/// A turn at writing a site. It ends when it is dropped, and with its process, however that ends.
#[derive(Debug)]
pub struct Turn {
    _locks: Vec<File>,
}

impl Turn {
    /// Waits until no other process writes the site of the portfolio in `root`, nor into the folder `out` if that is there already; gives `None` if and
    /// only if `given_up` says meanwhile that nobody wants it any more. Where the system has no such locks, nobody is waited for.
    #[must_use]
    pub fn take(root: &Path, out: &Path, given_up: &dyn Fn() -> bool) -> Option<Self> {
        let mut locks = Vec::new();
        for folder in [root, out] {
            let Ok(file) = open(folder) else { continue };
            if wait(&file, given_up)? {
                locks.push(file);
            }
        }
        Some(Self { _locks: locks })
    }
}

/// Waits for a lock; whether there are locks at all.
fn wait(file: &File, given_up: &dyn Fn() -> bool) -> Option<bool> {
    loop {
        match file.try_lock() {
            Ok(()) => return Some(true),
            Err(TryLockError::Error(_)) => return Some(false),
            Err(TryLockError::WouldBlock) if given_up() => return None,
            Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
        }
    }
}

/// What is locked for a folder: the folder itself.
#[cfg(unix)]
fn open(folder: &Path) -> io::Result<File> {
    File::open(folder)
}

/// What is locked for a folder: where a folder cannot be, the file that keeps its caches out of git.
#[cfg(not(unix))]
fn open(folder: &Path) -> io::Result<File> {
    let caches = super::caches(folder).ok_or(io::ErrorKind::NotFound)?;
    File::options().append(true).open(caches.join(".gitignore"))
}
