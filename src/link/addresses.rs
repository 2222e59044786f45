//! Who stands where. Two sources for one address is a mistake, and both are named.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use super::shelf::Shelf;
use crate::diag::Diagnostic;
use crate::model::address::{Address, in_lower_case};
use crate::model::document::{Alias, Head};
use crate::model::portfolio::{DocumentId, Redirect};

/// The address of every page, and the old addresses.
pub(super) struct Addresses {
    /// By address.
    pub redirects: Vec<Redirect>,
    /// Every address at which a page stands, in lower case, as some file systems see it.
    taken: HashMap<Address, Owner>,
    reflections: Vec<Address>,
    pages: Vec<Address>,
    threads: Vec<Address>,
    tags: Vec<Address>,
}

/// Who stands at an address.
#[derive(Clone)]
struct Owner {
    /// A file, or a page of the program's own in words: `the timeline`.
    name: Arc<str>,
    address: Address,
    id: Option<DocumentId>,
    /// Whether the author wrote it.
    is_file: bool,
}

impl Addresses {
    /// Gives every page its address. The earlier of two in a clash keeps it.
    pub fn claim(shelf: &Shelf, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut addresses = Self {
            redirects: Vec::new(),
            taken: HashMap::with_capacity(shelf.reflections.len() + shelf.tags.len()),
            reflections: shelf.reflections.iter().map(|r| Address::reflection(r.date, &r.head.slug)).collect(),
            pages: shelf.pages.iter().map(|page| Address::page(&page.head.slug)).collect(),
            threads: shelf.threads.iter().map(|thread| Address::inquiry(&thread.slug)).collect(),
            tags: shelf.tags.iter().map(|tag| tag.address.clone()).collect(),
        };
        addresses.claim_own(shelf);
        for id in shelf.ids().into_iter().filter(|id| *id != DocumentId::Home) {
            addresses.claim_document(shelf, id, diagnostics);
        }
        for id in shelf.ids() {
            addresses.claim_aliases(shelf, id, diagnostics);
        }
        addresses.redirects.sort_by(|a, b| a.from.cmp(&b.from));
        addresses
    }

    pub fn of(&self, id: DocumentId) -> Address {
        match id {
            DocumentId::Reflection(i) => self.reflections[i].clone(),
            DocumentId::Page(i) => self.pages[i].clone(),
            DocumentId::Inquiry(i) => self.threads[i].clone(),
            DocumentId::Tag(i) => self.tags[i].clone(),
            DocumentId::Home => Address::home(),
        }
    }

    /// What stands at `path` (without a leading slash), in any case.
    pub fn at(&self, path: &str) -> Option<(&Address, Option<DocumentId>)> {
        self.taken.get(&*in_lower_case(path)).map(|owner| (&owner.address, owner.id))
    }

    /// Every address at which something stands, in the order of the addresses in lower case.
    pub fn all(&self) -> Vec<&str> {
        let mut all: Vec<(&str, &str)> =
            self.taken.iter().map(|(key, owner)| (key.as_str(), owner.address.as_str())).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, address)| address).collect()
    }

    /// The program's own pages, which no file may replace.
    fn claim_own(&mut self, shelf: &Shelf) {
        let own = [
            (Address::home(), "the home page", Some(DocumentId::Home)),
            (Address::timeline(), "the timeline", None),
            (Address::inquiries(), "the list of inquiries", None),
            (Address::tags(), "the list of tags", None),
            (Address::not_found(), "the page for addresses that do not exist", None),
            (Address::feed(), "the feed", None),
            (Address::json_feed(), "the feed", None),
            (Address::sitemap(), "the sitemap", None),
            (Address::robots(), "the file for search engines", None),
        ];
        for (address, name, id) in own {
            self.take(address, name.into(), id, false);
        }
        for year in &shelf.years {
            self.take(Address::year(year.year), format!("the page of the year {}", year.year).into(), None, false);
        }
        for (index, tag) in shelf.tags.iter().enumerate() {
            let name = format!("the page of the tag `{}`", tag.label);
            self.take(tag.address.clone(), name.into(), Some(DocumentId::Tag(index)), false);
        }
        for (index, thread) in shelf.threads.iter().enumerate() {
            let name = match &thread.file {
                Some(file) => Arc::clone(&file.head.path),
                None => format!("the page of the inquiry `{}`", thread.title).into(),
            };
            self.take(
                Address::inquiry_feed(&thread.slug),
                format!("the feed of `{}`", thread.title).into(),
                None,
                false,
            );
            self.take(Address::inquiry(&thread.slug), name, Some(DocumentId::Inquiry(index)), thread.file.is_some());
        }
    }

    fn take(&mut self, address: Address, name: Arc<str>, id: Option<DocumentId>, is_file: bool) {
        let key = match in_lower_case(address.as_str()) {
            Cow::Borrowed(_) => address.clone(),
            Cow::Owned(lower) => Address::new(lower),
        };
        self.taken.insert(key, Owner { name, address, id, is_file });
    }

    fn claim_document(&mut self, shelf: &Shelf, id: DocumentId, diagnostics: &mut Vec<Diagnostic>) {
        let (Some(head), false) = (shelf.head(id), matches!(id, DocumentId::Inquiry(_))) else { return };
        let address = self.of(id);
        match self.taken.get(&*in_lower_case(address.as_str())) {
            Some(owner) => diagnostics.push(clash(head, owner, &address)),
            None => self.take(address, Arc::clone(&head.path), Some(id), true),
        }
    }

    fn claim_aliases(&mut self, shelf: &Shelf, id: DocumentId, diagnostics: &mut Vec<Diagnostic>) {
        let Some(head) = shelf.head(id) else { return };
        let own = self.of(id);
        for alias in &head.aliases {
            let address = Address::new(alias.path.as_str());
            match self.taken.get(&*in_lower_case(&alias.path)) {
                // An alias that is the page's own address, or said twice, is already kept, or already told.
                Some(owner) if owner.id == Some(id) || address == own => {}
                Some(owner) => diagnostics.push(alias_clash(head, owner, alias)),
                None => {
                    self.redirects.push(Redirect { from: address.clone(), to: id });
                    self.take(address, Arc::clone(&head.path), Some(id), true);
                }
            }
        }
    }
}

fn clash(head: &Head, owner: &Owner, address: &Address) -> Diagnostic {
    let help = match owner.is_file {
        true => "rename one of the two, or give one of them another `slug:` in its front matter",
        false => "rename this file, or give it another `slug:` in its front matter",
    };
    let message = format!("this file and {} both want the address {address}", owner.name);
    Diagnostic::error("same-address", message).in_file(&head.path).help(help)
}

fn alias_clash(head: &Head, owner: &Owner, alias: &Alias) -> Diagnostic {
    let message = format!("an old address of this file, /{}, is also that of {}", alias.path, owner.name);
    Diagnostic::error("same-address", message)
        .in_file(&head.path)
        .at(alias.place)
        .help("an address can lead to one page only: take it out of one of the two")
}
