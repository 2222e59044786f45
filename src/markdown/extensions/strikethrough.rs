//! `~~struck~~`: GitHub Flavored Markdown, section 6.5.

use pulldown_cmark::{Event, Options, Tag, TagEnd};

use super::{EventKind, Extension};

/// See the module.
pub const EXTENSION: Extension = Extension {
    options: Options::ENABLE_STRIKETHROUGH,
    takes: &[EventKind::Start, EventKind::End],
    take: |walk, event, _| {
        match event {
            Event::Start(Tag::Strikethrough) => walk.out.html.push_str("<del>"),
            Event::End(TagEnd::Strikethrough) => walk.out.html.push_str("</del>"),
            _ => return false,
        }
        true
    },
    ..Extension::NOTHING
};
