//! One Markdown file to what it is: a reflection, a page, an inquiry or the words of the home page.
//!
//! This is where the front matter's keys get their meaning: a new key is its name in `keys`, one line here and one field in the model.
//! Its line comes before `head`, which takes all that is left.

use std::sync::Arc;

use chrono::NaiveDate;

use super::day::Day;
use super::fields::Fields;
use super::keys::{self, HEAD, INQUIRY, REFLECTION};
use super::name::{self, LANGUAGES, Name, Room};
use super::value::{Node, Shape, Written};
use super::{archived, day, front_matter, guard, site_path};
use crate::diag::{Diagnosed, Diagnostic, Place};
use crate::markdown::{self, Body, Reading};
use crate::model::address::Address;
use crate::model::document::{Document, Head, Inquiry, InquiryState, Names, Page, Reference, Reflection, ThreadColour};
use crate::model::settings::Settings;
use crate::model::source::SourceFile;
use crate::model::theme::Theme;

/// What one Markdown file says; `None` if and only if it is empty, is not UTF-8 or was not read. Every diagnostic carries the file's path.
#[must_use]
pub fn document(file: &SourceFile, settings: &Settings, theme: &Theme) -> Diagnosed<Option<Document>> {
    let Some(bytes) = &file.bytes else { return Diagnosed::clean(None) };
    let mut document = match super::text(bytes) {
        Ok(text) if text.trim().is_empty() => {
            let found = Diagnostic::note("empty-file", "this file is empty and was passed over");
            Diagnosed { value: None, diagnostics: vec![found] }
        }
        Ok(text) => read(&text, &Context { file, settings, theme }),
        Err(found) => Diagnosed { value: None, diagnostics: vec![found] },
    };
    document.diagnostics = document.diagnostics.into_iter().map(|found| found.in_file(&file.path)).collect();
    document
}

/// What a document is read with.
struct Context<'c> {
    file: &'c SourceFile,
    settings: &'c Settings,
    theme: &'c Theme,
}

fn read(text: &str, context: &Context<'_>) -> Diagnosed<Option<Document>> {
    let Context { settings, theme, .. } = *context;
    let known: Vec<&str> = HEAD.iter().chain(&REFLECTION).chain(&INQUIRY).copied().collect();
    let split = front_matter::split(text, &known);
    let mut fields = Fields::new(split.value.entries, split.diagnostics);
    if split.value.body_at == 0 && fields.found.is_empty() {
        fields.found.extend(guard::outside_front_matter(text));
    }
    fields.open("taxonomies");
    let name = Name::of(&context.file.path, |ending| is_language(ending, theme));
    let lang = keys::language(&mut fields, &["lang"]).or_else(|| name.lang.clone());
    let reading = reading(lang.as_deref().unwrap_or(&settings.language), context);
    let body = body(text, split.value.body_at, &reading, &mut fields.found);
    let day = if name.room == Room::Home { Day::None } else { Day::of(&mut fields, &name, settings, theme) };
    let parts = Parts { name: &name, lang, reading, body: Arc::new(body), context };
    let document = match (&day, name.room) {
        (Day::Is(day), _) => reflection(&mut fields, *day, &parts),
        (_, Room::Home) => home(&mut fields, &parts),
        (_, Room::Inquiry) => inquiry(&mut fields, &parts),
        (_, room) => page(&mut fields, &parts, matches!(day, Day::None) && room == Room::Reflections),
    };
    Diagnosed { value: Some(document), diagnostics: fields.found }
}

pub(super) fn is_language(ending: &str, theme: &Theme) -> bool {
    let short = (2..=3).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_lowercase());
    short && (theme.catalogues.contains_key(ending) || LANGUAGES.split_whitespace().any(|lang| lang == ending))
}

/// The rendered body, its places counted in the file's lines.
fn body(text: &str, at: usize, reading: &Reading, found: &mut Vec<Diagnostic>) -> Body {
    let read = markdown::body(&text[at..], reading);
    let lines = u32::try_from(text[..at].matches('\n').count()).unwrap_or(u32::MAX);
    shifted(read, lines).unload(found)
}

/// A body that begins `lines` lines further down.
fn shifted(mut read: Diagnosed<Body>, lines: u32) -> Diagnosed<Body> {
    let shift = |place: &mut Place| *place = place.shifted(lines);
    read.diagnostics.iter_mut().for_each(|found| shift(&mut found.place));
    read.value.links.iter_mut().for_each(|link| shift(&mut link.place));
    read
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

/// What a document is made of, beside its front matter.
struct Parts<'p> {
    name: &'p Name,
    lang: Option<String>,
    reading: Reading,
    body: Arc<Body>,
    context: &'p Context<'p>,
}

impl Parts<'_> {
    /// What every kind of document has. What nobody took before goes into `extra`, so this comes last.
    fn head(&self, fields: &mut Fields, slug: String, title: String, known: &[&str]) -> Head {
        let settings = self.context.settings;
        let site = &settings.language;
        let (path, title) = (Arc::clone(&self.context.file.path), self.set(&title));
        Head {
            names: Names::of(&path, &slug, &title),
            path,
            slug,
            title,
            summary: fields.words(&["summary", "description", "excerpt"]).map(|written| self.set(&written.text)),
            updated: keys::day(fields, &["updated", "lastmod", "last_modified_at"], self.context.theme)
                .map(|(day, _)| day),
            lang: self.lang.clone().filter(|lang| !lang.eq_ignore_ascii_case(site)),
            audience: keys::audience(fields),
            aliases: keys::aliases(fields, settings),
            archived: archived::archived(fields, &self.body),
            extra: fields.rest(known),
            body: Arc::clone(&self.body),
        }
    }

    /// Words with the marks of the document's language.
    fn set(&self, words: &str) -> String {
        markdown::words(words, &self.reading)
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
    let returns = keys::when(fields, &["return"], parts.context.theme);
    let (cover, cover_alt) = cover(fields);
    let known = [&HEAD[..], &REFLECTION].concat();
    let head = parts.head(fields, slug, title, &known);
    let (date, address) = (day, Address::reflection(day, &head.slug));
    Document::Reflection(Arc::new(Reflection {
        head,
        date,
        address,
        inquiries,
        stage,
        stage_place,
        tags,
        cover,
        cover_alt,
        revisits,
        returns,
    }))
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
    fields.found.extend(day::undated(fields, parts.context.theme, among_reflections));
    let known = [&HEAD[..], &REFLECTION].concat();
    Document::Page(Arc::new(Page { head: parts.head(fields, slug, title, &known) }))
}

fn inquiry(fields: &mut Fields, parts: &Parts<'_>) -> Document {
    let slug = parts.slug(fields, false, parts.name.slug("inquiry"));
    let title = parts.title(fields, || name::readable(&slug));
    let question = fields.words(&["question"]).map(|written| parts.set(&written.text));
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

#[cfg(test)]
mod tests {
    use super::shifted;
    use crate::diag::{Diagnosed, Diagnostic, Place};
    use crate::markdown::{Body, Link, LinkKind, Target};

    #[test]
    fn places_are_counted_in_the_files_lines() {
        let place = Place { line: 2, column: 3, width: 4 };
        let link =
            Link { target: Target::Address("x.md".to_owned()), kind: LinkKind::Follow, place, sentence: String::new() };
        let body = Body { links: vec![link], ..Body::default() };
        let read = shifted(Diagnosed { value: body, diagnostics: vec![Diagnostic::warning("x", "x").at(place)] }, 5);
        let expected = Place { line: 7, ..place };
        assert_eq!((read.value.links[0].place, read.diagnostics[0].place), (expected, expected));
    }
}
