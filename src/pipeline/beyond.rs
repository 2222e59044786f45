//! The files that are sent with the sources and that no inspection reads, since no site shows them: hidden ones, templates, whatever has an
//! ending that nobody knows. Whoever can see the repository can read them all, also those that cannot be looked through here.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::scrutiny::{is_picture, is_read, out_of_sight, words};
use super::survey::Survey;
use crate::check::{Private, kind_of_packed};
use crate::diag::{Broken, Diagnostic};
use crate::model::source::SourceFile;
use crate::read;

/// How many bytes tell whether a file is a text.
const BEGINNING: u64 = 8 * 1024;

/// What came of the files that the look at the folder passed over.
pub(super) struct Beyond {
    pub found: Vec<Diagnostic>,
    /// Those that cannot be looked through, the most telling kinds first.
    pub unread: Vec<String>,
}

/// What is private in those of the files `sent` that the look at the folder passed over.
pub(super) fn look_through(
    (folder, survey): (&Path, &Survey),
    sent: &[String],
    private: &Private,
) -> Result<Beyond, Broken> {
    let is_passed_over = |path: &&str| survey.file(path).is_none_or(|file| !is_read(file) && !is_picture(path));
    let files = read::ordinary(folder, sent.iter().map(String::as_str).filter(is_passed_over));
    let looks = files.par_iter().map(|file| look_into(file, private)).collect::<Result<Vec<_>, Broken>>()?;
    let mut beyond = Beyond { found: Vec::new(), unread: Vec::new() };
    for (file, (found, is_read)) in files.iter().zip(looks) {
        beyond.found.extend(found);
        beyond.unread.extend((!is_read).then(|| file.path.to_string()));
    }
    for (path, target) in sent.iter().filter_map(|path| Some((path, read::link(folder, path)?))) {
        let path = Arc::from(path.as_str());
        // What a link leads to may be read in its place, and then its path was looked at.
        beyond.found.extend(if survey.file(&path).is_none() { private.in_path(&path) } else { Vec::new() });
        beyond.found.extend(private.in_link(&path, &target));
    }
    beyond.unread.sort_by_key(|path| kind_of_packed(path).unwrap_or(usize::MAX));
    Ok(beyond)
}

/// What is found in one file, and whether it could be looked through.
fn look_into(file: &SourceFile, private: &Private) -> Result<(Vec<Diagnostic>, bool), Broken> {
    let mut found = private.in_path(&file.path);
    if is_picture(&file.path) {
        found.extend(out_of_sight(file, private)?);
        return Ok((found, true));
    }
    // A film is not too large to be looked through: there is nothing to look at.
    if !may_be_read(&file.path) || !read::into(file, beginning)?.is_ok_and(|bytes| is_text(&bytes)) {
        return Ok((found, false));
    }
    match read::whole(file)? {
        Ok(bytes) if is_text(&bytes) => found.extend(private.in_text(&file.path, &words(&bytes))),
        Ok(_) => return Ok((found, false)),
        Err(unread) => found.push(unread),
    }
    Ok((found, true))
}

/// Whether a file of this name may hold words that can be read as they stand.
pub(super) fn may_be_read(path: &str) -> bool {
    kind_of_packed(path).is_none()
}

fn beginning(file: &mut File) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(BEGINNING).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether bytes are words: a zero stands in no text but one of two bytes a character, which says so at its beginning.
pub(super) fn is_text(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || !bytes.contains(&0)
}

#[cfg(test)]
mod tests {
    use super::is_text;

    #[test]
    fn a_text_is_known_by_its_bytes() {
        let cases: [(&[u8], bool); 5] = [
            (b"PASSWORD=x\n", true),
            (b"M\xe9l", true),
            (b"\xff\xfeA\0", true),
            (b"\xfe\xff\0A", true),
            (b"PK\x03\x04\0", false),
        ];
        for (bytes, expected) in cases {
            assert_eq!(is_text(bytes), expected, "{bytes:?}");
        }
    }
}
