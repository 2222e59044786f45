//! Pictures without words for those who do not see them.
//!
//! In: a document and its text. Out: the pictures that say nothing. Raw HTML with an empty `alt` says on purpose that a picture is an ornament.

use crate::diag::{Diagnostic, Place};
use crate::markdown::{AttributeName, SlotForm};
use crate::model::document::Head;

/// The pictures of a text that have no words.
#[must_use]
pub fn without_words(head: &Head, text: &str) -> Vec<Diagnostic> {
    let body = &head.body;
    let lines: Vec<&str> = text.lines().collect();
    let sources = body.slots.iter().filter(|slot| slot.form == SlotForm::Attribute(AttributeName::Src));
    let found = sources.filter_map(|slot| {
        let at = slot.at as usize;
        let tag = body.html[..at].rfind('<')?;
        let end = at + body.html[at..].find('>')?;
        let place = body.links[slot.link as usize].place;
        let line = lines.get(place.line.checked_sub(1)? as usize)?;
        // A picture of Markdown is placed at its mark, one of HTML at its address.
        let is_raw = line.chars().nth(place.column.saturating_sub(1) as usize) != Some('!');
        let tag = &body.html[tag..end];
        (tag.starts_with("<img") && is_silent(tag, is_raw)).then(|| told(head, place, is_raw))
    });
    found.collect()
}

fn is_silent(tag: &str, is_raw: bool) -> bool {
    !tag.contains(" alt=") || (!is_raw && tag.contains(" alt=\"\""))
}

fn told(head: &Head, place: Place, is_raw: bool) -> Diagnostic {
    let help = match is_raw {
        true => "write alt=\"\" into it, and between the quotes what it shows; an ornament keeps them empty",
        false => "write between the square brackets what it shows and why it is here",
    };
    Diagnostic::warning("picture-without-words", "this picture has no words for those who do not see it")
        .in_file(&head.path)
        .at(place)
        .help(help)
}
