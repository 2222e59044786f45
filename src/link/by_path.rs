//! A table of what lies where, looked up as people write paths: without regard to case, and however an accent is spelt.

use std::collections::BTreeMap;

use super::paths::composed;

/// What lies at each path. Several paths may differ in case alone; the one that is spelt as asked for comes first.
#[derive(Debug)]
pub(super) struct ByPath<T> {
    entries: BTreeMap<String, Vec<(String, T)>>,
}

impl<T> Default for ByPath<T> {
    fn default() -> Self {
        Self { entries: BTreeMap::new() }
    }
}

impl<T> ByPath<T> {
    /// Notes what lies at `path`.
    pub fn put(&mut self, path: &str, what: T) {
        let path = composed(path);
        self.entries.entry(path.to_lowercase()).or_default().push((path, what));
    }

    /// What lies at `path`: spelt exactly so, else the first that differs in case.
    pub fn get(&self, path: &str) -> Option<&T> {
        let path = composed(path);
        let entries = self.entries.get(&path.to_lowercase())?;
        entries.iter().find(|(exact, _)| *exact == path).or(entries.first()).map(|(_, what)| what)
    }

    /// Every path, in lower case.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::ByPath;

    #[test]
    fn the_path_that_is_spelt_so_comes_first() {
        let mut table = ByPath::default();
        for (number, path) in ["a/Talk", "a/talk", "ko\u{304}rero"].into_iter().enumerate() {
            table.put(path, number);
        }
        let cases =
            [("a/Talk", Some(0)), ("a/talk", Some(1)), ("a/TALK", Some(0)), ("K\u{14d}rero", Some(2)), ("talk", None)];
        for (path, expected) in cases {
            assert_eq!(table.get(path).copied(), expected, "{path}");
        }
    }
}
