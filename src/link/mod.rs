//! Documents to a [`Portfolio`]: who belongs to which inquiry and tag, what every link leads to, who links to whom.
//!
//! Pure. The way (`Linking`): put the documents on a `Shelf` (sorted, grouped, addressed), make a `Directory` of every name and address on it, resolve
//! every link against that, and assemble. Documents are referred to by index and nothing is more than a sort over the whole. When only a few texts
//! say something else than at the last linking, that one is taken up `again`.

mod addresses;
mod again;
mod backlinks;
mod broken;
mod by_document;
mod by_path;
mod candidates;
mod directory;
mod few;
mod led_to;
mod linking;
mod menu;
mod paths;
mod references;
mod related;
mod relations;
mod resolve;
mod resolver;
mod shelf;
mod shelving;
mod slips;
mod terms;

use std::sync::Arc;

use self::linking::Linking;
use crate::diag::Diagnosed;
use crate::model::document::Document;
use crate::model::portfolio::{HeldBack, Portfolio};
use crate::model::settings::Settings;

/// What there is to link.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// Every parsed document that is not held back, in any order.
    pub documents: &'a [Document],
    /// The paths of all files that a page might use, sorted.
    pub files: &'a [Arc<str>],
    /// What `portfolio.yaml` says.
    pub settings: &'a Settings,
    /// Whether drafts are built, and listed among the others.
    pub drafts: bool,
    /// The files that are held back because of an error: links to them become plain words.
    pub held: &'a HeldBack,
    /// Those of them that could be parsed and are not among `documents`, for their names.
    pub held_documents: &'a [Document],
}

/// What is worth remembering from one linking to the next. It changes nothing in what comes out.
#[derive(Debug, Default)]
pub struct Memory {
    related: related::Found,
    last: Option<Linking>,
}

/// Links everything. Every link that leads nowhere, every clash of addresses and every name that nothing bears is reported; the portfolio that comes
/// with errors is whole but for these links.
#[must_use]
pub fn link(material: Material<'_>, memory: &mut Memory) -> Diagnosed<Arc<Portfolio>> {
    let Memory { related, last } = memory;
    if let Some(linking) = last
        && let Some(changes) = linking.changes(&material)
    {
        linking.take(&material, changes);
        return linking.outcome();
    }
    let linking = Linking::new(&material, related);
    let outcome = linking.outcome();
    // What stands in for files that are held back is forgotten with them.
    let kept = material.held.is_empty().then_some(linking);
    // To let go of thousands of texts takes a moment for which nobody should wait.
    let old = std::mem::replace(last, kept);
    rayon::spawn(|| drop(old));
    outcome
}
