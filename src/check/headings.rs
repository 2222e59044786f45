//! Headings that leave out a level: who goes through a page by its headings takes the part below for missing.
//!
//! In: a document and its text. Out: the headings that are too deep. The title of the page is of level one.

use crate::diag::{Diagnostic, Place};
use crate::model::document::Head;
use crate::slug::slug;

/// The headings of a text that leave out a level.
#[must_use]
pub fn out_of_order(head: &Head, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut above = 1;
    let mut from = 0;
    for heading in &head.body.headings {
        let line = written(text, from, &heading.text);
        if heading.level > above + 1 {
            found.push(told(head, text, (&heading.text, heading.level - above - 1), line));
        }
        above = heading.level;
        from = line.map_or(from, |(_, end)| end);
    }
    found
}

/// The bytes of the line from `from` on that is a heading of these words with number signs before it.
fn written(text: &str, from: usize, words: &str) -> Option<(usize, usize)> {
    let words = slug(words);
    let mut start = from;
    for line in text[from..].split_inclusive('\n') {
        let end = start + line.trim_end().len();
        // What stands in braces at the end is no word of the heading.
        let said = line.split(" {#").next().unwrap_or(line);
        if line.trim_start().starts_with('#') && slug(said) == words {
            return Some((start, end));
        }
        start += line.len();
    }
    None
}

fn told(head: &Head, text: &str, (words, left_out): (&str, u8), line: Option<(usize, usize)>) -> Diagnostic {
    let levels = if left_out == 1 { "a level".to_owned() } else { format!("{left_out} levels") };
    let found = Diagnostic::warning("heading-order", format!("the heading \"{words}\" leaves out {levels}"))
        .in_file(&head.path);
    match line {
        Some((start, end)) => {
            let signs = text[start..end].trim_start().bytes().take_while(|&b| b == b'#').count();
            let fewer = "#".repeat(signs.saturating_sub(usize::from(left_out)));
            found
                .at(Place::of(text, start, end))
                .help(format!("write {fewer} before it instead of {}", "#".repeat(signs)))
        }
        None => found.help("make it a heading of the level below the one before it"),
    }
}
