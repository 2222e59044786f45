//! Addresses as written, taken apart. Nothing here knows what stands where.

use percent_encoding::percent_decode_str;

/// Whether an address names its host or scheme (RFC 3986, section 3).
pub(super) fn is_absolute(address: &str) -> bool {
    let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    is_scheme || address.starts_with("//")
}

/// A path, and the query and fragment that follow it.
pub(super) fn split(address: &str) -> (&str, &str) {
    address.split_at(address.find(['?', '#']).unwrap_or(address.len()))
}

/// Percent-decoded; what is not UTF-8 then is replaced.
pub(super) fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// `path` seen from `folder`, without `.` and `..`; `None` when it leaves the root.
pub(super) fn join(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// What follows `base` (an address of `http` or `https`, without a slash at its end) in `address`; `None` if it lies elsewhere. Neither the scheme
/// counts, nor case, which no host and hardly any server tells apart.
pub(super) fn below<'a>(address: &'a str, base: &str) -> Option<&'a str> {
    let (address, base) = (behind_scheme(address)?, behind_scheme(base)?);
    let start = address.get(..base.len())?;
    let rest = &address[base.len()..];
    (start.eq_ignore_ascii_case(base) && (rest.is_empty() || rest.starts_with(['/', '#', '?']))).then_some(rest)
}

/// What follows `https://`, `http://` or `//`.
fn behind_scheme(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("//")?;
    ["https:", "http:", ""].iter().any(|known| scheme.eq_ignore_ascii_case(known)).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::below;

    #[test]
    fn what_lies_below_the_base() {
        let cases = [
            ("https://me.github.io/portfolio/a.html#x", Some("/a.html#x")),
            ("http://ME.github.io/portfolio", Some("")),
            ("//me.github.io/portfolio?q", Some("?q")),
            ("https://me.github.io/portfolios/", None),
            ("https://me.github.io", None),
            ("ftp://me.github.io/portfolio/", None),
            ("mailto:a@me.github.io//portfolio", None),
        ];
        for (address, expected) in cases {
            assert_eq!(below(address, "https://me.github.io/portfolio"), expected, "{address}");
        }
    }
}
