//! The doorbell as commands use it: which folders to leave alone, what to say of it, and Ctrl-C.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::human;
use super::screen::Screen;
use crate::diag::Broken;
use crate::watch::{Doorbell, Listening, Options};

/// How long a write under way may take to end once the user has had enough.
const PATIENCE: Duration = Duration::from_millis(400);

/// Listens to a portfolio, but for its site and its caches; Ctrl-C ends the listening.
pub(super) fn listen(folder: &Path, out: &Path, poll: bool) -> Result<Doorbell, Broken> {
    let mut ignored: Vec<PathBuf> = vec![out.to_owned()];
    ignored.extend([".throughline", ".git", "private", "templates"].map(|name| folder.join(name)));
    let doorbell = Doorbell::listen(folder, &ignored, Options { poll, ..Options::default() })?;
    let ringer = doorbell.ringer();
    let stop = move || {
        ringer.stop();
        // A write under way ends first, so that nothing half-named stays behind. One that takes long is cut short: every file stands whole,
        // and the next build clears what is left and writes the rest.
        std::thread::spawn(|| {
            std::thread::sleep(PATIENCE);
            std::process::exit(0);
        });
    };
    // A second handler cannot be set: then the system's own way of ending holds, which is safe too.
    drop(ctrlc::set_handler(stop));
    Ok(doorbell)
}

/// Says what is listened to, and how.
pub(super) fn tell(listening: &Listening, folder: &Path, screen: &mut Screen<'_>) {
    let folder = human::visible(&folder.display().to_string());
    screen.say(&match listening {
        Listening::Events => format!("listening to {folder} (Ctrl-C ends)\n"),
        Listening::Polling { why } => {
            format!("looking at {folder} twice a second, because {why} (Ctrl-C ends)\n")
        }
    });
}
