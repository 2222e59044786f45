//! What a View holds unwritten: an address as seen from its page, a day in its language. The words are made when the page is rendered;
//! a fingerprint, which is taken of every page in every build, counts what they are made from.

use std::borrow::Cow;
use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::model::address::Address;
use crate::model::catalogue::Catalogue;

/// A relative reference from a page to another place in the site; in templates a string.
#[derive(Clone, Debug)]
pub struct Href<'p> {
    from: Address,
    /// Not its own where it need not be: to count who shares an address costs more, between threads, than to write it.
    to: Cow<'p, str>,
}

impl<'p> Href<'p> {
    pub(super) fn new(from: &Address, to: impl Into<Cow<'p, str>>) -> Self {
        Self { from: from.clone(), to: to.into() }
    }
}

impl fmt::Display for Href<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.from.to(&self.to))
    }
}

impl Serialize for Href<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            serializer.serialize_str(&self.from.to(&self.to))
        } else {
            // A page never changes its own address, from which this one is seen.
            self.to.serialize(serializer)
        }
    }
}

/// A day; in templates an object with two strings: `iso` (`2026-03-11`, for `<time datetime>`) and `words`, as a person would say it in
/// the page's language (`11 March 2026`).
#[derive(Clone, Copy, Debug)]
pub struct Day<'p> {
    date: NaiveDate,
    words: &'p Catalogue,
}

impl<'p> Day<'p> {
    pub(super) fn new(date: NaiveDate, words: &'p Catalogue) -> Self {
        Self { date, words }
    }
}

impl Serialize for Day<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let mut day = serializer.serialize_struct("Day", 2)?;
            day.serialize_field("iso", &self.date.to_string())?;
            day.serialize_field("words", &self.words.day(self.date))?;
            day.end()
        } else {
            (self.date.num_days_from_ce(), &self.words.lang).serialize(serializer)
        }
    }
}
