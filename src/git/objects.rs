//! What git keeps for ever: files, trees and commits. Made and compared without the author's index, branches or files being touched.

use std::path::{Path, PathBuf};

use super::failure::Failure;
use super::id::Id;
use super::repository::Repository;
use super::run::{line, list};

/// An ordinary file of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path, with `/` between the parts.
    pub path: String,
    /// Its bytes.
    pub file: Id,
}

/// In what one tree differs from another: paths, sorted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that only the second has.
    pub new: Vec<String>,
    /// Files with other bytes.
    pub changed: Vec<String>,
    /// Files that only the first has.
    pub gone: Vec<String>,
}

impl Changes {
    /// Whether the trees are the same.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.count() == 0
    }

    /// How many files differ.
    #[must_use]
    pub fn count(&self) -> usize {
        self.new.len() + self.changed.len() + self.gone.len()
    }
}

impl Repository {
    /// Keeps files that lie anywhere on the disk, byte for byte whatever the settings say of line ends, and gives their names in the same order.
    ///
    /// # Errors
    /// When a file cannot be read, or the disk is full.
    pub fn keep(&self, files: &[PathBuf]) -> Result<Vec<Id>, Failure> {
        let paths: String = files.iter().map(|file| format!("{}\n", quoted(file))).collect();
        let act = "take in the files of the site";
        let ids = self.git.feed(act, &["hash-object", "-w", "--no-filters", "--stdin-paths"], paths.into_bytes())?;
        let ids: Vec<Id> = line(&ids).lines().map(|id| Id(id.to_owned())).collect();
        match ids.len() == files.len() {
            true => Ok(ids),
            false => Err(Failure::told(act, b"it did not take all of them")),
        }
    }

    /// Makes a tree of these files and no others. `index` is where a file may be made for it.
    ///
    /// # Errors
    /// When git does not take a path, or the disk is full.
    pub fn tree(&self, entries: &[Entry], index: &Path) -> Result<Id, Failure> {
        let act = "put the files of the site together";
        let git = self.git.with_index(index);
        let lines: String = entries.iter().map(|entry| format!("100644 {}\t{}\0", entry.file, entry.path)).collect();
        git.feed(act, &["update-index", "-z", "--index-info"], lines.into_bytes())?;
        Ok(Id(git.text(act, &["write-tree"])?))
    }

    /// Makes a commit that no branch knows of yet.
    ///
    /// # Errors
    /// When git does not know who commits, or the disk is full.
    pub fn record(&self, tree: &Id, parent: Option<&Id>, message: &str) -> Result<Id, Failure> {
        // The message is UTF-8, whatever the author's own messages are.
        let mut arguments = vec!["-c", "i18n.commitEncoding=UTF-8", "commit-tree", &tree.0];
        arguments.extend(parent.into_iter().flat_map(|parent| ["-p", &parent.0]));
        arguments.extend(["-F", "-"]);
        let id = self.git.feed("make a commit", &arguments, message.as_bytes().to_vec())?;
        Ok(Id(line(&id)))
    }

    /// In what the second of two trees or commits differs from the first, or from nothing.
    ///
    /// # Errors
    /// When one of them is not there.
    pub fn changes(&self, from: Option<&Id>, to: &Id) -> Result<Changes, Failure> {
        let from = match from {
            Some(from) => from.clone(),
            None => self.empty_tree()?,
        };
        let options = ["diff-tree", "-r", "-z", "--no-renames", "--name-status", &from.0, &to.0];
        let told = list(&self.git.bytes("compare two versions", &options)?);
        let mut changes = Changes::default();
        for pair in told.chunks_exact(2) {
            let kind = match pair[0].as_str() {
                "A" => &mut changes.new,
                "D" => &mut changes.gone,
                _ => &mut changes.changed,
            };
            kind.push(pair[1].clone());
        }
        Ok(changes)
    }

    pub(super) fn empty_tree(&self) -> Result<Id, Failure> {
        let id = self.git.feed("make an empty tree", &["hash-object", "-w", "-t", "tree", "--stdin"], Vec::new())?;
        Ok(Id(line(&id)))
    }

    /// The file at a path of a commit or tree, if there is one.
    ///
    /// # Errors
    /// When the commit or tree is not there.
    pub fn file(&self, of: &Id, path: &str) -> Result<Option<Entry>, Failure> {
        let told = self.git.bytes("read a version", &["ls-tree", "-z", "--full-tree", &of.0, "--", path])?;
        let told = list(&told);
        let entry = told.iter().find_map(|line| {
            let (facts, found) = line.split_once('\t')?;
            let id = facts.split(' ').nth(2).filter(|_| facts.contains(" blob ") && found == path)?;
            Some(Entry { path: path.to_owned(), file: Id(id.to_owned()) })
        });
        Ok(entry)
    }

    /// The bytes of a file.
    ///
    /// # Errors
    /// When it is not there.
    pub fn bytes(&self, file: &Id) -> Result<Vec<u8>, Failure> {
        self.git.bytes("read a file", &["cat-file", "blob", &file.0])
    }

    /// Whether `commit` has something that `other` has not: it, or a commit before it.
    ///
    /// # Errors
    /// When one of them is not there.
    pub fn goes_beyond(&self, commit: &Id, other: &Id) -> Result<bool, Failure> {
        let without = format!("^{other}");
        let options = ["rev-list", "--max-count=1", &commit.0, &without, "--"];
        Ok(!self.git.text("compare two histories", &options)?.is_empty())
    }

    /// Whether some commit, from `tip` back to the first, has a line in its message that begins so.
    ///
    /// # Errors
    /// When the commit is not there.
    pub fn has_said(&self, tip: &Id, beginning: &str) -> Result<bool, Failure> {
        let pattern = format!("--grep=^{beginning}");
        let options = ["rev-list", "--max-count=1", "--basic-regexp", &pattern, &tip.0, "--"];
        Ok(!self.git.text("read the history of the branch", &options)?.is_empty())
    }
}

/// A path as git reads it from a list: one that a line could not hold as it is stands in quotation marks.
fn quoted(path: &Path) -> String {
    let text = path.to_string_lossy();
    if !text.starts_with('"') && !text.contains(['\n', '\\']) {
        return text.into_owned();
    }
    // Elsewhere the backslash stands between folders.
    let escaped = text.replace('\\', if cfg!(windows) { "/" } else { "\\\\" });
    format!("\"{}\"", escaped.replace('"', "\\\"").replace('\n', "\\n"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::quoted;

    #[cfg(not(windows))]
    #[test]
    fn a_path_is_quoted_only_where_it_must_be() {
        for (path, expected) in [("/a b/ü.html", "/a b/ü.html"), ("\"a", "\"\\\"a\""), ("/a\nb\\c", "\"/a\\nb\\\\c\"")]
        {
            assert_eq!(quoted(Path::new(path)), expected);
        }
    }
}
