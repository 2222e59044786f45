//! The list of what in the output folder is ours.
//!
//! It is published with the site, so it tells no address: an entry is a hash. Whether a file is ours is found by hashing
//! its path, never by reading paths out of the list.

use std::collections::BTreeSet;

/// The name of the manifest in the output folder.
pub(super) const NAME: &str = ".throughline-manifest";

/// The first line; the number changes with the meaning of the others.
const MARK: &str = "throughline manifest 1";

/// BLAKE3 of a path, the first 16 bytes.
type Entry = [u8; 16];

/// The files and folders that are ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    entries: BTreeSet<Entry>,
}

impl Manifest {
    /// The manifest in these bytes; `None` if and only if they do not begin with our mark.
    /// A line that is no entry is passed over: the file that it meant counts as a stranger's, and is left alone.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let mut lines = text.lines();
        (lines.next()? == MARK).then(|| Self { entries: lines.filter_map(entry).collect() })
    }

    /// The bytes of the file, entries sorted.
    pub(super) fn to_text(&self) -> String {
        let mut text = format!("{MARK}\n");
        for entry in &self.entries {
            text.extend(entry.iter().map(|byte| format!("{byte:02x}")));
            text.push('\n');
        }
        text
    }

    /// Whether the file at `path` is ours.
    pub(super) fn knows_file(&self, path: &str) -> bool {
        self.entries.contains(&hash(path))
    }

    /// Whether the folder at `path` is ours.
    pub(super) fn knows_folder(&self, path: &str) -> bool {
        self.knows_file(&as_folder(path))
    }

    /// Takes up the file at `path`.
    pub(super) fn add_file(&mut self, path: &str) {
        self.entries.insert(hash(path));
    }

    /// Takes up the folder at `path`.
    pub(super) fn add_folder(&mut self, path: &str) {
        self.add_file(&as_folder(path));
    }

    /// What either of the two knows.
    pub(super) fn with(&self, other: &Self) -> Self {
        Self { entries: self.entries.union(&other.entries).copied().collect() }
    }
}

/// No file's path ends so; the two kinds cannot be taken for each other.
fn as_folder(path: &str) -> String {
    format!("{path}/")
}

fn hash(path: &str) -> Entry {
    crate::digest::of(path.as_bytes())
}

fn entry(line: &str) -> Option<Entry> {
    if line.len() != 32 || !line.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let mut entry = [0; 16];
    for (i, byte) in entry.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&line[2 * i..2 * i + 2], 16).ok()?;
    }
    Some(entry)
}

#[cfg(test)]
mod tests {
    use super::Manifest;

    #[test]
    fn what_is_written_is_read_back() {
        let mut manifest = Manifest::default();
        manifest.add_file("index.html");
        manifest.add_folder("tags");
        let text = manifest.to_text();
        assert_eq!(Manifest::parse(text.as_bytes()), Some(manifest.clone()));
        assert!(manifest.knows_file("index.html") && !manifest.knows_folder("index.html"));
        assert!(manifest.knows_folder("tags") && !manifest.knows_file("tags"));
        assert!(!text.contains("index") && !text.contains("tags"));
    }

    #[test]
    fn only_our_mark_makes_a_manifest() {
        assert_eq!(Manifest::parse(b"throughline manifest 1\n"), Some(Manifest::default()));
        assert_eq!(Manifest::parse(b"throughline manifest 1\nnonsense\n+1\n"), Some(Manifest::default()));
        for other in [&b""[..], b"throughline manifest 2\n", b"\xff", b"hello\n"] {
            assert_eq!(Manifest::parse(other), None);
        }
    }
}
