//! Files that nobody means to publish: where programs keep passwords, and what programs and systems leave behind. Pure.
//!
//! In: what git keeps of a folder or would take in. Out: which of it is not taken in, and what is said of each.

use std::collections::BTreeMap;

use crate::diag::Diagnostic;
use crate::git::{Holdings, LeftOut};
use crate::model::source::KEPT_AT_HOME;

/// What a file is that nobody means to publish.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Secret,
    Leftover,
}

/// Names of files, as a line of `.gitignore` says them, and what such files are.
const NAMES: [(&str, Kind); 23] = [
    (".env", Kind::Secret),
    (".env.local", Kind::Secret),
    (".git-credentials", Kind::Secret),
    (".netrc", Kind::Secret),
    ("_netrc", Kind::Secret),
    (".npmrc", Kind::Secret),
    (".pypirc", Kind::Secret),
    ("*.pem", Kind::Secret),
    ("*.p12", Kind::Secret),
    ("*.pfx", Kind::Secret),
    ("id_rsa", Kind::Secret),
    ("id_dsa", Kind::Secret),
    ("id_ecdsa", Kind::Secret),
    ("id_ed25519", Kind::Secret),
    ("*.swp", Kind::Leftover),
    ("*.swo", Kind::Leftover),
    ("*.swx", Kind::Leftover),
    ("*~", Kind::Leftover),
    ("~$*", Kind::Leftover),
    (".~lock.*", Kind::Leftover),
    (".#*", Kind::Leftover),
    (".DS_Store", Kind::Leftover),
    ("Thumbs.db", Kind::Leftover),
];

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

/// The name in the list that a path fits, and what that means.
fn known(path: &str) -> Option<(&'static str, Kind)> {
    let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
    let fits = |pattern: &str| match pattern.to_ascii_lowercase().split_once('*') {
        Some((before, after)) => {
            name.len() > before.len() + after.len() && name.starts_with(before) && name.ends_with(after)
        }
        None => name == pattern.to_ascii_lowercase(),
    };
    NAMES.into_iter().find(|(pattern, _)| fits(pattern))
}

/// What is not taken in of these files.
pub(super) fn of(holdings: &Holdings) -> LeftOut {
    let aside = |paths: &[String]| paths.iter().filter(|path| known(path).is_some()).cloned().collect();
    LeftOut { names: &KEPT_AT_HOME, kept: aside(&holdings.kept), new: aside(&holdings.new) }
}

/// The names of files in which programs keep passwords and keys.
pub(super) fn secrets() -> Vec<&'static str> {
    NAMES.into_iter().filter(|(_, kind)| *kind == Kind::Secret).map(|(name, _)| name).collect()
}

/// What is said of it; `below` is where the folder lies in its repository.
pub(super) fn remarks(left_out: &LeftOut, below: &str) -> Vec<Diagnostic> {
    let left = grouped(&left_out.new).into_iter().map(|(known, paths)| left(known, &paths));
    let kept = grouped(&left_out.kept).into_iter().map(|(known, paths)| kept(known, &paths, below));
    left.chain(kept).collect()
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
    let what = match paths {
        [path] => format!("\"{path}\" is left out"),
        [path, more @ ..] => format!("\"{path}\" and {} more are left out", more.len()),
        [] => String::new(),
    };
    Diagnostic::note("left-out", format!("{what}: {}", kind.why()))
        .help(format!("write {name} into the file .gitignore, so that git leaves it out too"))
}

fn kept((name, kind): (&str, Kind), paths: &[&str], below: &str) -> Diagnostic {
    let named: Vec<String> = paths.iter().map(|path| format!("\"{below}{path}\"")).collect();
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
