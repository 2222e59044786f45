//! Whose turn it is to write: one process at a time, so that none takes for a leftover what another has waiting.

use std::fs::{File, TryLockError};
use std::io;
use std::path::Path;
use std::time::Duration;

use super::ahead::Made;

/// How long to wait before asking again.
const PAUSE: Duration = Duration::from_millis(20);

/// How often a folder is locked that is taken away meanwhile. A drive on which no file is ever known again must not keep us for ever.
const TRIES: usize = 10;

/// A turn at writing a site. It ends when it is dropped, and with its process, however that ends.
#[derive(Debug)]
pub struct Turn {
    /// Dropped first: what is taken away again is so while nobody else has a turn.
    _made: Option<Made>,
    _locks: Vec<File>,
}

impl Turn {
    /// Waits until no other process writes the site of the portfolio in `root`, nor into the folder `out`; gives `None` if and only if `given_up`
    /// says meanwhile that nobody wants it any more. An output folder outside of the portfolio is made for that, since other portfolios may be
    /// built there too; it goes with the turn if it is empty then. Where the system has no such locks, or never knows a folder again, nobody is
    /// waited for.
    #[must_use]
    pub fn take(root: &Path, out: &Path, given_up: &dyn Fn() -> bool) -> Option<Self> {
        let mut locks = Vec::new();
        if let Ok(file) = open(root)
            && wait(&file, given_up)?
        {
            locks.push(file);
        }
        for _ in 0..TRIES {
            let made = if is_below(out, root) { None } else { Made::folders(out).ok() };
            let file = if is_same(out, root) { None } else { open(out).ok() };
            if let Some(file) = file
                && wait(&file, given_up)?
            {
                // Whoever was waited for may have taken the folder away again: a lock on that keeps nobody out.
                if !is_at(&file, out) {
                    if given_up() {
                        return None;
                    }
                    std::thread::sleep(PAUSE);
                    continue;
                }
                locks.push(file);
            }
            return Some(Self { _made: made, _locks: locks });
        }
        Some(Self { _made: None, _locks: locks })
    }
}

fn is_below(path: &Path, folder: &Path) -> bool {
    match (std::path::absolute(path), std::path::absolute(folder)) {
        (Ok(path), Ok(folder)) => path.starts_with(folder),
        _ => false,
    }
}

/// Whether two paths lead to one folder, of which nobody can have two locks.
fn is_same(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Whether an open file is the one at a path now.
#[cfg(unix)]
fn is_at(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let name = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    match (file.metadata().map(name), path.metadata().map(name)) {
        (Ok(file), Ok(there)) => file == there,
        _ => false,
    }
}

/// Whether an open file is the one at a path now: an open file keeps its folder from being taken away.
#[cfg(not(unix))]
fn is_at(_: &File, path: &Path) -> bool {
    path.exists()
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
