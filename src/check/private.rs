//! What is private in one file: names of the class list, and what tells how to reach or to find a person.
//!
//! In: a file's path, its text or its hidden parts. Out: what was found and not agreed to. A name is an error, since only a child's family may
//! decide; an address may be the author's own, so it is a warning.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::agreed::{self, Agreed};
use super::contacts::{coordinates, emails};
use super::identity::identity_numbers;
use super::keys::keys;
use super::metadata::Hidden;
use super::names::{Hit, Names};
use super::phones::phones;
use crate::diag::{Diagnostic, Place, Severity};

/// The most findings that are told of one file. Whoever has as many has a list of the class there, and takes it away as a whole.
const MOST: usize = 50;

/// What is looked for, and what of it was agreed to.
#[derive(Debug, Default)]
pub struct Private {
    /// The class list.
    pub names: Names,
    /// What may stand where.
    pub agreed: Agreed,
}

/// What a finding is, as it is told.
#[derive(Clone, Copy)]
struct Kind {
    code: &'static str,
    is: &'static str,
    remedy: &'static str,
}

const NAME: Kind = Kind {
    code: "name",
    is: "a name on your class list",
    remedy: "write another name or an initial; if the family has agreed",
};

const KEY: Kind = Kind {
    code: "key",
    is: "the beginning of a key that opens an account or a machine",
    remedy: "take the key out, and have another made where it comes from; if it opens nothing",
};

/// Finds one kind of thing in a text.
type Find = fn(&str) -> Vec<Hit>;

/// What tells how to reach or to find a person, and how it is found.
const CONTACTS: [(Kind, Find); 4] = [
    (Kind { code: "email", is: "an e-mail address", remedy: "leave it out; if it may be known to everyone" }, emails),
    (Kind { code: "phone", is: "a telephone number", remedy: "leave it out; if it may be known to everyone" }, phones),
    (
        Kind {
            code: "identity-number",
            is: "a number that an office knows a person by",
            remedy: "leave it out; if it is none",
        },
        identity_numbers,
    ),
    (
        Kind { code: "coordinates", is: "a place on the map", remedy: "leave it out; if nobody lives or plays there" },
        coordinates,
    ),
];

impl Private {
    /// What is found in the text of the file at `path`.
    #[must_use]
    pub fn in_text(&self, path: &Arc<str>, text: &str) -> Vec<Diagnostic> {
        let mut hits: Vec<(Hit, Kind)> = self.names.in_text(text).into_iter().map(|hit| (hit, NAME)).collect();
        hits.extend(keys(text).into_iter().map(|hit| (hit, KEY)));
        // The numbers of a drawing or a program are no places and no telephones.
        let has_numbers =
            !path.starts_with("theme/") && ![".svg", ".css", ".js", ".mjs"].iter().any(|end| path.ends_with(end));
        if has_numbers {
            hits.extend(CONTACTS.iter().flat_map(|(kind, find)| find(text).into_iter().map(|hit| (hit, *kind))));
        }
        if hits.is_empty() {
            return Vec::new();
        }
        let agreed = self.agreed.within(path, text);
        hits.retain(|(hit, _)| !agreed.iter().any(|&(start, end)| start <= hit.start && hit.end <= end));
        hits.sort_by_key(|(hit, _)| hit.start);
        let more = hits.len().saturating_sub(MOST);
        let mut found: Vec<Diagnostic> =
            hits.iter().take(MOST).map(|(hit, kind)| told(path, text, *hit, *kind)).collect();
        found.extend((more > 0).then(|| and_more(path, more)));
        found
    }

    /// What the path of a file tells.
    #[must_use]
    pub fn in_path(&self, path: &Arc<str>) -> Vec<Diagnostic> {
        let told = |said: String| {
            Diagnostic::error(
                "name-in-path",
                format!("the name of this file or of its folder holds \"{said}\", a name on your class list"),
            )
            .in_file(path)
            .help(format!(
                "give it another name, here and in the links to it; {}",
                agree("if the family has agreed", path, &said)
            ))
        };
        self.unless_agreed(path, self.names.in_path(path)).into_iter().map(told).collect()
    }

    /// What the path tells to which the link at `path` leads: git keeps that path, whatever lies there.
    #[must_use]
    pub fn in_link(&self, path: &Arc<str>, target: &str) -> Vec<Diagnostic> {
        let told = |said: String| {
            let message = format!("this link leads to a path that holds \"{said}\", a name on your class list");
            Diagnostic::error("name-in-link", message).in_file(path).help(format!(
                "give what it leads to another name, or take the link away; {}",
                agree("if the family has agreed", path, &said)
            ))
        };
        self.unless_agreed(path, self.names.in_path(target)).into_iter().map(told).collect()
    }

    /// The names that stand in a text or in the path of its file, and were not agreed to; each once. In the page or the feed of a site, such as a
    /// published branch keeps, what was agreed for any text counts: it is made from many.
    #[must_use]
    pub fn names_in(&self, path: &str, text: &str) -> BTreeSet<String> {
        let is_of_site = path.starts_with("assets/") || is_page(path);
        let agreed = if is_of_site { self.agreed.somewhere(text) } else { self.agreed.within(path, text) };
        let is_told = |hit: &Hit| !agreed.iter().any(|&(start, end)| start <= hit.start && hit.end <= end);
        let in_text = self.names.in_text(text).into_iter().filter(is_told);
        let in_text = in_text.map(|hit| words(&text[hit.start..hit.end]));
        let mut in_path = self.unless_agreed(path, self.names.in_path(path));
        in_path.retain(|said| !is_of_site || !self.agreed.somewhere(said).contains(&(0, said.len())));
        in_text.chain(in_path).collect()
    }

    /// The names that are whole on the page of a text, whose words are `shown`, and in pieces in its source.
    #[must_use]
    pub fn on_page(&self, path: &Arc<str>, shown: &str, source: &str) -> Vec<Diagnostic> {
        let plain = |name: &String| name.replace('’', "'");
        let in_source: BTreeSet<String> = self.names_in(path, source).iter().map(plain).collect();
        let on_page = self.names_in(path, shown).into_iter().filter(|name| !in_source.contains(&plain(name)));
        let told = |name: String| {
            let message = format!("on the page of this text stands \"{name}\", a name on your class list");
            Diagnostic::error("name-on-page", message).in_file(path).help(agree(NAME.remedy, path, &name))
        };
        on_page.map(told).collect()
    }

    /// What is written inside a picture, out of sight.
    #[must_use]
    pub fn in_picture(&self, path: &Arc<str>, hidden: &Hidden) -> Vec<Diagnostic> {
        let told = |said: String| {
            Diagnostic::error(
                "name-in-picture",
                format!("inside this picture, out of sight, stands \"{said}\", a name on your class list"),
            )
            .in_file(path)
            .help(format!(
                "take a picture of the picture, or remove its details; {}",
                agree("if the family has agreed", path, &said)
            ))
        };
        let mut found: Vec<Diagnostic> = self.names_inside(path, hidden).into_iter().map(told).collect();
        if self.shows_place(path, hidden) {
            found.push(taken_somewhere(path));
        }
        found
    }

    /// The names that stand inside a picture, out of sight, and were not agreed to; each once.
    #[must_use]
    pub fn names_inside(&self, path: &str, hidden: &Hidden) -> BTreeSet<String> {
        let in_text = |text: &str| -> Vec<String> {
            self.names.in_text(text).into_iter().map(|hit| text[hit.start..hit.end].to_owned()).collect()
        };
        let said: BTreeSet<String> = hidden.texts().iter().flat_map(|text| in_text(text)).collect();
        self.unless_agreed(path, said.into_iter().collect()).into_iter().collect()
    }

    /// Whether a picture tells where it was taken, and nobody agreed to that.
    #[must_use]
    pub fn shows_place(&self, path: &str, hidden: &Hidden) -> bool {
        hidden.has_place() && self.agreed.within(path, PLACE).is_empty()
    }

    /// Whether the author has looked through the file at a path, which is too large to be looked through here.
    #[must_use]
    pub fn is_seen(&self, path: &str) -> bool {
        !self.agreed.within(path, SEEN).is_empty()
    }

    /// What is said of a file that is too large to be looked through, and that others will see.
    #[must_use]
    pub fn unseen(path: &Arc<str>, found: Diagnostic) -> Diagnostic {
        let remedy =
            "divide it into smaller files, or move it out of the folder; if you have looked through it yourself";
        Diagnostic { severity: Severity::Error, ..found }.help(agree(remedy, path, SEEN))
    }

    /// The names that stand alone in no agreement about the file.
    fn unless_agreed(&self, path: &str, mut said: Vec<String>) -> Vec<String> {
        said.retain(|said| !self.agreed.within(path, said).contains(&(0, said.len())));
        said
    }
}

/// The word by which the place of a picture is agreed to.
const PLACE: &str = "place";

/// The word by which a file is said to have been looked through.
const SEEN: &str = "seen";

/// Whether a code is one of what tells how to reach or to find a person.
#[must_use]
pub fn is_contact(code: &str) -> bool {
    CONTACTS.iter().any(|(kind, _)| kind.code == code)
}

fn taken_somewhere(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error("picture-place", "inside this picture, out of sight, stands the place where it was taken")
        .in_file(path)
        .help(format!(
            "take a picture of the picture, or remove its details; {}",
            agree("if everyone may know the place", path, PLACE)
        ))
}

fn told(path: &Arc<str>, text: &str, hit: Hit, kind: Kind) -> Diagnostic {
    let said = words(&text[hit.start..hit.end]);
    let message = format!("\"{said}\" is {}", kind.is);
    let found = if [NAME.code, KEY.code].contains(&kind.code) {
        Diagnostic::error(kind.code, message)
    } else {
        Diagnostic::warning(kind.code, message)
    };
    found.in_file(path).at(Place::of(text, hit.start, hit.end)).help(agree(kind.remedy, path, &said))
}

/// Words with single spaces between them.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A remedy, and the line that marks the words as agreed.
fn agree(remedy: &str, path: &str, said: &str) -> String {
    format!("{remedy}, add this line to {}:\n{path}: {said}", agreed::PATH)
}

fn and_more(path: &Arc<str>, more: usize) -> Diagnostic {
    Diagnostic::error("name-more", format!("this file has {more} more of these places"))
        .in_file(path)
        .help("it looks like a list of the class: move it into the folder private/")
}

/// Whether a path is one of a page or a feed of a site. Other JSON and XML is somebody's own.
fn is_page(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_feed_of_an_inquiry = || path.contains("inquiries/") && name.ends_with(".xml");
    name.ends_with(".html") || ["feed.json", "feed.xml", "sitemap.xml"].contains(&name) || is_feed_of_an_inquiry()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Agreed, MOST, Names, Private};

    fn private(names: &str, agreed: &str, paths: &[Arc<str>]) -> Private {
        Private { names: Names::of_list(names).0, agreed: Agreed::of_list(agreed, paths).value }
    }

    #[test]
    fn what_was_agreed_is_not_told_and_what_stands_beside_it_is() {
        let path: Arc<str> = Arc::from("reflections/a.md");
        let text = "Aroha and Tom, aroha.ngata@school.nz";
        let told = |agreed| {
            let found = private("Aroha Ngata\nTom", agreed, &[Arc::clone(&path)]).in_text(&path, text);
            found.into_iter().map(|found| found.message).collect::<Vec<_>>()
        };
        assert_eq!(
            told("reflections/a.md: Aroha"),
            [
                "\"Tom\" is a name on your class list",
                "\"aroha.ngata\" is a name on your class list",
                "\"aroha.ngata@school.nz\" is an e-mail address",
            ]
        );
        assert_eq!(told("Tom\naroha.ngata@school.nz"), ["\"Aroha\" is a name on your class list"]);
    }

    #[test]
    fn a_list_of_a_class_is_told_as_one() {
        let found = private("Tom", "", &[]).in_text(&Arc::from("data/class.csv"), &"Tom\n".repeat(MOST + 7));
        assert_eq!((found.len(), &*found[MOST].message), (MOST + 1, "this file has 7 more of these places"));
    }

    #[test]
    fn a_page_is_told_from_data_of_ones_own() {
        for path in ["2026/03-11-a.html", "feed.xml", "feed.json", "inquiries/water.xml", "docs/inquiries/water.xml"] {
            assert!(super::is_page(path), "{path}");
        }
        for path in ["data/class.json", "data/class.xml", "reflections/a.md", "data/feeds.json"] {
            assert!(!super::is_page(path), "{path}");
        }
    }
}
