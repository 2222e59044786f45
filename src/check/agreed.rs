//! What may stand where, by the words of `private/agreed.txt`: who agreed is nobody's business but the author's, so it is kept beside the class list.
//!
//! `reflections/2026-03-11-talk.md: Aroha` lets these words stand in that file, `pictures/: Aroha` in all of that folder, `Rose Street` everywhere.
//! A mark holds for words, not for lines: it survives every edit of the text, and a further name in the same line is still told.

use std::sync::Arc;

use super::words::Words;
use crate::diag::{Diagnosed, Diagnostic, Place, nearest};

/// Where the list lies.
pub const PATH: &str = "private/agreed.txt";

/// What was agreed.
#[derive(Debug, Default)]
pub struct Agreed {
    all: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    /// A file, or a folder with its slash; `None` for everywhere.
    place: Option<String>,
    /// The words as written.
    said: String,
    /// The same, folded; empty for an address or a number without letters.
    words: Vec<String>,
}

impl Agreed {
    /// What a list says of the files at `paths`, which are sorted. A file that is not there is told, since its mark holds for nothing.
    #[must_use]
    pub fn of_list(text: &str, paths: &[Arc<str>]) -> Diagnosed<Self> {
        let mut agreed = Diagnosed::clean(Self::default());
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let written = line.split('#').next().unwrap_or_default().trim();
            if let Some((place, said)) = entry(written, paths) {
                if let Some(place) = place.as_ref().filter(|place| !is_there(place, paths)) {
                    agreed.diagnostics.push(nowhere(place, paths, Place::of(text, start, start + place.len())));
                }
                let words = Words::of(&said);
                let words = words.all.iter().map(|word| words.folded(word).to_owned()).collect();
                agreed.value.all.push(Entry { place, said, words });
            }
            start += line.len();
        }
        agreed
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
        let mut ranges = Vec::new();
        let mut words = None;
        for entry in self.all.iter().filter(|entry| holds(entry)) {
            ranges.extend(text.match_indices(&entry.said).map(|(at, said)| (at, at + said.len())));
            let words = words.get_or_insert_with(|| Words::of(text));
            let count = entry.words.len();
            let starts = (0..words.all.len()).filter(|&at| count > 0 && words.hold(at, &entry.words));
            ranges.extend(starts.map(|at| (words.all[at].start, words.all[at + count - 1].end)));
        }
        ranges
    }
}

impl Entry {
    fn holds_at(&self, path: &str) -> bool {
        match &self.place {
            None => true,
            Some(folder) if folder.ends_with('/') => path.starts_with(folder.as_str()),
            Some(file) => path == file,
        }
    }
}

/// A line's place and words. A colon parts them only behind what looks like a file or a folder: words may hold one too.
fn entry(line: &str, paths: &[Arc<str>]) -> Option<(Option<String>, String)> {
    let looks_like_a_place = |place: &str| place.contains(['/', '.']) || is_there(place, paths);
    let (place, said) = match line.split_once(": ").map(|(place, said)| (place.trim(), said.trim())) {
        Some((place, said)) if looks_like_a_place(place) => (Some(place.to_owned()), said),
        _ => (None, line),
    };
    (!said.is_empty()).then(|| (place, said.to_owned()))
}

fn is_there(place: &str, paths: &[Arc<str>]) -> bool {
    let at = paths.partition_point(|path| &**path < place);
    paths.get(at).is_some_and(|path| &**path == place || (place.ends_with('/') && path.starts_with(place)))
}

fn nowhere(place: &str, paths: &[Arc<str>], at: Place) -> Diagnostic {
    let found = Diagnostic::warning("agreed-nowhere", format!("there is no \"{place}\" in this portfolio"))
        .in_file(&Arc::from(PATH))
        .at(at);
    match nearest(place, paths.iter().map(|path| &**path)) {
        Some(near) => found.help(format!("did you mean \"{near}\"?")),
        None => found.help("write the path of a file as it stands in the folder, or a folder with / at its end"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::Agreed;

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
}
