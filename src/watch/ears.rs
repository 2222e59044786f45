//! The system's own ears, behind a small trait; the only place where a watch is set.
//!
//! In: folders to listen to. Out: sounds, into a channel. What the sounds mean is judged elsewhere.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use notify::{Config, ErrorKind, Event, RecommendedWatcher, RecursiveMode, Watcher};

use super::sounds::{Sound, What};

/// On Linux each folder is listened to by itself, so that none is spent on folders that are passed over (`.git` alone can have
/// thousands, and the system has a limit). Elsewhere the system listens to a whole tree at the price of one folder.
const ONE_BY_ONE: bool = cfg!(any(target_os = "linux", target_os = "android"));

/// Why a folder is not listened to, in words for the user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Deaf(pub(super) String);

/// What hears changes in folders.
pub(super) trait Ears: Send {
    /// Whether who listens to a folder hears all below it, too.
    fn hear_below(&self) -> bool;

    /// Begins to listen to a folder, or does so again.
    fn listen_to(&mut self, folder: &Path) -> Result<(), Deaf>;
}

/// Makes ears that put what they hear into a channel, until they are dropped.
pub(super) type MakeEars = Arc<dyn Fn(Sender<Sound>) -> Result<Box<dyn Ears>, Deaf> + Send + Sync>;

/// The ears of this system.
pub(super) fn of_the_system() -> MakeEars {
    Arc::new(|mouth| {
        // Whoever would hear it may have gone: then nobody misses it.
        let tell = move |event: notify::Result<Event>| {
            drop(What::of(event).map(|what| mouth.send(Sound::now(what))));
        };
        let config = Config::default().with_follow_symlinks(false);
        let watcher = RecommendedWatcher::new(tell, config).map_err(|error| deaf(&error))?;
        Ok(Box::new(SystemEars(watcher)))
    })
}

struct SystemEars(RecommendedWatcher);

impl Ears for SystemEars {
    fn hear_below(&self) -> bool {
        !ONE_BY_ONE
    }

    fn listen_to(&mut self, folder: &Path) -> Result<(), Deaf> {
        let mode = if ONE_BY_ONE { RecursiveMode::NonRecursive } else { RecursiveMode::Recursive };
        self.0.watch(folder, mode).map_err(|error| deaf(&error))
    }
}

fn deaf(error: &notify::Error) -> Deaf {
    Deaf(match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "this computer's limit of folders that programs may listen to is used up (fs.inotify.max_user_watches)"
                .to_owned()
        }
        ErrorKind::Io(cause) => format!("this computer does not let us listen to the folder ({cause})"),
        _ => "this computer does not let us listen to the folder".to_owned(),
    })
}
