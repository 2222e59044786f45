//! JSON front matter to entries: a table in braces at the very start of a file, the text behind it.

use serde_json::Value as Json;

use super::value::{Entry, Node, Shape};
use crate::diag::{Diagnosed, Diagnostic, Place};

/// A table in braces, and where it ends.
pub(super) struct Braced {
    /// Its entries.
    pub entries: Vec<Entry>,
    /// The offset behind its closing brace; where it cannot be read, the end of the text.
    pub end: usize,
}

/// Whether a text that opens with a brace opens with a table of quoted keys (and not with a template's mark).
pub(super) fn is_likely(text: &str) -> bool {
    let inside = text.strip_prefix('{').map(str::trim_start);
    inside.is_some_and(|inside| {
        inside
            .strip_prefix('"')
            .and_then(|key| key.split_once('"'))
            .is_some_and(|(_, rest)| rest.trim_start().starts_with(':'))
    })
}

/// The entries of the table that opens at `start`. It is read whole or not at all.
pub(super) fn entries(text: &str, start: usize) -> Diagnosed<Braced> {
    let mut tables = serde_json::Deserializer::from_str(&text[start..]).into_iter::<serde_json::Map<String, Json>>();
    match tables.next() {
        Some(Ok(table)) => {
            let end = start + tables.byte_offset();
            let entries = table.into_iter().map(|(key, value)| entry(text, start..end, key, value)).collect();
            Diagnosed::clean(Braced { entries, end })
        }
        Some(Err(error)) => failed(text, unreadable(text, start, &error)),
        None => failed(text, Diagnostic::error("unreadable-value", "the front matter is empty")),
    }
}

fn failed(text: &str, found: Diagnostic) -> Diagnosed<Braced> {
    Diagnosed { value: Braced { entries: Vec::new(), end: text.len() }, diagnostics: vec![found] }
}

fn unreadable(text: &str, start: usize, error: &serde_json::Error) -> Diagnostic {
    let line = text[start..].split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (start + line + error.column().saturating_sub(1)).min(text.len());
    Diagnostic::error("unreadable-value", "the front matter in braces cannot be read from here on")
        .at(Place::of(text, at, at + 1))
        .help("write \"key\": \"words\", with a comma between two keys and none after the last, and } at the end")
}

fn entry(text: &str, range: std::ops::Range<usize>, key: String, value: Json) -> Entry {
    let quoted = format!("{key:?}");
    let at = range.start + text[range.clone()].find(&quoted).unwrap_or(0);
    let place = Place::of(text, at, at + quoted.len());
    let mut value = node(value);
    let from = (at + quoted.len()).min(range.end);
    value.locate(text, from, range.end, place);
    Entry { key, place, value }
}

fn node(value: Json) -> Node {
    let shape = match value {
        Json::Null => Shape::Nothing,
        Json::Array(items) => Shape::List(items.into_iter().map(node).collect()),
        Json::Object(table) => Shape::Table(table.into_iter().map(|(key, value)| (key, node(value))).collect()),
        Json::String(text) => return Node::words(text, Place::default()),
        json => Shape::Word { text: json.to_string(), json },
    };
    Node { place: Place::default(), shape }
}
