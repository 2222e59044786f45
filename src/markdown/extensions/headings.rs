//! Headings: an id each, made from the words, that stays when other headings are added; the opening level-one heading becomes the body's title;
//! the page keeps one level-one heading, so if the body has more, all of its headings go down by one.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::{EventKind, Extension};
use crate::diag::Diagnostic;
use crate::markdown::body::Heading;
use crate::markdown::escape;
use crate::markdown::piece::Piece;
use crate::markdown::prose::Rank;
use crate::markdown::run::Run;
use crate::markdown::walk::Walk;
use crate::slug::slug;

/// See the module.
pub const EXTENSION: Extension = Extension {
    takes: &[EventKind::Start, EventKind::End],
    take: |walk, event, range| {
        match event {
            Event::Start(Tag::Heading { level, .. }) => open(walk, *level),
            Event::End(TagEnd::Heading(_)) => close(walk, range),
            _ => return false,
        }
        true
    },
    improve: Some(take_attributes),
    finish: Some(finish),
    ..Extension::NOTHING
};

/// The heading under way.
#[derive(Default)]
pub struct State {
    /// Whether the run of text being written is the heading's last.
    pub closing: bool,
    /// Whether the heading under way is the one that opens the body.
    pub opens_body: bool,
    open: Option<Open>,
    /// The last heading of each level that nothing higher has ended: level and id, the highest first.
    above: Vec<(u8, String)>,
    /// The number that the next heading of the same name gets.
    numbers: HashMap<String, u32>,
}

struct Open {
    level: u8,
    /// What was written before it.
    before: Piece,
    /// What the author gave: `{#id .class}`.
    id: Option<String>,
    classes: Vec<String>,
}

fn open(walk: &mut Walk<'_>, level: HeadingLevel) {
    walk.end_block(Rank::Never);
    walk.out.fresh_line();
    let at_start = walk.out.html.is_empty() && !walk.state.footnotes.inside();
    walk.state.headings.opens_body =
        at_start && level == HeadingLevel::H1 && walk.title.is_none() && walk.headings.is_empty();
    let before = std::mem::take(&mut walk.out);
    walk.state.headings.open = Some(Open { level: level as u8, before, id: None, classes: Vec::new() });
}

fn close(walk: &mut Walk<'_>, range: &Range<usize>) {
    let Some(open) = walk.state.headings.open.take() else { return };
    let inner = std::mem::replace(&mut walk.out, open.before);
    let text = walk.prose.plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let opens_body = std::mem::take(&mut walk.state.headings.opens_body);
    if opens_body && !text.is_empty() {
        walk.title = Some(text);
    } else if !inner.html.trim().is_empty() {
        walk.state.headings.above.truncate(walk.state.headings.above.partition_point(|(level, _)| *level < open.level));
        let id = make_id(walk, open.id, &text, range);
        walk.state.headings.above.push((open.level, id.clone()));
        write(walk, open.level, &id, &open.classes, &inner);
        walk.headings.push(Heading { level: open.level, id, text });
    }
    walk.end_block(Rank::Never);
}

fn write(walk: &mut Walk<'_>, level: u8, id: &str, classes: &[String], inner: &Piece) {
    walk.out.heading_tag("<h", level);
    walk.out.html.push_str(" id=\"");
    escape::text(&mut walk.out.html, id);
    walk.out.html.push('"');
    walk.write_attribute("class", &classes.join(" "));
    walk.out.html.push('>');
    walk.out.append(inner);
    walk.out.heading_tag("</h", level);
    walk.out.html.push_str(">\n");
}

/// An id that no other part of the body has: the author's own, else the words, else the words behind the heading above and `--`, else with a number.
fn make_id(walk: &mut Walk<'_>, own: Option<String>, text: &str, range: &Range<usize>) -> String {
    if let Some(own) = own {
        if walk.claim(&own) {
            return own;
        }
        let message = format!("two parts of this text have the name \"{own}\"");
        walk.say(
            Diagnostic::warning("duplicate-id", message).help("give this heading another name after the #"),
            range,
        );
    }
    let words = match slug(text) {
        words if words.is_empty() => "section".to_owned(),
        words => words,
    };
    if walk.claim(&words) {
        return words;
    }
    let above = walk.state.headings.above.last();
    let base = above.map_or_else(|| words.clone(), |(_, above)| format!("{above}--{words}"));
    if walk.claim(&base) {
        return base;
    }
    loop {
        let number = walk.state.headings.numbers.entry(base.clone()).or_insert(1);
        *number += 1;
        let id = format!("{base}-{number}");
        if walk.claim(&id) {
            return id;
        }
    }
}

/// Takes `{#id .class}` off the end of a heading. Braces that hold anything else are words.
fn take_attributes(walk: &mut Walk<'_>, run: &mut Run) {
    let Some(open) = walk.state.headings.open.as_mut().filter(|_| walk.state.headings.closing) else { return };
    let Some(start) = run.text.trim_end().strip_suffix('}').and_then(|text| text.rfind('{')) else { return };
    let inner = run.text[start + 1..].trim_end().trim_end_matches('}').trim();
    let is_attribute =
        |part: &str| part.len() > 1 && part.starts_with(['#', '.']) && !part[1..].contains(['#', '{', '"']);
    if inner.is_empty() || !inner.split_whitespace().all(is_attribute) {
        return;
    }
    for part in inner.split_whitespace() {
        match part.split_at(1) {
            ("#", id) => open.id = Some(id.to_owned()),
            (_, class) => open.classes.push(class.to_owned()),
        }
    }
    run.truncate(run.text[..start].trim_end().len());
}

fn finish(walk: &mut Walk<'_>) {
    if walk.headings.iter().any(|heading| heading.level == 1) {
        walk.out.lower_headings();
        for heading in &mut walk.headings {
            heading.level = (heading.level + 1).min(6);
        }
    }
}
