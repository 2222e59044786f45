//! A text as it was last parsed.

use std::sync::Arc;

use super::standing::Hash;
use crate::diag::Diagnosed;
use crate::model::document::Document;
use crate::model::source::Stamp;

/// What parsing gave.
pub(super) type Parsed = Diagnosed<Option<Document>>;

/// A text as it was last parsed.
#[derive(Clone, Debug)]
pub(super) struct Text {
    pub stamp: Option<Stamp>,
    pub hash: Hash,
    pub parsed: Arc<Parsed>,
}

impl Text {
    /// A text of which there is nothing to tell.
    pub fn clean(stamp: Option<Stamp>, hash: Hash, document: Document) -> Self {
        Self { stamp, hash, parsed: Arc::new(Diagnosed::clean(Some(document))) }
    }

    /// What it says, if there is nothing to tell of it.
    pub fn if_clean(&self) -> Option<&Document> {
        self.parsed.value.as_ref().filter(|_| self.parsed.diagnostics.is_empty())
    }
}
