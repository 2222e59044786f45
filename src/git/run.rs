//! One run of git: its environment, its arguments, what goes in and what comes out.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::converse::converse;
use super::failure::Failure;

/// What a git that started this process would have its children do: work on its own repository (`git rev-parse --local-env-vars`), and
/// read paths in its own way.
const OF_ANOTHER_GIT: [&str; 15] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GLOB_PATHSPECS",
    "GIT_GRAFT_FILE",
    "GIT_ICASE_PATHSPECS",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

/// Git, in a folder.
#[derive(Clone, Debug)]
pub(super) struct Git {
    folder: Option<PathBuf>,
    /// An index that stands for the author's.
    index: Option<PathBuf>,
}

impl Git {
    /// Git in the folder of this process.
    pub(super) fn anywhere() -> Self {
        Self { folder: None, index: None }
    }

    /// Git in `folder`.
    pub(super) fn at(folder: &Path) -> Self {
        Self { folder: Some(folder.to_path_buf()), index: None }
    }

    /// The same with the index in the file `index`, which need not exist.
    pub(super) fn with_index(&self, index: &Path) -> Self {
        Self { index: Some(index.to_path_buf()), ..self.clone() }
    }

    /// The path that git gave relative to its folder.
    pub(super) fn resolved(&self, path: &str) -> PathBuf {
        self.folder.as_deref().unwrap_or(Path::new("")).join(path)
    }

    /// Runs to the end; gives what was printed.
    pub(super) fn bytes(&self, act: &str, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
        self.feed(act, arguments, Vec::new())
    }

    /// The same as text, without the end of its last line.
    pub(super) fn text(&self, act: &str, arguments: &[&str]) -> Result<String, Failure> {
        Ok(line(&self.bytes(act, arguments)?))
    }

    /// The same of a question that git answers with a code: `None` if it says no, with code 1.
    pub(super) fn ask(&self, act: &str, arguments: &[&str]) -> Result<Option<String>, Failure> {
        let output = self.run(act, arguments, Vec::new())?;
        match output.status.code() {
            Some(0) => Ok(Some(line(&output.stdout))),
            Some(1) => Ok(None),
            _ => Err(Failure::told(act, &output.stderr)),
        }
    }

    /// Runs to the end with `input` to read.
    pub(super) fn feed(&self, act: &str, arguments: &[&str], input: Vec<u8>) -> Result<Vec<u8>, Failure> {
        let output = self.run(act, arguments, input)?;
        if output.status.success() { Ok(output.stdout) } else { Err(Failure::told(act, &output.stderr)) }
    }

    /// Runs to the end, however that is.
    pub(super) fn run(&self, act: &str, arguments: &[&str], input: Vec<u8>) -> Result<Output, Failure> {
        let unrun = |cause: io::Error| match cause.kind() {
            // A folder that is not there gives the same answer as a program that is not there.
            ErrorKind::NotFound => Failure::absent(act),
            _ => Failure::unrun(act, &cause),
        };
        converse(self.command(arguments), input).map_err(unrun)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new("git");
        for name in OF_ANOTHER_GIT {
            command.env_remove(name);
        }
        if let Some(folder) = &self.folder {
            command.arg("-C").arg(folder);
        }
        if let Some(index) = &self.index {
            command.env("GIT_INDEX_FILE", index);
        }
        command.env("GIT_TERMINAL_PROMPT", "0").env("GIT_OPTIONAL_LOCKS", "0").env("LC_ALL", "C");
        // A signature that is shown stands in the middle of what a log says.
        command.args(["--no-pager", "-c", "core.quotePath=false", "-c", "log.showSignature=false"]).args(arguments);
        command
    }
}

/// What was printed, without the end of its last line.
pub(super) fn line(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).trim_end_matches(['\r', '\n']).to_owned()
}

/// The parts of a list in which each ends with a zero.
pub(super) fn list(bytes: &[u8]) -> Vec<String> {
    let parts = bytes.split(|&byte| byte == 0).filter(|part| !part.is_empty());
    parts.map(|part| String::from_utf8_lossy(part).into_owned()).collect()
}
