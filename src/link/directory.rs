//! Every name and path that a link may use, with what it names.

use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use ahash::AHashMap;
use chrono::Datelike;

use super::Material;
use super::by_path::ByPath;
use super::few::Few;
use super::paths::join;
use super::shelf::{Named, Shelf};
use crate::model::address::Address;
use crate::model::document::{Document, Head, Names, bundle, without_ending};
use crate::model::portfolio::DocumentId;
use crate::slug::{slug, slugged};

/// The table of titles.
const TITLES: usize = 2;

/// The lookup tables. A name is looked up by its slug, so that case, spacing and accents do not matter.
#[derive(Debug)]
pub(super) struct Directory {
    /// Source paths without their ending, and (for `x/index`) without that part too.
    paths: ByPath<Named>,
    /// Names by rank: file names, slugs, titles, aliases. The first table that has a name decides.
    names: [AHashMap<Arc<str>, Few<Named>>; 4],
    /// Files by path and by name, as indices into all files.
    files: ByPath<usize>,
    file_names: ByPath<usize>,
    inquiries: BTreeMap<String, DocumentId>,
    /// Where held documents would stand, in lower case; folders, with a slash at the end, in which all may be gone with them.
    held: BTreeSet<String>,
}

impl Directory {
    pub fn new(material: &Material<'_>, shelf: &Shelf) -> Self {
        let (paths, names) = rayon::join(|| paths(material, shelf), || Self::named_by(material, shelf));
        let mut directory = Self { paths, ..names };
        for (index, path) in material.files.iter().enumerate() {
            directory.files.put(path, index);
            directory.file_names.put(path.rsplit('/').next().unwrap_or(path), index);
        }
        directory
    }

    /// The names alone.
    fn named_by(material: &Material<'_>, shelf: &Shelf) -> Self {
        let count = shelf.reflections.len() + shelf.pages.len();
        let mut directory = Self {
            paths: ByPath::default(),
            names: [count, count, count, 0].map(AHashMap::with_capacity),
            files: ByPath::default(),
            file_names: ByPath::default(),
            inquiries: BTreeMap::new(),
            held: material.held_documents.iter().flat_map(addresses).collect(),
        };
        for id in shelf.ids() {
            directory.put(shelf.head(id).expect("every id on the shelf has a head"), Named::Built(id));
        }
        directory.put_terms(shelf);
        for (index, draft) in shelf.left_out.iter().enumerate() {
            directory.put(draft.head(), Named::Draft(index));
        }
        for document in material.held_documents {
            directory.put(document.head(), Named::Held);
            directory.put_held_terms(document);
        }
        for path in material.held {
            let Names { file, own, title } = Names::of(path, "", "");
            for (rank, name) in [file, own, title].into_iter().enumerate() {
                directory.name(rank, &name, Named::Held);
            }
        }
        directory
    }

    /// Inquiries and tags are named by slug and title whether they have a file or not; a document of the same name comes first.
    fn put_terms(&mut self, shelf: &Shelf) {
        for (index, thread) in shelf.threads.iter().enumerate() {
            let id = DocumentId::Inquiry(index);
            self.inquiries.insert(thread.slug.clone(), id);
            self.inquiries.entry(slug(&thread.title)).or_insert(id);
            if thread.file.is_none() {
                self.name(1, &Arc::from(&*thread.slug), Named::Built(id));
                self.name(TITLES, &Arc::from(slug(&thread.title)), Named::Built(id));
            }
        }
        for (index, tag) in shelf.tags.iter().enumerate() {
            self.name(TITLES, &Arc::from(&*tag.slug), Named::Built(DocumentId::Tag(index)));
        }
    }

    /// A tag or inquiry that no other document names has no page while this one is held back.
    fn put_held_terms(&mut self, document: &Document) {
        let Document::Reflection(reflection) = document else { return };
        for term in reflection.tags.iter().chain(&reflection.inquiries) {
            if self.named(&term.slug).is_empty() {
                self.name(TITLES, &Arc::from(&*term.slug), Named::Held);
            }
        }
    }

    fn put(&mut self, head: &Head, named: Named) {
        let names = &head.names;
        for (rank, name) in [&names.file, &names.own, &names.title].into_iter().enumerate() {
            self.name(rank, name, named);
        }
        // In an Obsidian vault an alias is another name; elsewhere its last part does no harm as one.
        for alias in &head.aliases {
            let name = without_ending(&alias.path);
            let name = name.strip_suffix("/index").unwrap_or(name);
            self.name(3, &Arc::from(slug(name.rsplit('/').next().unwrap_or(name))), named);
        }
    }

    fn name(&mut self, rank: usize, name: &Arc<str>, named: Named) {
        if name.is_empty() {
            return;
        }
        match self.names[rank].entry(Arc::clone(name)) {
            Entry::Vacant(free) => drop(free.insert(Few::one(named))),
            // What bears a name twice bears it twice in a row.
            Entry::Occupied(bearers) if bearers.get().as_slice().last() == Some(&named) => {}
            Entry::Occupied(mut bearers) => bearers.get_mut().push(named),
        }
    }

    /// What bears a name: a file name, else a slug, else a title. Several when the name is not enough; empty when nothing bears it.
    pub fn named(&self, name: &str) -> &[Named] {
        self.search(name).0
    }

    /// What bears a name, and whether titles decide about that.
    pub fn search(&self, name: &str) -> (&[Named], bool) {
        let path = bare(name);
        if path.contains('/')
            && let Some(named) = self.paths.get(path)
        {
            return (std::slice::from_ref(named), false);
        }
        let (key, whole) = keys_of(path);
        let mut tables = self.names.iter().enumerate();
        let found = tables.find_map(|(rank, table)| {
            let bearers = table.get(&*key).or_else(|| table.get(whole.as_deref()?))?;
            Some((rank, bearers))
        });
        match found {
            Some((rank, bearers)) => (bearers.as_slice(), rank >= TITLES),
            None => (&[], true),
        }
    }

    /// The slugs under which a name is looked up: that of its last part, and for one of several parts that of the whole.
    pub fn keys(name: &str) -> (Cow<'_, str>, Option<Cow<'_, str>>) {
        keys_of(bare(name))
    }

    /// Notes that what bore one title bears another.
    pub fn rename(&mut self, named: Named, old: &Arc<str>, new: &Arc<str>) {
        let titles = &mut self.names[TITLES];
        if let Some(bearers) = titles.remove(old) {
            titles.extend(bearers.without(&named).map(|others| (Arc::clone(old), others)));
        }
        if new.is_empty() {
            return;
        }
        match titles.entry(Arc::clone(new)) {
            Entry::Vacant(free) => drop(free.insert(Few::one(named))),
            Entry::Occupied(mut bearers) => {
                // Documents come first, in the order of the shelf; only they and drafts are ever renamed.
                let at = bearers.get().as_slice().iter().position(|other| *other > named);
                let end = bearers.get().as_slice().len();
                bearers.get_mut().insert(at.unwrap_or(end), named);
            }
        }
    }

    /// The one document whose file is called so, wherever it lies.
    pub fn file_of_name(&self, name: &str) -> Option<Named> {
        match self.names[0].get(slug(without_ending(name)).as_str()).map(Few::as_slice) {
            Some([only]) => Some(*only),
            _ => None,
        }
    }

    /// What was made from the source file at `path`, with or without its ending, in any case.
    pub fn source(&self, path: &str) -> Option<Named> {
        let path = path.trim_end_matches('/');
        self.paths.get(without_ending(path)).or_else(|| self.paths.get(path)).copied()
    }

    /// A file by its path, in any case: its index, whether or not the case is right.
    pub fn file(&self, path: &str) -> Option<usize> {
        self.files.get(path).copied()
    }

    /// A file as `[[...]]` names it: at that path from `folder` or from the root, else by its name alone, wherever it lies; the first by path.
    pub fn file_named(&self, name: &str, folder: &str) -> Option<usize> {
        let near = [folder, ""].into_iter().find_map(|folder| self.file(&join(folder, name)?));
        near.or_else(|| self.file_names.get(name.rsplit('/').next().unwrap_or(name)).copied())
    }

    /// An inquiry by slug or title.
    pub fn inquiry(&self, name: &str) -> Option<DocumentId> {
        let name = without_ending(name).rsplit('/').next().unwrap_or(name);
        self.inquiries.get(&slug(name)).copied()
    }

    /// Whether a file that is held back would stand at `path`.
    pub fn is_held_at(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/').to_lowercase();
        let folder = path.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
        ["", ".html", "/index.html"].iter().any(|ending| self.held.contains(&format!("{path}{ending}")))
            || folder.is_some_and(|folder| self.held.contains(&folder))
    }

    /// Whether a name stands for a file that is held back.
    pub fn is_held(&self, name: &str) -> bool {
        self.named(name).contains(&Named::Held)
    }

    /// Every name that a wikilink might have meant, by rank, sorted.
    pub fn all_names(&self) -> Vec<&str> {
        self.names.iter().flat_map(|table| sorted(table.keys().map(|name| &**name))).collect()
    }

    /// Every path that a link might have meant, without its ending, sorted.
    pub fn all_paths(&self) -> Vec<&str> {
        sorted(self.paths.paths())
    }
}

/// A name without what does not count in it.
fn bare(name: &str) -> &str {
    without_ending(name.trim().trim_start_matches('/'))
}

/// [`Directory::keys`] of a name without what does not count in it.
fn keys_of(path: &str) -> (Cow<'_, str>, Option<Cow<'_, str>>) {
    match path.rsplit_once('/') {
        Some((_, last)) => (slugged(last), Some(slugged(path))),
        None => (slugged(path), None),
    }
}

/// What lies at each source path.
fn paths(material: &Material<'_>, shelf: &Shelf) -> ByPath<Named> {
    let mut paths = ByPath::default();
    let mut put = |path: &str, named: Named| {
        let stem = without_ending(path);
        paths.put(stem, named);
        if let Some(folder) = bundle(stem) {
            paths.put(folder, named);
        }
    };
    for id in shelf.ids() {
        put(&shelf.head(id).expect("every id on the shelf has a head").path, Named::Built(id));
    }
    for (index, draft) in shelf.left_out.iter().enumerate() {
        put(&draft.head().path, Named::Draft(index));
    }
    let held = material.held_documents.iter().map(|document| &document.head().path);
    for path in held.chain(material.held) {
        put(path, Named::Held);
    }
    paths
}

fn sorted<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    names
}

/// Where a document would stand, and where it stood, and the pages of tags, inquiries and the year that there may be only because of it.
fn addresses(document: &Document) -> Vec<String> {
    let head = document.head();
    let own = match document {
        Document::Reflection(reflection) => reflection.address.clone(),
        Document::Inquiry(_) => Address::inquiry(&head.slug),
        Document::Page(_) => Address::page(&head.slug),
        Document::Home(_) => Address::home(),
    };
    let mut all = vec![own];
    all.extend(head.aliases.iter().map(|alias| Address::new(alias.path.as_str())));
    if let Document::Reflection(reflection) = document {
        all.push(Address::year(reflection.date.year()));
        all.extend(reflection.tags.iter().map(|tag| Address::tag(&tag.slug)));
        all.extend(reflection.tags.iter().map(|tag| Address::tag_year(&tag.slug, reflection.date.year())));
        all.extend(reflection.inquiries.iter().map(|inquiry| Address::inquiry(&inquiry.slug)));
        all.extend(reflection.tags.iter().map(|tag| Address::tag(&tag.slug)));
    }
    let mut all: Vec<String> = all.iter().map(|address| address.as_str().to_lowercase()).collect();
    if let Document::Reflection(reflection) = document {
        // Without it there may be too few for a page of each year.
        all.extend(reflection.tags.iter().map(|tag| format!("tags/{}/", tag.slug)));
        all.extend(reflection.inquiries.iter().map(|inquiry| format!("inquiries/{}/", inquiry.slug)));
    }
    all
}
