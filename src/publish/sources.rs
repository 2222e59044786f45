//! The sources to the branch on which a workflow builds them. One commit of the portfolio's folder and of nothing beside it, on top of the
//! author's last one; then all of the branch is sent. On any failure before the commit, the author's index and branch are as they were.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Ground, Outline, Plan, Stop, Way, Work as AnyWork, message, remarks, set_aside};
use crate::diag::Diagnostic;
use crate::git::{Busy, Failure, Head, Holdings, Id, LeftOut, Named, Remote, Repository, Span, Upstream, Why};
use crate::hosting::workflow;
use crate::model::document::Audience;
use crate::model::source::{KEPT_AT_HOME, Stamp};
use crate::pipeline::{self, Survey};
use crate::read;

/// The folder of which nothing may reach the host, not even in an old commit.
const PRIVATE: &str = "private";

/// Where the sources are, and where they go.
#[derive(Debug)]
pub(super) struct Sources {
    /// The workflow, from the topmost folder.
    pub path: String,
    /// What it says.
    pub text: String,
    /// The branch on the remote.
    pub branch: String,
    /// The main branch of the remote, if the workflow builds from that one and it is another.
    pub main: Option<String>,
    /// What lies in the folder, is not for others, and is not ignored.
    pub strays: Vec<String>,
    /// What is not taken in.
    pub left_out: LeftOut,
    /// The files of the folder that are sent, or were. Paths from the folder.
    pub sent: Vec<String>,
    /// The files of the last commit, from the topmost folder; none of them where git keeps nothing that is not taken in.
    pub committed: BTreeSet<String>,
    /// What the file system said of the files that are sent before they were looked through.
    stamps: Vec<Option<Stamp>>,
    /// Folders that are repositories of their own, of which nothing is sent.
    pub repositories: Vec<String>,
    /// The branch that is checked out, and its last commit.
    own: String,
    head: Option<Id>,
    /// Whether it follows the one on the remote already.
    follows: bool,
    /// Whether it follows any.
    has_upstream: bool,
    /// The last commit there.
    tip: Option<Id>,
}

/// All that is needed to commit and send the sources.
#[derive(Debug)]
pub(super) struct Work {
    repository: Repository,
    remote: Remote,
    sources: Sources,
    /// The whole repository and the first line of the message, if a commit is to be made.
    commit: Option<(Id, String)>,
}

impl Sources {
    /// Looks whether a commit can be made here, and what the remote has.
    ///
    /// # Errors
    /// When something is begun and not ended, and when files outside the folder wait for a commit of their own.
    pub(super) fn begin(
        (repository, survey): (&Repository, &Survey),
        (head, upstream): (&Head, &Upstream),
        remote: &Remote,
        (path, text): (String, String),
    ) -> Result<Self, Stop> {
        if let Some(busy) = repository.busy()? {
            return Err(unfinished(busy).into());
        }
        let Head::Branch { name: own, tip: head } = head else { return Err(no_branch().into()) };
        let outside = repository.staged_outside(head.as_ref())?;
        if !outside.is_empty() {
            return Err(waiting_outside(&outside).into());
        }
        let followed = upstream.branch.as_ref().filter(|_| upstream.remote.as_ref() == Some(&remote.name));
        let branch = followed.unwrap_or(own).clone();
        let tip = repository.tip(remote, &branch)?;
        let strays = repository.strays(&KEPT_AT_HOME)?;
        let holdings = repository.holdings(&KEPT_AT_HOME)?;
        let left_out = left_out(&holdings, survey);
        let sent = sent(&holdings, &left_out);
        let stamps = stamps(repository, &sent);
        let repositories = holdings.repositories;
        let committed = match head {
            Some(head) if !left_out.kept.is_empty() => repository.paths_of(head)?,
            _ => BTreeSet::new(),
        };
        let main = match workflow::wants_main_branch(&text) {
            true => repository.main_branch(remote)?.filter(|main| *main != branch),
            false => None,
        };
        let (head, own, follows) = (head.clone(), own.clone(), followed.is_some());
        let has_upstream = upstream.branch.is_some();
        Ok(Self {
            path,
            text,
            branch,
            main,
            strays,
            left_out,
            sent,
            committed,
            stamps,
            repositories,
            own,
            head,
            follows,
            has_upstream,
            tip,
        })
    }

    /// Takes in the folder as it is now, and compares it with the last commit.
    ///
    /// # Errors
    /// When something would be sent that is not for others, or what the host needs would not.
    pub(super) fn plan(self, ground: Ground, address: Option<String>) -> Result<Plan, Stop> {
        let Ground { folder, repository, remote, project, survey, passing, .. } = ground;
        // A copy of the author's index knows what git must not look for on the disk, and what has not changed.
        let index = passing.copy(&repository.index()?, "index")?;
        let gathered = repository.gather(&index, &self.left_out)?;
        if !self.is_as_looked_at(&repository)? {
            return Err(remarks::changed_meanwhile().into());
        }
        self.keeps_private_files_here(&repository, &remote, &gathered.held)?;
        self.keeps_names_here(&repository, &remote, (&folder, &survey))?;
        if repository.file(&gathered.tree, &self.path)?.is_none() {
            return Err(workflow_not_kept(&self.path).into());
        }
        let changes = repository.changes(self.head.as_ref(), &gathered.tree)?;
        let subject = message::of_sources(&changes, &titles(&survey, &repository.below));
        let commit = (!changes.is_none()).then_some((gathered.tree, subject));
        let outline = Outline {
            way: Way::Sources {
                commit: commit.as_ref().map(|(_, subject)| subject.clone()),
                has_unsent: self.has_unsent(&repository)?,
            },
            remote: remote.clone(),
            branch: self.branch.clone(),
            project,
            address,
            changes,
            hooks: if commit.is_some() { repository.hooks_of_a_commit()? } else { Vec::new() },
            has_ended_consents: survey.diagnostics.iter().any(|found| found.code == "consent-ended"),
            is_first: self.is_first(&repository)?,
        };
        Ok(Plan { outline, work: AnyWork::Sources(Box::new(Work { repository, remote, sources: self, commit })) })
    }

    /// Nothing private may reach the host: not as it is now, and not in a commit that has not been sent yet.
    fn keeps_private_files_here(&self, repository: &Repository, remote: &Remote, held: &[String]) -> Result<(), Stop> {
        if let Some((path, last)) = self.unsent(repository, remote, Named::Folder(PRIVATE))? {
            return Err(in_an_unsent_commit(&path, last.as_ref()).into());
        }
        if let Some((path, last)) = self.unsent(repository, remote, Named::Files(&set_aside::secrets()))? {
            return Err(secret_in_an_unsent_commit(&path, last.as_ref()).into());
        }
        match private(held, &repository.below) {
            Some(path) => Err(in_git(path, &repository.below).into()),
            None => Ok(()),
        }
    }

    /// No name of a child may reach the host in a commit that has not been sent yet, though no file has it any more.
    fn keeps_names_here(
        &self,
        repository: &Repository,
        remote: &Remote,
        (folder, survey): (&Path, &Survey),
    ) -> Result<(), Stop> {
        let Some(head) = self.head.as_ref() else { return Ok(()) };
        if !self.knows_tip(repository)? {
            return Ok(());
        }
        let span = Span::Unsent { head, sent: self.tip.as_ref(), remote };
        let mut found = pipeline::unsent(folder, survey, (repository, span))?;
        if found.is_empty() {
            return Ok(());
        }
        let message = "what stands in a commit would be sent to the host with it, though no file has it any more";
        let help = format!("{}, and publish again", taking_back(self.tip.as_ref()));
        found.push(Diagnostic::note("unsent-commit", message).help(help));
        Err(Stop::Mistakes(found))
    }

    /// Whether the files are as they were before they were looked through.
    fn is_as_looked_at(&self, repository: &Repository) -> Result<bool, Failure> {
        let now = sent(&repository.holdings(&KEPT_AT_HOME)?, &self.left_out);
        Ok(now == self.sent && stamps(repository, &now) == self.stamps)
    }

    /// Those of these files that do not stand on the branch there yet.
    pub(super) fn not_there_yet(&self, repository: &Repository, paths: Vec<String>) -> Result<Vec<String>, Failure> {
        match &self.tip {
            Some(tip) if !paths.is_empty() && repository.has(tip)? => {
                let there = repository.paths_of(tip)?;
                Ok(paths.into_iter().filter(|path| !there.contains(&format!("{}{path}", repository.below))).collect())
            }
            _ => Ok(paths),
        }
    }

    /// The first file of this name in a commit that has not been sent yet, and the last commit without it.
    fn unsent(
        &self,
        repository: &Repository,
        remote: &Remote,
        named: Named<'_>,
    ) -> Result<Option<(String, Option<Id>)>, Failure> {
        let Some(head) = &self.head else { return Ok(None) };
        if !self.knows_tip(repository)? {
            return Ok(None);
        }
        let taken_in = repository.taken_in(head, self.tip.as_ref(), (remote, named))?;
        let counts = |path: &String| matches!(named, Named::Folder(_)) || set_aside::is_secret(path);
        let Some(path) = taken_in.into_iter().find(counts) else { return Ok(None) };
        let last = match &self.tip {
            Some(tip) => Some(tip.clone()),
            None => repository.before(head, &path)?,
        };
        Ok(Some((path, last)))
    }

    /// Whether all that the host has is here too.
    fn knows_tip(&self, repository: &Repository) -> Result<bool, Failure> {
        match &self.tip {
            Some(tip) => repository.has(tip),
            None => Ok(true),
        }
    }

    /// Whether there are commits that the host lacks. If it has some that are not here, that cannot be told, and the sending will say more.
    fn has_unsent(&self, repository: &Repository) -> Result<bool, Failure> {
        match (&self.head, &self.tip) {
            (Some(head), Some(tip)) if repository.has(tip)? => repository.goes_beyond(head, tip),
            (head, _) => Ok(head.is_some()),
        }
    }

    /// Whether nothing stands on the branch there.
    pub(super) fn is_new(&self) -> bool {
        self.tip.is_none()
    }

    /// Whether the host has never seen the workflow. If someone else has sent something since, that cannot be told, and the sending will say more.
    fn is_first(&self, repository: &Repository) -> Result<bool, Failure> {
        match &self.tip {
            Some(tip) if self.knows_tip(repository)? => Ok(repository.file(tip, &self.path)?.is_none()),
            tip => Ok(tip.is_none()),
        }
    }
}

/// What is not taken in: what nobody means to publish, and pictures whose consent has ended.
fn left_out(holdings: &Holdings, survey: &Survey) -> LeftOut {
    let mut left_out = set_aside::of(holdings);
    let ended = |paths: &[String]| -> Vec<String> {
        paths.iter().filter(|path| survey.consent_ended(path).is_some()).cloned().collect()
    };
    left_out.kept.extend(ended(&holdings.kept));
    left_out.new.extend(ended(&holdings.new));
    left_out
}

/// The files of the folder that are sent, or were.
fn sent(holdings: &Holdings, left_out: &LeftOut) -> Vec<String> {
    holdings.kept.iter().chain(&holdings.new).filter(|path| !left_out.new.contains(path)).cloned().collect()
}

fn stamps(repository: &Repository, paths: &[String]) -> Vec<Option<Stamp>> {
    read::stamps(&repository.top.join(&repository.below), paths)
}

fn unfinished(busy: Busy) -> Diagnostic {
    let command = busy.command();
    Diagnostic::error("unfinished", format!("git {command} was begun here and has not ended")).help(format!(
        "end it with git {command} --continue, or take it back with git {command} --abort, and publish again"
    ))
}

fn no_branch() -> Diagnostic {
    Diagnostic::error("no-branch", "an old version is checked out, and no branch: nothing can be added to that")
        .help("go back to your branch, such as git switch main, and publish again")
}

fn waiting_outside(paths: &[String]) -> Diagnostic {
    let more = match paths.len() - 1 {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("files outside the portfolio wait for a commit of their own: \"{}\"{more}", paths[0]);
    Diagnostic::error("staged-outside", message).help(
        "commit them first with git commit, or let them wait no longer with git restore --staged, and publish again",
    )
}

/// The first of these paths that lies in the folder of private files.
fn private<'p>(held: &'p [String], below: &str) -> Option<&'p str> {
    let is_private = |path: &&String| {
        let inside = path.strip_prefix(below).unwrap_or(path);
        inside.split('/').any(|part| part.eq_ignore_ascii_case(PRIVATE))
    };
    held.iter().find(is_private).map(String::as_str)
}

/// `last` is the commit that may stay.
fn in_an_unsent_commit(path: &str, last: Option<&Id>) -> Diagnostic {
    let message = format!("\"{path}\" is in a commit, and would be sent to the host with it");
    Diagnostic::error("private-in-git", message).help(format!("{}, and publish again", taking_back(last)))
}

fn secret_in_an_unsent_commit(path: &str, last: Option<&Id>) -> Diagnostic {
    let message = format!("\"{path}\" is in a commit, and would be sent to the host with it: {}", set_aside::SECRET);
    Diagnostic::error("secret-in-commit", message).help(format!(
        "{}, and publish again, which leaves the file out; if there is nothing secret in it, send it yourself with git push",
        taking_back(last)
    ))
}

fn taking_back(last: Option<&Id>) -> String {
    let back = last.map_or_else(|| "git update-ref -d HEAD".to_owned(), |tip| format!("git reset --soft {tip}"));
    format!("take back the commits that were not sent with {back}, which changes no file")
}

fn in_git(path: &str, below: &str) -> Diagnostic {
    let message = format!("git keeps \"{path}\", which is only for you, and the host has it already");
    Diagnostic::error("private-in-git", message).help(format!(
        "take it out with git rm -r --cached \"{below}{PRIVATE}\" and git commit. Earlier commits still hold it on the host: if no \
         stranger may read it, delete the repository there and begin a new one"
    ))
}

fn workflow_not_kept(path: &str) -> Diagnostic {
    let message = format!("git does not keep the workflow \"{path}\", so the host cannot run it");
    Diagnostic::error("workflow-not-in-git", message)
        .help(format!("type git add -f {path} and git commit -m \"Add the workflow\", and publish again"))
}

/// The titles that everyone may read, by path from the topmost folder.
fn titles<'s>(survey: &'s Survey, below: &str) -> BTreeMap<String, &'s str> {
    let public = survey.documents().iter().map(|document| document.head()).filter(|it| it.audience == Audience::Public);
    public.map(|head| (format!("{below}{}", head.path), head.title.as_str())).collect()
}

impl Work {
    /// Commits, if there is something to commit, and sends the branch.
    pub(super) fn carry_out(&self, outline: Outline) -> Result<Outline, Stop> {
        if let Some((tree, subject)) = &self.commit {
            let head = self.sources.head.as_ref();
            let made = self.repository.record(tree, head, &format!("{subject}\n"))?;
            self.repository.advance(head, &made, &self.sources.left_out)?;
        }
        match self.send() {
            Ok(()) => Ok(outline),
            Err(failure) => Err(unsent(&failure, &self.sources, &self.remote).into()),
        }
    }

    fn send(&self) -> Result<(), Failure> {
        let Sources { own, branch, has_upstream, .. } = &self.sources;
        self.repository.send_branch(own, &self.remote, branch, *has_upstream)
    }
}

/// The commit stays, so nothing is lost and publishing again sends it.
fn unsent(failure: &Failure, sources: &Sources, remote: &Remote) -> Diagnostic {
    if failure.why != Why::Moved {
        let found = failure.diagnostic();
        let kept = "your changes are committed on this machine, and are sent when you publish again";
        let help = found.help.as_ref().map_or_else(|| kept.to_owned(), |help| format!("{help}\n{kept}"));
        return found.help(help);
    }
    let message = format!(
        "someone else, or you on another machine, has sent something to the branch \"{}\" of {} that is not here yet",
        sources.branch, remote.url
    );
    let source = if sources.follows { String::new() } else { format!(" {} {}", remote.name, sources.branch) };
    Diagnostic::error("branch-moved", message).help(format!(
        "fetch it with git pull --rebase{source}, and publish again: all that you changed is committed on this machine"
    ))
}
