//! The workflows of a repository, which lie outside what a portfolio is read from.

use std::path::Path;

/// A file larger than this is no workflow that a person wrote.
const LARGEST: u64 = 1024 * 1024;

/// The workflows of the repository whose topmost folder is `top`: the path of each from there, and its text. One that cannot be read is passed over:
/// the host will not read it either.
#[must_use]
pub fn workflows(top: &Path) -> Vec<(String, String)> {
    let place = ".github/workflows";
    let Ok(entries) = std::fs::read_dir(top.join(place)) else { return Vec::new() };
    let mut names: Vec<String> = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(".yml") || name.ends_with(".yaml"));
    names.sort_unstable();
    let text = |name: &String| {
        let path = format!("{place}/{name}");
        let disk = top.join(&path);
        let is_small = std::fs::metadata(&disk).is_ok_and(|found| found.is_file() && found.len() <= LARGEST);
        is_small.then(|| std::fs::read_to_string(&disk).ok()).flatten().map(|text| (path, text))
    };
    names.iter().filter_map(text).collect()
}
