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

    /// Gives every word below its own place, where the spelling is found in `text[from..to]` in the order of the words; what is not
    /// found there (escapes, folded lines) gets the place of the whole.
    pub fn locate(&mut self, text: &str, from: usize, to: usize, whole: Place) {
        let mut cursor = from;
        self.locate_from(text, &mut cursor, to, whole);
    }

    fn locate_from(&mut self, text: &str, cursor: &mut usize, to: usize, whole: Place) {
        self.place = whole;
        match &mut self.shape {
            Shape::Nothing | Shape::Remark(_) => {}
            Shape::Word { text: word, .. } => {
                if let Some(start) = seek(text, word, cursor, to) {
                    self.place = Place::of(text, start, *cursor);
                }
            }
            Shape::List(items) => items.iter_mut().for_each(|item| item.locate_from(text, cursor, to, whole)),
            Shape::Table(pairs) => {
                for (key, node) in pairs {
                    seek(text, key, cursor, to);
                    node.locate_from(text, cursor, to, whole);
                }
            }
        }
    }
}

/// The offset of `word` in `text[*cursor..to]`; the cursor moves behind it.
fn seek(text: &str, word: &str, cursor: &mut usize, to: usize) -> Option<usize> {
    let start = *cursor + text.get(*cursor..to)?.find(word).filter(|_| !word.is_empty())?;
    *cursor = start + word.len();
    Some(start)
}
