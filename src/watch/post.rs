//! A listening post: ears, and the ground that they listen to.
//!
//! In: paths of which something was heard. Out: whether they matter; and ears for every folder that has come, before anyone is told of it,
//! so that what is put into a new folder later is heard, and what was put there before is found by the look that follows.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use super::ears::{Deaf, Ears, MakeEars};
use super::ground::{Ground, Met};
use super::sounds::Sound;

/// Ears on their ground.
pub(super) struct Post {
    ears: Box<dyn Ears>,
    ground: Ground,
}

impl Post {
    /// Begins to listen to all of `ground`.
    pub(super) fn take(ground: Ground, make_ears: &MakeEars, mouth: &Sender<Sound>) -> Result<Self, Deaf> {
        let home = ground.home().to_owned();
        let mut post = Self { ears: make_ears(mouth.clone())?, ground };
        if post.ears.hear_below() {
            post.ears.listen_to(&home)?;
        }
        post.survey(&home)?;
        Ok(post)
    }

    /// Whether something heard of these paths matters. Without a path, it may.
    pub(super) fn minds(&self, paths: &[PathBuf]) -> bool {
        paths.is_empty() || paths.iter().any(|path| self.ground.rings(path))
    }

    /// Whether what happened to these paths happened to the folder as a whole, so that nothing in it is listened to any more.
    ///
    /// Ears that hear below know the folder by its name, which holds for as long as there is one of that name.
    pub(super) fn is_uprooted_by(&self, paths: &[PathBuf]) -> bool {
        let home = self.ground.home();
        paths.iter().any(|path| path == home) && !(self.ears.hear_below() && home.is_dir())
    }

    /// Listens to what has come at these paths, whichever way it came; nothing if it has gone.
    pub(super) fn follow(&mut self, paths: &[PathBuf]) -> Result<(), Deaf> {
        paths.iter().try_for_each(|path| self.survey(path))
    }

    /// Listens to each folder from `from` on, to each before its entries are read: what comes later is heard, what came earlier is met.
    fn survey(&mut self, from: &Path) -> Result<(), Deaf> {
        let Self { ears, ground } = self;
        let one_by_one = !ears.hear_below();
        ground.walk(from, |met| match met {
            Met::Folder(folder) if one_by_one => listen_to(ears.as_mut(), folder),
            _ => Ok(()),
        })
    }
}

/// Listens to a folder. One that has gone, or is closed to us, is closed to the reader as well: only one that can be read must be heard.
fn listen_to(ears: &mut dyn Ears, folder: &Path) -> Result<(), Deaf> {
    ears.listen_to(folder).or_else(|why| if fs::read_dir(folder).is_ok() { Err(why) } else { Ok(()) })
}
