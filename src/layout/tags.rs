//! The index of tags.

use serde::Serialize;

use super::card::TagName;
use super::frame::{Frame, Heading};
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::address::Address;

/// What `tags.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// Every tag, by slug.
    pub tags: Vec<TagName<'p>>,
}

/// One page, when there are tags.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    if !site.portfolio.has_tags() {
        return Vec::new();
    }
    vec![LaidPage::template(Address::tags(), "tags.html", move || view(site))]
}

fn view(site: Site<'_>) -> View<'_> {
    let scope = Scope::of_site(site, Address::tags());
    View {
        frame: Frame::new(&scope, Heading::new(scope.words.word("tags"), "tags")),
        tags: (0..site.portfolio.tags.len()).map(|tag| scope.tag_name(tag)).collect(),
    }
}
