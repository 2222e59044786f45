//! Reflections without words, those that belong to no inquiry, and those without a summary: remarks, each told once with a count. None need ever be
//! filled in.
//!
//! In: the documents. Out: at most three notes.

use crate::diag::Diagnostic;
use crate::model::document::{Audience, Document, Reflection};

/// How many are named.
const NAMED: usize = 3;

/// What reflections leave out. Drafts are not done yet, so they are passed over.
#[must_use]
pub fn gaps(documents: &[Document]) -> Vec<Diagnostic> {
    let reflections = documents.iter().filter_map(|document| match document {
        Document::Reflection(reflection) if reflection.head.audience != Audience::Draft => Some(&**reflection),
        _ => None,
    });
    let reflections: Vec<&Reflection> = reflections.collect();
    let without = |is_without: fn(&Reflection) -> bool| {
        reflections
            .iter()
            .filter(|reflection| is_without(reflection))
            .map(|reflection| &*reflection.head.path)
            .collect::<Vec<&str>>()
    };
    let empty = without(|one| one.head.body.html.is_empty());
    let (inquiry, summary) = (without(|one| one.inquiries.is_empty()), without(|one| one.head.summary.is_none()));
    let empty = (!empty.is_empty()).then(|| {
        Diagnostic::note("no-words", format!("{} no words yet: {}", counted(empty.len(), "has", "have"), named(&empty)))
            .help("readers find a title and nothing below it; \"audience: draft\" between the --- lines keeps it back for now")
    });
    let inquiry = (!inquiry.is_empty()).then(|| {
        Diagnostic::note(
            "no-inquiry",
            format!("{} to no inquiry: {}", counted(inquiry.len(), "belongs", "belong"), named(&inquiry)),
        )
        .help("to put one into an inquiry, write \"inquiry: \" and a question or its name between the --- lines at its top")
    });
    let summary = (!summary.is_empty()).then(|| {
        Diagnostic::note(
            "no-summary",
            format!("{} no summary: {}", counted(summary.len(), "has", "have"), named(&summary)),
        )
        .help("lists then show how the text begins; \"summary: \" and a sentence between the --- lines says it better")
    });
    empty.into_iter().chain(inquiry).chain(summary).collect()
}

fn counted(count: usize, one: &str, many: &str) -> String {
    if count == 1 { format!("1 reflection {one}") } else { format!("{count} reflections {many}") }
}

/// A few of these paths, and how many more there are.
pub(super) fn named(paths: &[&str]) -> String {
    let few = paths[..paths.len().min(NAMED)].join(", ");
    match paths.len().saturating_sub(NAMED) {
        0 => few,
        more => format!("{few} and {more} more"),
    }
}
