//! What the history of a portfolio shows of children, though its files do not any more: names in earlier versions of texts and in what commits say
//! beside them, and files of `private/` that were committed once.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use super::beyond::{is_text, may_be_read};
use super::class_list::private;
use super::commits;
use super::findings::Findings;
use super::scrutiny::{is_picture, words};
use super::survey::Survey;
use crate::check::{Hidden, Private};
use crate::diag::{Broken, Diagnostic};
use crate::git::{Failure, Id, Repository, Span, Version};
use crate::model::source::KEPT_AT_HOME;
use crate::read;

/// Looks through every version of every text that git keeps of a folder, which was surveyed before. What its files show now is not told.
///
/// # Errors
/// When the class list cannot be read. What git cannot do is told as a mistake.
pub fn history(folder: &Path, survey: &Survey) -> Result<Vec<Diagnostic>, Broken> {
    let mut findings = Findings::new(false, false);
    let tree = &survey.sources.tree;
    let private = private(folder, tree, &mut findings)?;
    let now = names_now(survey, &private);
    let author = survey.settings().author.as_deref().unwrap_or_default();
    let look = || {
        let repository = Repository::around(folder)?;
        let mut found = look_back(&repository, (&private, author), (Span::All, &now))?;
        found.extend((!found.is_empty()).then(remedy));
        found.extend(repository.is_shallow()?.then(shallow));
        Ok(found)
    };
    Ok(look().unwrap_or_else(|failure: Failure| vec![failure.diagnostic()]))
}

/// The names of children in commits that would be sent with the next publication. What is in the files now need not be told again: nothing is sent
/// of a folder in which a name stands.
///
/// # Errors
/// When the class list cannot be read. What git cannot do is told as a mistake.
pub fn unsent(
    folder: &Path,
    survey: &Survey,
    (repository, span): (&Repository, Span<'_>),
) -> Result<Vec<Diagnostic>, Broken> {
    let private = private(folder, &survey.sources.tree, &mut Findings::new(false, false))?;
    if private.names.children() == 0 {
        return Ok(Vec::new());
    }
    let author = survey.settings().author.as_deref().unwrap_or_default();
    let found = look_back(repository, (&private, author), (span, &BTreeMap::new()));
    Ok(found.unwrap_or_else(|failure| vec![failure.diagnostic()]))
}

/// The names that each file shows now, which are told of the file itself.
fn names_now(survey: &Survey, private: &Private) -> BTreeMap<Arc<str>, BTreeSet<String>> {
    let of_path = |path: Arc<str>| {
        let bytes = survey.file(&path).filter(|_| may_be_read(&path)).and_then(|file| read::again(file)?.bytes);
        let names = names_of(&path, &bytes.unwrap_or_default(), private);
        (path, names)
    };
    survey.sources.tree.paths().into_iter().map(of_path).collect()
}

/// The names that a file shows: in its path, in its words, or out of sight in a picture.
fn names_of(path: &str, bytes: &[u8], private: &Private) -> BTreeSet<String> {
    if is_picture(path) {
        let mut names = private.names_in(path, "");
        names.extend(hidden(bytes).map(|hidden| private.names_inside(path, &hidden)).unwrap_or_default());
        return names;
    }
    let text = if is_text(bytes) { words(bytes) } else { String::new() };
    private.names_in(path, &text)
}

/// What is out of sight in a picture; `None` where its bytes cannot be followed.
fn hidden(bytes: &[u8]) -> Option<Hidden> {
    Hidden::of(&mut Cursor::new(bytes)).ok()
}

/// How many versions of texts are read at a time, and of pictures, which are larger.
const AT_ONCE: [usize; 2] = [256, 16];

/// What these commits show, but for the names that files show `now`.
fn look_back(
    repository: &Repository,
    (private, author): (&Private, &str),
    (span, now): (Span<'_>, &BTreeMap<Arc<str>, BTreeSet<String>>),
) -> Result<Vec<Diagnostic>, Failure> {
    let versions = repository.versions(span)?;
    let mut told = BTreeMap::new();
    for version in versions.iter().filter(|version| is_private(&version.path)) {
        told.entry((version.path.clone(), String::new())).or_insert_with(|| private_file(version));
    }
    let mut tell = |version: &Version, bytes: &[u8]| {
        let shown = |name: &String| now.get(version.path.as_str()).is_some_and(|now| now.contains(name));
        for name in names_of(&version.path, bytes, private).into_iter().filter(|name| !shown(name)) {
            let found = stood(version, &name);
            told.entry((version.path.clone(), name)).or_insert(found);
        }
        let is_placed = |hidden: &Hidden| private.shows_place(&version.path, hidden);
        if is_picture(&version.path) && hidden(bytes).as_ref().is_some_and(is_placed) {
            told.entry((version.path.clone(), String::new())).or_insert_with(|| placed(version));
        }
    };
    let open = versions.iter().filter(|version| !is_private(&version.path));
    let (read, packed): (Vec<&Version>, Vec<&Version>) = open.partition(|version| may_be_read(&version.path));
    // Of what has no words to be read its name is left.
    packed.iter().for_each(|version| tell(version, b""));
    let (pictures, texts): (Vec<&Version>, Vec<&Version>) = read.into_iter().partition(|it| is_picture(&it.path));
    for (some, at_once) in [texts, pictures].iter().zip(AT_ONCE) {
        for some in some.chunks(at_once) {
            let files: Vec<&Id> = some.iter().map(|version| &version.file).collect();
            some.iter().zip(repository.contents(&files)?).for_each(|(version, bytes)| tell(version, &bytes));
        }
    }
    let mut found: Vec<Diagnostic> = told.into_values().collect();
    found.extend(commits::names(repository, (private, author), span)?);
    Ok(found)
}

/// Whether a file lay in a folder that is kept back, wherever the portfolio lay then.
fn is_private(path: &str) -> bool {
    path.rsplit('/').skip(1).any(|folder| folder.eq_ignore_ascii_case(KEPT_AT_HOME[0]))
}

fn stood(version: &Version, name: &str) -> Diagnostic {
    let Version { path, commit, day, .. } = version;
    let message = format!(
        "\"{name}\", a name on your class list, stands in the history of this file since {day}, commit {commit}"
    );
    Diagnostic::error("name-in-history", message).in_file(&Arc::from(path.as_str()))
}

fn placed(version: &Version) -> Diagnostic {
    let Version { path, commit, day, .. } = version;
    let message =
        format!("this picture stands in the history since {day}, commit {commit}, with the place where it was taken");
    Diagnostic::error("place-in-history", message).in_file(&Arc::from(path.as_str()))
}

fn private_file(version: &Version) -> Diagnostic {
    let Version { path, commit, day, .. } = version;
    let message = format!("this file is only for you, and stands in the history since {day}, commit {commit}");
    Diagnostic::error("private-in-history", message).in_file(&Arc::from(path.as_str()))
}

fn remedy() -> Diagnostic {
    let message = "whoever can see a repository can see its whole history: what was taken out of a file is still there";
    Diagnostic::note("history-is-seen", message).help(
        "before the repository is public, begin a new one with the files as they are now; \
         of one that is public already, make it private first, then ask somebody who knows git (git filter-repo)",
    )
}

fn shallow() -> Diagnostic {
    let message = "only the latest part of the history is on this machine, and only that was looked through";
    Diagnostic::warning("shallow-history", message).help(WHOLE)
}

/// How to have the whole of it.
const WHOLE: &str = "git fetch --unshallow; in a workflow, write fetch-depth: 0 below the step actions/checkout";

/// What is told of a folder of whose history only a part is here, to whoever did not ask for the history: no day is wrong for that. `None` also where
/// there is no git, which nobody who only writes need have.
#[must_use]
pub fn depth(folder: &Path) -> Option<Diagnostic> {
    let is_shallow = Repository::around(folder).and_then(|repository| repository.is_shallow()).unwrap_or(false);
    let message = "only the latest part of the history is on this machine: no day of a text comes from it, since days stand in your files, \
                   but neither it nor --history can tell what stood in them before";
    is_shallow.then(|| Diagnostic::note("shallow-history", message).help(WHOLE))
}
