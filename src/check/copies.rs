//! Copies that a cloud service left when two machines changed one file, and files whose paths differ by capital letters alone.
//!
//! In: the paths of the folder, sorted. Out: a copy only when its original stands beside it: `chapter 2.md` may be a chapter.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::diag::Diagnostic;

/// What the names of machines hold, in lower case: some services name the copy after the machine that it comes from.
const MACHINES: [&str; 10] =
    ["macbook", "imac", "mac-mini", "ipad", "iphone", "laptop", "desktop-", "surface", "thinkpad", "chromebook"];

/// The copies among the files.
#[must_use]
pub fn conflict_copies(paths: &[Arc<str>]) -> Vec<Diagnostic> {
    let is_there = |path: &str| paths.binary_search_by(|known| (**known).cmp(path)).is_ok();
    let copy = |path: &Arc<str>| {
        let original = originals(path).into_iter().find(|original| is_there(original))?;
        let name = original.rsplit('/').next().unwrap_or(&original);
        let found = Diagnostic::warning(
            "conflict-copy",
            format!("this looks like a copy that a cloud service left beside \"{name}\""),
        );
        Some(found.in_file(path).help("compare the two, keep what you want in one of them, and delete the other"))
    };
    paths.iter().filter_map(copy).collect()
}

/// The paths that the file at `path` may be a copy of.
fn originals(path: &str) -> Vec<String> {
    let name = path.rfind('/').map_or(0, |at| at + 1);
    let (stem, ending) = match path[name..].rfind('.') {
        Some(dot) if dot > 0 => path.split_at(name + dot),
        _ => (path, ""),
    };
    let conflict = stem.find(".sync-conflict-").or_else(|| stem.find("_conflict-"));
    let own = [conflict.map(|at| &stem[..at]), numbered(stem), remarked(stem)];
    own.into_iter()
        .chain(of_a_machine(stem))
        .flatten()
        .filter(|own| own.len() > name)
        .map(|own| format!("{}{ending}", own.trim_end()))
        .collect()
}

/// `name 2`, as iCloud has it.
fn numbered(stem: &str) -> Option<&str> {
    let (own, number) = stem.rsplit_once(' ')?;
    (number.len() < 3 && number.bytes().all(|b| b.is_ascii_digit())).then_some(own)
}

/// `name (1)`, `name (Ruth's conflicted copy 2026-03-11)`, `name [Conflict]`.
fn remarked(stem: &str) -> Option<&str> {
    let (own, remark) = stem.strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    let remark = remark.to_lowercase();
    (remark.bytes().all(|b| b.is_ascii_digit())
        || remark.contains("conflict")
        || remark.contains("conflit")
        || remark == "copy")
        .then_some(own)
}

/// `name-MacBook` and `name-Ruths-MacBook-Pro`, as OneDrive has it: with the machine's own name, and with its owner's before it.
fn of_a_machine(stem: &str) -> [Option<&str>; 2] {
    let lower = stem.to_ascii_lowercase();
    let Some(machine) = MACHINES.iter().filter_map(|machine| lower.rfind(machine)).min() else { return [None; 2] };
    let mut ends = stem[..machine].rmatch_indices('-').map(|(at, _)| &stem[..at]);
    [ends.next(), ends.next()]
}

/// Files whose paths differ by capital letters, or by how an accent is written, alone: other systems take them for one.
#[must_use]
pub fn twins(paths: &[Arc<str>]) -> Vec<Diagnostic> {
    let mut by_folded: BTreeMap<String, Vec<&Arc<str>>> = BTreeMap::new();
    for path in paths {
        by_folded.entry(path.nfc().collect::<String>().to_lowercase()).or_default().push(path);
    }
    let told = |twins: &Vec<&Arc<str>>| {
        let [first, others @ ..] = twins.as_slice() else { return Vec::new() };
        let told = |other: &&Arc<str>| {
            let message = format!("on other computers this is the same file as \"{first}\"");
            Diagnostic::warning("same-but-for-case", message)
                .in_file(other)
                .help("give one of them another name, here and in the links to it")
        };
        others.iter().map(told).collect::<Vec<_>>()
    };
    by_folded.values().flat_map(told).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{conflict_copies, twins};

    fn paths(names: &[&str]) -> Vec<Arc<str>> {
        let mut paths: Vec<Arc<str>> = names.iter().map(|name| Arc::from(*name)).collect();
        paths.sort();
        paths
    }

    #[test]
    fn a_copy_is_one_only_beside_its_original() {
        for copy in [
            "r/talk 2.md",
            "r/talk (1).md",
            "r/talk (Ruth's conflicted copy 2026-03-11).md",
            "r/talk (Conflicted copy 2).md",
            "r/talk [Conflict].md",
            "r/talk.sync-conflict-20260311-101112-ABCDEFG.md",
            "r/talk-MacBook.md",
            "r/talk-Ruths-MacBook-Pro.md",
            "r/talk-DESKTOP-7A8B9C.md",
        ] {
            let found = conflict_copies(&paths(&["r/talk.md", copy]));
            assert_eq!(found.len(), 1, "{copy}");
            assert_eq!(found[0].path.as_deref(), Some(copy));
            assert!(conflict_copies(&paths(&[copy])).is_empty(), "{copy}");
        }
        for other in ["r/talk 2026.md", "r/talk (part one).md", "r/talk-two.md", "r/talks.md"] {
            assert!(conflict_copies(&paths(&["r/talk.md", other])).is_empty(), "{other}");
        }
    }

    #[test]
    fn twins_are_told_once() {
        let found = twins(&paths(&[
            "pages/About.md",
            "pages/about.md",
            "pages/ma\u{304}ia.md",
            "pages/m\u{101}ia.md",
            "index.md",
        ]));
        let said: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(
            said,
            [
                "on other computers this is the same file as \"pages/About.md\"",
                "on other computers this is the same file as \"pages/ma\u{304}ia.md\"",
            ]
        );
    }
}
