//! Folders that are missing come into their place with the pages that wait in them: one act for a year of pages.
//!
//! In: a [`Plan`], and the folder of those that wait. Out: every folder that the tree needs is there, and which of them [`Brought`] their pages.

use std::borrow::Cow;
use std::path::Path;

use ahash::{AHashMap, AHashSet};

use super::broken;
use super::hand::Hand;
use super::plan::{Plan, parents};
use crate::diag::Broken;
use crate::model::address::{Address, in_lower_case};
use crate::model::output::Output;

/// The folders that came into their place with the pages that waited in them, and from where.
pub(super) struct Brought<'a> {
    from: Option<&'a Path>,
    folders: AHashSet<&'a str>,
}

impl Brought<'_> {
    /// Whether a folder above `path` came.
    fn has_above(&self, path: &str) -> bool {
        parents(path).any(|above| self.folders.contains(above))
    }

    /// Whether the file came with its folder.
    pub(super) fn has(&self, address: &Address, output: &Output) -> bool {
        let Output::Waiting { from, .. } = output else { return false };
        self.from.is_some_and(|site| from.starts_with(site)) && self.has_above(address.as_str())
    }
}

/// Every folder that is missing comes whole from among those in `waiting`, or else is made.
pub(super) fn bring_folders<'a>(
    hand: &impl Hand,
    out: &Path,
    plan: &Plan<'a>,
    waiting: Option<&'a Path>,
) -> Result<Brought<'a>, Broken> {
    let mut brought = Brought { from: waiting, folders: AHashSet::new() };
    // Folders that differ in nothing but case are one on some disks, and wait as one: what is in them comes file by file.
    let mut spellings: AHashMap<Cow<'_, str>, usize> = AHashMap::new();
    plan.make_folders.iter().for_each(|path| *spellings.entry(in_lower_case(path)).or_default() += 1);
    for &path in &plan.make_folders {
        let at = out.join(path);
        let comes = |site: &Path| hand.move_folder(&site.join(path), &at).is_ok();
        let is_one = spellings[&in_lower_case(path)] == 1;
        if is_one && !brought.has_above(path) && waiting.is_some_and(comes) {
            brought.folders.insert(path);
        } else {
            hand.make_folder(&at).map_err(|e| broken("make the folder", &at, e))?;
        }
    }
    Ok(brought)
}
