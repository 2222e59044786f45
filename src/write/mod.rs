//! The site onto the disk: only what differs is written, only what is ours is deleted.
//!
//! In: an [`OutputTree`] and the output folder. Out: a folder that holds the tree, and every stranger's file as it was.
//! [`inspect`] and [`conflicts`] look before anything is touched; `plan` decides, without touching; `hand` touches.
//!
//! Killed at any moment, it leaves every file whole: a file comes by a temporary name and a rename. And it leaves no file
//! of ours unknown: the manifest names a file before it is written and forgets it after it is deleted.
#![allow(clippy::disallowed_methods, reason = "this room is the one that writes")]

mod hand;
mod inspect;
mod manifest;
mod plan;
mod scan;
#[cfg(test)]
mod tests;

use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use rayon::prelude::*;

use crate::diag::{Broken, Diagnostic};
use crate::digest;
use crate::model::address::Address;
use crate::model::output::{Output, OutputTree};
use hand::{Disk, Hand};
use manifest::Manifest;
use plan::Plan;
use scan::Scan;

pub use inspect::inspect;

/// The folder of the caches, beside `portfolio.yaml`.
const CACHES: &str = ".throughline";

/// What a write did, in files of the site; the manifest is not counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Files that were new or had other bytes.
    pub written: usize,
    /// Files that stood there with the same bytes, and were not touched.
    pub unchanged: usize,
    /// Files of an earlier build that the site no longer has.
    pub deleted: usize,
}

/// What keeps `tree` from being written into `out`: files there that we did not make, or addresses that no file can have.
/// Touches nothing.
///
/// # Errors
/// When the output folder cannot be read.
pub fn conflicts(tree: &OutputTree, out: &Path) -> Result<Vec<Diagnostic>, Broken> {
    let scan = Scan::of(out)?;
    conflicts_of(&plan::plan(tree, &scan), tree, out)
}

/// Makes `out` hold `tree`, beside whatever else lies there.
///
/// # Errors
/// When the disk is full or closed to us, and when [`conflicts`] would have found something. No temporary file is left behind.
pub fn write(tree: OutputTree, out: &Path) -> Result<Written, Broken> {
    write_by(&Disk, &tree, out)
}

/// BLAKE3 of the bytes that stand at an address now, the first 16; `None` if no file stands there that can be read.
#[must_use]
pub fn standing(out: &Path, address: &Address) -> Option<[u8; 16]> {
    let bytes = std::fs::read(out.join(address.as_str())).ok()?;
    Some(digest::of(&bytes))
}

/// Puts a cache file into `.throughline/` of the portfolio, which keeps itself out of git.
///
/// Nothing is said when that fails: a cache may be missing at any time, and the portfolio may be one that cannot be written to.
pub fn cache(root: &Path, name: &str, bytes: Vec<u8>) {
    let folder = root.join(CACHES);
    let ignore = folder.join(".gitignore");
    if Disk.make_folder(&folder).is_err() {
        return;
    }
    if !ignore.exists() {
        drop(Disk.put(&ignore, &Output::Bytes(b"*\n".to_vec())));
    }
    drop(Disk.put(&folder.join(name), &Output::Bytes(bytes)));
}

fn write_by(hand: &impl Hand, tree: &OutputTree, out: &Path) -> Result<Written, Broken> {
    let scan = Scan::of(out)?;
    let plan = plan::plan(tree, &scan);
    if let Some(conflict) = conflicts_of(&plan, tree, out)?.into_iter().next() {
        let cause = io::Error::new(ErrorKind::AlreadyExists, conflict.message);
        return Err(broken("write into", out, cause));
    }
    hand.make_folder(out).map_err(|e| broken("make the folder", out, e))?;
    keep_manifest(hand, out, &scan.manifest, &plan.before)?;
    clear(hand, out, &plan)?;
    let written = put_all(hand, tree, out, &plan)?;
    keep_manifest(hand, out, &plan.before, &plan.after)?;
    Ok(Written { written, unchanged: tree.files.len() - written, deleted: plan.delete.len() })
}

fn conflicts_of(plan: &Plan<'_>, tree: &OutputTree, out: &Path) -> Result<Vec<Diagnostic>, Broken> {
    let mut all = plan.mistakes.clone();
    let mut in_the_way = plan.in_the_way.clone();
    for address in &plan.strangers {
        let at = out.join(address.as_str());
        if !stands(&at, &tree.files[*address]).map_err(|e| broken("read", &at, e))? {
            in_the_way.insert(address.as_str().to_owned());
        }
    }
    all.extend(in_the_way.iter().map(|path| not_ours(&out.join(path))));
    Ok(all)
}

fn keep_manifest(hand: &impl Hand, out: &Path, old: &Manifest, new: &Manifest) -> Result<(), Broken> {
    let at = out.join(manifest::NAME);
    if old == new && at.exists() {
        return Ok(());
    }
    hand.put(&at, &Output::Bytes(new.to_text().into_bytes()))
}

/// Deletes before anything is written: an old file may stand where a folder must, and on a disk that knows no case
/// an old spelling is the same file as the new one.
fn clear(hand: &impl Hand, out: &Path, plan: &Plan<'_>) -> Result<(), Broken> {
    let delete = |path: &String| {
        let at = out.join(path);
        hand.delete(&at).or_else(gone_is_fine).map_err(|e| broken("delete", &at, e))
    };
    plan.leftovers.par_iter().chain(&plan.delete).try_for_each(delete)?;
    for path in &plan.delete_folders {
        let at = out.join(path);
        hand.remove_folder(&at).or_else(gone_is_fine).map_err(|e| broken("delete the folder", &at, e))?;
    }
    Ok(())
}

/// A file that someone put into the folder since it was listed keeps the folder; one that took ours away saved us the work.
fn gone_is_fine(error: io::Error) -> io::Result<()> {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::DirectoryNotEmpty => Ok(()),
        _ => Err(error),
    }
}

fn put_all(hand: &impl Hand, tree: &OutputTree, out: &Path, plan: &Plan<'_>) -> Result<usize, Broken> {
    for path in &plan.make_folders {
        let at = out.join(path);
        hand.make_folder(&at).map_err(|e| broken("make the folder", &at, e))?;
    }
    let written = AtomicUsize::new(0);
    tree.files.par_iter().try_for_each(|(address, output)| {
        if !is_there(plan, address, output, out)? {
            hand.put(&out.join(address.as_str()), output)?;
            written.fetch_add(1, Ordering::Relaxed);
        }
        Ok(())
    })?;
    Ok(written.into_inner())
}

fn is_there(plan: &Plan<'_>, address: &Address, output: &Output, out: &Path) -> Result<bool, Broken> {
    if plan.new.contains(address) {
        return Ok(false);
    }
    let at = out.join(address.as_str());
    stands(&at, output).map_err(|e| broken("read", &at, e))
}

/// Whether the file `at` holds the bytes of `output`.
fn stands(at: &Path, output: &Output) -> io::Result<bool> {
    match output {
        Output::Bytes(bytes) => Ok(std::fs::metadata(at)?.len() == bytes.len() as u64 && std::fs::read(at)? == *bytes),
        Output::Copy { hash, .. } => {
            let mut hasher = blake3::Hasher::new();
            hasher.update_reader(std::fs::File::open(at)?)?;
            Ok(digest::finish(&hasher) == *hash)
        }
        Output::Kept => Ok(true),
    }
}

fn not_ours(at: &Path) -> Diagnostic {
    Diagnostic::error(
        "not-ours",
        format!("\"{}\" stands where a file of the site belongs, and was not made by throughline", at.display()),
    )
    .help("move it away, or build into another folder with --out")
}

fn broken(act: &'static str, path: &Path, cause: io::Error) -> Broken {
    Broken { act, path: path.display().to_string(), cause }
}
