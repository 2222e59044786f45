//! What a build would say, and what else there is to say before a portfolio is shared. Nothing is written, not even a cache.
//!
//! The folder is read, parsed, linked, laid out and rendered as by a build; then every file of it is looked through once more, by the rules of
//! [`crate::check`].

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

use super::beyond;
use super::desk::Desk;
use super::edition::Edition;
use super::findings::Findings;
use super::sources::Sources;
use super::steps::{Clock, Progress, Step};
use super::survey::Survey;
use super::{Request, press, shown};
use crate::check::{self, Agreed, Names, Private};
use crate::diag::{Broken, Diagnostic, Place, Severity};
use crate::model::address::Address;
use crate::model::document::{Audience, Head};
use crate::model::source::{Role, SourceFile, SourceTree};
use crate::{parse, read};

/// The code of what is told where there is no class list.
const NO_LIST: &str = "no-class-list";

/// Endings of files whose words can be read as they stand.
pub(super) const TEXTS: [&str; 25] = [
    "md", "markdown", "txt", "csv", "tsv", "json", "geojson", "yaml", "yml", "toml", "svg", "html", "htm", "xml",
    "css", "js", "mjs", "vtt", "srt", "bib", "tex", "ics", "vcf", "kml", "gpx",
];

/// Endings of pictures that hold words out of sight.
const PICTURES: [&str; 5] = ["jpg", "jpeg", "jfif", "png", "webp"];

/// What an inspection found.
#[derive(Debug)]
pub struct Inspection {
    /// Everything found, sorted by path, line and column, with the source lines.
    pub diagnostics: Vec<Diagnostic>,
    /// How many files were looked through.
    pub files: usize,
    /// How many children the class list names; 0 without one.
    pub children: usize,
    /// What each step did and how long it took.
    pub steps: Vec<Step>,
}

/// Inspects a folder on the day `today`.
///
/// # Errors
/// When the world is broken: a class list without permission is as bad as a full disk, since names would go unseen.
pub fn inspect(request: &Request, today: NaiveDate, progress: &dyn Progress) -> Result<Inspection, Broken> {
    let mut clock = Clock::new(progress);
    let mut desk = Desk::new(request.clone());
    let mut findings = desk.findings();
    let Some(sources) = desk.gather(&mut clock, &mut findings)? else {
        return Ok(inspection(request, findings, (0, 0), clock));
    };
    let edition = desk.edit(&sources, request.drafts, &mut clock, &mut findings)?;
    let sizes = press::rehearse(&edition, &request.out(), &mut clock, &mut findings)?;
    findings.note(of_the_whole(&sources, &edition, &sizes));
    findings.note(consents(&request.folder, &sources, &edition, today)?);
    let private = private(&request.folder, &sources.tree, &mut findings)?;
    let files = sources.tree.files.len();
    let progress = clock.begin("look through", files);
    findings.note(clock.step("look through", || look_through_all(&sources, &private, &|| progress.advance()))?);
    clock.did(format!("{files} files"));
    Ok(inspection(request, findings, (files, private.names.children()), clock))
}

/// What of an inspection keeps a portfolio from being published, of a folder that was surveyed already: names of children, pictures without
/// consent. Where sources are sent, `sent` names every file that goes. Errors alone, and the note that there is no class list; all else is for
/// who asks.
///
/// # Errors
/// As [`inspect`].
pub fn concerns(folder: &Path, survey: &Survey, sent: &[String], today: NaiveDate) -> Result<Vec<Diagnostic>, Broken> {
    let mut findings = Findings::new(false, false);
    let sources = &survey.sources;
    findings.note(consents(folder, sources, &survey.edition, today)?);
    let private = private(folder, &sources.tree, &mut findings)?;
    findings.note(look_through_all(sources, &private, &|| {})?);
    findings.note(beyond::look_through((folder, survey), sent, &private)?);
    let mut found = findings.sorted();
    found.retain(|found| found.severity == Severity::Error || found.code == NO_LIST);
    read::source_lines(folder, &mut found);
    Ok(found)
}

/// What is found in each file.
fn look_through_all(
    sources: &Sources,
    private: &Private,
    advance: &(dyn Fn() + Sync),
) -> Result<Vec<Diagnostic>, Broken> {
    let documents: BTreeMap<&str, &Head> =
        sources.documents.iter().map(|document| (&*document.head().path, document.head())).collect();
    let one = |file: &SourceFile| {
        let found = look_through(file, documents.get(&*file.path).copied(), private);
        advance();
        found
    };
    let found = sources.tree.files.par_iter().map(one).collect::<Result<Vec<_>, Broken>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn inspection(
    request: &Request,
    findings: Findings,
    (files, children): (usize, usize),
    clock: Clock<'_>,
) -> Inspection {
    let mut diagnostics = findings.sorted();
    read::source_lines(&request.folder, &mut diagnostics);
    Inspection { diagnostics, files, children, steps: clock.steps() }
}

/// What is shown without consent.
fn consents(folder: &Path, sources: &Sources, edition: &Edition, today: NaiveDate) -> Result<Vec<Diagnostic>, Broken> {
    let Some(bytes) = read::beside(folder, check::CONSENT)? else { return Ok(Vec::new()) };
    let read = parse::consent(&bytes, &sources.looks.theme);
    let mut found: Vec<Diagnostic> =
        read.diagnostics.into_iter().map(|found| found.in_file(&Arc::from(check::CONSENT))).collect();
    found.extend(check::lapsed(&read.value, &paths(&sources.tree), &shown::showings(edition), today));
    Ok(found)
}

/// Every path of the folder, sorted.
pub(super) fn paths(tree: &SourceTree) -> Vec<Arc<str>> {
    tree.files.iter().map(|file| Arc::clone(&file.path)).collect()
}

/// The class list and what was agreed. Without a list nothing is looked for but what is private whoever it is of.
pub(super) fn private(folder: &Path, tree: &SourceTree, findings: &mut Findings) -> Result<Private, Broken> {
    // None for a list that is not there, none in it for one that cannot be read.
    let mut list = |path: &'static str| -> Result<Option<Option<String>>, Broken> {
        let Some(bytes) = read::beside(folder, path)? else { return Ok(None) };
        match parse::text(&bytes) {
            Ok(text) => Ok(Some(Some(text))),
            Err(found) => {
                // Of a list of children not even the line that cannot be read is shown.
                findings.note(vec![found.at(Place::default()).in_file(&Arc::from(path))]);
                Ok(Some(None))
            }
        }
    };
    let (names, agreed) = (list(check::NAMES)?, list(check::AGREED)?);
    if names.is_none() {
        findings.note(vec![no_list()]);
    }
    let is_read = matches!(names, Some(Some(_)));
    let (names, empty) = Names::of_list(&names.flatten().unwrap_or_default());
    if is_read && names.children() == 0 && empty.is_empty() {
        findings.note(vec![empty_list()]);
    }
    findings.note(empty.into_iter().map(nobody).collect());
    let agreed = agreed.flatten().unwrap_or_default();
    let agreed = findings.take(Agreed::of_list(&agreed, &places(folder, tree, &agreed)));
    Ok(Private { names, agreed })
}

/// What a list of agreements may name: the files of the tree, and whatever else is there, since it may be sent with them.
fn places(folder: &Path, tree: &SourceTree, agreed: &str) -> Vec<Arc<str>> {
    let named = agreed.lines().filter_map(|line| line.split_once(": ")).map(|(place, _)| place.trim());
    let beyond = named.filter(|place| read::is_there(folder, place)).map(Arc::from);
    let mut places: Vec<Arc<str>> = paths(tree).into_iter().chain(beyond).collect();
    places.sort();
    places
}

fn no_list() -> Diagnostic {
    Diagnostic::note(NO_LIST, "names of children were not looked for: there is no class list").help(format!(
        "write the names of your class into {}, one child a line; a folder private/ is never published",
        check::NAMES
    ))
}

fn empty_list() -> Diagnostic {
    Diagnostic::warning("empty-class-list", "names of children were not looked for: the class list is empty")
        .in_file(&Arc::from(check::NAMES))
        .help("write one child a line; what stands behind # is not read")
}

/// The line itself is not shown: whatever it holds, it stands in a list of children.
fn nobody(line: usize) -> Diagnostic {
    Diagnostic::warning("names-nobody", format!("line {line} of {} holds no name that can be looked for", check::NAMES))
        .help("write a name of two letters or more, or # before what is no name")
}

/// The names of children in texts that were just saved, as warnings: nothing is shared yet, and only those who write can mend them now. Nothing
/// without a class list; a list that cannot be read is told by [`inspect`].
pub(super) fn names_in(folder: &Path, saved: &[Arc<str>]) -> Vec<Diagnostic> {
    let list = |path| parse::text(&read::beside(folder, path).ok()??).ok();
    let Some(names) = list(check::NAMES) else { return Vec::new() };
    let agreed = Agreed::of_list(&list(check::AGREED).unwrap_or_default(), saved).value;
    let private = Private { names: Names::of_list(&names).0, agreed };
    let of_text = |path: &Arc<str>| {
        let mut found = private.in_path(path);
        if let Ok(Some(bytes)) = read::beside(folder, path) {
            found.extend(private.in_text(path, &words(&bytes)).into_iter().filter(|found| found.code == "name"));
        }
        found
    };
    let mut found: Vec<Diagnostic> = saved.par_iter().flat_map_iter(of_text).collect();
    found.iter_mut().for_each(|found| found.severity = Severity::Warning);
    read::source_lines(folder, &mut found);
    found
}

/// What needs the whole folder to be seen.
fn of_the_whole(sources: &Sources, edition: &Edition, sizes: &BTreeMap<Address, u64>) -> Vec<Diagnostic> {
    let paths = paths(&sources.tree);
    let mut found = check::gaps(&sources.documents);
    found.extend(check::near_inquiries(&sources.documents));
    found.extend(check::packed(edition.attachments().iter().map(|used| &*used.path)));
    found.extend(check::conflict_copies(&paths));
    found.extend(check::twins(&paths));
    found.extend(shown::loads(edition, sizes).iter().filter_map(check::too_heavy));
    found
}

/// What is private in one file: in its path, and in its words or out of sight in a picture; of a text also how it is for those who do not see it.
fn look_through(file: &SourceFile, document: Option<&Head>, private: &Private) -> Result<Vec<Diagnostic>, Broken> {
    let mut found = private.in_path(&file.path);
    if is_read(file) {
        match read::whole(file)? {
            Ok(bytes) => {
                let text = words(&bytes);
                found.extend(private.in_text(&file.path, &text));
                if let Some(head) = document {
                    let shown = format!("{}\n{}", head.title, check::words_of(&head.body.html));
                    found.extend(private.on_page(&file.path, &shown, &text));
                }
                // A draft is not done yet.
                let document = document.filter(|head| head.audience != Audience::Draft);
                found.extend(document.into_iter().flat_map(|head| by_ear(head, &text)));
            }
            Err(unread) => found.push(unread),
        }
    } else if is_picture(&file.path) {
        match read::into(file, check::Hidden::of)? {
            Ok(hidden) => found.extend(private.in_picture(&file.path, &hidden)),
            Err(unread) => found.push(unread),
        }
    }
    Ok(found)
}

/// Whether the words of a file are read.
pub(super) fn is_read(file: &SourceFile) -> bool {
    file.role != Role::Attachment || TEXTS.contains(&&*ending(&file.path))
}

/// Whether a file may hold words out of sight.
pub(super) fn is_picture(path: &str) -> bool {
    PICTURES.contains(&&*ending(path))
}

fn ending(path: &str) -> String {
    path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase()
}

/// How a text is for those who do not see its page.
fn by_ear(head: &Head, text: &str) -> Vec<Diagnostic> {
    let mut found = check::without_words(head, text);
    found.extend(check::out_of_order(head, text));
    found.extend(check::empty_link_words(head));
    found
}

/// The words of a file, whatever program saved it: a table may come from one that knows no UTF-8.
pub(super) fn words(bytes: &[u8]) -> String {
    match (parse::text(bytes), bytes) {
        (Ok(text), _) => text,
        (Err(_), [0xff, 0xfe, wide @ ..]) => wide_words(wide, u16::from_le_bytes),
        (Err(_), [0xfe, 0xff, wide @ ..]) => wide_words(wide, u16::from_be_bytes),
        (Err(_), bytes) => bytes.iter().map(|&byte| char::from(byte)).collect(),
    }
}

fn wide_words(bytes: &[u8], pair: fn([u8; 2]) -> u16) -> String {
    let pairs = bytes.chunks_exact(2).map(|two| pair([two[0], two[1]]));
    char::decode_utf16(pairs).map(|c| c.unwrap_or(' ')).collect()
}
