//! The texts of a generated portfolio, and which of them others link to.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A text of the portfolio that another links to.
#[derive(Clone)]
pub struct Text {
    /// The name of its file, without its ending.
    pub name: String,
    /// The name of a text that links to it.
    pub neighbour: String,
}

/// The texts that others link to, in the order of their dates.
pub fn linked_texts(folder: &Path) -> Vec<Text> {
    let mut found = BTreeMap::new();
    for (name, text) in texts(folder) {
        for link in text.split("[[").skip(1).filter_map(|rest| rest.split_once("]]")) {
            found.entry(link.0.to_owned()).or_insert_with(|| name.clone());
        }
    }
    found.into_iter().filter(|(name, by)| name != by).map(|(name, neighbour)| Text { name, neighbour }).collect()
}

/// Name and text of every reflection.
pub fn texts(folder: &Path) -> impl Iterator<Item = (String, String)> {
    let entries = |folder: &Path| fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("a file").path());
    let mut paths: Vec<PathBuf> = entries(&folder.join("reflections")).flat_map(|year| entries(&year)).collect();
    paths.sort();
    paths.into_iter().map(|path| {
        let text = fs::read_to_string(&path).expect("the text can be read");
        (path.file_stem().expect("a name").to_string_lossy().into_owned(), text)
    })
}
