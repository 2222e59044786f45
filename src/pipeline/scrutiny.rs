//! What is found in each file of a folder, looked through once more: what is private in it and, of a text, how it is for those who do not see it.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::sources::Sources;
use crate::check::{self, Private};
use crate::diag::{Broken, Diagnostic};
use crate::model::document::{Audience, Head};
use crate::model::source::{Role, SourceFile};
use crate::{parse, read};

/// Endings of files whose words can be read as they stand.
const TEXTS: [&str; 25] = [
    "md", "markdown", "txt", "csv", "tsv", "json", "geojson", "yaml", "yml", "toml", "svg", "html", "htm", "xml",
    "css", "js", "mjs", "vtt", "srt", "bib", "tex", "ics", "vcf", "kml", "gpx",
];

/// Endings of pictures that hold words out of sight.
const PICTURES: [&str; 5] = ["jpg", "jpeg", "jfif", "png", "webp"];

/// What is found in each file.
pub(super) fn look_through_all(
    sources: &Sources,
    private: &Private,
    advance: &(dyn Fn() + Sync),
) -> Result<Vec<Diagnostic>, Broken> {
    let documents: BTreeMap<&str, &Head> =
        sources.documents.iter().map(|document| (&*document.head().path, document.head())).collect();
    let one = |file: &SourceFile| {
        let found = look_through(file, documents.get(&*file.path).copied(), private);
        advance();
        found
    };
    let found = sources.tree.files.par_iter().map(one).collect::<Result<Vec<_>, Broken>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// What is private in one file: in its path, and in its words or out of sight in a picture; of a text also how it is for those who do not see it.
fn look_through(file: &SourceFile, document: Option<&Head>, private: &Private) -> Result<Vec<Diagnostic>, Broken> {
    let mut found = private.in_path(&file.path);
    // A picture of the theme is read with it, and is no text for that.
    if is_picture(&file.path) {
        found.extend(out_of_sight(file, private)?);
    } else if is_read(file) {
        match read::whole(file)? {
            Ok(bytes) => {
                let text = words(&bytes);
                found.extend(private.in_text(&file.path, &text));
                if let Some(head) = document {
                    let shown = format!("{}\n{}", head.title, check::words_of(&head.body.html));
                    found.extend(private.on_page(&file.path, &shown, &text));
                }
                // A draft is not done yet.
                let document = document.filter(|head| head.audience != Audience::Draft);
                found.extend(document.into_iter().flat_map(|head| by_ear(head, &text)));
            }
            Err(unread) => found.extend(Some(unread).filter(|_| !private.is_seen(&file.path))),
        }
    }
    Ok(found)
}

/// What is private in a picture, out of sight.
pub(super) fn out_of_sight(file: &SourceFile, private: &Private) -> Result<Vec<Diagnostic>, Broken> {
    Ok(match read::into(file, check::Hidden::of)? {
        Ok(hidden) => private.in_picture(&file.path, &hidden),
        Err(unread) => vec![unread],
    })
}

/// Whether the words of a file are read.
pub(super) fn is_read(file: &SourceFile) -> bool {
    file.role != Role::Attachment || TEXTS.contains(&&*ending(&file.path))
}

/// Whether a file may hold words out of sight.
pub(super) fn is_picture(path: &str) -> bool {
    PICTURES.contains(&&*ending(path))
}

fn ending(path: &str) -> String {
    path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase()
}

/// How a text is for those who do not see its page.
fn by_ear(head: &Head, text: &str) -> Vec<Diagnostic> {
    let mut found = check::without_words(head, text);
    found.extend(check::out_of_order(head, text));
    found.extend(check::empty_link_words(head));
    found
}

/// The words of a file, whatever program saved it: a table may come from one that knows no UTF-8.
pub(super) fn words(bytes: &[u8]) -> String {
    match (parse::text(bytes), bytes) {
        (Ok(text), _) => text,
        (Err(_), [0xff, 0xfe, wide @ ..]) => wide_words(wide, u16::from_le_bytes),
        (Err(_), [0xfe, 0xff, wide @ ..]) => wide_words(wide, u16::from_be_bytes),
        (Err(_), bytes) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

fn wide_words(bytes: &[u8], pair: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks_exact(2).map(|two| pair([two[0], two[1]]));
    char::decode_utf16(pairs).map(|c| c.unwrap_or(' ')).collect()
}
