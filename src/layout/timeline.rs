//! The timeline: the picture of threads, every year with its count, the newest year in full.

use serde::Serialize;

use super::card::{Month, YearLink};
use super::drawing::{self, Drawing};
use super::frame::{Frame, Heading};
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::address::Address;

/// What `timeline.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// `38 reflections`
    pub count: String,
    /// Every year, the newest first.
    pub years: Vec<YearLink<'p>>,
    /// The picture of threads; none without inquiries.
    pub drawing: Option<Drawing<'p>>,
    /// The newest year.
    pub newest_year: i32,
    /// The newest year's months, the newest first; empty ones left out.
    pub months: Vec<Month<'p>>,
}

/// One page, when there is a reflection to list.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    if !site.portfolio.has_timeline() {
        return Vec::new();
    }
    vec![LaidPage::template(Address::timeline(), "timeline.html", move || view(site))]
}

fn view(site: Site<'_>) -> View<'_> {
    let portfolio = site.portfolio;
    let scope = Scope::of_site(site, Address::timeline());
    let newest = portfolio.years.last().expect("a listed reflection has a year");
    View {
        frame: Frame::new(&scope, Heading::new(scope.words.word("timeline"), "timeline")),
        count: scope.words.count("reflections", portfolio.listed.len()),
        years: scope.years(None),
        drawing: drawing::drawing(&scope),
        newest_year: newest.year,
        months: scope.months(&portfolio.listed[newest.listed.clone()]),
    }
}
