//! What was agreed for pictures of people: one entry of `consent.yaml`.

use std::sync::Arc;

use chrono::NaiveDate;

use super::document::Reference;

/// That a picture may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// The file that the entry stands in.
    pub file: Arc<str>,
    /// The picture's path in the folder, or that of a folder of pictures with its slash, and where the entry names it.
    pub picture: Reference,
    /// The last day; `None` for as long as nobody says otherwise.
    pub until: Option<NaiveDate>,
    /// For what, in the author's words.
    pub purpose: Option<String>,
}
