//! The bytes of the files that were found.
//!
//! In: paths. Out: their bytes, or their hashes, in the order of the paths. The order in which the disk answers shows nowhere.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::stamp::stamp;
use super::walk::Found;
use super::{Known, TOO_LARGE_TO_CHECK, is_about_the_file, unreadable};
use crate::diag::{Broken, Diagnosed, Diagnostic};
use crate::digest;
use crate::model::source::{Attachment, Role, SourceFile, SourceTree, Stamp};

/// The largest text that is read. A year of writing is a hundredth of it; anything larger is no text written by hand.
const LARGEST_TEXT: u64 = 8 * 1024 * 1024;

/// A file, or what is wrong with it.
type Outcome<T> = Result<Result<T, Diagnostic>, Broken>;

/// Reads every file whose role asks for it, but for texts that are as `known`; gives all of them in the order of `found`.
pub(super) fn read_all(found: Vec<Found>, known: Known<'_>) -> Result<Diagnosed<Vec<SourceFile>>, Broken> {
    gather(found.into_par_iter().map(|found| read(found, known)).collect())
}

/// Hashes the files at `used`, but for those that are as `known`.
pub(super) fn hash_all(
    tree: &SourceTree,
    used: &[Arc<str>],
    known: impl Fn(&str) -> Option<Attachment> + Sync,
) -> Result<Diagnosed<Vec<Attachment>>, Broken> {
    gather(used.par_iter().map(|path| attachment(tree, path, &known)).collect())
}

/// The bytes of a file beside the portfolio's own, if it is there.
pub(super) fn beside(disk: &Path) -> Result<Option<Vec<u8>>, Broken> {
    // A pipe would keep whoever reads it waiting for ever.
    let is_other = std::fs::metadata(disk).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir());
    let bytes = if is_other { Err(io::Error::other("it is not an ordinary file")) } else { std::fs::read(disk) };
    match bytes {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Broken { act: "read", path: disk.display().to_string(), cause }),
    }
}

/// A file that nothing is known of but where it lies; `None` for what is none, such as a link.
pub(super) fn ordinary(disk: &Path, path: &str) -> Option<SourceFile> {
    let is_file = std::fs::symlink_metadata(disk).is_ok_and(|metadata| metadata.is_file());
    let file =
        || SourceFile { path: path.into(), disk: disk.to_owned(), role: Role::Attachment, bytes: None, stamp: None };
    is_file.then(file)
}

/// What the file system says of the file at a path now, or of the link.
pub(super) fn stamp_now(disk: &Path) -> Option<Stamp> {
    Stamp::of(&std::fs::symlink_metadata(disk).ok()?)
}

/// The bytes of one file.
pub(super) fn whole(file: &SourceFile) -> Outcome<Vec<u8>> {
    let text = answered(&file.path, &file.disk, bytes(&file.disk, LARGEST_TEXT, None))?;
    Ok(text.and_then(|text| match text {
        Text::As { bytes, .. } => Ok(bytes),
        Text::Known | Text::TooLarge => Err(too_large_to_look_through(&file.path)),
    }))
}

/// What `look` takes from one file.
pub(super) fn into<T>(file: &SourceFile, look: impl FnOnce(&mut File) -> io::Result<T>) -> Outcome<T> {
    answered(&file.path, &file.disk, File::open(&file.disk).and_then(|mut opened| look(&mut opened)))
}

fn gather<T>(outcomes: Vec<Outcome<T>>) -> Result<Diagnosed<Vec<T>>, Broken> {
    let mut all = Diagnosed::clean(Vec::with_capacity(outcomes.len()));
    for outcome in outcomes {
        match outcome? {
            Ok(value) => all.value.push(value),
            Err(diagnostic) => all.diagnostics.push(diagnostic),
        }
    }
    Ok(all)
}

fn read(found: Found, known: Known<'_>) -> Outcome<SourceFile> {
    let path: Arc<str> = found.path.into();
    let limit = match found.role {
        Role::Attachment => {
            return Ok(Ok(SourceFile { path, disk: found.disk, role: found.role, bytes: None, stamp: None }));
        }
        Role::Theme => u64::MAX,
        Role::Markdown | Role::Settings | Role::Cname | Role::Consent => LARGEST_TEXT,
    };
    let known = if found.role == Role::Markdown { known(&path) } else { None };
    Ok(match answered(&path, &found.disk, bytes(&found.disk, limit, known))? {
        Ok(Text::As { bytes, stamp }) => {
            Ok(SourceFile { path, disk: found.disk, role: found.role, bytes: Some(bytes), stamp })
        }
        Ok(Text::Known) => Ok(SourceFile { path, disk: found.disk, role: found.role, bytes: None, stamp: known }),
        Ok(Text::TooLarge) => Err(too_large(&path)),
        Err(diagnostic) => Err(diagnostic),
    })
}

/// A file as it is now, when it can be read and is no larger than a text may be.
pub(super) fn again(file: &SourceFile) -> Option<SourceFile> {
    match bytes(&file.disk, LARGEST_TEXT, None).ok()? {
        Text::As { bytes, stamp } => Some(SourceFile { bytes: Some(bytes), stamp, ..file.clone() }),
        Text::Known | Text::TooLarge => None,
    }
}

/// What came of reading a file.
enum Text {
    /// Its bytes, and its stamp.
    As { bytes: Vec<u8>, stamp: Option<Stamp> },
    /// It is as it was.
    Known,
    /// There are more bytes than the limit.
    TooLarge,
}

/// The bytes of a file, unless it has the `known` stamp.
fn bytes(disk: &Path, limit: u64, known: Option<Stamp>) -> io::Result<Text> {
    if known.is_some() && stamp(&std::fs::metadata(disk)?) == known {
        return Ok(Text::Known);
    }
    let file = File::open(disk)?;
    let before = file.metadata()?;
    if before.len() > limit {
        return Ok(Text::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0));
    // A file that grows while it is read must not outgrow the limit either.
    let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    if read as u64 > limit {
        return Ok(Text::TooLarge);
    }
    Ok(Text::As { bytes, stamp: stamp(&before) })
}

fn attachment(tree: &SourceTree, path: &Arc<str>, known: &impl Fn(&str) -> Option<Attachment>) -> Outcome<Attachment> {
    let Ok(at) = tree.files.binary_search_by(|f| f.path.as_ref().cmp(path.as_ref())) else {
        return Ok(Err(unreadable(path, &io::ErrorKind::NotFound.into())));
    };
    let disk = &tree.files[at].disk;
    let now = match answered(path, disk, std::fs::metadata(disk))? {
        Ok(metadata) => stamp(&metadata),
        Err(diagnostic) => return Ok(Err(diagnostic)),
    };
    if let Some(known) = known(path).filter(|known| now.is_some() && known.stamp == now && known.disk == *disk) {
        return Ok(Ok(known));
    }
    let hash = answered(path, disk, hash(disk))?;
    Ok(hash.map(|hash| Attachment { path: Arc::clone(path), disk: disk.clone(), hash, stamp: now }))
}

fn hash(disk: &Path) -> io::Result<[u8; 16]> {
    digest::lasting_of(File::open(disk)?)
}

/// Parts what the author can mend from what is broken.
fn answered<T>(path: &Arc<str>, disk: &Path, answer: io::Result<T>) -> Outcome<T> {
    match answer {
        Ok(value) => Ok(Ok(value)),
        Err(e) if is_about_the_file(&e) => Ok(Err(unreadable(path, &e))),
        Err(cause) => Err(Broken { act: "read", path: disk.display().to_string(), cause }),
    }
}

fn too_large(path: &Arc<str>) -> Diagnostic {
    Diagnostic::error("too-large", "this file is too large: a text may have at most 8 megabytes")
        .in_file(path)
        .help("divide it into several files, or keep pictures in files of their own and not inside the text")
}

fn too_large_to_look_through(path: &Arc<str>) -> Diagnostic {
    Diagnostic::warning(TOO_LARGE_TO_CHECK, "this file has more than 8 megabytes and was not looked through")
        .in_file(path)
        .help("look through it yourself before you share it")
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::{Found, LARGEST_TEXT, Role, read_all};

    fn found(disk: PathBuf, role: Role) -> Found {
        Found { path: disk.file_name().expect("a name").to_string_lossy().into_owned(), disk, role }
    }

    #[test]
    fn a_file_that_has_gone_is_named_and_the_others_are_read() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("b.md"), "words").expect("written");
        let all = ["a.md", "b.md"].map(|n| found(folder.path().join(n), Role::Markdown));
        let read = read_all(all.into(), &|_| None).expect("the disk is whole");
        assert_eq!(read.value.len(), 1);
        assert_eq!(read.value[0].bytes.as_deref(), Some(&b"words"[..]));
        assert_eq!(read.diagnostics[0].code, "gone");
        assert_eq!(read.diagnostics[0].path.as_deref(), Some("a.md"));
        assert_eq!(read.diagnostics[0].message, "this file cannot be read: it has gone since the folder was listed");
    }

    #[test]
    fn a_text_has_a_limit_and_an_attachment_has_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let disk = folder.path().join("x.md");
        let file = std::fs::File::create(&disk).expect("made");
        file.set_len(LARGEST_TEXT).expect("set");
        assert_eq!(read_all(vec![found(disk.clone(), Role::Markdown)], &|_| None).expect("read").value.len(), 1);
        file.set_len(LARGEST_TEXT + 1).expect("set");
        let read = read_all(vec![found(disk.clone(), Role::Markdown)], &|_| None).expect("read");
        assert_eq!((read.value.len(), read.diagnostics[0].code), (0, "too-large"));
        assert_eq!(read_all(vec![found(disk, Role::Attachment)], &|_| None).expect("read").value.len(), 1);
    }
}
