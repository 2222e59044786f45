//! The files that are sent with the sources and that no inspection reads, since no site shows them: hidden ones, templates, whatever has an
//! ending that nobody knows. Whoever can see the repository can read them all.

use std::path::Path;

use rayon::prelude::*;

use super::scrutiny::{is_picture, is_read, words};
use super::survey::Survey;
use crate::check::{self, Private};
use crate::diag::{Broken, Diagnostic};
use crate::model::source::SourceFile;
use crate::read;

/// What is private in those of the files `sent` that the look at the folder passed over.
pub(super) fn look_through(
    (folder, survey): (&Path, &Survey),
    sent: &[String],
    private: &Private,
) -> Result<Vec<Diagnostic>, Broken> {
    let is_passed_over = |path: &&str| survey.file(path).is_none_or(|file| !is_read(file) && !is_picture(path));
    let files = read::ordinary(folder, sent.iter().map(String::as_str).filter(is_passed_over));
    let found = files.par_iter().map(|file| look_into(file, private)).collect::<Result<Vec<_>, Broken>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn look_into(file: &SourceFile, private: &Private) -> Result<Vec<Diagnostic>, Broken> {
    let mut found = private.in_path(&file.path);
    if is_picture(&file.path) {
        match read::into(file, check::Hidden::of)? {
            Ok(hidden) => found.extend(private.in_picture(&file.path, &hidden)),
            Err(unread) => found.push(unread),
        }
        return Ok(found);
    }
    match read::whole(file)? {
        Ok(bytes) if is_text(&bytes) => found.extend(private.in_text(&file.path, &words(&bytes))),
        Ok(_) => {}
        Err(unread) => found.push(unread),
    }
    Ok(found)
}

/// Whether bytes are words: a zero stands in no text but one of two bytes a character, which says so at its beginning.
fn is_text(bytes: &[u8]) -> bool {
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
