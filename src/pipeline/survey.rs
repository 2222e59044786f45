//! What a folder holds and comes to, for whoever explains it rather than builds it. It is there also when errors keep the site from being made.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use super::edition::Edition;
use super::sources::Sources;
use crate::diag::Diagnostic;
use crate::model::document::Document;
use crate::model::origins::Origins;
use crate::model::portfolio::{DocumentId, Portfolio};
use crate::model::settings::Settings;
use crate::model::source::{Attachment, Role, SourceFile};
use crate::{check, parse, read};

/// One look at a folder.
#[derive(Debug)]
pub struct Survey {
    pub(super) sources: Sources,
    /// What is published, or would be without the errors.
    pub(super) edition: Arc<Edition>,
    /// Everything found, sorted by path, line and column, with the source lines.
    pub diagnostics: Vec<Diagnostic>,
    /// What is published of each text, once somebody has asked.
    pub(super) published: OnceLock<BTreeMap<Arc<str>, DocumentId>>,
}

impl Survey {
    /// A look of which nothing is told yet.
    pub(super) fn of(sources: Sources, edition: Arc<Edition>) -> Self {
        Self { sources, edition, diagnostics: Vec::new(), published: OnceLock::new() }
    }

    /// Every file that may matter, sorted by path; the bytes of texts are dropped.
    #[must_use]
    pub fn files(&self) -> &[SourceFile] {
        &self.sources.tree.files
    }

    /// The file at a path of the folder.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&SourceFile> {
        let at = self.files().binary_search_by(|file| (*file.path).cmp(path)).ok()?;
        Some(&self.files()[at])
    }

    /// What every text says that could be read, drafts too; sorted by path.
    #[must_use]
    pub fn documents(&self) -> &[Document] {
        &self.sources.documents
    }

    /// What the text at a path of the folder says.
    #[must_use]
    pub fn document(&self, path: &str) -> Option<&Document> {
        let at = self.documents().binary_search_by(|document| (*document.head().path).cmp(path)).ok()?;
        Some(&self.documents()[at])
    }

    /// What was found wrong with the file at a path, or remarked on it.
    #[must_use]
    pub fn found_in(&self, path: &str) -> &[Diagnostic] {
        let first = self.diagnostics.partition_point(|found| found.path.as_deref() < Some(path));
        let count = self.diagnostics[first..].partition_point(|found| found.path.as_deref() == Some(path));
        &self.diagnostics[first..first + count]
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.sources.settings
    }

    /// What is published, linked: without drafts, unless they were asked for.
    #[must_use]
    pub fn portfolio(&self) -> &Portfolio {
        self.edition.portfolio()
    }

    /// The bytes of `CNAME`, if there is one.
    #[must_use]
    pub fn cname(&self) -> Option<&[u8]> {
        let file = self.files().iter().find(|file| file.role == Role::Cname)?;
        file.bytes.as_deref()
    }

    /// As [`Edition::base_path`].
    #[must_use]
    pub fn base_path(&self) -> String {
        self.edition.base_path()
    }

    /// The files that published pages use.
    #[must_use]
    pub fn attachments(&self) -> &[Attachment] {
        self.edition.attachments()
    }

    /// The last day of what was agreed for the picture at a path, if that has ended and the picture is left out.
    #[must_use]
    pub fn consent_ended(&self, path: &str) -> Option<NaiveDate> {
        check::Ended::on(&self.sources.consents, self.sources.today).last_day(path)
    }

    /// What the text at a path is in the site; `None` for one that is not published.
    #[must_use]
    pub fn published(&self, path: &str) -> Option<DocumentId> {
        self.published.get_or_init(|| published(self.portfolio())).get(path).copied()
    }

    /// Whether a page or a file stands at a path inside the site.
    #[must_use]
    pub fn is_made(&self, address: &str) -> bool {
        self.edition.stands(address)
    }

    /// Where what the text at a path says of itself comes from. Reads the file once more; `None` when it cannot be read now, or says nothing.
    #[must_use]
    pub fn origins(&self, path: &str) -> Option<Origins> {
        let file = read::again(self.file(path)?)?;
        parse::origins(&file, self.document(path)?.head(), self.settings(), &self.sources.looks.theme)
    }
}

fn published(portfolio: &Portfolio) -> BTreeMap<Arc<str>, DocumentId> {
    portfolio.documents().filter_map(|id| Some((Arc::clone(&portfolio.head(id)?.path), id))).collect()
}
