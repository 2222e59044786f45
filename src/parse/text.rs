//! Bytes of a file to its text: UTF-8 without a byte-order mark, every line ended by `\n`.
//!
//! Places are counted in this text. Nothing here knows what the text means.

use crate::diag::{Diagnostic, Place};

/// The text of a file's bytes: the byte-order mark is left out, and `\r\n` and a lone `\r` become `\n`.
///
/// # Errors
/// Bytes that are not UTF-8: a diagnostic without a path, at the first byte that is wrong.
pub fn text(bytes: &[u8]) -> Result<String, Diagnostic> {
    if is_utf16(bytes) {
        return Err(saved_otherwise("this file is saved as UTF-16, which cannot be read here"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(with_line_ends(text)),
        Err(error) => Err(bad_byte(bytes, error.valid_up_to())),
    }
}

fn with_line_ends(text: &str) -> String {
    match holds(text.as_bytes(), b'\r') {
        true => text.replace("\r\n", "\n").replace('\r', "\n"),
        false => text.to_owned(),
    }
}

/// A byte-order mark of UTF-16, or, without one, a NUL in at least every fourth byte: no text in UTF-8 has that.
fn is_utf16(bytes: &[u8]) -> bool {
    let nuls = || bytes.iter().filter(|&&b| b == 0).count();
    bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || (holds(bytes, 0) && nuls() * 4 >= bytes.len())
}

/// Whether `sought` stands in `bytes`. Nearly always it does not: without an end before the last, many bytes are looked at in one step.
fn holds(bytes: &[u8], sought: u8) -> bool {
    bytes.iter().fold(false, |found, &byte| found | (byte == sought))
}

fn bad_byte(bytes: &[u8], at: usize) -> Diagnostic {
    let good = with_line_ends(&String::from_utf8_lossy(&bytes[..at]));
    let place = Place { width: 1, ..Place::of(&good, good.len(), good.len()) };
    saved_otherwise("from here on this file is not UTF-8").at(place)
}

fn saved_otherwise(message: &str) -> Diagnostic {
    Diagnostic::error("not-utf8", message).help("open it in an editor and save it as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::text;
    use crate::diag::Place;

    #[test]
    fn ends_every_line_alike_and_drops_the_mark() {
        assert_eq!(text(b"\xef\xbb\xbfa\r\nb\rc\n").as_deref(), Ok("a\nb\nc\n"));
        assert_eq!(text(b"").as_deref(), Ok(""));
    }

    #[test]
    fn names_the_first_byte_that_is_not_utf8() {
        let found = text(b"\xef\xbb\xbfone\r\ncaf\xe9 two").unwrap_err();
        assert_eq!(found.message, "from here on this file is not UTF-8");
        assert_eq!(found.help.as_deref(), Some("open it in an editor and save it as UTF-8"));
        assert_eq!(found.place, Place { line: 2, column: 4, width: 1 });
    }

    #[test]
    fn knows_utf16() {
        for bytes in [&b"\xff\xfea\0b\0"[..], b"\xfe\xff\0a\0b", b"a\0b\0c\0"] {
            let found = text(bytes).unwrap_err();
            assert_eq!(found.message, "this file is saved as UTF-16, which cannot be read here");
            assert_eq!(found.place, Place::default());
        }
    }
}
