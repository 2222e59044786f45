//! The folder as it stands on the disk: the only code that reads it, and the only user of walkdir.
//!
//! In: a path. Out: a [`SourceTree`], what was found wrong on the way, and later the pictures and attachments that pages use.
//! It judges names and places alone; what a file says is the business of `parse`.
#![allow(clippy::disallowed_methods, reason = "this room is the one that reads the folder")]

mod entrance;
mod files;
mod kept;
mod lines;
mod links;
mod roles;
mod stamp;
mod walk;
mod workflows;

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;
use std::sync::Arc;

use self::walk::Found;
use crate::diag::{Broken, Diagnosed, Diagnostic};
use crate::model::source::{Attachment, Role, SourceFile, SourceTree, Stamp};

pub use kept::kept;
pub use lines::source_lines;
pub use roles::{PassedOver, passed_over};
pub use workflows::workflows;

/// The stamps of the texts that are known, by path.
pub type Known<'a> = &'a (dyn Fn(&str) -> Option<Stamp> + Sync);

/// The code of what has gone between being listed and being read.
const GONE: &str = "gone";

/// The code of what is told of a text that is too large to be looked through.
pub const TOO_LARGE_TO_CHECK: &str = "too-large-to-check";

/// How often the folder is read when something in it has gone meanwhile. To delete thousands of files takes a moment; a drive that
/// lists what is not there must not keep us for ever.
const LOOKS: usize = 10;

/// Reads the portfolio in `root`, of which `out` is the output folder (it need not exist, and need not lie in `root`).
///
/// A folder that is missing, or that holds no Markdown, is the author's mistake: the tree is empty and a diagnostic says so.
/// So is a file that cannot be opened; it is left out of the tree.
///
/// A folder in which something goes between being listed and being read, as when a branch is checked out or an editor saves by renaming,
/// is read again.
///
/// A text whose stamp is the one that `known` gives for its path is not read: its bytes are `None`.
///
/// # Errors
/// When the disk fails in a way that has nothing to do with the author's files.
pub fn folder(root: &Path, out: &Path, known: Known<'_>) -> Result<Diagnosed<SourceTree>, Broken> {
    let is_steady = |read: &Diagnosed<SourceTree>| read.diagnostics.iter().all(|found| found.code != GONE);
    for _ in 1..LOOKS {
        let read = look(root, out, known)?;
        if is_steady(&read) {
            return Ok(read);
        }
    }
    look(root, out, known)
}

fn look(root: &Path, out: &Path, known: Known<'_>) -> Result<Diagnosed<SourceTree>, Broken> {
    if let Some(mistake) = entrance::mistake(root)? {
        return Ok(Diagnosed { value: SourceTree::default(), diagnostics: vec![mistake] });
    }
    let mut diagnostics = Vec::new();
    let found = walk::walk(root, out)?.unload(&mut diagnostics);
    if let Some(mistake) = portfolio_inside(&found).or_else(|| portfolio_around(root, &found)) {
        return Ok(Diagnosed { value: SourceTree::default(), diagnostics: vec![mistake] });
    }
    if !found.iter().any(|f| f.role == Role::Markdown) {
        diagnostics.push(no_markdown(root));
    }
    let files = files::read_all(found, known)?.unload(&mut diagnostics);
    Ok(Diagnosed { value: SourceTree { files }, diagnostics })
}

/// Hashes the files of `tree` that pages use, in the order of `used`.
///
/// A file that has gone, or may not be read, is left out, and a diagnostic names it. One whose stamp is that of `known` is not read.
///
/// # Errors
/// When the disk fails in a way that has nothing to do with the author's files.
pub fn attachments(
    tree: &SourceTree,
    used: &[Arc<str>],
    known: impl Fn(&str) -> Option<Attachment> + Sync,
) -> Result<Diagnosed<Vec<Attachment>>, Broken> {
    files::hash_all(tree, used, known)
}

/// The bytes of a file that is no part of the site, such as `private/names.txt`; `None` if and only if there is none.
///
/// # Errors
/// When it is there and cannot be read: what it asks for must not be passed over.
pub fn beside(root: &Path, path: &str) -> Result<Option<Vec<u8>>, Broken> {
    files::beside(&root.join(path))
}

/// The bytes of a file of the folder that no page need use, unless there are so many that it is no text; else what is wrong with it.
///
/// # Errors
/// When the disk fails in a way that has nothing to do with the author's files.
pub fn whole(file: &SourceFile) -> Result<Result<Vec<u8>, Diagnostic>, Broken> {
    files::whole(file)
}

/// A file of the folder, opened, from which `look` takes what it needs; else what is wrong with it.
///
/// # Errors
/// When the disk fails in a way that has nothing to do with the author's files.
pub fn into<T>(
    file: &SourceFile,
    look: impl FnOnce(&mut File) -> io::Result<T>,
) -> Result<Result<T, Diagnostic>, Broken> {
    files::into(file, look)
}

/// The files at these paths of the folder as attachments, read or not: without what is no file of its own, and without what has gone.
#[must_use]
pub fn ordinary<'a>(root: &Path, paths: impl Iterator<Item = &'a str>) -> Vec<SourceFile> {
    paths.filter_map(|path| files::ordinary(&root.join(path), path)).collect()
}

/// What the file system says of the files at these paths of the folder now; `None` for what is not there.
#[must_use]
pub fn stamps(root: &Path, paths: &[String]) -> Vec<Option<Stamp>> {
    paths.iter().map(|path| files::stamp_now(&root.join(path))).collect()
}

/// The path to which the link at a path of the folder leads; `None` if and only if there is no link.
#[must_use]
pub fn link(root: &Path, path: &str) -> Option<String> {
    Some(std::fs::read_link(root.join(path)).ok()?.to_string_lossy().into_owned())
}

/// Whether there is something at a path of the folder.
#[must_use]
pub fn is_there(root: &Path, path: &str) -> bool {
    root.join(path).exists()
}

/// How many bytes an attachment has; none when it has gone.
#[must_use]
pub fn length(attachment: &Attachment) -> u64 {
    std::fs::metadata(&attachment.disk).map_or(0, |metadata| metadata.len())
}

/// The bytes of a cache file in `.throughline/` of the portfolio; `None` when there is none, which is never a mistake.
#[must_use]
pub fn cache(root: &Path, name: &str) -> Option<Vec<u8>> {
    std::fs::read(root.join(".throughline").join(name)).ok()
}

/// A cache file in two pieces: as many bytes as the number says that stands in its first eight, the lowest byte first, and all that stand behind
/// those. `None` when there is no such file, or too little in it.
#[must_use]
pub fn cache_in_two(root: &Path, name: &str) -> Option<(Vec<u8>, Vec<u8>)> {
    let mut file = File::open(root.join(".throughline").join(name)).ok()?;
    let mut front = [0; 8];
    file.read_exact(&mut front).ok()?;
    let first = u64::from_le_bytes(front);
    let second = file.metadata().ok()?.len().checked_sub(8)?.checked_sub(first)?;
    Some((piece(&mut file, first)?, piece(&mut file, second)?))
}

/// The next bytes of a file, if there are so many.
fn piece(file: &mut File, length: u64) -> Option<Vec<u8>> {
    let length = usize::try_from(length).ok()?;
    let mut bytes = Vec::with_capacity(length);
    file.take(length as u64).read_to_end(&mut bytes).ok()?;
    (bytes.len() == length).then_some(bytes)
}

/// A file of a tree with the bytes that it has now; `None` when it cannot be read.
#[must_use]
pub fn again(file: &SourceFile) -> Option<SourceFile> {
    files::again(file)
}

/// A folder without settings in which another has some: who stands one folder too high would publish all that lies beside the portfolio.
fn portfolio_inside(found: &[Found]) -> Option<Diagnostic> {
    if found.iter().any(|file| file.role == Role::Settings) {
        return None;
    }
    let inside = |file: &Found| {
        let (folder, name) = file.path.split_once('/')?;
        roles::is_settings(name).then(|| folder.to_owned())
    };
    let inner = found.iter().find_map(inside)?;
    let message = format!("this folder is not the portfolio, which is in {inner:?}");
    let help = format!(
        "go there first with cd {inner:?}; if all of this folder is one portfolio, give it a portfolio.yaml of its own"
    );
    Some(Diagnostic::error("not-here", message).help(help))
}

/// A folder without settings in a folder of a portfolio: its class list would not be read, nor anything else that holds for its texts.
fn portfolio_around(root: &Path, found: &[Found]) -> Option<Diagnostic> {
    if found.iter().any(|file| file.role == Role::Settings) {
        return None;
    }
    let around = entrance::portfolio_around(root)?;
    let message = format!("this folder is a part of the portfolio {:?}", around.display().to_string());
    let help = format!(
        "go there first with cd {:?}; if this folder is a portfolio by itself, give it a portfolio.yaml of its own",
        around.display().to_string()
    );
    Some(Diagnostic::error("not-here", message).help(help))
}

fn no_markdown(root: &Path) -> Diagnostic {
    Diagnostic::error("no-markdown", format!("there is no Markdown file in \"{}\"", root.display())).help(
        "write a first reflection, for example a file reflections/2026-03-11-reading-shifts.md \
         (a README.md at the top of the folder is not taken for a page)",
    )
}

/// Whether an error is about the file that was asked for, and so the author's to mend, not about the machine.
fn is_about_the_file(error: &std::io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::NotFound | ErrorKind::PermissionDenied | ErrorKind::IsADirectory | ErrorKind::NotADirectory
    )
}

/// What is said of a file that could not be opened.
fn unreadable(path: &Arc<str>, error: &std::io::Error) -> Diagnostic {
    let (code, why, help) = match error.kind() {
        ErrorKind::NotFound => (GONE, "it has gone since the folder was listed", "build again"),
        ErrorKind::PermissionDenied => (
            "unreadable-file",
            "you have no permission to read it",
            "give yourself permission to read it, or move it out of the folder",
        ),
        _ => ("unreadable-file", "it is not an ordinary file", "move it out of the folder"),
    };
    Diagnostic::error(code, format!("this file cannot be read: {why}")).in_file(path).help(help)
}
