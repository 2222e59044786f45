//! `> [!NOTE]`: GitHub's alerts. The title is a word of the page's language; colour alone says nothing.

use pulldown_cmark::{BlockQuoteKind, Event, Options, Tag, TagEnd};

use super::{EventKind, Extension};
use crate::markdown::escape;
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension {
    options: Options::ENABLE_GFM,
    takes: &[EventKind::Start, EventKind::End],
    take: |walk, event, _| {
        match event {
            Event::Start(Tag::BlockQuote(Some(kind))) => open(walk, *kind),
            Event::End(TagEnd::BlockQuote(Some(_))) => walk.close("</div>\n"),
            _ => return false,
        }
        true
    },
    ..Extension::NOTHING
};

/// `role="note"`, not `<aside>`: a landmark inside the main text is one too many for those who jump between landmarks.
fn open(walk: &mut Walk<'_>, kind: BlockQuoteKind) {
    let (name, word) = match kind {
        BlockQuoteKind::Note => ("note", 0),
        BlockQuoteKind::Tip => ("tip", 1),
        BlockQuoteKind::Important => ("important", 2),
        BlockQuoteKind::Warning => ("warning", 3),
        BlockQuoteKind::Caution => ("caution", 4),
    };
    walk.open("<div class=\"alert alert-");
    walk.out.html.push_str(name);
    walk.out.html.push_str("\" role=\"note\">\n<p class=\"alert-title\">");
    escape::text(&mut walk.out.html, &walk.reading.alerts[word]);
    walk.out.html.push_str("</p>\n");
}
