//! Addresses: paths inside the site, and every rule by which one is made. Never change what these give: links from elsewhere lead here.

use std::borrow::{Borrow, Cow};
use std::fmt;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A path inside the site, without a leading slash, not percent-encoded: `2026/03-11-reading-shifts.html`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address(Arc<str>);

/// What must be encoded in a path that stands in an attribute. Letters of any script stay readable: browsers encode them.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'&')
    .add(b'\'')
    .add(b'\\')
    .add(b'^')
    .add(b'[')
    .add(b']')
    .add(b'|');

impl Address {
    /// The address of `path`, which must be relative, `/`-separated and without `.` or `..` parts.
    #[must_use]
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        let path = path.into();
        debug_assert!(!path.starts_with('/') && !path.split('/').any(|p| p == ".." || p == "."), "{path}");
        Self(path)
    }

    /// `/index.html`
    #[must_use]
    pub fn home() -> Self {
        Self::new("index.html")
    }

    /// A reflection: `/2026/03-11-reading-shifts.html`, with `.fr` before the ending when its file name says a language.
    #[must_use]
    pub fn reflection(date: NaiveDate, slug: &str) -> Self {
        Self::new(format!("{:04}/{:02}-{:02}-{slug}.html", date.year(), date.month(), date.day()))
    }

    /// `/2026/index.html`
    #[must_use]
    pub fn year(year: i32) -> Self {
        Self::new(format!("{year:04}/index.html"))
    }

    /// `/timeline.html`
    #[must_use]
    pub fn timeline() -> Self {
        Self::new("timeline.html")
    }

    /// `/inquiries/reading-shifts.html`
    #[must_use]
    pub fn inquiry(slug: &str) -> Self {
        Self::new(format!("inquiries/{slug}.html"))
    }

    /// `/inquiries/reading-shifts.xml`
    #[must_use]
    pub fn inquiry_feed(slug: &str) -> Self {
        Self::new(format!("inquiries/{slug}.xml"))
    }

    /// `/inquiries/reading-shifts/2026.html`
    #[must_use]
    pub fn inquiry_year(slug: &str, year: i32) -> Self {
        Self::new(format!("inquiries/{slug}/{year}.html"))
    }

    /// `/inquiries/index.html`
    #[must_use]
    pub fn inquiries() -> Self {
        Self::new("inquiries/index.html")
    }

    /// `/tags/oral-language.html`
    #[must_use]
    pub fn tag(slug: &str) -> Self {
        Self::new(format!("tags/{slug}.html"))
    }

    /// `/tags/oral-language/2026.html`
    #[must_use]
    pub fn tag_year(slug: &str, year: i32) -> Self {
        Self::new(format!("tags/{slug}/{year}.html"))
    }

    /// `/tags/index.html`
    #[must_use]
    pub fn tags() -> Self {
        Self::new("tags/index.html")
    }

    /// `/feed.xml`
    #[must_use]
    pub fn feed() -> Self {
        Self::new("feed.xml")
    }

    /// `/feed.json`
    #[must_use]
    pub fn json_feed() -> Self {
        Self::new("feed.json")
    }

    /// `/404.html`
    #[must_use]
    pub fn not_found() -> Self {
        Self::new("404.html")
    }

    /// `/sitemap.xml`
    #[must_use]
    pub fn sitemap() -> Self {
        Self::new("sitemap.xml")
    }

    /// `/robots.txt`
    #[must_use]
    pub fn robots() -> Self {
        Self::new("robots.txt")
    }

    /// A page: the path below `pages/`: `/about.html`
    #[must_use]
    pub fn page(slug: &str) -> Self {
        Self::new(format!("{slug}.html"))
    }

    /// A file below `/assets/`, its content's hash before the ending: `assets/class-3f9c01aa52e0.jpg`.
    #[must_use]
    pub fn asset(file_name: &str, hash: &[u8; 16]) -> Self {
        let (stem, ending) = file_name.rsplit_once('.').unwrap_or((file_name, ""));
        let stem = match crate::slug::slug(stem) {
            s if s.is_empty() => "file".to_owned(),
            s => s,
        };
        let ending = crate::slug::slug(ending);
        let dot = if ending.is_empty() { "" } else { "." };
        let hash: String = hash[..6].iter().map(|b| format!("{b:02x}")).collect();
        Self::new(format!("assets/{stem}-{hash}{dot}{ending}"))
    }

    /// The path, as in the file system below the output folder.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path percent-encoded throughout, for use in an absolute address (RFC 3986), `index.html` at its end left out.
    #[must_use]
    pub fn encoded(&self) -> String {
        encoded(&self.0)
    }

    /// The relative reference that leads from this page to the one at `to`, percent-encoded where an attribute needs it.
    ///
    /// From a page to itself the file name is given, so that it works with a fragment appended and from `file://`.
    #[must_use]
    pub fn to(&self, to: &str) -> String {
        let shared = self.0.bytes().zip(to.bytes()).take_while(|(a, b)| a == b).count();
        // What they share, up to its last slash: that one stands in both.
        let shared = self.0.as_bytes()[..shared].iter().rposition(|&byte| byte == b'/').map_or(0, |slash| slash + 1);
        let up = self.0.as_bytes()[shared..].iter().filter(|&&byte| byte == b'/').count();
        let mut href = String::with_capacity(3 * up + to.len() - shared);
        for _ in 0..up {
            href.push_str("../");
        }
        encode(&to[shared..], &mut href);
        href
    }
}

/// As [`Address::encoded`], of an address as text.
#[must_use]
pub fn encoded(address: &str) -> String {
    let path = match address.strip_suffix("index.html") {
        Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
        _ => address,
    };
    utf8_percent_encode(path, PATH).to_string()
}

/// A path as a disk sees it that knows no case; not copied if it is in lower case.
#[must_use]
pub fn in_lower_case(path: &str) -> Cow<'_, str> {
    let is_lower = path.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(path) } else { Cow::Owned(path.to_lowercase()) }
}

/// Whether a path needs no percent-encoding.
fn is_plain(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'.' | b'_'))
}

/// Percent-encodes what may not stand in a path; non-ASCII letters stay as they are.
fn encode(path: &str, out: &mut String) {
    if is_plain(path) {
        out.push_str(path);
        return;
    }
    for piece in path.split_inclusive(|c: char| !c.is_ascii()) {
        let ascii = piece.trim_end_matches(|c: char| !c.is_ascii());
        out.extend(utf8_percent_encode(ascii, PATH));
        out.push_str(&piece[ascii.len()..]);
    }
}

impl From<Address> for Cow<'_, str> {
    fn from(address: Address) -> Self {
        Cow::Owned(address.as_str().to_owned())
    }
}

impl<'a> From<&'a Address> for Cow<'a, str> {
    fn from(address: &'a Address) -> Self {
        Cow::Borrowed(&address.0)
    }
}

impl Borrow<str> for Address {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "/{}", self.0)
    }
}

impl<'de> Deserialize<'de> for Address {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Arc::deserialize(deserializer).map(Self)
    }
}

impl Serialize for Address {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Address;

    #[test]
    fn leads_relatively_from_page_to_page() {
        let cases = [
            ("index.html", "2026/03-11-x.html", "2026/03-11-x.html"),
            ("2026/03-11-x.html", "index.html", "../index.html"),
            ("2026/03-11-x.html", "2026/03-12-y.html", "03-12-y.html"),
            ("2026/03-11-x.html", "tags/学び.html", "../tags/学び.html"),
            ("a/b/c.html", "a/d.html", "../d.html"),
            ("a/b.html", "a/b.html", "b.html"),
            ("index.html", "assets/a b.png", "assets/a%20b.png"),
        ];
        for (from, to, expected) in cases {
            assert_eq!(Address::new(from).to(to), expected, "{from} to {to}");
        }
    }

    #[test]
    fn leaves_index_out_of_absolute_addresses() {
        assert_eq!(Address::home().encoded(), "");
        assert_eq!(Address::year(2026).encoded(), "2026/");
        assert_eq!(Address::new("pages-index.html").encoded(), "pages-index.html");
    }

    #[test]
    fn an_asset_is_named_by_its_content() {
        assert_eq!(Address::asset("My Photo.JPG", &[0xab; 16]).as_str(), "assets/my-photo-abababababab.jpg");
        assert_eq!(Address::asset("???", &[0; 16]).as_str(), "assets/file-000000000000");
    }
}
