//! What git keeps of the folder, and what it would take in with it.

use super::failure::Failure;
use super::repository::Repository;
use super::run::list;

/// The files of the folder that git keeps or would take in. Paths from the folder, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Files that it keeps.
    pub kept: Vec<String>,
    /// Files that it does not keep and has not been told to ignore.
    pub new: Vec<String>,
    /// Folders that are repositories of their own: it never takes in what lies there.
    pub repositories: Vec<String>,
}

impl Repository {
    /// What git keeps of the folder, and what it would take in with it; without what lies at the paths `left_out`, as for [`gather`](Self::gather).
    ///
    /// # Errors
    /// When git does not run.
    pub fn holdings(&self, left_out: &[&str]) -> Result<Holdings, Failure> {
        let (act, whole) = ("list the files of the folder", self.spec("literal", ""));
        let kept = list(&self.git.bytes(act, &["ls-files", "-z", "--stage", "--", &whole])?);
        let new = list(&self.git.bytes(act, &["ls-files", "-z", "--others", "--exclude-standard", "--", &whole])?);
        let inside = |path: &str| {
            let is_wanted = !self.is_left_out(path, left_out);
            is_wanted.then(|| path.strip_prefix(&self.below).unwrap_or(path).to_owned())
        };
        let mut holdings = Holdings::default();
        for (facts, path) in kept.iter().filter_map(|line| line.split_once('\t')) {
            // The mode of a submodule (git-ls-files(1), "Output"; gitdatamodel: a commit in a tree).
            let is_repository = facts.starts_with("160000 ");
            let to = if is_repository { &mut holdings.repositories } else { &mut holdings.kept };
            to.extend(inside(path));
        }
        for path in new.iter().filter_map(|path| inside(path)) {
            match path.strip_suffix('/') {
                Some(folder) => holdings.repositories.push(folder.to_owned()),
                None => holdings.new.push(path),
            }
        }
        holdings.repositories.sort();
        Ok(holdings)
    }
}
