//! Tells the program which sources it was made from, so that what it remembers is of use to itself alone.

#![allow(clippy::disallowed_methods, reason = "it reads the program, not a portfolio")]

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};

fn main() {
    let mut files = Vec::new();
    for part in ["src", "themes", "Cargo.toml", "Cargo.lock"] {
        println!("cargo:rerun-if-changed={part}");
        collect(Path::new(part), &mut files);
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        (file.to_string_lossy().replace('\\', "/"), fs::read(&file).unwrap_or_default()).hash(&mut hasher);
    }
    println!("cargo:rustc-env=THROUGHLINE_PROGRAM={:016x}", hasher.finish());
}

fn collect(at: &Path, files: &mut Vec<PathBuf>) {
    match fs::read_dir(at) {
        Ok(entries) => entries.flatten().for_each(|entry| collect(&entry.path(), files)),
        Err(_) => files.push(at.to_path_buf()),
    }
}
