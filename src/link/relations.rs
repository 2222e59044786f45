//! A reflection's place among others: in time, in its inquiries and tags.

use ahash::AHashMap;
use rayon::prelude::*;

use super::related;
use super::shelf::Shelf;
use crate::model::portfolio::{Relations, ThreadPlace};
use crate::slug::slug;

/// The relations of every reflection, in the order of the shelf, but for what its front matter names.
pub(super) fn relate(shelf: &Shelf, found: &mut related::Found) -> Vec<Relations> {
    let mut relations: Vec<Relations> = vec![Relations::default(); shelf.reflections.len()];
    in_time(shelf, &mut relations);
    let inquiries = inquiries(shelf);
    let tags: AHashMap<&str, usize> = shelf.tags.iter().enumerate().map(|(at, tag)| (tag.slug.as_str(), at)).collect();
    relations.par_iter_mut().enumerate().for_each(|(index, relations)| {
        let reflection = &shelf.reflections[index];
        relations.threads = threads(shelf, &inquiries, index);
        relations.tags = reflection.tags.iter().filter_map(|term| tags.get(term.slug.as_str()).copied()).collect();
    });
    for (relations, related) in relations.iter_mut().zip(related::remembered(shelf, found)) {
        relations.related = related;
    }
    relations
}

fn in_time(shelf: &Shelf, relations: &mut [Relations]) {
    for pair in shelf.listed.windows(2) {
        relations[pair[0]].next = Some(pair[1]);
        relations[pair[1]].previous = Some(pair[0]);
    }
}

/// The inquiries by slug, and by title; a slug counts before a title.
fn inquiries(shelf: &Shelf) -> AHashMap<String, usize> {
    let threads = || shelf.threads.iter().enumerate();
    let by_title = threads().map(|(inquiry, thread)| (slug(&thread.title), inquiry));
    by_title.chain(threads().map(|(inquiry, thread)| (thread.slug.clone(), inquiry))).collect()
}

/// The places of a reflection in its inquiries, in its author's order.
fn threads(shelf: &Shelf, inquiries: &AHashMap<String, usize>, index: usize) -> Vec<ThreadPlace> {
    let mut threads: Vec<ThreadPlace> = Vec::new();
    for term in &shelf.reflections[index].inquiries {
        let Some(&inquiry) = inquiries.get(&term.slug) else { continue };
        if threads.iter().all(|place| place.inquiry != inquiry) {
            threads.push(place(&shelf.threads[inquiry].reflections, inquiry, index));
        }
    }
    threads
}

/// The place of the reflection `index` among those of an inquiry, which are in the order of the shelf.
fn place(reflections: &[usize], inquiry: usize, index: usize) -> ThreadPlace {
    let Ok(at) = reflections.binary_search(&index) else {
        return ThreadPlace { inquiry, position: 0, previous: None, next: None };
    };
    let near = |at: Option<usize>| at.and_then(|at| reflections.get(at).copied());
    ThreadPlace { inquiry, position: at + 1, previous: near(at.checked_sub(1)), next: near(Some(at + 1)) }
}
