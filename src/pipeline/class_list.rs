//! The class list and what was agreed, as they lie in `private/`: read for each look, remembered by nobody.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::findings::Findings;
use super::scrutiny::{paths, words};
use crate::check::{self, Agreed, Names, Private};
use crate::diag::{Broken, Diagnostic, Place, Severity};
use crate::model::source::SourceTree;
use crate::{parse, read};

/// The code of what is told where there is no class list.
pub(super) const NO_LIST: &str = "no-class-list";

/// The class list and what was agreed. Without a list nothing is looked for but what is private whoever it is of.
pub(super) fn private(folder: &Path, tree: &SourceTree, findings: &mut Findings) -> Result<Private, Broken> {
    // None for a list that is not there, none in it for one that cannot be read.
    let mut list = |path: &'static str| -> Result<Option<Option<String>>, Broken> {
        let Some(bytes) = read::beside(folder, path)? else { return Ok(None) };
        match parse::text(&bytes) {
            Ok(text) => Ok(Some(Some(text))),
            Err(found) => {
                // Of a list of children not even the line that cannot be read is shown.
                findings.note(vec![found.at(Place::default()).in_file(&Arc::from(path))]);
                Ok(Some(None))
            }
        }
    };
    let (names, agreed) = (list(check::NAMES)?, list(check::AGREED)?);
    if names.is_none() {
        findings.note(vec![no_list()]);
    }
    let is_read = matches!(names, Some(Some(_)));
    let (names, empty) = Names::of_list(&names.flatten().unwrap_or_default());
    if is_read && names.children() == 0 && empty.is_empty() {
        findings.note(vec![empty_list()]);
    }
    findings.note(empty.into_iter().map(nobody).collect());
    let agreed = agreed.flatten().unwrap_or_default();
    let agreed = findings.take(Agreed::of_list(&agreed, &places(folder, tree, &agreed)));
    Ok(Private { names, agreed })
}

/// What a list of agreements may name: the files of the tree, and whatever else is there, since it may be sent with them.
fn places(folder: &Path, tree: &SourceTree, agreed: &str) -> Vec<Arc<str>> {
    let named = agreed.lines().filter_map(|line| line.split_once(": ")).map(|(place, _)| place.trim());
    let beyond = named.filter(|place| read::is_there(folder, place)).map(Arc::from);
    let mut places: Vec<Arc<str>> = paths(tree).into_iter().chain(beyond).collect();
    places.sort();
    places
}

fn no_list() -> Diagnostic {
    Diagnostic::note(NO_LIST, "names of children were not looked for: there is no class list").help(format!(
        "write the names of your class into {}, one child a line; a folder private/ is never published",
        check::NAMES
    ))
}

fn empty_list() -> Diagnostic {
    Diagnostic::warning("empty-class-list", "names of children were not looked for: the class list is empty")
        .in_file(&Arc::from(check::NAMES))
        .help("write one child a line; what stands behind # is not read")
}

/// The line itself is not shown: whatever it holds, it stands in a list of children.
fn nobody(line: usize) -> Diagnostic {
    Diagnostic::warning("names-nobody", format!("line {line} of {} holds no name that can be looked for", check::NAMES))
        .help("write a name of two letters or more, or # before what is no name")
}

/// The names of children in texts that were just saved, as warnings: nothing is shared yet, and only those who write can mend them now. Nothing
/// without a class list; a list that cannot be read is told by [`inspect`].
pub(super) fn names_in(folder: &Path, saved: &[Arc<str>]) -> Vec<Diagnostic> {
    let list = |path| parse::text(&read::beside(folder, path).ok()??).ok();
    let Some(names) = list(check::NAMES) else { return Vec::new() };
    let agreed = Agreed::of_list(&list(check::AGREED).unwrap_or_default(), saved).value;
    let private = Private { names: Names::of_list(&names).0, agreed };
    let of_text = |path: &Arc<str>| {
        let mut found = private.in_path(path);
        if let Ok(Some(bytes)) = read::beside(folder, path) {
            found.extend(private.in_text(path, &words(&bytes)).into_iter().filter(|found| found.code == "name"));
        }
        found
    };
    let mut found: Vec<Diagnostic> = saved.par_iter().flat_map_iter(of_text).collect();
    found.iter_mut().for_each(|found| found.severity = Severity::Warning);
    read::source_lines(folder, &mut found);
    found
}
