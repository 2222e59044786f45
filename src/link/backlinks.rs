//! Who links to whom. Only listed documents are named: what links here from an unlisted page or a left-out draft stays untold.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::Destinations;
use super::shelf::Shelf;
use crate::markdown::LinkKind;
use crate::model::portfolio::{Backlink, Destination, DocumentId};

/// The backlinks of every document that has any: each linking document once, by its first link; the newest first, then pages.
pub(super) fn collect(shelf: &Shelf, destinations: &Destinations) -> BTreeMap<DocumentId, Vec<Backlink>> {
    let mut backlinks: BTreeMap<DocumentId, Vec<Backlink>> = BTreeMap::new();
    for (&from, destinations) in destinations.iter().filter(|(from, _)| shelf.lists(**from)) {
        let Some(head) = shelf.head(from) else { continue };
        for (link, destination) in destinations.iter().enumerate() {
            let Destination::Inside { document: Some(to), .. } = destination else { continue };
            let known = backlinks.get(to).and_then(|list| list.last()).is_some_and(|last| last.from == from);
            if *to != from && !known && head.body.links[link].kind == LinkKind::Follow {
                backlinks.entry(*to).or_default().push(Backlink { from, link });
            }
        }
    }
    for list in backlinks.values_mut() {
        list.sort_by_key(|backlink| (std::cmp::Reverse(day(shelf, backlink.from)), backlink.from));
    }
    backlinks
}

fn day(shelf: &Shelf, id: DocumentId) -> Option<NaiveDate> {
    match id {
        DocumentId::Reflection(index) => Some(shelf.reflections[index].date),
        _ => None,
    }
}
