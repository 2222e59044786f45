//! Who links to whom. Only listed documents are named: what links here from an unlisted page or a left-out draft stays untold.

use std::cmp::Reverse;

use rayon::prelude::*;

use super::by_document::ByDocument;
use super::resolver::Destinations;
use super::shelf::Shelf;
use crate::markdown::LinkKind;
use crate::model::document::Head;
use crate::model::portfolio::{Backlink, Destination, DocumentId};

/// A document that another links to, and the first link that does.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tie {
    pub to: DocumentId,
    pub link: usize,
}

/// The other documents that one links to, each once.
pub(super) fn ties(from: DocumentId, head: &Head, destinations: &[Destination]) -> Vec<Tie> {
    let mut ties: Vec<Tie> = Vec::new();
    for (link, destination) in destinations.iter().enumerate() {
        let Destination::Document { id: to, .. } = destination else { continue };
        if *to != from && head.body.links[link].kind == LinkKind::Follow {
            ties.push(Tie { to: *to, link });
        }
    }
    ties.sort_unstable_by_key(|tie| (tie.to, tie.link));
    ties.dedup_by_key(|tie| tie.to);
    ties
}

/// The backlinks of every document that has any: each linking document once, by its first link; the newest first, then pages.
pub(super) fn collect(shelf: &Shelf, destinations: &Destinations) -> ByDocument<Vec<Backlink>> {
    let mut backlinks: ByDocument<Vec<Backlink>> = ByDocument::of(shelf);
    let listed = shelf.ids().into_par_iter().filter(|from| shelf.lists(*from));
    let ties = listed.filter_map(|from| Some((from, ties(from, shelf.head(from)?, &destinations[from].destinations))));
    for (from, ties) in ties.collect::<Vec<_>>() {
        for Tie { to, link } in ties {
            backlinks[to].push(Backlink { from, link });
        }
    }
    for list in backlinks.values_mut().filter(|list| list.len() > 1) {
        list.sort_by_key(|backlink| order(shelf, backlink));
    }
    backlinks
}

/// Puts a backlink among others, none of which is from the same document.
pub(super) fn insert(shelf: &Shelf, list: &mut Vec<Backlink>, backlink: Backlink) {
    let at = list.partition_point(|other| order(shelf, other) < order(shelf, &backlink));
    list.insert(at, backlink);
}

fn order(shelf: &Shelf, backlink: &Backlink) -> impl Ord + use<> {
    let day = match backlink.from {
        DocumentId::Reflection(index) => Some(shelf.days[index]),
        _ => None,
    };
    (Reverse(day), backlink.from)
}
