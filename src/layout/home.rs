//! The home page: the author's words, the newest reflections, the inquiries, the years.

use serde::Serialize;

use super::body::Html;
use super::card::{Card, InquiryCard, YearLink};
use super::frame::{Frame, Heading};
use super::inquiries::by_state;
use super::items::Items;
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::address::Address;
use crate::model::portfolio::DocumentId;
use crate::model::settings::HomeOrder;

/// How many of the newest reflections stand on the home page.
pub(super) const LATEST: usize = 8;

/// What `home.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// The words of `index.md`.
    pub intro: Option<Html<'p>>,
    /// The site's description; may be empty.
    pub description: &'p str,
    /// `latest` or `inquiries`: what comes first.
    pub order: &'static str,
    /// The newest reflections, the newest first.
    pub latest: Items<'p, Card<'p>>,
    /// Every inquiry: the open ones, the resting, the closed.
    pub inquiries: Vec<InquiryCard<'p>>,
    /// Every year, the newest first.
    pub years: Vec<YearLink<'p>>,
    /// `38 reflections`
    pub count: String,
}

/// The one home page.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    vec![LaidPage::template(Address::home(), "home.html", move || view(site))]
}

fn view(site: Site<'_>) -> View<'_> {
    let portfolio = site.portfolio;
    let scope = Scope::of_site(site, Address::home());
    let description = portfolio.settings.description.as_deref().unwrap_or("");
    let mut heading = Heading::new(portfolio.settings.title.as_str(), "home");
    heading.description = description.into();
    View {
        frame: Frame::new(&scope, heading),
        intro: scope.html(DocumentId::Home),
        description,
        order: match portfolio.settings.home {
            HomeOrder::Latest => "latest",
            HomeOrder::Inquiries => "inquiries",
        },
        latest: Items::reversed(&scope, &portfolio.listed[portfolio.listed.len().saturating_sub(LATEST)..]),
        inquiries: by_state(&portfolio.inquiries).into_iter().map(|index| scope.inquiry_card(index)).collect(),
        years: scope.years(None),
        count: scope.words.count("reflections", portfolio.listed.len()),
    }
}
