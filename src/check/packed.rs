//! Files that the site publishes and whose words lie packed, so that no name in them is seen: one note names them.
//!
//! In: the paths of the files that pages use. Out: a note, or nothing.

use super::gaps::named;
use crate::diag::Diagnostic;

/// Endings of such files.
const PACKED: [&str; 20] = [
    "pdf", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "ppt", "pptx", "odp", "pages", "numbers", "key", "epub",
    "zip", "heic", "tif", "tiff", "psd",
];

/// Says which of the files at `paths` were not looked into.
#[must_use]
pub fn packed<'p>(paths: impl Iterator<Item = &'p str>) -> Option<Diagnostic> {
    let is_packed = |path: &&str| {
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        PACKED.contains(&ending.as_str())
    };
    let paths: Vec<&str> = paths.filter(is_packed).collect();
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
