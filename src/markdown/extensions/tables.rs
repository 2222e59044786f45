//! Tables: GitHub Flavored Markdown, section 4.10. A table that is wider than the screen scrolls in a region of its own, which a keyboard reaches
//! and which has a name.

use std::fmt::Write;

use pulldown_cmark::{Alignment, Event, Options, Tag, TagEnd};

use super::{EventKind, Extension};
use crate::markdown::escape;
use crate::markdown::prose::Rank;
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension {
    options: Options::ENABLE_TABLES,
    takes: &[EventKind::Start, EventKind::End],
    take: |walk, event, _| match event {
        Event::Start(tag) => start(walk, tag),
        Event::End(tag) => end(walk, *tag),
        _ => false,
    },
    ..Extension::NOTHING
};

/// The table under way.
#[derive(Default)]
pub struct State {
    alignments: Vec<Alignment>,
    cell: usize,
    head: bool,
    has_rows: bool,
    /// How many tables there have been: no two regions may have one name.
    count: u32,
}

fn start(walk: &mut Walk<'_>, tag: &Tag<'_>) -> bool {
    match tag {
        Tag::Table(alignments) => open(walk, alignments),
        Tag::TableHead => {
            walk.state.tables.head = true;
            open_row(walk, "<thead>\n<tr>\n");
        }
        Tag::TableRow => {
            let first = !std::mem::replace(&mut walk.state.tables.has_rows, true);
            open_row(walk, if first { "<tbody>\n<tr>\n" } else { "<tr>\n" });
        }
        Tag::TableCell => open_cell(walk),
        _ => return false,
    }
    true
}

fn end(walk: &mut Walk<'_>, tag: TagEnd) -> bool {
    match tag {
        TagEnd::Table => {
            let rows = if walk.state.tables.has_rows { "</tbody>\n" } else { "" };
            walk.out.html.push_str(rows);
            walk.close("</table>\n</div>\n");
        }
        TagEnd::TableHead => {
            walk.state.tables.head = false;
            walk.out.html.push_str("</tr>\n</thead>\n");
        }
        TagEnd::TableRow => walk.out.html.push_str("</tr>\n"),
        TagEnd::TableCell => close_cell(walk),
        _ => return false,
    }
    true
}

fn open(walk: &mut Walk<'_>, alignments: &[Alignment]) {
    let count = walk.state.tables.count + 1;
    walk.state.tables = State { alignments: alignments.to_vec(), count, ..State::default() };
    walk.open("<div class=\"table\" role=\"region\" aria-label=\"");
    escape::text(&mut walk.out.html, &walk.reading.table_label);
    // Writing to a string cannot fail.
    let _ = writeln!(walk.out.html, " {count}\" tabindex=\"0\">\n<table>");
}

fn open_row(walk: &mut Walk<'_>, html: &str) {
    walk.state.tables.cell = 0;
    walk.out.html.push_str(html);
}

fn open_cell(walk: &mut Walk<'_>) {
    walk.end_block(Rank::Never);
    let html = &mut walk.out.html;
    html.push_str(if walk.state.tables.head { "<th scope=\"col\"" } else { "<td" });
    html.push_str(match walk.state.tables.alignments.get(walk.state.tables.cell) {
        Some(Alignment::Left) => " class=\"align-left\">",
        Some(Alignment::Center) => " class=\"align-center\">",
        Some(Alignment::Right) => " class=\"align-right\">",
        Some(Alignment::None) | None => ">",
    });
}

fn close_cell(walk: &mut Walk<'_>) {
    walk.end_block(Rank::Never);
    walk.state.tables.cell += 1;
    let html = &mut walk.out.html;
    if !walk.state.tables.head {
        return html.push_str("</td>\n");
    }
    // A header without words heads nothing: the corner of a table is a plain cell.
    match html.rfind("<th scope=\"col\"").filter(|&at| html.ends_with('>') && !html[at + 1..].contains('<')) {
        Some(at) => {
            html.truncate(at);
            html.push_str("<td></td>\n");
        }
        None => html.push_str("</th>\n"),
    }
}
