//! What a file is taken for, by its place and name alone. Pure.
//!
//! In: paths relative to the folder, with `/` between their parts. Out: a [`Role`], or "not read at all".

use crate::model::outside::RECORD;
use crate::model::source::{LEFTOVERS, Role, fits};

/// Files at the top that speak to people who look at the repository, not to readers of the site.
const ABOUT_THE_REPOSITORY: &[&str] = &[
    "readme",
    "license",
    "licence",
    "copying",
    "contributing",
    "changelog",
    "code_of_conduct",
    "security",
    "claude",
    "agents",
    "gemini",
];

/// The folder at the top that holds patterns for new texts.
const TEMPLATES: &str = "templates";

/// The folder that is never part of a site, wherever it lies: who stands one folder too high must not publish it.
const PRIVATE: &str = "private";

/// Why a file is passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PassedOver {
    /// It lies in this folder, which is not looked into.
    Folder(String),
    /// Its name begins with a dot.
    Hidden,
    /// An editor left it behind.
    Leftover,
    /// It speaks to people who look at the repository.
    AboutTheRepository,
    /// The program keeps it, and no reader needs it.
    Record,
}

/// Why the file at `path` is passed over by its place and name; `None` if it is not.
#[must_use]
pub fn passed_over(path: &str) -> Option<PassedOver> {
    let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
    if let Some(folder) = folders.into_iter().find(|folder| !is_looked_into(folder)) {
        return Some(PassedOver::Folder(folder.to_owned()));
    }
    let name = file_name(path);
    match role(path) {
        Some(_) => None,
        None if name.starts_with('.') => Some(PassedOver::Hidden),
        None if is_leftover(name) => Some(PassedOver::Leftover),
        None if path == RECORD => Some(PassedOver::Record),
        None => Some(PassedOver::AboutTheRepository),
    }
}

/// Whether the folder at `path` is looked into.
pub(super) fn is_looked_into(path: &str) -> bool {
    let name = file_name(path);
    if name.starts_with('.') || name == "node_modules" || path == TEMPLATES || name.eq_ignore_ascii_case(PRIVATE) {
        return false;
    }
    !name.starts_with('_') || name == "_posts" || in_theme(path)
}

/// What the file at `path` is taken for; `None` if it is passed over.
pub(super) fn role(path: &str) -> Option<Role> {
    let name = file_name(path);
    if name.starts_with('.') || is_leftover(name) {
        return None;
    }
    if in_theme(path) {
        return Some(Role::Theme);
    }
    let at_top = !path.contains('/');
    match name {
        "CNAME" if at_top => Some(Role::Cname),
        RECORD if at_top => None,
        _ if at_top && is_settings(name) => Some(Role::Settings),
        _ if at_top && is_consent(name) => Some(Role::Consent),
        _ if is_markdown(name) => (!at_top || !is_about_the_repository(name)).then_some(Role::Markdown),
        _ => Some(Role::Attachment),
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn in_theme(path: &str) -> bool {
    path.starts_with("theme/")
}

pub(super) fn is_settings(name: &str) -> bool {
    ["portfolio.yaml", "portfolio.yml"].iter().any(|s| name.eq_ignore_ascii_case(s))
}

fn is_consent(name: &str) -> bool {
    ["consent.yaml", "consent.yml"].iter().any(|s| name.eq_ignore_ascii_case(s))
}

fn is_markdown(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, e)| e);
    ["md", "markdown"].iter().any(|m| ending.eq_ignore_ascii_case(m))
}

/// `README.md`, and `README.fr.md` beside it.
fn is_about_the_repository(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_ascii_lowercase().replace('-', "_");
    ABOUT_THE_REPOSITORY.contains(&stem.as_str())
}

/// What editors leave beside the file they edit.
fn is_leftover(name: &str) -> bool {
    LEFTOVERS.iter().any(|pattern| fits(name, pattern))
}

#[cfg(test)]
mod tests {
    use super::{PassedOver, is_looked_into, passed_over, role};
    use crate::model::source::Role;

    #[test]
    fn a_file_is_taken_for_what_its_place_and_name_say() {
        let cases = [
            ("index.md", Some(Role::Markdown)),
            ("reflections/2026-03-11-x.md", Some(Role::Markdown)),
            ("a/b/学び.MARKDOWN", Some(Role::Markdown)),
            ("x.Md", Some(Role::Markdown)),
            ("md", Some(Role::Attachment)),
            ("notes.txt", Some(Role::Attachment)),
            ("portfolio.yaml", Some(Role::Settings)),
            ("Portfolio.YML", Some(Role::Settings)),
            ("sub/portfolio.yaml", Some(Role::Attachment)),
            ("consent.yaml", Some(Role::Consent)),
            ("Consent.yml", Some(Role::Consent)),
            ("sub/consent.yaml", Some(Role::Attachment)),
            ("CNAME", Some(Role::Cname)),
            ("sub/CNAME", Some(Role::Attachment)),
            ("theme/page.html", Some(Role::Theme)),
            ("theme/README.md", Some(Role::Theme)),
            ("links-not-found.txt", None),
            ("data/links-not-found.txt", Some(Role::Attachment)),
            ("README.md", None),
            ("readme.MARKDOWN", None),
            ("README.fr.md", None),
            ("Code-of-Conduct.md", None),
            ("CLAUDE.md", None),
            ("pages/readme.md", Some(Role::Markdown)),
            ("reflections/.x.md", None),
            ("x.md~", None),
            ("theme/page.html~", None),
            ("#x.md#", None),
            ("x.md.swp", None),
            ("#", Some(Role::Attachment)),
        ];
        for (path, expected) in cases {
            assert_eq!(role(path), expected, "{path}");
        }
    }

    #[test]
    fn it_is_known_why_a_file_is_passed_over() {
        let folder = |path: &str| Some(PassedOver::Folder(path.to_owned()));
        let cases = [
            ("reflections/x.md", None),
            ("_posts/x.md", None),
            ("_drafts/x.md", folder("_drafts")),
            ("a/_b/c/x.md", folder("a/_b")),
            ("private/names.txt", folder("private")),
            ("pages/Private/x.md", folder("pages/Private")),
            (".git/config", folder(".git")),
            (".hidden.md", Some(PassedOver::Hidden)),
            ("x.md~", Some(PassedOver::Leftover)),
            ("README.md", Some(PassedOver::AboutTheRepository)),
            ("links-not-found.txt", Some(PassedOver::Record)),
        ];
        for (path, expected) in cases {
            assert_eq!(passed_over(path), expected, "{path}");
        }
    }

    #[test]
    fn folders_of_other_tools_are_not_looked_into() {
        let cases = [
            ("reflections", true),
            (".git", false),
            ("a/.obsidian", false),
            ("_site", false),
            ("_drafts", false),
            ("_posts", true),
            ("maths/_posts", true),
            ("node_modules", false),
            ("a/node_modules", false),
            ("private", false),
            ("templates", false),
            ("pages/private", false),
            ("Private", false),
            ("pages/private-school", true),
            ("pages/templates", true),
            ("theme", true),
            ("theme/_partials", true),
            ("theme/.git", false),
        ];
        for (path, expected) in cases {
            assert_eq!(is_looked_into(path), expected, "{path}");
        }
    }
}
