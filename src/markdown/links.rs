//! Links and pictures: every address becomes a slot, and its target is noted. Bare addresses in a run of text likewise.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType};

use super::body::{AttributeName, LinkKind, SlotForm, Target};
use super::escape;
use super::run::Run;
use super::walk::Walk;

/// A Markdown picture whose words are being read.
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// The address as written.
    pub address: String,
    /// Its title; empty if there is none.
    pub title: String,
    /// Its words, plain.
    pub alt: String,
    /// Where it stands in the text.
    pub range: Range<usize>,
    /// How many marks are open within its words.
    pub depth: u32,
}

/// A link whose words are being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OpenLink {
    /// Link number `link`; its words begin at `start` in the plain text.
    Slot {
        /// Which of the links.
        link: usize,
        /// Where its words begin.
        start: usize,
    },
    /// One whose address stands in the HTML.
    InPlace,
    /// None at all: only the words are kept.
    Words,
}

impl Walk<'_> {
    /// Opens a link whose address has a slot.
    pub fn open_link(&mut self, link_type: LinkType, address: &str, title: &str, range: &Range<usize>) {
        let target = match link_type {
            LinkType::Email => Target::Address(format!("mailto:{address}")),
            _ => self.masks.target(address),
        };
        self.open_target(target, range);
        self.write_attribute("title", title);
        self.out.html.push('>');
    }

    /// Writes `<a` with a slot, and notes the link as open.
    pub fn open_target(&mut self, target: Target, range: &Range<usize>) {
        let link = self.add_link(target, LinkKind::Follow, range);
        self.out.html.push_str("<a");
        self.slot(link, SlotForm::Attribute(AttributeName::Href));
        self.open_links.push(OpenLink::Slot { link, start: self.prose.plain.len() });
    }

    /// Closes the link that was opened last.
    pub fn close_link(&mut self) {
        let open = self.open_links.pop().unwrap_or(OpenLink::Words);
        if open != OpenLink::Words {
            self.out.html.push_str("</a>");
        }
        if let OpenLink::Slot { link, start } = open {
            self.prose.link(link, start);
        }
    }

    /// Notes a slot here.
    pub fn slot(&mut self, link: usize, form: SlotForm) {
        self.out.slot(u32::try_from(link).unwrap_or(u32::MAX), form);
    }

    /// Writes an attribute with what the author wrote, unless that is nothing.
    pub fn write_attribute(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.write_attribute_always(name, value);
        }
    }

    /// Writes an attribute with what the author wrote.
    pub fn write_attribute_always(&mut self, name: &str, value: &str) {
        self.out.html.push(' ');
        self.out.html.push_str(name);
        self.out.html.push_str("=\"");
        escape::text(&mut self.out.html, &self.masks.shown(value));
        self.out.html.push('"');
    }

    /// Begins a picture: its words are gathered until it ends.
    pub fn open_picture(&mut self, address: &str, title: &str, range: &Range<usize>) {
        self.picture = Some(Picture {
            address: address.to_owned(),
            title: self.masks.shown(title).into_owned(),
            range: range.clone(),
            ..Picture::default()
        });
    }

    /// Adds to the words of the picture under way, or ends it.
    pub fn picture_event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        let Some(picture) = &mut self.picture else { return };
        match event {
            Event::Start(_) => picture.depth += 1,
            Event::End(_) if picture.depth > 0 => picture.depth -= 1,
            Event::End(_) => self.close_picture(),
            Event::Text(text) => self.text(text, range),
            Event::Code(text) => picture.alt.push_str(&self.masks.written(text)),
            Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
            _ => {}
        }
    }

    fn close_picture(&mut self) {
        let Some(picture) = self.picture.take() else { return };
        if !self.extensions.picture.iter().any(|write| write(self, &picture)) {
            self.write_picture(&picture);
            self.out.html.push_str(" />");
        }
    }

    /// Writes a picture up to the end of its tag, which is left open.
    pub fn write_picture(&mut self, picture: &Picture) {
        let link = self.add_link(self.masks.target(&picture.address), LinkKind::Show, &picture.range);
        self.out.html.push_str("<img");
        self.slot(link, SlotForm::Attribute(AttributeName::Src));
        self.write_attribute_always("alt", &picture.alt);
        self.write_attribute("title", &picture.title);
    }

    /// Writes a run of text, its bare addresses as links; in the words of a picture only the words.
    pub fn write_run(&mut self, run: &Run) {
        if let Some(picture) = &mut self.picture {
            picture.alt.push_str(&run.text);
            return;
        }
        let mut done = 0;
        for bare in &run.links {
            self.write_words(&run.text[done..bare.range.start]);
            self.write_bare(run, bare);
            done = bare.range.end;
        }
        self.write_words(&run.text[done..]);
    }

    fn write_words(&mut self, words: &str) {
        escape::text(&mut self.out.html, words);
        self.prose.plain.push_str(words);
    }

    fn write_bare(&mut self, run: &Run, bare: &super::run::Bare) {
        let words = &run.text[bare.range.clone()];
        let start = bare.source;
        if bare.prefix == "mailto:" {
            self.out.html.push_str("<a href=\"mailto:");
            escape::address(&mut self.out.html, words);
            self.out.html.push('"');
            self.open_links.push(OpenLink::InPlace);
        } else {
            self.open_target(Target::Address(format!("{}{words}", bare.prefix)), &(start..start + words.len()));
        }
        self.out.html.push('>');
        self.write_words(words);
        self.close_link();
    }
}
