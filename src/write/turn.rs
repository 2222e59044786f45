//! Whose turn it is to write: one process at a time, so that none takes for a leftover what another has waiting.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::time::Duration;

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_millis(20);
/// The file that is locked, among the caches.
const NAME: &str = "turn";

/// A turn at writing the site of a portfolio. It ends when it is dropped, and with its process, however that ends.
#[derive(Debug)]
pub struct Turn {
    /// `None` where nothing can be locked.
    _lock: Option<File>,
}

impl Turn {
    /// Waits until no other process writes the site of the portfolio in `root`; gives `None` if and only if `given_up` says meanwhile that nobody wants
    /// it any more. Where the folder cannot be written to, or the system has no locks, nobody is waited for.
    #[must_use]
    pub fn take(root: &Path, given_up: &dyn Fn() -> bool) -> Option<Self> {
        let file = super::caches(root).and_then(|folder| File::create(folder.join(NAME)).ok());
        let Some(file) = file else { return Some(Self { _lock: None }) };
        loop {
            match file.try_lock() {
                Ok(()) => return Some(Self { _lock: Some(file) }),
                Err(TryLockError::Error(_)) => return Some(Self { _lock: None }),
                Err(TryLockError::WouldBlock) if given_up() => return None,
                Err(TryLockError::WouldBlock) => std::thread::sleep(PAUSE),
            }
        }
    }
}
