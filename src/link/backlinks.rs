//! Who links to whom. Only listed documents are named: what links here from an unlisted page or a left-out draft stays untold.

use std::cmp::Reverse;

use super::Destinations;
use super::by_document::ByDocument;
use super::shelf::Shelf;
use crate::markdown::LinkKind;
use crate::model::portfolio::{Backlink, Destination, DocumentId};

/// The backlinks of every document that has any: each linking document once, by its first link; the newest first, then pages.
pub(super) fn collect(shelf: &Shelf, destinations: &Destinations) -> ByDocument<Vec<Backlink>> {
    let mut backlinks: ByDocument<Vec<Backlink>> = ByDocument::of(shelf);
    for from in shelf.ids().into_iter().filter(|from| shelf.lists(*from)) {
        let Some(head) = shelf.head(from) else { continue };
        for (link, destination) in destinations[from].iter().enumerate() {
            let Destination::Document { id: to, .. } = destination else { continue };
            let list = &mut backlinks[*to];
            let known = list.last().is_some_and(|last| last.from == from);
            if *to != from && !known && head.body.links[link].kind == LinkKind::Follow {
                list.push(Backlink { from, link });
            }
        }
    }
    let day = |id: DocumentId| match id {
        DocumentId::Reflection(index) => Some(shelf.days[index]),
        _ => None,
    };
    for list in backlinks.values_mut().filter(|list| list.len() > 1) {
        list.sort_by_key(|backlink| (Reverse(day(backlink.from)), backlink.from));
    }
    backlinks
}
