//! What may stand where, by the words of `private/agreed.txt`: who agreed is nobody's business but the author's, so it is kept beside the class list.
//!
//! `reflections/2026-03-11-talk.md: Aroha` lets these words stand in that file, `pictures/: Aroha` in all of that folder, `Rose Street` everywhere.
//! A mark holds for words, not for lines: it survives every edit of the text, and a further name in the same line is still told.

use std::sync::Arc;

use ahash::AHashMap;

use super::meant::meant;
use super::words::Words;
use crate::diag::{Diagnosed, Diagnostic, Place};

/// Where the list lies.
pub const PATH: &str = "private/agreed.txt";

/// How many places that are not there are told, each with what was probably meant. A list of more belongs to another portfolio.
const MOST: usize = 50;

/// What was agreed.
#[derive(Debug, Default)]
pub struct Agreed {
    /// By the first word, folded: a text is looked through once, however long the list is.
    by_first: AHashMap<String, Vec<Entry>>,
    /// Addresses and numbers without letters.
    without_words: Vec<Entry>,
}

#[derive(Debug, PartialEq, Eq)]
struct Entry {
    /// A file, or a folder with its slash; `None` for everywhere.
    place: Option<String>,
    /// The words as written.
    said: String,
    /// The same, folded; empty for an address or a number without letters.
    words: Vec<String>,
    /// Where the first word begins in what is written.
    first: usize,
}

impl Agreed {
    /// What a list says of the files at `paths`, which are sorted. A file that is not there is told, since its mark holds for nothing.
    #[must_use]
    pub fn of_list(text: &str, paths: &[Arc<str>]) -> Diagnosed<Self> {
        let mut agreed = Diagnosed::clean(Self::default());
        let mut missing = 0;
        for (number, line) in (1..).zip(text.lines()) {
            let written = line.split('#').next().unwrap_or_default().trim();
            let Some(entry) = entry(written, paths) else { continue };
            if let Some(place) = entry.place.as_ref().filter(|place| !is_there(place, paths)) {
                missing += 1;
                if missing <= MOST {
                    let at = Place::of(line, line.len() - line.trim_start().len(), 0);
                    let width = u32::try_from(place.chars().count()).unwrap_or(u32::MAX);
                    agreed.diagnostics.push(nowhere(place, paths, Place { line: number, width, ..at }));
                }
            }
            // It still holds for what the history has of a file that is gone.
            agreed.value.add(entry);
        }
        agreed.diagnostics.extend((missing > MOST).then(|| and_more(missing - MOST)));
        agreed
    }

    fn add(&mut self, entry: Entry) {
        let alike = match entry.words.first() {
            Some(first) => self.by_first.entry(first.clone()).or_default(),
            None => &mut self.without_words,
        };
        alike.push(entry);
    }

    /// The bytes of `text`, of the file at `path`, in which what stands was agreed to.
    pub(super) fn within(&self, path: &str, text: &str) -> Vec<(usize, usize)> {
        self.by(|entry| entry.holds_at(path), text)
    }

    /// The same by what was agreed for any file: for pages, which are made from many.
    #[must_use]
    pub fn somewhere(&self, text: &str) -> Vec<(usize, usize)> {
        self.by(|_| true, text)
    }

    fn by(&self, holds: impl Fn(&Entry) -> bool, text: &str) -> Vec<(usize, usize)> {
        let numbers = self.without_words.iter().filter(|entry| holds(entry));
        let mut ranges: Vec<(usize, usize)> =
            numbers.flat_map(|entry| text.match_indices(&entry.said).map(|(at, said)| (at, at + said.len()))).collect();
        if !self.by_first.is_empty() {
            let words = Words::of(text);
            let begun = self.begun(&words).filter(|(_, entry)| holds(entry));
            ranges.extend(begun.flat_map(|(at, entry)| entry.stands(&words, at)));
        }
        ranges
    }

    /// The words of a text at which something that was agreed may begin, each with what that is.
    fn begun<'a>(&'a self, words: &'a Words<'_>) -> impl Iterator<Item = (usize, &'a Entry)> {
        let here = |at: usize| words.at(at).and_then(|first| self.by_first.get(first)).into_iter().flatten();
        (0..words.all.len()).flat_map(move |at| here(at).map(move |entry| (at, entry)))
    }
}

impl Entry {
    /// The bytes that it covers where its first word stands at `at`: as words, and as it is written.
    fn stands(&self, words: &Words<'_>, at: usize) -> impl Iterator<Item = (usize, usize)> {
        let begin = words.all[at].start;
        let folded = words.hold(at, &self.words).then(|| (begin, words.all[at + self.words.len() - 1].end));
        let start = begin.checked_sub(self.first);
        let start = start.filter(|&start| words.text.get(start..).is_some_and(|text| text.starts_with(&self.said)));
        folded.into_iter().chain(start.map(|start| (start, start + self.said.len())))
    }

    fn holds_at(&self, path: &str) -> bool {
        match &self.place {
            None => true,
            Some(folder) if folder.ends_with('/') => path.starts_with(folder.as_str()),
            Some(file) => path == file,
        }
    }
}

/// What a line says. A colon parts place and words only behind what looks like a file or a folder: words may hold one too.
fn entry(line: &str, paths: &[Arc<str>]) -> Option<Entry> {
    let looks_like_a_place = |place: &str| place.contains(['/', '.']) || is_there(place, paths);
    let (place, said) = match line.split_once(": ").map(|(place, said)| (place.trim(), said.trim())) {
        Some((place, said)) if looks_like_a_place(place) => (Some(place.to_owned()), said),
        _ => (None, line),
    };
    let words = Words::of(said);
    let first = words.all.first().map_or(0, |word| word.start);
    let words = words.all_folded().map(str::to_owned).collect();
    (!said.is_empty()).then(|| Entry { place, said: said.to_owned(), words, first })
}

fn is_there(place: &str, paths: &[Arc<str>]) -> bool {
    let at = paths.partition_point(|path| &**path < place);
    paths.get(at).is_some_and(|path| &**path == place || (place.ends_with('/') && path.starts_with(place)))
}

fn nowhere(place: &str, paths: &[Arc<str>], at: Place) -> Diagnostic {
    let found = Diagnostic::warning("agreed-nowhere", format!("there is no \"{place}\" in this portfolio"))
        .in_file(&Arc::from(PATH))
        .at(at);
    match meant(place, paths) {
        Some(near) => found.help(format!("did you mean \"{near}\"?")),
        None => found.help("write the path of a file as it stands in the folder, or a folder with / at its end"),
    }
}

fn and_more(more: usize) -> Diagnostic {
    Diagnostic::warning("agreed-nowhere", format!("{more} more lines name a file that is not in this portfolio"))
        .in_file(&Arc::from(PATH))
        .help("take these lines out: what they say holds for nothing")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{Agreed, MOST, Words};

    fn allowed(list: &str, path: &str, text: &str) -> Vec<String> {
        let paths: Vec<Arc<str>> = ["pages/about.md", "reflections/a.md"].map(Arc::from).into();
        let agreed = Agreed::of_list(list, &paths).value;
        agreed.within(path, text).into_iter().map(|(start, end)| text[start..end].to_owned()).collect()
    }

    #[test]
    fn words_hold_in_their_file_in_their_folder_or_everywhere() {
        let text = "Aroha of Rose Street";
        assert_eq!(allowed("reflections/a.md: aroha", "reflections/a.md", text), ["Aroha"]);
        assert_eq!(allowed("reflections/: aroha", "reflections/a.md", text), ["Aroha"]);
        assert_eq!(allowed("reflections/a.md: aroha", "pages/about.md", text), [""; 0]);
        assert_eq!(allowed("# families\nrose street", "pages/about.md", text), ["Rose Street"]);
        assert_eq!(allowed("+64 21 123 456", "pages/about.md", "ring +64 21 123 456"), ["+64 21 123 456"]);
    }

    #[test]
    fn a_place_that_is_not_there_is_told() {
        let paths: Vec<Arc<str>> = vec![Arc::from("pages/about.md")];
        let found = Agreed::of_list("Aroha\npages/abuot.md: Aroha\n", &paths).diagnostics;
        assert_eq!(found[0].message, "there is no \"pages/abuot.md\" in this portfolio");
        assert_eq!(found[0].help.as_deref(), Some("did you mean \"pages/about.md\"?"));
        assert_eq!((found[0].place.line, found[0].place.width), (2, 14));
    }

    #[test]
    fn of_a_long_list_only_that_is_looked_at_which_may_begin_in_a_text() {
        let list: String = (0..50_000).map(|n| format!("{} Ngata\n", spelt(n))).collect();
        let agreed = Agreed::of_list(&list, &[]).value;
        let text = format!("{} Ngata, {} Ngata and {} sang.", spelt(7), spelt(49_999), spelt(60_000));
        assert_eq!(agreed.begun(&Words::of(&text)).count(), 2);
        assert_eq!(agreed.somewhere(&text).len(), 4, "each as words and as it is written");
    }

    /// Another word for every number.
    fn spelt(number: usize) -> String {
        number.to_string().bytes().map(|digit| char::from(digit - b'0' + b'a')).collect()
    }

    #[test]
    fn of_many_places_that_are_not_there_only_the_first_are_compared_with_those_that_are() {
        let paths: Vec<Arc<str>> = vec![Arc::from("pages/about.md")];
        let list: String = (0..50_000).map(|n| format!("  pages/abou{n}.md: Aroha\n")).collect();
        let found = Agreed::of_list(&list, &paths).diagnostics;
        assert_eq!(found.len(), MOST + 1);
        assert_eq!((found[49].place.line, found[49].place.column), (50, 3));
        assert_eq!(found[MOST].message, "49950 more lines name a file that is not in this portfolio");
    }
}
