//! What a page is made from, as a hash: two pages of one template with one fingerprint are the same bytes.

use crate::digest;
use crate::model::theme::Theme;

/// BLAKE3, the first 16 bytes.
pub type Fingerprint = digest::Digest;

/// The fingerprint of a page: its template's name and its View, in a form that no person reads, so that what is long is counted by its hash.
pub(super) fn of(template: &str, view: &dyn erased_serde::Serialize) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    hasher.update(template.as_bytes()).update(&[0]);
    let bytes = postcard::to_extend(view, Vec::with_capacity(4 * 1024)).expect("a View's lists know their lengths");
    digest::finish(hasher.update(&bytes))
}

/// The fingerprint of all templates, of the words they may use, and of the program that reads them.
pub(super) fn of_templates(theme: &Theme) -> Fingerprint {
    let mut hasher = blake3::Hasher::new();
    hasher.update(digest::PROGRAM.as_bytes());
    for (name, file) in &theme.templates {
        for part in [name, &file.text] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
    }
    for catalogue in theme.catalogues.values() {
        // The debugging form holds every field.
        hasher.update(format!("{catalogue:?}").as_bytes());
    }
    digest::finish(&hasher)
}
