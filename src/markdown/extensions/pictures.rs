//! Pictures are fetched when they come into view; one that stands alone in its paragraph and has a title becomes a figure with that title below it.

use pulldown_cmark::{Event, TagEnd};

use super::{EventKind, Extension};
use crate::markdown::escape;
use crate::markdown::links::Picture;
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension {
    takes: &[EventKind::End],
    take: |walk, event, _| {
        let ends_figure = matches!(event, Event::End(TagEnd::Paragraph)) && std::mem::take(&mut walk.state.figure);
        if ends_figure {
            walk.close_paragraph("</figure>\n");
        }
        ends_figure
    },
    picture: Some(write),
    ..Extension::NOTHING
};

fn write(walk: &mut Walk<'_>, picture: &Picture) -> bool {
    let alone = walk.ends_paragraph && walk.paragraph == walk.out.html.len();
    if alone && !picture.title.is_empty() {
        write_figure(walk, picture);
    } else {
        write_picture(walk, picture);
    }
    true
}

fn write_picture(walk: &mut Walk<'_>, picture: &Picture) {
    walk.write_picture(picture);
    walk.out.html.push_str(" loading=\"lazy\" decoding=\"async\">");
}

fn write_figure(walk: &mut Walk<'_>, picture: &Picture) {
    walk.state.figure = true;
    walk.out.html.truncate(walk.out.html.len() - "<p>".len());
    walk.out.html.push_str("<figure>");
    write_picture(walk, &Picture { title: String::new(), ..picture.clone() });
    walk.out.html.push_str("<figcaption>");
    escape::text(&mut walk.out.html, &picture.title);
    walk.out.html.push_str("</figcaption>");
    walk.prose.plain.push_str(&picture.title);
}
