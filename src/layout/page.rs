//! An author's free page.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::body::Html;
use super::card::{BacklinkView, Contents};
use super::frame::{Frame, Heading};
use super::items::Items;
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::document::Audience;
use crate::model::portfolio::DocumentId;

/// What `page.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// Plain text.
    pub title: &'p str,
    /// `Updated 3 May 2026`
    pub updated_phrase: Option<Cow<'p, str>>,
    /// Its headings, when it is long; else empty.
    pub contents: Vec<Contents<'p>>,
    /// The text.
    pub body: Html<'p>,
    /// Who links to it.
    pub backlinks: Items<'p, BacklinkView<'p>>,
    /// Whether it is a draft (only in a preview).
    pub draft: bool,
    /// Whether only those who have the address find it.
    pub unlisted: bool,
    /// The author's further keys.
    pub extra: &'p BTreeMap<String, serde_json::Value>,
}

/// One page a page.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let pages = site.portfolio.pages.iter().enumerate();
    pages
        .map(|(index, linked)| LaidPage::template(linked.address.clone(), "page.html", move || view(site, index)))
        .collect()
}

fn view(site: Site<'_>, index: usize) -> View<'_> {
    let linked = &site.portfolio.pages[index];
    let head = &linked.document.head;
    let scope = Scope::of_document(site, DocumentId::Page(index));
    View {
        frame: Frame::new(&scope, Heading::of(head, "")),
        title: &head.title,
        updated_phrase: scope.updated_phrase(head.updated),
        contents: scope.contents(&head.body),
        body: scope.html(DocumentId::Page(index)).expect("a page has a text"),
        backlinks: Items::new(&scope, &linked.backlinks),
        draft: head.audience == Audience::Draft,
        unlisted: head.audience == Audience::Unlisted,
        extra: &head.extra,
    }
}
