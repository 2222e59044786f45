//! Raw HTML: read tag by tag, so that its addresses have slots like Markdown's, nothing of it reaches another site by itself, no script or comment
//! reaches the page, and no element of it stays open behind the body. What becomes of each tag is in `tags.rs`.

use std::ops::Range;

use html5gum::{DefaultEmitter, EndTag, Error, Token, Tokenizer};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::Extension;
use crate::diag::Diagnostic;
use crate::markdown::prose::Rank;
use crate::markdown::run::Run;
use crate::markdown::walk::Walk;
use crate::markdown::{escape, tags};

/// See the module.
pub const EXTENSION: Extension = Extension { take, finish: close_all, ..Extension::NOTHING };

/// What is known of the raw HTML around the place.
#[derive(Default)]
pub struct State {
    /// The HTML block under way, gathered: a tag may span its lines.
    block: Option<Run>,
    /// The element whose content is left out until its end tag.
    skipped: Option<String>,
    /// The elements that are open: their names, and whether they were opened among the words of a block.
    open: Vec<(String, bool)>,
}

impl State {
    /// Whether a link written as raw HTML is open.
    pub fn in_link(&self) -> bool {
        self.open.iter().any(|(name, _)| name == "a")
    }

    /// Whether code written as raw HTML is open, in which no mark is changed.
    pub fn in_code(&self) -> bool {
        self.open.iter().any(|(name, _)| matches!(name.as_str(), "code" | "pre" | "kbd" | "samp" | "tt" | "textarea"))
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
        Event::End(TagEnd::HtmlBlock) => close_block(walk),
        Event::InlineHtml(html) => {
            let mut tag = Run::default();
            tag.push(html, range.start);
            write(walk, &tag, true);
        }
        Event::End(tag) if ends_words(*tag) => {
            walk.state.raw_html.skipped = None;
            close_inline(walk);
            return false;
        }
        Event::Text(_) | Event::Code(_) | Event::SoftBreak | Event::HardBreak => {
            return walk.state.raw_html.skipped.is_some();
        }
        _ => return false,
    }
    true
}

fn close_block(walk: &mut Walk<'_>) {
    let Some(block) = walk.state.raw_html.block.take() else { return };
    walk.out.fresh_line();
    write(walk, &block, false);
    walk.end_block(Rank::Never);
    walk.out.fresh_line();
}

fn ends_words(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell | TagEnd::Item)
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
            let tag = tags::Tag::new(&tag, |at| html.source(at));
            if tag.write(walk) {
                walk.state.raw_html.open.push((tag.name, inline));
            }
        }
        Token::EndTag(tag) => write_end(walk, &tag, inline),
        Token::String(words) => {
            let words = text(&words.value);
            let words = walk.masks.written(&words);
            escape::text(&mut walk.out.html, &words);
            walk.prose.plain.push_str(&words);
        }
        Token::Error(error) if matches!(error.value, Error::EofInComment) => {
            let at = html.source(error.span.start.min(html.text.len()));
            let help = "write --> where the comment ends";
            let message = "this comment is never closed, so the text behind it is left out";
            let start = html.text.rfind("<!--").map_or(at, |at| html.source(at));
            walk.say(Diagnostic::warning("unclosed-comment", message).help(help), &(start..start + 4));
        }
        Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
    }
}

/// Writes an end tag if its element is open; elements within that have been left open are closed first.
fn write_end(walk: &mut Walk<'_>, tag: &EndTag<usize>, inline: bool) {
    let name = text(&tag.name);
    let open = &walk.state.raw_html.open;
    let Some(at) = open.iter().rposition(|(open, was_inline)| *open == name && (*was_inline || !inline)) else {
        return;
    };
    close_down_to(walk, at + 1);
    walk.state.raw_html.open.pop();
    tags::write_end(&mut walk.out.html, &name);
}

/// Closes what was opened among the words that end here.
fn close_inline(walk: &mut Walk<'_>) {
    let blocks = walk.state.raw_html.open.iter().rposition(|(_, inline)| !inline).map_or(0, |at| at + 1);
    close_down_to(walk, blocks);
}

fn close_all(walk: &mut Walk<'_>) {
    close_down_to(walk, 0);
}

/// Closes the open elements until `depth` are left. Elements whose end tag may be left out are left to the browser.
fn close_down_to(walk: &mut Walk<'_>, depth: usize) {
    while walk.state.raw_html.open.len() > depth {
        let Some((name, _)) = walk.state.raw_html.open.pop() else { return };
        if !tags::closes_itself(&name) {
            tags::write_end(&mut walk.out.html, &name);
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
