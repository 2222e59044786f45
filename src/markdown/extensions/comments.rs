//! `%%words%%` in a paragraph, and lines between `%%` at the beginning of one and the next `%%`, as Obsidian has them: notes to oneself, which no
//! reader is to see.
//!
//! They are covered before the text is parsed, so that what they hold is no Markdown either; in code they turn up again as written.

use pulldown_cmark::{Event, TagEnd};

use super::{EventKind, Extension};
use crate::markdown::masks::Meaning;
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension {
    covers: &[("%%", find)],
    takes: &[EventKind::End],
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
    let is_inline = !is_per_cent(text, at)
        && !inner.trim().is_empty()
        && !inner.contains("\n\n")
        && parts_no_code(text, at, at + 2 + len);
    (is_block || is_inline).then(|| (at + 2 + len + 2, Meaning::Comment))
}

/// Whether what stands from `start` to `end` can be left out, and what is code around it is code still: marks of code stand before it in pairs, and
/// in it in pairs too, or nothing behind it is one.
fn parts_no_code(text: &str, start: usize, end: usize) -> bool {
    let inner = &text[start..end];
    if !inner.contains('`') {
        return true;
    }
    let is_paired = |text: &str| text.matches('`').count().is_multiple_of(2);
    let before = text[..start].rsplit("\n\n").next().unwrap_or_default();
    let after = text[end..].split("\n\n").next().unwrap_or_default();
    is_paired(before) && (is_paired(inner) || !after.contains('`'))
}

/// Whether a figure stands before the mark at `at` and no word behind it: it is said of that figure. `Room 4%%Tom was sick%%` holds a note.
pub fn is_per_cent(text: &str, at: usize) -> bool {
    let is_of_a_word = |c: char| !c.is_whitespace() && !"-–—.,;:!?)/%".contains(c);
    text[..at].ends_with(|c: char| c.is_ascii_digit()) && !text[at + 2..].starts_with(is_of_a_word)
}
