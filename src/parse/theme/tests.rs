//! The catalogues are whole, and a portfolio's own files lie over them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::NaiveDate;

use super::theme;
use crate::diag::Diagnostic;
use crate::model::source::{Role, SourceFile};
use crate::model::theme::Theme;

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile {
        path: path.into(),
        disk: PathBuf::new(),
        role: Role::Theme,
        bytes: Some(text.as_bytes().to_vec()),
        stamp: None,
    }
}

fn with(path: &str, text: &str) -> (Theme, Vec<Diagnostic>) {
    let read = theme(&[file(path, text)]);
    (read.value, read.diagnostics)
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The keys below `words:` in a catalogue's own file.
fn written_keys(lang: &str) -> BTreeSet<String> {
    let data = super::BuiltIn::get(&format!("languages/{lang}.yaml")).unwrap().data;
    let text = String::from_utf8(data.into_owned()).unwrap();
    let (_, words) = text.split_once("\nwords:\n").unwrap();
    let keys = words.lines().filter(|line| !line.trim_start().starts_with('#'));
    keys.filter_map(|line| line.split_once(':')).map(|(key, _)| key.trim().to_owned()).collect()
}

#[test]
fn every_language_says_everything() {
    let english = written_keys("en");
    assert!(english.len() > 60);
    assert_eq!(theme(&[]).value.catalogues["en"].words.len(), english.len());
    for lang in ["mi", "fr"] {
        assert_eq!(written_keys(lang), english, "{lang}");
    }
}

#[test]
fn marks_for_what_goes_in_are_the_same_in_every_language() {
    let theme = theme(&[]).value;
    let marks = |text: &str| (text.contains("{count}"), text.contains("{name}"));
    for (lang, catalogue) in &theme.catalogues {
        for (key, words) in &catalogue.words {
            assert_eq!(marks(words), marks(&theme.catalogues["en"].words[key]), "{lang}: {key}");
        }
    }
}

#[test]
fn a_language_says_days_and_counts_its_own_way() {
    let theme = theme(&[]).value;
    let said = |lang: &str, date| theme.catalogue(lang).day(date);
    assert_eq!(said("en-NZ", day(2026, 3, 11)), "11 March 2026");
    assert_eq!(said("mi", day(2026, 3, 11)), "11 o Poutūterangi 2026");
    assert_eq!(said("fr-CA", day(2026, 8, 11)), "11 août 2026");
    assert_eq!(said("fr", day(2026, 3, 1)), "1er mars 2026");
    assert_eq!(said("de", day(2026, 3, 1)), "1 March 2026");
    assert_eq!(theme.catalogue("fr").count("reflections", 0), "0 réflexion");
    assert_eq!(theme.catalogue("en").count("reflections", 0), "0 reflections");
    assert_eq!(theme.catalogue("fr").quotes, ["«\u{202f}", "\u{202f}»", "‘", "’"]);
    assert!(theme.catalogue("fr").spaced_punctuation && !theme.catalogue("mi").spaced_punctuation);
}

#[test]
fn a_portfolio_adds_a_language() {
    let (theme, found) = with("theme/languages/de.yaml", "date: \"%-d. %B %Y\"\nwords:\n  home: Startseite\n");
    assert_eq!(found, []);
    let german = theme.catalogue("de-AT");
    assert_eq!((german.word("home"), german.word("timeline")), ("Startseite", "Timeline"));
    assert_eq!(german.day(day(2026, 3, 1)), "1. März 2026");
}

#[test]
fn a_portfolio_changes_one_word_of_a_language() {
    let (theme, found) = with("theme/languages/fr.yaml", "words: {inquiries: Enquêtes}\n");
    assert_eq!(found, []);
    let french = theme.catalogue("fr");
    assert_eq!((french.word("inquiries"), french.word("home")), ("Enquêtes", "Accueil"));
    assert_eq!(french.day(day(2026, 3, 1)), "1er mars 2026");
    assert!(french.spaced_punctuation);
}

#[test]
fn a_mistake_in_a_language_is_told() {
    let cases = [
        ("locale: xx_YY", 1, 9, "there is no locale \"xx_YY\"", Some("write a language and a country, such as de_DE")),
        (
            "date: \"%Q\"",
            1,
            8,
            "date should be made of %-d, %B and %Y, not \"%Q\"",
            Some("write it such as \"%-d %B %Y\""),
        ),
        (
            "date: \"%H\"",
            1,
            8,
            "date should be made of %-d, %B and %Y, not \"%H\"",
            Some("write it such as \"%-d %B %Y\""),
        ),
        ("months: [a, b]", 1, 10, "months should be twelve names, not 2", None),
        ("one: [a]", 1, 7, "one should be a list of numbers", None),
        ("quotes: [a]", 1, 9, "quotes should be a list of four quotation marks, not a list", None),
        ("words:\n  hoem: x", 2, 9, "the interface has no word \"hoem\" for \"x\"", Some("did you mean \"home\"?")),
        ("words: x", 1, 8, "words should be a table of keys and words, not words", None),
        ("words:\n  home: [a]", 2, 10, "home should be words", None),
        ("wrods: {}", 1, 1, "unknown key \"wrods\"", Some("did you mean \"words\"?")),
    ];
    for (text, line, column, message, help) in cases {
        let (_, found) = with("theme/languages/de.yaml", text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        let told = &found[0];
        assert_eq!((told.message.as_str(), told.help.as_deref()), (message, help), "{text}");
        assert_eq!((told.place.line, told.place.column), (line, column), "{text}");
        assert_eq!(told.path.as_deref(), Some("theme/languages/de.yaml"));
    }
}

#[test]
fn files_go_where_their_names_say() {
    let files = [
        file("theme/reflection.html", "<p>"),
        file("theme/sub/part.xml", "<a/>"),
        file("theme/style.css", "body{}"),
        file("theme/fonts/a.woff2", "x"),
    ];
    let theme = theme(&files).value;
    assert_eq!(theme.templates["reflection.html"].text, "<p>");
    assert_eq!(theme.templates["reflection.html"].path.as_deref(), Some("theme/reflection.html"));
    assert!(theme.templates.contains_key("sub/part.xml"));
    assert_eq!(theme.assets["style.css"].bytes, b"body{}");
    let address = theme.assets["style.css"].address.as_str();
    assert!(address.starts_with("assets/style-") && address.ends_with(".css"), "{address}");
    assert!(theme.assets["fonts/a.woff2"].address.as_str().starts_with("assets/a-"));
}
