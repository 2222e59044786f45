//! What `why` says, word for word, and that it is so: held against the built site and against the files themselves.
//!
//! `BLESS=1 cargo test --test why` writes what it said into `tests/fixtures/why.txt`. Read the diff before you commit it.
#![allow(clippy::disallowed_methods, reason = "tests and benchmarks touch real folders")]

mod folders;

use std::fs;
use std::path::Path;
use std::process::Command;

use throughline::layout::{List, lists_of};
use throughline::model::document::{Audience, Document};
use throughline::model::origins::Origin;
use throughline::pipeline::{self, Request, Silent, Survey};
use throughline::why;

/// A portfolio in which everything that can be said is true of something.
const FILES: &[(&str, &str)] = &[
    ("portfolio.yaml", "title: Mine\nbase_url: https://me.github.io/mine/\nmenu: [about.md]\n"),
    ("CNAME", "me.example\n"),
    ("theme/style.css", "body {}\n"),
    ("inquiries/reading.md", "---\ntitle: Reading shifts\n---\nWhy?\n"),
    ("inquiries/alone.md", "# Alone\n"),
    (
        "reflections/2026-03-11-shift.md",
        "---\ntitle: A shift\ninquiry: reading\ntags: [maths, talk]\naliases: [/old.html]\n---\n![](chart.svg) and [[linked]].\n",
    ),
    (
        "reflections/2026-03-12-heading/index.md",
        "---\ninquiries:\n  - Reading\n  - only a tag\n---\n\n# From the text\n\nWords.\n",
    ),
    ("reflections/2024-01-02.md", "Nothing but words.\n"),
    ("reflections/2026-03-13-no-date-in-front.md", "---\ndate: 2025-12-01\n---\nThe front matter counts.\n"),
    ("reflections/2026-03-14-draft.md", "---\ntitle: Not yet\ndraft: true\n---\nWords.\n"),
    ("reflections/2026-03-15-shared.md", "---\naudience: unlisted\n---\nFor one reader.\n"),
    ("reflections/undated.md", "Words without a day.\n"),
    ("reflections/2026-03-16-empty.md", ""),
    ("reflections/chart.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("reflections/unused.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("reflections/notes.txt", "Words.\n"),
    ("pages/about.md", "# About\n"),
    ("pages/linked.md", "# Linked\n"),
    ("pages/lost.md", "# Lost\n"),
    ("private/names.txt", "Aroha\n"),
    ("_drafts/x.md", "Words.\n"),
    ("notes/.hidden.md", "Words.\n"),
    ("consent.yaml", "- picture: pond.svg\n  until: 2001-12-31\n"),
    ("pond.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
    ("README.md", "About the repository.\n"),
    ("links-not-found.txt", ""),
    ("x.md~", "Words.\n"),
];

/// What is asked of it.
const ASKED: &[&str] = &[
    "reflections/2026-03-11-shift.md",
    "reflections/2026-03-12-heading/index.md",
    "reflections/2024-01-02.md",
    "reflections/2026-03-13-no-date-in-front.md",
    "reflections/2026-03-14-draft.md",
    "reflections/2026-03-15-shared.md",
    "reflections/undated.md",
    "reflections/2026-03-16-empty.md",
    "reflections/chart.svg",
    "reflections/unused.svg",
    "inquiries/reading.md",
    "inquiries/alone.md",
    "pages/about.md",
    "pages/linked.md",
    "pages/lost.md",
    "portfolio.yaml",
    "theme/style.css",
    "CNAME",
    "private/names.txt",
    "_drafts/x.md",
    "notes/.hidden.md",
    "consent.yaml",
    "pond.svg",
    "README.md",
    "links-not-found.txt",
    "x.md~",
    "../elsewhere.md",
    "_site/about.html",
    "https://me.github.io/mine/2026/03-11-shift.html",
    "http://127.0.0.1:4000/mine/about?x#y",
    "http://127.0.0.1:4000/mine/2026/03-14-draft.html",
    "reflections/notes.txt",
    "https://me.github.io/mine",
    "/tags/maths",
    "tags/",
    "inquiries/only-a-tag.html",
    "old.html",
    "feed.xml",
    "shift",
    "A shift",
    "reflections/2026-03-11-shit.md",
    "shiftt",
    "nothing of the kind",
    "front",
];

fn write(folder: &Path, files: &[(&str, &str)]) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
}

/// What the program says, and how it ends.
fn say(folder: &Path, asked: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_throughline"));
    let output = command.args(["why", asked]).current_dir(folder).env("NO_COLOR", "1").output().expect("it runs");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("the program speaks UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    format!("> {asked}\n{}{}[{code}]\n\n", text(&output.stdout), text(&output.stderr))
}

fn survey(folder: &Path) -> std::sync::Arc<Survey> {
    let request = Request { folder: folder.to_owned(), ..Request::default() };
    pipeline::look(&request).expect("the folder is readable").survey.expect("it holds texts")
}

#[test]
fn everything_that_can_be_said_is_said_so() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut said = String::new();
    let mut ask = |files: &[(&str, &str)], asked: &[&str]| {
        write(folder.path(), files);
        said.extend(asked.iter().map(|asked| say(folder.path(), asked)));
    };
    ask(FILES, ASKED);
    // With mistakes: in the text itself, in others, and between two.
    let broken = "---\ndate: 2026-02-30\ntitle: [x\n---\nSee [[nowhere]].\n";
    ask(&[("reflections/broken.md", broken)], &["reflections/broken.md", "pages/about.md"]);
    ask(&[("reflections/broken.md", "\u{0}x\u{0}y")], &["reflections/broken.md"]);
    let clash = "---\ndate: 2026-03-11\nslug: shift\n---\nThe same address.\n";
    ask(&[("reflections/broken.md", clash)], &["reflections/broken.md", "2026/03-11-shift.html"]);
    let expected = Path::new("tests/fixtures/why.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(expected, &said).expect("the fixture can be written");
    }
    assert_eq!(said, fs::read_to_string(expected).unwrap_or_default());
}

#[test]
fn a_folder_that_is_none_is_said_as_build_says_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let said = say(folder.path(), "x.md");
    assert!(said.contains("no Markdown") && said.contains("[1]"), "{said}");
}

#[test]
fn nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), FILES);
    let before = folders::tree(folder.path());
    say(folder.path(), "pages/about.md");
    assert_eq!(folders::tree(folder.path()), before);
}

/// The lists that name a reflection are those whose files link to it.
#[test]
fn what_is_listed_is_listed() {
    let folder = tempfile::tempdir().expect("a folder");
    folders::copy(Path::new("example-portfolio"), folder.path());
    let request = Request { folder: folder.path().to_owned(), ..Request::default() };
    pipeline::build(&request, &Silent).expect("the example builds");
    let survey = survey(folder.path());
    let portfolio = survey.portfolio();
    let read = |address: &str| fs::read_to_string(folder.path().join("_site").join(address)).unwrap_or_default();
    let main = |html: String| html.split("<main").nth(1).map_or(html.clone(), str::to_owned);
    for (index, linked) in portfolio.reflections.iter().enumerate() {
        let address = linked.address.as_str();
        let name = address.rsplit('/').next().expect("an address has a last part");
        let lists = lists_of(portfolio, index);
        for (list, at) in &lists {
            assert!(main(read(at.as_str())).contains(name), "{address} in {list:?}");
        }
        let stands = |list: List| lists.iter().any(|(other, _)| *other == list);
        assert_eq!(stands(List::Home), card(&read("index.html"), name), "{address} on the home page");
        assert_eq!(stands(List::Feed), read("feed.xml").contains(&format!("{name}\"")), "{address} in the feed");
        for (number, tag) in portfolio.tags.iter().enumerate() {
            assert_eq!(stands(List::Tag(number)), card(&read(tag.address.as_str()), name), "{address}, {}", tag.label);
        }
    }
}

/// Whether a page has a card of the reflection whose address ends so.
fn card(html: &str, name: &str) -> bool {
    html.split("<li class=\"card").skip(1).any(|card| card.split("</h").next().is_some_and(|head| head.contains(name)))
}

/// A line that is named as the origin of a date or a title is: without it the text has another, or none.
#[test]
fn what_is_named_as_an_origin_is_one() {
    let folder = tempfile::tempdir().expect("a folder");
    folders::copy(Path::new("example-portfolio"), folder.path());
    write(folder.path(), FILES);
    let survey = survey(folder.path());
    let mut seen = [0; 4];
    for document in survey.documents() {
        let head = document.head();
        let origins = survey.origins(&head.path).expect("the text is there");
        assert_eq!(origins.date.is_some(), matches!(document, Document::Reflection(_)), "{}", head.path);
        assert_eq!(origins.audience.is_some(), head.audience != Audience::Public, "{}", head.path);
        let text = fs::read_to_string(folder.path().join(&*head.path)).expect("the text is readable");
        let line = |number: u32| text.lines().nth(number as usize - 1).unwrap_or_default();
        match &origins.title {
            Origin::Key { line: at, .. } => assert!(line(*at).starts_with("title:"), "{}", head.path),
            Origin::Heading { line: at } => assert!(line(*at).starts_with("# "), "{}: {}", head.path, line(*at)),
            Origin::Name => assert!(!text.contains("\ntitle:") && !text.contains("# "), "{}", head.path),
            Origin::Otherwise => {}
        }
        match &origins.date {
            Some(Origin::Key { line: at, .. }) => assert!(line(*at).starts_with("date:"), "{}", head.path),
            Some(_) => assert!(!text.contains("\ndate:"), "{}", head.path),
            None => {}
        }
        for (slug, at) in &origins.inquiries {
            assert!(throughline::slug::slug(line(*at)).contains(slug.as_str()), "{}: {slug}", head.path);
        }
        let kind = [
            matches!(origins.title, Origin::Key { .. }),
            matches!(origins.title, Origin::Heading { .. }),
            matches!(origins.date, Some(Origin::Key { .. })),
            matches!(origins.date, Some(Origin::Name)),
        ];
        kind.iter().zip(&mut seen).for_each(|(is, seen)| *seen += usize::from(*is));
    }
    assert!(seen.iter().all(|&seen| seen > 0), "{seen:?}");
}

#[test]
fn the_page_of_everything_names_every_text_once_and_escapes_it() {
    let folder = tempfile::tempdir().expect("a folder");
    write(folder.path(), FILES);
    write(folder.path(), &[("pages/<b>&\"x\".md", "# <i>Odd</i>\n")]);
    let survey = survey(folder.path());
    let html = why::page(&survey);
    let texts = survey.files().iter().filter(|file| file.path.ends_with(".md") && !file.path.starts_with("theme/"));
    assert_eq!(html.matches("<summary>").count(), texts.count());
    assert!(html.contains("<summary>pages/&lt;b&gt;&amp;&quot;x&quot;.md</summary>"), "{html}");
    assert!(
        html.contains("<h2>Drafts (1)</h2>") && html.contains("<a href=\"/mine/2026/03-11-shift.html\">"),
        "{html}"
    );
    assert!(!html.contains("<b>"));
}
