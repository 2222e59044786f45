//! The lines that diagnostics point at, looked up at the end, when it is known which ones are needed.
//!
//! In: diagnostics with a path and a line. Out: the same with the text of that line.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diag::Diagnostic;

/// How much of a line is kept, in bytes. A longer one may hold thousands of mistakes, and each would carry all of it.
const LONGEST: usize = 10_000;

/// Fills [`Diagnostic::source_line`] wherever there is a path and a line, reading each file once.
///
/// A file that cannot be read any more and a line that is not there leave it empty, and so does a place beyond the first 10,000 bytes of a
/// line, which are all that is kept of it. What is no UTF-8 is shown as `�`.
pub fn source_lines(root: &Path, diagnostics: &mut [Diagnostic]) {
    let mut by_file: BTreeMap<Arc<str>, Vec<&mut Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics.iter_mut().filter(|d| d.place.line > 0) {
        if let Some(path) = diagnostic.path.clone() {
            by_file.entry(path).or_default().push(diagnostic);
        }
    }
    by_file.into_par_iter().for_each(|(path, wanting)| fill(&root.join(&*path), wanting));
}

fn fill(disk: &Path, wanting: Vec<&mut Diagnostic>) {
    let Ok(bytes) = std::fs::read(disk) else { return };
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let lines: Vec<&[u8]> = text.split(|&b| b == b'\n').collect();
    for diagnostic in wanting {
        if let Some(line) = lines.get(diagnostic.place.line as usize - 1) {
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let kept = String::from_utf8_lossy(&line[..line.len().min(LONGEST)]);
            if line.len() <= LONGEST || diagnostic.place.column as usize <= kept.chars().count() {
                diagnostic.source_line = kept.into_owned();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::source_lines;
    use crate::diag::{Diagnostic, Place};

    fn at(path: &str, line: u32) -> Diagnostic {
        Diagnostic::error("x", "x").in_file(&Arc::from(path)).at(Place { line, column: 1, width: 1 })
    }

    #[test]
    fn an_endless_line_is_not_carried_along() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.md"), "x".repeat(20_000)).expect("written");
        let beyond = at("a.md", 1).at(Place { line: 1, column: 15_000, width: 1 });
        let mut all = vec![at("a.md", 1), beyond];
        source_lines(folder.path(), &mut all);
        assert_eq!([all[0].source_line.len(), all[1].source_line.len()], [10_000, 0]);
    }

    #[test]
    fn each_place_gets_its_line() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("a.md"), b"\xef\xbb\xbffirst\r\nse\xffcond\n\nlast").expect("written");
        let mut all = vec![
            at("a.md", 1),
            at("a.md", 2),
            at("a.md", 3),
            at("a.md", 4),
            at("a.md", 5),
            at("a.md", 0),
            at("gone.md", 1),
            Diagnostic::error("x", "of no file").at(Place { line: 3, column: 1, width: 1 }),
        ];
        source_lines(folder.path(), &mut all);
        let lines: Vec<&str> = all.iter().map(|d| d.source_line.as_str()).collect();
        assert_eq!(lines, ["first", "se\u{fffd}cond", "", "last", "", "", "", ""]);
    }
}
