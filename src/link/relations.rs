//! A reflection's place among others: in time, in its inquiries, in what it returns to and what returns to it.

use std::sync::Arc;

use ahash::AHashMap;
use rayon::prelude::*;

use super::related;
use super::resolve::{Resolver, Written};
use super::shelf::{Shelf, is_listed};
use crate::diag::Diagnostic;
use crate::markdown::LinkKind;
use crate::model::document::Reference;
use crate::model::portfolio::{DocumentId, Relations, ThreadPlace};
use crate::slug::slug;

/// The relations of every reflection, in the order of the shelf.
pub(super) fn relate(
    resolver: &Resolver<'_>,
    found: &mut related::Found,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Relations> {
    let shelf = resolver.shelf;
    let mut relations: Vec<Relations> = vec![Relations::default(); shelf.reflections.len()];
    in_time(shelf, &mut relations);
    let inquiries = inquiries(shelf);
    let tags: AHashMap<&str, usize> = shelf.tags.iter().enumerate().map(|(at, tag)| (tag.slug.as_str(), at)).collect();
    relations.par_iter_mut().enumerate().for_each(|(index, relations)| {
        let reflection = &shelf.reflections[index];
        relations.threads = threads(shelf, &inquiries, index);
        relations.tags = reflection.tags.iter().filter_map(|term| tags.get(term.slug.as_str()).copied()).collect();
    });
    for index in 0..relations.len() {
        returns(resolver, index, &mut relations, diagnostics);
        relations[index].cover = cover(resolver, index, diagnostics);
    }
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

/// What a reflection returns to ("then"), and for that one, what returns to it ("now"). A listed page never names an unlisted one by itself.
fn returns(resolver: &Resolver<'_>, index: usize, relations: &mut [Relations], diagnostics: &mut Vec<Diagnostic>) {
    let shelf = resolver.shelf;
    let id = DocumentId::Reflection(index);
    let reflection = &shelf.reflections[index];
    for reference in &reflection.revisits {
        let Some(written) = written(resolver, id, reference) else { continue };
        match resolver.reference(&written, &reference.name, diagnostics) {
            Some(DocumentId::Reflection(earlier)) if earlier != index => {
                relations[index].then.push(earlier);
                if is_listed(&reflection.head) {
                    relations[earlier].now.push(index);
                }
            }
            Some(_) => diagnostics.push(not_a_reflection(&written.head.path, reference)),
            None => {}
        }
    }
}

fn not_a_reflection(path: &Arc<str>, reference: &Reference) -> Diagnostic {
    Diagnostic::error("not-a-reflection", format!("`{}` is not an earlier reflection to return to", reference.name))
        .in_file(path)
        .at(reference.place)
        .help("`revisits:` names another reflection by its file name")
}

fn cover(resolver: &Resolver<'_>, index: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Arc<str>> {
    let reflection = &resolver.shelf.reflections[index];
    let reference = reflection.cover.as_ref()?;
    let written = written(resolver, DocumentId::Reflection(index), reference)?;
    let written = Written { kind: LinkKind::Show, ..written };
    resolver.cover(&written, &reference.name, diagnostics)
}

/// A name in the front matter of a document, as something written there.
fn written<'a>(resolver: &Resolver<'a>, id: DocumentId, reference: &Reference) -> Option<Written<'a>> {
    let head = resolver.shelf.head(id)?;
    Some(Written { head, id, place: reference.place, kind: LinkKind::Follow })
}
