//! What a build prints on which stream, and with which code it ends.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use clap::Parser;

use super::{Exit, Report, Screen, run, show, show_broken, web_address};
use crate::cli::Command;
use crate::diag::{Broken, Diagnostic, Place};
use crate::pipeline::{Step, Summary};

fn arguments(words: &[&str]) -> super::Arguments {
    let words = ["throughline", "build"].iter().chain(words);
    match crate::cli::Arguments::try_parse_from(words).expect("well used").command {
        Command::Build(arguments) => arguments,
        _ => unreachable!("build was asked for"),
    }
}

fn error(path: &str) -> Diagnostic {
    let mut d = Diagnostic::error("bad-date", "there is no 31 April").in_file(&Arc::from(path)).help("mend the date");
    d.place = Place { line: 2, column: 7, width: 10 };
    d.source_line = "date: 2024-04-31".to_owned();
    d
}

fn report(diagnostics: Vec<Diagnostic>, written: bool) -> Report {
    let site = Summary {
        out: "p/_site".into(),
        pages: 2,
        reflections: 1,
        rendered: 2,
        written: 2,
        unchanged: 0,
        deleted: 0,
        drafts: 0,
    };
    let step = Step { name: "read", took: Duration::from_millis(2), did: "3 files".to_owned() };
    Report { diagnostics, site: written.then_some(site), changed: Vec::new(), steps: vec![step] }
}

/// The output stream, the error stream and the exit of showing `report`.
fn shown(words: &[&str], report: &Report) -> (String, String, Exit) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let exit = show(&arguments(words), report, Duration::from_millis(90), &mut Screen::to(&mut out, &mut err));
    (String::from_utf8(out).expect("text"), String::from_utf8(err).expect("text"), exit)
}

const SENTENCE: &str = "2 pages from 1 reflection, 2 written, 0 unchanged, in 0.09 s\nopen p/_site/index.html\n";

#[test]
fn a_clean_build_says_what_it_did_and_which_file_to_open() {
    assert_eq!(shown(&[], &report(vec![], true)), (SENTENCE.to_owned(), String::new(), Exit::Clean));
    assert_eq!(shown(&["--quiet"], &report(vec![], true)), (String::new(), String::new(), Exit::Clean));
    assert_eq!(
        shown(&["--verbose"], &report(vec![], true)),
        (SENTENCE.to_owned(), "  read  3 files       2.0 ms\n".to_owned(), Exit::Clean)
    );
}

#[test]
fn errors_go_to_the_error_stream_and_nothing_is_written() {
    let expected = "\
error: there is no 31 April
 --> a.md:2:7
  |
2 | date: 2024-04-31
  |       ^^^^^^^^^^
  |
  = help: mend the date

1 error
nothing was written: mend the errors above and build again
";
    let report = report(vec![error("a.md")], false);
    assert_eq!(shown(&[], &report), (String::new(), expected.to_owned(), Exit::Mistakes));
    assert_eq!(shown(&["--quiet"], &report), (String::new(), expected.to_owned(), Exit::Mistakes));
}

#[test]
fn what_is_held_back_is_named() {
    let errors = ["c.md", "a.md", "a.md", "b.md"].map(error).into();
    let (out, err, exit) = shown(&["--keep-going"], &report(errors, true));
    assert_eq!((out.as_str(), exit), (SENTENCE, Exit::Mistakes));
    assert!(err.ends_with("\n4 errors\nheld back until the errors above are mended: a.md, b.md, c.md\n"), "{err}");
    let many = (0..7).map(|i| error(&format!("{i}.md"))).collect();
    let (_, err, _) = shown(&["--keep-going"], &report(many, true));
    assert!(err.ends_with(": 0.md, 1.md, 2.md, 3.md, 4.md and 2 more files\n"), "{err}");
}

#[test]
fn warnings_and_notes_do_not_change_the_exit_and_quiet_drops_the_notes() {
    let said = || vec![Diagnostic::note("n", "a remark"), Diagnostic::warning("w", "worth mending")];
    let (_, err, exit) = shown(&[], &report(said(), true));
    assert_eq!((err.as_str(), exit), ("note: a remark\n\nwarning: worth mending\n\n1 warning\n", Exit::Clean));
    let (out, err, _) = shown(&["--quiet"], &report(said(), true));
    assert_eq!((out.as_str(), err.as_str()), ("", "warning: worth mending\n\n1 warning\n"));
}

#[test]
fn json_is_one_object_a_line_in_a_fixed_order() {
    let mut errors = vec![error("a.md"), Diagnostic::note("n", "a \"remark\"")];
    let expected = concat!(
        r#"{"kind":"diagnostic","severity":"error","code":"bad-date","message":"there is no 31 April","path":"a.md","line":2,"column":7,"width":10,"source":"date: 2024-04-31","help":"mend the date"}"#,
        "\n",
        r#"{"kind":"diagnostic","severity":"note","code":"n","message":"a \"remark\"","path":null,"line":null,"column":null,"width":null,"source":null,"help":null}"#,
        "\n",
        r#"{"kind":"summary","errors":1,"warnings":0,"notes":1,"seconds":0.09,"site":null}"#,
        "\n",
    );
    let json = &["--format", "json"];
    assert_eq!(shown(json, &report(errors.clone(), false)), (expected.to_owned(), String::new(), Exit::Mistakes));
    errors.remove(0);
    assert_eq!(shown(&["--format", "json", "--quiet"], &report(errors, true)).0, "");
    assert_eq!(
        shown(json, &report(vec![], true)).0,
        concat!(
            r#"{"kind":"summary","errors":0,"warnings":0,"notes":0,"seconds":0.09,"#,
            r#""site":{"out":"p/_site","pages":2,"reflections":1,"written":2,"unchanged":0,"deleted":0}}"#,
            "\n",
        )
    );
}

#[test]
fn a_broken_world_is_told_with_its_path_and_act() {
    let shown = |words: &[&str], kind: io::ErrorKind| {
        let broken = Broken { act: "write", path: "_site/index.html".to_owned(), cause: kind.into() };
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let exit = show_broken(arguments(words).reporting.format, &broken, &mut Screen::to(&mut out, &mut err));
        assert_eq!(exit, Exit::Broken);
        String::from_utf8([out, err].concat()).expect("text")
    };
    let full = "error: cannot write _site/index.html: the disk is full
  = help: make room on the disk and build again: every file that stands is whole\n\n";
    assert_eq!(shown(&[], io::ErrorKind::StorageFull), full);
    assert_eq!(
        shown(&["--format", "json"], io::ErrorKind::PermissionDenied),
        "{\"kind\":\"broken\",\"act\":\"write\",\"path\":\"_site/index.html\",\"cause\":\"you have no permission\"}\n"
    );
}

#[test]
fn a_missing_folder_ends_with_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("zzz");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let words = [missing.to_str().expect("text")];
    let exit = run(&arguments(&words), &mut Screen::to(&mut out, &mut err));
    assert_eq!((exit, out.as_slice()), (Exit::Mistakes, &b""[..]));
    assert!(String::from_utf8_lossy(&err).starts_with("error: there is no folder"));
    assert!(!Path::new(&missing).exists());
}

#[test]
fn an_address_of_a_site_has_a_scheme_and_a_host() {
    for good in ["https://me.github.io/portfolio/", "http://localhost"] {
        assert_eq!(web_address(good).as_deref(), Ok(good));
    }
    for bad in ["", "me.github.io", "https://", "https:///x", "ftp://x", "https://a b"] {
        assert!(web_address(bad).is_err(), "{bad}");
    }
}
