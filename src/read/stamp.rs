//! What the file system says of a file, and whether that proves anything.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::model::source::Stamp;

/// How long ago the last change must be for a stamp to count: file systems keep time in steps of up to two seconds, and two changes within one step
/// leave one stamp.
const SETTLED: Duration = Duration::from_millis(2_100);

/// The stamp of a file; `None` while it is too young to prove anything.
pub(super) fn stamp(metadata: &Metadata) -> Option<Stamp> {
    let stamp = Stamp::of(metadata)?;
    // The only look at a clock: it decides whether a file is read again, never what is made of it.
    #[allow(clippy::disallowed_methods, reason = "it decides only whether a file is read again")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    let changed = u64::try_from(stamp.modified.max(stamp.changed)).ok()?;
    (Duration::from_nanos(changed) + SETTLED < now).then_some(stamp)
}
