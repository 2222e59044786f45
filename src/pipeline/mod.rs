//! The whole way in one place: folder, source tree, documents, portfolio, pages, output tree, site.
//!
//! Everything a build does is called from here, in this order; nothing here knows how. If any diagnostic is an error, `write` is not called.

mod findings;
mod pages;
mod standing;
mod steps;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;

pub use self::steps::{Progress, Silent, Step};

use self::findings::Findings;
use self::steps::Clock;
use crate::diag::{Broken, Diagnostic};
use crate::layout::Site;
use crate::model::document::Document;
use crate::model::portfolio::Portfolio;
use crate::model::settings::Settings;
use crate::model::source::{Role, SourceFile, SourceTree};
use crate::model::theme::Theme;
use crate::{link, parse, read, write};

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// The folder of the portfolio.
    pub folder: PathBuf,
    /// Where the site goes; `_site` in the folder without.
    pub out: Option<PathBuf>,
    /// Whether drafts are built too.
    pub drafts: bool,
    /// Stands for `base_url` in `portfolio.yaml`.
    pub base_url: Option<String>,
    /// Whether files with errors are held back and the rest is built.
    pub keep_going: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
}

/// What came of it.
#[derive(Debug)]
pub struct Report {
    /// Everything found, sorted by path, line and column, with the source lines.
    pub diagnostics: Vec<Diagnostic>,
    /// What was written; `None` when nothing was.
    pub site: Option<Summary>,
    /// What each step did and how long it took.
    pub steps: Vec<Step>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Where the site is.
    pub out: PathBuf,
    /// Files of the site.
    pub pages: usize,
    /// Reflections in it.
    pub reflections: usize,
    /// Files whose bytes changed.
    pub written: usize,
    /// Files that were already so.
    pub unchanged: usize,
    /// Files of ours that are no longer made.
    pub deleted: usize,
}

/// Builds the site of a folder.
///
/// # Errors
/// When the world is broken: a disk that is full, a folder without permission. Mistakes in the author's files are in the report.
pub fn build(request: &Request, progress: &dyn Progress) -> Result<Report, Broken> {
    let mut clock = Clock::new(progress);
    let mut findings = Findings::new(request.strict, request.keep_going);
    let site = run(request, &mut clock, &mut findings)?;
    let mut diagnostics = findings.sorted();
    read::source_lines(&request.folder, &mut diagnostics);
    Ok(Report { diagnostics, site, steps: clock.steps() })
}

/// The sentence: read, parse, link, lay out, render, write. `None` when an error keeps the site from being written.
fn run(request: &Request, clock: &mut Clock<'_>, findings: &mut Findings) -> Result<Option<Summary>, Broken> {
    let out = request.out.clone().unwrap_or_else(|| request.folder.join("_site"));
    findings.note(write::inspect(&out, &request.folder)?);
    let tree = clock.step("read", || read::folder(&request.folder, &out))?;
    let tree = findings.take(tree);
    clock.did(format!("{} files", tree.files.len()));
    if findings.stop() {
        return Ok(None);
    }
    let (settings, theme) = settings_and_theme(request, &tree, findings);
    let documents = parse_all(&tree, &settings, &theme, clock, findings);
    // A text with an error is held back, and the links of the others are still looked at, so that every mistake is told in one run.
    if findings.is_fatal() {
        return Ok(None);
    }
    let portfolio = link_all(request, &tree, documents, &settings, clock, findings);
    let attachments = findings.take(clock.step("use files", || read::attachments(&tree, &portfolio.attachments))?);
    clock.did(format!("{} files", attachments.len()));
    let cname = tree.files.iter().find(|file| file.role == Role::Cname).and_then(|file| file.bytes.as_deref());
    let site = Site { portfolio: &portfolio, theme: &theme, attachments: &attachments, cname };
    let (output, record) = pages::render_all(&site, (&request.folder, &out), clock, findings);
    findings.note(write::conflicts(&output, &out)?);
    if findings.stop() {
        return Ok(None);
    }
    let pages = output.files.len();
    let written = clock.step("write", || write::write(output, &out))?;
    clock.did(format!("{} of {pages} files", written.written));
    write::cache(&request.folder, standing::NAME, record);
    let reflections = portfolio.reflections.len();
    let write::Written { written, unchanged, deleted } = written;
    Ok(Some(Summary { out, pages, reflections, written, unchanged, deleted }))
}

fn settings_and_theme(request: &Request, tree: &SourceTree, findings: &mut Findings) -> (Settings, Theme) {
    let file = tree.files.iter().find(|file| file.role == Role::Settings);
    let mut settings = findings.take(parse::settings(file, &folder_name(&request.folder)));
    if let Some(base_url) = &request.base_url {
        settings.base_url = findings.take(parse::base_url_given(base_url));
    }
    let theme = findings.take(parse::theme(&tree.files));
    (settings, theme)
}

/// The last part of the folder's full path.
fn folder_name(folder: &Path) -> String {
    let full = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    full.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn parse_all(
    tree: &SourceTree,
    settings: &Settings,
    theme: &Theme,
    clock: &mut Clock<'_>,
    findings: &mut Findings,
) -> Vec<Document> {
    let files: Vec<&SourceFile> =
        tree.files.iter().filter(|file| file.role == Role::Markdown && file.bytes.is_some()).collect();
    let progress = clock.begin("parse", files.len());
    let parsed: Vec<_> = clock.step("parse", || {
        let one = |file: &&SourceFile| {
            let parsed = parse::document(file, settings, theme);
            progress.advance();
            parsed
        };
        files.par_iter().map(one).collect()
    });
    clock.did(format!("{} texts", files.len()));
    parsed.into_iter().filter_map(|parsed| findings.take(parsed)).collect()
}

/// Links, holding back what has errors until what is left has none (or, unless the build keeps going, once).
fn link_all(
    request: &Request,
    tree: &SourceTree,
    mut documents: Vec<Document>,
    settings: &Settings,
    clock: &mut Clock<'_>,
    findings: &mut Findings,
) -> Portfolio {
    let files: Vec<Arc<str>> =
        tree.files.iter().filter(|f| f.role == Role::Attachment).map(|f| Arc::clone(&f.path)).collect();
    loop {
        let held = findings.held().clone();
        documents.retain(|document| !held.contains(&document.head().path));
        let material =
            link::Material { documents: &documents, files: &files, settings, drafts: request.drafts, held: &held };
        let linked = clock.step("link", || link::link(material));
        clock.did(format!("{} documents", documents.len()));
        let portfolio = findings.take(linked);
        if !request.keep_going || findings.held().len() == held.len() {
            return portfolio;
        }
    }
}
