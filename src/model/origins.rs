//! Where what a document says of itself comes from: which line of its front matter, its heading, its name. For an author who wonders; no
//! page is made from it.

/// Where a document's date, title, inquiries and audience come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origins {
    /// `None` for one without a date.
    pub date: Option<Origin>,
    /// Where its title comes from.
    pub title: Origin,
    /// Slug and line of each inquiry that the front matter names, in the author's order.
    pub inquiries: Vec<(String, u32)>,
    /// What keeps it from lists or from the site; `None` for a public one.
    pub audience: Option<Origin>,
}

/// Where one thing comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A key of the front matter.
    Key {
        /// As written.
        key: String,
        /// Its line, from 1.
        line: u32,
    },
    /// The heading that opens the text.
    Heading {
        /// Its line, from 1.
        line: u32,
    },
    /// The name of the file, or of the folder that stands for it.
    Name,
    /// Nothing of its own: a title made of the day, or of the site's.
    Otherwise,
}
