//! Raw HTML: read tag by tag, so that its addresses have slots like Markdown's, nothing of it reaches another site by itself, no script or comment
//! reaches the page, and no element of it stays open behind its place. What becomes of each tag is in `tags.rs`, what is open in `elements.rs`.

use std::ops::Range;

use html5gum::{DefaultEmitter, Error, Token, Tokenizer};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{EventKind, Extension};
use crate::diag::Diagnostic;
use crate::markdown::elements::{Elements, is_inline};
use crate::markdown::prose::Rank;
use crate::markdown::run::Run;
use crate::markdown::walk::Walk;
use crate::markdown::{escape, tags};

/// See the module.
pub const EXTENSION: Extension = Extension {
    takes: &[EventKind::Start, EventKind::End, EventKind::Text, EventKind::Other],
    take,
    finish: Some(|walk| walk.state.raw_html.elements.close_all(&mut walk.out.html)),
    ..Extension::NOTHING
};

/// What is known of the raw HTML around the place.
#[derive(Default)]
pub struct State {
    /// What is open.
    elements: Elements,
    /// The HTML block under way, gathered: a tag may span its lines.
    block: Option<Run>,
    /// The element whose content is left out until its end tag.
    skipped: Option<String>,
}

impl State {
    /// Whether a link written as raw HTML is open.
    pub fn in_link(&self) -> bool {
        self.elements.has_link()
    }

    /// Whether code written as raw HTML is open, in which no mark is changed.
    pub fn in_code(&self) -> bool {
        self.elements.has_code()
    }

    /// Leaves out everything until the end tag of `name`.
    pub fn skip(&mut self, name: &str) {
        self.skipped = Some(name.to_owned());
    }
}

fn take(walk: &mut Walk<'_>, event: &Event<'_>, range: &Range<usize>) -> bool {
    match event {
        Event::Start(Tag::HtmlBlock) => {
            walk.end_block(Rank::Never);
            walk.state.raw_html.block = Some(Run::default());
        }
        Event::Html(html) => match &mut walk.state.raw_html.block {
            Some(block) => block.push(html, range.start),
            None => return false,
        },
        Event::End(TagEnd::HtmlBlock) => write_block(walk),
        Event::InlineHtml(html) => {
            let mut tag = Run::default();
            tag.push(html, range.start);
            write(walk, &tag, true);
        }
        _ => return pass(walk, event),
    }
    true
}

/// Minds what is open while Markdown goes on; `true` for words that are left out.
fn pass(walk: &mut Walk<'_>, event: &Event<'_>) -> bool {
    let state = &mut walk.state.raw_html;
    match event {
        Event::Start(tag) if holds_blocks(tag.to_end()) => state.elements.enter(),
        Event::End(tag) => {
            if ends_words(*tag) {
                state.skipped = None;
                state.elements.end_words(&mut walk.out.html);
            }
            if holds_blocks(*tag) {
                state.elements.leave(&mut walk.out.html);
            }
        }
        Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak => return state.skipped.is_some(),
        _ => {}
    }
    false
}

fn ends_words(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item)
}

fn holds_blocks(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition)
}

fn write_block(walk: &mut Walk<'_>) {
    let Some(block) = walk.state.raw_html.block.take() else { return };
    walk.out.fresh_line();
    let start = walk.out.html.len();
    write(walk, &block, false);
    walk.end_block(Rank::Never);
    if walk.state.raw_html.in_link() && !closes_link(walk.text, block.source(block.text.len())) {
        walk.state.raw_html.elements.close_link(&mut walk.out.html);
    }
    if walk.out.html[start..].trim().is_empty() {
        walk.out.html.truncate(start);
    }
    walk.out.fresh_line();
}

/// Whether the next tag of a link in `text` behind `at` is an end tag, so that a link may span blocks.
fn closes_link(text: &str, at: usize) -> bool {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let is_end = |tag: &[u8]| tag[..3].eq_ignore_ascii_case(b"</a");
    let is_start = |tag: &[u8]| tag[..2].eq_ignore_ascii_case(b"<a") && !tag[2].is_ascii_alphanumeric();
    rest.windows(3).find(|tag| is_start(tag) || is_end(tag)).is_some_and(is_end)
}

/// Writes what may be written of a stretch of HTML.
fn write(walk: &mut Walk<'_>, html: &Run, inline: bool) {
    let tokens = Tokenizer::new_with_emitter(html.text.as_str(), DefaultEmitter::<usize>::new_with_span());
    for token in tokens {
        let Ok(token) = token;
        if let Some(skipped) = walk.state.raw_html.skipped.take() {
            let ends = matches!(&token, Token::EndTag(tag) if text(&tag.name) == skipped);
            walk.state.raw_html.skipped = (!ends).then_some(skipped);
            continue;
        }
        write_token(walk, html, token, inline);
    }
}

fn write_token(walk: &mut Walk<'_>, html: &Run, token: Token<usize>, inline: bool) {
    match token {
        Token::StartTag(tag) => {
            let tag = tags::Tag::new(&tag, html);
            end_words(walk, &tag.name, inline);
            if tag.write(walk) {
                walk.state.raw_html.elements.open(tag.name, inline);
            }
        }
        Token::EndTag(tag) => {
            let name = text(&tag.name);
            end_words(walk, &name, inline);
            walk.state.raw_html.elements.close(&name, inline, &mut walk.out.html);
        }
        Token::String(words) => write_words(walk, &text(&words.value)),
        Token::Error(error) if matches!(error.value, Error::EofInComment) => say_unclosed(walk, html),
        Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
    }
}

fn write_words(walk: &mut Walk<'_>, words: &str) {
    let words = walk.masks.written(words);
    escape::text(&mut walk.out.html, &words);
    walk.prose.plain.push_str(&words);
}

/// A tag that stands between blocks ends the words before it; those of a `<p>` may be the lead.
fn end_words(walk: &mut Walk<'_>, name: &str, inline: bool) {
    if !inline && !is_inline(name) {
        let rank = if name == "p" && !walk.state.footnotes.inside() { Rank::Nested } else { Rank::Never };
        walk.end_block(rank);
    } else if name == "br" {
        walk.prose.push_space();
    }
}

fn say_unclosed(walk: &mut Walk<'_>, html: &Run) {
    let start = html.source(html.text.rfind("<!--").unwrap_or(0));
    let message = "this comment is never closed, so the text behind it is left out";
    let unclosed = Diagnostic::warning("unclosed-comment", message).help("write --> where the comment ends");
    walk.say(unclosed, &(start..start + "<!--".len()));
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
