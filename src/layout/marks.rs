//! What pages show of a document in passing, as hashes: a page that names twenty others is told from its last form without a look at the twenty.

use rayon::prelude::*;

use super::made_from::Hash;
use super::scope::{may_name, summary};
use super::{Site, attachment_at};
use crate::digest::of_parts;
use crate::model::document::Audience;
use crate::model::portfolio::{Destination, DocumentId, Portfolio};
use crate::model::source::Attachment;

/// The marks of every document of a portfolio. The default has none, which is enough for a page that is made whatever its last form was.
#[derive(Debug, Default)]
pub struct Marks {
    /// By kind of document, as in the portfolio.
    names: [Vec<Hash>; 4],
    home: Hash,
    /// Of reflections.
    cards: Vec<Hash>,
    /// Of reflections; those of other documents are made when they are asked for.
    texts: Vec<Text>,
}

/// What is shown of a text, here and elsewhere.
#[derive(Clone, Copy, Debug, Default)]
struct Text {
    body: Hash,
    backlink: Hash,
}

impl Marks {
    /// The marks of a portfolio and the attachments that it uses.
    #[must_use]
    pub fn of(portfolio: &Portfolio, attachments: &[Attachment]) -> Self {
        type Kind = fn(usize) -> DocumentId;
        let all = |count: usize, id: Kind| -> Vec<Hash> {
            (0..count).into_par_iter().map(|index| name(portfolio, id(index))).collect()
        };
        let names = [
            all(portfolio.reflections.len(), DocumentId::Reflection),
            all(portfolio.pages.len(), DocumentId::Page),
            all(portfolio.inquiries.len(), DocumentId::Inquiry),
            all(portfolio.tags.len(), DocumentId::Tag),
        ];
        let mut marks = Self { names, home: name(portfolio, DocumentId::Home), ..Self::default() };
        let reflections = || (0..portfolio.reflections.len()).into_par_iter();
        marks.cards = reflections().map(|index| marks.make_card(portfolio, index)).collect();
        let text = |index| marks.make_text(portfolio, attachments, DocumentId::Reflection(index));
        marks.texts = reflections().map(text).collect();
        marks
    }

    /// Of a document's address, title, language and day: all that a link to it may show.
    pub(super) fn name(&self, id: DocumentId) -> &Hash {
        let (kind, index) = match id {
            DocumentId::Reflection(index) => (0, index),
            DocumentId::Page(index) => (1, index),
            DocumentId::Inquiry(index) => (2, index),
            DocumentId::Tag(index) => (3, index),
            DocumentId::Home => return &self.home,
        };
        self.names[kind].get(index).unwrap_or(&self.home)
    }

    /// Of all that a list shows of a reflection.
    pub(super) fn card(&self, reflection: usize) -> Hash {
        self.cards[reflection]
    }

    /// Of a document's name and of those of its sentences that have links, as pages show them: all that a backlink from it may show.
    pub(super) fn backlink(&self, site: &Site<'_>, id: DocumentId) -> Hash {
        self.text(site, id).backlink
    }

    /// Of a text and where its links lead: all that its HTML is made from, but for what the addresses are relative to.
    pub(super) fn body(&self, site: &Site<'_>, id: DocumentId) -> Hash {
        self.text(site, id).body
    }

    fn text(&self, site: &Site<'_>, id: DocumentId) -> Text {
        match id {
            DocumentId::Reflection(index) => self.texts[index],
            other => self.make_text(site.portfolio, site.attachments, other),
        }
    }

    fn make_text(&self, portfolio: &Portfolio, attachments: &[Attachment], id: DocumentId) -> Text {
        let Some(head) = portfolio.head(id) else { return Text::default() };
        let wires = self.make_wires(portfolio.destinations(id), attachments);
        let backlink = of_parts([self.name(id), &head.body.sentences, &wires]);
        Text { body: of_parts([&head.body.hash, &wires]), backlink }
    }

    fn make_card(&self, portfolio: &Portfolio, index: usize) -> Hash {
        let linked = &portfolio.reflections[index];
        let (reflection, relations) = (&*linked.document, &linked.relations);
        let name = self.name(DocumentId::Reflection(index));
        let stage = reflection.stage.as_deref();
        let is =
            [stage.is_some(), !relations.then.is_empty(), reflection.head.audience == Audience::Draft].map(u8::from);
        let mut parts: Vec<&[u8]> =
            vec![name, summary(reflection).as_bytes(), stage.unwrap_or_default().as_bytes(), &is];
        let inquiries = relations.threads.iter().map(|place| place.inquiry);
        let named: Vec<usize> = inquiries.filter(|&inquiry| may_name(portfolio, inquiry, Audience::Public)).collect();
        for &inquiry in &named {
            parts.extend([&self.names[2][inquiry][..], portfolio.inquiries[inquiry].colour.as_str().as_bytes()]);
        }
        of_parts(parts)
    }

    fn make_wires(&self, destinations: &[Destination], attachments: &[Attachment]) -> Hash {
        let mut parts: Vec<&[u8]> = Vec::with_capacity(3 * destinations.len());
        for destination in destinations {
            let (kind, place, rest): (&[u8], &[u8], &str) = match destination {
                Destination::Document { id, fragment: None } => (b"document", self.name(*id), ""),
                Destination::Document { id, fragment: Some(fragment) } => (b"part", self.name(*id), fragment),
                Destination::Page { address, fragment: None } => (b"page", address.as_str().as_bytes(), ""),
                Destination::Page { address, fragment: Some(rest) } => (b"part", address.as_str().as_bytes(), rest),
                Destination::Attachment(path, rest) => {
                    parts.push(path.as_bytes());
                    (b"file", attachment_at(attachments, path).map_or(&[], |file| &file.hash), rest)
                }
                Destination::Outside(url) => (b"outside", url.as_bytes(), ""),
                Destination::Archived(gone) => {
                    parts.extend([gone.copy.as_bytes(), gone.lang.as_bytes()]);
                    (b"archived", gone.address.as_bytes(), "")
                }
                Destination::Nowhere(words) => (b"nowhere", words.as_bytes(), ""),
            };
            parts.extend([kind, place, rest.as_bytes()]);
        }
        of_parts(parts)
    }
}

fn name(portfolio: &Portfolio, id: DocumentId) -> Hash {
    let day = match id {
        DocumentId::Reflection(index) => Some(portfolio.names.get(index).date),
        _ => None,
    };
    let (address, title, lang) = (portfolio.path(id), portfolio.title(id), portfolio.lang(id));
    let day = day.map_or([0; 4], |day| chrono::Datelike::num_days_from_ce(&day).to_le_bytes());
    of_parts([address.as_bytes(), title.as_bytes(), lang.as_bytes(), &day])
}
