//! The pages of the menu.

use super::resolver::Resolver;
use super::shelf::{Named, is_listed};
use crate::diag::Diagnostic;
use crate::model::document::{Reference, without_ending};
use crate::model::portfolio::DocumentId;

/// The pages of the menu as indices: those that `menu:` names, else every listed page that lies in no folder, by path.
pub(super) fn resolve(resolver: &Resolver<'_>, diagnostics: &mut Vec<Diagnostic>) -> Vec<usize> {
    let shelf = resolver.shelf;
    match &resolver.material.settings.menu {
        Some(named) => named.iter().filter_map(|reference| item(resolver, reference, diagnostics)).collect(),
        None => {
            let in_menu = |&i: &usize| !shelf.pages[i].head.slug.contains('/') && is_listed(&shelf.pages[i].head);
            (0..shelf.pages.len()).filter(in_menu).collect()
        }
    }
}

fn item(resolver: &Resolver<'_>, reference: &Reference, diagnostics: &mut Vec<Diagnostic>) -> Option<usize> {
    let path = resolver.material.settings.path.as_ref()?;
    let found =
        ["pages/", ""].iter().find_map(|folder| resolver.directory.source(&format!("{folder}{}", reference.name)));
    if let Some(Named::Built(DocumentId::Page(index))) = found {
        return Some(index);
    }
    if resolver.directory.is_held(&reference.name) {
        return None;
    }
    let names = resolver.shelf.pages.iter().map(|page| without_ending(page.head.path.trim_start_matches("pages/")));
    let diagnostic = Diagnostic::error("unknown-page", format!("there is no page `{}` for the menu", reference.name))
        .in_file(path)
        .at(reference.place);
    diagnostics.push(match crate::diag::nearest(without_ending(&reference.name), names) {
        Some(near) => diagnostic.help(format!("did you mean `{}`?", near)),
        None => diagnostic.help("the menu names files of the folder pages/"),
    });
    None
}
