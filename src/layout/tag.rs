//! The page of a tag: its reflections by year. Of one with very many the page lists the newest year, and each year has a page of its own.

use std::borrow::Cow;

use serde::Serialize;

use super::card::{Card, YearLink};
use super::frame::{Frame, Heading};
use super::items::Items;
use super::late::Href;
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::address::Address;
use crate::model::portfolio::{Tag, Year};

/// What `tag.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// The first spelling by date.
    pub label: &'p str,
    /// On the page of one year: that year.
    pub year: Option<i32>,
    /// `12 reflections`
    pub count: String,
    /// The years that are listed here, the newest first.
    pub years: Vec<YearOfCards<'p>>,
    /// Every year, the newest first, when each has a page of its own; else empty.
    pub all_years: Vec<YearLink<'p>>,
    /// On the page of one year: the page of the tag.
    pub whole: Option<Href<'p>>,
}

/// A tag's reflections in one year.
#[derive(Debug, Serialize)]
pub struct YearOfCards<'p> {
    /// `2026`
    pub year: i32,
    /// The newest first.
    pub cards: Items<'p, Card<'p>>,
}

/// One page a tag; one more a year of a tag that is divided.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let page = |tag, address, year| LaidPage::template(address, "tag.html", move || view(site, tag, year));
    let mut pages = Vec::with_capacity(site.portfolio.tags.len());
    for tag in &*site.portfolio.tags {
        pages.push(page(tag, tag.address.clone(), None));
        let years = tag.years.with_pages().iter();
        pages.extend(years.map(|year| page(tag, Address::tag_year(&tag.slug, year.year), Some(year))));
    }
    pages
}

fn view<'p>(site: Site<'p>, tag: &'p Tag, year: Option<&'p Year>) -> View<'p> {
    let address = match year {
        Some(year) => Address::tag_year(&tag.slug, year.year),
        None => tag.address.clone(),
    };
    let scope = Scope::of_site(site, address);
    let listed = year.map_or(tag.years.on_one_page(), std::slice::from_ref);
    let heading = match year {
        Some(year) => format!("{}, {}", tag.label, year.year).into(),
        None => Cow::Borrowed(tag.label.as_str()),
    };
    View {
        frame: Frame::new(&scope, Heading::new(heading, "tags")),
        label: &tag.label,
        year: year.map(|year| year.year),
        count: scope.words.count("reflections", year.map_or(tag.reflections.len(), |year| year.listed.len())),
        years: listed.iter().rev().map(|year| of_year(&scope, tag, year)).collect(),
        all_years: scope.years_of(&tag.years, |year| Address::tag_year(&tag.slug, year), year.map(|year| year.year)),
        whole: year.map(|_| scope.href(&tag.address)),
    }
}

fn of_year<'p>(scope: &Scope<'p>, tag: &'p Tag, year: &Year) -> YearOfCards<'p> {
    YearOfCards { year: year.year, cards: Items::reversed(scope, &tag.reflections[year.listed.clone()]) }
}
