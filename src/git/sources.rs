//! The author's own files as a commit. The index, the branch and the files stay as they are until all of it has been made.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::history::Span;
use super::id::Id;
use super::remotes::Remote;
use super::repository::Repository;
use super::run::list;

/// The folder as it would be committed.
#[derive(Clone, Debug)]
pub struct Gathered {
    /// The whole repository, with the folder as it is on the disk.
    pub tree: Id,
    /// What of it lies at paths that were to be left out: an earlier commit has taken it in. From the topmost folder.
    pub held: Vec<String>,
}

/// What of the folder is not taken in. Paths from the folder.
#[derive(Clone, Debug, Default)]
pub struct LeftOut {
    /// Files and folders at its top, and folders of these names further down, whatever the case of their letters.
    pub names: &'static [&'static str],
    /// Further files that git keeps.
    pub kept: Vec<String>,
    /// Further files that it does not keep.
    pub new: Vec<String>,
}

/// What is looked for in commits, wherever in the folder it lies and whatever the case of its letters.
#[derive(Clone, Copy, Debug)]
pub enum Named<'n> {
    /// Whatever lies in folders of this name.
    Folder(&'n str),
    /// Files of these names, in which a star stands for any letters.
    Files(&'n [&'n str]),
}

impl Repository {
    /// Where the index is.
    ///
    /// # Errors
    /// When git does not run.
    pub fn index(&self) -> Result<PathBuf, Failure> {
        self.own_file("index")
    }

    /// The files outside the folder that are in the index with other bytes than in the last commit, `head`.
    ///
    /// # Errors
    /// When git does not run.
    pub fn staged_outside(&self, head: Option<&Id>) -> Result<Vec<String>, Failure> {
        if self.below.is_empty() {
            return Ok(Vec::new());
        }
        let head = match head {
            Some(head) => head.clone(),
            None => self.empty_tree()?,
        };
        let outside = self.spec("exclude", "");
        let options =
            ["diff-index", "--cached", "--name-only", "-z", "--no-renames", &head.0, "--", ":(top)", &outside];
        Ok(list(&self.git.bytes("compare the index with the last commit", &options)?))
    }

    /// Takes in the folder as it is on the disk, without what is ignored and without what is `left_out`, which stays as the last commit has it.
    /// `index` is a copy of the author's, and is changed; theirs is not.
    ///
    /// # Errors
    /// When a file cannot be read, or the disk is full.
    pub fn gather(&self, index: &Path, left_out: &LeftOut) -> Result<Gathered, Failure> {
        let act = "take in the files of the folder";
        let git = self.git.with_index(index);
        let differing = ["ls-files", "-z", "--others", "--modified", "--deleted", "--exclude-standard", "--"];
        let differing = list(&git.bytes(act, &with(&differing, &[self.spec("literal", "")]))?);
        let wanted =
            differing.iter().filter(|path| !self.is_left_out(path, left_out.names) && !self.is_named(path, left_out));
        let wanted: String = wanted.map(|path| format!("{path}\0")).collect();
        // `git add` is no help here: it refuses to leave out a path that is ignored as well.
        git.feed(act, &["update-index", "-z", "--add", "--remove", "--replace", "--stdin"], wanted.into_bytes())?;
        let out: Vec<String> = left_out.names.iter().flat_map(|name| self.specs_of(name)).collect();
        let kept = left_out.kept.iter().map(|path| self.spec("literal", path));
        git.bytes(act, &with(&["reset", "--quiet", "--"], &out.iter().cloned().chain(kept).collect::<Vec<_>>()))?;
        let held = list(&git.bytes(act, &with(&["ls-files", "-z", "--"], &out))?);
        Ok(Gathered { tree: Id(git.text(act, &["write-tree"])?), held })
    }

    /// Whether a path from the topmost folder is one of these of the folder, or below a folder of that name there, whatever the case of its letters.
    pub(super) fn is_left_out(&self, path: &str, left_out: &[&str]) -> bool {
        let Some(inside) = path.strip_prefix(&self.below) else { return false };
        let is_named = |part: &str| left_out.iter().any(|name| part.eq_ignore_ascii_case(name));
        let folders = inside.rsplit_once('/').map_or("", |(folders, _)| folders);
        inside.split('/').next().is_some_and(is_named) || folders.split('/').any(is_named)
    }

    /// Whether a path from the topmost folder is one of the further files that are left out.
    fn is_named(&self, path: &str, left_out: &LeftOut) -> bool {
        let Some(inside) = path.strip_prefix(&self.below) else { return false };
        left_out.kept.iter().chain(&left_out.new).any(|named| named == inside)
    }

    /// What means a file or a folder of the folder, and each folder of that name further down.
    fn specs_of(&self, name: &str) -> [String; 2] {
        [self.spec("icase", name), self.anywhere(&format!("{name}/**"))]
    }

    /// What means paths that fit a pattern, below any folder of the folder.
    fn anywhere(&self, pattern: &str) -> String {
        let below: String = self
            .below
            .chars()
            .flat_map(|c| ['\\'].into_iter().filter(move |_| "*?[\\".contains(c)).chain([c]))
            .collect();
        format!(":(top,icase,glob){below}**/{pattern}")
    }

    /// The files of this name that some commit, from `head` back to `sent`, took in, even if a later one took them out again; none that
    /// stands on a branch of the remote as it was last seen. From the topmost folder, the newest first.
    ///
    /// # Errors
    /// When one of the commits is not there.
    pub fn taken_in(
        &self,
        head: &Id,
        sent: Option<&Id>,
        (remote, named): (&Remote, Named<'_>),
    ) -> Result<Vec<String>, Failure> {
        let specs: Vec<String> = match named {
            Named::Folder(name) => self.specs_of(name).into(),
            Named::Files(names) => names.iter().map(|name| self.anywhere(name)).collect(),
        };
        let span = Span::Unsent { head, sent, remote }.options();
        let log = ["-c", "log.showRoot=true", "log"];
        let options =
            log.into_iter().chain(["--format=", "--name-only", "-z", "-m", "--no-renames", "--diff-filter=AM"]);
        let arguments: Vec<&str> = options.chain(span.iter().map(String::as_str)).chain(["--"]).collect();
        Ok(list(&self.git.bytes("read the commits that are to be sent", &with(&arguments, &specs))?))
    }

    /// The commit before the first one, from `head` back, that took in the file at a path from the topmost folder; `None` if that one has none before it.
    ///
    /// # Errors
    /// When git does not run.
    pub fn before(&self, head: &Id, path: &str) -> Result<Option<Id>, Failure> {
        let spec = format!(":(top,literal){path}");
        let options = ["log", "--format=%P", "--no-renames", "--diff-filter=A", &head.0, "--", &spec];
        let parents = self.git.text("find an earlier commit", &options)?;
        let first = parents.lines().last().and_then(|line| line.split(' ').next()).filter(|parent| !parent.is_empty());
        Ok(first.map(|parent| Id(parent.to_owned())))
    }

    /// Moves the branch that is checked out from one commit to the next, and makes the index say so for the folder.
    /// If anything fails both are as before.
    ///
    /// # Errors
    /// When the branch is not at `from` any more, or another git is at work.
    pub fn advance(&self, from: Option<&Id>, to: &Id, left_out: &LeftOut) -> Result<(), Failure> {
        let act = "make the commit the last one of the branch";
        let old = from.map_or("", |id| &id.0);
        self.git.bytes(act, &["update-ref", "-m", "throughline publish", "HEAD", &to.0, old])?;
        let out = left_out.names.iter().map(|name| self.spec("exclude,icase", name));
        let further = left_out.kept.iter().map(|path| self.spec("exclude", path));
        let settled: Vec<String> = [self.spec("literal", "")].into_iter().chain(out).chain(further).collect();
        let settled = self.git.bytes(act, &with(&["reset", "--quiet", "--"], &settled));
        settled.map(drop).inspect_err(|_| drop(self.go_back(from, to)))
    }

    fn go_back(&self, from: Option<&Id>, to: &Id) -> Result<Vec<u8>, Failure> {
        let act = "leave the branch as it was";
        match from {
            Some(from) => self.git.bytes(act, &["update-ref", "HEAD", &from.0, &to.0]),
            None => self.git.bytes(act, &["update-ref", "-d", "HEAD", &to.0]),
        }
    }
}

fn with<'a>(options: &[&'a str], paths: &'a [String]) -> Vec<&'a str> {
    options.iter().copied().chain(paths.iter().map(String::as_str)).collect()
}
