//! What git could not do: the attempt, the reason as far as it is known, git's own words, and what an author can do about it.

use std::io;

use crate::diag::Diagnostic;
use crate::hosting::without_secrets;

/// How many lines of git's words are shown.
const SHOWN: usize = 8;

/// Something that git could not do.
#[derive(Clone, Debug)]
pub struct Failure {
    /// What was attempted, as a verb phrase.
    pub act: String,
    /// The reason.
    pub why: Why,
    /// What git said, without passwords; empty when it said nothing.
    pub words: String,
}

/// The reasons that are known by git's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// There is no git.
    NoGit,
    /// The folder lies in no repository.
    NoRepository,
    /// The repository belongs to another account of the machine.
    NotOwned,
    /// The host cannot be reached.
    Offline,
    /// The host does not let us in.
    Denied,
    /// The machine has never met this host.
    UnknownHost,
    /// The host has no such repository, or shows it only to others.
    NoSuchRepository,
    /// A file is too large for the host, or all of it is.
    TooLarge,
    /// Someone else was there first: the branch has moved.
    Moved,
    /// The host has rules of its own.
    Refused,
    /// Another git is at work in this repository.
    Locked,
    /// Something else.
    Other,
}

/// What git or a host says, and what it means. The first that is found counts.
const SAYINGS: [(&str, Why); 38] = [
    ("not a git repository", Why::NoRepository),
    ("must be run in a work tree", Why::NoRepository),
    ("dubious ownership", Why::NotOwned),
    ("exceeds GitHub's file size limit", Why::TooLarge),
    ("GH001", Why::TooLarge),
    ("HTTP 413", Why::TooLarge),
    ("pack exceeds maximum allowed size", Why::TooLarge),
    ("Host key verification failed", Why::UnknownHost),
    ("Could not resolve host", Why::Offline),
    ("Temporary failure in name resolution", Why::Offline),
    ("Failed to connect", Why::Offline),
    ("Couldn't connect", Why::Offline),
    ("Connection refused", Why::Offline),
    ("Connection timed out", Why::Offline),
    ("Operation timed out", Why::Offline),
    ("Network is unreachable", Why::Offline),
    ("No route to host", Why::Offline),
    ("unexpected disconnect", Why::Offline),
    ("remote end hung up unexpectedly", Why::Offline),
    ("Repository not found", Why::NoSuchRepository),
    ("does not appear to be a git repository", Why::NoSuchRepository),
    ("project you were looking for could not be found", Why::NoSuchRepository),
    ("' not found", Why::NoSuchRepository),
    ("Authentication failed", Why::Denied),
    ("could not read Username", Why::Denied),
    ("could not read Password", Why::Denied),
    ("Permission denied (publickey", Why::Denied),
    ("Permission to", Why::Denied),
    ("error: 403", Why::Denied),
    ("access denied", Why::Denied),
    ("permission denied for", Why::Denied),
    ("not allowed to push", Why::Denied),
    ("protected branch", Why::Refused),
    ("hook declined", Why::Refused),
    ("GH013", Why::Refused),
    ("prohibited", Why::Refused),
    (".lock': File exists", Why::Locked),
    ("index file open failed", Why::Locked),
];

impl Failure {
    /// There is no git.
    pub(super) fn absent(act: &str) -> Self {
        Self { act: act.to_owned(), why: Why::NoGit, words: String::new() }
    }

    /// Git is there, but does not run.
    pub(super) fn unrun(act: &str, cause: &io::Error) -> Self {
        Self { act: act.to_owned(), why: Why::Other, words: cause.to_string() }
    }

    /// Git said this, and ended.
    pub(super) fn told(act: &str, said: &[u8]) -> Self {
        let words = tidy(&String::from_utf8_lossy(said));
        let known = SAYINGS.iter().find(|(saying, _)| words.contains(saying));
        Self { act: act.to_owned(), why: known.map_or(Why::Other, |(_, why)| *why), words }
    }

    /// What is told to the author.
    #[must_use]
    pub fn diagnostic(&self) -> Diagnostic {
        let message = match self.why {
            Why::NoGit => "there is no git on this machine, and publishing needs it".to_owned(),
            Why::NoRepository => "this folder is not in a git repository".to_owned(),
            _ if self.words.is_empty() => format!("git could not {}", self.act),
            _ => format!("git could not {}. It says:\n{}", self.act, self.words),
        };
        let found = Diagnostic::error(self.code(), message);
        match self.remedy() {
            Some(remedy) => found.help(remedy),
            None => found,
        }
    }

    fn code(&self) -> &'static str {
        match self.why {
            Why::NoGit => "no-git",
            Why::NoRepository => "no-repository",
            Why::NotOwned => "repository-of-another",
            Why::Offline => "offline",
            Why::Denied | Why::UnknownHost | Why::NoSuchRepository => "not-let-in",
            Why::TooLarge => "too-large-for-the-host",
            Why::Moved => "branch-moved",
            Why::Refused => "refused-by-the-host",
            Why::Locked => "git-is-busy",
            Why::Other => "git-failed",
        }
    }

    fn remedy(&self) -> Option<&'static str> {
        Some(match self.why {
            Why::NoGit => "install git from https://git-scm.com/downloads, open a new terminal window and try again",
            Why::NoRepository => {
                "make it one with git init, or give the folder of your portfolio: throughline publish FOLDER"
            }
            Why::NotOwned => "if the folder is yours, type the command that git names above and try again",
            Why::Offline => "look whether this machine is connected to the internet, and try again",
            Why::Denied => {
                "sign in to your host and try again: on GitHub the quickest way is the program gh \
                 (https://cli.github.com), by gh auth login; for others see the host's help on \"access tokens\" or \"SSH keys\""
            }
            Why::UnknownHost => {
                "this machine meets the host for the first time: type ssh -T followed by the part of the remote's \
                 address before its colon (ssh -T git@github.com), answer yes, and try again"
            }
            Why::NoSuchRepository => {
                "look at the address of the remote with git remote -v: the repository must exist on the host, and be open \
                 to the account that this machine signs in with"
            }
            Why::TooLarge => {
                "make the files that are named above smaller, or take them out of the portfolio: hosts take no file over \
                 100 megabytes"
            }
            Why::Moved => "someone else has changed the branch meanwhile: try again",
            Why::Refused => {
                "the rules of the host keep this branch from being changed: look into the repository's settings there, \
                 under \"Branches\" or \"Rules\""
            }
            Why::Locked => "another git is at work in this folder: wait until it has ended, and try again",
            Why::Other => return None,
        })
    }
}

/// Git's words without its advice on how to go on, which is for people who know git, and without passwords.
fn tidy(words: &str) -> String {
    let is_said = |line: &&str| !line.trim().is_empty() && !line.starts_with("hint:");
    let lines: Vec<&str> = words.lines().map(str::trim_end).filter(is_said).take(SHOWN).collect();
    without_secrets(&lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::{Failure, Why};

    #[test]
    fn the_reason_is_known_by_gits_words() {
        let cases = [
            ("fatal: not a git repository (or any of the parent directories): .git", Why::NoRepository),
            ("fatal: detected dubious ownership in repository at '/x'", Why::NotOwned),
            ("fatal: unable to access 'https://github.com/me/x/': Could not resolve host: github.com", Why::Offline),
            ("ssh: Could not resolve hostname github.com: Name or service not known", Why::Offline),
            ("fatal: could not read Username for 'https://github.com': terminal prompts disabled", Why::Denied),
            (
                "git@github.com: Permission denied (publickey).\nfatal: Could not read from remote repository.",
                Why::Denied,
            ),
            ("remote: Permission to me/x.git denied to you.\nfatal: ... returned error: 403", Why::Denied),
            ("Host key verification failed.\nfatal: Could not read from remote repository.", Why::UnknownHost),
            (
                "remote: Repository not found.\nfatal: repository 'https://github.com/me/x/' not found",
                Why::NoSuchRepository,
            ),
            ("fatal: '/x' does not appear to be a git repository", Why::NoSuchRepository),
            (
                "remote: error: File a.mov is 101 MB; this exceeds GitHub's file size limit of 100.00 MB\n ! [remote rejected] (pre-receive hook declined)",
                Why::TooLarge,
            ),
            (
                "remote: error: GH006: Protected branch update failed\n ! [remote rejected] (protected branch hook declined)",
                Why::Refused,
            ),
            ("fatal: Unable to create '/x/.git/index.lock': File exists.", Why::Locked),
            ("fatal: something new", Why::Other),
        ];
        for (words, why) in cases {
            assert_eq!(Failure::told("do it", words.as_bytes()).why, why, "{words}");
        }
    }

    #[test]
    fn advice_and_passwords_are_left_out_of_gits_words() {
        let said = b"fatal: Authentication failed for 'https://me:secret@github.com/me/x/'\nhint: see git help\n\n";
        assert_eq!(Failure::told("do it", said).words, "fatal: Authentication failed for 'https://github.com/me/x/'");
    }
}
