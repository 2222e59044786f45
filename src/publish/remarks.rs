//! Where the site will stand, and what is said of that.

use super::{Errand, Publication, Sources, set_aside};
use crate::diag::Diagnostic;
use crate::git::LeftOut;
use crate::hosting::{Agreement, agreement, domain, workflow};
use crate::model::document::Audience;
use crate::{hosting, read};

/// What is worth saying before anything is built.
pub(super) fn all(publication: &Publication) -> Vec<Diagnostic> {
    let mut all: Vec<Diagnostic> = of_base_url(publication).into_iter().collect();
    if let Errand::Sources(sources) = &publication.errand {
        all.extend(sources.strays.iter().map(|path| stray(path)));
        all.extend(set_aside::remarks(&sources.left_out, &publication.ground.repository.below, &sources.committed));
        all.extend(sources.repositories.iter().map(|folder| repository_inside(folder)));
        all.extend(ended(publication, sources));
        all.extend(unheeded(sources));
        all.extend(drafts(publication));
    }
    all.extend(publication.ground.unready.as_deref().map(unready));
    read::source_lines(&publication.ground.folder, &mut all);
    all
}

/// A repository shows its files, whatever the site shows of them.
fn drafts(publication: &Publication) -> Option<Diagnostic> {
    let heads = publication.ground.survey.documents().iter().map(|document| document.head());
    let drafts: Vec<&str> = heads.filter(|head| head.audience == Audience::Draft).map(|head| &*head.path).collect();
    let (first, more) = drafts.split_first()?;
    let named = if more.is_empty() { (*first).to_owned() } else { format!("{first} and {} more", more.len()) };
    let message = format!("drafts go with your files, and whoever can see the repository can read them: {named}");
    Some(
        Diagnostic::note("drafts-are-sent", message)
            .help("keep what nobody may read yet outside of the folder, or in private/"),
    )
}

/// Pictures of people that may not be shown any more: the site does without them, a repository would not.
fn ended(publication: &Publication, sources: &Sources) -> Vec<Diagnostic> {
    let below = &publication.ground.repository.below;
    let day = |path: &str| publication.ground.survey.consent_ended(path);
    let left = |path: &String| {
        let message = format!("\"{path}\" is left out: consent for it ended on {}", day(path)?);
        let help = "delete it, or move it into private/; or ask again, and write the new last day into consent.yaml";
        Some(Diagnostic::note("left-out", message).help(help))
    };
    let kept = |path: &String| {
        let until = day(path)?;
        let message = format!(
            "git keeps \"{below}{path}\", for which consent ended on {until}: whoever can see the repository can see it"
        );
        Some(Diagnostic::warning("consent-ended-in-git", message).help(
            "delete it and publish again, or ask again, and write the new last day into consent.yaml. What was sent before stays in the \
             history on the host: if nobody may see it any more, make the repository private, or delete it there and begin a new one",
        ))
    };
    let LeftOut { new, kept: held, .. } = &sources.left_out;
    let is_committed = |path: &&String| sources.committed.contains(&format!("{below}{path}"));
    let (held, waiting): (Vec<&String>, Vec<&String>) = held.iter().partition(is_committed);
    new.iter().chain(waiting).filter_map(left).chain(held.into_iter().filter_map(kept)).collect()
}

/// How many files are named.
const NAMED: usize = 3;

/// Files that go with the sources for the first time, and that cannot be looked through.
pub(super) fn unread(paths: &[String]) -> Option<Diagnostic> {
    let named: Vec<String> = paths.iter().take(NAMED).map(|path| format!("\"{path}\"")).collect();
    let named = match paths.len().saturating_sub(NAMED) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    };
    let (what, them) = match paths.len() {
        0 => return None,
        1 => ("this file goes with the others, and cannot be looked through for names", "it"),
        _ => ("these files go with the others, and cannot be looked through for names", "them"),
    };
    Some(Diagnostic::warning("not-looked-through", format!("{what}: {named}")).help(format!(
        "look into {them} yourself: whoever can see the repository can open {them}. What is only for you belongs into private/"
    )))
}

/// What is sent must be what was looked at.
pub(super) fn changed_meanwhile() -> Diagnostic {
    Diagnostic::error("changed-meanwhile", "files in the folder were changed while they were looked through")
        .help("publish again, once nothing is writing there")
}

fn unready(path: &str) -> Diagnostic {
    let message = format!("the workflow {path} does not say where throughline comes from, so the site is built here");
    Diagnostic::note("workflow-not-ready", message)
        .help("write the address of throughline's repository behind THROUGHLINE_REPOSITORY there, and the host builds from your files")
}

/// The address that stands for a missing `base_url`.
pub(super) fn implied_base_url(publication: &Publication) -> Option<String> {
    match agree(publication) {
        Agreement::Implied(address) => Some(address),
        _ => None,
    }
}

/// Where the site will stand, if that is known.
pub(super) fn address(publication: &Publication) -> Option<String> {
    match agree(publication) {
        Agreement::Implied(address) | Agreement::Elsewhere(address) => Some(address),
        // What lies in a folder stands nowhere yet.
        Agreement::Unknown if hosting::is_folder(&publication.ground.remote.url) => None,
        Agreement::Same | Agreement::OwnDomain(_) | Agreement::Unknown => {
            publication.ground.survey.settings().base_url.clone()
        }
    }
}

fn agree(publication: &Publication) -> Agreement {
    let kept = match &publication.errand {
        Errand::Site(site) => site.kept_domain(),
        Errand::Sources(_) => None,
    };
    let cname = publication.ground.survey.cname().and_then(domain).or(kept);
    agreement(
        publication.ground.survey.settings().base_url.as_deref(),
        cname.as_deref(),
        publication.ground.project.as_ref(),
    )
}

fn of_base_url(publication: &Publication) -> Option<Diagnostic> {
    let is_site = matches!(publication.errand, Errand::Site(_));
    match agree(publication) {
        Agreement::Implied(address) if is_site => {
            let message = format!("no base_url is set: {address} is taken, where the host shows this repository");
            let help = format!("to have it in every build, write into portfolio.yaml: base_url: {address}");
            Some(Diagnostic::note("base-url-implied", message).help(help))
        }
        Agreement::Elsewhere(address) => {
            let message = format!("the host shows this repository at {address}, and base_url says something else");
            let found = Diagnostic::warning("base-url-elsewhere", message).help(format!("write base_url: {address}"));
            Some(at_base_url(found, publication))
        }
        // Beside a built site the host keeps its domain in a file; with a workflow nothing of that is seen here.
        Agreement::OwnDomain(domain) if is_site => {
            let message = format!("base_url is on a domain of your own, {domain}, of which the host has not been told");
            let help = format!("write a file CNAME into the folder, with the one line {domain}");
            Some(at_base_url(Diagnostic::warning("domain-not-told", message).help(help), publication))
        }
        _ => None,
    }
}

fn at_base_url(found: Diagnostic, publication: &Publication) -> Diagnostic {
    let settings = publication.ground.survey.settings();
    match &settings.path {
        Some(path) => found.in_file(path).at(settings.base_url_place),
        None => found,
    }
}

fn stray(path: &str) -> Diagnostic {
    let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or(path);
    let why = if name.eq_ignore_ascii_case("private") { "it is only for you" } else { "the host makes its own" };
    let found = Diagnostic::note("left-out", format!("\"{path}\" is left out: {why}"));
    found.help(format!("write {path} into the file .gitignore, so that git leaves it out too"))
}

/// Git takes in nothing of it, and here it is built like any other folder.
fn repository_inside(folder: &str) -> Diagnostic {
    let message = format!("the folder \"{folder}\" is a git repository of its own, and nothing in it is sent");
    Diagnostic::warning("repository-inside", message).help(format!(
        "if its files belong to the portfolio, move them out of it; if not, move it away, or write {folder}/ into the file .gitignore"
    ))
}

/// What is sent to another branch than the workflow builds from is not on the site, and nothing else would say so.
fn unheeded(sources: &Sources) -> Option<Diagnostic> {
    let message =
        format!("the host does not build the site from the branch \"{}\", to which this is sent", sources.branch);
    let help = match &sources.main {
        Some(main) => format!(
            "go to the branch \"{main}\" with git switch, or make this one the default branch in the host's settings"
        ),
        None if !workflow::heeds(&sources.text, &sources.branch) => {
            "go to the branch that the workflow names with git switch, or write this one into its list of branches"
                .to_owned()
        }
        None => return None,
    };
    Some(Diagnostic::warning("another-branch", message).in_file(&sources.path.as_str().into()).help(help))
}
