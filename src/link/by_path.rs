//! A table of what lies where, looked up as people write paths: without regard to case, and however an accent is spelt.

use std::borrow::Cow;
use std::collections::hash_map;

use ahash::AHashMap;

use super::few::Few;
use crate::model::address::in_lower_case;
use crate::model::source::composed;

/// What lies at each path. Several paths may differ in case alone; the one that is spelt as asked for comes first.
#[derive(Debug)]
pub(super) struct ByPath<T> {
    /// By path in lower case.
    entries: AHashMap<Box<str>, Few<Entry<T>>>,
}

#[derive(Debug)]
struct Entry<T> {
    /// The path; `None` when it is in lower case.
    exact: Option<Box<str>>,
    what: T,
}

impl<T> Default for ByPath<T> {
    fn default() -> Self {
        Self { entries: AHashMap::new() }
    }
}

impl<T> ByPath<T> {
    /// Notes what lies at `path`.
    pub fn put(&mut self, path: &str, what: T) {
        let path = composed(path);
        let lower = in_lower_case(&path);
        let exact = matches!(lower, Cow::Owned(_)).then(|| Box::from(&*path));
        let entry = Entry { exact, what };
        match self.entries.entry(Box::from(lower)) {
            hash_map::Entry::Vacant(free) => drop(free.insert(Few::one(entry))),
            hash_map::Entry::Occupied(mut others) => others.get_mut().push(entry),
        }
    }

    /// What lies at `path`: spelt exactly so, else the first that differs in case.
    pub fn get(&self, path: &str) -> Option<&T> {
        let path = composed(path);
        let lower = in_lower_case(&path);
        let entries = self.entries.get(&*lower)?.as_slice();
        let is_exact = |entry: &&Entry<T>| entry.exact.as_deref().unwrap_or(&lower) == path;
        entries.iter().find(is_exact).or(entries.first()).map(|entry| &entry.what)
    }

    /// Every path, in lower case, in no order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(|path| &**path)
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
