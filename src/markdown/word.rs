//! How many words a text has, by the word bounds of Unicode Standard Annex 29, so that Chinese and Japanese count too.
//!
//! A space always parts two words. So only what stands between spaces and is not ASCII needs the tables of Unicode.

use unicode_segmentation::UnicodeSegmentation;

use super::bytes;

/// How many words stand in `text`: stretches between bounds that hold a letter or a digit.
pub fn count(text: &str) -> usize {
    let all = text.as_bytes();
    let (mut words, mut done) = (0, 0);
    while let Some(strange) = bytes::position(&all[done..], |byte| !byte.is_ascii()).map(|at| done + at) {
        let start = all[done..strange].iter().rposition(|&byte| byte == b' ').map_or(done, |at| done + at + 1);
        let end = all[strange..].iter().position(|&byte| byte == b' ').map_or(all.len(), |at| strange + at);
        words += plain(&all[done..start]) + text[start..end].unicode_words().count();
        done = end;
    }
    words + plain(&all[done..])
}

/// How many words stand in ASCII text.
fn plain(text: &[u8]) -> usize {
    let Some(&first) = text.first() else { return 0 };
    if text.contains(&b'_') {
        // Underscores join words and are none: rules 13a and 13b.
        return std::str::from_utf8(text).map_or(0, |text| text.unicode_words().count());
    }
    usize::from(is_word(first)) + starts(text) - joints(text)
}

/// So many bytes that what is counted among them fits into one: sixteen and more are then counted at a time.
const BLOCK: usize = 128;

/// How often a word begins behind something else.
fn starts(text: &[u8]) -> usize {
    let pairs = text.chunks(BLOCK).zip(text[1..].chunks(BLOCK));
    let counts = pairs.map(|(before, at)| {
        let starts = before.iter().zip(at).map(|(&before, &at)| u8::from(!is_word(before) & is_word(at)));
        usize::from(starts.sum::<u8>())
    });
    counts.sum()
}

/// How often a mark joins what stands on both sides of it.
fn joints(text: &[u8]) -> usize {
    let Some(after) = text.get(2..) else { return 0 };
    let triples = text.chunks(BLOCK).zip(text[1..].chunks(BLOCK)).zip(after.chunks(BLOCK));
    let counts = triples.map(|((before, mark), after)| {
        let joints =
            before.iter().zip(mark).zip(after).map(|((&before, &mark), &after)| u8::from(joins(before, mark, after)));
        usize::from(joints.sum::<u8>())
    });
    counts.sum()
}

fn is_word(byte: u8) -> bool {
    is_letter(byte) | byte.is_ascii_digit()
}

fn is_letter(byte: u8) -> bool {
    (byte | 0x20).wrapping_sub(b'a') < 26
}

/// Whether `mark` joins what stands before and after it to one word: rules 6, 7, 11 and 12.
fn joins(before: u8, mark: u8, after: u8) -> bool {
    let both = (mark == b'.') | (mark == b'\'');
    let letters = (both | (mark == b':')) & is_letter(before) & is_letter(after);
    let digits = (both | (mark == b',') | (mark == b';')) & before.is_ascii_digit() & after.is_ascii_digit();
    letters | digits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::count;

    #[test]
    fn words_are_counted_in_every_script() {
        let cases = [
            ("", 0),
            ("  ", 0),
            ("Ngā kōrero o te wā", 5),
            ("don’t, can't: 1,000.5 e.g. 3:4 a_b _ __c", 8),
            ("学びの道", 4),
            ("“Why?” – 10°", 2),
        ];
        for (text, expected) in cases {
            assert_eq!(count(text), expected, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn the_count_is_that_of_the_tables(text in "([ab1_.,;:'\" \n-]|[ ’ā\u{301}\u{345}\u{200d}ℹ🇳א\"学カ٣]){0,24}|\\PC{0,16}") {
            prop_assert_eq!(count(&text), text.unicode_words().count(), "{:?}", text);
        }
    }
}
