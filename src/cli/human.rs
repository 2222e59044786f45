//! Diagnostics for people: the place, the line, a mark under it, the remedy. The only user of annotate-snippets.
//!
//! In: diagnostics, sorted. Out: text. What the author's files hold reaches the terminal only through [`visible`]:
//! no escape sequence in a file may move the cursor or change a colour.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use annotate_snippets::renderer::{AnsiColor, Effects, Style};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diag::{Diagnostic, Severity};

/// How many messages of one kind are shown before the others are counted only.
const SHOWN: usize = 5;

/// The width for source lines: that of the narrowest common terminal, so that no mark is wrapped away from its place.
const WIDTH: usize = 80;

/// The longest mark, in columns. Around a longer one than fits the line would not be cut.
const WIDEST_MARK: usize = 60;

/// How diagnostics look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Look {
    /// With colours.
    pub(super) colour: bool,
    /// Only the first few of a kind.
    pub(super) fold: bool,
}

/// All of `diagnostics`, each followed by an empty line.
pub(super) fn diagnostics(diagnostics: &[&Diagnostic], look: Look) -> String {
    let mut text = String::new();
    let mut seen: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    let folding = if look.fold { in_many_files(diagnostics) } else { BTreeSet::new() };
    for d in diagnostics {
        let folds = folding.contains(&(d.severity, d.code));
        let count = seen.entry((d.severity, d.code)).or_default();
        *count += 1;
        if !folds || *count <= SHOWN {
            text.push_str(&one(d, look.colour));
            text.push_str("\n\n");
        }
        if folds && *count == SHOWN {
            text.push_str(&folded(diagnostics, d));
        }
    }
    text
}

/// The kinds of messages that are told of more than one file. Those of a single file are each a piece of work, and all shown.
fn in_many_files<'d>(diagnostics: &[&'d Diagnostic]) -> BTreeSet<(Severity, &'d str)> {
    let mut first: BTreeMap<(Severity, &str), Option<&str>> = BTreeMap::new();
    let is_other =
        |d: &&&'d Diagnostic| *first.entry((d.severity, d.code)).or_insert(d.path.as_deref()) != d.path.as_deref();
    diagnostics.iter().filter(is_other).map(|d| (d.severity, d.code)).collect()
}

/// The line that stands for all messages of the kind of `like` after the first few; empty when there are no more.
fn folded(diagnostics: &[&Diagnostic], like: &Diagnostic) -> String {
    let more = || diagnostics.iter().filter(|d| (d.severity, d.code) == (like.severity, like.code)).skip(SHOWN);
    let files: BTreeSet<&str> = more().filter_map(|d| d.path.as_deref()).collect();
    match (more().count(), files.len()) {
        (0, _) => String::new(),
        (n, 0) => format!("... and {n} more like this ({}): --verbose shows all\n\n", like.code),
        (n, files) => {
            format!("... and {n} more like this ({}) in {}: --verbose shows all\n\n", like.code, counted(files, "file"))
        }
    }
}

/// How many errors and warnings there are; `None` if and only if there are none.
pub(super) fn tally(diagnostics: &[&Diagnostic]) -> Option<String> {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    let counts = [(count(Severity::Error), "error"), (count(Severity::Warning), "warning")];
    let parts: Vec<String> = counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| counted(*n, what)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// A few of these paths, and how many more there are.
pub(super) fn list(paths: &BTreeSet<&str>) -> String {
    let few: Vec<String> = paths.iter().take(SHOWN).map(|p| visible(p)).collect();
    match paths.len().saturating_sub(SHOWN) {
        0 => few.join(", "),
        n => format!("{} and {}", few.join(", "), counted(n, "more file")),
    }
}

/// "1 page", "2 pages".
pub(super) fn counted(n: usize, what: &str) -> String {
    if n == 1 { format!("1 {what}") } else { format!("{n} {what}s") }
}

fn one(d: &Diagnostic, colour: bool) -> String {
    match &d.path {
        Some(path) if d.place.line > 0 => placed(d, path, colour),
        path => unplaced(d, path.as_deref(), colour),
    }
}

fn placed(d: &Diagnostic, path: &str, colour: bool) -> String {
    let source = visible(&d.source_line);
    let mark = AnnotationKind::Primary.span(marked(&source, d));
    let snippet = Snippet::source(source).line_start(d.place.line as usize).path(visible(path)).annotation(mark);
    let group = level(d.severity).primary_title(visible_lines(&d.message)).element(snippet);
    let group = match &d.help {
        Some(help) => group.element(Level::HELP.message(visible_lines(help))),
        None => group,
    };
    renderer(colour).render(&[group])
}

/// Without a line there is nothing to draw; the parts stand as they do elsewhere.
fn unplaced(d: &Diagnostic, path: Option<&str>, colour: bool) -> String {
    let (gutter, strong) = match colour {
        true => (AnsiColor::BrightBlue.on_default().effects(Effects::BOLD), Style::new().effects(Effects::BOLD)),
        false => (Style::new(), Style::new()),
    };
    let title = level(d.severity).primary_title(visible_lines(&d.message));
    let mut text = renderer(colour).render(&[Group::with_title(title)]);
    if let Some(path) = path {
        text.push_str(&format!("\n {gutter}-->{gutter:#} {}", visible(path)));
    }
    if let Some(help) = &d.help {
        let help = visible_lines(help).replace('\n', "\n          ");
        text.push_str(&format!("\n  {gutter}={gutter:#} {strong}help{strong:#}: {help}"));
    }
    text
}

fn renderer(colour: bool) -> Renderer {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    renderer.term_width(WIDTH)
}

fn level(severity: Severity) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    }
}

/// The bytes of `source` that the place of `d` covers: at most to the end of the line, and no more than fits beside it.
fn marked(source: &str, d: &Diagnostic) -> Range<usize> {
    let start = source.char_indices().nth(d.place.column.max(1) as usize - 1).map_or(source.len(), |(i, _)| i);
    let mut room = WIDEST_MARK;
    let fits = |c: &char| {
        let columns = if *c < '\u{1100}' { 1 } else { 2 };
        room = room.saturating_sub(columns);
        room > 0
    };
    let covered = source[start..].chars().take(d.place.width.max(1) as usize).take_while(fits);
    start..start + covered.map(char::len_utf8).sum::<usize>()
}

/// The text with a sign for each character that a terminal would obey, one for one, so that columns stay.
pub(super) fn visible(text: &str) -> String {
    text.chars().map(sign).collect()
}

/// The same, line ends kept.
fn visible_lines(text: &str) -> String {
    text.split('\n').map(visible).collect::<Vec<_>>().join("\n")
}

fn sign(c: char) -> char {
    match c {
        '\t' => c,
        // Unicode has a picture for each of these, in the same order.
        '\0'..='\x1f' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        // The second set of control characters, and those that turn the direction of a line about.
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        c => c,
    }
}

#[cfg(test)]
mod tests;
