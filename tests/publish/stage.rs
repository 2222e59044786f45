//! A machine with a portfolio, and a host that is a folder of bare repositories. The real git runs, with no settings but those written here,
//! and reaches the host as it would reach GitHub by SSH.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// The address of the remote, as git knows it.
pub const REMOTE: &str = "git@github.com:me/portfolio.git";

/// The machine.
pub struct Stage {
    folder: TempDir,
}

impl Stage {
    /// A portfolio of two reflections in a repository with nothing committed, and an empty repository on the host.
    pub fn new() -> Self {
        let stage = Self { folder: tempfile::tempdir().expect("a folder") };
        for folder in ["home", "empty", "host/me", "p"] {
            fs::create_dir_all(stage.at(folder)).expect("a folder can be made");
        }
        let shell = "#!/bin/sh\nfor last; do :; done\ncd \"$(dirname \"$0\")/host\" && eval \"$last\"\n";
        stage.put("ssh", shell);
        stage.allow("ssh");
        let ssh = stage.at("ssh");
        stage.put(
            "home/.gitconfig",
            &format!(
                "[user]\nname = Ruth\nemail = ruth@example.org\n[init]\ndefaultBranch = main\n[ssh]\nvariant = simple\n\
                 [core]\nsshCommand = '{}'\n[advice]\ndetachedHead = false\n",
                ssh.display()
            ),
        );
        stage.git("host/me", &["init", "-q", "--bare", "portfolio.git"]);
        stage.git("p", &["init", "-q"]);
        stage.git("p", &["remote", "add", "origin", REMOTE]);
        stage.put("p/portfolio.yaml", "title: Room 6\nbase_url: https://me.github.io/portfolio/\n");
        // A class list, so that nothing is said of there being none; no child of that name is in any text.
        stage.put("p/private/names.txt", "Wilhelmina Zabriskie\n");
        stage.put("p/reflections/2026-03-11-shifts.md", "---\ntitle: Reading shifts\ntags: talk\n---\nWe read.\n");
        stage.put("p/reflections/2026-03-12-talk.md", "# Talk\n\nAfter [[2026-03-11-shifts]].\n");
        stage
    }

    /// The same where all but the site is committed and a workflow builds on the host.
    pub fn with_workflow() -> Self {
        let stage = Self::new();
        stage.put("p/.gitignore", "_site/\n.throughline/\nprivate/\n");
        stage.put(WORKFLOW, &workflow(env!("CARGO_PKG_VERSION")));
        stage
    }

    /// A path of the machine.
    pub fn at(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    /// Writes a file.
    pub fn put(&self, path: &str, text: &str) {
        let at = self.at(path);
        fs::create_dir_all(at.parent().expect("a file lies in a folder")).expect("a folder can be made");
        fs::write(at, text).expect("a file can be written");
    }

    /// What a file holds.
    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).expect("a file can be read")
    }

    /// Deletes a file.
    pub fn delete(&self, path: &str) {
        fs::remove_file(self.at(path)).expect("a file can be deleted");
    }

    /// Makes a file a program.
    pub fn allow(&self, path: &str) {
        fs::set_permissions(self.at(path), fs::Permissions::from_mode(0o755)).expect("rights can be given");
    }

    /// Makes a hook of git's: a shell script.
    pub fn hook(&self, path: &str, script: &str) {
        self.put(path, &format!("#!/bin/sh\n{script}\n"));
        self.allow(path);
    }

    /// What git says in a folder; it must not fail.
    pub fn git(&self, folder: &str, words: &[&str]) -> String {
        let output = self.try_git(folder, words);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    /// Runs git in a folder.
    pub fn try_git(&self, folder: &str, words: &[&str]) -> std::process::Output {
        let mut git = self.hermetic("git");
        git.current_dir(self.at(folder)).args(words).output().expect("git runs")
    }

    /// A branch of the host: what `git rev-parse` gives for it.
    pub fn on_host(&self, what: &str) -> String {
        self.git("host/me/portfolio.git", &["rev-parse", what])
    }

    /// The files of a branch of the host, checked out into a folder of their own.
    pub fn checked_out(&self, branch: &str) -> PathBuf {
        let name = format!("out-{}", fs::read_dir(self.folder.path()).expect("listed").count());
        self.git(".", &["clone", "-q", "--branch", branch, "host/me/portfolio.git", &name]);
        let out = self.at(&name);
        fs::remove_dir_all(out.join(".git")).expect("its repository can be removed");
        out
    }

    /// What the program says in `p`, on both streams, and its exit code. The folder of the machine stands as `STAGE` in it.
    pub fn said(&self, words: &[&str]) -> String {
        self.said_with(words, &[])
    }

    /// The same, with further names in the environment.
    pub fn said_with(&self, words: &[&str], environment: &[(&str, &Path)]) -> String {
        let mut program = self.hermetic(env!("CARGO_BIN_EXE_throughline"));
        program.current_dir(self.at("p")).args(words).envs(environment.iter().copied());
        let output = program.output().expect("the program runs");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program speaks UTF-8");
        let code = output.status.code().expect("the program ends by itself");
        let said = format!("{}{}exit code {code}\n", text(&output.stdout), text(&output.stderr));
        let real = fs::canonicalize(self.folder.path()).expect("the folder is there");
        said.replace(&real.display().to_string(), "STAGE").replace(&self.folder.path().display().to_string(), "STAGE")
    }

    fn hermetic(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        command.env("HOME", self.at("home")).env("XDG_CONFIG_HOME", self.at("home"));
        command.env("GIT_CONFIG_GLOBAL", self.at("home/.gitconfig")).env("GIT_CONFIG_NOSYSTEM", "1");
        command.env("NO_COLOR", "1").stdin(Stdio::null());
        command
    }
}

/// Everything in the author's repository that publishing a site must not touch.
pub fn untouched(stage: &Stage) -> (String, String, String, String) {
    let refs = stage.git("p", &["for-each-ref", "refs/heads", "refs/tags", "refs/stash"]);
    let index = stage.git("p", &["ls-files", "--stage"]);
    (stage.git("p", &["status", "--porcelain"]), refs, index, stage.text("p/.git/HEAD"))
}

/// Where the workflow is.
pub const WORKFLOW: &str = "p/.github/workflows/publish.yml";

/// A workflow that pins a version.
pub fn workflow(version: &str) -> String {
    format!("on:\n  push:\n    branches: [main]\nenv:\n  THROUGHLINE_VERSION: \"{version}\"\n")
}
