//! The folder as it was found: what `read` makes and `parse` takes.

use std::borrow::Cow;
use std::fs::Metadata;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

use super::address::Address;

/// What is of no use, or of no concern, to others, at the top of a portfolio and in folders of these names further down: notes that are only for the
/// author, the result, the caches. None of it is ever committed.
pub const KEPT_AT_HOME: [&str; 3] = ["private", "_site", ".throughline"];

/// What editors leave beside the file they edit: names in which a star stands for any letters.
pub const LEFTOVERS: [&str; 5] = ["*~", "#*#", "*.swp", "*.swo", "*.swx"];

/// Whether the name of a file is one in which a star stands for one letter or more, whatever the case of its letters.
#[must_use]
pub fn fits(name: &str, pattern: &str) -> bool {
    let (name, pattern) = (name.to_ascii_lowercase(), pattern.to_ascii_lowercase());
    match pattern.split_once('*') {
        Some((before, after)) => {
            name.len() > before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
        }
        None => name == pattern,
    }
}

/// All files of a portfolio that may matter, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct SourceTree {
    /// Sorted by [`SourceFile::path`].
    pub files: Vec<SourceFile>,
}

impl SourceTree {
    /// Every path of the folder, sorted.
    #[must_use]
    pub fn paths(&self) -> Vec<Arc<str>> {
        self.files.iter().map(|file| Arc::clone(&file.path)).collect()
    }
}

/// One file of the folder.
#[derive(Clone, Debug)]
pub struct SourceFile {
    /// Relative to the folder, with `/` between its parts, as the file system spells it.
    pub path: Arc<str>,
    /// Where it lies on the disk.
    pub disk: PathBuf,
    /// What it is taken for.
    pub role: Role,
    /// Its bytes, for files that are parsed. `None` for pictures and attachments, which are not read before a page uses them, and for a text
    /// that has not changed since it was last read.
    pub bytes: Option<Vec<u8>>,
    /// What the file system says of it; `None` when that proves nothing (it was changed only just now, or not looked at).
    pub stamp: Option<Stamp>,
}

/// What the file system says of a file. Two equal stamps, both taken well after the last change, mean equal bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// Its length in bytes.
    pub length: u64,
    /// When its bytes changed, in nanoseconds since 1970.
    pub modified: i64,
    /// When anything of it changed, in nanoseconds since 1970; 0 where systems do not tell.
    pub changed: i64,
    /// Which file it is on its disk; 0 where systems do not tell.
    pub number: u64,
}

impl Stamp {
    /// The stamp of a file; `None` where the system does not say when it changed.
    #[must_use]
    pub fn of(metadata: &Metadata) -> Option<Self> {
        let since = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let (changed, number) = of_system(metadata);
        Some(Self { length: metadata.len(), modified: i64::try_from(since.as_nanos()).ok()?, changed, number })
    }
}

#[cfg(unix)]
fn of_system(metadata: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn of_system(_metadata: &Metadata) -> (i64, u64) {
    (0, 0)
}

/// What a file is taken for, by its place and name alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// `portfolio.yaml`
    Settings,
    /// A Markdown file: reflection, page, inquiry or home, by what it says.
    Markdown,
    /// A file of `theme/`.
    Theme,
    /// The `CNAME` file of a custom domain.
    Cname,
    /// `consent.yaml`
    Consent,
    /// Anything else: published only when a page uses it.
    Attachment,
}

/// Words, or a path, with each accented letter in one character (NFC). macOS keeps names in two.
#[must_use]
pub fn composed(words: &str) -> Cow<'_, str> {
    if words.is_ascii() { Cow::Borrowed(words) } else { Cow::Owned(words.nfc().collect()) }
}

/// A used attachment, read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// As in [`SourceFile::path`].
    pub path: Arc<str>,
    /// Where it lies on the disk.
    pub disk: PathBuf,
    /// BLAKE3 of its bytes, the first 16.
    pub hash: [u8; 16],
    /// As in [`SourceFile::stamp`].
    pub stamp: Option<Stamp>,
}

impl Attachment {
    /// Where it stands in the site.
    #[must_use]
    pub fn address(&self) -> Address {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        Address::asset(name, &self.hash)
    }
}
