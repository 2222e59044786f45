//! What `check` says of files that are too large, or too many, to lie in `tests/cases/`, and of names that not every file system can hold.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::fs;
use std::path::Path;
use std::process::Command;

/// A portfolio of one clean reflection and a class of one child.
fn portfolio() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    put(folder.path(), "portfolio.yaml", "title: A portfolio\nbase_url: https://example.org/\n");
    put(folder.path(), "private/names.txt", "Aroha Ngata\n");
    let text = "---\nsummary: One sentence.\ninquiry: water\n---\n![An eel](eel.jpg)\n";
    put(folder.path(), "reflections/2026-03-11-a.md", text);
    put(folder.path(), "reflections/eel.jpg", "");
    folder
}

fn put(folder: &Path, path: &str, text: &str) {
    let at = folder.join(path);
    fs::create_dir_all(at.parent().expect("a file lies in a folder")).expect("a folder can be made");
    fs::write(at, text).expect("a file can be written");
}

/// What is said on the error stream, and the exit code.
fn said(folder: &Path) -> (String, Option<i32>) {
    let output = Command::new(env!("CARGO_BIN_EXE_throughline"))
        .args(["check", "."])
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    assert!(!folder.join("_site").exists() && !folder.join(".throughline").exists());
    (String::from_utf8(output.stderr).expect("the program speaks UTF-8"), output.status.code())
}

#[test]
fn a_page_is_weighed_with_its_pictures() {
    let folder = portfolio();
    let picture = fs::File::create(folder.path().join("reflections/eel.jpg")).expect("a picture can be made");
    picture.set_len(4_810_000).expect("it can be large");
    let expected = "\
warning: the page of this text weighs 4.8 MB: its largest picture is \"reflections/eel.jpg\" with 4.8 MB
 --> reflections/2026-03-11-a.md
  = help: make its pictures smaller: 1600 pixels across are enough for a page

1 warning
";
    assert_eq!(said(folder.path()), (expected.to_owned(), Some(0)));
}

#[test]
fn a_text_of_millions_of_words_is_too_heavy_by_itself() {
    let folder = portfolio();
    let words = format!("---\nsummary: One.\ninquiry: water\n---\n{}\n", "word ".repeat(500_000));
    put(folder.path(), "reflections/2026-03-12-b.md", &words);
    let expected = "\
warning: the page of this text weighs 2.5 MB, most of it words
 --> reflections/2026-03-12-b.md
  = help: divide the text into several

1 warning
";
    assert_eq!(said(folder.path()), (expected.to_owned(), Some(0)));
}

#[test]
fn a_list_of_the_class_is_told_as_one() {
    let folder = portfolio();
    put(folder.path(), "data/class.csv", &"Aroha\n".repeat(80));
    let (said, code) = said(folder.path());
    let expected = "\
error: this file has 30 more of these places
 --> data/class.csv
  = help: it looks like a list of the class: move it into the folder private/
";
    assert!(said.starts_with(expected), "{said}");
    assert!(said.ends_with("\n51 errors\nnot ready to be shared: mend the errors above\n"), "{said}");
    assert_eq!(code, Some(1));
}

#[test]
fn what_is_too_large_to_be_looked_through_is_named() {
    let folder = portfolio();
    put(folder.path(), "data/all.csv", &"1,2,3\n".repeat(1_500_000));
    let expected = "\
warning: this file has more than 8 megabytes and was not looked through
 --> data/all.csv
  = help: look through it yourself before you share it

1 warning
";
    assert_eq!(said(folder.path()), (expected.to_owned(), Some(0)));
}

#[test]
fn files_that_differ_by_capital_letters_alone_are_told() {
    let folder = portfolio();
    put(folder.path(), "data/Scores.csv", "1\n");
    put(folder.path(), "data/scores.csv", "2\n");
    if fs::read(folder.path().join("data/Scores.csv")).expect("it is there") == b"2\n" {
        // This disk takes the two for one.
        return;
    }
    let expected = "\
warning: on other computers this is the same file as \"data/Scores.csv\"
 --> data/scores.csv
  = help: give one of them another name, here and in the links to it

1 warning
";
    assert_eq!(said(folder.path()), (expected.to_owned(), Some(0)));
}

#[test]
fn a_folder_that_is_not_there_is_told_as_by_a_build() {
    let folder = tempfile::tempdir().expect("a folder");
    let output =
        Command::new(env!("CARGO_BIN_EXE_throughline")).args(["check", "mine"]).current_dir(folder.path()).output();
    assert_eq!(output.expect("the program runs").status.code(), Some(1));
}

#[cfg(unix)]
#[test]
fn a_class_list_that_cannot_be_read_is_a_broken_world() {
    let folder = portfolio();
    let list = folder.path().join("private/names.txt");
    fs::remove_file(&list).expect("it can be removed");
    fs::create_dir(&list).expect("a folder can stand in its place");
    let (said, code) = said(folder.path());
    assert!(said.starts_with("error: cannot read ./private/names.txt: "), "{said}");
    assert_eq!(code, Some(3));
}
