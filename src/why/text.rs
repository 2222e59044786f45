//! Why one text is on the site, or why not.

use super::sentences::{at, counted, list};
use super::{Answer, State};
use crate::diag::{Diagnostic, Severity};
use crate::layout::{List, lists_of};
use crate::model::document::{Audience, Document, Reflection, bundle, without_ending};
use crate::model::origins::{Origin, Origins};
use crate::model::portfolio::{DocumentId, Portfolio};
use crate::pipeline::Survey;

/// The most mistakes that are told of one text.
const TOLD: usize = 3;

/// Explains the text at `path`, which is in the folder.
pub(super) fn explain(survey: &Survey, path: &str) -> Answer {
    let errors: Vec<&Diagnostic> =
        survey.found_in(path).iter().filter(|found| found.severity == Severity::Error).collect();
    let Some(document) = survey.document(path) else { return unread(path, &errors) };
    let published = survey.published(path);
    let address = published.map(|id| survey.portfolio().address(id).as_str().to_owned());
    let state = state(document, address.is_some(), &errors);
    let origins = survey.origins(path);
    let mut sentences = vec![opening(survey, document, (state, address.as_deref()), (&errors, origins.as_ref()))];
    if state != State::Wrong {
        sentences.extend(origins.and_then(|origins| provenance(document, &origins)));
        sentences.extend(remarks(survey.found_in(path), document));
    }
    if state >= State::Unlisted {
        sentences.extend(published.and_then(|id| placed(survey.portfolio(), id)));
        sentences.extend(blocked(survey));
    }
    let address = address.filter(|_| state >= State::Unlisted);
    Answer { state, words: sentences.join(". "), address }
}

/// A text that nothing could be made of.
fn unread(path: &str, errors: &[&Diagnostic]) -> Answer {
    let (state, words) = match errors {
        [] => (State::Out, format!("{path} is not on the site: it is empty. Write something into it to publish it")),
        _ => (State::Wrong, format!("{path} is not on the site: {}", told(errors))),
    };
    Answer { state, words, address: None }
}

fn state(document: &Document, is_placed: bool, errors: &[&Diagnostic]) -> State {
    match document.head().audience {
        _ if !errors.is_empty() => State::Wrong,
        Audience::Draft => State::Draft,
        _ if !is_placed => State::Wrong,
        Audience::Unlisted => State::Unlisted,
        Audience::Public => State::On,
    }
}

/// What it is, and whether it is on the site.
fn opening(
    survey: &Survey,
    document: &Document,
    (state, address): (State, Option<&str>),
    (errors, origins): (&[&Diagnostic], Option<&Origins>),
) -> String {
    let is = format!("{} {}", document.head().path, kind(document));
    let because = match origins.and_then(|origins| origins.audience.as_ref()) {
        Some(Origin::Key { key, line }) => format!(", because of `{key}` on line {line}"),
        _ => String::new(),
    };
    let at = address.map(|address| format!(", at {}", at(survey, address))).unwrap_or_default();
    match state {
        State::Wrong | State::Out if errors.is_empty() => format!("{is}, and it is not on the site: it is held back"),
        State::Wrong | State::Out => format!("{is}, and it is not on the site as it stands now: {}", told(errors)),
        State::Draft => format!(
            "{is}, and it is not on the site: it is a draft{because}. It is shown, and marked, in the preview alone. To publish it, take that line out"
        ),
        State::Unlisted => {
            format!("{is}, and it is on the site{at}, but unlisted{because}: only those who have the address find it")
        }
        State::On => format!("{is}, and it is on the site{at}"),
    }
}

fn kind(document: &Document) -> &'static str {
    match document {
        Document::Reflection(_) => "is a reflection",
        Document::Page(_) => "is a page",
        Document::Inquiry(_) => "is an inquiry",
        Document::Home(_) => "holds the words of the home page",
    }
}

/// What was found, each with its line and its remedy.
fn told(found: &[&Diagnostic]) -> String {
    let one = |found: &&&Diagnostic| {
        let line = if found.place.line > 0 { format!("line {}: ", found.place.line) } else { String::new() };
        let help = found.help.as_ref().map(|help| format!(" ({help})")).unwrap_or_default();
        format!("{line}{}{help}", found.message)
    };
    let mut parts: Vec<String> = found.iter().take(TOLD).map(|found| one(&found)).collect();
    if found.len() > TOLD {
        parts.push(format!("and {} more", found.len() - TOLD));
    }
    parts.join("; ")
}

/// Where its date, title and inquiries come from.
fn provenance(document: &Document, origins: &Origins) -> Option<String> {
    let head = document.head();
    let title = format!("its title, {:?}, is {}", head.title, source(&origins.title, &head.path));
    match document {
        Document::Home(_) => None,
        Document::Page(_) | Document::Inquiry(_) => Some(capital(&title)),
        Document::Reflection(reflection) => {
            let day = |origin| format!("its date, {}, is {}", reflection.date, source(origin, &head.path));
            let date = origins.date.as_ref().map(day);
            let parts: Vec<String> = date.into_iter().chain([title]).chain(inquiries(reflection, origins)).collect();
            Some(capital(&parts.join("; ")))
        }
    }
}

/// What is worth knowing of it, and that a page has no date where nothing said so already.
fn remarks(found: &[Diagnostic], document: &Document) -> Option<String> {
    let warnings: Vec<&Diagnostic> = found.iter().filter(|found| found.severity == Severity::Warning).collect();
    let is_dateless = matches!(document, Document::Page(_)) && !warnings.iter().any(|found| found.code == "no-date");
    let dateless = is_dateless.then(|| "It has no date, so it is a page and stands in no timeline".to_owned());
    let warned = (!warnings.is_empty()).then(|| format!("Worth mending: {}", told(&warnings)));
    let all: Vec<String> = dateless.into_iter().chain(warned).collect();
    (!all.is_empty()).then(|| all.join(". "))
}

fn inquiries(reflection: &Reflection, origins: &Origins) -> Option<String> {
    let line = |slug: &str| origins.inquiries.iter().find(|(named, _)| named == slug).map(|(_, line)| line);
    let one = |label: &str, slug: &str| Some(format!("{label:?}, is from line {}", line(slug)?));
    let named: Vec<String> = reflection.inquiries.iter().filter_map(|term| one(&term.label, &term.slug)).collect();
    (!named.is_empty()).then(|| format!("its inquiry, {}", named.join("; its inquiry, ")))
}

fn source(origin: &Origin, path: &str) -> String {
    match origin {
        Origin::Key { key, line } => format!("from `{key}` on line {line}"),
        Origin::Heading { line } => format!("from the heading on line {line}"),
        Origin::Name if bundle(without_ending(path)).is_some() => "from the name of its folder".to_owned(),
        Origin::Name => "from the name of the file".to_owned(),
        Origin::Otherwise => "made for want of another".to_owned(),
    }
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Where a text that is on the site is shown.
fn placed(portfolio: &Portfolio, id: DocumentId) -> Option<String> {
    match id {
        DocumentId::Reflection(index) => listed(portfolio, index),
        DocumentId::Page(index) => Some(reached(portfolio, index)),
        DocumentId::Inquiry(index) => Some(match portfolio.inquiries[index].reflections.len() {
            0 => "No reflection that is listed belongs to it".to_owned(),
            1 => "1 reflection belongs to it".to_owned(),
            count => format!("{count} reflections belong to it"),
        }),
        DocumentId::Tag(_) | DocumentId::Home => None,
    }
}

/// One list and several, and how each of them is named.
type Group = (&'static str, &'static str, fn(&Portfolio, &List) -> Option<String>);

/// The lists that there are several of.
const GROUPS: [Group; 3] = [
    ("under the inquiry", "under the inquiries", |portfolio, list| match list {
        List::Inquiry(inquiry) => Some(format!("{:?}", portfolio.inquiries[*inquiry].title)),
        _ => None,
    }),
    ("in the feed of", "in the feeds of", |portfolio, list| match list {
        List::InquiryFeed(inquiry) => Some(format!("{:?}", portfolio.inquiries[*inquiry].title)),
        _ => None,
    }),
    ("under the tag", "under the tags", |portfolio, list| match list {
        List::Tag(tag) => Some(format!("{:?}", portfolio.tags[*tag].label)),
        _ => None,
    }),
];

fn listed(portfolio: &Portfolio, index: usize) -> Option<String> {
    let lists = lists_of(portfolio, index);
    let alone = lists.iter().filter_map(|(list, address)| alone(list, address.as_str()));
    let grouped = GROUPS.iter().filter_map(|&(one, several, name)| {
        let names: Vec<String> = lists.iter().filter_map(|(list, _)| name(portfolio, list)).collect();
        let what = if names.len() == 1 { one } else { several };
        (!names.is_empty()).then(|| format!("{what} {}", list(&names)))
    });
    let parts: Vec<String> = alone.chain(grouped).collect();
    (!parts.is_empty()).then(|| format!("It is listed {}", list(&parts)))
}

/// A list that there is only one of.
fn alone(list: &List, address: &str) -> Option<String> {
    match list {
        List::Home => Some("on the home page".to_owned()),
        List::Timeline => Some("in the timeline".to_owned()),
        List::Year(year) => Some(format!("under {year} ({address})")),
        List::Feed => Some("in the feeds of the site".to_owned()),
        List::Sitemap => Some("in the sitemap".to_owned()),
        List::Inquiry(_) | List::InquiryFeed(_) | List::Tag(_) => None,
    }
}

/// How readers come to a page.
fn reached(portfolio: &Portfolio, index: usize) -> String {
    let links = portfolio.pages[index].backlinks.len();
    match (portfolio.menu.contains(&index), links) {
        (true, _) => "It stands in the menu".to_owned(),
        (false, 0) => "It does not stand in the menu, and no other text links to it: link to it, or name it under `menu` in portfolio.yaml".to_owned(),
        (false, links) => format!("It does not stand in the menu; {} to it", if links == 1 { "1 text links".to_owned() } else { format!("{links} texts link") }),
    }
}

/// That errors elsewhere keep everything from being written.
fn blocked(survey: &Survey) -> Option<String> {
    let errors = survey.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    (errors > 0).then(|| {
        format!("But nothing new is written at present: {} elsewhere {} to be mended first, which `throughline build` tells", counted(errors, "mistake"), if errors == 1 { "has" } else { "have" })
    })
}
