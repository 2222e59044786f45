//! What is said to the author about their files: the bottom floor, used by every step.
//!
//! A [`Diagnostic`] is one mistake or remark, with its place and its remedy. Steps return
//! [`Diagnosed`] values: the best value that could be made, and everything found on the way. Nothing here prints.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The site is not written while this stands.
    Error,
    /// Worth mending; never stops a build (unless `--strict`).
    Warning,
    /// A remark on what was done; never an error, not even with `--strict`.
    Note,
}

/// A place in a file, in the units that editors count in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// Line, from 1; 0 stands for the whole file.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// How many characters the mark covers; 0 is drawn as one.
    pub width: u32,
}

impl Place {
    /// The place of the bytes `start..end` of `text`, whose lines end in `\n`.
    /// A range over several lines is cut at the end of its first line.
    #[must_use]
    pub fn of(text: &str, start: usize, end: usize) -> Self {
        let start = floor_boundary(text, start);
        let end = floor_boundary(text, end).max(start);
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line = text[..start].bytes().filter(|&b| b == b'\n').count() + 1;
        let marked = text[start..end].lines().next().unwrap_or("");
        Self {
            line: to_u32(line),
            column: to_u32(text[line_start..start].chars().count() + 1),
            width: to_u32(marked.chars().count()),
        }
    }

    /// The same place in a file in which the text begins `lines` lines further down.
    #[must_use]
    pub fn shifted(self, lines: u32) -> Self {
        Self { line: self.line + lines, ..self }
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// One mistake or remark.
///
/// The message is lower case, without a full stop and without words that only a programmer knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// The kind of mistake, in kebab case; stable, for editors and for folding many of one kind.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The file, relative to the folder of the portfolio, with `/` between its parts; `None` for the folder as a whole.
    pub path: Option<Arc<str>>,
    /// Where in the file; the default place is the file as a whole.
    pub place: Place,
    /// The text of the line of `place`; empty until the pipeline has looked it up.
    pub source_line: String,
    /// What to do about it.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A mistake that keeps the site from being written.
    #[must_use]
    pub fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Error, code, message.into())
    }

    /// Something worth mending.
    #[must_use]
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Warning, code, message.into())
    }

    /// A remark.
    #[must_use]
    pub fn note(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(Severity::Note, code, message.into())
    }

    fn new(severity: Severity, code: &'static str, message: String) -> Self {
        Self { severity, code, message, path: None, place: Place::default(), source_line: String::new(), help: None }
    }

    /// The same, said of the file at `path`.
    #[must_use]
    pub fn in_file(mut self, path: &Arc<str>) -> Self {
        self.path = Some(Arc::clone(path));
        self
    }

    /// The same, said of `place` in its file.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same, with a remedy.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The key by which diagnostics are sorted: path, line, column, then severity and words.
    fn order(&self) -> (Option<&str>, Place, Severity, &str) {
        (self.path.as_deref(), self.place, self.severity, &self.message)
    }
}

/// Sorts by path, line and column, and drops exact repetitions.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
}

/// Both, sorted; `found` is so already.
#[must_use]
pub fn together(found: &[Diagnostic], further: Vec<Diagnostic>) -> Cow<'_, [Diagnostic]> {
    if further.is_empty() {
        return Cow::Borrowed(found);
    }
    let mut all = [found, &further].concat();
    sort(&mut all);
    Cow::Owned(all)
}

/// A value, and all that was found while making it.
#[derive(Clone, Debug, Default)]
pub struct Diagnosed<T> {
    /// The best value that could be made.
    pub value: T,
    /// What was found, in the order in which it was found.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Diagnosed<T> {
    /// A value with nothing to say about it.
    pub fn clean(value: T) -> Self {
        Self { value, diagnostics: Vec::new() }
    }

    /// Moves what was found into `all` and gives the value.
    pub fn unload(self, all: &mut Vec<Diagnostic>) -> T {
        all.extend(self.diagnostics);
        self.value
    }
}

/// A broken world: an act that failed on a path, for a reason that the author's files do not explain.
#[derive(Debug)]
pub struct Broken {
    /// What was attempted, as a verb phrase: "write", "read the folder".
    pub act: &'static str,
    /// On which path, as the user would write it.
    pub path: String,
    /// Why it failed.
    pub cause: std::io::Error,
}

impl fmt::Display for Broken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: {}", self.act, self.path, self.cause)
    }
}

impl std::error::Error for Broken {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.cause)
    }
}

/// The candidate nearest to `word` in spelling, when it is near enough to be what was meant.
///
/// Compared without case by the Damerau-Levenshtein distance; a third of the word's characters may differ, at least one.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    let length = word.chars().count();
    let limit = (length / 3).max(1);
    candidates
        .into_iter()
        .map(|c| (c.to_lowercase(), c))
        // Words of very different lengths cannot be near: most need no look at their letters.
        .filter(|(lower, _)| lower.chars().count().abs_diff(length) <= limit)
        .map(|(lower, c)| (strsim::damerau_levenshtein(&word, &lower), c))
        .filter(|&(distance, _)| distance <= limit)
        .min()
        .map(|(_, c)| c)
}

/// Whether `word` may be `other`, typed in haste. Stricter than [`nearest`], for words that may both be meant: a letter in five may differ, at least
/// one and at most two, but no figure, and not in words of three letters.
#[must_use]
pub fn is_slip(word: &str, other: &str) -> bool {
    let figures = |text: &str| text.chars().filter(|c| c.is_numeric()).collect::<String>();
    let lengths = [word, other].map(|text| text.chars().count());
    let length = lengths[0].min(lengths[1]);
    let limit = (length / 5).clamp(1, 2);
    length > 3
        && lengths[0].abs_diff(lengths[1]) <= limit
        && figures(word) == figures(other)
        && strsim::damerau_levenshtein(word, other) <= limit
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn a_slip_is_a_letter_or_two_but_no_figure() {
        for (word, other) in
            [("tlak", "talk"), ("reading-shift", "reading-shifts"), ("feedbakc-tht-moves", "feedback-that-moves")]
        {
            assert!(is_slip(word, other), "{word} {other}");
        }
        for (word, other) in [
            ("year-3", "year-4"),
            ("goals", "goals-2"),
            ("pe", "re"),
            ("art", "arts"),
            ("reading", "writing"),
            ("talk-in-maths", "talk-in-text"),
        ] {
            assert!(!is_slip(word, other), "{word} {other}");
        }
    }
}
