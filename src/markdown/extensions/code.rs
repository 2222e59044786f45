//! Code blocks: highlighted where the language is known, and scrolled with a keyboard where they are too wide.

use pulldown_cmark::{Event, TagEnd};

use super::{EventKind, Extension};
use crate::markdown::walk::Walk;
use crate::markdown::{escape, highlight};

/// See the module.
pub const EXTENSION: Extension = Extension {
    takes: &[EventKind::End],
    take: |walk, event, _| {
        let ends = matches!(event, Event::End(TagEnd::CodeBlock));
        if ends {
            write(walk);
        }
        ends
    },
    ..Extension::NOTHING
};

fn write(walk: &mut Walk<'_>) {
    let Some(code) = walk.code.take() else { return };
    // Pandoc and kramdown write `{.python}`.
    let language = code.language.trim_matches(['{', '}', '.']);
    walk.out.html.push_str("<pre tabindex=\"0\"><code");
    if !language.is_empty() {
        walk.out.html.push_str(" class=\"language-");
        escape::text(&mut walk.out.html, language);
        walk.out.html.push('"');
    }
    walk.out.html.push('>');
    if highlight::write(&mut walk.out.html, language, &code.text) {
        walk.has_code = true;
    } else {
        escape::text(&mut walk.out.html, &code.text);
    }
    walk.out.html.push_str("</code></pre>\n");
}
