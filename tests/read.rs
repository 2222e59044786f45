//! Real folders, read: what is taken in, what is passed over, what is reported.
#![allow(clippy::disallowed_methods, reason = "tests make the folders that they read")]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tempfile::TempDir;
use throughline::diag::{Diagnosed, Diagnostic};
use throughline::digest;
use throughline::model::source::{Role, SourceTree};
use throughline::read;

fn folder_of(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for path in files {
        put(folder.path(), path, path);
    }
    folder
}

fn put(root: &Path, path: &str, text: &str) {
    let disk = root.join(path);
    fs::create_dir_all(disk.parent().expect("a parent")).expect("made");
    fs::write(disk, text).expect("written");
}

fn read(root: &Path) -> Diagnosed<SourceTree> {
    read::folder(root, &root.join("_site"), &|_| None).expect("the disk is whole")
}

fn paths(tree: &SourceTree) -> Vec<&str> {
    tree.files.iter().map(|f| &*f.path).collect()
}

/// Severity, code and path of each diagnostic, sorted as the pipeline sorts them.
fn said(diagnostics: &[Diagnostic]) -> Vec<String> {
    let mut sorted = diagnostics.to_vec();
    throughline::diag::sort(&mut sorted);
    let said = |d: &Diagnostic| format!("{:?} {} {}", d.severity, d.code, d.path.as_deref().unwrap_or("-"));
    sorted.iter().map(said).collect()
}

#[test]
fn a_folder_is_read_in_the_order_of_its_paths() {
    let folder = folder_of(&[
        "reflections/2026-03-11-x/index.md",
        "reflections/2026-03-11-x/photo.jpg",
        "reflections/2026-03-11-x.md",
        "portfolio.yaml",
        "CNAME",
        "theme/style.css",
        "pages/学び.md",
        "_posts/2010-01-01-old.markdown",
        "_drafts/no.md",
        "_site/index.html",
        ".git/no.md",
        "private/no.md",
        "node_modules/a/no.md",
        "README.md",
        "reflections/.hidden.md",
        "reflections/x.md~",
    ]);
    let tree = read(folder.path());
    assert_eq!(said(&tree.diagnostics), [] as [String; 0]);
    let roles: Vec<(&str, Role, bool)> =
        tree.value.files.iter().map(|f| (&*f.path, f.role, f.bytes.is_some())).collect();
    assert_eq!(
        roles,
        [
            ("CNAME", Role::Cname, true),
            ("_posts/2010-01-01-old.markdown", Role::Markdown, true),
            ("pages/学び.md", Role::Markdown, true),
            ("portfolio.yaml", Role::Settings, true),
            ("reflections/2026-03-11-x.md", Role::Markdown, true),
            ("reflections/2026-03-11-x/index.md", Role::Markdown, true),
            ("reflections/2026-03-11-x/photo.jpg", Role::Attachment, false),
            ("theme/style.css", Role::Theme, true),
        ]
    );
    for file in tree.value.files.iter().filter(|f| f.bytes.is_some()) {
        assert_eq!(file.bytes.as_deref(), Some(file.path.as_bytes()));
    }
}

#[test]
fn the_output_folder_is_not_read_wherever_it_lies() {
    let folder = folder_of(&["a.md", "public/b.md", "deep/er/c.md"]);
    let read = |out: &str| {
        let tree = read::folder(folder.path(), &folder.path().join(out), &|_| None).expect("the disk is whole");
        paths(&tree.value).join(" ")
    };
    assert_eq!(read("public"), "a.md deep/er/c.md");
    assert_eq!(read("deep/../deep/er"), "a.md public/b.md");
    assert_eq!(read("not-there"), "a.md deep/er/c.md public/b.md");
}

#[test]
fn a_folder_that_is_missing_is_the_authors_to_mend() {
    let beside = folder_of(&["example-portfolio/a.md", "notes.md"]);
    let said = |name: &str| {
        let tree = read(&beside.path().join(name));
        let d = &tree.diagnostics[0];
        let here = format!("{}/", beside.path().display());
        assert!(tree.value.files.is_empty() && tree.diagnostics.len() == 1);
        (d.code, d.message.replace(&here, ""), d.help.clone().expect("a remedy").replace(&here, ""))
    };
    let unknown = "give the folder that holds your reflections, or run the command inside it without a name";
    let cases = [
        ("exmaple-portfolio", "there is no folder \"exmaple-portfolio\"", "did you mean \"example-portfolio\"?"),
        ("zzz", "there is no folder \"zzz\"", unknown),
        ("notes.md/below", "there is no folder \"notes.md/below\"", unknown),
    ];
    for (name, message, help) in cases {
        assert_eq!(said(name), ("no-folder", message.to_owned(), help.to_owned()));
    }
    let (code, message, _) = said("notes.md");
    assert_eq!((code, message.as_str()), ("not-a-folder", "\"notes.md\" is a file, not a folder"));
}

#[test]
fn a_folder_without_markdown_says_what_to_write() {
    let folder = folder_of(&["README.md", "notes.txt"]);
    let tree = read(folder.path());
    assert_eq!(said(&tree.diagnostics), ["Error no-markdown -"]);
    assert!(tree.diagnostics[0].help.as_deref().is_some_and(|h| h.contains("reflections/2026-03-11-")));
    assert_eq!(paths(&tree.value), ["notes.txt"]);
}

#[test]
fn two_files_of_settings_are_one_too_many() {
    let folder = folder_of(&["a.md", "portfolio.yaml", "portfolio.yml"]);
    let tree = read(folder.path());
    assert_eq!(said(&tree.diagnostics), ["Error two-settings portfolio.yml"]);
    assert_eq!(paths(&tree.value), ["a.md", "portfolio.yaml"]);
}

#[test]
fn a_folder_is_read_again_when_something_goes_meanwhile() {
    let folder = folder_of(&["a.md", "b.md", "c.md"]);
    // Whether a text is known is asked between listing and reading it.
    let goes = |path: &str| {
        if path == "b.md" {
            fs::remove_file(folder.path().join(path)).expect("removed");
        }
        None
    };
    let tree = read::folder(folder.path(), &folder.path().join("_site"), &goes).expect("the disk is whole");
    assert_eq!(said(&tree.diagnostics), [] as [&str; 0]);
    assert_eq!(paths(&tree.value), ["a.md", "c.md"]);
}

#[test]
fn used_attachments_are_hashed_in_the_order_of_their_use() {
    let folder = folder_of(&["a.md", "b/one.jpg", "two.jpg", "unused.jpg"]);
    let tree = read(folder.path()).value;
    fs::remove_file(folder.path().join("two.jpg")).expect("removed");
    let used = ["two.jpg", "b/one.jpg", "a.md", "never.jpg"].map(Arc::from);
    let hashed = read::attachments(&tree, &used, |_| None).expect("the disk is whole");
    let got: Vec<(&str, [u8; 16])> = hashed.value.iter().map(|a| (&*a.path, a.hash)).collect();
    assert_eq!(got, [("b/one.jpg", digest::lasting(b"b/one.jpg")), ("a.md", digest::lasting(b"a.md"))]);
    assert_eq!(hashed.value[0].disk, folder.path().join("b/one.jpg"));
    assert_eq!(said(&hashed.diagnostics), ["Error gone never.jpg", "Error gone two.jpg"]);
}

#[cfg(unix)]
mod unix {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn link(root: &Path, path: &str, to: impl AsRef<Path>) {
        let disk = root.join(path);
        fs::create_dir_all(disk.parent().expect("a parent")).expect("made");
        symlink(to, disk).expect("linked");
    }

    #[test]
    fn a_link_that_stays_inside_is_followed_and_makes_no_second_page() {
        let folder = folder_of(&["a.md", "pictures/p.jpg", "pictures/notes.md", "private/told.md"]);
        let root = folder.path();
        link(root, "again.md", "a.md");
        link(root, "reflections/told.md", "../private/told.md");
        link(root, "reflections/x/pictures", "../../pictures");
        let tree = read(root);
        let expected =
            ["a.md", "pictures/notes.md", "pictures/p.jpg", "reflections/told.md", "reflections/x/pictures/p.jpg"];
        assert_eq!(paths(&tree.value), expected);
        assert_eq!(said(&tree.diagnostics), ["Note link-repeats again.md", "Note link-repeats reflections/x/pictures"]);
    }

    #[test]
    fn the_real_path_comes_before_the_link_however_they_sort() {
        let folder = folder_of(&["reflections/a.md"]);
        link(folder.path(), "all", "reflections");
        let tree = read(folder.path());
        assert_eq!(paths(&tree.value), ["reflections/a.md"]);
        assert_eq!(said(&tree.diagnostics), ["Note link-repeats all"]);
    }

    #[test]
    fn links_that_lead_out_or_round_or_nowhere_are_reported() {
        let elsewhere = folder_of(&["secret.md", "more/secret.md"]);
        let folder = folder_of(&["a.md", "b/b.md", "c/c.md"]);
        let root = folder.path();
        link(root, "out.md", elsewhere.path().join("secret.md"));
        link(root, "out", elsewhere.path());
        link(root, "gone.md", "nothing.md");
        link(root, "self.md", "self.md");
        link(root, "b/up", "..");
        link(root, "b/to-c", "../c");
        link(root, "c/to-b", "../b");
        link(root, "node_modules", elsewhere.path());
        link(root, ".#a.md", "me@here.123");
        let tree = read(root);
        assert_eq!(paths(&tree.value), ["a.md", "b/b.md", "c/c.md"]);
        let expected = [
            "Error link-loop b/to-c",
            "Error link-loop b/up",
            "Error link-loop c/to-b",
            "Warning link-to-nowhere gone.md",
            "Error link-out-of-folder out",
            "Error link-out-of-folder out.md",
            "Error link-loop self.md",
        ];
        assert_eq!(said(&tree.diagnostics), expected);
    }

    #[test]
    fn a_link_into_the_output_folder_is_passed_over() {
        let folder = folder_of(&["a.md", "_site/index.md"]);
        link(folder.path(), "latest", "_site");
        let tree = read(folder.path());
        assert_eq!((paths(&tree.value), tree.diagnostics.len()), (vec!["a.md"], 0));
    }

    #[test]
    fn links_that_multiply_one_another_come_to_an_end() {
        let folder = folder_of(&["a.md"]);
        for level in 0..=8 {
            put(folder.path(), &format!("private/{level}/p.jpg"), "x");
        }
        for (level, way) in (0..8).flat_map(|level| [(level, "l"), (level, "r")]) {
            link(folder.path(), &format!("private/{level}/{way}"), format!("../{}", level + 1));
        }
        link(folder.path(), "start", "private/0");
        let tree = read(folder.path());
        assert_eq!(tree.value.files.iter().filter(|f| f.role == Role::Attachment).count(), 1 + 2 + 4 + 8);
        assert_eq!(tree.diagnostics.iter().filter(|d| d.code == "link-too-far").count(), 16);
    }

    #[test]
    fn the_folder_itself_may_be_a_link() {
        let folder = folder_of(&["real/a.md"]);
        link(folder.path(), "portfolio", "real");
        let tree = read(&folder.path().join("portfolio"));
        assert_eq!((paths(&tree.value), tree.diagnostics.len()), (vec!["a.md"], 0));
    }

    #[test]
    fn a_name_that_is_no_text_is_reported() {
        let folder = folder_of(&["a.md"]);
        let name = PathBuf::from(OsStr::from_bytes(b"caf\xe9.md"));
        if fs::write(folder.path().join(name), "x").is_err() {
            return; // Some file systems refuse such names, and then there is nothing to report.
        }
        let tree = read(folder.path());
        assert_eq!(said(&tree.diagnostics), ["Error name-not-text caf\u{fffd}.md"]);
        assert_eq!(paths(&tree.value), ["a.md"]);
    }

    #[test]
    fn what_may_not_be_read_is_reported_and_left_out() {
        let folder = folder_of(&["a.md", "b.md", "c/c.md"]);
        for path in ["b.md", "c"] {
            fs::set_permissions(folder.path().join(path), fs::Permissions::from_mode(0o000)).expect("set");
        }
        if fs::read(folder.path().join("b.md")).is_ok() {
            return; // The superuser may read everything.
        }
        let tree = read(folder.path());
        fs::set_permissions(folder.path().join("c"), fs::Permissions::from_mode(0o700)).expect("set");
        assert_eq!(said(&tree.diagnostics), ["Error unreadable-file b.md", "Error unreadable-folder c"]);
        assert_eq!(paths(&tree.value), ["a.md"]);
    }

    #[test]
    fn a_pipe_that_is_named_like_a_text_is_not_waited_for() {
        let folder = folder_of(&["a.md"]);
        let made = std::process::Command::new("mkfifo").arg(folder.path().join("pipe.md")).status();
        if !made.is_ok_and(|status| status.success()) {
            return; // Without mkfifo there is no pipe to test with.
        }
        let tree = read(folder.path());
        assert_eq!(said(&tree.diagnostics), ["Warning not-a-file pipe.md"]);
    }
}
