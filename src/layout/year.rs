//! The page of a year: its timeline by month.

use serde::Serialize;

use super::card::{Month, YearLink};
use super::frame::{Frame, Heading};
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::address::Address;

/// What `year.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// `2026`
    pub year: i32,
    /// `12 reflections`
    pub count: String,
    /// Its months, the newest first; empty ones left out.
    pub months: Vec<Month<'p>>,
    /// Every year, the newest first.
    pub years: Vec<YearLink<'p>>,
    /// The year before it that has reflections.
    pub older: Option<YearLink<'p>>,
    /// The year after it that has reflections.
    pub newer: Option<YearLink<'p>>,
}

/// One page a year that has listed reflections.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let years = site.portfolio.years.iter().enumerate();
    years
        .map(|(index, year)| LaidPage::template(Address::year(year.year), "year.html", move || view(site, index)))
        .collect()
}

fn view(site: Site<'_>, index: usize) -> View<'_> {
    let years = &site.portfolio.years;
    let year = &years[index];
    let scope = Scope::of_site(site, Address::year(year.year));
    let link = |at: Option<usize>| at.and_then(|at| years.get(at)).map(|year| scope.year(year, None));
    View {
        frame: Frame::new(&scope, Heading::new(year.year.to_string(), "timeline")),
        year: year.year,
        count: scope.words.count("reflections", year.listed.len()),
        months: scope.months(&site.portfolio.listed[year.listed.clone()]),
        years: scope.years(Some(year.year)),
        older: link(index.checked_sub(1)),
        newer: link(Some(index + 1)),
    }
}
