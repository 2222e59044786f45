//! Real folders and each way in which programs save: every one rings, under events and under polling, and nothing else does.
//!
//! No latency is asserted: a slow machine may take its time.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "tests save as editors do, and fail when they cannot"
)]

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use throughline::watch::{Doorbell, Knock, Listening, Options, Ringer};

/// How long a knock may take before it counts as missed.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long nothing must be heard before it counts as quiet; several looks when polling.
const QUIET: Duration = Duration::from_millis(150);

/// How long to listen for a knock that must not come.
const SILENCE: Duration = Duration::from_millis(600);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Events,
    Polling,
}

/// A doorbell that waits in a thread of its own.
struct Bell {
    knocks: Receiver<Knock>,
    ringer: Ringer,
    waiting: Option<JoinHandle<()>>,
}

impl Bell {
    fn of(folder: &Path, by: By) -> Self {
        let options = Options { poll: by == By::Polling, interval: Duration::from_millis(40), ..Options::default() };
        let mut bell = Doorbell::listen(folder, &[folder.join("_site")], options).expect("the folder is there");
        match by {
            By::Events => assert_eq!(bell.listening(), &Listening::Events),
            By::Polling => assert_eq!(bell.listening(), &Listening::Polling { why: "it was asked for".to_owned() }),
        }
        let ringer = bell.ringer();
        let (mouth, knocks) = mpsc::channel();
        let waiting = thread::spawn(move || {
            while let Some(knock) = bell.wait() {
                mouth.send(knock).expect("the test listens until the bell is stopped");
            }
        });
        let bell = Self { knocks, ringer, waiting: Some(waiting) };
        bell.settle();
        bell
    }

    /// Waits until it is quiet. Some systems tell of what was just made before anyone listened.
    fn settle(&self) {
        while self.knocks.recv_timeout(QUIET).is_ok() {}
    }

    /// Waits for a knock, and until it is quiet again.
    fn rings(&self, after: &str) {
        self.knocks.recv_timeout(PATIENCE).unwrap_or_else(|_| panic!("no knock after {after}"));
        self.settle();
    }

    fn is_silent(&self, after: &str) {
        assert_eq!(self.knocks.recv_timeout(SILENCE), Err(RecvTimeoutError::Timeout), "after {after}");
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        self.ringer.stop();
        let ended = self.waiting.take().map(JoinHandle::join);
        assert!(thread::panicking() || matches!(ended, Some(Ok(()))), "the bell stops when it is told to");
    }
}

fn portfolio() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for path in ["portfolio.yaml", "reflections/2026-03-11-x.md", "theme/style.css", "theme/page.html", "a/p.jpg"] {
        put(root, path, "as it was");
    }
    for path in ["_site/index.html", ".git/index", "node_modules/a/b.md"] {
        put(root, path, "not of the site");
    }
    folder
}

fn put(root: &Path, path: &str, text: &str) {
    let disk = root.join(path);
    fs::create_dir_all(disk.parent().expect("a parent")).expect("made");
    fs::write(disk, text).expect("written");
}

/// A kind of save: its name, and what it does in the folder, for the first and the second time.
type Save = (&'static str, fn(&Path, usize));

const TEXT: &str = "reflections/2026-03-11-x.md";

const SAVES: &[Save] = &[
    ("a write in place", |root, n| put(root, TEXT, &format!("in place {n}"))),
    ("a write and rename, as vim with a hidden file", |root, n| {
        put(root, "reflections/4913", "");
        fs::remove_file(root.join("reflections/4913")).unwrap();
        put(root, "reflections/.x.md.swp", "swap");
        put(root, "reflections/.new.tmp", &format!("renamed {n}"));
        fs::rename(root.join("reflections/.new.tmp"), root.join(TEXT)).unwrap();
        fs::remove_file(root.join("reflections/.x.md.swp")).unwrap();
    }),
    ("a write and rename, as a word processor from another folder", |root, n| {
        put(root, ".tmp/x", &format!("moved in {n}"));
        fs::rename(root.join(".tmp/x"), root.join(TEXT)).unwrap();
    }),
    ("a deletion and creation", |root, n| {
        fs::remove_file(root.join(TEXT)).unwrap();
        put(root, TEXT, &format!("created {n}"));
    }),
    ("a deletion and, later, creation", |root, n| {
        fs::remove_file(root.join(TEXT)).unwrap();
        thread::sleep(Duration::from_millis(100));
        put(root, TEXT, &format!("created later {n}"));
    }),
    ("a rename to a backup and a new file", |root, n| {
        fs::rename(root.join(TEXT), root.join(format!("{TEXT}~"))).unwrap();
        put(root, TEXT, &format!("beside its backup {n}"));
    }),
    ("a truncation and, later, a write", |root, n| {
        let mut file = OpenOptions::new().write(true).truncate(true).open(root.join(TEXT)).unwrap();
        thread::sleep(Duration::from_millis(100));
        write!(file, "after the truncation {n}").unwrap();
    }),
    ("other bytes of the same length", |root, n| put(root, TEXT, ["one", "two"][n])),
    ("a new folder with a file", |root, n| put(root, &format!("new{n}/deep/er/2026-03-12-y.md"), "new")),
    ("a change in the new folder", |root, n| put(root, &format!("new{n}/deep/er/2026-03-12-y.md"), "changed")),
    ("a folder under another name", |root, n| {
        fs::rename(root.join(format!("new{n}")), root.join(format!("renamed{n}"))).unwrap();
    }),
    ("a change in the renamed folder", |root, n| {
        put(root, &format!("renamed{n}/deep/er/2026-03-12-y.md"), "changed again");
    }),
    ("a folder away and back", |root, n| {
        let (here, there) = (root.join(format!("renamed{n}")), root.join(format!("there{n}")));
        fs::rename(&here, &there).unwrap();
        fs::rename(&there, &here).unwrap();
        put(root, &format!("renamed{n}/and-back.md"), "back");
    }),
    ("a change in the folder that is back", |root, n| put(root, &format!("renamed{n}/and-back.md"), "back again")),
    ("a folder deleted and made again", |root, n| {
        fs::remove_dir_all(root.join(format!("renamed{n}"))).unwrap();
        put(root, &format!("renamed{n}/deep/z.md"), "again");
    }),
    ("a change in the folder made again", |root, n| put(root, &format!("renamed{n}/deep/z.md"), "changed")),
    ("the end of a folder", |root, n| fs::remove_dir_all(root.join(format!("renamed{n}"))).unwrap()),
    ("a folder moved in from elsewhere", |root, n| {
        put(root, ".elsewhere/deep/w.md", "from elsewhere");
        fs::rename(root.join(".elsewhere"), root.join(format!("in{n}"))).unwrap();
    }),
    ("a change in the folder moved in", |root, n| put(root, &format!("in{n}/deep/w.md"), "changed")),
    ("other settings", |root, n| put(root, "portfolio.yaml", &format!("title: {n}"))),
    ("another style sheet", |root, n| put(root, "theme/style.css", &format!("a {{ order: {n} }}"))),
    ("another template", |root, n| put(root, "theme/page.html", &format!("<p>{n}"))),
    ("another picture", |root, n| put(root, "a/p.jpg", &format!("picture {n}"))),
    ("a deletion", |root, n| {
        fs::remove_file(root.join(["theme/page.html", "a/p.jpg"][n])).unwrap();
    }),
];

fn every_save_rings_twice(by: By) {
    let folder = portfolio();
    let bell = Bell::of(folder.path(), by);
    for (name, save) in SAVES {
        for n in 0..2 {
            save(folder.path(), n);
            bell.rings(&format!("{name} ({n}, {by:?})"));
        }
    }
}

#[test]
fn every_save_rings_twice_by_events() {
    every_save_rings_twice(By::Events);
}

#[test]
fn every_save_rings_twice_by_polling() {
    every_save_rings_twice(By::Polling);
}

fn five_thousand_files_ring(by: By) {
    let folder = portfolio();
    let bell = Bell::of(folder.path(), by);
    for n in 0..2 {
        for file in 0..5000 {
            put(folder.path(), &format!("many{n}/{}/{file}.md", file % 50), "one of many");
        }
        bell.rings(&format!("5,000 files ({n}, {by:?})"));
        put(folder.path(), &format!("many{n}/49/4999.md"), "the last of many, changed");
        bell.rings(&format!("a change after 5,000 files ({n}, {by:?})"));
    }
}

#[test]
fn five_thousand_files_ring_by_events() {
    five_thousand_files_ring(By::Events);
}

#[test]
fn five_thousand_files_ring_by_polling() {
    five_thousand_files_ring(By::Polling);
}

fn what_is_not_of_the_site_does_not_ring(by: By) {
    let folder = portfolio();
    let root = folder.path();
    let bell = Bell::of(root, by);
    for path in [
        "_site/index.html",
        "_site/2026/new.html",
        ".git/index",
        ".git/objects/00/new",
        ".throughline/parsed",
        "node_modules/a/b.md",
        "reflections/.x.md.swp",
        "reflections/x.md~",
        "reflections/#x.md#",
        "reflections/.#x.md",
        "reflections/4913",
        "reflections/.throughline-abc.tmp",
        ".DS_Store",
    ] {
        put(root, path, "written by a build, by git or by an editor for itself");
    }
    fs::remove_dir_all(root.join("_site")).unwrap();
    put(root, "_site/index.html", "built again");
    bell.is_silent(&format!("what is not of the site ({by:?})"));
    read_all(root);
    bell.is_silent(&format!("a reading of all files ({by:?})"));
    put(root, TEXT, "of the site");
    bell.rings(&format!("a save ({by:?})"));
}

fn read_all(folder: &Path) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() { read_all(&path) } else { drop(fs::read(&path).unwrap()) }
    }
}

#[test]
fn what_is_not_of_the_site_does_not_ring_by_events() {
    what_is_not_of_the_site_does_not_ring(By::Events);
}

#[test]
fn what_is_not_of_the_site_does_not_ring_by_polling() {
    what_is_not_of_the_site_does_not_ring(By::Polling);
}

fn a_folder_that_is_deleted_and_made_again_rings(by: By) {
    let outer = tempfile::tempdir().unwrap();
    let root = outer.path().join("portfolio");
    put(&root, TEXT, "as it was");
    let bell = Bell::of(&root, by);
    for n in 0..2 {
        fs::remove_dir_all(&root).unwrap();
        bell.rings(&format!("the end of the folder ({n}, {by:?})"));
        put(&root, TEXT, "made again");
        bell.rings(&format!("the return of the folder ({n}, {by:?})"));
        put(&root, TEXT, "and changed");
        bell.rings(&format!("a change in the new folder ({n}, {by:?})"));
        fs::rename(&root, outer.path().join(format!("other{n}"))).unwrap();
        put(&root, TEXT, "another one");
        bell.rings(&format!("a folder put in its place ({n}, {by:?})"));
        put(&root, TEXT, "another one, changed");
        bell.rings(&format!("a change in the folder put in its place ({n}, {by:?})"));
    }
}

// Elsewhere a folder that is listened to cannot be deleted (Windows), or its end makes no sound of its own (macOS).
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_is_deleted_and_made_again_rings_by_events() {
    a_folder_that_is_deleted_and_made_again_rings(By::Events);
}

#[test]
fn a_folder_that_is_deleted_and_made_again_rings_by_polling() {
    a_folder_that_is_deleted_and_made_again_rings(By::Polling);
}

#[cfg(unix)]
fn what_lies_behind_links_rings(by: By) {
    use std::os::unix::fs::symlink;
    let folder = portfolio();
    let root = folder.path();
    put(root, ".notes/open/2026-04-01-n.md", "behind a link");
    put(root, ".files/2026-04-02-f.md", "behind a link");
    symlink("../.notes/open", root.join("reflections/notes")).unwrap();
    symlink("../.files/2026-04-02-f.md", root.join("reflections/2026-04-02-f.md")).unwrap();
    let bell = Bell::of(root, by);
    for n in 0..2 {
        put(root, ".notes/open/2026-04-01-n.md", &format!("changed {n}"));
        bell.rings(&format!("a change behind a link to a folder ({n}, {by:?})"));
        put(root, ".files/new.tmp", &format!("changed {n}"));
        fs::rename(root.join(".files/new.tmp"), root.join(".files/2026-04-02-f.md")).unwrap();
        bell.rings(&format!("a change behind a link to a file ({n}, {by:?})"));
        put(root, &format!(".later{n}/l.md"), "behind a later link");
        symlink(format!("../.later{n}"), root.join(format!("reflections/later{n}"))).unwrap();
        bell.rings(&format!("a new link ({n}, {by:?})"));
        put(root, &format!(".later{n}/l.md"), "changed");
        bell.rings(&format!("a change behind a new link ({n}, {by:?})"));
    }
}

#[cfg(unix)]
#[test]
fn what_lies_behind_links_rings_by_events() {
    what_lies_behind_links_rings(By::Events);
}

#[cfg(unix)]
#[test]
fn what_lies_behind_links_rings_by_polling() {
    what_lies_behind_links_rings(By::Polling);
}

#[cfg(unix)]
#[test]
fn the_folder_may_be_named_by_way_of_a_link() {
    let folder = portfolio();
    let outer = tempfile::tempdir().unwrap();
    let link = outer.path().join("link");
    std::os::unix::fs::symlink(folder.path(), &link).unwrap();
    for by in [By::Events, By::Polling] {
        let bell = Bell::of(&link, by);
        put(folder.path(), "_site/index.html", "built");
        bell.is_silent("a build");
        put(&link, TEXT, &format!("{by:?}"));
        bell.rings("a save by way of the link");
    }
}

#[test]
fn a_stream_of_saves_does_not_starve_the_bell() {
    let folder = portfolio();
    let bell = Bell::of(folder.path(), By::Events);
    let enough = Arc::new(AtomicBool::new(false));
    let stream = thread::spawn({
        let (file, enough) = (folder.path().join(TEXT), Arc::clone(&enough));
        move || save_until(&enough, &file)
    });
    for _ in 0..3 {
        bell.knocks.recv_timeout(PATIENCE).expect("a knock in the midst of the stream");
        assert!(!stream.is_finished(), "the stream was still going on");
    }
    enough.store(true, Ordering::Relaxed);
    stream.join().unwrap();
}

/// Saves without a pause that a bell would take for quiet, for as long as it takes.
fn save_until(enough: &AtomicBool, file: &PathBuf) {
    let start = Instant::now();
    while !enough.load(Ordering::Relaxed) && start.elapsed() < PATIENCE {
        fs::write(file, "again").unwrap();
        thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn what_happens_between_two_waits_is_one_knock() {
    let folder = portfolio();
    let mut bell = Doorbell::listen(folder.path(), &[], Options::default()).unwrap();
    for n in 0..100 {
        put(folder.path(), TEXT, &format!("during a build {n}"));
    }
    thread::sleep(QUIET);
    let knock = bell.wait().expect("a knock");
    assert!(!knock.lost && knock.first < Instant::now());
    bell.ringer().ring();
    let asked = Instant::now();
    assert!(bell.wait().expect("the ring").first <= asked);
}

/// Whatever was done to folders, and however fast: afterwards a save in any of them rings.
#[test]
fn no_folder_gets_out_of_hearing() {
    let folder = portfolio();
    let root = folder.path().join("a");
    let bell = Bell::of(folder.path(), By::Events);
    let mut dice = 0x2026_0311_u64;
    let mut roll = |sides: u64| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % sides
    };
    for round in 0..25 {
        for _ in 0..40 {
            let (one, other) = (root.join(spot(&mut roll)), root.join(spot(&mut roll)));
            // Many of these fail, as one folder is in another or is not there: that is as good.
            drop(match roll(4) {
                0 => fs::remove_dir_all(&one),
                1 => fs::rename(&one, &other),
                _ => fs::create_dir_all(&one),
            });
        }
        put(&root, "settled", "");
        bell.rings("a storm");
        for (at, folder) in folders_below(&root).iter().enumerate() {
            let start = Instant::now();
            put(folder, "x.md", &format!("{round} {at}"));
            while bell.knocks.recv_timeout(PATIENCE).expect("a knock of every folder").first < start {}
            thread::sleep(Duration::from_millis(20));
        }
    }
}

/// One of some forty nested folders.
fn spot(roll: &mut impl FnMut(u64) -> u64) -> PathBuf {
    (0..=roll(3)).map(|_| ["p", "q", "r"][usize::try_from(roll(3)).unwrap()]).collect()
}

fn folders_below(folder: &Path) -> Vec<PathBuf> {
    let below = fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).filter(|path| path.is_dir());
    below.flat_map(|path| [vec![path.clone()], folders_below(&path)].concat()).collect()
}

/// What the bell passes over must be passed over by the reader too, or a change would be missed.
#[test]
fn nothing_that_never_rings_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    for path in [".a/x.md", "b/.c/x.md", "node_modules/x.md", "b/node_modules/x.md", "theme/.a/x", "theme/x~"] {
        put(root, path, "never rings");
    }
    for name in [".x.md", "x.md~", "#x.md#", ".#x.md", "x.md.swp", "x.swo", "x.swx"] {
        put(root, &format!("b/{name}"), "never rings");
    }
    put(root, "index.md", "rings");
    let tree = throughline::read::folder(root, &root.join("_site"), &|_| None).unwrap().value;
    let read: Vec<&str> = tree.files.iter().map(|file| &*file.path).collect();
    assert_eq!(read, ["index.md"]);
}
