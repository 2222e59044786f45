//! A body with its slots filled for one page: addresses relative to that page, or absolute for a feed.

use std::borrow::Cow;

use serde::{Serialize, Serializer};

use super::Site;
use super::left_out::{self, LeftOut};
use super::made_from::Mark;
use crate::markdown::{Body, SlotForm};
use crate::model::address::{Address, encoded};
use crate::model::portfolio::{ArchivedLink, Destination, DocumentId};

/// A body on a page: HTML that is safe to write as it is (`{{ body | safe }}`), made when it is written.
///
/// A fingerprint counts it by its hash and by where its links lead, which is all that it is made from.
#[derive(Debug)]
pub struct Html<'p> {
    site: Site<'p>,
    of: DocumentId,
    body: &'p Body,
    at: Address,
}

impl<'p> Html<'p> {
    /// The text of a document on the page `at`; `None` for one without a file.
    pub(super) fn new(site: Site<'p>, of: DocumentId, at: Address) -> Option<Self> {
        let body = &site.portfolio.head(of)?.body;
        Some(Self { site, of, body, at })
    }

    /// Whether there is nothing in it.
    pub(super) fn is_empty(&self) -> bool {
        self.body.html.is_empty()
    }
}

impl Serialize for Html<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let destinations = self.site.portfolio.destinations(self.of);
            serializer.serialize_str(&fill(&self.site, self.body, destinations, &Base::Page(&self.at)))
        } else {
            Mark(self.site.marks.body(&self.site, self.of)).serialize(serializer)
        }
    }
}

/// What addresses are made relative to.
pub(super) enum Base<'a> {
    /// The page at this address.
    Page(&'a Address),
    /// Nothing: they begin with this `base_url`.
    Absolute {
        /// Ends in `/`.
        base_url: &'a str,
    },
}

impl Base<'_> {
    fn href(&self, to: &str) -> String {
        match self {
            Self::Page(from) => from.to(to),
            Self::Absolute { base_url, .. } => format!("{base_url}{}", encoded(to)),
        }
    }
}

/// The body's HTML with every slot filled. Borrowed when there is none.
///
/// Footnotes and headings link inside the body with bare fragments, written by `markdown`; these hold on the page alone, and a feed reader shows
/// the whole body, so that they hold there too.
pub(super) fn fill<'p>(
    site: &Site<'p>,
    body: &'p Body,
    destinations: &'p [Destination],
    base: &Base<'_>,
) -> Cow<'p, str> {
    if body.slots.is_empty() {
        return Cow::Borrowed(&body.html);
    }
    let mut html = String::with_capacity(body.html.len() + 48 * body.slots.len());
    let (text, mut done) = (&*body.html, 0);
    let mut ending = None;
    let mut left_out = left_out::tags(site, body, destinations).into_iter().peekable();
    for slot in &body.slots {
        let (at, destination) = (slot.at as usize, &destinations[slot.link as usize]);
        while let Some(LeftOut { range, words }) = left_out.next_if(|tag| tag.range.start < at) {
            end_link(&mut html, (text, &mut done), &mut ending, site, range.start);
            html.push_str(&text[done..range.start]);
            stand_in(&mut html, words);
            done = range.end;
        }
        if at < done {
            continue;
        }
        end_link(&mut html, (text, &mut done), &mut ending, site, at);
        html.push_str(&text[done..at]);
        done = at;
        put(&mut html, site, destination, slot.form, base);
        if let Destination::Archived(gone) = destination {
            ending = text[at..].find(LINK_END).map(|behind| (at + behind + LINK_END.len(), &**gone));
        }
    }
    end_link(&mut html, (text, &mut done), &mut ending, site, text.len());
    html.push_str(&text[done..]);
    Cow::Owned(html)
}

/// What ends a link. No link stands in another, and no text or attribute of a body holds this.
const LINK_END: &str = "</a>";

/// Puts the copy of what is gone behind the link to it, if that link ends before `at`.
fn end_link(
    html: &mut String,
    (body, done): (&str, &mut usize),
    ending: &mut Option<(usize, &ArchivedLink)>,
    site: &Site<'_>,
    at: usize,
) {
    let Some((end, gone)) = ending.take_if(|(end, _)| *end <= at) else { return };
    html.push_str(&body[*done..end]);
    *done = end;
    html.push_str(" <small class=\"archived\">(<a href=\"");
    escape(html, &gone.copy);
    html.push_str("\">");
    escape(html, site.theme.catalogue(&gone.lang).word("archived_copy"));
    html.push_str("</a>)</small>");
}

/// What readers have of a picture that is left out: its words, in another voice, which every theme and every feed reader has.
fn stand_in(html: &mut String, words: &str) {
    if !words.is_empty() {
        html.push_str("<i class=\"left-out\">");
        html.push_str(words);
        html.push_str("</i>");
    }
}

fn put(html: &mut String, site: &Site<'_>, destination: &Destination, form: SlotForm, base: &Base<'_>) {
    match form {
        SlotForm::Title => escape(html, title(site, destination)),
        SlotForm::Address => {
            if let Some(href) = href(site, destination, base) {
                escape(html, &href);
            }
        }
        SlotForm::Attribute(name) => {
            if let Some(href) = href(site, destination, base) {
                html.push(' ');
                html.push_str(name.as_str());
                html.push_str("=\"");
                escape(html, &href);
                html.push('"');
            }
        }
    }
}

fn href<'d>(site: &Site<'_>, destination: &'d Destination, base: &Base<'_>) -> Option<Cow<'d, str>> {
    match destination {
        Destination::Document { id, fragment } => {
            Some(Cow::Owned(inside(site.portfolio.path(*id), fragment.as_deref(), base)))
        }
        Destination::Page { address, fragment } => {
            Some(Cow::Owned(inside(address.as_str(), fragment.as_deref(), base)))
        }
        Destination::Attachment(path, rest) => {
            let found = site.attachment(path)?;
            Some(Cow::Owned(base.href(found.address().as_str()) + rest))
        }
        Destination::Outside(url) => Some(Cow::Borrowed(url)),
        Destination::Archived(gone) => Some(Cow::Borrowed(&gone.address)),
        Destination::Nowhere(_) => None,
    }
}

fn inside(address: &str, fragment: Option<&str>, base: &Base<'_>) -> String {
    match (fragment, base) {
        (Some(fragment), Base::Page(from)) if from.as_str() == address => format!("#{fragment}"),
        (Some(fragment), _) => format!("{}#{fragment}", base.href(address)),
        (None, _) => base.href(address),
    }
}

/// The words of a link that has none of its own.
pub(super) fn title<'a>(site: &Site<'a>, destination: &'a Destination) -> &'a str {
    match destination {
        Destination::Document { id, .. } => site.portfolio.title(*id),
        Destination::Page { fragment: Some(fragment), .. } => fragment,
        Destination::Page { address, .. } => address.as_str(),
        Destination::Attachment(path, _) => path.rsplit('/').next().unwrap_or(path),
        Destination::Outside(url) => url,
        Destination::Archived(gone) => &gone.address,
        Destination::Nowhere(words) => words,
    }
}

/// Escapes for text and for a double-quoted attribute alike.
fn escape(out: &mut String, text: &str) {
    for piece in text.split_inclusive(['&', '<', '>', '"']) {
        let Some(last) = piece.chars().last() else { continue };
        let entity = match last {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            _ => {
                out.push_str(piece);
                continue;
            }
        };
        out.push_str(&piece[..piece.len() - 1]);
        out.push_str(entity);
    }
}

/// The address of a document, for feeds.
pub(super) fn absolute(base_url: &str, site: &Site<'_>, id: DocumentId) -> String {
    format!("{base_url}{}", encoded(site.portfolio.path(id)))
}
