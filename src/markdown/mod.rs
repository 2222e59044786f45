//! Text to [`Body`], the only user of pulldown-cmark. (Being built.)

mod body;

pub use body::{AttributeName, Body, Heading, Link, LinkKind, Slot, SlotForm, Target};

use crate::diag::Diagnosed;

/// How a text is to be read.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Opening double, closing double, opening single, closing single quotation mark.
    pub quotes: [String; 4],
    /// Whether a narrow no-break space stands before `;`, `:`, `!` and `?`.
    pub spaced_punctuation: bool,
    /// The words over a note, tip, important, warning and caution.
    pub alerts: [String; 5],
    /// What a table that must scroll is called for those who hear the page.
    pub table_label: String,
    /// Where the site is published.
    pub base_url: Option<String>,
}

/// Renders a text. (A stand-in: the room is built beside this one.)
#[must_use]
pub fn body(text: &str, _reading: &Reading) -> Diagnosed<Body> {
    let opening = text.trim_start();
    let title = opening.strip_prefix("# ").and_then(|rest| rest.lines().next()).map(|line| line.trim().to_owned());
    let title = title.filter(|title| !title.is_empty());
    let words = u32::try_from(text.split_whitespace().count()).unwrap_or(u32::MAX);
    Diagnosed::clean(Body { html: text.into(), title, words, lead: String::new(), ..Body::default() })
}
