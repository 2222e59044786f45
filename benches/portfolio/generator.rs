//! What is measured: programs that make a site of a folder, each with a folder of its own and the same texts.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A program under test, with its folder.
pub trait Generator {
    /// What it is called, with its version.
    fn name(&self) -> String;
    /// The command that builds the site once.
    fn build(&self) -> Command;
    /// The folder that the site is built into.
    fn out(&self) -> PathBuf;
    /// Takes away all that builds left, so that the next has everything to do.
    fn forget(&self) {
        remove(&self.out());
    }
}

/// The program of this project, on a generated portfolio.
pub struct Throughline<'a> {
    /// The portfolio.
    pub folder: &'a Path,
}

impl Throughline<'_> {
    /// The program.
    pub fn command() -> Command {
        Command::new(env!("CARGO_BIN_EXE_throughline"))
    }

    /// The file that a text stands in.
    pub fn source(&self, text: &str) -> PathBuf {
        self.folder.join("reflections").join(&text[..4]).join(format!("{text}.md"))
    }
}

impl Generator for Throughline<'_> {
    fn name(&self) -> String {
        "throughline".to_owned()
    }

    fn build(&self) -> Command {
        let mut command = Self::command();
        command.args(["build", "--verbose"]).arg(self.folder);
        command
    }

    fn out(&self) -> PathBuf {
        self.folder.join("_site")
    }

    fn forget(&self) {
        remove(&self.out());
        remove(&self.folder.join(".throughline"));
    }
}

fn remove(folder: &Path) {
    if folder.exists() {
        fs::remove_dir_all(folder).expect("the folder can be removed");
    }
}

/// The program that an environment variable names, or else the one on the `PATH`; and what it says of its version. `None` when it is not on the machine.
pub fn program(variable: &str, name: &str, version: &str) -> Option<(PathBuf, String)> {
    let program = std::env::var_os(variable).map_or_else(|| PathBuf::from(name), PathBuf::from);
    let said = Command::new(&program).arg(version).stderr(Stdio::null()).output().ok()?;
    let said = String::from_utf8_lossy(&said.stdout).into_owned();
    let number =
        said.split_whitespace().find(|word| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()))?;
    let number = number.trim_start_matches('v').split(['-', '+']).next().unwrap_or_default();
    Some((program, format!("{name} {number}")))
}
