//! What is to be done, decided before anything is touched. Pure.
//!
//! In: the tree that is wanted and what stands in the folder. Out: a [`Plan`], with all that speaks against it.

use std::borrow::Cow;
use std::collections::BTreeSet;

use ahash::{AHashMap, AHashSet};

use super::manifest::{self, Manifest};
use super::scan::{Found, Kind, Scan, TEMPORARY};
use crate::diag::Diagnostic;
use crate::model::address::{Address, in_lower_case};
use crate::model::output::OutputTree;

/// The longest name that every common file system takes, in bytes.
const LONGEST_NAME: usize = 255;

/// What is to be done, in the order of the fields. Paths are relative to the output folder.
#[derive(Debug, Default)]
pub(super) struct Plan<'t> {
    /// Addresses that no file can have.
    pub(super) mistakes: Vec<Diagnostic>,
    /// What stands in the way and is not ours.
    pub(super) in_the_way: BTreeSet<String>,
    /// Files at our addresses that are not ours: left alone when they have the right bytes, in the way when not.
    pub(super) strangers: Vec<&'t Address>,
    /// The manifest while we work: what was ours and what will be.
    pub(super) before: Manifest,
    /// Temporary files of builds that were killed.
    pub(super) leftovers: Vec<String>,
    /// The folders that some of them lie in, the deepest first.
    pub(super) leftover_folders: Vec<String>,
    /// Files of ours that the tree no longer has.
    pub(super) delete: Vec<String>,
    /// Folders of ours that are empty then, the deepest first.
    pub(super) delete_folders: Vec<String>,
    /// Folders that the tree needs and that are not there, the outermost first.
    pub(super) make_folders: Vec<&'t str>,
    /// Addresses at which nothing stands.
    pub(super) new: AHashSet<&'t Address>,
    /// The manifest when all is done.
    pub(super) after: Manifest,
}

/// Plans how a folder found as `scan` comes to hold `tree`.
pub(super) fn plan<'t>(tree: &'t OutputTree, scan: &Scan) -> Plan<'t> {
    let needed = folders(tree);
    let mut plan = Plan {
        mistakes: mistakes(tree, &needed),
        leftovers: scan.leftovers.clone(),
        leftover_folders: scan.leftover_folders.clone(),
        ..Plan::default()
    };
    for address in tree.files.keys() {
        plan.place_file(address, scan);
    }
    for folder in &needed {
        plan.place_folder(folder, scan);
    }
    plan.refuse_other_spellings(tree, scan);
    plan.let_go(tree, &needed, scan);
    plan.before = scan.manifest.with(&plan.after);
    plan
}

impl<'t> Plan<'t> {
    fn place_file(&mut self, address: &'t Address, scan: &Scan) {
        let path = address.as_str();
        match scan.entries.get(path) {
            Some(Found { kind: Kind::File, is_ours: false }) => {
                self.strangers.push(address);
                return;
            }
            Some(Found { kind: Kind::File, .. }) => {}
            Some(found) => {
                let all = scan.below(path).chain([(path, *found)]);
                self.in_the_way.extend(all.filter(|(_, found)| !found.is_ours).map(|(path, _)| path.to_owned()));
                self.new.insert(address);
            }
            None => {
                self.new.insert(address);
            }
        }
        self.after.add(manifest::file(path));
    }

    fn place_folder(&mut self, path: &'t str, scan: &Scan) {
        match scan.entries.get(path) {
            Some(Found { kind: Kind::Folder, is_ours: false }) => return,
            Some(Found { kind: Kind::Folder, .. }) => {}
            Some(Found { is_ours: false, .. }) => {
                self.in_the_way.insert(path.to_owned());
            }
            _ => self.make_folders.push(path),
        }
        self.after.add(manifest::folder(path));
    }

    /// A stranger's `Talk.html` is the same file as our `talk.html` on a disk that knows no case.
    fn refuse_other_spellings(&mut self, tree: &OutputTree, scan: &Scan) {
        let is_strange = |found: &Found| found.kind != Kind::Folder && !found.is_ours;
        let strangers: Vec<&String> =
            scan.entries.iter().filter(|(_, found)| is_strange(found)).map(|(path, _)| path).collect();
        if strangers.is_empty() {
            return;
        }
        let folded: AHashMap<Cow<'_, str>, &str> =
            tree.files.keys().map(|a| (in_lower_case(a.as_str()), a.as_str())).collect();
        for path in strangers {
            if folded.get(path.to_lowercase().as_str()).is_some_and(|ours| ours != path) {
                self.in_the_way.insert(path.clone());
            }
        }
    }

    /// What was ours and is wanted no longer. A folder in which a stranger's file lies stays, and stays ours.
    fn let_go(&mut self, tree: &OutputTree, needed: &BTreeSet<&str>, scan: &Scan) {
        let strange = scan.entries.iter().filter(|(_, found)| !found.is_ours);
        let shared: BTreeSet<&str> = strange.flat_map(|(path, _)| parents(path)).collect();
        // Both in the order of their paths.
        let mut wanted = tree.files.keys().map(Address::as_str).peekable();
        for (path, found) in scan.entries.iter().filter(|(_, found)| found.is_ours) {
            while wanted.next_if(|wanted| *wanted < path.as_str()).is_some() {}
            match found.kind {
                Kind::Folder if needed.contains(path.as_str()) => {}
                Kind::Folder if shared.contains(path.as_str()) => self.after.add(manifest::folder(path)),
                Kind::Folder => self.delete_folders.push(path.clone()),
                _ if wanted.peek() == Some(&path.as_str()) => {}
                _ => self.delete.push(path.clone()),
            }
        }
        self.delete_folders.reverse();
    }
}

/// Every folder that the tree needs. In the order of their addresses the files of one folder mostly follow one another.
fn folders(tree: &OutputTree) -> BTreeSet<&str> {
    let mut all = BTreeSet::new();
    let mut last = "";
    for address in tree.files.keys() {
        let folder = address.as_str().rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != last {
            all.extend(parents(address.as_str()));
            last = folder;
        }
    }
    all
}

/// The folders above `path`, the outermost first.
pub(super) fn parents(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(i, _)| &path[..i])
}

/// What is wrong with the tree in itself, whatever stands in the folder.
fn mistakes(tree: &OutputTree, folders: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = tree.files.keys().filter_map(unfit).collect();
    all.extend(clashes(tree, folders));
    all
}

/// Whether a file can have this address: it stays in the folder, and has no name that means something there.
pub(super) fn is_fit(address: &Address) -> bool {
    let leaves = |p: &str| p.is_empty() || p == "." || p == ".." || p == ".git" || p.contains(['\\', '\0']);
    !address.as_str().split('/').any(|p| leaves(p) || p.starts_with(TEMPORARY))
}

fn unfit(address: &Address) -> Option<Diagnostic> {
    if !is_fit(address) {
        let message = format!("no file of the site can have the address {address}");
        return Some(Diagnostic::error("address-unfit", message).help("choose a plain name without \"..\" and \"\\\""));
    }
    address.as_str().split('/').any(|p| p.len() > LONGEST_NAME).then(|| {
        Diagnostic::error("address-too-long", format!("the address {address} is too long for a file"))
            .help("give the page a shorter name with \"slug\"")
    })
}

/// Addresses that would be one file where case does not count, or a file and a folder at once.
fn clashes(tree: &OutputTree, folders: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let mut files: AHashMap<Cow<'_, str>, &Address> = AHashMap::with_capacity(tree.files.len());
    let mut all = Vec::new();
    for address in tree.files.keys() {
        if let Some(other) = files.insert(in_lower_case(address.as_str()), address) {
            all.push(clash(other, address, "differ only in case, and many disks take them for one"));
        }
    }
    if folders.iter().all(|folder| !files.contains_key(&in_lower_case(folder))) {
        return all;
    }
    for address in tree.files.keys() {
        let file = parents(address.as_str()).find_map(|folder| files.get(&in_lower_case(folder)));
        all.extend(
            file.map(|other| clash(other, address, "cannot both stand: one is a file, and a folder for the other")),
        );
    }
    all
}

fn clash(a: &Address, b: &Address, why: &str) -> Diagnostic {
    Diagnostic::error("address-clash", format!("the addresses {a} and {b} {why}"))
        .help("give one of the two pages another name")
}
