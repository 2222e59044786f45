//! `[[name]]`, `[[name|words]]`, `[[name#heading]]`, `[[#heading]]`, and `![[picture.png|what it shows]]`, as Obsidian has them.
//!
//! They are covered before the text is parsed, since CommonMark would take `[[1]]` and `_` in a name apart; `[[1]](address)` is left to it, and
//! in code they turn up again as written.

use std::ops::Range;

use pulldown_cmark::Event;

use super::{EventKind, Extension};
use crate::markdown::body::{AttributeName, LinkKind, SlotForm, Target};
use crate::markdown::masks::{Mask, Meaning};
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension =
    Extension { covers: &[("![[", find_shown), ("[[", find)], takes: &[EventKind::Text], take, ..Extension::NOTHING };

/// A name and the words longer than this are no link but an opening bracket gone astray.
const LONGEST: usize = 1_000;

fn find_shown(text: &str, at: usize) -> Option<(usize, Meaning)> {
    let (end, meaning) = find(text, at + 1)?;
    let Meaning::Wiki { target, words, .. } = meaning else { return None };
    let words = words.map(|(start, end)| (start + 1, end + 1));
    (!is_escaped(text, at)).then_some((end, Meaning::Wiki { target, words, show: true }))
}

fn find(text: &str, at: usize) -> Option<(usize, Meaning)> {
    let start = at + 2;
    let len = text.as_bytes()[start..].iter().take(LONGEST).position(|b| matches!(b, b'[' | b']' | b'\n' | b'`'))?;
    let inner = &text[start..start + len];
    let rest = text[start + len..].strip_prefix("]]")?;
    if inner.starts_with(' ') || rest.starts_with(['(', '[']) || is_escaped(text, at) {
        return None;
    }
    let (name, words) = match inner.split_once('|') {
        Some((name, words)) => {
            (name.strip_suffix('\\').unwrap_or(name), Some((inner.len() - words.len() + 2, inner.len() + 2)))
        }
        None => (inner, None),
    };
    Some((start + len + 2, Meaning::Wiki { target: target(name)?, words, show: false }))
}

/// Whether an odd number of `\` stands before `at`.
fn is_escaped(text: &str, at: usize) -> bool {
    text[..at].bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
}

fn target(written: &str) -> Option<Target> {
    let (name, heading) = match written.split_once('#') {
        Some((name, headings)) => {
            (name, headings.rsplit('#').next().map(str::trim).filter(|heading| !heading.is_empty()))
        }
        None => (written, None),
    };
    let name = name.trim();
    let names_something = !name.is_empty() || heading.is_some();
    names_something.then(|| Target::Wiki { name: name.to_owned(), heading: heading.map(str::to_owned) })
}

fn take(walk: &mut Walk<'_>, event: &Event<'_>, range: &Range<usize>) -> bool {
    let Event::Text(text) = event else { return false };
    if walk.code.is_some() || !walk.masks.are_in(range) || walk.masks.first(text).is_none() {
        return false;
    }
    let mut done = 0;
    while let Some((start, end, mask)) = walk.masks.first(&text[done..]) {
        let (start, end) = (done + start, done + end);
        walk.text(&text[done..start], &(range.start + done..range.start + start));
        write(walk, mask, range.start + start);
        done = end;
    }
    walk.text(&text[done..], &(range.start + done..range.end));
    true
}

fn write(walk: &mut Walk<'_>, mask: &Mask, at: usize) {
    let range = at..at + mask.written.len();
    let Meaning::Wiki { target, words, show } = &mask.meaning else {
        return walk.run.push(mask.shown(), at);
    };
    walk.flush();
    let words = words.map(|(start, end)| (mask.written[start..end].trim(), at + start));
    match if *show { media(target) } else { None } {
        Some("img") => write_picture(walk, target, words, &range),
        Some(player) => write_player(walk, player, target, &range),
        None => write_link(walk, target, words, &range),
    }
}

fn write_link(walk: &mut Walk<'_>, target: &Target, words: Option<(&str, usize)>, range: &Range<usize>) {
    let opens = !walk.in_link();
    if opens {
        walk.open_target(target.clone(), range);
        walk.out.html.push('>');
    }
    match (words, target) {
        (Some((words, base)), _) if !words.is_empty() => walk.inline(words, base),
        (_, Target::Wiki { name, .. }) if !name.is_empty() => write_name(walk, name, opens, range),
        (_, Target::Wiki { heading: Some(heading), .. }) => {
            walk.run.push(heading, range.start);
            walk.flush();
        }
        _ => {}
    }
    if opens {
        walk.close_link();
    }
}

/// Leaves room for the title of what is named; inside another link, where none is resolved, the name itself stands.
fn write_name(walk: &mut Walk<'_>, name: &str, in_own_link: bool, range: &Range<usize>) {
    if in_own_link {
        walk.slot(walk.links.len() - 1, SlotForm::Title);
        walk.prose.plain.push_str(name);
    } else {
        walk.run.push(name, range.start);
        walk.flush();
    }
}

/// The element that shows a file, told by its ending; `None` for one that a page can only lead to.
fn media(target: &Target) -> Option<&'static str> {
    let Target::Wiki { name, .. } = target else { return None };
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg" | "bmp" => Some("img"),
        "mp3" | "m4a" | "ogg" | "oga" | "wav" | "flac" => Some("audio"),
        "mp4" | "webm" | "ogv" | "mov" | "m4v" => Some("video"),
        _ => None,
    }
}

fn write_picture(walk: &mut Walk<'_>, target: &Target, words: Option<(&str, usize)>, range: &Range<usize>) {
    // Obsidian's `|300` and `|300x200` are sizes, not words.
    let is_size = |words: &str| words.bytes().all(|byte| byte.is_ascii_digit() || byte == b'x');
    let alt = words.map_or("", |(words, _)| words);
    let link = walk.add_link(target.clone(), LinkKind::Show, range);
    walk.out.html.push_str("<img");
    walk.slot(link, SlotForm::Attribute(AttributeName::Src));
    walk.write_attribute_always("alt", if is_size(alt) { "" } else { alt });
    walk.out.html.push_str(" loading=\"lazy\" decoding=\"async\">");
}

fn write_player(walk: &mut Walk<'_>, player: &str, target: &Target, range: &Range<usize>) {
    let link = walk.add_link(target.clone(), LinkKind::Show, range);
    walk.out.html.push('<');
    walk.out.html.push_str(player);
    walk.slot(link, SlotForm::Attribute(AttributeName::Src));
    walk.out.html.push_str(" controls></");
    walk.out.html.push_str(player);
    walk.out.html.push('>');
}
