//! A table with an entry for every page that has a title of its own.

use std::ops::{Index, IndexMut};

use super::shelf::Shelf;
use crate::model::portfolio::DocumentId;

/// What is known of each page on a shelf.
#[derive(Debug, Default)]
pub(super) struct ByDocument<T> {
    reflections: Vec<T>,
    pages: Vec<T>,
    inquiries: Vec<T>,
    tags: Vec<T>,
    home: T,
}

impl<T: Default> ByDocument<T> {
    /// A table in which nothing is known yet.
    pub fn of(shelf: &Shelf) -> Self {
        let empty = |count: usize| std::iter::repeat_with(T::default).take(count).collect();
        Self {
            reflections: empty(shelf.reflections.len()),
            pages: empty(shelf.pages.len()),
            inquiries: empty(shelf.threads.len()),
            tags: empty(shelf.tags.len()),
            home: T::default(),
        }
    }

    /// What is known of a page; then nothing is known of it any more.
    pub fn take(&mut self, id: DocumentId) -> T {
        std::mem::take(&mut self[id])
    }

    /// Every entry: reflections, pages, inquiries, tags, each in their order; then the home page.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        let documents = self.reflections.iter_mut().chain(&mut self.pages).chain(&mut self.inquiries);
        documents.chain(&mut self.tags).chain(std::iter::once(&mut self.home))
    }

    /// As [`Self::values_mut`].
    pub fn values(&self) -> impl Iterator<Item = &T> {
        let documents = self.reflections.iter().chain(&self.pages).chain(&self.inquiries);
        documents.chain(&self.tags).chain(std::iter::once(&self.home))
    }
}

impl<T> Index<DocumentId> for ByDocument<T> {
    type Output = T;

    fn index(&self, id: DocumentId) -> &T {
        match id {
            DocumentId::Reflection(i) => &self.reflections[i],
            DocumentId::Page(i) => &self.pages[i],
            DocumentId::Inquiry(i) => &self.inquiries[i],
            DocumentId::Tag(i) => &self.tags[i],
            DocumentId::Home => &self.home,
        }
    }
}

impl<T> IndexMut<DocumentId> for ByDocument<T> {
    fn index_mut(&mut self, id: DocumentId) -> &mut T {
        match id {
            DocumentId::Reflection(i) => &mut self.reflections[i],
            DocumentId::Page(i) => &mut self.pages[i],
            DocumentId::Inquiry(i) => &mut self.inquiries[i],
            DocumentId::Tag(i) => &mut self.tags[i],
            DocumentId::Home => &mut self.home,
        }
    }
}
