//! What a build would say, and what else there is to say before a portfolio is shared. Nothing is written, not even a cache.
//!
//! The folder is read, parsed, linked, laid out and rendered as by a build; then every file of it is looked through once more, by the rules of
//! [`crate::check`].

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use super::class_list::{NO_LIST, private};
use super::desk::Desk;
use super::edition::Edition;
use super::findings::Findings;
use super::scrutiny::look_through_all;
use super::sources::Sources;
use super::steps::{Clock, Progress, Step};
use super::survey::Survey;
use super::{Request, beyond, loads, outside, rehearsal};
use crate::check::Private;
use crate::diag::{Broken, Diagnostic, Severity};
use crate::model::address::Address;
use crate::{check, read};

/// What an inspection found.
#[derive(Debug)]
pub struct Inspection {
    /// Everything found, sorted by path, line and column, with the source lines.
    pub diagnostics: Vec<Diagnostic>,
    /// What the folder holds and comes to; `None` when there was nothing to go on with.
    pub survey: Option<Survey>,
    /// How many files were looked through.
    pub files: usize,
    /// How many children the class list names; 0 without one.
    pub children: usize,
    /// What each step did and how long it took.
    pub steps: Vec<Step>,
}

/// Inspects a folder.
///
/// # Errors
/// When the world is broken: a class list without permission is as bad as a full disk, since names would go unseen.
pub fn inspect(request: &Request, progress: &dyn Progress) -> Result<Inspection, Broken> {
    let mut clock = Clock::new(progress);
    let mut desk = Desk::new(request.clone());
    let mut findings = desk.findings();
    let Some(sources) = desk.gather(None, &mut clock, &mut findings)? else {
        return Ok(inspection(request, findings, None, 0, clock));
    };
    let edition = desk.edit(&sources, request.drafts, &mut clock, &mut findings)?;
    let sizes = rehearsal::rehearse(&edition, &request.out(), &mut clock, &mut findings)?;
    findings.note(of_the_whole(&sources, &edition, &sizes));
    let private = private(&request.folder, &sources.tree, &mut findings)?;
    let files = sources.tree.files.len();
    let progress = clock.begin("look through", files);
    findings.note(clock.step("look through", || look_through_all(&sources, &private, &|| progress.advance()))?);
    clock.did(format!("{files} files"));
    let survey = Survey::of(sources, Arc::new(edition));
    Ok(inspection(request, findings, Some(survey), private.names.children(), clock))
}

/// What of an inspection concerns whoever is about to publish.
#[derive(Debug)]
pub struct Concerns {
    /// What was found, sorted by path, line and column, with the source lines.
    pub found: Vec<Diagnostic>,
    /// The files that are sent and cannot be looked through; those first that most often hold what is private.
    pub unread: Vec<String>,
}

/// The codes of what says that something was not looked for. Where that is not told, nothing found looks like nothing there.
const NOT_LOOKED_FOR: [&str; 5] = [NO_LIST, "empty-class-list", "names-nobody", "list-not-read", "agreed-nowhere"];

/// What of an inspection keeps a portfolio from being published, of a folder that was surveyed already: names of children. Where sources are sent,
/// `sent` names every file that goes. Errors, what was not looked for, and on the site itself what tells how to reach or to find a person; all
/// else is for who asks.
///
/// # Errors
/// As [`inspect`].
pub fn concerns(folder: &Path, survey: &Survey, sent: &[String]) -> Result<Concerns, Broken> {
    let mut findings = Findings::new(false, false);
    let sources = &survey.sources;
    let private = private(folder, &sources.tree, &mut findings)?;
    findings.note(look_through_all(sources, &private, &|| {})?);
    let beyond = beyond::look_through((folder, survey), sent, &private)?;
    findings.note(beyond.found);
    let sent: BTreeSet<&str> = sent.iter().map(String::as_str).collect();
    let mut found: Vec<Diagnostic> =
        findings.sorted().into_iter().filter_map(|found| concern(found, survey, (&sent, &private))).collect();
    read::source_lines(folder, &mut found);
    Ok(Concerns { found, unread: beyond.unread })
}

/// What is told of a finding to whoever is about to publish, if anything.
fn concern(found: Diagnostic, survey: &Survey, (sent, private): (&BTreeSet<&str>, &Private)) -> Option<Diagnostic> {
    let path = found.path.clone().unwrap_or_default();
    let is_used = || survey.attachments().binary_search_by(|used| used.path.cmp(&path)).is_ok();
    let is_shown = || survey.published(&path).is_some() || is_used();
    if found.code == read::TOO_LARGE_TO_CHECK {
        let is_open = (sent.contains(&*path) || is_shown()) && !private.is_seen(&path);
        return is_open.then(|| Private::unseen(&path, found));
    }
    let is_told = found.severity == Severity::Error
        || NOT_LOOKED_FOR.contains(&found.code)
        || (check::is_contact(found.code) && is_shown());
    is_told.then_some(found)
}

fn inspection(
    request: &Request,
    findings: Findings,
    survey: Option<Survey>,
    children: usize,
    clock: Clock<'_>,
) -> Inspection {
    let mut diagnostics = findings.sorted();
    read::source_lines(&request.folder, &mut diagnostics);
    let files = survey.as_ref().map_or(0, |survey| survey.files().len());
    let survey = survey.map(|survey| Survey { diagnostics: diagnostics.clone(), ..survey });
    Inspection { diagnostics, survey, files, children, steps: clock.steps() }
}

/// What needs the whole folder to be seen.
fn of_the_whole(sources: &Sources, edition: &Edition, sizes: &BTreeMap<Address, u64>) -> Vec<Diagnostic> {
    let paths = sources.tree.paths();
    let mut found = check::gaps(&sources.documents);
    let used = || edition.attachments().iter().map(|used| &*used.path);
    found.extend(check::packed(used()));
    found.extend(check::other_formats(&paths, &used().collect()));
    found.extend(check::conflict_copies(&paths));
    found.extend(check::twins(&paths));
    found.extend(check::private_links(&outside::links(edition)));
    let budget = sources.settings.page_weight;
    found.extend(loads::loads(edition, sizes).iter().filter_map(|load| check::too_heavy(load, budget)));
    found
}
