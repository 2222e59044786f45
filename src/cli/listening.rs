//! The doorbell as commands use it: which folders to leave alone, what to say of it, midnight, and Ctrl-C.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;

use super::screen::Screen;
use super::{day, human};
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
    let ringer = doorbell.ringer();
    std::thread::spawn(move || ring_each_day(days(), &|| ringer.ring()));
    Ok(doorbell)
}

/// How often the day is looked at: a computer that slept through midnight is told soon after it wakes.
const LOOK: Duration = Duration::from_secs(30);

/// The day it is, again and again.
fn days() -> impl Iterator<Item = NaiveDate> {
    let first = std::iter::once_with(day::today);
    let later = std::iter::repeat_with(|| {
        std::thread::sleep(LOOK);
        day::today()
    });
    first.chain(later)
}

/// Rings when a day is another than the one before: no file changes at midnight, and what was agreed may have ended.
fn ring_each_day(mut days: impl Iterator<Item = NaiveDate>, ring: &dyn Fn()) {
    let Some(mut known) = days.next() else { return };
    for day in days {
        if day != known {
            known = day;
            ring();
        }
    }
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

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::ring_each_day;

    #[test]
    fn the_bell_rings_once_for_each_new_day() {
        let days = ["2026-03-11", "2026-03-11", "2026-03-12", "2026-03-12", "2026-03-14"];
        let rings = Cell::new(0);
        let days = days.iter().map(|day| day.parse().expect("a day"));
        ring_each_day(days, &|| rings.set(rings.get() + 1));
        assert_eq!(rings.get(), 2);
    }
}
