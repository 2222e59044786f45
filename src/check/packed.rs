//! Files that the site publishes and whose words lie packed, so that no name in them is seen: one note names them.
//!
//! In: the paths of the files that pages use. Out: a note, or nothing.

use super::gaps::named;
use crate::diag::Diagnostic;

/// Endings of files whose words are packed, or that have none, by what most often shows whom a portfolio is about: tables and documents, pictures
/// that telephones take and that are not looked into, films.
const PACKED: [&[&str]; 3] = [
    &[
        "xlsx", "xls", "xlsm", "ods", "numbers", "docx", "doc", "odt", "rtf", "pages", "pptx", "ppt", "odp", "key",
        "pdf", "epub",
    ],
    &["heic", "heif", "avif", "tif", "tiff", "gif", "bmp", "psd"],
    &["mov", "mp4", "m4v", "avi", "mkv", "webm", "m4a", "mp3", "wav", "zip"],
];

/// Which kind of packed file a path is of by its ending, the most telling kind first; `None` for one that may be looked into.
#[must_use]
pub fn kind_of_packed(path: &str) -> Option<usize> {
    let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    PACKED.iter().position(|endings| endings.contains(&ending.as_str()))
}

/// Says which of the files at `paths` were not looked into.
#[must_use]
pub fn packed<'p>(paths: impl Iterator<Item = &'p str>) -> Option<Diagnostic> {
    let paths: Vec<&str> = paths.filter(|path| kind_of_packed(path).is_some()).collect();
    let them = if paths.len() == 1 {
        "1 published file was".to_owned()
    } else {
        format!("{} published files were", paths.len())
    };
    (!paths.is_empty()).then(|| {
        Diagnostic::note("not-looked-into", format!("{them} not looked into: {}", named(&paths)))
            .help("names may stand in such files, and in their properties: open them and look yourself")
    })
}
