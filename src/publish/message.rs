//! What the commits say. Pure.

use std::collections::BTreeMap;

use crate::git::Changes;

/// The beginning of the line by which a branch is known as one of ours.
pub(super) const MARK: &str = "Published-by: throughline";

/// The longest title in a first line, in characters.
const LONGEST: usize = 60;

/// The message of a commit that holds a built site. It names no page: an unlisted one has an address that nobody is told.
pub(super) fn of_site(changes: &Changes) -> String {
    format!("Publish the site\n\n{}\n\n{MARK} {}\n", counts(changes), env!("CARGO_PKG_VERSION"))
}

/// "3 files new, 1 changed"; what there is none of is not said.
#[must_use]
pub fn counts(changes: &Changes) -> String {
    let parts = [(changes.new.len(), "new"), (changes.changed.len(), "changed"), (changes.gone.len(), "gone")];
    let mut told = parts.into_iter().filter(|(count, _)| *count > 0);
    let Some((first, what)) = told.next() else { return "nothing new".to_owned() };
    let files = if first == 1 { "file" } else { "files" };
    told.fold(format!("{first} {files} {what}"), |all, (count, what)| format!("{all}, {count} {what}"))
}

/// The first line of a commit that holds sources: the newest title that is new, else that was changed, and how many files more there are.
/// `titles` are those that everyone may read, by path.
pub(super) fn of_sources(changes: &Changes, titles: &BTreeMap<String, &str>) -> String {
    let titled = |paths: &[String]| paths.iter().rev().find_map(|path| titles.get(path).copied());
    let Some(title) = titled(&changes.new).or_else(|| titled(&changes.changed)) else {
        return format!("Publish: {}", counts(changes));
    };
    let title = shortened(title);
    match changes.count() {
        1 => format!("Publish: {title}"),
        count => format!("Publish: {title}, and {} more changed", count - 1),
    }
}

fn shortened(title: &str) -> String {
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    match title.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}...", title[..end].trim_end()),
        None => title,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{counts, of_site, of_sources};
    use crate::git::Changes;

    fn changes(new: &[&str], changed: &[&str], gone: &[&str]) -> Changes {
        let owned = |paths: &[&str]| paths.iter().map(|&path| path.to_owned()).collect();
        Changes { new: owned(new), changed: owned(changed), gone: owned(gone) }
    }

    #[test]
    fn files_are_counted_in_words() {
        assert_eq!(counts(&changes(&["a"], &[], &[])), "1 file new");
        assert_eq!(counts(&changes(&["a", "b"], &["c"], &["d"])), "2 files new, 1 changed, 1 gone");
        assert_eq!(counts(&changes(&[], &[], &["d", "e"])), "2 files gone");
    }

    #[test]
    fn a_commit_of_sources_is_named_after_what_is_new() {
        let long = "word ".repeat(20);
        let titles = [("a.md", "Reading  shifts"), ("b.md", "Talk"), ("l.md", long.as_str())];
        let titles = BTreeMap::from(titles.map(|(path, title)| (path.to_owned(), title)));
        let cases = [
            (changes(&["a.md"], &[], &[]), "Publish: Reading shifts"),
            (changes(&["a.md", "a.png"], &["b.md"], &[]), "Publish: Reading shifts, and 2 more changed"),
            (changes(&["x.png"], &["b.md"], &[]), "Publish: Talk, and 1 more changed"),
            (changes(&["draft.md"], &[], &["c.md"]), "Publish: 1 file new, 1 gone"),
            (changes(&["l.md"], &[], &[]), "Publish: word word word word word word word word word word word word..."),
        ];
        for (changes, expected) in cases {
            assert_eq!(of_sources(&changes, &titles), expected);
        }
    }

    #[test]
    fn a_commit_of_a_site_bears_our_mark() {
        let message = of_site(&changes(&["2026/secret.html"], &[], &[]));
        let mark =
            format!("Publish the site\n\n1 file new\n\nPublished-by: throughline {}\n", env!("CARGO_PKG_VERSION"));
        assert_eq!(message, mark);
    }
}
