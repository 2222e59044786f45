//! The first look at the folder that was named: is it there, and is it a folder.
//!
//! In: the path as typed. Out: one diagnostic, or none. It reads nothing inside the folder, and of those around it only whether they are portfolios.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::diag::{Broken, Diagnostic, nearest};

/// What is wrong with `root` as the folder of a portfolio; `None` if and only if it is a folder.
pub(super) fn mistake(root: &Path) -> Result<Option<Diagnostic>, Broken> {
    match std::fs::metadata(root) {
        Ok(data) if data.is_dir() => Ok(None),
        Ok(_) => Ok(Some(not_a_folder(root))),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(Some(no_folder(root))),
        Err(cause) => Err(Broken { act: "open the folder", path: root.display().to_string(), cause }),
    }
}

/// The nearest folder around `root` that has settings or a class list, no higher than the git repository that `root` lies in.
pub(super) fn portfolio_around(root: &Path) -> Option<PathBuf> {
    const SIGNS: [&str; 4] = ["portfolio.yaml", "portfolio.yml", "private/names.txt", "private/names.csv"];
    let root = std::fs::canonicalize(root).ok()?;
    let is_top = |folder: &Path| folder.join(".git").exists();
    if is_top(&root) {
        return None;
    }
    for folder in root.ancestors().skip(1) {
        if SIGNS.iter().any(|sign| folder.join(sign).is_file()) {
            return Some(folder.to_owned());
        }
        if is_top(folder) {
            return None;
        }
    }
    None
}

fn not_a_folder(root: &Path) -> Diagnostic {
    let holder = match root.parent() {
        Some(p) if !p.as_os_str().is_empty() => p,
        _ => Path::new("."),
    };
    Diagnostic::error("not-a-folder", format!("\"{}\" is a file, not a folder", root.display()))
        .help(format!("give the folder of your portfolio, perhaps \"{}\"", holder.display()))
}

fn no_folder(root: &Path) -> Diagnostic {
    let help = match sibling(root) {
        Some(name) => format!("did you mean \"{name}\"?"),
        None => "give the folder that holds your reflections, or run the command inside it without a name".to_owned(),
    };
    Diagnostic::error("no-folder", format!("there is no folder \"{}\"", root.display())).help(help)
}

/// The folder beside `root` whose name is nearest to the one typed, as it would be typed.
fn sibling(root: &Path) -> Option<String> {
    let name = root.file_name()?.to_str()?;
    let beside = match root.parent()? {
        p if p.as_os_str().is_empty() => Path::new("."),
        p => p,
    };
    let names: Vec<String> = std::fs::read_dir(beside)
        .ok()?
        .filter_map(Result::ok)
        .filter(|e| e.path().is_dir())
        .filter_map(|e| e.file_name().into_string().ok())
        .collect();
    let near = nearest(name, names.iter().map(String::as_str))?;
    Some(root.with_file_name(near).display().to_string())
}
