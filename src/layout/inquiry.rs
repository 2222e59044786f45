//! The page of an inquiry: its question and state, its stages with the empty or quiet ones named, its story in order.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use super::body::Html;
use super::card::{BacklinkView, Card, Contents, Neighbour, ThreadName, YearLink};
use super::frame::{Frame, Heading};
use super::inquiries::state;
use super::inquiry_year;
use super::items::Items;
use super::late::Href;
use super::scope::Scope;
use super::{LaidPage, Site};
use crate::model::document::{Audience, Inquiry};
use crate::model::portfolio::{DocumentId, Stage, Thread, Year};

/// A stage is quiet when the inquiry has gone on for so many days since its last reflection.
const QUIET_DAYS: i64 = 365;

/// How many reflections a stage names when the inquiry has very many.
const NAMED: usize = 20;

/// What `inquiry.html` is given.
#[derive(Debug, Serialize)]
pub struct View<'p> {
    /// What every page has.
    pub frame: Frame<'p>,
    /// Plain text.
    pub title: &'p str,
    /// The question it follows.
    pub question: Option<&'p str>,
    /// `open`, `resting` or `closed`, for a class.
    pub state: &'static str,
    /// The word for it in the page's language.
    pub state_word: &'p str,
    /// The word for its colour, for a class.
    pub colour: &'static str,
    /// `12 reflections`
    pub count: String,
    /// From its first month to its last; empty without reflections.
    pub span: String,
    /// `Updated 3 May 2026`
    pub updated_phrase: Option<Cow<'p, str>>,
    /// The words of its file.
    pub body: Option<Html<'p>>,
    /// The headings of these, when they are long; else empty.
    pub contents: Vec<Contents<'p>>,
    /// Its stages in order; none when no reflection names one.
    pub stages: Vec<StageView<'p>>,
    /// Reflections that name none of its stages.
    pub unstaged: Items<'p, Neighbour<'p>>,
    /// Its reflections, the oldest first; of very many those of the newest year.
    pub story: Items<'p, Card<'p>>,
    /// The year of these, if they are not all.
    pub story_year: Option<i32>,
    /// Every year, the newest first, when each has a page of its own; else empty.
    pub all_years: Vec<YearLink<'p>>,
    /// What it led to.
    pub led_to: Vec<ThreadName<'p>>,
    /// What led to it.
    pub led_from: Vec<ThreadName<'p>>,
    /// Its feed, relative to the page; none without a `base_url`.
    pub feed: Option<Href<'p>>,
    /// Who links to it.
    pub backlinks: Items<'p, BacklinkView<'p>>,
    /// Whether it is a draft (only in a preview).
    pub draft: bool,
    /// Whether only those who have the address find it.
    pub unlisted: bool,
    /// The author's further keys.
    pub extra: &'p BTreeMap<String, serde_json::Value>,
}

/// A stage of an inquiry.
#[derive(Debug, Serialize)]
pub struct StageView<'p> {
    /// Its name: the author's, or the default one in the page's language.
    pub name: &'p str,
    /// `3 reflections`
    pub count: String,
    /// What to say when nothing is here, or nothing has been for long while the inquiry went on.
    pub quiet: Option<String>,
    /// Its reflections, the oldest first; of very many the newest.
    pub reflections: Items<'p, Neighbour<'p>>,
}

static NO_EXTRA: BTreeMap<String, serde_json::Value> = BTreeMap::new();

/// One page an inquiry, with or without a file of its own.
pub(super) fn pages(site: Site<'_>) -> Vec<LaidPage<'_>> {
    let threads = site.portfolio.inquiries.iter().enumerate();
    threads
        .map(|(index, thread)| {
            LaidPage::template(thread.page.address.clone(), "inquiry.html", move || view(site, index))
        })
        .collect()
}

fn view(site: Site<'_>, index: usize) -> View<'_> {
    let thread = &site.portfolio.inquiries[index];
    let file = thread.page.document.as_ref();
    let scope = Scope::of_document(site, DocumentId::Inquiry(index));
    let audience = file.map_or(Audience::Public, |file| file.head.audience);
    let stages = stages(&scope, thread);
    let listed = thread.years.on_one_page();
    View {
        frame: Frame::new(&scope, heading(thread, file.map(AsRef::as_ref))),
        title: &thread.title,
        question: file.and_then(|file| file.question.as_deref()),
        state: state(thread).as_str(),
        state_word: scope.words.word(state(thread).as_str()),
        colour: thread.colour.as_str(),
        count: scope.words.count("reflections", thread.reflections.len()),
        span: scope.span(&thread.reflections),
        updated_phrase: file.and_then(|file| scope.updated_phrase(file.head.updated)),
        body: scope.html(DocumentId::Inquiry(index)).filter(|html| !html.is_empty()),
        contents: file.map_or_else(Vec::new, |file| scope.contents(&file.head.body)),
        unstaged: Items::new(&scope, if stages.is_empty() { Vec::new() } else { unstaged(thread) }),
        stages,
        story: Items::new(&scope, of_years(thread, listed)),
        story_year: listed.last().filter(|_| !thread.years.with_pages().is_empty()).map(|year| year.year),
        all_years: inquiry_year::all_years(&scope, thread, None),
        led_to: scope.thread_names(thread.led_to.iter().copied(), audience),
        led_from: scope.thread_names(thread.led_from.iter().copied(), audience),
        feed: super::feed::inquiry_feed_of(&site, thread).map(|address| scope.href(address)),
        backlinks: Items::new(&scope, &thread.page.backlinks),
        draft: audience == Audience::Draft,
        unlisted: audience == Audience::Unlisted,
        extra: file.map_or(&NO_EXTRA, |file| &file.head.extra),
    }
}

/// Those of a stage that are named: all, or the newest of an inquiry with very many.
fn named<'t>(thread: &Thread, reflections: &'t [usize]) -> &'t [usize] {
    match thread.years.with_pages() {
        [] => reflections,
        _ => &reflections[reflections.len().saturating_sub(NAMED)..],
    }
}

fn heading<'p>(thread: &'p Thread, file: Option<&'p Inquiry>) -> Heading<'p> {
    let mut heading = match file {
        Some(file) => Heading::of(&file.head, "inquiries"),
        None => Heading::new(thread.title.as_str(), "inquiries"),
    };
    if let Some(question) = file.and_then(|file| file.question.as_deref()) {
        heading.description = question.into();
    }
    heading
}

/// The stages, when any reflection names one: an inquiry that uses none shows none.
fn stages<'p>(scope: &Scope<'p>, thread: &'p Thread) -> Vec<StageView<'p>> {
    if thread.stages.iter().all(|stage| stage.reflections.is_empty()) {
        return Vec::new();
    }
    thread.stages.iter().map(|stage| stage_view(scope, thread, stage)).collect()
}

fn stage_view<'p>(scope: &Scope<'p>, thread: &'p Thread, stage: &'p Stage) -> StageView<'p> {
    StageView {
        name: scope.stage(&stage.name),
        count: scope.words.count("reflections", stage.reflections.len()),
        quiet: quiet(scope, thread, stage),
        reflections: Items::new(scope, named(thread, &stage.reflections)),
    }
}

/// Says what is missing from a stage. Days are compared with the inquiry's own last day, never with a clock.
fn quiet(scope: &Scope<'_>, thread: &Thread, stage: &Stage) -> Option<String> {
    let day = |index: &usize| scope.site.portfolio.reflections[*index].document.date;
    let Some(last) = stage.reflections.last().map(day) else {
        return Some(scope.words.word("stage_empty").to_owned());
    };
    let newest = thread.reflections.last().map(day)?;
    let quiet = (newest - last).num_days() > QUIET_DAYS;
    quiet.then(|| scope.words.phrase("stage_quiet", &scope.words.month(last)))
}

/// The reflections of some years that follow one another, the oldest first.
fn of_years<'p>(thread: &'p Thread, years: &[Year]) -> &'p [usize] {
    match years {
        [first, ..] => &thread.reflections[first.listed.start..years[years.len() - 1].listed.end],
        [] => &[],
    }
}

/// Those that are named of the reflections in none of its stages.
fn unstaged(thread: &Thread) -> Vec<usize> {
    let staged: std::collections::BTreeSet<usize> =
        thread.stages.iter().flat_map(|stage| stage.reflections.iter().copied()).collect();
    let unstaged: Vec<usize> = thread.reflections.iter().copied().filter(|index| !staged.contains(index)).collect();
    named(thread, &unstaged).to_vec()
}
