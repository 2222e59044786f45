//! What lies in the folder: one sorted walk over real files, then one over the symbolic links that it met.
//!
//! In: the folder. Out: every file with its role, sorted by path. No file is opened here.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::{DirEntry, WalkDir};

use super::{GONE, roles};
use crate::diag::{Broken, Diagnosed, Diagnostic};
use crate::model::source::Role;

/// A file with a role.
pub(super) struct Found {
    /// Relative to the folder, with `/` between its parts.
    pub(super) path: String,
    /// Where it is opened.
    pub(super) disk: PathBuf,
    /// What it is taken for.
    pub(super) role: Role,
}

/// A folder to look into: the portfolio itself, or one that a link leads to.
pub(super) struct Folder {
    /// Relative to the portfolio, by way of the link; empty for the portfolio itself.
    pub(super) path: String,
    /// Where it is opened.
    pub(super) disk: PathBuf,
    /// Where it really lies, every link resolved.
    pub(super) real: PathBuf,
    /// By way of how many links it was reached.
    pub(super) links: usize,
}

/// The state of a walk.
pub(super) struct Walk {
    /// Where the portfolio really lies.
    pub(super) home: PathBuf,
    /// Where the output folder really lies, if it is there.
    pub(super) out: Option<PathBuf>,
    /// Every file so far.
    pub(super) found: Vec<Found>,
    /// Where each Markdown file so far really lies, and the path under which it is read; known once there are links to follow.
    pub(super) texts: Option<BTreeMap<PathBuf, String>>,
    /// Every link so far.
    pub(super) links: Vec<Link>,
    /// What was found wrong.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// Finds the files of the portfolio in `root`, without those of the output folder `out`.
pub(super) fn walk(root: &Path, out: &Path) -> Result<Diagnosed<Vec<Found>>, Broken> {
    let home = std::fs::canonicalize(root).map_err(|cause| Broken {
        act: "open the folder",
        path: root.display().to_string(),
        cause,
    })?;
    let mut walk = Walk {
        home: home.clone(),
        out: std::fs::canonicalize(out).ok(),
        found: Vec::new(),
        texts: None,
        links: Vec::new(),
        diagnostics: Vec::new(),
    };
    walk.look_into(&Folder { path: String::new(), disk: root.to_path_buf(), real: home, links: 0 });
    walk.follow_links();
    walk.found.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    walk.settle_settings();
    Ok(Diagnosed { value: walk.found, diagnostics: walk.diagnostics })
}

/// A symbolic link.
#[derive(Clone)]
pub(super) struct Link {
    /// Relative to the folder, with `/` between its parts.
    pub(super) path: String,
    /// Where it is opened.
    pub(super) disk: PathBuf,
    /// Where the link itself really lies.
    pub(super) real: PathBuf,
    /// By way of how many links one gets behind it.
    pub(super) links: usize,
}

impl Walk {
    /// Takes in every file below `folder`, and gives how many texts were passed over because they are read elsewhere.
    pub(super) fn look_into(&mut self, folder: &Folder) -> usize {
        let mut read_elsewhere = 0;
        let mut entries = WalkDir::new(&folder.disk).min_depth(1).into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {
                    if !self.enters(folder, &entry) {
                        entries.skip_current_dir();
                    }
                }
                Ok(entry) => read_elsewhere += usize::from(!self.meet(folder, &entry)),
                Err(error) => self.closed_folder(folder, &error),
            }
        }
        read_elsewhere
    }

    fn enters(&mut self, folder: &Folder, entry: &DirEntry) -> bool {
        let Some(path) = self.path(folder, entry.path()) else { return false };
        roles::is_looked_into(&path) && Some(&folder.real_place(entry.path())) != self.out.as_ref()
    }

    /// Takes in one entry that is no folder; `false` if and only if it is a text that is already read under another path.
    fn meet(&mut self, folder: &Folder, entry: &DirEntry) -> bool {
        let Some(path) = self.path(folder, entry.path()) else { return true };
        let Some(role) = roles::role(&path) else { return true };
        let kind = entry.file_type();
        if kind.is_symlink() {
            let (disk, real) = (entry.path().to_path_buf(), folder.real_place(entry.path()));
            self.links.push(Link { path, disk, real, links: folder.links + 1 });
        } else if kind.is_file() {
            let real = || folder.real_place(entry.path());
            return self.take(Found { path, disk: entry.path().to_path_buf(), role }, real).is_none();
        } else if role == Role::Markdown {
            self.diagnostics.push(
                Diagnostic::warning("not-a-file", "this is not an ordinary file; it is passed over")
                    .in_file(&Arc::from(path)),
            );
        }
        true
    }

    /// Takes in a file and where it really lies. A text is taken once only: when it is already there under another path,
    /// that path is given and nothing is taken.
    pub(super) fn take(&mut self, found: Found, real: impl FnOnce() -> PathBuf) -> Option<String> {
        if let (Role::Markdown, Some(texts)) = (found.role, &mut self.texts) {
            let real = real();
            if let Some(first) = texts.get(&real) {
                return Some(first.clone());
            }
            texts.insert(real, found.path.clone());
        }
        self.found.push(found);
        None
    }

    /// The path of `disk`, relative to the portfolio; `None`, with a diagnostic, when its name is no text.
    fn path(&mut self, folder: &Folder, disk: &Path) -> Option<String> {
        let whole = disk.to_str().filter(|_| !cfg!(windows));
        let below = whole.zip(folder.disk.to_str()).and_then(|(disk, folder)| disk.strip_prefix(folder));
        if let Some(below) = below {
            return Some(folder.joined(below.trim_start_matches('/')));
        }
        let below = folder.below(disk);
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        match parts {
            Some(parts) => Some(folder.joined(&parts.join("/"))),
            None => {
                self.diagnostics.push(unspeakable(&folder.joined(&lossy(below))));
                None
            }
        }
    }

    fn closed_folder(&mut self, folder: &Folder, error: &walkdir::Error) {
        let below = folder.below(error.path().unwrap_or(&folder.disk));
        let path = folder.joined(&lossy(below));
        let is_gone = error.io_error().is_some_and(|cause| cause.kind() == ErrorKind::NotFound);
        let found = if is_gone {
            Diagnostic::error(GONE, "this folder has gone since the portfolio was listed").help("build again")
        } else {
            Diagnostic::error("unreadable-folder", "this folder cannot be opened")
                .help("give yourself permission to open it, or move it out of the portfolio")
        };
        self.diagnostics.push(found.in_file(&Arc::from(path)));
    }

    /// Keeps one settings file when there are several, and says so.
    fn settle_settings(&mut self) {
        let mut kept: Option<String> = None;
        let mut mistakes = Vec::new();
        self.found.retain(|found| match (&kept, found.role) {
            (Some(first), Role::Settings) => {
                mistakes.push(second_settings(first, &found.path));
                false
            }
            (None, Role::Settings) => {
                kept = Some(found.path.clone());
                true
            }
            _ => true,
        });
        self.diagnostics.extend(mistakes);
    }
}

impl Folder {
    fn below<'a>(&self, disk: &'a Path) -> &'a Path {
        disk.strip_prefix(&self.disk).unwrap_or(disk)
    }

    fn real_place(&self, disk: &Path) -> PathBuf {
        self.real.join(self.below(disk))
    }

    fn joined(&self, below: &str) -> String {
        match (self.path.as_str(), below) {
            ("", below) => below.to_owned(),
            (path, "") => path.to_owned(),
            (path, below) => format!("{path}/{below}"),
        }
    }
}

/// A path with `/` between its parts, whatever its bytes.
fn lossy(path: &Path) -> String {
    path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
}

fn unspeakable(lossy: &str) -> Diagnostic {
    Diagnostic::error("name-not-text", "the name of this file or folder cannot be read as text")
        .in_file(&Arc::from(lossy))
        .help("give it another name; the odd places are shown as \u{fffd}")
}

fn second_settings(first: &str, second: &str) -> Diagnostic {
    Diagnostic::error("two-settings", format!("the settings are already in \"{first}\""))
        .in_file(&Arc::from(second))
        .help("keep one of the two files")
}
