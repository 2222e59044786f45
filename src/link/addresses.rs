//! Who stands where. Two sources for one address is a mistake, and both are named.

use std::borrow::Cow;
use std::collections::hash_map::Entry;

use ahash::AHashMap;

use super::shelf::Shelf;
use crate::diag::Diagnostic;
use crate::model::address::{Address, in_lower_case};
use crate::model::document::{Alias, Head};
use crate::model::portfolio::{DocumentId, Redirect};

/// The address of every page, and the old addresses.
#[derive(Debug)]
pub(super) struct Addresses {
    /// By address.
    pub redirects: Vec<Redirect>,
    /// Every address at which a page stands, in lower case, as some file systems see it.
    taken: AHashMap<Address, Owner>,
    reflections: Vec<Address>,
    pages: Vec<Address>,
    threads: Vec<Address>,
    tags: Vec<Address>,
}

/// Who stands at an address.
#[derive(Debug)]
struct Owner {
    /// The address as it is spelt, where that is not in lower case.
    spelt: Option<Address>,
    what: What,
}

/// What stands at an address.
#[derive(Clone, Copy, Debug)]
enum What {
    /// A page of the program's own, in words: `the timeline`.
    Own(&'static str),
    /// The page of a year.
    Year(i32),
    /// The page of a year of a tag or an inquiry.
    YearOf(DocumentId, i32),
    /// The feed of an inquiry.
    Feed(usize),
    /// The page of a document, a tag, or an inquiry; the document's file also stands behind its old addresses.
    Page(DocumentId),
}

impl Addresses {
    /// Gives every page its address. The earlier of two in a clash keeps it.
    pub fn claim(shelf: &Shelf, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut addresses = Self {
            redirects: Vec::new(),
            taken: AHashMap::with_capacity(shelf.reflections.len() + shelf.tags.len()),
            reflections: shelf.reflections.iter().map(|reflection| reflection.address.clone()).collect(),
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
        let (lower, owner) = self.taken.get_key_value(&*in_lower_case(path))?;
        Some((owner.spelt.as_ref().unwrap_or(lower), owner.what.id()))
    }

    /// Every address at which something stands, in the order of the addresses in lower case.
    pub fn all(&self) -> Vec<&str> {
        let mut all: Vec<(&str, &str)> = self
            .taken
            .iter()
            .map(|(key, owner)| (key.as_str(), owner.spelt.as_ref().unwrap_or(key).as_str()))
            .collect();
        all.sort_unstable();
        all.into_iter().map(|(_, address)| address).collect()
    }

    /// The program's own pages, which no file may replace.
    fn claim_own(&mut self, shelf: &Shelf) {
        self.take(Address::home(), What::Page(DocumentId::Home));
        let own = [
            (Address::timeline(), "the timeline"),
            (Address::inquiries(), "the list of inquiries"),
            (Address::tags(), "the list of tags"),
            (Address::not_found(), "the page for addresses that do not exist"),
            (Address::feed(), "the feed"),
            (Address::json_feed(), "the feed"),
            (Address::sitemap(), "the sitemap"),
            (Address::robots(), "the file for search engines"),
        ];
        for (address, name) in own {
            self.take(address, What::Own(name));
        }
        for year in &*shelf.years {
            self.take(Address::year(year.year), What::Year(year.year));
        }
        for index in 0..shelf.tags.len() {
            self.take(self.tags[index].clone(), What::Page(DocumentId::Tag(index)));
            let tag = &shelf.tags[index];
            for year in tag.years.with_pages() {
                let of = What::YearOf(DocumentId::Tag(index), year.year);
                self.take(Address::tag_year(&tag.slug, year.year), of);
            }
        }
        for (index, thread) in shelf.threads.iter().enumerate() {
            self.take(Address::inquiry_feed(&thread.slug), What::Feed(index));
            self.take(self.threads[index].clone(), What::Page(DocumentId::Inquiry(index)));
            for year in thread.years.with_pages() {
                let of = What::YearOf(DocumentId::Inquiry(index), year.year);
                self.take(Address::inquiry_year(&thread.slug, year.year), of);
            }
        }
    }

    fn take(&mut self, address: Address, what: What) {
        let (lower, spelt) = in_lower(address);
        self.taken.insert(lower, Owner { spelt, what });
    }

    /// Takes an address that is free; else gives who has it.
    fn take_free(&mut self, address: Address, what: What) -> Option<What> {
        let (lower, spelt) = in_lower(address);
        match self.taken.entry(lower) {
            Entry::Occupied(owner) => Some(owner.get().what),
            Entry::Vacant(free) => {
                free.insert(Owner { spelt, what });
                None
            }
        }
    }

    fn claim_document(&mut self, shelf: &Shelf, id: DocumentId, diagnostics: &mut Vec<Diagnostic>) {
        let (Some(head), false) = (shelf.head(id), matches!(id, DocumentId::Inquiry(_))) else { return };
        let address = self.of(id);
        if let Some(owner) = self.take_free(address.clone(), What::Page(id)) {
            diagnostics.push(clash(head, &owner.name(shelf), owner.is_file(shelf), &address));
        }
    }

    fn claim_aliases(&mut self, shelf: &Shelf, id: DocumentId, diagnostics: &mut Vec<Diagnostic>) {
        let Some(head) = shelf.head(id) else { return };
        if head.aliases.is_empty() {
            return;
        }
        let own = self.of(id);
        for alias in &head.aliases {
            let address = Address::new(alias.path.as_str());
            match self.take_free(address.clone(), What::Page(id)) {
                // An alias that is the page's own address, or said twice, is already kept, or already told.
                Some(owner) if owner.id() == Some(id) || address == own => {}
                Some(owner) => diagnostics.push(alias_clash(head, &owner.name(shelf), alias)),
                None => self.redirects.push(Redirect { from: address, to: id }),
            }
        }
    }
}

impl What {
    fn id(self) -> Option<DocumentId> {
        match self {
            Self::Page(id) => Some(id),
            Self::Own(_) | Self::Year(_) | Self::YearOf(..) | Self::Feed(_) => None,
        }
    }

    /// Whether an author wrote it.
    fn is_file(self, shelf: &Shelf) -> bool {
        self.id().is_some_and(|id| id != DocumentId::Home && shelf.head(id).is_some())
    }

    /// A file, or a page of the program's own in words.
    fn name(self, shelf: &Shelf) -> String {
        match self {
            Self::Own(name) => name.to_owned(),
            Self::Year(year) => format!("the page of the year {year}"),
            Self::YearOf(DocumentId::Tag(tag), year) => {
                format!("the page of the tag `{}` in the year {year}", shelf.tags[tag].label)
            }
            Self::YearOf(DocumentId::Inquiry(inquiry), year) => {
                format!("the page of the inquiry `{}` in the year {year}", shelf.threads[inquiry].title)
            }
            Self::YearOf(_, year) => format!("the page of the year {year}"),
            Self::Feed(inquiry) => format!("the feed of `{}`", shelf.threads[inquiry].title),
            Self::Page(DocumentId::Home) => "the home page".to_owned(),
            Self::Page(id) => match (shelf.head(id), id) {
                (Some(head), _) => head.path.to_string(),
                (None, DocumentId::Inquiry(i)) => format!("the page of the inquiry `{}`", shelf.threads[i].title),
                (None, DocumentId::Tag(i)) => format!("the page of the tag `{}`", shelf.tags[i].label),
                (None, _) => String::new(),
            },
        }
    }
}

/// An address in lower case, and as it is spelt, if that differs.
fn in_lower(address: Address) -> (Address, Option<Address>) {
    match in_lower_case(address.as_str()) {
        Cow::Borrowed(_) => (address, None),
        Cow::Owned(lower) => (Address::new(lower), Some(address)),
    }
}

fn clash(head: &Head, owner: &str, is_file: bool, address: &Address) -> Diagnostic {
    let help = match is_file {
        true => "rename one of the two, or give one of them another `slug:` in its front matter",
        false => "rename this file, or give it another `slug:` in its front matter",
    };
    let message = format!("this file and {owner} both want the address {address}");
    Diagnostic::error("same-address", message).in_file(&head.path).help(help)
}

fn alias_clash(head: &Head, owner: &str, alias: &Alias) -> Diagnostic {
    let message = format!("an old address of this file, /{}, is also that of {owner}", alias.path);
    Diagnostic::error("same-address", message)
        .in_file(&head.path)
        .at(alias.place)
        .help("an address can lead to one page only: take it out of one of the two")
}
