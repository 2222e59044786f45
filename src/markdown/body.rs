//! What a Markdown text becomes: finished HTML with slots where addresses go, and an account of what is in it.
//!
//! The HTML is made once per text and never changed. Addresses differ from page to page (they are relative), so
//! each is left out and its position noted as a [`Slot`]; whoever lays out a page fills the slots from its own resolution of [`Body::links`].

use serde::{Deserialize, Serialize};

use super::html::Html;
use crate::diag::Place;

/// One text, rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// HTML, whole but for the slots. It is by far the most of a body: whoever keeps bodies keeps it apart from them.
    #[serde(skip)]
    pub html: Html,
    /// Where addresses are put in, ascending by `at`; several may stand at one offset and then go in in this order.
    pub slots: Vec<Slot>,
    /// Every address the text names that may be the portfolio's own, in the order of the text.
    pub links: Vec<Link>,
    /// The headings, in the order of the text. The ids are unique in the body.
    pub headings: Vec<Heading>,
    /// The ids in the body that are not a heading's (`id` and `<a name>` in raw HTML), in the order of the text: links to them can be checked.
    pub anchors: Vec<String>,
    /// The text of the first level-one heading that opens the body, if the body opens with one (it is then left out of `html`).
    pub title: Option<String>,
    /// How many words a reader reads (code and raw HTML's tags not counted).
    pub words: u32,
    /// The first paragraph as plain text, at most some 280 characters, cut at a word with an ellipsis; empty if there is none.
    pub lead: String,
    /// Whether the body holds highlighted code.
    pub has_code: bool,
    /// XXH3 of all of the above: two bodies with one hash are equal.
    pub hash: [u8; 16],
    /// The same of the sentences of the links alone.
    pub sentences: [u8; 16],
}

/// A position in [`Body::html`] at which something is put in that depends on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// Byte offset in the HTML.
    pub at: u32,
    /// Which of the body's links.
    pub link: u32,
    /// What goes in.
    pub form: SlotForm,
}

/// What a slot takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum SlotForm {
    /// A whole attribute with a leading space, ` name="address"`, the address escaped for an attribute; nothing at all when the link
    /// leads nowhere, which leaves plain words behind.
    Attribute(AttributeName),
    /// The address alone, escaped for an attribute (one candidate of a `srcset`).
    Address,
    /// The title of what is linked to, escaped as text: a wikilink without words of its own.
    Title,
}

/// The attributes that hold addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum AttributeName {
    /// `href`
    Href,
    /// `src`
    Src,
    /// `poster`
    Poster,
    /// `data` (of `object`)
    Data,
}

impl AttributeName {
    /// The name as it stands in HTML.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Href => "href",
            Self::Src => "src",
            Self::Poster => "poster",
            Self::Data => "data",
        }
    }
}

/// An address as the author wrote it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// What was written.
    pub target: Target,
    /// Whether a reader follows it or the page shows it.
    pub kind: LinkKind,
    /// Where it was written, in the body's text (the caller shifts it to the file's lines).
    pub place: Place,
    /// For a [`LinkKind::Follow`]: the sentence around it as plain text; empty if there is none.
    pub sentence: String,
}

/// Whether a link is followed or shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum LinkKind {
    /// The reader follows it (`<a href>`).
    Follow,
    /// The page shows what it names (`<img src>`, `<audio src>`, ...).
    Show,
}

/// What an author may write to name another thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Target {
    /// `[[name]]`, `[[name#heading]]`, `[[#heading]]` (then `name` is empty).
    Wiki {
        /// A slug, file name or title.
        name: String,
        /// The heading as written, without `#`.
        heading: Option<String>,
    },
    /// An address as written in `(...)`, `href` or `src`, entities decoded: relative, root-relative, `#fragment`, or absolute `http(s)`.
    Address(String),
    /// `{% post_url name %}`, with whatever `#fragment` followed.
    PostUrl {
        /// The name between the marks.
        name: String,
        /// The fragment, without `#`.
        fragment: Option<String>,
    },
}

/// A heading of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its `id`.
    pub id: String,
    /// Its text, plain.
    pub text: String,
}
