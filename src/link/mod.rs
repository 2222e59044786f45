//! Documents to a [`Portfolio`]: who belongs to which inquiry and tag, what every link leads to, who links to whom.
//!
//! Pure. The way: put the documents on a `Shelf` (sorted, grouped, addressed), make a `Directory` of every name and address on it, resolve every
//! link against that, and assemble. Documents are referred to by index and nothing is more than a sort over the whole.

mod addresses;
mod backlinks;
mod broken;
mod by_document;
mod by_path;
mod directory;
mod few;
mod led_to;
mod menu;
mod paths;
mod related;
mod relations;
mod resolve;
mod shelf;
mod terms;

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use self::addresses::Addresses;
use self::by_document::ByDocument;
use self::directory::Directory;
use self::resolve::Resolver;
use self::shelf::Shelf;
use crate::diag::{Diagnosed, Diagnostic, Place};
use crate::model::document::{Document, Inquiry};
use crate::model::portfolio::{Backlink, Destination, DocumentId, HeldBack, Linked, Portfolio, Relations, Thread};
use crate::model::settings::Settings;

/// What there is to link.
#[derive(Clone, Copy, Debug)]
pub struct Material<'a> {
    /// Every parsed document that is not held back, in any order.
    pub documents: &'a [Document],
    /// The paths of all files that a page might use, sorted.
    pub files: &'a [Arc<str>],
    /// What `portfolio.yaml` says.
    pub settings: &'a Settings,
    /// Whether drafts are built, and listed among the others.
    pub drafts: bool,
    /// The files that are held back because of an error: links to them become plain words.
    pub held: &'a HeldBack,
    /// Those of them that could be parsed and are not among `documents`, for their names.
    pub held_documents: &'a [Document],
}

/// What each document's links lead to.
type Destinations = ByDocument<Vec<Destination>>;

/// What is worth remembering from one linking to the next. It changes nothing in what comes out.
#[derive(Debug, Default)]
pub struct Memory {
    related: related::Found,
}

/// Links everything. Every link that leads nowhere, every clash of addresses and every name that nothing bears is reported; the portfolio that comes
/// with errors is whole but for these links.
#[must_use]
pub fn link(material: Material<'_>, memory: &mut Memory) -> Diagnosed<Portfolio> {
    let mut diagnostics = Vec::new();
    let shelf = Shelf::new(&material, &mut diagnostics);
    let (addresses, directory) =
        rayon::join(|| Addresses::claim(&shelf, &mut diagnostics), || Directory::new(&material, &shelf));
    let resolver = Resolver { material, shelf: &shelf, addresses: &addresses, directory: &directory };
    let destinations = destinations(&resolver, &mut diagnostics);
    let menu = menu::resolve(&resolver, &mut diagnostics);
    let led_to = led_to::all(&resolver, &mut diagnostics);
    let (relations, backlinks) = rayon::join(
        || relations::relate(&resolver, &mut memory.related, &mut diagnostics),
        || backlinks::collect(&shelf, &destinations),
    );
    let wiring = Wiring { menu, led_to, relations, backlinks, destinations };
    let has_none = material.settings.base_url.is_none() && material.settings.base_url_place == Place::default();
    if has_none && !shelf.listed.is_empty() {
        diagnostics.push(no_base_url());
    }
    let portfolio = assemble(&material, shelf, addresses, wiring);
    Diagnosed { value: portfolio, diagnostics }
}

fn no_base_url() -> Diagnostic {
    Diagnostic::note("no-base-url", "without a base_url there are no feeds, no sitemap and no previews of shared links")
        .help("once you know where the site will be published, add a line such as `base_url: https://me.github.io/portfolio/` to portfolio.yaml")
}

/// Resolves the links of every document, in parallel; messages in the order of the documents.
fn destinations(resolver: &Resolver<'_>, diagnostics: &mut Vec<Diagnostic>) -> Destinations {
    let resolved: Vec<_> = resolver.shelf.ids().into_par_iter().map(|id| (id, resolver.document(id))).collect();
    let mut all = ByDocument::of(resolver.shelf);
    for (id, destinations) in resolved {
        all[id] = destinations.unload(diagnostics);
    }
    all
}

/// What was found out about the documents on the shelf.
struct Wiring {
    menu: Vec<usize>,
    led_to: Vec<Vec<usize>>,
    relations: Vec<Relations>,
    backlinks: ByDocument<Vec<Backlink>>,
    destinations: Destinations,
}

impl Wiring {
    fn linked<D>(&mut self, id: DocumentId, document: D, addresses: &Addresses) -> Linked<D> {
        Linked {
            document,
            address: addresses.of(id),
            destinations: self.destinations.take(id),
            backlinks: self.backlinks.take(id),
            relations: Relations::default(),
        }
    }
}

fn assemble(material: &Material<'_>, shelf: Shelf, addresses: Addresses, mut wiring: Wiring) -> Portfolio {
    let attachments = used(&wiring);
    let relations = std::mem::take(&mut wiring.relations);
    let reflections = shelf.reflections.into_iter().zip(relations).enumerate();
    let reflections = reflections
        .map(|(index, (reflection, relations))| {
            let id = DocumentId::Reflection(index);
            Linked { relations, ..wiring.linked(id, reflection, &addresses) }
        })
        .collect();
    let pages = shelf.pages.into_iter().enumerate();
    let pages = pages.map(|(index, page)| wiring.linked(DocumentId::Page(index), page, &addresses)).collect();
    let home = shelf.home.map(|home| wiring.linked(DocumentId::Home, home, &addresses));
    let inquiries = shelf.threads.into_iter().enumerate();
    let inquiries = inquiries.map(|(index, thread)| assemble_thread(index, thread, &mut wiring, &addresses)).collect();
    Portfolio {
        settings: material.settings.clone(),
        reflections,
        years: shelf.years,
        listed: shelf.listed,
        pages,
        home,
        inquiries,
        most_of_a_tag: shelf.tags.iter().map(|tag| tag.reflections.len()).max().unwrap_or(0),
        tags: shelf.tags,
        redirects: addresses.redirects,
        attachments,
        menu: wiring.menu,
    }
}

fn assemble_thread(index: usize, thread: shelf::ShelvedThread, wiring: &mut Wiring, addresses: &Addresses) -> Thread {
    let page: Linked<Option<Arc<Inquiry>>> = wiring.linked(DocumentId::Inquiry(index), thread.file, addresses);
    let led_from = (0..wiring.led_to.len()).filter(|&other| wiring.led_to[other].contains(&index)).collect();
    Thread {
        slug: thread.slug,
        title: thread.title,
        page,
        colour: thread.colour,
        reflections: thread.reflections,
        stages: thread.stages,
        led_to: wiring.led_to[index].clone(),
        led_from,
    }
}

/// The files that are used, by path.
fn used(wiring: &Wiring) -> Vec<Arc<str>> {
    let shown = wiring.destinations.values().flatten().filter_map(|destination| match destination {
        Destination::Attachment(file, _) => Some(file),
        _ => None,
    });
    let covers = wiring.relations.iter().filter_map(|relations| relations.cover.as_ref());
    shown.chain(covers).collect::<BTreeSet<_>>().into_iter().cloned().collect()
}
