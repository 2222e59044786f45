//! The class list and what was agreed, from the folder `private/`: what of it is read, and what is told of it.
//!
//! Of a list of children not even a line that cannot be read is ever shown.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::findings::Findings;
use super::scrutiny::words;
use crate::check::{self, Agreed, Kept, Names, Private};
use crate::diag::{Broken, Diagnostic, Place, Severity};
use crate::model::source::SourceTree;
use crate::{parse, read};

/// The code of what is told where there is no class list.
pub const NO_LIST: &str = "no-class-list";

/// The class list and what was agreed. Without a list nothing is looked for but what is private whoever it is of.
pub(super) fn private(folder: &Path, tree: &SourceTree, findings: &mut Findings) -> Result<Private, Broken> {
    let kept = read::kept(folder)?;
    let of = |kind: Kept| kept.iter().filter(move |path| check::kept(path) == Some(kind));
    findings.note(of(Kept::Unread).map(|path| unread(path)).collect());
    if of(Kept::Names).next().is_none() {
        findings.note(vec![no_list()]);
    }
    let mut names = Names::default();
    for (path, list) in texts(folder, of(Kept::Names), findings).collect::<Result<Vec<_>, _>>()? {
        let before = names.children();
        let empty = names.take(&list);
        if names.children() == before && empty.is_empty() {
            findings.note(vec![empty_list(path)]);
        }
        findings.note(empty.into_iter().map(|line| nobody(path, line)).collect());
    }
    let agreed = joined(texts(folder, of(Kept::Agreed), findings).collect::<Result<_, _>>()?);
    let agreed = findings.take(Agreed::of_list(&agreed, &places(folder, tree, &agreed)));
    Ok(Private { names, agreed })
}

/// Several lists as one. The last line of a list need not have an end.
fn joined(lists: Vec<(&str, String)>) -> String {
    lists.into_iter().map(|(_, list)| list).collect::<Vec<_>>().join("\n")
}

/// What a list of agreements may name: the files of the tree, and whatever else is there, since it may be sent with them.
fn places(folder: &Path, tree: &SourceTree, agreed: &str) -> Vec<Arc<str>> {
    let named = agreed.lines().filter_map(|line| line.split_once(": ")).map(|(place, _)| place.trim());
    let beyond = named.filter(|place| read::is_there(folder, place)).map(Arc::from);
    let mut places: Vec<Arc<str>> = tree.paths().into_iter().chain(beyond).collect();
    places.sort();
    places
}

/// The texts of lists, each with its path; of one that is none the reason is told.
fn texts<'p>(
    folder: &Path,
    paths: impl Iterator<Item = &'p String>,
    findings: &mut Findings,
) -> impl Iterator<Item = Result<(&'p str, String), Broken>> {
    paths.filter_map(move |path| match read::beside(folder, path).transpose()? {
        Ok(bytes) => match parse::text(&bytes) {
            Ok(text) => Some(Ok((path.as_str(), text))),
            Err(found) => {
                findings.note(vec![found.at(Place::default()).in_file(&Arc::from(path.as_str()))]);
                None
            }
        },
        Err(broken) => Some(Err(broken)),
    })
}

/// How many texts at once still come of saving, and not of a first look at the whole folder.
const AT_A_SAVE: usize = 50;

/// What is private in texts that were just saved, as warnings: nothing is shared yet, and only those who write can mend it now. Without a class list
/// a whole folder is not looked through, for which there is `check`; a list that cannot be read is told by [`super::inspect`].
pub(super) fn private_in(folder: &Path, saved: &[Arc<str>]) -> Vec<Diagnostic> {
    let kept = read::kept(folder).unwrap_or_default();
    let of = |kind: Kept| kept.iter().filter(move |path| check::kept(path) == Some(kind));
    let mut untold = Findings::new(false, false);
    let mut names = Names::default();
    for (_, list) in texts(folder, of(Kept::Names), &mut untold).flatten() {
        names.take(&list);
    }
    if names.children() == 0 && saved.len() > AT_A_SAVE {
        return Vec::new();
    }
    let agreed = joined(texts(folder, of(Kept::Agreed), &mut untold).flatten().collect());
    let private = Private { names, agreed: Agreed::of_list(&agreed, saved).value };
    let of_text = |path: &Arc<str>| {
        let mut found = private.in_path(path);
        if let Ok(Some(bytes)) = read::beside(folder, path) {
            found.extend(private.in_text(path, &words(&bytes)));
        }
        found
    };
    let mut found: Vec<Diagnostic> = saved.par_iter().flat_map_iter(of_text).collect();
    found.iter_mut().for_each(|found| found.severity = Severity::Warning);
    read::source_lines(folder, &mut found);
    found
}

fn no_list() -> Diagnostic {
    Diagnostic::note(NO_LIST, "names of children were not looked for: there is no class list").help(format!(
        "write the names of your class into {}, one child a line; a folder private/ is never published",
        check::NAMES
    ))
}

fn unread(path: &str) -> Diagnostic {
    Diagnostic::warning("list-not-read", "this looks like a class list, and is not read")
        .in_file(&Arc::from(path))
        .help(format!("save it as {}, one child a line, or as a table private/names.csv", check::NAMES))
}

fn empty_list(path: &str) -> Diagnostic {
    Diagnostic::warning("empty-class-list", "names of children were not looked for: the class list is empty")
        .in_file(&Arc::from(path))
        .help("write one child a line; what stands behind # is not read")
}

/// The line itself is not shown: whatever it holds, it stands in a list of children.
fn nobody(path: &str, line: usize) -> Diagnostic {
    Diagnostic::warning("names-nobody", format!("line {line} of {path} holds no name that can be looked for"))
        .help("write a name of two letters or more, or # before what is no name")
}

#[cfg(test)]
mod tests {
    use super::joined;

    #[test]
    fn lists_are_joined_line_by_line() {
        let lists = [("Private/agreed.txt", "Rose Street"), ("private/agreed.txt", "pages/about.md: Aroha\n")];
        let lists = lists.map(|(path, list)| (path, list.to_owned())).into();
        assert_eq!(joined(lists), "Rose Street\npages/about.md: Aroha\n");
    }
}
