//! The first look at the output folder: may it be written into at all.
//!
//! In: the output folder and the portfolio's. Out: diagnostics. It touches nothing.

use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use super::{broken, scan};
use crate::diag::{Broken, Diagnostic};

/// The folders of a portfolio that hold what its author wrote.
const WRITTEN_BY_HAND: &[&str] = &["reflections", "pages", "inquiries", "theme"];

/// What may lie in a folder that still counts as empty: none of it is ever touched.
const COUNTS_AS_NOTHING: &[&str] = &[".git", ".DS_Store"];

/// What speaks against `out` as the output folder of the portfolio in `root`; it need not exist.
/// When `root` is no folder nothing is said: `read` says it, and once is enough.
///
/// # Errors
/// When the output folder is there and cannot be looked into.
pub fn inspect(out: &Path, root: &Path) -> Result<Vec<Diagnostic>, Broken> {
    if !root.is_dir() {
        return Ok(Vec::new());
    }
    if let Some(mistake) = misplaced(out, root) {
        return Ok(vec![mistake]);
    }
    match std::fs::metadata(out) {
        Ok(data) if data.is_dir() => Ok(occupied(out)?.into_iter().collect()),
        Ok(_) => Ok(vec![is_a_file(out)]),
        Err(e) if e.kind() == ErrorKind::NotADirectory => Ok(vec![is_a_file(out)]),
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(e) => Err(broken("open the folder", out, e)),
    }
}

fn misplaced(out: &Path, root: &Path) -> Option<Diagnostic> {
    let (real_out, real_root) = (real(out), real(root));
    if real_root.starts_with(&real_out) {
        let message = format!("the output folder \"{}\" holds the portfolio itself", out.display());
        return Some(Diagnostic::error("output-holds-portfolio", message).help(ANOTHER));
    }
    let below = real_out.strip_prefix(&real_root).ok()?;
    let first = below.components().next()?.as_os_str().to_string_lossy().to_lowercase();
    WRITTEN_BY_HAND.contains(&first.as_str()).then(|| {
        let message = format!("the output folder \"{}\" lies in {first}/, which holds what you write", out.display());
        Diagnostic::error("output-among-sources", message).help(ANOTHER)
    })
}

const ANOTHER: &str = "build into a folder of its own: leave --out away, and it is \"_site\" beside your reflections";

/// The folder where `path` really lies, links resolved as far as it exists.
fn real(path: &Path) -> PathBuf {
    let mut real = std::path::absolute(".").unwrap_or_default();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                real.pop();
            }
            Component::CurDir => {}
            part => real.push(part),
        }
        if let Ok(resolved) = std::fs::canonicalize(&real) {
            real = resolved;
        }
    }
    std::fs::canonicalize(&real).unwrap_or(real)
}

/// A folder that someone else has filled.
fn occupied(out: &Path) -> Result<Option<Diagnostic>, Broken> {
    // In this order: another build may fill the folder meanwhile, and it writes its manifest first.
    if is_empty(out)? || scan::has_manifest(out)? {
        return Ok(None);
    }
    let message = format!("the output folder \"{}\" is not empty, and throughline did not fill it", out.display());
    Ok(Some(
        Diagnostic::error("output-not-ours", message)
            .help("empty it if nothing in it is needed, or build into another folder with --out"),
    ))
}

fn is_empty(out: &Path) -> Result<bool, Broken> {
    for entry in std::fs::read_dir(out).map_err(|e| broken("list the folder", out, e))? {
        let name = entry.map_err(|e| broken("list the folder", out, e))?.file_name();
        let name = name.to_string_lossy();
        // A build that was killed before its manifest stood leaves nothing but its temporary file.
        if !scan::is_temporary(&name) && !COUNTS_AS_NOTHING.contains(&&*name) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_a_file(out: &Path) -> Diagnostic {
    Diagnostic::error("output-is-a-file", format!("the output folder \"{}\" is a file, or lies in one", out.display()))
        .help("delete or rename the file, or build into another folder with --out")
}
