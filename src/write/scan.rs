//! What stands in the output folder now.
//!
//! In: the folder. Out: every path below it and its kind, and the manifest. Symbolic links are not followed: we make none,
//! so one that is there is a stranger's, and what lies behind it is none of our business.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs::{DirEntry, File};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use super::broken;
use super::manifest::{self, Manifest};
use crate::diag::Broken;
use crate::model::source::Stamp;

/// The beginning of the names of temporary files.
pub(super) const TEMPORARY: &str = ".throughline-";
/// Their ending.
pub(super) const ENDING: &str = ".tmp";

/// What a path below the output folder is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A link, a pipe, a name that is no text, a repository: never ours.
    Other,
}

/// What is at a path.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) kind: Kind,
    /// Whether the manifest says that it is ours.
    pub(super) is_ours: bool,
}

/// The output folder as it was found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// What is at every path, relative to the folder, with `/` between its parts; without the manifest and the leftovers.
    pub(super) entries: BTreeMap<String, Found>,
    /// Temporary files of builds that were killed, and what waited in their folders.
    pub(super) leftovers: Vec<String>,
    /// The folders that some of them lie in, the deepest first.
    pub(super) leftover_folders: Vec<String>,
    /// What is ours; empty without a manifest.
    pub(super) manifest: Manifest,
    /// Every folder that was listed, and what the file system said of it before.
    listed: Vec<(PathBuf, Option<Stamp>)>,
}

impl Scan {
    /// Lists `out`, which need not exist. The folder of the name `but` in it is passed over.
    pub(super) fn of(out: &Path, but: Option<&OsStr>) -> Result<Self, Broken> {
        let mut scan = Self { manifest: read_manifest(out)?.unwrap_or_default(), ..Self::default() };
        if out.exists() {
            scan.list(out, "", but)?;
        }
        Ok(scan)
    }

    fn list(&mut self, folder: &Path, path: &str, but: Option<&OsStr>) -> Result<(), Broken> {
        let unlisted = |e| broken("list the folder", folder, e);
        self.listed.push((folder.to_path_buf(), stamp(folder)));
        for entry in std::fs::read_dir(folder).map_err(unlisted)? {
            let entry = entry.map_err(unlisted)?;
            let name = entry.file_name();
            let below = join(path, &name.to_string_lossy());
            match kind(&entry).map_err(unlisted)? {
                Kind::Folder if but == Some(name.as_os_str()) => {}
                Kind::Folder if path.is_empty() && is_temporary(&below) => self.take_leftovers(&entry.path(), below)?,
                Kind::Folder => {
                    self.take(below.clone(), Kind::Folder);
                    self.list(&entry.path(), &below, None)?;
                }
                Kind::File if is_temporary(&name.to_string_lossy()) => self.leftovers.push(below),
                Kind::File if below == manifest::NAME => {}
                kind => self.take(below, kind),
            }
        }
        Ok(())
    }

    /// The pages that a killed build had waiting, and their folders.
    fn take_leftovers(&mut self, folder: &Path, path: String) -> Result<(), Broken> {
        let unlisted = |e| broken("list the folder", folder, e);
        for entry in std::fs::read_dir(folder).map_err(unlisted)? {
            let entry = entry.map_err(unlisted)?;
            let below = join(&path, &entry.file_name().to_string_lossy());
            match kind(&entry).map_err(unlisted)? {
                Kind::File => self.leftovers.push(below),
                Kind::Folder => self.take_leftovers(&entry.path(), below)?,
                Kind::Other => {}
            }
        }
        self.leftover_folders.push(path);
        Ok(())
    }

    fn take(&mut self, path: String, kind: Kind) {
        let is_ours = match kind {
            Kind::File => self.manifest.knows(&manifest::file(&path)),
            Kind::Folder => self.manifest.knows(&manifest::folder(&path)),
            Kind::Other => false,
        };
        self.entries.entry(path).or_insert(Found { kind, is_ours });
    }

    /// Whether nothing has come to a folder since it was listed, nor gone from it, as far as the file system tells.
    pub(super) fn is_still_so(&self) -> bool {
        self.listed.iter().all(|(folder, listed)| listed.is_some() && *listed == stamp(folder))
    }

    /// Everything below the folder at `path`.
    pub(super) fn below<'a>(&'a self, path: &str) -> impl Iterator<Item = (&'a str, Found)> {
        let start = format!("{path}/");
        self.entries
            .range(start.clone()..)
            .take_while(move |(below, _)| below.starts_with(&start))
            .map(|(below, found)| (below.as_str(), *found))
    }
}

/// The manifest of `out`; `None` if and only if there is none that we can read.
pub(super) fn read_manifest(out: &Path) -> Result<Option<Manifest>, Broken> {
    let at = out.join(manifest::NAME);
    match std::fs::read(&at) {
        Ok(bytes) => Ok(Manifest::parse(&bytes)),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(broken("read", &at, e)),
    }
}

/// Whether `out` has a manifest that we can read; its entries are not looked at.
pub(super) fn has_manifest(out: &Path) -> Result<bool, Broken> {
    let at = out.join(manifest::NAME);
    let mut beginning = Vec::new();
    let read = File::open(&at).and_then(|file| file.take(manifest::BEGINNING).read_to_end(&mut beginning));
    match read {
        Ok(_) => Ok(manifest::begins(&beginning)),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(false),
        Err(e) => Err(broken("read", &at, e)),
    }
}

/// Whether this is the name of a temporary file of ours.
pub(super) fn is_temporary(name: &str) -> bool {
    name.starts_with(TEMPORARY) && name.ends_with(ENDING)
}

fn stamp(folder: &Path) -> Option<Stamp> {
    Stamp::of(&std::fs::metadata(folder).ok()?)
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}/{name}") }
}

fn kind(entry: &DirEntry) -> io::Result<Kind> {
    let name = entry.file_name();
    let kind = entry.file_type()?;
    // A folder may be a checkout of the branch that is published: its repository is not ours to walk through.
    Ok(if name.to_str().is_none() || name == ".git" {
        Kind::Other
    } else if kind.is_dir() {
        Kind::Folder
    } else if kind.is_file() {
        Kind::File
    } else {
        Kind::Other
    })
}
