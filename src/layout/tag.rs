//! The page of a tag: its reflections, by year.

use chrono::Datelike;
use serde::Serialize;

use super::Site;
use super::card::Card;
use super::frame::{Frame, Heading};
use super::scope::Scope;
use crate::model::laid::LaidPage;

/// What `tag.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// The first spelling by date.
    pub label: &'p str,
    /// `12 reflections`
    pub count: String,
    /// The years, the newest first.
    pub years: Vec<YearOfCards<'p>>,
}

/// A tag's reflections in one year.
#[derive(Debug, Serialize)]
pub struct YearOfCards<'p> {
    /// `2026`
    pub year: i32,
    /// The newest first.
    pub cards: Vec<Card<'p>>,
}

/// One page a tag.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let tags = site.portfolio.tags.iter().enumerate();
    tags.map(|(index, tag)| LaidPage::template(tag.address.clone(), "tag.html", move || view(site, index))).collect()
}

fn view(site: Site<'_>, index: usize) -> View<'_> {
    let tag = &site.portfolio.tags[index];
    let scope = Scope::of_site(site, tag.address.clone());
    let mut years: Vec<YearOfCards<'_>> = Vec::new();
    for &index in tag.reflections.iter().rev() {
        let year = site.portfolio.reflections[index].document.date.year();
        if years.last().is_none_or(|last| last.year != year) {
            years.push(YearOfCards { year, cards: Vec::new() });
        }
        years.last_mut().expect("a year was just pushed").cards.push(scope.card(index));
    }
    View {
        frame: Frame::new(&scope, Heading::new(tag.label.as_str(), "tags")),
        label: &tag.label,
        count: scope.words.count("reflections", tag.reflections.len()),
        years,
    }
}
