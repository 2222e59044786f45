//! The author's own programs that `git commit` would run.

use std::path::Path;

use super::failure::Failure;
use super::repository::Repository;

/// Those that may refuse a commit or change it (githooks(5)).
const OF_A_COMMIT: [&str; 3] = ["pre-commit", "prepare-commit-msg", "commit-msg"];

impl Repository {
    /// The hooks that `git commit` would run here and that a commit made by [`record`](Self::record) passes over.
    ///
    /// # Errors
    /// When git does not run.
    pub fn hooks_of_a_commit(&self) -> Result<Vec<&'static str>, Failure> {
        let mut hooks = Vec::new();
        for name in OF_A_COMMIT {
            if is_run(&self.own_file(&format!("hooks/{name}"))?) {
                hooks.push(name);
            }
        }
        Ok(hooks)
    }
}

/// Git passes over a hook that is no program.
#[cfg(unix)]
fn is_run(hook: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    hook.metadata().is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_run(hook: &Path) -> bool {
    hook.is_file()
}
