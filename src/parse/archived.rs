//! `archived:` in front matter: addresses of other sites that are gone, each with the address of a copy, or without one.
//!
//! A table says both (`"https://gone.example/": "https://web.archive.org/..."`); a list, or an address alone, says only that the author knows.

use super::fields::{Fields, tidy};
use super::value::{Entry, Node, Shape, Written};
use crate::diag::{Diagnostic, nearest};
use crate::markdown::{Body, Target};
use crate::model::document::Archived;
use crate::model::outside::asked_as;

/// What the key says, of which each address should be linked in `body`.
pub(super) fn archived(fields: &mut Fields, body: &Body) -> Vec<Archived> {
    let Some(entry) = fields.take(&["archived"]) else { return Vec::new() };
    let Some(pairs) = pairs(&entry) else {
        fields.wrong::<()>(&entry, "an address, or addresses each with one copy");
        return Vec::new();
    };
    let mut all = Vec::new();
    for (address, copy) in pairs {
        match read(&address, copy) {
            Ok(archived) => {
                fields.found.extend(unlinked(&address, body));
                all.push(archived);
            }
            Err(found) => fields.found.push(found),
        }
    }
    all
}

/// The addresses and their copies, as written; `None` if that is something else.
fn pairs(entry: &Entry) -> Option<Vec<(Written, Option<Written>)>> {
    match &entry.value.shape {
        Shape::Table(pairs) => pairs.iter().map(|(address, node)| pair(address, node)).collect(),
        Shape::List(items) => {
            let lists = items.iter().map(|item| match &item.shape {
                Shape::Table(pairs) => pairs.iter().map(|(address, node)| pair(address, node)).collect(),
                _ => Some(vec![(word(item)??, None)]),
            });
            Some(lists.collect::<Option<Vec<_>>>()?.into_iter().flatten().collect())
        }
        _ => Some(word(&entry.value)?.map(|address| (address, None)).into_iter().collect()),
    }
}

/// A copy that is not written yet is none.
fn pair(address: &str, node: &Node) -> Option<(Written, Option<Written>)> {
    Some((Written { text: tidy(address), place: node.place }, word(node)?))
}

/// The words of a value: `None` if it holds something else, nothing inside if it holds nothing.
fn word(node: &Node) -> Option<Option<Written>> {
    match &node.shape {
        Shape::Word { text, .. } => Some(Some(Written { text: tidy(text), place: node.place })),
        Shape::Nothing | Shape::Remark(_) => Some(None),
        Shape::List(_) | Shape::Table(_) => None,
    }
}

fn read(address: &Written, copy: Option<Written>) -> Result<Archived, Diagnostic> {
    if asked_as(&address.text).is_none() {
        return Err(no_address("archived", address));
    }
    match copy {
        Some(copy) if asked_as(&copy.text).is_none() => Err(no_address("the copy", &copy)),
        copy => Ok(Archived { address: address.text.clone(), copy: copy.map(|copy| copy.text) }),
    }
}

fn no_address(what: &str, written: &Written) -> Diagnostic {
    let message = format!("{what} should be an address that begins with http:// or https://, not {:?}", written.text);
    Diagnostic::error("bad-value", message)
        .at(written.place)
        .help("write \"the address that is gone\": \"the address of a copy\", both in quotation marks")
}

/// A note on an address that the text does not link to says nothing of anything.
fn unlinked(address: &Written, body: &Body) -> Option<Diagnostic> {
    let wanted = asked_as(&address.text);
    let linked = || {
        body.links.iter().filter_map(|link| match &link.target {
            Target::Address(address) => Some((asked_as(address)?, address.as_str())),
            _ => None,
        })
    };
    if linked().any(|(asked, _)| Some(asked) == wanted) {
        return None;
    }
    let message = format!("this text has no link to {:?}", address.text);
    let found = Diagnostic::warning("archived-nowhere", message).at(address.place);
    Some(match nearest(&address.text, linked().map(|(_, written)| written)) {
        Some(near) => found.help(format!("did you mean {near:?}?")),
        None => found.help("write the address as it stands in the link, or take the note out"),
    })
}
