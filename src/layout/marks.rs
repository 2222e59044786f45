//! What pages show of a document in passing, as hashes: a page that names twenty others is told from its last form without a look at the twenty.

use rayon::prelude::*;

use super::made_from::Hash;
use super::{Site, attachment_at};
use crate::digest::of_parts;
use crate::markdown::Body;
use crate::model::portfolio::{Destination, DocumentId, Portfolio};
use crate::model::source::Attachment;

/// The marks of every document of a portfolio. The default has none, which is enough for a page that is made whatever its last form was.
#[derive(Debug, Default)]
pub struct Marks {
    /// By kind of document, as in the portfolio.
    names: [Vec<Hash>; 4],
    home: Hash,
    /// Of reflections; those of other documents are made when they are asked for.
    sentences: Vec<Hash>,
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
        let mut marks = Self { names, home: name(portfolio, DocumentId::Home), sentences: Vec::new() };
        let of_reflection = |index| marks.make_sentences(portfolio, attachments, DocumentId::Reflection(index));
        marks.sentences = (0..portfolio.reflections.len()).into_par_iter().map(of_reflection).collect();
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

    /// Of the sentences of a document that have links, as pages show them: all that a backlink from it may show.
    pub(super) fn sentences(&self, site: &Site<'_>, id: DocumentId) -> Hash {
        match id {
            DocumentId::Reflection(index) => self.sentences[index],
            other => self.make_sentences(site.portfolio, site.attachments, other),
        }
    }

    fn make_sentences(&self, portfolio: &Portfolio, attachments: &[Attachment], id: DocumentId) -> Hash {
        let Some(head) = portfolio.head(id) else { return Hash::default() };
        self.wired(&head.body.sentences, portfolio.destinations(id), attachments)
    }

    /// Of a body and where its links lead: all that its HTML is made from, but for what the addresses are relative to.
    pub(super) fn body(&self, site: &Site<'_>, body: &Body, destinations: &[Destination]) -> Hash {
        self.wired(&body.hash, destinations, site.attachments)
    }

    fn wired(&self, text: &Hash, destinations: &[Destination], attachments: &[Attachment]) -> Hash {
        let mut parts: Vec<&[u8]> = Vec::with_capacity(1 + 3 * destinations.len());
        parts.push(text);
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
        DocumentId::Reflection(index) => Some(portfolio.reflections[index].document.date),
        _ => None,
    };
    let (address, title, lang) = (portfolio.address(id).as_str(), portfolio.title(id), portfolio.lang(id));
    let day = day.map_or([0; 4], |day| chrono::Datelike::num_days_from_ce(&day).to_le_bytes());
    of_parts([address.as_bytes(), title.as_bytes(), lang.as_bytes(), &day])
}
