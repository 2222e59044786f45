//! Looking again and again, where nothing can be heard.
//!
//! In: the place. Out: a fingerprint of the names, sizes and times of all that matters there; it opens no file.

use std::collections::hash_map::DefaultHasher;
use std::convert::Infallible;
use std::fs::{self, Metadata};
use std::hash::{Hash, Hasher};
use std::path::Path;
use std::time::{Duration, Instant};

use super::batch::Heard;
use super::ground::{Ground, Met, Place};

/// How many times as long as a look took is waited before the next one at least, so that looking at a slow drive leaves it free for others.
const REST: u32 = 2;

/// A look that is taken again and again.
#[derive(Debug)]
pub(super) struct Poll {
    interval: Duration,
    fingerprint: u64,
    due: Instant,
}

impl Poll {
    /// A first look: what is as it is now does not ring.
    pub(super) fn new(place: &Place, interval: Duration) -> Self {
        let mut poll = Self { interval, fingerprint: 0, due: Instant::now() };
        poll.look(place);
        poll
    }

    /// When the next look is due.
    pub(super) fn due(&self) -> Instant {
        self.due
    }

    /// Looks: a change if and only if anything differs from the last look.
    pub(super) fn look(&mut self, place: &Place) -> Heard {
        let start = Instant::now();
        let fingerprint = fingerprint(place);
        let end = Instant::now();
        self.due = end + self.interval.max((end - start) * REST);
        let last = std::mem::replace(&mut self.fingerprint, fingerprint);
        if last == fingerprint { Heard::Nothing } else { Heard::Change }
    }
}

/// A sum over all files, so that their order does not matter. 0 when the folder is not there.
fn fingerprint(place: &Place) -> u64 {
    let Ok(mut ground) = Ground::of(place) else { return 0 };
    let home = ground.home().to_owned();
    let mut sum = 1_u64;
    let add = |met: Met<'_>| {
        if let Met::File(path) = met {
            sum = sum.wrapping_add(print(path));
        }
        Ok::<(), Infallible>(())
    };
    match ground.walk(&home, add) {
        Ok(()) => sum,
        Err(never) => match never {},
    }
}

/// One file, or what a link leads to.
fn print(path: &Path) -> u64 {
    let mut hasher = DefaultHasher::new();
    path.hash(&mut hasher);
    if let Ok(metadata) = fs::metadata(path) {
        (metadata.len(), metadata.modified().ok(), identity(&metadata)).hash(&mut hasher);
    }
    hasher.finish()
}

/// What betrays a save that left size and time as they were: another file under the same name, or the time of the last change of any kind.
#[cfg(unix)]
fn identity(metadata: &Metadata) -> (u64, i64, i64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ino(), metadata.ctime(), metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn identity(metadata: &Metadata) -> Option<std::time::SystemTime> {
    metadata.created().ok()
}
