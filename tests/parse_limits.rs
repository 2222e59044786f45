//! Front matter that is slow or huge on purpose is refused at once, with a message; and nothing that a file can hold stops the program.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

use std::path::PathBuf;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use throughline::diag::{Diagnosed, Severity};
use throughline::model::document::Document;
use throughline::model::settings::Settings;
use throughline::model::source::{Role, SourceFile};
use throughline::model::theme::Theme;
use throughline::parse;

fn file(path: &str, bytes: &[u8]) -> SourceFile {
    SourceFile {
        path: path.into(),
        disk: PathBuf::new(),
        role: Role::Markdown,
        bytes: Some(bytes.to_vec()),
        stamp: None,
    }
}

fn read(path: &str, bytes: &[u8], theme: &Theme) -> Diagnosed<Option<Document>> {
    parse::document(&file(path, bytes), &Settings::default(), theme)
}

/// Reads front matter as the file of a reflection, and gives its messages and how long it took.
fn refused(text: &str) -> (Vec<String>, Duration) {
    let theme = parse::theme(&[]).value;
    let start = Instant::now();
    let read = read("2026-03-11-x.md", text.as_bytes(), &theme);
    let errors = read.diagnostics.iter().filter(|found| found.severity == Severity::Error);
    (errors.map(|found| found.message.clone()).collect(), start.elapsed())
}

fn bomb() -> String {
    let levels = (1..9).map(|n| format!("  - &l{n} [{}]\n", vec![format!("*l{}", n - 1); 9].join(", ")));
    format!("---\ntags:\n  - &l0 [lol, lol]\n{}---\n", levels.collect::<String>())
}

#[test]
fn what_is_slow_on_purpose_is_refused_at_once() {
    const DEEP: &str = "lists inside lists go deeper than 32 here";
    const LONG: &str = "the front matter is longer than 64 kilobytes";
    const ALIAS: &str = "a value that begins with * repeats one from elsewhere, which is not possible here";
    let spread: String =
        (1..9).map(|n| format!("k{n}: &k{n} [{}]\n", vec![format!("*k{}", n - 1); 9].join(", "))).collect();
    let cases = [
        ("alias bomb", bomb(), ALIAS),
        ("alias bomb over keys", format!("---\nk0: &k0 [lol]\n{spread}---\n"), ALIAS),
        ("brackets", format!("---\ntags: {}\n---\n", "[".repeat(40_000)), DEEP),
        ("closed brackets", format!("---\ntags: {}{}\n---\n", "[".repeat(20_000), "]".repeat(20_000)), DEEP),
        ("braces", format!("---\ntags: {}\n---\n", "{a: ".repeat(10_000)), DEEP),
        ("dashes", format!("---\ntags:\n{}a\n---\n", "- ".repeat(30_000)), DEEP),
        ("thirty-three brackets", format!("---\ntags: {}a{}\n---\n", "[".repeat(33), "]".repeat(33)), DEEP),
        (
            "json",
            format!("{{\"tags\": {}}}\n", "[".repeat(40_000)),
            "the front matter in braces cannot be read from here on",
        ),
        ("json, thirty-three", format!("{{\"tags\": {}{}}}\n", "[".repeat(33), "]".repeat(33)), DEEP),
        (
            "toml",
            format!("+++\ntags = {}\n+++\n", "[".repeat(40_000)),
            "the front matter between the +++ lines cannot be read from here on",
        ),
        ("long", format!("---\ntitle: {}\n---\n", "a".repeat(70_000)), LONG),
        ("long toml", format!("+++\ntitle = \"{}\"\n+++\n", "a".repeat(70_000)), LONG),
        ("long json", format!("{{\"title\": \"{}\"}}\n", "a".repeat(70_000)), LONG),
        (
            "many keys",
            format!("---\ntitle: x\n{}---\n", "a:\n".repeat(20_000)),
            "the front matter has more than 500 keys",
        ),
    ];
    for (name, text, expected) in cases {
        let (messages, took) = refused(&text);
        assert_eq!(messages.first().map(String::as_str), Some(expected), "{name}: {messages:?}");
        // Some milliseconds on a quiet machine; without the limits it is minutes.
        assert!(took < Duration::from_secs(5), "{name}: {took:?}");
    }
}

#[test]
fn what_is_merely_long_is_read() {
    let tags: Vec<String> = (0..5_000).map(|n| format!("  - tag{n}\n")).collect();
    let theme = parse::theme(&[]).value;
    let read = read("2026-03-11-x.md", format!("---\ntags:\n{}---\n", tags.concat()).as_bytes(), &theme);
    assert_eq!(read.diagnostics, []);
    assert!(matches!(read.value, Some(Document::Reflection(reflection)) if reflection.tags.len() == 5_000));
}

/// Pieces that front matter is made of, so that chance puts together what is nearly right. A space stands between two of them.
const PIECES: &str = "---\n +++\n ...\n { } [ ] \" ' : , - \n \r\n \t # *a & |\n title: date: tags: 2026-03-11 2026-02-30 aliases: slug: ../ audience: \
    draft: true ō 学 \u{feff} \0 << ? !x lang: cover: published: 10:30 1e3 permalink: inquiry: revisits: [[x]] %ff \\ = question: title date \
    {\"title\": \"a\"}";

fn piece() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = PIECES.split(' ').chain([" ", "  ", ": ", "- ", "\u{2028}"]).collect();
    prop_oneof![4 => proptest::sample::select(pieces).prop_map(str::to_owned), 1 => "\\PC{0,6}"]
}

fn path() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("2026-03-11-x.md".to_owned()),
        Just("pages/x.md".to_owned()),
        Just("index.md".to_owned()),
        Just("inquiries/x.md".to_owned()),
        "[a-z0-9_.ōא学 -]{0,12}/[a-z0-9_.ōא学 -]{0,12}(\\.md)?",
    ]
}

/// A document, or a reason; and a document's own promises.
fn holds(read: &Diagnosed<Option<Document>>) -> Result<(), TestCaseError> {
    let Some(document) = &read.value else {
        prop_assert!(!read.diagnostics.is_empty());
        return Ok(());
    };
    let head = document.head();
    prop_assert!(!head.slug.is_empty() && !head.title.is_empty());
    prop_assert!(!head.slug.contains("..") && !head.slug.starts_with('/') && !head.slug.contains(['\\', '\0']));
    prop_assert!(!head.title.chars().any(char::is_control), "{:?}", head.title);
    for alias in &head.aliases {
        let parts: Vec<&str> = alias.path.split('/').collect();
        prop_assert!(!parts.iter().any(|part| matches!(*part, "" | "." | "..")), "{}", alias.path);
    }
    for found in &read.diagnostics {
        prop_assert!(found.path.is_some() && !found.message.is_empty());
    }
    Ok(())
}

thread_local! {
    static THEME: Theme = parse::theme(&[]).value;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_document_or_a_message(bytes in proptest::collection::vec(any::<u8>(), 0..400), path in path()) {
        THEME.with(|theme| holds(&read(&path, &bytes, theme)))?;
    }

    #[test]
    fn any_front_matter_is_a_document_or_a_message(pieces in proptest::collection::vec(piece(), 0..40), path in path()) {
        let text = format!("---\n{}\n---\ntext\n", pieces.concat());
        THEME.with(|theme| holds(&read(&path, text.as_bytes(), theme)))?;
    }

    #[test]
    fn any_start_of_a_file_is_a_document_or_a_message(pieces in proptest::collection::vec(piece(), 0..40), path in path()) {
        THEME.with(|theme| holds(&read(&path, pieces.concat().as_bytes(), theme)))?;
    }

    #[test]
    fn any_value_is_read_or_told(key in "[a-z_]{2,10}", value in "\\PC{0,40}") {
        let text = format!("---\n{key}: {value}\ntitle: kept\n---\n");
        THEME.with(|theme| {
            let read = read("2026-03-11-x.md", text.as_bytes(), theme);
            holds(&read)
        })?;
    }

}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_settings_and_any_language_file_are_read(pieces in proptest::collection::vec(piece(), 0..40)) {
        let text = pieces.concat();
        let settings = SourceFile { role: Role::Settings, ..file("portfolio.yaml", text.as_bytes()) };
        prop_assert!(!parse::settings(Some(&settings), "x").value.title.is_empty());
        let language = SourceFile { role: Role::Theme, ..file("theme/languages/xx.yaml", text.as_bytes()) };
        prop_assert!(parse::theme(&[language]).value.catalogues.contains_key("en"));
    }
}
