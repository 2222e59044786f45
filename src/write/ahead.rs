//! Pages that go to the disk as soon as they are made, before it is known whether the site may be written: memory need not hold them.
//!
//! In: a page's address and bytes. Out: an [`Output`] that stands for them. They wait in a temporary folder inside the output folder, in folders like
//! those of the site, so that a folder that is new comes into its place as a whole; a page of any other comes there by itself. Whatever still waits
//! when the last of this is gone is deleted, and so is an output folder that was made for it. Nothing else in the output folder is touched.

use std::ffi::{OsStr, OsString};
use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use tempfile::{Builder, TempDir};

use super::plan::is_fit;
use super::scan::{ENDING, Kind, Scan, TEMPORARY};
use super::{Prepared, broken};
use crate::diag::Broken;
use crate::digest::Digest;
use crate::model::address::Address;
use crate::model::output::{Output, OutputTree};

/// The folder, in that of the waiting pages, whose folders are like those of the site.
const SITE: &str = "site";

/// Where the pages of a tree wait.
#[derive(Debug)]
pub(super) struct Waiting {
    /// The name of the folder in the output folder that holds all of them.
    pub(super) name: OsString,
    /// The folder in it that is like the site.
    pub(super) site: PathBuf,
}

/// Where pages wait until all are made.
#[derive(Debug)]
pub struct Ahead {
    out: PathBuf,
    room: OnceLock<Room>,
    opening: Mutex<()>,
}

impl Ahead {
    /// For the site in `out`, which need not exist. Touches nothing until the first page is taken.
    #[must_use]
    pub fn new(out: &Path) -> Self {
        Self { out: out.to_path_buf(), room: OnceLock::new(), opening: Mutex::new(()) }
    }

    /// Takes a page, of which `hash` is the digest. One whose bytes stand already is not written.
    ///
    /// # Errors
    /// When the disk is full or closed to us.
    pub fn take(&self, address: &Address, bytes: &[u8], hash: Digest) -> Result<Output, Broken> {
        let room = self.room()?;
        if room.stands(&self.out, address, bytes) {
            return Ok(Output::Kept);
        }
        let from = room.put(address, bytes).map_err(|e| broken("write", &self.out.join(address.as_str()), e))?;
        Ok(Output::Waiting { from, hash })
    }

    /// As [`Prepared::new`], for a tree that has all the pages that wait here. It must be written while this is there.
    ///
    /// # Errors
    /// When the output folder cannot be read.
    pub fn prepare<'t>(&self, tree: &'t OutputTree) -> Result<Prepared<'t>, Broken> {
        match self.room.get() {
            Some(room) => Prepared::beside(tree, &self.out, &room.stood, room.waiting()),
            None => Prepared::new(tree, &self.out),
        }
    }

    /// The room, opened for the first page.
    fn room(&self) -> Result<&Room, Broken> {
        if let Some(room) = self.room.get() {
            return Ok(room);
        }
        let _alone = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(room) = self.room.get() {
            return Ok(room);
        }
        let room = Room::open(&self.out)?;
        Ok(self.room.get_or_init(|| room))
    }
}

/// The folder of the waiting pages. Its fields are dropped in their order.
#[derive(Debug)]
struct Room {
    folder: TempDir,
    _made: Made,
    /// What stood in the output folder when the first page was taken.
    stood: Scan,
    next: AtomicUsize,
}

impl Room {
    fn open(out: &Path) -> Result<Self, Broken> {
        let made = Made::folders(out).map_err(|e| broken("make the folder", out, e))?;
        let folder = Builder::new().prefix(TEMPORARY).suffix(ENDING).rand_bytes(8).tempdir_in(out);
        let folder = folder.map_err(|e| broken("write into", out, e))?;
        // After its own folder is there: from now on a change among the entries is somebody else's.
        let stood = Scan::of(out, folder.path().file_name())?;
        Ok(Self { folder, _made: made, stood, next: AtomicUsize::new(0) })
    }

    fn waiting(&self) -> Waiting {
        let name = self.folder.path().file_name().unwrap_or_default();
        Waiting { name: name.to_owned(), site: self.folder.path().join(SITE) }
    }

    fn put(&self, address: &Address, bytes: &[u8]) -> io::Result<PathBuf> {
        let like_there = self.folder.path().join(SITE).join(address.as_str());
        if is_fit(address) && put_new(&like_there, bytes).is_ok() {
            return Ok(like_there);
        }
        // Two addresses may be one file here, or one be a folder of the other. Which is wrong is said when all are known.
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let at = self.folder.path().join(number.to_string());
        put_new(&at, bytes)?;
        Ok(at)
    }

    /// Whether a file with these bytes stands at the address, spelled so. One that cannot be read does not.
    fn stands(&self, out: &Path, address: &Address, bytes: &[u8]) -> bool {
        let found = self.stood.entries.get(address.as_str());
        found.is_some_and(|found| found.kind == Kind::File)
            && holds(&out.join(address.as_str()), bytes).unwrap_or(false)
    }
}

/// Makes a file, and the folders above it that are missing.
fn put_new(at: &Path, bytes: &[u8]) -> io::Result<()> {
    let open = || OpenOptions::new().write(true).create_new(true).open(at);
    let file = open().or_else(|e| match (e.kind(), at.parent()) {
        (ErrorKind::NotFound, Some(folder)) => std::fs::create_dir_all(folder).and_then(|()| open()),
        _ => Err(e),
    });
    file?.write_all(bytes)
}

fn holds(at: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(at)?;
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut found = Vec::with_capacity(bytes.len() + 1);
    file.read_to_end(&mut found)?;
    Ok(found == bytes)
}

/// The folders that had to be made, the innermost first. Those that are empty when this is dropped are removed again.
#[derive(Debug)]
pub(super) struct Made(Vec<PathBuf>);

impl Made {
    /// Makes a folder, and those above it that are missing.
    pub(super) fn folders(out: &Path) -> io::Result<Self> {
        let missing = out.ancestors().take_while(|folder| *folder != OsStr::new("") && !folder.exists());
        let made = Self(missing.map(Path::to_path_buf).collect());
        std::fs::create_dir_all(out)?;
        Ok(made)
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // One that is not empty stays, and so do those above it.
        let _ = self.0.iter().try_for_each(std::fs::remove_dir);
    }
}
