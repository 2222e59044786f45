//! Which remote, and which branch. Pure: facts in, a choice or what to say out.

use crate::diag::{Diagnostic, nearest};
use crate::git::usual;
use crate::hosting::{Project, without_secrets};

/// The branch for a built site where the host does not ask for another.
const BRANCH: &str = "gh-pages";

/// The remote that was asked for, else the one that the branch follows, else `origin`, else the only one.
pub(super) fn remote(wanted: Option<&str>, followed: Option<&str>, all: &[String]) -> Result<String, Diagnostic> {
    if let Some(wanted) = wanted {
        let is_known = all.iter().any(|name| name == wanted);
        return if is_known { Ok(wanted.to_owned()) } else { Err(no_such_remote(wanted, all)) };
    }
    match (usual(followed, all), all) {
        (Some(name), _) => Ok(name.to_owned()),
        (None, []) => Err(no_remote()),
        (None, [first, ..]) => Err(many_remotes(first, all)),
    }
}

fn no_such_remote(wanted: &str, all: &[String]) -> Diagnostic {
    let help = match (nearest(wanted, all.iter().map(String::as_str)), all) {
        (Some(near), _) => format!("did you mean {near}?"),
        (None, []) => return no_remote(),
        (None, _) => format!("git knows {}", all.join(", ")),
    };
    let wanted = without_secrets(wanted);
    Diagnostic::error("no-such-remote", format!("git knows no remote \"{wanted}\"")).help(help)
}

fn no_remote() -> Diagnostic {
    Diagnostic::error("no-remote", "git knows no place on the web to send this to: the repository has no remote").help(
        "make an empty repository on your host (on GitHub: https://github.com/new), copy its address, and type \
         git remote add origin ADDRESS",
    )
}

fn many_remotes(first: &str, all: &[String]) -> Diagnostic {
    let message = format!("there are several remotes, and none is called origin: {}", all.join(", "));
    Diagnostic::error("many-remotes", message).help(format!("say which one: --remote {first}"))
}

/// The branch for a built site, unless the author names one: the one that the host looks at.
pub(super) fn branch(wanted: Option<&str>, project: Option<&Project>) -> String {
    let usual = project.map_or(BRANCH, |project| project.host.branch());
    wanted.unwrap_or(usual).to_owned()
}

#[cfg(test)]
mod tests {
    use super::remote;

    /// The one asked for, the one followed, all there are; the choice, or what is said.
    type Case =
        (Option<&'static str>, Option<&'static str>, &'static [&'static str], Result<&'static str, &'static str>);

    #[test]
    fn the_remote_is_the_one_that_the_author_would_name() {
        let cases: [Case; 9] = [
            (None, None, &["origin"], Ok("origin")),
            (None, None, &["a", "origin"], Ok("origin")),
            (None, Some("a"), &["a", "origin"], Ok("a")),
            (None, Some("gone"), &["a", "origin"], Ok("origin")),
            (None, None, &["school"], Ok("school")),
            (Some("b"), Some("a"), &["a", "b"], Ok("b")),
            (None, None, &[], Err("no-remote")),
            (None, None, &["a", "b"], Err("many-remotes")),
            (Some("orgin"), None, &["origin"], Err("no-such-remote")),
        ];
        for (wanted, followed, all, expected) in cases {
            let all: Vec<String> = all.iter().map(|&name| name.to_owned()).collect();
            let chosen = remote(wanted, followed, &all).map_err(|found| found.code);
            assert_eq!(chosen.as_deref(), expected.as_ref().copied(), "{wanted:?} {followed:?} {all:?}");
        }
    }
}
