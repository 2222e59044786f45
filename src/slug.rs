//! The one rule by which words become part of an address. Addresses are for ever: never change what this gives.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The longest slug in bytes: with a date and an ending it stays below the 255 that file systems allow.
const LONGEST: usize = 180;

/// Turns words into a slug.
///
/// Latin letters lose their accents and become lower-case ASCII (`Ngā kōrero` gives `nga-korero`, `Æsop` gives `aesop`); letters and digits of
/// other scripts stay, in lower case and composed form (NFC); apostrophes vanish; everything else becomes one hyphen, none at the ends.
/// Empty if and only if `words` has no letter or digit. The result never holds `/`, `.`, `%` or white space.
#[must_use]
pub fn slug(words: &str) -> String {
    slugged(words).into_owned()
}

/// The same; words that are their own slug are not copied.
#[must_use]
pub fn slugged(words: &str) -> Cow<'_, str> {
    if is_slug(words) { Cow::Borrowed(words) } else { Cow::Owned(made(words)) }
}

fn made(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let composed: &mut dyn Iterator<Item = char> = if words.is_ascii() { &mut words.chars() } else { &mut words.nfc() };
    for c in composed {
        push(&mut out, c);
        if out.len() > LONGEST {
            break;
        }
    }
    let end = out.char_indices().map(|(i, c)| i + c.len_utf8()).take_while(|&e| e <= LONGEST).last().unwrap_or(0);
    out.truncate(end);
    out.truncate(out.trim_end_matches('-').len());
    out
}

/// Whether the words are their own slug, as most file names are.
fn is_slug(words: &str) -> bool {
    let bytes = words.as_bytes();
    let is_plain = bytes.iter().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-');
    let is_tidy = !words.starts_with('-') && !words.ends_with('-') && !words.contains("--");
    is_plain && is_tidy && bytes.len() <= LONGEST
}

fn push(out: &mut String, c: char) {
    if c.is_ascii_alphanumeric() {
        out.push(c.to_ascii_lowercase());
    } else if matches!(c, '\'' | '’' | 'ʼ' | 'ʻ' | '\u{ad}' | '\u{200c}' | '\u{200d}') {
    } else if is_latin(c) {
        out.extend(
            deunicode::deunicode_char(c)
                .unwrap_or("")
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .map(|c| c.to_ascii_lowercase()),
        );
    } else if c.is_alphanumeric() || is_mark(c) {
        out.extend(c.to_lowercase());
    } else if !out.is_empty() && !out.ends_with('-') {
        out.push('-');
    }
}

/// Letters of the Latin blocks (Latin-1 Supplement to Extended-B, Extended Additional), and combining accents, which fold away.
fn is_latin(c: char) -> bool {
    matches!(c, '\u{aa}' | '\u{ba}' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}')
}

/// Marks that belong to letters of scripts in which leaving them out changes the word (Indic vowels, Thai tones, Arabic and Hebrew points).
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn folds_latin_and_keeps_other_scripts() {
        let cases = [
            ("Ngā kōrero", "nga-korero"),
            ("Nga\u{304} ko\u{304}rero", "nga-korero"),
            ("Oral Language", "oral-language"),
            ("  What's up?  ", "whats-up"),
            ("Æsop & Straße", "aesop-strasse"),
            ("学び", "学び"),
            ("学ひ\u{3099}", "学び"),
            ("שלום עולם", "שלום-עולם"),
            ("तीन किताबें", "तीन-किताबें"),
            ("a/../b.md", "a-b-md"),
            ("--- !!", ""),
            ("C++ & C#", "c-c"),
        ];
        for (words, expected) in cases {
            assert_eq!(slug(words), expected, "{words}");
        }
    }

    #[test]
    fn is_short_enough_for_a_file_name() {
        assert!(slug(&"学".repeat(500)).len() <= 180);
        assert_eq!(slug(&"a ".repeat(500)).len(), 179);
    }
}
