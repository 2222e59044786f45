//! A stand-in with the interface of the pipeline, so that `cli` compiles before the rooms are joined.

use std::path::PathBuf;
use std::time::Duration;

use crate::diag::{Broken, Diagnostic};

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The folder of the portfolio.
    pub folder: PathBuf,
    /// The output folder; `_site` in the portfolio without one.
    pub out: Option<PathBuf>,
    /// Whether drafts are built too.
    pub drafts: bool,
    /// The address the site is published at, before that of the settings.
    pub base_url: Option<String>,
    /// Whether files without errors are built when others have some.
    pub keep_going: bool,
    /// Whether warnings count as errors.
    pub strict: bool,
}

/// What a build found and did.
#[derive(Clone, Debug)]
pub struct Report {
    /// Sorted, with their source lines.
    pub diagnostics: Vec<Diagnostic>,
    /// What was written; `None` if and only if nothing was.
    pub site: Option<Summary>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// What was written.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The output folder.
    pub out: PathBuf,
    /// How many pages the site has.
    pub pages: usize,
    /// How many reflections it shows.
    pub reflections: usize,
    /// How many files were written.
    pub written: usize,
    /// How many files stood there already.
    pub unchanged: usize,
    /// How many files were deleted.
    pub deleted: usize,
}

/// One step of a build.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name: a verb.
    pub name: &'static str,
    /// How long it took.
    pub took: Duration,
    /// On how much: "38 files".
    pub did: String,
}

/// Who is told how far a build has come.
pub trait Progress: Sync {
    /// A step begins that has `total` parts.
    fn begin(&self, step: &'static str, total: usize);
    /// One part is done.
    fn advance(&self);
}

/// Builds the site.
///
/// # Errors
/// When the world is broken.
pub fn build(request: &Request, progress: &dyn Progress) -> Result<Report, Broken> {
    let out = request.out.clone().unwrap_or_else(|| request.folder.join("_site"));
    progress.begin("read", 1);
    let mut diagnostics = crate::read::folder(&request.folder, &out)?.diagnostics;
    progress.advance();
    crate::diag::sort(&mut diagnostics);
    Ok(Report { diagnostics, site: None, steps: Vec::new() })
}
