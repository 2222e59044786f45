//! A tree onto the disk: looked at, planned, then carried out.
//!
//! In: an [`OutputTree`], the output folder, and where pages of it may wait. Out: the folder holds the tree, or nothing was touched. What is done is decided by
//! `plan` and done by a [`Hand`]; here is the order of it.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use ahash::AHashSet;
use rayon::prelude::*;

use super::ahead::Waiting;
use super::bring::{Brought, bring_folders};
use super::hand::{Disk, Hand};
use super::manifest::{self, Manifest};
use super::plan::{self, Plan, parents};
use super::scan::Scan;
use super::{Written, broken};
use crate::diag::{Broken, Diagnostic};
use crate::digest;
use crate::model::address::Address;
use crate::model::output::{Output, OutputTree};

/// A tree about to be written, with what stands in the folder now. Nothing is touched yet.
#[derive(Debug)]
pub struct Prepared<'t> {
    tree: &'t OutputTree,
    out: PathBuf,
    /// Where pages of the tree wait, if any do.
    waiting: Option<Waiting>,
    /// The manifest as it stands.
    manifest: Manifest,
    plan: Plan<'t>,
    conflicts: Vec<Diagnostic>,
}

impl<'t> Prepared<'t> {
    /// Looks at the output folder, which need not exist, and decides what is to be done.
    ///
    /// # Errors
    /// When the output folder cannot be read.
    pub fn new(tree: &'t OutputTree, out: &Path) -> Result<Self, Broken> {
        Self::over(tree, out, &Scan::of(out, None)?)
    }

    /// The same where pages of the tree wait, and where `stood` was found before they were made. The folder is listed again only if something has come
    /// or gone since. Some systems tell that in steps of seconds: the places where something new comes are looked at in any case.
    pub(super) fn beside(tree: &'t OutputTree, out: &Path, stood: &Scan, waiting: Waiting) -> Result<Self, Broken> {
        let then = Self::over(tree, out, stood)?;
        let is_still_so = stood.is_still_so() && then.is_free(stood);
        let prepared = if is_still_so { then } else { Self::over(tree, out, &Scan::of(out, Some(&waiting.name))?)? };
        Ok(Self { waiting: Some(waiting), ..prepared })
    }

    fn over(tree: &'t OutputTree, out: &Path, scan: &Scan) -> Result<Self, Broken> {
        let plan = plan::plan(tree, scan);
        let conflicts = conflicts(&plan, tree, out)?;
        Ok(Self { tree, out: out.to_path_buf(), waiting: None, manifest: scan.manifest.clone(), plan, conflicts })
    }

    /// Whether nothing has come to where files and folders are to be made, and nothing stood.
    fn is_free(&self, stood: &Scan) -> bool {
        let folders: AHashSet<&str> = self.plan.make_folders.iter().copied().collect();
        let files = self.plan.new.iter().map(|address| address.as_str());
        let is_in_them = |path: &str| parents(path).any(|above| folders.contains(above));
        let mut places = folders.iter().copied().chain(files);
        places.all(|path| {
            is_in_them(path)
                || stood.entries.contains_key(path)
                || std::fs::symlink_metadata(self.out.join(path)).is_err()
        })
    }

    /// What keeps the tree from being written: files there that we did not make, or addresses that no file can have.
    #[must_use]
    pub fn conflicts(&self) -> &[Diagnostic] {
        &self.conflicts
    }

    /// Makes the folder hold the tree, beside whatever else lies there.
    ///
    /// # Errors
    /// When the disk is full or closed to us, and when there are [`conflicts`](Self::conflicts). No temporary file is left behind.
    pub fn write(self) -> Result<Written, Broken> {
        self.write_by(&Disk)
    }

    pub(super) fn write_by(self, hand: &impl Hand) -> Result<Written, Broken> {
        let Self { tree, out, waiting, manifest, plan, conflicts } = self;
        let out = out.as_path();
        if let Some(conflict) = conflicts.into_iter().next() {
            let cause = io::Error::new(ErrorKind::AlreadyExists, conflict.message);
            return Err(broken("write into", out, cause));
        }
        hand.make_folder(out).map_err(|e| broken("make the folder", out, e))?;
        keep_manifest(hand, out, &manifest, &plan.before)?;
        clear(hand, out, &plan)?;
        let waiting = waiting.as_ref().map(|waiting| &*waiting.site);
        let brought = bring_folders(hand, out, &plan, waiting)?;
        let written = put_all(hand, tree, out, &plan, &brought)?;
        keep_manifest(hand, out, &plan.before, &plan.after)?;
        Ok(Written { written, unchanged: tree.files.len() - written, deleted: plan.delete.len() })
    }
}

fn conflicts(plan: &Plan<'_>, tree: &OutputTree, out: &Path) -> Result<Vec<Diagnostic>, Broken> {
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
    for path in plan.leftover_folders.iter().chain(&plan.delete_folders) {
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

fn put_all(
    hand: &impl Hand,
    tree: &OutputTree,
    out: &Path,
    plan: &Plan<'_>,
    brought: &Brought<'_>,
) -> Result<usize, Broken> {
    let written = AtomicUsize::new(0);
    tree.files.par_iter().try_for_each(|(address, output)| {
        if brought.has(address, output) {
            written.fetch_add(1, Ordering::Relaxed);
        } else if !is_there(plan, address, output, out)? {
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
    if let Output::Waiting { .. } = output {
        // It was taken because other bytes stood there. A stranger's file that has come since has the same ones, or it would be in the way.
        return Ok(plan.strangers.binary_search(&address).is_ok());
    }
    let at = out.join(address.as_str());
    stands(&at, output).map_err(|e| broken("read", &at, e))
}

/// Whether the file `at` holds the bytes of `output`.
fn stands(at: &Path, output: &Output) -> io::Result<bool> {
    match output {
        Output::Bytes(bytes) => Ok(std::fs::metadata(at)?.len() == bytes.len() as u64 && std::fs::read(at)? == *bytes),
        Output::Copy { hash, .. } => Ok(digest::lasting_of(std::fs::File::open(at)?)? == *hash),
        Output::Waiting { hash, .. } => Ok(digest::of(&std::fs::read(at)?) == *hash),
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
