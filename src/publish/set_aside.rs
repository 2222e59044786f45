//! Files that nobody means to publish: where programs keep passwords, and what programs and systems leave behind. Pure.
//!
//! In: what git keeps of a folder or would take in. Out: which of it is not taken in, and what is said of each.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::Diagnostic;
use crate::git::{Holdings, LeftOut};
use crate::model::source::{KEPT_AT_HOME, LEFTOVERS, fits};

/// What a file is that nobody means to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Secret,
    Leftover,
}

/// Names of files in which programs keep passwords and keys, as a line of `.gitignore` says them; one with a slash is a folder's.
const SECRETS: [&str; 23] = [
    ".env",
    ".env.*",
    ".git-credentials",
    ".netrc",
    "_netrc",
    ".npmrc",
    ".pypirc",
    ".htpasswd",
    "*.pem",
    "*.p12",
    "*.pfx",
    "*.ppk",
    "*.kdbx",
    "*.keystore",
    "id_rsa",
    "id_rsa*",
    "id_dsa",
    "id_dsa*",
    "id_ecdsa",
    "id_ecdsa*",
    "id_ed25519",
    "id_ed25519*",
    SSH,
];

/// The folder in which machines keep the keys by which they sign in.
const SSH: &str = ".ssh/";

/// Endings of files that look like one with a secret, and show only what such a file would hold, or the half of a key that everyone may have.
const NO_SECRET: [&str; 4] = [".example", ".sample", ".template", ".pub"];

/// What systems and programs leave behind, beside what editors do.
const LEFT_BEHIND: [&str; 5] = ["~$*", ".~lock.*", ".#*", ".DS_Store", "Thumbs.db"];

/// What a secret is.
pub(super) const SECRET: &str = "programs keep passwords and keys in files of that name";

impl Kind {
    fn why(self) -> &'static str {
        match self {
            Self::Secret => SECRET,
            Self::Leftover => "a program or the system left it behind",
        }
    }
}

/// The name in the lists that a path fits, and what that means.
fn known(path: &str) -> Option<(&'static str, Kind)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let leftovers = LEFTOVERS.into_iter().chain(LEFT_BEHIND).find(|pattern| fits(name, pattern));
    secret(path).map(|known| (known, Kind::Secret)).or_else(|| leftovers.map(|known| (known, Kind::Leftover)))
}

fn secret(path: &str) -> Option<&'static str> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    if NO_SECRET.iter().any(|ending| name.to_ascii_lowercase().ends_with(ending)) {
        return None;
    }
    let is_in = |folder: &str| folders.split('/').any(|part| part.eq_ignore_ascii_case(folder));
    // A text about a card is no key: what ends in what texts end in is one.
    let is_text =
        [".md", ".markdown", ".txt", ".html"].iter().any(|ending| name.to_ascii_lowercase().ends_with(ending));
    let is_it = |pattern: &&str| match pattern.strip_suffix('/') {
        Some(folder) => is_in(folder),
        None => fits(name, pattern) && !is_text,
    };
    SECRETS.into_iter().find(is_it)
}

/// Whether a path is that of a file in which programs keep passwords and keys.
pub(super) fn is_secret(path: &str) -> bool {
    secret(path).is_some()
}

/// What is not taken in of these files.
pub(super) fn of(holdings: &Holdings) -> LeftOut {
    let aside = |paths: &[String]| paths.iter().filter(|path| known(path).is_some()).cloned().collect();
    LeftOut { names: &KEPT_AT_HOME, kept: aside(&holdings.kept), new: aside(&holdings.new) }
}

/// The names by which git finds files in which programs keep passwords and keys; [`is_secret`] says of each whether it is one.
pub(super) fn secrets() -> Vec<&'static str> {
    SECRETS.into_iter().map(|name| if name == SSH { ".ssh/**" } else { name }).collect()
}

/// A name as a line of `.gitignore`, where one that begins with `#` would be a comment.
fn line(name: &str) -> String {
    if name.starts_with('#') { format!("\\{name}") } else { name.to_owned() }
}

/// What is said of it; `below` is where the folder lies in its repository, and `committed` what the last commit holds, from the topmost folder.
pub(super) fn remarks(left_out: &LeftOut, below: &str, committed: &BTreeSet<String>) -> Vec<Diagnostic> {
    let is_committed = |path: &String| committed.contains(&format!("{below}{path}"));
    let (in_commit, waiting): (Vec<String>, Vec<String>) = left_out.kept.iter().cloned().partition(is_committed);
    let left = grouped(&left_out.new).into_iter().map(|(known, paths)| left(known, &paths));
    let waiting = grouped(&waiting).into_iter().map(|(known, paths)| waits(known, &paths, below)).collect::<Vec<_>>();
    let kept = grouped(&in_commit).into_iter().map(|(known, paths)| kept(known, &paths, below)).collect::<Vec<_>>();
    left.chain(waiting).chain(kept).collect()
}

fn grouped(paths: &[String]) -> BTreeMap<(&'static str, Kind), Vec<&str>> {
    let mut groups: BTreeMap<_, Vec<&str>> = BTreeMap::new();
    for path in paths {
        if let Some(known) = known(path) {
            groups.entry(known).or_default().push(path);
        }
    }
    groups
}

fn left((name, kind): (&str, Kind), paths: &[&str]) -> Diagnostic {
    is_left_out(kind, paths)
        .help(format!("write {} into the file .gitignore, so that git leaves it out too", line(name)))
}

/// What waits for a commit and is in none yet: nobody else has seen it.
fn waits((name, kind): (&str, Kind), paths: &[&str], below: &str) -> Diagnostic {
    is_left_out(kind, paths).help(format!(
        "it waits for a commit: take it back with git rm --cached {}, and write {} into the file .gitignore",
        quoted(paths, below).join(" "),
        line(name)
    ))
}

fn is_left_out(kind: Kind, paths: &[&str]) -> Diagnostic {
    let what = match paths {
        [path] => format!("\"{path}\" is left out"),
        [path, more @ ..] => format!("\"{path}\" and {} more are left out", more.len()),
        [] => String::new(),
    };
    Diagnostic::note("left-out", format!("{what}: {}", kind.why()))
}

fn quoted(paths: &[&str], below: &str) -> Vec<String> {
    paths.iter().map(|path| format!("\"{below}{path}\"")).collect()
}

fn kept((name, kind): (&str, Kind), paths: &[&str], below: &str) -> Diagnostic {
    let (named, name) = (quoted(paths, below), line(name));
    let message = format!("git keeps {}, and whoever can see the repository can read it: {}", few(&named), kind.why());
    let out = format!("take it out with git rm --cached {}, write {name} into the file .gitignore", named.join(" "));
    match kind {
        Kind::Secret => Diagnostic::warning("secret-in-git", message).help(format!(
            "{out}, and publish again. What was sent before stays in the history: change every password and key that stands in it"
        )),
        Kind::Leftover => Diagnostic::note("leftover-in-git", message).help(format!("{out}, and publish again")),
    }
}

fn few(named: &[String]) -> String {
    match named {
        [first, more @ ..] if !more.is_empty() => format!("{first} and {} more", more.len()),
        _ => named.join(""),
    }
}

#[cfg(test)]
mod tests {
    use super::{Kind, known};

    #[test]
    fn a_file_is_known_by_its_name_alone() {
        let cases = [
            (".env", Some(Kind::Secret)),
            ("a/b/.ENV", Some(Kind::Secret)),
            ("key.pem", Some(Kind::Secret)),
            ("reflections/.talk.md.swp", Some(Kind::Leftover)),
            ("talk.md~", Some(Kind::Leftover)),
            ("~$report.docx", Some(Kind::Leftover)),
            ("pictures/THUMBS.DB", Some(Kind::Leftover)),
            (".ds_store", Some(Kind::Leftover)),
            (".env.example", None),
            (".env.production", Some(Kind::Secret)),
            (".env.local.sample", None),
            ("keys/id_ed25519_school", Some(Kind::Secret)),
            ("keys/id_ed25519.pub", None),
            ("id_rsa_and_i.md", None),
            ("id_ed25519", Some(Kind::Secret)),
            (".ssh/config", Some(Kind::Secret)),
            ("school.kdbx", Some(Kind::Secret)),
            ("#talk.md#", Some(Kind::Leftover)),
            (".pem", None),
            ("~", None),
            ("slides.key", None),
            ("reflections/id_rsa/talk.md", None),
            ("index.md", None),
        ];
        for (path, kind) in cases {
            assert_eq!(known(path).map(|(_, kind)| kind), kind, "{path}");
        }
    }
}
