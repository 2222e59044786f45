//! The ground that is listened to: which paths matter, and a walk over the folders that do.
//!
//! In: the folder, and what to ignore in it. Out: yes or no for a path (pure), or every folder and file that matters (reads names,
//! opens no file). What is passed over here is passed over by `read`, too; the reverse need not hold, and costs a look that finds nothing.

use std::collections::BTreeSet;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

/// The folder and what is ignored in it, as they were named.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The folder, absolute.
    pub(super) folder: PathBuf,
    /// Folders and files that never ring, absolute.
    pub(super) ignored: Vec<PathBuf>,
}

impl Place {
    /// The place of these paths, which hold even if the program goes to another working folder.
    pub(super) fn new(folder: &Path, ignored: &[PathBuf]) -> io::Result<Self> {
        let ignored = ignored.iter().map(std::path::absolute).collect::<io::Result<_>>()?;
        Ok(Self { folder: std::path::absolute(folder)?, ignored })
    }
}

/// The same with every link resolved, as the system names things in its events.
#[derive(Clone, Debug)]
pub(super) struct Ground {
    home: PathBuf,
    ignored: Vec<PathBuf>,
    /// Folders that matter only because a link leads into them, as one into `.notes`.
    linked: BTreeSet<PathBuf>,
}

/// What a walk meets.
pub(super) enum Met<'a> {
    /// A folder, before its entries are read.
    Folder(&'a Path),
    /// A file, or a link, by its own path.
    File(&'a Path),
}

/// Where an entry leads.
enum Way {
    Nowhere,
    File,
    Folder(PathBuf),
    /// A link to a file that lies in this folder.
    FileIn(PathBuf),
}

impl Ground {
    /// The ground of a place as it is now.
    pub(super) fn of(place: &Place) -> io::Result<Self> {
        let home = fs::canonicalize(&place.folder)?;
        let ignored = place.ignored.iter().map(|path| real(path)).collect();
        Ok(Self { home, ignored, linked: BTreeSet::new() })
    }

    /// Where the folder really lies.
    pub(super) fn home(&self) -> &Path {
        &self.home
    }

    /// Whether a change of `path` may change the site.
    pub(super) fn rings(&self, path: &Path) -> bool {
        let open = |base: &PathBuf| path.strip_prefix(base).is_ok_and(is_open);
        !self.is_ignored(path) && (open(&self.home) || self.linked.iter().any(open))
    }

    fn is_ignored(&self, path: &Path) -> bool {
        self.ignored.iter().any(|ignored| path.starts_with(ignored))
    }

    /// Meets what lies at `from` and all below it that matters, also behind links that stay in the folder; nothing if nothing is there.
    ///
    /// # Errors
    /// The first error of `meet`, which ends the walk.
    pub(super) fn walk<E>(&mut self, from: &Path, mut meet: impl FnMut(Met<'_>) -> Result<(), E>) -> Result<(), E> {
        let mut ahead = Vec::new();
        if let Ok(start) = fs::symlink_metadata(from) {
            self.step(from, start.file_type(), &mut ahead, &mut meet)?;
        }
        let mut seen = BTreeSet::new();
        while let Some(folder) = ahead.pop() {
            if !seen.insert(folder.clone()) {
                continue;
            }
            meet(Met::Folder(&folder))?;
            // A folder that has gone or is closed to us holds nothing to meet.
            for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
                if let Ok(kind) = entry.file_type() {
                    self.step(&entry.path(), kind, &mut ahead, &mut meet)?;
                }
            }
        }
        Ok(())
    }

    fn step<E>(
        &mut self,
        path: &Path,
        kind: FileType,
        ahead: &mut Vec<PathBuf>,
        meet: &mut impl FnMut(Met<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match self.way(path, kind) {
            Way::Nowhere => Ok(()),
            Way::File => meet(Met::File(path)),
            Way::Folder(folder) => {
                self.open(&folder);
                ahead.push(folder);
                Ok(())
            }
            Way::FileIn(folder) => {
                self.open(&folder);
                meet(Met::Folder(&folder))?;
                meet(Met::File(path))
            }
        }
    }

    fn way(&self, path: &Path, kind: FileType) -> Way {
        if !self.rings(path) {
            return Way::Nowhere;
        }
        if kind.is_dir() {
            return Way::Folder(path.to_owned());
        }
        match kind.is_symlink().then(|| fs::canonicalize(path)) {
            Some(Ok(real)) if real.starts_with(&self.home) && !self.is_ignored(&real) => self.way_behind(real),
            _ => Way::File,
        }
    }

    /// The way to where a link leads.
    fn way_behind(&self, real: PathBuf) -> Way {
        match real.parent() {
            _ if real.is_dir() => Way::Folder(real),
            Some(parent) => Way::FileIn(parent.to_owned()),
            None => Way::File,
        }
    }

    fn open(&mut self, folder: &Path) {
        if !self.rings(folder) {
            self.linked.insert(folder.to_owned());
        }
    }
}

/// The path with its links resolved, as far as it is there.
fn real(path: &Path) -> PathBuf {
    match (fs::canonicalize(path), path.parent(), path.file_name()) {
        (Ok(real), _, _) => real,
        (Err(_), Some(parent), Some(name)) => real(parent).join(name),
        (Err(_), _, _) => path.to_owned(),
    }
}

/// Whether no part of a path below the folder has a name that is passed over.
fn is_open(below: &Path) -> bool {
    let mut parts = below.iter().map(|part| part.to_string_lossy());
    let last = parts.next_back();
    last.is_none_or(|name| !is_closed(&name) && !is_leftover(&name)) && !parts.any(|name| is_closed(&name))
}

/// Whether nothing of this name, and nothing in a folder of this name, is ever part of a site.
fn is_closed(name: &str) -> bool {
    name.starts_with('.') || name == "node_modules"
}

/// What editors leave beside the file they edit, hidden files aside. `4913`, which alone of these would be read (as an attachment that
/// no page uses), is how vim tries whether a folder can be written to.
fn is_leftover(name: &str) -> bool {
    name == "4913"
        || name.ends_with('~')
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || [".swp", ".swo", ".swx"].iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::Ground;

    fn ground() -> Ground {
        Ground {
            home: PathBuf::from("/home/.me/portfolio"),
            ignored: vec![PathBuf::from("/home/.me/portfolio/_site"), PathBuf::from("/home/.me/portfolio/a/out")],
            linked: [PathBuf::from("/home/.me/portfolio/.notes/open")].into(),
        }
    }

    #[test]
    fn a_path_rings_unless_it_is_ignored_or_its_name_is_passed_over() {
        let cases = [
            ("", true),
            ("portfolio.yaml", true),
            ("reflections/2026-03-11-x.md", true),
            ("reflections/new folder", true),
            ("theme/style.css", true),
            ("ngā/学び.md", true),
            ("_site", false),
            ("_site/index.html", false),
            ("_site2/index.html", true),
            ("a/out/index.html", false),
            ("a/out.md", true),
            (".git", false),
            (".git/index.lock", false),
            (".throughline/parsed", false),
            ("node_modules", false),
            ("a/node_modules/b/x.md", false),
            ("reflections/.x.md.swp", false),
            ("reflections/x.md.swp", false),
            ("reflections/x.md~", false),
            ("reflections/#x.md#", false),
            ("reflections/.#x.md", false),
            ("reflections/4913", false),
            ("reflections/4913.md", true),
            ("reflections/.throughline-abc.tmp", false),
            ("reflections/.DS_Store", false),
            ("#/x.md", true),
            ("x~/x.md", true),
            (".notes/x.md", false),
            (".notes/open", true),
            (".notes/open/x.md", true),
            (".notes/open/.git/x.md", false),
        ];
        for (path, expected) in cases {
            assert_eq!(ground().rings(&Path::new("/home/.me/portfolio").join(path)), expected, "{path}");
        }
    }

    #[test]
    fn nothing_outside_the_folder_rings() {
        for path in ["/home/.me/x.md", "/home/.me/portfolio2/x.md", "/", "x.md"] {
            assert!(!ground().rings(Path::new(path)), "{path}");
        }
    }
}
