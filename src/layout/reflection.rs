//! The page of a reflection: its text, its threads, its neighbours in time, who links to it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::Datelike;
use serde::Serialize;

use super::body::Html;
use super::card::{BacklinkView, Contents, Neighbour, Picture, TagName, ThreadName};
use super::frame::{Frame, Heading};
use super::items::Items;
use super::late::Day;
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::document::Audience;
use crate::model::portfolio::{DocumentId, ThreadPlace};

/// What `reflection.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// Plain text.
    pub title: &'p str,
    /// The day it tells of.
    pub date: Day<'p>,
    /// When the author says it was changed.
    pub updated: Option<Day<'p>>,
    /// `Updated 3 May 2026`
    pub updated_phrase: Option<Cow<'p, str>>,
    /// `3 minutes to read`
    pub reading_time: String,
    /// Its stage: a default one in the page's language, else as written.
    pub stage: Option<&'p str>,
    /// The inquiries it belongs to.
    pub inquiries: Vec<ThreadName<'p>>,
    /// Its tags.
    pub tags: Vec<TagName<'p>>,
    /// Whether it is a draft (only in a preview).
    pub draft: bool,
    /// Whether only those who have the address find it.
    pub unlisted: bool,
    /// The picture that stands for it, unless its text shows that too.
    pub cover: Option<Picture<'p>>,
    /// Its headings, when it is long; else empty.
    pub contents: Vec<Contents<'p>>,
    /// The text.
    pub body: Html<'p>,
    /// The earlier reflections it returns to.
    pub then: Items<'p, Neighbour<'p>>,
    /// The later reflections that return to it.
    pub now: Items<'p, Neighbour<'p>>,
    /// The one before it in time.
    pub previous: Option<Neighbour<'p>>,
    /// The one after it in time.
    pub next: Option<Neighbour<'p>>,
    /// Its place in each of its inquiries; none for one that is not listed.
    pub threads: Vec<Place<'p>>,
    /// Those that share the most with it.
    pub related: Items<'p, Neighbour<'p>>,
    /// Who links to it.
    pub backlinks: Items<'p, BacklinkView<'p>>,
    /// The author's further keys.
    pub extra: &'p BTreeMap<String, serde_json::Value>,
}

/// A reflection's place in one inquiry.
#[derive(Debug, Serialize)]
pub struct Place<'p> {
    /// The inquiry.
    pub name: ThreadName<'p>,
    /// `4 of 12`
    pub position: String,
    /// The one before it in the story.
    pub previous: Option<Neighbour<'p>>,
    /// `Before this in Reading shifts`
    pub previous_words: String,
    /// The one after it in the story.
    pub next: Option<Neighbour<'p>>,
    /// `After this in Reading shifts`
    pub next_words: String,
}

/// One page a reflection.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    (0..site.portfolio.reflections.len()).map(|index| page(site, index)).collect()
}

/// The page of the reflection at `path`: they are in the order of their dates, and an address begins with its year.
pub(super) fn page_at<'p>(site: Site<'p>, path: &str) -> Option<LaidPage<'p>> {
    let year: i32 = path.split('/').next()?.parse().ok()?;
    let reflections = &site.portfolio.reflections;
    let first = reflections.partition_point(|linked| linked.document.date.year() < year);
    let of_year = reflections[first..].iter().take_while(|linked| linked.document.date.year() == year);
    let at = of_year.map(|linked| linked.address.as_str()).position(|address| address == path)?;
    Some(page(site, first + at))
}

fn page(site: Site<'_>, index: usize) -> LaidPage<'_> {
    let address = site.portfolio.reflections[index].address.clone();
    LaidPage::template(address, "reflection.html", move || view(site, index))
}

fn view(site: Site<'_>, index: usize) -> View<'_> {
    let linked = &site.portfolio.reflections[index];
    let (reflection, relations) = (&linked.document, &linked.relations);
    let head = &reflection.head;
    let scope = Scope::of_document(site, DocumentId::Reflection(index));
    View {
        frame: frame(&scope, index),
        title: &head.title,
        date: scope.day(reflection.date),
        updated: head.updated.map(|date| scope.day(date)),
        updated_phrase: scope.updated_phrase(head.updated),
        reading_time: scope.reading_time(&head.body),
        stage: reflection.stage.as_deref().map(|stage| scope.stage(stage)),
        inquiries: scope.thread_names(relations.threads.iter().map(|place| place.inquiry), head.audience),
        tags: relations.tags.iter().map(|&tag| scope.tag_name(tag)).collect(),
        draft: head.audience == Audience::Draft,
        unlisted: head.audience == Audience::Unlisted,
        cover: scope.cover(linked),
        contents: scope.contents(&head.body),
        body: scope.html(DocumentId::Reflection(index)).expect("a reflection has a text"),
        then: Items::new(&scope, &relations.then),
        now: Items::new(&scope, &relations.now),
        previous: relations.previous.map(|index| scope.neighbour(index)),
        next: relations.next.map(|index| scope.neighbour(index)),
        threads: places(&scope, &relations.threads, head.audience),
        related: Items::new(&scope, &relations.related),
        backlinks: Items::new(&scope, &linked.backlinks),
        extra: &head.extra,
    }
}

fn frame<'p>(scope: &Scope<'p>, index: usize) -> Frame<'p> {
    let linked = &scope.site.portfolio.reflections[index];
    let frame = Frame::new(scope, Heading::of(&linked.document.head, "timeline"));
    match linked.relations.cover.as_deref().and_then(|cover| scope.site.attachment(cover)) {
        Some(cover) => frame.with_picture(scope.site.portfolio.settings.base_url.as_deref(), &cover.address()),
        None => frame,
    }
}

fn places<'p>(scope: &Scope<'p>, places: &[ThreadPlace], audience: Audience) -> Vec<Place<'p>> {
    let told = places.iter().filter(|place| place.position > 0 && scope.may_name(place.inquiry, audience));
    told.map(|told| place(scope, told)).collect()
}

fn place<'p>(scope: &Scope<'p>, place: &ThreadPlace) -> Place<'p> {
    let thread = &scope.site.portfolio.inquiries[place.inquiry];
    let position = scope.words.phrase("position", &thread.reflections.len().to_string());
    Place {
        name: scope.thread_name(place.inquiry),
        position: position.replace("{count}", &place.position.to_string()),
        previous: place.previous.map(|index| scope.neighbour(index)),
        previous_words: scope.words.phrase("previous_in", &thread.title),
        next: place.next.map(|index| scope.neighbour(index)),
        next_words: scope.words.phrase("next_in", &thread.title),
    }
}
