//! Links whose words do not say where they lead: `here`, `click here`. Who hears the links of a page hears nothing else.
//!
//! In: a document. Out: its links of such words, in English, te reo Māori and French.

use crate::diag::Diagnostic;
use crate::markdown::{AttributeName, SlotForm};
use crate::model::document::Head;
use crate::slug::slug;

/// Words that say nothing, as slugs.
const EMPTY: [&str; 38] = [
    "here",
    "click-here",
    "click",
    "click-this",
    "click-this-link",
    "this",
    "this-link",
    "this-page",
    "link",
    "the-link",
    "read-more",
    "more",
    "see-here",
    "go-here",
    "read-this",
    "learn-more",
    "find-out-more",
    "konei",
    "i-konei",
    "ki-konei",
    "kei-konei",
    "anei",
    "tenei",
    "tenei-hono",
    "hono",
    "te-hono",
    "pawhiria",
    "pawhiria-konei",
    "panui-atu",
    "ici",
    "cliquez-ici",
    "cliquer-ici",
    "par-ici",
    "lien",
    "ce-lien",
    "le-lien",
    "lire-la-suite",
    "en-savoir-plus",
];

/// The links of a text whose words say nothing.
#[must_use]
pub fn empty_link_words(head: &Head) -> Vec<Diagnostic> {
    let body = &head.body;
    let links = body.slots.iter().filter(|slot| slot.form == SlotForm::Attribute(AttributeName::Href));
    let found = links.filter_map(|slot| {
        let rest = &body.html[slot.at as usize..];
        let words = plain(&rest[rest.find('>')? + 1..rest.find("</a>")?]);
        let place = body.links[slot.link as usize].place;
        EMPTY.contains(&slug(&words).as_str()).then(|| {
            Diagnostic::warning("link-words", format!("the words \"{}\" do not say where this link leads", words.trim()))
                .in_file(&head.path)
                .at(place)
                .help("make the link of the words that name what is there: some readers hear the links of a page by themselves")
        })
    });
    found.collect()
}

/// HTML without its tags.
fn plain(html: &str) -> String {
    let mut pieces = html.split('<');
    let first = pieces.next().unwrap_or_default();
    let others = pieces.map(|piece| piece.split_once('>').map_or("", |(_, words)| words));
    std::iter::once(first).chain(others).collect()
}
