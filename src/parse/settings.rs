//! `portfolio.yaml` to [`Settings`]. Every key is optional, and so is the file.

use std::sync::Arc;

use url::Url;

use super::fields::Fields;
use super::name::readable;
use super::value::Written;
use super::{front_matter, keys};
use crate::diag::{Diagnosed, Diagnostic, Place};
use crate::model::settings::{Font, HomeOrder, Look, Settings};
use crate::model::source::SourceFile;

/// Every key of `portfolio.yaml`.
pub const KEYS: [&str; 13] = [
    "title",
    "author",
    "base_url",
    "language",
    "lang",
    "description",
    "accent",
    "font",
    "width",
    "home",
    "menu",
    "date_keys",
    "page_weight",
];

/// What the settings say. Without a file, or where it says nothing: the defaults, and a title made of the folder's name. Every diagnostic
/// carries the file's path.
#[must_use]
pub fn settings(file: Option<&SourceFile>, folder_name: &str) -> Diagnosed<Settings> {
    let mut fields = match file.and_then(|file| file.bytes.as_deref()) {
        Some(bytes) => fields(bytes),
        None => Fields::new(Vec::new(), Vec::new()),
    };
    let mut value = read(&mut fields, folder_name);
    value.path = file.map(|file| Arc::clone(&file.path));
    let placed = |found: Diagnostic| match file {
        Some(file) => found.in_file(&file.path),
        None => found,
    };
    Diagnosed { value, diagnostics: fields.found.into_iter().map(placed).collect() }
}

fn fields(bytes: &[u8]) -> Fields {
    match super::text(bytes) {
        Ok(text) => {
            let read = front_matter::entries_of(&text, inside_marks(&text), &KEYS);
            Fields::new(read.value, read.diagnostics)
        }
        Err(found) => Fields::new(Vec::new(), vec![found]),
    }
}

/// The text without the `---` or `...` lines that may stand around it.
fn inside_marks(text: &str) -> std::ops::Range<usize> {
    let start = text.len() - text.trim_start().len();
    let start = match text[start..].split_inclusive('\n').next() {
        Some(line) if line.trim_end() == "---" => start + line.len(),
        _ => 0,
    };
    let end = text[start..].trim_end();
    let end = end
        .strip_suffix("\n---")
        .or_else(|| end.strip_suffix("\n..."))
        .map_or(text.len(), |kept| start + kept.len() + 1);
    start..end
}

fn read(fields: &mut Fields, folder_name: &str) -> Settings {
    let (base_url, base_url_place) = base_url(fields);
    let defaults = Settings::default();
    let text = |fields: &mut Fields, key| fields.words(&[key]).map(|written: Written| written.text);
    Settings {
        path: None,
        title: text(fields, "title").unwrap_or_else(|| named_after(folder_name)),
        author: text(fields, "author"),
        base_url,
        language: keys::language(fields, &["language", "lang"]).unwrap_or(defaults.language),
        description: text(fields, "description"),
        look: look(fields),
        home: fields
            .choice(&["home"], &[("latest", HomeOrder::Latest), ("inquiries", HomeOrder::Inquiries)])
            .unwrap_or_default(),
        menu: menu(fields),
        date_keys: fields.terms(&["date_keys"]).into_iter().map(|written| written.text).collect(),
        page_weight: page_weight(fields).unwrap_or(defaults.page_weight),
        extra: fields.rest(&KEYS),
        base_url_place,
    }
}

fn named_after(folder_name: &str) -> String {
    let name = readable(folder_name);
    if name.is_empty() { "Portfolio".to_owned() } else { name }
}

/// The menu as the author wrote it. An empty list is a menu without pages.
fn menu(fields: &mut Fields) -> Option<Vec<crate::model::document::Reference>> {
    let empty = matches!(
        fields.left().iter().find(|entry| entry.key.eq_ignore_ascii_case("menu")),
        Some(entry) if matches!(&entry.value.shape, super::value::Shape::List(items) if items.is_empty())
    );
    let menu = keys::references(fields, &["menu"]);
    (empty || !menu.is_empty()).then_some(menu)
}

fn look(fields: &mut Fields) -> Look {
    Look {
        accent: accent(fields),
        font: fields.choice(&["font"], &[("serif", Font::Serif), ("sans", Font::Sans)]).unwrap_or_default(),
        width: width(fields),
    }
}

/// `#2a6f6b` or `#276`, with or without quotation marks (without them YAML sees a comment, which no author means here).
fn accent(fields: &mut Fields) -> Option<String> {
    let written = fields.words(&["accent"])?;
    let digits = written.text.strip_prefix('#').unwrap_or(&written.text);
    let hexadecimal = digits.bytes().all(|b| b.is_ascii_hexdigit());
    let full: String = match digits.len() {
        6 if hexadecimal => digits.to_ascii_lowercase(),
        3 if hexadecimal => digits.chars().flat_map(|c| [c, c]).collect::<String>().to_ascii_lowercase(),
        _ => {
            let message = format!("accent should be a colour of six hexadecimal digits, not {:?}", written.text);
            let found = Diagnostic::error("bad-value", message).at(written.place);
            fields
                .found
                .push(found.help("write it in quotes, such as accent: \"#2a6f6b\", since # alone begins a comment"));
            return None;
        }
    };
    Some(format!("#{full}"))
}

fn width(fields: &mut Fields) -> Option<u8> {
    let written = fields.words(&["width"])?;
    let width = written.text.parse().ok().filter(|width| (45..=90).contains(width));
    if width.is_none() {
        let message = format!("width should be a number of characters from 45 to 90, not {:?}", written.text);
        fields.found.push(Diagnostic::error("bad-value", message).at(written.place));
    }
    width
}

/// `2 MB`, `1.5 MB` or `500 kB`, from 100 kB to 1000 MB. A number alone might be anything.
fn page_weight(fields: &mut Fields) -> Option<u64> {
    let written = fields.words(&["page_weight"])?;
    let bytes = bytes(&written.text).filter(|bytes| (100_000..=1_000_000_000).contains(bytes));
    if bytes.is_none() {
        let message =
            format!("page_weight should be what a page may weigh, from 100 kB to 1000 MB, not {:?}", written.text);
        let found = Diagnostic::error("bad-value", message).at(written.place);
        fields.found.push(found.help("write a number and its unit, such as page_weight: 2 MB"));
    }
    bytes
}

fn bytes(text: &str) -> Option<u64> {
    let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit() && c != '.')?);
    let unit: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "kb" => 1_000,
        "mb" => 1_000_000,
        _ => return None,
    };
    let (whole, part) = number.split_once('.').unwrap_or((number, "0"));
    let tenths: u64 = part.parse().ok().filter(|_| part.len() == 1)?;
    whole.parse::<u64>().ok()?.checked_mul(unit)?.checked_add(tenths * unit / 10)
}

/// Where the site is published, ending in a slash, and where that was written.
fn base_url(fields: &mut Fields) -> (Option<String>, Place) {
    let Some(written) = fields.words(&["base_url"]) else { return (None, Place::default()) };
    let read = published_at(&written);
    fields.found.extend(read.diagnostics);
    (read.value, written.place)
}

/// What stands for `base_url` when it is given by hand: the address ending in a slash, or `None` and what is wrong with it.
#[must_use]
pub fn base_url_given(text: &str) -> Diagnosed<Option<String>> {
    published_at(&Written { text: text.to_owned(), place: Place::default() })
}

fn published_at(written: &Written) -> Diagnosed<Option<String>> {
    let url = Url::parse(&written.text).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    match url {
        Some(url) if url.query().is_none() && url.fragment().is_none() => {
            let slash = if url.path().ends_with('/') { "" } else { "/" };
            Diagnosed::clean(Some(format!("{url}{slash}")))
        }
        _ => Diagnosed { value: None, diagnostics: vec![bad_address(written)] },
    }
}

fn bad_address(written: &Written) -> Diagnostic {
    let text = &written.text;
    let bare = text.trim_start_matches('/');
    let mendable = !text.contains([':', '?', '#', ' ']) && bare.contains('.');
    let help = match mendable {
        true => format!("write https:// before it: https://{bare}"),
        false => "write the address of the site, such as https://me.github.io/portfolio/".to_owned(),
    };
    let message = format!("base_url should be an address that begins with http:// or https://, not {text:?}");
    Diagnostic::error("bad-value", message).at(written.place).help(help)
}
