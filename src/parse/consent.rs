//! `consent.yaml` to [`Consent`]s: a list of entries, each with `picture`, `until` and `for`.
//!
//! An entry is read as front matter is, so that its mistakes are told in the same words. The keys of an entry stand two columns to the right.

use std::sync::Arc;

use super::fields::Fields;
use super::value::{Entry, Shape};
use super::{front_matter, keys};
use crate::diag::{Diagnosed, Diagnostic, Place, Severity};
use crate::model::consent::Consent;
use crate::model::document::Reference;
use crate::model::source::SourceFile;
use crate::model::theme::Theme;

/// Every key of an entry.
const KEYS: [&str; 3] = ["picture", "until", "for"];

/// What the file says. An entry whose day cannot be read is told, and counts for nothing.
#[must_use]
pub fn consent(file: &SourceFile, theme: &Theme) -> Diagnosed<Vec<Consent>> {
    let mut all = match super::text(file.bytes.as_deref().unwrap_or_default()) {
        Ok(text) => entries(&text, &file.path, theme),
        Err(found) => Diagnosed { value: Vec::new(), diagnostics: vec![found] },
    };
    all.diagnostics.iter_mut().for_each(|found| found.path = Some(Arc::clone(&file.path)));
    all
}

fn entries(text: &str, file: &Arc<str>, theme: &Theme) -> Diagnosed<Vec<Consent>> {
    let mut all = Diagnosed::clean(Vec::new());
    let (before, pieces) = pieces(text);
    all.diagnostics.extend(before.map(|line| no_entry(text, line)));
    for (line, piece) in pieces {
        let Diagnosed { value, diagnostics } = entry(&piece, (file, line), theme);
        let moved = |found: Diagnostic| Diagnostic { place: moved(found.place, line), ..found };
        all.diagnostics.extend(diagnostics.into_iter().map(moved));
        all.value.extend(value);
    }
    all
}

/// The entries of the list without their hyphens, each with the number of lines before it; and the first line that is in none.
fn pieces(text: &str) -> (Option<u32>, Vec<(u32, String)>) {
    let mut pieces: Vec<(u32, String)> = Vec::new();
    let mut outside = None;
    for (number, line) in (0..).zip(text.lines()) {
        let is_blank = line.trim().is_empty() || line.trim_start().starts_with('#') || line.trim_end() == "---";
        match (line.strip_prefix("- "), pieces.last_mut()) {
            (Some(rest), _) => pieces.push((number, format!("{rest}\n"))),
            (None, Some((_, piece))) if is_blank || line.starts_with("  ") => {
                piece.push_str(line.get(2..).filter(|_| !is_blank).unwrap_or_default());
                piece.push('\n');
            }
            _ if is_blank => {}
            _ => outside = outside.or(Some(number)),
        }
    }
    (outside, pieces)
}

fn entry(piece: &str, (file, line): (&Arc<str>, u32), theme: &Theme) -> Diagnosed<Option<Consent>> {
    let read = front_matter::entries_of(piece, 0..piece.len(), &KEYS);
    let mut fields = Fields::new(read.value, read.diagnostics);
    let picture = fields.words(&["picture"]);
    let before = fields.found.len();
    let is_empty = |entry: &&Entry| entry.key == "until" && matches!(entry.value.shape, Shape::Nothing);
    let empty = fields.left().iter().find(is_empty).map(|entry| no_last_day(entry.place));
    fields.found.extend(empty);
    let until = keys::day(&mut fields, &["until"], theme).map(|(day, _)| day);
    let purpose = fields.words(&["for"]).map(|written| written.text);
    let known = fields.found.len();
    fields.rest(&KEYS);
    // A last day under a misspelled key would never come.
    fields.found[known..].iter_mut().for_each(|found| found.severity = Severity::Error);
    let is_wrong = fields.found.len() > before;
    if picture.is_none() {
        let found = Diagnostic::error("consent-picture", "this entry names no picture");
        fields.found.push(
            found
                .at(Place { line: 1, column: 1, width: 1 })
                .help("write the picture's path, as in \"- picture: pictures/eel.jpg\""),
        );
    }
    let value = picture.filter(|_| !is_wrong).map(|picture| {
        let name = plain(&picture.text);
        let picture = Reference { name, place: moved(picture.place, line) };
        Consent { file: Arc::clone(file), picture, until, purpose }
    });
    Diagnosed { value, diagnostics: fields.found }
}

/// A path without what changes nothing in it: `./`, a stroke before it, and strokes as Windows writes them.
fn plain(path: &str) -> String {
    let path = path.replace('\\', "/");
    let parts: Vec<&str> = path.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let end = if path.ends_with('/') { "/" } else { "" };
    format!("{}{end}", parts.join("/"))
}

/// Without a day the picture would be shown for ever, which nobody meant who began to write one.
fn no_last_day(at: Place) -> Diagnostic {
    Diagnostic::error("consent-until", "behind \"until:\" stands no day")
        .at(at)
        .help("write the last day, as in \"until: 2026-12-31\", or take the line out if consent has no end")
}

/// A place in an entry as one in the file.
fn moved(place: Place, lines: u32) -> Place {
    let down = place.shifted(lines);
    if place.line == 0 { place } else { Place { column: down.column + 2, ..down } }
}

fn no_entry(text: &str, line: u32) -> Diagnostic {
    let width = text.lines().nth(line as usize).map_or(0, |line| line.chars().count());
    Diagnostic::error("consent-entry", "this line belongs to no entry")
        .at(Place { line: line + 1, column: 1, width: u32::try_from(width).unwrap_or(u32::MAX) })
        .help("begin each entry with \"- picture: \", and write the lines that belong to it two spaces to the right")
}
