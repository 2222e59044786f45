//! The whole, linked: who belongs to which inquiry and tag, what every link leads to, who links to whom. Made by `link`, read by `layout`.
//!
//! Everything refers to documents by index; nothing is copied. What a later linking leaves as it is, the later portfolio shares with this one.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use chrono::{Datelike, NaiveDate};

use super::address::Address;
use super::document::{Audience, Head, Inquiry, Page, Reflection, ThreadColour};
use super::names::Names;
use super::settings::Settings;

/// A linked portfolio. Immutable.
#[derive(Clone, Debug)]
pub struct Portfolio {
    /// What `portfolio.yaml` says.
    pub settings: Arc<Settings>,
    /// Every reflection that is built, by date, then slug, then path; the oldest first.
    pub reflections: Vec<Arc<Linked<Arc<Reflection>>>>,
    /// What pages say of each of them in passing.
    pub names: Arc<Names>,
    /// Indices of the public ones among [`Self::reflections`], in the same order: what lists show.
    pub listed: Arc<[usize]>,
    /// Every free page that is built, by slug.
    pub pages: Vec<Arc<Linked<Arc<Page>>>>,
    /// The words on the home page.
    pub home: Option<Linked<Arc<Page>>>,
    /// Every inquiry, with or without a file of its own, by the date of its first listed reflection, then slug.
    pub inquiries: Vec<Arc<Thread>>,
    /// Every tag of a listed reflection, by slug.
    pub tags: Arc<[Tag]>,
    /// How many reflections the most common tag has.
    pub most_of_a_tag: usize,
    /// The years that have listed reflections, the oldest first.
    pub years: Arc<[Year]>,
    /// Old addresses, by address.
    pub redirects: Arc<[Redirect]>,
    /// The files that published documents use, by path.
    pub attachments: Arc<[Arc<str>]>,
    /// The pages of the menu, in order, as indices into [`Self::pages`].
    pub menu: Arc<[usize]>,
    /// How many drafts are left out.
    pub drafts_left_out: usize,
}

/// Which page that has a title of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentId {
    /// An index into [`Portfolio::reflections`].
    Reflection(usize),
    /// An index into [`Portfolio::pages`].
    Page(usize),
    /// An index into [`Portfolio::inquiries`].
    Inquiry(usize),
    /// An index into [`Portfolio::tags`]: a tag's page, which no file stands for.
    Tag(usize),
    /// The home page.
    Home,
}

/// A document and what is known of it in the whole.
#[derive(Clone, Debug)]
pub struct Linked<D> {
    /// As parsed.
    pub document: D,
    /// Where it stands.
    pub address: Address,
    /// What each of its body's links leads to, in the order of [`crate::markdown::Body::links`].
    pub destinations: Arc<[Destination]>,
    /// The listed documents that link to it, each once, the newest first.
    pub backlinks: Vec<Backlink>,
    /// For a reflection: its place among others. Empty otherwise.
    pub relations: Relations,
}

/// A reflection's place among others, as indices into [`Portfolio::reflections`].
#[derive(Clone, Debug, Default)]
pub struct Relations {
    /// The one before it in time, among those listed.
    pub previous: Option<usize>,
    /// The one after it in time, among those listed.
    pub next: Option<usize>,
    /// Its place in each of its inquiries, in the author's order.
    pub threads: Vec<ThreadPlace>,
    /// Its tags, in the author's order, as indices into [`Portfolio::tags`].
    pub tags: Vec<usize>,
    /// The earlier ones that it returns to ("then").
    pub then: Vec<usize>,
    /// The later ones that return to it ("now").
    pub now: Vec<usize>,
    /// At most five that share the most with it, the nearest first.
    pub related: Vec<usize>,
    /// The file that is its cover: one of [`Portfolio::attachments`].
    pub cover: Option<Arc<str>>,
}

/// A reflection's place in one inquiry.
#[derive(Clone, Debug)]
pub struct ThreadPlace {
    /// The inquiry, as an index into [`Portfolio::inquiries`].
    pub inquiry: usize,
    /// Its place in the story, from 1; 0 when it is not listed.
    pub position: usize,
    /// The one before it in the story.
    pub previous: Option<usize>,
    /// The one after it in the story.
    pub next: Option<usize>,
}

/// What a link leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A page with a title of its own.
    Document {
        /// Which.
        id: DocumentId,
        /// A heading's id there.
        fragment: Option<String>,
    },
    /// Another page of the site: the timeline, a feed.
    Page {
        /// Where it stands.
        address: Address,
        /// What followed the `#`.
        fragment: Option<String>,
    },
    /// A file that is published because of this link: one of [`Portfolio::attachments`], and what followed the path (`#page=2`).
    Attachment(Arc<str>, String),
    /// Another site, as written.
    Outside(String),
    /// An address of another site that is gone, and of which there is a copy.
    Archived(Box<ArchivedLink>),
    /// Nothing: what it named, in these words, is held back. The words stay.
    Nowhere(String),
}

/// A link to what is gone, and to its copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchivedLink {
    /// Where it was, as written.
    pub address: String,
    /// Where the copy is.
    pub copy: String,
    /// The language of the text, in which the copy is called one.
    pub lang: String,
}

/// A document that links here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backlink {
    /// Which.
    pub from: DocumentId,
    /// Which of its body's links: the sentence stands there.
    pub link: usize,
}

/// An inquiry and its reflections.
#[derive(Clone, Debug)]
pub struct Thread {
    /// What tags are matched by.
    pub slug: String,
    /// The file's title, else the first spelling by date.
    pub title: String,
    /// Its own file, when it has one. Its `document` is `None` for an inquiry that is only a tag.
    pub page: Linked<Option<Arc<Inquiry>>>,
    /// The colour of its thread.
    pub colour: ThreadColour,
    /// Its listed reflections, the oldest first.
    pub reflections: Vec<usize>,
    /// The years of these.
    pub years: Years,
    /// Its stages in order, the empty ones too. Reflections whose stage is none of these are in no entry.
    pub stages: Vec<Stage>,
    /// What it led to, as indices into [`Portfolio::inquiries`].
    pub led_to: Vec<usize>,
    /// What led to it.
    pub led_from: Vec<usize>,
}

/// A stage of an inquiry.
#[derive(Clone, Debug)]
pub struct Stage {
    /// Its name, as the inquiry's file gives it.
    pub name: String,
    /// Its listed reflections, the oldest first.
    pub reflections: Vec<usize>,
}

/// A tag.
#[derive(Clone, Debug)]
pub struct Tag {
    /// What spellings are matched by.
    pub slug: String,
    /// The first spelling by date.
    pub label: String,
    /// Where its page stands.
    pub address: Address,
    /// Its listed reflections, the oldest first.
    pub reflections: Vec<usize>,
    /// The years of these.
    pub years: Years,
}

/// A year of the timeline, of a tag, of an inquiry.
#[derive(Clone, Debug)]
pub struct Year {
    /// The year.
    pub year: i32,
    /// Its reflections, as a range of [`Portfolio::listed`], or of those of the tag or inquiry.
    pub listed: Range<usize>,
}

impl Year {
    /// The years of days that are in order, as ranges of these; the oldest first.
    pub fn of(days: impl Iterator<Item = NaiveDate>) -> Vec<Self> {
        let mut years: Vec<Self> = Vec::new();
        for (at, day) in days.enumerate() {
            match years.last_mut() {
                Some(last) if last.year == day.year() => last.listed.end = at + 1,
                _ => years.push(Self { year: day.year(), listed: at..at + 1 }),
            }
        }
        years
    }
}

/// The years of a tag or an inquiry, the oldest first. When it has very many reflections its page lists the newest year only, and each year has a
/// page of its own.
#[derive(Clone, Debug, Default)]
pub struct Years(Vec<Year>);

impl Years {
    /// The most reflections that one page lists, if they are of several years.
    pub const MOST_LISTED: usize = 200;

    /// The years of days that are in order.
    pub fn of(days: impl Iterator<Item = NaiveDate>) -> Self {
        Self(Year::of(days))
    }

    /// Those that have a page of their own: all, or none.
    #[must_use]
    pub fn with_pages(&self) -> &[Year] {
        match self.0.as_slice() {
            [_, .., last] if last.listed.end > Self::MOST_LISTED => &self.0,
            _ => &[],
        }
    }

    /// Those that the page of the tag or inquiry lists: all, or the newest.
    #[must_use]
    pub fn on_one_page(&self) -> &[Year] {
        let first = if self.with_pages().is_empty() { 0 } else { self.0.len() - 1 };
        &self.0[first..]
    }
}

/// An old address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// The old address.
    pub from: Address,
    /// The document that stood there.
    pub to: DocumentId,
}

impl Thread {
    /// Whether lists show it: not when its file is unlisted or a draft.
    #[must_use]
    pub fn is_listed(&self) -> bool {
        self.page.document.as_ref().is_none_or(|inquiry| inquiry.head.audience == Audience::Public)
    }
}

/// Which of its own pages a site has. The page itself, the links to it and the sitemap all ask here, so that none of them promises what is not made.
impl Portfolio {
    /// A timeline: when there is a reflection to list.
    #[must_use]
    pub fn has_timeline(&self) -> bool {
        !self.listed.is_empty()
    }

    /// A page of all inquiries: when there is one to list.
    #[must_use]
    pub fn has_inquiries(&self) -> bool {
        self.inquiries.iter().any(|thread| thread.is_listed())
    }

    /// A page of all tags.
    #[must_use]
    pub fn has_tags(&self) -> bool {
        !self.tags.is_empty()
    }

    /// Feeds: when there is a reflection to list, and a `base_url`, which their formats demand.
    #[must_use]
    pub fn has_feeds(&self) -> bool {
        self.settings.base_url.is_some() && !self.listed.is_empty()
    }
}

impl Portfolio {
    /// Every document that a file may stand for, the home page last.
    pub fn documents(&self) -> impl Iterator<Item = DocumentId> + use<> {
        let reflections = (0..self.reflections.len()).map(DocumentId::Reflection);
        let pages = (0..self.pages.len()).map(DocumentId::Page);
        let inquiries = (0..self.inquiries.len()).map(DocumentId::Inquiry);
        reflections.chain(pages).chain(inquiries).chain([DocumentId::Home])
    }

    /// The head of a document; `None` for an inquiry that is only a tag and for a home page without words.
    #[must_use]
    pub fn head(&self, id: DocumentId) -> Option<&Head> {
        match id {
            DocumentId::Reflection(i) => Some(&self.reflections[i].document.head),
            DocumentId::Page(i) => Some(&self.pages[i].document.head),
            DocumentId::Inquiry(i) => self.inquiries[i].page.document.as_ref().map(|inquiry| &inquiry.head),
            DocumentId::Tag(_) => None,
            DocumentId::Home => self.home.as_ref().map(|home| &home.document.head),
        }
    }

    /// A document's title.
    #[must_use]
    pub fn title(&self, id: DocumentId) -> &str {
        match id {
            DocumentId::Reflection(i) => self.names.get(i).title,
            DocumentId::Page(i) => &self.pages[i].document.head.title,
            DocumentId::Inquiry(i) => &self.inquiries[i].title,
            DocumentId::Tag(i) => &self.tags[i].label,
            DocumentId::Home => &self.settings.title,
        }
    }

    /// A document's address.
    #[must_use]
    pub fn address(&self, id: DocumentId) -> &Address {
        static HOME: LazyLock<Address> = LazyLock::new(Address::home);
        match id {
            DocumentId::Reflection(i) => &self.reflections[i].address,
            DocumentId::Page(i) => &self.pages[i].address,
            DocumentId::Inquiry(i) => &self.inquiries[i].page.address,
            DocumentId::Tag(i) => &self.tags[i].address,
            DocumentId::Home => &HOME,
        }
    }

    /// A document's address as text.
    #[must_use]
    pub fn path(&self, id: DocumentId) -> &str {
        match id {
            DocumentId::Reflection(i) => self.names.get(i).address,
            other => self.address(other).as_str(),
        }
    }

    /// What each link of a document's body leads to; empty for one without a file.
    #[must_use]
    pub fn destinations(&self, id: DocumentId) -> &[Destination] {
        match id {
            DocumentId::Reflection(i) => &self.reflections[i].destinations,
            DocumentId::Page(i) => &self.pages[i].destinations,
            DocumentId::Inquiry(i) => &self.inquiries[i].page.destinations,
            DocumentId::Tag(_) => &[],
            DocumentId::Home => self.home.as_ref().map_or(&[], |home| &home.destinations),
        }
    }

    /// The language of a document.
    #[must_use]
    pub fn lang(&self, id: DocumentId) -> &str {
        match id {
            DocumentId::Reflection(i) => self.names.get(i).lang,
            other => self.head(other).and_then(|head| head.lang.as_deref()).unwrap_or(&self.settings.language),
        }
    }
}

/// The outcome of linking: the files whose errors keep them out are named, so that a build that keeps going can leave them out and link again.
pub type HeldBack = BTreeSet<Arc<str>>;
