//! What is asked at the terminal, and what was promised.

use std::sync::Arc;

use clap::Parser;

use super::{Arguments, Known, Promise, Questions, Screen, choose, passed_over, promised};
use crate::diag::Diagnostic;
use crate::model::document::When;
use crate::start::KnownInquiry;

#[derive(Debug, Parser)]
struct New {
    #[command(flatten)]
    arguments: Arguments,
}

fn asked(words: &[&str]) -> Arguments {
    New::parse_from([&["new"], words].concat()).arguments
}

#[test]
fn the_words_of_a_title_need_no_quotation_marks() {
    let apart = asked(&["A", "bad day", "--tag", "talk", "indeed"]);
    assert_eq!((apart.title().as_str(), apart.tag.as_slice()), ("A bad day indeed", &["talk".to_owned()][..]));
    assert_eq!(asked(&["  A  bad day "]).title(), "A bad day");
    assert!(New::try_parse_from(["new"]).is_err() && New::try_parse_from(["new", "A", " "]).is_err());
}

#[test]
fn the_folder_of_a_portfolio_is_no_word_of_a_title() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().to_str().expect("a plain path");
    assert_eq!(asked(&["A", path]).folder_among_words(), None);
    std::fs::write(folder.path().join("portfolio.yaml"), "title: Mine\n").expect("written");
    assert_eq!(asked(&["A", path]).folder_among_words(), Some(path));
    assert_eq!(asked(&[path]).folder_among_words(), None);
}

fn known() -> Known {
    let inquiry =
        |name: &str, title: &str| KnownInquiry { name: name.to_owned(), title: title.to_owned(), stages: Vec::new() };
    let inquiries = vec![inquiry("talk", "Talk that helps"), inquiry("reading-shifts", "Reading shifts")];
    let mut known = Known::default();
    known.inquiries = inquiries;
    known
}

fn chosen(typed: &str, known: &Known) -> (Vec<String>, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let chosen = choose(known, &mut Questions::answered(typed.as_bytes()), &mut Screen::to(&mut out, &mut err));
    (chosen, String::from_utf8(err).expect("text"))
}

#[test]
fn inquiries_are_chosen_by_number() {
    let (names, said) = chosen("2\n", &known());
    assert_eq!(names, ["reading-shifts"]);
    assert_eq!(
        said,
        "Inquiries in use:\n   1  Talk that helps\n   2  Reading shifts\n\
         Which does it belong to? A number, several with commas, words of your own to begin a new one, or Enter for none: "
    );
    assert_eq!(chosen("2, 1\n", &known()).0, ["reading-shifts", "talk"]);
    assert_eq!(chosen("Talk that helps\n", &known()).0, ["talk"]);
    assert_eq!(chosen("\n", &known()).0, [""; 0]);
    assert_eq!(chosen("", &known()).0, [""; 0]);
}

#[test]
fn a_number_that_is_none_is_asked_for_again() {
    let (names, said) = chosen("3\n0\n1\n", &known());
    assert_eq!(names, ["talk"]);
    assert!(said.contains("error: no inquiry has the number 3\n"), "{said}");
    assert_eq!(said.matches("Which does it").count(), 3, "{said}");
}

#[test]
fn words_of_ones_own_begin_an_inquiry() {
    let (names, said) = chosen("Who waits, 1\n", &known());
    assert_eq!(names, ["Who waits", "talk"]);
    assert!(!said.contains("did you mean"), "{said}");
}

#[test]
fn words_that_are_nearly_an_inquiry_are_asked_back_once() {
    let asked_back = "warning: no inquiry is called \"reading shift\" yet\n  \
                      = help: did you mean \"reading-shifts\"? then give its number; the same again begins a new one\n";
    let (names, said) = chosen("reading shift\n2\n", &known());
    assert_eq!(names, ["reading-shifts"]);
    assert!(said.contains(asked_back), "{said}");
    let (names, said) = chosen("reading shift\nreading shift\n", &known());
    assert_eq!(names, ["reading shift"]);
    assert_eq!(said.matches(asked_back).count(), 1, "{said}");
}

#[test]
fn nothing_is_asked_where_no_inquiry_is_in_use() {
    assert_eq!(chosen("1\n", &Known::default()), (Vec::new(), String::new()));
}

#[test]
fn promises_are_one_short_list() {
    let promise = |year: u32| Promise {
        when: When { year, month: (year == 2026).then_some(3), day: None },
        path: Arc::from(format!("reflections/{year}.md")),
        title: format!("Of {year}\u{1b}"),
    };
    assert_eq!(promised(&[]), "");
    let all: Vec<Promise> = (2026..2033).map(promise).collect();
    assert_eq!(
        promised(&all),
        "\nyou meant to come back to:\n  2026-03     Of 2026␛ (reflections/2026.md)\n  2027        Of 2027␛ (reflections/2027.md)\n  \
         2028        Of 2028␛ (reflections/2028.md)\n  2029        Of 2029␛ (reflections/2029.md)\n  \
         2030        Of 2030␛ (reflections/2030.md)\n  and 2 more\n\
         (a reflection that says revisits: and the name of the file takes it off this list)\n"
    );
}

#[test]
fn what_cannot_be_looked_at_is_told_in_a_line() {
    let error = |path: &str| Diagnostic::error("x", "x").in_file(&Arc::from(path));
    let no_text = Diagnostic::error("no-markdown", "x");
    assert_eq!(passed_over(&[], true), None);
    assert_eq!(passed_over(&[no_text], false), None);
    let two = [error("a.md"), error("a.md"), error("b.md")];
    assert_eq!(passed_over(&two, true).as_deref(), Some("2 files with mistakes could not be looked at"));
    let said = "mistakes keep the portfolio from being looked at, so no inquiry can be offered";
    assert_eq!(passed_over(&[error("portfolio.yaml")], false).as_deref(), Some(said));
}
