//! Text to [`Body`]: the only user of pulldown-cmark, html5gum and syntect.
//!
//! The parser's events are walked through once (`walk.rs`) and written into one string. Each event is first offered to the extensions, one file each in
//! `extensions/`; what none takes is written as CommonMark has it (`blocks.rs`, `links.rs`). Every address becomes a slot (`piece.rs`), the plain words
//! are counted on the way (`prose.rs`), and what the parser must not see is covered up beforehand (`masks.rs`).

mod address;
mod blocks;
mod body;
mod bytes;
mod elements;
mod escape;
mod extensions;
mod hash;
mod highlight;
mod html;
mod links;
mod masks;
mod piece;
mod prose;
mod run;
mod sentence;
mod tags;
mod walk;
mod word;

#[cfg(test)]
mod tests;

pub use body::{AttributeName, Body, Heading, Link, LinkKind, Slot, SlotForm, Target};
pub use html::Html;

use crate::diag::Diagnosed;

/// How a text is to be read: what depends on the page's language and on where the portfolio is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// Opening double, closing double, opening single, closing single quotation mark.
    pub quotes: [String; 4],
    /// Whether a narrow no-break space stands before `;`, `:`, `!` and `?` and inside « ».
    pub spaced_punctuation: bool,
    /// The titles of alerts: note, tip, important, warning, caution.
    pub alerts: [String; 5],
    /// What a table is called to those who do not see it; a number follows.
    pub table_label: String,
    /// What the footnotes are called to those who do not see them.
    pub footnotes_label: String,
    /// What the arrow behind a footnote is called: it leads back to the text.
    pub backlink_label: String,
    /// What a box in a list of tasks is called: one to do, one done.
    pub tasks: [String; 2],
    /// Where the portfolio is published: absolute addresses below it are its own.
    pub base_url: Option<String>,
}

impl Default for Reading {
    /// English, published nowhere.
    fn default() -> Self {
        Self {
            quotes: ["“", "”", "‘", "’"].map(str::to_owned),
            spaced_punctuation: false,
            alerts: ["Note", "Tip", "Important", "Warning", "Caution"].map(str::to_owned),
            table_label: "Table".to_owned(),
            footnotes_label: "Notes".to_owned(),
            backlink_label: "Back to the text".to_owned(),
            tasks: ["To do", "Done"].map(str::to_owned),
            base_url: None,
        }
    }
}

/// Renders `text`, which has only `\n` line ends and no front matter, with everything our Markdown can do.
///
/// Places, in links and in what is said to the author, count from the first line of `text`; diagnostics have no path yet.
#[must_use]
pub fn body(text: &str, reading: &Reading) -> Diagnosed<Body> {
    walk::walk(text, reading, &extensions::ALL)
}

/// Words on one line with the quotation marks, dashes and spaces of the language, and no other Markdown: a title, a summary.
#[must_use]
pub fn words(words: &str, reading: &Reading) -> String {
    let straight = words.contains(['"', '\'']) || words.contains("--") || words.contains("...");
    if !straight && !reading.spaced_punctuation {
        return words.to_owned();
    }
    // After a first word nothing begins a list or a heading; behind a backslash nothing is a mark.
    let mut text = String::from("x ");
    for c in words.chars() {
        if c.is_ascii_punctuation() && !matches!(c, '"' | '\'' | '-' | '.' | ';' | ':' | '!' | '?') {
            text.push('\\');
        }
        text.push(if c == '\n' { ' ' } else { c });
    }
    let html = walk::walk(&text, reading, &extensions::TYPOGRAPHY).value.html;
    let set = html.trim_end().strip_prefix("<p>x ").and_then(|rest| rest.strip_suffix("</p>"));
    set.map_or_else(|| words.to_owned(), escape::plain)
}

/// Renders `text` by the CommonMark 0.31.2 specification alone: the same walk without extensions, the addresses put into their slots as written.
#[must_use]
pub fn commonmark(text: &str) -> String {
    fill(&walk::walk(text, &Reading::default(), &extensions::NONE).value, |_| None)
}

/// The HTML of `body` with every slot filled with the address as written, and titles with `title`, or else the name as written.
fn fill(body: &Body, title: impl Fn(&Target) -> Option<String>) -> String {
    let mut html = String::with_capacity(body.html.len() + body.slots.len() * 32);
    let mut done = 0;
    for slot in &body.slots {
        let target = &body.links[slot.link as usize].target;
        html.push_str(&body.html[done..slot.at as usize]);
        done = slot.at as usize;
        match slot.form {
            SlotForm::Attribute(name) => {
                html.push(' ');
                html.push_str(name.as_str());
                html.push_str("=\"");
                escape::address(&mut html, &as_written(target));
                html.push('"');
            }
            SlotForm::Address => escape::address(&mut html, &as_written(target)),
            SlotForm::Title => escape::text(&mut html, &title(target).unwrap_or_else(|| as_written(target))),
        }
    }
    html.push_str(&body.html[done..]);
    html
}

/// A target as an address.
fn as_written(target: &Target) -> String {
    let with = |name: &str, fragment: &Option<String>| match fragment {
        Some(fragment) => format!("{name}#{fragment}"),
        None => name.to_owned(),
    };
    match target {
        Target::Address(address) => address.clone(),
        Target::Wiki { name, heading } => with(name, heading),
        Target::PostUrl { name, fragment } => with(name, fragment),
    }
}
