//! What stands in the output folder, for whoever remembers how it stood.
//!
//! In: the output folder. Out: what the file system says of a page there; or of the whole folder, if no build that was killed left anything in it.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use super::manifest;
use super::scan::{Kind, Scan};
use crate::diag::Broken;
use crate::digest::{self, Digest};
use crate::model::address::Address;
use crate::model::source::Stamp;

/// An output folder in which no build that was killed left anything to be cleared away.
#[derive(Debug)]
pub struct Tidy {
    /// The hash of its manifest, which names all that is ours there.
    pub manifest: Digest,
    scan: Scan,
}

impl Tidy {
    /// Looks at an output folder; `None` if it is not tidy, or has no manifest.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of(out: &Path) -> Result<Option<Self>, Broken> {
        let scan = Scan::of(out, None)?;
        if !scan.leftovers.is_empty() || !scan.leftover_folders.is_empty() {
            return Ok(None);
        }
        Ok(manifest_in(out).map(|manifest| Self { manifest, scan }))
    }

    /// Whether an ordinary file is there, in ordinary folders: no link leads to it.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        self.scan.entries.get(path).is_some_and(|found| found.kind == Kind::File)
    }
}

/// The hash of the manifest in an output folder; `None` if there is none that can be read.
#[must_use]
pub fn manifest_in(out: &Path) -> Option<Digest> {
    std::fs::read(out.join(manifest::NAME)).ok().map(|bytes| digest::of(&bytes))
}

/// What stands at an address now.
#[derive(Debug)]
pub struct Standing {
    at: PathBuf,
    /// What the file system says of it; `None` when it says too little.
    pub stamp: Option<Stamp>,
}

/// What stands at an address now; `None` if no file does.
#[must_use]
pub fn standing(out: &Path, address: &Address) -> Option<Standing> {
    let at = out.join(address.as_str());
    let metadata = std::fs::symlink_metadata(&at).ok().filter(Metadata::is_file)?;
    Some(Standing { at, stamp: Stamp::of(&metadata) })
}

impl Standing {
    /// XXH3 of its bytes; `None` if it cannot be read.
    #[must_use]
    pub fn hash(&self) -> Option<Digest> {
        std::fs::read(&self.at).ok().map(|bytes| digest::of(&bytes))
    }
}
