//! No page asks another host for anything until the reader presses something: what another site would show becomes a link to it.
//! And no address runs as a program: such a link keeps its words only. The author is told of both.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag};

use super::{EventKind, Extension};
use crate::diag::Diagnostic;
use crate::markdown::address::{self, Kind};
use crate::markdown::body::Target;
use crate::markdown::escape;
use crate::markdown::links::{OpenLink, Picture};
use crate::markdown::walk::Walk;

/// See the module.
pub const EXTENSION: Extension = Extension {
    takes: &[EventKind::Start],
    take: |walk, event, range| match event {
        Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
            open_link(walk, *link_type, dest_url, title, range)
        }
        _ => false,
    },
    picture: Some(picture),
    ..Extension::NOTHING
};

/// Opens a link whose address has no slot, if it is such a one.
fn open_link(walk: &mut Walk<'_>, link_type: LinkType, address: &str, title: &str, range: &Range<usize>) -> bool {
    if walk.in_link() {
        // Raw HTML has a link open: a link in a link is none.
        walk.open_links.push(OpenLink::Words);
        return true;
    }
    let address = if link_type == LinkType::Email { &format!("mailto:{address}") } else { address };
    match kind(walk, address) {
        Kind::Own | Kind::Outside(_) => return false,
        Kind::Program => {
            walk.say(program(), range);
            walk.open_links.push(OpenLink::Words);
        }
        Kind::Data | Kind::Other => {
            write_address(walk, "href", address, "<a");
            walk.write_attribute("title", title);
            walk.out.html.push('>');
            walk.open_links.push(OpenLink::InPlace);
        }
    }
    true
}

/// Writes a Markdown picture that is not fetched from the portfolio.
fn picture(walk: &mut Walk<'_>, picture: &Picture) -> bool {
    match kind(walk, &picture.address) {
        Kind::Own | Kind::Other => false,
        Kind::Outside(host) => {
            let Target::Address(address) = walk.masks.target(&picture.address) else { return false };
            walk.say(outside_picture(&host), &picture.range);
            write(walk, &address, &host, &picture.alt);
            true
        }
        Kind::Program => {
            walk.say(program(), &picture.range);
            write_words(walk, &picture.alt);
            true
        }
        Kind::Data => {
            write_address(walk, "src", &picture.address, "<img");
            walk.write_attribute_always("alt", &picture.alt);
            walk.write_attribute("title", &picture.title);
            walk.out.html.push('>');
            true
        }
    }
}

/// What an address is, seen through what is covered.
pub fn kind(walk: &Walk<'_>, address: &str) -> Kind {
    match walk.masks.target(address) {
        Target::Address(address) => address::kind(&address, walk.reading.base_url.as_deref()),
        Target::Wiki { .. } | Target::PostUrl { .. } => Kind::Own,
    }
}

/// Writes a link to what another site would have shown; inside a link only its words.
pub fn write(walk: &mut Walk<'_>, address: &str, host: &str, words: &str) {
    let words = match words.trim() {
        "" => host.to_owned(),
        words => format!("{words} ({host})"),
    };
    if walk.in_link() {
        return write_words(walk, &words);
    }
    let address = address.trim();
    let scheme = if address.starts_with("//") { "https:" } else { "" };
    write_address(walk, "href", &format!("{scheme}{address}"), "<a class=\"elsewhere\"");
    walk.out.html.push('>');
    write_words(walk, &words);
    walk.out.html.push_str("</a>");
}

fn write_words(walk: &mut Walk<'_>, words: &str) {
    escape::text(&mut walk.out.html, words);
    walk.prose.plain.push_str(words);
}

fn write_address(walk: &mut Walk<'_>, name: &str, address: &str, tag: &str) {
    let html = &mut walk.out.html;
    html.push_str(tag);
    html.push(' ');
    html.push_str(name);
    html.push_str("=\"");
    escape::address(html, &walk.masks.written(address));
    html.push('"');
}

/// A picture on another site.
pub fn outside_picture(host: &str) -> Diagnostic {
    let message = format!("this picture is on another site ({host}), so the page shows a link to it");
    Diagnostic::warning("outside-picture", message)
        .help("save the picture beside the text and write its file name here: then readers see it, and nobody else learns who reads the page")
}

/// A frame or a player of another site.
pub fn outside_frame(host: &str) -> Diagnostic {
    let message =
        format!("this part of the page would come from another site ({host}), so the page shows a link to it");
    Diagnostic::warning("outside-frame", message).help("write an ordinary link with words of your own")
}

/// A style, a sheet, a track or the like from another site, or from outside the text.
pub fn outside_part(what: &str) -> Diagnostic {
    Diagnostic::warning("outside-part", format!("{what} would be fetched from another site, so it is left out"))
}

/// An address that would run as a program.
pub fn program() -> Diagnostic {
    Diagnostic::warning("script-address", "this address would run a program in the page, so only the words are kept")
        .help("write an address that begins with https://, or the name of a file")
}
