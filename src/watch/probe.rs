//! Whether changes can be heard here: something is written, and listened for.
//!
//! In: ears and the folder. Out: nothing, or why it must be polled, in words for the user. What is written lies in `.throughline/`.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use super::drives;
use super::ears::{Deaf, MakeEars};
use crate::write;

/// How long an event may take. Where events arrive at all, it is a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(2);

/// The file that is written.
const NAME: &str = "listening";

/// What stands in it, for who finds it.
const WORDS: &[u8] = b"written to find out whether changes in this folder can be heard\n";

/// Finds out whether who listens to `folder` (with its links resolved) hears what changes there.
///
/// # Errors
/// Why not.
pub(super) fn probe(make_ears: &MakeEars, folder: &Path) -> Result<(), Deaf> {
    if let Some(kind) = drives::far(folder) {
        return Err(Deaf(format!("the folder lies on a drive that tells nothing of changes made elsewhere ({kind})")));
    }
    // Written once to have a folder to listen to, and a second time to be heard.
    write::cache(folder, NAME, WORDS.to_vec());
    let caches = folder.join(".throughline");
    if !caches.join(NAME).exists() {
        return Err(Deaf("nothing can be written in the folder, so it cannot be tried out".to_owned()));
    }
    let (mouth, sounds) = mpsc::channel();
    let mut ears = make_ears(mouth)?;
    ears.listen_to(&caches)?;
    write::cache(folder, NAME, WORDS.to_vec());
    sounds.recv_timeout(PATIENCE).map(drop).map_err(|_| {
        Deaf("the folder tells nothing of changes, as is usual for network drives and cloud folders".to_owned())
    })
}
