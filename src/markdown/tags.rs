//! What becomes of each tag of raw HTML: its addresses become slots; what would run, or ask another site for something by itself, is left out or
//! becomes a link, and the author is told.

use std::ops::Range;

use html5gum::{Span, StartTag};

use super::address::Kind;
use super::body::{AttributeName, LinkKind, SlotForm, Target};
use super::elements::{is_foreign, is_void, write_end};
use super::escape;
use super::extensions::elsewhere;
use super::run::Run;
use super::walk::Walk;
use crate::diag::Diagnostic;

/// A start tag.
pub struct Tag {
    /// Its name, in lower case.
    pub name: String,
    /// Its attributes as written, in the author's order.
    attributes: Vec<(String, String, Range<usize>)>,
    self_closing: bool,
    /// Where it stands in the text.
    range: Range<usize>,
}

impl Tag {
    /// The tag, which stands in `html`.
    pub fn new(tag: &StartTag<usize>, html: &Run) -> Self {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        let range = |start: usize, end: usize| html.source(start)..html.source(end.max(start + 1) - 1) + 1;
        // The tokenizer counts a quotation mark behind every value, even if there is none.
        let is_quoted = |end: usize| matches!(html.text.as_bytes().get(end.wrapping_sub(1)), Some(b'"' | b'\''));
        let end = |span: &Span| if is_quoted(span.end) { span.end } else { span.end.saturating_sub(1) };
        let mut attributes: Vec<_> = tag
            .attributes
            .iter()
            .map(|(name, value)| (text(name), text(value), range(value.span.start, end(&value.span))))
            .collect();
        attributes.sort_by_key(|(_, _, range)| range.start);
        let range = range(tag.span.start, tag.span.end);
        Self { name: text(&tag.name), attributes, self_closing: tag.self_closing, range }
    }

    /// Writes the tag, or what stands for it; `true` if its element is open afterwards.
    pub fn write(&self, walk: &mut Walk<'_>) -> bool {
        match self.name.as_str() {
            "script" | "style" => self.leave_out(walk),
            "link" | "meta" | "base" => walk.say(part_of_head(&self.name), &self.range),
            "html" | "head" | "body" | "noscript" => {}
            "a" if walk.in_link() => {}
            "a" if self.value("href").is_none() => self.write_anchor(walk),
            _ => return self.write_kept(walk),
        }
        false
    }

    /// A place to link to. It holds nothing, since its end tag is often forgotten.
    fn write_anchor(&self, walk: &mut Walk<'_>) {
        self.write_kept(walk);
        write_end(&mut walk.out.html, &self.name);
    }

    fn leave_out(&self, walk: &mut Walk<'_>) {
        let diagnostic = match self.name.as_str() {
            "script" => Diagnostic::warning("script", "scripts are left out of the page")
                .help("write what it would show as text, or link to a page that has it"),
            _ => Diagnostic::warning("style-sheet", "style sheets inside a text are left out of the page")
                .help("put the styles into the folder theme"),
        };
        walk.say(diagnostic, &self.range);
        walk.state.raw_html.skip(&self.name);
    }

    fn write_kept(&self, walk: &mut Walk<'_>) -> bool {
        if let Some((address, host)) = self.shown_from_outside(walk) {
            self.write_link_to(walk, &address, &host);
            return false;
        }
        walk.out.html.push('<');
        walk.out.html.push_str(&self.name);
        for (name, value, range) in &self.attributes {
            self.write_attribute(walk, name, value, range);
        }
        self.quieten(walk);
        walk.out.html.push_str(if self.self_closing && !is_void(&self.name) && is_foreign(&self.name) {
            " />"
        } else {
            ">"
        });
        !(is_void(&self.name) || self.self_closing && is_foreign(&self.name))
    }

    fn value(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, ..)| known == name).map(|(_, value, _)| value.as_str())
    }

    /// The address and the host of what this tag would show from another site.
    fn shown_from_outside(&self, walk: &Walk<'_>) -> Option<(String, String)> {
        let name = match self.name.as_str() {
            "img" | "iframe" | "frame" | "embed" | "input" => "src",
            "object" => "data",
            _ => return None,
        };
        let address = self.value(name)?;
        match (elsewhere::kind(walk, address), walk.masks.target(address)) {
            (Kind::Outside(host), Target::Address(address)) => Some((address, host)),
            _ => None,
        }
    }

    fn write_link_to(&self, walk: &mut Walk<'_>, address: &str, host: &str) {
        let is_picture = matches!(self.name.as_str(), "img" | "input");
        let diagnostic = if is_picture { elsewhere::outside_picture(host) } else { elsewhere::outside_frame(host) };
        walk.say(diagnostic, &self.range);
        let words = self.value(if is_picture { "alt" } else { "title" }).unwrap_or("");
        elsewhere::write(walk, address, host, &walk.masks.written(words));
        if !is_void(&self.name) {
            walk.state.raw_html.skip(&self.name);
        }
    }

    fn write_attribute(&self, walk: &mut Walk<'_>, name: &str, value: &str, range: &Range<usize>) {
        match name {
            _ if name.starts_with("on") => walk.say(event_attribute(name), range),
            "id" => self.write_id(walk, name, value, range),
            // The name of an anchor is an id by its old name.
            "name" if self.name == "a" && self.value("id").is_none() => self.write_id(walk, "id", value, range),
            "name" if self.name == "a" => {}
            "href" if matches!(self.name.as_str(), "a" | "area") => self.write_href(walk, value, range),
            "src" => self.write_shown(walk, AttributeName::Src, value, range),
            "poster" => self.write_shown(walk, AttributeName::Poster, value, range),
            "data" if self.name == "object" => self.write_shown(walk, AttributeName::Data, value, range),
            "href" | "xlink:href" | "background" => self.write_part(walk, name, value, range),
            "srcset" => write_candidates(walk, value, range),
            "srcdoc" | "ping" | "attributionsrc" => {
                walk.say(elsewhere::outside_part(&format!("what \"{name}\" names")), range)
            }
            "autoplay" if self.is_player() => {}
            "controls" | "preload" if self.is_player() && self.is_quietened(walk) => {}
            _ if fetches(value) => walk.say(elsewhere::outside_part("a picture in a style"), range),
            _ if elsewhere::kind(walk, value) == Kind::Program => walk.say(elsewhere::program(), range),
            _ => walk.write_attribute_always(name, value),
        }
    }

    /// An id that the body has already is left out: a link to it could only lead to the first.
    fn write_id(&self, walk: &mut Walk<'_>, name: &str, value: &str, range: &Range<usize>) {
        if walk.claim(value) {
            walk.anchors.push(value.to_owned());
            walk.write_attribute_always(name, value);
        } else {
            let message = format!("two parts of this text have the name \"{value}\"");
            walk.say(Diagnostic::warning("duplicate-id", message).help("give one of them another name"), range);
        }
    }

    fn write_href(&self, walk: &mut Walk<'_>, value: &str, range: &Range<usize>) {
        match elsewhere::kind(walk, value) {
            Kind::Program => walk.say(elsewhere::program(), range),
            Kind::Data | Kind::Other => walk.write_attribute_always("href", value),
            Kind::Own | Kind::Outside(_) => {
                let link = walk.add_link(walk.masks.target(value), LinkKind::Follow, range);
                walk.slot(link, SlotForm::Attribute(AttributeName::Href));
                let start = walk.prose.plain.len();
                walk.prose.link(link, start);
            }
        }
    }

    fn write_shown(&self, walk: &mut Walk<'_>, name: AttributeName, value: &str, range: &Range<usize>) {
        match elsewhere::kind(walk, value) {
            Kind::Own | Kind::Other => {
                let link = walk.add_link(walk.masks.target(value), LinkKind::Show, range);
                walk.slot(link, SlotForm::Attribute(name));
            }
            Kind::Outside(_) if name == AttributeName::Src && (self.is_player() || self.name == "source") => {
                walk.write_attribute_always(name.as_str(), value);
            }
            Kind::Outside(_) => walk.say(elsewhere::outside_part("this"), range),
            Kind::Program => walk.say(elsewhere::program(), range),
            Kind::Data => walk.write_attribute_always(name.as_str(), value),
        }
    }

    /// An address that a drawing or a background shows: a part of the same page stays, the portfolio's own files have slots.
    fn write_part(&self, walk: &mut Walk<'_>, name: &str, value: &str, range: &Range<usize>) {
        match elsewhere::kind(walk, value) {
            Kind::Own if name == "href" && !value.starts_with('#') => {
                self.write_shown(walk, AttributeName::Href, value, range)
            }
            Kind::Own | Kind::Data => walk.write_attribute_always(name, value),
            Kind::Program => walk.say(elsewhere::program(), range),
            Kind::Outside(_) | Kind::Other => walk.say(elsewhere::outside_part("this"), range),
        }
    }

    fn is_player(&self) -> bool {
        matches!(self.name.as_str(), "audio" | "video")
    }

    /// Whether a player may have something from another site: its own source is not the portfolio's, or stands in `<source>` tags behind it.
    fn is_quietened(&self, walk: &Walk<'_>) -> bool {
        self.value("src").is_none_or(|address| elsewhere::kind(walk, address) != Kind::Own)
    }

    /// Makes a player wait until the reader presses its button.
    fn quieten(&self, walk: &mut Walk<'_>) {
        if self.is_player() && self.is_quietened(walk) {
            walk.out.html.push_str(" controls preload=\"none\"");
        }
    }
}

/// Writes the candidates of a `srcset` that are the portfolio's own, each with a slot (HTML Standard, section 4.8.4.3.10).
fn write_candidates(walk: &mut Walk<'_>, value: &str, range: &Range<usize>) {
    let mut separator = " srcset=\"";
    for (address, descriptor) in candidates(value) {
        match elsewhere::kind(walk, address) {
            Kind::Own => {
                walk.out.html.push_str(separator);
                let link = walk.add_link(walk.masks.target(address), LinkKind::Show, range);
                walk.slot(link, SlotForm::Address);
            }
            Kind::Data => {
                walk.out.html.push_str(separator);
                escape::text(&mut walk.out.html, address);
            }
            Kind::Outside(host) => {
                walk.say(elsewhere::outside_picture(&host), range);
                continue;
            }
            Kind::Program | Kind::Other => continue,
        }
        if !descriptor.is_empty() {
            walk.out.html.push(' ');
            escape::text(&mut walk.out.html, descriptor);
        }
        separator = ", ";
    }
    if separator == ", " {
        walk.out.html.push('"');
    }
}

fn candidates(value: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = value;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        let end = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
        let (address, behind) = rest.split_at(end);
        let bare = address.trim_end_matches(',');
        let descriptor = match bare.len() == address.len() {
            true => behind.split(',').next().unwrap_or(""),
            false => "",
        };
        rest = &behind[descriptor.len()..];
        (!bare.is_empty()).then_some((bare, descriptor.trim()))
    })
}

/// Whether a style would fetch something from elsewhere, or hides behind `\` that it does.
fn fetches(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let names_file =
        ["url(", "image-set(", "image(", "src(", "@import"].iter().any(|function| lower.contains(function));
    let hides = value.contains('\\') && value.contains(':');
    (names_file && (lower.contains("//") || value.contains('\\'))) || (hides && value.contains('('))
}

fn event_attribute(name: &str) -> Diagnostic {
    Diagnostic::warning("event-attribute", format!("\"{name}\" would run a script, so it is left out"))
        .help("take it out: the pages of a portfolio do without scripts")
}

fn part_of_head(name: &str) -> Diagnostic {
    Diagnostic::warning("page-head", format!("<{name}> belongs to the head of a page, so it is left out of the text"))
}
