//! The one act by which a source comes into being: a file that was not there before, or nothing.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use crate::diag::Broken;
use crate::write;

/// Writes a new file below `folder`, and the folders it lies in; `false` if and only if something of its name stands there already.
///
/// # Errors
/// When the disk is full or closed to us. What could not be written whole is taken away again.
pub(super) fn put(folder: &Path, path: &str, text: &str) -> Result<bool, Broken> {
    let at = folder.join(path);
    if let Some(above) = at.parent() {
        write::stays_inside(folder, above)?;
        std::fs::create_dir_all(above).map_err(|cause| broken("make the folder", above, in_the_way(cause)))?;
    }
    match OpenOptions::new().write(true).create_new(true).open(&at) {
        Ok(file) => fill(file, &at, text).map(|()| true),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(cause) => Err(broken("write", &at, cause)),
    }
}

fn fill(mut file: File, at: &Path, text: &str) -> Result<(), Broken> {
    file.write_all(text.as_bytes()).map_err(|cause| {
        drop(file);
        // It is the file that was made a moment ago: nothing of the author's is in it.
        drop(std::fs::remove_file(at));
        broken("write", at, cause)
    })
}

/// In words what the system calls by a number.
fn in_the_way(cause: io::Error) -> io::Error {
    match cause.kind() {
        ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
            io::Error::new(cause.kind(), "a file stands where the folder belongs")
        }
        _ => cause,
    }
}

fn broken(act: &'static str, path: &Path, cause: io::Error) -> Broken {
    Broken { act, path: path.display().to_string(), cause }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::put;

    #[test]
    fn what_stands_is_not_touched() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(put(folder.path(), "a/b.md", "new").expect("written"));
        assert!(!put(folder.path(), "a/b.md", "newer").expect("looked at"));
        assert_eq!(fs::read_to_string(folder.path().join("a/b.md")).expect("read"), "new");
        assert!(!put(folder.path(), "a", "a folder stands there").expect("looked at"));
        let refused = put(folder.path(), "a/b.md/c.md", "below a file").expect_err("there is a file in the way");
        assert_eq!(refused.cause.to_string(), "a file stands where the folder belongs");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_out_of_the_folder_is_not_followed() {
        let (folder, outside) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
        std::os::unix::fs::symlink(outside.path(), folder.path().join("reflections")).expect("a link");
        let refused = put(folder.path(), "reflections/deep/a.md", "new").expect_err("it would lie elsewhere");
        assert_eq!(refused.cause.to_string(), "a link on the way leads out of the folder");
        assert_eq!(fs::read_dir(outside.path()).expect("listed").count(), 0);
        assert!(put(folder.path(), "pages/deep/a.md", "new").expect("written"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_that_leads_nowhere_is_not_followed() {
        let folder = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(folder.path().join("elsewhere"), folder.path().join("a.md")).expect("a link");
        assert!(!put(folder.path(), "a.md", "new").expect("looked at"));
        assert!(!folder.path().join("elsewhere").exists());
    }
}
