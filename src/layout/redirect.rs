//! A small page at an old address that leads to the new one.

use serde::Serialize;

use super::body::absolute;
use super::frame::{Frame, Heading};
use super::late::Href;
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::portfolio::Redirect;

/// What `redirect.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has; `noindex` is set.
    pub frame: Frame<'p>,
    /// Where it leads, relative to the page.
    pub to: Href<'p>,
    /// The absolute address of where it leads; none without a `base_url`.
    pub canonical: Option<String>,
    /// The title of what stands there.
    pub title: &'p str,
}

/// One page an old address.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let redirects = site.portfolio.redirects.iter();
    redirects
        .map(|redirect| LaidPage::template(redirect.from.clone(), "redirect.html", move || view(site, redirect)))
        .collect()
}

fn view<'p>(site: Site<'p>, redirect: &'p Redirect) -> View<'p> {
    let scope = Scope::of_site(site, redirect.from.clone());
    let mut heading = Heading::new(scope.words.word("redirect_title"), "");
    heading.noindex = true;
    let base_url = site.portfolio.settings.base_url.as_deref();
    View {
        to: scope.href(site.portfolio.address(redirect.to)),
        canonical: base_url.map(|base| absolute(base, &site, redirect.to)),
        title: site.portfolio.title(redirect.to),
        frame: Frame::new(&scope, heading),
    }
}
