//! The facts: what git says, and what lies where the host looks.

use std::collections::BTreeSet;
use std::path::Path;

use crate::git::{self, Failure, Head, Missing, Remote, Repository, Upstream, usual};
use crate::hosting::{Agreement, Project, agreement, domain, workflow};
use crate::model::document::Audience;
use crate::model::source::KEPT_AT_HOME;
use crate::pipeline::Survey;
use crate::{hosting, read};

/// All that is judged.
#[derive(Debug)]
pub(super) struct Facts {
    /// The version of git.
    pub git: Result<String, Failure>,
    pub repository: Result<OfRepository, Failure>,
}

/// What is known when there is a repository.
#[derive(Debug)]
pub(super) struct OfRepository {
    /// Its topmost folder, if that is not the portfolio's.
    pub top: Option<String>,
    pub missing: Missing,
    pub remotes: Vec<String>,
    /// The one to publish to.
    pub remote: Option<Remote>,
    /// Whether that is a folder on the disk, and not there.
    pub is_remote_gone: bool,
    pub project: Option<Project>,
    pub base_url: Option<String>,
    pub agreement: Agreement,
    pub workflow: Workflow,
    /// What git keeps and is not for others.
    pub private: Vec<String>,
    /// The drafts that git keeps.
    pub drafts: Vec<String>,
    pub is_shallow: bool,
}

/// The workflow that runs this program.
#[derive(Debug)]
pub(super) enum Workflow {
    /// There is none.
    None,
    /// It lies where no host looks: in the portfolio's folder, which is not the topmost one.
    Below(String),
    /// It lies outside the portfolio's folder, and is not in git.
    NotKept(String),
    /// It is in its place, and does not say where the program comes from.
    Unready(String),
    /// It is in its place, and pins a version as this says.
    Found(String, workflow::Age),
}

/// Gathers the facts.
pub(super) fn gather(folder: &Path, survey: &Survey) -> Facts {
    Facts { git: git::version(), repository: of_repository(folder, survey) }
}

fn of_repository(folder: &Path, survey: &Survey) -> Result<OfRepository, Failure> {
    let repository = Repository::around(folder)?;
    let remotes = repository.remotes()?;
    let remote = match usual(followed(&repository)?.as_deref(), &remotes) {
        Some(name) => Some(repository.remote(name)?),
        None => None,
    };
    let project = remote.as_ref().and_then(|remote| Project::of(&remote.url));
    let (base_url, cname) = (survey.settings().base_url.clone(), survey.cname().and_then(domain));
    let is_remote_gone = remote.as_ref().is_some_and(|remote| is_gone(remote, &repository));
    Ok(OfRepository {
        top: (!repository.below.is_empty()).then(|| repository.top.display().to_string()),
        missing: repository.missing_identity()?,
        agreement: agreement(base_url.as_deref(), cname.as_deref(), project.as_ref()),
        workflow: workflow(folder, &repository)?,
        private: inside(&repository, repository.tracked(&KEPT_AT_HOME)?),
        drafts: drafts(&repository, survey)?,
        is_shallow: repository.is_shallow()?,
        remotes,
        remote,
        is_remote_gone,
        project,
        base_url,
    })
}

/// Whether a remote is a folder on the disk that is not there.
fn is_gone(remote: &Remote, repository: &Repository) -> bool {
    let folder = remote.url.strip_prefix("file://").unwrap_or(&remote.url);
    hosting::is_folder(&remote.url) && !read::is_there(&repository.top, folder)
}

/// The remote that the branch follows.
fn followed(repository: &Repository) -> Result<Option<String>, Failure> {
    let upstream = match repository.head()? {
        Head::Branch { name, .. } => repository.upstream(&name)?,
        Head::Detached => Upstream::default(),
    };
    Ok(upstream.remote)
}

fn workflow(folder: &Path, repository: &Repository) -> Result<Workflow, Failure> {
    let Some((path, text)) = workflow::ours(read::workflows(&repository.top)) else {
        let below = workflow::ours(read::workflows(folder)).map(|(path, _)| format!("{}{path}", repository.below));
        return Ok(below.map_or(Workflow::None, Workflow::Below));
    };
    // One in the folder is committed with the next publication.
    if !repository.below.is_empty() && !repository.keeps(&path)? {
        return Ok(Workflow::NotKept(path));
    }
    if !workflow::is_ready(&text) {
        return Ok(Workflow::Unready(path));
    }
    Ok(Workflow::Found(path, workflow::compare(&text, &workflow::pin())))
}

fn drafts(repository: &Repository, survey: &Survey) -> Result<Vec<String>, Failure> {
    let drafts = survey.documents().iter().map(|document| document.head()).filter(|it| it.audience == Audience::Draft);
    let drafts: BTreeSet<&str> = drafts.map(|head| &*head.path).collect();
    if drafts.is_empty() {
        return Ok(Vec::new());
    }
    let kept = inside(repository, repository.tracked(&[""])?);
    Ok(kept.into_iter().filter(|path| drafts.contains(path.as_str())).collect())
}

/// Paths from the topmost folder as paths from the portfolio's.
fn inside(repository: &Repository, paths: Vec<String>) -> Vec<String> {
    let inside = |path: String| path.strip_prefix(&repository.below).map(str::to_owned).unwrap_or(path);
    paths.into_iter().map(inside).collect()
}
