//! What came out of what: the inquiries that an inquiry's file says it led to.

use super::resolver::Resolver;
use super::shelf::ShelvedThread;
use crate::diag::{Diagnostic, nearest};
use crate::model::document::{Inquiry, Reference};
use crate::model::portfolio::DocumentId;

/// What each inquiry led to, as indices.
pub(super) fn all(resolver: &Resolver<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Vec<usize>> {
    let threads = &resolver.shelf.threads;
    let of = |thread: &ShelvedThread, diagnostics: &mut Vec<Diagnostic>| {
        let Some(file) = &thread.file else { return Vec::new() };
        let found = file.led_to.iter().filter_map(|reference| one_led_to(resolver, file, reference, diagnostics));
        found.collect()
    };
    threads.iter().map(|thread| of(thread, diagnostics)).collect()
}

fn one_led_to(
    resolver: &Resolver<'_>,
    file: &Inquiry,
    reference: &Reference,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<usize> {
    if let Some(DocumentId::Inquiry(index)) = resolver.directory.inquiry(&reference.name) {
        return Some(index);
    }
    if resolver.directory.is_held(&reference.name) {
        return None;
    }
    let names = resolver.shelf.threads.iter().map(|thread| thread.slug.as_str());
    let diagnostic = Diagnostic::error("unknown-inquiry", format!("there is no inquiry `{}`", reference.name))
        .in_file(&file.head.path)
        .at(reference.place);
    let help = match nearest(&reference.name, names.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("the inquiries are {}", names.collect::<Vec<_>>().join(", ")),
    };
    diagnostics.push(diagnostic.help(help));
    None
}
