//! What `portfolio.yaml` says. Every field has a default: the file itself is optional.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::diag::Place;

/// The settings of a portfolio.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// The settings' own file, relative to the folder; `None` when there is none.
    pub path: Option<Arc<str>>,
    /// The title of the site; without one, the folder's name.
    pub title: String,
    /// Who writes it.
    pub author: Option<String>,
    /// Where it is published, ending in `/`: `https://me.github.io/portfolio/`.
    pub base_url: Option<String>,
    /// The language of the site, a BCP 47 tag.
    pub language: String,
    /// One sentence on what it is, for feeds and search engines.
    pub description: Option<String>,
    /// The look, in a few choices.
    pub look: Look,
    /// What the home page shows first.
    pub home: HomeOrder,
    /// The pages in the menu, as the author named them; `None` for all public pages directly below `pages/`.
    pub menu: Option<Vec<super::document::Reference>>,
    /// Further front matter keys that hold a date, in order of preference.
    pub date_keys: Vec<String>,
    /// What a page may weigh with its pictures, in bytes, before `check` warns of it.
    pub page_weight: u64,
    /// Keys the program does not know, for templates.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// Where `base_url` was written.
    pub base_url_place: Place,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            path: None,
            title: String::new(),
            author: None,
            base_url: None,
            language: "en".to_owned(),
            description: None,
            look: Look::default(),
            home: HomeOrder::default(),
            menu: None,
            date_keys: Vec::new(),
            page_weight: 2_000_000,
            extra: BTreeMap::new(),
            base_url_place: Place::default(),
        }
    }
}

/// What an author may change of the look without writing a style sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// The colour of links and marks, as six hexadecimal digits after `#`; the theme's own without.
    pub accent: Option<String>,
    /// The kind of letters.
    pub font: Font,
    /// The measure: characters per line, 45 to 90; the theme's own without.
    pub width: Option<u8>,
}

/// The kind of letters text is set in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Font {
    /// The reader's own serif.
    #[default]
    Serif,
    /// The reader's own sans serif.
    Sans,
}

/// What the home page shows first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum HomeOrder {
    /// The newest reflections, then the inquiries.
    #[default]
    Latest,
    /// The inquiries, then the newest reflections.
    Inquiries,
}
