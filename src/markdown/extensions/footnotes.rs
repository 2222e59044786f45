//! Footnotes as GitHub has them: `[^1]` and `[^1]: words`. The notes stand at the end of the body in the order of their first mention, each with a way
//! back to every mention; a note that is never mentioned is left out, and the author is told.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Tag, TagEnd};

use super::{EventKind, Extension};
use crate::diag::Diagnostic;
use crate::markdown::escape;
use crate::markdown::piece::Piece;
use crate::markdown::prose::Rank;
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension {
    options: Options::ENABLE_FOOTNOTES,
    takes: &[EventKind::Start, EventKind::End, EventKind::Other],
    take: |walk, event, range| {
        match event {
            Event::FootnoteReference(label) => mention(walk, label),
            Event::Start(Tag::FootnoteDefinition(label)) => open(walk, label, range),
            Event::End(TagEnd::FootnoteDefinition) => close(walk),
            _ => return false,
        }
        true
    },
    finish: Some(finish),
    ..Extension::NOTHING
};

/// What is known of the notes.
#[derive(Default)]
pub struct State {
    /// Mentioned notes by number (less one).
    mentioned: Vec<Note>,
    /// The index of each mentioned note, by key.
    indices: BTreeMap<String, usize>,
    /// What has been written of each note, by key.
    definitions: BTreeMap<String, (Piece, Range<usize>)>,
    /// The notes that are being written, with what was written before each.
    open: Vec<(String, Piece, Range<usize>)>,
}

struct Note {
    key: String,
    /// The ids of its mentions, each with the key of the note it stands in, if any.
    mentions: Vec<(String, Option<String>)>,
}

impl State {
    /// Whether a note is being written.
    pub fn inside(&self) -> bool {
        !self.open.is_empty()
    }

    fn number(&mut self, key: String) -> usize {
        let next = self.mentioned.len();
        let index = *self.indices.entry(key.clone()).or_insert(next);
        if index == next {
            self.mentioned.push(Note { key, mentions: Vec::new() });
        }
        index
    }
}

/// Labels match without case, as link labels do.
fn key(label: &str) -> String {
    label.to_lowercase()
}

fn mention(walk: &mut Walk<'_>, label: &str) {
    if walk.state.headings.opens_body {
        return;
    }
    let within = walk.state.footnotes.open.last().map(|(key, ..)| key.clone());
    let in_link = walk.in_link();
    let index = walk.state.footnotes.number(key(label));
    let note = &mut walk.state.footnotes.mentioned[index];
    let number = index + 1;
    // Writing to a string cannot fail.
    let _ = if in_link {
        write!(walk.out.html, "<sup class=\"footnote\">{number}</sup>")
    } else {
        let id = match note.mentions.len() {
            0 => format!("fnref:{number}"),
            more => format!("fnref:{number}-{}", more + 1),
        };
        note.mentions.push((id.clone(), within));
        write!(walk.out.html, "<sup class=\"footnote\"><a href=\"#fn:{number}\" id=\"{id}\">{number}</a></sup>")
    };
}

fn open(walk: &mut Walk<'_>, label: &str, range: &Range<usize>) {
    walk.end_block(Rank::Never);
    let before = std::mem::take(&mut walk.out);
    walk.state.footnotes.open.push((key(label), before, range.clone()));
}

fn close(walk: &mut Walk<'_>) {
    walk.end_block(Rank::Never);
    let Some((key, before, range)) = walk.state.footnotes.open.pop() else { return };
    let note = std::mem::replace(&mut walk.out, before);
    walk.state.footnotes.definitions.entry(key).or_insert((note, range));
}

fn finish(walk: &mut Walk<'_>) {
    let mut state = std::mem::take(&mut walk.state.footnotes);
    let notes: Vec<(Note, Piece)> = std::mem::take(&mut state.mentioned)
        .into_iter()
        .map(|note| {
            let piece = state.definitions.remove(&note.key).unwrap_or_default().0;
            (note, piece)
        })
        .collect();
    let mut unused: Vec<Range<usize>> = state.definitions.into_values().map(|(_, range)| range).collect();
    unused.sort_by_key(|range| range.start);
    for range in unused {
        let message = "this footnote is not mentioned in the text, so it is left out";
        let help = "put its mark, such as [^1], where the note belongs";
        walk.say(Diagnostic::warning("unused-footnote", message).help(help), &range);
    }
    if !notes.is_empty() {
        write_notes(walk, &notes, &state.indices);
    }
}

fn write_notes(walk: &mut Walk<'_>, notes: &[(Note, Piece)], mentioned: &BTreeMap<String, usize>) {
    walk.block("<section class=\"footnotes\"");
    let label = &walk.reading.footnotes_label;
    walk.write_attribute_always("aria-label", label);
    walk.out.html.push_str(">\n<ol>\n");
    for (index, (note, piece)) in notes.iter().enumerate() {
        let _ = writeln!(walk.out.html, "<li id=\"fn:{}\">", index + 1);
        walk.out.append(piece);
        let printed = |within: &Option<String>| within.as_ref().is_none_or(|key| mentioned.contains_key(key));
        let ids = note.mentions.iter().filter(|(_, within)| printed(within)).map(|(id, _)| id.as_str());
        walk.anchors.push(format!("fn:{}", index + 1));
        walk.anchors.extend(ids.clone().map(str::to_owned));
        write_ways_back(&mut walk.out, ids, &walk.reading.backlink_label);
        walk.out.html.push_str("</li>\n");
    }
    walk.out.html.push_str("</ol>\n</section>\n");
}

/// Writes the links back behind the note's last words, in its last paragraph if it ends in one.
fn write_ways_back<'i>(out: &mut Piece, ids: impl Iterator<Item = &'i str>, label: &str) {
    let in_paragraph = out.html.ends_with("</p>\n");
    if in_paragraph {
        out.html.truncate(out.html.len() - "</p>\n".len());
    }
    for id in ids {
        let _ = write!(out.html, " <a href=\"#{id}\" class=\"backlink\" aria-label=\"");
        escape::text(&mut out.html, label);
        out.html.push_str("\">↩</a>");
    }
    out.html.push_str(if in_paragraph { "</p>\n" } else { "\n" });
}
