//! One Markdown file to what it is: a reflection, a page, an inquiry or the words of the home page.
//!
//! This is where the front matter's keys get their meaning: a new key is one line here and one field in the model.

use std::sync::Arc;

use chrono::NaiveDate;

use super::fields::Fields;
use super::name::{self, LANGUAGES, Name, Room};
use super::value::{Node, Shape, Written};
use super::{date, front_matter, keys, site_path};
use crate::diag::{Diagnosed, Diagnostic, Place};
use crate::markdown::{self, Body, Reading};
use crate::model::document::{Document, Head, Inquiry, InquiryState, Page, Reference, Reflection, ThreadColour};
use crate::model::settings::Settings;
use crate::model::source::SourceFile;
use crate::model::theme::Theme;

/// Keys that every kind of document has.
const HEAD: [&str; 21] = [
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
];
/// Keys of a reflection alone.
const REFLECTION: [&str; 6] = ["inquiry", "inquiries", "stage", "cover", "cover_alt", "revisits"];
/// Keys of an inquiry alone.
const INQUIRY: [&str; 6] = ["question", "stages", "state", "led_to", "colour", "color"];

/// What one Markdown file says; `None` if and only if it is empty, is not UTF-8 or was not read. Every diagnostic carries the file's path.
#[must_use]
pub fn document(file: &SourceFile, settings: &Settings, theme: &Theme) -> Diagnosed<Option<Document>> {
    let Some(bytes) = &file.bytes else { return Diagnosed::clean(None) };
    let mut read = match super::text(bytes) {
        Ok(text) if text.trim().is_empty() => {
            let found = Diagnostic::note("empty-file", "this file is empty and was passed over");
            Diagnosed { value: None, diagnostics: vec![found] }
        }
        Ok(text) => whole(&text, &Context { file, settings, theme }),
        Err(found) => Diagnosed { value: None, diagnostics: vec![found] },
    };
    read.diagnostics = read.diagnostics.into_iter().map(|found| found.in_file(&file.path)).collect();
    read
}

/// What a document is read with.
struct Context<'c> {
    file: &'c SourceFile,
    settings: &'c Settings,
    theme: &'c Theme,
}

/// The day that a document bears.
enum Day {
    /// This one.
    Is(NaiveDate),
    /// None at all.
    None,
    /// One that was told to be wrong.
    Wrong,
}

fn whole(text: &str, context: &Context<'_>) -> Diagnosed<Option<Document>> {
    let known: Vec<&str> = HEAD.iter().chain(&REFLECTION).chain(&INQUIRY).copied().collect();
    let split = front_matter::split(text, &known);
    let mut fields = Fields::new(split.value.entries, split.diagnostics);
    let name = Name::of(&context.file.path, |ending| is_language(ending, context.theme));
    let lang = keys::language(&mut fields, &["lang"]).or_else(|| name.lang.clone());
    let body = body(text, split.value.body_at, lang.as_deref(), context, &mut fields.found);
    let day = if name.room == Room::Home { Day::None } else { day(&mut fields, &name, context) };
    let parts = Parts { name: &name, lang, body: Arc::new(body), context };
    let document = match (&day, name.room) {
        (Day::Is(day), _) => reflection(&mut fields, *day, &parts),
        (_, Room::Home) => home(&mut fields, &parts),
        (_, Room::Inquiry) => inquiry(&mut fields, &parts),
        (_, room) => page(&mut fields, &parts, matches!(day, Day::None) && room == Room::Reflections),
    };
    Diagnosed { value: Some(document), diagnostics: fields.found }
}

fn is_language(ending: &str, theme: &Theme) -> bool {
    let short = (2..=3).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_lowercase());
    short && (theme.catalogues.contains_key(ending) || LANGUAGES.split_whitespace().any(|lang| lang == ending))
}

/// The rendered body, its places counted in the file's lines.
fn body(text: &str, at: usize, lang: Option<&str>, context: &Context<'_>, found: &mut Vec<Diagnostic>) -> Body {
    let read = markdown::body(&text[at..], &reading(lang.unwrap_or(&context.settings.language), context));
    let lines = u32::try_from(text[..at].matches('\n').count()).unwrap_or(u32::MAX);
    found.extend(read.diagnostics.into_iter().map(|found| Diagnostic { place: found.place.shifted(lines), ..found }));
    let mut body = read.value;
    for link in &mut body.links {
        link.place = link.place.shifted(lines);
    }
    body
}

/// How a text in this language is read.
fn reading(lang: &str, context: &Context<'_>) -> Reading {
    let catalogue = context.theme.catalogue(lang);
    let word = |key| catalogue.word(key).to_owned();
    Reading {
        quotes: catalogue.quotes.clone(),
        spaced_punctuation: catalogue.spaced_punctuation,
        alerts: ["alert_note", "alert_tip", "alert_important", "alert_warning", "alert_caution"].map(word),
        table_label: word("table"),
        footnotes_label: word("footnotes"),
        backlink_label: word("footnote_back"),
        tasks: ["task_open", "task_done"].map(word),
        base_url: context.settings.base_url.clone(),
    }
}

/// The day of the front matter, else of the name.
fn day(fields: &mut Fields, name: &Name, context: &Context<'_>) -> Day {
    let before = fields.found.len();
    let keys: Vec<&str> =
        std::iter::once("date").chain(context.settings.date_keys.iter().map(String::as_str)).collect();
    if let Some((day, place)) = keys::day(fields, &keys, context.theme) {
        fields.found.extend(default_day(day, place));
        return Day::Is(day);
    }
    let wrong = fields.found.len() > before;
    match &name.date {
        Some(Ok(day)) => Day::Is(*day),
        _ if wrong => Day::Wrong,
        Some(Err(fault)) => {
            fields.found.push(wrong_name(fault));
            Day::Wrong
        }
        None => Day::None,
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

/// What a document is made of, beside its front matter.
struct Parts<'p> {
    name: &'p Name,
    lang: Option<String>,
    body: Arc<Body>,
    context: &'p Context<'p>,
}

impl Parts<'_> {
    /// What every kind of document has. What nobody took before goes into `extra`, so this comes last.
    fn head(&self, fields: &mut Fields, slug: String, title: String, known: &[&str]) -> Head {
        let settings = self.context.settings;
        let site = &settings.language;
        Head {
            path: Arc::clone(&self.context.file.path),
            slug,
            title,
            summary: fields.words(&["summary", "description", "excerpt"]).map(|written| written.text),
            updated: keys::day(fields, &["updated", "lastmod", "last_modified_at"], self.context.theme)
                .map(|(day, _)| day),
            lang: self.lang.clone().filter(|lang| !lang.eq_ignore_ascii_case(site)),
            audience: keys::audience(fields),
            aliases: keys::aliases(fields, settings),
            extra: fields.rest(known),
            body: Arc::clone(&self.body),
        }
    }

    /// The front matter's title, else the text's first heading, else the name's, else `otherwise`.
    fn title(&self, fields: &mut Fields, otherwise: impl FnOnce() -> String) -> String {
        let written = fields.words(&["title"]).map(|written| written.text);
        let heading = || Some(super::fields::tidy(self.body.title.as_deref()?)).filter(|title| !title.is_empty());
        written.or_else(heading).or_else(|| self.name.title()).unwrap_or_else(otherwise)
    }

    /// The front matter's slug, else `named`.
    fn slug(&self, fields: &mut Fields, folders: bool, named: String) -> String {
        let Some(written) = fields.words(&["slug"]) else { return named };
        match site_path::slug_of(&written, folders) {
            Ok(slug) => self.name.with_lang(&slug),
            Err(found) => {
                fields.found.push(found);
                named
            }
        }
    }
}

fn reflection(fields: &mut Fields, day: NaiveDate, parts: &Parts<'_>) -> Document {
    if parts.name.room == Room::Inquiry {
        fields.found.push(dated_inquiry());
    }
    let lang = parts.lang.as_deref().unwrap_or(&parts.context.settings.language);
    let slug = parts.slug(fields, false, parts.name.slug("note"));
    let title = parts.title(fields, || parts.context.theme.catalogue(lang).day(day));
    let inquiries = keys::terms(fields, &[&["inquiry"], &["inquiries"]]);
    let tags = keys::terms(fields, &[&["tags"], &["tag"], &["categories"], &["category"]]);
    let stage = fields.words(&["stage"]);
    let stage_place = stage.as_ref().map(|written| written.place).unwrap_or_default();
    let stage = stage.map(|written| written.text);
    let revisits = keys::references(fields, &["revisits"]);
    let (cover, cover_alt) = cover(fields);
    let known = [&HEAD[..], &REFLECTION].concat();
    let head = parts.head(fields, slug, title, &known);
    let reflection = Reflection { head, date: day, inquiries, stage, stage_place, tags, cover, cover_alt, revisits };
    Document::Reflection(Arc::new(reflection))
}

fn dated_inquiry() -> Diagnostic {
    Diagnostic::warning("dated-inquiry", "this file has a date, so it is a reflection and describes no inquiry")
        .help("take the date out, or move the file to reflections/")
}

/// The picture that stands for a reflection, and what it shows. Hugo's themes keep both in a table.
fn cover(fields: &mut Fields) -> (Option<Reference>, String) {
    let alt = fields.words(&["cover_alt"]).map(|written| written.text).unwrap_or_default();
    let Some(entry) = fields.take(&["cover"]) else { return (None, alt) };
    let (picture, shown) = match &entry.value.shape {
        Shape::Table(pairs) => (in_table(pairs, &["image", "src", "path"]), in_table(pairs, &["alt"])),
        _ => (fields.words_of(&entry), None),
    };
    let alt = shown.map_or(alt, |shown| shown.text);
    let Some(picture) = picture else { return (None, alt) };
    if picture.text.contains("://") {
        let found = Diagnostic::warning("cover-elsewhere", "a cover on another site is not shown").at(picture.place);
        fields.found.push(found.help("put the picture beside the text and write its name"));
        return (None, alt);
    }
    (Some(Reference { name: picture.text, place: picture.place }), alt)
}

fn in_table(pairs: &[(String, Node)], keys: &[&str]) -> Option<Written> {
    let (_, node) = pairs.iter().find(|(key, _)| keys.contains(&key.as_str()))?;
    let Shape::Word { text, .. } = &node.shape else { return None };
    Some(Written { text: super::fields::tidy(text), place: node.place }).filter(|written| !written.text.is_empty())
}

fn home(fields: &mut Fields, parts: &Parts<'_>) -> Document {
    let written = fields.words(&["title"]).map(|written| written.text);
    let settings = parts.context.settings;
    let title = written.or_else(|| parts.body.title.clone()).unwrap_or_else(|| settings.title.clone());
    let title = if title.is_empty() { "Portfolio".to_owned() } else { title };
    Document::Home(Arc::new(Page { head: parts.head(fields, "index".to_owned(), title, &HEAD) }))
}

fn page(fields: &mut Fields, parts: &Parts<'_>, among_reflections: bool) -> Document {
    let slug = parts.slug(fields, true, parts.name.page_slug());
    let title = parts.title(fields, || "Page".to_owned());
    let undated = undated(fields, parts.context);
    if undated.is_none() && among_reflections {
        fields.found.push(dateless());
    }
    fields.found.extend(undated);
    let known = [&HEAD[..], &REFLECTION].concat();
    Document::Page(Arc::new(Page { head: parts.head(fields, slug, title, &known) }))
}

/// A key that is not read as a date and holds one.
fn undated(fields: &Fields, context: &Context<'_>) -> Option<Diagnostic> {
    let later = |key: &str| {
        let key = key.to_lowercase();
        ["upd", "mod", "last", "exp", "until", "due", "end"].iter().any(|part| key.contains(part))
    };
    let entry = fields.left().iter().find(|entry| match &entry.value.shape {
        Shape::Word { text, .. } => {
            text.len() >= 8 && !later(&entry.key) && date::read(text, context.theme.catalogues.values()).is_ok()
        }
        _ => false,
    })?;
    let key = &entry.key;
    let found = Diagnostic::warning("date-key", format!("this page has no date, but {key:?} looks like one"));
    Some(found.at(entry.place).help(format!("if it is the day, write date_keys: [{key}] in portfolio.yaml")))
}

fn dateless() -> Diagnostic {
    Diagnostic::warning("no-date", "this file has no date, so it becomes a page and stands in no timeline")
        .help("put the day before its name, such as 2026-03-11-, or write date: in its front matter")
}

fn inquiry(fields: &mut Fields, parts: &Parts<'_>) -> Document {
    let slug = parts.slug(fields, false, parts.name.slug("inquiry"));
    let title = parts.title(fields, || name::readable(&slug));
    let question = fields.words(&["question"]).map(|written| written.text);
    let stages = fields.terms(&["stages"]).into_iter().map(|written| written.text).collect();
    let state = fields.choice(&["state"], &states()).unwrap_or_default();
    let led_to = keys::references(fields, &["led_to"]);
    let colour = fields.choice(&["colour", "color"], &ThreadColour::ALL.map(|colour| (colour.as_str(), colour)));
    let known = [&HEAD[..], &INQUIRY].concat();
    let head = parts.head(fields, slug, title, &known);
    Document::Inquiry(Arc::new(Inquiry { head, question, stages, state, led_to, colour }))
}

fn states() -> [(&'static str, InquiryState); 3] {
    [InquiryState::Open, InquiryState::Resting, InquiryState::Closed].map(|state| (state.as_str(), state))
}
