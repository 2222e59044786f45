//! The doorbell with ears that a test holds: deaf ones, ones that run out, ones that lose events.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::ears::{Deaf, Ears, MakeEars};
use super::sounds::{Sound, What};
use super::{Doorbell, Listening, Options};

/// What the ears of a test have been told, and through what they tell.
#[derive(Clone, Default)]
struct Told {
    made: Arc<AtomicUsize>,
    folders: Arc<Mutex<Vec<PathBuf>>>,
    mouths: Arc<Mutex<Vec<Sender<Sound>>>>,
}

struct TestEars {
    told: Told,
    mouth: Sender<Sound>,
    /// Whether they hear what is written in the caches, and so pass the probe.
    hear: bool,
    /// How many folders they can listen to.
    room: usize,
}

impl Ears for TestEars {
    fn hear_below(&self) -> bool {
        false
    }

    fn listen_to(&mut self, folder: &Path) -> Result<(), Deaf> {
        if self.room == 0 {
            return Err(Deaf("there is no room".to_owned()));
        }
        self.room -= 1;
        self.told.folders.lock().unwrap().push(folder.to_owned());
        if self.hear && folder.ends_with(".throughline") {
            self.mouth.send(Sound::now(What::Content(Vec::new()))).unwrap();
        }
        Ok(())
    }
}

fn ears(told: &Told, hear: bool, room: usize) -> MakeEars {
    let told = told.clone();
    Arc::new(move |mouth: Sender<Sound>| {
        told.made.fetch_add(1, Ordering::Relaxed);
        told.mouths.lock().unwrap().push(mouth.clone());
        Ok(Box::new(TestEars { told: told.clone(), mouth, hear, room }))
    })
}

fn folder_of(folders: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for path in folders {
        fs::create_dir_all(folder.path().join(path)).unwrap();
    }
    folder
}

fn quick() -> Options {
    Options { interval: Duration::from_millis(20), ..Options::default() }
}

fn listen(make_ears: MakeEars, folder: &Path) -> Doorbell {
    Doorbell::listen_by(make_ears, folder, &[folder.join("_site")], quick()).unwrap()
}

/// What was listened to since the last time this was asked, relative to the folder, sorted.
fn listened(told: &Told, folder: &Path) -> Vec<String> {
    let home = fs::canonicalize(folder).unwrap();
    let taken: Vec<PathBuf> = std::mem::take(&mut told.folders.lock().unwrap());
    let below = |path: &PathBuf| path.strip_prefix(&home).unwrap().to_string_lossy().replace('\\', "/");
    let mut all: Vec<String> = taken.iter().map(below).collect();
    all.sort();
    all
}

fn tell(told: &Told, what: What) {
    told.mouths.lock().unwrap().last().unwrap().send(Sound::now(what)).unwrap();
}

#[test]
fn deaf_ears_are_found_out_and_the_folder_is_polled() {
    let folder = folder_of(&["reflections"]);
    let mut bell = listen(ears(&Told::default(), false, 100), folder.path());
    let why = "the folder tells nothing of changes, as is usual for network drives and cloud folders".to_owned();
    assert_eq!(bell.listening(), &Listening::Polling { why });
    fs::write(folder.path().join("reflections/x.md"), "x").unwrap();
    assert!(bell.wait().is_some());
}

#[test]
fn no_folder_that_is_passed_over_is_listened_to() {
    let folder = folder_of(&[
        "reflections/a/b",
        "_site/tags",
        ".git/objects/00",
        ".throughline",
        "node_modules/x",
        "a/node_modules/x",
        "theme",
    ]);
    let told = Told::default();
    let bell = listen(ears(&told, true, 100), folder.path());
    assert_eq!(bell.listening(), &Listening::Events);
    let expected = ["", ".throughline", "a", "reflections", "reflections/a", "reflections/a/b", "theme"];
    assert_eq!(listened(&told, folder.path()), expected);
}

#[cfg(unix)]
#[test]
fn links_are_followed_inside_the_folder_and_each_folder_is_met_once() {
    use std::os::unix::fs::symlink;
    let elsewhere = folder_of(&["far"]);
    let folder = folder_of(&["real", ".notes/open", ".notes/closed", ".files", "pages", "_site/x"]);
    let home = folder.path();
    fs::write(home.join(".files/x.md"), "x").unwrap();
    symlink("../real", home.join("pages/real")).unwrap();
    symlink("../.notes/open", home.join("pages/open")).unwrap();
    symlink("../.files/x.md", home.join("pages/x.md")).unwrap();
    symlink("../pages", home.join("pages/loop")).unwrap();
    symlink("../_site/x", home.join("pages/site")).unwrap();
    symlink("nowhere", home.join("pages/nowhere")).unwrap();
    symlink(elsewhere.path().join("far"), home.join("pages/far")).unwrap();
    let told = Told::default();
    let mut bell = listen(ears(&told, true, 100), home);
    let expected = ["", ".files", ".notes/open", ".throughline", "pages", "real"];
    assert_eq!(listened(&told, home), expected);

    let home = fs::canonicalize(home).unwrap();
    tell(&told, What::Content(vec![home.join(".notes/closed/x.md")]));
    let then = Instant::now();
    tell(&told, What::Content(vec![home.join(".notes/open/x.md")]));
    assert!(bell.wait().unwrap().first >= then, "only the folder that a link opens rings");
}

#[test]
fn a_new_folder_is_listened_to_with_all_below_it_before_the_bell_rings() {
    let folder = folder_of(&["reflections"]);
    let told = Told::default();
    let mut bell = listen(ears(&told, true, 100), folder.path());
    listened(&told, folder.path());
    let new = fs::canonicalize(folder.path()).unwrap().join("new");
    fs::create_dir_all(new.join("a/.git/b")).unwrap();
    tell(&told, What::Shape(vec![new]));
    assert!(!bell.wait().unwrap().lost);
    assert_eq!(listened(&told, folder.path()), ["new", "new/a"]);
}

#[test]
fn after_lost_events_everything_is_listened_to_anew() {
    let folder = folder_of(&["reflections"]);
    let told = Told::default();
    let mut bell = listen(ears(&told, true, 100), folder.path());
    listened(&told, folder.path());
    let made = told.made.load(Ordering::Relaxed);
    tell(&told, What::Lost);
    assert!(bell.wait().unwrap().lost);
    assert_eq!(told.made.load(Ordering::Relaxed), made + 1);
    assert_eq!(listened(&told, folder.path()), ["", "reflections"]);
    tell(&told, What::Content(Vec::new()));
    assert!(!bell.wait().unwrap().lost);
}

#[test]
fn when_there_is_no_room_for_a_folder_all_is_polled() {
    let folder = folder_of(&["a", "b"]);
    let bell = listen(ears(&Told::default(), true, 2), folder.path());
    assert_eq!(bell.listening(), &Listening::Polling { why: "there is no room".to_owned() });
}

#[test]
fn when_there_is_no_room_for_a_new_folder_all_is_polled_from_then_on() {
    let folder = folder_of(&["a"]);
    let told = Told::default();
    let mut bell = listen(ears(&told, true, 2), folder.path());
    assert_eq!(bell.listening(), &Listening::Events);
    let new = fs::canonicalize(folder.path()).unwrap().join("new");
    fs::create_dir(&new).unwrap();
    tell(&told, What::Shape(vec![new.clone()]));
    assert!(bell.wait().unwrap().lost);
    assert_eq!(bell.listening(), &Listening::Polling { why: "there is no room".to_owned() });
    fs::write(new.join("x.md"), "x").unwrap();
    assert!(!bell.wait().unwrap().lost);
}

#[test]
fn what_happened_since_the_last_wait_is_one_knock() {
    let folder = folder_of(&["a"]);
    let told = Told::default();
    let mut bell = listen(ears(&told, true, 100), folder.path());
    let file = fs::canonicalize(folder.path()).unwrap().join("a/x.md");
    for _ in 0..1000 {
        tell(&told, What::Content(vec![file.clone()]));
    }
    assert!(bell.wait().is_some());
    assert!(bell.sounds.try_recv().is_err(), "nothing is left for a second knock");
}

#[test]
fn the_bell_is_rung_and_stopped_from_another_thread() {
    let folder = folder_of(&["a"]);
    let mut bell = listen(ears(&Told::default(), true, 100), folder.path());
    let ringer = bell.ringer();
    let other = std::thread::spawn(move || {
        ringer.ring();
        ringer.stop();
    });
    other.join().unwrap();
    assert_eq!(bell.wait(), None, "an end is told before a ring");
    assert_eq!(bell.wait(), None, "and for good");
}

#[test]
fn a_folder_that_is_not_there_is_told() {
    let folder = folder_of(&[]);
    let error = Doorbell::listen(&folder.path().join("none"), &[], quick()).err().unwrap();
    assert!(error.to_string().starts_with("cannot listen to the folder "), "{error}");
}
