//! Where each picture stands that the texts of a portfolio show.

use crate::check;
use crate::model::portfolio::{Destination, Portfolio};

/// Where each file stands that a text shows or leads to, its cover included.
pub(super) fn showings(portfolio: &Portfolio) -> Vec<check::Showing<'_>> {
    let mut showings = Vec::new();
    for id in portfolio.documents() {
        let Some(head) = portfolio.head(id) else { continue };
        for (link, destination) in head.body.links.iter().zip(portfolio.destinations(id)) {
            if let Destination::Attachment(picture, _) = destination {
                showings.push(check::Showing { picture, text: &head.path, place: link.place });
            }
        }
    }
    let covers = portfolio.reflections.iter().filter_map(|linked| {
        let (cover, picture) = (linked.document.cover.as_ref()?, linked.relations.cover.as_ref()?);
        Some(check::Showing { picture, text: &linked.document.head.path, place: cover.place })
    });
    showings.extend(covers);
    showings
}
