//! `%%words%%` in a paragraph, and lines between `%%` at the beginning of one and the next `%%`, as Obsidian has them: notes to oneself, which no
//! reader is to see.
//!
//! They are covered before the text is parsed, so that what they hold is no Markdown either; in code they turn up again as written.

use pulldown_cmark::{Event, TagEnd};

use super::Extension;
use crate::markdown::masks::Meaning;
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension {
    covers: &[("%%", find)],
    take: |walk, event, _| matches!(event, Event::End(TagEnd::Paragraph)) && leave_out_empty(walk),
    ..Extension::NOTHING
};

/// Takes back a paragraph that held nothing but comments.
fn leave_out_empty(walk: &mut Walk<'_>) -> bool {
    let is_empty = walk.out.html.len() == walk.paragraph && walk.out.html.ends_with("<p>");
    if is_empty {
        walk.out.html.truncate(walk.out.html.len() - "<p>".len());
        walk.close_paragraph("");
    }
    is_empty
}

/// A longer one is two marks that have nothing to do with each other.
const LONGEST: usize = 20_000;

fn find(text: &str, at: usize) -> Option<(usize, Meaning)> {
    let rest = &text[at + 2..];
    let near = rest.get(..LONGEST).unwrap_or(rest);
    let len = near.find("%%")?;
    let inner = &near[..len];
    let stands_alone = || text[..at].rsplit('\n').next().is_some_and(|before| before.trim().is_empty());
    let is_block = inner.contains('\n') && !inner.contains("```") && !inner.contains("~~~") && stands_alone();
    let is_inline =
        !is_per_cent(text, at) && !inner.trim().is_empty() && !inner.contains('`') && !inner.contains("\n\n");
    (is_block || is_inline).then(|| (at + 2 + len + 2, Meaning::Comment))
}

/// Whether a figure stands before the mark at `at`: it is said of that.
pub fn is_per_cent(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c: char| c.is_ascii_digit())
}
