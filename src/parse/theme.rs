//! The built-in theme and the portfolio's own `theme/` over it, as data: templates, files, words. The only user of rust-embed.

use std::borrow::Cow;
use std::sync::Arc;

use rust_embed::RustEmbed;

use super::catalogue;
use crate::diag::{Diagnosed, Diagnostic};
use crate::digest;
use crate::model::address::Address;
use crate::model::catalogue::Catalogue;
use crate::model::source::{Role, SourceFile};
use crate::model::theme::{Theme, ThemeAsset, ThemeFile};

/// The files of the built-in theme, compiled in.
#[derive(RustEmbed)]
#[folder = "themes/default/"]
struct BuiltIn;

/// The theme that the portfolio's files (those with [`Role::Theme`]) make over the built-in one. A file replaces the built-in file of its name;
/// `languages/<code>.yaml` adds a language or changes words of one. Every diagnostic carries the path of its file.
#[must_use]
pub fn theme(files: &[SourceFile]) -> Diagnosed<Theme> {
    let mut read = Diagnosed::clean(built_in());
    for file in files.iter().filter(|file| file.role == Role::Theme) {
        let name = file.path.strip_prefix("theme/").unwrap_or(&file.path);
        if let Some(bytes) = &file.bytes {
            let found = put(&mut read.value, name, Cow::Borrowed(bytes), Some(&file.path));
            read.diagnostics.extend(found.into_iter().map(|found| found.in_file(&file.path)));
        }
    }
    read
}

fn built_in() -> Theme {
    let mut theme = Theme { templates: Default::default(), assets: Default::default(), catalogues: Default::default() };
    theme.catalogues.insert("en".to_owned(), catalogue::bare());
    let mut names: Vec<_> = BuiltIn::iter().collect();
    // English first: its words are the keys of every other language.
    names.sort_by_key(|name| (language_of(name) != Some("en"), name.clone()));
    for name in names {
        if let Some(file) = BuiltIn::get(&name) {
            let found = put(&mut theme, &name, file.data, None);
            debug_assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
    theme
}

/// Puts one file into the theme, in the place that its name says.
fn put(theme: &mut Theme, name: &str, bytes: Cow<'_, [u8]>, path: Option<&Arc<str>>) -> Vec<Diagnostic> {
    if let Some(lang) = language_of(name) {
        return put_catalogue(theme, lang, &bytes);
    }
    if name.ends_with(".html") || name.ends_with(".xml") {
        return put_template(theme, name, &bytes, path);
    }
    let address = Address::asset(name.rsplit('/').next().unwrap_or(name), &digest::lasting(&bytes));
    theme.assets.insert(name.to_owned(), ThemeAsset { address, bytes: bytes.into_owned() });
    Vec::new()
}

/// `fr` of `languages/fr.yaml`.
fn language_of(name: &str) -> Option<&str> {
    let file = name.strip_prefix("languages/")?;
    file.strip_suffix(".yaml")
        .or_else(|| file.strip_suffix(".yml"))
        .filter(|lang| !lang.is_empty() && !lang.contains('/'))
}

fn put_template(theme: &mut Theme, name: &str, bytes: &[u8], path: Option<&Arc<str>>) -> Vec<Diagnostic> {
    match super::text(bytes) {
        Ok(text) => {
            theme.templates.insert(name.to_owned(), ThemeFile { path: path.cloned(), text });
            Vec::new()
        }
        Err(found) => vec![found],
    }
}

fn put_catalogue(theme: &mut Theme, lang: &str, bytes: &[u8]) -> Vec<Diagnostic> {
    let lang = lang.to_ascii_lowercase();
    let text = match super::text(bytes) {
        Ok(text) => text,
        Err(found) => return vec![found],
    };
    let below: &Catalogue = theme.catalogues.get(&lang).unwrap_or(&theme.catalogues["en"]);
    let read = catalogue::catalogue(&lang, &text, below);
    theme.catalogues.insert(lang, read.value);
    read.diagnostics
}

#[cfg(test)]
mod tests;
