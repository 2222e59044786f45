//! Where what a document says of itself comes from. The front matter is taken apart once more, by the same rules as in `document`.

use super::fields::Fields;
use super::front_matter::{self, Parts};
use super::keys::{self, HEAD, INQUIRY, REFLECTION};
use super::name::{Name, Room};
use super::value::Entry;
use super::{date, document};
use crate::model::document::Head;
use crate::model::origins::{Origin, Origins};
use crate::model::settings::Settings;
use crate::model::source::SourceFile;
use crate::model::theme::Theme;
use crate::slug::slug;

/// The origins of what was read from `file`, which is as it was then; `None` if it has no text now.
#[must_use]
pub fn origins(file: &SourceFile, head: &Head, settings: &Settings, theme: &Theme) -> Option<Origins> {
    let text = super::text(file.bytes.as_deref()?).ok()?;
    let known: Vec<&str> = HEAD.iter().chain(&REFLECTION).chain(&INQUIRY).copied().collect();
    let Parts { entries, body_at } = front_matter::split(&text, &known).value;
    let mut fields = Fields::new(entries, Vec::new());
    fields.open("taxonomies");
    let name = Name::of(&file.path, |ending| document::is_language(ending, theme));
    Some(Origins {
        date: if name.room == Room::Home { None } else { day(&mut fields, &name, settings, theme) },
        title: title(&mut fields, head, &name, (&text, body_at)),
        inquiries: [["inquiry"], ["inquiries"]].iter().flat_map(|keys| terms(&mut fields, keys)).collect(),
        audience: keys::kept_by(&fields).map(of_entry),
    })
}

fn of_entry(entry: &Entry) -> Origin {
    Origin::Key { key: entry.key.clone(), line: entry.place.line }
}

fn day(fields: &mut Fields, name: &Name, settings: &Settings, theme: &Theme) -> Option<Origin> {
    let keys: Vec<&str> = std::iter::once("date").chain(settings.date_keys.iter().map(String::as_str)).collect();
    let entry = fields.take(&keys);
    let written = entry.as_ref().and_then(|entry| fields.words_of(entry));
    let is_day = written.is_some_and(|written| date::read(&written.text, theme.catalogues.values()).is_ok());
    match entry.filter(|_| is_day) {
        Some(entry) => Some(of_entry(&entry)),
        None => matches!(name.date, Some(Ok(_))).then_some(Origin::Name),
    }
}

fn title(fields: &mut Fields, head: &Head, name: &Name, (text, body_at): (&str, usize)) -> Origin {
    let entry = fields.take(&["title"]);
    if let Some(entry) = entry.filter(|entry| fields.words_of(entry).is_some()) {
        return of_entry(&entry);
    }
    if head.body.title.as_deref().is_some_and(|title| !title.trim().is_empty()) {
        return Origin::Heading { line: first_line(text, body_at) };
    }
    let is_named = name.room != Room::Home && name.title().is_some();
    if is_named { Origin::Name } else { Origin::Otherwise }
}

/// The first line of the body that holds something, comments passed over: the heading that opens it.
fn first_line(text: &str, body_at: usize) -> u32 {
    let mut rest = text[body_at..].trim_start();
    while let Some(behind) = rest.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        rest = behind.1.trim_start();
    }
    let before = text.len() - rest.len();
    u32::try_from(text[..before].matches('\n').count() + 1).unwrap_or(u32::MAX)
}

fn terms(fields: &mut Fields, keys: &[&str]) -> Vec<(String, u32)> {
    let written = fields.terms(keys).into_iter();
    written.map(|written| (slug(keys::term_label(&written.text)), written.place.line)).collect()
}
