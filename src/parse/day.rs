//! The day that a document bears, from its front matter or its name, and what is told when it bears none.

use chrono::NaiveDate;

use super::fields::Fields;
use super::name::Name;
use super::value::{Entry, Shape, Written};
use super::{date, keys};
use crate::diag::{Diagnosed, Diagnostic, Place, Severity};
use crate::model::settings::Settings;
use crate::model::theme::Theme;

/// The day that a document bears.
pub(super) enum Day {
    /// This one.
    Is(NaiveDate),
    /// None at all.
    None,
    /// One that was told to be wrong.
    Wrong,
}

impl Day {
    /// The day of the front matter (`date`, then the settings' further keys), else of the name.
    pub fn of(fields: &mut Fields, name: &Name, settings: &Settings, theme: &Theme) -> Self {
        let before = fields.found.len();
        let keys: Vec<&str> = std::iter::once("date").chain(settings.date_keys.iter().map(String::as_str)).collect();
        if let Some((day, place)) = keys::day(fields, &keys, theme) {
            fields.found.extend(default_day(day, place));
            return Self::Is(day);
        }
        let wrong = fields.found.len() > before;
        match &name.date {
            Some(Ok(day)) => Self::Is(*day),
            _ if wrong => Self::Wrong,
            Some(Err(fault)) => {
                fields.found.push(wrong_name(fault));
                Self::Wrong
            }
            None => Self::None,
        }
    }
}

/// The day that words given by hand name, read as in front matter, or `None` and what is wrong with them.
#[must_use]
pub fn day_given(text: &str) -> Diagnosed<Option<NaiveDate>> {
    let theme = super::theme(&[]).value;
    match date::read(text, theme.catalogues.values()) {
        Ok(day) => Diagnosed::clean(Some(day)),
        Err(fault) => {
            let written = Written { text: text.to_owned(), place: Place::default() };
            Diagnosed { value: None, diagnostics: vec![date::message(&written, &fault)] }
        }
    }
}

/// The day that programs write when they know none.
fn default_day(day: NaiveDate, place: Place) -> Option<Diagnostic> {
    let suspicious = NaiveDate::from_ymd_opt(1970, 1, 1) == Some(day);
    suspicious.then(|| {
        Diagnostic::warning("default-date", "1970-01-01 is what programs write when they know no date")
            .at(place)
            .help("write the day it was, or take the date out")
    })
}

fn wrong_name(fault: &date::Fault) -> Diagnostic {
    let found = match fault {
        date::Fault::Impossible(year, month, day) => {
            date::impossible(&format!("{year:04}-{month:02}-{day:02} in the file's name"), *year, *month, *day)
        }
        _ => Diagnostic::error("bad-date", "the year in the file's name is not between 1000 and 9999"),
    };
    found.help("rename the file, or write the day as date: in its front matter")
}

/// What is told of a page: that some key holds a date and is not read as one, or, where dated texts are kept, that it has none. Nothing
/// while something worse is known of its front matter, which may have held the date.
pub(super) fn undated(fields: &Fields, theme: &Theme, among_reflections: bool) -> Option<Diagnostic> {
    if let Some(entry) = fields.left().iter().find(|entry| is_dated(entry, theme)) {
        return Some(other_key(entry));
    }
    let broken = fields.found.iter().any(|found| found.severity == Severity::Error);
    (among_reflections && !broken).then(dateless)
}

/// Whether an entry holds a day, and not one of a later change or an end.
fn is_dated(entry: &Entry, theme: &Theme) -> bool {
    let key = entry.key.to_lowercase();
    let later = ["upd", "mod", "last", "exp", "until", "due", "end", "return"].iter().any(|part| key.contains(part));
    match &entry.value.shape {
        Shape::Word { text, .. } => !later && text.len() >= 8 && date::read(text, theme.catalogues.values()).is_ok(),
        _ => false,
    }
}

fn other_key(entry: &Entry) -> Diagnostic {
    let key = &entry.key;
    Diagnostic::warning("date-key", format!("this page has no date, but {key:?} looks like one"))
        .at(entry.place)
        .help(format!("if it is the day, write date_keys: [{key}] in portfolio.yaml"))
}

fn dateless() -> Diagnostic {
    Diagnostic::warning("no-date", "this file has no date, so it becomes a page and stands in no timeline")
        .help("put the day before its name, such as 2026-03-11-, or write date: in its front matter")
}
