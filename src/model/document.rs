//! What one Markdown file says: a [`Reflection`], a [`Page`], an [`Inquiry`] or the words of the home page.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::address::Address;
use super::outside::asked_as;
use crate::diag::Place;
use crate::markdown::{Body, Html};
use crate::slug::slug;

/// A parsed file. Shared, since the linked portfolio and a warm cache both hold it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Document {
    /// A dated text.
    Reflection(Arc<Reflection>),
    /// An undated text.
    Page(Arc<Page>),
    /// `inquiries/<slug>.md`
    Inquiry(Arc<Inquiry>),
    /// `index.md`: the words on the home page.
    Home(Arc<Page>),
}

impl Document {
    /// What every kind of document has.
    #[must_use]
    pub fn head(&self) -> &Head {
        match self {
            Self::Reflection(reflection) => &reflection.head,
            Self::Page(page) | Self::Home(page) => &page.head,
            Self::Inquiry(inquiry) => &inquiry.head,
        }
    }

    /// Gives it the HTML of its text, which was kept apart from it.
    pub fn put_html(&mut self, html: Html) {
        let head = match self {
            Self::Reflection(reflection) => &mut Arc::make_mut(reflection).head,
            Self::Page(page) | Self::Home(page) => &mut Arc::make_mut(page).head,
            Self::Inquiry(inquiry) => &mut Arc::make_mut(inquiry).head,
        };
        Arc::make_mut(&mut head.body).html = html;
    }
}

/// What every kind of document has.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Head {
    /// The file, relative to the folder, `/` between its parts.
    pub path: Arc<str>,
    /// The name that addresses and wikilinks use. Never empty.
    pub slug: String,
    /// What links may call it.
    pub names: Names,
    /// Plain text. Never empty.
    pub title: String,
    /// The author's one sentence, else `None` (a list then shows the body's lead).
    pub summary: Option<String>,
    /// When the author says it was changed.
    pub updated: Option<NaiveDate>,
    /// A BCP 47 tag such as `mi` or `en-NZ`, when it is not the site's.
    pub lang: Option<String>,
    /// Who may find it.
    pub audience: Audience,
    /// Old addresses that lead here.
    pub aliases: Vec<Alias>,
    /// Addresses of other sites that the author knows are gone.
    pub archived: Vec<Archived>,
    /// Keys the program does not know, for templates.
    #[serde(with = "as_json")]
    pub extra: BTreeMap<String, serde_json::Value>,
    /// The text, shared: never copied after parsing.
    pub body: Arc<Body>,
}

impl Head {
    /// The copy of what stood at an address of another site, if the author notes one.
    #[must_use]
    pub fn copy_of(&self, address: &str) -> Option<&str> {
        if self.archived.is_empty() {
            return None;
        }
        let asked = asked_as(address)?;
        let noted = self.archived.iter().find(|noted| asked_as(&noted.address).as_ref() == Some(&asked))?;
        noted.copy.as_deref()
    }
}

/// Keys of any shape as one JSON text, for forms that must know the shape of what they hold.
mod as_json {
    use std::collections::BTreeMap;

    use serde::de::{Deserialize, Deserializer, Error as _};
    use serde::ser::{Error as _, Serializer};
    use serde_json::Value;

    pub fn serialize<S: Serializer>(keys: &BTreeMap<String, Value>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&serde_json::to_string(keys).map_err(S::Error::custom)?)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<String, Value>, D::Error> {
        serde_json::from_str(<&str>::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// What a link in double brackets may call a document, each as a slug; those that it does not have are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// By the name of its file, without its ending; of `x/index.md` that is `x`.
    pub file: Arc<str>,
    /// By the last part of its slug.
    pub own: Arc<str>,
    /// By its title.
    pub title: Arc<str>,
}

impl Names {
    /// The names of the document at `path`. One without a slug is called by its file's name without the date, too.
    #[must_use]
    pub fn of(path: &str, own_slug: &str, title: &str) -> Self {
        let stem = without_ending(path);
        let file_name = bundle(stem).unwrap_or(stem).rsplit('/').next().unwrap_or(stem);
        let own = match own_slug.rsplit('/').next() {
            Some(last) if !last.is_empty() => slug(last),
            _ => slug(undated(file_name)),
        };
        Self { file: slug(file_name).into(), own: own.into(), title: slug(title).into() }
    }
}

/// A path without the ending of a Markdown or HTML file.
#[must_use]
pub fn without_ending(path: &str) -> &str {
    if let Some(stem) = path.strip_suffix(".md") {
        return stem;
    }
    let ends = |ending: &str| {
        let at = path.len().checked_sub(ending.len())?;
        path.is_char_boundary(at).then(|| path.split_at(at)).filter(|(_, end)| end.eq_ignore_ascii_case(ending))
    };
    [".md", ".markdown", ".html"].iter().find_map(|ending| ends(ending)).map_or(path, |(stem, _)| stem)
}

/// The folder that stands for its text: `x` of `x/index` and `x/_index`.
#[must_use]
pub fn bundle(stem: &str) -> Option<&str> {
    stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/_index"))
}

/// A file name without the date that it begins with.
fn undated(name: &str) -> &str {
    let is_date = name.len() > 11 && name.is_char_boundary(10) && name.is_char_boundary(11);
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if is_date && digits(&name[..10]) { &name[11..] } else { name }
}

/// Who may find a document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Audience {
    /// Everyone.
    #[default]
    Public,
    /// Whoever has the address: built, but in no list, feed, search or sitemap.
    Unlisted,
    /// Nobody yet: shown, and marked, only in a preview.
    Draft,
}

/// An old address, and where the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Alias {
    /// A path inside the site without a leading slash, checked not to leave it; a folder's has `index.html` appended.
    pub path: String,
    /// Where it was written.
    pub place: Place,
}

/// An address of another site that is gone, as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    /// The address, of the web.
    pub address: String,
    /// The address of a copy, if there is one.
    pub copy: Option<String>,
}

/// A name of something else, as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// The name: a slug, a file name, a title or a relative path.
    pub name: String,
    /// Where it was written.
    pub place: Place,
}

/// A tag or an inquiry, as one document names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// As written, white space tidied.
    pub label: String,
    /// What makes two spellings one: the slug of the label. Never empty.
    pub slug: String,
    /// Where it stands.
    pub place: Place,
}

/// A dated text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reflection {
    /// What it shares with other documents.
    pub head: Head,
    /// The day, as written.
    pub date: NaiveDate,
    /// Where it stands: its day and its slug say so, and nothing else.
    pub address: Address,
    /// The inquiries it belongs to, in the author's order, without repetition.
    pub inquiries: Vec<Term>,
    /// The stage of its inquiry, as written.
    pub stage: Option<String>,
    /// Where the stage was written.
    pub stage_place: Place,
    /// Its tags, in the author's order, without repetition.
    pub tags: Vec<Term>,
    /// The picture that stands for it: a path as in a link of its text, which need not show it.
    pub cover: Option<Reference>,
    /// What the picture shows, for those who do not see it.
    pub cover_alt: String,
    /// The earlier reflections it returns to.
    pub revisits: Vec<Reference>,
    /// When its author means to come back to it: for the author alone, so no View has it.
    pub returns: Option<When>,
}

/// A day, a month or a year, no more exact than it was written. What is less exact comes first: `2027`, `2027-03`, `2027-03-11`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct When {
    /// The year, of four digits.
    pub year: u32,
    /// The month, if it is said, from 1.
    pub month: Option<u32>,
    /// The day, if it is said, from 1. There is none without a month.
    pub day: Option<u32>,
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        self.month.map_or(Ok(()), |month| write!(f, "-{month:02}"))?;
        self.day.map_or(Ok(()), |day| write!(f, "-{day:02}"))
    }
}

/// An undated text.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Page {
    /// What it shares with other documents. The slug is the path below `pages/`, slugged part by part: `school/about`.
    pub head: Head,
}

/// The question behind an inquiry tag, its stages and its story.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Inquiry {
    /// What it shares with other documents. The slug is what tags are matched by.
    pub head: Head,
    /// The question, plain text.
    pub question: Option<String>,
    /// The names of its stages, in order; empty for the default ones.
    pub stages: Vec<String>,
    /// Whether it goes on.
    pub state: InquiryState,
    /// The inquiries that came out of it.
    pub led_to: Vec<Reference>,
    /// The colour its author chose for its thread.
    pub colour: Option<ThreadColour>,
}

/// The stages of an inquiry whose file names none; the catalogues have a word for each.
pub const DEFAULT_STAGES: [&str; 3] = ["focusing", "teaching", "learning"];

/// Whether an inquiry goes on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum InquiryState {
    /// It goes on.
    #[default]
    Open,
    /// It waits.
    Resting,
    /// It has ended.
    Closed,
}

impl InquiryState {
    /// The word in front matter and in style sheets.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Resting => "resting",
            Self::Closed => "closed",
        }
    }
}

/// The colours a thread may have; the theme gives each a value for light, dark and paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ThreadColour {
    /// `teal`
    Teal,
    /// `plum`
    Plum,
    /// `ochre`
    Ochre,
    /// `blue`
    Blue,
    /// `brick`
    Brick,
    /// `moss`
    Moss,
    /// `violet`
    Violet,
    /// `rose`
    Rose,
    /// `slate`
    Slate,
    /// `copper`
    Copper,
}

impl ThreadColour {
    /// Every colour, in the order in which inquiries are given theirs.
    pub const ALL: [Self; 10] = [
        Self::Teal,
        Self::Plum,
        Self::Ochre,
        Self::Blue,
        Self::Brick,
        Self::Moss,
        Self::Violet,
        Self::Rose,
        Self::Slate,
        Self::Copper,
    ];

    /// The word in front matter and in style sheets.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Teal => "teal",
            Self::Plum => "plum",
            Self::Ochre => "ochre",
            Self::Blue => "blue",
            Self::Brick => "brick",
            Self::Moss => "moss",
            Self::Violet => "violet",
            Self::Rose => "rose",
            Self::Slate => "slate",
            Self::Copper => "copper",
        }
    }
}
