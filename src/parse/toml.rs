//! TOML front matter to entries: the only user of the toml crate.

use std::ops::Range;

use serde_json::Value as Json;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::value::{Entry, Node, Shape};
use crate::diag::{Diagnosed, Diagnostic, Place};

/// The entries of `text[range]`. TOML is read whole or not at all: a mistake is one diagnostic and no entries.
pub(super) fn entries(text: &str, range: Range<usize>) -> Diagnosed<Vec<Entry>> {
    let place = |span: Range<usize>| Place::of(text, range.start + span.start, range.start + span.end);
    match DeTable::parse(&text[range.clone()]) {
        Ok(table) => Diagnosed::clean(table.get_ref().iter().map(|(key, value)| entry(key, value, &place)).collect()),
        Err(error) => {
            let at = place(error.span().unwrap_or(0..0));
            Diagnosed { value: Vec::new(), diagnostics: vec![unreadable(at)] }
        }
    }
}

fn unreadable(place: Place) -> Diagnostic {
    Diagnostic::error("unreadable-value", "the front matter between the +++ lines cannot be read from here on")
        .at(place)
        .help("write key = \"words\", one key to a line, each key once, and lists in [ ]")
}

fn entry(
    key: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
    place: &dyn Fn(Range<usize>) -> Place,
) -> Entry {
    Entry { key: key.get_ref().to_string(), place: place(key.span()), value: node(value, place) }
}

fn node(value: &Spanned<DeValue<'_>>, place: &dyn Fn(Range<usize>) -> Place) -> Node {
    let shape = match value.get_ref() {
        DeValue::Array(items) => Shape::List(items.iter().map(|item| node(item, place)).collect()),
        DeValue::Table(table) => {
            Shape::Table(table.iter().map(|(key, value)| (key.get_ref().to_string(), node(value, place))).collect())
        }
        scalar => word(scalar),
    };
    Node { place: place(value.span()), shape }
}

fn word(scalar: &DeValue<'_>) -> Shape {
    let (text, number) = match scalar {
        DeValue::Integer(number) => (number.as_str().to_owned(), true),
        DeValue::Float(number) => (number.as_str().to_owned(), true),
        DeValue::Boolean(truth) => return Shape::Word { text: truth.to_string(), json: Json::Bool(*truth) },
        DeValue::Datetime(date) => (date.to_string(), false),
        other => (other.as_str().unwrap_or_default().to_owned(), false),
    };
    let json = number.then(|| serde_json::from_str(&text).ok()).flatten();
    Shape::Word { json: json.unwrap_or_else(|| Json::String(text.clone())), text }
}
