//! One linking: everything that was found out about the documents, and what it was found out from.
//!
//! In: the [`Material`]. Out: a [`Portfolio`], and what is to be told. The parts stay here for the next linking, which begins with them (`again`).

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::Material;
use super::addresses::Addresses;
use super::backlinks;
use super::by_document::ByDocument;
use super::directory::Directory;
use super::references::{self, References};
use super::related;
use super::relations;
use super::resolver::{Destinations, Resolved, Resolver};
use super::shelf::{Shelf, ShelvedThread};
use super::shelving::shelve;
use super::{led_to, menu};
use crate::diag::{Diagnosed, Diagnostic, Place};
use crate::model::document::{Document, Inquiry};
use crate::model::names::{Name, Names};
use crate::model::portfolio::{Backlink, Destination, DocumentId, Linked, Portfolio, Relations, Thread};

/// A linking of a material in which nothing is held back.
#[derive(Debug)]
pub(super) struct Linking {
    pub documents: Vec<Document>,
    pub files: Vec<Arc<str>>,
    pub drafts: bool,
    pub shelf: Shelf,
    pub addresses: Addresses,
    pub directory: Directory,
    pub destinations: Destinations,
    pub references: Diagnosed<References>,
    pub portfolio: Arc<Portfolio>,
    /// What is to be told of the whole, and not of one document's links and references.
    pub of_whole: Vec<Diagnostic>,
}

impl Linking {
    /// Links everything.
    pub fn new(material: &Material<'_>, related: &mut related::Found) -> Self {
        let mut of_whole = Vec::new();
        let shelf = shelve(material, &mut of_whole);
        let (addresses, directory) =
            rayon::join(|| Addresses::claim(&shelf, &mut of_whole), || Directory::new(material, &shelf));
        let resolver = Resolver { material: *material, shelf: &shelf, addresses: &addresses, directory: &directory };
        let mut destinations = ByDocument::of(&shelf);
        for (id, resolved) in resolve(&resolver, shelf.ids()) {
            destinations[id] = resolved;
        }
        let menu = menu::resolve(&resolver, &mut of_whole);
        let led_to = led_to::all(&resolver, &mut of_whole);
        let references = references::refer(&resolver);
        let (relations, backlinks) =
            rayon::join(|| relations::relate(&shelf, related), || backlinks::collect(&shelf, &destinations));
        if material.settings.base_url.is_none()
            && material.settings.base_url_place == Place::default()
            && !shelf.listed.is_empty()
        {
            of_whole.push(no_base_url());
        }
        let wiring =
            Wiring { destinations: &destinations, references: &references.value, backlinks, relations, led_to };
        let portfolio = Arc::new(assemble(material, (&shelf, &addresses), wiring, menu));
        Self {
            documents: material.documents.to_vec(),
            files: material.files.to_vec(),
            drafts: material.drafts,
            shelf,
            addresses,
            directory,
            destinations,
            references,
            portfolio,
            of_whole,
        }
    }

    /// The portfolio, and what is to be told.
    pub fn outcome(&self) -> Diagnosed<Arc<Portfolio>> {
        let of_links = self.destinations.values().flat_map(|resolved| &resolved.trail.diagnostics);
        let diagnostics = self.of_whole.iter().chain(of_links).chain(&self.references.diagnostics).cloned().collect();
        Diagnosed { value: Arc::clone(&self.portfolio), diagnostics }
    }
}

fn no_base_url() -> Diagnostic {
    Diagnostic::note("no-base-url", "the site does not know its address: until then there are no feeds to subscribe to, no list for search engines and no previews of shared links")
        .help("once you know where it will be published, add a line such as `base_url: https://me.github.io/portfolio/` to portfolio.yaml")
}

/// Resolves the links of documents, in parallel.
pub(super) fn resolve(resolver: &Resolver<'_>, ids: Vec<DocumentId>) -> Vec<(DocumentId, Resolved)> {
    ids.into_par_iter().map(|id| (id, resolver.document(id))).collect()
}

/// What was found out about the documents on the shelf.
struct Wiring<'a> {
    destinations: &'a Destinations,
    references: &'a References,
    backlinks: ByDocument<Vec<Backlink>>,
    relations: Vec<Relations>,
    led_to: Vec<Vec<usize>>,
}

impl Wiring<'_> {
    fn linked<D>(&mut self, id: DocumentId, document: D, addresses: &Addresses) -> Linked<D> {
        Linked {
            document,
            address: addresses.of(id),
            destinations: Arc::clone(&self.destinations[id].destinations),
            backlinks: self.backlinks.take(id),
            relations: Relations::default(),
        }
    }

    fn relations(&mut self, index: usize) -> Relations {
        let relations = std::mem::take(&mut self.relations[index]);
        match self.references.get(&index).cloned() {
            Some(referred) => referred.among(relations),
            None => relations,
        }
    }
}

fn assemble(
    material: &Material<'_>,
    (shelf, addresses): (&Shelf, &Addresses),
    mut wiring: Wiring<'_>,
    menu: Vec<usize>,
) -> Portfolio {
    let reflections = shelf.reflections.iter().enumerate().map(|(index, reflection)| {
        let relations = wiring.relations(index);
        let linked = wiring.linked(DocumentId::Reflection(index), Arc::clone(reflection), addresses);
        Arc::new(Linked { relations, ..linked })
    });
    let reflections = reflections.collect();
    let pages = shelf.pages.iter().enumerate();
    let pages =
        pages.map(|(index, page)| Arc::new(wiring.linked(DocumentId::Page(index), Arc::clone(page), addresses)));
    let pages = pages.collect();
    let home = shelf.home.as_ref().map(|home| wiring.linked(DocumentId::Home, Arc::clone(home), addresses));
    let threads = shelf.threads.iter().enumerate();
    let threads = threads.map(|(index, thread)| Arc::new(assemble_thread(index, thread, &mut wiring, addresses)));
    let inquiries = threads.collect();
    let mut portfolio = Portfolio {
        settings: Arc::new(material.settings.clone()),
        reflections,
        names: Arc::default(),
        years: Arc::clone(&shelf.years),
        listed: Arc::clone(&shelf.listed),
        pages,
        home,
        inquiries,
        most_of_a_tag: shelf.tags.iter().map(|tag| tag.reflections.len()).max().unwrap_or(0),
        tags: Arc::clone(&shelf.tags),
        redirects: addresses.redirects.clone().into(),
        attachments: Arc::default(),
        menu: menu.into(),
        drafts_left_out: shelf.left_out.len(),
    };
    portfolio.attachments = used(&portfolio);
    portfolio.names = Arc::new(names(&portfolio));
    portfolio
}

fn assemble_thread(index: usize, thread: &ShelvedThread, wiring: &mut Wiring<'_>, addresses: &Addresses) -> Thread {
    let page: Linked<Option<Arc<Inquiry>>> = wiring.linked(DocumentId::Inquiry(index), thread.file.clone(), addresses);
    let led_from = (0..wiring.led_to.len()).filter(|&other| wiring.led_to[other].contains(&index)).collect();
    Thread {
        slug: thread.slug.clone(),
        title: thread.title.clone(),
        page,
        colour: thread.colour,
        reflections: thread.reflections.clone(),
        years: thread.years.clone(),
        stages: thread.stages.clone(),
        led_to: wiring.led_to[index].clone(),
        led_from,
    }
}

/// What is to be said of reflections in passing.
pub(super) fn names(portfolio: &Portfolio) -> Names {
    (0..portfolio.reflections.len()).map(|index| name(portfolio, index)).collect()
}

/// The same of one.
pub(super) fn name(portfolio: &Portfolio, index: usize) -> Name<'_> {
    let linked = &portfolio.reflections[index];
    let head = &linked.document.head;
    let lang = head.lang.as_deref().unwrap_or(&portfolio.settings.language);
    Name { address: linked.address.as_str(), title: &head.title, lang, date: linked.document.date }
}

/// The files that are used, by path.
pub(super) fn used(portfolio: &Portfolio) -> Arc<[Arc<str>]> {
    let reflections = portfolio.reflections.iter().map(|linked| &linked.destinations);
    let pages = portfolio.pages.iter().map(|linked| &linked.destinations);
    let inquiries = portfolio.inquiries.iter().map(|thread| &thread.page.destinations);
    let home = portfolio.home.iter().map(|home| &home.destinations);
    let shown = reflections.chain(pages).chain(inquiries).chain(home).flat_map(|destinations| files(destinations));
    let covers = portfolio.reflections.iter().filter_map(|linked| linked.relations.cover.as_ref());
    shown.chain(covers).collect::<BTreeSet<_>>().into_iter().cloned().collect()
}

/// The files among destinations.
pub(super) fn files(destinations: &[Destination]) -> impl Iterator<Item = &Arc<str>> {
    destinations.iter().filter_map(|destination| match destination {
        Destination::Attachment(file, _) => Some(file),
        _ => None,
    })
}
