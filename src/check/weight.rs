//! Pages that weigh more than their budget: on a telephone, far from the next mast, they do not come.
//!
//! In: each page's HTML in bytes, and the pictures that it shows, each with its own; and what the settings allow. Out: the pages that weigh too much.

use std::sync::Arc;

use crate::diag::Diagnostic;

/// What a reader loads with one page.
#[derive(Debug)]
pub struct Load<'p> {
    /// The text that the page is made from.
    pub path: &'p Arc<str>,
    /// The bytes of its HTML.
    pub html: u64,
    /// The pictures that it shows, by path, each with its bytes.
    pub pictures: Vec<(&'p str, u64)>,
}

/// What is to be said of a page, if it weighs more than `budget`.
#[must_use]
pub fn too_heavy(load: &Load<'_>, budget: u64) -> Option<Diagnostic> {
    let pictures: u64 = load.pictures.iter().map(|(_, bytes)| bytes).sum();
    let whole = load.html + pictures;
    if whole <= budget {
        return None;
    }
    let found = |message| Diagnostic::warning("heavy-page", message).in_file(load.path);
    let (largest, bytes) = load.pictures.iter().max_by_key(|(_, bytes)| *bytes).copied().unwrap_or_default();
    let whole = megabytes(whole);
    Some(match load.html > budget {
        true => found(format!("the page of this text weighs {whole}, most of it words"))
            .help("divide the text into several"),
        false => found(format!(
            "the page of this text weighs {whole}: its largest picture is \"{largest}\" with {}",
            megabytes(bytes)
        ))
        .help("make its pictures smaller: 1600 pixels across are enough for a page"),
    })
}

fn megabytes(bytes: u64) -> String {
    format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Load, too_heavy};

    #[test]
    fn a_page_is_weighed_with_its_pictures() {
        let path: Arc<str> = Arc::from("reflections/a.md");
        let said =
            |html, pictures| too_heavy(&Load { path: &path, html, pictures }, 2_000_000).map(|found| found.message);
        assert_eq!(said(20_000, vec![("eel.jpg", 1_980_000)]), None);
        let eel = said(20_000, vec![("stream.jpg", 700_000), ("eel.jpg", 4_810_000)]);
        assert_eq!(
            eel.as_deref(),
            Some("the page of this text weighs 5.5 MB: its largest picture is \"eel.jpg\" with 4.8 MB")
        );
        assert_eq!(said(2_400_000, vec![]).as_deref(), Some("the page of this text weighs 2.4 MB, most of it words"));
    }
}
