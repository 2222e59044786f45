//! A file's place and name to what they say: a date, a slug, a language, a title, and whether it is an inquiry or the home page.
//!
//! The text of the file is not looked at.

use chrono::NaiveDate;

use super::date::{self, Fault};
use super::fields::tidy;
use crate::model::source::composed;
use crate::slug::slug;

/// What a file's path says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    /// What a file there is when it bears no date.
    pub room: Room,
    /// The day at the start or the end of the name.
    pub date: Option<Result<NaiveDate, Fault>>,
    /// The name without date, language and ending; empty when nothing else stands there.
    pub stem: String,
    /// The language that the name says, such as `fr` in `about.fr.md`.
    pub lang: Option<String>,
    /// The folders above the page's own part of its address.
    folders: Vec<String>,
}

/// What a file is by its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// The words of the home page.
    Home,
    /// An inquiry, when undated.
    Inquiry,
    /// Where dated texts are kept: an undated one is remarkable.
    Reflections,
    /// Anywhere else.
    Page,
}

/// What a text is by its path alone, whatever its front matter may say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedFor {
    /// A reflection: its name bears a day, or what is meant for one.
    Reflection,
    /// A page.
    Page,
    /// An inquiry.
    Inquiry,
    /// The words of the home page.
    Home,
}

/// What the text at a path is, as far as its name says it.
#[must_use]
pub fn named_for(path: &str) -> NamedFor {
    let name = Name::of(path, |_| false);
    match (name.date, name.room) {
        (_, Room::Home) => NamedFor::Home,
        (Some(_), _) => NamedFor::Reflection,
        (None, Room::Inquiry) => NamedFor::Inquiry,
        (None, Room::Reflections | Room::Page) => NamedFor::Page,
    }
}

impl Name {
    /// Reads a path, `/` between its parts. `is_language` tells the endings that are languages (`fr` in `about.fr.md`).
    pub fn of(path: &str, is_language: impl Fn(&str) -> bool) -> Self {
        let path = composed(path);
        let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let file = parts.pop().unwrap_or("");
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        let (stem, lang) = match stem.rsplit_once('.') {
            Some((stem, lang)) if !stem.is_empty() && is_language(lang) => (stem, Some(lang.to_owned())),
            _ => (stem, None),
        };
        let content = parts.first() == Some(&"content");
        let below = &parts[usize::from(content)..];
        let bundle = is_index(stem);
        let room = room(below, bundle, lang.is_some());
        let below = if below.first() == Some(&"pages") { &below[1..] } else { below };
        let (stem, above) = match below.split_last() {
            Some((folder, above)) if bundle => (*folder, above),
            _ => (stem, below),
        };
        let (date, rest) = dated(stem);
        let folders = above.iter().map(|&folder| folder.to_owned()).collect();
        Self { room, date, stem: rest.to_owned(), lang, folders }
    }

    /// The last part of the address of a reflection or an inquiry; `nameless` when the name has no letter or digit.
    pub fn slug(&self, nameless: &str) -> String {
        self.with_lang(&or(slug(&self.stem), nameless))
    }

    /// The address of a page below the site's root, folders and all.
    pub fn page_slug(&self) -> String {
        let folders = self.folders.iter().map(|folder| or(slug(folder), "page") + "/").collect::<String>();
        folders + &self.slug("page")
    }

    /// A slug with the language that the name says behind it, so that two languages have two addresses.
    pub fn with_lang(&self, slug: &str) -> String {
        match &self.lang {
            Some(lang) => format!("{slug}.{lang}"),
            None => slug.to_owned(),
        }
    }

    /// A title made of the name; `None` when nothing but a date stands there.
    pub fn title(&self) -> Option<String> {
        Some(readable(&self.stem)).filter(|title| !title.is_empty())
    }
}

fn or(slug: String, nameless: &str) -> String {
    if slug.is_empty() { nameless.to_owned() } else { slug }
}

fn is_index(stem: &str) -> bool {
    stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("_index")
}

/// What a file is by the folders it lies in, `content/` left out.
fn room(folders: &[&str], bundle: bool, translated: bool) -> Room {
    match folders {
        [] | ["pages"] if bundle && !translated => Room::Home,
        ["inquiries"] if !bundle => Room::Inquiry,
        ["inquiries", _] if bundle => Room::Inquiry,
        ["reflections" | "_posts", ..] if !(bundle && folders.len() == 1) => Room::Reflections,
        _ => Room::Page,
    }
}

/// A name made readable: hyphens and underscores become spaces (unless it has spaces), the first letter a capital.
pub(super) fn readable(name: &str) -> String {
    let spaced = if name.contains(' ') { name.to_owned() } else { name.replace(['-', '_'], " ") };
    let words = tidy(&spaced);
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// The date at the start or the end of a name, and the name without it.
fn dated(stem: &str) -> (Option<Result<NaiveDate, Fault>>, &str) {
    match leading(stem).or_else(|| trailing(stem)) {
        Some((date, rest)) => (Some(date), rest.trim_matches([' ', '-', '_', '.', ','])),
        None => (None, stem),
    }
}

type Dated<'s> = (Result<NaiveDate, Fault>, &'s str);

/// `2026-03-11-x`, `2026_3_11 x`, `20260311-x`.
fn leading(stem: &str) -> Option<Dated<'_>> {
    let (year, rest) = digits(stem, 8)?;
    if year.len() == 8 {
        return compact(year).filter(|_| ends(rest)).map(|date| (date, rest));
    }
    let mark = rest.chars().next().filter(|c| "-_.".contains(*c))?;
    let (month, rest) = digits(rest.strip_prefix(mark)?, 2)?;
    let (day, rest) = digits(rest.strip_prefix(mark)?, 2)?;
    (year.len() == 4 && ends(rest)).then(|| (of_digits(year, month, day), rest))
}

/// `talk-2017-09-10`, `talk 2017_09_10`, `talk-20170910`.
fn trailing(stem: &str) -> Option<Dated<'_>> {
    let cut = |width: usize| {
        stem.len().checked_sub(width).filter(|&at| stem.is_char_boundary(at)).map(|at| stem.split_at(at))
    };
    let split_off = |width: usize| cut(width).filter(|(before, _)| before.ends_with(['-', '_', ' ', '.', ',']));
    if let Some((before, date)) = split_off(10) {
        return leading(date).filter(|(_, rest)| rest.is_empty()).map(|(date, _)| (date, before));
    }
    let (before, date) = split_off(8)?;
    compact(date).map(|date| (date, before))
}

/// Eight digits that are a day of these two centuries.
fn compact(digits: &str) -> Option<Result<NaiveDate, Fault>> {
    let known = digits.len() == 8 && digits.bytes().all(|b| b.is_ascii_digit());
    let known = known && (digits.starts_with("19") || digits.starts_with("20"));
    let date = known.then(|| of_digits(&digits[..4], &digits[4..6], &digits[6..]))?;
    let plausible = matches!(date, Ok(_) | Err(Fault::Impossible(_, 1..=12, 1..=31)));
    plausible.then_some(date)
}

fn of_digits(year: &str, month: &str, day: &str) -> Result<NaiveDate, Fault> {
    let number = |digits: &str| digits.parse::<u32>().unwrap_or(0);
    date::day(u64::from(number(year)), number(month), number(day))
}

/// Up to `most` ASCII digits at the start, at least one, and what follows.
fn digits(text: &str, most: usize) -> Option<(&str, &str)> {
    let count = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    (count > 0).then(|| text.split_at(count))
}

/// Whether a date may end here.
fn ends(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
}

/// The two-letter codes of ISO 639-1, and the three-letter ones of languages that schools of the Pacific use.
pub(super) const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es \
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw \
    ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd \
    se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu \
    haw niu rar tkl tvl rtm";

#[cfg(test)]
mod tests {
    use super::{LANGUAGES, Name, Room, readable};

    fn name(path: &str) -> Name {
        Name::of(path, |ending| LANGUAGES.split_whitespace().any(|lang| lang == ending))
    }

    #[test]
    fn a_date_stands_at_the_start_or_the_end() {
        let cases = [
            ("reflections/2026-03-11-x.md", Some("2026-03-11"), "x"),
            ("2026-03-11 x.md", Some("2026-03-11"), "x"),
            ("2026_03_11_x.md", Some("2026-03-11"), "x"),
            ("20260311-x.md", Some("2026-03-11"), "x"),
            ("2026-3-1-x.md", Some("2026-03-01"), "x"),
            ("2026-03-11.md", Some("2026-03-11"), ""),
            ("talk-2017-09-10.md", Some("2017-09-10"), "talk"),
            ("talk 20170910.markdown", Some("2017-09-10"), "talk"),
            ("2026-03-11-x/index.md", Some("2026-03-11"), "x"),
            ("content/posts/2026-03-11-x/index.md", Some("2026-03-11"), "x"),
            ("2026-03-11-x/notes.md", None, "notes"),
            ("room-20261345.md", None, "room-20261345"),
            ("isbn-12345678.md", None, "isbn-12345678"),
            ("2026-03-11th.md", None, "2026-03-11th"),
            ("2026-term-1.md", None, "2026-term-1"),
            ("学び-2026-03-11.md", Some("2026-03-11"), "学び"),
            ("学び学び学.md", None, "学び学び学"),
        ];
        for (path, date, stem) in cases {
            let name = name(path);
            let found =
                name.date.map(|date| date.map(|date| date.to_string()).unwrap_or_else(|fault| format!("{fault:?}")));
            assert_eq!((found.as_deref(), name.stem.as_str()), (date, stem), "{path}");
        }
    }

    #[test]
    fn a_day_that_is_none_is_known_for_one() {
        for path in ["2026-02-30-x.md", "x-2026-02-30.md", "20260230-x.md", "2026-13-01.md", "0026-01-01.md"] {
            assert!(matches!(name(path).date, Some(Err(_))), "{path}");
        }
    }

    #[test]
    fn the_place_decides() {
        let cases = [
            ("index.md", Room::Home, ""),
            ("content/_index.md", Room::Home, ""),
            ("content/index.md", Room::Home, ""),
            ("pages/index.md", Room::Home, ""),
            ("index.fr.md", Room::Page, "index.fr"),
            ("inquiries/reading.md", Room::Inquiry, ""),
            ("inquiries/reading/index.md", Room::Inquiry, ""),
            ("inquiries/index.md", Room::Page, "inquiries"),
            ("reflections/x.md", Room::Reflections, "reflections/x"),
            ("pages/about.md", Room::Page, "about"),
            ("pages/school/About us.md", Room::Page, "school/about-us"),
            ("content/school/_index.md", Room::Page, "school"),
            ("about.md", Room::Page, "about"),
            ("pages/???.md", Room::Page, "page"),
            ("pages/学び.md", Room::Page, "学び"),
            ("pages/about.fr.md", Room::Page, "about.fr"),
            ("pages/about/index.fr.md", Room::Page, "about.fr"),
            ("pages/v1.2.md", Room::Page, "v1-2"),
            ("pages/.md", Room::Page, "page"),
        ];
        for (path, room, slug) in cases {
            let name = name(path);
            assert_eq!(name.room, room, "{path}");
            if !slug.is_empty() {
                assert_eq!(name.page_slug(), slug, "{path}");
            }
        }
    }

    #[test]
    fn names_become_readable() {
        let cases = [
            ("reading-shifts", "Reading shifts"),
            ("Well-being now", "Well-being now"),
            ("ōku_mahi", "Ōku mahi"),
            ("", ""),
        ];
        for (name, expected) in cases {
            assert_eq!(readable(name), expected, "{name}");
        }
    }
}
