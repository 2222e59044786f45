//! The walk over the parser's events: each is offered to the extensions in their order, and what none takes is written as CommonMark has it
//! (`blocks.rs`, `links.rs`). One pass, into one string.

use std::collections::HashSet;
use std::iter::Peekable;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::body::{Body, Heading, Link, LinkKind, Target};
use super::extensions::{EventKind, Extensions, footnotes, headings, leftovers, raw_html, tables, typography};
use super::html::Html;
use super::links::{OpenLink, Picture};
use super::masks::{self, Masks};
use super::piece::Piece;
use super::prose::{Prose, Rank};
use super::run::Run;
use super::{Reading, bytes, hash};
use crate::diag::{Diagnosed, Diagnostic, Place};

/// What is known while a text is walked through.
pub struct Walk<'a> {
    /// The text as the author wrote it.
    pub text: &'a str,
    /// What has been covered up in it for the parser.
    pub masks: &'a Masks,
    /// How it is to be read.
    pub reading: &'a Reading,
    /// The ways in which it is more than CommonMark.
    pub extensions: &'static Extensions,
    /// What is being written.
    pub out: Piece,
    /// Every address so far.
    pub links: Vec<Link>,
    /// Every heading so far.
    pub headings: Vec<Heading>,
    /// Every id so far that is not a heading's.
    pub anchors: Vec<String>,
    /// The heading that opens the text.
    pub title: Option<String>,
    /// Whether code has been highlighted.
    pub has_code: bool,
    /// The plain words.
    pub prose: Prose,
    /// The text since the last mark.
    pub run: Run,
    /// The picture whose words are being read.
    pub picture: Option<Picture>,
    /// The links that are open, the outermost first.
    pub open_links: Vec<OpenLink>,
    /// The code block under way: its language and its text.
    pub code: Option<Code>,
    /// Quotations, lists and footnotes around the place.
    pub depth: u32,
    /// Where in what is being written the words of the paragraph begin.
    pub paragraph: usize,
    /// Whether the next event ends the paragraph; known where a picture may end.
    pub ends_paragraph: bool,
    /// What the extensions remember.
    pub state: State,
    ids: HashSet<String>,
    diagnostics: Vec<Diagnostic>,
    /// The place counted last, from which the next is counted on.
    counted: Counted,
    /// The stretch whose place was asked for last: one long tag may hold thousands of addresses.
    placed: Option<(Range<usize>, Place)>,
}

/// An offset with the lines before it and the characters before it on its line.
#[derive(Clone, Copy, Default)]
struct Counted {
    at: usize,
    line: usize,
    column: usize,
}

/// What the extensions remember from event to event, each its own.
#[derive(Default)]
pub struct State {
    /// See `extensions/headings.rs`.
    pub headings: headings::State,
    /// See `extensions/tables.rs`.
    pub tables: tables::State,
    /// See `extensions/footnotes.rs`.
    pub footnotes: footnotes::State,
    /// See `extensions/raw_html.rs`.
    pub raw_html: raw_html::State,
    /// See `extensions/leftovers.rs`.
    pub leftovers: leftovers::State,
    /// See `extensions/typography.rs`.
    pub typography: typography::State,
    /// See `extensions/pictures.rs`.
    pub figure: bool,
}

/// A code block under way.
#[derive(Clone, Debug, Default)]
pub struct Code {
    /// The first word behind the fence; empty if there is none.
    pub language: String,
    /// The code.
    pub text: String,
}

/// Reads `text` with `extensions`.
pub fn walk(text: &str, reading: &Reading, extensions: &'static Extensions) -> Diagnosed<Body> {
    let covered = extensions.covers.as_ref().map(|finders| masks::cover(text, finders));
    let (covered, masks) = covered.unwrap_or_else(|| (text.into(), Masks::none()));
    let mut walk = Walk::new(text, &masks, reading, extensions);
    walk.events(&covered, 0);
    walk.finish()
}

impl<'a> Walk<'a> {
    fn new(text: &'a str, masks: &'a Masks, reading: &'a Reading, extensions: &'static Extensions) -> Self {
        Self {
            text,
            masks,
            reading,
            extensions,
            out: Piece { html: String::with_capacity(text.len() + text.len() / 4), ..Piece::default() },
            links: Vec::new(),
            headings: Vec::new(),
            anchors: Vec::new(),
            title: None,
            has_code: false,
            prose: Prose::default(),
            run: Run::default(),
            picture: None,
            open_links: Vec::new(),
            code: None,
            depth: 0,
            paragraph: 0,
            ends_paragraph: false,
            state: State::default(),
            ids: HashSet::new(),
            diagnostics: Vec::new(),
            counted: Counted::default(),
            placed: None,
        }
    }

    /// Walks through `covered`, which stands at `base` in the whole text.
    pub fn events(&mut self, covered: &str, base: usize) {
        let mut events = Parser::new_ext(covered, self.extensions.options).into_offset_iter().peekable();
        while let Some((event, range)) = events.next() {
            let range = range.start + base..range.end + base;
            if self.may_show(&event, &range) {
                self.ends_paragraph = ends_paragraph(&mut events);
            }
            self.event(&event, range);
        }
    }

    /// Whether `event` may end a picture: in words, one may be covered.
    fn may_show(&self, event: &Event<'_>, range: &Range<usize>) -> bool {
        match event {
            Event::End(TagEnd::Image) => true,
            Event::Text(_) => self.masks.are_in(range),
            _ => false,
        }
    }

    /// Writes the words of a link that the parser did not see: inline Markdown, standing at `base` in the text.
    pub fn inline(&mut self, words: &str, base: usize) {
        let events: Vec<_> = Parser::new_ext(words, self.extensions.options).into_offset_iter().collect();
        match events.as_slice() {
            [(Event::Start(Tag::Paragraph), _), inner @ .., (Event::End(TagEnd::Paragraph), whole)]
                if whole.len() == words.len() =>
            {
                for (event, range) in inner {
                    self.event(event, range.start + base..range.end + base);
                }
            }
            _ => self.run.push(words, base),
        }
        self.flush();
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        let kind = EventKind::of(event);
        if kind != EventKind::Text {
            self.state.headings.closing = matches!(event, Event::End(TagEnd::Heading(_)));
            self.flush();
        }
        if self.picture.is_some() {
            return self.picture_event(event, &range);
        }
        if !self.extensions.takes(kind).iter().any(|take| take(self, event, &range)) {
            self.commonmark(event, &range);
        }
    }

    /// Writes the run of text, once the extensions have had it.
    pub fn flush(&mut self) {
        if self.run.text.is_empty() {
            return self.run.clear();
        }
        let mut run = std::mem::take(&mut self.run);
        for improve in &self.extensions.improve {
            improve(self, &mut run);
        }
        self.write_run(&run);
        run.clear();
        self.run = run;
    }

    /// Ends a block of words. `rank` says whether it may be the lead.
    pub fn end_block(&mut self, rank: Rank) {
        self.prose.end_block(rank, &mut self.links);
        self.state.typography = typography::State::default();
    }

    /// Whether a link is open around the place, so that none may begin.
    pub fn in_link(&self) -> bool {
        !self.open_links.is_empty() || self.state.raw_html.in_link()
    }

    /// Notes an address and gives its number.
    pub fn add_link(&mut self, target: Target, kind: LinkKind, range: &Range<usize>) -> usize {
        let place = self.place(range);
        self.links.push(Link { target, kind, place, sentence: String::new() });
        self.links.len() - 1
    }

    /// Says something to the author about a stretch of the text.
    pub fn say(&mut self, diagnostic: Diagnostic, range: &Range<usize>) {
        let place = self.place(range);
        self.diagnostics.push(diagnostic.at(place));
    }

    /// The place of a stretch.
    fn place(&mut self, range: &Range<usize>) -> Place {
        match &self.placed {
            Some((placed, place)) if placed == range => *place,
            _ => {
                let place = self.count_on(range);
                self.placed = Some((range.clone(), place));
                place
            }
        }
    }

    /// The place of a stretch, counted on from the last one where that lies before.
    fn count_on(&mut self, range: &Range<usize>) -> Place {
        let known = if range.start >= self.counted.at { self.counted } else { Counted::default() };
        let (Some(before), Some(rest)) = (self.text.get(known.at..range.start), self.text.get(range.start..)) else {
            return Place::of(self.text, range.start, range.end);
        };
        let lines = bytes::count(before.as_bytes(), |byte| byte == b'\n');
        let columns = before.rsplit('\n').next().map_or(0, |line| line.chars().count());
        let column = if lines > 0 { columns } else { known.column + columns };
        self.counted = Counted { at: range.start, line: known.line + lines, column };
        let marked = Place::of(rest, 0, range.len());
        let to_u32 = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Place { line: to_u32(self.counted.line + 1), column: to_u32(column + 1), width: marked.width }
    }

    /// Makes an id the body's: `false` if it is taken, or no id at all.
    pub fn claim(&mut self, id: &str) -> bool {
        !id.is_empty() && !id.contains(char::is_whitespace) && self.ids.insert(id.to_owned())
    }

    fn finish(mut self) -> Diagnosed<Body> {
        self.flush();
        for finish in &self.extensions.finish {
            finish(&mut self);
        }
        self.end_block(Rank::Never);
        let mut body = Body {
            html: Html::from(&*self.out.html),
            slots: self.out.slots,
            links: self.links,
            headings: self.headings,
            anchors: self.anchors,
            title: self.title,
            words: self.prose.words,
            lead: self.prose.into_lead(),
            has_code: self.has_code,
            hash: [0; 16],
            sentences: [0; 16],
        };
        body.hash = hash::of(&body);
        body.sentences = hash::of_sentences(&body.links);
        Diagnosed { value: body, diagnostics: self.diagnostics }
    }
}

fn ends_paragraph<'e>(events: &mut Peekable<impl Iterator<Item = (Event<'e>, Range<usize>)>>) -> bool {
    matches!(events.peek(), Some((Event::End(TagEnd::Paragraph), _)))
}
