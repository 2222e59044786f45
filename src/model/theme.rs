//! The theme as data: templates, files it brings, words. Built-in files first, the portfolio's own `theme/` over them.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::address::Address;
use super::catalogue::Catalogue;

/// A theme, whole.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Templates by file name: `reflection.html`.
    pub templates: BTreeMap<String, ThemeFile>,
    /// Style sheet, script and whatever else lies beside the templates, by file name: `style.css`.
    pub assets: BTreeMap<String, ThemeAsset>,
    /// The interface's words by language subtag: `en`, `mi`, `fr`. `en` is always there.
    pub catalogues: BTreeMap<String, Catalogue>,
}

/// A template.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// The file that replaces the built-in one, relative to the folder; `None` for a built-in one.
    pub path: Option<Arc<str>>,
    /// Its text.
    pub text: String,
}

/// A file that is published as it is.
#[derive(Clone, Debug)]
pub struct ThemeAsset {
    /// Where it is published, its content's hash in the name.
    pub address: Address,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl Theme {
    /// The catalogue for a BCP 47 tag: that of its first subtag, else English.
    #[must_use]
    pub fn catalogue(&self, lang: &str) -> &Catalogue {
        let primary = lang.split('-').next().unwrap_or(lang).to_ascii_lowercase();
        self.catalogues.get(&primary).unwrap_or_else(|| &self.catalogues["en"])
    }
}
