//! Text to [`Body`], the only user of pulldown-cmark. (Being built.)

mod body;

pub use body::{AttributeName, Body, Heading, Link, LinkKind, Slot, SlotForm, Target};

/// How a text is to be read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Opening double, closing double, opening single, closing single quotation mark.
    pub quotes: [String; 4],
    /// Whether a narrow no-break space stands before `;`, `:`, `!` and `?`.
    pub spaced_punctuation: bool,
}
