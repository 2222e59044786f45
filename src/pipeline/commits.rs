//! What the history tells of children beside the files: names in the words of commits, in who made them, and in what branches and tags are called.
//!
//! Only names of the class list count, and never the author's own: a teacher may be called as a child is.

use std::collections::{BTreeMap, BTreeSet};

use crate::check::Private;
use crate::diag::Diagnostic;
use crate::git::{Failure, Label, Repository, Span, Told};

/// Where a name was found first, and in how many commits.
struct Found<'t> {
    first: &'t Told,
    count: usize,
}

/// The names that these commits show and, of all that there are, also branches and tags. `author` is who writes the portfolio, as its settings say.
pub(super) fn names(
    repository: &Repository,
    (private, author): (&Private, &str),
    span: Span<'_>,
) -> Result<Vec<Diagnostic>, Failure> {
    let commits = repository.tellings(span)?;
    let labels = if matches!(span, Span::All) { repository.labels()? } else { Vec::new() };
    let own = [author.to_owned(), repository.committer()?];
    let in_words = |told: &Told| private.names_in("", &told.message);
    let in_people = |told: &Told| -> BTreeSet<String> {
        let others = told.people.iter().filter(|person| !is_one_of(person, &own));
        others.flat_map(|person| private.names_in("", person)).collect()
    };
    let mut found: Vec<Diagnostic> = gather(&commits, in_words).iter().map(|(name, it)| said(name, it)).collect();
    found.extend(gather(&commits, in_people).iter().map(|(name, it)| made(name, it)));
    found.extend(labels.iter().flat_map(|label| in_label(label, private, &own)));
    Ok(found)
}

/// Each name, with the commit that shows it first.
fn gather<'t>(commits: &'t [Told], names: impl Fn(&Told) -> BTreeSet<String>) -> BTreeMap<String, Found<'t>> {
    let mut all: BTreeMap<String, Found<'t>> = BTreeMap::new();
    for commit in commits {
        for name in names(commit) {
            all.entry(name).or_insert(Found { first: commit, count: 0 }).count += 1;
        }
    }
    all
}

/// Whether a name and address, `Ruth Low <ruth@example.org>`, are of one of these.
fn is_one_of(person: &str, own: &[String]) -> bool {
    let name = person.rsplit_once(" <").map_or(person, |(name, _)| name).trim().to_lowercase();
    own.iter().any(|own| !own.trim().is_empty() && own.trim().to_lowercase() == name)
}

fn said(name: &str, found: &Found<'_>) -> Diagnostic {
    let message = format!("\"{name}\", a name on your class list, stands in the message of {}", commits(found));
    Diagnostic::error("name-in-commit", message)
}

fn made(name: &str, found: &Found<'_>) -> Diagnostic {
    let message = format!("\"{name}\", a name on your class list, stands in who made {}", commits(found));
    Diagnostic::error("name-in-commit", message)
}

fn commits(found: &Found<'_>) -> String {
    let Told { commit, day, .. } = found.first;
    let more = match found.count {
        1 => String::new(),
        count => format!(", and of {} more", count - 1),
    };
    format!("commit {commit}, of {day}{more}")
}

fn in_label(label: &Label, private: &Private, own: &[String]) -> Vec<Diagnostic> {
    let Label { name, is_tag, message } = label;
    let kind = if *is_tag { "tag" } else { "branch" };
    let called = private.names_in(name, "").into_iter().map(|child| {
        let message = format!("the {kind} \"{name}\" is called by \"{child}\", a name on your class list");
        Diagnostic::error("name-in-branch", message).help(match is_tag {
            true => {
                format!("take it away with git tag -d {name}, and from the host with git push origin --delete {name}")
            }
            false => format!("give it another name with git branch -m {name}, and the new name behind it"),
        })
    });
    let words: Vec<&str> = message.lines().filter(|line| !is_one_of(line, own)).collect();
    let said = private.names_in("", &words.join("\n")).into_iter().map(|child| {
        let message = format!("\"{child}\", a name on your class list, stands in the message of the tag \"{name}\"");
        Diagnostic::error("name-in-commit", message)
    });
    called.chain(said).collect()
}
