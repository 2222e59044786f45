//! The plain words of a text, block by block: how many there are, which come first, and the sentence around each link.
//!
//! Where words and sentences begin and end is for `word.rs` and `sentence.rs` to say.

use std::ops::Range;

use super::body::Link;
use super::sentence::Sentences;
use super::{bytes, word};

/// The longest lead and the longest sentence, in characters.
const LONGEST_LEAD: usize = 280;
const LONGEST_SENTENCE: usize = 300;

/// The plain words of the block under way, and what has been found out from the blocks before it.
#[derive(Debug, Default)]
pub struct Prose {
    /// The plain text of the block under way, inline code included.
    pub plain: String,
    /// How many words a reader has read so far.
    pub words: u32,
    links: Vec<(usize, Range<usize>)>,
    code_words: usize,
    lead: Option<(Rank, String)>,
}

/// How fit a paragraph is to stand for the whole text; the first of the highest rank is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Not a paragraph, or a footnote's.
    Never,
    /// In a quotation or a list.
    Nested,
    /// At the top.
    Top,
}

impl Prose {
    /// Adds inline code: it is read in a sentence, but not counted.
    pub fn push_code(&mut self, code: &str) {
        self.code_words += word::count(code);
        self.plain.push_str(code);
    }

    /// Adds a space between words, unless there is one.
    pub fn push_space(&mut self) {
        if !self.plain.is_empty() && !self.plain.ends_with(char::is_whitespace) {
            self.plain.push(' ');
        }
    }

    /// Notes that the words from `start` to here are those of link number `link`.
    pub fn link(&mut self, link: usize, start: usize) {
        self.links.push((link, start..self.plain.len()));
    }

    /// Ends the block: counts its words, gives its links their sentences and keeps it if it is the lead.
    pub fn end_block(&mut self, rank: Rank, links: &mut [Link]) {
        if self.plain.is_empty() && self.links.is_empty() {
            return;
        }
        let words = word::count(&self.plain).saturating_sub(std::mem::take(&mut self.code_words));
        self.words = self.words.saturating_add(u32::try_from(words).unwrap_or(u32::MAX));
        self.give_sentences(links);
        let better = self.lead.as_ref().is_none_or(|(old, _)| rank > *old);
        if rank > Rank::Never && better && !self.plain.trim().is_empty() {
            self.lead = Some((rank, shortened(&self.plain, LONGEST_LEAD)));
        }
        self.plain.clear();
    }

    /// The lead, when all blocks have ended.
    pub fn into_lead(self) -> String {
        self.lead.map_or_else(String::new, |(_, lead)| lead)
    }

    fn give_sentences(&mut self, links: &mut [Link]) {
        let mut sentences = Sentences::of(&self.plain);
        for (number, words) in self.links.drain(..) {
            let sentence = sentences.around(&words);
            let at = words.start - sentence.start;
            links[number].sentence = around(&self.plain[sentence], at, LONGEST_SENTENCE);
        }
    }
}

/// The text with single spaces, at most `longest` characters, cut at a word with an ellipsis.
fn shortened(text: &str, longest: usize) -> String {
    // No more is read than can be needed: a text of one endless line may hold thousands of links.
    let near = nth(text, longest * 2).map_or(text, |end| &text[..end]);
    let tidy = tidy(near);
    match nth(&tidy, longest) {
        Some(end) => format!("{}…", cut_behind(&tidy[..end])),
        None if near.len() < text.len() => format!("{}…", cut_behind(&tidy)),
        None => tidy,
    }
}

/// Where character number `n` of `text` begins, from 0.
fn nth(text: &str, n: usize) -> Option<usize> {
    let is_within = |byte: u8| byte & 0b1100_0000 == 0b1000_0000;
    // Each character is at least a byte, so nothing is passed over; what lies within characters is made up for.
    let (mut at, mut left) = (0, n);
    while left > 0 {
        let passed = text.as_bytes().get(at..at + left)?;
        at += left;
        left = bytes::count(passed, is_within);
    }
    let rest = &text.as_bytes()[at..];
    rest.iter().position(|&byte| !is_within(byte)).map(|within| at + within)
}

/// The part of a sentence that surrounds the byte `at`, cut at words with ellipses when the sentence is longer than `longest` characters.
fn around(sentence: &str, at: usize, longest: usize) -> String {
    if nth(sentence, longest).is_none() {
        return tidy(sentence);
    }
    let start = sentence[..at].char_indices().rev().take(longest / 2).last().map_or(at, |(i, _)| i);
    if start == 0 {
        return shortened(sentence, longest);
    }
    let part = &sentence[start..];
    let part = part.find(char::is_whitespace).filter(|&space| start + space < at).map_or(part, |space| &part[space..]);
    format!("…{}", shortened(part, longest))
}

/// `text` without the word that its end cuts in two (a text without spaces is cut where it ends).
fn cut_behind(text: &str) -> &str {
    text.rfind(' ').map_or(text, |space| &text[..space]).trim_end_matches([',', ';', ':', ' '])
}

fn tidy(text: &str) -> String {
    let text = text.trim_matches([' ', '\n', '\t']);
    if is_tidy(text.as_bytes()) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    for word in text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether single spaces stand between the words, and no other white space does: as in nearly every sentence.
fn is_tidy(text: &[u8]) -> bool {
    let Some(behind) = text.get(1..) else { return true };
    let is_double = |(&before, &at): (&u8, &u8)| (before == b' ') & (at == b' ');
    let has_doubles = text.iter().zip(behind).fold(false, |found, pair| found | is_double(pair));
    !has_doubles && !bytes::has(text, |byte| (byte == b'\n') | (byte == b'\t'))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{nth, tidy};

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn what_is_found_quickly_is_what_is_found_slowly(text in "[a ā学😀\n\t]{0,40}", n in 0_usize..50) {
            prop_assert_eq!(nth(&text, n), text.char_indices().nth(n).map(|(at, _)| at), "{:?}", text);
            let words: Vec<_> = text.split([' ', '\n', '\t']).filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(tidy(&text), words.join(" "), "{:?}", text);
        }
    }
}
