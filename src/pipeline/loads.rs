//! How much a reader loads with the page of each text.

use std::collections::{BTreeMap, BTreeSet};

use super::edition::Edition;
use crate::markdown::LinkKind;
use crate::model::address::Address;
use crate::model::document::Head;
use crate::model::portfolio::{Destination, DocumentId};
use crate::{check, read};

/// Endings of pictures that come with the page.
const SHOWN: [&str; 7] = [".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"];

/// What readers load with the page of each text.
pub(super) fn loads<'e>(edition: &'e Edition, sizes: &BTreeMap<Address, u64>) -> Vec<check::Load<'e>> {
    let portfolio = edition.portfolio();
    let load = |id| {
        let head = portfolio.head(id)?;
        let html = sizes.get(portfolio.address(id)).copied().unwrap_or_default();
        Some(check::Load { path: &head.path, html, pictures: shown(edition, id, head) })
    };
    edition.portfolio().documents().filter_map(load).collect()
}

/// The pictures that a page shows, each once.
fn shown<'e>(edition: &'e Edition, id: DocumentId, head: &Head) -> Vec<(&'e str, u64)> {
    let links = head.body.links.iter().zip(edition.portfolio().destinations(id));
    let shown = links.filter_map(|(link, destination)| match (link.kind, destination) {
        (LinkKind::Show, Destination::Attachment(path, _)) => Some(&**path),
        _ => None,
    });
    let shown: BTreeSet<&str> =
        shown.filter(|path| SHOWN.iter().any(|end| path.to_ascii_lowercase().ends_with(end))).collect();
    let attachments = edition.attachments();
    let size = |path: &str| {
        let at = attachments.binary_search_by(|used| (*used.path).cmp(path)).ok()?;
        Some((&*attachments[at].path, read::length(&attachments[at])))
    };
    shown.into_iter().filter_map(size).collect()
}
