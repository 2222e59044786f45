//! A reflection's place among others: in time, in its inquiries, in what it returns to and what returns to it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::related;
use super::resolve::{Resolver, Written};
use super::shelf::{Shelf, is_listed};
use crate::diag::Diagnostic;
use crate::markdown::LinkKind;
use crate::model::document::Reference;
use crate::model::portfolio::{DocumentId, Relations, ThreadPlace};

/// The relations of every reflection, in the order of the shelf. Covers count among all files here.
pub(super) fn relate(
    resolver: &Resolver<'_>,
    found: &mut related::Found,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Relations> {
    let shelf = resolver.shelf;
    let mut relations: Vec<Relations> = vec![Relations::default(); shelf.reflections.len()];
    in_time(shelf, &mut relations);
    in_threads(shelf, &mut relations);
    with_tags(shelf, &mut relations);
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

fn in_threads(shelf: &Shelf, relations: &mut [Relations]) {
    let mut by_slug: BTreeMap<String, usize> = BTreeMap::new();
    for (inquiry, thread) in shelf.threads.iter().enumerate() {
        by_slug.insert(crate::slug::slug(&thread.title), inquiry);
    }
    // A slug counts before a title.
    by_slug.extend(shelf.threads.iter().enumerate().map(|(inquiry, thread)| (thread.slug.clone(), inquiry)));
    for (index, reflection) in shelf.reflections.iter().enumerate() {
        let inquiries = reflection.inquiries.iter().filter_map(|term| by_slug.get(&term.slug).copied());
        let mut threads: Vec<ThreadPlace> = Vec::new();
        for inquiry in inquiries {
            if threads.iter().all(|place| place.inquiry != inquiry) {
                threads.push(place(&shelf.threads[inquiry].reflections, inquiry, index));
            }
        }
        relations[index].threads = threads;
    }
}

/// The place of the reflection `index` among those of an inquiry, which are in the order of the shelf.
fn place(reflections: &[usize], inquiry: usize, index: usize) -> ThreadPlace {
    let Ok(at) = reflections.binary_search(&index) else {
        return ThreadPlace { inquiry, position: 0, previous: None, next: None };
    };
    let near = |at: Option<usize>| at.and_then(|at| reflections.get(at).copied());
    ThreadPlace { inquiry, position: at + 1, previous: near(at.checked_sub(1)), next: near(Some(at + 1)) }
}

fn with_tags(shelf: &Shelf, relations: &mut [Relations]) {
    for (relations, reflection) in relations.iter_mut().zip(&shelf.reflections) {
        let tag = |slug: &String| shelf.tags.binary_search_by(|tag| tag.slug.cmp(slug)).ok();
        relations.tags = reflection.tags.iter().filter_map(|term| tag(&term.slug)).collect();
    }
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

fn cover(resolver: &Resolver<'_>, index: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<usize> {
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
