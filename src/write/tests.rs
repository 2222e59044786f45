//! A build that stops after any of its acts leaves whole files, and the next build completes.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::hand::{Disk, Hand};
use super::{Ahead, Prepared, Written, broken, inspect};
use crate::diag::Broken;
use crate::digest;
use crate::model::address::Address;
use crate::model::output::{Output, OutputTree};

/// A hand that stops for good after some acts, as a killed process does: a file that it is about to put in place
/// stays behind half written, under its temporary name.
struct Mortal {
    acts: AtomicUsize,
}

impl Mortal {
    fn act(&self) -> io::Result<()> {
        let one_less = self.acts.fetch_update(Ordering::SeqCst, Ordering::SeqCst, |n| n.checked_sub(1));
        one_less.map(|_| ()).map_err(|_| ErrorKind::Interrupted.into())
    }
}

impl Hand for Mortal {
    fn make_folder(&self, at: &Path) -> io::Result<()> {
        self.act()?;
        Disk.make_folder(at)
    }

    fn move_folder(&self, from: &Path, at: &Path) -> io::Result<()> {
        self.act()?;
        Disk.move_folder(from, at)
    }

    fn put(&self, at: &Path, output: &Output) -> Result<(), Broken> {
        self.act().map_err(|e| {
            let half = at.with_file_name(".throughline-half.tmp");
            std::fs::write(half, "ha").expect("the folder is there");
            broken("write", at, e)
        })?;
        Disk.put(at, output)
    }

    fn delete(&self, at: &Path) -> io::Result<()> {
        self.act()?;
        Disk.delete(at)
    }

    fn remove_folder(&self, at: &Path) -> io::Result<()> {
        self.act()?;
        Disk.remove_folder(at)
    }
}

/// A hand that remembers the folders that it moved.
#[derive(Default)]
struct Mover {
    moved: Mutex<Vec<PathBuf>>,
}

impl Hand for Mover {
    fn make_folder(&self, at: &Path) -> io::Result<()> {
        Disk.make_folder(at)
    }

    fn move_folder(&self, from: &Path, at: &Path) -> io::Result<()> {
        Disk.move_folder(from, at)?;
        self.moved.lock().expect("nobody panicked").push(at.to_path_buf());
        Ok(())
    }

    fn put(&self, at: &Path, output: &Output) -> Result<(), Broken> {
        Disk.put(at, output)
    }

    fn delete(&self, at: &Path) -> io::Result<()> {
        Disk.delete(at)
    }

    fn remove_folder(&self, at: &Path) -> io::Result<()> {
        Disk.remove_folder(at)
    }
}

fn tree(files: &[(&str, &str)]) -> OutputTree {
    let output = |text: &&str| Output::Bytes(text.as_bytes().to_vec());
    OutputTree { files: files.iter().map(|(path, text)| (Address::new(*path), output(text))).collect() }
}

/// Every file and, with an empty text, every folder.
fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).expect("listed") {
            let path = entry.expect("an entry").path();
            let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
            if path.is_dir() {
                all.insert(name + "/", Vec::new());
                folders.push(path);
            } else {
                all.insert(name, std::fs::read(&path).expect("read"));
            }
        }
    }
    all
}

fn write(tree: &OutputTree, out: &Path) -> Result<Written, Broken> {
    Prepared::new(tree, out)?.write()
}

fn write_by(hand: &impl Hand, tree: &OutputTree, out: &Path) -> Result<Written, Broken> {
    Prepared::new(tree, out)?.write_by(hand)
}

/// Writes the tree with every file taken ahead; when the hand stops, what waits stays behind, as with a killed process.
fn write_ahead_by(hand: &impl Hand, tree: &OutputTree, out: &Path) -> Result<Written, Broken> {
    let ahead = Ahead::new(out);
    let take = |(address, output): (&Address, &Output)| {
        let Output::Bytes(bytes) = output else { panic!("the trees of these tests are bytes") };
        Ok((address.clone(), ahead.take(address, bytes, digest::of(bytes))?))
    };
    let tree = OutputTree { files: tree.files.iter().map(take).collect::<Result<_, Broken>>()? };
    let done = ahead.prepare(&tree)?.write_by(hand);
    if done.is_err() {
        std::mem::forget(ahead);
    }
    done
}

fn clean(tree: &OutputTree) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    write(tree, folder.path()).expect("written");
    contents(folder.path())
}

fn assert_whole(found: &BTreeMap<String, Vec<u8>>, trees: &[&OutputTree]) {
    for (path, bytes) in found {
        let is_one =
            |tree: &&OutputTree| tree.files.get(&Address::new(path.as_str())) == Some(&Output::Bytes(bytes.clone()));
        let is_ours = path.starts_with(".throughline-") || path.contains("/.throughline-") || path.ends_with('/');
        assert!(is_ours || trees.iter().any(is_one), "{path} is neither the old file nor the new one");
    }
}

#[test]
fn a_build_that_stops_anywhere_leaves_whole_files_and_the_next_one_completes() {
    let old = tree(&[("a/b/c", "1"), ("d", "2"), ("e.html", "3"), ("gone/x", "4"), ("Talk", "5"), ("same", "6")]);
    let new = tree(&[
        ("a", "file now"),
        ("d/e", "folder now"),
        ("e.html", "other"),
        ("talk", "5"),
        ("same", "6"),
        ("f/g/h", "7"),
        ("f/i", "8"),
    ]);
    let expected = clean(&new);
    let cases = [None, Some(&old)].into_iter().flat_map(|first| [(first, false), (first, true)]);
    for (first, is_ahead) in cases {
        for acts in 0.. {
            let folder = tempfile::tempdir().expect("a folder");
            let out = folder.path().join("_site");
            if let Some(first) = first {
                write(first, &out).expect("written");
            }
            let hand = Mortal { acts: AtomicUsize::new(acts) };
            let done = if is_ahead { write_ahead_by(&hand, &new, &out) } else { write_by(&hand, &new, &out) }.is_ok();
            if out.exists() {
                assert_whole(&contents(&out), &[&old, &new]);
            }
            assert_eq!(inspect(&out, folder.path()).expect("looked"), [], "after {acts} acts");
            assert_eq!(Prepared::new(&new, &out).expect("looked").conflicts(), [], "after {acts} acts");
            write(&new, &out).expect("written");
            assert_eq!(contents(&out), expected, "after {acts} acts");
            if done {
                break;
            }
        }
    }
}

#[test]
fn a_build_that_stops_can_be_followed_by_one_of_the_old_tree() {
    let old = tree(&[("a/b", "1"), ("c", "2")]);
    let new = tree(&[("a", "x"), ("c/d", "y")]);
    let expected = clean(&old);
    for acts in 0..12 {
        let folder = tempfile::tempdir().expect("a folder");
        write(&old, folder.path()).expect("written");
        let _ = write_by(&Mortal { acts: AtomicUsize::new(acts) }, &new, folder.path());
        write(&old, folder.path()).expect("written");
        assert_eq!(contents(folder.path()), expected, "after {acts} acts");
    }
}

#[test]
fn a_folder_that_is_new_comes_as_a_whole_and_others_file_by_file() {
    let texts: Vec<(String, String)> = (0..50).map(|n| (format!("2026/{n}.html"), n.to_string())).collect();
    let files = |texts: &[(String, String)]| {
        tree(&texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
    };
    let folder = tempfile::tempdir().expect("a folder");
    // The output folder, the manifest before and after, and the folder of the year.
    let four = Mortal { acts: AtomicUsize::new(4) };
    let written = write_ahead_by(&four, &files(&texts[..40]), folder.path()).expect("written");
    assert_eq!((written.written, written.unchanged), (40, 0));
    // What stood is not moved again, but for one that differs.
    let mut more = texts.clone();
    more[0].1 = "other".to_owned();
    let fourteen = Mortal { acts: AtomicUsize::new(3 + 11) };
    let written = write_ahead_by(&fourteen, &files(&more), folder.path()).expect("written");
    assert_eq!((written.written, written.unchanged), (11, 39));
    assert_eq!(contents(folder.path()), clean(&files(&more)));
}

#[test]
fn folders_that_some_disks_take_for_one_come_file_by_file() {
    let all = tree(&[("Blog/a", "1"), ("blog/b", "2"), ("blog/c/d", "3"), ("e/Blog/f", "4"), ("e/blog/g", "5")]);
    let folder = tempfile::tempdir().expect("a folder");
    let (hand, out) = (Mover::default(), folder.path());
    assert_eq!(write_ahead_by(&hand, &all, out).expect("written").written, 5);
    let moved = hand.moved.into_inner().expect("nobody panicked");
    assert_eq!(moved, [out.join("blog/c"), out.join("e")]);
    assert_eq!(contents(out), clean(&all));
}

#[test]
fn addresses_that_cannot_all_be_files_are_told_when_all_are_known() {
    for clash in [["x", "x/y"], ["x/y", "x"], ["a", ".git/a"], ["a", ".throughline-x/a"]] {
        let parent = tempfile::tempdir().expect("a folder");
        let out = parent.path().join("_site");
        let ahead = Ahead::new(&out);
        let take = |path: &str| {
            let address = Address::new(path);
            (address.clone(), ahead.take(&address, path.as_bytes(), digest::of(b"")).expect("taken"))
        };
        let tree = OutputTree { files: clash.map(take).into_iter().collect() };
        assert_ne!(ahead.prepare(&tree).expect("looked").conflicts(), [], "{clash:?}");
        let outside: Vec<_> = std::fs::read_dir(parent.path()).expect("listed").flatten().map(|e| e.path()).collect();
        assert_eq!(outside, [out.as_path()], "{clash:?}");
        drop(ahead);
        assert!(!out.exists(), "{clash:?}");
    }
}

#[test]
fn what_came_while_pages_were_made_is_not_overwritten() {
    for (came, first) in [("b.html", None), ("2026/3.html", None), ("2026/3.html", Some("2026/1.html"))] {
        let folder = tempfile::tempdir().expect("a folder");
        let out = folder.path();
        let old = tree(&first.map_or_else(Vec::new, |path| vec![(path, "1")]));
        write(&old, out).expect("written");
        let ahead = Ahead::new(out);
        let take = |path: &str| {
            let address = Address::new(path);
            (address.clone(), ahead.take(&address, b"ours", digest::of(b"ours")).expect("taken"))
        };
        let tree = OutputTree { files: ["b.html", "2026/3.html"].map(take).into_iter().collect() };
        std::fs::create_dir_all(out.join(came).parent().expect("a folder")).expect("made");
        std::fs::write(out.join(came), "a stranger's").expect("written");
        let prepared = ahead.prepare(&tree).expect("looked");
        assert_eq!(prepared.conflicts().iter().map(|found| found.code).collect::<Vec<_>>(), ["not-ours"], "{came}");
        assert!(prepared.write().is_err(), "{came}");
        assert_eq!(std::fs::read(out.join(came)).expect("read"), b"a stranger's", "{came}");
    }
}

/// Writes the one tree, and then the other, whose files are taken ahead; something happens to the folder when they are taken. Gives what spoke against
/// it, and what came of it.
fn write_meanwhile(trees: [&OutputTree; 2], out: &Path, happen: impl Fn()) -> (Vec<&'static str>, Result<(), String>) {
    write(trees[0], out).expect("written");
    let ahead = Ahead::new(out);
    let take = |(address, output): (&Address, &Output)| {
        let Output::Bytes(bytes) = output else { panic!("the trees of these tests are bytes") };
        (address.clone(), ahead.take(address, bytes, digest::of(bytes)).expect("taken"))
    };
    let tree = OutputTree { files: trees[1].files.iter().map(take).collect() };
    // Some systems tell times in steps of some milliseconds.
    std::thread::sleep(std::time::Duration::from_millis(30));
    happen();
    let prepared = ahead.prepare(&tree).expect("looked");
    let codes = prepared.conflicts().iter().map(|found| found.code).collect();
    (codes, prepared.write().map(|_| ()).map_err(|broken| broken.cause.to_string()))
}

#[test]
fn what_came_or_went_while_pages_were_made_is_not_overlooked() {
    let old = tree(&[("gone/a", "1"), ("kept/b", "2"), ("other", "3"), ("place/c", "4")]);
    let new = tree(&[("kept/b", "2"), ("other", "5"), ("place", "6")]);
    let folder = tempfile::tempdir().expect("a folder");
    let out = |name: &str| folder.path().join(name);
    let put = |at: &Path| std::fs::write(at, "a stranger's").expect("written");

    let (codes, done) = write_meanwhile([&old, &new], &out("1"), || {
        std::fs::remove_file(out("1/kept/b")).expect("it is there");
    });
    assert_eq!(codes, [] as [&str; 0]);
    assert!(done.is_err_and(|cause| cause.contains("taken away")), "a page that is kept must be there");

    let (codes, done) = write_meanwhile([&old, &new], &out("2"), || put(&out("2/place/mine")));
    assert!(codes == ["not-ours"] && done.is_err(), "{codes:?}");
    let mut expected = clean(&old);
    expected.insert("place/mine".to_owned(), b"a stranger's".to_vec());
    let mut found = contents(&out("2"));
    found.retain(|path, _| !path.ends_with(".tmp/") && !path.contains(".tmp/"));
    assert_eq!(found, expected, "nothing is deleted for a site that cannot be written");

    let (codes, done) = write_meanwhile([&old, &new], &out("3"), || put(&out("3/gone/mine")));
    assert_eq!((codes, done), (vec![], Ok(())));
    std::fs::remove_file(out("3/gone/mine")).expect("it is there");
    write(&new, &out("3")).expect("written");
    assert_eq!(contents(&out("3")), clean(&new), "a folder of ours goes when the stranger's file is gone");
}

#[cfg(unix)]
#[test]
fn nothing_goes_through_a_link_that_came_while_pages_were_made() {
    use std::os::unix::fs::symlink;
    let old = tree(&[("gone/a", "1"), ("kept/b", "2")]);
    let new = tree(&[("kept/b", "2"), ("kept/c", "3")]);
    for (moved, expected) in [("gone", vec![]), ("kept", vec!["not-ours"])] {
        let folder = tempfile::tempdir().expect("a folder");
        let (out, elsewhere) = (folder.path().join("_site"), folder.path().join("elsewhere"));
        let (codes, done) = write_meanwhile([&old, &new], &out, || {
            std::fs::rename(out.join(moved), &elsewhere).expect("moved");
            symlink(&elsewhere, out.join(moved)).expect("linked");
        });
        assert_eq!((&codes, done.is_ok()), (&expected, expected.is_empty()), "{moved}: {done:?}");
        assert_eq!(contents(&elsewhere).len(), 1, "{moved}");
    }
}
