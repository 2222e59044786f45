//! Inquiries that a reflection names and no file describes, though one is called nearly so: most likely a slip, which makes a second inquiry.

use crate::diag::{Diagnostic, nearest};
use crate::model::document::{Document, Reflection, Term};

/// The slips of all reflections.
#[must_use]
pub fn near_inquiries(documents: &[Document]) -> Vec<Diagnostic> {
    let file = |document: &'_ Document| match document {
        Document::Inquiry(inquiry) => Some(inquiry.head.slug.clone()),
        _ => None,
    };
    let described: Vec<String> = documents.iter().filter_map(file).collect();
    let reflections = documents.iter().filter_map(|document| match document {
        Document::Reflection(reflection) => Some(&**reflection),
        _ => None,
    });
    reflections.flat_map(|reflection| slips(reflection, &described)).collect()
}

fn slips<'r>(reflection: &'r Reflection, described: &'r [String]) -> impl Iterator<Item = Diagnostic> + 'r {
    let is_alone = |term: &&Term| !described.contains(&term.slug);
    reflection.inquiries.iter().filter(is_alone).filter_map(|term| {
        let near = nearest(&term.slug, described.iter().map(String::as_str))?;
        let message = format!("no file in inquiries/ describes {:?}, and one is called nearly so", term.label);
        let found = Diagnostic::warning("near-inquiry", message).in_file(&reflection.head.path);
        Some(found.help(format!("did you mean {near:?}?")))
    })
}
