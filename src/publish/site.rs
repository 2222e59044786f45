//! The built site to a branch of its own. Each publication is a commit on top of what stands there, whoever made that, so that nothing is lost
//! and nothing has to be forced; its tree is the site as it is now and nothing else.

use std::path::PathBuf;

use super::{Built, Ground, Outline, Plan, SITE, Stop, Way, Work as AnyWork, message};
use crate::diag::Diagnostic;
use crate::git::{Entry, Failure, Head, Id, Remote, Repository, Why};
use crate::hosting::{Project, domain};
use crate::write::Passing;

/// The name of the file by which some hosts keep a domain.
const CNAME: &str = "CNAME";

/// The branch, and what stands on it.
#[derive(Debug)]
pub(super) struct Site {
    branch: String,
    tip: Option<Tip>,
}

/// The last commit of the branch: it or one before it was made by us.
#[derive(Clone, Debug)]
struct Tip {
    commit: Id,
    /// Its `CNAME` file, which the host itself puts there when a domain is entered in its settings, and what that says.
    cname: Option<(Entry, Option<String>)>,
}

/// All that is needed to send the site.
#[derive(Debug)]
pub(super) struct Work {
    repository: Repository,
    remote: Remote,
    project: Option<Project>,
    site: Site,
    /// The files of the site.
    entries: Vec<Entry>,
    /// The whole tree, on top of what stands on the branch.
    tree: Id,
    passing: Passing,
}

impl Site {
    /// Looks at the branch.
    ///
    /// # Errors
    /// When it cannot be one for a site, or was not made by us.
    pub(super) fn begin(
        repository: &Repository,
        head: &Head,
        (remote, project): (&Remote, Option<&Project>),
        branch: String,
    ) -> Result<Self, Stop> {
        if !repository.may_be_branch(&branch)? {
            return Err(bad_branch(&branch).into());
        }
        if matches!(head, Head::Branch { name, .. } if *name == branch) {
            return Err(own_branch(&branch).into());
        }
        let tip = Tip::look(repository, (remote, project), &branch)?;
        Ok(Self { branch, tip })
    }

    /// Takes in the built site, and compares it with what stands on the branch.
    ///
    /// # Errors
    /// When the disk is full or closed to us.
    pub(super) fn plan(self, ground: Ground, address: Option<String>, built: &Built) -> Result<Plan, Stop> {
        let Ground { repository, remote, project, passing, .. } = ground;
        let entries = taken_in(&repository, built, &passing)?;
        let tree = put_together(&repository, &entries, self.tip.as_ref(), &passing)?;
        let changes = repository.changes(self.tip.as_ref().map(|tip| &tip.commit), &tree)?;
        let outline = Outline {
            way: Way::Site,
            remote: remote.clone(),
            branch: self.branch.clone(),
            project: project.clone(),
            address,
            changes,
            hooks: Vec::new(),
            has_ended_consents: false,
            is_first: self.tip.is_none(),
        };
        let work = Work { repository, remote, project, site: self, entries, tree, passing };
        Ok(Plan { outline, work: AnyWork::Site(Box::new(work)) })
    }

    /// Whether nothing stands on the branch there.
    pub(super) fn is_new(&self) -> bool {
        self.tip.is_none()
    }

    /// The domain that the host keeps on the branch.
    pub(super) fn kept_domain(&self) -> Option<String> {
        self.tip.as_ref()?.cname.as_ref()?.1.clone()
    }
}

impl Tip {
    /// `None` if there is no such branch.
    fn look(
        repository: &Repository,
        (remote, project): (&Remote, Option<&Project>),
        branch: &str,
    ) -> Result<Option<Self>, Stop> {
        let Some(commit) = repository.tip(remote, branch)? else { return Ok(None) };
        repository.bring(remote, branch, &commit)?;
        if !repository.has_said(&commit, message::MARK)? {
            return Err(not_ours(branch, project).into());
        }
        let cname = match repository.file(&commit, CNAME)? {
            Some(entry) => {
                let domain = domain(&repository.bytes(&entry.file)?);
                Some((entry, domain))
            }
            None => None,
        };
        Ok(Some(Self { commit, cname }))
    }
}

fn own_branch(branch: &str) -> Diagnostic {
    let message = format!("the branch \"{branch}\" holds what you write: the built site cannot stand there too");
    Diagnostic::error("own-branch", message).help("leave --branch out, or name another one")
}

fn bad_branch(branch: &str) -> Diagnostic {
    let found = Diagnostic::error("bad-branch", format!("\"{branch}\" cannot be the name of a branch"));
    match branch.strip_prefix("refs/heads/").filter(|name| !name.is_empty()) {
        Some(name) => found.help(format!("give the name alone: --branch {name}")),
        None => found.help("use letters, digits and hyphens, such as --branch gh-pages"),
    }
}

fn not_ours(branch: &str, project: Option<&Project>) -> Diagnostic {
    let message = format!("the branch \"{branch}\" is there already, and was not made by throughline");
    let place = project.map_or_else(|| "on the host".to_owned(), |project| format!("at {}/branches", project.page()));
    Diagnostic::error("not-our-branch", message).help(format!(
        "publish to another branch, such as --branch site; or, if nothing on it is needed any more, delete it {place} and \
         publish again"
    ))
}

/// Every file of the built site as an object.
fn taken_in(repository: &Repository, built: &Built, passing: &Passing) -> Result<Vec<Entry>, Failure> {
    let site = passing.at(SITE);
    let paths: Vec<PathBuf> = built.files.iter().map(|file| site.join(file.as_str())).collect();
    let ids = repository.keep(&paths)?;
    let named = built.files.iter().map(|file| file.as_str().to_owned()).zip(ids);
    Ok(named.map(|(path, file)| Entry { path, file }).collect())
}

/// The tree of the site, with the domain that the host keeps on the branch unless the author keeps one.
fn put_together(
    repository: &Repository,
    entries: &[Entry],
    tip: Option<&Tip>,
    passing: &Passing,
) -> Result<Id, Failure> {
    let has_own = entries.iter().any(|entry| entry.path == CNAME);
    let kept = tip.and_then(|tip| tip.cname.as_ref()).map(|(entry, _)| entry).filter(|_| !has_own);
    let all: Vec<Entry> = entries.iter().chain(kept).cloned().collect();
    let index = tip.map_or_else(|| "index".to_owned(), |tip| format!("index-{}", tip.commit));
    repository.tree(&all, &passing.at(&index))
}

impl Work {
    /// Sends it. If someone else has published since we looked, looks once more and does it again on top of that.
    pub(super) fn carry_out(mut self, outline: Outline) -> Result<Outline, Stop> {
        match self.send(&outline) {
            Err(failure) if failure.why == Why::Moved => {}
            sent => return sent.map(|()| outline).map_err(Stop::from),
        }
        let place = (&self.remote, self.project.as_ref());
        self.site.tip = Tip::look(&self.repository, place, &self.site.branch)?;
        self.tree = put_together(&self.repository, &self.entries, self.site.tip.as_ref(), &self.passing)?;
        let changes = self.repository.changes(self.tip(), &self.tree)?;
        let outline = Outline { changes, ..outline };
        if outline.is_nothing() {
            return Ok(outline);
        }
        match self.send(&outline) {
            Err(failure) if failure.why == Why::Moved => Err(moved_again(&failure, &self.site.branch).into()),
            sent => sent.map(|()| outline).map_err(Stop::from),
        }
    }

    fn send(&self, outline: &Outline) -> Result<(), Failure> {
        let commit = self.repository.record(&self.tree, self.tip(), &message::of_site(&outline.changes))?;
        self.repository.send(&commit, &self.remote, &self.site.branch)
    }

    fn tip(&self) -> Option<&Id> {
        self.site.tip.as_ref().map(|tip| &tip.commit)
    }
}

fn moved_again(failure: &Failure, branch: &str) -> Diagnostic {
    let message = format!(
        "someone else changed the branch \"{branch}\" while the site was being sent, twice. Git says:\n{}",
        failure.words
    );
    Diagnostic::error("branch-moved", message).help("nothing was sent: publish again when nobody else is publishing")
}
