//! The page of one year of an inquiry with very many reflections: that part of its story.

use serde::Serialize;

use super::card::{Card, YearLink};
use super::frame::{Frame, Heading};
use super::items::Items;
use super::late::Href;
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::address::Address;
use crate::model::portfolio::{Thread, Year};

/// What `inquiry_year.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// The inquiry's title, plain text.
    pub title: &'p str,
    /// The page of the inquiry.
    pub whole: Href<'p>,
    /// `2026`
    pub year: i32,
    /// `12 reflections`
    pub count: String,
    /// The reflections of the year, the oldest first.
    pub story: Items<'p, Card<'p>>,
    /// Every year, the newest first.
    pub all_years: Vec<YearLink<'p>>,
}

/// One page for each year of each inquiry that is so long.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let mut pages = Vec::new();
    for thread in &site.portfolio.inquiries {
        for year in thread.years.with_pages() {
            let address = Address::inquiry_year(&thread.slug, year.year);
            pages.push(LaidPage::template(address, "inquiry_year.html", move || view(site, thread, year)));
        }
    }
    pages
}

fn view<'p>(site: Site<'p>, thread: &'p Thread, year: &'p Year) -> View<'p> {
    let scope = Scope::of_site(site, Address::inquiry_year(&thread.slug, year.year));
    let heading = Heading::new(format!("{}, {}", thread.title, year.year), "inquiries");
    View {
        frame: Frame::new(&scope, Heading { noindex: !thread.is_listed(), ..heading }),
        title: &thread.title,
        whole: scope.href(&thread.page.address),
        year: year.year,
        count: scope.words.count("reflections", year.listed.len()),
        story: Items::new(&scope, &thread.reflections[year.listed.clone()]),
        all_years: all_years(&scope, thread, Some(year.year)),
    }
}

/// The years that have a page of their own, the newest first.
pub(super) fn all_years<'p>(scope: &Scope<'p>, thread: &Thread, current: Option<i32>) -> Vec<YearLink<'p>> {
    scope.years_of(&thread.years, |year| Address::inquiry_year(&thread.slug, year), current)
}
