//! What the history of a repository holds: every version of every file, on every branch. Whoever may see a repository may see all of it.

use std::collections::BTreeSet;

use super::failure::Failure;
use super::id::Id;
use super::remotes::Remote;
use super::repository::Repository;
use super::run::list;

/// A file as one commit has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// From the folder of the portfolio.
    pub path: String,
    /// Its bytes.
    pub file: Id,
    /// The whole name of the commit.
    pub commit: String,
    /// The day of the commit: `2026-03-11`.
    pub day: String,
}

/// Which commits are looked at.
#[derive(Clone, Copy, Debug)]
pub enum Span<'s> {
    /// Those of every branch and tag.
    All,
    /// Those that the remote has not been sent yet, on no branch of it as it was last seen.
    Unsent {
        /// The last commit here.
        head: &'s Id,
        /// The last commit there.
        sent: Option<&'s Id>,
        /// The remote.
        remote: &'s Remote,
    },
}

impl Span<'_> {
    /// What means it to `git log`.
    pub(super) fn options(self) -> Vec<String> {
        match self {
            Self::All => vec!["--all".to_owned()],
            Self::Unsent { head, sent, remote } => {
                let seen = ["--not".to_owned(), format!("--remotes={}", remote.name)];
                [head.0.clone()].into_iter().chain(sent.map(|sent| format!("^{}", sent.0))).chain(seen).collect()
            }
        }
    }
}

/// The mark before the line of a commit: no path and no line of git begins so.
const COMMIT: char = '\u{1}';

impl Repository {
    /// Every version of every file of the folder in these commits, the oldest first, also of those that are gone, and of those that lay where the folder lay under an
    /// earlier name: their paths are from the topmost folder. What one commit took over from another is named once.
    ///
    /// # Errors
    /// When git does not run.
    pub fn versions(&self, span: Span<'_>) -> Result<Vec<Version>, Failure> {
        let format = format!("--format={COMMIT}%h %cs");
        let former = self.former_folders()?;
        let specs: Vec<String> = former.iter().map(|folder| spec_of(folder)).collect();
        let own = self.spec("icase", "");
        let options =
            ["log", "--reverse", "-m", "--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=AM", &format];
        let span = span.options();
        let paths = ["--", &own].into_iter().chain(specs.iter().map(String::as_str));
        let options: Vec<&str> = options.into_iter().chain(span.iter().map(String::as_str)).chain(paths).collect();
        let told = list(&self.git.bytes("look through the history", &options)?);
        let mut versions = Vec::new();
        let mut commit = ("", "");
        let mut parts = told.iter();
        while let Some(part) = parts.next() {
            let part = part.trim_start_matches('\n');
            if let Some(line) = part.strip_prefix(COMMIT) {
                commit = line.split_once(' ').unwrap_or((line, ""));
            } else if let (Some(file), Some(path)) = (new_file(part), parts.next()) {
                let path = path.strip_prefix(&self.below).unwrap_or(path).to_owned();
                versions.push(Version { path, file, commit: commit.0.to_owned(), day: commit.1.to_owned() });
            }
        }
        Ok(versions)
    }

    /// Where the folder lay in the repository under earlier names: empty for the topmost folder, else ending in a slash. Seen by its files, which
    /// kept their places in it.
    fn former_folders(&self) -> Result<Vec<String>, Failure> {
        if self.below.is_empty() {
            return Ok(Vec::new());
        }
        let options = ["log", "--all", "-M", "--diff-filter=R", "--name-status", "-z", "--format="];
        let told = list(&self.git.bytes("look through the history", &options)?);
        let mut moves = Vec::new();
        let mut parts = told.iter().map(|part| part.trim_start_matches('\n')).filter(|part| !part.is_empty());
        while let (Some(_), Some(from), Some(to)) = (parts.next(), parts.next(), parts.next()) {
            moves.push((from, to));
        }
        let mut folders = vec![self.below.clone()];
        let mut next = 0;
        while let Some(folder) = folders.get(next).cloned() {
            for former in moves.iter().filter_map(|(from, to)| former(from, to, &folder)) {
                if !folders.iter().any(|known| known == former) {
                    folders.push(former.to_owned());
                }
            }
            next += 1;
        }
        Ok(folders.split_off(1))
    }

    /// The paths of a commit's files, from the topmost folder.
    ///
    /// # Errors
    /// When the commit is not there.
    pub fn paths_of(&self, commit: &Id) -> Result<BTreeSet<String>, Failure> {
        let options = ["ls-tree", "-r", "-z", "--name-only", "--full-tree", &commit.0];
        Ok(list(&self.git.bytes("list the files of a commit", &options)?).into_iter().collect())
    }

    /// The bytes of many files, in their order.
    ///
    /// # Errors
    /// When one of them is not there.
    pub fn contents(&self, files: &[&Id]) -> Result<Vec<Vec<u8>>, Failure> {
        let act = "read earlier versions";
        let asked: String = files.iter().map(|file| format!("{}\n", file.0)).collect();
        let told = self.git.feed(act, &["cat-file", "--batch"], asked.into_bytes())?;
        let mut rest = told.as_slice();
        let contents: Option<Vec<Vec<u8>>> = files.iter().map(|_| next(&mut rest)).collect();
        contents.ok_or_else(|| Failure::told(act, b"a version is not there"))
    }
}

/// The folder that a file lay in before it came to `folder`, in which its place is what it was. A single file that came from beside tells nothing.
fn former<'p>(from: &'p str, to: &str, folder: &str) -> Option<&'p str> {
    let place = to.strip_prefix(folder).filter(|place| place.contains('/') || *place == "portfolio.yaml")?;
    from.strip_suffix(place).filter(|former| former.is_empty() || former.ends_with('/'))
}

/// What means a folder to git, from the topmost one.
fn spec_of(folder: &str) -> String {
    if folder.is_empty() {
        ":(top)".to_owned()
    } else {
        format!(":(top,literal,icase){}", folder.trim_end_matches('/'))
    }
}

/// The next file of an answer: a line that ends in its length, its bytes, the end of a line (git-cat-file(1), "Batch output").
fn next(rest: &mut &[u8]) -> Option<Vec<u8>> {
    let end = rest.iter().position(|&byte| byte == b'\n')?;
    let line = std::str::from_utf8(&rest[..end]).ok()?;
    let length: usize = line.rsplit(' ').next()?.parse().ok()?;
    let (start, stop) = (end + 1, (end + 1).checked_add(length)?);
    let bytes = rest.get(start..stop)?.to_vec();
    *rest = rest.get(stop + 1..)?;
    Some(bytes)
}

/// The new bytes in a line such as `:100644 100644 OLD NEW M` (git-diff(1), "Raw output format"); `None` for what is no ordinary file.
fn new_file(line: &str) -> Option<Id> {
    let mut facts = line.strip_prefix(':')?.split(' ').skip(1);
    let (mode, new) = (facts.next()?, facts.nth(1)?);
    Some(Id(new.to_owned())).filter(|_| mode.starts_with("100"))
}
