//! The survey folder: one small file for each oddity that was found in the portfolios and blogs of teachers and schools.
//!
//! `survey.expected` says, file by file, what comes of each: what it is, its slug, title and whatever else it says, and every message with its
//! place. `UPDATE_EXPECTED=1 cargo test --test survey` writes it anew; read the difference before you keep it.
#![allow(clippy::disallowed_methods, reason = "a test reads its fixtures")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use throughline::diag::{Diagnosed, Diagnostic};
use throughline::model::document::{Audience, Document, Reference, Term};
use throughline::model::settings::Settings;
use throughline::model::source::{Role, SourceFile};
use throughline::parse;

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/survey");
const EXPECTED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/survey.expected");

#[test]
fn each_file_gives_what_its_author_meant_or_says_why_not() {
    let files = markdown();
    assert!(files.len() >= 60, "only {} files", files.len());
    let settings = settings();
    let theme = parse::theme(&[]).value;
    let told: String = files.iter().map(|file| told(file, &parse::document(file, &settings, &theme))).collect();
    if std::env::var_os("UPDATE_EXPECTED").is_some() {
        std::fs::write(EXPECTED, &told).expect("the expectations can be written");
    }
    let expected = std::fs::read_to_string(EXPECTED).unwrap_or_default();
    for (told, expected) in told.split("\n\n").zip(expected.split("\n\n")) {
        assert_eq!(told, expected);
    }
    assert_eq!(told.len(), expected.len());
}

#[test]
fn every_message_has_a_file_a_code_and_plain_words() {
    let (settings, theme) = (settings(), parse::theme(&[]).value);
    for file in markdown() {
        for found in parse::document(&file, &settings, &theme).diagnostics {
            assert_eq!(found.path.as_deref(), Some(&*file.path));
            assert!(!found.message.ends_with('.') && !found.message.is_empty(), "{}", found.message);
            assert!(found.code.bytes().all(|b| b == b'-' || b.is_ascii_alphanumeric()), "{}", found.code);
        }
    }
}

fn settings() -> Settings {
    let file = source(Path::new(FOLDER).join("portfolio.yaml"), Role::Settings);
    let read = parse::settings(Some(&file), "survey");
    assert_eq!(read.diagnostics, []);
    read.value
}

fn markdown() -> Vec<SourceFile> {
    let mut paths = Vec::new();
    collect(Path::new(FOLDER), &mut paths);
    let is_markdown = |path: &PathBuf| path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("md"));
    let mut files: Vec<_> = paths.into_iter().filter(is_markdown).map(|path| source(path, Role::Markdown)).collect();
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the fixtures are there") {
        let path = entry.expect("the fixtures can be listed").path();
        if path.is_dir() { collect(&path, paths) } else { paths.push(path) }
    }
}

fn source(disk: PathBuf, role: Role) -> SourceFile {
    let path = disk.strip_prefix(FOLDER).expect("it lies in the folder").to_string_lossy().replace('\\', "/");
    let bytes = Some(std::fs::read(&disk).expect("the fixture can be read"));
    SourceFile { path: path.into(), disk, role, bytes, stamp: None }
}

/// What came of a file, one fact to a line, an empty line behind.
fn told(file: &SourceFile, read: &Diagnosed<Option<Document>>) -> String {
    let mut out = format!("{}\n", file.path);
    if let Some(document) = &read.value {
        tell(&mut out, document);
    }
    let mut diagnostics = read.diagnostics.clone();
    throughline::diag::sort(&mut diagnostics);
    for found in &diagnostics {
        tell_message(&mut out, found);
    }
    out + "\n"
}

fn tell(out: &mut String, document: &Document) {
    let head = document.head();
    let kind = match document {
        Document::Reflection(reflection) => format!("reflection of {}", reflection.date),
        Document::Page(_) => "page".to_owned(),
        Document::Inquiry(inquiry) => format!("inquiry, {}", inquiry.state.as_str()),
        Document::Home(_) => "home".to_owned(),
    };
    writeln!(out, "  {kind}, {}: {}", head.slug, head.title).expect("a string takes all");
    line(out, "summary", head.summary.as_deref().unwrap_or(""));
    line(out, "updated", &head.updated.map(|day| day.to_string()).unwrap_or_default());
    line(out, "lang", head.lang.as_deref().unwrap_or(""));
    line(out, "audience", if head.audience == Audience::Public { "" } else { audience(head.audience) });
    line(out, "aliases", &head.aliases.iter().map(|alias| alias.path.as_str()).collect::<Vec<_>>().join(", "));
    match document {
        Document::Reflection(reflection) => {
            line(out, "inquiries", &terms(&reflection.inquiries));
            line(out, "stage", reflection.stage.as_deref().unwrap_or(""));
            line(out, "tags", &terms(&reflection.tags));
            line(out, "revisits", &references(&reflection.revisits));
            line(out, "cover", &references(reflection.cover.as_slice()));
        }
        Document::Inquiry(inquiry) => {
            line(out, "question", inquiry.question.as_deref().unwrap_or(""));
            line(out, "stages", &inquiry.stages.join(", "));
            line(out, "led to", &references(&inquiry.led_to));
            line(out, "colour", inquiry.colour.map_or("", |colour| colour.as_str()));
        }
        _ => {}
    }
    let extra = head.extra.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>();
    line(out, "extra", &extra.join(", "));
}

fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::Unlisted => "unlisted",
        Audience::Draft => "draft",
    }
}

fn line(out: &mut String, name: &str, value: &str) {
    if !value.is_empty() {
        writeln!(out, "  {name}: {value}").expect("a string takes all");
    }
}

fn terms(terms: &[Term]) -> String {
    terms.iter().map(|term| format!("{} ({})", term.label, term.slug)).collect::<Vec<_>>().join(", ")
}

fn references(references: &[Reference]) -> String {
    references.iter().map(|reference| reference.name.clone()).collect::<Vec<_>>().join(", ")
}

fn tell_message(out: &mut String, found: &Diagnostic) {
    let severity = format!("{:?}", found.severity).to_lowercase();
    let place = format!("{}:{}+{}", found.place.line, found.place.column, found.place.width);
    writeln!(out, "  {severity}[{}] {place}: {}", found.code, found.message).expect("a string takes all");
    line(out, "  help", found.help.as_deref().unwrap_or(""));
}
