//! A doorbell: it rings when something in the folder may have changed, and never says what. The only user of notify.
//!
//! In: a folder, and what to ignore in it. Out: knocks. Whoever waits for them takes a full look at the folder on each;
//! so an event may be late, doubled or about nothing, and no site is ever wrong because of it.
//!
//! `sounds` says what the system's events mean, `ground` which paths matter, `batch` when a knock is complete: all three pure.
//! `ears` and `polling` are the two ways to know, `probe` finds out which of them works here.
#![allow(clippy::disallowed_methods, reason = "this room watches the folder")]

mod batch;
mod drives;
mod ears;
mod ground;
mod polling;
mod post;
mod probe;
mod sounds;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::{Duration, Instant};

use self::batch::{Batch, Decision, Heard};
use self::ears::{Deaf, MakeEars};
use self::ground::{Ground, Place};
use self::polling::Poll;
use self::post::Post;
use self::sounds::{Sound, What};
use crate::diag::Broken;

/// How the folder is listened to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listening {
    /// The system tells of each change.
    Events,
    /// The folder is looked at again and again.
    Polling {
        /// Why, in words for the user that go on from "because".
        why: String,
    },
}

/// How to listen.
#[derive(Clone, Debug)]
pub struct Options {
    /// Whether to poll even where events arrive.
    pub poll: bool,
    /// How long nothing may happen before a knock is complete.
    pub quiet: Duration,
    /// How long a knock may last when it does not become quiet.
    pub at_most: Duration,
    /// How long to wait between two looks when polling.
    pub interval: Duration,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            poll: false,
            quiet: Duration::from_millis(10),
            at_most: Duration::from_millis(150),
            interval: Duration::from_millis(500),
        }
    }
}

/// Something may have changed: a full look is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knock {
    /// Whether events were lost, or the folder was away: look at everything without trusting sizes and times.
    pub lost: bool,
    /// When the first event of the knock came in.
    pub first: Instant,
}

/// Rings the bell by hand, from any thread.
#[derive(Clone, Debug)]
pub struct Ringer(Sender<Sound>);

impl Ringer {
    /// Makes [`Doorbell::wait`] return at once, or the next time it is called.
    pub fn ring(&self) {
        self.say(What::Call);
    }

    /// Makes [`Doorbell::wait`] return `None`, now and ever after.
    pub fn stop(&self) {
        self.say(What::Stop);
    }

    /// Once the bell is gone there is nobody left to be told.
    fn say(&self, what: What) {
        drop(self.0.send(Sound::now(what)));
    }
}

/// The doorbell of a folder.
pub struct Doorbell {
    place: Place,
    options: Options,
    make_ears: MakeEars,
    mouth: Sender<Sound>,
    sounds: Receiver<Sound>,
    way: Way,
    listening: Listening,
    stopped: bool,
}

/// How changes come to be known at present.
enum Way {
    Events(Post),
    Polling(Poll),
    /// The folder is gone; when to see whether it is back.
    Away(Instant),
}

impl Doorbell {
    /// Listens to `folder` and all below it, also behind symbolic links that stay inside, but not to `ignored`, nor to what never
    /// is part of a site (hidden files and folders, `node_modules`, editors' leftovers).
    ///
    /// Whether events arrive is tried out by a file in `.throughline/`; where they do not, the folder is polled. Everything that changes from
    /// the return of this function on makes [`wait`](Self::wait) return: so the first build is made after it.
    ///
    /// # Errors
    /// When the folder cannot be found or opened.
    pub fn listen(folder: &Path, ignored: &[PathBuf], options: Options) -> Result<Self, Broken> {
        Self::listen_by(ears::of_the_system(), folder, ignored, options)
    }

    fn listen_by(make_ears: MakeEars, folder: &Path, ignored: &[PathBuf], options: Options) -> Result<Self, Broken> {
        let broken = |cause| Broken { act: "listen to the folder", path: folder.display().to_string(), cause };
        let place = Place::new(folder, ignored).map_err(broken)?;
        let ground = Ground::of(&place).map_err(broken)?;
        let (mouth, sounds) = mpsc::channel();
        let post = if options.poll {
            Err(Deaf("it was asked for".to_owned()))
        } else {
            probe::probe(&make_ears, ground.home()).and_then(|()| Post::take(ground, &make_ears, &mouth))
        };
        let (way, listening) = match post {
            Ok(post) => (Way::Events(post), Listening::Events),
            Err(Deaf(why)) => (Way::Polling(Poll::new(&place, options.interval)), Listening::Polling { why }),
        };
        Ok(Self { place, options, make_ears, mouth, sounds, way, listening, stopped: false })
    }

    /// How the folder is listened to. This may change from events to polling later, when the system lets us listen to no more folders.
    #[must_use]
    pub fn listening(&self) -> &Listening {
        &self.listening
    }

    /// What rings the bell by hand.
    #[must_use]
    pub fn ringer(&self) -> Ringer {
        Ringer(self.mouth.clone())
    }

    /// Waits for a knock, then for quiet. `None` if and only if [`Ringer::stop`] was called.
    ///
    /// What happens between two calls is not missed: it makes the second return at once.
    pub fn wait(&mut self) -> Option<Knock> {
        let mut batch = Batch::new(self.options.quiet, self.options.at_most);
        while !self.stopped {
            self.look_when_due(&mut batch);
            let until = match batch.decide(Instant::now()) {
                Decision::Ring => return batch.knock(),
                Decision::WaitUntil(time) => Some(time),
                Decision::Sleep => self.due(),
            };
            self.hear_until(until, &mut batch);
        }
        None
    }

    /// Waits for a sound, and takes in all others that have come in by then: one knock for all that happened during a build.
    fn hear_until(&mut self, until: Option<Instant>, batch: &mut Batch) {
        let first = match until {
            Some(until) => self.sounds.recv_timeout(until.saturating_duration_since(Instant::now())).ok(),
            None => self.sounds.recv().ok(),
        };
        let now = Instant::now();
        let mut next = first;
        while let Some(sound) = next {
            let is_later = sound.at > now;
            self.hear(sound, batch);
            next = if is_later { None } else { self.sounds.try_recv().ok() };
        }
    }

    fn hear(&mut self, sound: Sound, batch: &mut Batch) {
        let heard = match sound.what {
            What::Content(paths) => self.heard_content(&paths),
            What::Shape(paths) => self.heard_shape(&paths),
            What::Lost => self.listen_anew(),
            What::Call => Heard::Call,
            What::Stop => {
                self.stopped = true;
                Heard::Nothing
            }
        };
        batch.hear(sound.at, heard);
    }

    fn heard_content(&self, paths: &[PathBuf]) -> Heard {
        match &self.way {
            Way::Events(post) if post.minds(paths) => Heard::Change,
            // Otherwise it is an echo from before: the next look sees what it was about.
            _ => Heard::Nothing,
        }
    }

    fn heard_shape(&mut self, paths: &[PathBuf]) -> Heard {
        match &mut self.way {
            Way::Events(post) if post.minds(paths) => {
                if post.is_uprooted_by(paths) {
                    return self.listen_anew();
                }
                match post.follow(paths) {
                    Ok(()) => Heard::Change,
                    Err(why) => self.give_up_listening(why),
                }
            }
            _ => Heard::Nothing,
        }
    }

    /// Listens from the beginning, since what was known of the folder holds no more.
    fn listen_anew(&mut self) -> Heard {
        if let Way::Polling(_) = self.way {
            return Heard::Lost;
        }
        let post = Ground::of(&self.place).map(|ground| Post::take(ground, &self.make_ears, &self.mouth));
        match post {
            Ok(Ok(post)) => self.way = Way::Events(post),
            Ok(Err(why)) => return self.give_up_listening(why),
            Err(_) => self.way = Way::Away(Instant::now() + self.options.interval),
        }
        Heard::Lost
    }

    fn give_up_listening(&mut self, Deaf(why): Deaf) -> Heard {
        self.way = Way::Polling(Poll::new(&self.place, self.options.interval));
        self.listening = Listening::Polling { why };
        Heard::Lost
    }

    /// When to look without having heard anything.
    fn due(&self) -> Option<Instant> {
        match &self.way {
            Way::Events(_) => None,
            Way::Polling(poll) => Some(poll.due()),
            Way::Away(due) => Some(*due),
        }
    }

    fn look_when_due(&mut self, batch: &mut Batch) {
        if self.due().is_none_or(|due| Instant::now() < due) {
            return;
        }
        let heard = match &mut self.way {
            Way::Polling(poll) => poll.look(&self.place),
            Way::Away(_) => self.look_for_return(),
            Way::Events(_) => Heard::Nothing,
        };
        batch.hear(Instant::now(), heard);
    }

    fn look_for_return(&mut self) -> Heard {
        let heard = self.listen_anew();
        if let Way::Away(_) = self.way { Heard::Nothing } else { heard }
    }
}
