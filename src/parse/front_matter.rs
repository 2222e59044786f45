//! The text of a file to its front matter's entries and where its body begins. YAML between `---` lines (or `...` at the end), TOML between
//! `+++` lines, JSON in braces.
//!
//! A file that merely opens with a thematic break, or with a brace, has no front matter. Nothing here knows what a key means.

use std::ops::Range;

use super::entries::{self, is_known, key_of, lines};
use super::value::{DEEPEST, Entry};
use super::{json, repair, toml};
use crate::diag::{Diagnosed, Diagnostic, Place};

/// The most bytes of front matter that are read.
const LONGEST: usize = 64 * 1024;

/// A file, taken apart.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// What the front matter says, in its order, repetitions included.
    pub entries: Vec<Entry>,
    /// The offset at which the body begins: the start of a line.
    pub body_at: usize,
}

/// Takes a text apart. `known` are the keys that tell front matter from prose.
pub(super) fn split(text: &str, known: &[&str]) -> Diagnosed<Parts> {
    let start = text.len() - text.trim_start_matches(['\n', ' ', '\t']).len();
    let opening = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let first = text[opening..].lines().next().unwrap_or("");
    match first.trim_end() {
        "---" => yaml(text, opening + first.len() + 1, known),
        "+++" => marked_toml(text, opening + first.len() + 1),
        line if line.starts_with('{') && json::is_likely(&text[start..]) => braced(text, start),
        line => Diagnosed {
            value: Parts::default(),
            diagnostics: misopened(text, opening, line, known).into_iter().collect(),
        },
    }
}

/// Front matter that would be published as words, and with it whatever it says of who may see them: below hyphens that a word processor
/// changed, or below nothing at all.
fn misopened(text: &str, opening: usize, first: &str, known: &[&str]) -> Option<Diagnostic> {
    let mut following = text[opening..].lines().skip(1);
    let is_key = |line: &str| key_of(line, known).is_some_and(|key| is_known(key.name, known));
    let next = following.next().is_some_and(is_key);
    let dashes = !first.is_empty() && first.chars().all(|c| "-‐‑‒–—―−".contains(c));
    let place = Place::of(text, opening, opening + first.len());
    if next && dashes {
        let found = Diagnostic::error("front-matter-mark", "the line above the front matter is not three hyphens");
        return Some(found.at(place).help("write --- there, and again below the last key"));
    }
    let closed = || following.take_while(|line| !line.trim().is_empty()).any(|line| line.trim_end() == "---");
    (next && is_key(first) && closed()).then(|| {
        let found = Diagnostic::error("front-matter-mark", "the front matter has no --- line above it").at(place);
        found.help("put a line with only --- at the top of the file")
    })
}

/// Reads text that is all YAML entries, as a settings file is.
pub(super) fn entries_of(text: &str, range: Range<usize>, known: &[&str]) -> Diagnosed<Vec<Entry>> {
    if range.len() > LONGEST {
        return Diagnosed { value: Vec::new(), diagnostics: vec![too_long(text, range.start)] };
    }
    let (slices, mut diagnostics) = entries::split(text, range, known);
    let mut value = Vec::with_capacity(slices.len());
    for slice in &slices {
        match repair::read(text, slice) {
            Ok(entry) => value.push(entry),
            Err(found) => {
                diagnostics.push(found);
                value.extend(repair::guess(text, slice));
            }
        }
    }
    Diagnosed { value, diagnostics }
}

fn yaml(text: &str, from: usize, known: &[&str]) -> Diagnosed<Parts> {
    let from = from.min(text.len());
    let close = lines(text, from..text.len()).find(|line| matches!(text[line.clone()].trim_end(), "---" | "..."));
    let end = close.as_ref().map_or(text.len(), |line| line.start);
    if !is_front_matter(&text[from..end], close.is_some(), known) {
        return Diagnosed::clean(Parts::default());
    }
    if let Some(close) = close {
        return parts(flow_or_entries(text, from..end, known), close.end);
    }
    let end = first_blank(text, from);
    let mut read = entries_of(text, from..end, known);
    read.diagnostics.push(never_closed(text, from, "---"));
    parts(read, end)
}

fn parts(read: Diagnosed<Vec<Entry>>, body_at: usize) -> Diagnosed<Parts> {
    Diagnosed { value: Parts { entries: read.value, body_at }, diagnostics: read.diagnostics }
}

/// Entries line by line, or one table in braces, which is JSON in all but name.
fn flow_or_entries(text: &str, range: Range<usize>, known: &[&str]) -> Diagnosed<Vec<Entry>> {
    let start = range.end - text[range.clone()].trim_start().len();
    if json::is_likely(&text[start..range.end]) {
        shallow(braced_entries(json::entries(text, start)))
    } else {
        entries_of(text, range, known)
    }
}

/// Whether what stands behind a `---` line is front matter and not prose below a thematic break: some line of it opens with a known key,
/// or, when a second `---` closes it, its very first line opens with a key of one word.
fn is_front_matter(block: &str, closed: bool, known: &[&str]) -> bool {
    let indent = entries::indent(block);
    let key = |line: &str| key_of(line.strip_prefix(indent)?, known).map(|key| key.name.to_owned());
    let first = block.lines().next().unwrap_or("");
    let knows = |block: &str| block.lines().filter_map(key).any(|name| is_known(&name, known));
    if !closed {
        return knows(&block[..first_blank(block, 0)]);
    }
    let rest = block.trim_start();
    rest.lines().all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
        || key(first).is_some_and(|name| !name.contains(' '))
        || json::is_likely(rest)
        || knows(block)
}

/// The start of the first empty line at or after `from` that has words before it, else the end.
fn first_blank(text: &str, from: usize) -> usize {
    let mut seen = false;
    for line in lines(text, from..text.len()) {
        let empty = text[line.clone()].trim().is_empty();
        if empty && seen {
            return line.start;
        }
        seen |= !empty;
    }
    text.len()
}

fn marked_toml(text: &str, from: usize) -> Diagnosed<Parts> {
    let from = from.min(text.len());
    let close = lines(text, from..text.len()).find(|line| text[line.clone()].trim_end() == "+++");
    let Some(close) = close else {
        return failed(never_closed(text, from, "+++"), text.len());
    };
    if close.start - from > LONGEST {
        return failed(too_long(text, from), close.end);
    }
    parts(shallow(toml::entries(text, from..close.start)), close.end)
}

fn braced(text: &str, start: usize) -> Diagnosed<Parts> {
    let read = json::entries(text, start);
    let end = read.value.end;
    if end - start > LONGEST {
        return failed(too_long(text, start), end);
    }
    let behind = text[end..].strip_prefix('\n').map_or(end, |_| end + 1);
    parts(shallow(braced_entries(read)), behind)
}

fn braced_entries(read: Diagnosed<json::Braced>) -> Diagnosed<Vec<Entry>> {
    Diagnosed { value: read.value.entries, diagnostics: read.diagnostics }
}

/// The entries without those that are nested too deep.
fn shallow(mut read: Diagnosed<Vec<Entry>>) -> Diagnosed<Vec<Entry>> {
    let deep = read.value.iter().find(|entry| entry.value.depth() > DEEPEST).map(|entry| repair::too_deep(entry.place));
    if let Some(deep) = deep {
        read.value.retain(|entry| entry.value.depth() <= DEEPEST);
        read.diagnostics.push(deep);
    }
    read
}

fn failed(found: Diagnostic, body_at: usize) -> Diagnosed<Parts> {
    Diagnosed { value: Parts { entries: Vec::new(), body_at }, diagnostics: vec![found] }
}

/// The front matter opens on the line before `from` and has no end.
fn never_closed(text: &str, from: usize, mark: &str) -> Diagnostic {
    let at = text[..from].trim_end().len().saturating_sub(mark.len());
    Diagnostic::error("front-matter-open", "the front matter that begins here never ends")
        .at(Place::of(text, at, at + mark.len()))
        .help(format!("put a line with only {mark} below its last key"))
}

fn too_long(text: &str, from: usize) -> Diagnostic {
    Diagnostic::error("front-matter-too-long", "the front matter is longer than 64 kilobytes")
        .at(Place { width: 0, ..Place::of(text, from, from) })
        .help("move the text below the line that ends the front matter")
}
