//! Whole folders, as tests handle them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file of a folder, by its path there.
pub type Tree = BTreeMap<PathBuf, Vec<u8>>;

/// What is in a folder.
pub fn tree(folder: &Path) -> Tree {
    let mut files = Tree::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("the site is readable") {
            let path = entry.expect("an entry is readable").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let bytes = fs::read(&path).expect("a file is readable");
                files.insert(path.strip_prefix(folder).expect("it lies inside").to_owned(), bytes);
            }
        }
    }
    files
}

/// Copies a portfolio without its site and its caches.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder is readable") {
        let entry = entry.expect("an entry is readable");
        let name = entry.file_name();
        if name == "_site" || name == ".throughline" {
            continue;
        }
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(name));
        } else {
            fs::copy(entry.path(), to.join(name)).expect("a file can be copied");
        }
    }
}
