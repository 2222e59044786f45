//! The site onto the disk: only what differs is written, only what is ours is deleted.
//!
//! In: an [`OutputTree`] and the output folder. Out: a folder that holds the tree, and every stranger's file as it was.
//! [`inspect`] and [`Prepared::new`] look before anything is touched; `plan` decides, without touching; `hand` touches. Pages may go to the disk
//! while others are still made ([`Ahead`]); they wait there under names of no meaning.
//!
//! One process writes at a time ([`Turn`]). Killed at any moment, it leaves every file whole: a file comes by a temporary name and a rename. And it leaves no file
//! of ours unknown: the manifest names a file before it is written and forgets it after it is deleted.
#![allow(clippy::disallowed_methods, reason = "this room is the one that writes")]

mod ahead;
mod hand;
mod inside;
mod inspect;
mod manifest;
mod passing;
mod plan;
mod record;
mod scan;
#[cfg(test)]
mod tests;
mod turn;

use std::fs::Metadata;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use ahash::AHashSet;
use rayon::prelude::*;

use crate::diag::{Broken, Diagnostic};
use crate::digest::{self, Digest};
use crate::model::address::Address;
use crate::model::output::{Output, OutputTree};
use crate::model::source::Stamp;
use ahead::Waiting;
use hand::{Disk, Hand};
use manifest::Manifest;
use plan::{Plan, parents};
use scan::Scan;

pub use ahead::Ahead;
pub use inside::{leads_out, stays_inside};
pub use inspect::inspect;
pub use passing::Passing;
pub use record::record;
pub use turn::Turn;

/// The folder of the caches, beside `portfolio.yaml`.
const CACHES: &str = ".throughline";
/// The folder in it that editors look into.
const SCHEMAS: &str = "schemas";

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
    /// since to where nothing stood.
    fn beside(tree: &'t OutputTree, out: &Path, stood: &Scan, waiting: Waiting) -> Result<Self, Broken> {
        let then = Self::over(tree, out, stood)?;
        let prepared =
            if then.is_free(stood) { then } else { Self::over(tree, out, &Scan::of(out, Some(&waiting.name))?)? };
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

    fn write_by(self, hand: &impl Hand) -> Result<Written, Broken> {
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
        self.scan.entries.get(path).is_some_and(|found| found.kind == scan::Kind::File)
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

/// The folders that came into their place with the pages that waited in them, and from where.
#[derive(Default)]
struct Brought<'a> {
    from: Option<&'a Path>,
    folders: AHashSet<&'a str>,
}

impl Brought<'_> {
    /// Whether a folder above `path` came.
    fn has_above(&self, path: &str) -> bool {
        parents(path).any(|above| self.folders.contains(above))
    }

    /// Whether the file came with its folder.
    fn has(&self, address: &Address, output: &Output) -> bool {
        let Output::Waiting { from, .. } = output else { return false };
        self.from.is_some_and(|site| from.starts_with(site)) && self.has_above(address.as_str())
    }
}

/// Every folder that is missing comes whole from among those in `waiting`, or else is made.
fn bring_folders<'a>(
    hand: &impl Hand,
    out: &Path,
    plan: &Plan<'a>,
    waiting: Option<&'a Path>,
) -> Result<Brought<'a>, Broken> {
    let mut brought = Brought { from: waiting, folders: AHashSet::new() };
    for &path in &plan.make_folders {
        let at = out.join(path);
        let comes = |site: &Path| hand.move_folder(&site.join(path), &at).is_ok();
        if !brought.has_above(path) && waiting.is_some_and(comes) {
            brought.folders.insert(path);
        } else {
            hand.make_folder(&at).map_err(|e| broken("make the folder", &at, e))?;
        }
    }
    Ok(brought)
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

fn broken(act: &'static str, path: &Path, cause: io::Error) -> Broken {
    Broken { act, path: path.display().to_string(), cause }
}
