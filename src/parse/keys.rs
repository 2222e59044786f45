//! The keys of front matter, and how those that more than one kind of file has are read to their types: languages, days, terms, references,
//! audience, old addresses.
//!
//! A key that is not listed here but nearly one that is counts as a slip and is told, unless it is in `fields::ELSEWHERE`.

use chrono::NaiveDate;

use super::fields::Fields;
use super::value::{Entry, Shape, Written};
use super::{date, site_path};
use crate::diag::{Diagnostic, Place};
use crate::model::document::{Alias, Audience, Reference, Term, When};
use crate::model::settings::Settings;
use crate::model::theme::Theme;
use crate::slug::slug;

/// Keys that every kind of document has.
pub const HEAD: [&str; 22] = [
    "title",
    "date",
    "updated",
    "lastmod",
    "last_modified_at",
    "summary",
    "description",
    "excerpt",
    "lang",
    "slug",
    "aliases",
    "alias",
    "redirect_from",
    "permalink",
    "audience",
    "draft",
    "published",
    "tags",
    "tag",
    "categories",
    "category",
    "archived",
];
/// Keys of a reflection alone.
pub const REFLECTION: [&str; 7] = ["inquiry", "inquiries", "stage", "cover", "cover_alt", "revisits", "return"];
/// Keys of an inquiry alone.
pub const INQUIRY: [&str; 6] = ["question", "stages", "state", "led_to", "colour", "color"];

/// A BCP 47 tag: `en_nz` is taken for `en-NZ`.
pub(super) fn language(fields: &mut Fields, keys: &[&str]) -> Option<String> {
    let written = fields.words(keys)?;
    let tag = normal(&written.text);
    if tag.is_none() {
        let key = keys.first().copied().unwrap_or("lang");
        let message = format!("{key} should be the code of a language, not {:?}", written.text);
        let found = Diagnostic::error("bad-value", message).at(written.place);
        fields.found.push(found.help("write two or three letters: en for English, mi for te reo Māori, fr for French"));
    }
    tag
}

fn normal(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '_']).collect();
    let shaped = |part: &&str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    let (first, rest) = parts.split_first()?;
    let primary = (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    if !primary || !rest.iter().all(shaped) {
        return None;
    }
    let rest = rest.iter().map(|part| match part.len() {
        2 => format!("-{}", part.to_ascii_uppercase()),
        4 if part.is_char_boundary(1) => {
            format!("-{}{}", part[..1].to_ascii_uppercase(), part[1..].to_ascii_lowercase())
        }
        _ => format!("-{}", part.to_ascii_lowercase()),
    });
    Some(first.to_ascii_lowercase() + &rest.collect::<String>())
}

/// The day that one of `keys` holds, and where it stands.
pub(super) fn day(fields: &mut Fields, keys: &[&str], theme: &Theme) -> Option<(NaiveDate, Place)> {
    let entry = fields.take(keys)?;
    if !matches!(entry.value.shape, Shape::Word { .. }) {
        return fields.wrong(&entry, "a date such as 2026-03-11");
    }
    let written = fields.words_of(&entry)?;
    match date::read(&written.text, theme.catalogues.values()) {
        Ok(day) => Some((day, written.place)),
        Err(fault) => {
            fields.found.push(date::message(&written, &fault));
            None
        }
    }
}

/// The day, the month or the year that one of `keys` holds.
pub(super) fn when(fields: &mut Fields, keys: &[&str], theme: &Theme) -> Option<When> {
    let entry = fields.take(keys)?;
    if !matches!(entry.value.shape, Shape::Word { .. }) {
        return fields.wrong(&entry, "a day, a month or a year");
    }
    let written = fields.words_of(&entry)?;
    match date::when(&written.text, theme.catalogues.values()) {
        Ok(when) => return Some(when),
        Err(date::Fault::NotADate) => {
            let message = format!("{} should be a day, a month or a year, not {:?}", entry.key, written.text);
            let found = Diagnostic::error("bad-date", message).at(written.place);
            fields.found.push(found.help("write it as 2027-03-11, 2027-03 or 2027"));
        }
        Err(fault) => fields.found.push(date::message(&written, &fault)),
    }
    None
}

/// The strictest of what `audience`, `draft`, `published` and the keys of other programs say.
pub(super) fn audience(fields: &mut Fields) -> Audience {
    const NAMES: [(&str, Audience); 3] =
        [("public", Audience::Public), ("unlisted", Audience::Unlisted), ("draft", Audience::Draft)];
    let named = fields.choice(&["audience"], &NAMES).unwrap_or_default();
    let draft = fields.truth("draft") == Some(true);
    let held = !holds_date(fields, "published") && fields.truth("published") == Some(false);
    if draft || held || said_by(fields, &OF_OTHERS).is_some() { Audience::Draft } else { named }
}

/// A key, and what it says when nobody is to see a text.
type Saying = (&'static str, &'static [&'static str]);

/// The keys of other programs.
const OF_OTHERS: [Saying; 3] =
    [("status", &["draft", "private"]), ("visibility", &["draft", "private"]), ("private", &["true", "yes"])];

/// The entry that makes a text a draft, or else the one that makes it unlisted; `None` for a public one.
pub(super) fn kept_by(fields: &Fields) -> Option<&Entry> {
    const OURS: [Saying; 3] =
        [("draft", &["true", "yes", "on", "1"]), ("published", &["false", "no", "off", "0"]), ("audience", &["draft"])];
    const UNLISTED: [Saying; 1] = [("audience", &["unlisted"])];
    said_by(fields, &OURS).or_else(|| said_by(fields, &OF_OTHERS)).or_else(|| said_by(fields, &UNLISTED))
}

fn said_by<'f>(fields: &'f Fields, sayings: &[Saying]) -> Option<&'f Entry> {
    fields.left().iter().find(|entry| {
        let Shape::Word { text, .. } = &entry.value.shape else { return false };
        let says = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text.trim()));
        sayings.iter().any(|(key, words)| entry.key.eq_ignore_ascii_case(key) && says(words))
    })
}

/// Some programs keep a day under `published`, others yes or no.
fn holds_date(fields: &Fields, key: &str) -> bool {
    let entry = fields.left().iter().find(|entry| entry.key.eq_ignore_ascii_case(key));
    entry.is_some_and(|entry| match &entry.value.shape {
        Shape::Word { text, .. } => date::read(text, []).is_ok(),
        _ => false,
    })
}

/// Tags or inquiries: each once, the first spelling kept.
pub(super) fn terms(fields: &mut Fields, groups: &[&[&str]]) -> Vec<Term> {
    let mut terms = Vec::<Term>::new();
    for written in groups.iter().flat_map(|keys| fields.terms(keys)).collect::<Vec<_>>() {
        let label = term_label(&written.text).to_owned();
        let slug = slug(&label);
        if slug.is_empty() {
            let message = format!("{:?} has no letter or digit and is left out", written.text);
            fields.found.push(Diagnostic::warning("empty-term", message).at(written.place));
        } else if !terms.iter().any(|term| term.slug == slug) {
            terms.push(Term { label, slug, place: written.place });
        }
    }
    terms
}

/// A tag or an inquiry without the marks around it.
pub(super) fn term_label(text: &str) -> &str {
    bare_name(text).trim_start_matches('#').trim()
}

/// Names of other documents.
pub(super) fn references(fields: &mut Fields, keys: &[&str]) -> Vec<Reference> {
    let written = fields.list(keys).unwrap_or_default();
    written.into_iter().map(|w| Reference { name: bare_name(&w.text).to_owned(), place: w.place }).collect()
}

/// The name in `[[name]]` and `[[name|words]]`; other words as they are.
fn bare_name(text: &str) -> &str {
    let inside = text.strip_prefix("[[").and_then(|text| text.strip_suffix("]]"));
    inside.map_or(text, |inside| inside.split('|').next().unwrap_or(inside).trim())
}

/// The old addresses of a document.
pub(super) fn aliases(fields: &mut Fields, settings: &Settings) -> Vec<Alias> {
    let base_url = settings.base_url.as_deref();
    let mut outcomes = Vec::new();
    for keys in [&["aliases"][..], &["alias"], &["redirect_from"]] {
        let written: Vec<Written> = fields.list(keys).unwrap_or_default();
        outcomes.extend(written.iter().map(|written| site_path::alias(written, base_url)));
    }
    outcomes.extend(fields.words(&["permalink"]).map(|written| site_path::permalink(&written, base_url)));
    let mut aliases = Vec::<Alias>::new();
    for outcome in outcomes {
        match outcome {
            site_path::Outcome::Inside(alias) if aliases.iter().any(|a| a.path == alias.path) => {}
            site_path::Outcome::Inside(alias) => aliases.push(alias),
            site_path::Outcome::Ignored(found) | site_path::Outcome::Refused(found) => fields.found.push(found),
        }
    }
    aliases
}
