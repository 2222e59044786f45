//! Every behaviour has a small portfolio of its own in `tests/cases/NAME/`:
//!
//! - `in/` is the folder that is built (a copy of it), `args` the words after `throughline build` (one line, optional);
//! - `command` names another command than `build` (one word, optional); `check` must leave the folder as it was;
//! - `said.txt` is exactly what the program says, standard output, then standard error, then the exit code;
//! - `out/` holds files of the site that must be exactly so (often by a tiny `in/theme/`, so that the default theme may change).
//!
//! `BLESS=1 cargo test --test cases` writes what came out into `said.txt` and into those files that are in `out/`
//! already: for a new one, make an empty file of its name there first. Read the diff before you commit it.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

#[allow(dead_code, reason = "other tests copy portfolios, this one looks at them")]
mod folders;

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a case is readable") {
        let entry = entry.expect("an entry is readable");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a file can be copied");
        }
    }
}

fn files(folder: &Path, below: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder.join(below)) else { return };
    for entry in entries {
        let entry = entry.expect("an entry is readable");
        let path = below.join(entry.file_name());
        if entry.path().is_dir() {
            files(folder, &path, found);
        } else {
            found.push(path);
        }
    }
    found.sort();
}

/// What the program says of `folder`, with the figures that differ from run to run blotted out.
fn say(folder: &Path, command: &str, args: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_throughline"))
        .arg(command)
        .args(args)
        .arg("portfolio")
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the program runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program speaks UTF-8");
    let said = format!("{}{}", text(&output.stdout), text(&output.stderr));
    let lines: Vec<String> = said.lines().map(without_time).collect();
    format!("{}\nexit code {}\n", lines.join("\n"), output.status.code().expect("the program ends by itself"))
        .trim_start()
        .to_owned()
}

fn without_time(line: &str) -> String {
    match line.rsplit_once(", in ") {
        Some((before, after)) if after.ends_with(" s") => format!("{before}, in N s"),
        _ => without_seconds(line),
    }
}

/// The same in a line of JSON.
fn without_seconds(line: &str) -> String {
    let Some((before, after)) = line.split_once("\"seconds\":") else { return line.to_owned() };
    let figures = after.find(',').unwrap_or(after.len());
    format!("{before}\"seconds\":N{}", &after[figures..])
}

fn compare(case: &str, what: &Path, expected: &Path, actual: &str, wrong: &mut Vec<String>) {
    if std::env::var_os("BLESS").is_some() {
        fs::write(expected, actual).expect("the case can be written");
        return;
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    if wanted != actual {
        wrong.push(format!("{case}: {} differs\n--- expected\n{wanted}\n--- actual\n{actual}", what.display()));
    }
}

fn run(case: &Path, wrong: &mut Vec<String>) {
    let name = case.file_name().expect("a case has a name").to_string_lossy().into_owned();
    let folder = tempfile::tempdir().expect("a folder for the case");
    copy(&case.join("in"), &folder.path().join("portfolio"));
    let args = fs::read_to_string(case.join("args")).unwrap_or_default();
    let command = fs::read_to_string(case.join("command")).unwrap_or_else(|_| "build".to_owned());
    let said = say(folder.path(), command.trim(), &args.split_whitespace().collect::<Vec<_>>());
    if command.trim() == "check" && folders::tree(&case.join("in")) != folders::tree(&folder.path().join("portfolio")) {
        wrong.push(format!("{name}: the folder is not as it was"));
    }
    compare(&name, Path::new("said.txt"), &case.join("said.txt"), &said, wrong);
    let mut expected = Vec::new();
    files(&case.join("out"), Path::new(""), &mut expected);
    for path in expected {
        let actual = fs::read_to_string(folder.path().join("portfolio/_site").join(&path)).unwrap_or_default();
        compare(&name, &path, &case.join("out").join(&path), &actual, wrong);
    }
}

#[test]
fn every_case_says_and_makes_exactly_what_it_should() {
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/cases")
        .expect("there are cases")
        .map(|entry| entry.expect("a case is readable").path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    let mut wrong = Vec::new();
    for case in cases {
        run(&case, &mut wrong);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
