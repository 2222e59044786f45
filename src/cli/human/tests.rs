//! What is printed, letter by letter.

use std::sync::Arc;

use super::{Look, diagnostics, tally};
use crate::diag::{Diagnostic, Place};

const PLAIN: Look = Look { colour: false, fold: true };

fn at(path: &str, line: u32, column: u32, width: u32, source: &str) -> Diagnostic {
    let mut d = Diagnostic::error("unknown-key", "unknown key \"daet\"").in_file(&Arc::from(path));
    d.place = Place { line, column, width };
    d.source_line = source.to_owned();
    d
}

fn shown(d: &Diagnostic) -> String {
    diagnostics(&[d], PLAIN)
}

#[test]
fn a_place_is_marked_under_its_line() {
    let d = at("reflections/2024-03-01-talk.md", 4, 1, 4, "daet: 2024-03-01").help("did you mean \"date\"?");
    let expected = "\
error: unknown key \"daet\"
 --> reflections/2024-03-01-talk.md:4:1
  |
4 | daet: 2024-03-01
  | ^^^^
  |
  = help: did you mean \"date\"?

";
    assert_eq!(shown(&d), expected);
}

#[test]
fn a_warning_and_a_note_say_so() {
    let mut d = at("a.md", 12, 3, 0, "xy");
    d.severity = crate::diag::Severity::Warning;
    let expected = "\
warning: unknown key \"daet\"
  --> a.md:12:3
   |
12 | xy
   |   ^

";
    assert_eq!(shown(&d), expected);
    assert_eq!(shown(&Diagnostic::note("n", "an empty file is passed over")), "note: an empty file is passed over\n\n");
}

#[test]
fn without_a_line_the_path_stands_alone() {
    let d = Diagnostic::error("too-large", "this file is too large")
        .in_file(&Arc::from("a b.md"))
        .help("divide it\nor not");
    assert_eq!(shown(&d), "error: this file is too large\n --> a b.md\n  = help: divide it\n          or not\n\n");
    let d = Diagnostic::error("no-folder", "there is no folder \"x\"").help("did you mean \"y\"?");
    assert_eq!(shown(&d), "error: there is no folder \"x\"\n  = help: did you mean \"y\"?\n\n");
}

#[test]
fn tabs_and_wide_letters_keep_the_mark_in_its_place() {
    let expected = "\
error: unknown key \"daet\"
 --> a.md:2:6
  |
2 |     日本語 daet: x
  |            ^^^^

";
    assert_eq!(shown(&at("a.md", 2, 6, 4, "\t日本語 daet: x")), expected);
    let expected = "\
error: unknown key \"daet\"
 --> a.md:2:1
  |
2 | 学び: x
  | ^^^^

";
    assert_eq!(shown(&at("a.md", 2, 1, 2, "学び: x")), expected);
}

#[test]
fn no_escape_sequence_reaches_the_terminal() {
    let mut d = at("a\u{1b}[2J.md", 1, 2, 1, "x\u{1b}[31m\u{9b}31m\u{7f}\u{202e}\r!").help("h\u{7}\u{1b}]0;t\u{7}");
    d.message = "m\u{1b}[1m\u{9d}".to_owned();
    let expected = "\
error: m␛[1m\u{fffd}
 --> a␛[2J.md:1:2
  |
1 | x␛[31m\u{fffd}31m␡\u{fffd}␍!
  |  ^
  |
  = help: h␇␛]0;t␇

";
    assert_eq!(shown(&d), expected);
    d.place = Place::default();
    assert!(!shown(&d).contains(|c: char| c.is_control() && c != '\n'));
}

#[test]
fn a_long_line_is_cut_around_its_mark() {
    let line = "word ".repeat(60);
    let cut = shown(&at("a.md", 7, 151, 4, &line));
    let expected = "\
error: unknown key \"daet\"
 --> a.md:7:151
  |
7 | ...rd word word word word word word word word word word word word word wo...
  |                                     ^^^^

";
    assert_eq!(cut, expected);
    let columns = |line: &str| line.chars().map(|c| if c < '\u{1100}' { 1 } else { 2 }).sum::<usize>();
    for column in [1, 100, 299, 5000, u32::MAX] {
        for width in [1, 70, u32::MAX] {
            let text = shown(&at("a.md", 7, column, width, &"ｗｉde 学び ".repeat(400)));
            assert!(text.lines().all(|l| columns(l) <= 90), "{column} {width}\n{text}");
        }
    }
}

#[test]
fn a_place_past_the_end_of_its_line_is_marked_at_the_end() {
    let expected = "\
error: unknown key \"daet\"
 --> a.md:3:4
  |
3 | abc
  |    ^

";
    assert_eq!(shown(&at("a.md", 3, 99, 5, "abc")), expected);
}

#[test]
fn messages_of_one_kind_are_folded_after_the_fifth() {
    let mut all: Vec<Diagnostic> = (0..42).map(|i| at(&format!("{:02}.md", i / 4 + 10), 1, 1, 1, "x")).collect();
    all.insert(6, Diagnostic::error("other", "another kind"));
    let all: Vec<&Diagnostic> = all.iter().collect();
    let text = diagnostics(&all, PLAIN);
    assert_eq!(text.matches("unknown key").count(), 5);
    assert!(
        text.contains(
            "\n\n... and 37 more like this (unknown-key) in 10 files: --verbose shows all\n\nerror: another kind\n\n"
        ),
        "{text}"
    );
    assert_eq!(diagnostics(&all, Look { fold: false, ..PLAIN }).matches("unknown key").count(), 42);
    assert!(!diagnostics(&all[..5], PLAIN).contains("more like this"));
    assert!(
        diagnostics(&all[..6], PLAIN)
            .ends_with("... and 1 more like this (unknown-key) in 1 file: --verbose shows all\n\n")
    );
}

#[test]
fn colours_come_only_when_asked_for() {
    let d = at("a.md", 1, 1, 1, "x").help("h");
    let file = Diagnostic::error("c", "m").in_file(&Arc::from("a.md")).help("h");
    for d in [&d, &file] {
        assert!(!shown(d).contains('\u{1b}'));
        assert!(diagnostics(&[d], Look { colour: true, fold: true }).contains("\u{1b}[1m"));
    }
}

#[test]
fn errors_and_warnings_are_counted() {
    let (e, w, n) = (Diagnostic::error("c", "m"), Diagnostic::warning("c", "m"), Diagnostic::note("c", "m"));
    let cases = [
        (vec![&e, &e, &w, &n], Some("2 errors, 1 warning")),
        (vec![&e], Some("1 error")),
        (vec![&w, &w], Some("2 warnings")),
        (vec![&n], None),
    ];
    for (all, expected) in cases {
        assert_eq!(tally(&all).as_deref(), expected);
    }
}
