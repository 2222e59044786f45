//! What an address in a text is, judged by its looks alone: the portfolio's own, another site's, or one that no page may hold.
//!
//! The looks are those a browser sees: white space around and line ends inside are nothing, `\` is `/`, letters of a scheme have no case
//! (WHATWG URL Standard, sections 4.1 and 4.4). Whether an address leads anywhere is for the link step to say.

/// What an address is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Relative, root-relative or a fragment; absolute and below the portfolio's own base.
    Own,
    /// Another site's, by name: `www.example.org`.
    Outside(String),
    /// A picture's own data.
    Data,
    /// Something that is not fetched (`mailto:`, `tel:`), or only by another program.
    Other,
    /// Would run as a program in the page.
    Program,
}

/// What `address` is for a portfolio published at `base_url`.
#[must_use]
pub fn kind(address: &str, base_url: Option<&str>) -> Kind {
    let seen = as_seen(address);
    let Some((scheme, rest)) = scheme(&seen) else {
        return match seen.strip_prefix("//") {
            Some(rest) => outside(&seen, rest, base_url),
            None => Kind::Own,
        };
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => outside(&seen, rest.trim_start_matches('/'), base_url),
        "data" if is_picture(rest) => Kind::Data,
        "javascript" | "vbscript" | "livescript" | "data" => Kind::Program,
        _ => Kind::Other,
    }
}

/// The address with `\` as `/`, without what a browser passes over.
fn as_seen(address: &str) -> String {
    let trimmed = address.trim_matches(|c: char| c <= ' ');
    trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).map(|c| if c == '\\' { '/' } else { c }).collect()
}

/// The scheme and what follows its colon.
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let letters = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    letters.then_some((scheme, rest))
}

fn is_picture(data: &str) -> bool {
    data.get(..6).is_some_and(|start| start.eq_ignore_ascii_case("image/"))
}

fn outside(address: &str, rest: &str, base_url: Option<&str>) -> Kind {
    if base_url.is_some_and(|base| is_below(address, base)) {
        return Kind::Own;
    }
    let host = rest.split(['/', '?', '#']).next().unwrap_or("");
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    Kind::Outside(host.to_ascii_lowercase())
}

/// Whether `address` is `base` or lies below it; the scheme does not count.
fn is_below(address: &str, base: &str) -> bool {
    let after_scheme = |address: &str| match scheme(address) {
        Some((_, rest)) => rest.trim_start_matches('/').to_owned(),
        None => address.trim_start_matches('/').to_owned(),
    };
    let (address, base) = (after_scheme(address), after_scheme(base));
    let base = base.trim_end_matches('/');
    match (address.get(..base.len()), address.get(base.len()..)) {
        (Some(start), Some(rest)) => {
            start.eq_ignore_ascii_case(base) && (rest.is_empty() || rest.starts_with(['/', '?', '#']))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, kind};

    #[test]
    fn judges_an_address_as_a_browser_would() {
        let outside = |host: &str| Kind::Outside(host.to_owned());
        let cases = [
            ("other.md#x", Kind::Own),
            ("/about", Kind::Own),
            ("#x", Kind::Own),
            ("", Kind::Own),
            ("week 3: maths.md", Kind::Own),
            ("https://me.github.io/portfolio/a", Kind::Own),
            ("http://ME.github.io/portfolio", Kind::Own),
            ("//me.github.io/portfolio/#x", Kind::Own),
            ("https://me.github.io/portfolios", outside("me.github.io")),
            ("https://me.github.io", outside("me.github.io")),
            ("HTTPS://Example.org/x", outside("example.org")),
            ("//example.org:80/x", outside("example.org:80")),
            ("\\\\example.org\\x", outside("example.org")),
            ("/\\example.org", outside("example.org")),
            ("ht\ntps:/example.org", outside("example.org")),
            ("https://me@example.org?q", outside("example.org")),
            ("mailto:a@b.nz", Kind::Other),
            ("tel:+6431234567", Kind::Other),
            ("data:image/png;base64,AA", Kind::Data),
            ("data:text/html,x", Kind::Program),
            (" JavaScript:alert(1)", Kind::Program),
            ("java\tscript:alert(1)", Kind::Program),
            ("vbscript:x", Kind::Program),
        ];
        for (address, expected) in cases {
            assert_eq!(kind(address, Some("https://me.github.io/portfolio/")), expected, "{address}");
        }
    }
}
