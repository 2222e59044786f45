//! What git keeps of the folder, and what it would take in with it.

use std::collections::BTreeSet;

use super::failure::Failure;
use super::repository::Repository;
use super::run::list;

/// The files of the folder that git keeps or would take in. Paths from the folder, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Files that it keeps and that are still there.
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
        let gone: BTreeSet<String> = self.listed_files(&["--deleted"])?.into_iter().collect();
        let mut holdings = Holdings::default();
        for line in self.listed_files(&["--stage"])? {
            let Some((facts, path)) = line.split_once('\t').filter(|(_, path)| !gone.contains(*path)) else { continue };
            // The mode of a submodule (gitglossary(7), "gitlink").
            let is_repository = facts.starts_with("160000 ");
            let to = if is_repository { &mut holdings.repositories } else { &mut holdings.kept };
            to.extend(self.taken(path, left_out));
        }
        for path in self.listed_files(&["--others", "--exclude-standard"])? {
            let Some(path) = self.taken(&path, left_out) else { continue };
            match path.strip_suffix('/') {
                Some(folder) => holdings.repositories.push(folder.to_owned()),
                None => holdings.new.push(path),
            }
        }
        holdings.repositories.sort();
        Ok(holdings)
    }

    fn listed_files(&self, which: &[&str]) -> Result<Vec<String>, Failure> {
        let whole = self.spec("literal", "");
        let options = [&["ls-files", "-z"], which, &["--", &whole]].concat();
        Ok(list(&self.git.bytes("list the files of the folder", &options)?))
    }

    /// A path from the topmost folder as one from the folder, unless it is left out.
    fn taken(&self, path: &str, left_out: &[&str]) -> Option<String> {
        let is_left_out = self.is_left_out(path, left_out);
        (!is_left_out).then(|| path.strip_prefix(&self.below).unwrap_or(path).to_owned())
    }
}
