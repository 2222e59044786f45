//! The last look at a text without front matter: does a line of it say who may read it, in vain? Publishing what was meant to be kept is the
//! one mistake that cannot be taken back.

use super::entries::lines;
use crate::diag::{Diagnostic, Place};

/// Our keys that say who may read a text.
const KEYS: [&str; 3] = ["audience", "draft", "published"];

/// What stands for them, in any case.
const VALUES: [&str; 9] = ["public", "unlisted", "draft", "private", "true", "false", "yes", "no", "hidden"];

/// How many lines at the beginning of a text may be misplaced front matter.
const MOST_LINES: usize = 12;

/// What is told of a text without front matter that begins with a line such as `audience: draft`: in vain, for nothing reads it there.
/// A heading or a block of code ends the search, so that one may write about front matter.
pub(super) fn outside_front_matter(text: &str) -> Option<Diagnostic> {
    let line = lines(text, 0..text.len())
        .filter(|line| !text[line.clone()].trim().is_empty())
        .take(MOST_LINES)
        .take_while(|line| !["#", "```", "~~~"].iter().any(|mark| text[line.clone()].trim_start().starts_with(mark)))
        .find(|line| says_who_may_read(&text[line.clone()]))?;
    let words = text[line.clone()].trim_end();
    let indent = words.len() - words.trim_start().len();
    Some(
        Diagnostic::error("outside-front-matter", "this line looks like front matter, but is read as part of the text")
            .at(Place::of(text, line.start + indent, line.start + words.len()))
            .help(
                "begin the file with a line of only ---, put each key at the beginning of a line, as in draft: true, and end \
                 with a line of only ---",
            ),
    )
}

/// Whether a line is nothing but one of our keys and what may stand for it, whatever signs are around and between them.
fn says_who_may_read(line: &str) -> bool {
    let words: Vec<&str> = line.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        [key, value] => is_one_of(key, &KEYS) && is_one_of(value, &VALUES),
        _ => false,
    }
}

fn is_one_of(word: &str, words: &[&str]) -> bool {
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::outside_front_matter;

    #[test]
    fn a_line_that_was_meant_for_the_front_matter_is_found() {
        let cases = [
            ("—\naudience: draft\n—\n", Some((2, 1, 15))),
            ("--\ntitle: x\ndraft: true\n---\n", Some((3, 1, 11))),
            ("---\n\taudience: draft\n---\n", Some((2, 2, 15))),
            ("---\naudience draft\n---\n", Some((2, 1, 14))),
            ("---\n{audience: draft\n---\n", Some((2, 1, 16))),
            ("title: x\n\nDraft = \"true\"\n", Some((3, 1, 14))),
            ("# How to keep a draft\n\ndraft: true\n", None),
            ("```\ndraft: true\n```\n", None),
            ("We wrote a draft.\n\nThe draft: true or not?\n", None),
            ("", None),
        ];
        for (text, expected) in cases {
            let place = outside_front_matter(text).map(|found| found.place);
            assert_eq!(place.map(|place| (place.line, place.column, place.width)), expected, "{text}");
        }
    }
}
