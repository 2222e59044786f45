//! Bare addresses: `https://…`, `http://…`, `www.…` and e-mail addresses become links, by the rules of GitHub Flavored Markdown, section 6.9.

use super::Extension;
use crate::markdown::bytes;
use crate::markdown::run::{Bare, Run};
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension { improve: Some(find), ..Extension::NOTHING };

fn find(walk: &mut Walk<'_>, run: &mut Run) {
    let excluded = walk.in_link() || walk.picture.is_some() || walk.state.raw_html.in_code();
    if excluded {
        return;
    }
    let mut finder =
        Finder { text: &run.text, before: walk.prose.plain.chars().next_back(), domain: Domain::default() };
    let (mut from, mut links) = (0, Vec::new());
    while let Some((start, end, prefix)) = finder.next(from) {
        links.push(Bare { range: start..end, source: run.source(start), prefix });
        from = end;
    }
    run.links.extend(links);
}

/// Finds one address behind the other.
struct Finder<'t> {
    text: &'t str,
    /// What stands before the text.
    before: Option<char>,
    /// The domain measured last: what begins within it ends where it ends.
    domain: Domain,
}

impl Finder<'_> {
    /// The first address at or behind `from`: where it starts and ends, and what must go before it.
    fn next(&mut self, from: usize) -> Option<(usize, usize, &'static str)> {
        let mut passed = from;
        while let Some(at) = bytes::position_of(&self.text.as_bytes()[passed..], b":@.").map(|at| passed + at) {
            passed = at + 1;
            if may_be_of_address(self.text.as_bytes()[at], &self.text.as_bytes()[from..at]) {
                let found = self.address(from, at).filter(|(start, end, _)| start < end);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    /// The address around the mark at `at`, not reaching back behind `from`.
    fn address(&mut self, from: usize, at: usize) -> Option<(usize, usize, &'static str)> {
        let text = self.text;
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
        let previous = text[..start].chars().next_back().or(if start == 0 { self.before } else { None });
        if !previous.is_none_or(|c| c.is_whitespace() || matches!(c, '*' | '_' | '~' | '(' | '"' | '\'' | '«' | '“'))
        {
            return None;
        }
        let domain = if mark == b'.' { start } else { at + 1 + text[at + 1..].strip_prefix("//").map(|_| 2)? };
        let least = self.domain_end(domain, needs_dot)?;
        Some((start, end(text, start, least), prefix))
    }

    /// The end of the domain that begins at `start`, if it is one: no `_` in its last two parts.
    fn domain_end(&mut self, start: usize, needs_dot: bool) -> Option<usize> {
        if !(self.domain.start..self.domain.end).contains(&start) {
            self.domain = Domain::measure(self.text, start);
        }
        let Domain { end, bare_end, dot, underscore, .. } = self.domain;
        let is_within = |at: Option<usize>| at.is_some_and(|at| at >= start);
        (start < bare_end && !is_within(underscore) && (!needs_dot || is_within(dot))).then_some(end)
    }
}

/// A stretch of letters, digits, `-`, `_` and `.`.
#[derive(Clone, Copy, Debug, Default)]
struct Domain {
    start: usize,
    end: usize,
    /// Its end without the marks there.
    bare_end: usize,
    /// The last `.` before that end.
    dot: Option<usize>,
    /// The last `_` of the last two parts.
    underscore: Option<usize>,
}

impl Domain {
    fn measure(text: &str, start: usize) -> Self {
        let rest = &text[start..];
        let length = rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_' | '.'))).unwrap_or(rest.len());
        let bare = rest[..length].trim_end_matches(['.', '-', '_']);
        let dot = bare.rfind('.');
        let last_two = dot.and_then(|dot| bare[..dot].rfind('.')).unwrap_or(0);
        let underscore = bare[last_two..].rfind('_').map(|at| start + last_two + at);
        Self { start, end: start + length, bare_end: start + bare.len(), dot: dot.map(|at| start + at), underscore }
    }
}

/// Whether an address may be around a mark that stands behind `before`: a scheme, `www` or a name. Most full stops end a sentence.
fn may_be_of_address(mark: u8, before: &[u8]) -> bool {
    mark == b'@' || before.last().is_some_and(|last| matches!(last | 0x20, b'w' | b'p' | b's'))
}

fn ends_with(bytes: &[u8], name: &str) -> bool {
    bytes.len() >= name.len() && bytes[bytes.len() - name.len()..].eq_ignore_ascii_case(name.as_bytes())
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

#[cfg(test)]
mod tests {
    use super::{Domain, Finder};

    #[test]
    fn a_domain_is_measured_once_however_often_an_address_seems_to_begin_in_it() {
        for text in ["www._".repeat(100), "www.".repeat(100) + "_", "http://_".repeat(100)] {
            let mut finder = Finder { text: &text, before: None, domain: Domain::default() };
            let mut measured = Vec::new();
            for (at, _) in text.match_indices(['.', ':']) {
                assert!(finder.address(0, at).is_none_or(|(start, ..)| start == 0), "{text}");
                measured.push(finder.domain.start);
            }
            measured.dedup();
            let ends: Vec<usize> = measured.iter().map(|&start| Domain::measure(&text, start).end).collect();
            assert!(ends.is_sorted_by(|one, next| one < next), "{text}");
        }
    }
}
