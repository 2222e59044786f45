//! The documents of a material to a [`Shelf`]: sorted, then grouped by inquiry, stage and tag.

use super::shelf::{Shelf, is_listed};
use super::{Material, slips, terms};
use crate::diag::Diagnostic;
use crate::model::portfolio::DocumentId;

/// Puts the documents of a material on a shelf.
pub(super) fn shelve(material: &Material<'_>, diagnostics: &mut Vec<Diagnostic>) -> Shelf {
    let (mut shelf, inquiries) = Shelf::of(material, diagnostics);
    shelf.threads = terms::threads(&shelf, inquiries, diagnostics);
    terms::stages(&mut shelf, material.held, diagnostics);
    slips::tell(&shelf, material.held, diagnostics);
    shelf.tags = terms::tags(&shelf).into();
    let is_unlisted = |id: &DocumentId| shelf.head(*id).is_some_and(|head| !is_listed(head));
    shelf.unlisted = shelf.ids().into_iter().filter(is_unlisted).collect();
    shelf
}
