//! What the file system says of a file, and whether that proves anything.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::model::source::Stamp;

/// How long ago the last change must be for a stamp to count: file systems keep time in steps of up to two seconds, and two changes within one step
/// leave one stamp.
const SETTLED: Duration = Duration::from_millis(2_100);

/// The stamp of a file; `None` while it is too young to prove anything.
pub(super) fn stamp(metadata: &Metadata) -> Option<Stamp> {
    let modified = metadata.modified().ok()?;
    let (changed, number) = of_system(metadata);
    let stamp = Stamp { length: metadata.len(), modified: nanoseconds(modified)?, changed, number };
    // The only look at a clock: it decides whether a file is read again, never what is made of it.
    #[allow(clippy::disallowed_methods, reason = "it decides only whether a file is read again")]
    let now = nanoseconds(SystemTime::now())?;
    let settled = i64::try_from(SETTLED.as_nanos()).ok()?;
    (stamp.modified.max(stamp.changed).saturating_add(settled) < now).then_some(stamp)
}

fn nanoseconds(time: SystemTime) -> Option<i64> {
    let since = time.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_nanos()).ok()
}

#[cfg(unix)]
fn of_system(metadata: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    (metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn of_system(_metadata: &Metadata) -> (i64, u64) {
    (0, 0)
}
