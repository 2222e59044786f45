//! What Jekyll's blogs leave in their addresses: `{% post_url x %}`, `{% link path %}`, `{{ site.baseurl }}`, `{{ "/x" | relative_url }}`.
//!
//! They are covered before the text is parsed, since an address may not hold spaces, and uncovered in addresses only: anywhere else they are words.

use super::Extension;
use crate::markdown::masks::Meaning;

/// See the module.
pub const EXTENSION: Extension = Extension { covers: &[("{%", tag), ("{{", output)], ..Extension::NOTHING };

/// Marks that lie further apart than this do not belong together.
const LONGEST: usize = 500;

/// What stands between `opening` at `at` and `closing` on the same line, with the offset of its end.
pub fn between<'t>(text: &'t str, at: usize, opening: &str, closing: &str) -> Option<(&'t str, usize)> {
    let rest = text[at..].strip_prefix(opening)?;
    let near = &rest.as_bytes()[..rest.len().min(LONGEST)];
    let end = near.windows(closing.len()).position(|bytes| bytes == closing.as_bytes())?;
    let inner = rest.get(..end).filter(|inner| !inner.contains('\n'))?;
    Some((inner, at + opening.len() + inner.len() + closing.len()))
}

fn tag(text: &str, at: usize) -> Option<(usize, Meaning)> {
    let (inner, end) = between(text, at, "{%", "%}")?;
    let (name, argument) = inner.trim_matches(['-', ' ']).split_once(' ')?;
    let argument = unquoted(argument.trim());
    let meaning = match name {
        "post_url" => Meaning::PostUrl(argument.to_owned()),
        "link" => Meaning::Address(rooted(argument)),
        _ => return None,
    };
    (!argument.is_empty()).then_some((end, meaning))
}

fn output(text: &str, at: usize) -> Option<(usize, Meaning)> {
    let (inner, end) = between(text, at, "{{", "}}")?;
    let mut parts = inner.trim_matches(['-', ' ']).split('|').map(str::trim);
    let value = parts.next()?;
    let address = match value {
        "site.baseurl" | "site.url" | "site.github.url" => String::new(),
        _ => quoted(value).map(rooted)?,
    };
    parts.all(is_address_filter).then_some((end, Meaning::Address(address)))
}

/// Whether a filter only puts the site's own address before a path.
fn is_address_filter(filter: &str) -> bool {
    let filter: String = filter.split_whitespace().collect();
    matches!(filter.as_str(), "relative_url" | "absolute_url" | "prepend:site.baseurl" | "prepend:site.url")
}

fn quoted(value: &str) -> Option<&str> {
    let inner = |mark: char| value.strip_prefix(mark)?.strip_suffix(mark);
    inner('"').or_else(|| inner('\''))
}

/// The argument of a tag, which some put in quotation marks.
pub fn unquoted(argument: &str) -> &str {
    quoted(argument).unwrap_or(argument)
}

fn rooted(path: &str) -> String {
    format!("/{}", path.trim_start_matches('/'))
}
