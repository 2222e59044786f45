//! The folder `.throughline/` beside `portfolio.yaml`: caches, which may be missing at any time, and what editors are told of the author's files.
//!
//! In: a name and bytes. Out: the file, in a folder that keeps itself out of git. No link leads out of the portfolio on the way.

use std::path::{Path, PathBuf};

use super::broken;
use super::hand::{Disk, Hand};
use super::inside::{leads_out, stays_inside};
use crate::diag::Broken;
use crate::model::output::Output;

/// The folder of the caches, beside `portfolio.yaml`.
const CACHES: &str = ".throughline";
/// The folder in it that editors look into.
const SCHEMAS: &str = "schemas";

/// Puts a cache file into `.throughline/` of the portfolio, which keeps itself out of git.
///
/// Nothing is said when that fails: a cache may be missing at any time, and the portfolio may be one that cannot be written to.
pub fn cache(root: &Path, name: &str, bytes: Vec<u8>) {
    if let Some(folder) = caches(root) {
        drop(Disk.put(&folder.join(name), &Output::Bytes(bytes)));
    }
}

/// The folder of the caches, made and kept out of git; `None` if it cannot be made, or is a link that leads out of the portfolio.
fn caches(root: &Path) -> Option<PathBuf> {
    let folder = Some(root.join(CACHES)).filter(|folder| !leads_out(root, folder))?;
    Disk.make_folder(&folder).ok()?;
    let ignore = folder.join(".gitignore");
    if !ignore.exists() {
        drop(Disk.put(&ignore, &Output::Bytes(b"*\n".to_vec())));
    }
    Some(folder)
}

/// Puts a description of the author's files, for editors, into `.throughline/schemas/` of the portfolio; gives where it stands.
///
/// # Errors
/// When it cannot be written, when a link leads out of the portfolio on the way, or when that is not there.
pub fn schema(root: &Path, name: &str, bytes: Vec<u8>) -> Result<PathBuf, Broken> {
    std::fs::read_dir(root).map_err(|cause| broken("open the folder", root, cause))?;
    let folder = root.join(CACHES).join(SCHEMAS);
    stays_inside(root, &folder)?;
    caches(root);
    Disk.make_folder(&folder).map_err(|cause| broken("make the folder", &folder, cause))?;
    let at = folder.join(name);
    Disk.put(&at, &Output::Bytes(bytes))?;
    Ok(at)
}

/// Takes a cache file out of `.throughline/` again.
pub fn forget(root: &Path, name: &str) {
    let folder = root.join(CACHES);
    if !leads_out(root, &folder) {
        drop(Disk.delete(&folder.join(name)));
    }
}
