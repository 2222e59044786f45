//! Characters that HTML and addresses give a meaning to, written so that they stand for themselves.
//!
//! One rule serves text and quoted attributes alike: the same four characters that the CommonMark examples escape.

use super::bytes;

/// Writes `words` as HTML text, or as the value of an attribute in double quotes.
pub fn text(out: &mut String, words: &str) {
    let mut rest = words;
    while let Some(at) = bytes::position_of(rest.as_bytes(), b"&<>\"") {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            _ => "&quot;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Words as they were before [`text`].
pub fn plain(html: &str) -> String {
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// Writes `address` as the value of an attribute in double quotes: what may not stand in an address is percent-encoded,
/// what is percent-encoded already stays (as the CommonMark examples have it).
pub fn address(out: &mut String, address: &str) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in address.bytes() {
        match byte {
            b'&' => out.push_str("&amp;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => out.push(byte.into()),
            b'-' | b'_' | b'.' | b'+' | b'!' | b'*' | b'(' | b')' | b',' | b'%' | b'#' | b'@' | b'?' | b'=' | b';'
            | b':' | b'/' | b'$' | b'~' | b'\'' => out.push(byte.into()),
            _ => {
                out.push('%');
                out.push(HEX[usize::from(byte >> 4)].into());
                out.push(HEX[usize::from(byte & 15)].into());
            }
        }
    }
}
