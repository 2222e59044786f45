//! The sentence around a place, by the sentence bounds of Unicode Standard Annex 29, section 5.
//!
//! A bound stands only behind a mark that ends a sentence, and behind the end of a line. So no more is looked at than the stretch between the
//! two bounds, and a text with many links is passed once. What the marks of everyday texts are is known here; in a block with anything
//! else near its links, the bounds come from the tables of Unicode.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::bytes;

/// The sentences of one block, asked for in the order of the text.
pub struct Sentences<'t> {
    text: &'t str,
    /// The sentence found last.
    last: Range<usize>,
    /// Where sentences begin, once the tables had to be asked.
    starts: Option<Vec<usize>>,
}

/// A character of a kind that only the tables know.
struct Strange;

/// The kinds of characters that the rules tell apart, as far as they are known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A letter without case.
    Letter,
    Upper,
    Lower,
    Digit,
    Space,
    /// A quotation mark or a bracket.
    Close,
    /// A comma, a colon or a dash.
    Continue,
    /// A full stop.
    Stop,
    /// A question mark or an exclamation mark.
    End,
    /// The end of a line.
    Line,
    Other,
}

impl<'t> Sentences<'t> {
    /// The sentences of `text`.
    pub fn of(text: &'t str) -> Self {
        Self { text, last: 0..0, starts: None }
    }

    /// The bounds around the bytes `words`, which are either a stretch or, empty, a place.
    pub fn around(&mut self, words: &Range<usize>) -> Range<usize> {
        let first = self.at(words.start);
        let last = words.start.max(words.end.saturating_sub(1));
        if last < first.end { first } else { first.start..self.at(last).end }
    }

    /// The sentence that the byte at `place` stands in; for the end of the text, the last one.
    fn at(&mut self, place: usize) -> Range<usize> {
        let is_behind = place >= self.last.end;
        let is_last = is_behind && self.last.end == self.text.len();
        if !is_last && !self.last.contains(&place) {
            let floor = if is_behind { self.last.end } else { 0 };
            self.last = self.find(floor, place).unwrap_or_else(|Strange| self.look_up(place));
        }
        self.last.clone()
    }

    fn look_up(&mut self, place: usize) -> Range<usize> {
        let starts = self.starts.get_or_insert_with(|| starts(self.text));
        let next = starts.partition_point(|&at| at <= place);
        let start = next.checked_sub(1).map_or(0, |i| starts[i]);
        start..starts.get(next).copied().unwrap_or(self.text.len())
    }

    fn find(&self, floor: usize, place: usize) -> Result<Range<usize>, Strange> {
        if self.starts.is_some() {
            return Err(Strange);
        }
        let start = self.start(floor, place)?;
        Ok(start..self.end(start, place)?)
    }

    /// The last bound at or before `at`; `floor` is one.
    fn start(&self, floor: usize, at: usize) -> Result<usize, Strange> {
        let mut behind = at;
        while let Some(mark) = self.text.as_bytes()[floor..behind].iter().rposition(|&byte| may_end(byte)) {
            let mark = boundary(self.text, floor + mark);
            if let Some(bound) = bound_behind(self.text, mark)?.filter(|&bound| bound <= at) {
                return Ok(bound);
            }
            behind = mark;
        }
        Ok(floor)
    }

    /// The first bound behind `at`, looked for from the bound `start` on.
    fn end(&self, start: usize, at: usize) -> Result<usize, Strange> {
        let mut from = start;
        while let Some(mark) = bytes::position(&self.text.as_bytes()[from..], may_end) {
            let mark = from + mark;
            if let Some(bound) = bound_behind(self.text, mark)?.filter(|&bound| bound > at) {
                return Ok(bound);
            }
            from = mark + self.text[mark..].chars().next().map_or(1, char::len_utf8);
        }
        Ok(self.text.len())
    }
}

/// Where sentences begin, by the tables.
fn starts(text: &str) -> Vec<usize> {
    let (short, cuts) = shortened(text);
    let (mut left_out, mut cuts) = (0, cuts.into_iter().peekable());
    let bounds = short.split_sentence_bound_indices().map(|(at, _)| at);
    let in_text = |at| {
        while let Some((_, length)) = cuts.next_if(|&(cut, _)| cut <= at) {
            left_out += length;
        }
        at + left_out
    };
    bounds.map(in_text).collect()
}

/// How often a character may stand behind itself: no rule looks further back, and behind a full stop the tables look ahead anew from each.
const MOST_ALIKE: usize = 4;

/// The text without what stands oftener than that, and where in it how many bytes were left out. Lines stay.
fn shortened(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut short, mut cuts) = (String::with_capacity(text.len()), Vec::<(usize, usize)>::new());
    let (mut last, mut alike) = ('\n', 0);
    for c in text.chars() {
        alike = if c == last { alike + 1 } else { 1 };
        last = c;
        let is_line = matches!(c, '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
        if alike <= MOST_ALIKE || is_line {
            short.push(c);
        } else {
            match cuts.last_mut() {
                Some((at, length)) if *at == short.len() => *length += c.len_utf8(),
                _ => cuts.push((short.len(), c.len_utf8())),
            }
        }
    }
    (short, cuts)
}

/// Whether a sentence may end with this byte, or the character that it is of has to be looked at.
fn may_end(byte: u8) -> bool {
    (byte == b'.') | (byte == b'!') | (byte == b'?') | (byte == b'\n') | (byte == b'\r') | !byte.is_ascii()
}

/// The start of the character that the byte at `at` is of.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The bound that the character at `at` makes behind itself, if it makes one there.
fn bound_behind(text: &str, at: usize) -> Result<Option<usize>, Strange> {
    let mark = text[at..].chars().next().ok_or(Strange)?;
    let behind = at + mark.len_utf8();
    Ok(match kind(mark)? {
        // Rules 3 and 4.
        Kind::Line => Some(behind).filter(|_| mark == '\n' || !text[behind..].starts_with('\n')),
        kind @ (Kind::Stop | Kind::End) => bound_of_mark(text, at, behind, kind)?,
        _ => None,
    }
    .filter(|&bound| bound < text.len()))
}

/// The bound behind a mark that stands at `at` to `behind`.
fn bound_of_mark(text: &str, at: usize, behind: usize, mark: Kind) -> Result<Option<usize>, Strange> {
    let closed = skip(text, behind, Kind::Close)?;
    let next_at = skip(text, closed, Kind::Space)?;
    let Some(next) = text[next_at..].chars().next() else { return Ok(None) };
    let next = kind(next)?;
    let goes_on = match next {
        // Rules 8a, 9 and 10.
        Kind::Continue | Kind::Stop | Kind::End | Kind::Line => true,
        _ if mark == Kind::End => false,
        // Rule 6.
        Kind::Digit if next_at == behind => true,
        // Rule 7.
        Kind::Upper if next_at == behind => matches!(kind_before(text, at)?, Some(Kind::Upper | Kind::Lower)),
        _ => false,
    };
    let goes_on = goes_on || (mark == Kind::Stop && is_followed_by_lower(text, next_at)?);
    Ok((!goes_on).then_some(next_at))
}

/// Where what follows `from` is of another kind.
fn skip(text: &str, from: usize, skipped: Kind) -> Result<usize, Strange> {
    let mut at = from;
    for c in text[from..].chars() {
        if kind(c)? != skipped {
            break;
        }
        at += c.len_utf8();
    }
    Ok(at)
}

fn kind_before(text: &str, at: usize) -> Result<Option<Kind>, Strange> {
    text[..at].chars().next_back().map(kind).transpose()
}

/// Whether the first letter, before anything that ends a sentence, is in lower case: rule 8.
fn is_followed_by_lower(text: &str, from: usize) -> Result<bool, Strange> {
    for c in text[from..].chars() {
        match kind(c)? {
            Kind::Lower => return Ok(true),
            Kind::Letter | Kind::Upper | Kind::Stop | Kind::End | Kind::Line => return Ok(false),
            _ => {}
        }
    }
    Ok(false)
}

/// The kind of a character: ASCII, the letters of Latin languages and of Chinese, Japanese and Korean, and their marks.
fn kind(c: char) -> Result<Kind, Strange> {
    Ok(match c {
        'a'..='z' | 'µ' => Kind::Lower,
        'A'..='Z' => Kind::Upper,
        '0'..='9' => Kind::Digit,
        ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{a0}' | '\u{202f}' | '\u{3000}' => Kind::Space,
        '.' => Kind::Stop,
        '!' | '?' | '。' | '！' | '？' => Kind::End,
        ',' | '-' | ':' | ';' | '–' | '—' | '、' | '，' | '：' => Kind::Continue,
        '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '«' | '»' | '‘'..='‟' | '‹' | '›' => Kind::Close,
        '「'..='】' | '（' | '）' => Kind::Close,
        '\n' | '\r' => Kind::Line,
        '\0'..='\u{7f}' | '×' | '÷' | '°' | '…' | '•' | '€' | '→' | '↩' => Kind::Other,
        'À'..='ž' if c.is_lowercase() => Kind::Lower,
        'À'..='ž' if c.is_uppercase() => Kind::Upper,
        'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='龥' | '가'..='힣' => Kind::Letter,
        _ => return Err(Strange),
    })
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proptest::prelude::*;

    use unicode_segmentation::UnicodeSegmentation;

    use super::{Sentences, kind, shortened};

    fn starts(text: &str) -> Vec<usize> {
        text.split_sentence_bound_indices().map(|(at, _)| at).collect()
    }

    /// The bounds around `words` as the tables have them.
    fn by_tables(text: &str, words: &Range<usize>) -> Range<usize> {
        let starts = starts(text);
        let start = starts.iter().copied().rfind(|&at| at <= words.start).unwrap_or(0);
        let last = words.start.max(words.end.saturating_sub(1));
        let end = starts.iter().copied().find(|&at| at > last).unwrap_or(text.len());
        start..end.max(start)
    }

    fn assert_every_sentence(text: &str) {
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        let mut in_order = Sentences::of(text);
        for (i, &start) in places.iter().enumerate() {
            for &end in &places[i..] {
                let words = start..end;
                let expected = by_tables(text, &words);
                assert_eq!(Sentences::of(text).around(&words), expected, "{text:?} {words:?}");
                assert_eq!(in_order.around(&words), expected, "{text:?} {words:?} behind others");
            }
        }
    }

    #[test]
    fn a_sentence_ends_where_a_reader_would_end_it() {
        let text = "We met at 3.30 p.m. on the mat. “Why?” she asked (e.g. on p.B). Ngā mihi!\n学び。次へ";
        let mut sentences = Sentences::of(text);
        let mut found = Vec::new();
        for (at, _) in text.char_indices() {
            let sentence = &text[sentences.around(&(at..at))];
            if found.last() != Some(&sentence) {
                found.push(sentence);
            }
        }
        let expected = [
            "We met at 3.30 p.m. on the mat. ",
            "“Why?” ",
            "she asked (e.g. on p.B). ",
            "Ngā mihi!\n",
            "学び。",
            "次へ",
        ];
        assert_eq!(found, expected);
        assert!(sentences.starts.is_none(), "nothing in it is strange");
    }

    #[test]
    fn every_known_character_is_of_its_kind() {
        for c in ('\0'..=char::MAX).filter(|&c| kind(c).is_ok()) {
            for text in [
                format!("{c}A"),
                format!("{c}.A"),
                format!("a.{c}"),
                format!("a. {c} b"),
                format!("a. {c}B"),
                format!("a.{c}B"),
                format!("a.{c} B"),
                format!("a!{c}B"),
                format!("a! {c}b"),
            ] {
                let starts = starts(&text);
                let mut sentences = Sentences::of(&text);
                let mut found: Vec<usize> =
                    text.char_indices().map(|(at, _)| sentences.around(&(at..at)).start).collect();
                found.dedup();
                assert_eq!((found, sentences.starts), (starts, None), "{text:?}");
            }
        }
    }

    #[test]
    fn the_tables_see_no_more_of_a_long_row_than_they_need() {
        let row = format!("学Ω.{}a b.\n{}", "」".repeat(100_000), "\u{3000}".repeat(100_000));
        let (short, cuts) = shortened(&row);
        assert_eq!((short.as_str(), cuts.len()), ("学Ω.」」」」a b.\n\u{3000}\u{3000}\u{3000}\u{3000}", 2));
        assert_eq!(Sentences::of(&row).around(&(0..0)), 0..row.len() - 300_000);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn the_bounds_are_those_of_the_tables(text in "([aaAB1 .!?,)\"\n\r-]|[ ’“āĀ…—学。」]|[.() ]){0,14}") {
            assert_every_sentence(&text);
        }

        #[test]
        fn rows_of_one_character_change_nothing(
            text in "(([aAΩ1 .!)\n\u{2028}\u{301}\u{3000}」]){1,6}|Ω|a{5,9}|A{5}|\\.{5,7}|\\){5,7}| {5,7}|\u{3000}{6}|\n{5}|\u{301}{6}|1{5}){0,5}",
        ) {
            prop_assert_eq!(super::starts(&text), starts(&text), "{:?}", text);
        }

        #[test]
        fn what_is_strange_is_looked_up(text in "([aA1 .!?)\n]|[\u{301}\u{ad}．\u{2028}Ωω\u{345}．]){0,10}|\\PC{0,10}") {
            assert_every_sentence(&text);
        }
    }
}
