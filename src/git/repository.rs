//! What a repository is like now: where it lies, what is checked out, who commits, what lies about unfinished.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::id::Id;
use super::run::{Git, list};

/// A repository, seen from a folder in it.
#[derive(Clone, Debug)]
pub struct Repository {
    pub(super) git: Git,
    /// Its topmost folder.
    pub top: PathBuf,
    /// The folder below that: empty for the topmost one, else ending in a slash.
    pub below: String,
}

/// What is checked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Head {
    /// A branch, and its last commit if it has one yet.
    Branch {
        /// Its name, without `refs/heads/`.
        name: String,
        /// Its last commit.
        tip: Option<Id>,
    },
    /// A commit by itself.
    Detached,
}

/// Something that git was asked to do and has not ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Busy {
    /// `git merge`, or a `git pull` that merges.
    Merge,
    /// `git rebase`, or a `git pull` that rebases.
    Rebase,
    /// `git cherry-pick`
    CherryPick,
    /// `git revert`
    Revert,
}

/// What git does not know of the person who commits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    /// Their name.
    pub name: bool,
    /// Their e-mail address.
    pub email: bool,
}

impl Busy {
    /// The git command that it belongs to.
    #[must_use]
    pub fn command(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Rebase => "rebase",
            Self::CherryPick => "cherry-pick",
            Self::Revert => "revert",
        }
    }
}

impl Repository {
    /// The repository in which `folder` lies.
    ///
    /// # Errors
    /// When there is none, or git may not look at it.
    pub fn around(folder: &Path) -> Result<Self, Failure> {
        let act = "look into the folder";
        let git = Git::at(folder);
        let top = git.text(act, &["rev-parse", "--show-toplevel"])?;
        let below = git.text(act, &["rev-parse", "--show-prefix"])?;
        Ok(Self { git: Git::at(Path::new(&top)), top: PathBuf::from(top), below })
    }

    /// What is checked out.
    ///
    /// # Errors
    /// When git does not run.
    pub fn head(&self) -> Result<Head, Failure> {
        let act = "tell which branch is checked out";
        match self.git.ask(act, &["symbolic-ref", "--quiet", "--short", "HEAD"])? {
            Some(name) => Ok(Head::Branch { name, tip: self.commit("HEAD")? }),
            None => Ok(Head::Detached),
        }
    }

    /// The commit that `name` stands for, if there is one.
    pub(super) fn commit(&self, name: &str) -> Result<Option<Id>, Failure> {
        let name = format!("{name}^{{commit}}");
        Ok(self.git.ask("read its history", &["rev-parse", "--verify", "--quiet", &name])?.map(Id))
    }

    /// What has not ended, if anything.
    ///
    /// # Errors
    /// When git does not run.
    pub fn busy(&self) -> Result<Option<Busy>, Failure> {
        let signs = [
            ("rebase-merge", Busy::Rebase),
            ("rebase-apply", Busy::Rebase),
            ("MERGE_HEAD", Busy::Merge),
            ("CHERRY_PICK_HEAD", Busy::CherryPick),
            ("REVERT_HEAD", Busy::Revert),
        ];
        for (sign, busy) in signs {
            if self.own_file(sign)?.exists() {
                return Ok(Some(busy));
            }
        }
        Ok(None)
    }

    /// Where git keeps a file of its own for this repository.
    pub(super) fn own_file(&self, name: &str) -> Result<PathBuf, Failure> {
        let path = self.git.text("tell where its files are", &["rev-parse", "--git-path", name])?;
        Ok(self.git.resolved(&path))
    }

    /// Whether the clone has only a part of the history.
    ///
    /// # Errors
    /// When git does not run.
    pub fn is_shallow(&self) -> Result<bool, Failure> {
        Ok(self.git.text("read its history", &["rev-parse", "--is-shallow-repository"])? == "true")
    }

    /// What git does not know of the person who commits. What it would guess from the names of the machine and of the account does not count.
    ///
    /// # Errors
    /// When git does not run.
    pub fn missing_identity(&self) -> Result<Missing, Failure> {
        let act = "tell who commits";
        let known = |who| {
            let arguments = ["-c", "user.useConfigOnly=true", "var", who];
            self.git.run(act, &arguments, Vec::new()).map(|output| output.status.success())
        };
        if known("GIT_AUTHOR_IDENT")? && known("GIT_COMMITTER_IDENT")? {
            return Ok(Missing::default());
        }
        let is_unset = |key| Ok(self.setting(key)?.is_none_or(|value| value.trim().is_empty()));
        let missing = Missing { name: is_unset("user.name")?, email: is_unset("user.email")? };
        // Both are set, and git still does not take them: a name of dots, say.
        let is_neither = missing == Missing::default();
        Ok(if is_neither { Missing { name: true, email: true } } else { missing })
    }

    /// What git's settings say, if they say it.
    pub(super) fn setting(&self, key: &str) -> Result<Option<String>, Failure> {
        self.git.ask("read its settings", &["config", "--get", key])
    }

    /// The files that git keeps at these paths of the folder, or below them, whatever the case of their letters. From the topmost folder.
    ///
    /// # Errors
    /// When git does not run.
    pub fn tracked(&self, paths: &[&str]) -> Result<Vec<String>, Failure> {
        self.listed("list the files it keeps", &["ls-files", "-z"], paths)
    }

    /// Whether git keeps the file at a path from the topmost folder.
    ///
    /// # Errors
    /// When git does not run.
    pub fn keeps(&self, path: &str) -> Result<bool, Failure> {
        let path = format!(":(top,literal){path}");
        Ok(!self.git.bytes("list the files it keeps", &["ls-files", "-z", "--", &path])?.is_empty())
    }

    /// Whatever lies at these paths of the folder, or below them, that git does not keep and has not been told to ignore.
    ///
    /// # Errors
    /// When git does not run.
    pub fn strays(&self, paths: &[&str]) -> Result<Vec<String>, Failure> {
        let options = ["ls-files", "-z", "--others", "--exclude-standard", "--directory", "--no-empty-directory"];
        self.listed("list the files it does not keep", &options, paths)
    }

    /// The files of the folder of which git has two versions that someone must choose from.
    ///
    /// # Errors
    /// When git does not run.
    pub fn torn(&self) -> Result<Vec<String>, Failure> {
        let mut torn =
            self.listed("list the files it keeps", &["diff", "--name-only", "--diff-filter=U", "-z"], &[""])?;
        torn.dedup();
        Ok(torn)
    }

    fn listed(&self, act: &str, options: &[&str], paths: &[&str]) -> Result<Vec<String>, Failure> {
        let paths: Vec<String> = paths.iter().map(|path| self.spec("icase", path)).collect();
        let arguments: Vec<&str> =
            options.iter().copied().chain(["--"]).chain(paths.iter().map(String::as_str)).collect();
        Ok(list(&self.git.bytes(act, &arguments)?))
    }

    /// What means a path of the folder to git, and nothing but that (gitglossary(7), "pathspec").
    pub(super) fn spec(&self, magic: &str, path: &str) -> String {
        let whole = format!("{}{path}", self.below);
        match whole.trim_end_matches('/') {
            "" => ":(top)".to_owned(),
            whole => format!(":(top,literal,{magic}){whole}"),
        }
    }
}
