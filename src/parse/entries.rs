//! A block of YAML to its top-level entries, each a slice of the text that is decoded on its own, so that one broken entry hides no other's
//! mistakes.
//!
//! A line at column 0 that reads `key:` opens an entry. Lines that are indented, empty, a comment or a `- ` item belong to it, and so does
//! whatever stands inside a quotation or a list that is still open. Nothing is decoded here.

use std::ops::Range;

use super::scan::Scan;
use crate::diag::{Diagnostic, Place};

/// The most entries that are read.
const MOST: usize = 500;

/// A top-level entry as it stands in the text.
#[derive(Debug)]
pub(super) struct Slice<'t> {
    /// The key, without quotation marks.
    pub key: &'t str,
    /// Where the key stands.
    pub place: Place,
    /// Its lines.
    pub range: Range<usize>,
    /// Where the value begins: behind the colon and the white space after it.
    pub value_at: usize,
    /// What is open at its end, and how deep it goes.
    pub scan: Scan,
}

/// The entries of `text[range]`, and what stands in none. `known` are keys that open an entry even where a quotation or a list was
/// never closed, or where no space follows the colon.
pub(super) fn split<'t>(text: &'t str, range: Range<usize>, known: &[&str]) -> (Vec<Slice<'t>>, Vec<Diagnostic>) {
    let (mut slices, mut found) = (Vec::<Slice<'t>>::new(), Vec::new());
    let indent = indent(&text[range.clone()]);
    for mut line in lines(text, range) {
        if slices.len() > MOST {
            found = vec![too_many(slices.pop().map(|slice| slice.place))];
            break;
        }
        if text[line.clone()].starts_with(indent) {
            line.start += indent.len();
        }
        let words = &text[line.clone()];
        let key = key_of(words, known);
        match slices.last_mut() {
            Some(slice) if belongs(slice, words, key.as_ref(), known) => {
                slice.range.end = line.end;
                slice.scan.line(words, line.start);
            }
            last => match key {
                Some(key) => slices.push(opened(text, line, &key)),
                None if words.trim().is_empty() || words.trim_start().starts_with('#') => {}
                None => found.push(stray(text, &line, last.map(|slice| slice.key))),
            },
        }
    }
    // One line without a key is often followed by more of its kind: the first says it all.
    found.truncate(1);
    (slices, found)
}

/// The white space before the first key: a whole block may be indented.
pub(super) fn indent(block: &str) -> &str {
    let is_words = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let first = block.lines().find(is_words).unwrap_or("");
    &first[..first.len() - first.trim_start_matches([' ', '\t']).len()]
}

fn too_many(place: Option<Place>) -> Diagnostic {
    Diagnostic::error("front-matter-too-long", format!("the front matter has more than {MOST} keys"))
        .at(place.unwrap_or_default())
        .help("close the front matter with --- above the text")
}

/// The byte ranges of the lines of `text[range]`, their `\n` included.
pub(super) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = range.start;
    text[range].split_inclusive('\n').map(move |line| {
        at += line.len();
        at - line.len()..at
    })
}

fn belongs(slice: &Slice<'_>, line: &str, key: Option<&Key<'_>>, known: &[&str]) -> bool {
    let inside = slice.scan.is_open() && !key.is_some_and(|key| is_known(key.name, known));
    let first = line.chars().next().unwrap_or('\n');
    inside || first.is_whitespace() || first == '#' || (line.trim_end() == "-" || line.starts_with("- "))
}

fn opened<'t>(text: &'t str, line: Range<usize>, key: &Key<'t>) -> Slice<'t> {
    let value_at = line.start + key.value_at;
    let mut scan = Scan::default();
    scan.value(&text[value_at..line.end], value_at, 0);
    let place = Place::of(text, line.start, line.start + key.width);
    Slice { key: key.name, place, range: line, value_at, scan }
}

fn stray(text: &str, line: &Range<usize>, before: Option<&str>) -> Diagnostic {
    let place = Place::of(text, line.start, line.start + text[line.clone()].trim_end().len());
    let help = match before {
        Some(key) => {
            format!("put two spaces before it if it belongs to {key:?}, or close the front matter with --- above it")
        }
        None => "write it as key: value, or close the front matter with --- above it".to_owned(),
    };
    Diagnostic::error("stray-line", "this line of the front matter has no key").at(place).help(help)
}

/// The opening of an entry: `key:` at column 0.
#[derive(Debug)]
pub(super) struct Key<'t> {
    /// Without quotation marks.
    pub name: &'t str,
    /// Its bytes in the line, quotation marks included.
    width: usize,
    /// Where the value begins in the line.
    value_at: usize,
}

/// The key that opens an entry on this line, if one does: words, then a colon, then white space (or nothing, or, after a known key, anything).
pub(super) fn key_of<'t>(line: &'t str, known: &[&str]) -> Option<Key<'t>> {
    let (name, width) = match line.chars().next()? {
        quote @ ('"' | '\'') => line[1..].find(quote).map(|end| (&line[1..=end], end + 2))?,
        c if c.is_whitespace() || "-?[]{},#&*!|>%@`:".contains(c) => return None,
        _ => bare_key(line, known)?,
    };
    let rest = line[width..].trim_start_matches([' ', '\t']).strip_prefix(':')?;
    let spaced = rest.is_empty() || rest.starts_with([' ', '\t', '\n']);
    let value_at = line.len() - rest.trim_start_matches([' ', '\t']).len();
    (!name.is_empty() && (spaced || is_known(name, known))).then_some(Key { name, width, value_at })
}

fn bare_key<'t>(line: &'t str, known: &[&str]) -> Option<(&'t str, usize)> {
    let ends = line.match_indices(':').find(|(at, _)| {
        line[at + 1..].starts_with([' ', '\t', '\n']) || at + 1 == line.len() || is_known(line[..*at].trim_end(), known)
    });
    let name = line[..ends?.0].trim_end();
    (name.len() <= 80 && !name.contains(" #")).then_some((name, name.len()))
}

/// Whether a key is one of `known`, in any case.
pub(super) fn is_known(key: &str, known: &[&str]) -> bool {
    known.iter().any(|k| k.eq_ignore_ascii_case(key))
}

#[cfg(test)]
mod tests {
    use super::{key_of, split};

    fn entries(text: &str) -> Vec<(&str, &str)> {
        let (slices, _) = split(text, 0..text.len(), &["title", "tags", "date"]);
        slices.iter().map(|slice| (slice.key, text[slice.value_at..slice.range.end].trim_end())).collect()
    }

    #[test]
    fn an_entry_is_a_key_and_what_belongs_to_it() {
        let cases: [(&str, &[(&str, &str)]); 11] = [
            (
                "  title: a\n  tags:\n    - x\n  - y\n  date: b\n",
                &[("title", "a"), ("tags", "\n    - x\n  - y"), ("date", "b")],
            ),
            ("title: a\ndate: b\n", &[("title", "a"), ("date", "b")]),
            ("tags:\n- a\n- b\ntitle: x", &[("tags", "\n- a\n- b"), ("title", "x")]),
            ("tags: [a,\n b\n]\ntitle: x", &[("tags", "[a,\n b\n]"), ("title", "x")]),
            ("title: \"a\nb: c\"\ndate: x", &[("title", "\"a\nb: c\""), ("date", "x")]),
            ("tags: [a,\ntitle: x", &[("tags", "[a,"), ("title", "x")]),
            ("title: |\n  \"a\n\n  [b\nnote: x", &[("title", "|\n  \"a\n\n  [b"), ("note", "x")]),
            ("title:\tDon't\ndate : x", &[("title", "Don't"), ("date", "x")]),
            ("\"my key\": a\n'b': c", &[("my key", "a"), ("b", "c")]),
            ("title:Day 1\nhttp://x", &[("title", "Day 1")]),
            ("# a comment: here\ntitle: a # \"b\ndate: x", &[("title", "a # \"b"), ("date", "x")]),
        ];
        for (text, expected) in cases {
            assert_eq!(entries(text), expected, "{text}");
        }
    }

    #[test]
    fn prose_opens_no_entry() {
        for line in ["- a: b", "# a: b", "what a day", "12:30 we began", " a: b", ": a", "\"a\"", ""] {
            assert!(key_of(line, &["title"]).is_none(), "{line}");
        }
    }

    #[test]
    fn only_the_first_stray_line_is_told() {
        let text = "title: a\nnot a key\nnor this\ndate: x";
        let (slices, found) = split(text, 0..text.len(), &[]);
        assert_eq!(slices.len(), 2);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].message, "this line of the front matter has no key");
        assert_eq!(
            found[0].help.as_deref(),
            Some("put two spaces before it if it belongs to \"title\", or close the front matter with --- above it")
        );
        assert_eq!((found[0].place.line, found[0].place.column, found[0].place.width), (2, 1, 9));
    }
}
