//! Linking again when a few texts say something else, and each of them still stands where it stood.
//!
//! No address, no neighbour and no company changes then. What may change: where the links of these texts lead, what other texts' links to their titles
//! and headings lead to, and who links to whom. Only that is found out anew. The outcome is that of linking everything, message for message.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Material;
use super::backlinks::{self, Tie};
use super::linking::{Linking, files, name, names, resolve, used};
use super::references::{self, Referred};
use super::resolver::{Resolved, Resolver};
use super::shelf::Named;
use crate::model::document::{Document, Head, Inquiry, Names, Page, Reflection};
use crate::model::portfolio::{Backlink, Destination, DocumentId, Portfolio};

/// A text that says something else.
pub(super) struct Change {
    /// Where it is among the documents of the material.
    at: usize,
    /// Where it stands.
    place: Named,
    new: Document,
}

/// What links elsewhere may have looked at.
#[derive(Default)]
struct Touched {
    /// The titles that are gone or new, as slugs.
    titles: BTreeSet<Arc<str>>,
    /// The texts whose title or headings are others.
    texts: BTreeSet<Named>,
}

impl Linking {
    /// What changed since this linking; `None` when that is more than what texts say and how reflections and pages are called.
    pub fn changes(&self, material: &Material<'_>) -> Option<Vec<Change>> {
        let is_like = material.held.is_empty()
            && material.held_documents.is_empty()
            && self.drafts == material.drafts
            && *self.portfolio.settings == *material.settings
            && self.files == material.files
            && self.documents.len() == material.documents.len();
        let pairs = || self.documents.iter().zip(material.documents).enumerate();
        let changed = pairs().filter(|(_, (old, new))| !is_same(old, new));
        let change = |(at, (old, new))| {
            let place = self.shelf.place(old).filter(|_| stands_alike(old, new))?;
            Some(Change { at, place, new: Document::clone(new) })
        };
        is_like.then(|| changed.map(change).collect()).flatten()
    }

    /// Takes in what changed.
    pub fn take(&mut self, material: &Material<'_>, changes: Vec<Change>) {
        if changes.is_empty() {
            return;
        }
        let touched = self.rename(&changes);
        let mut portfolio = Portfolio::clone(&self.portfolio);
        let mut ids = Vec::new();
        for Change { at, place, new } in changes {
            self.shelf.replace(place, &new);
            if let Named::Built(id) = place {
                ids.push(id);
                put(&mut portfolio, id, &new);
            }
            self.documents[at] = new;
        }
        let is_named_so = |id: &DocumentId| match id {
            DocumentId::Reflection(index) => portfolio.names.get(*index) == name(&portfolio, *index),
            _ => true,
        };
        if !ids.iter().all(is_named_so) {
            portfolio.names = Arc::new(names(&portfolio));
        }
        let Self { shelf, addresses, directory, .. } = &*self;
        let resolver = Resolver { material: *material, shelf, addresses, directory };
        let resolved = resolve(&resolver, self.concerned(ids, &touched));
        let references = (!touched.texts.is_empty()).then(|| references::refer(&resolver));
        let mut is_used_alike = true;
        for (id, new) in resolved {
            is_used_alike &= files(&self.destinations[id].destinations).eq(files(&new.destinations));
            self.rewire(&mut portfolio, id, new);
        }
        if let Some(references) = references {
            let old = std::mem::replace(&mut self.references, references).value;
            is_used_alike &= refer_again(&mut portfolio, &old, &self.references.value);
        }
        if !is_used_alike {
            portfolio.attachments = used(&portfolio);
        }
        self.portfolio = Arc::new(portfolio);
    }

    /// Notes what texts are called now.
    fn rename(&mut self, changes: &[Change]) -> Touched {
        let mut touched = Touched::default();
        for change in changes {
            let (old, new) = (self.documents[change.at].head(), change.new.head());
            if old.names.title != new.names.title {
                self.directory.rename(change.place, &old.names.title, &new.names.title);
                touched.titles.extend([&old.names.title, &new.names.title].map(Arc::clone));
            }
            if marks(old) != marks(new) {
                touched.texts.insert(change.place);
            }
        }
        touched
    }

    /// The documents whose links may lead elsewhere now, or of which something else may be to be told: those that `changed`, and whoever
    /// looked at what was touched.
    fn concerned(&self, changed: Vec<DocumentId>, touched: &Touched) -> Vec<DocumentId> {
        if touched.texts.is_empty() {
            return changed;
        }
        let changed = BTreeSet::from_iter(changed);
        let looked = |resolved: &Resolved| {
            !resolved.trail.diagnostics.is_empty()
                || resolved.trail.titles.iter().any(|title| touched.titles.contains(&**title))
                || resolved.destinations.iter().any(|destination| match destination {
                    Destination::Document { id, .. } => touched.texts.contains(&Named::Built(*id)),
                    _ => false,
                })
        };
        let all = self.shelf.ids().into_iter();
        all.filter(|id| changed.contains(id) || looked(&self.destinations[*id])).collect()
    }

    /// Lets the links of a document lead where they lead now.
    fn rewire(&mut self, portfolio: &mut Portfolio, id: DocumentId, new: Resolved) {
        let ties = |portfolio: &Portfolio, destinations: &[Destination]| match portfolio.head(id) {
            Some(head) if self.shelf.lists(id) => backlinks::ties(id, head, destinations),
            _ => Vec::new(),
        };
        // The old portfolio still has the text that the old destinations belong to.
        let old = ties(&self.portfolio, &self.destinations[id].destinations);
        let now = ties(portfolio, &new.destinations);
        if let Some(wires) = wires(portfolio, id) {
            *wires.destinations = Arc::clone(&new.destinations);
        }
        if old != now {
            for tie in old {
                if let Some(wires) = wires(portfolio, tie.to) {
                    wires.backlinks.retain(|backlink| backlink.from != id);
                }
            }
            for Tie { to, link } in now {
                if let Some(wires) = wires(portfolio, to) {
                    backlinks::insert(&self.shelf, wires.backlinks, Backlink { from: id, link });
                }
            }
        }
        self.destinations[id] = new;
    }
}

/// Whether two are one and the same, and not only alike.
fn is_same(a: &Document, b: &Document) -> bool {
    match (a, b) {
        (Document::Reflection(a), Document::Reflection(b)) => Arc::ptr_eq(a, b),
        (Document::Page(a), Document::Page(b)) | (Document::Home(a), Document::Home(b)) => Arc::ptr_eq(a, b),
        (Document::Inquiry(a), Document::Inquiry(b)) => Arc::ptr_eq(a, b),
        _ => false,
    }
}

/// Whether a text stands where it stood: what decides about its place, its company and its front matter's references is as it was. Every field is
/// named, so that a new one is not forgotten.
fn stands_alike(old: &Document, new: &Document) -> bool {
    match (old, new) {
        (Document::Reflection(old), Document::Reflection(new)) => reflection_stands(old) == reflection_stands(new),
        (Document::Page(old), Document::Page(new)) => page_stands(old) == page_stands(new),
        (Document::Inquiry(old), Document::Inquiry(new)) => {
            inquiry_stands(old) == inquiry_stands(new) && title(&old.head) == title(&new.head)
        }
        (Document::Home(old), Document::Home(new)) => {
            page_stands(old) == page_stands(new) && title(&old.head) == title(&new.head)
        }
        _ => false,
    }
}

fn reflection_stands(reflection: &Reflection) -> impl PartialEq {
    let Reflection {
        head,
        date,
        address,
        inquiries,
        stage,
        stage_place,
        tags,
        cover,
        cover_alt: _,
        revisits,
        returns: _,
    } = reflection;
    (head_stands(head), date, address, inquiries, stage, stage_place, tags, cover, revisits)
}

fn page_stands(page: &Page) -> impl PartialEq {
    let Page { head } = page;
    head_stands(head)
}

fn inquiry_stands(inquiry: &Inquiry) -> impl PartialEq {
    let Inquiry { head, question: _, stages, state: _, led_to, colour } = inquiry;
    (head_stands(head), stages, led_to, colour)
}

fn head_stands(head: &Head) -> impl PartialEq {
    let Head {
        path,
        slug,
        names,
        title: _,
        summary: _,
        updated: _,
        lang: _,
        audience,
        aliases,
        archived: _,
        extra: _,
        body: _,
    } = head;
    let Names { file, own, title: _ } = names;
    (path, slug, file, own, audience, aliases)
}

fn title(head: &Head) -> impl PartialEq {
    (&head.title, &head.names.title)
}

/// What links to a text look at.
fn marks(head: &Head) -> impl PartialEq {
    (title(head), &head.body.title, &head.body.headings, &head.body.anchors)
}

/// Puts a text in the place of its old form.
fn put(portfolio: &mut Portfolio, id: DocumentId, new: &Document) {
    match (id, new) {
        (DocumentId::Reflection(index), Document::Reflection(new)) => {
            Arc::make_mut(&mut portfolio.reflections[index]).document = Arc::clone(new);
        }
        (DocumentId::Page(index), Document::Page(new)) => {
            Arc::make_mut(&mut portfolio.pages[index]).document = Arc::clone(new);
        }
        (DocumentId::Inquiry(index), Document::Inquiry(new)) => {
            Arc::make_mut(&mut portfolio.inquiries[index]).page.document = Some(Arc::clone(new));
        }
        (DocumentId::Home, Document::Home(new)) => {
            if let Some(home) = &mut portfolio.home {
                home.document = Arc::clone(new);
            }
        }
        _ => {}
    }
}

/// What changes in a linked document when links do.
struct Wires<'a> {
    destinations: &'a mut Arc<[Destination]>,
    backlinks: &'a mut Vec<Backlink>,
}

/// `None` for what has no page with a text.
fn wires(portfolio: &mut Portfolio, id: DocumentId) -> Option<Wires<'_>> {
    let (destinations, backlinks) = match id {
        DocumentId::Reflection(index) => {
            let linked = Arc::make_mut(&mut portfolio.reflections[index]);
            (&mut linked.destinations, &mut linked.backlinks)
        }
        DocumentId::Page(index) => {
            let linked = Arc::make_mut(&mut portfolio.pages[index]);
            (&mut linked.destinations, &mut linked.backlinks)
        }
        DocumentId::Inquiry(index) => {
            let linked = &mut Arc::make_mut(&mut portfolio.inquiries[index]).page;
            (&mut linked.destinations, &mut linked.backlinks)
        }
        DocumentId::Home => {
            let linked = portfolio.home.as_mut()?;
            (&mut linked.destinations, &mut linked.backlinks)
        }
        DocumentId::Tag(_) => return None,
    };
    Some(Wires { destinations, backlinks })
}

/// Lets references lead where they lead now; whether the covers are what they were.
fn refer_again(portfolio: &mut Portfolio, old: &BTreeMap<usize, Referred>, new: &BTreeMap<usize, Referred>) -> bool {
    let nothing = Referred::default();
    let mut is_covered_alike = true;
    for index in old.keys().chain(new.keys()) {
        let (old, new) = (old.get(index).unwrap_or(&nothing), new.get(index).unwrap_or(&nothing));
        if old != new {
            is_covered_alike &= old.cover == new.cover;
            let linked = Arc::make_mut(&mut portfolio.reflections[*index]);
            linked.relations = new.clone().among(std::mem::take(&mut linked.relations));
        }
    }
    is_covered_alike
}
