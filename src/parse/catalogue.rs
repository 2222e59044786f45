//! One language file of the theme to a [`Catalogue`]. What it leaves out is taken from the catalogue below it: the built-in one of that
//! language, else English.

use chrono::format::{Item, StrftimeItems};
use chrono::{Locale, NaiveDate};

use super::fields::Fields;
use super::front_matter;
use super::value::{Entry, Shape, Written};
use crate::diag::{Diagnosed, Diagnostic, nearest};
use crate::model::catalogue::Catalogue;

/// Every key of a language file.
const KEYS: [&str; 9] =
    ["locale", "months", "date", "first_of_month", "month", "one", "quotes", "spaced_punctuation", "words"];

/// English as it is before its own file is read: nothing but marks and the plainest dates.
pub(super) fn bare() -> Catalogue {
    Catalogue {
        lang: "en".to_owned(),
        locale: Locale::en_NZ,
        months: None,
        date: "%-d %B %Y".to_owned(),
        first_of_month: None,
        month: "%B %Y".to_owned(),
        one: vec![1],
        quotes: ["“", "”", "‘", "’"].map(str::to_owned),
        spaced_punctuation: false,
        words: std::collections::BTreeMap::new(),
    }
}

/// The catalogue of `lang` that a file's text makes over `below`. The words' keys are those of `below`, unless it has none.
pub(super) fn catalogue(lang: &str, text: &str, below: &Catalogue) -> Diagnosed<Catalogue> {
    let read = front_matter::entries_of(text, 0..text.len(), &KEYS);
    let mut fields = Fields::new(read.value, read.diagnostics);
    let same = below.lang == lang;
    let value = Catalogue {
        lang: lang.to_owned(),
        locale: locale(&mut fields, lang).unwrap_or(below.locale),
        months: months(&mut fields).or_else(|| below.months.clone().filter(|_| same)),
        date: pattern(&mut fields, "date").unwrap_or_else(|| below.date.clone()),
        first_of_month: pattern(&mut fields, "first_of_month")
            .or_else(|| below.first_of_month.clone().filter(|_| same)),
        month: pattern(&mut fields, "month").unwrap_or_else(|| below.month.clone()),
        one: one(&mut fields).unwrap_or_else(|| below.one.clone()),
        quotes: quotes(&mut fields).unwrap_or_else(|| below.quotes.clone()),
        spaced_punctuation: fields.truth("spaced_punctuation").unwrap_or(same && below.spaced_punctuation),
        words: words(&mut fields, below),
    };
    fields.rest(&KEYS);
    Diagnosed { value, diagnostics: fields.found }
}

/// The locale that the file names, else the one that the language is spoken in at home (`de` in `de_DE`).
fn locale(fields: &mut Fields, lang: &str) -> Option<Locale> {
    let Some(written) = fields.words(&["locale"]) else {
        return Locale::try_from(format!("{lang}_{}", lang.to_uppercase()).as_str()).ok();
    };
    let locale = Locale::try_from(written.text.as_str()).ok();
    if locale.is_none() {
        let message = format!("there is no locale {:?}", written.text);
        fields.found.push(bad(&written, message).help("write a language and a country, such as de_DE"));
    }
    locale
}

fn bad(written: &Written, message: String) -> Diagnostic {
    Diagnostic::error("bad-value", message).at(written.place)
}

fn months(fields: &mut Fields) -> Option<Vec<String>> {
    let written = fields.list(&["months"])?;
    let first = written.first()?.clone();
    if written.len() != 12 || written.iter().any(|month| month.text.contains('%')) {
        fields.found.push(bad(&first, format!("months should be twelve names, not {}", written.len())));
        return None;
    }
    Some(written.into_iter().map(|month| month.text).collect())
}

/// A date's pattern, tried on a day so that it cannot fail later.
fn pattern(fields: &mut Fields, key: &str) -> Option<String> {
    let written = fields.words(&[key])?;
    if formats(&written.text) {
        return Some(written.text);
    }
    let message = format!("{key} should be made of %-d, %B and %Y, not {:?}", written.text);
    fields.found.push(bad(&written, message).help("write it such as \"%-d %B %Y\""));
    None
}

fn formats(pattern: &str) -> bool {
    use std::fmt::Write;
    let known = !StrftimeItems::new(pattern).any(|item| matches!(item, Item::Error));
    known && write!(String::new(), "{}", NaiveDate::default().format(pattern)).is_ok()
}

fn one(fields: &mut Fields) -> Option<Vec<usize>> {
    let written = fields.list(&["one"])?;
    let counts = written.iter().map(|count| count.text.parse().ok()).collect::<Option<Vec<usize>>>();
    if let (None, Some(first)) = (&counts, written.first()) {
        fields.found.push(bad(first, "one should be a list of numbers".to_owned()));
    }
    counts
}

fn quotes(fields: &mut Fields) -> Option<[String; 4]> {
    let entry = fields.take(&["quotes"])?;
    let marks = match &entry.value.shape {
        Shape::List(items) => items.iter().map(|item| match &item.shape {
            Shape::Word { text, .. } => Some(text.clone()),
            _ => None,
        }),
        _ => return fields.wrong(&entry, "a list of four quotation marks"),
    };
    match marks.collect::<Option<Vec<_>>>().and_then(|marks| <[String; 4]>::try_from(marks).ok()) {
        Some(marks) => Some(marks),
        None => fields.wrong(&entry, "a list of four quotation marks"),
    }
}

fn words(fields: &mut Fields, below: &Catalogue) -> std::collections::BTreeMap<String, String> {
    let mut words = below.words.clone();
    let Some(entry) = fields.take(&["words"]) else { return words };
    let Entry { value, .. } = &entry;
    let Shape::Table(pairs) = &value.shape else {
        fields.wrong::<()>(&entry, "a table of keys and words");
        return words;
    };
    for (key, node) in pairs {
        match &node.shape {
            Shape::Word { text, .. } if below.words.is_empty() || below.words.contains_key(key) => {
                words.insert(key.clone(), text.clone());
            }
            Shape::Nothing => {}
            Shape::Word { text, .. } => fields.found.push(unknown(key, text, node.place, below)),
            _ => fields.found.push(Diagnostic::error("wrong-type", format!("{key} should be words")).at(node.place)),
        }
    }
    words
}

fn unknown(key: &str, text: &str, place: crate::diag::Place, below: &Catalogue) -> Diagnostic {
    let found =
        Diagnostic::warning("unknown-word", format!("the interface has no word {key:?} for {text:?}")).at(place);
    match nearest(key, below.words.keys().map(String::as_str)) {
        Some(near) => found.help(format!("did you mean {near:?}?")),
        None => found,
    }
}
