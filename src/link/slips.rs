//! Inquiries that one reflection alone names, and that are called nearly as another: most likely a slip, by which a second inquiry begins unseen.

use super::shelf::{Shelf, ShelvedThread};
use super::terms;
use crate::diag::{Diagnostic, is_slip};
use crate::model::portfolio::HeldBack;
use crate::slug::slug;

/// How many inquiries may be compared, each with each. Who has more keeps something else in them than questions to follow.
const MOST: usize = 200;

/// Tells the slips. While the file of an inquiry is held back it is not known what is described, and nothing is told.
pub(super) fn tell(shelf: &Shelf, held: &HeldBack, diagnostics: &mut Vec<Diagnostic>) {
    if terms::is_inquiry_held(held) || shelf.threads.len() > MOST {
        return;
    }
    let alone = shelf.threads.iter().enumerate().filter(|(_, thread)| is_alone(thread));
    diagnostics.extend(alone.filter_map(|(at, thread)| slip(shelf, at, thread)));
}

/// Whether one reflection is all that knows of it.
fn is_alone(thread: &ShelvedThread) -> bool {
    thread.file.is_none() && thread.reflections.len() == 1
}

fn slip(shelf: &Shelf, at: usize, thread: &ShelvedThread) -> Option<Diagnostic> {
    // Of two that are alone the later one is the slip.
    let others = shelf.threads.iter().enumerate().filter(|(other, it)| *other < at || (*other > at && !is_alone(it)));
    let near = others.map(|(_, other)| other).find(|other| is_near(&thread.slug, other))?;
    let reflection = &shelf.reflections[*thread.reflections.first()?];
    let term = reflection.inquiries.iter().find(|term| term.slug == thread.slug)?;
    let message =
        format!("only this reflection belongs to an inquiry {:?}, and another is called nearly so", term.label);
    let help =
        format!("did you mean {:?}? if not, a file inquiries/{}.md says what it is about", near.title, thread.slug);
    Some(Diagnostic::warning("near-inquiry", message).in_file(&reflection.head.path).at(term.place).help(help))
}

fn is_near(name: &str, other: &ShelvedThread) -> bool {
    [&other.slug, &slug(&other.title)].into_iter().any(|known| is_slip(name, known))
}
