//! Symbolic links: followed when they stay inside the portfolio, reported when they do not.
//!
//! In: the links that a walk met. Out: the files behind them, under the links' own paths. A text that is already read
//! under its real path does not become a second one; a picture may be reached by as many ways as the author likes.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::walk::{Folder, Found, Link, Walk};
use super::{roles, unreadable};
use crate::diag::Diagnostic;
use crate::model::source::Role;

/// By way of how many links a file may be reached. It bounds the work when links multiply one another.
const DEEPEST: usize = 4;

/// Where a link leads.
enum Destination {
    File(PathBuf),
    Folder(PathBuf),
    PassedOver,
    Nowhere,
    Outside,
    Loop,
    TooFar,
    Closed(io::Error),
}

impl Walk {
    /// Follows every link, and those that are met behind them, in the order of their paths.
    pub(super) fn follow_links(&mut self) {
        if self.links.is_empty() {
            return;
        }
        let texts = self.found.iter().filter(|found| found.role == Role::Markdown);
        self.texts = Some(texts.map(|text| (self.home.join(&text.path), text.path.clone())).collect());
        self.links.sort_by(|a, b| a.path.cmp(&b.path));
        let mut next = 0;
        while let Some(link) = self.links.get(next).cloned() {
            let met = self.links.len();
            self.follow(&link);
            self.links[met..].sort_by(|a, b| a.path.cmp(&b.path));
            next += 1;
        }
    }

    fn follow(&mut self, link: &Link) {
        let path: Arc<str> = Arc::from(link.path.as_str());
        let said = match self.destination(link) {
            Destination::File(real) => self.follow_to_file(link, real),
            Destination::Folder(real) => self.follow_to_folder(link, real),
            Destination::PassedOver => None,
            Destination::Nowhere => Some(nowhere()),
            Destination::Outside => Some(outside()),
            Destination::Loop => Some(in_a_loop()),
            Destination::TooFar => Some(too_far()),
            Destination::Closed(error) => Some(unreadable(&path, &error)),
        };
        self.diagnostics.extend(said.map(|d| d.in_file(&path)));
    }

    fn follow_to_file(&mut self, link: &Link, real: PathBuf) -> Option<Diagnostic> {
        let role = roles::role(&link.path)?;
        let first = self.take(Found { path: link.path.clone(), disk: link.disk.clone(), role }, || real)?;
        let message =
            format!("this symbolic link leads to \"{first}\", which is read there; it does not become a second page");
        Some(Diagnostic::note("link-repeats", message))
    }

    fn follow_to_folder(&mut self, link: &Link, real: PathBuf) -> Option<Diagnostic> {
        let folder = Folder { path: link.path.clone(), disk: link.disk.clone(), real, links: link.links };
        let texts = match self.look_into(&folder) {
            0 => return None,
            1 => "a text that is read where it lies; it does not become a second page".to_owned(),
            n => format!("{n} texts that are read where they lie; they do not become second pages"),
        };
        Some(Diagnostic::note("link-repeats", format!("this symbolic link leads to {texts}")))
    }

    fn destination(&self, link: &Link) -> Destination {
        let real = match std::fs::canonicalize(&link.disk) {
            Ok(real) => real,
            Err(e) if e.kind() == ErrorKind::NotFound => return Destination::Nowhere,
            Err(e) if e.kind() == ErrorKind::PermissionDenied => return Destination::Closed(e),
            // What is left is the system's own "too many levels of links", which has no stable name.
            Err(_) => return Destination::Loop,
        };
        let is_folder = real.is_dir();
        if (is_folder && !roles::is_looked_into(&link.path)) || self.is_output(&real) {
            Destination::PassedOver
        } else if !real.starts_with(&self.home) {
            Destination::Outside
        } else if !is_folder {
            if real.is_file() { Destination::File(real) } else { Destination::PassedOver }
        } else if self.leads_back(link, &real) {
            Destination::Loop
        } else if link.links > DEEPEST {
            Destination::TooFar
        } else {
            Destination::Folder(real)
        }
    }

    fn is_output(&self, real: &Path) -> bool {
        self.out.as_ref().is_some_and(|out| real.starts_with(out))
    }

    /// Whether who goes through `link` into `target`, and on through the links there, comes to `link` again.
    fn leads_back(&self, link: &Link, target: &Path) -> bool {
        let mut reached = vec![target.to_path_buf()];
        let mut next = 0;
        while let Some(folder) = reached.get(next).cloned() {
            if link.real.starts_with(&folder) {
                return true;
            }
            for other in self.links.iter().filter(|l| l.real.starts_with(&folder)) {
                if let Ok(further) = std::fs::canonicalize(&other.disk)
                    && !reached.contains(&further)
                {
                    reached.push(further);
                }
            }
            next += 1;
        }
        false
    }
}

fn nowhere() -> Diagnostic {
    Diagnostic::warning("link-to-nowhere", "this symbolic link leads to a file that is not there; it is passed over")
        .help("delete the link, or put back what it leads to")
}

fn outside() -> Diagnostic {
    Diagnostic::error("link-out-of-folder", "this symbolic link leads out of the portfolio")
        .help("put a copy of the file in its place: a portfolio must hold all that it shows")
}

fn too_far() -> Diagnostic {
    Diagnostic::error("link-too-far", format!("this symbolic link lies behind {DEEPEST} others; it is not followed"))
        .help("let a link lead straight to the folder that is meant")
}

fn in_a_loop() -> Diagnostic {
    Diagnostic::error("link-loop", "this symbolic link leads back to itself").help("delete the link")
}
