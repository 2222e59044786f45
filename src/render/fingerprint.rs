//! What a page is made from, as a hash: two pages of one template with one fingerprint are the same bytes.

use serde::Serialize;

use crate::digest;
use crate::model::theme::Theme;

/// XXH3.
pub type Fingerprint = digest::Digest;

/// The fingerprint of a page: its template's name and its View, in a form that no person reads, so that what is long is counted by its hash.
pub(super) fn of(template: &str, view: &impl Serialize) -> Fingerprint {
    let mut before = Vec::with_capacity(4 * 1024);
    before.extend_from_slice(template.as_bytes());
    before.push(0);
    digest::of(&postcard::to_extend(view, before).expect("a View's lists know their lengths"))
}

/// The fingerprint of all templates, of the words they may use, and of the program that reads them.
pub(super) fn of_templates(theme: &Theme) -> Fingerprint {
    // The debugging form holds every field.
    let words: Vec<String> = theme.catalogues.values().map(|catalogue| format!("{catalogue:?}")).collect();
    let templates = theme.templates.iter().flat_map(|(name, file)| [name.as_str(), &file.text]);
    digest::of_parts([digest::PROGRAM].into_iter().chain(templates).chain(words.iter().map(String::as_str)))
}
