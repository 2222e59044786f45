//! What has been found so far in a build, and what follows from it: whether to stop, and what to hold back.

use std::sync::Arc;

use crate::diag::{Diagnosed, Diagnostic, Severity, sort};
use crate::model::portfolio::HeldBack;

/// The diagnostics of a build as they come in.
#[derive(Clone)]
pub(super) struct Findings {
    all: Vec<Diagnostic>,
    held: HeldBack,
    strict: bool,
    keep_going: bool,
    /// Whether there is an error that keep-going cannot go around: one without a Markdown file to hold back.
    fatal: bool,
}

impl Findings {
    pub fn new(strict: bool, keep_going: bool) -> Self {
        Self { all: Vec::new(), held: HeldBack::new(), strict, keep_going, fatal: false }
    }

    /// Takes note of what was found and gives the value.
    pub fn take<T>(&mut self, found: Diagnosed<T>) -> T {
        let Diagnosed { value, diagnostics } = found;
        self.note(diagnostics);
        value
    }

    /// Takes note. With `--strict` a warning counts as an error.
    pub fn note(&mut self, diagnostics: Vec<Diagnostic>) {
        for mut diagnostic in diagnostics {
            if self.strict && diagnostic.severity == Severity::Warning {
                diagnostic.severity = Severity::Error;
            }
            if diagnostic.severity == Severity::Error {
                self.hold(diagnostic.path.as_ref());
            }
            self.all.push(diagnostic);
        }
    }

    fn hold(&mut self, path: Option<&Arc<str>>) {
        match path {
            Some(path) if can_be_held_back(path) => drop(self.held.insert(Arc::clone(path))),
            _ => self.fatal = true,
        }
    }

    /// Whether there is nothing to tell.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The files with errors.
    pub fn held(&self) -> &HeldBack {
        &self.held
    }

    /// Whether the site must not be written.
    pub fn stop(&self) -> bool {
        self.fatal || (!self.keep_going && !self.held.is_empty())
    }

    /// Everything found, by path, line and column; what several passes found, once.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        sort(&mut self.all);
        self.all
    }
}

/// Whether a build that keeps going can do without the file at `path`: whether it is a text, and not what every page is made with.
#[must_use]
pub fn can_be_held_back(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or("");
    ending.eq_ignore_ascii_case("md") || ending.eq_ignore_ascii_case("markdown")
}
