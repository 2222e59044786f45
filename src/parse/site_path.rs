//! Addresses that an author wrote (`slug`, `aliases`, `permalink`), checked so that none leaves the site.

use percent_encoding::percent_decode_str;

use super::value::Written;
use crate::diag::Diagnostic;
use crate::model::document::Alias;
use crate::slug::slug;

/// The longest part of a path in bytes: what file systems allow, less room for a temporary ending.
const LONGEST_PART: usize = 200;

/// What became of an address.
pub(super) enum Outcome {
    /// It is one of the site's.
    Inside(Alias),
    /// It cannot be served, for a reason that is worth telling and stops nothing.
    Ignored(Diagnostic),
    /// It would leave the site.
    Refused(Diagnostic),
}

/// An old address: a path as a browser or another program wrote it, or a whole address below `base_url`.
pub(super) fn alias(written: &Written, base_url: Option<&str>) -> Outcome {
    let text = written.text.as_str();
    let inside = base_url.and_then(|base| text.strip_prefix(base)).unwrap_or(text);
    if inside.contains(['?', '#']) {
        return Outcome::Ignored(unservable(written));
    }
    match path(inside) {
        Ok(path) => Outcome::Inside(Alias { path, place: written.place }),
        Err(reason) => Outcome::Refused(leaves(written, reason)),
    }
}

/// Like [`alias`], for the key that Jekyll and others use; a pattern or one of Jekyll's own words is no address.
pub(super) fn permalink(written: &Written, base_url: Option<&str>) -> Outcome {
    let text = written.text.as_str();
    if text.contains("/:") || text.starts_with(':') || ["pretty", "date", "ordinal", "weekdate", "none"].contains(&text)
    {
        let message = format!("the pattern {text:?} is passed over");
        return Outcome::Ignored(Diagnostic::note("permalink-pattern", message).at(written.place));
    }
    alias(written, base_url)
}

/// The part of an address that an author chose; with `folders`, several parts.
///
/// # Errors
/// It would leave the site, or has no letter or digit.
pub(super) fn slug_of(written: &Written, folders: bool) -> Result<String, Diagnostic> {
    let text = written.text.trim_matches('/');
    if text.contains('\\') || text.chars().any(char::is_control) || text.split('/').any(|part| part == "..") {
        return Err(leaves(written, "it holds .. or a mark that no address may hold"));
    }
    let made = match folders {
        true => text.split('/').map(slug).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/"),
        false => slug(text),
    };
    if made.is_empty() { Err(wordless(written)) } else { Ok(made) }
}

/// The file that serves an address: `old/` is `old/index.html`, `old` is `old.html`.
fn path(text: &str) -> Result<String, &'static str> {
    let decoded = percent_decode_str(text).decode_utf8().map_err(|_| "it is not UTF-8")?;
    if decoded.starts_with("//") || decoded.split('/').next().is_some_and(|part| part.contains(':')) {
        return Err("it names another site");
    }
    if decoded.contains('\\') || decoded.chars().any(char::is_control) {
        return Err("it holds a mark that no address may hold");
    }
    let parts: Vec<&str> = decoded.split('/').filter(|part| !part.is_empty()).collect();
    if parts.iter().any(|part| matches!(part.trim(), "." | ".." | "")) {
        return Err("it holds a part that is only dots or spaces");
    }
    if parts.iter().any(|part| part.len() > LONGEST_PART) {
        return Err("one of its parts is too long for a file name");
    }
    let path = parts.join("/");
    Ok(match parts.last() {
        None => "index.html".to_owned(),
        Some(_) if decoded.ends_with('/') => path + "/index.html",
        Some(last) if has_ending(last) => path,
        Some(_) => path + ".html",
    })
}

/// Whether a file name ends in `.` and one to five letters or digits, not all digits (`v1.2` has no ending).
fn has_ending(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(stem, ending)| {
        let plain = (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
        !stem.is_empty() && plain && !ending.bytes().all(|b| b.is_ascii_digit())
    })
}

fn leaves(written: &Written, reason: &str) -> Diagnostic {
    Diagnostic::error("leaves-site", format!("{:?} cannot be an address of this site: {reason}", written.text))
        .at(written.place)
        .help("write a path inside the site, such as /2019/old-name/")
}

fn unservable(written: &Written) -> Diagnostic {
    let message =
        format!("no page can be put at {:?}: what follows ? or # never reaches a site of plain files", written.text);
    Diagnostic::warning("alias-ignored", message).at(written.place).help("take it out")
}

fn wordless(written: &Written) -> Diagnostic {
    Diagnostic::error("bad-value", format!("{:?} has no letter or digit to make an address of", written.text))
        .at(written.place)
        .help("write a few words, such as reading-shifts")
}

#[cfg(test)]
mod tests {
    use super::{Outcome, alias, permalink, slug_of};
    use crate::diag::Place;
    use crate::parse::value::Written;

    fn written(text: &str) -> Written {
        Written { text: text.to_owned(), place: Place::default() }
    }

    fn outcome(outcome: Outcome) -> String {
        match outcome {
            Outcome::Inside(alias) => alias.path,
            Outcome::Ignored(found) | Outcome::Refused(found) => found.message,
        }
    }

    #[test]
    fn an_alias_is_the_file_that_serves_it() {
        let cases = [
            ("/old/post", "old/post.html"),
            ("/old/post/", "old/post/index.html"),
            ("old.html", "old.html"),
            ("/2019/a.b/", "2019/a.b/index.html"),
            ("/notes/v1.2", "notes/v1.2.html"),
            ("/feed.xml", "feed.xml"),
            ("/caf%C3%A9", "café.html"),
            ("/a//b", "a/b.html"),
            ("/", "index.html"),
            ("https://me.nz/portfolio/old/", "old/index.html"),
        ];
        for (text, expected) in cases {
            assert_eq!(outcome(alias(&written(text), Some("https://me.nz/portfolio/"))), expected, "{text}");
        }
    }

    #[test]
    fn none_leaves_the_site() {
        let cases = [
            ("../x", "it holds a part that is only dots or spaces"),
            ("/a/../../x", "it holds a part that is only dots or spaces"),
            ("/a/%2e%2e/x", "it holds a part that is only dots or spaces"),
            ("/a/%2e%2e%2fx", "it holds a part that is only dots or spaces"),
            ("https://other.nz/x", "it names another site"),
            ("//other.nz/x", "it names another site"),
            ("C:/x", "it names another site"),
            ("a\\..\\x", "it holds a mark that no address may hold"),
            ("a\0b", "it holds a mark that no address may hold"),
            ("/%00", "it holds a mark that no address may hold"),
            ("/%ff", "it is not UTF-8"),
        ];
        for (text, reason) in cases {
            let expected = format!("{text:?} cannot be an address of this site: {reason}");
            assert_eq!(outcome(alias(&written(text), None)), expected, "{text}");
        }
    }

    #[test]
    fn what_no_file_serves_is_passed_over() {
        let query = "no page can be put at \"/?p=12\": what follows ? or # never reaches a site of plain files";
        assert_eq!(outcome(permalink(&written("/?p=12"), None)), query);
        assert_eq!(
            outcome(permalink(&written("/:year/:title/"), None)),
            "the pattern \"/:year/:title/\" is passed over"
        );
        assert_eq!(outcome(permalink(&written("pretty"), None)), "the pattern \"pretty\" is passed over");
        assert_eq!(outcome(permalink(&written("/about/"), None)), "about/index.html");
    }

    #[test]
    fn a_slug_is_made_of_words() {
        let made = |text, folders| slug_of(&written(text), folders).map_err(|found| found.message);
        assert_eq!(made("My Slug", false).as_deref(), Ok("my-slug"));
        assert_eq!(made("a/b", false).as_deref(), Ok("a-b"));
        assert_eq!(made("/School/About us/", true).as_deref(), Ok("school/about-us"));
        let refused = "\"../x\" cannot be an address of this site: it holds .. or a mark that no address may hold";
        assert_eq!(made("../x", false), Err(refused.to_owned()));
        assert_eq!(made("!!", true), Err("\"!!\" has no letter or digit to make an address of".to_owned()));
    }
}
