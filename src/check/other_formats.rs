//! Files that lie where texts lie and are written by a word processor, or end in `.txt`: no page is made of them, which nobody would guess.
//!
//! In: every path of the folder, and those that pages use. Out: a warning for each file.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::diag::Diagnostic;

/// The folders of texts.
const FOLDERS: [&str; 3] = ["reflections/", "inquiries/", "pages/"];
/// Endings of files that hold words.
const WORDS: [&str; 7] = ["txt", "doc", "docx", "odt", "rtf", "pages", "gdoc"];

/// Tells the files at `paths` that look like texts, are none, and are not among the `used` ones.
#[must_use]
pub fn other_formats(paths: &[Arc<str>], used: &BTreeSet<&str>) -> Vec<Diagnostic> {
    let is_meant = |path: &&Arc<str>| FOLDERS.iter().any(|folder| path.starts_with(folder)) && !used.contains(&***path);
    paths.iter().filter(is_meant).filter_map(told).collect()
}

fn told(path: &Arc<str>) -> Option<Diagnostic> {
    let (name, ending) = path.rsplit_once('.')?;
    let ending = ending.to_ascii_lowercase();
    let help = match WORDS.contains(&ending.as_str()).then_some(&*ending)? {
        "txt" => format!("call it {name}.md to make it one"),
        _ => format!("copy its words into a plain text, and call that {name}.md"),
    };
    Some(
        Diagnostic::warning("no-text", "no page is made of this file: its name does not end in .md")
            .in_file(path)
            .help(help),
    )
}
