//! On which pages and in which feeds a reflection is listed, for an author who looks for it. Every list here is bounded as its page bounds it.

use chrono::Datelike;

use super::{feed, home};
use crate::model::address::Address;
use crate::model::document::Audience;
use crate::model::portfolio::{Portfolio, Years};

/// One of the lists that name reflections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The newest on the home page.
    Home,
    /// The timeline, which lists the newest year.
    Timeline,
    /// The page of this year.
    Year(i32),
    /// An inquiry, as an index into [`Portfolio::inquiries`].
    Inquiry(usize),
    /// A tag, as an index into [`Portfolio::tags`].
    Tag(usize),
    /// The feed of the site.
    Feed,
    /// The feed of an inquiry.
    InquiryFeed(usize),
    /// The sitemap.
    Sitemap,
}

/// The lists that the reflection at `index` stands in, each with its address; none for one that is not public.
#[must_use]
pub fn lists_of(portfolio: &Portfolio, index: usize) -> Vec<(List, Address)> {
    let linked = &portfolio.reflections[index];
    if linked.document.head.audience != Audience::Public {
        return Vec::new();
    }
    let year = linked.document.date.year();
    let mut lists = Vec::new();
    if newest(&portfolio.listed, index, home::LATEST) {
        lists.push((List::Home, Address::home()));
    }
    if portfolio.years.last().is_some_and(|newest| newest.year == year) {
        lists.push((List::Timeline, Address::timeline()));
    }
    lists.push((List::Year(year), Address::year(year)));
    let threads = linked.relations.threads.iter().map(|place| place.inquiry);
    for inquiry in threads.filter(|&inquiry| portfolio.inquiries[inquiry].is_listed()) {
        lists.extend(of_inquiry(portfolio, inquiry, index, year));
    }
    lists.extend(linked.relations.tags.iter().map(|&tag| (List::Tag(tag), of_tag(portfolio, tag, year))));
    if portfolio.has_feeds() && newest(&portfolio.listed, index, feed::ENTRIES) {
        lists.push((List::Feed, Address::feed()));
    }
    if portfolio.settings.base_url.is_some() {
        lists.push((List::Sitemap, Address::sitemap()));
    }
    lists
}

fn of_inquiry(portfolio: &Portfolio, inquiry: usize, index: usize, year: i32) -> Vec<(List, Address)> {
    let thread = &portfolio.inquiries[inquiry];
    let page = match is_on_one_page(&thread.years, year) {
        true => thread.page.address.clone(),
        false => Address::inquiry_year(&thread.slug, year),
    };
    let has_feed = portfolio.has_feeds() && newest(&thread.reflections, index, feed::ENTRIES);
    let feed = has_feed.then(|| (List::InquiryFeed(inquiry), Address::inquiry_feed(&thread.slug)));
    [(List::Inquiry(inquiry), page)].into_iter().chain(feed).collect()
}

fn of_tag(portfolio: &Portfolio, tag: usize, year: i32) -> Address {
    let tag = &portfolio.tags[tag];
    if is_on_one_page(&tag.years, year) { tag.address.clone() } else { Address::tag_year(&tag.slug, year) }
}

fn is_on_one_page(years: &Years, year: i32) -> bool {
    years.on_one_page().iter().any(|shown| shown.year == year)
}

/// Whether a reflection is among the last `count` of `reflections`.
fn newest(reflections: &[usize], index: usize, count: usize) -> bool {
    reflections.iter().rev().take(count).any(|&newest| newest == index)
}
