//! The limit: a process that does nothing but read the sources and write the very files of the site.
//!
//! It walks the folder, reads every source to its end, makes the site's folders, each once, and every file by creating it at its place and writing all
//! its bytes at once, with as many threads as the program has. It keeps nothing between them, names no file twice, hashes nothing and waits for no disk.
//! The bytes must come from somewhere: they lie end to end in one file, the pack, which was made before, and each file's are read from there when their turn
//! comes. That costs one copy of the bytes; so does any generator, which must have put them together before it can write them.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use walkdir::WalkDir;

use crate::generator::Generator;

/// The pack of a site, and where it is written to.
pub struct Limit {
    sources: PathBuf,
    pack: PathBuf,
    out: PathBuf,
}

impl Limit {
    /// Packs a site that stands; all in `scratch`.
    pub fn of(sources: &Path, site: &Path, scratch: &Path) -> Self {
        let pack = scratch.join("pack");
        let mut list = String::new();
        let mut bytes = File::create(&pack).expect("the pack can be made");
        for path in files(site) {
            let mut file = File::open(&path).expect("the site can be read");
            let length = std::io::copy(&mut file, &mut bytes).expect("the pack can be written");
            let name = path.strip_prefix(site).expect("it is in the site").to_string_lossy();
            list.push_str(&format!("{length} {name}\n"));
        }
        fs::write(listing(&pack), list).expect("the pack's list can be written");
        Self { sources: sources.to_owned(), pack, out: scratch.join("limit") }
    }
}

impl Generator for Limit {
    fn name(&self) -> String {
        "limit".to_owned()
    }

    fn build(&self) -> Command {
        let mut command = Command::new(std::env::current_exe().expect("this program has a place"));
        command.arg("limit").args([&self.sources, &self.pack, &self.out]);
        command
    }

    fn out(&self) -> PathBuf {
        self.out.clone()
    }
}

/// The work itself, in a process of its own.
pub fn work(sources: &Path, pack: &Path, out: &Path) {
    let texts = files(sources);
    let read = AtomicUsize::new(0);
    in_threads(|| {
        let mut bytes = Vec::new();
        while let Some(text) = texts.get(read.fetch_add(1, Ordering::Relaxed)) {
            bytes.clear();
            File::open(text).and_then(|mut file| file.read_to_end(&mut bytes)).expect("the source can be read");
            std::hint::black_box(&bytes);
        }
    });
    let list = fs::read_to_string(listing(pack)).expect("the pack has a list");
    let mut at = 0;
    let places = list.lines().filter_map(|line| line.split_once(' ')).map(|(length, name)| {
        let length: usize = length.parse().expect("a length");
        at += length;
        (out.join(name), (at - length) as u64, length)
    });
    let places: Vec<(PathBuf, u64, usize)> = places.collect();
    let folders: BTreeSet<&Path> = places.iter().filter_map(|(path, ..)| path.parent()).collect();
    for folder in folders {
        fs::create_dir_all(folder).expect("the folder can be made");
    }
    let written = AtomicUsize::new(0);
    in_threads(|| {
        let (mut pack, mut bytes) = (File::open(pack).expect("the pack is there"), Vec::new());
        while let Some((path, from, length)) = places.get(written.fetch_add(1, Ordering::Relaxed)) {
            bytes.resize(*length, 0);
            let packed = pack.seek(SeekFrom::Start(*from)).and_then(|_| pack.read_exact(&mut bytes));
            packed.expect("the pack can be read");
            File::create(path).and_then(|mut file| file.write_all(&bytes)).expect("the file can be written");
        }
    });
}

fn in_threads(work: impl Fn() + Sync) {
    let count = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| (0..count).for_each(|_| drop(scope.spawn(&work))));
}

/// All files in a folder but those that a build made, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let is_ours = |entry: &walkdir::DirEntry| {
        entry.depth() == 1 && [Some("_site"), Some(".throughline")].contains(&entry.file_name().to_str())
    };
    let entries = WalkDir::new(folder).sort_by_file_name().into_iter().filter_entry(|entry| !is_ours(entry));
    let found = entries.map(|entry| entry.expect("the folder can be read"));
    found.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

fn listing(pack: &Path) -> PathBuf {
    pack.with_extension("list")
}
