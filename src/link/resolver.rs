//! What resolving is done with, link by link: all that is known of the others, the link as it was written, and what came of it.

use std::sync::Arc;

use super::Material;
use super::addresses::Addresses;
use super::by_document::ByDocument;
use super::directory::Directory;
use super::shelf::{Named, Shelf};
use crate::diag::{Diagnostic, Place};
use crate::markdown::LinkKind;
use crate::model::document::Head;
use crate::model::portfolio::{Destination, DocumentId};

/// All that resolving needs to know.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'a> {
    pub material: Material<'a>,
    pub shelf: &'a Shelf,
    pub addresses: &'a Addresses,
    pub directory: &'a Directory,
}

/// What the links of a document came to.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    /// Where each of them leads.
    pub destinations: Arc<[Destination]>,
    pub trail: Trail,
}

/// What the links of every document came to.
pub(super) type Destinations = ByDocument<Resolved>;

/// What is noted on the way to the destinations of links.
#[derive(Debug, Default)]
pub(super) struct Trail {
    /// What is to be told.
    pub diagnostics: Vec<Diagnostic>,
    /// The names that titles might decide about, as slugs: neither a file's name nor a slug did.
    pub titles: Vec<Box<str>>,
}

/// A link being resolved: who wrote it, and where.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    pub head: &'a Head,
    pub id: DocumentId,
    pub place: Place,
    pub kind: LinkKind,
}

impl Written<'_> {
    /// The folder of the file it is written in.
    pub fn folder(&self) -> &str {
        folder(&self.head.path)
    }

    /// An error at the link.
    pub fn error(&self, code: &'static str, message: String) -> Diagnostic {
        Diagnostic::error(code, message).in_file(&self.head.path).at(self.place)
    }

    /// A warning there.
    pub fn warning(&self, code: &'static str, message: String) -> Diagnostic {
        Diagnostic::warning(code, message).in_file(&self.head.path).at(self.place)
    }
}

impl Resolver<'_> {
    /// The file that was named; `None` for one that is held back.
    pub fn path(&self, named: Named) -> Option<&str> {
        match named {
            Named::Built(id) => self.shelf.head(id).map(|head| &*head.path),
            Named::Draft(index) => Some(&self.shelf.left_out[index].head().path),
            Named::Held => None,
        }
    }
}

/// The folder that `path` lies in.
pub(super) fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}
