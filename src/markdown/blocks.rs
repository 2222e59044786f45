//! CommonMark's blocks and inlines, written as the specification's examples have them: what no extension takes.

use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::escape;
use super::prose::Rank;
use super::walk::{Code, Walk};

impl Walk<'_> {
    /// Writes one event.
    pub fn commonmark(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(text) => self.text(text, range),
            Event::Code(code) => self.code(code),
            Event::Html(html) | Event::InlineHtml(html) => self.out.html.push_str(html),
            Event::SoftBreak => self.line_break("\n"),
            Event::HardBreak => self.line_break("<br />\n"),
            Event::Rule => self.block("<hr />\n"),
            // The parser gives these only to extensions that ask for them.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Paragraph => {
                self.block("<p>");
                self.paragraph = self.out.html.len();
            }
            Tag::Heading { level, .. } => self.open_heading(*level),
            Tag::BlockQuote(_) => self.open("<blockquote>\n"),
            Tag::CodeBlock(kind) => self.open_code(kind),
            Tag::List(Some(1)) => self.open("<ol>\n"),
            Tag::List(Some(start)) => {
                self.open("<ol start=\"");
                // Writing to a string cannot fail.
                let _ = writeln!(self.out.html, "{start}\">");
            }
            Tag::List(None) => self.open("<ul>\n"),
            Tag::Item => self.block("<li>"),
            Tag::Emphasis => self.out.html.push_str("<em>"),
            Tag::Strong => self.out.html.push_str("<strong>"),
            Tag::Link { link_type, dest_url, title, .. } => self.open_link(*link_type, dest_url, title, range),
            Tag::Image { dest_url, title, .. } => self.open_picture(dest_url, title, range),
            Tag::HtmlBlock => self.block(""),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.close_paragraph("</p>\n"),
            TagEnd::Heading(level) => self.close_heading(level),
            TagEnd::BlockQuote(_) => self.close("</blockquote>\n"),
            TagEnd::CodeBlock => self.close_code(),
            TagEnd::List(true) => self.close("</ol>\n"),
            TagEnd::List(false) => self.close("</ul>\n"),
            TagEnd::Item => {
                self.end_block(Rank::Never);
                self.out.html.push_str("</li>\n");
            }
            TagEnd::Emphasis => self.out.html.push_str("</em>"),
            TagEnd::Strong => self.out.html.push_str("</strong>"),
            TagEnd::Link => self.close_link(),
            _ => {}
        }
    }

    /// Begins a block on a line of its own.
    pub fn block(&mut self, html: &str) {
        self.end_block(Rank::Never);
        self.out.fresh_line();
        self.out.html.push_str(html);
    }

    /// Begins a block that holds blocks.
    pub fn open(&mut self, html: &str) {
        self.block(html);
        self.depth += 1;
    }

    /// Ends a block that holds blocks.
    pub fn close(&mut self, html: &str) {
        self.end_block(Rank::Never);
        self.depth = self.depth.saturating_sub(1);
        self.out.html.push_str(html);
    }

    /// Ends a paragraph, which may be the lead.
    pub fn close_paragraph(&mut self, html: &str) {
        self.out.html.push_str(html);
        let rank = match self.depth {
            _ if self.state.footnotes.inside() => Rank::Never,
            0 => Rank::Top,
            _ => Rank::Nested,
        };
        self.end_block(rank);
    }

    /// Adds text to whatever is under way: a code block, or a run.
    pub fn text(&mut self, text: &str, range: &Range<usize>) {
        if let Some(code) = &mut self.code {
            code.text.push_str(&self.masks.written(text));
        } else if let Some((meant, typed)) = mark(text).zip(typed(self.text, range)) {
            self.run.push_mark(typed, meant, range.start);
        } else if self.masks.are_in(range) {
            self.run.push(&self.masks.shown(text), range.start);
        } else {
            debug_assert!(self.masks.first(text).is_none(), "{text}");
            self.run.push(text, range.start);
        }
    }

    fn code(&mut self, code: &str) {
        let code = self.masks.written(code);
        self.out.html.push_str("<code>");
        escape::text(&mut self.out.html, &code);
        self.out.html.push_str("</code>");
        self.prose.push_code(&code);
    }

    fn line_break(&mut self, html: &str) {
        self.out.html.push_str(html);
        self.prose.push_space();
    }

    fn open_heading(&mut self, level: HeadingLevel) {
        self.block("");
        self.out.heading_tag("<h", level as u8);
        self.out.html.push('>');
    }

    fn close_heading(&mut self, level: HeadingLevel) {
        self.end_block(Rank::Never);
        self.out.heading_tag("</h", level as u8);
        self.out.html.push_str(">\n");
    }

    fn open_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.block("");
        let info = match kind {
            CodeBlockKind::Fenced(info) => self.masks.written(info),
            CodeBlockKind::Indented => "".into(),
        };
        let language = info.split([' ', '\t']).next().unwrap_or("").to_owned();
        self.code = Some(Code { language, text: String::new() });
    }

    fn close_code(&mut self) {
        let Some(code) = self.code.take() else { return };
        self.out.html.push_str("<pre><code");
        if !code.language.is_empty() {
            self.out.html.push_str(" class=\"language-");
            escape::text(&mut self.out.html, &code.language);
            self.out.html.push('"');
        }
        self.out.html.push('>');
        escape::text(&mut self.out.html, &code.text);
        self.out.html.push_str("</code></pre>\n");
    }
}

/// The straight marks that stand in `text` at `range`, if nothing else does.
fn typed<'t>(text: &'t str, range: &Range<usize>) -> Option<&'t str> {
    let straight = |byte| matches!(byte, b'"' | b'\'' | b'-' | b'.');
    text.get(range.clone()).filter(|typed| !typed.is_empty() && typed.bytes().all(straight))
}

/// The mark that `text` is, of those that the parser puts for what was typed: a curly quotation mark for a straight one, a dash for hyphens, an
/// ellipsis for dots.
fn mark(text: &str) -> Option<char> {
    // All of them are equally long, and nearly all words are longer.
    let single = text.len() == '“'.len_utf8();
    let first = if single { text.chars().next() } else { None };
    first.filter(|c| matches!(c, '“' | '”' | '‘' | '’' | '–' | '—' | '…'))
}
