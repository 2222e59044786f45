//! What reflections name in their front matter: the earlier ones that they return to, and a cover.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::resolver::{Resolver, Trail, Written};
use super::shelf::is_listed;
use crate::diag::{Diagnosed, Diagnostic};
use crate::markdown::LinkKind;
use crate::model::document::Reference;
use crate::model::portfolio::{DocumentId, Relations};

/// The references of the reflections that make any, or that are returned to, by their place on the shelf.
pub(super) type References = BTreeMap<usize, Referred>;

/// As in [`Relations`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Referred {
    pub then: Vec<usize>,
    pub now: Vec<usize>,
    pub cover: Option<Arc<str>>,
}

impl Referred {
    /// A reflection's relations, with these among them.
    pub fn among(self, relations: Relations) -> Relations {
        let Self { then, now, cover } = self;
        Relations { then, now, cover, ..relations }
    }
}

/// Resolves the references of every reflection.
pub(super) fn refer(resolver: &Resolver<'_>) -> Diagnosed<References> {
    let mut references = References::new();
    let mut trail = Trail::default();
    for (index, reflection) in resolver.shelf.reflections.iter().enumerate() {
        for reference in &reflection.revisits {
            returns(resolver, (index, reference), &mut references, &mut trail);
        }
        if let Some(reference) = &reflection.cover
            && let Some(cover) = cover(resolver, index, reference, &mut trail)
        {
            references.entry(index).or_default().cover = Some(cover);
        }
    }
    Diagnosed { value: references, diagnostics: trail.diagnostics }
}

/// What a reflection returns to ("then"), and for that one, what returns to it ("now"). A listed page never names an unlisted one by itself.
fn returns(
    resolver: &Resolver<'_>,
    (index, reference): (usize, &Reference),
    references: &mut References,
    trail: &mut Trail,
) {
    let Some(written) = written(resolver, index, reference) else { return };
    match resolver.reference(&written, &reference.name, trail) {
        Some(DocumentId::Reflection(earlier)) if earlier != index => {
            references.entry(index).or_default().then.push(earlier);
            if is_listed(written.head) {
                references.entry(earlier).or_default().now.push(index);
            }
        }
        Some(_) => trail.diagnostics.push(not_a_reflection(&written.head.path, reference)),
        None => {}
    }
}

fn not_a_reflection(path: &Arc<str>, reference: &Reference) -> Diagnostic {
    Diagnostic::error("not-a-reflection", format!("`{}` is not an earlier reflection to return to", reference.name))
        .in_file(path)
        .at(reference.place)
        .help("`revisits:` names another reflection by its file name")
}

fn cover(resolver: &Resolver<'_>, index: usize, reference: &Reference, trail: &mut Trail) -> Option<Arc<str>> {
    let written = written(resolver, index, reference)?;
    let written = Written { kind: LinkKind::Show, ..written };
    resolver.cover(&written, &reference.name, trail)
}

/// A name in the front matter of a reflection, as something written there.
fn written<'a>(resolver: &Resolver<'a>, index: usize, reference: &Reference) -> Option<Written<'a>> {
    let id = DocumentId::Reflection(index);
    let head = resolver.shelf.head(id)?;
    Some(Written { head, id, place: reference.place, kind: LinkKind::Follow })
}
