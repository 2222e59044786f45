//! The folder as it was found: what `read` makes and `parse` takes.

use std::path::PathBuf;
use std::sync::Arc;

/// All files of a portfolio that may matter, sorted by path.
#[derive(Clone, Debug, Default)]
pub struct SourceTree {
    /// Sorted by [`SourceFile::path`].
    pub files: Vec<SourceFile>,
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
    /// Its bytes, for files that are parsed; pictures and attachments are not read before a page uses them.
    pub bytes: Option<Vec<u8>>,
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
    /// Anything else: published only when a page uses it.
    Attachment,
}

/// A used attachment, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// As in [`SourceFile::path`].
    pub path: Arc<str>,
    /// Where it lies on the disk.
    pub disk: PathBuf,
    /// BLAKE3 of its bytes, the first 16.
    pub hash: [u8; 16],
}
