//! Before anything is built: is all there that publishing needs, and is nothing about that it could harm.

use super::site::Site;
use super::sources::Sources;
use super::{Errand, Ground, Publication, Request, SITE, Stop, choose};
use crate::diag::Diagnostic;
use crate::git::{Head, Missing, Remote, Repository, Upstream};
use crate::hosting::{Host, Project, workflow};
use crate::pipeline::Workshop;
use crate::write::Passing;
use crate::{hosting, pipeline, read};

/// Finds out where to publish, and what stands there.
///
/// # Errors
/// When something is missing or in the way: each with what to do about it.
pub fn begin(request: &Request) -> Result<Publication, Stop> {
    let passing = Passing::new()?;
    let (folder, today, out) = (request.folder.clone(), request.today, Some(passing.at(SITE)));
    let mut workshop = Workshop::new(pipeline::Request { folder, today, out, ..pipeline::Request::default() });
    let draft = workshop.look()?;
    let Some(survey) = draft.survey else { return Err(Stop::Mistakes(draft.diagnostics)) };
    let repository = Repository::around(&request.folder)?;
    let head = repository.head()?;
    let upstream = match &head {
        Head::Branch { name, .. } => repository.upstream(name)?,
        Head::Detached => Upstream::default(),
    };
    let name = choose::remote(request.remote.as_deref(), upstream.remote.as_deref(), &repository.remotes()?)?;
    let remote = repository.remote(&name)?;
    let project = Project::of(&remote.url);
    know_the_author(repository.missing_identity()?)?;
    not_torn(&repository)?;
    let is_run = request.branch.is_none() && runs_workflows(&remote, project.as_ref());
    let workflow = workflow::ours(read::workflows(&repository.top)).filter(|_| is_run);
    let unready = workflow.as_ref().filter(|(_, text)| !workflow::is_ready(text)).map(|(path, _)| path.clone());
    let errand = match workflow {
        Some(workflow) if unready.is_none() => {
            Errand::Sources(Box::new(Sources::begin((&repository, &survey), (&head, &upstream), &remote, workflow)?))
        }
        _ => {
            let branch = choose::branch(request.branch.as_deref(), project.as_ref());
            Errand::Site(Site::begin(&repository, &head, (&remote, project.as_ref()), branch)?)
        }
    };
    let ground = Ground { folder: request.folder.clone(), repository, remote, project, survey, unready, passing };
    Ok(Publication { ground, errand, workshop })
}

/// Whether a workflow may run there: on a host that is known for it, or not known at all, but not in a folder.
fn runs_workflows(remote: &Remote, project: Option<&Project>) -> bool {
    project.map_or_else(|| !hosting::is_folder(&remote.url), |project| project.host == Host::GitHub)
}

fn know_the_author(missing: Missing) -> Result<(), Diagnostic> {
    let commands = [
        (missing.name, "git config --global user.name \"Your Name\""),
        (missing.email, "git config --global user.email \"you@example.org\""),
    ];
    let commands: Vec<&str> = commands.into_iter().filter(|(is_missing, _)| *is_missing).map(|(_, it)| it).collect();
    if commands.is_empty() {
        return Ok(());
    }
    let message = "git does not know who you are, and writes a name and an e-mail address into all that it keeps";
    Err(Diagnostic::error("no-identity", message).help(format!(
        "type, with your own words between the quotation marks:\n{}\n\
         whoever can see the repository sees both; on GitHub an address that hides yours is in https://github.com/settings/emails",
        commands.join("\n")
    )))
}

/// Files with two versions in them would be shown to everyone with both.
fn not_torn(repository: &Repository) -> Result<(), Stop> {
    let torn = repository.torn()?;
    let found = |path: &String| {
        let message = "two versions of this file have met, and nobody has chosen between them yet";
        let help = format!("open it, keep what is right, and type git add \"{path}\"");
        Diagnostic::error("two-versions", message).in_file(&path.as_str().into()).help(help)
    };
    if torn.is_empty() { Ok(()) } else { Err(Stop::Mistakes(torn.iter().map(found).collect())) }
}
