//! What front matter holds, whichever notation it is written in: [`Entry`], [`Node`] and [`Shape`].
//!
//! A word keeps the spelling of the file (`007`, `yes`, `1.10`), so that a tag is what its author wrote; what it would be as a number or a
//! truth value stands beside it, for templates.

use serde_json::Value as Json;

use crate::diag::Place;

/// The deepest nesting of lists and tables that is read.
pub(super) const DEEPEST: usize = 32;

/// A key and its value.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The key as written.
    pub key: String,
    /// Where the key stands.
    pub place: Place,
    /// What it holds.
    pub value: Node,
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// Where it stands; for what spans lines, its first.
    pub place: Place,
    /// What it is.
    pub shape: Shape,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// Nothing stands there, or `null`.
    Nothing,
    /// `#words` where a value was expected. To YAML that is a comment; for a tag or a colour it is what the author meant.
    Remark(String),
    /// Words, a number, a date or a truth value.
    Word {
        /// As written, without quotation marks.
        text: String,
        /// As its notation understands it.
        json: Json,
    },
    /// A list.
    List(Vec<Node>),
    /// A table of keys and values.
    Table(Vec<(String, Node)>),
}

/// Words that one key or list item says, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// The words, trimmed.
    pub text: String,
    /// Where they stand.
    pub place: Place,
}

impl Node {
    /// A word that is only words.
    pub fn words(text: impl Into<String>, place: Place) -> Self {
        let text = text.into();
        let json = Json::String(text.clone());
        Self { place, shape: Shape::Word { text, json } }
    }

    /// The value as JSON, for templates.
    pub fn into_json(self) -> Json {
        match self.shape {
            Shape::Nothing | Shape::Remark(_) => Json::Null,
            Shape::Word { json, .. } => json,
            Shape::List(items) => items.into_iter().map(Self::into_json).collect(),
            Shape::Table(pairs) => pairs.into_iter().map(|(key, node)| (key, node.into_json())).collect(),
        }
    }

    /// How many lists and tables stand around its innermost value, itself counted.
    pub fn depth(&self) -> usize {
        match &self.shape {
            Shape::List(items) => 1 + items.iter().map(Self::depth).max().unwrap_or(0),
            Shape::Table(pairs) => 1 + pairs.iter().map(|(_, node)| node.depth()).max().unwrap_or(0),
            _ => 0,
        }
    }

    /// Gives every word below its own place, where the spelling is found in `text[from..to]` in the order of the words, and every inner list
    /// or table that of its first word; what is not found there (escapes, folded lines) gets the place of the whole.
    pub fn locate(&mut self, text: &str, from: usize, to: usize, whole: Place) {
        let mut seeker = Seeker { text: &text[..to.max(from)], at: from, left: MOST_PLACES };
        self.locate_by(&mut seeker, whole);
        if !matches!(self.shape, Shape::Word { .. }) {
            self.place = whole;
        }
    }

    fn locate_by(&mut self, seeker: &mut Seeker<'_>, whole: Place) {
        self.place = whole;
        match &mut self.shape {
            Shape::Nothing | Shape::Remark(_) => {}
            Shape::Word { text, .. } => self.place = seeker.place(text).unwrap_or(whole),
            Shape::List(items) => {
                items.iter_mut().for_each(|item| item.locate_by(seeker, whole));
                self.place = items.first().map_or(whole, |item| item.place);
            }
            Shape::Table(pairs) => {
                for (i, (key, node)) in pairs.iter_mut().enumerate() {
                    let place = seeker.place(key).unwrap_or(whole);
                    node.locate_by(seeker, whole);
                    if i == 0 {
                        self.place = place;
                    }
                }
            }
        }
    }
}

/// How many words of one value get places of their own: finding a place takes time in proportion to what stands before it.
const MOST_PLACES: usize = 200;

/// Finds words in a text, one behind the other.
struct Seeker<'t> {
    text: &'t str,
    /// Where to look on.
    at: usize,
    /// How many places it still gives.
    left: usize,
}

impl Seeker<'_> {
    /// The place of the next `word`; the search goes on behind it.
    fn place(&mut self, word: &str) -> Option<Place> {
        self.left = self.left.checked_sub(1)?;
        let start = self.at + self.text[self.at..].find(word).filter(|_| !word.is_empty())?;
        self.at = start + word.len();
        Some(Place::of(self.text, start, self.at))
    }
}
