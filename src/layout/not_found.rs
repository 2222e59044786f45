//! The page that the host shows for an address at which nothing stands.
//!
//! A host shows it at any depth, so that no relative address would hold: its style stands in the page itself, and its links are absolute below
//! `base_url`, or from the root where there is none.

use serde::Serialize;

use super::frame::{Frame, Heading};
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::address::Address;

/// What `404.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has. Addresses in it hold only at the root: this page uses `home` and `style` instead.
    pub frame: Frame<'p>,
    /// The style sheet, to be written into the page.
    pub style: String,
    /// The home page.
    pub home: String,
}

/// The one such page.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let at = Address::not_found();
    vec![LaidPage::template(at.clone(), "404.html", move || view(site, at.clone()))]
}

fn view(site: Site<'_>, at: Address) -> View<'_> {
    let scope = Scope::of_site(site, at);
    let mut heading = Heading::new(scope.words.word("not_found_title"), "");
    heading.noindex = true;
    let style = site.theme.assets.get("style.css");
    View {
        frame: Frame::new(&scope, heading),
        style: style.map(|asset| String::from_utf8_lossy(&asset.bytes).replace("</", "<\\/")).unwrap_or_default(),
        home: site.portfolio.settings.base_url.clone().unwrap_or_else(|| "index.html".to_owned()),
    }
}
