//! Bare addresses: `https://…`, `http://…`, `www.…` and e-mail addresses become links, by the rules of GitHub Flavored Markdown, section 6.9.

use super::Extension;
use crate::markdown::bytes;
use crate::markdown::run::{Bare, Run};
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension { improve: find, ..Extension::NOTHING };

fn find(walk: &mut Walk<'_>, run: &mut Run) {
    let excluded = walk.in_link() || walk.picture.is_some() || walk.state.raw_html.in_code();
    if excluded {
        return;
    }
    let before = walk.prose.plain.chars().next_back();
    let mut from = 0;
    while let Some((start, end, prefix)) = next(&run.text, from, before) {
        let source = run.source(start);
        run.links.push(Bare { range: start..end, source, prefix });
        from = end;
    }
}

/// The first address at or behind `from`: where it starts and ends, and what must go before it.
fn next(text: &str, from: usize, before: Option<char>) -> Option<(usize, usize, &'static str)> {
    let mut passed = from;
    while let Some(at) = bytes::position(&text.as_bytes()[passed..], is_mark).map(|at| passed + at) {
        match address(text, from, at, before) {
            Some(found) if found.0 < found.1 => return Some(found),
            _ => passed = at + 1,
        }
    }
    None
}

fn is_mark(byte: u8) -> bool {
    (byte == b':') | (byte == b'@') | (byte == b'.')
}

/// The address around the mark at `at`, not reaching back behind `from`.
fn address(text: &str, from: usize, at: usize, before: Option<char>) -> Option<(usize, usize, &'static str)> {
    let mark = text.as_bytes()[at];
    if mark == b'@' {
        let start = email_start(text, from, at);
        return email_end(text, at).filter(|_| start < at).map(|end| (start, end, "mailto:"));
    }
    let (name, needs_dot, prefix) = match mark {
        b'.' => ("www", true, "http://"),
        _ if ends_with(&text.as_bytes()[from..at], "https") => ("https", false, ""),
        _ => ("http", false, ""),
    };
    let start =
        at.checked_sub(name.len()).filter(|&start| start >= from && ends_with(&text.as_bytes()[from..at], name))?;
    let previous = text[..start].chars().next_back().or(if start == 0 { before } else { None });
    if !previous.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(' | '"' | '\'' | '«' | '“')) {
        return None;
    }
    let domain = if mark == b'.' { start } else { at + 1 + text[at + 1..].strip_prefix("//").map(|_| 2)? };
    let length = domain_length(&text[domain..], needs_dot)?;
    Some((start, end(text, start, domain + length), prefix))
}

fn ends_with(bytes: &[u8], name: &str) -> bool {
    bytes.len() >= name.len() && bytes[bytes.len() - name.len()..].eq_ignore_ascii_case(name.as_bytes())
}

/// The length of the domain that begins `text`: letters, digits, `-`, `_` and `.`, no `_` in its last two parts.
fn domain_length(text: &str, needs_dot: bool) -> Option<usize> {
    let length = text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(text.len());
    let domain = text[..length].trim_end_matches(['.', '-', '_']);
    let mut parts = domain.rsplit('.');
    let no_underscore = parts.by_ref().take(2).all(|part| !part.contains('_'));
    (!domain.is_empty() && no_underscore && (!needs_dot || domain.contains('.'))).then_some(length)
}

/// Where an address ends: at a space or `<`, less the punctuation that ends the sentence and a bracket that was opened before the address.
fn end(text: &str, start: usize, least: usize) -> usize {
    let rest = &text[least..];
    let length = rest.find(|c: char| c.is_whitespace() || c == '<' || c == '»' || c == '”').unwrap_or(rest.len());
    let mut address = &text[start..least + length];
    let open = count(address, '(');
    let mut close = count(address, ')');
    while let Some(last) = address.chars().next_back() {
        let cut = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '\'' | '"' | '…' => last.len_utf8(),
            ')' if close > open => 1,
            ';' => entity_length(address).unwrap_or(0),
            _ => 0,
        };
        if cut == 0 {
            break;
        }
        close -= usize::from(last == ')');
        address = &address[..address.len() - cut];
    }
    start + address.len()
}

fn count(text: &str, mark: char) -> usize {
    text.matches(mark).count()
}

/// The length of something like `&copy;` at the end of an address.
fn entity_length(address: &str) -> Option<usize> {
    let name = address.strip_suffix(';')?;
    let start = name.rfind('&')?;
    let letters = !name[start + 1..].is_empty() && name[start + 1..].bytes().all(|byte| byte.is_ascii_alphanumeric());
    letters.then_some(address.len() - start)
}

fn email_start(text: &str, from: usize, at: usize) -> usize {
    let name = &text[from..at];
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    from + name.rfind(|c| !allowed(c)).map_or(0, |i| i + name[i..].chars().next().map_or(1, char::len_utf8))
}

fn email_end(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at + 1..];
    let length =
        rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_'))).unwrap_or(rest.len());
    let domain = rest[..length].trim_end_matches('.');
    let whole = domain.contains('.') && !domain.starts_with('.') && !domain.ends_with(['-', '_']);
    whole.then_some(at + 1 + domain.len())
}
