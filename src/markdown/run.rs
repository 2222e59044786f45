//! A run of text: what the author wrote between two marks, put together again from the pieces the parser gives,
//! so that extensions see whole words and addresses.

use std::ops::Range;

/// A run of text under way.
#[derive(Clone, Debug, Default)]
pub struct Run {
    /// The text, straight quotation marks, hyphens and dots as typed.
    pub text: String,
    /// Where the parser would set a curly mark, a dash or an ellipsis, ascending.
    pub marks: Vec<Mark>,
    /// What is to become a link, ascending and apart.
    pub links: Vec<Bare>,
    /// Where each piece of the run stands in the source: its offset in `text`, and in the source.
    pieces: Vec<(usize, usize)>,
    /// Room for the next text.
    spare: String,
}

/// A typed mark and the one it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Where it stands in [`Run::text`].
    pub at: usize,
    /// Its length there in bytes.
    pub len: usize,
    /// What the parser takes it for: a curly mark facing left or right, a dash, an ellipsis.
    pub meant: char,
}

/// A bare address in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bare {
    /// Where it stands in [`Run::text`].
    pub range: Range<usize>,
    /// Where it stands in the source.
    pub source: usize,
    /// What goes before it to make it an address: `http://`, `mailto:` or nothing.
    pub prefix: &'static str,
}

impl Bare {
    fn move_to(&mut self, start: usize) {
        self.range = start..start + self.range.len();
    }
}

impl Run {
    /// Adds text that stands at `at` in the source.
    pub fn push(&mut self, text: &str, at: usize) {
        self.pieces.push((self.text.len(), at));
        self.text.push_str(text);
    }

    /// Adds a typed mark.
    pub fn push_mark(&mut self, typed: &str, meant: char, at: usize) {
        self.marks.push(Mark { at: self.text.len(), len: typed.len(), meant });
        self.push(typed, at);
    }

    /// Where in the source the byte `at` of the run stands.
    pub fn source(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|&(start, _)| start <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(0, |&(start, source)| source + (at - start))
    }

    /// Replaces stretches, ascending and outside of the links, by what `put` writes, given the text so far, the stretch and `T`.
    pub fn replace<T>(
        &mut self,
        stretches: impl Iterator<Item = (Range<usize>, T)>,
        mut put: impl FnMut(&mut String, &str, &Range<usize>, T),
    ) {
        let mut text = std::mem::take(&mut self.spare);
        let mut links = self.links.iter_mut().peekable();
        let mut done = 0;
        for (stretch, what) in stretches {
            while let Some(link) = links.next_if(|link| link.range.end <= stretch.start) {
                link.move_to(text.len() + link.range.start - done);
            }
            text.push_str(&self.text[done..stretch.start]);
            put(&mut text, &self.text, &stretch, what);
            done = stretch.end;
        }
        for link in links {
            link.move_to(text.len() + link.range.start - done);
        }
        text.push_str(&self.text[done..]);
        self.spare = std::mem::replace(&mut self.text, text);
        self.spare.clear();
    }

    /// Whether the byte `at` stands in what is to become a link.
    pub fn in_link(&self, at: usize) -> bool {
        let next = self.links.partition_point(|link| link.range.end <= at);
        self.links.get(next).is_some_and(|link| link.range.contains(&at))
    }

    /// Cuts the run off at `at`.
    pub fn truncate(&mut self, at: usize) {
        self.text.truncate(at);
        self.marks.retain(|mark| mark.at < at);
        self.pieces.retain(|&(start, _)| start < at);
    }

    /// Empties the run but keeps its room.
    pub fn clear(&mut self) {
        self.text.clear();
        self.marks.clear();
        self.links.clear();
        self.pieces.clear();
    }
}
