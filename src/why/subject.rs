//! What was asked for: a file of the folder, or something at an address of the site.

use percent_encoding::percent_decode_str;

use crate::diag::nearest;
use crate::model::document::{Document, without_ending};
use crate::model::portfolio::DocumentId;
use crate::model::source::Role;
use crate::pipeline::Survey;
use crate::read::{self, PassedOver};
use crate::slug::slug;

/// What is to be explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// The text at this path.
    Text(String),
    /// A file at this path that is no text.
    File(String, Role),
    /// A file at this path that is not looked at.
    PassedOver(String, PassedOver),
    /// A page that no file stands for.
    Own(String, DocumentId),
    /// An old address, and the address of what stood there.
    Old(String, String),
    /// Another page of the site's own, at this address.
    Made(String),
    /// A path that leads out of the folder.
    Outside(String),
    /// Nothing has this name; something has one that is near.
    Nothing(String, Option<String>),
}

/// Finds what is meant. A path of the folder comes before an address, and an address before a name.
pub(super) fn find(survey: &Survey, asked: &str) -> Subject {
    let asked = asked.trim();
    let path = asked.replace('\\', "/");
    let path = path.trim_start_matches("./");
    if path.split('/').any(|part| part == "..") {
        return Subject::Outside(asked.to_owned());
    }
    of_path(survey, path)
        .or_else(|| at_address(survey, &inside(survey, asked)))
        .or_else(|| of_name(survey, path))
        .or_else(|| read::passed_over(path).map(|why| Subject::PassedOver(path.to_owned(), why)))
        .unwrap_or_else(|| Subject::Nothing(asked.to_owned(), near(survey, path)))
}

fn of_path(survey: &Survey, path: &str) -> Option<Subject> {
    let file = survey.file(path)?;
    Some(match file.role {
        Role::Markdown => Subject::Text(path.to_owned()),
        role => Subject::File(path.to_owned(), role),
    })
}

/// An address without what stands before and behind its path: the site's `base_url` on whichever host, or `_site`, and the part behind `?`
/// or `#`.
fn inside(survey: &Survey, asked: &str) -> String {
    let path = asked.split(['?', '#']).next().unwrap_or(asked);
    let base = without_host(survey.settings().base_url.as_deref().unwrap_or("/"));
    let below = |path: &'_ str| format!("{path}/").strip_prefix(base).is_some();
    let path = match path.contains("://") {
        true if below(without_host(path)) => without_host(path).get(base.len()..).unwrap_or(""),
        true => without_host(path),
        false => path,
    };
    let path = path.trim_start_matches('/');
    let path = path.strip_prefix("_site/").unwrap_or(path);
    percent_decode_str(path).decode_utf8_lossy().into_owned()
}

/// The path of an address on any host; of anything else, all of it.
fn without_host(address: &str) -> &str {
    let Some((_, rest)) = address.split_once("://") else { return address };
    rest.find('/').map_or("/", |at| &rest[at..])
}

/// What stands at an address, its ending and `index.html` left out or not.
fn at_address(survey: &Survey, address: &str) -> Option<Subject> {
    let forms = match address {
        "" => vec!["index.html".to_owned()],
        folder if folder.ends_with('/') => vec![format!("{folder}index.html")],
        _ => vec![address.to_owned(), format!("{address}.html"), format!("{address}/index.html")],
    };
    forms.iter().find_map(|form| exactly_at(survey, form))
}

fn exactly_at(survey: &Survey, address: &str) -> Option<Subject> {
    let portfolio = survey.portfolio();
    let mut paths = survey.documents().iter().map(|document| &document.head().path);
    let stands = |id: DocumentId| portfolio.address(id).as_str() == address;
    if let Some(path) = paths.find(|path| survey.published(path).is_some_and(stands)) {
        return Some(Subject::Text(path.to_string()));
    }
    // The preview shows drafts where they will stand.
    let is_draft =
        |document: &&Document| matches!(document, Document::Reflection(it) if it.address.as_str() == address);
    if let Some(draft) = survey.documents().iter().find(is_draft) {
        return Some(Subject::Text(draft.head().path.to_string()));
    }
    let inquiries = (0..portfolio.inquiries.len()).map(DocumentId::Inquiry);
    let mut own = inquiries.chain((0..portfolio.tags.len()).map(DocumentId::Tag)).chain([DocumentId::Home]);
    if let Some(id) = own.find(|&id| stands(id)) {
        return Some(Subject::Own(address.to_owned(), id));
    }
    if let Some(old) = portfolio.redirects.iter().find(|old| old.from.as_str() == address) {
        return Some(Subject::Old(address.to_owned(), portfolio.address(old.to).as_str().to_owned()));
    }
    if let Some(used) = survey.attachments().iter().find(|used| used.address().as_str() == address) {
        return Some(Subject::File(used.path.to_string(), Role::Attachment));
    }
    survey.is_made(address).then(|| Subject::Made(address.to_owned()))
}

/// The text that a link in double brackets would find by this name, or the file whose path ends so, when there is just one.
fn of_name(survey: &Survey, asked: &str) -> Option<Subject> {
    let name = slug(without_ending(asked));
    let ends = |path: &str| path.strip_suffix(asked).is_some_and(|before| before.ends_with('/'));
    let is_called = |path: &str| survey.document(path).is_some_and(|document| names(document).contains(&&*name));
    let mut found = survey.files().iter().filter(|file| ends(&file.path) || is_called(&file.path));
    match (found.next(), found.next()) {
        (Some(only), None) if !name.is_empty() => of_path(survey, &only.path),
        _ => None,
    }
}

fn names(document: &Document) -> [&str; 3] {
    let names = &document.head().names;
    [&names.file, &names.own, &names.title]
}

/// The path that is nearly this, or the path of the text whose name is nearly this one.
fn near(survey: &Survey, asked: &str) -> Option<String> {
    let paths = survey.files().iter().map(|file| &*file.path);
    if let Some(path) = nearest(asked, paths) {
        return Some(path.to_owned());
    }
    let last = without_ending(asked.trim_end_matches('/').rsplit('/').next().unwrap_or(asked));
    let name = slug(last);
    let known = survey.documents().iter().flat_map(names).filter(|name| !name.is_empty());
    let found = nearest(&name, known);
    let is_meant = |document: &&Document| match found {
        Some(found) => names(document).contains(&found),
        None => has_words(document, &name),
    };
    survey.documents().iter().find(is_meant).map(|document| document.head().path.to_string())
}

/// Whether the title of a text has all these words, one of which at least is no small one.
fn has_words(document: &Document, name: &str) -> bool {
    let title: Vec<&str> = document.head().names.title.split('-').collect();
    name.split('-').any(|word| word.len() > 3) && name.split('-').all(|word| title.contains(&word))
}
