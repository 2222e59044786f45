//! The documents sorted and grouped, before any link is looked at.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::Material;
use crate::diag::Diagnostic;
use crate::model::document::{Audience, Document, Head, Inquiry, Page, Reflection, ThreadColour};
use crate::model::portfolio::{DocumentId, Stage, Tag, Year, Years};

/// Every document that is built, in the order in which the portfolio keeps it.
#[derive(Debug)]
pub(super) struct Shelf {
    /// By date, slug, path.
    pub reflections: Vec<Arc<Reflection>>,
    /// Their days, side by side: they are compared more often than anything else.
    pub days: Vec<NaiveDate>,
    /// The listed ones among them.
    pub listed: Arc<[usize]>,
    /// By slug, path.
    pub pages: Vec<Arc<Page>>,
    pub home: Option<Arc<Page>>,
    /// By the day of the first listed reflection, then slug.
    pub threads: Vec<ShelvedThread>,
    /// By slug.
    pub tags: Arc<[Tag]>,
    pub years: Arc<[Year]>,
    /// Those of them that no list shows.
    pub unlisted: BTreeSet<DocumentId>,
    /// What is left out as a draft: links to it are mistakes.
    pub left_out: Vec<Document>,
}

/// What a name stands for, in the order of those that bear one title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// A page that is built.
    Built(DocumentId),
    /// A draft that is left out: an index into [`Shelf::left_out`].
    Draft(usize),
    /// A file that is held back because of an error.
    Held,
}

/// An inquiry, before its links are known.
#[derive(Debug)]
pub(super) struct ShelvedThread {
    pub slug: String,
    pub title: String,
    pub file: Option<Arc<Inquiry>>,
    pub colour: ThreadColour,
    pub reflections: Vec<usize>,
    pub years: Years,
    pub stages: Vec<Stage>,
}

impl Shelf {
    /// The documents of a material, sorted: inquiries and tags are gathered from them afterwards. Gives also the files of inquiries, by path.
    pub fn of(material: &Material<'_>, diagnostics: &mut Vec<Diagnostic>) -> (Self, Vec<Arc<Inquiry>>) {
        let mut shelf = Self {
            reflections: Vec::new(),
            days: Vec::new(),
            listed: Arc::default(),
            pages: Vec::new(),
            home: None,
            threads: Vec::new(),
            tags: Arc::default(),
            years: Arc::default(),
            unlisted: BTreeSet::new(),
            left_out: Vec::new(),
        };
        let mut inquiries = Vec::new();
        for document in material.documents {
            shelf.put(document, material.drafts, &mut inquiries, diagnostics);
        }
        shelf.sort();
        inquiries.sort_by(|a, b| a.head.path.cmp(&b.head.path));
        (shelf, inquiries)
    }

    fn put(
        &mut self,
        document: &Document,
        drafts: bool,
        inquiries: &mut Vec<Arc<Inquiry>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        if document.head().audience == Audience::Draft && !drafts {
            self.left_out.push(document.clone());
            return;
        }
        match document {
            Document::Reflection(reflection) => self.reflections.push(Arc::clone(reflection)),
            Document::Page(page) => self.pages.push(Arc::clone(page)),
            Document::Inquiry(inquiry) => inquiries.push(Arc::clone(inquiry)),
            Document::Home(home) => self.put_home(home, diagnostics),
        }
    }

    fn put_home(&mut self, home: &Arc<Page>, diagnostics: &mut Vec<Diagnostic>) {
        match &self.home {
            Some(first) => diagnostics.push(
                Diagnostic::error("same-address", format!("both this file and {} are the home page", first.head.path))
                    .in_file(&home.head.path)
                    .help("keep one of them, or move the other into pages/"),
            ),
            None => self.home = Some(Arc::clone(home)),
        }
    }

    fn sort(&mut self) {
        // They come in the order of their paths, which mostly begin with their dates.
        self.reflections.sort_by(by_day);
        self.days = self.reflections.iter().map(|reflection| reflection.date).collect();
        self.pages.sort_by(|a, b| by_slug(&a.head, &b.head));
        self.listed = (0..self.reflections.len()).filter(|&i| is_listed(&self.reflections[i].head)).collect();
        self.years = Year::of(self.listed.iter().map(|&index| self.days[index])).into();
    }

    /// Where a document of this shelf stands; `None` for one that another keeps from standing anywhere.
    pub fn place(&self, document: &Document) -> Option<Named> {
        let head = document.head();
        let is_it = |other: &Head| other.path == head.path;
        if let Some(draft) = self.left_out.iter().position(|draft| is_it(draft.head())) {
            return Some(Named::Draft(draft));
        }
        let id = match document {
            Document::Reflection(reflection) => {
                DocumentId::Reflection(self.reflections.binary_search_by(|other| by_day(other, reflection)).ok()?)
            }
            Document::Page(page) => {
                DocumentId::Page(self.pages.binary_search_by(|other| by_slug(&other.head, &page.head)).ok()?)
            }
            Document::Inquiry(_) => {
                let is_its = |thread: &ShelvedThread| thread.file.as_ref().is_some_and(|file| is_it(&file.head));
                DocumentId::Inquiry(self.threads.iter().position(is_its)?)
            }
            Document::Home(_) => self.home.as_ref().filter(|home| is_it(&home.head)).map(|_| DocumentId::Home)?,
        };
        Some(Named::Built(id))
    }

    /// Puts a document in the place of its old form, which differs in nothing that the shelf is sorted and grouped by.
    pub fn replace(&mut self, place: Named, new: &Document) {
        match (place, new) {
            (Named::Draft(index), draft) => self.left_out[index] = draft.clone(),
            (Named::Built(DocumentId::Reflection(index)), Document::Reflection(new)) => {
                self.reflections[index] = Arc::clone(new);
            }
            (Named::Built(DocumentId::Page(index)), Document::Page(new)) => self.pages[index] = Arc::clone(new),
            (Named::Built(DocumentId::Inquiry(index)), Document::Inquiry(new)) => {
                self.threads[index].file = Some(Arc::clone(new));
            }
            (Named::Built(DocumentId::Home), Document::Home(new)) => self.home = Some(Arc::clone(new)),
            _ => {}
        }
    }

    /// Every page with a text of its own.
    pub fn ids(&self) -> Vec<DocumentId> {
        let reflections = (0..self.reflections.len()).map(DocumentId::Reflection);
        let pages = (0..self.pages.len()).map(DocumentId::Page);
        let threads = (0..self.threads.len()).filter(|&i| self.threads[i].file.is_some()).map(DocumentId::Inquiry);
        reflections.chain(pages).chain(threads).chain(self.home.as_ref().map(|_| DocumentId::Home)).collect()
    }

    pub fn head(&self, id: DocumentId) -> Option<&Head> {
        match id {
            DocumentId::Reflection(i) => Some(&self.reflections[i].head),
            DocumentId::Page(i) => Some(&self.pages[i].head),
            DocumentId::Inquiry(i) => self.threads[i].file.as_ref().map(|file| &file.head),
            DocumentId::Tag(_) => None,
            DocumentId::Home => self.home.as_ref().map(|home| &home.head),
        }
    }

    /// Whether lists show it. A page without a file of its own is listed.
    pub fn lists(&self, id: DocumentId) -> bool {
        !self.unlisted.contains(&id)
    }
}

fn by_day(a: &Arc<Reflection>, b: &Arc<Reflection>) -> Ordering {
    a.date.cmp(&b.date).then_with(|| by_slug(&a.head, &b.head))
}

fn by_slug(a: &Head, b: &Head) -> Ordering {
    (&a.slug, &a.path).cmp(&(&b.slug, &b.path))
}

/// Whether lists show the document. A draft is on the shelf only when drafts were asked for, and is then listed, marked.
pub(super) fn is_listed(head: &Head) -> bool {
    head.audience != Audience::Unlisted
}
