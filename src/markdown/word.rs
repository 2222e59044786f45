//! How many words a text has, by the word bounds of Unicode Standard Annex 29, so that Chinese and Japanese count too.
//!
//! What everyday texts consist of is spelled in ASCII first, in which words are counted many bytes at a time. A space always parts two words: so
//! only what stands between two spaces and cannot be spelled needs the tables of Unicode.

use unicode_segmentation::UnicodeSegmentation;

use super::bytes;

/// How many words stand in `text`: stretches between bounds that hold a letter or a digit.
pub fn count(text: &str) -> usize {
    let all = text.as_bytes();
    let mut spelled = Vec::with_capacity(all.len() + 2 * STEP);
    spelled.push(b' ');
    let (mut words, mut looked_up, mut done) = (0, 0, 0);
    while let Some(strange) = bytes::position(&all[done..], is_strange).map(|at| done + at) {
        spelled.extend_from_slice(&all[done..strange]);
        if let Some((byte, length)) = text[strange..].chars().next().and_then(spelling) {
            spelled.push(byte);
            done = strange + length;
        } else {
            let start = all[looked_up..strange].iter().rposition(is_space).map_or(looked_up, |at| looked_up + at + 1);
            done = all[strange..].iter().position(is_space).map_or(all.len(), |at| strange + at);
            words += text[start..done].unicode_words().count();
            looked_up = done;
            spelled.truncate(spelled.iter().rposition(is_space).map_or(0, |at| at + 1));
        }
    }
    spelled.extend_from_slice(&all[done..]);
    words + plain(spelled)
}

fn is_space(byte: &u8) -> bool {
    *byte == b' '
}

/// Whether a byte is of a character that has to be spelled: of more than ASCII, or `_`, which joins words and is none (rules 13a and 13b).
fn is_strange(byte: u8) -> bool {
    !byte.is_ascii() | (byte == b'_')
}

/// A byte of ASCII, no space, that means the same as `c` to all rules, and how long `c` is: the letters of Latin languages and of Russian, and their
/// marks.
fn spelling(c: char) -> Option<(u8, usize)> {
    let byte = match c {
        '×' | '÷' => b'-',
        'À'..='ɏ' | 'Ѐ'..='ҁ' | 'Ḁ'..='ỿ' => b'a',
        '‘' | '’' => b'.',
        '“' | '”' | '„' | '«' | '»' | '–' | '—' | '…' | '•' | '°' | '€' | '\u{a0}' => b'-',
        _ => return None,
    };
    Some((byte, c.len_utf8()))
}

/// How many bytes are counted in one step.
const STEP: usize = 16;

/// So many bytes that what is counted among them fits into one.
const BLOCK: usize = 8 * STEP;

/// How many words stand in ASCII text without `_` that begins with a space.
fn plain(mut text: Vec<u8>) -> usize {
    // Spaces to the end of a step are no words, and each step sees two bytes beyond it.
    let len = text.len().next_multiple_of(STEP);
    text.resize(len + 2, b' ');
    text.iter_mut().for_each(|byte| *byte = kind(*byte));
    let blocks = text[..len].chunks(BLOCK).zip(text[1..=len].chunks(BLOCK)).zip(text[2..].chunks(BLOCK));
    blocks.fold(0, |words, ((before, at), after)| words + starts(before, at) - joints(before, at, after))
}

/// How often a word begins behind something else.
fn starts(before: &[u8], at: &[u8]) -> usize {
    let starts = before.iter().zip(at).map(|(&before, &at)| u8::from((at & WORD != 0) & (before & WORD == 0)));
    usize::from(starts.sum::<u8>())
}

/// How often a mark joins what stands on both sides of it to one word.
fn joints(before: &[u8], mark: &[u8], after: &[u8]) -> usize {
    let triples = before.iter().zip(mark).zip(after);
    let joints = triples.map(|((&before, &mark), &after)| u8::from(before & (mark >> JOINS) & after != 0));
    usize::from(joints.sum::<u8>())
}

/// Kinds of bytes: a letter, a digit, and, so much to the left, a mark that joins two of these (rules 6, 7, 11 and 12).
const LETTER: u8 = 1;
const DIGIT: u8 = 2;
const WORD: u8 = LETTER | DIGIT;
const JOINS: u8 = 2;

fn kind(byte: u8) -> u8 {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let joins_both = (byte == b'.') | (byte == b'\'');
    let joins_letters = joins_both | (byte == b':');
    let joins_digits = joins_both | (byte == b',') | (byte == b';');
    let of = |is_so: bool, bit: u8| u8::from(is_so) * bit;
    of(is_letter, LETTER)
        | of(byte.is_ascii_digit(), DIGIT)
        | of(joins_letters, LETTER << JOINS)
        | of(joins_digits, DIGIT << JOINS)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    use super::{count, spelling};

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

    #[test]
    fn what_is_spelled_counts_as_it_is_written() {
        for c in ('\u{80}'..=char::MAX).filter(|&c| spelling(c).is_some()) {
            for text in ["?", "a?", "?1", "a?a", "1?1", "a?1", "a??a", "1.?", "?:a", "a?’a", "_?_", "?\u{301}a", "א?א"]
            {
                let text = text.replace('?', &c.to_string());
                assert_eq!(count(&text), text.unicode_words().count(), "{text}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn the_count_is_that_of_the_tables(text in "([ab1_.,;:'\" \n-]|[ ’“ā–ж\u{a0}\u{202f}\u{301}\u{345}\u{200d}ℹ🇳א\"学カ٣]){0,40}|\\PC{0,16}") {
            prop_assert_eq!(count(&text), text.unicode_words().count(), "{:?}", text);
        }
    }
}
