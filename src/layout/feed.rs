//! The feeds: Atom (RFC 4287) and JSON Feed 1.1 for the site, Atom for each inquiry. Made only when there is a `base_url`, since both formats demand
//! absolute addresses.
//!
//! An entry's id is a `tag:` URI (RFC 4151) of host, day and address, so that it stays when the text changes; `updated` is the day the author gave, so
//! that it changes only when the author says so.

use atom_syndication::{Content, Entry, Feed, FixedDateTime, Generator, Link, Person, Text};
use chrono::NaiveDate;
use std::sync::Arc;

use serde_json::json;

use super::body::{self, Base, absolute};
use super::{LaidPage, Site};
use crate::digest::of_parts;
use crate::model::address::Address;
use crate::model::document::{Audience, Reflection};
use crate::model::portfolio::{DocumentId, Linked, Thread};

/// How many of the newest reflections a feed holds, in full.
pub(super) const ENTRIES: usize = 30;

/// The feeds of the site and of each listed inquiry.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let Some(base_url) = site.portfolio.settings.base_url.as_deref() else { return Vec::new() };
    if !site.portfolio.has_feeds() {
        return Vec::new();
    }
    let mut pages = vec![
        feed(Address::feed(), move || Channel::of_site(site, base_url), atom),
        feed(Address::json_feed(), move || Channel::of_site(site, base_url), json_feed),
    ];
    for (index, thread) in site.portfolio.inquiries.iter().enumerate() {
        if let Some(address) = inquiry_feed_of(&site, thread) {
            pages.push(feed(address, move || Channel::of_inquiry(site, base_url, index), atom));
        }
    }
    pages
}

/// A feed of what `channel` gives. Its JSON form holds all that either form is made from, but for where the feed itself stands; the texts count by
/// their hashes.
fn feed<'p>(
    at: Address,
    channel: impl Fn() -> Channel<'p> + Send + Sync + Clone + 'p,
    make: fn(&Channel<'_>) -> Vec<u8>,
) -> LaidPage<'p> {
    let of_channel = channel.clone();
    let address = at.clone();
    let from = move || {
        let channel = of_channel();
        let hash = |index| made_from(&channel, index);
        of_parts([address.as_str().as_bytes(), channel.page.as_bytes(), &json_feed_with(&channel, &hash)])
    };
    LaidPage::made(at, from, move || make(&channel()))
}

/// Where the feed of an inquiry stands, if it has one.
pub(super) fn inquiry_feed_of(site: &Site<'_>, thread: &Thread) -> Option<Address> {
    let there = site.portfolio.settings.base_url.is_some() && thread.is_listed() && !thread.reflections.is_empty();
    there.then(|| Address::inquiry_feed(&thread.slug))
}

/// What a feed is about.
struct Channel<'p> {
    site: Site<'p>,
    base_url: &'p str,
    title: String,
    subtitle: Option<&'p str>,
    /// The page it is the feed of.
    page: String,
    /// Where the feed itself stands.
    at: Address,
    /// The newest first.
    reflections: Vec<usize>,
}

impl<'p> Channel<'p> {
    fn of_site(site: Site<'p>, base_url: &'p str) -> Self {
        let portfolio = site.portfolio;
        Self {
            site,
            base_url,
            title: portfolio.settings.title.clone(),
            subtitle: portfolio.settings.description.as_deref(),
            page: base_url.to_owned(),
            at: Address::feed(),
            reflections: newest(&site, &portfolio.listed),
        }
    }

    fn of_inquiry(site: Site<'p>, base_url: &'p str, index: usize) -> Self {
        let thread = &site.portfolio.inquiries[index];
        Self {
            site,
            base_url,
            title: format!("{} · {}", thread.title, site.portfolio.settings.title),
            subtitle: thread.page.document.as_ref().and_then(|file| file.question.as_deref()),
            page: absolute(base_url, &site, DocumentId::Inquiry(index)),
            at: Address::inquiry_feed(&thread.slug),
            reflections: newest(&site, &thread.reflections),
        }
    }

    fn linked(&self, index: usize) -> &'p Linked<Arc<Reflection>> {
        &self.site.portfolio.reflections[index]
    }

    fn url(&self, address: &Address) -> String {
        format!("{}{}", self.base_url, address.encoded())
    }

    fn author(&self) -> &'p str {
        let settings = &self.site.portfolio.settings;
        settings.author.as_deref().unwrap_or(&settings.title)
    }

    /// `tag:me.github.io,2026-03-11:/portfolio/2026/03-11-reading-shifts.html`
    fn id(&self, address: &Address, day: NaiveDate) -> String {
        let after_scheme = self.base_url.split_once("://").map_or(self.base_url, |(_, rest)| rest);
        let (host, folder) = after_scheme.split_once('/').unwrap_or((after_scheme, ""));
        let host = host.split(':').next().unwrap_or(host);
        format!("tag:{host},{}:/{folder}{}", day.format("%Y-%m-%d"), address.encoded())
    }

    fn content(&self, index: usize) -> String {
        let linked = self.linked(index);
        let base = Base::Absolute { base_url: self.base_url };
        body::fill(&self.site, &linked.document.head.body, &linked.destinations, &base).into_owned()
    }

    /// The day of the newest change. A channel has reflections, or it would not have been made.
    fn updated(&self) -> NaiveDate {
        self.reflections.iter().map(|&index| changed(&self.linked(index).document)).max().unwrap_or_default()
    }
}

/// The newest of `reflections`, the newest first. A draft is in no feed, not even when drafts are built: feed readers keep what they have once got.
fn newest(site: &Site<'_>, reflections: &[usize]) -> Vec<usize> {
    let is_public = |&&index: &&usize| site.portfolio.reflections[index].document.head.audience == Audience::Public;
    reflections.iter().rev().filter(is_public).take(ENTRIES).copied().collect()
}

fn changed(reflection: &Reflection) -> NaiveDate {
    reflection.head.updated.unwrap_or(reflection.date).max(reflection.date)
}

/// The beginning of the day, in the form that feeds ask for.
fn midnight(day: NaiveDate) -> FixedDateTime {
    day.and_time(chrono::NaiveTime::MIN).and_utc().fixed_offset()
}

fn atom(channel: &Channel<'_>) -> Vec<u8> {
    let first =
        channel.reflections.last().map_or_else(NaiveDate::default, |&index| channel.linked(index).document.date);
    let feed = Feed {
        title: Text::plain(channel.title.clone()),
        subtitle: channel.subtitle.map(Text::plain),
        // The id of a feed is that of the site or inquiry, whose first day may move: so it bears no day of a reflection.
        id: channel.url(&channel.at),
        updated: midnight(channel.updated().max(first)),
        authors: vec![Person { name: channel.author().to_owned(), ..Person::default() }],
        generator: Some(Generator { value: "Throughline".to_owned(), ..Generator::default() }),
        links: vec![
            link("self", "application/atom+xml", channel.url(&channel.at)),
            link("alternate", "text/html", channel.page.clone()),
        ],
        lang: Some(channel.site.portfolio.settings.language.clone()),
        entries: channel.reflections.iter().map(|&index| entry(channel, index)).collect(),
        ..Feed::default()
    };
    let mut bytes = Vec::new();
    feed.write_to(&mut bytes).expect("writing to memory does not fail");
    bytes
}

fn link(rel: &str, mime_type: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), mime_type: Some(mime_type.to_owned()), href, ..Link::default() }
}

fn entry(channel: &Channel<'_>, index: usize) -> Entry {
    let linked = channel.linked(index);
    let reflection = &linked.document;
    let head = &reflection.head;
    let summary = head.summary.as_deref().unwrap_or(&head.body.lead);
    Entry {
        title: Text::plain(head.title.clone()),
        id: channel.id(&linked.address, reflection.date),
        published: Some(midnight(reflection.date)),
        updated: midnight(changed(reflection)),
        links: vec![link("alternate", "text/html", channel.url(&linked.address))],
        summary: (!summary.is_empty()).then(|| Text::plain(summary)),
        content: Some(Content {
            lang: head.lang.clone(),
            content_type: Some("html".to_owned()),
            value: Some(channel.content(index)),
            ..Content::default()
        }),
        ..Entry::default()
    }
}

/// The hash of what the content of an entry is made from, as a text.
fn made_from(channel: &Channel<'_>, index: usize) -> String {
    let hash = channel.site.marks.body(&channel.site, DocumentId::Reflection(index));
    format!("{:032x}", u128::from_be_bytes(hash))
}

fn json_feed(channel: &Channel<'_>) -> Vec<u8> {
    json_feed_with(channel, &|index| channel.content(index))
}

/// The feed with what `content` gives for each text.
fn json_feed_with(channel: &Channel<'_>, content: &dyn Fn(usize) -> String) -> Vec<u8> {
    let items = channel.reflections.iter().map(|&index| item(channel, index, content));
    let feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.subtitle,
        "home_page_url": channel.page,
        "feed_url": channel.url(&Address::json_feed()),
        "language": channel.site.portfolio.settings.language,
        "authors": [{ "name": channel.author() }],
        "items": items.collect::<Vec<_>>(),
    });
    let mut bytes = serde_json::to_vec_pretty(&without_nulls(feed)).expect("maps with text keys are JSON");
    bytes.push(b'\n');
    bytes
}

fn item(channel: &Channel<'_>, index: usize, content: &dyn Fn(usize) -> String) -> serde_json::Value {
    let linked = channel.linked(index);
    let reflection = &linked.document;
    let head = &reflection.head;
    without_nulls(json!({
        "id": channel.id(&linked.address, reflection.date),
        "url": channel.url(&linked.address),
        "title": head.title,
        "content_html": content(index),
        "summary": head.summary,
        "date_published": midnight(reflection.date).to_rfc3339(),
        "date_modified": head.updated.map(|_| midnight(changed(reflection)).to_rfc3339()),
        "language": head.lang,
        "tags": reflection.tags.iter().map(|tag| tag.label.as_str()).collect::<Vec<_>>(),
    }))
}

/// JSON Feed says that what is missing is left out.
fn without_nulls(mut value: serde_json::Value) -> serde_json::Value {
    if let Some(map) = value.as_object_mut() {
        map.retain(|_, value| !value.is_null());
    }
    value
}
