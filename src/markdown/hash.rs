//! The hash by which two bodies are told apart: XXH3 over every field in a fixed order, each with its length, so that
//! no two different bodies are hashed from the same bytes.

use super::body::{Body, Link, LinkKind, Slot, SlotForm, Target};
use crate::digest;

/// The hash of everything in `body` but its `hash`.
pub fn of(body: &Body) -> [u8; 16] {
    // In one piece: the hash is quickest so.
    let mut sum = Sum(Vec::with_capacity(body.html.len() + body.links.len() * 256 + 1024));
    sum.text(&body.html);
    sum.list(&body.slots, Sum::slot);
    sum.list(&body.links, Sum::link);
    sum.list(&body.headings, |sum, heading| {
        sum.number(heading.level.into());
        sum.text(&heading.id);
        sum.text(&heading.text);
    });
    sum.list(&body.anchors, |sum, id| sum.text(id));
    sum.optional(body.title.as_deref());
    sum.number(body.words);
    sum.text(&body.lead);
    sum.number(body.has_code.into());
    sum.finish()
}

/// The hash of the sentences of links, and of what is written in them.
pub fn of_sentences(links: &[Link]) -> [u8; 16] {
    let mut sum = Sum(Vec::new());
    sum.list(links, |sum, link| {
        sum.target(&link.target);
        sum.text(&link.sentence);
    });
    sum.finish()
}

struct Sum(Vec<u8>);

impl Sum {
    fn finish(self) -> [u8; 16] {
        digest::of(&self.0)
    }

    fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    fn text(&mut self, text: &str) {
        self.0.extend_from_slice(&(text.len() as u64).to_le_bytes());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn optional(&mut self, text: Option<&str>) {
        self.number(text.is_some().into());
        self.text(text.unwrap_or(""));
    }

    fn list<T>(&mut self, items: &[T], each: impl Fn(&mut Self, &T)) {
        self.0.extend_from_slice(&(items.len() as u64).to_le_bytes());
        for item in items {
            each(self, item);
        }
    }

    fn slot(&mut self, slot: &Slot) {
        self.number(slot.at);
        self.number(slot.link);
        match slot.form {
            SlotForm::Attribute(name) => self.text(name.as_str()),
            SlotForm::Address => self.number(1),
            SlotForm::Title => self.number(2),
        }
    }

    fn target(&mut self, target: &Target) {
        let (kind, one, two) = match target {
            Target::Wiki { name, heading } => (0, name, heading.as_deref()),
            Target::Address(address) => (1, address, None),
            Target::PostUrl { name, fragment } => (2, name, fragment.as_deref()),
        };
        self.number(kind);
        self.text(one);
        self.optional(two);
    }

    fn link(&mut self, link: &Link) {
        self.target(&link.target);
        self.number((link.kind == LinkKind::Show).into());
        self.number(link.place.line);
        self.number(link.place.column);
        self.number(link.place.width);
        self.text(&link.sentence);
    }
}
