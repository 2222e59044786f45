//! Quotation marks, dashes and spaces as the page's language sets them. Never in code or in addresses.
//!
//! The parser says which way a straight mark faces; which mark it becomes is the reading's. In French a narrow no-break space goes before
//! `; : ! ?` and inside « », unless the mark is part of a time, an address or an `:emoji:`.

use std::ops::Range;

use pulldown_cmark::Options;

use super::Extension;
use crate::markdown::run::Run;
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension =
    Extension { options: Options::ENABLE_SMART_PUNCTUATION, improve: Some(improve), ..Extension::NOTHING };

const NARROW: char = '\u{202f}';

/// What is known of the block under way.
#[derive(Default)]
pub struct State {
    /// Whether a single quotation mark is open, so that the next is no apostrophe.
    single_open: bool,
}

fn improve(walk: &mut Walk<'_>, run: &mut Run) {
    if walk.state.raw_html.in_code() {
        return;
    }
    if !run.marks.is_empty() {
        set_marks(walk, run);
    }
    if walk.reading.spaced_punctuation && run.text.contains([';', ':', '!', '?', '«', '»']) {
        set_spaces(walk, run);
    }
}

/// Puts every mark that does not stand in an address.
fn set_marks(walk: &mut Walk<'_>, run: &mut Run) {
    let mut marks = std::mem::take(&mut run.marks);
    let first = walk.prose.plain.chars().next_back();
    marks.retain(|mark| !run.in_link(mark.at));
    run.replace(marks.drain(..).map(|mark| (mark.at..mark.at + mark.len, mark.meant)), |out, text, at, meant| {
        let before = text[..at.start].chars().next_back().or(first);
        let after = text[at.end..].chars().next();
        quotation(walk, out, meant, before, after);
    });
    run.marks = marks;
}

/// Writes what is put for a mark that stands between `before` and `after`.
fn quotation(walk: &mut Walk<'_>, out: &mut String, meant: char, before: Option<char>, after: Option<char>) {
    let quotes = &walk.reading.quotes;
    let state = &mut walk.state.typography;
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match meant {
        '“' => out.push_str(&quotes[0]),
        '”' => out.push_str(&quotes[1]),
        '‘' => {
            state.single_open = true;
            out.push_str(&quotes[2]);
        }
        '’' if state.single_open && !(is_letter(before) && is_letter(after)) => {
            state.single_open = false;
            out.push_str(&quotes[3]);
        }
        other => out.push(other),
    }
}

/// Puts the narrow spaces: in place of a plain space, or where there is none.
fn set_spaces(walk: &Walk<'_>, run: &mut Run) {
    let first = walk.prose.plain.chars().next_back();
    let mut gaps: Vec<Range<usize>> = run
        .text
        .match_indices([';', ':', '!', '?', '«', '»'])
        .filter(|&(at, _)| !run.in_link(at))
        .filter_map(|(at, mark)| gap(&run.text, at, mark, first))
        .collect();
    // The space in `« »` is wanted by both marks.
    gaps.dedup();
    run.replace(gaps.into_iter().map(|gap| (gap, NARROW)), |out, _, _, narrow| out.push(narrow));
}

/// The stretch beside the mark at `at` that a narrow space replaces: a plain space, or nothing; `None` if no space belongs there.
fn gap(text: &str, at: usize, mark: &str, first: Option<char>) -> Option<Range<usize>> {
    let behind = at + mark.len();
    let after = text[behind..].chars().next();
    if mark == "«" {
        let spaces = usize::from(after == Some(' '));
        return after.filter(|&c| c == ' ' || !c.is_whitespace()).map(|_| behind..behind + spaces);
    }
    let before = text[..at].chars().next_back().or(first)?;
    if before == ' ' {
        return (text[..at].ends_with(' ') && !is_emoji(text, at)).then(|| at - 1..at);
    }
    let ends_words = before.is_alphanumeric() || matches!(before, ')' | ']' | '»' | '”' | '’' | '"' | '%' | '…');
    let is_last =
        after.is_none_or(|c| c.is_whitespace() || matches!(c, ')' | '»' | '”' | '"' | '!' | '?' | '.' | ',' | '…'));
    (ends_words && is_last && !is_emoji_end(text, at)).then_some(at..at)
}

/// Whether the colon at `at` begins something like `:smile:`.
fn is_emoji(text: &str, at: usize) -> bool {
    let rest = text[at..].strip_prefix(':').unwrap_or("");
    rest.split_once(':').is_some_and(|(name, _)| is_emoji_name(name))
}

/// Whether the colon at `at` ends something like `:smile:`.
fn is_emoji_end(text: &str, at: usize) -> bool {
    text[at..].starts_with(':') && text[..at].rsplit_once(':').is_some_and(|(_, name)| is_emoji_name(name))
}

fn is_emoji_name(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-' | b'+'))
}
