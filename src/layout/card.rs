//! The small views that many pages share: a neighbour, a card in a list, a thread's name, a day.
//!
//! Each is shallow: `{ href, title, date }` and little more, never a whole reflection.

use std::borrow::Cow;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use super::items::{Item, Items};
use super::late::{Day, Href};
use super::made_from::{Hash, Mark};
use super::scope::Scope;
use crate::model::portfolio::{Backlink, DocumentId};

/// A link to a reflection, in passing.
#[derive(Debug)]
pub struct Neighbour<'p> {
    /// Relative to the page.
    pub href: Href<'p>,
    /// Its title.
    pub title: &'p str,
    /// Its language, where it is not the page's.
    pub lang: Option<&'p str>,
    /// Its day.
    pub date: Day<'p>,
    /// Of all these.
    pub(super) mark: Hash,
}

impl Serialize for Neighbour<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if !serializer.is_human_readable() {
            return Mark(self.mark).serialize(serializer);
        }
        let mut fields = serializer.serialize_struct("Neighbour", 4)?;
        fields.serialize_field("href", &self.href)?;
        fields.serialize_field("title", self.title)?;
        fields.serialize_field("lang", &self.lang)?;
        fields.serialize_field("date", &self.date)?;
        fields.end()
    }
}

impl<'p> Item<'p> for Neighbour<'p> {
    type Of = usize;

    fn new(scope: &Scope<'p>, of: usize) -> Self {
        scope.neighbour(of)
    }

    fn mark(scope: &Scope<'p>, of: usize) -> impl Serialize {
        Mark(*scope.site.marks.name(DocumentId::Reflection(of)))
    }
}

/// A reflection in a list.
#[derive(Debug, Serialize)]
pub struct Card<'p> {
    /// Relative to the page.
    pub href: Href<'p>,
    /// Its title.
    pub title: &'p str,
    /// Its language, where it is not the page's.
    pub lang: Option<&'p str>,
    /// The direction of its script, where its language is not the page's.
    pub dir: Option<&'static str>,
    /// Its day.
    pub date: Day<'p>,
    /// The author's summary, else its first paragraph cut short; plain text; may be empty.
    pub summary: &'p str,
    /// The inquiries it belongs to.
    pub inquiries: Vec<ThreadName<'p>>,
    /// Its stage: a default one in the page's language, else as written.
    pub stage: Option<&'p str>,
    /// Whether it returns to an earlier one.
    pub revisits: bool,
    /// Whether it is a draft (only in a preview).
    pub draft: bool,
}

impl<'p> Item<'p> for Card<'p> {
    type Of = usize;

    fn new(scope: &Scope<'p>, of: usize) -> Self {
        scope.card(of)
    }

    fn mark(scope: &Scope<'p>, of: usize) -> impl Serialize {
        Mark(scope.site.marks.card(of))
    }
}

/// An inquiry by name and colour. The colour never stands without the name.
#[derive(Debug, Serialize)]
pub struct ThreadName<'p> {
    /// Relative to the page.
    pub href: Href<'p>,
    /// The inquiry's title.
    pub title: &'p str,
    /// The word for its colour, for a class: `teal`, `plum`, ...
    pub colour: &'static str,
}

/// A tag by name.
#[derive(Debug, Serialize)]
pub struct TagName<'p> {
    /// Relative to the page.
    pub href: Href<'p>,
    /// The tag's label.
    pub label: &'p str,
    /// How many listed reflections have it.
    pub count: usize,
    /// From 1 (rare) to 5 (most common in this portfolio).
    pub weight: u8,
}

/// An inquiry in a list.
#[derive(Debug, Serialize)]
pub struct InquiryCard<'p> {
    /// Relative to the page.
    pub href: Href<'p>,
    /// Its title.
    pub title: &'p str,
    /// Its question, where its file gives one.
    pub question: Option<&'p str>,
    /// Its language, where it is not the page's.
    pub lang: Option<&'p str>,
    /// `open`, `resting` or `closed`, for a class.
    pub state: &'static str,
    /// The word for its state in the page's language.
    pub state_word: &'p str,
    /// The word for its colour, for a class.
    pub colour: &'static str,
    /// `12 reflections`
    pub count: String,
    /// From its first month to its last: `March 2023 – November 2026`; empty without reflections.
    pub span: String,
    /// Its newest reflection.
    pub latest: Option<Neighbour<'p>>,
}

/// An entry of a table of contents.
#[derive(Debug, Serialize)]
pub struct Contents<'p> {
    /// `#what-i-saw`
    pub href: String,
    /// The heading, plain text.
    pub text: &'p str,
    /// 2 to 4.
    pub level: u8,
}

/// A document that links to the page.
#[derive(Debug, Serialize)]
pub struct BacklinkView<'p> {
    /// Relative to the page.
    pub href: Href<'p>,
    /// Its title.
    pub title: &'p str,
    /// Its language, where it is not the page's.
    pub lang: Option<&'p str>,
    /// Its day, if it is a reflection.
    pub date: Option<Day<'p>>,
    /// The sentence the link stands in; may be empty.
    pub sentence: Cow<'p, str>,
}

impl<'p> Item<'p> for BacklinkView<'p> {
    type Of = Backlink;

    fn new(scope: &Scope<'p>, of: Backlink) -> Self {
        scope.backlink(of)
    }

    fn mark(scope: &Scope<'p>, of: Backlink) -> impl Serialize {
        (Mark(scope.site.marks.backlink(&scope.site, of.from)), of.link)
    }
}

/// A month of a list.
#[derive(Debug, Serialize)]
pub struct Month<'p> {
    /// `month-03`, for an `id`.
    pub id: String,
    /// `March`, in the page's language; `March 2026` in lists over several years.
    pub name: String,
    /// Its reflections, the newest first.
    pub cards: Items<'p, Card<'p>>,
}

/// A year in a list of years.
#[derive(Debug, Serialize)]
pub struct YearLink<'p> {
    /// The year's page, relative to the page.
    pub href: Href<'p>,
    /// `2026`
    pub year: i32,
    /// How many reflections.
    pub count: usize,
    /// `12 reflections`
    pub count_words: String,
    /// Whether this is the page.
    pub current: bool,
}

/// A picture.
#[derive(Debug, Serialize)]
pub struct Picture<'p> {
    /// Relative to the page.
    pub src: Href<'p>,
    /// What it shows, for those who do not see it.
    pub alt: &'p str,
}
