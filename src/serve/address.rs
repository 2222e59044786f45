//! The path of a request as an address inside the site. Pure.
//!
//! In: the path as it came, and the path that the site stands at. Out: where inside the site that is, or that it is nowhere.
//! It is decoded once and never put onto a disk's path: what is not plain is refused rather than mended.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// What stands unencoded in the addresses that this server gives out: nothing that an attribute or a header would mind.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Where a path leads.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Into the site; an address that is empty or ends in `/` is a folder's.
    Inside(String),
    /// To the root of the server, or to the site's own path without its slash: the site is further in.
    Before,
    /// Beside the site.
    Outside,
    /// Nowhere: a path that no browser makes of a link.
    Malformed,
}

/// Where `path` leads when the site stands at `base`.
pub(super) fn place(path: &str, base: &str) -> Place {
    let Some(path) = plain(path) else { return Place::Malformed };
    let base = shown(base);
    match path.strip_prefix(base.as_str()) {
        Some(inside) => Place::Inside(inside.to_owned()),
        None if path == "/" || format!("{path}/") == base => Place::Before,
        None => Place::Outside,
    }
}

/// The address of `inside` on this server, encoded, for a header or an attribute.
pub(super) fn link(base: &str, inside: &str) -> String {
    utf8_percent_encode(&format!("{}{inside}", shown(base)), PLAIN).to_string()
}

/// A base path, decoded, with one slash at each end.
fn shown(base: &str) -> String {
    let decoded = percent_decode_str(base).decode_utf8_lossy();
    match decoded.trim_matches('/') {
        "" => "/".to_owned(),
        path => format!("/{path}/"),
    }
}

/// The path, decoded; `None` when one of its parts is not a plain name.
fn plain(path: &str) -> Option<String> {
    let parts = path.strip_prefix('/')?.split('/').map(name).collect::<Option<Vec<_>>>()?;
    let (_, folders) = parts.split_last()?;
    let empty = folders.iter().any(String::is_empty);
    (!empty).then(|| format!("/{}", parts.join("/")))
}

/// One part of a path, decoded; `None` when it is not a plain name. The last part of a folder's path is empty.
fn name(part: &str) -> Option<String> {
    let name = percent_decode_str(part).decode_utf8().ok()?;
    let strange = |c: char| c.is_control() || matches!(c, '/' | '\\');
    (name != "." && name != ".." && !name.contains(strange)).then(|| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inside(address: &str) -> Place {
        Place::Inside(address.to_owned())
    }

    #[test]
    fn a_path_leads_to_one_place() {
        let cases = [
            ("/", "/", inside("")),
            ("/about.html", "/", inside("about.html")),
            ("/2026/", "/", inside("2026/")),
            ("/", "/portfolio/", Place::Before),
            ("/portfolio", "/portfolio/", Place::Before),
            ("/portfolio/", "/portfolio/", inside("")),
            ("/portfolio/2026/03-11-a.html", "/portfolio/", inside("2026/03-11-a.html")),
            ("/portfolios/a.html", "/portfolio/", Place::Outside),
            ("/about.html", "/portfolio/", Place::Outside),
            ("/a/b", "/a/b/", Place::Before),
            ("/ng%C4%81/k%C5%8Drero.html", "/ng%c4%81/", inside("kōrero.html")),
            ("/100%25.png", "/", inside("100%.png")),
            ("/a%252e%252e%252fb", "/", inside("a%2e%2e%2fb")),
            ("/portfolio/x", "portfolio", inside("x")),
        ];
        for (path, base, expected) in cases {
            assert_eq!(place(path, base), expected, "{path} at {base}");
        }
    }

    #[test]
    fn a_path_that_no_link_makes_leads_nowhere() {
        let paths = [
            "",
            "*",
            "a",
            "//",
            "//a",
            "/a//b",
            "/..",
            "/../a",
            "/a/..",
            "/./a",
            "/%2e%2e/a",
            "/%2E%2E%2Fa",
            "/..%2fa",
            "/%2e%2e%5ca",
            "/a\\b",
            "/a%5cb",
            "/a%00",
            "/%00",
            "/a%0ab",
            "/a%ff",
            "/a%2fb",
            "/%7f",
        ];
        for path in paths {
            assert_eq!(place(path, "/"), Place::Malformed, "{path}");
        }
    }

    #[test]
    fn a_link_is_fit_for_a_header_and_an_attribute() {
        assert_eq!(link("/portfolio/", "2026/"), "/portfolio/2026/");
        assert_eq!(link("/ng%C4%81/", "\"<&'>\r\n"), "/ng%C4%81/%22%3C%26%27%3E%0D%0A");
        assert_eq!(link("", ""), "/");
    }
}
