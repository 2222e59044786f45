//! What is told of a link that leads nowhere: what is missing, and what was probably meant, spelled as it would be written in that place.

use super::resolver::{Resolver, Written, folder};
use crate::diag::{Diagnostic, nearest};
use crate::markdown::LinkKind;
use crate::model::document::{Head, without_ending};
use crate::slug::slug;

/// How many headings of a page are named when none is near.
const FEW: usize = 5;

impl Resolver<'_> {
    /// `[[name]]` where nothing has that name.
    pub fn unknown_name(&self, written: &Written<'_>, name: &str) -> Diagnostic {
        if written.kind == LinkKind::Show {
            let near = nearest_path(name, self.files()).map(|path| file_name(&path).to_owned());
            let diagnostic = written.error("missing-file", format!("there is no file `{name}`"));
            return suggest(
                diagnostic,
                near,
                "put the file into the folder of the portfolio, or correct its name here",
            );
        }
        let near = nearest(&slug(name), self.directory.all_names()).map(str::to_owned);
        let diagnostic = written.error("broken-link", format!("there is no page `{name}`"));
        suggest(diagnostic, near, "a link in double brackets names a file, its slug or its title")
    }

    /// An address inside the site at which nothing is. `path` is as written, `meant` what it most likely means, seen from the root.
    pub fn broken(&self, written: &Written<'_>, path: &str, meant: &str) -> Diagnostic {
        if !is_page(written, path) {
            let near = nearest_path(meant, self.files()).map(|near| as_written(written, path, &near));
            let diagnostic = written.error("missing-file", format!("there is no file `{path}`"));
            return suggest(diagnostic, near, "put the file beside this one, or correct its name here");
        }
        let near = self.near_source(written, path, meant).or_else(|| self.near_address(meant));
        let diagnostic = written.error("broken-link", format!("there is no page `{path}`"));
        let otherwise = match path.starts_with('/') {
            true => "a link that begins with / leads from the top of the site: check the folder and the name",
            false => "a link leads from the folder of this file: check the folder and the name",
        };
        suggest(diagnostic, near, otherwise)
    }

    fn files(&self) -> impl Iterator<Item = &str> + Clone {
        self.material.files.iter().map(|file| &**file)
    }

    /// The text that was probably meant; none when an address of the finished site was written.
    fn near_source(&self, written: &Written<'_>, path: &str, meant: &str) -> Option<String> {
        if path.ends_with(".html") {
            return None;
        }
        let paths = self.directory.all_paths();
        let near = nearest_path(without_ending(meant), paths.iter().copied())?;
        let source = self.path(self.directory.source(&near)?)?;
        Some(as_written(written, path, source))
    }

    fn near_address(&self, meant: &str) -> Option<String> {
        let addresses = self.addresses.all();
        nearest_path(meant, addresses.iter().copied()).map(|near| format!("/{near}"))
    }
}

/// A link into a page that has no such heading; `wanted` is the heading's slug.
pub(super) fn no_heading(written: &Written<'_>, head: &Head, fragment: &str, wanted: &str) -> Diagnostic {
    let headings = || head.body.headings.iter();
    let ids = headings().map(|heading| heading.id.as_str()).chain(head.body.anchors.iter().map(String::as_str));
    let near = nearest(wanted, ids).map(|near| format!("#{near}"));
    let few: Vec<String> = headings().take(FEW).map(|heading| format!("`#{}`", heading.id)).collect();
    let otherwise = match headings().count() {
        0 => format!("{} has no headings: take away what follows the #", head.path),
        1 => format!("its only heading is {}", few.join("")),
        2..=FEW => format!("its headings are {}", few.join(", ")),
        _ => format!("its headings begin with {}", few.join(", ")),
    };
    let message = format!("`{}` has no heading `{fragment}`", head.title);
    suggest(written.error("broken-heading", message), near, &otherwise)
}

/// A link that climbs out of the portfolio.
pub(super) fn leaves(written: &Written<'_>, address: &str) -> Diagnostic {
    written
        .error("broken-link", format!("`{address}` leads out of the folder of the portfolio"))
        .help("only files inside the folder can be published: copy it there")
}

fn suggest(diagnostic: Diagnostic, near: Option<String>, otherwise: &str) -> Diagnostic {
    match near {
        Some(near) => diagnostic.help(format!("did you mean `{near}`?")),
        None => diagnostic.help(otherwise),
    }
}

/// Whether a page was meant, and not a picture or another file.
fn is_page(written: &Written<'_>, path: &str) -> bool {
    let name = file_name(path);
    written.kind == LinkKind::Follow && (without_ending(name) != name || !name.contains('.'))
}

/// The path whose name is nearest to that of `meant`: in the same folder, else anywhere.
fn nearest_path<'p>(meant: &str, paths: impl Iterator<Item = &'p str> + Clone) -> Option<String> {
    let folder = folder(meant).to_lowercase();
    let beside = paths.clone().filter(|path| self::folder(path).to_lowercase() == folder);
    nearest_named(meant, beside).or_else(|| nearest_named(meant, paths))
}

fn nearest_named<'p>(meant: &str, mut paths: impl Iterator<Item = &'p str> + Clone) -> Option<String> {
    let near = nearest(file_name(meant), paths.clone().map(file_name))?;
    paths.find(|path| file_name(path) == near).map(str::to_owned)
}

fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// `target` as a link in that file writes it: from the root if the link did, else from the file's folder.
fn as_written(written: &Written<'_>, path: &str, target: &str) -> String {
    let link = match path.starts_with('/') {
        true => format!("/{target}"),
        false => relative(folder(&written.head.path), target),
    };
    link.replace(' ', "%20")
}

/// `target` seen from `folder`, both seen from the root.
fn relative(folder: &str, target: &str) -> String {
    let from: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = target.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    "../".repeat(from.len() - shared) + &to[shared..].join("/")
}

#[cfg(test)]
mod tests {
    use super::{nearest_path, relative};

    #[test]
    fn a_path_is_seen_from_a_folder() {
        let cases = [
            ("reflections", "reflections/a.md", "a.md"),
            ("reflections/2026", "reflections/2025/a.md", "../2025/a.md"),
            ("", "pages/about.md", "pages/about.md"),
            ("reflections", "about.md", "../about.md"),
            ("a/a", "a/a", "../a"),
        ];
        for (folder, target, expected) in cases {
            assert_eq!(relative(folder, target), expected, "{folder} {target}");
        }
    }

    #[test]
    fn the_nearest_name_in_the_same_folder_comes_first() {
        let paths = ["a/talk", "b/talks", "b/2026-03-11-talk", "c/2026-03-12-walk"];
        let cases = [
            ("b/talk", Some("b/talks")),
            ("b/2026-03-11-tlak", Some("b/2026-03-11-talk")),
            ("z/2026-03-12-walk", Some("c/2026-03-12-walk")),
            ("b/elephants", None),
        ];
        for (meant, expected) in cases {
            assert_eq!(nearest_path(meant, paths.into_iter()).as_deref(), expected, "{meant}");
        }
    }
}
