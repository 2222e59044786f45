//! Real folders, written: what is written, what is left alone, what is refused.
#![allow(clippy::disallowed_methods, reason = "tests make and look into the folders that are written")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;
use throughline::diag::{Broken, Diagnostic};
use throughline::digest;
use throughline::model::address::Address;
use throughline::model::output::{Output, OutputTree};
use throughline::write::{Ahead, Prepared, Written, inspect};

const MANIFEST: &str = ".throughline-manifest";

type Files = BTreeMap<String, String>;

fn files(all: &[(&str, &str)]) -> Files {
    all.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn tree(files: &Files) -> OutputTree {
    let output = |text: &String| Output::Bytes(text.clone().into_bytes());
    OutputTree { files: files.iter().map(|(path, text)| (Address::new(path.as_str()), output(text))).collect() }
}

fn put(root: &Path, path: &str, text: &str) {
    let disk = root.join(path);
    fs::create_dir_all(disk.parent().expect("a parent")).expect("made");
    fs::write(disk, text).expect("written");
}

/// Every file but the manifest.
fn contents(folder: &Path) -> Files {
    let mut all = Files::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).expect("listed") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if !path.ends_with(MANIFEST) {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().into_owned();
                all.insert(name, fs::read_to_string(&path).expect("read"));
            }
        }
    }
    all
}

fn conflicts(tree: &OutputTree, out: &Path) -> Result<Vec<Diagnostic>, Broken> {
    Ok(Prepared::new(tree, out)?.conflicts().to_vec())
}

fn write(tree: OutputTree, out: &Path) -> Result<Written, Broken> {
    Prepared::new(&tree, out)?.write()
}

fn codes(diagnostics: &[Diagnostic]) -> Vec<&'static str> {
    diagnostics.iter().map(|d| d.code).collect()
}

fn empty() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

#[test]
fn only_differences_are_written_and_only_ours_is_deleted() {
    let folder = empty();
    let out = folder.path().join("deep/_site");
    let first = files(&[("index.html", "1"), ("tags/a.html", "2"), ("tags/b/c.html", "3"), ("x", "")]);
    let done = write(tree(&first), &out).expect("written");
    assert_eq!(done, Written { written: 4, unchanged: 0, deleted: 0 });
    assert_eq!(contents(&out), first);

    put(&out, "mine.txt", "mine");
    fs::create_dir(out.join("my-empty-folder")).expect("made");
    let second = files(&[("index.html", "1"), ("x", "4")]);
    let done = write(tree(&second), &out).expect("written");
    assert_eq!(done, Written { written: 1, unchanged: 1, deleted: 2 });
    assert_eq!(contents(&out), files(&[("index.html", "1"), ("x", "4"), ("mine.txt", "mine")]));
    assert!(!out.join("tags").exists() && out.join("my-empty-folder").exists());
}

/// The same tree, its files taken by `ahead`.
fn taken(ahead: &Ahead, files: &Files) -> OutputTree {
    let take = |(path, text): (&String, &String)| {
        let (address, bytes) = (Address::new(path.as_str()), text.as_bytes());
        let output = ahead.take(&address, bytes, digest::of(bytes)).expect("taken");
        (address, output)
    };
    OutputTree { files: files.iter().map(take).collect() }
}

#[test]
fn what_is_taken_ahead_is_written_as_what_is_held_in_memory() {
    let folder = empty();
    let out = folder.path().join("deep/_site");
    let first = files(&[("index.html", "1"), ("tags/a.html", "2"), ("x", "")]);
    let second = files(&[("index.html", "1"), ("tags", "now a file"), ("x", "4")]);
    let expected = [
        Written { written: 3, unchanged: 0, deleted: 0 },
        Written { written: 2, unchanged: 1, deleted: 1 },
        Written { written: 0, unchanged: 3, deleted: 0 },
    ];
    for (wanted, expected) in [&first, &second, &second].into_iter().zip(expected) {
        let ahead = Ahead::new(&out);
        let tree = taken(&ahead, wanted);
        let done = ahead.prepare(&tree).expect("looked").write().expect("written");
        assert_eq!(done, expected);
        drop(ahead);
        assert_eq!(contents(&out), *wanted);
        assert!(inspect(&out, folder.path()).expect("looked").is_empty());
    }
}

#[test]
fn what_was_taken_and_is_not_written_leaves_nothing_behind() {
    let folder = empty();
    let out = folder.path().join("deep/_site");
    let ahead = Ahead::new(&out);
    taken(&ahead, &files(&[("a/b", "1")]));
    assert_eq!(contents(&out).len(), 1);
    drop(ahead);
    assert!(!folder.path().join("deep").exists());

    write(tree(&files(&[("a/b", "1")])), &out).expect("written");
    put(&out, "c", "a stranger's");
    let ahead = Ahead::new(&out);
    let refused = taken(&ahead, &files(&[("a/b", "2"), ("c", "ours")]));
    let prepared = ahead.prepare(&refused).expect("looked");
    assert_eq!(codes(prepared.conflicts()), ["not-ours"]);
    prepared.write().expect_err("refused");
    drop(ahead);
    assert_eq!(contents(&out), files(&[("a/b", "1"), ("c", "a stranger's")]));
}

#[test]
fn a_strangers_file_with_the_bytes_of_one_taken_ahead_stays_the_strangers() {
    let folder = empty();
    write(OutputTree::default(), folder.path()).expect("written");
    put(folder.path(), "CNAME", "me.example");
    let ahead = Ahead::new(folder.path());
    let tree = taken(&ahead, &files(&[("CNAME", "me.example")]));
    let prepared = ahead.prepare(&tree).expect("looked");
    assert_eq!(prepared.conflicts(), []);
    assert_eq!(prepared.write().expect("written").unchanged, 1);
    drop(ahead);
    assert_eq!(write(OutputTree::default(), folder.path()).expect("written").deleted, 0);
    assert!(folder.path().join("CNAME").exists());
}

#[test]
fn a_second_write_touches_nothing() {
    let folder = empty();
    let all = tree(&files(&[("index.html", "1"), ("a/b", "2")]));
    write(all.clone(), folder.path()).expect("written");
    let times = || {
        ["index.html", "a/b", MANIFEST]
            .map(|f| fs::metadata(folder.path().join(f)).expect("there").modified().expect("a time"))
    };
    let before = times();
    std::thread::sleep(std::time::Duration::from_millis(20));
    assert_eq!(write(all, folder.path()).expect("written"), Written { written: 0, unchanged: 2, deleted: 0 });
    assert_eq!(times(), before);
}

#[test]
fn a_copy_is_the_file_it_is_made_from() {
    let folder = empty();
    put(folder.path(), "from/p.jpg", "picture");
    let copy = |text: &str| {
        let hash = digest::lasting(text.as_bytes());
        let output = Output::Copy { from: folder.path().join("from/p.jpg"), hash };
        OutputTree { files: BTreeMap::from([(Address::new("assets/p.jpg"), output)]) }
    };
    let out = folder.path().join("_site");
    assert_eq!(write(copy("picture"), &out).expect("written").written, 1);
    assert_eq!(write(copy("picture"), &out).expect("written").unchanged, 1);
    put(folder.path(), "from/p.jpg", "another");
    assert_eq!(write(copy("another"), &out).expect("written").written, 1);
    assert_eq!(contents(&out), files(&[("assets/p.jpg", "another")]));
}

#[test]
fn a_copy_whose_source_has_gone_names_the_source_and_leaves_nothing_behind() {
    let folder = empty();
    let from = folder.path().join("gone.jpg");
    let output = Output::Copy { from: from.clone(), hash: [0; 16] };
    let all = OutputTree { files: BTreeMap::from([(Address::new("p.jpg"), output)]) };
    let out = folder.path().join("_site");
    let broken = write(all, &out).expect_err("nothing to copy");
    assert_eq!((broken.act, broken.path), ("read", from.display().to_string()));
    assert_eq!(contents(&out), Files::new());
}

#[test]
fn the_manifest_tells_no_address() {
    let folder = empty();
    write(tree(&files(&[("2026/03-11-secret-plan.html", "x")])), folder.path()).expect("written");
    let manifest = fs::read_to_string(folder.path().join(MANIFEST)).expect("there");
    let mut lines = manifest.lines();
    assert_eq!(lines.next(), Some("throughline manifest 1"));
    let entries: Vec<&str> = lines.collect();
    assert_eq!(entries.len(), 2, "the file and its folder");
    assert!(entries.is_sorted() && entries.iter().all(|e| e.len() == 32 && e.bytes().all(|b| b.is_ascii_hexdigit())));
}

#[test]
fn leftovers_of_killed_builds_are_removed() {
    let folder = empty();
    let all = tree(&files(&[("a/b", "1")]));
    write(all.clone(), folder.path()).expect("written");
    put(folder.path(), "a/.throughline-Ab12.tmp", "half");
    put(folder.path(), ".throughline-Cd34.tmp/0", "a page that waited");
    put(folder.path(), ".throughline-other", "not ours");
    write(all, folder.path()).expect("written");
    assert_eq!(contents(folder.path()), files(&[("a/b", "1"), (".throughline-other", "not ours")]));
    assert!(!folder.path().join(".throughline-Cd34.tmp").exists());
}

#[test]
fn a_strangers_file_is_neither_overwritten_nor_deleted() {
    let cases = [
        ("about.html", "about.html", vec!["about.html"]),
        ("tags", "tags/a.html", vec!["tags"]),
        ("about.html/x", "about.html", vec!["about.html", "about.html/x"]),
        ("About.html", "about.html", vec!["About.html"]),
    ];
    for (stranger, ours, expected) in cases {
        let folder = empty();
        write(OutputTree::default(), folder.path()).expect("written");
        put(folder.path(), stranger, "a stranger's");
        let all = tree(&files(&[(ours, "ours")]));
        let found = conflicts(&all, folder.path()).expect("looked");
        let at = |path: &&str| {
            let at = folder.path().join(path);
            format!("\"{}\" stands where a file of the site belongs, and was not made by throughline", at.display())
        };
        let messages: Vec<&str> = found.iter().map(|d| d.message.as_str()).collect();
        assert_eq!(messages, expected.iter().map(at).collect::<Vec<_>>());
        write(all, folder.path()).expect_err("refused");
        assert_eq!(contents(folder.path()), files(&[(stranger, "a stranger's")]));
    }
}

#[test]
fn a_strangers_file_with_the_right_bytes_stays_the_strangers() {
    let folder = empty();
    write(OutputTree::default(), folder.path()).expect("written");
    put(folder.path(), "CNAME", "me.example");
    let all = tree(&files(&[("CNAME", "me.example")]));
    assert_eq!(conflicts(&all, folder.path()).expect("looked"), []);
    assert_eq!(write(all, folder.path()).expect("written").unchanged, 1);
    assert_eq!(write(OutputTree::default(), folder.path()).expect("written").deleted, 0);
    assert!(folder.path().join("CNAME").exists());
}

#[test]
fn a_folder_that_a_stranger_uses_too_stays_until_it_is_empty() {
    let folder = empty();
    let with_tags = tree(&files(&[("tags/a.html", "1")]));
    write(with_tags, folder.path()).expect("written");
    put(folder.path(), "tags/mine.txt", "mine");
    write(OutputTree::default(), folder.path()).expect("written");
    assert_eq!(contents(folder.path()), files(&[("tags/mine.txt", "mine")]));
    fs::remove_file(folder.path().join("tags/mine.txt")).expect("removed");
    write(OutputTree::default(), folder.path()).expect("written");
    assert!(!folder.path().join("tags").exists());
}

#[test]
fn a_repository_in_the_output_folder_is_not_looked_into() {
    let folder = empty();
    fs::create_dir_all(folder.path().join(".git/refs/heads")).expect("made");
    assert_eq!(inspect(folder.path(), Path::new("elsewhere")).expect("looked"), []);
    write(tree(&files(&[("a", "1")])), folder.path()).expect("written");
    assert!(folder.path().join(".git/refs/heads").exists());
    assert_eq!(
        codes(&conflicts(&tree(&files(&[(".git/config", "x")])), folder.path()).expect("looked")),
        ["address-unfit", "not-ours"]
    );
}

#[test]
fn addresses_that_no_file_can_have_are_refused_before_anything_is_touched() {
    let long = "é".repeat(128);
    let cases = [
        (vec!["a\\b"], "address-unfit"),
        (vec!["a//b"], "address-unfit"),
        (vec![""], "address-unfit"),
        (vec![MANIFEST], "address-unfit"),
        (vec![long.as_str()], "address-too-long"),
        (vec!["a.html", "A.html"], "address-clash"),
        (vec!["a", "a/b"], "address-clash"),
        (vec!["a", "A/b"], "address-clash"),
    ];
    for (addresses, code) in cases {
        let folder = empty();
        let out = folder.path().join("_site");
        let all = tree(&addresses.iter().map(|a| ((*a).to_owned(), String::new())).collect());
        assert_eq!(codes(&conflicts(&all, &out).expect("looked")), [code], "{addresses:?}");
        write(all, &out).expect_err("refused");
        assert!(!out.exists());
    }
}

#[test]
fn the_output_folder_is_looked_at_before_anything() {
    let folder = empty();
    let root = folder.path();
    for (path, text) in [("reflections/a.md", "a"), ("full/x", "x"), ("file", "f"), ("pages/about.md", "b")] {
        put(root, path, text);
    }
    fs::create_dir(root.join("empty")).expect("made");
    put(root, "killed/.throughline-Ab12.tmp", "half");
    put(root, "killed/.throughline-Cd34.tmp/0", "a page that waited");
    write(tree(&files(&[("a", "1")])), &root.join("ours")).expect("written");
    let cases: &[(&str, &[&str])] = &[
        ("_site", &[]),
        ("not/there/yet", &[]),
        ("empty", &[]),
        ("killed", &[]),
        ("ours", &[]),
        (".", &["output-holds-portfolio"]),
        ("..", &["output-holds-portfolio"]),
        ("reflections", &["output-among-sources"]),
        ("pages/_site", &["output-among-sources"]),
        ("theme", &["output-among-sources"]),
        ("not-there/../inquiries/x", &["output-among-sources"]),
        ("Reflections/x", &["output-among-sources"]),
        ("full", &["output-not-ours"]),
        ("file", &["output-is-a-file"]),
        ("file/below", &["output-is-a-file"]),
    ];
    for (out, expected) in cases {
        let found = inspect(&root.join(out), root).expect("looked");
        assert_eq!(codes(&found), *expected, "{out}");
        assert!(found.iter().all(|d| d.help.is_some()), "{out}");
    }
    assert_eq!(inspect(&root.join("file/_site"), &root.join("file")).expect("looked"), []);
    assert_eq!(codes(&inspect(Path::new("/elsewhere/_site"), root).expect("looked")), [] as [&str; 0]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    #[test]
    fn a_file_of_the_site_can_be_read_by_whom_any_new_file_can() {
        let folder = empty();
        put(folder.path(), "ordinary", "x");
        let out = folder.path().join("_site");
        write(tree(&files(&[("a", "x")])), &out).expect("written");
        let ahead = Ahead::new(&out);
        let tree = taken(&ahead, &files(&[("a", "x"), ("b", "y")]));
        ahead.prepare(&tree).expect("looked").write().expect("written");
        let mode = |path: &str| fs::metadata(folder.path().join(path)).expect("there").permissions().mode();
        assert_eq!(mode("_site/a"), mode("ordinary"));
        assert_eq!(mode("_site/b"), mode("ordinary"));
        assert_eq!(mode(&format!("_site/{MANIFEST}")), mode("ordinary"));
    }

    #[test]
    fn nothing_is_written_or_deleted_through_a_link() {
        let folder = empty();
        let (out, elsewhere) = (folder.path().join("_site"), folder.path().join("elsewhere"));
        let all = tree(&files(&[("tags/a.html", "ours")]));
        write(all.clone(), &out).expect("written");
        fs::rename(out.join("tags"), &elsewhere).expect("moved");
        symlink(&elsewhere, out.join("tags")).expect("linked");
        assert_eq!(codes(&conflicts(&all, &out).expect("looked")), ["not-ours"]);
        write(OutputTree::default(), &out).expect("written");
        assert_eq!(contents(&elsewhere), files(&[("a.html", "ours")]));
        assert!(out.join("tags").is_symlink());
    }

    #[test]
    fn a_closed_folder_is_a_broken_world_and_no_temporary_file_stays() {
        let folder = empty();
        let out = folder.path().join("_site");
        write(tree(&files(&[("a/b", "1")])), &out).expect("written");
        fs::set_permissions(out.join("a"), fs::Permissions::from_mode(0o555)).expect("set");
        if fs::write(out.join("a/try"), "").is_ok() {
            return; // The superuser may write everywhere.
        }
        let broken = write(tree(&files(&[("a/b", "2")])), &out).expect_err("closed");
        fs::set_permissions(out.join("a"), fs::Permissions::from_mode(0o755)).expect("set");
        assert_eq!((broken.act, broken.path), ("write", out.join("a/b").display().to_string()));
        assert_eq!(contents(&out), files(&[("a/b", "1")]));
    }
}

/// Addresses that get in one another's way as files and folders, and in spelling.
const POOL: &[&str] = &["a", "a/b", "a/b/c", "A", "d.html", "d.html/e", "学び/f.html", "x/y/z", "x/w"];
/// Strangers' files, some in folders that are also ours.
const STRANGERS: &[&str] = &["mine.txt", "a/mine.txt", "x/y/mine.txt", "other/mine.txt"];

fn any_tree() -> impl Strategy<Value = Files> {
    prop::collection::btree_map(prop::sample::select(POOL).prop_map(str::to_owned), "[12]", 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whatever was written before, the folder holds the last tree and the strangers' files; a tree that is refused
    /// changes nothing; and the same tree again writes nothing.
    #[test]
    fn any_sequence_of_trees_ends_in_the_last(
        trees in prop::collection::vec(any_tree(), 1..6),
        strangers in prop::sample::subsequence(STRANGERS, 0..STRANGERS.len()),
    ) {
        let folder = empty();
        write(OutputTree::default(), folder.path()).expect("written");
        let mut expected: Files = strangers.iter().map(|path| ((*path).to_owned(), "mine".to_owned())).collect();
        for path in &strangers {
            put(folder.path(), path, "mine");
        }
        for files in trees {
            let wanted = tree(&files);
            if conflicts(&wanted, folder.path()).expect("looked").is_empty() {
                let done = write(wanted.clone(), folder.path()).expect("written");
                prop_assert_eq!(done.written + done.unchanged, files.len());
                expected = files.clone();
                expected.extend(strangers.iter().map(|path| ((*path).to_owned(), "mine".to_owned())));
                let again = write(wanted, folder.path()).expect("written");
                prop_assert_eq!(again, Written { written: 0, unchanged: files.len(), deleted: 0 });
            } else {
                write(wanted, folder.path()).expect_err("refused");
            }
            prop_assert_eq!(&contents(folder.path()), &expected);
        }
    }
}
