//! The list of what in the output folder is ours.
//!
//! It is published with the site, so it tells no address: an entry is a hash. Whether a file is ours is found by hashing
//! its path, never by reading paths out of the list.

use ahash::AHashSet;

/// The name of the manifest in the output folder.
pub(super) const NAME: &str = ".throughline-manifest";

/// The first line; the number changes with the meaning of the others.
const MARK: &str = "throughline manifest 1";

/// How many bytes tell whether it is a manifest: its first line.
pub(super) const BEGINNING: u64 = MARK.len() as u64 + 1;

/// BLAKE3 of a path, the first 16 bytes; of a folder's with a slash behind it. No file's path ends so: the two cannot be taken for each other.
pub(super) type Entry = [u8; 16];

/// The files and folders that are ours.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Manifest {
    entries: AHashSet<Entry>,
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
        let mut entries: Vec<&Entry> = self.entries.iter().collect();
        entries.sort_unstable();
        let mut text = String::with_capacity(MARK.len() + 1 + 33 * entries.len());
        text.push_str(MARK);
        text.push('\n');
        for entry in entries {
            text.extend(entry.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit));
            text.push('\n');
        }
        text
    }

    /// Whether what an entry stands for is ours.
    pub(super) fn knows(&self, entry: &Entry) -> bool {
        self.entries.contains(entry)
    }

    /// Takes up what an entry stands for.
    pub(super) fn add(&mut self, entry: Entry) {
        self.entries.insert(entry);
    }

    /// What either of the two knows.
    pub(super) fn with(&self, other: &Self) -> Self {
        Self { entries: self.entries.union(&other.entries).copied().collect() }
    }
}

/// Whether a file that begins so is a manifest.
pub(super) fn begins(beginning: &[u8]) -> bool {
    let line = beginning.split(|&byte| byte == b'\n').next().unwrap_or_default();
    line.strip_suffix(b"\r").unwrap_or(line) == MARK.as_bytes()
}

/// The entry of the file at `path`.
pub(super) fn file(path: &str) -> Entry {
    crate::digest::lasting(path.as_bytes())
}

/// The entry of the folder at `path`.
pub(super) fn folder(path: &str) -> Entry {
    file(&format!("{path}/"))
}

/// A hexadecimal digit of a number below 16.
fn digit(number: u8) -> char {
    char::from_digit(number.into(), 16).expect("it is below 16")
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
    use super::{Manifest, file, folder};

    #[test]
    fn what_is_written_is_read_back() {
        let mut manifest = Manifest::default();
        manifest.add(file("index.html"));
        manifest.add(folder("tags"));
        let text = manifest.to_text();
        assert_eq!(Manifest::parse(text.as_bytes()), Some(manifest.clone()));
        assert!(manifest.knows(&file("index.html")) && !manifest.knows(&folder("index.html")));
        assert!(manifest.knows(&folder("tags")) && !manifest.knows(&file("tags")));
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
