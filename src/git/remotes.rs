//! Remotes: which there are, what stands on their branches, and sending something there. Never by force.

use super::failure::{Failure, Why};
use super::id::Id;
use super::repository::Repository;
use super::run::line;
use crate::hosting::without_secrets;

/// Another place where the repository is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// What git calls it here.
    pub name: String,
    /// Its address, without names and passwords.
    pub url: String,
}

/// What a branch of this repository follows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Upstream {
    /// The name of the remote.
    pub remote: Option<String>,
    /// The branch there, without `refs/heads/`.
    pub branch: Option<String>,
}

impl Repository {
    /// The names of all remotes, sorted.
    ///
    /// # Errors
    /// When git does not run.
    pub fn remotes(&self) -> Result<Vec<String>, Failure> {
        Ok(self.git.text("list the remotes", &["remote"])?.lines().map(str::to_owned).collect())
    }

    /// The remote of this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn remote(&self, name: &str) -> Result<Remote, Failure> {
        let url = self.git.text("tell where the remote is", &["remote", "get-url", "--push", "--", name])?;
        Ok(Remote { name: name.to_owned(), url: without_secrets(&url) })
    }

    /// What a branch of this repository follows, as far as it follows anything.
    ///
    /// # Errors
    /// When git does not run.
    pub fn upstream(&self, branch: &str) -> Result<Upstream, Failure> {
        let setting = |key| self.setting(&format!("branch.{branch}.{key}"));
        let branch = setting("merge")?.and_then(|name| name.strip_prefix("refs/heads/").map(str::to_owned));
        // A dot stands for this very repository.
        Ok(Upstream { remote: setting("remote")?.filter(|name| name != "."), branch })
    }

    /// Whether git takes `name` for a branch's as it stands, and for nothing else: `HEAD` and `refs/heads/x` mean something wherever they are
    /// typed, and a sign before a name says what is to be done with it.
    ///
    /// # Errors
    /// When git does not run.
    pub fn may_be_branch(&self, name: &str) -> Result<bool, Failure> {
        if name == "HEAD" || name.starts_with("refs/") || name.starts_with(['+', '-']) {
            return Ok(false);
        }
        let judged = self.git.run("judge the name of a branch", &["check-ref-format", "--branch", name], Vec::new())?;
        // What stands for another branch, such as `@{-1}`, is answered with that one's name.
        Ok(judged.status.success() && line(&judged.stdout) == name)
    }

    /// The last commit of a branch there, by asking; `None` if there is no such branch.
    ///
    /// # Errors
    /// When the remote does not answer.
    pub fn tip(&self, remote: &Remote, branch: &str) -> Result<Option<Id>, Failure> {
        let (act, name) = (asking(remote), of_branch(branch));
        let told = self.git.text(&act, &["ls-remote", "--heads", "--", &remote.name, &name])?;
        // What is asked for is a pattern: it may fit the end of longer names too.
        let found = told.lines().filter_map(|line| line.split_once('\t')).find(|(_, found)| *found == name);
        Ok(found.map(|(id, _)| Id(id.to_owned())))
    }

    /// The branch there that counts as the main one, by asking; `None` if it has not been sent yet.
    ///
    /// # Errors
    /// When the remote does not answer.
    pub fn main_branch(&self, remote: &Remote) -> Result<Option<String>, Failure> {
        let told = self.git.text(&asking(remote), &["ls-remote", "--symref", "--", &remote.name, "HEAD"])?;
        let name = told.lines().find_map(|line| line.strip_prefix("ref: refs/heads/")?.strip_suffix("\tHEAD"));
        Ok(name.map(str::to_owned))
    }

    /// Brings what a branch there holds, so that [`tip`](Self::tip) of it can be read. No branch of this repository changes.
    ///
    /// # Errors
    /// When the remote does not answer.
    pub fn bring(&self, remote: &Remote, branch: &str, tip: &Id) -> Result<(), Failure> {
        if self.has(tip)? {
            return Ok(());
        }
        let name = of_branch(branch);
        // Without a map nothing that git remembers of the remote changes either.
        let options = ["--quiet", "--no-tags", "--no-prune", "--no-recurse-submodules", "--refmap="];
        let arguments: Vec<&str> = ["fetch"].into_iter().chain(options).chain(["--", &remote.name, &name]).collect();
        self.git.bytes(&asking(remote), &arguments).map(drop)
    }

    /// Whether a commit is here.
    ///
    /// # Errors
    /// When git does not run.
    pub fn has(&self, commit: &Id) -> Result<bool, Failure> {
        Ok(self.commit(&commit.0)?.is_some())
    }

    /// Sends a commit to be the last one of a branch there.
    ///
    /// # Errors
    /// When the remote does not take it: for [`Why::Moved`], if the branch there holds something that the commit does not follow.
    pub fn send(&self, commit: &Id, remote: &Remote, branch: &str) -> Result<(), Failure> {
        let what = format!("{commit}:{}", of_branch(branch));
        self.push(&["--", &remote.name, &what], remote)
    }

    /// Sends a branch of this repository to a branch there, which it follows from then on; one that `follows` some branch already goes on to do so.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub fn send_branch(&self, own: &str, remote: &Remote, branch: &str, follows: bool) -> Result<(), Failure> {
        let what = format!("{}:{}", of_branch(own), of_branch(branch));
        let options: &[&str] = if follows { &[] } else { &["--set-upstream"] };
        self.push(&[options, &["--", &remote.name, &what]].concat(), remote)
    }

    fn push(&self, what: &[&str], remote: &Remote) -> Result<(), Failure> {
        let act = format!("send anything to {}", remote.url);
        let arguments: Vec<&str> = ["push", "--porcelain", "--no-follow-tags"].iter().chain(what).copied().collect();
        let output = self.git.run(&act, &arguments, Vec::new())?;
        if output.status.success() {
            return Ok(());
        }
        let answer = String::from_utf8_lossy(&output.stdout).into_owned();
        Err(refusal(&act, &answer, &String::from_utf8_lossy(&output.stderr)))
    }
}

/// The remote that people mean when they name none: the one that the branch follows, else `origin`, else the only one.
#[must_use]
pub fn usual<'n>(followed: Option<&'n str>, all: &'n [String]) -> Option<&'n str> {
    let known = |name: &str| all.iter().any(|one| one == name);
    let only = || if let [only] = all { Some(only.as_str()) } else { None };
    followed.filter(|name| known(name)).or_else(|| known("origin").then_some("origin")).or_else(only)
}

fn of_branch(name: &str) -> String {
    format!("refs/heads/{name}")
}

fn asking(remote: &Remote) -> String {
    format!("ask {} what it has", remote.url)
}

/// What was answered to a push (git-push(1), "Output"): a line `!`, what and where to, why not, divided by tabs.
fn refusal(act: &str, answer: &str, said: &str) -> Failure {
    let why = answer.lines().filter(|line| line.starts_with('!')).filter_map(|line| line.splitn(3, '\t').nth(2));
    let why: Vec<&str> = why.collect();
    let failure = Failure::told(act, format!("{said}\n{}", why.join("\n")).as_bytes());
    match why.iter().any(|why| tells_of_a_move(why)) {
        true => Failure { why: Why::Moved, ..failure },
        false => failure,
    }
}

/// Whether a branch moved: before we looked, or, with the words of hosts, between our look and our push.
fn tells_of_a_move(why: &str) -> bool {
    let before = ["(fetch first)", "(non-fast-forward)", "(stale info)", "(needs force)"];
    let between = ["cannot lock ref", "failed to update ref", "failed to lock", "incorrect old value"];
    match why.starts_with("[remote rejected]") {
        true => between.iter().any(|words| why.contains(words)),
        false => before.iter().any(|words| why.contains(words)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Why, refusal};

    #[test]
    fn a_branch_that_moved_is_told_from_one_that_is_closed() {
        let cases = [
            ("[rejected] (fetch first)", Why::Moved),
            ("[rejected] (non-fast-forward)", Why::Moved),
            ("[remote rejected] (cannot lock ref 'refs/heads/gh-pages': is at 1 but expected 2)", Why::Moved),
            ("[remote rejected] (incorrect old value provided)", Why::Moved),
            ("[remote rejected] (pre-receive hook declined)", Why::Refused),
            ("[remote rejected] (unpacker error)", Why::Other),
        ];
        for (why, expected) in cases {
            let answer = format!("To /x\n!\t1:refs/heads/gh-pages\t{why}\nDone\n");
            let failure = refusal("send", &answer, "error: failed to push some refs to '/x'\nhint: more\n");
            assert_eq!(failure.why, expected, "{why}");
            assert_eq!(failure.words, format!("error: failed to push some refs to '/x'\n{why}"));
        }
    }
}
