//! What is covered up before the text is parsed, because CommonMark would take it apart: `[[x|words]]`, `{% post_url x %}`.
//!
//! A covered stretch is replaced by a token of the same length in bytes, so that every place stays exact. The token begins with DEL, which stands
//! nowhere else (control characters have no place in HTML and become spaces first), holds the number of its mask and is filled up with DEL.
//! Where a token turns up in code it gives back what the author wrote.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use super::body::Target;
use super::bytes;

const DEL: char = '\u{7f}';

/// What a covered stretch means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A wikilink: what it names, the author's words with their offset in the stretch, and whether it shows a picture (`![[...]]`).
    Wiki {
        /// What it names.
        target: Target,
        /// Where in the stretch the author's own words begin and end.
        words: Option<(usize, usize)>,
        /// `![[picture.png]]`
        show: bool,
    },
    /// A note to oneself: nothing at all, but in code as written.
    Comment,
    /// In an address, the name of a post.
    PostUrl(String),
    /// In an address, these characters (none for `{{ site.baseurl }}`).
    Address(String),
}

/// One covered stretch.
#[derive(Clone, Debug)]
pub struct Mask {
    /// What the author wrote.
    pub written: String,
    /// What it means.
    pub meaning: Meaning,
}

impl Mask {
    /// What of it a reader sees where it is words.
    pub fn shown(&self) -> &str {
        if self.meaning == Meaning::Comment { "" } else { &self.written }
    }
}

/// A text with some of it covered, and what lies beneath.
#[derive(Clone, Debug)]
pub struct Masks {
    masks: Vec<Mask>,
    /// Where the covered stretches stand in the text, ascending and apart.
    places: Vec<Range<usize>>,
}

/// Finds what an extension covers: given the text and an offset at which its opening characters (ASCII) stand, the end of the stretch and its meaning.
pub type Find = fn(&str, usize) -> Option<(usize, Meaning)>;

/// Covers in `text` what the finders, each with its opening characters, find. The result has the length of `text`, byte for byte.
pub fn cover<'a>(text: &'a str, finders: &[(&str, Find)]) -> (Cow<'a, str>, Masks) {
    let mut masks = Masks::none();
    let text = without_controls(text);
    let found = found(&text, finders);
    if found.is_empty() {
        return (text, masks);
    }
    let (mut covered, mut known) = (String::with_capacity(text.len()), HashMap::new());
    for (at, end, meaning) in found {
        if at >= covered.len() {
            covered.push_str(&text[covered.len()..at]);
            // Equal stretches share a mask, so that a covered link label still matches its definition.
            let number = *known.entry(&text[at..end]).or_insert_with(|| masks.add(&text[at..end], meaning));
            masks.put(number, &mut covered);
        }
    }
    covered.push_str(&text[covered.len()..]);
    (Cow::Owned(covered), masks)
}

/// What the finders find, ascending by where it starts: its start, its end and its meaning. Of several that start together, the first finder's
/// comes first. The openings of one finder do not overlap.
fn found(text: &str, finders: &[(&str, Find)]) -> Vec<(usize, usize, Meaning)> {
    let firsts = firsts(finders);
    let mut free = vec![0; finders.len()];
    let (mut found, mut from) = (Vec::new(), 0);
    while let Some(at) = bytes::position_of(&text.as_bytes()[from..], &firsts).map(|at| from + at) {
        for (&(opening, find), free) in finders.iter().zip(&mut free) {
            if at >= *free && text.as_bytes()[at..].starts_with(opening.as_bytes()) {
                *free = at + opening.len();
                found.extend(find(text, at).map(|(end, meaning)| (at, end, meaning)));
            }
        }
        from = at + 1;
    }
    found
}

/// The bytes that openings begin with, filled up with NUL, which is in no text: so many and no more, that one step looks for all of them.
fn firsts(finders: &[(&str, Find)]) -> [u8; 4] {
    let mut firsts = [0; 4];
    for first in finders.iter().map(|(opening, _)| opening.as_bytes()[0]) {
        let place = firsts.iter_mut().find(|place| [0, first].contains(place));
        *place.expect("openings begin with at most four different characters") = first;
    }
    firsts
}

/// The text with a space for every control character but tab and line end.
fn without_controls(text: &str) -> Cow<'_, str> {
    let is_control = |byte: u8| (byte < b' ') & (byte != b'\t') & (byte != b'\n') | (byte == DEL as u8);
    match bytes::has(text.as_bytes(), is_control) {
        true => Cow::Owned(text.replace(|c: char| c.is_ascii() && is_control(c as u8), " ")),
        false => Cow::Borrowed(text),
    }
}

impl Masks {
    /// No masks at all, for a text that is parsed as it stands.
    pub fn none() -> Self {
        Self { masks: Vec::new(), places: Vec::new() }
    }

    /// Adds a mask and gives its number.
    fn add(&mut self, written: &str, meaning: Meaning) -> usize {
        self.masks.push(Mask { written: written.to_owned(), meaning });
        self.masks.len() - 1
    }

    /// Puts a token for what mask `number` covers, or the words themselves where that has no room.
    fn put(&mut self, number: usize, covered: &mut String) {
        let written = &self.masks[number].written;
        let token = format!("{DEL}{number}{DEL}");
        if token.len() > written.len() {
            covered.push_str(written);
            return;
        }
        self.places.push(covered.len()..covered.len() + written.len());
        covered.push_str(&token);
        covered.extend(std::iter::repeat_n(DEL, written.len() - token.len()));
    }

    /// Whether any of the stretch `range` of the text is covered. Nearly nothing is, and this is told faster than a token is looked for.
    pub fn are_in(&self, range: &Range<usize>) -> bool {
        let next = self.places.partition_point(|place| place.end <= range.start);
        self.places.get(next).is_some_and(|place| place.start < range.end)
    }

    /// The first token in `text`: where it starts and ends, and what it covers.
    pub fn first<'a>(&'a self, text: &str) -> Option<(usize, usize, &'a Mask)> {
        if self.masks.is_empty() {
            return None;
        }
        let mut from = 0;
        while let Some(start) = bytes::position(&text.as_bytes()[from..], |byte| byte == DEL as u8).map(|at| from + at)
        {
            let digits = text[start + 1..].bytes().take_while(u8::is_ascii_digit).count();
            let mask =
                text[start + 1..start + 1 + digits].parse().ok().and_then(|number: usize| self.masks.get(number));
            if let Some(mask) = mask.filter(|mask| text.is_char_boundary(start + mask.written.len())) {
                return Some((start, start + mask.written.len(), mask));
            }
            from = start + 1;
        }
        None
    }

    /// The text as the author wrote it.
    pub fn written<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.uncovered(text, |mask| &mask.written)
    }

    /// The text as a reader is to see it: as the author wrote it, without comments.
    pub fn shown<'a>(&self, text: &'a str) -> Cow<'a, str> {
        self.uncovered(text, Mask::shown)
    }

    /// The text with what `beneath` gives for each token.
    fn uncovered<'a>(&self, text: &'a str, beneath: impl Fn(&Mask) -> &str) -> Cow<'a, str> {
        if self.first(text).is_none() {
            return Cow::Borrowed(text);
        }
        let mut rest = text;
        let mut out = String::with_capacity(text.len());
        while let Some((start, end, mask)) = self.first(rest) {
            out.push_str(&rest[..start]);
            out.push_str(beneath(mask));
            rest = &rest[end..];
        }
        out.push_str(rest);
        Cow::Owned(out)
    }

    /// What an address means in which stretches may be covered.
    pub fn target(&self, address: &str) -> Target {
        let mut rest = address;
        let mut post = None;
        let mut out = String::new();
        while let Some((start, end, mask)) = self.first(rest) {
            out.push_str(&rest[..start]);
            match &mask.meaning {
                Meaning::PostUrl(name) => post = Some(name.clone()),
                Meaning::Address(address) => out.push_str(address),
                Meaning::Wiki { .. } | Meaning::Comment => out.push_str(&mask.written),
            }
            rest = &rest[end..];
        }
        out.push_str(rest);
        match post {
            Some(name) => Target::PostUrl { name, fragment: out.split_once('#').map(|(_, f)| f.to_owned()) },
            None => Target::Address(out),
        }
    }
}
