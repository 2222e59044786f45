//! `- [x] done`: GitHub Flavored Markdown, section 5.3. The box cannot be ticked in the page; its state is said in words to those who do not see it.

use pulldown_cmark::{Event, Options};

use super::{EventKind, Extension};
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension {
    options: Options::ENABLE_TASKLISTS,
    takes: &[EventKind::Other],
    take: |walk, event, _| {
        if let Event::TaskListMarker(done) = event {
            write(walk, *done);
        }
        matches!(event, Event::TaskListMarker(_))
    },
    ..Extension::NOTHING
};

fn write(walk: &mut Walk<'_>, done: bool) {
    mark_item(&mut walk.out.html);
    walk.out.html.push_str("<input type=\"checkbox\" disabled");
    if done {
        walk.out.html.push_str(" checked");
    }
    let words = &walk.reading.tasks[usize::from(done)];
    walk.write_attribute_always("aria-label", words);
    walk.out.html.push_str("> ");
}

/// Gives the list item that has just been opened its class. Nothing but the tags of the item and its paragraph stands behind.
fn mark_item(html: &mut String) {
    let end = html.strip_suffix("<p>").map_or(html.as_str(), |before| before.trim_end_matches('\n'));
    if let Some(start) = end.strip_suffix('>').filter(|start| start.ends_with("<li")).map(str::len) {
        html.insert_str(start, " class=\"task\"");
    }
}
