//! One slice of YAML front matter to its [`Entry`], taken as its author meant it where YAML itself would refuse.
//!
//! A colon in a title, a comma after a value, a hash before a tag, a tab for a space: each is understood without a word. What cannot be
//! understood is one message with its exact place.

use super::entries::Slice;
use super::plain;
use super::value::{DEEPEST, Entry, Node, Shape};
use super::yaml::{self, Fault, FaultKind};
use crate::diag::{Diagnostic, Place};

/// More repetitions than an honest file has.
const MOST_ALIASES: usize = 32;

/// YAML refuses keys of more than 1,024 characters.
const LONGEST_KEY: usize = 1_000;

/// The entry that a slice holds.
///
/// # Errors
/// What keeps it from being read, without a path.
pub(super) fn read(text: &str, slice: &Slice<'_>) -> Result<Entry, Diagnostic> {
    let shape = shape(text, slice)?;
    let (from, to) = (slice.value_at.min(slice.range.end), slice.range.end);
    let written = text[from..to].trim_start();
    let start = to - written.len();
    let whole = if written.is_empty() { slice.place } else { Place::of(text, start, start + written.trim_end().len()) };
    let mut value = Node { place: whole, shape };
    if value.depth() > DEEPEST {
        return Err(too_deep(whole));
    }
    value.locate(text, from, to, whole);
    Ok(Entry { key: slice.key.to_owned(), place: slice.place, value })
}

/// What an entry that cannot be read most likely holds: the words behind a quotation mark that nothing closes, to the end of their line. With
/// them, links to the title of such a file, and its date, are no further mistakes.
pub(super) fn guess(text: &str, slice: &Slice<'_>) -> Option<Entry> {
    let start = slice.value_at.min(slice.range.end);
    let line = text[start..slice.range.end].lines().next()?;
    let words = line.strip_prefix(['"', '\''])?.trim_end();
    let whole = Place::of(text, start + 1, start + 1 + words.len());
    Some(Entry { key: slice.key.to_owned(), place: slice.place, value: Node::words(words, whole) })
}

fn shape(text: &str, slice: &Slice<'_>) -> Result<Shape, Diagnostic> {
    if slice.scan.deepest > DEEPEST {
        return Err(too_deep(slice.place));
    }
    if slice.scan.aliases > MOST_ALIASES {
        return Err(alias(slice.place));
    }
    let value = &text[slice.value_at.min(slice.range.end)..slice.range.end];
    if let Some(remark) = remark(value) {
        return Ok(remark);
    }
    let opening = &text[slice.range.start..slice.value_at];
    if let Some(shape) = plain::read(value).filter(|_| opening.len() < LONGEST_KEY) {
        return Ok(shape);
    }
    let piece = piece(opening, &hashes_quoted(value));
    yaml::decode(&piece).or_else(|fault| {
        // Only what is no YAML at all can have been meant as words.
        let plain = fault.kind == FaultKind::Unreadable;
        let meant = if plain { meant(value, slice.scan.is_open()) } else { None };
        meant.ok_or_else(|| message(text, slice, value, fault))
    })
}

/// A piece that YAML can read, whatever the key looks like: every column of the value stays where it is. A tab that indents becomes a space,
/// and so does what cannot be seen.
fn piece(opening: &str, value: &str) -> String {
    let width = opening.chars().count().saturating_sub(2).max(1);
    let mut piece = format!("{}: ", "k".repeat(width));
    for line in value.split_inclusive('\n') {
        let inner = line.trim_start_matches([' ', '\t']);
        piece.extend(std::iter::repeat_n(' ', line.len() - inner.len()));
        piece.extend(inner.chars().map(visible));
    }
    piece
}

/// A character that YAML refuses or takes for the end of a line, as a space.
fn visible(c: char) -> char {
    let refused = (c.is_control() && c != '\n') || matches!(c, '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}');
    if refused { ' ' } else { c }
}

/// `#words` alone behind a key, or `# words` as nothing.
fn remark(value: &str) -> Option<Shape> {
    let first = value.lines().next()?.trim();
    let hashed = first.strip_prefix('#')?.chars().next().is_some_and(|c| !c.is_whitespace() && c != '#');
    (hashed && is_single(value)).then(|| Shape::Remark(first.to_owned()))
}

/// The value with quotation marks around the items of a list that begin with a hash (`- #reading`), which would else be comments.
fn hashes_quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for line in value.split_inclusive('\n') {
        match line.split_once("- #") {
            Some((before, item)) if before.trim().is_empty() && item.starts_with(|c: char| c.is_alphanumeric()) => {
                out.push_str(&format!("{before}- '#{}'\n", item.trim_end().replace('\'', "''")));
            }
            _ => out.push_str(line),
        }
    }
    out
}

/// What the author of a value meant that YAML cannot read; `None` if that is not plain.
fn meant(value: &str, open: bool) -> Option<Shape> {
    let first = value.lines().next().unwrap_or("").trim();
    if first.starts_with('[') && first.trim_end_matches([',', ' ']).ends_with(']') && is_single(value) {
        return listed(first);
    }
    if open || first.is_empty() || is_alias(first) {
        return None;
    }
    if is_single(value) {
        return Some(without_comma(first).unwrap_or_else(|| said(unquoted(uncommented(first)))));
    }
    let plain = !first.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!']);
    let folded = value.lines().map(|line| uncommented(line.trim())).collect::<Vec<_>>().join(" ");
    let lists = value.lines().skip(1).any(|line| line.trim_start().starts_with("- "));
    (plain && !lists).then(|| said(folded.trim()))
}

/// Whether nothing but comments and empty lines follows the first line.
fn is_single(value: &str) -> bool {
    value.lines().skip(1).all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
}

/// `"a",` as the author of a list in another notation leaves it.
fn without_comma(line: &str) -> Option<Shape> {
    yaml::decode(&format!("k: {}", line.strip_suffix(',')?)).ok()
}

/// `'it's fine'` and `"he said "no" to it"` without the marks around them; other words as they are.
fn unquoted(line: &str) -> &str {
    let inside =
        |mark: char| line.strip_prefix(mark).and_then(|line| line.strip_suffix(mark)).map(|inside| (mark, inside));
    let Some((mark, inside)) = inside('"').or_else(|| inside('\'')) else { return line };
    let (before, after) = inside.split_once(mark).unwrap_or((" ", ""));
    let opens = before.ends_with(' ');
    let apostrophe = before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric);
    if opens || apostrophe { inside } else { line }
}

fn said(words: &str) -> Shape {
    Node::words(words, Place::default()).shape
}

/// A line without the comment at its end. A hash that opens the line is no comment here.
fn uncommented(line: &str) -> &str {
    line.find(" #").map_or(line, |at| line[..at].trim_end())
}

/// `*name` and nothing else.
fn is_alias(value: &str) -> bool {
    value.strip_prefix('*').is_some_and(|name| name.chars().all(|c| c.is_alphanumeric() || "-_".contains(c)))
}

/// `[a, #b,, "c, d"]` on one line, read by its commas.
fn listed(line: &str) -> Option<Shape> {
    let inside = line.trim_end_matches([',', ' ']).strip_prefix('[')?.strip_suffix(']')?;
    let items = split_at_commas(inside)?;
    let items = items.into_iter().map(str::trim).filter(|item| !item.is_empty());
    items.map(item_node).collect::<Option<Vec<_>>>().map(Shape::List)
}

fn item_node(item: &str) -> Option<Node> {
    let shape = match item.chars().next()? {
        '"' | '\'' => yaml::decode(&format!("k: {item}")).ok()?,
        '[' | '{' | ']' | '}' => return None,
        _ if is_alias(item) => return None,
        _ => said(item),
    };
    Some(Node { place: Place::default(), shape })
}

/// The parts between commas that stand in no quotation; `None` if a quotation stays open.
fn split_at_commas(line: &str) -> Option<Vec<&str>> {
    let (mut parts, mut start, mut quote, mut fresh) = (Vec::new(), 0, None, true);
    for (at, c) in line.char_indices() {
        match quote {
            Some(mark) if c == mark => quote = None,
            None if fresh && (c == '"' || c == '\'') => quote = Some(c),
            None if c == ',' => {
                parts.push(&line[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        fresh = quote.is_none() && (c == ',' || (fresh && c == ' '));
    }
    parts.push(&line[start..]);
    quote.is_none().then_some(parts)
}

fn message(text: &str, slice: &Slice<'_>, value: &str, fault: Fault) -> Diagnostic {
    if let Some(at) = slice.scan.opener() {
        return unclosed(text, at);
    }
    let place = place_of(slice, &fault, value);
    match fault.kind {
        FaultKind::Alias => alias(place),
        FaultKind::TooDeep => too_deep(place),
        FaultKind::Duplicate(key) => twice(&key, place),
        FaultKind::Unreadable => unreadable(slice.key, place),
    }
}

/// The place of a fault in the file: the piece's lines are the slice's.
fn place_of(slice: &Slice<'_>, fault: &Fault, value: &str) -> Place {
    let column = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let lines = value.trim_end().lines().count().max(1);
    match fault.line {
        line if line == 0 || line > lines => slice.place,
        line => Place { line: slice.place.line + column(line - 1), column: column(fault.column.max(1)), width: 1 },
    }
}

fn unclosed(text: &str, at: usize) -> Diagnostic {
    let (message, help) = match text[at..].chars().next() {
        Some('[') => ("this list is never closed".to_owned(), "put ] at its end".to_owned()),
        Some('{') => ("this table is never closed".to_owned(), "put } at its end".to_owned()),
        mark => {
            let mark = mark.unwrap_or('"');
            ("this quotation mark is never closed".to_owned(), format!("put {mark} at the end of the words it opens"))
        }
    };
    Diagnostic::error("never-closed", message).at(Place::of(text, at, at + 1)).help(help)
}

/// A value that repeats another.
fn alias(place: Place) -> Diagnostic {
    Diagnostic::error("alias", "a value that begins with * repeats one from elsewhere, which is not possible here")
        .at(place)
        .help("write the value out, or put it in quotes if * belongs to it")
}

/// Lists in lists in lists.
pub(super) fn too_deep(place: Place) -> Diagnostic {
    Diagnostic::error("too-deep", format!("lists inside lists go deeper than {DEEPEST} here"))
        .at(place)
        .help("write one list, with commas between its items")
}

fn twice(key: &str, place: Place) -> Diagnostic {
    Diagnostic::error("duplicate-key", format!("this table holds {key:?} twice")).at(place).help("take one of them out")
}

fn unreadable(key: &str, place: Place) -> Diagnostic {
    Diagnostic::error("unreadable-value", format!("the value of {key:?} cannot be read from here on"))
        .at(place)
        .help("put words in quotes, put a list in [ ], and indent what belongs together by the same number of spaces")
}
