//! What lies in the folder `private/`, which is no part of what a portfolio is read from.

use std::io::ErrorKind;
use std::path::Path;

use crate::diag::Broken;

/// The paths of what lies in the folder that is kept back, whatever the case of its letters; sorted. None where there is no such folder.
///
/// # Errors
/// When it is there and cannot be looked into: what lies in it must not be passed over.
pub fn kept(root: &Path) -> Result<Vec<String>, Broken> {
    let mut paths = Vec::new();
    for folder in names(root)?.into_iter().filter(|name| name.eq_ignore_ascii_case("private")) {
        paths.extend(names(&root.join(&folder))?.into_iter().map(|name| format!("{folder}/{name}")));
    }
    paths.sort_unstable();
    Ok(paths)
}

/// The names of what lies in a folder; none of what is no folder.
fn names(folder: &Path) -> Result<Vec<String>, Broken> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        Err(cause) => return Err(Broken { act: "read", path: folder.display().to_string(), cause }),
    };
    Ok(entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect())
}
