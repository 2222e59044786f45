//! What a repository says beside its files: the words of every commit, who made it, and what its branches and tags are called.

use super::failure::Failure;
use super::history::Span;
use super::repository::Repository;
use super::run::list;

/// A commit but for its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// The commit, as git shortens it.
    pub commit: String,
    /// The day of the commit: `2026-03-11`.
    pub day: String,
    /// Its author, and whoever committed it: `Ruth Low <ruth@example.org>`.
    pub people: [String; 2],
    /// Its message.
    pub message: String,
}

/// A branch or a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its name, without `refs/heads/` and the like.
    pub name: String,
    /// Whether it is a tag.
    pub is_tag: bool,
    /// The words of a tag, and who made it; empty for one without words.
    pub message: String,
}

/// What parts the facts of one commit.
const PART: char = '\u{1}';

impl Repository {
    /// What each of these commits says, the oldest first.
    ///
    /// # Errors
    /// When git does not run.
    pub fn tellings(&self, span: Span<'_>) -> Result<Vec<Told>, Failure> {
        let facts = ["%h", "%cs", "%an <%ae>", "%cn <%ce>", "%B"].join(&PART.to_string());
        let options = ["log", "--reverse", "-z", &format!("--format={facts}")];
        let span = span.options();
        let options: Vec<&str> = options.into_iter().chain(span.iter().map(String::as_str)).chain(["--"]).collect();
        let told = list(&self.git.bytes("look through the history", &options)?);
        Ok(told.iter().filter_map(|commit| told_by(commit)).collect())
    }

    /// The branches and tags, also those of remotes as they were last seen.
    ///
    /// # Errors
    /// When git does not run.
    pub fn labels(&self) -> Result<Vec<Label>, Failure> {
        let facts = "--format=%(refname)%01%(taggername) %(taggeremail)%01%(contents)%00";
        let places = ["refs/heads", "refs/remotes", "refs/tags"];
        let told =
            self.git.bytes("list its branches and tags", &[["for-each-ref", facts].as_slice(), &places].concat())?;
        Ok(list(&told).iter().filter_map(|label| label_of(label.trim_start())).collect())
    }

    /// Who commits here, by name; empty where git does not know.
    ///
    /// # Errors
    /// When git does not run.
    pub fn committer(&self) -> Result<String, Failure> {
        Ok(self.setting("user.name")?.unwrap_or_default())
    }
}

fn told_by(commit: &str) -> Option<Told> {
    let mut facts = commit.trim_start_matches('\n').splitn(5, PART).map(str::to_owned);
    let mut next = || facts.next();
    Some(Told { commit: next()?, day: next()?, people: [next()?, next()?], message: next()? })
}

fn label_of(label: &str) -> Option<Label> {
    let mut facts = label.splitn(3, PART);
    let (place, tagger, words) = (facts.next()?, facts.next()?, facts.next()?);
    let tag = place.strip_prefix("refs/tags/");
    let name = tag.or_else(|| place.strip_prefix("refs/heads/")).or_else(|| place.strip_prefix("refs/remotes/"))?;
    // A tag without words of its own, like a branch, gives those of its commit.
    let message = if tagger.trim().is_empty() { String::new() } else { format!("{words}\n{tagger}") };
    Some(Label { name: name.to_owned(), is_tag: tag.is_some(), message })
}
